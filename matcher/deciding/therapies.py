"""What is known of the therapies a patient had: received, progressed on, never received, by drug and by class.

A drug received answers for all its classes; a class received leaves its members open; a class never received answers
no for all its members. A complete list answers no for whatever is not on it. Progressed on implies received.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.axes import NO, YES
from data.patient import Patient
from data.vocabulary.terms import Vocabulary

EITHER = NO | YES

# Lines of these kinds are lines of the class: none given means the class was not received for metastatic disease.
SYSTEMIC = frozenset({"systemic therapy"})
LINES_OF = {"chemotherapy": "chemo_lines_metastatic", "endocrine therapy": "endocrine_lines_metastatic"}


class TherapyHistory:
    """Three-valued answers as masks of NO and YES. Therapy names are concepts of the vocabulary."""

    def __init__(self, patient: Patient, vocabulary: Vocabulary):
        self._patient = patient
        self._vocabulary = vocabulary
        self._had = self._with_classes((*(patient.prior_therapies or ()), *(patient.progressed_on or ())))
        self._progressed = self._with_classes(patient.progressed_on or ())
        self._named = self._concepts((*(patient.prior_therapies or ()), *(patient.progressed_on or ())))
        self._never = {
            member
            for concept in self._concepts(patient.never_received or ())
            for member in (concept, *vocabulary.descendants(concept))
        }

    def _concepts(self, names: Iterable[str]) -> set[str]:
        return {concept for name in names for concept in self._vocabulary.therapies_named(name)}

    def _with_classes(self, names: Iterable[str]) -> set[str]:
        found = self._concepts(names)
        return found | {ancestor for concept in found for ancestor in self._vocabulary.ancestors(concept)}

    def unknown_names(self) -> tuple[str, ...]:
        """The names given that are no drug or class of the vocabulary: kept, reported, never ignored."""
        p = self._patient
        names = (*(p.prior_therapies or ()), *(p.progressed_on or ()), *(p.never_received or ()))
        return tuple(dict.fromkeys(n for n in names if not self._vocabulary.therapies_named(n)))

    def received(self, therapy: str) -> int:
        """Ever, in any setting."""
        if therapy in self._had or self._lines(therapy) not in (None, 0):
            return YES
        if therapy in self._never:
            return NO
        if self._patient.prior_therapies_complete and not self._may_be_named(therapy):
            return NO
        return EITHER

    def _may_be_named(self, therapy: str) -> bool:
        """A class on a complete list may stand for this member of it, and a name not understood for anything."""
        return bool(self.unknown_names()) or any(a in self._named for a in self._vocabulary.ancestors(therapy))

    def received_metastatic(self, therapy: str, certainly_metastatic: bool) -> int:
        """For metastatic disease. The list of therapies has no setting of its own; of a patient whose disease is known
        to be metastatic it is read as what she had for it, unless the counted lines say otherwise:

            lines of that kind, or of any kind, are 0       no
            lines of that kind are 1 or more                yes
            never received                                  no
            named as received, disease is metastatic        yes
            anything else                                   open
        """
        lines = self._lines(therapy)
        if lines:
            return YES
        if lines == 0 or self._patient.lines_metastatic == 0 or self.received(therapy) == NO:
            return NO
        if self._by_parent_lines(therapy) == NO:
            return NO
        if therapy in SYSTEMIC and (self._patient.lines_metastatic or self._had):
            return YES if certainly_metastatic else EITHER
        return YES if certainly_metastatic and therapy in self._had else EITHER

    def _by_parent_lines(self, therapy: str) -> int:
        for parent in self._vocabulary.ancestors(therapy):
            if self._lines(parent) == 0:
                return NO
        return EITHER

    def received_early(self, therapy: str, *, certainly_de_novo: bool) -> int:
        """Before surgery or as adjuvant treatment; never by a patient whose disease was metastatic from the start."""
        if certainly_de_novo or self.received(therapy) == NO:
            return NO
        return EITHER

    def progressed_on(self, therapy: str) -> int:
        if therapy in self._progressed:
            return YES
        return NO if self.received(therapy) == NO else EITHER

    def _lines(self, therapy: str) -> int | None:
        field = LINES_OF.get(therapy)
        return None if field is None else getattr(self._patient, field)
