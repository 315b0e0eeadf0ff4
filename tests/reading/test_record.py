"""The whole record: what sentences of one record say of each other."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial


def verdict(
    criteria: str, vocabulary: Vocabulary, facts: dict[str, object], title: str = "A Study in Breast Cancer"
) -> str:
    reading = read_trial(Trial("NCT99999999", brief_title=title, criteria=criteria), vocabulary, "test")
    return decide(reading, Known(Patient.from_facts(facts), vocabulary)).verdict


@pytest.mark.parametrize(
    "other",
    [
        "Inclusion Criteria:\n\n* At least one prior line of chemotherapy for metastatic disease",
        "Inclusion Criteria:\n\n* Patients with stable, treated brain metastases are eligible",
        "Exclusion Criteria:\n\n* Prior chemotherapy for metastatic disease",
    ],
)
def test_metastatic_disease_is_not_shut_out_where_another_sentence_presupposes_it(
    other: str, vocabulary: Vocabulary
) -> None:
    alone = "Exclusion Criteria:\n\n* Metastatic disease"
    patient: dict[str, object] = {"stage": "IV", "metastatic_sites": ["bone"], "chemo_lines_metastatic": 0}
    if "At least" in other:
        patient["chemo_lines_metastatic"] = 1
    assert verdict(alone, vocabulary, patient) == "ineligible"
    assert verdict(f"{other}\n\n{alone}", vocabulary, patient) == "possible"


def test_what_metastatic_disease_leaves_open_is_asked_of_all_others(vocabulary: Vocabulary) -> None:
    criteria = "Inclusion Criteria:\n\n* Breast cancer that has been surgically resected\n* At most two prior lines for metastatic disease"
    untreated: dict[str, object] = {"metastatic": False, "stage": "IIA", "treatment_phase": "untreated"}
    assert verdict(criteria, vocabulary, untreated | {"initial_surgery": "none"}) == "ineligible"
    assert verdict(criteria, vocabulary, {"metastatic": True, "stage": "IV", "lines_metastatic": 1}) == "possible"


def test_a_rule_that_all_sentences_agree_on_stays_a_rule(vocabulary: Vocabulary) -> None:
    criteria = (
        "Inclusion Criteria:\n\n* Stage II-III\n\nExclusion Criteria:\n\n* Metastatic disease\n* Known brain metastases"
    )
    assert verdict(criteria, vocabulary, {"stage": "IV"}) == "ineligible"


def test_a_title_speaks_where_the_criteria_are_silent(vocabulary: Vocabulary) -> None:
    criteria = "Inclusion Criteria:\n\n* Age 18 or older"
    title = "Drug X in Metastatic Triple-negative Breast Cancer"
    assert verdict(criteria, vocabulary, {"stage": "II"}, title) == "ineligible"
    assert verdict(criteria, vocabulary, {"stage": "IV", "er_percent": 90.0}, title) == "ineligible"
    assert verdict(criteria, vocabulary, {"stage": "IV", "er_percent": 0.0}, title) == "possible"


def test_an_alteration_in_the_title_is_not_asked_of_cohorts_whose_criteria_leave_it_out(vocabulary: Vocabulary) -> None:
    trial = Trial(
        "NCT99999999",
        brief_title="A PI3K Inhibitor in PIK3CA-mutated Breast Cancer",
        criteria="Inclusion Criteria:\n\nCohort 1:\n* Metastatic breast cancer with a PIK3CA mutation\n\nCohort 2:\n* Metastatic HER2-positive breast cancer\n",
    )
    reading = read_trial(trial, vocabulary, "test")
    assert not any(c.facet == "biomarker:PIK3CA" for c in reading.criteria)


def test_a_cohort_that_nobody_could_join_is_open_where_its_own_criteria_clash(vocabulary: Vocabulary) -> None:
    criteria = (
        "Inclusion Criteria:\n\n* HER2-negative breast cancer\n\nCohort A:\n\n* Stage IV\n\nCohort B:\n\n"
        "* Stage I to III\n* HER2-positive disease"
    )
    facts: dict[str, object] = {"her2_status": "zero", "her2_ihc": "0"}
    assert verdict(criteria, vocabulary, {"stage": "IIA", **facts}) == "possible"
    assert verdict(criteria, vocabulary, {"stage": "IIA", "her2_status": "positive"}) == "ineligible"


def test_conditions_do_not_narrow_what_the_criteria_take_of_any_extent(vocabulary: Vocabulary) -> None:
    trial = Trial(
        "NCT99999999",
        brief_title="Drug X in Breast Cancer",
        conditions=("Metastatic Breast Cancer",),
        criteria="Inclusion Criteria:\n\n* Early or metastatic breast cancer",
    )
    reading = read_trial(trial, vocabulary, "test")
    early = Known(Patient.from_facts({"stage": "II", "metastatic": False}), vocabulary)
    assert decide(reading, early).verdict != "ineligible"


def test_a_title_before_surgery_shuts_out_no_metastatic_disease_that_the_criteria_ask_for(
    vocabulary: Vocabulary,
) -> None:
    criteria = "Inclusion Criteria:\n\n* Locally advanced or metastatic breast cancer with the primary tumour in place"
    patient: dict[str, object] = {
        "stage": "IV",
        "metastatic": True,
        "recurrence_type": "none",
        "initial_surgery": "none",
    }
    assert verdict(criteria, vocabulary, patient, "Preoperative Docetaxel in Breast Cancer") != "ineligible"


def test_a_title_asks_for_no_line_where_the_criteria_shut_out_all_but_endocrine_therapy(vocabulary: Vocabulary) -> None:
    title = "Drug X as Maintenance After First-line Induction Therapy in HER2-positive Metastatic Breast Cancer"
    untreated: dict[str, object] = {"stage": "IV", "lines_metastatic": 0}
    assert verdict("Inclusion Criteria:\n\n* Age 18 or older", vocabulary, untreated, title) == "ineligible"
    criteria = "Exclusion Criteria:\n\n* Any prior non-hormonal systemic therapy for metastatic disease"
    assert verdict(criteria, vocabulary, untreated, title) == "possible"
    assert verdict(criteria, vocabulary, {"stage": "IV", "chemo_lines_metastatic": 1}, title) == "ineligible"


def test_those_let_in_under_conditions_below_are_not_all_patients(vocabulary: Vocabulary) -> None:
    criteria = (
        "Inclusion Criteria:\n\n* Stage IV disease\n"
        "* Patients with hormone receptor-positive disease are eligible if they meet the following criteria:\n"
        "* Symptomatic visceral disease\n* Have received endocrine therapy without benefit from it\n* ECOG 0-1"
    )
    assert verdict(criteria, vocabulary, {"stage": "IV", "lines_metastatic": 0, "er_percent": 0.0}) == "possible"


def test_those_who_fear_breast_cancer_are_another_way_in(vocabulary: Vocabulary) -> None:
    criteria = (
        "Inclusion Criteria:\n\n* One of the following:\n  * History of breast cancer\n    * No current disease\n"
        "  * No history of breast cancer, but declined oestrogen because of a perceived risk of breast cancer"
    )
    assert verdict(criteria, vocabulary, {"stage": "IIA", "treatment_phase": "untreated"}) == "ineligible"
    assert verdict(criteria, vocabulary, {"stage": "IIA", "treatment_phase": "surveillance"}) == "eligible"


def test_none_but_an_adjuvant_course_speaks_of_no_metastatic_disease(vocabulary: Vocabulary) -> None:
    criteria = (
        "Exclusion Criteria:\n\n* Diagnosed with stage IV breast cancer\n"
        "* Any prior endocrine therapy with tamoxifen or aromatase inhibitors. A short course of adjuvant endocrine therapy is allowed."
    )
    assert verdict(criteria, vocabulary, {"stage": "IV"}) == "ineligible"
    late = criteria.replace("inhibitors.", "inhibitors for metastatic disease.")
    assert verdict(late, vocabulary, {"stage": "IV"}) == "possible"


def test_a_title_that_names_early_breast_cancer_takes_no_carcinoma_in_situ(vocabulary: Vocabulary) -> None:
    title = "Adjuvant Drug X in Early Breast Cancer"
    operated: dict[str, object] = {"stage": "0", "treatment_phase": "adjuvant"}
    criteria = "Exclusion Criteria:\n\n* Stage IV breast cancer"
    assert verdict(criteria, vocabulary, operated, title) == "ineligible"
    assert verdict(f"Inclusion Criteria:\n\n* Stage 0-III\n\n{criteria}", vocabulary, operated, title) != "ineligible"


@pytest.mark.parametrize(
    ("beside", "asked", "takes_her2_positive"),
    [
        ("Ovarian Neoplasms", "Metastatic disease", False),
        ("Cervical Cancer", "Metastatic solid tumor", True),
        ("Advanced Solid Tumor", "Metastatic disease", True),
        ("Advanced or Metastatic Cancer", "Metastatic disease", True),
        ("Ovarian Neoplasms", "Metastatic solid tumors of any histology", True),
    ],
)
def test_the_only_breast_cancer_among_the_conditions_is_the_one_that_is_taken(
    beside: str, asked: str, *, takes_her2_positive: bool, vocabulary: Vocabulary
) -> None:
    conditions = ("Triple Negative Breast Cancer", beside)
    criteria = f"Inclusion Criteria:\n\n* {asked}"
    trial = Trial("NCT99999999", brief_title="A study of XY-1", conditions=conditions, criteria=criteria)
    patient = Known(Patient.from_facts({"her2_ihc": "3+", "stage": "IV"}), vocabulary)
    answer = decide(read_trial(trial, vocabulary, "test"), patient).verdict
    assert (answer != INELIGIBLE) == takes_her2_positive


def test_untreated_in_the_title_of_a_trial_for_advanced_disease_may_be_untreated_since(vocabulary: Vocabulary) -> None:
    lines = "Inclusion Criteria:\n\n* Locally advanced or metastatic disease\n* No prior systemic therapy for advanced or metastatic disease"
    title = "Drug X in Participants With Previously Untreated Breast Cancer"
    recurred: dict[str, object] = {"stage": "IV", "metastatic": True, "recurrence_type": "distant"}
    early = "Inclusion Criteria:\n\n* Stage I-III breast cancer"
    assert verdict(lines, vocabulary, recurred | {"lines_metastatic": 0}, title) == "possible"
    assert verdict(lines, vocabulary, recurred | {"lines_metastatic": 1}, title) == "ineligible"
    assert verdict(early, vocabulary, recurred, title) == "ineligible"


@pytest.mark.parametrize("title", ["Adjuvant Drug X in Breast Cancer", "Exercise after Breast Cancer"])
def test_whoever_is_in_adjuvant_treatment_may_be_through_with_her_primary_treatment(
    vocabulary: Vocabulary, title: str
) -> None:
    criteria = "Inclusion Criteria:\n\n* At most 12 weeks between the end of primary treatment and randomization"
    operated: dict[str, object] = {"stage": "IIA", "metastatic": False, "treatment_phase": "adjuvant"}
    assert verdict(criteria, vocabulary, operated, title) == "possible"
    assert verdict(criteria, vocabulary, operated | {"treatment_phase": "untreated"}, title) == "ineligible"


@pytest.mark.parametrize(("condition", "answer"), [("Lymph Node Metastases", "ineligible"), ("Metastases", "possible")])
def test_metastases_in_lymph_nodes_among_the_conditions_are_no_distant_disease(
    condition: str, answer: str, vocabulary: Vocabulary
) -> None:
    criteria = "Inclusion Criteria:\n\n* Resectable breast cancer (T1-4a, N0-3, M0)"
    trial = Trial("NCT99999999", brief_title="A study", conditions=("Breast Cancer", condition), criteria=criteria)
    patient = Known(Patient.from_facts({"stage": "IV", "metastatic": True}), vocabulary)
    assert decide(read_trial(trial, vocabulary, "test"), patient).verdict == answer


@pytest.mark.parametrize("treatment", ["chemotherapy", "radiation", "hormone therapy", "surgery"])
def test_no_earlier_treatment_for_breast_cancer_is_not_asked_of_people_without_it(
    treatment: str, vocabulary: Vocabulary
) -> None:
    criteria = f"Inclusion Criteria:\n\n* No prior {treatment} for breast cancer\n* Age 18 or older"
    assert verdict(criteria, vocabulary, {"er_percent": 90}, "Study in breast cancer") != "ineligible"


def test_a_subtype_in_the_title_is_the_shorter_form_of_criteria_that_name_it_as_one_of_two(
    vocabulary: Vocabulary,
) -> None:
    title = "Tumour DNA in Triple-negative Breast Cancer"
    either = "Inclusion Criteria:\n\n* Triple-negative (ER and PR < 10 %) or HER2-positive breast cancer"
    her2: dict[str, object] = {"er_status": "negative", "pr_status": "negative", "her2_status": "positive"}
    assert verdict(either, vocabulary, her2, title) != INELIGIBLE
    assert verdict(either, vocabulary, {"er_percent": 90.0, "her2_status": "zero"}, title) == "ineligible"
    wider = "Inclusion Criteria:\n\n* HER2-negative breast cancer"
    assert verdict(wider, vocabulary, {"er_percent": 90.0, "her2_status": "zero"}, title) == "ineligible"


@pytest.mark.parametrize("other", ["A history of whole brain irradiation", "Metastatic bone disease"])
def test_what_may_be_shut_out_in_early_disease_presupposes_no_metastases(other: str, vocabulary: Vocabulary) -> None:
    criteria = f"Inclusion Criteria:\n\n* Stage I or II breast cancer\n\nExclusion Criteria:\n\n* {other}"
    assert verdict(criteria, vocabulary, {"stage": "IV", "metastatic": True}) == "ineligible"
    bone_only = criteria.replace(other, "Bone-only disease")
    assert verdict(bone_only, vocabulary, {"stage": "IV", "metastatic": True}) == "possible"


def test_a_title_shuts_out_none_of_the_ways_in_that_the_criteria_list(vocabulary: Vocabulary) -> None:
    operated: dict[str, object] = {"stage": "IIB", "recurrence_type": "none", "treatment_phase": "adjuvant"}
    title = "Drug X With Radiation in Inoperable Breast Cancer"
    listed = (
        "Inclusion Criteria:\n\n* Inoperable breast cancer progressing after neoadjuvant chemotherapy, OR patients with"
        " metastases, OR patients operated with residual disease after neoadjuvant chemotherapy"
    )
    assert verdict(listed, vocabulary, operated, title) == "possible"
    assert verdict("Inclusion Criteria:\n\n* Breast cancer", vocabulary, operated, title) == "ineligible"


@pytest.mark.parametrize("last", ["carcinoma in situ", "DCIS"])
def test_women_of_either_kind_are_told_apart_by_their_disease(last: str, vocabulary: Vocabulary) -> None:
    criteria = (
        f"Inclusion Criteria:\n\n* Women over 40 operated for early breast cancer, or\n* Women over 40 with {last}"
    )
    in_situ: dict[str, object] = {"stage": "0", "recurrence_type": "none", "sex": "female"}
    title = "Short Radiation of the Breast for Early Breast Cancer"
    assert verdict(criteria, vocabulary, in_situ, title) == "possible"
    assert verdict(criteria, vocabulary, {"stage": "IV", "sex": "female"}, title) == "ineligible"


@pytest.mark.parametrize(
    ("population", "verdict_wanted"),
    [
        ("Patients with solid tumours who will receive paclitaxel or cisplatin as part of standard care", "possible"),
        ("Patients with solid tumours seen at the day clinic", "ineligible"),
    ],
)
def test_receiving_chemotherapy_is_to_come_where_the_population_will_receive_it(
    population: str, verdict_wanted: str, vocabulary: Vocabulary
) -> None:
    untreated = Patient.from_facts({"stage": "IV", "recurrence_type": "none", "treatment_phase": "untreated"})
    trial = Trial(
        "NCT99999999",
        brief_title="Neuropathy in Patients With Breast Cancer",
        criteria="Inclusion Criteria:\n\n* All patients receiving chemotherapy",
        study_population=population,
    )
    assert decide(read_trial(trial, vocabulary, "test"), Known(untreated, vocabulary)).verdict == verdict_wanted


def test_a_lesion_to_be_injected_is_none_of_the_bones_where_the_title_speaks_of_the_tumour(
    vocabulary: Vocabulary,
) -> None:
    criteria = (
        "Inclusion Criteria:\n\n* Metastatic breast cancer\n* One tumour suitable for injection under CT guidance"
    )
    patient: dict[str, object] = {"stage": "IV", "metastatic_sites": ["bone"], "measurable_disease": False}
    assert verdict(criteria, vocabulary, patient, "Intratumoral XY-1 in Solid Tumors") == "ineligible"
    assert verdict(criteria, vocabulary, patient, "Subcutaneous XY-1 in Breast Cancer") != "ineligible"
    liver = {**patient, "metastatic_sites": ["liver"], "measurable_disease": True}
    assert verdict(criteria, vocabulary, liver, "Intratumoral XY-1 in Solid Tumors") != "ineligible"


@pytest.mark.parametrize(
    ("title", "criterion", "answer"),
    [
        ("Ablation of Oligometastatic Breast Cancer", "Recurrent disease proven by biopsy", "ineligible"),
        ("Drug X in Metastatic Breast Cancer", "Relapsed breast cancer", "ineligible"),
        ("Drug X in Metastatic Breast Cancer", "Locally recurrent or metastatic breast cancer", "possible"),
        ("Radiotherapy of Oligometastases and of Local Recurrences of Breast Cancer", "Recurrent disease", "eligible"),
        ("Ablation of Local Relapses of Breast Cancer", "Recurrent disease proven by biopsy", "eligible"),
    ],
)
def test_recurrent_disease_below_a_title_on_metastases_tells_how_she_came_to_them(
    title: str, criterion: str, answer: str, vocabulary: Vocabulary
) -> None:
    local: dict[str, object] = {"recurrence_type": "local", "metastatic": False}
    criteria = f"Inclusion Criteria:\n\n* {criterion}"
    assert verdict(criteria, vocabulary, local, title) == answer
    distant: dict[str, object] = {"recurrence_type": "distant", "stage": "IV"}
    assert (verdict(criteria, vocabulary, distant, title) == INELIGIBLE) == ("Local Relapses" in title)
