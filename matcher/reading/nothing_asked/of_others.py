"""What is said of others than the participant: 'family history of', 'in a first-degree relative', 'a sister with'.

Disease, treatment and markers of relatives, of those who care for her and of patients with other tumours are none of hers: made blank
before the sentence is read."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blank, blanked
from matcher.reading.population import of_other_tumours

_KIN = (
    r"(?:(?:blood|biological|(?:first|second|third|1st|2nd|3rd)[\s-]+degree|close|female|male|maternal|paternal|family|immediate)\s+){0,3}"
    r"(?:relatives?|family\s+members?|mothers?|sisters?|daughters?|aunts?|grandmothers?|siblings?|brothers?|fathers?|kin)\b"
)
_CARING = r"(?:spouses?|partners?|husbands?|care-?givers?|carers?)\b"

# 'Personal or family history of breast cancer': the personal one stays
PERSONAL_TOO = gated(r"(?<=personal)\s*(?:/|\b(?:and|or|and/or)\b)\s*(?:\w+\s+)?family(?=\s+history)", re.I)
# 'Strong family history of premenopausal breast cancer'
_FAMILY_HISTORY = gated(r"\b(?:family|familial)\s+histor(?:y|ies)\s+(?:of|for|with|suggest\w+)\b[^.;]*", re.I)
# 'Triple-negative breast cancer in a first-degree relative', as the whole of what is told before it
_IN_A_RELATIVE = gated(
    rf"^(?:(?!\b(?:must|should|patients?|participants?|subjects?|whose)\b)[^.;:]){{0,200}}?\s(?:in|among|of|for)\s+(?:(?:an?|the|her|their|his|at\s+least|any|one|two|more|or|\d)\W+){{0,5}}{_KIN}"
    r"(?:\W+(?:aged?|below|under|before|at|younger|older|who|diagnosed|with)\b[^.;]*)?",
    re.I,
)
# 'A first-degree relative with metastatic breast cancer', 'spouse or caregiver with', 'mother who had'
_RELATIVE_WITH = gated(
    rf"^\W*(?:(?:an?|the|her|their|his|has|have|having|with|at\s+least|any|one|two|more|or|\d|patients?|participants?|women|subjects?|who|>=?)\W+){{0,7}}(?:{_KIN}|{_CARING})(?:\s+(?:or|and|/)\s+(?:{_KIN}|{_CARING})){{0,3}}"
    r"(?:\s*\([^()]{1,60}\))?\s+(?:with|who\s+(?:has|have|had|was|were|is|are)|(?:has|have|had|was|were)\s|diagnosed|affected)[^.;]*",
    re.I,
)


def without_others(text: str) -> str:
    """The text with what is said of relatives and those who care for her made blank; positions hold."""
    text = blanked(PERSONAL_TOO, text)
    if "personal" not in text.lower():
        text = blanked(_FAMILY_HISTORY, text)
    for pattern in (_IN_A_RELATIVE, _RELATIVE_WITH):
        if found := pattern.match(text):
            text = blank(text, *found.span())
    return text


# 'Advanced solid tumours (prior platinum required in ovarian cancer)'
_ASIDE = gated(r"\((?P<told>[^()]{8,200})\)")
_ASKS_FOR_TREATMENT = gated(
    r"\b(?:prior|previous\w*|earlier|after|following|received|failed|progress\w*|lines?|regimens?|refractory|na(?:i|\u00ef)ve)\b",
    re.I,
)


def without_asides_on_other_tumours(text: str) -> str:
    """The text without what parentheses ask of patients with other tumours in the way of treatment; positions hold."""
    return blanked(
        _ASIDE, text, where=lambda aside: _ASKS_FOR_TREATMENT.search(aside["told"]) and of_other_tumours(aside["told"])
    )


# '..., unless the patient has a germ cell tumour, in which case it is allowed'
_FOR_SOMEBODY_WITH = gated(
    r"[\s,(]*\b(?:except(?:ing|ion)?|unless|with the exception of|other than|apart from|aside from)\s+(?:(?:for|of|if|when|in)\s+)?(?:the\s+|a\s+|those\s+)?"
    r"(?:patients?|participants?|subjects?|individuals?|women|those|they|s?/?he)\s+(?:with|has|have|having|who\s+have|is|are)\b(?P<what>[^.;()]*)\)?",
    re.I,
)


def without_exceptions_for_other_tumours(text: str) -> str:
    """The text without what lets off only people with a tumour of another organ; positions hold."""
    return blanked(_FOR_SOMEBODY_WITH, text, where=lambda found: of_other_tumours(found["what"]))
