"""One item of the criteria: a bullet, point, paragraph or heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from matcher.reading.cohorts.label import CohortLabel

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
    excepted: str = ""  # of an exclusion: what an exception behind it lets in
    of_one_sentence: bool = False  # cut from a sentence that asks something else of each of several cohorts
    perhaps_option: bool = (
        False  # it can't be told whether it is the last option of an any-of list, or asked of everybody
    )
    column: int = 0  # where in its line its text begins
    number: str = ""  # its number or bullet as written: '1.', '(1)', '-'
    before: Item | None = None  # the point before it in the same list
    counts_on: Item | None = None  # the last point with a marker before it on its level
    footnotes: int = (
        -1
    )  # where in its text the first of two terms stands of which either is enough, and which its points explain
    behind: Item | None = None  # the next point of the same list
    below_another_tumour: bool | None = None  # kept by the reader of sentences, as the next
    sentences: Any = None  # kept by the reader of sentences, which stands above this module
    performance: Any = None  # kept by the reader of performance status

    def ancestors(self) -> Iterator[Item]:
        item = self.parent
        while item is not None:
            yield item
            item = item.parent

    def below(self) -> Iterator[Item]:
        """Its points and theirs, in text order."""
        for child in self.children:
            yield child
            yield from child.below()
