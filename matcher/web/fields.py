"""The question in the clinic's order: which fields stand in which block, with their labels and choices.

The labels are the page's texts in English; another language is another set of these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, get_args

from data.patient import (
    BadPatient,
    BrainMetastases,
    BreastSurgery,
    MetastaticSite,
    Patient,
    RecurrenceType,
    Sex,
    Stage,
    TreatmentPhase,
)
from data.vocabulary.terms import Vocabulary
from matcher.patients import facts_from_texts

YES_NO = (("true", "yes"), ("false", "no"))


class Field(NamedTuple):
    """One input. kind: choice, many (check boxes), number, text (a list, separated by semicolons, where `many_texts`)."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


class Block(NamedTuple):
    title: str
    fields: tuple[Field, ...]


def _choices(kind: Any, words: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    return tuple((v, (words or {}).get(v, v.replace("_", " "))) for v in get_args(kind))


STATUS = (("positive", "positive"), ("negative", "negative"))
HER2 = (
    ("positive", "positive"), ("negative", "negative (0 to 2+/ISH−, not told which)"), ("low", "low (1+ or 2+/ISH−)"),
    ("ultralow", "ultralow (0 with faint staining)"), ("zero", "zero (no staining)"),
)  # fmt: skip
PHASES = {
    "untreated": "untreated: nothing done yet for the present disease",
    "neoadjuvant": "neoadjuvant treatment running, before surgery",
    "adjuvant": "operated, no evidence of disease, adjuvant treatment due or running",
    "surveillance": "curative treatment finished, disease-free",
    "advanced": "under treatment for advanced disease",
}
RECURRENCE = {
    "none": "none: this is the first disease",
    "local": "local: same breast or chest wall",
    "regional": "regional: same-side nodes",
    "distant": "distant metastases after earlier treatment",
}
BRAIN = {
    "none": "none",
    "treated_stable": "treated and stable",
    "untreated": "untreated",
    "progressing": "progressing",
}
SEMICOLONS = "Drug, brand or class; several separated by ;"

BLOCKS = (
    Block("Receptors", (
        Field("er_percent", "ER, % of nuclei", "number"),
        Field("er_status", "ER status", "choice", STATUS),
        Field("pr_percent", "PR, % of nuclei", "number"),
        Field("pr_status", "PR status", "choice", STATUS),
        Field("her2_ihc", "HER2 IHC", "choice", tuple((v, v) for v in ("0", "1+", "2+", "3+"))),
        Field("her2_ish", "HER2 ISH", "choice", (("positive", "amplified"), ("negative", "not amplified"), ("equivocal", "equivocal"))),
        Field("her2_status", "HER2 status", "choice", HER2),
    )),
    Block("Stage, setting, recurrence", (
        Field("stage", "Stage (AJCC)", "choice", _choices(Stage)),
        Field("metastatic", "Metastatic now", "choice", YES_NO),
        Field("recurrence_type", "Recurrence", "choice", _choices(RecurrenceType, RECURRENCE)),
        Field("initial_surgery", "First breast surgery", "choice", _choices(BreastSurgery)),
        Field("resectable", "Present disease can be removed with curative intent", "choice", YES_NO),
        Field("treatment_phase", "Phase of treatment", "choice", _choices(TreatmentPhase, PHASES)),
    )),
    Block("Sites of metastasis", (
        Field("metastatic_sites", "All known sites", "many", _choices(MetastaticSite), "Tick all: sites not ticked count as absent."),
        Field("brain_metastases", "Brain metastases", "choice", _choices(BrainMetastases, BRAIN)),
        Field("leptomeningeal_disease", "Leptomeningeal disease", "choice", YES_NO),
        Field("measurable_disease", "Measurable disease (RECIST 1.1)", "choice", YES_NO),
    )),
    Block("Prior therapy", (
        Field("lines_metastatic", "Lines for metastatic disease, all", "number"),
        Field("chemo_lines_metastatic", "of these, chemotherapy", "number"),
        Field("endocrine_lines_metastatic", "of these, endocrine", "number"),
        Field("prior_therapies", "Received, in any setting", "text", (), SEMICOLONS),
        Field("prior_therapies_complete", "That list is complete", "choice", YES_NO),
        Field("progressed_on", "Progressed on", "text", (), SEMICOLONS),
        Field("never_received", "Never received", "text", (), SEMICOLONS),
    )),
    Block("Markers", (
        Field("biomarkers", "Results", "text", (), "PIK3CA:positive; ESR1:negative; germline_BRCA1:positive"),
        Field("pdl1_cps", "PD-L1, CPS", "number"),
    )),
    Block("Person and place", (
        Field("age_years", "Age, years", "number"),
        Field("sex", "Sex", "choice", _choices(Sex)),
        Field("menopausal_status", "Menopausal status", "choice", tuple((v, v) for v in ("premenopausal", "perimenopausal", "postmenopausal"))),
        Field("ecog", "ECOG", "choice", tuple((str(n), str(n)) for n in range(5))),
        Field("postal_code", "US postal code", "text"),
        Field("city", "or city", "text"),
        Field("country", "Country", "text"),
        Field("max_distance_miles", "At most so far, miles", "number"),
    )),
)  # fmt: skip
FIELDS = {field.name: field for block in BLOCKS for field in block.fields}


class Question(NamedTuple):
    """What came of a form: the patient, or what is wrong by field ('' for what concerns several)."""

    patient: Patient | None
    texts: dict[str, str]
    problems: dict[str, str]


def question_of(texts: Mapping[str, str]) -> Question:
    """The patient that the filled-in fields describe."""
    given = {name: text.strip() for name, text in texts.items() if name in Patient.model_fields and text.strip()}
    try:
        return Question(Patient.from_facts(facts_from_texts(given)), given, {})
    except BadPatient as bad:
        return Question(None, given, _by_field(str(bad)))


def _by_field(message: str) -> dict[str, str]:
    """The sentences of a BadPatient by the field that each opens with."""
    problems: dict[str, str] = {}
    for sentence in message.split("; "):
        field = sentence.partition(":")[0].partition(".")[0]
        key = field if field in FIELDS else ""
        problems[key] = f"{problems[key]}; {sentence}" if key in problems else sentence
    return problems


def texts_of(patient: Patient) -> dict[str, str]:
    """The patient as the texts of the form."""
    texts = {}
    for name, value in patient.model_dump(exclude_none=True).items():
        if isinstance(value, bool):
            texts[name] = "true" if value else "false"
        elif isinstance(value, list):
            texts[name] = ";".join(value)
        elif isinstance(value, dict):
            texts[name] = ";".join(f"{marker}:{result}" for marker, result in value.items())
        else:
            texts[name] = f"{value:g}" if isinstance(value, float) else str(value)
    return texts


def unknown_therapies(patient: Patient, vocabulary: Vocabulary) -> list[str]:
    """Names that are no drug or class known here."""
    names = (*(patient.prior_therapies or ()), *(patient.progressed_on or ()), *(patient.never_received or ()))
    return [name for name in dict.fromkeys(names) if not vocabulary.therapies_named(name)]
