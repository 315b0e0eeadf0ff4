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
from dataclasses import dataclass, replace

from data.criteria import WHERE, AnyOf, Requirement, Undecidable, either, every, is_tautology, negated
from matcher.reading.exceptions import (
    OF_DRUGS,
    exception_in,
    exempts_no_line,
    exempts_nobody,
    exempts_other_breast,
)
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, Stance, stance_of
from matcher.reading.subjects import RECEPTORS, rule_for_some

_LIMIT = r"(?:can|may) only|(?:can|may) have (?:had |received )?(?:only|up to|at most|no more|a maximum)"
_CONDITION = gated(
    r"^\W*(?:(?:phase|part|cohort|arm|stage)\s[^:;.,]{1,40}:\s+)?(?:if|in (?:the )?(?:case|event) (?:of|that)|in (?:patients?|subjects?|participants?|women|those) (?:with|who)|"
    r"for (?:patients?|subjects?|participants?|women|men|those|tumou?rs)\b|(?:patients?|subjects?|participants?) (?:with|who|in whom|for whom|whose|after|scheduled|planned|undergoing|treated)[^,]{3,80}?(?:[,(\s]+(?:including|such as|e\.g\.?|i\.e\.?)[^.;:]{3,160}?)?"
    rf"(?=\b(?:must|should|need|{_LIMIT})\b)|(?:these|such) (?:patients?|subjects?|participants?|women)(?= (?:must|should|need)\b)|"
    r"(?:when|where|for(?! (?:phase|cohort|part|arm|group|all|inclusion|(?:the )?purposes?)\b))\b|in (?!situ\b|the (?:metastatic|advanced|first-line|palliative|adjuvant|neoadjuvant) (?:setting|stage|disease))[^,.;:]{2,30},)",
    re.I,
)
# '... normal LVEF (patients who have received anthracyclines)': the words in parentheses say for whom.
_ASIDE_ABOUT_SOME = gated(
    r"\((?:only )?(?:for |in |if )?(?:patients?|subjects?|participants?|women|those) (?:who|with|whose)\b[^()]*$", re.I
)
_LATE_CONDITION = gated(
    r"\b(?:if(?! (?:not(?=,)|so|known|given|received|performed|administered|(?:centrally |locally |it )?(?:is |was )?(?:confirmed|documented|determined|assessed)|available|applicable|not (?:already |yet |previously )?(?:done|performed|known|available|determined|tested)|multiple|(?:the )?(?:results?|IHC)? ?(?:is |are )?(?:inconclusive|indeterminate|borderline|discordant)|any|indicated|appropriate|possible|necessary|needed|required|present|(?:(?:the )?(?:HER-?2(?:/neu)?|score|results?|test|staining)\s)?(?:(?:is|was|of|are)\s|=\s?)?(?:2(?=\s?\+)|equivocal|IHC|C?F?ISH|immunohisto\w+)"
    r"|(?:any |an? |such )?(?:(?:standard|effective|approved|suitable|curative)(?:[- ]of[- ]care)? ){0,2}(?:therap(?:y|ies)|treatments?|options?) (?:exists?|(?:is|are) available))\b)"
    r"|provided(?: that)?|as long as|only if|in case of(?! (?:an? )?(?:equivocal|(?:IHC |HER-?2 )?(?:score )?2\s?\+))|in the event)\b",
    re.I,
)
_TELLS_A_TIME = gated(r"\b(?:within|time|interval|months?|years?)\b")
# 'Patients who relapse within 12 months of adjuvant treatment must ...': a time that no mention of the condition tells.
_TIMED = gated(
    r"\b(?:within|less than|more than|at least|after|before|during)\s+(?:the (?:first|last)\s+)?\d+\s*(?:months?|weeks?|years?)\b",
    re.I,
)
# '...; in patients with HER2-positive disease' and no more: what was asked of them stands elsewhere.
_CUT_SHORT = gated(r"\W*in (?:patients?|subjects?|participants?|women|those) (?:with|who)\b")
_OF_ALL = gated(
    r"\W*in (?:the )?(?:all|each|every|both|any|our|study|eligible|enrolled|addition|general|summary)\b", re.I
)
_OF_SOME_PEOPLE = gated(
    r"\W*in [^,]*\b(?:patients?|participants?|subjects?|wom[ae]n|men|tumou?rs?|disease|cancers?),", re.I
)
_CONSEQUENCE = gated(rf",|\b(?:must|should|shall|need to|is required|are required|then|{_LIMIT})\b", re.I)


@dataclass(frozen=True, slots=True)
class Stated:
    """A requirement that a sentence states, in words, and where in the sentence it stands."""

    facet: str
    requirement: Requirement
    statement: str
    start: int
    end: int


def compose(sentence: Sentence, mentions: Sequence[Mention], *, one_way: bool = False) -> list[Stated]:
    """What the sentence asks for, given what it mentions; nothing where it only permits. `one_way`: it is one of several
    ways into the trial, so that 'TNBC: one line of chemotherapy' asks for both."""
    rule = rule_for_some(sentence, mentions) if mentions else None
    if rule is None:
        stated = _composed_of_all(sentence, mentions)
        return [under(s, [None]) for s in stated] if stated and _of_a_part(sentence) else stated
    words = " " * rule.begins + sentence.text[rule.begins :]
    stated = _composed_of_all(replace(sentence, text=words), rule.asked)
    if one_way:
        return [*(_state([c], Stance.REQUIRE) for c in rule.of_whom if c is not None), *stated]
    return [under(s, rule.of_whom) for s in stated]


# 'Active brain metastases (applies to the pilot phase and cohorts 1 and 2 only)'
_APPLIES_TO_A_PART = gated(
    r"\(\s*(?:only\s+)?appl(?:ies|icable|y|ying)\s+(?:only\s+)?(?:to|for)\s+(?![^()]*\b(?:all|both|any|each|every)\b)[^()]{0,80}?\b(?:cohorts?|arms?|parts?|phases?|stages?|groups?|expansion|escalation)\b[^()]{0,60}\)\W*$",
    re.I,
)


def _of_a_part(sentence: Sentence) -> bool:
    """Whether it is said of a part of the trial that the layout could not tell from the others."""
    return not (sentence.item and sentence.item.cohorts) and _APPLIES_TO_A_PART.search(sentence.text) is not None


def _composed_of_all(sentence: Sentence, mentions: Sequence[Mention]) -> list[Stated]:
    if not mentions:
        return []
    mentions = [m for m in _without_the_disease_treated(mentions) if not _left_free(sentence.text, m)]
    settled = [m for m in mentions if m.settled and m.stance is not Stance.ALLOW]
    sites = [m for m in mentions if m.settled and _of_those_who_have(m)] if sentence.from_criteria else []
    rule = _RULE_FOR_SOME.match(sentence.text) if sites and not sentence.excludes else None
    if rule is not None and any(site.end <= rule.end() for site in sites):
        asked = [m for m in mentions if m not in sites and m.start >= rule.end()]
        mine = [_state([m], Stance.REQUIRE) for m in sites if m.stance is not Stance.ALLOW]
        return [*mine, *(under(s, [None]) for s in _composed_of_all(sentence, asked))]
    others = sorted((m for m in mentions if not m.settled), key=lambda m: (m.start, m.end))
    stated: list[Stated] = []
    for mention in settled:
        if behind := _receptors_of_whom(sentence.text, mention, others):
            stated.append(under(_state([mention], Stance.REQUIRE), behind))
            others = [o for o in others if o not in behind]
            continue
        of_some = mention in sites or (mention.facet == "measurable_disease" and sentence.excludes)
        whose = [o for o in others if of_some and _describes_the_same(sentence, o, mention)]
        others = [o for o in others if o not in whose]
        stated.append(_of_them(_state([mention], Stance.REQUIRE), whose))
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


# 'Patients do not need to have measurable disease': nobody is asked for it.
_NOT_OBLIGED = gated(
    r"\b(?:need\s+not|do(?:es)?\s+not\s+(?:need|have)\s+to|(?:is|are)\s+not\s+(?:required|obliged|needed)\s+to|not\s+necessary\s+to)\b(?!\s+be\s+excluded)[^.;:()]{0,60}$",
    re.I,
)
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
    if _stance(other, stance_of(sentence)) is not Stance.FORBID:
        return False
    first, second = sorted((other, site), key=lambda m: m.start)
    between = sentence.text[first.end : second.start]
    return len(between) <= 60 and not _LIST_BREAK.search(between)


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
    aside = _conditional_aside(sentence.text, ordered)
    if aside is not None:
        start, end = aside
        blank = replace(sentence, text=sentence.text[:start] + " " * (end - start) + sentence.text[end:])
        within = [m for m in ordered if start < m.start < end and m.stance is not Stance.ALLOW]
        hedged = [under(s, [None]) for s in _composed(sentence, within, None)] if within else []
        beside = exception if exception and not start < exception.start() < end else None
        return [*_composed(blank, [m for m in ordered if not start < m.start < end], beside), *hedged]
    cut = exception.start() if exception else len(sentence.text)
    ordered = [told for m in ordered if (told := _as_its_aside_has_it(sentence.text, m)) is not None]
    if not ordered:
        return []
    if (
        stance_of(sentence) is Stance.ALLOW
    ):  # 'HER2-positive disease is allowed after two regimens': asked of those only
        ordered = [replace(m, condition=True) if _is_let_in(sentence, m) else m for m in ordered]
    main = [m for m in ordered if m.start < cut]
    exempt = [m for m in ordered if m.start >= cut]
    if sentence.from_criteria:
        main = [m for m in main if not m.condition]
        conditions: list[Mention | None] = []
        if not _is_of_what_follows(sentence.text, ordered):
            conditions, main = _conditions(_without_its_part(sentence), main)
        conditions = [
            *conditions,
            *(m for m in ordered if m.condition and m not in exempt and not is_tautology(m.requirement)),
        ]
    else:
        conditions = []  # a title that says 'for patients with ...' describes them
    stance = stance_of(sentence)
    stated = [
        _narrowed(_state(group, stance), group, sentence.text, ordered)
        for group in _groups(sentence, main, stance)
        if _stance(group[0], stance) is not Stance.ALLOW
    ]
    if exception and (exempt or not exempts_nobody(sentence.text, exception)):
        no_line = exempts_no_line(sentence.text, exception)
        other_breast = exempts_other_breast(sentence.text, exception)
        endocrine = _OF_ENDOCRINE.match(sentence.text, exception.end())
        stated = [
            s
            if (no_line and s.facet in OF_DRUGS)
            or (other_breast and s.facet == "recurrence")
            or (endocrine and s.statement.endswith("endocrine ones not counted"))
            else _with_exception(s, exempt)
            for s in stated
        ]
    if not conditions:
        return stated
    required = not sentence.excludes and stance is Stance.REQUIRE
    if required and conditions == [None] and _HOW_TESTED.search(sentence.text):
        return [s if s.facet in RECEPTORS else under(s, conditions) for s in stated]
    free = _free_of_a_late_condition(sentence.text, ordered) if required else 0
    return [
        under(
            s,
            [c for c in _those_for(s, conditions, sentence.text) if s.end > free or (c is not None and c.start < free)],
        )
        for s in stated
    ]


def _as_its_aside_has_it(text: str, mention: Mention) -> Mention | None:
    """'... (patients who have received anthracyclines)' tells of whom the rest is asked, a condition; None where the aside lets
    them in and asks nothing: '... (patients who had one line of endocrine therapy are eligible)'."""
    aside = _ASIDE_ABOUT_SOME.search(text, 0, mention.start)
    if aside is None:
        return mention
    end = text.find(")", mention.start)
    end = len(text) if end < 0 else end
    if _LET_IN.search(text, mention.end, end) and not _ONLY_IF.search(text, aside.start(), end):
        return None
    return replace(mention, condition=True)


_ONLY_IF = gated(r"\b(?:only|if|unless|provided|must|not|no)\b", re.I)


# 'HER2-positive (3+, or 2+ only if amplified)', 'ER-positive (if below 10 %, PR must be positive)': a condition that has its
# consequence in the same parentheses says nothing of what stands before them.
_OWN_CONSEQUENCE = gated(r"[^();]*?(?:,|\bthen\b|\b(?:must|should|has to|have to)\s)", re.I)


def _conditional_aside(text: str, mentions: Sequence[Mention]) -> tuple[int, int] | None:
    """Start and end of an aside with a condition and what depends on it; None where there is none behind a mention."""
    if "(" not in text:
        return None
    for late in _LATE_CONDITION.finditer(text):
        start = text.rfind("(", 0, late.start())
        if start <= text.rfind(")", 0, late.start()):
            continue
        end = text.find(")", late.end())
        end = len(text) if end < 0 else end + 1
        before = _LITTLE.sub("", text[start + 1 : late.start()])
        own = before or _OWN_CONSEQUENCE.match(text, late.end(), end)
        if "%" in text[start:end] and not _LET_IN.search(text, start, end):
            continue  # another cut-off on a condition is another rule
        if own and any(m.start < start for m in mentions):
            return start, end
    return None


# 'HER2-negative, as long as the latest biopsy was tested': a condition on the test, not on the patient.
_HOW_TESTED = gated(
    r"[,;(]\s*(?:but\s+|and\s+)?(?:only\s+)?(?:if|provided(?: that)?|as long as|in case of)\s(?:(?!\bmust\b|\breceiv\w+|\btreat\w*|\btherap\w+|\bchemo\w*|\bpatients?\b)[^();.]){0,60}"
    r"\b(?:tested|tests?|testing|biops\w+|samples?|specimens?|tissue|assay\w*|laborator\w+|stain\w*|score[ds]?|IHC|F?ISH|report\w*|confirm\w*)\b",
    re.I,
)
_LET_IN = gated(
    r"\b(?:may|can|will|are|is)\s+(?:also\s+)?(?:be\s+)?(?:enrol\w+|includ\w+|eligible|allowed|permitted|accepted|acceptable)\b",
    re.I,
)
_LITTLE = gated(r"\W|\b(?:only|and|but|or|also|even|e\.?g|i\.?e)\b", re.I)

# 'more than one regimen other than endocrine therapy': the count has left those out
_OF_ENDOCRINE = gated(r"\W*(?:(?:prior|previous|adjuvant|any)\s+)*(?:endocrine|hormon\w+)\b", re.I)


# What a clause asks for that no reader tells of: 'node-positive if ER-positive'
_OF_ITS_OWN = gated(
    r"\b(?:nodes?|nodal|grade|size|receptors?|measurable|surgery|therapy|treatment|chemotherapy|radiotherapy|positive|negative)\b",
    re.I,
)


def _free_of_a_late_condition(text: str, mentions: Sequence[Mention]) -> int:
    """Where the clause begins that a condition at the end is about: 'invasive breast cancer, ER-positive if premenopausal'."""
    late = None if _CONDITION.match(text) or _LABEL.match(text) else _LATE_CONDITION.search(text)
    comma = text.rfind(",", 0, late.start()) if late is not None else -1
    own = late is not None and (
        any(comma < m.start < late.start() for m in mentions) or _OF_ITS_OWN.search(text, max(comma, 0), late.start())
    )
    return comma if own and comma > 0 else 0


_SUBJECT = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women|those|tumou?rs?|with|whose|are|is|have|has|an?|breast|cancer|disease)\W+)*$",
    re.I,
)


def opens_the_sentence(sentence: Sentence, mention: Mention) -> bool:
    """Whether the sentence begins with it: 'Patients with HER2-positive disease are ...'."""
    return _SUBJECT.match(sentence.text, 0, mention.start) is not None


def _is_let_in(sentence: Sentence, mention: Mention) -> bool:
    return mention.facet in RECEPTORS and mention.stance is None and opens_the_sentence(sentence, mention)


# 'two lines of chemotherapy, and for HR-positive patients also endocrine therapy': of what follows it only
_ALSO_FOR_SOME = gated(r"(?:[,;]|\band\b,?)\s*(?:(?:and|but|or)\s+)?(?:for|in|if)\s+(?:[\w-]+\s+){0,3}$", re.I)


_SIZE = r"(?:(?:[<>]=?|(?:less|smaller|larger|greater|more) than|up to|at least|at most|under|over)\s*\d+(?:[.,]\d+)?\s*(?:cm|mm)|\d+(?:[.,]\d+)?\s*(?:cm|mm)\s+or\s+(?:less|more|smaller|larger))"
_STAGE = r"(?:0|I{1,3}|IV|[1-4])[A-C]?"
_OF_A_KIND = (
    r"(?:inflammatory|metaplastic|lobular|mucinous|tubular|papillary|medullary|apocrine|adenoid|neuroendocrine|occult|bilateral|"
    r"multi-?(?:focal|centric)|small|(?:low|high|intermediate)[- ](?:grade|risk)|grade\s+(?:[1-3]|I{1,3})\b|node[- ](?:negative|positive)|pregnancy-associated|"
    r"(?:low|high|elevated|intermediate)\s+(?:Ki-?\s?67|proliferati\w+|recurrence\s+scores?|oncotype)(?:\s+(?:index|expression|score|labell?ing))*|well[- ]differentiated|male|"
    rf"stages?\s+{_STAGE}(?:\s?(?:-|to|or|and|/|,)\s?{_STAGE})*\b|[cp]?T[0-4](?:mi|[a-d](?:/[a-d])*)?(?:\s?(?:-|/)\s?[cp]?T?[0-4][a-d]?)?,?\s?[cp]?N[0-3][a-c]?(?:\s?M0)?\b)"
)
# 'Metaplastic triple-negative breast cancer', 'tumours < 1 cm that are HER2-positive'
_NARROWED_BEFORE = gated(
    rf"\b(?:{_OF_A_KIND}|(?:tumou?rs?|cancers?|carcinomas?|lesions?)\s+(?:(?:of|measuring|with a (?:size|diameter) of)\s+)?{_SIZE})"
    r"(?:\s*\([^()]*\))?(?:\s+(?:and|that|which|is|are|invasive|primary|breast|cancers?|carcinomas?|tumou?rs?|in diameter|in size))*\s+$"
    rf"|\b{_OF_A_KIND},\s+$",  # 'inflammatory, HER2-positive breast cancer'
    re.I,
)
# 'HER2-positive inflammatory breast cancer', 'ER-positive tumours amenable to endocrine therapy', 'TNBC < 1 cm'
_NARROWED_BEHIND = gated(
    r"(?:[\s)]*|,\s(?=[^,;]*$)(?!.*\bor\b))(?:(?:metastatic|invasive|advanced|early|primary|recurrent|breast|cancers?|carcinomas?|disease|tumou?rs?)\s+){0,4}"
    rf"(?:{_OF_A_KIND}|(?:amenable|responsive|sensitive)\s+to|(?:for|in)\s+(?:which|whom)\b|(?:elderly|frail|older|younger)\b|(?:that|which)\s+(?:can|could|may|might)\b|(?:of|measuring|with a (?:size|diameter) of)?\s*{_SIZE})",
    re.I,
)


# 'HER2-positive patients with an LVEF below 50 %', 'TNBC that progressed within 6 months' below exclusions: only some
# of those are shut out. Not: what tells how the receptor was measured, or that they are out.
_NARROWED = gated(
    r"[\s)]*(?:(?:metastatic|invasive|advanced|early|primary|recurrent)\s+)?(?:breast\s+)?(?:cancers?|carcinomas?|disease|tumou?rs?|subtype|status)?\s*(?:patients?|participants?|subjects?|women)?\s+"
    r"(?:(?:with|who|whose|without|in whom|for whom|having|(?:and|that|which)\s+(?:ha[sd]|have|progress\w+|relaps\w+|recurr\w+|is not|are not|was|were|require\w*)|progress(?:ed|ing)|relaps(?:ed|ing)|not\s+(?:previously|yet|eligible|suitable)|previously|requiring|eligible\s+for|suitable\s+for|candidates?\s+for|refractory|resistant|if)\b)"
    r"(?!\s+(?:an?\s+|the\s+)?(?:are|is|were|IHC|immuno(?:histo|stain|cyto)\w*|F?ISH|CISH|ratio|scor\w+|\w*expression|overexpress\w*|amplif\w+|stain\w*|breast|cancer|disease|tumou?r|HER|ER\b|PR\b|HR\b|estrogen|hormone|confirm\w*|determin\w*|assess\w*|evaluat\w*|by\b|positive|negative|known|\d|[<>]))",
    re.I,
)


# 'Patients with a germline mutation who have not received a PARP inhibitor'
_SOME_WITHOUT = gated(
    r"^\W*(?:patients?|subjects?|participants?|women|those)\s+(?:with|whose|eligible|suitable)\b[^.;]{3,100}\b(?:who|that)\s+(?:have|has|had|did)\s+(?:not|never)\b",
    re.I,
)


def _narrowed(stated: Stated, group: Sequence[Mention], text: str, all_of_it: Sequence[Mention]) -> Stated:
    """An exclusion of a receptor subtype with a clause that narrows it and that nobody understood; of those without a
    therapy, where it is said of some only."""
    if stated.statement.startswith("Excludes no prior") and len(all_of_it) == 1 and _SOME_WITHOUT.match(text):
        some = AnyOf((stated.requirement, Undecidable("whether it is said of her")))
        return replace(stated, requirement=some, statement=f"{stated.statement}, of some patients only")
    if not stated.statement.startswith("Excludes") or any(m.facet not in RECEPTORS for m in group):
        return stated
    others = [m for m in all_of_it if m not in group]
    behind = _NARROWED.match(text, stated.end) or _NARROWED_BEHIND.match(text, stated.end)
    before = _NARROWED_BEFORE.search(text, 0, stated.start)
    if not (behind and all(m.start < stated.end for m in others)) and not (
        before and all(m.end <= before.start() or m.start >= stated.start for m in others)
    ):
        return stated
    either_way = AnyOf((stated.requirement, Undecidable("a condition")))
    return replace(
        stated, requirement=either_way, statement=f"{stated.statement}, under a condition that needs reading"
    )


def _those_for(stated: Stated, conditions: Sequence[Mention | None], text: str) -> list[Mention | None]:
    return [
        c
        for c in conditions
        if c is None
        or (
            (c.start, c.end) != (stated.start, stated.end)
            and (c.start < stated.start or not c.condition or not _ALSO_FOR_SOME.search(text, 0, c.start))
        )
    ]


def _stance(mention: Mention, of_sentence: Stance) -> Stance:
    return mention.stance or of_sentence


# 'One line of chemotherapy and, if ER-positive, endocrine therapy': the condition is of what follows it.
_AND_IF = gated(r"(?:\band\b,?|[,;])\s*$", re.I)
_SO_FAR = gated(r"[^.;,]{2,60},")


def _is_of_what_follows(text: str, ordered: Sequence[Mention]) -> bool:
    condition = _LATE_CONDITION.search(text)
    if condition is None or not _AND_IF.search(text, 0, condition.start()):
        return False
    end = _SO_FAR.match(text, condition.end())
    told = end and any(m.condition and condition.start() < m.start and m.end <= end.end() for m in ordered)
    return bool(end and told and any(not m.condition and m.start >= end.end() for m in ordered))


# 'In the dose escalation, patients must ...' among the criteria of that part
_OF_ITS_PART = gated(
    r"^\W*(?:in|for|during)\s+(?:the\s+)?(?:(?:dose[- ]?)?(?:escalation|expansion|optimi[sz]ation)|(?:cohort|part|phase|arm|group|module)s?\s+\w{1,4})\b"
    r"(?:\s+(?:phase|part|stage|portion|cohorts?|of|the|this|study|trial|only))*,",
    re.I,
)


def _without_its_part(sentence: Sentence) -> str:
    """The text without the words that name the part of the trial whose criteria it stands among; positions hold."""
    part = _OF_ITS_PART.match(sentence.text) if sentence.item is not None and sentence.item.cohorts else None
    return " " * part.end() + sentence.text[part.end() :] if part else sentence.text


def _conditions(text: str, mentions: list[Mention]) -> tuple[list[Mention | None], list[Mention]]:
    """The mentions that a condition is about, [None] where it was not understood, and the rest."""
    opening = _CONDITION.match(text)
    if opening is not None:
        if opening.group().endswith(",") and not _EVERYBODY.fullmatch(opening.group()):
            return _told_in_front(text, opening, mentions)
        consequence = _colon_between(text, mentions) or _CONSEQUENCE.search(text, opening.end())
        if consequence is not None:
            if _EVERYBODY.fullmatch(text[: consequence.start()]):
                return [], mentions
            inside = [m for m in mentions if m.end <= consequence.start()]
            rest = [m for m in mentions if m.end > consequence.start()]
            timed = next(_TIMED.finditer(text, opening.start(), consequence.start()), None)
            if timed is not None and inside and not any(_TELLS_A_TIME.search(m.statement) for m in inside):
                unread = Undecidable("the time that the condition names")
                return [*inside, Mention("condition", unread, timed.group(), timed.start(), timed.end())], rest
            # 'For those with HER2-positive disease one of the following should be met' asks nothing of the others.
            return list(inside) or [None], rest
        return ([*mentions], []) if _CUT_SHORT.match(text) or _IF_ALONE.match(text) else ([], mentions)
    label = _LABEL.match(text)
    if label is not None:
        only = "only" in label.group().lower()  # 'TNBC participants only: ...' asks nothing of the others
        inside = [m for m in mentions if (m.start if only else m.end) <= label.end() and m.facet in RECEPTORS]
        if inside and (only or len(inside) < len(mentions)):
            return list(inside), [m for m in mentions if m not in inside] if only else mentions
    late = _LATE_CONDITION.search(text)
    if late is not None:
        inside = [m for m in mentions if m.start >= late.start()]
        rest = [m for m in mentions if m.start < late.start()]
        if rest:
            return list(inside) or [None], rest
    return [], mentions


def _told_in_front(
    text: str, opening: re.Match[str], mentions: list[Mention]
) -> tuple[list[Mention | None], list[Mention]]:
    """'In HER2-positive patients, ...', 'In part B, patients must ...'; nobody is singled out by 'in our opinion, ...'."""
    inside = [m for m in mentions if m.end < opening.end()]
    if _OF_ALL.match(opening.group()):  # 'In addition, these patients must ...'
        return _conditions(" " * opening.end() + text[opening.end() :], mentions)
    if not (inside or _OF_SOME_PEOPLE.fullmatch(opening.group()) or _CONSEQUENCE.search(text, opening.end())):
        return [], mentions
    return list(inside) or [None], [m for m in mentions if m not in inside]


# 'Patients with breast cancer must ...', 'if breast cancer, ...' beside rules for other tumours
_EVERYBODY = gated(
    r"\W*(?:(?:if|for|in|all|the|those|patients?|participants?|subjects?|women|with|who|have|has|whose|primary|tumou?r|cancer|is|confirmed|histologically|an?)\s+)*(?:\w+(?:,\s+|\s+(?:and|or)\s+)){0,2}breast(?:(?:,|\s+(?:and|or))\s+\w+){0,2}\s+(?:cancers?|carcinomas?|tumou?rs?)\s*(?:patients?|subjects?|participants?)?\W*",
    re.I,
)


# 'TNBC: cT1c-T4, any N' asks for the subtype and, of those who have it, for the rest.
_LABEL = gated(
    r"^\W*(?:TNBC|triple[- ]negative(?: breast cancer)?|HER-?2\W?(?:\+|positive|negative))\s*(?:(?:breast cancer |disease )?(?:patients|participants|subjects)(?:\s+only)?\s*(?:\([^()]{1,60}\)\s*)?)?:\s",
    re.I,
)


# 'If metastatic: a scan within four weeks' asks nothing that is known here.
_IF_ALONE = gated(r"^\W*if\s[^.;:]{3,60}:\s+\S", re.I)


def _colon_between(text: str, mentions: list[Mention]) -> re.Match[str] | None:
    """'For HR+ tumors: prior CDK4/6 inhibitor': the colon after what the condition is about."""
    colon = gated(r":\s").search(text, mentions[0].end) if mentions else None
    return colon if colon and any(m.start > colon.start() for m in mentions) else None


_OR = gated(r"\b(?:or|and/or)\b|/", re.I)
_BARE_OR = gated(
    r"^\W*(?:disease|breast cancer|cancer|tumou?rs?|status|patients)?\W*(?:or|and/or)\W*(?:\w+\W+){0,2}$", re.I
)
_LIST_BREAK = gated(r"[,;/:()\n]|\bor\b|\band/or\b|\band (?:no|must)\b", re.I)


def _groups(sentence: Sentence, mentions: list[Mention], stance: Stance) -> list[list[Mention]]:
    """Mentions that are joined: by 'or' where required, by anything but a list break where forbidden."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _joined(sentence.text, groups[-1][-1], mention, stance):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _joined(text: str, one: Mention, other: Mention, of_sentence: Stance) -> bool:
    stance = _stance(one, of_sentence)
    if stance is not _stance(other, of_sentence):
        return False
    between = text[one.end : other.start] if other.start >= one.end else ""
    if stance is Stance.REQUIRE:
        if one.facet != other.facet and not _BARE_OR.match(between):
            return False
        return len(between) <= 60 and bool(_OR.search(between)) and not gated(r"\band\b(?!/)|[;.]").search(between)
    return not _LIST_BREAK.search(between) and len(between) <= 80


def _state(group: list[Mention], of_sentence: Stance) -> Stated:
    stance = _stance(group[0], of_sentence)
    start, end = min(m.start for m in group), max(m.end for m in group)
    requirements = [m.requirement for m in group]
    if stance is Stance.FORBID:
        words = " with ".join(dict.fromkeys(m.statement for m in group))
        return Stated(group[0].facet, negated(every(requirements)), f"Excludes {words}", start, end)
    words = " or ".join(dict.fromkeys(m.statement for m in group))
    return Stated(group[0].facet, either(requirements), f"Requires {words}", start, end)


def _with_exception(stated: Stated, exempt: list[Mention]) -> Stated:
    if exempt:
        saved: Requirement = every(m.requirement for m in exempt)
        words = " with ".join(m.statement for m in exempt)
    else:
        saved, words = Undecidable("an exception"), "an exception holds that needs reading"
    return Stated(
        stated.facet,
        AnyOf((stated.requirement, saved)),
        f"{stated.statement}, unless {words}",
        stated.start,
        stated.end,
    )


def under(stated: Stated, conditions: Sequence[Mention | None]) -> Stated:
    """The requirement, asked of those only who meet the conditions; None stands for one that was not understood."""
    if not conditions:
        return stated
    understood = [c for c in conditions if c is not None]
    if understood:
        otherwise = negated(every(c.requirement for c in understood))
        words = " with ".join(c.statement for c in understood)
    else:
        otherwise, words = Undecidable("a condition"), "a condition holds that needs reading"
    return Stated(
        stated.facet,
        AnyOf((otherwise, stated.requirement)),
        f"{stated.statement}{WHERE}{words}",
        stated.start,
        stated.end,
    )
