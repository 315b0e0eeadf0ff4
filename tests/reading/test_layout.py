"""The criteria text cut into items: sections, nesting, wrapped lines, cohorts."""

from __future__ import annotations

from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.layout.item import EXCLUDE, INCLUDE, Item
from matcher.reading.layout.items import items_of
from matcher.reading.text import PlainText


def items(text: str) -> list[Item]:
    return [item for item in items_of(PlainText("criteria", text).plain) if not item.heading]


def polarities(text: str) -> list[tuple[str, str]]:
    return [(item.polarity, item.text) for item in items(text)]


def test_bullets_take_the_polarity_of_the_heading_above_them() -> None:
    text = "Inclusion Criteria:\n\n* Age >= 18\n* ECOG 0-1\n\nExclusion Criteria:\n\n* Brain metastases"
    assert polarities(text) == [(INCLUDE, "Age >= 18"), (INCLUDE, "ECOG 0-1"), (EXCLUDE, "Brain metastases")]


def test_headings_of_other_forms_are_understood() -> None:
    for heading in (
        "KEY EXCLUSION CRITERIA",
        "Main Exclusion Criteria:",
        "EXCLUSION:",
        "2. Exclusion criteria",
        "Exclusion",
    ):
        text = f"Key Inclusion Criteria\n* Age >= 18\n{heading}\n* Brain metastases"
        assert polarities(text)[-1] == (EXCLUDE, "Brain metastases"), heading


def test_sections_are_known_by_markup_and_by_other_names() -> None:
    for heading in (
        "**Exclusion Criteria**",
        "EXCLUSION CRITERIA -",
        "Exclusions:",
        "Who cannot participate:",
        "Contraindications:",
        "Patients must NOT:",
        "Reasons for exclusion:",
        "Criteria for Exclusion:",
    ):
        text = f"**Inclusion Criteria**\n\n* Age >= 18\n\n{heading}\n\n* Brain metastases"
        assert polarities(text)[-1] == (EXCLUDE, "Brain metastases"), heading


def test_sections_are_known_by_what_one_says_of_them() -> None:
    for heading in (
        "Not to be recruited",
        "We do not include",
        "Women cannot join if they",
        "Exclude",
        "Not eligible",
        "Rejection criteria:",
        "Non inclusion criteria",
        "Excluding factors:",
        "Patients will not be eligible for inclusion in this trial if any of the following criteria apply:",
        "Individuals who meet any of these criteria are not eligible for enrollment as study participants:",
        "Subjects who meet any of the following exclusion criteria are not to be enrolled in this study:",
        "A patient cannot participate in the study if any of the following apply:",
    ):
        text = f"To be recruited\n- Age 18 or more\n\n{heading}\n- Brain metastases"
        assert polarities(text)[-1] == (EXCLUDE, "Brain metastases"), heading
    for heading in (
        "To be included:",
        "Who can register:",
        "Entry criteria",
        "Women can take part if they",
        "Requirements:",
        "Admission criteria",
    ):
        text = f"Excluded\n- Brain metastases\n\n{heading}\n- Age 18 or more"
        assert polarities(text)[-1] == (INCLUDE, "Age 18 or more"), heading


def test_the_end_of_a_sentence_is_no_heading() -> None:
    text = (
        "Inclusion Criteria:\n\n* Patients with another cancer in the last five years will\n  be excluded.\n* ECOG 0-1"
    )
    assert polarities(text)[-1] == (INCLUDE, "ECOG 0-1")


def test_what_follows_a_heading_in_its_line_is_a_point() -> None:
    text = "Inclusion criteria include: women with breast cancer.\nExclusion criteria include: brain metastases."
    assert polarities(text) == [(INCLUDE, "women with breast cancer."), (EXCLUDE, "brain metastases.")]
    text = "Inclusion: female; age 18-70. Exclusion: pregnancy; brain metastases."
    assert [p for p, _ in polarities(text)] == [INCLUDE, EXCLUDE]


def test_sections_are_named_with_of_and_for_and_end_in_a_full_stop() -> None:
    for inclusion, exclusion in (
        ("Criteria for inclusion:", "Criteria for non-inclusion:"),
        ("Inclusion criteria.", "Exclusion criteria."),
        ("Inclusion:", "Non-inclusion:"),
        ("Criteria of inclusion:", "Main criteria of exclusion:"),
    ):
        text = f"{inclusion} Women with breast cancer. {exclusion} Brain metastases; pregnancy."
        assert polarities(text) == [(INCLUDE, "Women with breast cancer."), (EXCLUDE, "Brain metastases; pregnancy.")]


def test_sections_are_named_with_the_part_of_the_protocol_that_comes_first() -> None:
    text = (
        "1.1 Inclusion Criteria Type of Participant and Disease Characteristics\n1. Breast cancer\n"
        "1.2 Exclusion Criteria Medical Conditions\n1. Brain metastases\nPrior/Concomitant Therapy\n2. A PARP inhibitor"
    )
    told = polarities(text)
    assert (INCLUDE, "Breast cancer") in told
    assert (EXCLUDE, "Brain metastases") in told
    assert (EXCLUDE, "A PARP inhibitor") in told


def test_sections_are_opened_by_a_sentence() -> None:
    text = (
        "In order to be eligible to participate in this study, a subject must meet all of the following criteria:\n"
        "Breast cancer in stage I.\n\n"
        "A potential subject who meets any of the following criteria will be excluded from participation in this study: "
        "sarcoma; pregnancy."
    )
    assert polarities(text) == [(INCLUDE, "Breast cancer in stage I."), (EXCLUDE, "sarcoma; pregnancy.")]


def test_clauses_that_shut_out_end_with_their_sentence() -> None:
    text = "ECOG 0. Not eligible are women who are pregnant; women with metastases. Age of 18 or more."
    assert polarities(text) == [
        (INCLUDE, "ECOG 0."),
        (EXCLUDE, "Not eligible are women who are pregnant; women with metastases."),
        (INCLUDE, "Age of 18 or more."),
    ]


def test_dashes_that_run_through_a_line_part_its_points() -> None:
    text = "Inclusion Criteria: - Women aged 18-75 - Breast cancer - ECOG 0 - 1 Exclusion Criteria: - Pregnancy"
    assert polarities(text) == [
        (INCLUDE, "Women aged 18-75"),
        (INCLUDE, "Breast cancer"),
        (INCLUDE, "ECOG 0 - 1"),
        (EXCLUDE, "Pregnancy"),
    ]


def test_examinations_listed_after_no_evidence_are_no_exclusions() -> None:
    text = "* No evidence of disease, based on the following examinations:\n\n  * Mammogram within 3 months"
    assert polarities(text)[-1] == (INCLUDE, "Mammogram within 3 months")


def test_sections_of_older_records_head_their_lists_without_a_colon() -> None:
    child = items("PATIENT CHARACTERISTICS:\n\nAge\n\n* 18 and over")[0]
    assert child.parent is not None
    assert child.parent.text == "Age"


def test_sections_that_run_on_in_one_line_are_cut_into_points() -> None:
    text = (
        "DISEASE CHARACTERISTICS: Proven breast cancer with one of the following: Stage II with 6 positive nodes OR Stage IIIA "
        "disease No distant metastases Tumor (of any grade) removed Hormone receptor status: Any status\n\n"
        "PATIENT CHARACTERISTICS: Age: 18 to 65 Performance status: Karnofsky 80-100% Other: No nursing women "
        "The following conditions exclude entry: Cirrhosis Diabetes"
    )
    found = items(text)
    assert [item.text for item in found[:5]] == [
        "Proven breast cancer with one of the following:",
        "Stage II with 6 positive nodes",
        "OR Stage IIIA disease",
        "No distant metastases",
        "Tumor (of any grade) removed",
    ]
    assert [item.text for item in found[0].children] == ["Stage II with 6 positive nodes", "OR Stage IIIA disease"]
    assert "Karnofsky 80-100%" in [item.text for item in found]
    assert [item.text for item in found if item.polarity == EXCLUDE] == ["Cirrhosis", "Diabetes"]


def test_text_without_line_breaks_is_cut_at_headings_and_running_numbers() -> None:
    text = (
        "Inclusion Criteria: 1. Women aged 18 or older with breast cancer 2. ECOG performance status of 0 or 1 "
        "3. Written informed consent Exclusion Criteria: 1. Known brain metastases 2. Pregnancy or breast-feeding"
    )
    assert [p for p, _ in polarities(text)] == [INCLUDE, INCLUDE, INCLUDE, EXCLUDE, EXCLUDE]


def test_a_list_under_must_not_have_is_excluded_in_the_inclusion_section() -> None:
    text = "Inclusion Criteria:\n* Patients must not have any of the following:\n  * Brain metastases\n  * Pregnancy\n* Age >= 18"
    assert [p for p, _ in polarities(text)] == [INCLUDE, EXCLUDE, EXCLUDE, INCLUDE]


def test_wrapped_lines_are_joined_to_one_item() -> None:
    text = (
        "Inclusion Criteria:\n\n"
        "  - Histologically confirmed breast cancer that is estrogen receptor positive and\n"
        "    HER2 negative by local assessment of the primary tumor or of a metastasis of\n"
        "    the disease\n"
        "  - Age of 18 years or older at the time of signing the informed consent of study\n"
    )
    assert len(items(text)) == 2


def test_lines_without_bullets_stay_apart_where_the_text_is_not_wrapped() -> None:
    text = (
        "Inclusion Criteria:\n  Patients must have measurable disease, defined as at least one lesion that can be accurately "
        "measured in at least one dimension\n  Life expectancy of greater than 4 months\nExclusion Criteria:\n  Brain metastases"
    )
    assert [p for p, _ in polarities(text)] == [INCLUDE, INCLUDE, EXCLUDE]


def test_nested_points_know_their_parent() -> None:
    child = items("Inclusion Criteria:\n* One of the following:\n   * TNBC\n   * HR-positive")[1]
    assert child.parent is not None
    assert child.parent.text == "One of the following:"


def test_numbers_written_in_another_way_are_a_list_within_the_list() -> None:
    text = (
        "Inclusion Criteria:\n1. Age\n2. One of the following conditions:\n(1) relapse during adjuvant treatment;\n"
        "(2) relapse within a year after it;\n3. ECOG 0-1"
    )
    assert [item.parent.text[:3] if item.parent else "" for item in items(text)] == ["", "", "One", "One", ""]


def parents(text: str) -> list[str | None]:
    return [item.parent.text if item.parent else None for item in items(text)]


def test_numbers_of_sections_need_no_sign_behind_them() -> None:
    text = (
        "5.1 Patients must have one of the following:\n5.1.1 Stage IV disease\n5.1.2 Stage III disease (see Section\n"
        "6.2 Staging)\n5.2 Ineligibility\n5.21 Brain metastases\nBilirubin at most\n1.5 ULN"
    )
    points = items(text)
    assert [(i.number, i.polarity) for i in points[:4]] == [
        ("5.1", INCLUDE),
        ("5.1.1", INCLUDE),
        ("5.1.2", INCLUDE),
        ("5.21", EXCLUDE),
    ]
    assert [i.parent is points[0] for i in points[1:3]] == [True, True]
    assert points[2].text.endswith("6.2 Staging)")


def test_what_applies_to_both_cohorts_ends_the_criteria_of_the_last() -> None:
    text = "Cohort A:\n* HER2-positive\nCohort B:\n* HER2-negative\n5.2 The following apply to both cohorts\n* ECOG 0-1"
    assert items(text)[-1].cohorts == ()


def test_a_bullet_after_numbers_that_are_not_set_in_goes_on_with_the_outer_list() -> None:
    head = "A good test, as told by any of the following:"
    text = f"Inclusion Criteria:\n* {head}\n1. A plateau\n2. Exhaustion\n* Brain lesions treated and stable"
    assert parents(text) == [None, head, head, None]
    text = "Inclusion Criteria:\n1. Breast cancer:\n* Operated\n* Irradiated\n2. ECOG 0-1"
    assert parents(text) == [None, "Breast cancer:", "Breast cancer:", None]


def test_bullets_of_another_form_below_an_opening_one_are_a_list_within_the_list() -> None:
    text = "Inclusion Criteria:\n* One of the following:\n- Stage II\n- Stage III\n* ECOG 0-1"
    assert parents(text) == [None, "One of the following:", "One of the following:", None]
    text = "Inclusion Criteria:\n- Stage II\n* ECOG 0-1"
    assert parents(text) == [None, None]


def test_a_line_about_all_patients_is_a_heading_only_where_it_asks_nothing() -> None:
    text = "Inclusion Criteria:\nAll patients must have HER2-positive disease\nFor all patients:\n* ECOG 0-1"
    assert [item.text for item in items(text)] == ["All patients must have HER2-positive disease", "ECOG 0-1"]


def test_criteria_under_a_cohort_heading_belong_to_that_cohort() -> None:
    text = "Inclusion Criteria:\n* Age >= 18\n\nCohort A:\n* HER2-low\n\nCohort B:\n* HER2-positive"
    assert [item.cohorts for item in items(text)] == [
        (),
        (CohortLabel("cohort", "A"),),
        (CohortLabel("cohort", "B"),),
    ]


def test_cohorts_named_together_share_the_criterion() -> None:
    labels = items("Inclusion Criteria:\n* Cohorts 1 and 2: no prior chemotherapy")[0].cohorts
    assert labels == (CohortLabel("cohort", "1"), CohortLabel("cohort", "2"))


def test_a_cohort_named_too_far_in_heads_what_follows_it() -> None:
    text = "Inclusion Criteria:\n* Cohort A: one of\n  * Chemotherapy\n  * Surgery\n    b. Cohort B (irradiated)\n  * Irradiated brain\n* ECOG 0-1"
    assert [[str(label) for label in item.cohorts] for item in items(text)][-2:] == [["Cohort B"], []]
    text = "Inclusion Criteria:\nFor phase 2:\n* Breast cancer\n  * For phase 1 and 2:\n* ECOG 0-1"
    assert [str(label) for label in items(text)[-1].cohorts] == ["Phase 1", "Phase 2"]


def test_tumour_types_as_headings_are_cohorts_of_a_basket() -> None:
    text = "Inclusion Criteria:\n* Breast cancer:\n   * TNBC\n* Lung cancer:\n   * EGFR mutation"
    assert [str(label) for item in items(text) for label in item.cohorts] == ["Breast cancer", "Lung cancer"]


def test_every_item_is_a_slice_of_the_text() -> None:
    text = PlainText(
        "criteria", "Inclusion Criteria:\n 1) Age\n 2) One of: a) TNBC b) HR+\nExclusion:\n- none; see above"
    ).plain
    for item in items_of(text):
        assert text[item.start : item.end] == item.text


def test_the_criteria_by_which_is_measured_head_nothing() -> None:
    text = "Inclusion Criteria:\n\n* Any cancer (Part 1 only)\n* Measurable disease by RECIST 1.1 criteria (Part 2 only)\n* ECOG 0 or 1"
    assert [[str(label) for label in item.cohorts] for item in items(text)][-2:] == [["Part 2"], []]


def test_a_line_set_in_below_the_words_of_its_bullet_goes_on() -> None:
    text = "Inclusion Criteria:\n  -  Progression after the last line of treatment, told by a scan no older than ten weeks by\n     RECIST 1.1\n  -  ECOG <=\n     1."
    assert [item.text.split()[-1] for item in items(text)] == ["1.1", "1."]


def test_ragged_lines_without_bullets_stay_apart() -> None:
    text = "Exclusion Criteria:\n  Cognitive impairment that would preclude the ability to provide consent\n  Stage IV breast cancer"
    assert [item.text for item in items(text)][-1] == "Stage IV breast cancer"


def test_the_end_of_a_score_begins_no_point() -> None:
    text = f"Inclusion Criteria: 1. {'Women with breast cancer. ' * 6}2. ECOG of 0 or 1. Exclusion Criteria: 1. Pregnancy. 2. Brain metastases."
    assert any(item.text.startswith("ECOG of 0 or 1") for item in items(text))


def test_where_no_section_is_headed_in_the_usual_words_any_words_about_joining_head_it() -> None:
    for heading in (
        "Women are not eligible when any of the following applies:",
        "Ineligible if any of:",
        "You cannot take part if you",
        "Who may not join: people with any of",
        "B. Criteria not to be satisfied",
        "3.2 Disallowed characteristics",
        "2. SUBJECTS SHALL NOT HAVE",
        "Section C. Exclusion criteria for both parts",
        "PART II. EXCLUSION",
        "Participants do not qualify if one or more of these conditions are met:",
    ):
        text = f"Criteria to be satisfied\n\n- Breast cancer\n\n{heading}\n\n- Brain metastases"
        assert polarities(text)[0] == (INCLUDE, "Breast cancer"), heading
        assert polarities(text)[-1] == (EXCLUDE, "Brain metastases"), heading
    assert polarities("Eligible: women; ECOG 0-1.\n\nNot eligible: brain metastases; pregnancy.") == [
        (INCLUDE, "women; ECOG 0-1."),
        (EXCLUDE, "brain metastases; pregnancy."),
    ]


def test_numbers_of_sections_are_left_out_of_their_points() -> None:
    text = "I.1 Breast cancer\nE-2. Prior chemotherapy\n3.1.4 The tumour is invasive\n[7] Stage II\n2.1 is metastatic\nT2. N0"
    assert [item.text for item in items(text)] == [
        "Breast cancer", "Prior chemotherapy", "The tumour is invasive", "Stage II", "is metastatic", "T2. N0",
    ]  # fmt: skip
    assert [item.text for item in items("AST below\n\n1.5 times the limit\n\n2.5 cm or more")][1:] == [
        "1.5 times the limit",
        "2.5 cm or more",
    ]


def test_points_that_all_bear_the_same_number_stand_beside_each_other() -> None:
    items = items_of(
        PlainText("criteria", "Inclusion Criteria:\n1. Breast cancer\n1. Age 18 or more\n1. ECOG 0-1").plain
    )
    assert [item.parent for item in items if not item.heading] == [None, None, None]


def test_lists_go_on_with_double_letters_behind_z_also_within_a_line() -> None:
    text = (
        "Inclusion Criteria\n\n1. Advanced disease as follows:\n\n   Melanoma\n   1. Progression on a PD-1 inhibitor\n\n"
        "   Non-small Cell Lung Cancer aa. Confirmed nonsquamous NSCLC bb. No EGFR mutation.\n\n"
        "   Breast Cancer cc. Confirmed HER2-negative breast cancer"
    )
    cohorts = [(str(item.cohorts[0]), item.text) for item in items_of(text) if item.cohorts and not item.heading]
    assert cohorts == [
        ("Melanoma", "Progression on a PD-1 inhibitor"),
        ("Non-small Cell Lung Cancer", "Confirmed nonsquamous NSCLC"),
        ("Non-small Cell Lung Cancer", "No EGFR mutation."),
        ("Breast Cancer", "Confirmed HER2-negative breast cancer"),
    ]
    assert [item.text for item in items_of("Inclusion Criteria\n\n* Volume below 30 cc. Patients may be treated")][
        1:
    ] == ["Volume below 30 cc. Patients may be treated"]


def test_a_number_goes_on_with_an_outer_list_that_a_heading_within_a_point_interrupted() -> None:
    text = (
        "Inclusion Criteria:\n1. Age >= 18\n2. Advanced breast cancer\n\n   1. Progressed, or\n   2. No standard therapy\n\n"
        "   For Phase 2, the following tumours are allowed:\n\n   Melanoma, TNBC and renal cell carcinoma\n3. Measurable disease"
    )
    assert [item.cohorts for item in items(text) if item.text == "Measurable disease"] == [()]


def test_a_list_of_options_ends_where_the_outer_list_goes_on() -> None:
    for begins, options, goes_on in (
        ("1. ", ("a) ", "b) "), "2. "),
        ("1) ", ("(1) ", "(2) "), "2) "),
        ("1. ", ("- ", "- "), "2. "),
        ("* ", ("- ", "- "), "* "),
        ("b. ", ("i. ", "ii. "), "c. "),
    ):
        text = (
            f"Inclusion Criteria:\n{begins}Written consent\nNote: samples are kept\nOne of the following must be met:\n"
            f"{options[0]}ER positive\n{options[1]}PR positive\n{goes_on}ECOG 0-1"
        )
        *_, one, other, last = items(text)
        assert one.parent is other.parent is not None, text
        assert last.parent is None, text


def test_a_list_of_options_has_the_numbers_where_no_outer_list_had_them() -> None:
    opening, one, other = items("Inclusion Criteria:\nOne of the following:\n1. ER positive\n2. PR positive")
    assert one.parent is other.parent is opening
    _, opening, *options = items("Inclusion Criteria:\n1. Consent\nOne of these:\n1. ER positive\n2. PR positive")
    assert [option.parent for option in options] == [opening, opening]


def test_more_stars_stand_further_in_and_fewer_further_out() -> None:
    text = "* Metastatic cancer\n** One of the following:\n*** ER positive\n*** PR positive or\n* Measurable disease"
    top, opening, one, other, last = items(f"Inclusion Criteria:\n{text}")
    assert [item.parent for item in (opening, one, other, last)] == [top, opening, opening, None]


def test_who_needs_no_contraception_asks_for_nothing() -> None:
    text = "Inclusion Criteria:\n- Contraception is not needed if one of the following applies:\n- Past menopause\n- Sterile"
    assert [item.polarity for item in items(text)][1:] == ["permit", "permit"]
    text += "\n- HER2-positive disease"
    assert [item.polarity for item in items(text)][1:] == ["permit", "permit", INCLUDE]


def test_signs_and_numbers_of_every_kind_begin_a_point() -> None:
    for first, second in (
        ("\u27a2 ", "\u27a2 "),
        ("\u2713 ", "\u2713 "),
        ("\u00b7 ", "\u00b7 "),
        ("-> ", "-> "),
        ("\u2022", "\u2022"),
        ("-", "-"),
        ("1- ", "2- "),
        ("1 - ", "2 - "),
        ("1/ ", "2/ "),
        ("#1 ", "#2 "),
        ("No. 1 ", "No. 2 "),
        ("IC1: ", "IC2: "),
        ("Inclusion 1: ", "Inclusion 2: "),
        ("- 1. ", "- 2. "),
    ):
        text = f"Inclusion Criteria:\n{first}Women with breast cancer\n{second}Measurable disease"
        assert [item.text for item in items(text)] == ["Women with breast cancer", "Measurable disease"], first


def test_a_name_that_begins_with_a_number_is_no_point() -> None:
    text = "Exclusion Criteria:\n\n5-Fluorouracil within four weeks"
    assert [item.text for item in items(text)] == ["5-Fluorouracil within four weeks"]


def test_headings_with_a_slip_or_cut_short_are_understood() -> None:
    for heading in ("Exlusion criteria:", "Exclusion Critera", "Exclusive criteria:", "Excl. criteria:"):
        text = f"Inclussion criteria:\n* Age >= 18\n{heading}\n* Brain metastases"
        assert polarities(text) == [(INCLUDE, "Age >= 18"), (EXCLUDE, "Brain metastases")], heading


def test_letters_run_on_in_the_line_of_a_section() -> None:
    text = (
        "Inclusion Criteria: a) Women with metastatic breast cancer b) ECOG performance status of 0 or 1 c) Measurable disease "
        "d) Adequate organ function by the tests of the laboratory"
    )
    assert [item.text[:5] for item in items(text)] == ["Women", "ECOG ", "Measu", "Adequ"]


def test_the_number_behind_a_full_stop_is_that_of_the_next_point() -> None:
    text = (
        "1. Women with metastatic breast cancer.2. Performance status (ECOG) of 0 or 1.3. Measurable disease by RECIST 1.1 within four "
        "weeks before the first treatment.4. Adequate organ function"
    )
    assert [item.text for item in items(text)][1] == "Performance status (ECOG) of 0 or 1."


def test_a_section_may_open_in_the_middle_of_a_line() -> None:
    text = (
        "Patients must meet all of the following criteria: age of at least 18 years; measurable disease. Patients are excluded if they "
        "meet any of the following: brain metastases; pregnancy."
    )
    assert polarities(text)[-1] == (EXCLUDE, "brain metastases; pregnancy.")


def test_a_tumour_that_is_not_named_heads_no_cohort() -> None:
    text = "Inclusion Criteria:\n\nTUMOR\n\n* Metastatic breast cancer\n* ECOG 0-1"
    assert all(not item.cohorts for item in items(text))


def test_a_second_list_of_what_no_trial_asks_for_shuts_out_whatever_heads_it() -> None:
    asked = "Inclusion Criteria:\n\n1. Age >= 18\n2. ECOG 0-1\n\n"
    slip = f"{asked}Eligibility Criteria:\n\n1. Brain metastases\n2. Pregnant or nursing women\n3. Known HIV infection"
    assert [polarity for polarity, _ in polarities(slip)] == [INCLUDE, INCLUDE, EXCLUDE, EXCLUDE, EXCLUDE]
    for more in (
        "1. Brain metastases\n2. Measurable disease",  # nothing tells that it shuts out
        "1. Brain metastases\n2. Pregnant women\n3. Adequate organ function\n4. Known HIV infection",  # among demands
    ):
        assert {polarity for polarity, _ in polarities(f"{asked}Eligibility Criteria:\n\n{more}")} == {INCLUDE}, more
