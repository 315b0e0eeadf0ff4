"""What softens a demand for measurable disease: in the same point, below it, or in another sentence of the criteria.

"Measurable or lytic bone lesions", "measurable disease is optional"     in the same point
"Bone-only disease is allowed"                                            in another sentence
"Bone lesions are not considered measurable"                              softens nothing
"""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.reading.gated import gated
from matcher.reading.sites.bone_only import refuses
from matcher.reading.sites.measurable_words import NOT_ASKED, THING, TRIGGER

_SOFT = gated(
    r"\b(?:or|and/or|either|/)\b[^.;]{0,80}?\b(?:(?:non-?\s?|im|un)measure?able|evaluable|assessable|bone|lytic|blastic|effusion|not\s+measur\w+)"
    r"|\bevaluable\b[^.;]{0,25}\b(?:or|and/or)\s+(?:\w+\s+){0,3}?(?:(?:non|im|un)-?\s?)?measur|\bevaluable\s*/|/\s*evaluable|\bnon-?\s?measure?able\b[^.;]{0,30}\b(?:or|and/or)\b"
    rf"|\b{NOT_ASKED}|measure?able\s+(?:{THING}\s+)?(?:is\s+|are\s+)?(?:optional|or\s+not)\b|\bbut\s+evaluable"
    r"|\b(?:preferr|desirable|if\s+(?:present|available|applicable|possible)|with\s+or\s+without|regardless|need\s+not)",
    re.I,
)


# The sentences of one item are asked for one after the other: what all of them say is found once.
@lru_cache(maxsize=16)
def about_it(said: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The sentences that speak of it, each with whether it refuses."""
    return tuple((words, refuses(words)) for words in said if TRIGGER.search(words))


@lru_cache(maxsize=16)
def told_softly(about: tuple[str, ...], below: str) -> bool:
    whole = _NOT_COUNTED.sub(" ", _ASIDE.sub(" ", " ".join(about)))
    return _SOFT.search(f"{whole} {below}") is not None


# What is not counted as measurable, or keeps some out, softens nothing: 'bone lesions are not considered measurable'.
_NOT_COUNTED = gated(
    r"[^.;()]*\b(?:not\s+(?:be\s+)?(?:considered|regarded|counted|defined|evaluated)|considered\s+(?:to be\s+|as\s+)?(?:non-?\s?|im|un)measure?able)\b[^.;()]*",
    re.I,
)

# '(or iRECIST if applicable)', 'or evaluable disease (myeloma only)' soften nothing for breast cancer.
_ASIDE = gated(
    r"\(or (?:i|m)?RECIST[^()]*\)|\((?:except|excluding|other than|not including|with the exception of|bone)[^()]*\)|\((?:CRPC|(?:castration[\w -]{1,20})?prostate|(?:multiple )?myeloma|lymphoma|ovarian)\b[^()]*\)|\(not required (?:for|in)\s[^()]*\b(?:CRPC|prostat\w+|myeloma|lymphoma|ovarian)\b[^()]*\)|,?\s*or\b[^.;]{0,60}\((?:multiple myeloma|prostate|lymphoma|ovarian)[^()]*\)|\bif (?:applicable|available)\b",
    re.I,
)
_SOFTENERS = gated(
    r"(?:(?<=non-measurable )|(?<=nonmeasurable )|(?<!measurable ))\b(?:bone|osseous)[- ](?:disease[- ]|metast\w+[- ])?only\b[^.;\n]{0,80}\b(?<!not )(?<!not be )(?:allowed|eligible|permitted|acceptable|accepted|may|can|included)\b"
    r"|(?:non-?\s?measure?able|evaluable)\b[^.;\n]{0,60}\b(?<!not )(?:allowed|eligible|permitted|acceptable|(?:may|can|will)\s+(?:also\s+)?(?:be\s+)?(?:includ|enrol|particip|recruit|enter)\w*)"
    # 'Up to ten patients without measurable disease can be enrolled'
    r"|\bwithout\s+(?:any\s+)?measure?able(?:\s+(?:disease|lesions?))?\s+(?:[^.;\n]{0,30}\s)?(?:can|may|will|are)\s+(?:also\s+|still\s+)?(?:be\s+)?(?:allowed|eligible|permitted|acceptable|includ\w*|enrol\w*|particip\w*|enter|join)\b"
    rf"|measure?able\s+(?:disease|lesions?)\s+(?:is\s+|are\s+)?{NOT_ASKED}"
    # 'for patients with bone-only disease at least one lytic lesion': such patients may join
    r"|\b(?:(?:for|in|if)\s+|(?=(?:patients|subjects|participants|women|those)\s+with\s))(?:(?:patients|subjects|participants|women|those|cases?)\s+(?:with|of)\s+)?(?:bone|osseous)[- ](?:disease[- ]|metast\w+[- ])?only\b[^.;\n]{0,60}\b(?:at least|must|should|lytic)\b"
    r"|\b(?<!(?<!non-)(?<!non )measurable )(?<!(?<!non-)(?<!non )measureable )(?:osteo)?(?:lytic|blastic)\s+(?:bone\s+)?(?:lesions?|metast\w+|disease),?\s+(?:(?:which|that|who)\s+)?(?:is|are)\s+(?:also\s+)?(?:acceptable|allowed|eligible|permitted|accepted)\b"
    r"|\b(?:bone|osseous|lytic)\b[^.;\n]{0,80}\b(?:in (?:the )?absence of|without|if (?:there is )?no|when (?:there is )?no)\s+(?:any\s+)?measure?able\s+(?:disease|lesions?)"
    # 'Measurable disease, including one of the following:' above 'lytic bone lesions that are >= 10 mm on CT scan'
    r"|\b(?:(?:osteo)?lytic\s+bone\s+(?:lesions?|metast\w+)|bone\s+(?:disease|lesions?))\s+(?:that|which)\s+(?:is|are)\s+(?:>=?|\u2265|at least)\s?\d"
    r"|\bbone\s+metast\w+\s+(?:\w+\s+){0,3}(?:may|can|will|are)\s+(?:be\s+)?(?:included|eligible|enrolled|allowed)",
    re.I,
)

# 'Bone-only disease is eligible if the lesions can be measured by RECIST' softens nothing.
_IF_MEASURABLE = gated(
    r"[^.;]{0,140}?\b(?:if|provided|as long as|when|only with)\b[^.;]{0,120}?(?:(?<!non-)(?<!not )\bmeasur\w+|\bRECIST)"
    # 'for bone-only disease, the lesions must be lytic, with a soft tissue component that can be measured'
    r"|[^.;]{0,200}?\b(?:must|should|ha(?:s|ve)\s+to|needs?\s+to|with)\b[^.;]{0,120}?\bsoft[- ]tissue\s+(?:components?|mass(?:es)?|extensions?|parts?)\b[^.;]{0,60}?\b(?<!non-)(?<!not )measur\w+",
    re.I,
)


@lru_cache(maxsize=64)
def softened(criteria: str) -> bool:
    """Whether another sentence of the criteria lets in disease that is not measurable, and not of another cancer."""
    return any(
        not _ANOTHER_CANCER.search(criteria, max(0, m.start() - 60), m.end() + 40)
        and not _IF_MEASURABLE.match(criteria, m.start())
        for m in _SOFTENERS.finditer(criteria)
    )


_BONE_ONLY_LET_IN = gated(
    r"(?:^|[.;\n*])\s*(?:patients with |subjects with )?(?:bone|osseous)[- ](?:disease[- ]|metast\w+[- ])?only(?: disease| metast\w+)? (?:is|are)? ?(?:also )?(?:allowed|eligible|permitted|acceptable)\s*(?:$|[.;\n])",
    re.I,
)


@lru_cache(maxsize=64)
def lets_in_bone_only(criteria: str) -> bool:
    """Whether the criteria let in bone-only disease, whatever it looks like, and soften nothing else."""
    softeners = list(_SOFTENERS.finditer(criteria))
    return len(softeners) == 1 and _BONE_ONLY_LET_IN.search(criteria) is not None


_ANOTHER_CANCER = gated(r"\bprostat|\bCRPC|\bmyeloma|\bovarian|\blymphoma", re.I)
