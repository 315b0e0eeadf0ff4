"""Facts that can't both be true of one patient: refused as input, naming both.

Each rule is a pair of statements about the flat facts; a rule speaks only where both facts are given.
Sources: ASCO/CAP 2018, 2020, 2023 (receptors), AJCC 8 (stage).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data.axes import DISEASE_FREE_PHASES
from data.disease import NEVER_TREATED, possible_states
from data.patient_facts import PatientFacts


class Rule(NamedTuple):
    message: str
    broken: Callable[[PatientFacts], bool]


def _status_against_percent(status: str | None, percent: float | None) -> bool:
    if status is None or percent is None:
        return False
    return (status == "positive") != (percent >= 1)


def _her2_against_assays(patient: PatientFacts) -> bool:
    allowed = her2_from_assays(patient.her2_ihc, patient.her2_ish)
    return not (allowed & her2_from_status(patient.her2_status))


ALL_HER2 = frozenset({"zero", "ultralow", "low", "positive"})

# HER2 status by itself (ASCO/CAP 2023; DESTINY-Breast04, -06). 'negative' = not positive, level not known.
_FROM_STATUS: dict[str, frozenset[str]] = {
    "positive": frozenset({"positive"}),
    "negative": frozenset({"zero", "ultralow", "low"}),
    "low": frozenset({"low"}),
    "ultralow": frozenset({"ultralow"}),
    "zero": frozenset({"zero"}),
}

# IHC with ISH (ASCO/CAP 2018/2023). A bare IHC 0 leaves zero against ultralow open; IHC 2+ without a final ISH is
# equivocal. IHC decides where it is 0, 1+ or 3+; ISH is called for at 2+. ISH without IHC: positive is HER2-positive,
# negative is not positive. IHC 0 or 1+ with ISH positive, and IHC 3+ with ISH negative, are discordant: refused,
# because neither result can be believed before the test is repeated.
_FROM_ASSAYS: dict[tuple[str | None, str | None], frozenset[str]] = {
    (None, None): ALL_HER2,
    (None, "positive"): frozenset({"positive"}),
    (None, "negative"): frozenset({"zero", "ultralow", "low"}),
    (None, "equivocal"): ALL_HER2,
    ("0", None): frozenset({"zero", "ultralow"}),
    ("0", "negative"): frozenset({"zero", "ultralow"}),
    ("0", "equivocal"): frozenset({"zero", "ultralow"}),
    ("0", "positive"): frozenset(),
    ("1+", None): frozenset({"low"}),
    ("1+", "negative"): frozenset({"low"}),
    ("1+", "equivocal"): frozenset({"low"}),
    ("1+", "positive"): frozenset(),
    ("2+", None): frozenset({"low", "positive"}),
    ("2+", "negative"): frozenset({"low"}),
    ("2+", "equivocal"): frozenset({"low", "positive"}),
    ("2+", "positive"): frozenset({"positive"}),
    ("3+", None): frozenset({"positive"}),
    ("3+", "negative"): frozenset(),
    ("3+", "equivocal"): frozenset({"positive"}),
    ("3+", "positive"): frozenset({"positive"}),
}


def her2_from_status(status: str | None) -> frozenset[str]:
    """The HER2 levels that a status leaves possible."""
    return _FROM_STATUS[status] if status is not None else ALL_HER2


def her2_from_assays(ihc: str | None, ish: str | None) -> frozenset[str]:
    """The HER2 levels that IHC and ISH results leave possible."""
    return _FROM_ASSAYS[ihc, ish]


def _overlap(first: list[str] | None, second: list[str] | None) -> bool:
    return bool({x.casefold() for x in first or ()} & {x.casefold() for x in second or ()})


def _more_lines_than_all(patient: PatientFacts) -> bool:
    every = patient.lines_metastatic
    parts = (patient.chemo_lines_metastatic, patient.endocrine_lines_metastatic)
    return every is not None and any(part is not None and part > every for part in parts)


RULES: tuple[Rule, ...] = (
    Rule("er_status and er_percent contradict each other: positive means at least 1 percent",
         lambda p: _status_against_percent(p.er_status, p.er_percent)),
    Rule("pr_status and pr_percent contradict each other: positive means at least 1 percent",
         lambda p: _status_against_percent(p.pr_status, p.pr_percent)),
    Rule("her2_status contradicts her2_ihc and her2_ish (3+ or 2+ with ISH positive is positive; 1+ or 2+ with ISH "
         "negative is low; 0 is ultralow or zero; of IHC 0 or 1+ with ISH positive, or 3+ with "
         "ISH negative, give the one that was confirmed)",
         _her2_against_assays),
    Rule("stage IV and metastatic false contradict each other",
         lambda p: p.stage == "IV" and p.metastatic is False),
    Rule("stage and metastatic contradict each other: metastatic disease is stage IV",
         lambda p: p.stage is not None and p.stage != "IV" and p.metastatic is True),
    Rule("recurrence_type distant and metastatic false contradict each other",
         lambda p: p.recurrence_type == "distant" and p.metastatic is False),
    Rule("recurrence_type distant and stage contradict each other: a distant recurrence is stage IV",
         lambda p: p.recurrence_type == "distant" and p.stage not in (None, "IV")),
    Rule("stage and recurrence_type contradict each other: leave stage out for a local or regional recurrence",
         lambda p: p.recurrence_type in ("local", "regional") and p.stage not in (None, "IV")),
    Rule("metastatic false contradicts metastatic_sites: leave the sites out or say metastatic true",
         lambda p: p.metastatic is False and bool(p.metastatic_sites)),
    Rule("metastatic false contradicts brain_metastases: brain metastases are distant metastases",
         lambda p: p.metastatic is False and p.brain_metastases not in (None, "none")),
    Rule("metastatic_sites and brain_metastases contradict each other: 'brain' is among the sites, brain_metastases "
         "says none", lambda p: "brain" in (p.metastatic_sites or ()) and p.brain_metastases == "none"),
    Rule("metastatic_sites and brain_metastases contradict each other: the sites given are complete and lack 'brain'",
         lambda p: bool(p.metastatic_sites) and "brain" not in (p.metastatic_sites or ())
         and p.brain_metastases not in (None, "none")),
    Rule("treatment_phase and metastatic contradict each other: neoadjuvant, adjuvant and surveillance are phases of "
         "curative treatment",
         lambda p: p.treatment_phase in ("neoadjuvant", "adjuvant", "surveillance")
         and (p.metastatic is True or p.stage == "IV")),
    Rule("treatment_phase and measurable_disease contradict each other: operated and disease-free has no measurable "
         "disease",
         lambda p: p.treatment_phase in DISEASE_FREE_PHASES and p.measurable_disease is True),
    Rule("treatment_phase and resectable contradict each other: adjuvant and surveillance say that the recurrence was "
         "removed, resectable speaks of one that is still there",
         lambda p: (
             p.treatment_phase in DISEASE_FREE_PHASES
             and p.recurrence_type in ("local", "regional")
             and p.resectable is not None
         )),
    Rule("sex male and menopausal_status contradict each other",
         lambda p: p.sex == "male" and p.menopausal_status is not None),
    Rule("lines_metastatic is smaller than chemo_lines_metastatic or endocrine_lines_metastatic; it counts lines of "
         "any kind", _more_lines_than_all),
    Rule("never_received and prior_therapies name the same therapy",
         lambda p: _overlap(p.never_received, p.prior_therapies)),
    Rule("never_received and prior_therapies_early name the same therapy",
         lambda p: _overlap(p.never_received, p.prior_therapies_early)),
    Rule("never_received and progressed_on name the same therapy",
         lambda p: _overlap(p.never_received, p.progressed_on)),
    Rule("stage, metastatic, recurrence_type, initial_surgery, resectable, treatment_phase, metastatic_sites and lines "
         "of therapy can't all be true of one patient: no disease state agrees with them",
         lambda p: not possible_states(p)),
    Rule("treatment_phase untreated contradicts prior_therapies, prior_therapies_early and progressed_on: a first "
         "cancer for which nothing was done has no prior therapy",
         lambda p: (
             bool(p.prior_therapies or p.prior_therapies_early or p.progressed_on)
             and not possible_states(p) & ~NEVER_TREATED
         )),
    Rule("latitude and longitude belong together: give both or neither",
         lambda p: (p.latitude is None) != (p.longitude is None)),
)  # fmt: skip


def contradiction_in(patient: PatientFacts) -> str | None:
    """The first pair of facts that can't both be true, as a sentence; None where all agree."""
    return next((rule.message for rule in RULES if rule.broken(patient)), None)
