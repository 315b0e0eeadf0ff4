"""What is said of markers, and how findings of one sentence are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data.axes import mask
from data.criteria import Requirement, Within, either
from data.criteria import negated as opposite
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention


class MarkerFinding(NamedTuple):
    """An alteration or signature that a sentence names. own_denial: by a word of its own ('wild-type')."""

    facet: str
    requirement: Requirement
    words: str
    start: int
    end: int
    denied: bool
    own_denial: bool = False


def has_marker(marker: str) -> Within:
    return Within(f"biomarker:{marker}", mask("biomarker:", ["positive"]))


_OR = gated(r"\bor\b|[,/]", re.I)


_AND = gated(r"\band\b(?!/)|\bwith\b", re.I)


def joined_findings(text: str, findings: Sequence[MarkerFinding]) -> list[Mention]:
    """Alternatives as one mention, the others each as its own."""
    groups: list[list[MarkerFinding]] = []
    for finding in _without_either_way(findings):
        if groups and _is_alternative(text, groups[-1][-1], finding):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return [_mention(group) for group in groups]


def _without_either_way(findings: Sequence[MarkerFinding]) -> list[MarkerFinding]:
    """'PIK3CA-mutant and PIK3CA-non-mutant cohorts' ask for neither."""
    present = {f.requirement for f in findings if not f.denied}
    absent = {f.requirement for f in findings if f.denied}
    return [f for f in findings if f.requirement not in present & absent]


# 'HRD positive: germline BRCA mutation, or HRD score of 42 or more' says in what it may consist.
_CONSISTS_IN = gated(r"[:(]|\bdefined\b|\bi\.?e\b|\bincluding\b|\bsuch as\b", re.I)


def _is_alternative(text: str, one: MarkerFinding, other: MarkerFinding) -> bool:
    between = text[one.end : other.start]
    if one.denied or other.denied:
        return one.own_denial and other.own_denial and bool(_OR.search(between)) and not _AND.search(between)
    if one.facet == "biomarker:HRD" and _CONSISTS_IN.search(between):
        return True
    genes = one.words.endswith("alteration") and other.words.endswith("alteration")
    return genes or (bool(_OR.search(between)) and not _AND.search(between))


def _mention(group: Sequence[MarkerFinding]) -> Mention:
    requirement = either(opposite(f.requirement) if f.denied else f.requirement for f in group)
    words = " or ".join(f"no {f.words}" if f.denied else f.words for f in group)
    return Mention(group[0].facet, requirement, words, group[0].start, group[-1].end)
