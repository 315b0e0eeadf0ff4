"""What the phrases about the disease state mean: one row a meaning, as sets of disease states.

`sure` are the states that the words certainly take in, `wide` also those that some readers would; what lies between is
undecidable. axis: `extent` (alternatives in one sentence are joined), `origin` and `phase` (each narrows further).
Sources: AJCC 8 (stages), the domain tables on setting and recurrence: early is stage I to III without distant disease,
"advanced" is unresectable locally advanced or metastatic, secondary is metastatic, a chest-wall recurrence is local,
adjuvant means operated, neoadjuvant means unoperated and not metastatic.
"""

from __future__ import annotations

from typing import NamedTuple

from data import axes
from data.axes import states_where
from data.disease import NEVER_TREATED

ALL = axes.full(axes.STATE_AXIS)
METASTATIC = states_where(lambda s: s.kind == "metastatic")
IN_SITU = states_where(lambda s: s.kind == "in_situ")
PRIMARY = states_where(lambda s: s.kind == "primary")
FIRST_CANCER = PRIMARY | IN_SITU
RESECTABLE_PRIMARY = states_where(lambda s: s.kind == "primary" and s.resectable)
UNRESECTABLE_PRIMARY = PRIMARY & ~RESECTABLE_PRIMARY
LOCAL = states_where(lambda s: s.kind in ("local_breast", "local_chest_wall"))
CHEST_WALL = states_where(lambda s: s.kind == "local_chest_wall")
IN_BREAST = states_where(lambda s: s.kind == "local_breast")
REGIONAL = states_where(lambda s: s.kind == "regional")
LOCOREGIONAL = LOCAL | REGIONAL
UNRESECTABLE = states_where(lambda s: not s.resectable and s.kind != "metastatic")
UNRESECTABLE_RECURRENCE = UNRESECTABLE & LOCOREGIONAL
ADVANCED = METASTATIC | UNRESECTABLE
STAGE_I_II = states_where(lambda s: s.kind == "primary" and s.stage in ("I", "IIA", "IIB"))
STAGE_I = states_where(lambda s: s.stage == "I")
STAGE_III = states_where(lambda s: s.stage.startswith("III"))
STAGE_IIIB = states_where(lambda s: s.stage == "IIIB")
INOPERABLE_STAGES = states_where(lambda s: s.stage in ("IIIB", "IIIC"))
STAGE_IIB_III = states_where(lambda s: s.stage in ("IIB", "IIIA", "IIIB", "IIIC"))
DE_NOVO = states_where(lambda s: s.origin == "de_novo")
RECURRENT_METASTATIC = states_where(lambda s: s.origin == "recurrent")
RECURRENT = LOCOREGIONAL | RECURRENT_METASTATIC
CURABLE = ALL & ~METASTATIC
UNTREATED = states_where(lambda s: s.phase == "untreated")
BEFORE_SURGERY = states_where(lambda s: s.phase in ("untreated", "neoadjuvant"))
NEOADJUVANT_NOW = states_where(lambda s: s.phase == "neoadjuvant")
ADJUVANT = states_where(lambda s: s.phase == "adjuvant")
SURVEILLANCE = states_where(lambda s: s.phase == "surveillance")
OPERATED = ADJUVANT | SURVEILLANCE
UNDER_TREATMENT = states_where(lambda s: s.phase in ("neoadjuvant", "adjuvant", "advanced"))
BREAST_RECURRENCE_TO_OPERATE = states_where(lambda s: s.kind == "local_breast" and s.resectable) & BEFORE_SURGERY


class Meaning(NamedTuple):
    axis: str
    sure: int
    wide: int
    words: str


def _only(axis: str, states: int, words: str) -> Meaning:
    return Meaning(axis, states, states, words)


MEANINGS: dict[str, Meaning] = {
    # ------------------------------------------------------------ extent
    "metastatic": _only("extent", METASTATIC, "metastatic disease"),
    "site_metastasis": _only("extent", METASTATIC, "metastases"),
    "oligometastatic": Meaning("extent", 0, METASTATIC, "oligometastatic disease"),
    "oligoprogressive": Meaning("extent", 0, METASTATIC & ~UNTREATED, "oligoprogressive disease"),
    "distant_recurrence": _only("extent", RECURRENT_METASTATIC, "distant recurrence"),
    "advanced": _only("extent", ADVANCED, "advanced disease"),
    "incurable": _only(
        "extent", METASTATIC | UNRESECTABLE_RECURRENCE | (UNRESECTABLE_PRIMARY & ~BEFORE_SURGERY), "incurable disease"
    ),
    "unresectable": Meaning("extent", UNRESECTABLE, ADVANCED, "unresectable disease"),
    "locally_advanced": Meaning("extent", STAGE_III, STAGE_IIB_III | UNRESECTABLE, "locally advanced disease"),
    "locoregional_recurrence": _only("extent", LOCOREGIONAL, "locoregional recurrence"),
    "locally_recurrent": Meaning("extent", LOCAL, LOCOREGIONAL, "local recurrence"),
    "regional_recurrence": _only("extent", REGIONAL, "regional recurrence"),
    "operable_recurrence": _only("extent", LOCOREGIONAL & ~UNRESECTABLE, "operable recurrence"),
    "breast_recurrence": _only("extent", IN_BREAST, "recurrence in the breast"),
    # a second cancer in a breast that was conserved once may be called a new one
    "repeat_conservation": Meaning(
        "extent",
        IN_BREAST & ~UNRESECTABLE,
        (IN_BREAST & ~UNRESECTABLE) | STAGE_I_II | IN_SITU,
        "recurrence in a conserved breast",
    ),
    "chest_wall_recurrence": _only("extent", LOCAL & ~IN_BREAST, "chest wall recurrence"),
    "chest_wall_or_skin": Meaning(
        "extent", CHEST_WALL, CHEST_WALL | METASTATIC, "chest wall recurrence or skin metastases"
    ),
    "local_recurrence": Meaning("extent", LOCAL, LOCAL, "local recurrence"),
    "recurrent": Meaning("extent", RECURRENT, RECURRENT, "recurrent disease"),
    # 'six months between the end of treatment and recurrence': it may be asked only of those whose cancer came back
    "time_to_recurrence": Meaning("extent", RECURRENT, RECURRENT | METASTATIC, "recurrent disease"),
    "refractory": _only("extent", (ADVANCED | RECURRENT) & ~NEVER_TREATED, "refractory disease"),
    # beside metastases, locally advanced disease is as a rule beyond surgery
    "locally_advanced_or_metastatic": Meaning(
        "extent",
        METASTATIC,
        METASTATIC | UNRESECTABLE | (BEFORE_SURGERY & STAGE_III),
        "locally advanced or metastatic disease",
    ),
    "metastatic_or_recurrent": _only("extent", METASTATIC | RECURRENT, "metastatic or recurrent disease"),
    "inflammatory": Meaning(
        "extent", 0, states_where(lambda s: s.stage in ("IIIB", "IIIC", "IV", "")), "inflammatory breast cancer"
    ),
    "early": Meaning("extent", STAGE_I_II, RESECTABLE_PRIMARY, "early breast cancer"),
    "operable": Meaning("extent", RESECTABLE_PRIMARY, CURABLE & ~UNRESECTABLE & ~IN_SITU, "operable disease"),
    # what is large is for each to say: T3 is, and T2 where the breast cannot be conserved
    "large_operable": Meaning(
        "extent", 0, (RESECTABLE_PRIMARY & ~STAGE_I) | (LOCOREGIONAL & ~UNRESECTABLE), "large operable disease"
    ),
    "nonmetastatic": _only("extent", CURABLE, "no distant metastasis"),
    "not_recurrent": _only("extent", ALL & ~RECURRENT, "no recurrent disease"),
    "in_evidence": _only("extent", ALL & ~OPERATED, "evidence of disease"),
    "in_situ": _only("extent", IN_SITU, "carcinoma in situ"),
    "invasive": _only("extent", ALL & ~IN_SITU, "invasive disease"),
    "tnm": Meaning("extent", PRIMARY, PRIMARY | DE_NOVO, "a primary tumour (TNM)"),
    "clinical_tnm": Meaning("extent", PRIMARY & BEFORE_SURGERY, PRIMARY, "a primary tumour (clinical TNM)"),
    "pathologic_tnm": _only("extent", PRIMARY & OPERATED, "an operated primary tumour (pathologic TNM)"),
    # ------------------------------------------------------------ origin
    "newly_diagnosed": _only("origin", (FIRST_CANCER | DE_NOVO) & ~SURVEILLANCE, "newly diagnosed disease"),
    # 'primary breast cancer' may name where metastases come from, but not a recurrence that could be operated
    "primary_cancer": _only("origin", ALL & ~LOCOREGIONAL, "a primary breast cancer"),
    "first_cancer": _only("origin", FIRST_CANCER | DE_NOVO, "a first breast cancer"),
    "newly_diagnosed_metastatic": Meaning("extent", DE_NOVO, METASTATIC, "newly diagnosed metastatic disease"),
    "de_novo_metastatic": _only("origin", DE_NOVO, "de novo metastatic disease"),
    "history_of_bc": _only("origin", RECURRENT | SURVEILLANCE, "history of breast cancer"),
    "treated_before": Meaning(
        "origin", RECURRENT | SURVEILLANCE, ALL & ~NEVER_TREATED, "earlier treatment of the cancer"
    ),
    "radiated_before": Meaning(
        "origin",
        0,
        LOCOREGIONAL | OPERATED | RECURRENT_METASTATIC,
        "earlier irradiation",
    ),
    "operated_before": Meaning(
        "origin", OPERATED | LOCOREGIONAL, OPERATED | RECURRENT, "earlier surgery of the cancer"
    ),
    # ------------------------------------------------------------ phase
    "neoadjuvant_due": _only("phase", PRIMARY & BEFORE_SURGERY, "before surgery (neoadjuvant)"),
    "neoadjuvant_title": Meaning(
        "phase", RESECTABLE_PRIMARY & BEFORE_SURGERY, PRIMARY & BEFORE_SURGERY, "before surgery (neoadjuvant)"
    ),
    "presurgical_title": Meaning(
        "phase",
        RESECTABLE_PRIMARY & BEFORE_SURGERY,
        (FIRST_CANCER & BEFORE_SURGERY) | BREAST_RECURRENCE_TO_OPERATE,
        "before surgery",
    ),
    # what cannot be resected is no candidate for surgery until other treatment has made it one
    "surgery_due": Meaning(
        "phase",
        (FIRST_CANCER & UNTREATED & ~UNRESECTABLE) | (BREAST_RECURRENCE_TO_OPERATE & UNTREATED),
        (FIRST_CANCER & BEFORE_SURGERY) | BREAST_RECURRENCE_TO_OPERATE | DE_NOVO,
        "before breast surgery",
    ),
    "surgery_chosen": Meaning(  # 'opted for breast conservation': it may be done or not yet
        "phase",
        FIRST_CANCER & UNTREATED & ~UNRESECTABLE,
        (FIRST_CANCER & ~SURVEILLANCE) | BREAST_RECURRENCE_TO_OPERATE | DE_NOVO,
        "breast surgery chosen",
    ),
    "surgery_title": Meaning(
        "phase",
        FIRST_CANCER & BEFORE_SURGERY & ~UNRESECTABLE,
        (FIRST_CANCER & BEFORE_SURGERY) | BREAST_RECURRENCE_TO_OPERATE | DE_NOVO,
        "before breast surgery",
    ),
    "no_surgery_yet": Meaning(
        "phase", FIRST_CANCER & BEFORE_SURGERY, (FIRST_CANCER & BEFORE_SURGERY) | METASTATIC, "no breast surgery yet"
    ),
    "tumour_in_place": _only("phase", ALL & ~OPERATED, "a tumour in place"),
    "primary_in_place": Meaning(
        "phase",
        (FIRST_CANCER & ~OPERATED) | DE_NOVO,
        ((FIRST_CANCER | IN_BREAST) & ~OPERATED) | DE_NOVO,
        "a tumour in place",
    ),
    "intact_primary": Meaning(
        "phase", (FIRST_CANCER & ~OPERATED) | DE_NOVO, (FIRST_CANCER & ~OPERATED) | DE_NOVO, "an intact primary tumour"
    ),
    "intact_breast": _only("phase", (FIRST_CANCER & ~OPERATED) | DE_NOVO, "a cancer in an intact breast"),
    "operated": Meaning(
        "phase",
        FIRST_CANCER & OPERATED,
        OPERATED | LOCOREGIONAL | (METASTATIC & ~(DE_NOVO & UNTREATED)),
        "operated",
    ),
    "removed": Meaning("phase", FIRST_CANCER & OPERATED, OPERATED, "a tumour that was removed"),
    "treated_curatively": Meaning(
        "phase",
        FIRST_CANCER & OPERATED,
        OPERATED | LOCOREGIONAL,
        "treated with curative intent",
    ),
    "adjuvant_due": Meaning("phase", FIRST_CANCER & ADJUVANT, ADJUVANT, "adjuvant treatment"),
    "adjuvant_title": _only("phase", FIRST_CANCER & ADJUVANT, "adjuvant treatment"),
    "adjuvant_aim_title": _only("phase", FIRST_CANCER & ADJUVANT, "adjuvant treatment"),  # with the word 'adjuvant'
    # whoever has had a local recurrence removed may be given adjuvant treatment, as with 'adjuvant_due'
    "neo_or_adjuvant_due": Meaning(
        "phase",
        PRIMARY & (BEFORE_SURGERY | ADJUVANT),
        (PRIMARY & BEFORE_SURGERY) | (ADJUVANT & ~IN_SITU),
        "neoadjuvant or adjuvant treatment to come",
    ),
    "residual_after_neoadjuvant": Meaning(
        "phase", 0, PRIMARY & ADJUVANT, "residual disease after neoadjuvant treatment"
    ),
    # 'completed neoadjuvant chemotherapy and surgery': by and by such a patient is in follow-up
    "operated_after_neoadjuvant": Meaning("phase", 0, PRIMARY & OPERATED, "surgery after neoadjuvant treatment"),
    "pcr_after_neoadjuvant": Meaning(
        "phase", 0, PRIMARY & OPERATED, "pathologic complete response after neoadjuvant treatment"
    ),
    "had_neoadjuvant": Meaning(
        "phase", PRIMARY & (ADJUVANT | SURVEILLANCE), ALL & ~NEVER_TREATED, "neoadjuvant treatment received"
    ),
    "had_neoadjuvant_title": Meaning(
        "phase", PRIMARY & (ADJUVANT | SURVEILLANCE), ALL & ~IN_SITU, "neoadjuvant treatment received or under way"
    ),
    "endocrine_for_years": Meaning(
        "phase",
        FIRST_CANCER & SURVEILLANCE,
        OPERATED | (METASTATIC & ~UNTREATED),
        "years of adjuvant endocrine treatment",
    ),
    "had_adjuvant": Meaning(
        "phase",
        (FIRST_CANCER & OPERATED) | RECURRENT,
        ALL & ~(FIRST_CANCER & BEFORE_SURGERY) & ~NEVER_TREATED,
        "adjuvant treatment received",
    ),
    "extended_title": Meaning(
        "phase", FIRST_CANCER & SURVEILLANCE, FIRST_CANCER & OPERATED, "extended adjuvant treatment"
    ),
    "adjuvant_lengths_title": Meaning("phase", 0, FIRST_CANCER & OPERATED, "adjuvant treatment of one of two lengths"),
    "adjuvant_running": Meaning("phase", 0, UNDER_TREATMENT, "endocrine treatment running"),
    "under_chemotherapy": Meaning("phase", 0, UNDER_TREATMENT & ~IN_SITU, "under treatment"),
    "not_treated_yet": Meaning("phase", FIRST_CANCER & UNTREATED, UNTREATED, "no treatment yet"),
    "rest_due": Meaning(
        "phase", FIRST_CANCER & ADJUVANT, ADJUVANT | (METASTATIC & ~UNTREATED), "treatment done in part, the rest due"
    ),
    # whoever had it for the first cancer is after it, too, though nothing was done yet for what came back
    "under_or_after_treatment": Meaning("phase", 0, ALL & ~NEVER_TREATED, "under treatment, or after it"),
    # 'joint pain due to aromatase inhibitors', 'chemotherapy-induced neuropathy'
    "treated_already": _only("phase", ALL & ~NEVER_TREATED, "treatment received"),
    # 'patients who underwent radiotherapy for breast cancer': of a first cancer, or of one that has come back since
    "irradiated": Meaning("phase", 0, ALL & ~NEVER_TREATED, "radiation received"),
    # 'radiotherapy with curative intent' to come or under way: whom it is given to, and what else is due, is not told
    "curative_aim": Meaning("phase", CURABLE & ~UNRESECTABLE, CURABLE, "treatment with curative intent"),
    # by surgery or drugs, a recurrence that cannot be resected is not treated for cure (ABC consensus: as metastatic)
    "curative_treatment": Meaning(
        "phase", CURABLE & ~UNRESECTABLE, CURABLE & ~UNRESECTABLE_RECURRENCE, "treatment with curative intent"
    ),
    "treatment_title": Meaning("phase", UNDER_TREATMENT, ALL & ~SURVEILLANCE, "treatment under way or to come"),
    "chemotherapy_due": Meaning(
        "phase", PRIMARY & BEFORE_SURGERY, ALL & ~SURVEILLANCE & ~IN_SITU, "chemotherapy or radiation to come"
    ),
    # for metastatic disease or after surgery, by the drug
    "drug_running_or_due": Meaning("phase", 0, ALL & ~SURVEILLANCE & ~IN_SITU, "drug treatment under way or to come"),
    "drug_due": Meaning("phase", METASTATIC, ALL & ~SURVEILLANCE & ~IN_SITU, "drug treatment to come"),
    # whoever is treated for a cancer that came back is through with the primary treatment; of whoever is in adjuvant
    # treatment the chemotherapy and radiation may be over and endocrine treatment run
    "treatment_completed": Meaning(
        "phase",
        SURVEILLANCE,
        OPERATED | (METASTATIC & ~UNTREATED) | UNRESECTABLE_RECURRENCE,
        "primary treatment completed",
    ),
    # whoever has a tumour needs treatment; whether adjuvant treatment is part of what is not expected, it need not say
    "nothing_to_come": Meaning("phase", SURVEILLANCE, OPERATED, "no treatment to come"),
    "survivor": Meaning("phase", SURVEILLANCE, ALL & ~UNTREATED, "survivors"),
    "no_evidence_of_disease": _only("phase", OPERATED, "no evidence of disease"),
    # 'in remission or under control': with metastases as well, as long as they are treated
    "disease_controlled": Meaning("phase", OPERATED, ALL & ~UNTREATED, "disease in remission or under control"),
    # the primary tumour removed or treated; said of the metastatic, and of no cancer that is still to be treated
    "primary_controlled": Meaning(
        "phase",
        (FIRST_CANCER & OPERATED) | RECURRENT_METASTATIC,
        ALL & ~(FIRST_CANCER & BEFORE_SURGERY) & ~(DE_NOVO & UNTREATED),
        "a controlled primary tumour",
    ),
    "no_recurrence": _only("phase", FIRST_CANCER & OPERATED, "no evidence of recurrence"),
}

# Names of MEANINGS that tell of a cancer come back.
RECURRENCES = frozenset(
    {"recurrent", "locoregional_recurrence", "local_recurrence", "locally_recurrent", "regional_recurrence"}
    | {"distant_recurrence", "chest_wall_recurrence", "breast_recurrence", "operable_recurrence"}
)
EARLIER_NEOADJUVANT = "earlier neoadjuvant treatment"  # what of 'treated_before' that treatment alone is called
CURATIVE_AIMS = frozenset({"curative_aim", "curative_treatment"})
