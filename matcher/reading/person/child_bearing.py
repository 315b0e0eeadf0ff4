"""Sentences on those who may bear children, or may not: duties and definitions, which ask for no menopausal status."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.pattern import blanked
from matcher.reading.person.men_and_women import OF_A_DUTY
from matcher.reading.person.menopause_explained import asks_for_it, states_it
from matcher.reading.sentences import Sentence


def stands_below_a_duty(sentence: Sentence) -> bool:
    """Whether the sentence stands below one about those who may bear children: it defines, it asks for nothing."""
    return sentence.item is not None and any(OF_A_DUTY.search(above.text) for above in sentence.item.ancestors())


_BEARS_NO_CHILDREN = gated(
    r"\b(?:non|not(?:\s+of)?|no|without)[\s-]{1,2}child-?\s?bearing|\b(?:incapable\s+of|unable\s+to|not\s+able\s+to|cannot)\s+(?:\w+\s+){0,2}?(?:pregnan|conceiv|bear)",
    re.I,
)


# 'Female participants must be either:' / 'postmenopausal for a year' / 'surgically sterile, or' / 'using contraception'
_OTHER_WAY = gated(
    r"\bsteril|\bcontracep|\bbirth\s+control|\bhysterectom|\btubal|\babstin|\bchild-?\s?bearing\s+(?:potential|age)",
    re.I,
)


_ONE_IS_ENOUGH = gated(r"\b(?:either|(?:any|at least)?\s?one\s+of|any\s+of)\b[^.]{0,60}:?\s*$", re.I)


def _way_of_not_bearing_children(sentence: Sentence) -> bool:
    """Whether it stands below 'women of non-childbearing potential, that is any who', or beside contraception in the list below a
    line: one of several, asked of nobody."""
    item = sentence.item
    if item is None:
        return False
    if any(_BEARS_NO_CHILDREN.search(above.text) for above in item.ancestors()):
        return True
    others = _other_ways_below(item.parent) if item.parent is not None else frozenset()
    return len(others) > (id(item) in others)


@lru_cache(maxsize=8)
def _other_ways_below(line: Item) -> frozenset[int]:
    """The ids of the points below a line of which one is enough that speak of contraception or sterility. Kept: each point asks."""
    if _ONE_IS_ENOUGH.search(line.text) is None:
        return frozenset()
    return frozenset(id(point) for point in line.children if _OTHER_WAY.search(point.text))


_POSTMENOPAUSAL_WOMEN = gated(
    r"^\W*(?:patient\w*\s+(?:is|must be|are)\s+(?:an?\s+)?)?post-?\s?menopausal\s+(?:wom|fem)", re.I
)


def tells_of_child_bearing(sentence: Sentence) -> bool:
    """Whether it is about those who may bear children, or may not, and asks for no status."""
    text = sentence.text
    if gated(r"non-?child", re.I).search(text) or _way_of_not_bearing_children(sentence):
        return True
    if not OF_A_DUTY.search(text) or asks_for_it(text) or states_it(sentence):
        return False
    return _POSTMENOPAUSAL_WOMEN.match(text) is None


# 'Recently diagnosed postmenopausal patients (postmenopausal and no longer of childbearing potential means: a year of amenorrhea)'
_OF_WHOM = r"(?:wom[ae]n|females?|patients?|subjects?|participants?)"
_HEAD = gated(rf"^[^();:]{{0,80}}?\bpost-?\s?menopausal\s+(?:[\w-]+\s+){{0,4}}?{_OF_WHOM}\b[^();:]{{0,60}}(?=\()", re.I)
_ASIDE = gated(r"\([^()]{10,500}(?:\([^()]{0,100}\)[^()]{0,300}){0,3}\)")
_BODILY = gated(r"menopaus|amenorr|\bmens(?:es|tru)|\bperiods?\b|o(?:o|\u00f6)phorectom|ovar|\bFSH\b", re.I)
_MORE_THAN_A_DEFINITION = gated(
    r"\b(?:pre|peri)-?\s?menopaus|suppress|LH-?RH|Gn-?RH|goserelin|chemical|medical|allowed|eligible|permitted|unless|except|contracep|agree|test\b",
    re.I,
)


_EXEMPT = gated(r"\bexempt|\bneed(?:s|ed)?\s+(?:no|not)\b|\bnot\s+(?:be\s+)?(?:need|requir)", re.I)


def without_its_definition(text: str) -> str:
    """The sentence without an aside that tells what its postmenopausal women are, and that they bear no children; positions
    hold. Where more is said of bearing children, as it is."""
    if _HEAD.match(text) is None:
        return text
    told = blanked(_ASIDE, text, where=_defines_it)
    return text if OF_A_DUTY.search(told) or _EXEMPT.search(told) else told


def _defines_it(aside: re.Match[str]) -> bool:
    words = aside.group()
    told = OF_A_DUTY.search(words) is not None and _BODILY.search(words) is not None
    return told and _MORE_THAN_A_DEFINITION.search(words) is None
