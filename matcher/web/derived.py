"""What the facts given amount to, in the clinic's words: shown beside the form before anything is asked of the trials."""

from __future__ import annotations

from data import axes
from data.axes import RECEPTOR_STATES
from data.patient import Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known

ER = {"negative": "negative (<1 %)", "low": "low (1 to <10 %)", "ten": "10 %", "high": "positive (>10 %)"}


def derived(patient: Patient, vocabulary: Vocabulary) -> list[str]:
    """Lines such as 'ER low (1 to <10 %)', 'HER2 low'; where several are still possible, all of them."""
    known = Known(patient, vocabulary)
    possible = known.possible(axes.RECEPTORS_AXIS)
    states = [state for i, state in enumerate(RECEPTOR_STATES) if possible >> i & 1]
    lines = []
    for name, words in (("er", ER), ("pr", ER), ("her2", {})):
        found = list(dict.fromkeys(getattr(state, name) for state in states))
        full = 4
        if len(found) < full:
            lines.append(f"{name.upper()} " + " or ".join(words.get(value, value) for value in found))
    if states and all(s.er == s.pr == "negative" and s.her2 != "positive" for s in states):
        lines.append("triple-negative (ER and PR <1 %)")
    if p_equivocal(patient):
        lines.append("HER2 2+ without ISH is equivocal: give the ISH result")
    lines += _disease(known)
    return lines


def p_equivocal(patient: Patient) -> bool:
    return patient.her2_ihc == "2+" and patient.her2_ish is None and patient.her2_status is None


def _disease(known: Known) -> list[str]:
    possible = known.possible(axes.STATE_AXIS)
    states = [s for i, s in enumerate(axes.DISEASE_STATES) if possible >> i & 1]
    kinds = list(dict.fromkeys(s.kind for s in states))
    if len(kinds) != 1:
        return []
    words = {
        "in_situ": "in situ disease", "primary": "primary, non-metastatic disease",
        "local_breast": "local recurrence in the breast", "local_chest_wall": "chest-wall recurrence",
        "regional": "regional recurrence", "metastatic": "metastatic disease",
    }  # fmt: skip
    origins = {s.origin for s in states}
    origin = {"de_novo": ", de novo", "recurrent": ", recurrent"}.get(origins.pop(), "") if len(origins) == 1 else ""
    return [words[kinds[0]] + origin]
