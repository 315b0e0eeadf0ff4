"""Rules that name in front, before a colon, the patients for whom they are made.

"TNBC: at least one line of chemotherapy"            asked where she has TNBC
"Premenopausal patients: must be on goserelin"       asked of the premenopausal, nothing of the others
"BRCA carriers: must have received platinum"         asked of carriers
"ER positive: at least one endocrine therapy"        asked where she is ER-positive, though what is asked is not read
"Patients in first line: no prior therapy"           asked of some whom no field tells
"No prior PD-1 inhibitor (combination arm only)"     the same
"Patients without prior chemotherapy are eligible only if they relapsed early"    asked of those without, nothing of the others
"TNBC: 2 cm or more. ER-positive: 4 positive nodes"  asked of each of them
"HER2-positive: IHC 3+", "Postmenopausal women: no menses for a year"    no rule, but what the words mean
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from data.criteria import Undecidable, negated
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

RECEPTORS = frozenset({"receptor_subtype", "er", "pr", "her2"})
_OF_THERAPY = frozenset({"prior_therapy", "lines_of_therapy"})
# Facets by which a subject tells the patients meant; a stage only beside one of these, as in 'de novo metastatic patients'.
_TELLING = (*RECEPTORS, "biomarker", "menopausal_status", "recurrence", "age")

_SUBJECT = gated(r"^\W*(?:only\s+)?(?:(?:for|in|if)\s+)?(?P<who>[^:;.]{2,100}):\s(?=\S)", re.I)
_DASHED = gated(r"^\W*(?:(?:for|in|if)\s+)?(?P<who>[^:;.]{2,60}?)\s[-\u2013\u2014]\s(?=\S)", re.I)
_ASIDE = gated(r"\([^()]*\)")
_A_TUMOUR = gated(r"\b(?:cancers?|carcinomas?|[mM]?TNBC)\b", re.I)
_PEOPLE = gated(r"\b(?:patients?|participants?|subjects?|wom[ae]n|men|carriers?|individuals|those)\b", re.I)
_OF_THE_DISEASE = gated(r"\b(?:disease|tumou?rs?|cancers?|cohort|TNBC)\s*$", re.I)
_BESIDE_A_SUBTYPE = gated(
    r"\W*(?:(?:the|all|those|with|patients?|participants?|subjects?|women|metastatic|advanced|breast|carcinoma|cancers?|disease|tumou?rs?|m?BC|subtype|status|only|expansion|cohort|arm|group)\b\W*)*",
    re.I,
)
_EVERYBODY = gated(
    r"\b(?:all|each|every|any|both|eligible|enrolled|study|trial|following|criteria|definition|defined)\b", re.I
)
# Words of a duty; without a therapy that is asked, they tell a rule from what a status means.
_DUTY = gated(
    r"\b(?:must|should|needs?|ha(?:s|ve) to|required?|willing|agree|contracep\w+|pregnancy test|LH-?RH|Gn-?RH|goserelin|ovarian (?:function )?(?:suppress\w+|ablation)|HRT|"
    r"hormone replacement|(?:no|without) (?:prior|previous|concurrent))\b",
    re.I,
)
_MEANING = gated(
    r"\b(?:defined|definition|amenorrh\w+|menses|menstru\w+|periods?|FSH|o?estradiol|oophorectomy|ovariectomy|hysterectomy|IHC|immunohisto\w+|F?ISH)\b",
    re.I,
)
# Earlier treatment that is asked for, in words that no reader of therapies may know
_OF_EARLIER_TREATMENT = gated(
    r"(?=.*\b(?:prior|previous\w*|at least|minimum|fail\w*|progress\w*|refractory|resistan\w+|relaps\w*|recurr\w*|after|following|received|must|exhausted|exposed|pre-?treated|not more than|no more than|up to|maximum)\b)"
    r"(?=.*\b(?:therap(?:y|ies)|treatments?|regimens?|lines?|chemo\w*|inhibitors?|hormon\w+|endocrine|antibod(?:y|ies)|taxanes?|anthracyclin\w+)\b)",
    re.I,
)
# What tells how a receptor was found, or which value counts
_HOW_FOUND = gated(
    r"%|\b[0-3]\s?\+|\b(?:stain\w*|nuclei|cells|scor\w+|status|\w*express\w*|amplif\w*|ratio|documented|confirmed|determined|assessed|tested|biops\w+|samples?|specimens?|tissue|local(?:ly)?|central(?:ly)?|laborator\w+|guidelines?|ASCO)\b",
    re.I,
)
# 'Patients in first line: ...', 'Patients in the experimental arm must ...'; not those of a numbered part, which is a cohort.
_OF_A_PART = gated(
    r"^\W*(?:for\s+|in\s+)?(?:patients?|participants?|subjects?|women|those)\s+(?:(?:enrolled|treated|assigned|randomi[sz]ed|allocated|included)\s+)?(?:in|on|into|to|receiving)\s+(?:the\s+)?"
    r"(?!(?:this|these|that|all|both|each|any|either|every|study|trial|same|the)\b)"
    r"(?:[\w/+-]+\s+){1,7}?(?:arm|group|cohort|part)s?(?:\s+only|\s+of\s+(?:part|phase|stage)\s+\w+)?\s*(?::|,|(?=must\b|should\b|need\b|have to\b|(?:can|may) only\b))"
    r"|^\W*(?:for\s+|in\s+)?(?:patients?|participants?|subjects?|women|those)\s+(?:in|on|receiving)\s+(?:the\s+)?(?:first|second|third|later|subsequent|1st|2nd|3rd)[- ]line(?:\s+(?:setting|treatment|therapy))?\s*"
    r"(?::|,|(?=must\b|should\b|need\b|have to\b))"
    # 'Letrozole combination: ...', 'For combination with letrozole, ...'
    r"|^\W*(?:for\s+(?:the\s+)?|in\s+(?:the\s+)?)?(?!dose\b|drug\b|the\b|any\b|prior\b|no\b)[\w-]{4,}(?:[\s/+]+[\w-]{4,})?\s+combination(?:\s+(?:cohorts?|arms?|groups?|parts?|therapy|treatment))?\s*:\s"
    r"|^\W*(?:patients?|participants?|subjects?|women|those)\s+(?:aged?\s+)?(?:[<>]=?|over|under|above|below)\s*\d{2}(?:\s*(?:years?|yrs?)(?:\s+(?:old|of age))?)?\s*:\s",
    re.I,
)

# '(For Group II) Patients eligible for ...', in a paragraph that is no cohort's
_OF_A_NUMBERED_PART = gated(
    r"^\W*\(\s*(?:(?:only\s+)?(?:for|in|of)\s+)?(?:the\s+)?(?:groups?|cohorts?|arms?|parts?)\s+(?:\d{1,2}[a-z]?|[a-z]\d?|i{1,3}|iv|v)(?:\s+(?:only|patients|participants|subjects))?\s*\)",
    re.I,
)

# 'Prior PD-1 inhibitor (combination arm only)', '(applies only to the combination therapy)'
_OF_A_PART_BEHIND = gated(
    r"\((?:[^()]{0,50}\b(?:combin(?:ation|ed)|arms?|groups?|cohorts?|sub-?stud(?:y|ies))\b[^()]{0,30}\bonly|[^()]{0,30}\bonly\b[^()]{0,30}\b(?:combin(?:ation|ed)|arms?|groups?|cohorts?|sub-?stud(?:y|ies))\b[^()]{0,30})\W*\)\W*$",
    re.I,
)


# 'Patients without chemotherapy for metastatic disease will only be allowed if ...'
_ALLOWED = r"(?:allowed|eligible|permitted|acceptable|accepted|enrolled|included|considered|admitted)"
_LET_IN_ONLY_IF = gated(
    r"^\W*(?:patients?|participants?|subjects?|women|those)\s+(?:with|without|who|whose|having)\b(?:(?!\b(?:must|should|only|and)\b)[^.;:]){3,140}?\s"
    rf"(?:(?:will|can|may|shall|are|is)\s+only\s+(?:be\s+)?{_ALLOWED}|(?:(?:will|can|may|shall)\s+be|are|is)\s+{_ALLOWED}\s+only)"
    r"(?:\s+(?:to|for|in)\s+(?:\w+\s+){1,3}?)?\s*(?:if|when|provided(?:\s+that)?|as\s+long\s+as|in\s+case)\b",
    re.I,
)


class Rule(NamedTuple):
    """of_whom: the mentions that tell for whom it is made, [None] where no mention tells it; asked: those of what it asks;
    begins: where in the sentence the words of what is asked begin."""

    of_whom: list[Mention | None]
    asked: list[Mention]
    begins: int


def rule_for_some(sentence: Sentence, mentions: Sequence[Mention]) -> Rule | None:
    """The rule that the sentence makes for some of the patients; None where it speaks of all."""
    if not sentence.from_criteria:
        return None
    part = _OF_A_PART.match(sentence.text) or _numbered_part(sentence)
    if part is not None:
        told: list[Mention | None] = [m for m in mentions if m.end <= part.end() and m.facet.startswith(_TELLING)]
        return Rule(told or [None], [m for m in mentions if m.start >= part.end()], part.end())
    let_in = _LET_IN_ONLY_IF.match(sentence.text)
    if let_in is not None and (rule := _only_if(let_in, mentions)):
        return rule
    if _is_told_behind(sentence, mentions):
        return Rule([None], list(mentions), 0)
    subject = _SUBJECT.match(sentence.text)
    dashed = _DASHED.match(sentence.text) if subject is None else None
    subject = subject or dashed
    if subject is None or _EVERYBODY.search(subject["who"]):
        return None
    colon = subject.end("who")
    inside = [m for m in mentions if m.end <= colon + 1]
    asked = [m for m in mentions if m.start > colon]
    if dashed is not None and not (
        inside and _names_only_a_subtype(sentence.text, dashed, inside) and not _A_TUMOUR.search(dashed["who"])
    ):
        return None  # 'TNBC - progressed after ...' may be one of the tumours wanted
    if inside and not asked and _asks_for_treatment(sentence, subject, inside):
        unread = Undecidable("what is asked of them")
        return Rule(
            [*inside],
            [Mention("prior_therapy", unread, "earlier treatment that needs reading", colon, colon)],
            colon + 1,
        )
    if not _tells_some(inside, asked) or not (
        _is_rule(sentence.text, subject, inside, asked) or _is_rule_beside_another(sentence, subject, inside, asked)
    ):
        return None
    return Rule(list(inside), asked, colon + 1)


def _only_if(let_in: re.Match[str], mentions: Sequence[Mention]) -> Rule | None:
    """What is asked of those alone who had a therapy, or did not have it."""
    whom = [m for m in mentions if m.end <= let_in.end()]
    if not whom or any(m.facet not in _OF_THERAPY or m.stance is Stance.ALLOW for m in whom):
        return None
    told = [
        replace(m, requirement=negated(m.requirement), stance=Stance.REQUIRE) if m.stance is Stance.FORBID else m
        for m in whom
    ]
    unread = Mention(
        whom[0].facet, Undecidable("what is asked of them"), "what needs reading", let_in.end(), let_in.end()
    )
    return Rule([*told], [m for m in mentions if m not in whom] or [unread], let_in.end())


def _numbered_part(sentence: Sentence) -> re.Match[str] | None:
    of_a_cohort = sentence.item is not None and sentence.item.cohorts
    return None if of_a_cohort else _OF_A_NUMBERED_PART.match(sentence.text)


_SHORT_POINT = 400  # letters: what stands in parentheses at its end is said of all of it


def _is_told_behind(sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Whether parentheses behind it, or at the end of its point, say that it is for a part of the trial that is no cohort
    and that nothing else tells: '(TNBC cohort only)' is one on the receptors."""
    if sentence.item is None or sentence.item.cohorts:
        return False
    behind = _OF_A_PART_BEHIND.search(sentence.text)
    if behind is not None:
        return not any(m.start >= behind.start() for m in mentions)
    point = sentence.item.text
    return len(point) <= _SHORT_POINT and _OF_A_PART_BEHIND.search(point) is not None


def _tells_some(inside: Sequence[Mention], asked: Sequence[Mention]) -> bool:
    """A stage tells some of the patients beside a recurrence, or where menopause is all that is asked of them."""
    by_facet = [m for m in inside if m.facet.startswith(_TELLING)]
    of_the_stage = all(m.facet == "stage" for m in inside if m not in by_facet)
    of_menopause = bool(asked) and all(m.facet == "menopausal_status" for m in asked)
    allowed = of_the_stage and (
        len(by_facet) == len(inside) or any(m.facet == "recurrence" for m in by_facet) or of_menopause
    )
    return bool(by_facet) and allowed and not any(m.stance in (Stance.ALLOW, Stance.FORBID) for m in inside)


def _is_rule(text: str, subject: re.Match[str], inside: Sequence[Mention], asked: Sequence[Mention]) -> bool:
    """Whether something is asked behind the colon, and not told what the words before it mean."""
    who, rest = subject["who"], text[subject.end() :]
    of_people = bool(_PEOPLE.search(who))
    of_receptors = all(m.facet in RECEPTORS for m in inside)
    others = [
        m for m in asked if not (m.facet in RECEPTORS and of_receptors) and m.facet not in {i.facet for i in inside}
    ]
    if not others:
        return of_people and not of_receptors and bool(_DUTY.search(rest)) and not _MEANING.search(rest)
    if any(m.facet in _OF_THERAPY for m in others) and (of_people or _names_only_a_subtype(text, subject, inside)):
        return True
    return (of_people or (of_receptors and bool(_OF_THE_DISEASE.search(who)))) and not _MEANING.search(rest)


def _asks_for_treatment(sentence: Sentence, subject: re.Match[str], inside: Sequence[Mention]) -> bool:
    """Whether an earlier treatment that nobody understood is asked of a subtype: 'ER positive: at least one endocrine therapy'."""
    rest = sentence.text[subject.end() :]
    return (
        not sentence.excludes
        and all(m.facet in RECEPTORS and m.stance is None for m in inside)
        and _names_only_a_subtype(sentence.text, subject, inside)
        and bool(_OF_EARLIER_TREATMENT.match(rest))
        and not _HOW_FOUND.search(rest)
    )


# 'TNBC: pT2 or more. ER-positive: at least 4 positive nodes', in one point
_LABEL_OF_RECEPTORS = gated(
    r"(?:^|[.;\n]\s*)\W*(?:(?:for|in|if)\s+)?(?:m?TNBC|triple[- ]negative|(?:ER|PR|HR|HoR)\b(?!2)|PgR|HER-?2|hormone|o?estrogen|luminal)[^:;.]{0,40}:\s(?=\S)",
    re.I,
)


def _is_rule_beside_another(
    sentence: Sentence, subject: re.Match[str], inside: Sequence[Mention], asked: Sequence[Mention]
) -> bool:
    """Whether its point has a rule for another subtype as well, and it does not tell what receptors are meant."""
    if sentence.item is None or not _names_only_a_subtype(sentence.text, subject, inside):
        return False
    if any(m.facet in RECEPTORS for m in asked) or _MEANING.search(sentence.text, subject.end()):
        return False
    return len(_LABEL_OF_RECEPTORS.findall(sentence.item.text)) > 1


def _names_only_a_subtype(text: str, subject: re.Match[str], inside: Sequence[Mention]) -> bool:
    """'HR-positive: ...', 'TNBC disease: ...'"""
    if not all(m.facet in RECEPTORS for m in inside):
        return False
    text = blanked(_ASIDE, text)
    before = text[subject.start("who") : min(m.start for m in inside)]
    behind = text[max(m.end for m in inside) : subject.end("who")]
    return bool(_BESIDE_A_SUBTYPE.fullmatch(before) and _BESIDE_A_SUBTYPE.fullmatch(behind))
