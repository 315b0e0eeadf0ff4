"""From the mentions in a sentence to the criterion it states.

section and words                       criterion from the mentions A, B
inclusion                               A; B                (each on its own)
inclusion, "A or B"                     A or B
exclusion                               not A; not B
exclusion, "A with B"                   not (A and B)
"A are allowed"                         none: a permission asks for nothing
"A are excluded", "must not have A"     not A, in whichever section
"A unless E", "A except E"              A or E; where E was not understood, A or undecidable
"if C, A"                               not C or A; where C was not understood, undecidable or A
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import is_tautology
from matcher.reading.composing.asides import as_its_aside_has_it, conditional_aside
from matcher.reading.composing.conditions import (
    conditions_in,
    free_of_a_late_condition,
    is_of_what_follows,
    those_for,
    without_its_part,
)
from matcher.reading.composing.narrowed import narrowed
from matcher.reading.composing.of_a_part import of_a_part
from matcher.reading.composing.stated import (
    A_CONDITION,
    LIST_BREAK,
    Stated,
    grouped,
    opens_the_sentence,
    stance_of_mention,
    stated_by,
    under,
    with_exception,
)
from matcher.reading.exceptions import (
    OF_DRUGS,
    end_of_exception,
    exception_in,
    exempts_from_treatment,
    exempts_no_line,
    exempts_nobody,
    exempts_other_breast,
    takes_out_of_the_wanted,
)
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import NOT_OBLIGED, Stance
from matcher.reading.subjects import RECEPTORS, rule_for_some


def compose(sentence: Sentence, mentions: Sequence[Mention], *, one_way: bool = False) -> list[Stated]:
    """What the sentence asks for, given what it mentions; nothing where it only permits. `one_way`: it is one of several
    ways into the trial, so that 'TNBC: one line of chemotherapy' asks for both."""
    rule = rule_for_some(sentence, mentions) if mentions else None
    if rule is None:
        stated = _composed_of_all(sentence, mentions)
        return [_on_some_condition(s) for s in stated] if stated and of_a_part(sentence) else stated
    words = blank(sentence.text, 0, rule.begins)
    stated = _composed_of_all(replace(sentence, text=words), rule.asked)
    if one_way:
        return [*(stated_by([c], Stance.REQUIRE) for c in rule.of_whom if c is not None), *stated]
    return [under(s, rule.of_whom) for s in stated]


def _on_some_condition(stated: Stated) -> Stated:
    """What is asked of a part of the patients that no field tells; once is enough."""
    return stated if stated.statement.endswith(A_CONDITION) else under(stated, [None])


def _composed_of_all(sentence: Sentence, mentions: Sequence[Mention]) -> list[Stated]:
    if not mentions:
        return []
    mentions = [m for m in _without_the_disease_treated(mentions) if not _left_free(sentence.text, m)]
    settled = [m for m in mentions if m.settled and m.stance is not Stance.ALLOW]
    sites = [m for m in mentions if m.settled and _of_those_who_have(m)] if sentence.from_criteria else []
    rule = _RULE_FOR_SOME.match(sentence.text) if sites and not sentence.excludes else None
    if rule is not None and any(site.end <= rule.end() for site in sites):
        asked = [m for m in mentions if m not in sites and m.start >= rule.end()]
        mine = [stated_by([m], Stance.REQUIRE) for m in sites if m.stance is not Stance.ALLOW]
        return [*mine, *(under(s, [None]) for s in _composed_of_all(sentence, asked))]
    others = sorted((m for m in mentions if not m.settled), key=lambda m: (m.start, m.end))
    stated: list[Stated] = []
    for mention in settled:
        if behind := _receptors_of_whom(sentence.text, mention, others):
            stated.append(under(stated_by([mention], Stance.REQUIRE), behind))
            others = [o for o in others if o not in behind]
            continue
        of_some = mention in sites or (mention.facet == "measurable_disease" and sentence.excludes)
        whose = [o for o in others if of_some and _describes_the_same(sentence, o, mention)]
        others = [o for o in others if o not in whose]
        stated.append(_of_them(stated_by([mention], Stance.REQUIRE), whose))
    exception = exception_in(sentence.text)
    if exception and any(m.start <= exception.start() < m.end for m in settled):
        exception = None  # the reader of that facet has taken it in
    return stated + _composed(sentence, others, exception)


_IF = gated(r"\W*(?:only\s+)?(?:if|when|where|for|in\s+(?:case\s+of|patients\s+with|women\s+with))\b", re.I)


def _receptors_of_whom(text: str, mention: Mention, others: Sequence[Mention]) -> list[Mention]:
    """'Postmenopausal if HR-positive': what follows the condition, where it is one on the receptors."""
    if mention.facet != "menopausal_status" or not _IF.match(text, mention.end):
        return []
    behind = [o for o in others if o.start >= mention.end]
    return behind if any(o.facet in RECEPTORS for o in behind) else []


_NOT_OBLIGED = gated(rf"\b{NOT_OBLIGED}\b(?!\s+be\s+excluded)[^.;:()]{{0,60}}$", re.I)

# 'PD-1 inhibitor naive or experienced'
_NAIVE_OR_NOT = gated(
    r"\bna[i\u00ef]ve\W+(?:(?:and/or|or|and)\W+)?(?:(?:previously|prior)\W+)?(?:experienced|exposed|pre-?\s?treated|treated)\b"
    r"|\b(?:experienced|exposed|pre-?\s?treated)\W+(?:(?:and/or|or|and)\W+)?na[i\u00ef]ve\b",
    re.I,
)

# 'Patients with no prior chemotherapy and patients who have received taxanes are eligible'
_BOTH_GROUPS = gated(
    r"^\W*(?:both\s+)?(?P<people>patients|participants|subjects|women|those)\s+(?:with|who|previously)\b(?:(?!\b(?:must|only)\b)[^.;]){3,120}\b(?:and|or|as well as)\s+(?:(?P=people)|those)\s+(?:with|who|previously)\b"
    r"(?:(?!\b(?:must|only|not)\b)[^.;]){3,160}\b(?:are|will be|may be)\s+(?:all\s+|both\s+|also\s+)?(?:eligible|allowed|permitted|included)\b",
    re.I,
)


def _left_free(text: str, mention: Mention) -> bool:
    """Whether the words tell that it is asked of nobody, and shuts nobody out."""
    if _NOT_OBLIGED.search(text, 0, mention.start):
        return True
    if mention.facet in OF_DRUGS and (both := _BOTH_GROUPS.match(text)) and mention.start < both.end():
        return True
    either = _NAIVE_OR_NOT.search(text) if mention.facet == "prior_therapy" else None
    return either is not None and mention.start <= either.end() and either.start() <= mention.end + 1


_SITES = frozenset({"brain_metastases", "leptomeningeal_disease", "metastatic_sites"})

# 'Postmenopausal women with brain metastases must ...': what follows is asked of them alone.
_RULE_FOR_SOME = gated(
    r"^[^,.;:]{3,140}?\b(?:must|should|needs? to|ha(?:ve|s) to|(?:is|are) required|will be required|(?:is|are) eligible)\b",
    re.I,
)


def _of_those_who_have(mention: Mention) -> bool:
    """Whether it speaks of patients with metastases in some place, and asks nobody to have them."""
    return mention.facet in _SITES and (mention.stance is Stance.ALLOW or mention.statement.startswith("no "))


def _describes_the_same(sentence: Sentence, other: Mention, site: Mention) -> bool:
    """'Triple-negative disease with brain metastases', 'metastatic disease without measurable lesions' below exclusions: the
    two together shut out."""
    if stance_of_mention(other, stance_of(sentence)) is not Stance.FORBID:
        return False
    first, second = sorted((other, site), key=lambda m: m.start)
    between = sentence.text[first.end : second.start]
    return len(between) <= 60 and not LIST_BREAK.search(between)


def _of_them(stated: Stated, whose: Sequence[Mention]) -> Stated:
    return under(stated, list(whose)) if whose else stated


def _without_the_disease_treated(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions left when those are dropped that overlap with the words that tell for which disease a forbidden therapy was given."""
    therapies = [m for m in mentions if m.facet == "prior_therapy" and m.stance is Stance.FORBID]
    return [
        m
        for m in mentions
        if m.facet == "recurrence" or not any(t is not m and t.start < m.end and m.start < t.end for t in therapies)
    ]


def _composed(sentence: Sentence, ordered: list[Mention], exception: re.Match[str] | None) -> list[Stated]:
    if not ordered:
        return []
    aside = conditional_aside(sentence.text, ordered)
    if aside is not None:
        return _composed_around(aside, sentence, ordered, exception)
    ordered = [told for m in ordered if (told := as_its_aside_has_it(sentence.text, m)) is not None]
    stance = stance_of(sentence)
    if stance is Stance.ALLOW:  # 'HER2-positive disease is allowed after two regimens': asked of those only
        ordered = [replace(m, condition=True) if _is_let_in(sentence, m) else m for m in ordered]
    if exception and _let_off_in_an_aside(sentence.text, exception):
        exception = None
    cut = exception.start() if exception else len(sentence.text)
    until = end_of_exception(sentence.text, exception) if exception and not sentence.excludes else len(sentence.text)
    exempt = [m for m in ordered if cut <= m.start < until]
    main = [m for m in ordered if m not in exempt]
    conditions: list[Mention | None] = []
    if sentence.from_criteria:  # a title that says 'for patients with ...' describes them
        main = [m for m in main if not m.condition]
        if ordered and not is_of_what_follows(sentence.text, ordered):
            conditions, main = conditions_in(without_its_part(sentence), main)
        of_some = [m for m in ordered if m.condition and m not in exempt and not is_tautology(m.requirement)]
        conditions = [*conditions, *of_some]
    stated = [
        narrowed(stated_by(group, stance), group, sentence.text, ordered)
        for group in grouped(sentence, main, stance)
        if stance_of_mention(group[0], stance) is not Stance.ALLOW
    ]
    if exception and not sentence.excludes and takes_out_of_the_wanted(sentence.text, exception):
        exception = None
    if exception and (exempt or not exempts_nobody(sentence.text, exception)):
        stated = _but_for(exempt, exception, stated, sentence.text)
    return _of_those_only(conditions, stated, sentence, ordered) if conditions else stated


def _let_off_in_an_aside(text: str, exception: re.Match[str]) -> bool:
    """'Advanced solid tumour (except pancreatic) that has progressed': what goes on behind the aside is asked as before."""
    opened = text.rfind("(", 0, exception.start()) > text.rfind(")", 0, exception.start())
    return opened and text.find(")", exception.end()) > 0 and exempts_nobody(text, exception)


def _composed_around(
    aside: tuple[int, int], sentence: Sentence, ordered: list[Mention], exception: re.Match[str] | None
) -> list[Stated]:
    """What is said beside an aside, and what is said in it, which holds under its condition."""
    start, end = aside
    around = replace(sentence, text=blank(sentence.text, start, end))
    within = [m for m in ordered if start < m.start < end and m.stance is not Stance.ALLOW]
    hedged = [under(s, [None]) for s in _composed(sentence, within, None)]
    beside = exception if exception and not start < exception.start() < end else None
    return [*_composed(around, [m for m in ordered if not start < m.start < end], beside), *hedged]


def _of_those_only(
    conditions: Sequence[Mention | None], stated: list[Stated], sentence: Sentence, ordered: Sequence[Mention]
) -> list[Stated]:
    """What is stated, asked only of those who meet the conditions."""
    text = sentence.text
    required = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE
    if required and conditions == [None] and _HOW_TESTED.search(text):
        return [s if s.facet in RECEPTORS else under(s, conditions) for s in stated]
    free = free_of_a_late_condition(text, ordered) if required else 0
    return [
        under(s, [c for c in those_for(s, conditions, text) if s.end > free or (c is not None and c.start < free)])
        for s in stated
    ]


# 'HER2-negative, as long as the latest biopsy was tested': a condition on the test, not on the patient.
_HOW_TESTED = gated(
    r"[,;(]\s*(?:but\s+|and\s+)?(?:only\s+)?(?:if|provided(?: that)?|as long as|in case of)\s(?:(?!\bmust\b|\breceiv\w+|\btreat\w*|\btherap\w+|\bchemo\w*|\bpatients?\b)[^();.]){0,60}"
    r"\b(?:tested|tests?|testing|biops\w+|samples?|specimens?|tissue|assay\w*|laborator\w+|stain\w*|score[ds]?|IHC|F?ISH|report\w*|confirm\w*)\b",
    re.I,
)


# 'more than one regimen other than endocrine therapy': the count has left those out
_OF_ENDOCRINE = gated(r"\W*(?:(?:prior|previous|adjuvant|any)\s+)*(?:endocrine|hormon\w+)\b", re.I)

# 'No chemotherapy or targeted agent for metastatic disease, except one line of hormonal therapy': it is neither
_ENDOCRINE_ONLY = gated(
    r"\W*(?:for\s+)?(?:(?:an?|any|one|two|1|2|up\s+to|at\s+most|single|prior|previous|earlier|lines?|courses?|of|palliative|first-line)\s+)*(?:endocrine|hormon\w+)(?:\s+(?:therap\w+|treatments?))?"
    r"(?:\s+(?:for|in)\s+(?:the\s+)?(?:metastatic|advanced|recurrent)(?:\s+(?:disease|setting|cancer|stage))?)?\W*$",
    re.I,
)
_NAMES_OTHERS_ONLY = gated(
    r"(?=.*\b(?:chemo\w*|cytotoxic|targeted|biologic\w*|immuno\w*))(?!.*\b(?:endocrine|hormon\w*|systemic|anti-?cancer|anti-?neoplastic|any\s+(?:prior\s+)?(?:therap\w+|treatment)|aromatase|tamoxifen|fulvestrant|SERDs?)\b)",
    re.I,
)


def _but_for(exempt: list[Mention], exception: re.Match[str], stated: list[Stated], text: str) -> list[Stated]:
    """What is stated with the exception put to it, where the exception is one to it."""
    no_line, other_breast = exempts_no_line(text, exception), exempts_other_breast(text, exception)
    endocrine = _OF_ENDOCRINE.match(text, exception.end())
    endocrine_only = _ENDOCRINE_ONLY.match(text, exception.end())
    last = max((s for s in stated if s.start < exception.start()), key=lambda s: s.start, default=None)
    of_treatment = last is not None and last.facet in OF_DRUGS and exempts_from_treatment(text, exception)

    def untouched(s: Stated) -> bool:
        return bool(
            (no_line and s.facet in OF_DRUGS)
            or (of_treatment and s.facet not in OF_DRUGS)
            or (other_breast and s.facet == "recurrence")
            or (endocrine and s.statement.endswith("endocrine ones not counted"))
            or (endocrine_only and (s.facet == "stage" or _names_no_endocrine(s)))
        )

    return [s if untouched(s) else with_exception(s, exempt) for s in stated]


def _names_no_endocrine(stated: Stated) -> bool:
    return stated.facet == "prior_therapy" and _NAMES_OTHERS_ONLY.match(stated.statement) is not None


def _is_let_in(sentence: Sentence, mention: Mention) -> bool:
    return mention.facet in RECEPTORS and mention.stance is None and opens_the_sentence(sentence, mention)
