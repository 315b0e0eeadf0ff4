"""What a record holds that the registry's description (OpenAPI document 2.0.5) doesn't know: counted, never a reason to drop it.

The registry adds and drops fields and values without notice, so a new one is news for whoever looks after the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from data.trial import Trial

_SECTIONS = "protocolSection derivedSection hasResults annotationSection documentSection resultsSection"
_MODULES = """
identificationModule: nctId nctIdAliases orgStudyIdInfo secondaryIdInfos briefTitle officialTitle acronym organization
statusModule: statusVerifiedDate overallStatus lastKnownStatus delayedPosting whyStopped expandedAccessInfo startDateStruct primaryCompletionDateStruct completionDateStruct studyFirstSubmitDate studyFirstSubmitQcDate studyFirstPostDateStruct resultsWaived resultsFirstSubmitDate resultsFirstSubmitQcDate resultsFirstPostDateStruct dispFirstSubmitDate dispFirstSubmitQcDate dispFirstPostDateStruct lastUpdateSubmitDate lastUpdatePostDateStruct
sponsorCollaboratorsModule: responsibleParty leadSponsor collaborators
oversightModule: oversightHasDmc isFdaRegulatedDrug isFdaRegulatedDevice isUnapprovedDevice isPpsd isUsExport fdaaa801Violation
descriptionModule: briefSummary detailedDescription
conditionsModule: conditions keywords
designModule: studyType nPtrsToThisExpAccNctId expandedAccessTypes patientRegistry targetDuration phases designInfo bioSpec enrollmentInfo
armsInterventionsModule: armGroups interventions
outcomesModule: primaryOutcomes secondaryOutcomes otherOutcomes
eligibilityModule: eligibilityCriteria healthyVolunteers sex genderBased genderDescription minimumAge maximumAge stdAges studyPopulation samplingMethod
contactsLocationsModule: centralContacts overallOfficials locations
referencesModule: references seeAlsoLinks availIpds
ipdSharingStatementModule: ipdSharing description infoTypes timeFrame accessCriteria url
miscInfoModule: versionHolder removedCountries submissionTracking
conditionBrowseModule: meshes ancestors browseLeaves browseBranches
interventionBrowseModule: meshes ancestors browseLeaves browseBranches
"""
_VALUES = """
site status: ACTIVE_NOT_RECRUITING COMPLETED ENROLLING_BY_INVITATION NOT_YET_RECRUITING RECRUITING SUSPENDED TERMINATED WITHDRAWN AVAILABLE
overall status: ACTIVE_NOT_RECRUITING COMPLETED ENROLLING_BY_INVITATION NOT_YET_RECRUITING RECRUITING SUSPENDED TERMINATED WITHDRAWN AVAILABLE NO_LONGER_AVAILABLE TEMPORARILY_NOT_AVAILABLE APPROVED_FOR_MARKETING WITHHELD UNKNOWN
phase: NA EARLY_PHASE1 PHASE1 PHASE2 PHASE3 PHASE4
study type: EXPANDED_ACCESS INTERVENTIONAL OBSERVATIONAL
sex: FEMALE MALE ALL
intervention type: BEHAVIORAL BIOLOGICAL COMBINATION_PRODUCT DEVICE DIAGNOSTIC_TEST DIETARY_SUPPLEMENT DRUG GENETIC PROCEDURE RADIATION OTHER
"""


def _rows(table: str) -> dict[str, frozenset[str]]:
    """`name: word word ...` a line."""
    rows = (line.partition(":") for line in table.strip().splitlines())
    return {name: frozenset(words.split()) for name, _, words in rows}


_KNOWN_SECTIONS = frozenset(_SECTIONS.split())
_KNOWN_KEYS = _rows(_MODULES)
_KNOWN_VALUES = _rows(_VALUES)
_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_AGE = re.compile(r"\d+ (?:Year|Month|Week|Day|Hour|Minute)s?", re.ASCII)
_SHAPE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_MODULE_SHAPE = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])


def oddities_of(trial: Trial, record: bytes) -> list[str]:
    """The kinds of what is unknown or can't be a date or an age, each a short phrase, alike for records alike in it."""
    return [*_unknown_values(trial), *_no_dates_or_ages(trial), *_unknown_keys(record)]


def _unknown_values(trial: Trial) -> Iterator[str]:
    for name, values in (
        ("overall status", {trial.overall_status, trial.last_known_status}),
        ("phase", set(trial.phases)),
        ("study type", {trial.study_type}),
        ("sex", {trial.sex}),
        ("intervention type", {i.type for i in trial.interventions}),
        ("site status", {site.status for site in trial.locations}),
    ):
        for value in values - _KNOWN_VALUES[name]:
            if value is not None:
                yield f"{name}: unknown value {value[:40]}"


def _no_dates_or_ages(trial: Trial) -> Iterator[str]:
    for name, date in (
        ("start", trial.start_date),
        ("primary completion", trial.primary_completion_date),
        ("completion", trial.completion_date),
        ("last update", trial.last_update_date),
    ):
        if date is not None and not _DATE.fullmatch(date):
            yield f"{name} date: not a date"
    for name, age in (("minimum", trial.minimum_age), ("maximum", trial.maximum_age)):
        if age is not None and not _AGE.fullmatch(age):
            yield f"{name} age: not an age"


def _unknown_keys(record: bytes) -> Iterator[str]:
    try:
        sections = _SHAPE.decode(record)
        modules = {
            name: _MODULE_SHAPE.decode(sections[name])
            for name in ("protocolSection", "derivedSection")
            if name in sections
        }
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return  # a part of another type, which the conversion has named
    yield from (f"{name}: unknown section" for name in sections.keys() - _KNOWN_SECTIONS)
    for section in modules.values():
        for name, keys in section.items():
            if name not in _KNOWN_KEYS:
                yield f"{name}: unknown module"
            elif not keys.keys() <= _KNOWN_KEYS[name]:
                yield from (f"{name}.{key}: unknown field" for key in sorted(keys.keys() - _KNOWN_KEYS[name]))
