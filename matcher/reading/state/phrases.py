"""The phrases of `state_phrases.tsv` in a sentence, and the stages that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from data.vocabulary.terms import StatePhrase, Vocabulary
from matcher.reading.gated import Pattern, gated
from matcher.reading.mentions import Context
from matcher.reading.pattern import PhraseTable, compile_after, compile_before
from matcher.reading.population import NOT_CANCER_STAGE
from matcher.reading.sentences import NOT_JOINED, Sentence
from matcher.reading.state import meanings
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import CURATIVE_AIMS, MEANINGS, Meaning
from matcher.reading.state.of_which_tumour import (
    COORDINATED,
    of_another_tumour_alone,
    of_breast_as_well,
    stage_of_another_tumour,
    staged_itself,
)
from matcher.reading.state.stages import StageList, stage_lists


class _Row(NamedTuple):
    phrase: StatePhrase
    not_before: Pattern | None
    not_after: Pattern | None


_PLACES = {
    "record": ("any", "record", "population"),
    "inclusion": ("any", "population", "inclusion", "history"),
    "exclusion": ("any", "history"),
}


@lru_cache(maxsize=12)
def phrase_table(vocabulary: Vocabulary, place: str) -> PhraseTable[_Row]:
    """The phrases that count in titles and other texts, in inclusions, or in exclusions."""
    lists = vocabulary.word_lists
    rows = (
        (
            phrase.phrase,
            _Row(
                phrase,
                compile_before(phrase.not_before, lists) if phrase.not_before else None,
                compile_after(phrase.not_after, lists) if phrase.not_after else None,
            ),
        )
        for phrase in vocabulary.state_phrases
        if phrase.where in _PLACES[place]
    )
    return PhraseTable(rows, lists)


def phrases_in(sentence: Sentence, context: Context) -> Iterator[Found]:
    """What the phrases of the table and the listed stages say, each for itself."""
    lower = _DOTTED.sub(lambda m: m.group().replace(".", "").ljust(len(m.group())), sentence.lower)
    place = "record" if not sentence.from_criteria else "exclusion" if sentence.excludes else "inclusion"
    other_stage = NOT_CANCER_STAGE.search(sentence.text) is not None
    lists = [
        one
        for one in stage_lists(lower)
        if not (other_stage and not staged_itself(lower, one.start, one.end))
        and not stage_of_another_tumour(lower, one.start, one.end)
    ]
    for row, start, end in phrase_table(context.vocabulary, place).find(lower, sentence.keys):
        of_stage = other_stage and lower.startswith("stage", start) and not staged_itself(lower, start, end)
        if (
            of_stage
            or _told_by_a_list(row.phrase.meaning, lists, lower, start, end)
            or _ruled_out(row, lower, start, end)
        ):
            continue
        name = row.phrase.meaning
        if name == "survivor" and _of_late_disease(context):
            continue
        if name == "pathologic_tnm" and _surgery_to_come(sentence, context):
            name = "tnm"  # 'pT1-2, scheduled for lumpectomy': the letter is a slip
        found = _found(name, sentence, start, end)
        if (
            sentence.from_criteria
            and found.name in _SPREAD
            and not found.denied
            and _GLOSS_OF_A_DENIAL.search(lower[:start])
        ):
            continue
        # 'must not have relapsed within 6 months of adjuvant treatment' tells when it came back
        if not (found.denied and found.name == "recurrent" and "adjuvant" in lower[start:end]):
            yield _of_a_kept_breast(found, lower, context)
    if sentence.excludes and (alone := _ALONE.match(lower)):
        name = "recurrent" if alone["recurrence"] else "metastatic"
        meaning = MEANINGS[name]
        yield Found(name, meaning.axis, meaning.sure, meaning.wide, meaning.words, *alone.span("what"))
    if not sentence.excludes and _INFLAMMATORY_ALONE.match(lower):
        meaning = MEANINGS["inflammatory"]
        yield Found("inflammatory", meaning.axis, meaning.sure, meaning.wide, meaning.words, 0, len(lower))
    for listed in lists:
        denied = sentence.from_criteria and _denied(lower, listed.start, "")
        yield Found("stage", "extent", listed.states, listed.states, listed.words, listed.start, listed.end, denied)


_DOTTED = gated(r"\b(?:e\.g|i\.e)\.")  # a full stop ends a phrase: 'treatment (e.g., surgery) completed'


# Surgery that is still to come, or categories that imaging or a biopsy told
_OPERATION_DUE = gated(
    r"\b(?:schedul\w+|planned|planning|candidates?|eligible|suitable|await\w+|to undergo|undergoing|will undergo)\b[^.;]{0,40}\b(?:surgery|lumpectomy|mastectomy|conserv\w+|resection|sentinel|operation)\b|\b(?:core|needle|by|on|at) biops\w+|\bby imaging\b|\bneo-?\s?adjuvant\b[^.;]{0,30}\b(?:planned|candidates?|to receive)"
)
_TITLED_BEFORE_SURGERY = gated(
    r"\b(?:neo-?\s?adjuvant|pre-?\s?operative|pre-?\s?surgical|intra-?\s?operative|during (?:breast[- ]conserving )?surgery|before surgery|window of opportunity)\b",
    re.I,
)
_AFTER_TREATMENT = gated(r"\b(?:after|following|post|residual)\b", re.I)


# Survivors are all who live with a cancer, treated or not (NCI): in a trial of metastatic disease the word tells no time.
_LATE_DISEASE = gated(
    r"\b(?:advanced|metastatic|stage IV)\s+(?:breast\s+|solid\s+)?(?:cancers?|carcinoma|disease|tumou?rs?)\b", re.I
)


def _of_late_disease(context: Context) -> bool:
    return bool(_LATE_DISEASE.search(f"{context.trial.brief_title}. {context.trial.official_title or ''}"))


def _surgery_to_come(sentence: Sentence, context: Context) -> bool:
    if _OPERATION_DUE.search(sentence.lower):
        return True
    titles = f"{context.trial.brief_title} {context.trial.official_title or ''}"
    return bool(_TITLED_BEFORE_SURGERY.search(titles)) and not _AFTER_TREATMENT.search(titles)


def _told_by_a_list(name: str, lists: list[StageList], lower: str, start: int, end: int) -> bool:
    """Whether a list of stages around the phrase says it better: 'clinical stage III-IV'."""
    around = [o for o in lists if o.start < end and start < o.end]
    if lower.startswith("stage", start) and any(o.bounded for o in around):
        return True
    return name == "clinical_tnm" and any(o.states & meanings.METASTATIC for o in around)


def _ruled_out(row: _Row, lower: str, start: int, end: int) -> bool:
    """Words before, behind or within the phrase by which it does not say what it says elsewhere."""
    name, words = row.phrase.meaning, lower[start:end]
    if words.startswith("following") and lower[:start].endswith("the "):  # 'one of the following conditions'
        return True
    if row.not_before is not None and row.not_before.match(lower, end):
        if not (_BUT_FOR.match(lower, end) or of_breast_as_well(lower, start, end)):
            return True
    if name in COORDINATED and of_another_tumour_alone(lower, end):
        return True
    if row.not_after is not None and row.not_after.search(lower[max(0, start - 80) : start]):
        return True
    turned = _TURNED.get(name)
    if name == "nonmetastatic" and _NODES_TOLD.search(lower, max(0, start - 60), start):
        words = words.replace("other", "     ", 1)  # 'N3 without other metastases'
    if turned is not None and turned.search(words):
        return True
    with_or = bool(_WITH_OR.search(lower[max(0, start - 20) : start]))
    if with_or and words.startswith("without"):
        return True  # 'with or without recurrence'
    match name:
        case "nonmetastatic":  # 'no prior docetaxel for metastatic disease'
            of_therapy = " for " in words.removeprefix("negative for")
            return of_therapy or with_or or bool(DENIED_ALREADY.match(lower[:start]))
        case "newly_diagnosed":  # 'initial diagnosis more than two years ago'
            at_first = words.startswith("initially") and _AS_IT_WAS.match(lower, end)
            staged = words.endswith("diagnosis") and _STAGE_AT_FIRST.match(lower, end)
            return bool(at_first or (_DATED.search(words) and (staged or _LONG_AGO.match(lower, end))))
        case "unresectable":
            return bool(_OF_THE_PERSON_BEFORE.search(lower[:start]) or _OF_THE_PERSON_AFTER.match(lower, end))
        case "operable":
            return bool(_OF_STAGE_IV.match(lower, end))
        case "in_situ":
            return bool(_BESIDE_DENIED.search(lower[:start]))
        case "operated":  # 'at least 2 weeks between surgery and enrolment', 'between major surgery and': any surgery
            since = words.startswith(("between", "from")) and "breast" not in lower
            return since and bool(
                _ANY_SURGERY.search(words) or _AT_LEAST_SO_LONG.search(lower[max(0, start - 50) : start])
            )
        case "treatment_completed":
            if words.startswith("completely"):  # 'completely excised, candidate for chemotherapy'
                return True
            rest = _THE_REST_DUE.match(lower, start)
            surgery_due = rest is not None and not (rest["treatment"] or rest["later"])  # 'surgery_due' tells it
            return surgery_due or bool(_BEFORE_STUDY_DRUG.search(lower[start : end + 90]))
        case _:
            return False


_ADJUVANT_DUE = frozenset({"adjuvant_due", "adjuvant_title", "adjuvant_aim_title"})
# 'Completion of treatment with curative intent': whoever was treated for a cancer come back or spread was not
_FOR_CURE = gated(r"\bcurative(?:ly)?\b|\bfor cure\b")
# 'Systemic therapy not yet started'
_DRUGS_ALONE = gated(r"\b(?:systemic|chemo\w*|anti-?\s?cancer|adjuvant|endocrine|hormon\w+|drug)\b")
# 'Receiving chemotherapy for the first time'
_FIRST_TIME = gated(r"\bfor the first time\b|\bfirst-time\b")
# 'Initiating within 14 days, or currently receiving, trastuzumab'
_TO_START_OR = gated(
    r"\b(?:initiating|starting|beginning|commencing|about to (?:start|begin|receive|initiate|undergo)|(?:will|(?:plan\w*|scheduled|going|intend\w*) to) (?:be )?(?:start|begin|initiat|commenc|receiv|undergo)\w*)\b"
    r"[^.;]{0,60}\bor\W+(?:(?:be|is|are|who|already|currently|have|been|must|to)\W+){0,4}$"
)
_ANY_SURGERY = gated(r"\b(?:major|minor|any|thoracic|abdominal)\b")
_AT_LEAST_SO_LONG = gated(
    r"(?:\bat least\b|>=?|\u2265|\bminimum\b|(?<!no )(?<!not )\bmore than\b)\W*(?:of\W+)?\w+\W+(?:days?|weeks?)\W+(?:\w+\W+){0,3}$"
)


# 'Completed treatment (with the exception of ...)' is no 'treatment with'
_BUT_FOR = gated(r"[^\w.;]{0,3}with (?:the exceptions? of|exceptions? of|(?:an? )?curative)\b")


# 'Medically inoperable', 'inoperable or refusing surgery', 'because of comorbidities': she could have disease of any extent.
_OF_THE_PERSON_BEFORE = gated(
    r"\bmedical\w*\W+$|\b(?:refus\w+|declin\w+|unwilling)\b[^.;,]{0,40}\bor\W+(?:\w+\W+){0,4}$"
)
_OF_THE_PERSON_AFTER = gated(
    r"[^.;]{0,60}\bor\W+(?:\w+\W+){0,3}?(?:refus\w+|declin\w+|unwilling|not (?:wish|want|willing))"
    r"|\W*(?:because of|due to|owing to|on account of|for)\W+(?:\w+\W+){0,3}?(?:comorbid\w*|co-morbid\w*|age\b|frail\w*|(?:medical|general|health|performance)\b)"
)


# 'Medically operable stage IV disease'
_OF_STAGE_IV = gated(r"\W+(?:breast (?:cancer|carcinoma)\W+)?stage (?:iv|4)\b")


# 'Breast cancer without metastasis or carcinoma in situ': the denial may end before the 'or'.
_BESIDE_DENIED = gated(r"\b(?:no|without)\W+(?:\w+\W+){0,2}metasta\w+\W+or\W+(?:\w+\W+){0,2}$")


_OF_SIZE = gated(r"\b[cpy]{0,2}t\s?[0-4]|\bt(?:is|x)\b|\by?pn|\bc?n\s?[1-3]")
# Clear nodes alone speak against no carcinoma in situ.
_NO_NODES = gated(r"(?:yp|[cp])?n0|clinical\w*\W+(?:node|nodal|lymph node|axillary)\W+negative")


def _found(name: str, sentence: Sentence, start: int, end: int) -> Found:
    lower, words = sentence.lower, sentence.lower[start:end]
    if name == "neo_or_adjuvant_due" and _ONE_AIM.search(words) and not _ADJUVANT_TOO.search(words):
        name = "neoadjuvant_due"  # 'planned neo-adjuvant treatment' is one word
    if name == "neoadjuvant_due" and sentence.from_criteria and _EITHER_AIM.search(words) and "setting" not in words:
        name = "neo_or_adjuvant_due"  # '(neo)adjuvant chemotherapy planned'
    meaning = MEANINGS[name]
    if name == "removed" and _COME_BACK.search(lower):
        meaning = MEANINGS["operated"]
    if name == "treatment_completed" and (_WHERE_INDICATED.match(lower, end) or _SURGERY_ALONE.fullmatch(words)):
        meaning = MEANINGS["operated"]
    if name == "time_to_recurrence" and _CONSERVED.search(words) and "mastectom" not in words:
        meaning = meaning._replace(sure=meaning.sure & ~meanings.CHEST_WALL, wide=meaning.wide & ~meanings.CHEST_WALL)
    if (name == "treated_before" and _OF_NOW.search(words)) or (
        name == "operated_before" and (_OF_NOW.search(words) or _OF_THIS_TUMOUR.match(lower, end))
    ):
        meaning = meaning._replace(sure=meaning.sure & ~meanings.RECURRENT)
    if name == "operated" and "margin" in words:  # clear or not, there was something to cut out
        meaning = meaning._replace(wide=meaning.wide & ~meanings.UNRESECTABLE_RECURRENCE)
    if name == "under_chemotherapy" and (
        _FIRST_TIME.search(lower, start, min(len(lower), end + 40)) or _TO_START_OR.search(lower, 0, start)
    ):
        meaning = MEANINGS["treatment_title"]  # whoever is about to start it, too
    if name == "no_evidence_of_disease" and (_OR_CONTROLLED.match(lower, end) or _CONTROLLED_OR.search(lower[:start])):
        name, meaning = "disease_controlled", MEANINGS["disease_controlled"]
    if name == "treatment_completed" and _THE_REST_DUE.match(lower, start):
        meaning = MEANINGS["rest_due"]
    if meaning is MEANINGS["treatment_completed"] and _FOR_CURE.search(lower, start, min(len(lower), end + 40)):
        meaning = meaning._replace(wide=meaning.wide & ~meanings.RECURRENT & ~meanings.METASTATIC)
    if name == "not_treated_yet" and _DRUGS_ALONE.search(
        lower, max(0, start - 12), end
    ):  # the surgery may have been done
        meaning = meaning._replace(wide=meaning.wide | meanings.ADJUVANT)
    if meaning is MEANINGS["treatment_completed"] and _NOTHING_MORE.search(_whole_item(sentence)):
        meaning = meaning._replace(wide=meaning.sure)
    if name in _SURGERY_TO_COME:
        meaning = _of_its_kind(meaning, lower, words)
    if name == "adjuvant_running" and _OR_CHEMOTHERAPY.search(words):
        meaning = meaning._replace(words=MEANINGS["under_chemotherapy"].words)
    if name == "under_chemotherapy" and words.startswith(("patients treated with", "women treated with")):
        meaning = MEANINGS["under_or_after_treatment"]
    if (
        name in _ADJUVANT_DUE
        and gated(r"chemo|cytotox").search(words)
        and not (sentence.from_criteria and _OR_ANOTHER_KIND.match(lower, end))
    ):
        # no carcinoma in situ is given chemotherapy (NCCN Guidelines, Breast Cancer, DCIS-1)
        meaning = meaning._replace(sure=meaning.sure & ~meanings.IN_SITU, wide=meaning.wide & ~meanings.IN_SITU)
    others_too = name == "chemotherapy_due" and _OR_ANOTHER_KIND.match(lower, end)
    if name in ("under_chemotherapy", "chemotherapy_due") and (others_too or not _CYTOTOXIC.search(words)):
        of_treatment = meanings.UNDER_TREATMENT if name == "under_chemotherapy" else ~meanings.SURVEILLANCE
        meaning = meaning._replace(wide=meaning.wide | (meanings.IN_SITU & of_treatment))
    denied = sentence.from_criteria and name not in DENY_THEMSELVES
    denied = denied and (_denied(lower, start, words) or _ABSENT.match(lower, end) is not None)
    if name == "newly_diagnosed" and words.startswith("treatment"):
        denied = False
    if denied and meaning.axis == "phase" and lower[:start].rstrip().endswith(","):
        denied = False  # 'no evidence of metastases, treated with ...'
    if denied and sentence.excludes and _MUST_NOT_HAVE.search(lower[:start]):
        denied = False  # forbidden in either section
    if name == "newly_diagnosed_metastatic" and OF_SITES_OR_THERAPY.search(words):
        meaning = MEANINGS["metastatic"]
    if denied and name == "distant_recurrence":  # 'no distant relapse' is no metastases of any origin
        meaning = MEANINGS["metastatic"]
    if name == "newly_diagnosed" and _UNTREATED.match(words) and not _BESIDES_SURGERY.match(lower, end):
        meaning = meaning._replace(sure=meaning.sure & meanings.UNTREATED, wide=meaning.wide & meanings.UNTREATED)
    if name == "residual_after_neoadjuvant" and _NO_RESPONSE.match(words):
        denied = False
    if name == "treatment_completed" and _NEO_OR_ADJUVANT.search(words):  # surgery may have come last
        meaning = meaning._replace(wide=meaning.wide | meanings.OPERATED)
    if name == "operated" and _AT_THE_MARGIN.search(words):
        denied = False  # 'no tumour at the inked margins': it was cut out
    beside = meanings.IN_SITU if _NO_NODES.fullmatch(words) else 0
    if (
        beside and words.startswith("c") and not _OF_SIZE.search(lower)
    ):  # 'cN0' alone may be said of a recurrence in the breast, too
        beside |= meanings.LOCAL
    if name in _RADIATED_TOO and _RADIATION.search(words) and not _SYSTEMIC.search(words):
        beside = meanings.IN_SITU & (
            meanings.UNDER_TREATMENT if name == "under_chemotherapy" else ~meanings.SURVEILLANCE
        )
    return Found(name, meaning.axis, meaning.sure, meaning.wide | beside, meaning.words, start, end, denied)


# 'In remission or under control', 'stable disease or no evidence of disease'
_HELD = r"(?:(?:well[- ])?controlled|under (?:good )?control|stable|stabili[sz]ed|respond\w*|treated|(?:partial|minimal) (?:response|remission))"
_OR_CONTROLLED = gated(
    rf"[^.;()]{{0,25}}?\b(?:or|and/or)\W+(?:(?:with|that|which|is|are|has|have|in|be|disease|cancer|clinically)\W+){{0,4}}{_HELD}\b|\s?/\s?{_HELD}\b"
)
_CONTROLLED_OR = gated(
    rf"\b{_HELD}\W+(?:(?:disease|cancer|tumou?r)\W+)?(?:\(?(?:cr|pr|sd)\)?\W+)?(?:or|and/or)\W+(?:(?:with|that|is|are|has|in)\W+){{0,2}}$"
)


# 'A year between breast conserving therapy and recurrence' is asked of those whose breast was kept.
_CONSERVED = gated(
    r"\b(?:breast[- ](?:conserv|preserv|sparing)|conserv\w+ (?:surg|treat|therap)|lumpectom|quadrantectom)"
)


# 'Underwent lumpectomy', in criteria that speak of no mastectomy: none of them has a recurrence in the chest wall.
_MASTECTOMY = gated(r"\bmastectom|\bchest[- ]wall\b", re.I)
_OR_ANOTHER = gated(r"\b(?:or|and/or)\W+(?:\w+\W+){0,2}?(?:other|another|radical|ablative|any)\b")


@lru_cache(maxsize=64)
def _speaks_of_mastectomy(criteria: str) -> bool:
    """Asked anew of a record by each of its sentences."""
    return _MASTECTOMY.search(criteria) is not None


def _of_a_kept_breast(found: Found, lower: str, context: Context) -> Found:
    if found.name != "operated" or not _CONSERVED.search(lower[found.start : found.end]):
        return found
    if _OR_ANOTHER.search(lower) or _speaks_of_mastectomy(context.trial.criteria or ""):
        return found
    return found._replace(wide=found.wide & ~meanings.CHEST_WALL)


# 'Eligible for chemotherapy or endocrine therapy', '... or radiation': carcinoma in situ is given the latter.
_OR_ANOTHER_KIND = gated(
    r"\w*[\s,/]*(?:(?:or|and/or)\b|/)\W*(?:\w+\W+){0,3}?(?:radi(?:o|a)\w+|irradi\w+|endocrine|hormon\w+|anti-?hormon\w+|tamoxifen|aromatase|anti-?o?estrogen\w*)\b"
)


# Carcinoma in situ is irradiated, too; it is given no chemotherapy.
_RADIATED_TOO = frozenset({"chemotherapy_due", "under_chemotherapy"})
_RADIATION = gated(r"\b(?:radi|irradi|rt\b|brachy|proton)")
_SYSTEMIC = gated(
    r"chemo|systemic|cytotoxic|anti-?\s?cancer|infusion|cdk|taxane|anthracycline|paclitaxel|docetaxel|rubicin"
)


# 'Previously untreated breast cancer' has not been operated on, either.
_UNTREATED = gated(r"(?:previously |primary )?untreated|treatment")
_BESIDES_SURGERY = gated(r"[^.;]{0,40}\b(?:except|other than|apart from|besides|systemic)\b")
# 'No pathologic complete response' is residual disease.
_NO_RESPONSE = gated(r"(?:no|not|without|absence|lack)\b(?!.*\bresidual\b).*(?:response|remission|pcr)$")


_COME_BACK = gated(r"\b(?:recurr|relaps|ibtr)")


# 'Completed definitive breast cancer surgery': what comes after it may be due.
_SURGERY_ALONE = gated(r"(?:complet|finish)(?!.*(?:therap|treat|chemo|radi)).*\bsurger(?:y|ies)\b.*")


# 'Any treatment for the currently diagnosed breast cancer': one that has come back may be untreated.
_OF_NOW = gated(r"\bcurrently diagnosed\b|\bcurrent (?:\w+ ){0,2}diagnosis\b")
_NEO_OR_ADJUVANT = gated(
    r"\bneo-?\)[\s-]?adjuvant|\bneo\s?/\s?adjuvant|\bneo-?adjuvant\s?(?:or|/|and/or)\s?adjuvant|\badjuvant\s?(?:or|/|and/or)\s?neo-?adjuvant"
)
_EITHER_AIM = gated(r"\bneo-?\)[\s-]?adjuvant|\bneo\s?/\s?adjuvant")
_ONE_AIM = gated(r"\bneo[\s-]?adjuvant")
_ADJUVANT_TOO = gated(r"\bneo-?\s?(?:\)|/|\bor\b|\band\b)|(?<!neo )(?<!neo-)\badjuvant")
_OF_THIS_TUMOUR = gated(
    r"(?:\W+(?:or|and)\W+[\w-]+)?\W*(?:\([^()]*\)\W*)?(?:of|for)\W+(?:the\W+|their\W+|her\W+)?(?:current|present|index)\b"
)
_AT_THE_MARGIN = gated(r"\b(?:on|at)\b.*\b(?:ink\w*|margins?)$|^no ink on\b")


# 'Completed surgery and are about to start radiotherapy', 'finished chemotherapy, scheduled for mastectomy'
_THE_REST_DUE = gated(
    r"(?:complet|finish|end)\w*(?:(?! or\b|/)[^.;]){0,60}?(?:\b(?:and|but|then|are|is|be|now|who|with)\W+|,\s*)(?:(?:are|is|be|now|currently|who|have)\W+){0,2}"
    r"(?:about to|ready to|yet to|going to|to (?:start|begin|undergo|receive)|will (?:now |then )?(?:start|begin|undergo|receive|have)|(?:schedul\w+|plann(?:ed|ing)|referred|due) (?:to|for)|await\w+)\b"
    r"\W+(?:\w+\W+){0,3}?(?:(?P<treatment>radi(?:o|at)\w+|irradiat\w+|chemo\w*|systemic|adjuvant|endocrine|hormon\w+|trastuzumab|tamoxifen)|surger|mastectom|lumpectom|operat)"
    r"|(?:complet|finish|end)\w*[^.;]{0,60}?\b(?P<later>radi(?:o|at)\w+|chemo\w*|(?:endocrine|hormon\w+) \w+)\W+(?:(?:is|are|to be|will be|still)\W+){1,2}(?:planned|scheduled|given|started|due|follow)"
)


def _whole_item(sentence: Sentence) -> str:
    return sentence.lower if sentence.item is None else sentence.item.text.lower()


_SURGERY_TO_COME = frozenset({"surgery_due", "surgery_title"})
# An axilla may be cleared after the breast was operated; a breast may be reconstructed long after it was taken off.
_OF_THE_AXILLA = gated(r"\b(?:sentinel|slnb?|axilla\w*|lymph node)\b")
_SENTINEL = gated(r"\b(?:sentinel|slnb?)\b")
_OF_THE_BREAST = gated(r"mastectom|lumpectom|conserv|resection|excision|breast (?:cancer )?(?:surg|operat)|palliat")
# 'Will undergo breast cancer surgery': a recurrence in the chest wall or the nodes is operated on as well.
_CANCER_SURGERY = gated(
    r"\bcancer (?:surgery|operation)\b|\b(?:surgery|operation) for (?:\w+ ){0,3}(?:cancer|carcinoma)\b"
)
_ON_A_FIRST_CANCER = gated(
    r"mastectom|lumpectom|conserv|sentinel|primary|up-?\s?front|first|initial|neo-?\s?adjuvant|breast (?:surgery|operation)"
)
_OPERABLE_RECURRENCE = meanings.LOCOREGIONAL & meanings.UNTREATED & ~meanings.UNRESECTABLE
_RECONSTRUCTED_AT_ONCE = gated(r"immediate|mastectom|one-?\s?stage|direct[- ]to[- ]implant")


def _of_its_kind(meaning: Meaning, lower: str, words: str) -> Meaning:
    if "reconstruct" in words and not _RECONSTRUCTED_AT_ONCE.search(lower):
        return meaning._replace(wide=meaning.wide | meanings.OPERATED)
    if _OF_THE_AXILLA.search(words) and not (_OF_THE_BREAST.search(lower) or _SENTINEL.search(words)):
        return meaning._replace(wide=meaning.wide | (meanings.FIRST_CANCER & meanings.ADJUVANT))
    if meaning == MEANINGS["surgery_due"] and _CANCER_SURGERY.search(words) and not _ON_A_FIRST_CANCER.search(lower):
        return meaning._replace(wide=meaning.wide | _OPERABLE_RECURRENCE)
    return meaning


# 'Completed treatment, no further treatment planned', 'and are not expecting to receive additional therapy': there is nothing
# left to treat.
_ANY_TREATMENT = r"(?:treatments?|therap(?:y|ies)|chemo\w*|surger\w+|radi\w+)"
_NOTHING_MORE = gated(
    rf"\b(?:no|without(?: any)?) (?:(?:planned|plans?|expected|scheduled|need|for|to|of|receive|any) ){{0,4}}(?:further|more|additional|future)\b[^.;]{{0,40}}?\b{_ANY_TREATMENT}\b"
    rf"|\bnot (?:currently )?(?:expect\w*|anticipat\w*|plan\w*|scheduled|due|intend\w*)\b[^.;]{{0,25}}?\b(?:further|more|additional|any|other)\b[^.;]{{0,30}}?\b{_ANY_TREATMENT}\b"
)


# 'Receiving chemotherapy or endocrine therapy' is no endocrine treatment alone.
_OR_CHEMOTHERAPY = gated(r"\b(?:chemo\w*|cytotoxic|radi\w+|targeted|immuno\w+)\b[^.;]*(?:\bor\b|/|,)")


# Radiotherapy alone is given for carcinoma in situ, too.
_CYTOTOXIC = gated(
    r"chemo|cytotox|anthracyclin|taxane|doxorubicin|paclitaxel|docetaxel|epirubicin|adriamycin|neurotox|cardiotox|infusion|antineoplastic|cdk|trastuzumab|pertuzumab|her2|targeted|immuno|cycle"
)


# 'Metastases', 'Any recurrence', 'Patients with metastases', 'Recurrence prior to study entry' as the whole of an exclusion
_ALONE = gated(
    r"\W*(?:(?:(?:the|any|all) )?(?:patients?|women|subjects?|participants?|cases|those|people|individuals)(?: who (?:have|had)| with| having) |having |with )?"
    r"(?:(?:known|any|presence of|evidence of|history of|prior|previous|documented|current|proven|existing|cancer|disease|with) ){0,3}"
    r"(?P<what>(?:metastas[ie]s|mets|(?P<recurrence>(?:recurrence|relapse)s?))"
    r"(?: (?:prior to|before|at) (?:the )?(?:time of )?(?:study )?(?:entry|randomi[sz]ation|enrol\w+|inclusion|registration|screening))?)\W*$"
)


# A point of a list of kinds of breast cancer
_INFLAMMATORY_ALONE = gated(r"\W*inflammatory\W*$")


_DATED = gated(r"^(?:initial|first)")


# 'Initially diagnosed with stage I-III disease' tells how it began.
_AS_IT_WAS = gated(r"\s+(?:with|as|at|in|on)\b")


# 'Initial diagnosis of stage I-III breast cancer', 'initial diagnosis was stage IV'
_STAGE_AT_FIRST = gated(r"\W+(?:of|was|is|with|:)?\W*(?:an?\s+|clinical\s+|ajcc\s+){0,2}stage\b")


_LONG_AGO = gated(
    r"[^.;]{0,50}(?:>|\u2265|\bmore than\b|\bat least\b|\bgreater than\b|\bago\b|\bprior to\b|\bearlier\b|\bafter\b|\bbefore\b|\bin (?:19|20)\d\d\b|\byears\b)"
)


_NODES_TOLD = gated(
    r"\b(?:[cp]?n[1-3][abc]?|axilla\w*|nodal|(?:lymph )?nodes?|(?:supra|infra)clavicular|internal mammary)\b[^.;,:]{0,30}$"
)


_SURGERY_AHEAD = gated(r"\b(?:before|prior to|schedul\w+|plann\w+|await\w+|about to|to undergo|candidates?|will)\b")


# Words in the gap of a phrase that turn its sense: 'cancer with no metastases', 'candidates for ... after surgery'.
_TURNED = {
    "curative_treatment": gated(
        r"\b(?:not|without|prior|previous\w*|after|following|received|completed|unless)\b[^.;]*\bcurative|\b(?:chemo)?radi(?:o|at)|\b(?:ir|chemo)radi|\bproton|\bbrachy|\brt\b|\bpalliat"
    ),
    # 'previously untreated metastatic breast cancer' may have come back
    "newly_diagnosed": gated(
        r"\buntreated\b.*\b(?:metastatic|(?<!locally )(?<!locally-)advanced|recurr\w+|relaps\w+|stage iv)\b"
    ),
    "metastatic": gated(r"\b(?:no|not|without)\b|\b(?:regional|axillary|nodal|nodes?)\W+metasta"),
    "locoregional_recurrence": gated(
        r"\bdistant\b|\bnot (?:limited|confined|restricted)\b"
    ),  # 'local or distant recurrence'
    "breast_recurrence": gated(r"\bnot (?:limited|confined|restricted)\b"),
    "newly_diagnosed_metastatic": gated(r"\b(?:or|recurrent|relapsed|locally|regionally|loco-?regionally|non)\b"),
    "operable": gated(r"(?<!non)(?<!non[ -])\b(?:oligo-?)?metasta|\bstage iv\b"),  # 'resectable metastatic disease'
    "operable_recurrence": gated(r"\b(?:not|no|never|or|and|metasta\w+|advanced)\b"),
    "nonmetastatic": gated(
        r"\S\s+without\b|\bnervous system\b|\b(?:more|fewer|less|greater|additional|further|new|other|extra-?\s?(?:cranial|hepatic|osseous|skeletal|pulmonary)|untreated|uncontrolled|symptomatic|active|progress\w+|extensive|bulky)\b"
    ),
    # 'early exercises after breast surgery', 'early detection of breast cancer'
    "early": gated(
        r"\bearly\b.*\b(?:after|following|for|during|with|exercis\w*|mobili[sz]\w*|physio\w*|rehab\w*|intervention\w*|detect\w*|diagnos\w*|discharge|recover\w*|treatment|therapy|palliative|supportive|education\w*|postoperative|onset|respon\w*|assess\w*|return|menopaus\w*|referral|feeding|removal|integrat\w*|initiat\w*|access|changes?|signs?|predict\w*|identif\w*|drugs?|agents?|compounds?|trials?|stud(?:y|ies)|development|technolog\w*|careers?|warning|life|nurs\w*)\b"
    ),
    "treatment_title": gated(r"\b(?:after|following|beyond|completed)\b"),  # 'during and after treatment'
    "surgery_due": gated(r"\b(?:after|following|since|palliat\w*)\b"),
    # 'eligible for post-neoadjuvant capecitabine', 'surgery, primary or post-neoadjuvant'
    "neoadjuvant_due": gated(
        r"\bpost\W{0,2}(?:neo|nact?\b|pre-?\s?operative)|(?:\bpost-?\s?operative|(?<!neo)(?<!neo[- ])\badjuvant)\b.*\b(?:after|following)\b"
    ),
    # 'undergone sentinel node biopsy before neoadjuvant chemotherapy'
    "had_neoadjuvant": gated(r"\b(?:before|prior to|preceding)\b"),
    # 'block for chronic pain after breast surgery'
    "surgery_title": gated(r"\b(?:after|following|post\w*|chronic|persistent|survivors?)\b"),
    "treated_before": gated(r"\b(?:other|another|second)\b|\b(?:progress|relaps|respon|fail|resist)"),
    # 'no residual tumour after prior surgery'
    "no_surgery_yet": gated(
        r"\b(?:residual|progress|complicat|recurr|relaps|evidence|involv|positive|infect|problem|remain)"
    ),
    "history_of_bc": gated(r"\b(?:besides|excluding|except\w*|other than|apart from|current|present)\b"),
    "residual_after_neoadjuvant": _SURGERY_AHEAD,
    "operated_after_neoadjuvant": _SURGERY_AHEAD,
    "unresectable": gated(r"\b(?:conserv\w+|sparing|lumpectomy|quadrantectomy)\b"),
    # 'finished all active treatment except hormonal therapy': it may run
    "adjuvant_running": gated(
        r"\b(?:except\w*|exception|excluding|exclusive|other than|apart from|aside from|besides|not including|but for)\b"
    ),
    # 'completed neoadjuvant chemotherapy, scheduled for mastectomy'; 'completed treatment (surgery, chemotherapy)', 'treatment (surgery,
    # chemotherapy) completed'; '30 days from
    # major surgery before randomisation'
    "operated": gated(
        r"^[^()]*\)|\b(?:complet|finish)\w*\b[^()]*\b(?:treatments?|therap(?:y|ies))\b[^()]*\(|\b(?:major|schedul\w+|plann\w+|await\w+|about to|to undergo|candidates?|will)\b"
    ),
    "treatment_completed": gated(r"\bmajor\s+(?:\w+\s+)?(?:surg|operation)"),
    "under_or_after_treatment": gated(r"\b(?:no|not)\b(?! (?:more|longer|later|less)\b)|\b(?:without|never)\b"),
    # 'surgery or chemotherapy'; 'having completed radiotherapy', 'having neuropathy after taxanes'
    "under_chemotherapy": gated(
        r"\b(?:surgery|operations?|lumpectomy|mastectomy)\W{0,2}(?:,|/|or\b|and/or\b)|\bhaving\b.*\b(?:complet\w+|finish\w+|ended|conclud\w+|received|undergone|after|following|due to|related|caused|since|from|before|prior|history|no|not|never|without)\b"
    ),
    # 'planned lumpectomy and radiation': the surgery comes first; 'completed treatment (surgery, chemotherapy) and scheduled for a visit'
    "chemotherapy_due": gated(
        r"\b(?:and|or)\W+(?:planned|scheduled|indicated|recommended)$|(?<!post-)(?<!post )(?<!after )(?<!following )\b(?:lumpectomy|mastectomy|surgery|conservation|resection)\b.*\b(?:and|then|plus|with|followed by)\b"
    ),
    "adjuvant_due": gated(
        r"\b(?:if|complet\w+|finish\w+|extended|prolonged)\b|\b(?:surgery|lumpectomy|mastectomy|neoadjuvant\w*)\b.{0,15}\b(?:and|then|plus)\b(?! (?:before|prior to))|\bfollowed by\b"
    ),
}


# 'Completed adjuvant radiation (if indicated)' is asked of those who have just had surgery, too.
_WHERE_INDICATED = gated(
    r"[^.;]{0,30}\b(?:if|when|as|where) (?:\w+ )?(?:indicated|applicable|given|planned|appropriate|needed|required|received|prescribed)\b(?![^.;]*\b(?:months|years)\b)"
)


# 'Completed radiotherapy to bone at least two weeks before the first dose' is a washout.
_BEFORE_STUDY_DRUG = gated(
    r"\bto (?:the |any )?(?:bones?|brain|spine|skull|metasta\w+|lesions?|cns)\b|\b(?:days?|weeks?)\b[^.;]{0,30}\b(?:before|prior to|preceding|of)\b[^.;]{0,20}\b(?:study (?:drug|treatment|therapy|medication|day)|first dose|treatment start|start of (?:study |trial )?treatment|cycle 1)"
)


_WITH_OR = gated(r"\b(?:with|presence)\s*(?:/|and/or|or|and)\s*$")


# 'No locally advanced disease without distant metastases' asks for metastases, if for anything.
DENIED_ALREADY = gated(r"^\W*(?:no|not|never|must not|exclu\w+)\b[^.,;:]*$")


DENY_THEMSELVES = frozenset(
    {
        "nonmetastatic",
        "not_recurrent",
        "no_evidence_of_disease",
        "disease_controlled",
        "no_recurrence",
        "no_surgery_yet",
        "pcr_after_neoadjuvant",
        "advanced",
        "incurable",
        "not_treated_yet",
    }
)


# 'Receiving neoadjuvant chemotherapy' is more than 'receiving chemotherapy'.
_VAGUE_TREATMENT = frozenset(
    {"under_chemotherapy", "chemotherapy_due", "drug_due", "adjuvant_running", "treatment_title"}
)


_TREATMENT_BY_AIM = frozenset(
    {"neoadjuvant_due", "adjuvant_due", "neo_or_adjuvant_due", "neoadjuvant_title", "adjuvant_aim_title"}
)


def without_inner(found: list[Found]) -> list[Found]:
    """What stands inside a longer phrase of the same axis is a part of it."""
    return [
        f
        for f in found
        if not any(
            o.axis == f.axis
            and o.name not in CURATIVE_AIMS | {"recurrent", "not_recurrent"}
            and not (o.name in _VAGUE_TREATMENT and f.name in _TREATMENT_BY_AIM)
            and not (f.name == "stage" and o.name in ("early", "operable"))  # 'early stage (0-IIIA) breast cancer'
            and f.name != "neo_or_adjuvant_due"
            and not (f.name == "tnm_stage" and f.denied)  # 'no T4, N2 or metastatic disease'
            and not (o.name == "invasive" and f.name == "in_situ")  # 'invasive or intraductal breast cancer'
            and o.start <= f.start
            and f.end <= o.end
            and (
                (o.end - o.start) > (f.end - f.start)
                or (f.name in _VAGUE_TREATMENT and o.name in _TREATMENT_BY_AIM)  # 'planned adjuvant chemotherapy'
            )
            for o in found
        )
    ]


_DENIAL = gated(
    rf"\b(?:do(?:es)? not have (?:an? )?(?:\w+ ){{0,2}}diagnosis of|{NOT_JOINED}|neither|no|not|(?<!with/)(?<!with or )(?<!or )without|absence of|free (?:of|from)|never|nor|lack of|rule(?:d)? out|to exclude|exclusion of|negative for)\s+"
    r"(?:(?!amenable|suitable|candidates?|curable|curative|options?|available|eligible|resect\w*|operable|operated|removed|excised|cured|received|(?:pre-?)?treated|limited|necessarily|only|more|later)\w+[\s/-]+){0,3}$"
    r"|\bno (?:[\w-]+ ){1,6}or (?:[\w-]+ ){1,3}(?:that|which) (?:is|are) $"
    r"|\bnegative (?:[\w-]+ ){1,3}(?:for|regarding|as to)\s+(?:\w+\s+){0,2}$"
    r"|\bnot (?:reveal|show|demonstrate|detect|indicate|suggest|disclose) (?:[\w-]+ ){0,5}$"
    r"|\b(?:no|(?:must|should|may|can|do|does) ?not have|absence of|lack of|(?<!with/)(?<!with or )(?<!or )without|free of) (?:[\w-]+[\s,/]+){0,6}?(?:evidence|signs?|history) of (?:(?!(?:with|but|who|whose)\b)[\w-]+[\s,/]+){0,5}$"
)


# 'No prior breast carcinoma or ductal carcinoma in situ': the denial reaches over the 'or'.
_DENIED_TOO = gated(
    r"\W*(?:no|without|must not have) (?:prior|previous|history of|known|evidence of)\b[^.;:]{0,70}\b(?:cancers?|carcinoma|disease|metasta\w+)(?:,| or|/) (?:\w+ ){0,2}$"
    r"|\W*no (?:[\w-]+ ){0,8}(?:node|nodal|local|regional|bone|liver|lung|organ)s?(?: [\w-]+){0,3} metasta[st]\w+ (?:or|nor|and) (?:\w+ )?$"
)


# 'No definitive clinical or radiologic evidence of metastases', 'no evidence, clinically or radiologically, of'
_NO_EVIDENCE = gated(
    r"\b(?:no|(?<!with/)(?<!with or )(?<!or )without|absence of|lack of)\s+(?:(?:defini\w+|definite|clinical\w*|radiolog\w+|radiograph\w+|biochemical|histolog\w+|patholog\w+|physical|laborator\w+|imaging|objective|unequivocal|convincing|obvious|apparent|suspicious|mammograph\w+|current|known|any|or|and|and/or)[\s,/]+){1,8}"
    r"(?:(?:evidence|signs?|proof|indication|symptoms?)\s+of\s+(?:(?!who\b|whose\b)\w+\s+){0,3})?$"
    r"|\b(?:no|(?<!with/)(?<!with or )(?<!or )without)\s+(?:evidence|signs?|proof)\b[^.;:]{0,45}?\b(?:of|for)\s+(?:(?!who\b|whose\b)\w+\s+){0,3}$"
)


# 'No locally advanced, inflammatory or metastatic breast cancer' denies each of them.
_DENIED_LIST = gated(
    r"\b(?:no|(?<!with/)(?<!with or )without|absence of|free of|neither|nor)\s+(?:(?:evidence|signs?|presence|history)\s+of\s+)?(?:(?:known|current|any|clinical|active)\s+)?"
    r"(?:(?:locally(?:\s+advanced)?|advanced|inflammatory|recurrent|relapsed|metastatic|distant|local|regional|loco-?\s?regional\w*|inoperable|unresectable|residual|persistent|progressive|bilateral|contralateral|multi-?centric|multi-?focal|invasive|pregnan\w+|lactat\w+|[cp]?[tn][1-4](?:[a-d](?:-[a-d])?)?(?:-[1-4])?)"
    r"(?:\s*[,/]\s*(?:(?:or|nor|and/or)\s+)?|\s+(?:(?:or|nor|and/or)\s+)?)){1,8}$"
)


# 'No dermal lymphatic involvement or inflammatory breast cancer', 'without skin ulceration, fixed nodes or metastases'
_NO_SIGN_OF_IT = gated(
    r"\b(?:no|(?<!with/)(?<!with or )without|absence of|free of)\s+(?:(?!(?:for|with|who|but|after|prior|previous)\b)[\w'\u2019-]+[\s,/]+){0,6}?"
    r"(?:dermal|skin|lymphatics?|peau d['\u2019]orange|ulcerat\w+|o?edema|erythema|fixed|matted|satellite|nodules?|chest[- ]wall)\b"
    r"(?:[\s,/]+(?!(?:for|with|who|but|after|prior|previous)\b)[\w'-]+){0,5}?[\s,]+(?:or|nor|and/or)\s+(?:\w+\s+)?$"
)


# 'No definitive clinical or radiologic [evidence of metastatic disease]'
_DENIED_EVIDENCE = gated(
    r"\b(?:no|(?:must|should|may|can) ?not have|do(?:es)? not have|absence of|lack of|(?<!with/)(?<!with or )(?<!or )without|free of) (?:[\w-]+[\s,/]+){0,7}$"
)


_MUST_NOT_HAVE = gated(r"\b(?:(?:must|should|may|can) ?not|can't) have\W+(?:\w+\W+){0,3}$")


# 'Distant metastases: none'
_ABSENT = gated(
    r"\W{0,3}(?:disease|status)?\s*:\s*(?:absent|absence|none|no|negative|excluded|nil)\b(?! (?:more|limit|restrict))"
)


# 'No visceral crisis (rapidly progressive metastatic disease)' explains what is denied.
_SPREAD = frozenset({"metastatic", "advanced", "unresectable", "recurrent", "distant_recurrence"})
_GLOSS_OF_A_DENIAL = gated(
    r"(?:^|[.;:,]|\b(?:must|should|may|can|do|does))\W*(?:no|not have|without|absence of|free of)\s+(?:[\w/-]+\s+){1,5}\((?:(?!\b(?:with|but|patients?|must|unless|except)\b)[^()])*$"
)


# 'No evidence (CT, bone scan) of metastases': the denial reaches over the aside.
_CLOSED_ASIDE = gated(r"\s*[(\[][^()\[\]]*[)\]]\s*")


_AT_MOST = ("no more than", "no later than", "no longer than", "no less than", "no fewer than")


def _denied(lower: str, start: int, words: str) -> bool:
    """Whether a denial stands right before, or is part of the words ('treatment-naive')."""
    if (words.startswith("no ") and not words.startswith((*_AT_MOST, "no longer"))) or "naive" in words:
        return True
    clause = _CLOSED_ASIDE.sub(" ", lower[:start])
    before = clause[-90:]
    if words.startswith(("evidence", "sign", "presence")) and _DENIED_EVIDENCE.search(before):
        return True
    if _NO_EVIDENCE.search(before) or _DENIED_LIST.search(before) or _NO_SIGN_OF_IT.search(before):
        return True
    return bool(_DENIED_TOO.match(clause) or _DENIAL.search(before))


OF_SITES_OR_THERAPY = gated(
    r"\b(?:brain|cns|central nervous|(?:lepto)?mening\w+|liver|hepatic|bone|lung|pulmonary|visceral|cerebral|spinal|therap\w+|chemo\w+|treat\w*|surger\w+|radi(?!olog|ograph)\w+|regimen\w*|lines?|medication|symptomatic|for)\b"
)
