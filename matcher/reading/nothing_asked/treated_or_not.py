"""'Treatment-naive or previously treated': whatever was given, or nothing."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked

_HAD = r"(?:(?:previously |pre-?|already )?treated|(?:previously )?exposed|(?:pre-?|treatment[- ])?experienced|(?:ha(?:s|ve)\s+(?:had|received)\s+|with\s+)?any\s+number\s+of\s+(?:prior|previous|earlier)\s+(?:lines?|therap\w+|treatments?|regimens?)(?:\s+of\s+(?:systemic\s+|prior\s+)*(?:therap\w+|treatments?))?|refractory)"
_BRAIN = r"brain|CNS|cerebral|leptomening\w*"
_NAIVE = r"(?:[\w-]+[- ]na(?:i|\u00ef)ve|(?:previously )?untreated|not (?:previously|yet) treated|newly[- ]diagnosed)"
NAIVE_OR_NOT = gated(
    rf"\b(?:both\s+)?(?:[\w-]+[- ]na(?:i|\u00ef)ve|(?:previously )?untreated|no\s+(?:prior|previous)\s+(?:systemic\s+)?(?:therap(?:y|ies)|treatments?))\s+(?:or|and|/|and/or|as well as)\s+(?:[\w-]+[- ])?{_HAD}\b"
    # not: 'untreated or previously treated brain metastases that progressed'
    rf"(?!\s+(?:with|by)\b|\s+(?:{_BRAIN})\s+(?:\w+\s+)?(?:that|which|with|requiring|and|but|not|progressing)\b)"
    # 'Previously treated or untreated metastatic disease', 'newly diagnosed or pretreated'; not of brain metastases
    rf"|\b(?:(?:previously |pre-?|already )?treated)\s+(?:or|and|and/or|as well as|/)\s+{_NAIVE}\b(?!\s+(?:{_BRAIN})\b)"
    rf"|\bnewly[- ]diagnosed\s+(?:or|and/or|as well as|/)\s+(?:(?:previously |pre-?|already )treated)\b(?!\s+(?:with|by|{_BRAIN})\b)",
    re.I,
)


# 'Treatment-naive or have received prior standard therapy': whatever it was, of treatment in general; not of one drug or one
# number of lines, and not where what became of it is told
_ANY_TREATMENT = (
    r"(?:(?:any|some|prior|previous|earlier|standard(?:[- ]of[- ]care)?|systemic|appropriate|approved|conventional|available|established|"
    r"anti-?cancer|oncologic)\s+){1,6}(?:therap(?:y|ies)|treatments?|care)\b"
)
_NO_TREATMENT = (
    r"(?:(?:treatment|therapy)[- ]na(?:i|\u00ef)ve|(?:previously )?untreated|no\s+(?:prior|previous)\s+(?:systemic\s+|anti-?cancer\s+)*(?:therap(?:y|ies)|treatments?)|"
    r"(?:have|has)\s+(?:not|never)\s+(?:been\s+(?:previously\s+)?treated|(?:had|received)\s+(?:any\s+)?(?:(?:prior|previous|systemic)\s+)*(?:therap(?:y|ies)|treatments?)))"
)
_WHO = r"(?:(?:patients?|participants?|subjects?|those|individuals|women)\s+)?(?:(?:who|that|which)\s+)?"
NAIVE_OR_GIVEN = gated(
    rf"\b(?:(?:both|either)\s+)?{_NO_TREATMENT}(?:\s+(?:patients?|participants?|subjects?|individuals|disease))?,?\s+(?:or|and(?=\s+(?:patients?|participants?|subjects?|those)\b)|and/or|as\s+well\s+as)\s+{_WHO}"
    r"(?:(?:have|has|had|were|was|been|are|be)\s+){0,2}(?:(?:previously|already)\s+)?(?:received|had|given|treated\s+with|undergone)\s+"
    rf"{_ANY_TREATMENT}(?:\s+(?:that\s+is\s+|as\s+)?appropriate\s+(?:for|to)\b[^.;:]{{0,60}})?"
    r"(?![^.;:]*\b(?:progress|relaps|fail|refractor|resistan|recurr|within|intoleran|exhaust|respon)\w*)",
    re.I,
)

_NAIVE_OR_GIVEN_ALONE = gated(
    rf"^\W*(?:(?:patients?|participants?|subjects?|individuals)\s+)?(?:who\s+)?(?:(?:may|can|must|should)\s+)?(?:(?:be|are|were)\s+)?(?:either\s+)?(?={_NO_TREATMENT}){NAIVE_OR_GIVEN.pattern}"
    r"(?:\s+(?:are\s+eligible|are\s+allowed|can\s+join|may\s+be\s+enrolled))?\W*$",
    re.I,
)

# 'Previously untreated, or progressed on standard therapy': two ways in, of which the reader of standard therapy tells both
UNTREATED_OR_EXHAUSTED = gated(
    rf"(?P<untreated>\b(?:(?:both|either)\s+)?{_NO_TREATMENT})(?:\s+(?:patients?|participants?|subjects?|individuals|disease))?,?\s+(?:or|as\s+well\s+as)\s+"
    rf"{_WHO}(?:[\w-]+\s+){{0,4}}?(?:progress(?:ed|ing)|relaps(?:ed|ing)|fail(?:ed|ing)|refractory|resistant|intolerant|exhausted)\b"
    r"(?![^.;:]*\b(?:lines?|regimens?|one|two|chemo\w*|endocrine|hormon\w*)\b)(?=[^.;:]{0,80}\b(?:standard|conventional|available|approved)\b)",
    re.I,
)


# 'Patients may be treatment-naive for metastatic disease', 'treatment-naive patients are eligible': those who are not, too
_MAY_BE_NAIVE = gated(
    r"^\W*(?:(?:an?|the|all|eligible)\s+)?(?:patients?|participants?|subjects?|women|they)\s+(?:(?:may|can|could|might)\s+(?:also\s+|either\s+)?(?:be|have\s+been)\s+(?:[\w-]+[- ]na(?:i|\u00ef)ve|(?:previously\s+)?untreated)"
    r"|(?:may|might|can)\s+(?:also\s+)?have\s+(?:had|received)\s+no\s+(?:prior|previous|earlier)\s+(?:\w+\s+){0,3}?(?:therap\w+|treatments?|chemotherap\w+))\b"
    r"(?:(?!\b(?:must|only|but|provided|unless|if|except|brain|CNS)\b)[^.;])*\W*$"
    r"|^\W*(?:(?:[\w-]+[- ]na(?:i|\u00ef)ve)\s+(?:patients?|participants?|subjects?|women)|(?:patients?|participants?|subjects?|women|those)\s+who\s+are\s+(?:[\w-]+[- ]na(?:i|\u00ef)ve)(?:\s+(?:for|in)\s+[^.;,]{3,40})?)"
    r"\s+(?:are\s+(?:also\s+)?(?:allowed|eligible|permitted|accepted)|(?:may|can)\s+(?:also\s+)?(?:be\s+(?:included|enrolled)|enrol\w*|participate))\W*$",
    re.I,
)


# 'Brain metastases may be treated or untreated' tells which of them are let in
_OF_THE_BRAIN = gated(rf"\b(?:{_BRAIN})\b[^.;:]{{0,60}}$", re.I)


def lets_in_untreated(text: str) -> bool:
    """Whether the whole sentence only lets in those who had no treatment, beside the others."""
    return _MAY_BE_NAIVE.match(text) is not None or _NAIVE_OR_GIVEN_ALONE.match(text) is not None


def without_treated_or_not(text: str) -> str:
    """The text with such words made blank; positions hold."""
    text = blanked(UNTREATED_OR_EXHAUSTED, blanked(NAIVE_OR_GIVEN, text), "untreated")
    return blanked(NAIVE_OR_NOT, text, where=lambda found: not _OF_THE_BRAIN.search(found.string, 0, found.start()))
