"""The question in the clinic's order: which facts stand in which block and row. Their words are in the catalogue."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

from data.patient_facts import (
    BrainMetastases,
    BreastSurgery,
    Her2Ihc,
    Her2Ish,
    Her2Status,
    MarkerResult,
    MenopausalStatus,
    MetastaticSite,
    ReceptorStatus,
    RecurrenceType,
    Sex,
    Stage,
    TreatmentPhase,
)

YES_NO = ("true", "false")
MARKER = "biomarkers."  # what the name of a marker's field begins with
# The markers that trials ask for most; any other is written under `biomarkers`.
MARKERS = (
    "ESR1", "PIK3CA", "AKT1", "PTEN", "germline_BRCA1", "germline_BRCA2", "germline_PALB2", "PD-L1",
)  # fmt: skip


class Field(NamedTuple):
    """One input. kind: radio, select, ticks (several may be chosen), number, text, or names (a list, parted by `;`).

    words: under which name of the catalogue's `choice` its choices stand. completes: which names are suggested.
    """

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    words: str = ""
    completes: str = ""


class Block(NamedTuple):
    """Rows of fields that belong together; `shows` names what is derived of them as one types."""

    name: str
    rows: tuple[tuple[Field, ...], ...]
    shows: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for row in self.rows for field in row)


def _one_of(name: str, kind: Any, shape: str = "radio") -> Field:
    return Field(name, shape, tuple(get_args(kind)), name)


def _yes_no(name: str) -> Field:
    return Field(name, "radio", YES_NO, "yes_no")


def _marker(name: str) -> Field:
    return Field(MARKER + name, "radio", get_args(MarkerResult), "marker")


def _therapies(name: str) -> Field:
    return Field(name, "names", completes="therapies")


def _number(name: str) -> Field:
    return Field(name, "number")


BLOCKS = (
    Block("receptors", (
        (_number("er_percent"), _one_of("er_status", ReceptorStatus)),
        (_number("pr_percent"), _one_of("pr_status", ReceptorStatus)),
        (_one_of("her2_ihc", Her2Ihc), _one_of("her2_ish", Her2Ish)),
        (_one_of("her2_status", Her2Status, "select"),),
    ), "receptors"),
    Block("disease", (
        (_one_of("stage", Stage, "select"), _yes_no("metastatic")),
        (_one_of("recurrence_type", RecurrenceType, "select"), _one_of("treatment_phase", TreatmentPhase, "select")),
        (_one_of("initial_surgery", BreastSurgery), _yes_no("resectable")),
    ), "disease"),
    Block("sites", (
        (_one_of("metastatic_sites", MetastaticSite, "ticks"),),
        (_one_of("brain_metastases", BrainMetastases), _yes_no("leptomeningeal_disease"), _yes_no("measurable_disease")),
    )),
    Block("therapy", (
        (_number("lines_metastatic"), _number("chemo_lines_metastatic"), _number("endocrine_lines_metastatic")),
        (_therapies("prior_therapies"), _therapies("prior_therapies_early"), _yes_no("prior_therapies_complete")),
        (_therapies("progressed_on"), _therapies("never_received")),
    ), "therapies"),
    Block("markers", (
        tuple(_marker(name) for name in MARKERS),
        (Field("biomarkers", "names", completes="markers"), _number("pdl1_cps")),
    )),
    Block("person", (
        (_number("age_years"), Field("ecog", "radio", ("0", "1", "2", "3", "4"), "ecog"), _one_of("sex", Sex), _one_of("menopausal_status", MenopausalStatus)),
    )),
    Block("place", (
        (Field("postal_code", "text"), Field("city", "text"), Field("country", "text"), _number("max_distance_miles")),
        (Field("patient_id", "text"),),
    )),
)  # fmt: skip
FIELDS = {field.name: field for block in BLOCKS for field in block.fields}
