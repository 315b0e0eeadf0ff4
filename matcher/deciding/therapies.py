"""What is known of the therapies a patient had: received, progressed on, never received, by drug and by class.

A drug received answers for all its classes; a class received leaves its members open; a class never received answers
no for all its members. A complete list answers no for whatever is not on it; where prior_therapies_early is given too, the
two lists together are the complete one. Progressed on implies received.

For which disease a therapy was given. Of a patient who has metastatic disease:

    lines of that kind, or of a kind within it, are 1 or more   received for metastatic disease
    listed in prior_therapies                                   received for metastatic disease, which is no longer untreated
    no line (of that kind) was given, or never received         not received for metastatic disease
    every line was of endocrine therapy, none of chemotherapy   conjugates, PARP inhibitors, immunotherapy and anti-HER2 therapy
                                                                were not received: a line with one of them is counted by
                                                                it, not as endocrine
    listed, and yet no line (of that kind) was given            open, as is the number of lines: it was probably given
                                                                for early disease
    listed in prior_therapies_early                             received for early disease; for metastatic disease, open
    listed in it, or as progressed on without a line, though    open for which
    the disease was metastatic from the start
    listed in progressed_on alone                               received, for which disease is open

'No line given' is lines of 0, or treatment_phase untreated. A further fact settles what was open; only the rows
that say 'though' and 'yet' open again what others had closed, and they never turn yes into no.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.axes import NO, YES
from data.patient import Patient
from data.vocabulary.terms import Vocabulary

EITHER = NO | YES
# Lines of these kinds are lines of the class: none given means the class was not received for metastatic disease.
LINES_OF = {
    "systemic therapy": "lines_metastatic",
    "chemotherapy": "chemo_lines_metastatic",
    "endocrine therapy": "endocrine_lines_metastatic",
}
# NCCN Breast Cancer: lines of their own, where CDK4/6, PI3K, AKT and mTOR inhibitors are partners of endocrine therapy.
_NOT_ENDOCRINE = frozenset(
    {"chemotherapy", "antibody-drug conjugate", "PARP inhibitor", "immunotherapy", "anti-HER2 therapy"}
)

# Given for advanced disease, or, as CDK4/6 inhibitors, after surgery as well (FDA labels for breast cancer, 2026)
_OF_ADVANCED_DISEASE = frozenset(
    {
        "CDK4/6 inhibitor",
        "PI3K/AKT/mTOR inhibitor",
        "SERD",
        "topoisomerase-I ADC",
        "TROP2 ADC",
        "trastuzumab deruxtecan",
    }
)


class TherapyHistory:
    """Three-valued answers as masks of NO and YES. Therapy names are concepts of the vocabulary."""

    def __init__(self, patient: Patient, vocabulary: Vocabulary):
        self._patient = patient
        self._vocabulary = vocabulary
        self._listed = self._with_classes(patient.prior_therapies or ())
        self._early = self._with_classes(patient.prior_therapies_early or ())
        self._progressed = self._with_classes(patient.progressed_on or ())
        self._had = self._listed | self._early | self._progressed
        self._named = self._concepts(self._names())
        self._never = {
            member
            for concept in self._concepts(patient.never_received or ())
            for member in (concept, *vocabulary.descendants(concept))
        }

    def _names(self) -> tuple[str, ...]:
        p = self._patient
        return (*(p.prior_therapies or ()), *(p.prior_therapies_early or ()), *(p.progressed_on or ()))

    def _concepts(self, names: Iterable[str]) -> set[str]:
        return {concept for name in names for concept in self._vocabulary.therapies_named(name)}

    def _with_classes(self, names: Iterable[str]) -> set[str]:
        found = self._concepts(names)
        return found | {ancestor for concept in found for ancestor in self._vocabulary.ancestors(concept)}

    def unknown_names(self) -> tuple[str, ...]:
        """The names given that are no drug or class of the vocabulary: kept, reported, never ignored."""
        return self._strange((*self._names(), *(self._patient.never_received or ())))

    def _strange(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n for n in names if not self._vocabulary.therapies_named(n)))

    def received(self, therapy: str) -> int:
        """Ever, in any setting."""
        if therapy in self._had or self._lines_within(therapy):
            return YES
        if therapy in self._never:
            return NO
        return NO if self._left_off_the_complete_list(therapy) else EITHER

    def _left_off_the_complete_list(self, therapy: str) -> bool:
        listed = self._patient.prior_therapies
        return bool(self._patient.prior_therapies_complete) and listed is not None and not self._may_be_named(therapy)

    def contradiction(self) -> str | None:
        """Two facts about therapies that can't both be true, as a sentence; None where all agree."""
        if both := sorted(self._had & self._never):
            return f"never_received contradicts prior_therapies and progressed_on: {both[0]} is both"
        for kind, field in LINES_OF.items():
            lines = self._lines(kind)
            if lines and kind in self._never:
                return f"never_received contradicts {field}: {kind} was never received, and {lines} lines of it were"
            if lines and kind not in self._listed and self._left_off_the_complete_list(kind):
                return f"prior_therapies_complete contradicts {field}: no {kind} is listed, and {lines} lines of it were given"
        p = self._patient
        if p.prior_therapies_complete and p.prior_therapies is not None:
            listed = {name.casefold() for name in (*p.prior_therapies, *(p.prior_therapies_early or ()))}
            left_off = sorted(self._concepts(p.progressed_on or ()) - self._listed - self._early)
            left_off += [name for name in self._strange(p.progressed_on or ()) if name.casefold() not in listed]
            if left_off:
                return f"progressed_on contradicts prior_therapies_complete: {left_off[0]} is not among prior_therapies"
        return None

    def _may_be_named(self, therapy: str) -> bool:
        """A class on a complete list may stand for this member of it, and a name not understood for anything."""
        return bool(self._strange(self._names())) or any(a in self._named for a in self._vocabulary.ancestors(therapy))

    def received_metastatic(self, therapy: str, *, certainly_de_novo: bool, untreated: bool) -> int:
        """For metastatic disease, of a patient who has it: the table of this module.

        untreated: nothing was done yet for that disease.
        """
        if self._lines_within(therapy):
            return YES
        denied = untreated or self._no_line(therapy)
        if therapy in self._listed or (certainly_de_novo and therapy in self._progressed):
            return EITHER if denied else YES
        return NO if denied or self.received(therapy) == NO else EITHER

    @property
    def lists_systemic_therapy(self) -> bool:
        """Whether prior_therapies names a therapy of which a line may have been given."""
        names = self._patient.prior_therapies or ()
        return "systemic therapy" in self._listed and not self._without_a_line(names, untreated=False)

    def at_odds(self, *, untreated: bool) -> tuple[str, ...]:
        """The therapies of prior_therapies for which no line was given: of a patient who has metastatic disease."""
        return self._without_a_line(self._patient.prior_therapies or (), untreated=untreated)

    def at_odds_with_de_novo(self, *, untreated: bool) -> tuple[str, ...]:
        """The therapies that a disease metastatic from the start leaves no room for: those listed as given for early
        disease, and those progressed on of which there was no line."""
        p = self._patient
        progressed = self._without_a_line(p.progressed_on or (), untreated=untreated)
        return tuple(dict.fromkeys((*(p.prior_therapies_early or ()), *progressed)))

    def _without_a_line(self, names: Iterable[str], *, untreated: bool) -> tuple[str, ...]:
        return tuple(
            name for name in names if any(untreated or self._no_line(c) for c in self._vocabulary.therapies_named(name))
        )

    def _no_line(self, therapy: str) -> bool:
        """Whether no line of the therapy, or of a kind that it belongs to, was given."""
        kinds = (therapy, *self._vocabulary.ancestors(therapy))
        if self._patient.lines_metastatic == 0 or any(self._lines(kind) == 0 for kind in kinds):
            return True
        return self._endocrine_alone and not _NOT_ENDOCRINE.isdisjoint(kinds)

    @property
    def _endocrine_alone(self) -> bool:
        """Whether every line for metastatic disease was one of endocrine therapy."""
        p = self._patient
        return p.chemo_lines_metastatic == 0 and p.lines_metastatic == p.endocrine_lines_metastatic is not None

    def _lines_within(self, therapy: str) -> bool:
        """Whether a line of the therapy, or of a kind within it, was given for metastatic disease."""
        below = self._vocabulary.descendants(therapy)
        return any(self._lines(kind) for kind in LINES_OF if kind == therapy or kind in below)

    def received_early(self, therapy: str, *, certainly_de_novo: bool, certainly_curable: bool) -> int:
        """Before surgery or as adjuvant treatment; a disease that was metastatic from the start leaves no room for it."""
        if certainly_de_novo or self.received(therapy) == NO:
            return EITHER if therapy in self._early else NO
        return YES if therapy in self._early or (certainly_curable and therapy in self._had) else EITHER

    def progressed_on(self, therapy: str, *, untreated: bool = False) -> int:
        """untreated: nothing was done yet for her metastatic disease."""
        if therapy in self._progressed:
            return YES
        if untreated and not _OF_ADVANCED_DISEASE.isdisjoint((therapy, *self._vocabulary.ancestors(therapy))):
            return NO  # as adjuvant treatment a tumour comes back under them; it does not progress
        return NO if self.received(therapy) == NO else EITHER

    def _lines(self, therapy: str) -> int | None:
        field = LINES_OF.get(therapy)
        return None if field is None else getattr(self._patient, field)
