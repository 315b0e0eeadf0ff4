"""Examples for the OpenAPI document: a question and a shortened answer of each operation. The trial is an invented one."""

from __future__ import annotations

from typing import Any

PATIENT: dict[str, Any] = {
    "stage": "IV",
    "recurrence_type": "distant",
    "er_percent": 90,
    "pr_percent": 20,
    "her2_ihc": "1+",
    "ecog": 1,
    "progressed_on": ["palbociclib"],
    "biomarkers": {"ESR1": "positive"},
    "postal_code": "02115",
}
MATCH_QUESTION: dict[str, Any] = {
    "patient": PATIENT,
    "filters": {"phase": ["PHASE2", "PHASE3"]},
    "limit": 10,
    "settles": True,
}
COHORT_QUESTION: dict[str, Any] = {
    "patients": [{"patient_id": "a", **PATIENT}, {"patient_id": "b", "stage": "V"}],
    "limit": 5,
}

PROVENANCE: dict[str, Any] = {
    "data_timestamp": "2026-11-20T09:00:05",
    "reader_version": "323d48b69ff4",
    "sample": False,
    "source": "ClinicalTrials.gov, eligibility text machine-read. Supports, and does not replace, a clinician's judgement.",
}
MATCH: dict[str, Any] = {
    "patient_id": None,
    "nct_id": "NCT99900003",
    "verdict": "possible",
    "cohort": None,
    "findings": [
        {
            "facet": "biomarker:ESR1",
            "result": "met",
            "reason": "Requires ESR1 alteration; met (ESR1 positive).",
            "quote": "ESR1 mutation in ctDNA",
            "source": "criteria",
            "start": 170,
            "end": 192,
        }
    ],
    "missing": ["chemo_lines_metastatic"],
    "unread": 0,
    "distance_miles": 1.2,
    "data_timestamp": "2026-11-20T09:00:05",
    "title": "[Invented example] Oral SERD With Fantaciclib After a CDK4/6 Inhibitor",
    "kind": "treatment",
    "stale": None,
    "phases": ["PHASE3"],
    "overall_status": "RECRUITING",
    "lead_sponsor": "Invented Sponsor",
    "verified_date": "2026-10",
    "last_update_date": "2026-10-20",
    "nearest_site": "Example Cancer Center Boston, Boston, Massachusetts, United States",
    "contact": "Study Desk, 555-0100, desk@example.org",
    "url": "https://clinicaltrials.gov/study/NCT99900003",
    "reader_version": "323d48b69ff4",
}
COUNTS = {"eligible": 8, "possible": 10, "ineligible": 7}
MATCH_ANSWER: dict[str, Any] = PROVENANCE | {
    "counts": COUNTS,
    "total": 18,
    "offset": 0,
    "next_offset": 10,
    "matches": [MATCH],
    "remarks": [],
    "settles": [{"fact": "chemo_lines_metastatic", "could": 7, "certainly": 5}],
}
COHORT_ANSWER: dict[str, Any] = {
    "results": [{"index": 0, "patient_id": "a", "counts": COUNTS, "matches": [MATCH]}],
    "problems": [{"index": 1, "detail": "stage: 'V' is not one of '0', 'I', 'IA', 'IB', 'II', 'IIA', 'IIB', 'III', 'IIIA', 'IIIB', 'IIIC' or 'IV'"}],
} | PROVENANCE  # fmt: skip
TRIALS_ANSWER: dict[str, Any] = PROVENANCE | {
    "total": 30,
    "offset": 0,
    "next_offset": 1,
    "trials": [
        {
            "nct_id": "NCT99900001",
            "title": "[Invented example] Examplimab deruxtecan in HER2-low Metastatic Breast Cancer",
            "overall_status": "RECRUITING",
            "phases": ["PHASE3"],
            "kind": "treatment",
            "cohorts": [],
            "unread": 0,
            "last_update_date": "2026-10-20",
        }
    ],
}
TRIAL_ANSWER: dict[str, Any] = PROVENANCE | {
    "trial": {"nct_id": "NCT99900001", "brief_title": "[Invented example] ...", "criteria": "Inclusion Criteria: ..."},
    "reading": {
        "reader_version": "323d48b69ff4",
        "criteria": [
            {
                "facet": "ecog",
                "statement": "Requires ECOG 0, 1",
                "requirement": {"type": "within", "axis": "ecog", "allowed": "3"},
                "evidence": [{"source": "criteria", "start": 224, "end": 251, "quote": "ECOG performance status 0-1"}],
            }
        ],
        "cohorts": [],
        "notes": [],
        "unread": [],
        "sentences": 9,
    },
}
CHANGES_ANSWER: dict[str, Any] = PROVENANCE | {
    "total": 1,
    "offset": 0,
    "next_offset": None,
    "changes": [
        {
            "nct_id": "NCT99900001",
            "seen_at": "2026-11-24T15:00:03Z",
            "data_timestamp": "2026-11-24T09:00:05",
            "what": "overall_status",
            "place": None,
            "removed": ["NOT_YET_RECRUITING"],
            "added": ["RECRUITING"],
        }
    ],
}
STATUS_ANSWER: dict[str, Any] = {
    "sample": False,
    "data_timestamp": "2026-11-20T09:00:05",
    "age_business_days": 1,
    "stale": False,
    "trials": 17214,
    "by_status": {"COMPLETED": 8120, "RECRUITING": 3902},
    "unread_trials": 0,
    "last_good_run": "2026-11-24T15:04:11Z",
    "last_failure": None,
    "failed_since_last_good": False,
}
DERIVED_ANSWER: dict[str, Any] = {
    "receptors": ["HR+/HER2−", "ER-positive (above 10 %)", "PR-positive (above 10 %)", "HER2-low"],
    "disease": ["Recurrent metastatic (stage IV)"],
    "therapies": ["palbociclib: CDK4/6 inhibitor, targeted therapy"],
}
