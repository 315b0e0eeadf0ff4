"""Kinds, staleness, places and the order of trials."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data import axes
from data.criteria import Criterion, Evidence, Reading, Within
from data.patient import Patient
from data.trial import Location, Trial
from data.vocabulary.terms import Vocabulary
from matcher.columns import Readable
from matcher.kinds import kind_of, stale
from matcher.places import RecruitingSites, SiteColumns, UnknownPlace, distance_miles, nearest_site, place_of
from matcher.ranking import RankedTrials

TODAY = date(2026, 11, 24)
MADRID = Location("Hospital", "Madrid", country="Spain", status="RECRUITING", latitude=40.4165, longitude=-3.70256)
LISBON = Location("Hospital", "Lisbon", country="Portugal", status="RECRUITING", latitude=38.7167, longitude=-9.1333)
CLOSED = Location("Hospital", "Getafe", country="Spain", status="COMPLETED", latitude=40.3057, longitude=-3.7329)


def recruiting_sites(trial: Trial) -> RecruitingSites:
    columns = SiteColumns()
    columns.add(trial)
    return columns.packed()


@pytest.mark.parametrize(
    ("trial", "kind"),
    [
        (Trial("NCT1", study_type="INTERVENTIONAL", primary_purpose="TREATMENT"), "treatment"),
        (Trial("NCT1", study_type="INTERVENTIONAL"), "treatment"),
        (Trial("NCT1", study_type="INTERVENTIONAL", primary_purpose="SUPPORTIVE_CARE"), "supportive"),
        (Trial("NCT1", study_type="OBSERVATIONAL", patient_registry=True), "registry"),
        (Trial("NCT1", study_type="OBSERVATIONAL"), "observational"),
        (Trial("NCT1", study_type="EXPANDED_ACCESS"), "expanded_access"),
    ],
)
def test_the_kind_of_a_trial_follows_its_study_type_and_purpose(trial: Trial, kind: str) -> None:
    assert kind_of(trial) == kind


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"verified_date": "2024-10"}, "Last verified 2024-10, 25 months ago"),
        ({"verified_date": "2024-11"}, None),
        ({"verified_date": "2026-01", "completion_date": "2026-10"}, "its completion date (2026-10) has passed"),
        ({"verified_date": "2026-01", "completion_date": "2026"}, None),
        ({"verified_date": "2026-01", "primary_completion_date": "2026-11-23"}, "primary completion date"),
        ({}, None),
    ],
)
def test_a_recruiting_trial_that_looks_out_of_date_is_flagged(facts: dict[str, Any], says: str | None) -> None:
    told = stale(Trial("NCT1", overall_status="RECRUITING", **facts), TODAY)
    assert told is None if says is None else told is not None and says in told


def test_a_completed_trial_is_not_called_stale() -> None:
    assert stale(Trial("NCT1", overall_status="COMPLETED", verified_date="2010-01"), TODAY) is None


def test_a_city_elsewhere_is_a_place() -> None:
    place = place_of(Patient(city="madrid", country="Spain"))
    assert place is not None
    assert distance_miles(place, (40.4168, -3.7038)) < 10


def test_the_country_chooses_between_cities_of_one_name() -> None:
    spanish, venezuelan = (place_of(Patient(city="Mérida", country=c)) for c in ("Spain", "Venezuela"))
    assert spanish is not None
    assert venezuelan is not None
    assert distance_miles(spanish, venezuelan) > 3000


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"city": "Nowhereville"}, "city"),
        ({"city": "Madrid", "country": "Spania"}, "country"),
        ({"postal_code": "00000"}, "postal_code"),
    ],
)
def test_an_unknown_place_is_refused_by_its_field(facts: dict[str, str], field: str) -> None:
    with pytest.raises(UnknownPlace, match=f"^{field}:"):
        place_of(Patient(**facts))  # type: ignore[arg-type]


def test_only_recruiting_sites_count_for_the_distance() -> None:
    trial = Trial("NCT1", overall_status="RECRUITING", locations=(CLOSED, LISBON, MADRID))
    place = (40.3057, -3.7329)
    site = nearest_site(trial, place)
    assert site is not None
    assert site.location == MADRID
    (miles,) = recruiting_sites(trial).distances(place)
    assert miles == pytest.approx(site.distance_miles)


def test_without_a_place_nothing_is_far() -> None:
    assert recruiting_sites(Trial("NCT1", locations=(MADRID,))).distances(None).tolist() == [float("inf")]


ECOG = Criterion("ecog", Within("ecog", 0b00011), "Requires ECOG 0, 1", (Evidence("criteria", 0, 1),))
PRE = Criterion("sex", Within("person", 0b0010), "Requires a premenopausal woman", (Evidence("criteria", 0, 1),))


METASTATIC = Criterion(
    "stage", Within("state", axes.states_where(lambda s: s.kind == "metastatic")), "Requires metastatic disease", ECOG.evidence
)  # fmt: skip
HER2 = Criterion(
    "her2", Within("receptors", axes.receptors_where(lambda s: s.her2 == "positive")), "Requires HER2-positive", ECOG.evidence
)  # fmt: skip
MUTATED = Criterion("biomarker:PIK3CA", Within("biomarker:PIK3CA", 0b01), "Requires PIK3CA altered", ECOG.evidence)


def readable(number: int, *criteria: Criterion, **facts: object) -> Readable:
    nct_id = f"NCT{number:08}"
    trial = Trial(nct_id, overall_status="RECRUITING", criteria="x", **facts)  # type: ignore[arg-type]
    return Readable(trial, Reading(nct_id, "", criteria, (), (), (), 1))


def test_trials_are_ranked_as_the_readme_says(vocabulary: Vocabulary) -> None:
    trials = [
        readable(1, PRE),
        readable(2, METASTATIC, HER2, study_type="OBSERVATIONAL"),
        readable(3, METASTATIC, HER2),
        readable(4, METASTATIC, HER2, locations=(MADRID,)),
        readable(5),
        readable(6, METASTATIC, HER2, MUTATED),
        readable(7, ECOG),
        readable(8, METASTATIC, METASTATIC),
    ]
    patient = Patient(ecog=1, stage="IV", her2_status="positive", city="Madrid", country="Spain")
    ranking = RankedTrials(trials, vocabulary, None, TODAY).rank(patient)
    assert [m["nct_id"][-1] for m in ranking.matches()] == ["4", "3", "2", "6", "8", "7", "5", "1"]
    assert ranking.counts == {"eligible": 5, "possible": 3, "ineligible": 0}


def test_the_order_in_which_trials_are_stored_never_changes_the_ranking(vocabulary: Vocabulary) -> None:
    trials = [readable(n, *(ECOG, PRE)[: n % 3]) for n in range(12)]
    orders = [
        [m["nct_id"] for m in RankedTrials(stored, vocabulary, None, TODAY).rank(Patient(ecog=0)).matches()]
        for stored in (trials, trials[::-1], trials[5:] + trials[:5])
    ]
    assert orders[0] == orders[1] == orders[2]


def test_a_kind_that_was_not_asked_for_is_neither_shown_nor_counted(vocabulary: Vocabulary) -> None:
    trials = [readable(1, ECOG), readable(2, ECOG, study_type="OBSERVATIONAL")]
    ranking = RankedTrials(trials, vocabulary, None, TODAY).rank(Patient(ecog=0), kinds=["observational"])
    assert [m["kind"] for m in ranking.matches()] == ["observational"]
    assert sum(ranking.counts.values()) == 1


@pytest.mark.parametrize("code", ["", "0211", "abcde", "00000", "٠٢١١٥"])
def test_what_is_no_postal_code_is_refused_by_name(code: str) -> None:
    with pytest.raises(UnknownPlace, match="postal_code"):
        place_of(Patient(postal_code=code))
