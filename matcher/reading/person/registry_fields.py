"""The registry's fields for sex and age, where the text says nothing of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.axes import PERSON_AXIS
from data.criteria import Between, Criterion, Evidence, Within, atoms
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.person.age import years_of
from matcher.reading.person.men_and_women import MEN, takes_both_sexes, takes_men
from matcher.reading.person.menopausal_states import EVERYONE, MALE, WOMEN

_MEN_WORD = gated(rf"\b{MEN}", re.I)


def read_registry_fields(trial: Trial, known: Sequence[Criterion]) -> list[Criterion]:
    """Criteria from the registry's fields `sex`, `minimum_age` and `maximum_age`; `known` are those of the text."""
    return [*_sex_field(trial, known), *_age_fields(trial, known)]


def _sex_field(trial: Trial, known: Sequence[Criterion]) -> Iterator[Criterion]:
    allowed = {"FEMALE": WOMEN, "MALE": MALE}.get((trial.sex or "").upper())
    if allowed is None or not trial.sex:
        return
    text = trial.criteria or ""
    told = [a.allowed for c in known for a in atoms(c.requirement) if isinstance(a, Within) and a.axis == PERSON_AXIS]
    if any(not states & allowed for states in told):
        return
    if allowed == WOMEN and (takes_both_sexes(text) or takes_men(text)):
        return
    some_men = any(states & MALE and states != EVERYONE for states in told)
    if allowed == WOMEN and some_men and _MEN_WORD.search(text):
        return
    words = "Requires a woman" if allowed == WOMEN else "Requires a man"
    yield Criterion("sex", Within(PERSON_AXIS, allowed), words, (Evidence("sex", 0, len(trial.sex)),))


def _age_fields(trial: Trial, known: Sequence[Criterion]) -> Iterator[Criterion]:
    said = [a for c in known if c.facet == "age" for a in atoms(c.requirement) if isinstance(a, Between)]
    low, high = years_of(trial.minimum_age), years_of(trial.maximum_age)
    if low is not None and trial.minimum_age and not any(a.low is not None for a in said):
        evidence = (Evidence("minimum_age", 0, len(trial.minimum_age)),)
        yield Criterion("age", Between("age_years", low, None), f"Requires an age of at least {low:g} years", evidence)
    if high is not None and trial.maximum_age and not any(a.high is not None for a in said):
        # The registry's maximum takes in the whole last year or month.
        unit = 1 if "year" in trial.maximum_age.lower() else 0
        evidence = (Evidence("maximum_age", 0, len(trial.maximum_age)),)
        yield Criterion(
            "age",
            Between("age_years", None, high + 0.999 * unit),
            f"Requires an age of at most {high:g} years",
            evidence,
        )
