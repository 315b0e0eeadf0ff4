"""The rows of all rooms by the texts in which they count. Their order does not matter: one that strikes is enough."""

from __future__ import annotations

from matcher.reading.state.guards import (
    another_cancer,
    another_illness,
    another_organ,
    either_time,
    ended,
    endocrine_let_run,
    metastases,
    new_diagnosis,
    recurrence,
    some_patients,
    stage_and_kind,
    surgery,
    treatment,
)
from matcher.reading.state.guards.guard import Guard

# In any source of the record
ANYWHERE: tuple[Guard, ...] = (
    *another_cancer.ANYWHERE,
    *another_illness.ANYWHERE,
    *another_organ.ANYWHERE,
    *metastases.ANYWHERE,
    *stage_and_kind.ANYWHERE,
    *recurrence.ANYWHERE,
    *new_diagnosis.ANYWHERE,
    *surgery.ANYWHERE,
    *treatment.ANYWHERE,
)

# In the criteria text
IN_CRITERIA: tuple[Guard, ...] = (
    *another_cancer.IN_CRITERIA,
    *another_organ.IN_CRITERIA,
    *metastases.IN_CRITERIA,
    *stage_and_kind.IN_CRITERIA,
    *recurrence.IN_CRITERIA,
    *new_diagnosis.IN_CRITERIA,
    *surgery.IN_CRITERIA,
    *treatment.IN_CRITERIA,
    *some_patients.IN_CRITERIA,
)

# In inclusions
IN_INCLUSIONS: tuple[Guard, ...] = (
    *metastases.IN_INCLUSIONS,
    *stage_and_kind.IN_INCLUSIONS,
    *some_patients.IN_INCLUSIONS,
)

# Extents of disease in the criteria text
OF_EXTENTS: tuple[Guard, ...] = (
    *another_cancer.OF_EXTENTS,
    *another_organ.OF_EXTENTS,
    *metastases.OF_EXTENTS,
    *stage_and_kind.OF_EXTENTS,
    *recurrence.OF_EXTENTS,
    *some_patients.OF_EXTENTS,
)

# Phases of treatment
OF_PHASES: tuple[Guard, ...] = (
    *another_cancer.OF_PHASES,
    *another_organ.OF_PHASES,
    *surgery.OF_PHASES,
    *treatment.OF_PHASES,
    *either_time.OF_PHASES,
    *endocrine_let_run.OF_PHASES,
    *ended.OF_PHASES,
    *some_patients.OF_PHASES,
)
