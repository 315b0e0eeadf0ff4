"""Facts of invented patients, drawn at random, for the laws of deciding."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from data.criteria import Reading
from data.patient import BadPatient, Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known

Sample = list[tuple[Trial, Reading]]

THERAPIES = [
    "palbociclib",
    "CDK4/6 inhibitor",
    "trastuzumab",
    "T-DXd",
    "taxane",
    "letrozole",
    "pembrolizumab",
    "AC-T",
    "unheard-of-mab",
]
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "age_years": st.sampled_from([17.0, 39.0, 52.0, 80.0]),
    "sex": st.sampled_from(["female", "male"]),
    "menopausal_status": st.sampled_from(["premenopausal", "perimenopausal", "postmenopausal"]),
    "er_status": st.sampled_from(["positive", "negative"]),
    "er_percent": st.sampled_from([0.0, 0.5, 1.0, 5.0, 10.0, 90.0]),
    "pr_status": st.sampled_from(["positive", "negative"]),
    "pr_percent": st.sampled_from([0.0, 5.0, 60.0]),
    "her2_status": st.sampled_from(["positive", "negative", "low", "ultralow", "zero"]),
    "her2_ihc": st.sampled_from(["0", "1+", "2+", "3+"]),
    "her2_ish": st.sampled_from(["positive", "negative", "equivocal"]),
    "stage": st.sampled_from(["0", "I", "IIA", "IIB", "IIIA", "IIIC", "IV"]),
    "metastatic": st.booleans(),
    "recurrence_type": st.sampled_from(["none", "local", "regional", "distant"]),
    "initial_surgery": st.sampled_from(["none", "lumpectomy", "mastectomy"]),
    "resectable": st.booleans(),
    "treatment_phase": st.sampled_from(["untreated", "neoadjuvant", "adjuvant", "surveillance", "advanced"]),
    "metastatic_sites": st.lists(st.sampled_from(["bone", "liver", "lung", "brain"]), min_size=1, max_size=3, unique=True),
    "brain_metastases": st.sampled_from(["none", "treated_stable", "untreated", "progressing"]),
    "leptomeningeal_disease": st.booleans(),
    "measurable_disease": st.booleans(),
    "ecog": st.integers(0, 4),
    "lines_metastatic": st.integers(0, 4),
    "chemo_lines_metastatic": st.integers(0, 3),
    "endocrine_lines_metastatic": st.integers(0, 2),
    "prior_therapies": st.lists(st.sampled_from(THERAPIES), max_size=3, unique=True),
    "prior_therapies_early": st.lists(st.sampled_from(THERAPIES), max_size=2, unique=True),
    "prior_therapies_complete": st.booleans(),
    "progressed_on": st.lists(st.sampled_from(THERAPIES), max_size=2, unique=True),
    "never_received": st.lists(st.sampled_from(THERAPIES), max_size=2, unique=True),
    "biomarkers": st.dictionaries(st.sampled_from(["PIK3CA", "ESR1", "germline_BRCA1", "PD-L1"]), st.sampled_from(["positive", "negative"])),
    "pdl1_cps": st.sampled_from([0.0, 5.0, 20.0]),
}  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(sorted(FACTS)), max_size=8, unique=True))
    return {name: draw(FACTS[name]) for name in names}


def consistent(given_facts: dict[str, Any]) -> Patient:
    try:
        patient = Patient.from_facts(given_facts)
        Known(patient, load_vocabulary())
        return patient
    except BadPatient:
        assume(False)
        raise
