"""A reading under way."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.criteria import Criterion, Evidence, Note, Requirement, Unread
from data.vocabulary.terms import Vocabulary
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.composing.stated import Stated
from matcher.reading.layout.item import Item
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.text import PlainText


@dataclass(slots=True)
class SentenceRead:
    """What came of one sentence: `stated` holds its criteria, `kind` what it is about where it states none."""

    sentence: Sentence
    stated: list[Stated]
    mentions: list[Mention]
    kind: str | None


@dataclass(slots=True)
class Draft:
    """The reading under way: criteria common to all (label None) and by cohort label."""

    text: PlainText
    vocabulary: Vocabulary
    common: list[Criterion] = field(default_factory=list)
    by_cohort: dict[CohortLabel, list[Criterion]] = field(default_factory=dict)
    closed: set[CohortLabel] = field(default_factory=set)
    cohort_evidence: dict[CohortLabel, Evidence] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    sentences: int = 0
    permitted_states: int = 0
    permitted_phases: int = 0
    kinds: dict[int, str] = field(
        default_factory=dict
    )  # by id of an item: the kind of its last sentence that asks nothing
    presupposed: list[Requirement] = field(default_factory=list)  # receptors of patients for whom alone a rule is made
    receptors_let_in: list[Requirement] = field(default_factory=list)  # by sentences that permit
    open_ways: frozenset[int] = frozenset()  # ids of items that 'or' joins to another one
    of_menopause: frozenset[int] = frozenset()  # ids of items that may say how menopause is told
    breast: set[CohortLabel] = field(default_factory=set)  # cohorts of which an inclusion takes breast cancer
    breast_by_name: set[CohortLabel] = field(default_factory=set)  # those of which one names it
    of_the_expansion: bool = False  # the tumours that are cohorts stand below 'tumour types of the expansion:'
    of_others: set[CohortLabel] = field(default_factory=set)  # groups of caregivers or healthy volunteers
    open_points: list[tuple[Criterion, tuple[CohortLabel, ...]]] = field(default_factory=list)

    def add(self, criterion: Criterion, item: Item) -> None:
        if not item.cohorts:
            self.common.append(criterion)
        for label in item.cohorts:
            self.by_cohort.setdefault(label, []).append(criterion)


def evidence_of(sentence: Sentence, text: PlainText) -> Evidence:
    start, end = text.span(sentence.start, sentence.end)
    return Evidence(sentence.source, start, end)


def criterion_of(stated: Stated, sentence: Sentence, text: PlainText) -> Criterion:
    return Criterion(stated.facet, stated.requirement, stated.statement, (evidence_of(sentence, text),))
