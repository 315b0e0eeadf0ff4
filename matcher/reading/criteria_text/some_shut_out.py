"""Among exclusions, whom a treatment shuts out: 'women with metastatic disease who have received chemotherapy'."""

from __future__ import annotations

import re
from dataclasses import replace

from matcher.reading.facets import READERS
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence

_WHO_HAD = gated(
    r"^(?P<some>\W*(?:any\s+|all\s+)?(?:[\w/+-]+\s+){0,3}?(?:patients?|participants?|subjects?|wom[ae]n|those|individuals|people)\b[^.;:,()]{0,70}?)\s+"
    r"(?:(?:who|that)\s+(?:(?:have|has|had|were|was|are|is|been|previously|already|ever)\s+){0,4}(?:received|had|undergone|underwent|treated|taken|given)"
    r"|(?<=\w\s)(?:previously\s+|already\s+)?(?:treated|pre-?treated)\s+with)\b",
    re.I,
)
_AND_ANOTHER = gated(r"\b(?:and|or|nor)\b(?:\W+\w+)?$", re.I)  # 'with metastases, or those who', 'or patients'
_OF_HER_DISEASE = frozenset({"stage", "recurrence", "menopausal_status"})
_OF_HER_TREATMENT = frozenset({"prior_therapy", "lines_of_therapy"})


def with_those_meant(sentence: Sentence, mentions: list[Mention], context: Context) -> list[Mention]:
    """What the sentence tells, and the disease or the menopause of those of whom alone it is said."""
    if not sentence.excludes or not mentions or any(m.facet not in _OF_HER_TREATMENT for m in mentions):
        return mentions
    told = _WHO_HAD.match(sentence.text)
    if told is None or _AND_ANOTHER.search(told["some"]) or any(m.start < told.end("some") for m in mentions):
        return mentions
    some = replace(sentence, text=told["some"])
    meant = [m for reader in READERS for m in reader(some, context) if m.facet in _OF_HER_DISEASE]
    return [*meant, *mentions]
