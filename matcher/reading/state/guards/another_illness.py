"""Other illnesses and complaints, which may be new, advanced, operable or come back in whoever has a cancer."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard

_ILLNESS = (
    r"(?:diabet\w*|(?:pre-?)?hypertens\w*|depressi\w*|anxiety|distress|osteopor\w*|osteopeni\w*|pneumonitis|colitis|hepatitis|myocarditis|thyroiditis|nephritis|mucositis|periodontitis"
    r"|lymph-?o?edema|thrombo\w*|embolism|hiv|aids|infections?|tuberculosis|asthma|copd|epilep\w*|seizures?|dementia|delirium|(?:atrial )?fibrillation|arrhythmi\w*"
    r"|cardio\w*|heart|cardiac|stroke|neuropath\w*|arthralgi\w*|arthritis|pain|insomnia|an(?:a)?emi\w*|neutropeni\w*|(?:hypo|hyper)thyroid\w*|hypercalc\w*|sarcopeni\w*|cachexia"
    r"|malnutrition|obesity|cataracts?|glaucoma|fibroids?|endometriosis|miscarriages?|pregnanc\w*|hernias?|psoriasis|eczema|headaches?|migraines?)\b"
)
_UP_TO_IT = (
    r"\W*(?:(?!\b(?:with|and|or|cancers?|tumou?rs?|carcinomas?|disease|metasta\w+|patients?|women)\b)[\w-]+\W+){0,3}?"
)
_OF_A_CANCER = frozenset({"newly_diagnosed", "recurrent", "advanced", "locally_advanced", "operable", "unresectable"})

ANYWHERE: tuple[Guard, ...] = (
    # 'Breast cancer with newly diagnosed diabetes', 'recurrent lymphoedema', 'inoperable cataract'
    Guard("after", gated(rf"{_UP_TO_IT}{_ILLNESS}"), of=_OF_A_CANCER),
    # 'Pneumonitis due to checkpoint inhibitors, newly diagnosed'
    Guard(
        "around",
        gated(
            rf"\b{_ILLNESS}(?:(?!\b(?:cancers?|tumou?rs?|carcinomas?|patients?|women)\b)[^.;:()]){{0,60}}?(?:,\s*|\b(?:is|was|are|were|been|being)\s+)(?:newly|recently|first|initially)\s+diagnosed\b(?!\W+(?:with|as)\b)"
        ),
        of=frozenset({"newly_diagnosed"}),
    ),
    # 'Completed treatment for hepatitis C', 'in remission from depression'
    Guard(
        "after",
        gated(rf"(?:\W+(?:treatment|therapy))?\W+(?:for|of|from){_UP_TO_IT}{_ILLNESS}"),
        of=frozenset({"treatment_completed", "disease_controlled", "no_evidence_of_disease"}),
    ),
)
