"""Inclusion and exclusion lists below a cohort each: 'Cohort A', 'Inclusion Criteria:', ..., 'Cohort B', 'Inclusion Criteria:', ..."""

from __future__ import annotations

from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.layout.item import EXCLUDE, Item

Cohorts = tuple[CohortLabel, ...]


class SectionsOfCohorts:
    """Goes along with the lines of a text: which sections stand below the heading of a cohort."""

    def __init__(self) -> None:
        self._head: Item | None = None  # the last heading of a cohort
        self._outer: Cohorts = ()  # its cohorts, once a section has been opened right below it
        self._below: list[tuple[Item, Cohorts]] = []  # the headings of the sections, and the cohorts that they are of

    def cohort_headed(self, heading: Item) -> None:
        self._head, self._outer = heading, ()

    def cohorts_of(self, section: Item, own: Cohorts, before: list[Item]) -> Cohorts:
        """The cohorts that a section is written for: those that its heading names, or of the heading right above the first."""
        if before and before[-1] is self._head:
            self._outer = self._head.cohorts
        if own:
            self._outer = ()
        elif self._outer:
            self._below.append((section, self._outer))
        return own or self._outer

    def share_the_last_exclusions(self, items: list[Item]) -> None:
        """Exclusions behind the lists of all cohorts, of which none but the last would have any, are those of all."""
        cohorts = {outer for _, outer in self._below}
        excluding = [(section, outer) for section, outer in self._below if section.polarity == EXCLUDE]
        if len(cohorts) < 2 or len(excluding) != 1 or excluding[0][1] != self._below[-1][1]:
            return
        section, outer = excluding[0]
        for item in items[items.index(section) :]:
            if item.cohorts == outer:
                item.cohorts = ()
