"""Of whom measurable disease is asked: not of those with another tumour, of some patients of an arm, or of one part of the trial."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, sentences_of

_PARTS = gated(
    r"\b(?:phase|cohorts?|expansion|escalation|part|arm|stage\s+[12]|subset|at least \d+ (?:subjects|patients))\b", re.I
)
_BRAIN_ONLY = gated(
    r"measure?able\s+(?:(?!outside\b|other\b|besides\b|beyond\b|excluding\b)\w+\s+){0,3}?(?:CNS|brain|intracranial|leptomening)"
    r"|(?<!non-)(?<!extra-)(?:CNS|brain|intracranial)\s+(?:\w+\s+){0,2}measure?able|^(?!.*RECIST).*RANO",
    re.I,
)
_PARENTHESES = gated(r"\([^()]*\)")
_NOT_DISEASE = gated(
    r"measure?able\s+(?:residual|serum|PSA|CA|tumou?r\s+marker|viral|level|HIV|HBV|concentration)", re.I
)

# 'Measurable disease in at least 30 subjects of each arm'
IN_SO_MANY = gated(
    r"\s+in\s+(?:at\s+least|approximately|about)\s+\d{1,3}\s?%?\s+(?:of\s+(?:the\s+)?)?(?:patients|participants|subjects|women)\b",
    re.I,
)

# 'Measurable disease (ovarian cancer)', 'for patients with lung cancer'
_OF_SOME = gated(
    r"\W{0,2}(?:(?:by|per|according to|as per)\s+RECIST(?:\s+(?:version\s+|v\.?\s?)?1\.[01])?\W{0,2})?"
    r"(?:\((?!except|or\b|unless|excluding|[^()]*\bnot\s+(?:required|needed|mandatory))(?P<aside>[^()]{3,80})\)|\b(?:for|in)\s+(?P<who>[^.;,()]{3,60}))",
    re.I,
)


def _of_another_tumour(text: str, found: re.Match[str]) -> bool:
    """Whether measurable disease is asked of those with another tumour only."""
    some = _OF_SOME.match(text, found.end())
    return some is not None and of_other_tumours(some["aside"] or some["who"])


def of_another_matter(text: str, found: re.Match[str]) -> bool:
    """Whether it is asked of another tumour, of the brain, or of no disease: 'measurable serum PSA'."""
    if _of_another_tumour(text, found) or _NOT_DISEASE.search(text):
        return True
    return _BRAIN_ONLY.search(_PARENTHESES.sub(" ", text)) is not None


# 'By RECIST 1.1 (escalation) or iRECIST (expansion), as appropriate' chooses between criteria of response for all.
_RESPONSE = r"(?:(?:i|m|im|ir)?RECIST|Choi|PERCIST|RANO|Lugano|Cheson|WHO|PCWG\d?|response\s+criteria)"
_BY_EITHER = gated(
    rf"\b{_RESPONSE}\b(?:[^.;]|\.\d){{0,80}}?\bor\b(?:[^.;]|\.\d){{0,40}}?\b{_RESPONSE}\b(?:[^.;]|\.\d){{0,60}}?\bas\s+(?:applicable|appropriate)\b",
    re.I,
)
_EVERY_PART = gated(
    r"\bcohorts\b[^.;:]*\band\b[^.;:]*\bcohorts?\b|\b(?:all|both|each|every|any)\s+(?:of\s+the\s+|study\s+)?(?:cohorts?|arms?|parts?|phases?|groups?)\b",
    re.I,
)


def only_a_part(sentence: Sentence) -> bool:
    """Whether the sentence speaks of one part of the trial without being filed under that cohort."""
    filed = bool(sentence.item and sentence.item.cohorts)
    every = _EVERY_PART.search(sentence.text) or _BY_EITHER.search(sentence.text)
    return bool(_PARTS.search(sentence.text)) and not filed and not every


_MEASURED = gated(
    r"\b(?:measure?able|measured|evaluable|assess?able|target\s+lesions?|(?:m|i)?RECIST|(?:be|is|are)\s+(?:evaluated|assessed)|lesions?\s+(?:of\s+)?(?:at\s+least|>=?|\u2265)\s*(?:\d{1,3}|one|two))(?!\w)",
    re.I,
)


def beside_the_measurable(sentence: Sentence) -> bool:
    """Whether the sentence stands behind, or below, one on measurable disease."""
    item = sentence.item
    if item is None:
        return False
    before = [one.text for one in sentences_of(item) if one.start < sentence.start]
    above = item.parent.text if item.parent is not None else ""
    return any(_MEASURED.search(text) for text in (*before, above))
