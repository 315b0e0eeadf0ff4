"""Records of the 1990s, whose points run on in a paragraph a section without bullets or full stops.

    DISEASE CHARACTERISTICS: Histologically proven breast cancer with one of the following: Stage II with 4 or more
    positive nodes Stage IIIA disease No distant metastases Hormone receptor status: Not specified

is read as a heading with points below it: a point begins with a capital letter behind a word that can end one. What
stands below 'one of the following:' ends where a point makes a demand of its own ('No ...', '... required').
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matcher.reading.gated import gated


class Point(NamedTuple):
    """`line[start:end]`, so deep below its section; a label ('Age:') heads what stands below it."""

    start: int
    end: int
    depth: int
    label: bool = False


_SECTION = gated(
    r"\s*(?:DISEASE CHARACTERISTICS|PATIENT CHARACTERISTICS|PRIOR(?:/| AND | )?\s?CONCURRENT THERAPY)\s*:(?=\s+\S)"
)
_LABEL = gated(
    r"(?<![\w-])(?:Hormone receptor status|Age|Sex|Menopausal status|Performance status|Life expectancy|Hematopoietic|Hematologic|Hepatic|Renal|"
    r"Cardiovascular|Cardiac|Pulmonary|Immunologic|Neurologic|Other|Biologic therapy|Chemotherapy|Endocrine therapy|Radiotherapy|Surgery)\s*:"
)
_LATER_SECTION = gated(r"(?<![\w-])(?:PATIENT CHARACTERISTICS|PRIOR(?:/| AND | )?\s?CONCURRENT THERAPY)\s*:(?=\s)")
_BEGINS = gated(
    r"(?<=[a-z0-9)%+])[.,;]?\s(?=[A-Z][a-z]|T[0-4]\b)|(?<=:)\s(?=[A-Z0-9])|(?<=[a-z0-9)%+])\s(?=OR\s+[A-Z])|(?<=[a-z])\s(?=\d+ or more\b)"
)
# Words that can't end a point, and names that begin none.
_GOES_ON = gated(
    r"\b(?:of|the|an?|and|or|by|in|on|with|to|for|from|at|per|than|no|not|as|is|are|be|via|using|non|under|over|prior|class|grade|stage|type|"
    r"phase|group|level|both|either|including|clinical|pathologic(?:al)?|operable|resectable|proven|confirmed|measuring)$|,$",
    re.I,
)
_NAMES = gated(
    r"(?:Karnofsky|Zubrod|Allred|Gleason|Bloom|Scarff|Nottingham|Richardson|Herceptin|Taxol|Taxotere|Gilbert|Hodgkin|Eastern|Cooperative|Oncology|"
    r"Group|National|Cancer|Institute|American|Joint|Committee|Roman|Doppler)\b"
)
_OPENS_LIST = gated(
    r"\b(?:following(?: \w+){0,3}|either|criteria|conditions|categories|exclude entry|except)\s*:$", re.I
)
_OWN_DEMAND = gated(
    r"(?:No|Not|Must|Prior|Previous|Currently|Measurable|Evaluable|Bidimensionally|Complete|Definitive|Axillary|Surgical|Margins?|Total mastectomy|"
    r"The following|Patients?|Concurrent|Fertile)\b|.*\b(?:required|allowed|eligible|permitted|excluded?)\b"
)


def flat_points(line: str) -> list[Point]:
    """The points of a line that holds a whole section; none for any other line."""
    section = _SECTION.match(line)
    if section is None or len(line) < 80 or "*" in line:
        return []
    points = [Point(0, section.end(), 0, label=True)]
    later = [*_LATER_SECTION.finditer(line, section.end())]
    opening = {m.start() for m in later}
    labels = sorted((*_LABEL.finditer(line, section.end()), *later), key=lambda m: m.start())
    bounds = [section.end(), *(m.start() for m in labels), len(line)]
    for i, (start, end) in enumerate(zip(bounds, bounds[1:], strict=False)):
        depth = 2
        if i:
            head = 0 if start in opening else 2
            points.append(Point(start, labels[i - 1].end(), head, label=True))
            start, depth = labels[i - 1].end(), head + 2
        points += _nested(line, start, end, depth)
    return points


def _nested(line: str, start: int, end: int, depth: int) -> Iterator[Point]:
    inner = depth
    for a, b in _parts(line, start, end):
        words = line[a:b].strip()
        if inner > depth and _OWN_DEMAND.match(words):
            inner = depth
        yield Point(a, b, inner)
        if _OPENS_LIST.search(words):
            inner += 2


def _parts(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = line[start:end]
    cuts = [m.start() for m in _BEGINS.finditer(text) if _is_cut(text, m)]
    for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True):
        if gated(r"\w").search(text[a:b]):
            yield start + a, start + b


def _is_cut(text: str, at: re.Match[str]) -> bool:
    before = text[: at.start()]
    if before.count("(") > before.count(")") or _NAMES.match(text, at.end()):
        return False
    return before.endswith(":") or not _GOES_ON.search(before)
