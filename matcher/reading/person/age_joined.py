"""A limit of age beside what else a sentence tells of her person.

"Patients over 70 must have an ECOG of 0-1"      the rule is for those of that age
"Age over 70 with an ECOG of 2", excluded        the two together shut out
"Premenopausal or below 50 years of age"         either is enough
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import WHERE, AnyOf, Undecidable, atoms, either, negated
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.person.age_scope import WITH_MORE
from matcher.reading.person.performance import SOME_OF_THEM
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance


def with_ages(sentence: Sentence, told: Sequence[Mention], ages: Sequence[Mention]) -> list[Mention]:
    """The mentions of her person, `told` and `ages`, joined as the sentence joins them."""
    if not ages:
        return list(told)
    if any(SOME_OF_THEM in atoms(m.requirement) for m in told):
        return list(told)  # 'ECOG 0-1 over 70 years of age, else 0-2'
    age = ages[0]
    if age.condition:
        return [*(_of_that_age(m, age) for m in told if m.facet != "sex"), age]
    if age.stance is Stance.FORBID:
        beside = [m for m in told if _beside(sentence.text, age, m)]
        return [_of_that_age(m, age) if m in beside else m for m in told] + ([] if beside else [age])
    return _ways(sentence.text, told, age)


def _of_that_age(mention: Mention, age: Mention) -> Mention:
    if not mention.settled or mention.stance is Stance.ALLOW:
        return mention
    limits = next(a for a in atoms(age.requirement))
    requirement = AnyOf((negated(limits), mention.requirement))
    words = age.statement.removesuffix(WITH_MORE)
    return replace(mention, requirement=requirement, statement=f"{mention.statement}{WHERE}{words}")


_JOINED = gated(r"(?:\s*(?:years?|yrs?|of age|old|status))*\s*(?:,\s*)?(?:and|with|who have)(?!/)\s+(?:an?\s+)?", re.I)


def _beside(text: str, age: Mention, mention: Mention) -> bool:
    first, second = sorted((age, mention), key=lambda m: m.start)
    return mention.settled and _JOINED.fullmatch(text, first.end, second.start) is not None


_EITHER = gated(
    r"(?:\W*(?:status|wom[ae]n|females?|patients?|years?|yrs?|of age|old|or older))*\W*(?:and/)?or\s+(?:(?:an?|with|have|having|are|is|if|who|aged?|of)\s+)*",
    re.I,
)


def _ways(text: str, told: Sequence[Mention], age: Mention) -> list[Mention]:
    """The age beside the others, or one way in with the one that 'or' joins to it."""
    for other in told:
        first, second = sorted((age, other), key=lambda m: m.start)
        if other.settled and other.stance is Stance.REQUIRE and _EITHER.fullmatch(text, first.end, second.start):
            one_of = replace(
                first,
                requirement=either((first.requirement, second.requirement)),
                statement=f"{first.statement} or {second.statement}",
                end=second.end,
                settled=True,
            )
            return [*(m for m in told if m is not other), one_of]
    if age.settled:
        return [*told, age]
    open_way = AnyOf((age.requirement, Undecidable("another way in")))
    return [*told, replace(age, requirement=open_way, statement=f"{age.statement}, or what stands beside it")]
