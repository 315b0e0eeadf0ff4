"""The eligibility text cut into items: which lines belong together, under which heading, nested how deep.

Sponsors write inclusion and exclusion under any heading form or none, as bullets, numbers, wrapped lines or one long
paragraph. The result is a list of `Item`s in text order, each knowing its parent, its polarity and its cohorts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from matcher.reading.cohorts import CohortLabel, cohort_heading, for_all_parts, inline_cohorts
from matcher.reading.gated import gated
from matcher.reading.layout.cohorts_of_items import (
    MARKER,
    with_named_cohorts,
    with_numbered_parts,
    with_outer_cohorts,
    with_sentences_of_cohorts,
)
from matcher.reading.layout.exceptions_behind import link_exceptions
from matcher.reading.layout.headings import OTHERS, names_others, names_patients, polarity_of_heading, speaks_of_others
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.layout.lines import continues, extend, lines_of, points_of, wrap_width
from matcher.reading.layout.nesting import EXCLUDES_BELOW, attach, polarity_below

# Lines that head a part of the older records, with or without a colon: 'Age', 'Performance status', 'Endocrine therapy'.
_LABEL = gated(
    r"^(?:disease characteristics|patient characteristics|prior(?:/| and |\s)?concurrent therapy|characteristics|age|sex|gender|menopausal status|hormone receptor status|"
    r"performance status|life expectancy|hematopoietic|ha?ematologic(?:al)?|hepatic|renal|cardiovascular|cardiac|pulmonary|immunologic(?:al)?|neurologic(?:al)?|gastrointestinal|metabolic|"
    r"biologic(?:al)? therapy|chemotherapy|endocrine therapy|hormonal therapy|radiotherapy|radiation therapy|surgery|other(?: therapy)?|laboratory(?: values)?|organ function|"
    r"general|population(?: characteristics)?|disease|patients?|participants?|caregivers?|controls?)\s*[:.]{0,2}$",
    re.I,
)


@lru_cache(maxsize=4)
def items_of(text: str) -> tuple[Item, ...]:
    """The items of the plain criteria text, in order, linked to their parents. Kept for the readers of one trial."""
    return tuple(_items_of(text))


def _items_of(text: str) -> list[Item]:
    items: list[Item] = []
    stack: list[Item] = []
    polarity = INCLUDE
    scope: tuple[CohortLabel, ...] = ()
    of_others = False  # the section is for others than the patients
    numbers = _RunningNumber()
    own_label = False  # ... and says so in a line of its own, above the headings of inclusion and exclusion
    after_label = False  # that line was the last one
    previous_end = 0
    width = wrap_width(text)
    points = points_of(text)
    for start, end in lines_of(text):
        marker_match = MARKER.match(text, start, end)
        assert marker_match is not None  # every part of the pattern is optional
        marker = next((k for k in ("bullet", "circled", "number", "roman", "letter") if marker_match[k]), "")
        body = text[marker_match.end() : end].rstrip()
        if not gated(r"\w").search(body):
            continue
        blank_before = "\n\n" in text[previous_end : start + 1]
        previous_end = end
        point = points.get(start)
        if point is not None:
            marker = "" if point.label else "bullet"
        elif items and not marker and not blank_before and continues(items[-1], text[start:end], width):
            extend(items[-1], text, end)
            continue
        indent = _indent(text, start)
        if point is not None:
            indent = point.depth
        item = Item(marker_match.end(), marker_match.end() + len(body), body, indent, marker)
        item.number = marker_match.group().strip() if marker in ("number", "bullet") else ""
        heading = polarity_of_heading(body)
        if heading is not None and not (marker == "bullet" and len(body) > 80):
            polarity = heading
            scope = cohort_heading(body) or ()
            item.heading, item.polarity, item.cohorts = True, polarity, scope
            own_label = own_label or after_label
            after_label = False
            if names_patients(body) or (of_others and not own_label):
                of_others = own_label = False
            if names_others(body):
                of_others, own_label = True, False
            item.of_others = of_others
            items.append(item)
            stack = []
            continue
        labels = cohort_heading(body)
        if numbers.goes_on(marker_match["number"], indent, bool(scope)):
            scope, stack = (), []  # the list of the whole trial goes on behind what was said of a cohort
        if labels is not None and not marker:
            scope = labels
            numbers.interrupted = True
            item.heading = True
            stack = []
        if not marker and labels is None and scope and EXCLUDES_BELOW.search(body):
            scope = ()  # exclusions of the whole trial after criteria of a cohort
        if not marker and _LABEL.match(body):
            item.heading = True
        if (not marker or body.isupper()) and _OTHERS_LINE.match(body):
            of_others, own_label, after_label = True, False, True
            item.heading = True
        elif (not marker or body.isupper()) and _PATIENTS_LINE.match(body):
            of_others = own_label = after_label = False
            item.heading = True
        else:
            after_label = False
        attach(item, stack)
        item.polarity = polarity_below(item, polarity)
        below = item.parent is not None and (item.parent.of_others or bool(_OTHERS_LINE.match(item.parent.text)))
        item.of_others = of_others or below or speaks_of_others(body)
        own = labels if item.heading and labels is not None else inline_cohorts(body)
        if not for_all_parts(body):
            item.cohorts = own or (item.parent.cohorts if item.parent else ()) or scope
        items.append(item)
    _take_controls_for_patients(items)
    if not any(names_patients(item.text) for item in items if not item.of_others):
        for item in items:
            item.of_others = False
    items = [part for item in items for part in with_numbered_parts(item)]
    items = [part for item in items for part in with_sentences_of_cohorts(item)]
    link_exceptions(items)
    return with_outer_cohorts(with_named_cohorts(items))


_CONTROLS = gated(r"^\W*(?:the\s+)?controls?(?:\s+(?:group|cohort|arm))?\s*:?\s*$", re.I)
_HAVE_CANCER = gated(r"\b(?:breast cancer|carcinoma|metasta\w+|stage\s[I1-4])", re.I)
_HAVE_NONE = gated(r"\b(?:no|not|without|never|free|risk|healthy|caregiv\w+|relatives?)\b", re.I)


def _take_controls_for_patients(items: list[Item]) -> None:
    """A control group 'newly diagnosed with stage I-III breast cancer' is one of patients."""
    for i, heading in enumerate(items):
        if not (heading.heading and heading.of_others and _CONTROLS.match(heading.text)):
            continue
        group = [heading, *takewhile(lambda item: item.of_others and not item.heading, items[i + 1 :])]
        told = [item.text for item in group if item.polarity == INCLUDE and _HAVE_CANCER.search(item.text)]
        if any(names_patients(text) and not _HAVE_NONE.search(text) for text in told):
            for item in group:
                item.of_others = False


class _RunningNumber:
    """The number last reached in a list of the whole trial, and whether a cohort's heading without number stood since."""

    def __init__(self) -> None:
        self._last: tuple[int, int] | None = None  # number, indent
        self.interrupted = False

    def goes_on(self, number: str | None, indent: int, in_cohort: bool) -> bool:
        """Whether the number continues the list that a cohort's heading interrupted."""
        if number is None or not number.isdigit():
            return False
        here = (int(number), indent)
        if not in_cohort:
            self._last, self.interrupted = here, False
            return False
        goes_on = self.interrupted and self._last is not None and here == (self._last[0] + 1, self._last[1])
        self.interrupted = False  # any other number begins, or continues, a list of the cohort's own
        if goes_on:
            self._last = here
        return goes_on


def _indent(text: str, start: int) -> int:
    """How far the line is set in; what is cut out of the middle of a line stands as its line does."""
    line = text[text.rfind("\n", 0, start) + 1 :]
    return len(line) - len(line.lstrip(" \t"))


_OTHERS_LINE = gated(
    rf"^\W*(?:(?:specific|criteria|eligibility|inclusion|for|the|family|informal|primary|adult|oncology)\s+){{0,4}}{OTHERS}(?:\s+(?:stakeholders?|group|cohort|arm|eligibility|criteria|participants?|only|subjects?|\([^()]{{0,60}}\)))*\s*:?\s*$",
    re.I,
)


_PATIENTS_LINE = gated(
    r"^\W*(?:(?:specific|criteria|eligibility|inclusion|for|the|adult|breast|cancer|metastatic)\s+){0,5}(?:patients?|survivors?|cases)(?:\s+(?:group|cohort|arm|eligibility|criteria|participants?|only))*\s*:?\s*$",
    re.I,
)
