"""A second list, headed by no word of inclusion or exclusion, of what no trial asks for: it shuts out.

'Inclusion criteria: ... / Eligibility criteria: 1. Pregnant or nursing women. 2. HIV infection. ...' is a slip of the
heading: nobody has to be pregnant, infected or allergic in order to join.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE, Item

_INCLUSION = gated(r"\binclusion\b", re.I)
_UNTOLD = gated(r"^\W*(?:(?:study|trial|patient|general|main|key)\s+)?(?:eligibility\s+)?criteria\W*$", re.I)

# Conditions by which trials shut out, as the whole of what opens a point
_NEVER_ASKED = (
    gated(r"^\W*(?:(?:currently|women|females?|who|are|patients|or)\s+)*(?:pregnan\w+|lactating|nursing|breast-?\s?feeding)\b(?!\s+test)", re.I),
    gated(r"^\W*(?:(?:known|positive|active|history|of|patients|with|infection|a)\s+)*(?:HIV|human\s+immuno-?deficiency)\b(?!\s+(?:negative|test))", re.I),
    gated(r"^\W*(?:(?:known|active|chronic|acute|or|uncontrolled)\s+)+(?:hepatitis|tuberculosis|infections?)\b", re.I),
    gated(r"^\W*(?:(?:known|history|of|severe|a|prior|patients|with)\s+)*(?:allerg\w+|hypersensitiv\w+)\s+(?:reactions?\s+)?to\b", re.I),
    gated(r"^\W*(?:(?:known|history|of|active|an?|severe|uncontrolled|prior)\s+)+(?:auto-?immune\s+disease|psychiatric|cardi\w+\s+disease|(?:allogen\w+\s+)?organ\s+transplant\w*)", re.I),
)  # fmt: skip
# 'No ...', 'adequate ...', 'willing to ...': demands, among which the others would be shorthand
_ASKED = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?)\s+(?:must|should)|no\b|not\b|without|adequate|willing\w*|signed|written|informed|able|age[ds]?|ECOG|negative)\b",
    re.I,
)
_ENOUGH = 2  # kinds of them


def shut_out_by_second_list(items: Sequence[Item]) -> None:
    """Takes such a list, in a record that heads no exclusions, for the exclusions."""
    told = False
    for i, item in enumerate(items):
        if not item.heading:
            continue
        if told and _UNTOLD.match(item.text):
            below = list(takewhile(lambda other: not other.heading, items[i + 1 :]))
            if _shuts_out(below):
                for one in [item, *below]:
                    one.polarity = EXCLUDE if one.polarity == INCLUDE else one.polarity
        told = told or _INCLUSION.search(item.text) is not None


def _shuts_out(points: Sequence[Item]) -> bool:
    return sum(_kinds(points)) >= _ENOUGH and not any(_ASKED.match(point.text) for point in points)


def _kinds(points: Sequence[Item]) -> Iterator[bool]:
    for condition in _NEVER_ASKED:
        yield any(condition.match(point.text) for point in points)
