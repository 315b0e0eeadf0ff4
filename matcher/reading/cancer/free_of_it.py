"""Records whose participants are to be free of breast cancer: of any they ever had, of one they have now, or of the last years.

"No personal history of breast cancer"; excluded: "prior breast cancer"      never
excluded: "active breast cancer"                                             none now
excluded: "breast cancer within the last five years"                         none lately
excluded: "recurrent breast cancer", "DCIS"                                  nothing: only some of it
"""

from __future__ import annotations

import re

from data.criteria import Evidence
from data.trial import Trial
from matcher.reading.cancer.own_disease import CANCER, EXCEPTION, OF_BREAST, denied, without_asides
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE
from matcher.reading.negation import negated
from matcher.reading.pattern import blanked
from matcher.reading.population import told_of_another_matter
from matcher.reading.stance import Stance
from matcher.reading.whole_record import place_of, sentences

# Breast cancer, whatever the time, and cancer as a history of one's own.
_IT = gated(
    rf"\b(?:{OF_BREAST}|breast\s+malignan\w+|(?:malignant|cancerous)\s+breast\s+\w+|{CANCER}\s+of\s+(?:the\s+|either\s+)?breast|(?:in\s+situ|invasive)\s+{CANCER}|breast\s+or\s+ovarian\s+{CANCER})"
    rf"|\b(?:personal|own|prior|previous|any|past)\s+(?:medical\s+)?(?:history|diagnosis)\s+of\s+(?:any\s+|invasive\s+)?{CANCER}|\b(?:personal|own)\s+{CANCER}\s+history|(?<=\bno )(?:known\s+|past\s+)?history\s+of\s+(?:any\s+)?{CANCER}(?!\s+(?:other|besides|apart|except|excluding|within|in|of|for|treatments?|therap\w+|surgery)\b)|(?<=\bnever )(?:been\s+|had\s+|have\s+)*(?:diagnosed\s+with\s+|treated\s+for\s+)?(?:an?\s+|any\s+)?cancer\b(?!\s+(?:other|of|in|treat|therap))|^\W*(?:(?:history\s+of|any|active|previous|prior|past|known|current|or|and|/)\s+)*(?:cancer|malignan(?:cy|cies))\W*$",
    re.I,
)

_BREAST_TOLD = gated(rf"breast|\b(?:{OF_BREAST})", re.I)

# Only some breast cancers, or other ones, are spoken of: before the mention, and after it.
_SOME_BEFORE = gated(
    r"\b(?:early|not (?:yet )?(?:operated|treated)|untreated|newly|recur\w*|relaps\w*|metasta\w*|contra-?lateral|ipsi-?lateral|bilateral|inflammatory|other|another|second\w*|stage|advanced|males?|men|man|occult|triple\S*|synchronous|multi\w*|HER-?2\S*|receptor\S*|non-?invasive|more than one|two|except\w*|apart from|excluding|exception of|besides|non|treatments?|\w*therap\w+|(?:ir)?radiation|surgery|margins?|nodes?|axilla\w*|specimens?|biops\w+|cavity)\b[^.;]{0,35}$",
    re.I,
)
# 'No prior breast cancer surgery' is of the treatment.
_SOME_AFTER = gated(
    r"^(?:\s*-\s*directed)?\s+(?:surg(?:ery|eries|ical)|operations?|treatments?|therap(?:y|ies)|drugs?)\b|^[^.;]{0,30}?\b(?:recur\w*|relaps\w*|metasta\w*|contra-?lateral|ipsi-?lateral|(?:other|same|affected|treated|study|index) (?:breast|side)|opposite|stage|except\w*|unless|within|less than|more than|before|during|whose|who|amenable|not an? exclu\w*|that (?:is|has)|(?:after|following|since) (?:the )?(?:complet\w+|end|treatment|therapy|primary|definitive|curative|adjuvant|surgery|local)|with\s(?!no\b|or without)\w+)\b",
    re.I,
)

# 'Prior treatment (surgery, chemotherapy) for the current breast cancer', 'any prior cancer other than the present one'
_THE_ONE_SHE_HAS = gated(
    r"\b(?:for|of|from|besides)\s+(?:the\s+|this\s+|their\s+|her\s+)(?:(?:current|present|index|study|presenting|primary|newly|diagnosed|invasive|known|ipsilateral)\s+){1,3}$",
    re.I,
)
_BUT_THE_PRESENT = gated(
    r"\b(?:except\w*|other than|apart from|besides|excluding|with the exception of|prior to|before)\s+(?:for\s+)?(?:the\s+|this\s+|their\s+|her\s+|that\s+)?(?:current|present|index|study|presenting|qualifying|one\s+under\s+study|newly\s+diagnosed)\b",
    re.I,
)
_NOW = gated(r"\b(?:current(?:ly)?|active|ongoing|suspected|now|existing|present|undergoing)\b", re.I)
_EVER = gated(r"\b(?:history|prior|previous\w*|past|ever|never|diagnos\w+|personal|without|no|had)\b", re.I)


def free_of_it(trial: Trial, *, by_name: bool) -> tuple[Evidence | None, Evidence | None]:
    """Where the criteria ask that participants never had breast cancer, and where only that they have none now; by_name: not
    where 'any previous malignancy' is excluded, as in most trials of patients."""
    now: Evidence | None = None
    for text, sentence, item in sentences(trial):
        told = blanked(EXCEPTION, without_asides(sentence.text))
        found = next((f for f in _IT.finditer(told) if _the_whole_of_it(told, f)), None)
        if found is None or _BUT_THE_PRESENT.search(sentence.text):
            continue
        if by_name and item.polarity == EXCLUDE and not _BREAST_TOLD.search(found.group()):
            continue
        ruled_out = denied(sentence, found.start())
        forbidden = item.polarity == EXCLUDE or sentence.stance is Stance.FORBID
        if ruled_out == forbidden or item.polarity not in (INCLUDE, EXCLUDE):
            continue
        before = told[max(0, found.start() - 80) : found.end()]
        if _NOW.search(before) and not _EVER.search(before):
            now = now or place_of(text, sentence)
        else:
            return place_of(text, sentence), now
    return None, now


def _the_whole_of_it(text: str, found: re.Match[str]) -> bool:
    """Whether the mention is of any breast cancer as her own, not of some, as carcinoma in situ is."""
    if told_of_another_matter(text, found.start()):
        return False
    if gated(r"\bDCIS\b|in\s+situ", re.I).search(found.group()):
        return False
    if _THE_ONE_SHE_HAS.search(text, 0, found.start()):
        return False
    after = text[found.end() : found.end() + 60]
    if _WITHOUT.search(
        text, 0, found.start()
    ):  # 'women without breast cancer who have ...': it is the women who have it
        after = _WHO.sub("", after)
    return not _SOME_BEFORE.search(text[max(0, found.start() - 60) : found.start()]) and not _SOME_AFTER.match(after)


_WITHOUT = gated(
    r"\b(?:without|free\s+(?:of|from)|no)\s+(?:(?:any|a|personal|history|of|known|invasive)\s+){0,4}$", re.I
)
_WHO = gated(r"^\s+who\b[^.;]*", re.I)

# 'Breast cancer within the last five years'
_LATELY = gated(
    rf"\b(?:{OF_BREAST})\b(?!\s+screen)[^.;]{{0,30}}?(?:\b(?:with)?in\s+(?:the\s+)?(?:last|past|previous|preceding)\s+|\bwithin\s+|\b(?:less|fewer)\s+than\s+|<\s?)(?:\d+|two|three|five|ten)\s*years?\b",
    re.I,
)


def free_of_it_lately(trial: Trial) -> Evidence | None:
    """Where an exclusion shuts out breast cancer of the last years only: those who had it before that are taken."""
    for text, sentence, item in sentences(trial):
        told = without_asides(sentence.text) if item.polarity == EXCLUDE else ""
        found = _LATELY.search(told)
        if (
            found is not None
            and not negated(sentence, found.start())
            and not _SOME_BEFORE.search(told[: found.start()])
        ):
            return place_of(text, sentence)
    return None
