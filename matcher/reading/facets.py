"""The facet readers, in the order in which they look at a sentence."""

from __future__ import annotations

from matcher.reading.biomarkers.reader import read_biomarkers
from matcher.reading.cancer.in_cohorts import read_cancer
from matcher.reading.mentions import FacetReader
from matcher.reading.person.reader import read_person
from matcher.reading.receptors.reader import read_receptors
from matcher.reading.sites.reader import read_sites
from matcher.reading.state.reader import read_state
from matcher.reading.therapy.reader import read_therapy

READERS: tuple[FacetReader, ...] = (
    read_cancer,
    read_receptors,
    read_state,
    read_sites,
    read_therapy,
    read_biomarkers,
    read_person,
)
