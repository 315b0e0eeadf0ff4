"""What a facet reader finds in a sentence, before the sentence decides what it does with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from data.criteria import Requirement
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance


@dataclass(frozen=True, slots=True)
class Mention:
    """A description of patients by one facet.

    requirement: what the words say of the patient, local negation ('no prior', 'without', 'negative') applied, the
    section's polarity not. statement: the same as a noun phrase that follows 'Requires' or 'Excludes' ("HER2-low (IHC
    1+ or 2+/ISH-)", "no prior CDK4/6 inhibitor"). start, end: in the sentence's text. stance: None leaves it to the
    sentence and its section; a reader that understood more says so. settled: the reader has taken in the whole sentence,
    its exceptions and conditions included, so that the requirement holds as it stands.
    """

    facet: str
    requirement: Requirement
    statement: str
    start: int
    end: int
    stance: Stance | None = None
    condition: bool = False
    settled: bool = False


class FacetReader(Protocol):
    """Reads one facet out of a sentence. Must be quick to say no: most sentences hold nothing for it."""

    def __call__(self, sentence: Sentence, context: Context) -> list[Mention]: ...


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may look at beside the sentence."""

    vocabulary: Vocabulary
    trial: Trial
