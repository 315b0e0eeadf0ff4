"""What treatment tells by its kind, and by what came before it or is to follow."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.meanings import MEANINGS, Meaning
from matcher.reading.state.refined.listed_drugs import of_listed_drugs
from matcher.reading.state.refined.over import all_over, completed_for_cure, nothing_more, off_it_for_long
from matcher.reading.state.refined.said import Said, narrowed, widened
from matcher.reading.state.refined.surgery import OF_NOW, in_another_hospital
from matcher.reading.state.ruled_out import THE_REST_DUE, WHERE_INDICATED

# 'Completed definitive breast cancer surgery': what comes after it may be due.
_SURGERY_ALONE = gated(r"(?:complet|finish)(?!.*(?:therap|treat|chemo|radi)).*\bsurger(?:y|ies)\b.*")


def surgery_completed(meaning: Meaning, said: Said) -> Meaning:
    """'Completed breast cancer surgery', 'completed adjuvant radiation (if indicated)'"""
    # 'completed adjuvant radiation (if indicated)' is asked of those who have just had surgery, too
    done = WHERE_INDICATED.match(said.lower, said.end) or _SURGERY_ALONE.fullmatch(said.words)
    return MEANINGS["operated"] if done else meaning


def the_rest_due(meaning: Meaning, said: Said) -> Meaning:
    """'Completed surgery and are about to start radiotherapy'"""
    return MEANINGS["rest_due"] if THE_REST_DUE.match(said.lower, said.start) else meaning


_GIVEN_ALREADY = gated(
    r"\bor\s+(?:(?:who|that|which|have|has|had|having|been|already|previously)\s+){0,3}(?:undergone|underwent|received|complet\w+|had|finished)\b"
)

_GIVEN_OR_TO_COME = gated(
    r"\b(?:undergone|underwent|received|completed|had),?\s+or\s+(?:(?:who|are|is|will|be)\s+){0,3}$"
)


def planned_or_given(meaning: Meaning, said: Said) -> Meaning:
    """'Planned for, or having undergone, curative treatment': the first cancer was treated so, whatever may be done now"""
    given = _GIVEN_ALREADY.search(said.words) or _GIVEN_OR_TO_COME.search(said.lower, 0, said.start)
    return MEANINGS["curative_aim"] if given else meaning


_NEO_OR_ADJUVANT = gated(
    r"\bneo-?\)[\s-]?adjuvant|\bneo\s?/\s?adjuvant|\bneo-?adjuvant\s?(?:or|/|and/or)\s?adjuvant|\badjuvant\s?(?:or|/|and/or)\s?neo-?adjuvant"
)


def surgery_last(meaning: Meaning, said: Said) -> Meaning:
    """'Completed (neo)adjuvant chemotherapy': surgery may have come last."""
    return widened(meaning, meanings.OPERATED) if _NEO_OR_ADJUVANT.search(said.words) else meaning


def neoadjuvant_or_not(meaning: Meaning, said: Said) -> Meaning:
    """'Completed adjuvant or neoadjuvant chemotherapy and surgery': whoever had no neoadjuvant treatment, too"""
    either = _NEO_OR_ADJUVANT.search(said.lower, max(0, said.start - 15), said.end + 15)
    if not either:
        return meaning
    return MEANINGS["operated" if meaning is MEANINGS["operated_after_neoadjuvant"] else "treated_already"]


def of_now(meaning: Meaning, said: Said) -> Meaning:
    """'Any treatment for the currently diagnosed breast cancer'"""
    return meaning._replace(sure=meaning.sure & ~meanings.RECURRENT) if OF_NOW.search(said.words) else meaning


# 'Any prior treatment for breast cancer, including surgery', 'no prior treatment (surgery, chemotherapy or radiation)'
_WITH_SURGERY = gated(
    r"[^.;()]{0,30}(?:\b(?:including|such as|i\.?e\.?,?|e\.?g\.?,?|whether|namely)\b|\()(?:(?!\b(?:but|except\w*|other than|not|excluding|unless)\b)[^.;])*?\b(?:surger(?:y|ies)|surgical|operations?|mastectomy|lumpectomy)\b"
)
_BUT_FOR = gated(r"\b(?:except\w*|other than|apart from|unless|excluding)\b")


def of_any_kind(meaning: Meaning, said: Said) -> Meaning:
    """'Any prior treatment for breast cancer, including surgery': whoever was operated has had some"""
    told = _WITH_SURGERY.match(said.lower, said.end) or _WITH_SURGERY.match(said.words)
    if told is None or _BUT_FOR.search(said.lower):
        return meaning
    return meaning._replace(sure=meaning.sure | meanings.OPERATED)


_NEOADJUVANT = gated(r"\b(?:neo-?\s?adjuvant|pre-?\s?operative)\b")
_ADJUVANT_TOO = gated(r"(?<!neo)(?<!neo[- ])\badjuvant\b")


_HORMONES_ALONE = gated(r"endocrine|hormon")


def before_surgery_only(meaning: Meaning, said: Said) -> Meaning:
    """'Prior neoadjuvant therapy': of those who were treated, not all had it; those have whom it is given to now"""
    if not _NEOADJUVANT.search(said.words) or _ADJUVANT_TOO.search(said.lower):
        return meaning
    now = 0 if _HORMONES_ALONE.search(said.words) else meanings.NEOADJUVANT_NOW
    return meaning._replace(sure=now, words=meanings.EARLIER_NEOADJUVANT)


_BEYOND_SURGERY = gated(r"\blocally[- ]advanced|\binoperable|\bunresectable|\bnon-?\s?(?:operable|resectable)")


def of_the_inoperable(meaning: Meaning, said: Said) -> Meaning:
    """'Neoadjuvant chemotherapy of locally advanced breast cancer': what cannot be resected is given it first (NCCN Guidelines,
    Breast Cancer: preoperative systemic therapy of inoperable disease)"""
    return meaning._replace(sure=meaning.wide) if _BEYOND_SURGERY.search(said.lower) else meaning


_DRUGS_ALONE = gated(r"\b(?:systemic|chemo\w*|anti-?\s?cancer|adjuvant|endocrine|hormon\w+|drug)\b")


def no_drugs_yet(meaning: Meaning, said: Said) -> Meaning:
    """'Systemic therapy not yet started': the surgery may have been done"""
    drugs = _DRUGS_ALONE.search(said.lower, max(0, said.start - 12), said.end)
    return widened(meaning, meanings.ADJUVANT) if drugs else meaning


# 'Receiving chemotherapy for the first time', 'undergoing their first cycle of chemotherapy'
_FIRST_TIME = gated(
    r"\bfor the first time\b|\bfirst-time\b"
    r"|\b(?:receiving|undergoing|having|getting|on|in|during)\s+(?:(?:their|her|the|a)\s+)?(?:very\s+)?(?:first|1st|initial)\s+(?:ever\s+)?"
    r"(?:(?:planned|intravenous|adjuvant|neoadjuvant|anthracycline|cytotoxic|systemic)\s+){0,2}(?:chemo|cycle|course(?!s)|infusion|session|dose|round|administration)"
)

# 'Initiating within 14 days, or currently receiving, trastuzumab'
_TO_START_OR = gated(
    r"\b(?:initiating|starting|beginning|commencing|about to (?:start|begin|receive|initiate|undergo)|(?:will|(?:plan\w*|scheduled|going|intend\w*) to) (?:be )?(?:start|begin|initiat|commenc|receiv|undergo)\w*)\b"
    r"[^.;]{0,60}\bor\W+(?:(?:be|is|are|who|already|currently|have|been|must|to)\W+){0,4}$"
)


# 'Patients receiving chemotherapy', where the summary or the population speaks of those 'who will receive cisplatin'
_NOW = gated(r"\b(?:current\w*|already|presently|still|ongoing|have|has|been)\b")
_OF_CHEMOTHERAPY = gated(r"chemo|cytotox|\bradi(?:a|o)|irradi")
_WILL_RECEIVE = gated(
    r"\b(?:patients?|participants?|subjects?|women|who|cancers?)\s+(?:(?:who|are|is|were|being)\s+)*(?:will\s+(?:be\s+)?(?:receive|receiving|undergo|start|begin|treated\s+with)|(?:planned|scheduled|about|going|planning)\s+(?:for|to))\s+"
    r"[^.;]{0,50}?\b(?:chemo\w*|cytotoxic|taxanes?|\w+taxel|\w+platin|anthracyclines?|\w+rubicin|radio-?therapy|radiation|irradiation)\b",
    re.I,
)


def starting_too(meaning: Meaning, said: Said) -> Meaning:
    """'Receiving chemotherapy for the first time', 'initiating or receiving it': whoever is about to start it, too"""
    lower, start, end = said.lower, said.start, said.end
    starting = _FIRST_TIME.search(lower, start, min(len(lower), end + 40)) or _TO_START_OR.search(lower, 0, start)
    if not starting and _OF_CHEMOTHERAPY.search(said.words) and not _NOW.search(lower, max(0, start - 15), end):
        trial = said.context.trial
        if _WILL_RECEIVE.search(f"{trial.study_population or ''}. {trial.brief_summary or ''}"):
            return MEANINGS["treatment_title"]._replace(sure=0)  # whether hers is to come, no field tells
    return MEANINGS["treatment_title"] if starting else meaning


def treated_once(meaning: Meaning, said: Said) -> Meaning:
    """'Patients treated with chemotherapy'"""
    past = said.words.startswith(("patients treated with", "women treated with"))
    return MEANINGS["under_or_after_treatment"] if past else meaning


# Radiotherapy alone is given for carcinoma in situ, too.
_CYTOTOXIC = gated(
    r"chemo|cytotox|anthracyclin|taxane|doxorubicin|paclitaxel|docetaxel|epirubicin|adriamycin|neurotox|cardiotox|infusion|antineoplastic|cdk|trastuzumab|pertuzumab|her2|targeted|immuno|cycle|intravenous|antibod|regimen|nccn|guideline|listed"
)

_RADIATION = gated(r"\b(?:radi|irradi|rt\b|brachy|proton)")

_SYSTEMIC = gated(
    r"chemo|systemic|cytotoxic|anti-?\s?cancer|infusion|cdk|taxane|anthracycline|paclitaxel|docetaxel|rubicin"
)

# 'Eligible for chemotherapy or endocrine therapy', '... or radiation': carcinoma in situ is given the latter.
_OR_ANOTHER_KIND = gated(
    r"\w*[\s,/]*(?:(?:or|and/or)\b|/)\W*(?:\w+\W+){0,3}?(?:radi(?:o|a)\w+|irradi\w+|endocrine|hormon\w+|anti-?hormon\w+|tamoxifen|aromatase|anti-?o?estrogen\w*)\b"
)


def running_of_its_kind(meaning: Meaning, said: Said) -> Meaning:
    """Carcinoma in situ is given radiation and hormones, but no chemotherapy."""
    other = not _CYTOTOXIC.search(said.words) or _radiation_alone(said)
    return widened(meaning, meanings.IN_SITU & meanings.UNDER_TREATMENT) if other else meaning


def due_of_its_kind(meaning: Meaning, said: Said) -> Meaning:
    """Carcinoma in situ is given radiation and hormones, but no chemotherapy."""
    other = not _CYTOTOXIC.search(said.words) or _OR_ANOTHER_KIND.match(said.lower, said.end) or _radiation_alone(said)
    return widened(meaning, meanings.IN_SITU & ~meanings.SURVEILLANCE) if other else meaning


def _radiation_alone(said: Said) -> bool:
    return bool(_RADIATION.search(said.words)) and not _SYSTEMIC.search(said.words)


# 'Undergoing active treatment', 'receiving anticancer therapy', 'chemotherapy and/or hormonal therapy', 'neoadjuvant chemotherapy'
_OF_ANY_KIND = gated(
    r"\b(?:active|anti-?\s?cancer|(?:breast )?cancer|oncolog\w+)\s+(?:treatment|therap)|\b(?:treatment|therapy)\s+for\s+(?:(?:their|her|the|early|primary|invasive)\s+){0,2}breast\b"
    r"|\bchemo\w*\s*(?:,|or|and/or|/)\s*(?:endocrine|hormon)|\b(?:endocrine|hormon\w+)(?:\s+therapy)?\s*(?:,|or|and/or|/)\s*chemo"
)
_NEOADJUVANT_WORD = gated(r"\bneo-?\s?adjuvant")
_BEHIND = 25  # characters: '... or hormonal therapy'


def of_any_kind_now(meaning: Meaning, said: Said) -> Meaning:
    """Whoever is given her treatment before surgery is under treatment of some kind. (Of advanced disease the fact of a line
    does not tell that it still runs.)"""
    told = said.lower[said.start : said.end + _BEHIND]
    if not (_NEOADJUVANT_WORD.search(told) or _OF_ANY_KIND.search(told)):
        return meaning
    return meaning._replace(sure=meaning.sure | (meanings.NEOADJUVANT_NOW & meaning.wide))


_CHEMOTHERAPY = gated(r"chemo|cytotox")


def chemotherapy_after_surgery(meaning: Meaning, said: Said) -> Meaning:
    """No carcinoma in situ is given chemotherapy (NCCN Guidelines, Breast Cancer, DCIS-1)."""
    if not _CHEMOTHERAPY.search(said.words):
        return meaning
    if said.sentence.from_criteria and _OR_ANOTHER_KIND.match(said.lower, said.end):
        return meaning
    return narrowed(meaning, ~meanings.IN_SITU)


# 'Receiving chemotherapy or endocrine therapy' is no endocrine treatment alone.
_OR_CHEMOTHERAPY = gated(r"\b(?:chemo\w*|cytotoxic|radi\w+|targeted|immuno\w+)\b[^.;]*(?:\bor\b|/|,)")


def endocrine_or_other(meaning: Meaning, said: Said) -> Meaning:
    """'Receiving chemotherapy or endocrine therapy'"""
    if not _OR_CHEMOTHERAPY.search(said.words):
        return meaning
    return of_any_kind_now(meaning._replace(words=MEANINGS["under_chemotherapy"].words), said)


REFINEMENTS = {
    "treatment_completed": (
        surgery_completed,
        the_rest_due,
        completed_for_cure,
        nothing_more,
        surgery_last,
        all_over,
        off_it_for_long,
    ),
    "treated_curatively": (all_over,),
    "nothing_to_come": (off_it_for_long,),
    "curative_treatment": (planned_or_given,),
    "operated_after_neoadjuvant": (neoadjuvant_or_not,),
    "had_neoadjuvant": (neoadjuvant_or_not,),
    "not_treated_yet": (no_drugs_yet,),
    "treated_before": (of_now, of_any_kind, before_surgery_only, in_another_hospital),
    "under_chemotherapy": (of_listed_drugs, starting_too, treated_once, running_of_its_kind, of_any_kind_now),
    "chemotherapy_due": (due_of_its_kind,),
    "adjuvant_due": (chemotherapy_after_surgery,),
    "adjuvant_title": (chemotherapy_after_surgery,),
    "adjuvant_aim_title": (chemotherapy_after_surgery,),
    "adjuvant_running": (endocrine_or_other,),
    "neoadjuvant_title": (of_the_inoperable,),
}
