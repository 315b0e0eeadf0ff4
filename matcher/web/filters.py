"""What an answer is narrowed to, and the mark of each trial that stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.vocabulary.terms import Vocabulary
from matcher.kinds import KINDS
from matcher.ranking import Readable
from matcher.service import OPEN_STATUSES, Matcher

VERDICT_CHOICES = ("open", "eligible", "possible", "ineligible", "all")
PHASES = ("EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4", "NA")


class BadFilter(ValueError):
    """A filter that does not exist; the message names it and what would be right."""


class Filters(NamedTuple):
    verdicts: str = "open"
    status: str = ""
    kind: str = ""
    phase: str = ""
    sponsor: str = ""
    drug: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Filters:
        """Raises BadFilter."""
        filters = cls(**{name: given.get(name, "").strip() for name in cls._fields if given.get(name, "").strip()})
        for name, value, allowed in (
            ("verdicts", filters.verdicts, VERDICT_CHOICES),
            ("kind", filters.kind, ("", *KINDS)),
            ("phase", filters.phase, ("", *PHASES)),
        ):
            if value not in allowed:
                raise BadFilter(f"{name}: {value!r} is not one of {', '.join(filter(None, allowed))}")
        return filters

    def marks(self, matcher: Matcher) -> NDArray[np.bool_]:
        """Which trials stay. The drug class looks at what the trial gives (interventions), not at what it forbids."""
        ranked = matcher.ranked
        statuses = OPEN_STATUSES if not self.status else None if self.status == "all" else (self.status.upper(),)
        marks = np.ones(len(matcher.trials), dtype=bool) if statuses is None else np.isin(ranked.statuses, statuses)
        if self.kind:
            marks &= ranked.kind_codes == KINDS.index(self.kind)
        for wanted, keeps in ((self.phase, _has_phase), (self.sponsor, _has_sponsor)):
            if wanted:
                marks &= np.array([keeps(trial, wanted) for trial in matcher.trials], dtype=bool)
        if self.drug:
            marks &= np.array([_gives(trial, self.drug, matcher.vocabulary) for trial in matcher.trials], dtype=bool)
        return marks


def _has_phase(readable: Readable, phase: str) -> bool:
    return phase in (readable.trial.phases or ("NA",))


def _has_sponsor(readable: Readable, sponsor: str) -> bool:
    return sponsor.casefold() in (readable.trial.lead_sponsor or "").casefold()


def _gives(readable: Readable, drug: str, vocabulary: Vocabulary) -> bool:
    wanted = set(vocabulary.therapies_named(drug))
    for intervention in readable.trial.interventions:
        for name in (intervention.name, *intervention.other_names):
            if drug.casefold() in name.casefold():
                return True
            given = vocabulary.therapies_named(name)
            if wanted and any(c in wanted or wanted & set(vocabulary.ancestors(c)) for c in given):
                return True
    return False
