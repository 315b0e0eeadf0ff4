"""The eligibility text cut into items: which lines belong together, under which heading, nested how deep.

Sponsors write inclusion and exclusion under any heading form or none, as bullets, numbers, wrapped lines or one long
paragraph. The result is a list of `Item`s in text order, each knowing its parent, its polarity and its cohorts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from matcher.reading.cohorts.combinations import combinations_headed, length_of_heading
from matcher.reading.cohorts.headings import cohort_heading, for_all_parts
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.cohorts.openings import inline_cohorts
from matcher.reading.gated import gated
from matcher.reading.layout.below import EXCLUDES_BELOW, permit_ways_out_of_contraception, polarity_below
from matcher.reading.layout.bulleted_headings import heading_the_points_behind
from matcher.reading.layout.cohorts_of_items import with_counted_cohorts, with_outer_cohorts
from matcher.reading.layout.exceptions_behind import link_exceptions, link_points
from matcher.reading.layout.footnotes import link_footnotes
from matcher.reading.layout.headed_by_name import Line, headed_by_name
from matcher.reading.layout.headings import (
    OTHERS,
    names_others,
    names_patients,
    polarity_of_heading,
    speaks_of_others,
)
from matcher.reading.layout.item import EXCLUDE, INCLUDE, Item
from matcher.reading.layout.lines import continues, extend, lines_of, points_of, wrap_width
from matcher.reading.layout.named_cohorts import with_named_cohorts
from matcher.reading.layout.nesting import attach
from matcher.reading.layout.options_not_set_in import set_options_in
from matcher.reading.layout.parts_of_one_item import MARKER, marker_of, with_numbered_parts, with_sentences_of_cohorts
from matcher.reading.layout.points_in_line import with_points_in_line
from matcher.reading.layout.running_number import RunningNumber
from matcher.reading.layout.second_list import shut_out_by_second_list
from matcher.reading.layout.sections_of_cohorts import SectionsOfCohorts
from matcher.reading.layout.set_in_too_far import heading_what_follows
from matcher.reading.layout.shutting_out import with_clauses_shut_out

# Lines that head a part of the older records, with or without a colon: 'Age', 'Performance status', 'Endocrine therapy'.
_LABEL = gated(
    r"^(?:(?:disease|patient) characteristics|prior(?:/| and |\s)?concurrent therapy|characteristics|age|sex|gender|menopausal status|hormone receptor status|"
    r"performance status|life expectancy|hematopoietic|ha?ematologic(?:al)?|hepatic|renal|cardiovascular|cardiac|pulmonary|immunologic(?:al)?|neurologic(?:al)?|gastrointestinal|metabolic|"
    r"biologic(?:al)? therapy|chemotherapy|endocrine therapy|hormonal therapy|radiotherapy|radiation therapy|surgery|other(?: therapy)?|laboratory(?: values)?|organ function|"
    r"general|population(?: characteristics)?|disease|patients?|participants?|caregivers?|controls?)\s*[:.]{0,2}$",
    re.I,
)


@lru_cache(maxsize=4)
def items_of(text: str) -> tuple[Item, ...]:
    """The items of the plain criteria text, in order, linked to their parents. Kept for the readers of one trial."""
    items = _items_of(text)
    if not _excludes(items):  # no section of exclusions under a usual heading
        in_any_words = _items_of(text, headed_in_any_words=True)
        items = in_any_words if _excludes(in_any_words) else items
        shut_out_by_second_list(items)
    return tuple(items)


def _excludes(items: list[Item]) -> bool:
    return any(item.heading and item.polarity == EXCLUDE for item in items)


def _items_of(text: str, headed_in_any_words: bool = False) -> list[Item]:
    items = _Walk(text, headed_in_any_words).items
    _take_controls_for_patients(items)
    if not any(names_patients(item.text) for item in items if not item.of_others):
        for item in items:
            item.of_others = False
    items = [part for item in items for part in with_numbered_parts(item)]
    items = [part for item in items for part in with_points_in_line(item)]
    items = [part for item in items for part in with_sentences_of_cohorts(item)]
    items = [part for item in items for part in with_clauses_shut_out(item)]
    set_options_in(items)
    link_footnotes(items)
    link_exceptions(items)
    link_points(items)
    permit_ways_out_of_contraception(items)
    items = heading_what_follows(with_named_cohorts(with_counted_cohorts(items)))
    return with_outer_cohorts(heading_the_points_behind(items))


_HAS_A_WORD = re.compile(r"\w")
_LONGEST_BULLETED_HEADING = 80


class _Walk:
    """Down the lines of a text: the items, each with the section, the cohorts and the point that it stands below."""

    def __init__(self, text: str, headed_in_any_words: bool) -> None:
        self.items: list[Item] = []
        self._in_any_words = headed_in_any_words
        self._text = text
        self._stack: list[Item] = []
        self._polarity = INCLUDE
        self._scope: tuple[CohortLabel, ...] = ()
        self._others = _Others()
        self._numbers = RunningNumber()
        self._previous_end = 0
        self._width = wrap_width(text)
        self._points = points_of(text)
        self._sections = SectionsOfCohorts()
        lines = list(lines_of(text, headed_in_any_words))
        self._above_sections, above_lists = headed_by_name([self._line(start, end) for start, end in lines])
        self._named = self._above_sections | above_lists
        for start, end in lines:
            self._take(start, end)
        self._sections.share_the_last_exclusions(self.items)

    def _line(self, start: int, end: int) -> Line:
        found = MARKER.match(self._text, start, end)
        assert found is not None  # every part of the pattern is optional
        body = self._text[found.end() : end].rstrip()
        return Line(found.end(), body, marker_of(found), _indent(self._text, start))

    def _take(self, start: int, end: int) -> None:
        found = MARKER.match(self._text, start, end)
        assert found is not None  # every part of the pattern is optional
        body = self._text[found.end() : end].rstrip()
        if not _HAS_A_WORD.search(body):
            return
        if heading := length_of_heading(body):
            self._take(start, found.end() + heading)
            self._take(found.end() + heading, end)
            return
        blank_before = "\n\n" in self._text[self._previous_end : start + 1]
        self._previous_end = end
        marker = marker_of(found)
        point = self._points.get(start)
        of_section = marker == "section"
        marker = "number" if marker in ("section", "counted", "dashed") else marker
        if point is not None:
            marker = "" if point.label else "bullet"
        elif found.end() not in self._named and self._goes_on(
            start, end, "" if of_section else marker, blank_before, of_section
        ):
            extend(self.items[-1], self._text, end)
            return
        indent = _indent(self._text, start) if point is None else point.depth
        item = Item(found.end(), found.end() + len(body), body, indent, marker)
        item.number = found.group().strip() if marker in ("number", "bullet") else ""
        item.column = item.start - self._text.rfind("\n", 0, item.start) - 1
        in_any_words = self._in_any_words and marker != "bullet"
        polarity = polarity_of_heading(body, point=bool(marker), in_any_words=in_any_words)
        bulleted = marker == "bullet" and (len(body) > _LONGEST_BULLETED_HEADING or "following" in body.lower())
        if polarity is not None and not bulleted:
            self._open_section(item, polarity)
        else:
            self._add(item, found["number"] or found["counted"] or found["dashed"])
        self.items.append(item)

    def _goes_on(self, start: int, end: int, marker: str, blank_before: bool, of_section: bool) -> bool:
        """Whether the line is the rest of the one before."""
        if not self.items or marker or blank_before:
            return False
        if of_section and _is_next(self.items[-1].number, self._text[start:end]):
            return False  # '1.1 ..., or' and '1.2 ...'
        if of_section:
            return _BEFORE_A_FIGURE.search(self.items[-1].text[-20:]) is not None
        return continues(self.items[-1], self._text[start:end], self._width, self._in_any_words)

    def _open_section(self, item: Item, polarity: str) -> None:
        own = cohort_heading(item.text) or ()
        self._polarity, self._scope, self._stack = polarity, self._sections.cohorts_of(item, own, self.items), []
        item.heading, item.polarity, item.cohorts = True, polarity, self._scope
        self._others.at_section(item.text)
        item.of_others = self._others.here

    def _add(self, item: Item, number: str | None) -> None:
        labels = self._labels_of(item, number)
        body, plain = item.text, not item.marker
        if (plain or _OF_SECTION.search(item.number)) and _LABEL.match(body):
            item.heading = True
        if self._others.at_line(body, plain or body.isupper()):
            item.heading = True
        attach(item, self._stack)
        item.polarity = polarity_below(item, self._polarity)
        below = item.parent is not None and (item.parent.of_others or bool(_OTHERS_LINE.match(item.parent.text)))
        item.of_others = self._others.here or below or speaks_of_others(body)
        own = labels if item.heading and labels is not None else inline_cohorts(body) or labels
        if not for_all_parts(body):
            item.cohorts = own or (item.parent.cohorts if item.parent else ()) or self._scope

    def _labels_of(self, item: Item, number: str | None) -> tuple[CohortLabel, ...] | None:
        """The cohorts that the line heads, None where it is no such heading; what stands below is theirs."""
        named = self._named.get(item.start)
        labels = named or combinations_headed(item.text) or cohort_heading(item.text)
        above = self.items[-1] if self.items else None
        opens_its_list = above is not None and above.heading and bool(self._scope)
        if self._numbers.goes_on(number, item.indent, bool(self._scope)) and not opens_its_list:
            self._scope, self._stack = (), []  # the list of the whole trial goes on behind what was said of a cohort
        if (
            item.marker
            and item.start not in self._above_sections
            and not (labels == () and _OF_SECTION.search(item.number))
        ):
            return labels
        if labels and labels[0].kind == "dose" and self._scope and self._scope[0].kind != "dose":
            return None  # 'Dose expansion' within 'Module 2'
        if labels is not None:
            self._sections.cohort_headed(item)
            self._scope, self._stack = labels, []
            self._numbers.interrupted = True
            item.heading = True
        elif self._scope and EXCLUDES_BELOW.search(item.text):
            self._scope = ()  # exclusions of the whole trial after criteria of a cohort
        return labels


class _Others:
    """Whether the lines are for others than the patients: caregivers, controls, clinicians."""

    def __init__(self) -> None:
        self.here = False
        self._said_above = False  # in a line of its own, above the headings of inclusion and exclusion
        self._said_just_now = False  # that line was the last one

    def at_section(self, heading: str) -> None:
        self._said_above = self._said_above or self._said_just_now
        self._said_just_now = False
        if names_patients(heading) or (self.here and not self._said_above):
            self.here = self._said_above = False
        if names_others(heading):
            self.here, self._said_above = True, False

    def at_line(self, body: str, may_head: bool) -> bool:
        """Takes a line in; true where it says for whom the lines below are."""
        if may_head and _OTHERS_LINE.match(body):
            self.here, self._said_above, self._said_just_now = True, False, True
            return True
        self._said_just_now = False
        if may_head and _PATIENTS_LINE.match(body):
            self.here = self._said_above = False
            return True
        return False


_OF_SECTION = gated(r"\d\.\d")  # '5.2 Disease'


def _is_next(number: str, line: str) -> bool:
    """Whether a line is numbered as the point behind `number`: '1.2 ...' behind '1.1'."""
    before, here = (gated(r"\W*(\d+(?:\.\d+)*)\.(\d+)").match(text) for text in (number, line))
    return before is not None and here is not None and here[1] == before[1] and int(here[2]) == int(before[2]) + 1


# '... (see Section', and on the next line '5.2 Prior therapy)'
_BEFORE_A_FIGURE = gated(
    r"(?:\b(?:sections?|see|appendix|table|version|than|of|to|and|or|least|most|by|x)|[<>=,(])\s*$", re.I
)


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


_SET_IN = re.compile(r"[ \t]*")


def _indent(text: str, start: int) -> int:
    """How far the line is set in; what is cut out of the middle of a line stands as its line does."""
    begins = text.rfind("\n", 0, start) + 1
    found = _SET_IN.match(text, begins)
    assert found is not None  # it matches the empty text as well
    return len(found.group())


_OTHERS_LINE = gated(
    rf"^\W*(?:(?:specific|criteria|eligibility|inclusion|for|the|family|informal|primary|adult|oncology)\s+){{0,4}}{OTHERS}(?:\s+(?:stakeholders?|group|cohort|arm|eligibility|criteria|participants?|only|subjects?|\([^()]{{0,60}}\)))*\s*:?\s*$",
    re.I,
)


_PATIENTS_LINE = gated(
    r"^\W*(?:(?:specific|criteria|eligibility|inclusion|for|the|adult|breast|cancer|metastatic)\s+){0,5}(?:patients?|survivors?|cases)(?:\s+(?:group|cohort|arm|eligibility|criteria|participants?|only))*\s*:?\s*$",
    re.I,
)
