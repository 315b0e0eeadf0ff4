"""Of whom a sentence asks something: 'if C, A', 'in HER2-positive patients, A', 'A where C'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import Undecidable
from matcher.reading.composing.stated import Stated
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence
from matcher.reading.subjects import RECEPTORS

_LIMIT = r"(?:can|may) only|(?:can|may) have (?:had |received )?(?:only|up to|at most|no more|a maximum)"

# 'In the letrozole arm the tumour must be ER-positive', 'in cohort A patients must ...'
_IN_A_PART = (
    r"in (?:the )?(?:(?!(?:all|both|each|every|any|either|this|our|study|control|age|same|every)\b)[\w/+-]+ ){1,3}(?:cohort|arm|stratum) (?=(?:the|patients?|participants?|subjects?|women|tumou?rs?|disease)\b)"
    r"|in (?:cohort|arm|stratum) \w{1,3} (?=(?:the|patients?|participants?|subjects?|women|tumou?rs?|disease)\b)"
)

_CONDITION = gated(
    r"^\W*(?:(?:phase|part|cohort|arm|stage)\s[^:;.,]{1,40}:\s+)?(?:if|in (?:the )?(?:case|event) (?:of|that)|in (?:patients?|subjects?|participants?|women|those) (?:with|who)|"
    rf"{_IN_A_PART}|"
    r"for (?:patients?|subjects?|participants?|women|men|those|tumou?rs)\b|(?:patients?|subjects?|participants?|women) (?:with|carrying|harbou?ring|bearing|positive for|who|in whom|for whom|whose|after|scheduled|planned|undergoing|treated)[^,]{3,120}?(?:[,(\s]+(?:including|such as|e\.g\.?|i\.e\.?)[^.;:]{3,160}?)?"
    rf"(?=\b(?:must|should|need|{_LIMIT})\b)|(?:[\w/-]+ ){{1,4}}carriers (?=(?:must|should|need|{_LIMIT})\b)|(?:these|such) (?:patients?|subjects?|participants?|women)(?= (?:must|should|need)\b)|"
    r"(?:when|where|for(?! (?:phase|cohort|part|arm|group|all|inclusion|(?:the )?purposes?)\b))\b|in (?!situ\b|the (?:metastatic|advanced|first-line|palliative|adjuvant|neoadjuvant) (?:setting|stage|disease))[^,.;:]{2,30},)",
    re.I,
)

LATE_CONDITION = gated(
    r"\b(?:(?<!even )if(?! (?:not(?=,)|so|known|given|received|performed|administered|(?:centrally |locally |it )?(?:is |was )?(?:confirmed|documented|determined|assessed)|available|applicable|not (?:already |yet |previously )?(?:done|performed|known|available|determined|tested)|multiple|(?:the )?(?:results?|IHC)? ?(?:is |are )?(?:inconclusive|indeterminate|borderline|discordant)|any|indicated|appropriate|possible|necessary|needed|required|present|(?:(?:the )?(?:HER-?2(?:/neu)?|score|results?|test|staining)\s)?(?:(?:is|was|of|are)\s|=\s?)?(?:2(?=\s?\+)|equivocal|IHC|C?F?ISH|immunohisto\w+)"
    # 'HER2 0 to 2+, if HER2 testing is performed': whoever was tested is meant
    r"|(?:the )?(?:HER-?2(?:/neu)?|ER|PR|HR|(?:hormone )?receptors?|BRCA(?:1/2)?|germline|genetic|PIK3CA|PD-?L1) (?:(?:status|testing|tests?|results?|analysis|expression) ){0,2}(?:(?:is|are|was|were|has been|have been) )?(?:known|performed|done|tested|available|carried out|obtained|assessed|determined)(?=\W*$|[;)])"
    r"|(?:any |an? |such )?(?:(?:standard|effective|approved|suitable|curative)(?:[- ]of[- ]care)? ){0,2}(?:therap(?:y|ies)|treatments?|options?) (?:exists?|(?:is|are) available))\b)"
    # 'Prior PARP inhibitor required for BRCA carriers'
    r"|(?:(?<=required )|(?<=mandatory )|(?<=needed )|(?<=necessary ))(?:for|in) (?:(?:the|all|those|patients?|subjects?|participants?|women|tumou?rs|with|who have|an?|known|confirmed|germline|somatic) ){0,6}(?!(?:ER|PR|PgR|HR|HER-?2|hormone|o?estrogen|triple)\b)(?=(?:[\w/+-]+ ){0,4}(?:mutations?|alterations?|variants?|(?:non-?)?carriers?|(?:[\w/]+-)?(?:positive|negative))\b)"
    r"|provided(?: that)?|as long as|only if|(?<=\w )in (?:patients?|subjects?|participants?|women|those) (?:with|carrying|harbou?ring|bearing) (?:(?:an?|the|known|confirmed|proven|germline|somatic|detectable) ){0,3}[\w/]+ (?:gene )?(?:mutations?|alterations?|variants?)(?=\W*$)|in case of(?! (?:an? )?(?:equivocal|(?:IHC |HER-?2 )?(?:score )?2\s?\+))|in the event)\b",
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


def conditions_in(text: str, mentions: list[Mention]) -> tuple[list[Mention | None], list[Mention]]:
    """The mentions that a condition is about, [None] where it was not understood, and the rest."""
    if breast := _FOR_BREAST_SO_MANY.match(text):
        return conditions_in(blank(text, 0, breast.end()), mentions)
    opening = _CONDITION.match(text)
    if opening is not None:
        if opening.group().endswith(",") and not _EVERYBODY.fullmatch(opening.group()):
            return _told_in_front(text, opening, mentions)
        consequence = _colon_between(text, mentions) or _CONSEQUENCE.search(text, opening.end())
        if consequence is not None:
            if _EVERYBODY.fullmatch(text[: consequence.start()]) or _BREAST_AMONG_THEM.match(text):
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
    late = LATE_CONDITION.search(text)
    if late is not None:
        end = _end_of_aside(text, late)
        inside = [m for m in mentions if late.start() <= m.start < end]
        rest = [m for m in mentions if not late.start() <= m.start < end]
        if rest:
            return list(inside) or [None], rest
    return [], mentions


def _end_of_aside(text: str, late: re.Match[str]) -> int:
    """Where the parentheses end in which a condition stands; where it stands in none, the end of the text."""
    aside = text.rfind("(", 0, late.start()) > text.rfind(")", 0, late.start())
    end = text.find(")", late.end()) if aside else -1
    return len(text) if end < 0 else end


def _aside_of_a_late_condition(text: str) -> tuple[int, int]:
    late = None if _CONDITION.match(text) or _LABEL.match(text) else LATE_CONDITION.search(text)
    return (late.start(), _end_of_aside(text, late)) if late is not None else (len(text), len(text))


def _told_in_front(
    text: str, opening: re.Match[str], mentions: list[Mention]
) -> tuple[list[Mention | None], list[Mention]]:
    """'In HER2-positive patients, ...', 'In part B, patients must ...'; nobody is singled out by 'in our opinion, ...'."""
    inside = [m for m in mentions if m.end < opening.end()]
    if _OF_ALL.match(opening.group()):  # 'In addition, these patients must ...'
        return conditions_in(blank(text, 0, opening.end()), mentions)
    if not (inside or _OF_SOME_PEOPLE.fullmatch(opening.group()) or _CONSEQUENCE.search(text, opening.end())):
        return [], mentions
    return list(inside) or [None], [m for m in mentions if m not in inside]


# 'Patients with breast cancer must ...', 'if breast cancer, ...' beside rules for other tumours
_EVERYBODY = gated(
    r"\W*(?:(?:if|for|in|all|the|those|patients?|participants?|subjects?|women|with|who|have|has|whose|primary|tumou?r|cancer|is|confirmed|histologically|an?)\s+)*(?:\w+(?:,\s+|\s+(?:and|or)\s+)){0,2}breast(?:(?:,|\s+(?:and|or))\s+\w+){0,2}\s+(?:cancers?|carcinomas?|tumou?rs?)\s*(?:patients?|subjects?|participants?)?\W*",
    re.I,
)

# 'For breast cancer two or more regimens for metastatic disease, including a taxane'
_FOR_BREAST_SO_MANY = gated(
    r"\W*(?:for|in)\s+(?:(?:patients|those|women)\s+with\s+)?(?:(?:metastatic|advanced)\s+)?breast\s+cancers?\s+(?=(?:at\s+least|no\s+(?:fewer|less|more)|one|two|three|[1-4]|prior|previous|progression)\b)",
    re.I,
)

# 'For breast cancer and gastric/gastroesophageal cancers subjects must ...', 'for breast, gastric and ovarian cancers, ...'
_BREAST_AMONG_THEM = gated(
    r"^\W*(?:for|in)\s+(?:the\s+|patients\s+with\s+|those\s+with\s+)?(?:[\w/-]+(?:\s+cancers?)?(?:,\s+|\s+(?:and|or)\s+)){0,3}breast(?:\s+cancers?)?(?:(?:,|\s+(?:and|or)|,\s+(?:and|or))\s+[\w/-]+(?:\s+[\w/-]+){0,2}?){0,3}\s+(?:cancers?|carcinomas?|tumou?rs?),?\s+"
    r"(?=(?:(?:the\s+)?(?:patients?|subjects?|participants?|women|they)\s+)?(?:must|should|need\s+to|have\s+to)\b)",
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


# 'One line of chemotherapy and, if ER-positive, endocrine therapy': the condition is of what follows it.
_AND_IF = gated(r"(?:\band\b,?|[,;])\s*$", re.I)

_SO_FAR = gated(r"[^.;,]{2,60},")


def is_of_what_follows(text: str, ordered: Sequence[Mention]) -> bool:
    condition = LATE_CONDITION.search(text)
    if condition is None or not _AND_IF.search(text, 0, condition.start()):
        return False
    end = _SO_FAR.match(text, condition.end())
    told = end and any(m.condition and condition.start() < m.start and m.end <= end.end() for m in ordered)
    return bool(end and told and any(not m.condition and m.start >= end.end() for m in ordered))


# 'In the dose escalation, patients must ...' among the criteria of that part
_OF_ITS_PART = gated(
    r"^\W*(?:in|for|during)\s+(?:the\s+)?(?:(?:dose[- ]?)?(?:escalation|expansion|optimi[sz]ation)|(?:cohort|part|phase|arm|group|module)s?\s+\w{1,4})\b"
    r"(?:\s+(?:phase|part|stage|portion|cohorts?|of|the|this|study|trial|only))*(?:,|(?= (?:the|patients?|participants?|subjects?|women|tumou?rs?|disease)\b))",
    re.I,
)


def without_its_part(sentence: Sentence) -> str:
    """The text without the words that name the part of the trial whose criteria it stands among; positions hold."""
    part = _OF_ITS_PART.match(sentence.text) if sentence.item is not None and sentence.item.cohorts else None
    return blank(sentence.text, 0, part.end()) if part else sentence.text


# 'two lines of chemotherapy, and for HR-positive patients also endocrine therapy': of what follows it only
_ALSO_FOR_SOME = gated(r"(?:[,;]|\band\b,?)\s*(?:(?:and|but|or)\s+)?(?:for|in|if)\s+(?:[\w-]+\s+){0,3}$", re.I)


def those_for(stated: Stated, conditions: Sequence[Mention | None], text: str) -> list[Mention | None]:
    """The conditions under which something is asked: 'trastuzumab (if HER2-positive) and a taxane' asks all for the taxane."""
    begins, ends = _aside_of_a_late_condition(text)
    if stated.start > ends:
        conditions = [c for c in conditions if c is not None and not begins <= c.start < ends]
    return [
        c
        for c in conditions
        if c is None
        or (
            (c.start, c.end) != (stated.start, stated.end)
            and (c.start < stated.start or not c.condition or not _ALSO_FOR_SOME.search(text, 0, c.start))
        )
    ]


# What a clause asks for that no reader tells of: 'node-positive if ER-positive'
_OF_ITS_OWN = gated(
    r"\b(?:nodes?|nodal|grade|size|receptors?|measurable|surgery|therapy|treatment|chemotherapy|radiotherapy|positive|negative)\b",
    re.I,
)


def free_of_a_late_condition(text: str, mentions: Sequence[Mention]) -> int:
    """Where the clause begins that a condition at the end is about: 'invasive breast cancer, ER-positive if premenopausal'."""
    late = None if _CONDITION.match(text) or _LABEL.match(text) else LATE_CONDITION.search(text)
    comma = text.rfind(",", 0, late.start()) if late is not None else -1
    own = late is not None and (
        any(comma < m.start < late.start() for m in mentions) or _OF_ITS_OWN.search(text, max(comma, 0), late.start())
    )
    return comma if own and comma > 0 else 0
