"""A marker told in front of a list of tumours, as that of each of them.

"PD-L1 positive gastric cancer, NSCLC or TNBC"                    of each
"PD-L1 positive gastric cancer or TNBC"                           of the first, or of both: open
"PD-L1 positive gastric cancer, NSCLC or metastatic breast ..."   words of its own: open
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import Undecidable, either
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.population import BREAST_BY_NAME, NAMES_TUMOUR

_NOT_A_MEMBER = r"(?!(?:with|who|whose|that|which|any|all|other|regardless|irrespective|of|in|no|not|or|and|and/or)\b)"
_MEMBER = rf"(?:{_NOT_A_MEMBER}[\w/()+-]+\s+){{0,5}}{_NOT_A_MEMBER}[\w/()+-]+"
_OPENS = gated(
    r"\W*(?:(?:adult|patients?|participants?|subjects?|women|those|with|an?|the|histologically|cytologically|confirmed|proven|documented|locally|advanced|metastatic|unresectable|recurrent|relapsed|refractory|or|and|germline|somatic)[\s/]+)*",
    re.I,
)
_ANY_BEHIND = r",?\s+or\s+any\s+(?:other\s+)?(?:[\w-]+\s+){0,3}?(?:tumou?rs?|cancers?|malignanc(?:y|ies))\s+(?:with|having|that|which|harbou?ring)\b"
_SERIES = gated(
    rf"(?:[\s-]+(?:positive|express(?:ing|ed)|mutat(?:ed|ion)|mutant|altered|amplified))+\s+(?P<members>{_MEMBER}(?:,\s+{_MEMBER})+(?:,?\s+(?:and/or|or|and)\s+{_MEMBER}|(?={_ANY_BEHIND})))(?:\s+(?:that|which|who|with)\b(?!.*\b(?:positive|negative|PD-?L1)\b)|\W*$|(?={_ANY_BEHIND}))",
    re.I,
)
_NEXT = gated(r",?\s+(?:and/or|or|and)\s+|,\s+", re.I)
_BREAST_ALONE = gated(
    r"(?:(?:triple[- ]negative|(?:ER|PR|HR|HER-?2)(?:[+-]|[- ](?:positive|negative|low))|hormone[- ]receptor[- ](?:positive|negative))[\s/]*)*(?:m?TNBC|m?BC|breast)(?:\s+(?:cancers?|carcinomas?|tumou?rs?))?(?:\s+\([A-Za-z]{2,6}\))?",
    re.I,
)


def is_of_each_tumour(text: str, start: int, end: int) -> bool:
    """Whether the marker at `start:end` opens a series of three or more tumours, of which the breast has no words of its own."""
    if not _OPENS.fullmatch(text, 0, start):
        return False
    series = _SERIES.match(text, end)
    members = _NEXT.split(series["members"]) if series else []
    of_breast = [member for member in members if BREAST_BY_NAME.search(member)]
    return (
        bool(of_breast)
        and all(_BREAST_ALONE.fullmatch(member) for member in of_breast)
        and all(NAMES_TUMOUR.search(member) for member in members)
    )


# '... or any tumour with mismatch repair deficiency'
_OR_ANY_WITH = gated(
    r"\bor\s+(?:any|all)\s+(?:other\s+)?(?:[\w-]+\s+){0,3}?(?:tumou?rs?|cancers?|malignanc(?:y|ies))(?:\s+types?)?\s+(?:with|having|harbou?ring|(?:that|which)\s+(?:is|are|has|have))\s+(?:[\w-]+\s+){0,3}?$",
    re.I,
)


def with_any_tumour_behind(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """'PD-L1 positive gastric cancer, or any tumour with mismatch repair deficiency': a tumour of that kind needs nothing of what is
    asked before, and whoever is taken before it needs not be of that kind."""
    behind = next((m for m in mentions if _OR_ANY_WITH.search(text, max(0, m.start - 120), m.start)), None)
    if behind is None:
        return list(mentions)
    before = [m for m in mentions if m.end <= behind.start]
    others = [m for m in mentions if m is not behind and m not in before]
    if not before:
        open_way = either([behind.requirement, Undecidable("another way in")])
        return [
            replace(behind, requirement=open_way, statement=f"{behind.statement}, or what stands beside it"),
            *others,
        ]
    return [
        *(
            replace(
                m,
                requirement=either([m.requirement, behind.requirement]),
                statement=f"{m.statement} or {behind.statement}",
            )
            for m in before
        ),
        *others,
    ]
