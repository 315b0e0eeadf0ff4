"""Treatment that is over, and what that tells: it was given for cure, all of it is over, or none is to follow."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS, Meaning
from matcher.reading.state.refined.said import Said, narrowed

_FOR_CURE = gated(r"\bcurative(?:ly)?\b|\bfor cure\b")
# 'Radiation of curative intent, completed two months ago'
_CURE_BEFORE = gated(r"\b(?:curative\s+(?:intent(?:ion)?|aim|purpose)|for cure|aim of cure|intent to cure)[\s,)]{1,4}$")


def completed_for_cure(meaning: Meaning, said: Said) -> Meaning:
    """'Completion of treatment with curative intent': whoever was treated for a cancer come back or spread was not"""
    lower, start, end = said.lower, said.start, said.end
    told = _FOR_CURE.search(lower, start, min(len(lower), end + 40)) or _CURE_BEFORE.search(lower[:start])
    if meaning is not MEANINGS["treatment_completed"] or not told:
        return meaning
    # what came back may have been treated for cure as well, and be over
    return meaning._replace(wide=meaning.sure | (meaning.wide & ~meanings.RECURRENT & ~meanings.METASTATIC))


# 'Completed treatment, no further treatment planned', 'and are not expecting to receive additional therapy': there is nothing
# left to treat.
_ANY_TREATMENT = r"(?:treatments?|therap(?:y|ies)|chemo\w*|surger\w+|radi\w+)"

_NOTHING_MORE = gated(
    rf"\b(?:no|without(?: any)?) (?:(?:planned|plans?|expected|scheduled|need|for|to|of|receive|any) ){{0,4}}(?:further|more|additional|future)\b[^.;]{{0,40}}?\b{_ANY_TREATMENT}\b"
    rf"|\bnot (?:currently )?(?:expect\w*|anticipat\w*|plan\w*|scheduled|due|intend\w*)\b[^.;]{{0,25}}?\b(?:further|more|additional|any|other)\b[^.;]{{0,30}}?\b{_ANY_TREATMENT}\b"
)


def _whole_item(sentence: Sentence) -> str:
    return sentence.lower if sentence.item is None else sentence.item.text.lower()


def nothing_more(meaning: Meaning, said: Said) -> Meaning:
    """'Completed treatment, no further treatment planned'"""
    alone = meaning is MEANINGS["treatment_completed"] and _NOTHING_MORE.search(_whole_item(said.sentence))
    return meaning._replace(wide=meaning.sure) if alone else meaning


# 'All local and systemic treatment was ended half a year ago', 'surgery, radiation and drugs, all ended 10 weeks ago'
_DRUGS = r"(?:systemic|drugs?|chemo\w*|cytotoxics?|infusions?|medical)"
_ENDED = r"(?:ended|finished|completed|concluded|over)"
_ALL_OVER = gated(
    rf"\ball\b[^.;]{{0,40}}\b(?:local|surg\w+|radi\w+|irradiat\w+)\b[^.;]{{0,20}}\b{_DRUGS}\b[^.;]{{0,40}}\b{_ENDED}\b"
    rf"|\b{_DRUGS}\b[^.;]{{0,60}}?\ball\s+(?:(?:of|it|them|which|these|was|were|been|had|have)\s+){{0,3}}{_ENDED}\b"
    # 'Through with all local and systemic treatment for half a year'
    r"|\b(?:through|done|finished|completed)\s+(?:with\s+)?all\b[^.;]{0,30}\blocal\b[^.;]{0,20}\bsystemic\b[^.;]{0,30}?\b(?:treatments?|therap(?:y|ies))\b"
)
# 'Completed all adjuvant therapy': whether any is due, or runs, is told with it; 'completed all cancer treatment 3 months ago'.
# Not 'all primary', 'all active', 'all acute treatment': endocrine treatment is commonly no part of that.
_TREATMENT = r"(?:treatments?|therap(?:y|ies))"
_OF_ITS_KIND = r"(?:adjuvant|(?:anti-?)?cancer|anti-?neoplastic|anti-?tumou?r|oncologic\w*)"
_WITH_IT = r"(?:(?:of|the|their|her|his|planned|prescribed|scheduled|indicated|recommended|necessary|required|breast|curative|systemic|forms?|types?|neoadjuvant|and|or|and/or)[\s,]+){0,5}"
_ALL_OF_IT = gated(
    rf"\b(?:complet|finish|conclud)\w*\s+(?:with\s+|of\s+)?all\s+{_WITH_IT}{_OF_ITS_KIND}\s+{_TREATMENT}\b"
    rf"|\ball\s+{_WITH_IT}{_OF_ITS_KIND}\s+{_TREATMENT}\s+(?:(?:has|have|had|was|were|must|should|been|be)\s+){{0,3}}{_ENDED}\b"
)
_LONG_AGO = gated(
    r"[^.;]{0,30}?\b(?P<half>half\s+)?(?P<number>\d{1,2}|a|one|two|three|four|five|six|eight|nine|ten|twelve)\s+(?:or\s+more\s+|full\s+)?(?P<unit>weeks?|months?|years?)\b"
)
_LONG = {
    "w": 7,
    "m": 2,
    "y": 1,
}  # adjuvant treatment begins within six weeks of surgery, or soon after (ESMO 2024: 3 to 6 weeks)
# 'Endocrine tablets may go on': adjuvant treatment runs
_SOME_RUNS = gated(
    r"\b(?:except\w*|excluding|other than|apart from|but for|may|allowed|permitted|ongoing|continu\w+)\b"
)


def all_over(meaning: Meaning, said: Said) -> Meaning:
    """'All local and systemic treatment ended half a year ago', 'completed all adjuvant therapy 2 months ago': no adjuvant
    treatment is due or runs"""
    told = _ALL_OVER.search(said.lower) or _ALL_OF_IT.search(said.lower)
    ago = _LONG_AGO.match(said.lower, told.end()) if told else None
    if ago is None or not _is_long(ago) or _something_runs(said.sentence):
        return meaning
    return narrowed(meaning, ~(meanings.FIRST_CANCER & meanings.ADJUVANT))


def _is_long(ago: re.Match[str]) -> bool:
    unit = ago["unit"][0]
    return unit == "y" if ago["half"] else number(ago["number"]) >= _LONG[unit]


_STAYS_OFF = gated(r"\b(?:to|will|should)\s+(?:stay|remain|be|keep|continue)\s+$|^(?:to|will|should)\b")


def off_it_for_long(meaning: Meaning, said: Said) -> Meaning:
    """'Will stay off treatment for 9 months': none is due or runs"""
    if " off " not in f" {said.words}" or not (
        _STAYS_OFF.search(said.words) or _STAYS_OFF.search(said.lower[: said.start])
    ):
        return meaning
    runs = _something_runs(said.sentence)
    return narrowed(MEANINGS["nothing_to_come"], meanings.OPERATED if runs else meanings.SURVEILLANCE)


# 'Two years without cancer treatment apart from endocrine tablets'
_BUT_FOR_HORMONES = gated(
    r"\b(?:apart from|except\w*|besides|aside from|excluding|other than)\b[^.;]{0,30}\b(?:anti-?)?(?:endocrine|hormon|tamoxifen|aromatase)"
)


def but_for_hormones(found: Found, lower: str) -> bool:
    """Whether the treatment that is not to come is told with the endocrine treatment that may."""
    return found.name == "nothing_to_come" and bool(_BUT_FOR_HORMONES.search(lower, found.start, found.end))


def _something_runs(sentence: Sentence) -> bool:
    """Whether it, or the point behind it, speaks of treatment that goes on."""
    behind = sentence.item.behind if sentence.item is not None else None
    texts = (_whole_item(sentence), behind.text.lower() if behind is not None else "")
    return any(_SOME_RUNS.search(text) for text in texts)
