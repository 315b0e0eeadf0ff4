"""Which item stands below which, and what it inherits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE, PERMIT, Item

# An item that turns what is listed below it into exclusions, in whichever section it stands.
EXCLUDES_BELOW = gated(
    r"(?:must|should|may|can|do|does|shall|will)\s*not\s+(?:have|meet|be|show|present|fulfil+|receive)\b(?:(?!\b(?:and|but)\s+(?:must|should|shall|will)\s+(?:have|meet|be|show|fulfil)\b)[^.]){0,400}"
    r"\b(?:any|one|following|below)\b(?:(?!\b(?:and|but)\s+(?:must|should|shall|will)\s+(?:have|meet|be|show|fulfil)\b)[^.]){0,200}:?\s*$"
    r"|\b(?:excluded?|ineligible|disqualified|not\s+(?:be\s+)?eligible|exclusion)\b[^.]{0,80}(?::|\bif\b|\bfollowing\b[^.]*)\s*$"
    r"|\bnot\s+(?:be\s+)?(?:allowed|permitted|acceptable)\b[^.()]{0,40}:\s*$"
    r"|\b(?:must|should|shall|will)\s+(?:have|meet|fulfil+|show)\s+none\b[^.]*:?\s*$|\b(?:must|should)\s+be\s+free\s+(?:of|from)\b[^.:]*:\s*$"
    r"|^(?:no|none of|without|absence of)\b[^.]*\bfollowing\b(?!\s+(?:\w+\s+)?(?:examinations?|exams?|tests?|procedures?|assessments?|studies|methods?|imaging|evaluations?|surger\w+|\w*therap\w+|completion))[^.]*:?\s*$",
    re.I,
)


_INCLUDES_BELOW = gated(
    r"\b(?:must|should)\s+(?:have|meet|be|fulfil+|satisfy)\b[^.]*:?\s*$|\b(?:eligible|permitted|allowed)\b[^.]{0,60}"
    r"(?:if|provided|when|:)[^.]*$|^(?:except(?:ion)?s?|unless)\b[^.]*:?\s*$|(?<!target disease )\bexcept(?:ion)?s?\b[^.]{0,60}:?\s*$",
    re.I,
)


# What is listed below an exception to an exclusion asks for nothing: it lets somebody in. 'Target disease exceptions' are
# a sponsor's name for exclusions.
_PERMITS_BELOW = gated(
    r"^(?:except(?:ion)?s?|unless)\b[^.]*:?\s*$|(?<!target disease )\b(?:except(?:ion|ions|ing)?|unless|other than)\b[^.]{0,80}:?\s*$"
    r"|\b(?:eligible|permitted|allowed)\b[^.]{0,60}(?:if|provided|when)\b[^.]*:\s*$",
    re.I,
)


# 'The following are allowed:' asks for nothing of what is listed below it; 'the following are eligible' does among inclusions.
_ALLOWS_BELOW = gated(
    r"(?<!not )\b(?:allowed|permitted|acceptable|not\s+(?:an?\s+)?exclu\w+)\b(?:\s+(?:in|on|for|during|to)\s+[^.:]{1,40})?\s*:\s*$",
    re.I,
)
# 'Prior chemotherapy may consist of either or both of the following:' tells what may have been given.
MAY_CONSIST_OF = gated(
    r"\bmay\s+(?:consist of|include|comprise|contain|have\s+(?:had|received|included))\b[^.;:]{0,40}?\b(?:either|any|both|all|one)\b[^.;:]*\bfollowing\b[^.;:]*:\s*$",
    re.I,
)
_ELIGIBLE_BELOW = gated(r"(?<!not )(?<!not be )\beligible\s*:\s*$", re.I)


# 'None of: prior trastuzumab, prior pertuzumab'
_NONE_OF = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?)\s+)?(?:(?:must|should)\s+have\s+)?none\s+of(?:\s+the\s+following)?\s*:\s*\S",
    re.I,
)


# 'Brain MRI is required if they meet either of the following:' tells who is examined, not who is wanted.
_EXAMINES_BELOW = gated(
    r"(?:^|[;.]\s)\W*(?:[\w-]+\W+){0,6}?(?:MRI|imaging|CT|scans?|biops(?:y|ies)|echocardiogra\w+|ECGs?|testing|examinations?|evaluations?|contracepti\w+)\b(?!\W+(?:confirmed|proven|evidence|documented))"
    r"[^.]*\b(?:(?:required|mandatory|performed|necessary|needed|obtained|done|repeated)\b|if (?:they|the (?:patient|participant|subject)|any|either|one)\b)[^.]*:\s*$",
    re.I,
)


# 'Patients who meet the following need no axillary surgery:', 'Staging may be omitted in patients with:' tells who is let off.
_WAIVES_BELOW = gated(
    r"\b(?:(?:is|are)\s+not\s+(?:required|mandatory|necessary|needed|obliged)|need\s+not|do(?:es)?\s+not\s+(?:need|have)\s+to|(?:is|are)\s+exempt\w*"
    r"|(?:may|can|could)\s+(?:be\s+)?(?:omit\w*|skip\w*|waived?|forgo\w*|spared|dispensed))\b(?:(?!\b(?:but|must|should|however)\b)[^.])*:\s*$",
    re.I,
)
_OWN_DEMAND = gated(
    r"\W*(?:patients?|participants?|subjects?|women|no|not|must|should|prior|previous|able|ability|agree\w*|willing\w*|signed|written|informed|adequate|histolog\w+|life)\b",
    re.I,
)


# 'The following are not considered measurable:' explains a word; what is listed below it is asked of nobody.
_EXPLAINS_BELOW = gated(
    r"\bnot\s+(?:be\s+)?(?:(?:considered|regarded|counted|accepted|defined)\s+)?(?:as\s+|to\s+be\s+)?(?:an?\s+)?(?:\w+\s+)?(?:measurable|evaluable|target)\b[^.]*:?\s*$"
    r"|\b(?:considered|regarded|defined)\s+(?:as\s+|to\s+be\s+)?(?:non-?\s?|un|not\s+)(?:measurable|evaluable)\b[^.]*:?\s*$"
    r"|^(?:non-?\s?|un)measurable\s+(?:disease|lesions?|sites?)?\s*(?:\(?(?:includes?|is|are|defined|means|:)\b)?[^.]*:\s*$",
    re.I,
)


# 'All tumours must express it except:' asks nothing of those listed below.
_EXCEPTS_BELOW = gated(
    r"\b(?:must|should|required|requires?)\b[^.]*\bexcept(?:ions?)?(?:\s+(?:for|in))?(?:\s+the\s+following)?\s*:\s*$",
    re.I,
)


# 'No prior chemotherapy, with the following exceptions:' lets in what is listed below it.
_DENIES_BUT = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|must|have|has|with|had)\W+){0,4}(?:no|not|without|never)\b[^.]*\b(?:following exceptions?|except(?:ions? of|ing)?(?: for)?(?: the following)?)\s*:\s*$",
    re.I,
)


# 'Not eligible are women who ...; those with ...', 'Patients cannot be included if ...; if ...': so for every clause
_SOMEBODY = r"(?:(?:the\s+|all\s+)?(?:patients?|participants?|subjects?|women|persons?|people|those)\s+)"
SHUTS_OUT = gated(
    rf"(?:(?:not|non-?)\s?(?:eligible|included|admitted|accepted)|ineligible|excluded)\s+(?:(?:for|from|in|to)\s+(?:the|this)\s+(?:study|trial)\s+)?(?:are|is|were)\b\s*:?"
    rf"|{_SOMEBODY}?(?:cannot|can not|may not|must not|should not|will not|are not to)\s+be\s+(?:included|enrol\w+|accepted|admitted|eligible)\s*(?::|(?:,\s*)?\b(?:if|when|in case)\b)"
    rf"|{_SOMEBODY}(?:are|is|will be)\s+(?:excluded|ineligible|not\s+(?:eligible|included|admitted|accepted))(?:\s+from\s+(?:the|this)\s+(?:study|trial))?\s*(?::|(?:,\s*)?\b(?:if|when|in case)\b)"
    r"|we\s+(?:exclude|(?:do not|don['\u2019]t|will not|cannot)\s+(?:include|enrol\w*|accept|admit))\b",
    re.I,
)


_ENDS = gated(r"\.\s+(?=[A-Z(])")


def with_clauses_shut_out(item: Item) -> Iterator[Item]:
    """The item, cut before and behind a sentence that shuts somebody out in several clauses."""
    ends = [0, *(m.end() for m in _ENDS.finditer(item.text)), len(item.text)]
    spans = [(a, b) for a, b in pairwise(ends) if SHUTS_OUT.match(item.text, a) and ";" in item.text[a:b]]
    if item.heading or item.children or not spans:
        yield item
        return
    whole, before = item.text, item
    cuts = sorted({0, len(whole), *(cut for span in spans for cut in span)})
    for a, b in pairwise(cuts):
        part = item if a == 0 else Item(item.start + a, 0, "", item.indent, item.marker, item.polarity)
        part.text, part.cohorts, part.parent, part.of_others = (
            whole[a:b].rstrip(),
            item.cohorts,
            item.parent,
            item.of_others,
        )
        part.end = part.start + len(part.text)
        if (a, b) in spans:
            part.polarity = EXCLUDE
        if a and item.parent is not None:
            siblings = item.parent.children
            siblings.insert(siblings.index(before) + 1, part)
        before = part
        yield part


_LEVEL = {"": 0, "number": 1, "bullet": 1, "circled": 2, "roman": 2, "letter": 2}


def attach(item: Item, stack: list[Item]) -> None:
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
    if _goes_on_further_out(above, item):
        return False
    flat_waiver = item.marker == above.marker and _WAIVES_BELOW.search(above.text) is not None
    if flat_waiver and not _WHO_MAY_BEAR.search(above.text):  # not set in: up to the next demand
        return not _OWN_DEMAND.match(item.text) and all(child.indent == above.indent for child in above.children)
    opens = above.text.endswith(":") or bool(gated(r"\bfollowing\b[^.]*$").search(above.text))
    if item.marker == above.marker:
        return _is_section_of(item, above) or (opens and _numbered_within(item, above))
    return (
        _LEVEL[item.marker] > _LEVEL[above.marker]
        or (opens and (above.marker != "bullet" or item.marker == "number"))
        or (above.marker in ("number",) and item.marker == "bullet")
    )


def _goes_on_further_out(above: Item, item: Item) -> bool:
    """'* One of the following:', '1. ...', '2. ...', '* ...', none of them set in: the second bullet is the next of the outer list."""
    if item.marker != "bullet":
        return False
    return any((a.indent, a.marker, a.number) == (item.indent, "bullet", item.number) for a in above.ancestors())


def _is_section_of(item: Item, above: Item) -> bool:
    """'5.2.1' below '5.2', '1.1' below '1.'"""
    outer = above.number.strip("().:] ")
    return bool(outer) and item.number.strip("().:] ").startswith(f"{outer}.")


def _numbered_within(item: Item, above: Item) -> bool:
    """'(1)', '(2)' below '2. One of the following:', '-' below '*': a list within the list has its points marked in another way."""
    if item.marker == "bullet":
        return item.number != above.number
    form, outer = (gated(r"\d+").sub("0", i.number) for i in (item, above))
    begun = any(gated(r"\d+").sub("0", child.number) == form for child in above.children)
    return form != outer and (begun or gated(r"\d+").findall(item.number) == ["1"])


def polarity_below(item: Item, section: str) -> str:
    """The polarity that the nearest telling parent, or else the section, gives."""
    if _NONE_OF.match(item.text):
        return EXCLUDE
    for above in item.ancestors():
        if _DENIES_BUT.match(above.text) and above.polarity != EXCLUDE:
            return PERMIT
        if any(told.search(above.text) for told in (_EXPLAINS_BELOW, _EXAMINES_BELOW, _WAIVES_BELOW)):
            return PERMIT
        if EXCLUDES_BELOW.search(above.text):
            return EXCLUDE
        if _EXCEPTS_BELOW.search(above.text) or _ALLOWS_BELOW.search(above.text) or MAY_CONSIST_OF.search(above.text):
            return PERMIT
        if above.polarity == EXCLUDE and _ELIGIBLE_BELOW.search(above.text):
            return PERMIT
        if above.polarity == EXCLUDE and _PERMITS_BELOW.search(above.text):
            return PERMIT
        if above.polarity == EXCLUDE and _INCLUDES_BELOW.search(above.text):
            return INCLUDE
    return item.parent.polarity if item.parent else section


# 'Contraception is not needed in any of the following cases:', and on the lines below, not set in: sterile, past menopause
_WHO_MAY_BEAR = gated(
    r"(?:child-?\s?bearing|contracepti|birth\s+control|WOCBP)[^:]{0,200}\b(?:following|cases?|conditions?|criteria|met|applies|apply|holds?|true|defined|as|by)\b[^:.]{0,30}:\s*$",
    re.I,
)
_WAY_OUT = gated(
    r"menopaus|amenorr|menses|menstrua|steril|abstain|abstinen|abstention|vasectom|hysterect|oophorect|ovariect|salping|\btubal|fallopian|partner|intercourse",
    re.I,
)


def permit_ways_out_of_contraception(items: Sequence[Item]) -> None:
    """Points that tell who needs no contraception ask for nothing, where the layout doesn't put them below its line."""
    for i, item in enumerate(items):
        if item.children or not _WHO_MAY_BEAR.search(item.text):
            continue
        for other in takewhile(lambda other: _WAY_OUT.search(other.text) and not other.heading, items[i + 1 :]):
            if other.polarity == INCLUDE:
                other.polarity = PERMIT
