"""Options of an any-of list that stand on the level of the line that opens it: '* One of the following:', '* Stage IV disease',
'* Unresectable local recurrence', '* ECOG 0-1'. Where the list ends is told by its signs ('; or', OR), or else by its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matcher.reading.gated import gated
from matcher.reading.layout.below import ANY_OF, EXAMPLES_BELOW, EXCLUDES_BELOW, MAY_CONSIST_OF, polarity_below
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.layout.nesting import marked_alike

# 'At least one of the following', 'Must satisfy one of:', 'Meets any of these:'; what it is told by, or done with, is no option
_OPENS = gated(
    r"^(?!.*\b(?:contracept\w+|birth control|blood|laboratory|tests?|imaging|scans?|function|measure(?:d|ments?)|determined|assessed|evaluated|methods?|techniques?|measurable|lesions?)\b)"
    r".*\b(?:one(?:\s+or\s+more)?|1|any(?:\s+one)?|either)(?:\s*\(1\))?\b[^.:]{0,40}?\b(?:of(?:\s+the)?(?:\s+(?:following|these|below)\b[^.:]{0,60})?|following\b[^.:]{0,60}|these\b[^.:]{0,40})\s*:?\s*$"
    r"|^.*\beither\s*:\s*$",
    re.I | re.S,
)

# What the options of one list speak of alike
_SUBJECTS = (
    gated(
        r"\b(?:prior|previous\w*|received|treated|progress\w+|relaps\w+|recurr(?:ence|ed)|refractory|resistan\w+|therap(?:y|ies)|regimens?|lines?|chemo\w*|inhibitors?)\b",
        re.I,
    ),
    gated(
        r"\b(?:stages?|metasta\w+|locally|local|regional|unresectable|inoperable|operable|advanced|DCIS|in situ|invasive|inflammatory|nod(?:e|es|al)|c?p?T[0-4]|c?p?N[0-3]\w*|tumou?r size|recurren\w+)\b",
        re.I,
    ),
    gated(
        r"\b(?:HER-?2\w*|ER|PR|PgR|HR|HoR|TNBC|triple[- ]negative|o?estrogen|progesterone|hormone[- ]receptor|luminal)\b",
        re.I,
    ),
    gated(
        r"\b(?:mutat\w+|variants?|alterations?|BRCA\w*|[gst]BRCA\w*|PALB2|PIK3CA|AKT1?|PTEN|ESR1|PD-?L1|CPS|TMB|MSI\w*|HRD|amplif\w+|fusions?|Ki-?67|Oncotype\w*|MammaPrint|recurrence score|grade)\b",
        re.I,
    ),
    gated(
        r"\b(?:\w*menopaus\w*|amenorr\w+|menses|oophorectom\w+|ovariectom\w+|ovarian|LH-?RH|Gn-?RH|FSH|o?estradiol|hysterectom\w+|age[ds]?)\b",
        re.I,
    ),
    gated(r"\b(?:measurable|evaluable|bone|lesions?|visceral|lytic)\b", re.I),
)  # fmt: skip
OF_TREATMENT, _OF_MENOPAUSE = 0, 4

# What is asked of everybody, as the whole of what opens a point
_DEMAND = gated(
    r"\W*(?:(?:all\s+|eligible\s+)?(?:patients?|participants?|subjects?|wom[ae]n|females?|males?|m[ae]n|adults?)\b|must\b|should\b|no\b|not\b|without\b|absence|ab(?:le|ility)\b|agree\w*|willing\w*|signed|written|informed|provi(?:de|sion)\w*|adequate|normal|"
    r"ECOG|Eastern|WHO\b|Zubrod|Karnofsky|KPS|performance|life\s+expectancy|expected|measurable|evaluable|at\s+least\s+(?:one|1)\s+(?:measurable|target|evaluable)|age[ds]?\b|negative\s+(?:serum|urine|pregnancy)|LVEF|left\s+ventric\w+|ANC\b|absolute|ha?emoglobin|platelets?|"
    r"bilirubin|creatinine|AST\b|ALT\b|toxicit\w+|resolution|recover\w+|availab\w+|archiv\w+|tissue|tumou?r\s+(?:tissue|sample)|histolog\w+|cytolog\w+|known\b|if\b|for\b|note\b|>=?\s*\d\d\s*years)",
    re.I,
)
_OF_HER = gated(r"\W*(?:wom[ae]n|females?|age[ds]?|>=?\s*\d\d\s*years|patients?|not?\b|without)\b", re.I)
# 'May or may not have elevated CA 15-3', 'Rising CA 15-3 is defined as ...', 'For patients who smoke, ...', among the options
_ASIDE = gated(
    r"^\W*(?:for|in)\s+(?:patients|participants|subjects|women|those)\b|\bdefined\s+as\b(?!\W*(?:one|any|either))|\b(?:may\s+or\s+may\s+not|(?:is|are)\s+(?:allowed|permitted|acceptable)|not\s+required)\b",
    re.I,
)
# 'No prior endocrine treatment for advanced disease', the second way in
_DENIED = gated(r"\W*(?:no|not|without)\b", re.I)
_SET_OFF = gated(r"[;,]\s*$")
_ENDS_WITH_OR = gated(r"\bor\W*$", re.I)
_BARE_OR = gated(r"\W*or\W*", re.I)
_BEGINS_WITH_OR = gated(r"\W*or\b", re.I)
_FIRST_WORD = gated(r"\W*(\w+)")
_FEWEST, _MOST_UNSURE = 2, 3


def set_options_in(items: Sequence[Item]) -> None:
    """Puts such options below the line that opens their list; a point of which it can't be told whether it is the next option, or
    asked of everybody, is marked as such."""
    for place, item in enumerate(items):
        _let_out_what_all_are_asked(item)
        if (
            item.children
            or item.polarity != INCLUDE
            or not (opens_options(item.text) or EXAMPLES_BELOW.search(item.text))
        ):
            continue
        options, unsure = _options(_beside(item, items[place + 1 :]))
        if len([one for one in options if not _BARE_OR.fullmatch(one.text)]) < _FEWEST:
            continue
        for option in options:
            if option.parent is not None:
                option.parent.children.remove(option)
            option.parent = item
            item.children.append(option)
            option.polarity = polarity_below(option, option.polarity)
        for one in unsure:
            one.perhaps_option = True


# What no list of options holds
_ASKED_OF_ALL = gated(
    r"\W*(?:(?:an?|the|adequate|good|patients?|participants?|must|have)\s+){0,4}?(?:ECOG|Eastern|WHO|Zubrod|Karnofsky|KPS|performance\s+status|life\s+expectancy|(?:written\s+|signed\s+)*(?:informed\s+)?consent|(?:organ|bone\s+marrow|liver|renal|hepatic|cardiac)\s+function|(?:negative\s+)?pregnancy\s+test)\b",
    re.I,
)


def _let_out_what_all_are_asked(item: Item) -> None:
    """'One of the following:' without a mark, '* Stage III disease', '* Stage IV disease', '* ECOG 0-1', '* Measurable disease': the
    last two stand beside the list."""
    below = item.children
    if item.marker or len(below) <= _FEWEST or below[0].indent != item.indent or not opens_options(item.text):
        return
    ends = next((n for n, one in enumerate(below) if _ASKED_OF_ALL.match(one.text)), len(below))
    if ends < _FEWEST:
        return
    for one in below[ends:]:
        one.parent = item.parent
    if item.parent is not None:
        place = item.parent.children.index(item) + 1
        item.parent.children[place:place] = below[ends:]
    del below[ends:]


def opens_options(text: str) -> bool:
    """Whether options, each of which is enough, follow behind a text that ends so."""
    return (
        _OPENS.match(text) is not None
        and ANY_OF.search(text) is not None
        and not EXCLUDES_BELOW.search(text)
        and not MAY_CONSIST_OF.search(text)
    )


def _beside(opening: Item, following: Sequence[Item]) -> Iterator[Item]:
    """The points that stand on one level behind the opening line: its own, or that of the marked points behind a bare line."""
    first: Item | None = None
    for other in following:
        if other.heading or other.polarity != INCLUDE or other.cohorts != opening.cohorts:
            return
        if first is not None and first.parent is other.parent and _BARE_OR.fullmatch(other.text):
            yield other
            continue
        if first is None:
            if other.parent is not opening.parent or (opening.marker and not marked_alike(opening, other)):
                return
            first = other
        if other.parent is first.parent and other.indent == first.indent and marked_alike(first, other):
            yield other
        elif (
            other.parent is first.parent
            or other.indent < first.indent
            or (first.parent is not None and first.parent not in other.ancestors())
        ):
            return


def _options(points: Iterator[Item]) -> tuple[list[Item], list[Item]]:
    """The points that are options, and those of which it can't be told."""
    options: list[Item] = []
    unsure: list[Item] = []
    subjects: frozenset[int] = frozenset()
    joined = ""  # what the point before ends with: 'or', a semicolon or comma
    signed = False  # whether signs tell where the list ends
    for point in points:
        if _BARE_OR.fullmatch(point.text):
            if not options or unsure:
                break
            options.append(point)
            joined, signed = "or", True
            continue
        if _ASIDE.search(point.text):
            continue
        own = subjects_of(point.text)
        if options and (joined == "or" or _BEGINS_WITH_OR.match(point.text)):
            goes_on, signed = not unsure, True
        elif len(options) < _FEWEST:
            goes_on = not _DEMAND.match(point.text) or bool(
                own and (not options or _alike(point, own, subjects, options))
            )
        elif signed:
            goes_on = bool(joined) and not (_DEMAND.match(point.text) and not own & subjects)
        else:
            told = _goes_on(point, own, subjects, options)
            goes_on = bool(told) and not unsure
            if told is None and len(unsure) < _MOST_UNSURE:
                unsure.append(point)
                continue
        if not goes_on:
            break
        subjects = own if not options else own & subjects if len(options) < _FEWEST else subjects
        options.append(point)
        last = joined == "or" and not _ENDS_WITH_OR.search(point.text)
        joined = (
            "" if last else "or" if _ENDS_WITH_OR.search(point.text) else ";" if _SET_OFF.search(point.text) else ""
        )
        signed = signed or bool(joined)
    return options, unsure


def _goes_on(point: Item, own: frozenset[int], subjects: frozenset[int], options: Sequence[Item]) -> bool | None:
    """Whether a point is the next option, by what it speaks of; None where it can't be told."""
    if not subjects:
        speak = all(subjects_of(option.text) for option in options)
        return None if own and speak and not _DEMAND.match(point.text) else False
    if _DEMAND.match(point.text):
        return _alike(point, own, subjects, options)
    return bool(own & subjects)


def _alike(point: Item, own: frozenset[int], subjects: frozenset[int], options: Sequence[Item]) -> bool:
    """Whether a point that may be asked of everybody is made as the options before it, or tells menopause as they do."""
    of_her = _OF_MENOPAUSE in own & subjects and _OF_HER.match(point.text) is not None
    denied = len(options) < _FEWEST and _DENIED.match(point.text) is not None
    same = all(_first_word(option.text) == _first_word(point.text) for option in options)
    return bool(own & subjects) and (of_her or denied or same)


def subjects_of(text: str) -> frozenset[int]:
    """Of the subjects of her disease those that a text speaks of."""
    return frozenset(n for n, subject in enumerate(_SUBJECTS) if subject.search(text))


def _first_word(text: str) -> str:
    found = _FIRST_WORD.match(text)
    return found[1].lower() if found else ""
