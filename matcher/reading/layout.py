"""The eligibility text cut into items: which lines belong together, under which heading, nested how deep.

Sponsors write inclusion and exclusion under any heading form or none, as bullets, numbers, wrapped lines or one long
paragraph. The result is a list of `Item`s in text order, each knowing its parent, its polarity and its cohorts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from matcher.reading.cohorts import CohortLabel, cohort_heading, inline_cohorts, tumour_heading
from matcher.reading.population import BREAST, OTHER_TUMOUR

INCLUDE, EXCLUDE, PERMIT = "include", "exclude", "permit"


@dataclass(slots=True, eq=False)
class Item:
    """A bullet, numbered point, paragraph or heading: `plain[start:end]` of the text, marker left out.

    polarity: `include`, `exclude` or `permit` (below an exception), after its heading and parents. cohorts: the labels of the cohorts that it is
    written for; empty where it is for all.
    """

    start: int
    end: int
    text: str
    indent: int
    marker: str
    polarity: str = INCLUDE
    heading: bool = False
    parent: Item | None = None
    children: list[Item] = field(default_factory=list)
    cohorts: tuple[CohortLabel, ...] = ()
    of_others: bool = False  # asked of caregivers, healthy controls or clinicians who join beside the patients
    sentences: Any = None  # kept by the reader of sentences, which stands above this module

    def ancestors(self) -> Iterator[Item]:
        item = self.parent
        while item is not None:
            yield item
            item = item.parent


# ---------------------------------------------------------------- lines

_MARKER = re.compile(
    r"[ \t]*(?:(?P<bullet>[*+\-]+|o(?=\s))[ \t]+|(?P<circled>[\u2460-\u2473])[ \t]*|\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)\]:]+[ \t]*(?=\D)"
    r"|\(?(?P<roman>[ivxIVX]{1,5})[.)][ \t]+|\(?(?P<letter>[a-zA-Z])[.)][ \t]+)?"
)
_HEADING_WORDS = (
    r"(?:(?:key|main|major|principal|general|specific|additional|core|common|primary|other|patient|subject|"
    r"participant|study|trial|clinical|protocol|eligibility|basic|overall|detailed|summary|the|cohort[- ]specific)\s+){0,3}"
)
_POLARITY_HEADING = re.compile(
    r"^[\W\d]*(?:[a-zA-Z]{1,3}[.)]\s+)?(?P<before>(?:[\w/.,()-]+\s+){0,8}?)"
    + _HEADING_WORDS
    + r"(?P<word>inclusions?|exclusions?|eligibility|non-?inclusion)\b(?:\s*[/&]\s*exclusion)?(?P<criteria>\s+criteri(?:a|on))?"
    r"(?P<rest>[^:\n.]{0,80})(?P<colon>[:.]|$)",
    re.I,
)
_INLINE_HEADING = re.compile(
    r"(?<=[.;)\s])(?=(?:(?:key|main|major)\s+)?(?:inclusion|exclusion)\s+criteria\s*:)|(?<=[.;]\s)(?=(?:inclusion|exclusion)\s*:)",
    re.I,
)
# Sections that are named in other words, as whole lines.
_EXCLUDING_LINE = re.compile(
    r"^\W*(?:(?:who|you|patients?|participants?|subjects?|women|people)\s+(?:can|may|is|are|should|must|will|do)\s*(?:not|n't)(?:\s+(?:be|able|to|eligible|participate|join|take|part|enter|qualify|have|if|in|this|the|study|trial))*"
    r"|contra-?indications?|ineligibility(?:\s+criteria)?|exclusionary\s+criteria|reasons?\s+for\s+(?:exclusion|ineligibility)|disqualif\w+(?:\s+\w+)?)\W*$",
    re.I,
)
_INCLUDING_LINE = re.compile(
    r"^\W*(?:who\s+(?:can|may|is|should)(?:\s+(?:be|able|to|eligible|participate|join|take|part|in|this|the|study|trial))*|indications?)\W*$",
    re.I,
)
_OPENS_HEADING = re.compile(
    r"\b(?:key|main|major|general|specific|additional|common|principal|other|primary|patient|subject|study|and|of|the|all|"
    r"meet|following)\s*$",
    re.I,
)
_CIRCLED = re.compile(r"[\u2460-\u2473]")
_INLINE_BULLET = re.compile(r"(?:(?<=[.:;)])|(?<=\s))\s*(?<!\w)[*•]\s+(?=\S)")
_INLINE_NUMBER = re.compile(r"(?:(?<=[.:;,)\w])\s+|^\s*)\(?(\d{1,2})[.)]\)?\s*(?=[A-Za-z(<>=])")
_INLINE_DASH = re.compile(r"(?<=[.:;])\s+-\s*(?=[A-Z])")
_LONG_LINE = 400

# An item that turns what is listed below it into exclusions, in whichever section it stands.
_EXCLUDES_BELOW = re.compile(
    r"(?:must|should|may|can|do|does|shall|will)\s*not\s+(?:have|meet|be|show|present|fulfil+|receive)\b[^.]*"
    r"\b(?:any|one|following|below)\b[^.]*:?\s*$"
    r"|\b(?:excluded?|ineligible|disqualified|not\s+(?:be\s+)?eligible|exclusion)\b[^.]{0,80}(?::|\bif\b|\bfollowing\b[^.]*)\s*$"
    r"|^(?:no|none of|without|absence of)\b[^.]*\bfollowing\b(?!\s+(?:\w+\s+)?(?:examinations?|exams?|tests?|procedures?|assessments?|studies|methods?|imaging|evaluations?|surger\w+|\w*therap\w+|completion))[^.]*:?\s*$",
    re.I,
)
_INCLUDES_BELOW = re.compile(
    r"\b(?:must|should)\s+(?:have|meet|be|fulfil+|satisfy)\b[^.]*:?\s*$|\b(?:eligible|permitted|allowed)\b[^.]{0,60}"
    r"(?:if|provided|when|:)[^.]*$|^(?:except(?:ion)?s?|unless)\b[^.]*:?\s*$|\bexcept(?:ion)?s?\b[^.]{0,60}:?\s*$",
    re.I,
)

# What is listed below an exception to an exclusion asks for nothing: it lets somebody in.
_PERMITS_BELOW = re.compile(
    r"^(?:except(?:ion)?s?|unless)\b[^.]*:?\s*$|\b(?:except(?:ion|ions|ing)?|unless|other than)\b[^.]{0,80}:?\s*$"
    r"|\b(?:eligible|permitted|allowed)\b[^.]{0,60}(?:if|provided|when)\b[^.]*:\s*$",
    re.I,
)


# Lines that head a part of the older records, with or without a colon: 'Age', 'Performance status', 'Endocrine therapy'.
_LABEL = re.compile(
    r"^(?:disease characteristics|patient characteristics|prior(?:/| and |\s)?concurrent therapy|characteristics|age|sex|gender|menopausal status|hormone receptor status|"
    r"performance status|life expectancy|hematopoietic|ha?ematologic(?:al)?|hepatic|renal|cardiovascular|cardiac|pulmonary|immunologic(?:al)?|neurologic(?:al)?|gastrointestinal|metabolic|"
    r"biologic(?:al)? therapy|chemotherapy|endocrine therapy|hormonal therapy|radiotherapy|radiation therapy|surgery|other(?: therapy)?|laboratory(?: values)?|organ function|"
    r"general|population(?: characteristics)?|disease|patients?|participants?|caregivers?|controls?)\s*[:.]{0,2}$",
    re.I,
)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the lines; long lines are cut before inline headings, bullets and running numbers."""
    position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        cuts = sorted({start, end, *(start + cut for cut in _inline_cuts(line))})
        for a, b in zip(cuts, cuts[1:], strict=False):
            if text[a:b].strip():
                yield a, b


_HEADING_AT_MOST = 160  # characters


def _inline_cuts(line: str) -> set[int]:
    cuts = {m.start() for m in _INLINE_HEADING.finditer(line) if not _goes_with_heading(line, m.start())}
    cuts |= {m.start() for m in _CIRCLED.finditer(line)}
    cuts |= {m.end() for m in _COLON_HEADING.finditer(line)}
    heading = _POLARITY_HEADING.match(line[:_HEADING_AT_MOST]) if len(line) > 20 else None
    if heading and heading["colon"] == ":" and heading["criteria"] and line[heading.end() :].strip():
        cuts.add(heading.end())
    bullets = [m.start() for m in _INLINE_BULLET.finditer(line) if m.start() > 3]
    if bullets and (len(bullets) > 1 or len(line) > _LONG_LINE):
        cuts |= set(bullets)
    if len(line) > 150:
        cuts |= _running_numbers(line)
    dashes = [m.start() for m in _RUNNING_DASH.finditer(line)]
    if len(dashes) > 1 and _OPENS_DASHED.search(line):
        cuts |= set(dashes)
    if len(line) > _LONG_LINE:
        dashes = [m.start() for m in _INLINE_DASH.finditer(line)]
        cuts |= set(dashes) if len(dashes) > 1 else set()
    return cuts


# '... criteria: - first point - second point' in one line
_RUNNING_DASH = re.compile(r"(?:(?<=\s)|^)-\s+(?=[A-Z][a-z]|[A-Z]{3}|[<>])")
_OPENS_DASHED = re.compile(r"(?:^|:)\s*-\s+\S")


def _goes_with_heading(line: str, start: int) -> bool:
    """Whether the words before an inline heading belong to it: 'Caregiver exclusion criteria:'."""
    before = line[:start]
    return bool(_OPENS_HEADING.search(before)) or (len(before.split()) <= 4 and not re.search(r"[.;):]\s*$", before))


_COLON_HEADING = re.compile(
    r"^\W*(?:(?:key|main|major)\s+)?(?:inclusion|exclusion)(?:\s+criteria)?\s*:+\s*(?=\S)"
    r"|(?<=[.;)\s])(?:(?:key|main|major)\s+)?(?:inclusion|exclusion)\s+criteria\s*:+\s*(?=\S)|(?<=[.;]\s)(?:inclusion|exclusion)\s*:+\s*(?=\S)",
    re.I,
)


def _running_numbers(line: str) -> set[int]:
    """Where '1.', '2.', '3.' ... run through a line in order."""
    cuts: set[int] = set()
    expected = 1
    for m in _INLINE_NUMBER.finditer(line):
        number = int(m[1])
        if number == 1 or number == expected:
            cuts.add(m.start())
            expected = number + 1
    return cuts if len(cuts) > 1 else set()


# ---------------------------------------------------------------- items


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
    own_label = False  # ... and says so in a line of its own, above the headings of inclusion and exclusion
    after_label = False  # that line was the last one
    previous_end = 0
    width = _wrap_width(text)
    for start, end in _lines(text):
        marker_match = _MARKER.match(text, start, end)
        assert marker_match is not None  # every part of the pattern is optional
        marker = next((k for k in ("bullet", "circled", "number", "roman", "letter") if marker_match[k]), "")
        body = text[marker_match.end() : end].rstrip()
        if not re.search(r"\w", body):
            continue
        blank_before = "\n\n" in text[previous_end : start + 1]
        previous_end = end
        if items and not marker and not blank_before and _continues(items[-1], text[start:end], width):
            _extend(items[-1], text, end)
            continue
        indent = len(text[start : marker_match.end()]) - len(text[start : marker_match.end()].lstrip())
        item = Item(marker_match.end(), marker_match.end() + len(body), body, indent, marker)
        heading = _polarity_of_heading(body)
        if heading is not None and not (marker == "bullet" and len(body) > 80):
            polarity = heading
            scope = cohort_heading(body) or ()
            item.heading, item.polarity, item.cohorts = True, polarity, scope
            own_label = own_label or after_label
            after_label = False
            if _names_patients(body) or (of_others and not own_label):
                of_others = own_label = False
            if _names_others(body):
                of_others, own_label = True, False
            item.of_others = of_others
            items.append(item)
            stack = []
            continue
        labels = cohort_heading(body)
        if labels is not None and not marker:
            scope = labels
            item.heading = True
            stack = []
        if not marker and labels is None and scope and _EXCLUDES_BELOW.search(body):
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
        _attach(item, stack)
        item.polarity = _polarity_below(item, polarity)
        below = item.parent is not None and (item.parent.of_others or bool(_OTHERS_LINE.match(item.parent.text)))
        item.of_others = of_others or below
        own = labels if item.heading and labels is not None else inline_cohorts(body)
        item.cohorts = own or (item.parent.cohorts if item.parent else ()) or scope
        items.append(item)
    if not any(_names_patients(item.text) for item in items if not item.of_others):
        for item in items:
            item.of_others = False
    return _with_outer_cohorts(_with_tumour_cohorts([part for item in items for part in _with_numbered_parts(item)]))


def _with_outer_cohorts(items: list[Item]) -> list[Item]:
    """'Phase 1b' above 'Cohort 1', 'Part 2 Cohort 1': wherever Cohort 1 is named, it is that of the outer part."""
    outer: dict[CohortLabel, set[str]] = {}
    for item in items:
        above = item.parent.cohorts if item.parent else ()
        for label in item.cohorts:
            if label.within:
                outer.setdefault(label._replace(within=""), set()).add(label.within)
            elif len(above) == 1 and label.kind and above[0].kind not in ("", label.kind) and label not in above:
                outer.setdefault(label, set()).add(str(above[0]))
    for item in items:
        item.cohorts = tuple(
            label._replace(within=next(iter(outer[label]))) if len(outer.get(label, ())) == 1 else label
            for label in item.cohorts
        )
    return items


# Others who join beside the patients, as the name of a section.
_OTHERS = (
    r"(?:healthy? cohorts?|care-?givers?|carers?|(?:healthy|normal|non-?cancer|cancer-free)\s+(?:controls?|volunteers?|participants?|subjects?|individuals|women|donors?|people|adults)|controls?(?:\s+group)?|volunteers|"
    r"(?:health\s?care\s+)?(?:providers?|professionals?|workers?)|clinicians?|physicians?|oncologists?|surgeons?|nurses?|staff|family\s+members?|spouses?|partners?|relatives|support\s+persons?|donors?)"
)
_OTHERS_LINE = re.compile(
    rf"^\W*(?:(?:specific|criteria|eligibility|inclusion|for|the|family|informal|primary|adult|oncology)\s+){{0,4}}{_OTHERS}(?:\s+(?:stakeholders?|group|cohort|arm|eligibility|criteria|participants?|only|subjects?|\([^()]{{0,60}}\)))*\s*:?\s*$",
    re.I,
)
_PATIENTS_LINE = re.compile(
    r"^\W*(?:(?:specific|criteria|eligibility|inclusion|for|the|adult|breast|cancer|metastatic)\s+){0,5}(?:patients?|survivors?|cases)(?:\s+(?:group|cohort|arm|eligibility|criteria|participants?|only))*\s*:?\s*$",
    re.I,
)
_PATIENTS = re.compile(r"\b(?:patients?|survivors?|cases|(?:women|people|participants|adults|those) with)\b", re.I)


def _names_others(heading: str) -> bool:
    return bool(re.search(rf"\b{_OTHERS}\b", heading, re.I)) and not _names_patients(heading)


def _names_patients(text: str) -> bool:
    return bool(_PATIENTS.search(re.sub(r"\bhealthy patients?\b", "", text, flags=re.I)))


def _with_numbered_parts(item: Item) -> Iterator[Item]:
    """The item, and as its children the points '1) ... 2) ...' that run through its (wrapped) text."""
    cuts = sorted(_running_numbers(item.text)) if len(item.text) > 120 and not item.children else []
    if not cuts or cuts[0] < 3:
        yield item
        return
    bounds = [*cuts, len(item.text)]
    points = list(zip(bounds, bounds[1:], strict=False))
    whole, item.text = item.text, item.text[: cuts[0]].rstrip()
    start, item.end = item.start, item.start + len(item.text)
    yield item
    for a, b in points:
        body = whole[a:b].rstrip()
        marker = _MARKER.match(body)
        skip = marker.end() if marker else 0
        if re.search(r"\w", body[skip:]):
            child = Item(start + a + skip, start + a + len(body), body[skip:], item.indent + 2, "number", item.polarity)
            child.parent, child.cohorts = item, item.cohorts
            child.polarity = _polarity_below(child, item.polarity)
            item.children.append(child)
            yield child


def _with_tumour_cohorts(items: list[Item]) -> list[Item]:
    """Where two or more tumour types head criteria of their own, each is a cohort with what stands below it."""
    headed = [
        (item, label)
        for item in items
        if (_heads(item) or _opens_with_its_name(item)) and (label := tumour_heading(item.text))
    ]
    labels = {label for _, label in headed}
    if len(labels) < 2 or not any(
        re.search(r"breast|TNBC|BC\b|other|solid|HER-?2|triple|\b[HEP]R\b|hormone", label.name, re.I)
        for label in labels
    ):
        return items
    for item, label in headed:
        outer = item.cohorts
        for member in _scope_of(item, items, {id(h) for h, _ in headed}):
            member.cohorts = tuple(label._replace(within=str(o)) for o in outer) or (label,)
        item.heading = item.heading or _heads(item)
    for above in {id(i.parent): i.parent for i, _ in headed if i.parent is not None}.values():
        _name_the_others(above, {id(item) for item, _ in headed})
    return items


def _name_the_others(above: Item, named: set[int]) -> None:
    """Tumours that stand in the same list as those with a name and a colon are cohorts as well."""
    if len([child for child in above.children if id(child) in named]) < 2:
        return
    for child in above.children:
        if id(child) not in named and child.cohorts == above.cohorts and _NAMES_TUMOUR.search(child.text):
            label = CohortLabel("", " ".join(child.text.split())[:50])
            for member in (child, *_all_below(child)):
                member.cohorts = tuple(label._replace(within=str(o)) for o in above.cohorts) or (label,)


def _all_below(item: Item) -> Iterator[Item]:
    for child in item.children:
        yield child
        yield from _all_below(child)


_NAMES_TUMOUR = re.compile(rf"{BREAST.pattern}|{OTHER_TUMOUR.pattern}|\bHER-?2\b|\btriple[- ]negative", re.I)


def _heads(item: Item) -> bool:
    return bool(item.children) or (not item.marker and item.text.rstrip().endswith(":"))


def _opens_with_its_name(item: Item) -> bool:
    return bool(re.match(r"[^:.;]{2,90}:\s*\S", item.text)) and not item.heading


def _scope_of(item: Item, items: list[Item], headings: set[int]) -> Iterator[Item]:
    yield item
    if _opens_with_its_name(item) and not item.children:
        return
    if item.children:
        yield from (other for other in items if item in other.ancestors())
        return
    following = items[items.index(item) + 1 :]
    for other in following:
        if other.heading or id(other) in headings or other.polarity != item.polarity:
            return
        yield other


def _extend(item: Item, text: str, end: int) -> None:
    item.text = text[item.start : end].rstrip()
    item.end = item.start + len(item.text)


_WRAPPED_AT_MOST = 100  # characters; a text whose longest line is shorter was wrapped by whoever entered it


def _wrap_width(text: str) -> int:
    """The width at which the text was wrapped; 0 where it was not."""
    longest = max(map(len, text.split("\n")))
    return longest if 40 < longest <= _WRAPPED_AT_MOST else 0


def _continues(item: Item, line: str, width: int) -> bool:
    """Whether `line` (without marker) goes on with the line above it: its first word would not have fitted there, or
    it opens in the middle of a sentence."""
    line = line.strip()
    if item.heading or _polarity_of_heading(line) is not None or item.text.endswith((".", ":", "!", "?")):
        return False
    if line[0].islower() or line[0] in "(,":
        return True
    if item.text.endswith(";") or not width:
        return False
    last_line = item.text.rsplit("\n", 1)[-1]
    return len(last_line) + item.indent + 1 + len(line.split(None, 1)[0]) > width - 4


def _polarity_of_heading(body: str) -> str | None:
    if len(body) > _HEADING_AT_MOST:
        return None
    if len(body) < 90 and _EXCLUDING_LINE.match(body):
        return EXCLUDE
    if len(body) < 60 and _INCLUDING_LINE.match(body):
        return INCLUDE
    body = re.sub(r"[*_#\s-]+$", "", body)
    found = _POLARITY_HEADING.match(body)
    if found is None or (found["rest"] and not found["colon"]):
        return None
    bare = not found["criteria"]
    if bare and (found["before"].strip() or len(body) > 40 or found["rest"].strip()):
        return None
    if len(found["before"].split()) > 4 and not body.rstrip().endswith(":"):
        return None
    after = body[found.end() :].strip()
    if after and found["colon"] != ":":
        return None
    word = found["word"].lower()
    if word.startswith("exclusion") and re.match(r"inclusion\s*(?:/|and|&|or)", found["before"] or "", re.I):
        return INCLUDE
    if re.search(r"\binclusion\s*(?:/|and|&)\s*exclusion", body, re.I):
        return INCLUDE
    return EXCLUDE if word.startswith(("exclusion", "non-inclusion", "noninclusion")) else INCLUDE


_LEVEL = {"": 0, "number": 1, "bullet": 1, "circled": 2, "roman": 2, "letter": 2}


def _attach(item: Item, stack: list[Item]) -> None:
    """Finds the item's parent on the stack of open items and opens the item."""
    while stack and not _contains(stack[-1], item):
        stack.pop()
    if stack:
        item.parent = stack[-1]
        stack[-1].children.append(item)
    stack.append(item)


def _contains(above: Item, item: Item) -> bool:
    if item.indent != above.indent:
        return item.indent > above.indent
    if not item.marker:
        return False
    if not above.marker:
        return above.text.endswith(":") or above.heading
    if item.marker == above.marker:
        return False
    opens = above.text.endswith(":") or bool(re.search(r"\bfollowing\b[^.]*$", above.text))
    return (
        _LEVEL[item.marker] > _LEVEL[above.marker]
        or (opens and above.marker != "bullet")
        or (above.marker in ("number",) and item.marker == "bullet")
    )


def _polarity_below(item: Item, section: str) -> str:
    """The polarity that the nearest telling parent, or else the section, gives."""
    for above in item.ancestors():
        if _EXCLUDES_BELOW.search(above.text):
            return EXCLUDE
        if above.polarity == EXCLUDE and _PERMITS_BELOW.search(above.text):
            return PERMIT
        if above.polarity == EXCLUDE and _INCLUDES_BELOW.search(above.text):
            return INCLUDE
    return item.parent.polarity if item.parent else section
