"""How far the disease is known: the states left possible, and what is certain of all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property

from data import axes
from data.disease import NEVER_TREATED, possible_states
from data.patient import Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.therapies import TherapyHistory

METASTATIC = axes.states_where(lambda s: s.kind == "metastatic")
CURABLE = axes.states_where(lambda s: s.kind != "metastatic" and s.resectable)
UNTREATED = axes.states_where(lambda s: s.phase == "untreated")
DE_NOVO = axes.states_where(lambda s: s.origin == "de_novo")
# Operated and disease-free, or in situ only: nothing that RECIST 1.1 would call measurable.
DISEASE_FREE = axes.states_where(lambda s: s.phase in axes.DISEASE_FREE_PHASES or s.kind == "in_situ")


class KnownDisease(ABC):
    """What the rules ask: the facts given, and how far the disease is known."""

    def __init__(self, patient: Patient, vocabulary: Vocabulary):
        self.patient = patient
        self.vocabulary = vocabulary

    @abstractmethod
    def possible(self, axis: str) -> int:
        """The mask of the values on `axis` that the facts leave possible; never empty for consistent facts."""

    @cached_property
    def therapies(self) -> TherapyHistory:
        return TherapyHistory(self.patient, self.vocabulary)

    @cached_property
    def certainly_metastatic(self) -> bool:
        return self._certainly(METASTATIC)

    @cached_property
    def untreated_for_metastatic_disease(self) -> bool:
        return self.certainly_metastatic and self._certainly(UNTREATED)

    @cached_property
    def never_treated(self) -> bool:
        """A first cancer for which nothing was done yet: no therapy of any kind was received for breast cancer."""
        return self._certainly(NEVER_TREATED)

    @cached_property
    def certainly_not_metastatic(self) -> bool:
        return not self.possible(axes.STATE_AXIS) & METASTATIC

    @cached_property
    def certainly_curable(self) -> bool:
        """Neither metastatic nor unresectable: she has had no line for advanced disease."""
        return self._certainly(CURABLE)

    @cached_property
    def certainly_de_novo(self) -> bool:
        return self._certainly(DE_NOVO)

    @cached_property
    def certainly_disease_free(self) -> bool:
        return self._certainly(DISEASE_FREE)

    def _certainly(self, states: int) -> bool:
        return not self.possible(axes.STATE_AXIS) & ~states


def state(known: KnownDisease, _: str) -> int:
    """Of a patient with metastatic disease the systemic therapies listed were given for it: she is no longer untreated."""
    states = possible_states(known.patient)
    treated = states & ~(METASTATIC & UNTREATED)
    if known.therapies.lists_systemic_therapy and not states & ~METASTATIC and treated:
        return treated
    return states
