"""Which lines of a text head what is asked of a part of the trial that has a name and no number.

'HR+ breast cancer' right above 'Inclusion Criteria', and 'TNBC' right above another; 'Safety lead-in:' above points of its own, and
'Phase 2:' above others. What stands before the first of them holds for all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from matcher.reading.cohorts.headings import cohort_heading
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.cohorts.openings import inline_cohorts
from matcher.reading.cohorts.parts_by_name import (
    is_a_step,
    name_above_a_section,
    named_part,
    named_subtype,
    same_name,
)
from matcher.reading.gated import gated
from matcher.reading.layout.headings import names_others, polarity_of_heading
from matcher.reading.layout.item import INCLUDE

Labels = tuple[CohortLabel, ...]
Named = dict[int, Labels]


class Line(NamedTuple):
    start: int
    body: str
    marker: str
    indent: int


_LONGEST = 90  # characters
_POINT = ("bullet", "circled", "dashed")
# how a receptor is measured, below its name
_MEASURED = gated(r"\b(?:IHC|ISH|FISH|stain\w*|immunohistochem\w*|amplif\w*|defined)\b|%", re.I)


def headed_by_name(lines: list[Line]) -> tuple[Named, Named]:
    """The cohorts that lines name, by where these begin: right above sections, and above points; none where the lines may be
    something else."""
    short = [place for place, line in enumerate(lines[:-1]) if len(line.body) <= _LONGEST]
    places = [place for place in short if polarity_of_heading(lines[place].body) is None]
    of_sections = _above_sections(lines, places)
    rest = [place for place in places if lines[place].start not in of_sections]
    return of_sections, _above_lists(lines, rest, of_sections)


def _above_sections(lines: list[Line], places: list[int]) -> Named:
    """Lines right before 'Inclusion Criteria', where there are two or more of them."""
    found: Named = {}
    by_name = False
    for place in places:
        line, below = lines[place], lines[place + 1]
        if line.marker in _POINT or polarity_of_heading(below.body) != INCLUDE or cohort_heading(below.body):
            continue
        if is_a_step(line.body):
            return {}
        above = lines[place - 1] if place else None
        if above is not None and not above.marker and polarity_of_heading(above.body) != INCLUDE:
            continue  # the last of criteria without marks
        known = cohort_heading(line.body)
        if known is None and not names_others(line.body) and (name := name_above_a_section(line.body)):
            known = inline_cohorts(line.body) or (named_part(line.body) or named_subtype(line.body) or name,)
            by_name = True
        if known:
            found[line.start] = known
    return _as_one_name(found) if by_name and len(_names(found)) > 1 else {}


def _above_lists(lines: list[Line], places: list[int], others: Named) -> Named:
    """Names of parts, or of subtypes, above points of their own."""
    for name_of in (_named_part, named_subtype):
        found: Named = {
            lines[p].start: (label,) for p in places if _heads_points(lines, p) and (label := name_of(lines[p].body))
        }
        if not found:
            continue
        known = {
            lines[p].start: labels
            for p in places
            if lines[p].start not in found and _heads_points(lines, p) and (labels := cohort_heading(lines[p].body))
        }
        if name_of is named_subtype and (
            known or _measured(lines, found) or any(inline_cohorts(i.body) for i in lines)
        ):
            continue
        if len(_names(found | known | others)) > 1:
            return _as_one_name(found)
    return {}


def _named_part(line: str) -> CohortLabel | None:
    """The same, but 'Dose expansion' as it is called wherever it is named in a point: '... (dose expansion)'."""
    part = named_part(line)
    known = cohort_heading(line) if part is not None else None
    return part if not known or known[0].kind != "dose" else None


def _measured(lines: list[Line], found: Named) -> bool:
    return any(
        _MEASURED.search(below.body) for line, below in zip(lines, lines[1:], strict=False) if line.start in found
    )


def _heads_points(lines: list[Line], place: int) -> bool:
    line, below = lines[place], lines[place + 1]
    if line.marker:
        return bool(below.marker) and below.indent > line.indent
    return bool(below.marker) or line.body.endswith(":") or polarity_of_heading(below.body) == INCLUDE


def _names(found: Named) -> set[str]:
    return {same_name(label) for labels in found.values() for label in labels}


def _as_one_name(found: Named) -> Named:
    first: dict[str, CohortLabel] = {}
    return {
        start: tuple(first.setdefault(same_name(label), label) for label in labels) for start, labels in found.items()
    }
