"""Headings of inclusion, exclusion, and of people other than the patients."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE

_HEADING_WORDS = (
    r"(?:(?:key|main|major|principal|general|specific|additional|core|common|primary|other|patient|subject|"
    r"participant|study|trial|clinical|protocol|eligibility|basic|overall|detailed|summary|the|cohort[- ]specific)\s+){0,3}"
)


POLARITY_HEADING = gated(
    r"^[\W\d]*(?:[a-zA-Z]{1,3}[.)]\s+)?(?P<before>(?:[\w/.,()-]+\s+){0,8}?)"
    + _HEADING_WORDS
    + r"(?P<word>inclusions?|exclusions?|eligibility|non-?inclusion)\b(?:\s*[/&]\s*exclusion)?(?P<criteria>\s+criteri(?:a|on))?"
    r"(?P<rest>[^:\n.]{0,80})(?P<colon>[:.]|$)",
    re.I,
)


# Sections that are named in other words, as whole lines.
_EXCLUDING_LINE = gated(
    r"^\W*(?:(?:who|you|patients?|participants?|subjects?|women|people)\s+(?:can|may|is|are|should|must|will|do)\s*(?:not|n't)(?:\s+(?:be|able|to|eligible|participate|join|take|part|enter|qualify|have|if|in|this|the|study|trial))*"
    r"|(?:(?:patients?|participants?|subjects?|you)\s+(?:(?:is|are|will\s+be)\s+)?)?(?:ineligible|not\s+eligible|excluded?)(?:\s+(?:patients?|if|for))?(?=\W*:)"
    r"|contra-?indications?|ineligibility(?:\s+criteria)?|exclu(?:sionary|ding)\s+(?:criteria|factors|conditions)|criteria\s+(?:for|of)\s+rejection|rejection\s+criteria|non[-\s]?eligib\w+(?:\s+criteria)?|non\s+inclusion\s+criteria|(?:reasons?|(?:key\s+|main\s+)?criteria)\s+(?:for|of)\s+(?:patient\s+|subject\s+)?(?:exclusion|ineligibility|non-?inclusion)|disqualif\w+(?:\s+\w+)?)\W*$",
    re.I,
)


_INCLUDING_LINE = gated(
    r"^\W*(?:who\s+(?:can|may|is|should)(?:\s+(?:be|able|to|eligible|participate|join|take|part|in|this|the|study|trial))*|indications?|(?:key\s+|main\s+)?criteria\s+(?:for|of)\s+(?:patient\s+|subject\s+)?(?:inclusion|eligibility|enrol+ment|entry)"
    r"|(?:needed|required)(?=\W*:)|requirements?|(?:admission|qualifying|including)\s+(?:criteria|conditions)|inclusion\s+conditions|criterias?\s+of\s+inclusion)\W*$",
    re.I,
)


# A section opened by a sentence: 'A potential subject who meets any of the following criteria will be excluded from
# participation in this study:', 'In order to be eligible, a subject must meet all of the following criteria:'
_SUBJECT = (
    r"(?:an?\s+|all\s+|any\s+|the\s+)?(?:potential\s+|potentially\s+eligible\s+)?(?:subjects?|patients?|participants?)"
)
_CRITERIA_FOLLOW = r"(?:of\s+)?(?:the\s+)?following(?:\s+(?:(?:in|ex)clusion\s+)?(?:criteria|conditions|criterion))?"
SECTION_TOLD = gated(
    rf"\W*(?:(?P<shut>{_SUBJECT}\s+(?:who\s+|that\s+)?(?:meets?|meeting|fulfil+s?|fulfil+ing|with)\s+(?:one\s+(?:or\s+more\s+)?|any\s+|at least one\s+){_CRITERIA_FOLLOW}\s+"
    r"(?:will\s+be|are|is|must\s+be|should\s+be|cannot\s+be|can\s+not\s+be|may\s+not)\s+(?:excluded|not\s+eligible|ineligible|included|enrol\w+|participate)(?:\s+(?:from|for|in|to)\s+(?:participat\w+\s+in\s+)?(?:the|this)\s+(?:present\s+)?(?:study|trial))?)"
    rf"|(?:(?:in\s+order\s+)?to\s+be\s+(?:eligible|included)(?:\s+(?:for|in|to)\s+(?:participat\w+\s+in\s+)?(?:the|this)\s+(?:present\s+)?(?:study|trial))?,?\s+)?{_SUBJECT}\s+(?:must|should|has\s+to|have\s+to)\s+(?:meet|fulfil+)\s+(?:all\s+){_CRITERIA_FOLLOW})\s*:",
    re.I,
)


# Sections that are named as one speaks of them: 'Not to be recruited', 'Women can join if they', 'We do not include', 'Entry criteria'.
_THEY = r"(?:(?:the|these|all|who|you|we|they|patients?|pts?\.?|participants?|subjects?|women|wom[ae]n|men|adults|people|persons?|volunteers|individuals|those|candidates)\s+){0,4}"
_IN = r"(?:includ(?:e|ed|ing)|enrol+(?:ed)?|recruit(?:ed|ing)?|admit(?:ted)?|accept(?:ed)?|register(?:ed)?|entered|join|take\s+part|participate|enter|qualify|eligible|suitable)"
_FOR_IT = r"(?:\s+(?:in|into|for|to|on|this|the|our|be|join|take|part|participate|enter|study|trial|research|register|registry|project|patients?|pts?|women|people|those|if|when|who|they|you|she|any|all|one|of|following|apply|applies|is|are|true|have|has|had|meet|with)){0,12}"
_MAY = r"(?:can|may|will|should|are|is|must|do|does|to)"
_SPOKEN_OF = gated(
    rf"^\W*(?:{_THEY}(?:(?:{_MAY}\s+(?P<no>not)|(?P<cannot>can(?:no|')t|don't)|(?P<not>not)(?:\s+to)?|{_MAY})\s+)?(?:be\s+)?{_IN}{_FOR_IT}"
    rf"|{_THEY}(?:{_MAY}\s+(?:be\s+)?)?(?P<out>exclude[ds]?|(?:non-?\s?|in|un)(?:eligible|suitable)){_FOR_IT}"
    r"|(?:who\s+)?(?P<cut>cannot)"
    r"|(?:criteria|conditions|requirements|reasons)\s+(?:for|of|to)\s+(?:(?P<un>non-?\s?)?(?:inclusion|entry|participation|eligibility|enrol+ment|joining|recruitment)|(?P<ex>exclusion|not\s+\w+))"
    r"|(?:entry|selection|participation|recruitment|enrol+ment)\s+criteria)\W*$",
    re.I,
)


def _as_spoken_of(line: str) -> str | None:
    whole = (
        len(line) < 70 and line.lstrip("#*_ ")[:1].isupper() and not line.endswith((".", ","))
    )  # no end of a sentence above
    found = _SPOKEN_OF.match(line) if whole else None
    if found is None:
        return None
    return EXCLUDE if any(found.groupdict().values()) else INCLUDE


HEADING_AT_MOST = 160  # characters


# Others who join beside the patients, as the name of a section.
OTHERS = (
    r"(?:healthy? cohorts?|care-?givers?|carers?|(?:healthy|normal|non-?cancer|cancer-free)\s+(?:controls?|volunteers?|participants?|subjects?|individuals|women|donors?|people|adults)|controls?(?:\s+group)?|volunteers|"
    r"(?:health\s?care\s+)?(?:providers?|professionals?|workers?)|clinicians?|physicians?|oncologists?|surgeons?|nurses?|staff|family\s+members?|spouses?|partners?|relatives|support\s+persons?|donors?)"
)


_PATIENTS = gated(
    r"\b(?:patients?|survivors?|cases|(?:women|people|participants|adults|those) (?:(?:newly |recently )?diagnosed )?with)\b",
    re.I,
)


def names_others(heading: str) -> bool:
    return bool(re.search(rf"\b{OTHERS}\b", heading, re.I)) and not names_patients(heading)


# 'For healthy controls: no history of cancer', 'Group 3: Healthy volunteers'.
_OPENS_WITH_OTHERS = gated(
    rf"^\W*(?:(?:for|in)\s+)?(?:the\s+|all\s+)?{OTHERS}(?:\s+(?:group|cohort|arm|only))*\s*(?:\([^()]*\)\s*)?:", re.I
)
_PART_OF_OTHERS = gated(
    r"^\W*(?:cohort|arm|group|part|aim|stratum|population)\s+[\w.]{1,3}\s*[:(-]\s*(?:controls?(?:\s+group)?\s*[):]\W*)?(?:age-?\s?matched\s+)?"
    r"(?:(?:healthy|normal|non-?cancer|cancer-free)\s+(?:controls?|volunteers?|participants?|subjects?|individuals|women|donors?|people|adults)|care-?givers?)\b",
    re.I,
)


def speaks_of_others(body: str) -> bool:
    """Whether a point says itself that it is asked of others than the patients."""
    opening = _OPENS_WITH_OTHERS.match(body) or _PART_OF_OTHERS.match(body)
    return opening is not None and not names_patients(opening.group())


def names_patients(text: str) -> bool:
    return bool(_PATIENTS.search(gated(r"\bhealthy patients?\b", re.I).sub("", text)))


_CRITERIA_OF = gated(r"\bcriteria\s+(?:for|of)\s+(?:the\s+)?$", re.I)


# A line made of nothing but these says who may join and who may not: 'You cannot take part if you', '2. Subjects shall not have'.
_FRAME = frozenset(
    re.findall(
        r"\w+",
        "a an the this that these those any one of all each every either both or and more following below listed hereunder "
        "above if when where unless provided who whom which whose they she he you it we your their to in into from "
        "for on at by with within under as per is are be been being was were will shall must should may might can "
        "could do does did has have having had need needs patient patients participant participants subject subjects "
        "woman women person people persons individual individuals candidate candidates volunteer volunteers adult "
        "adults study studies trial trials protocol research part parts stage step phase phases section chapter "
        "criteria criterion condition conditions requirement requirements reason reasons characteristic "
        "characteristics point points item items statement statements list situation situations apply applies met "
        "meet meets meeting true fulfil fulfils fulfill fulfills fulfilled satisfy satisfies satisfied present "
        "overall main key principal general additional specific other also only same further take taking join "
        "joining enter entering enrol enroll enrolled register registered registration qualify qualifies participate "
        "participates participation entry enrolment enrollment inclusion included include includes excluded exclude "
        "excludes exclusion excluding eligible eligibility ineligible ineligibility disqualified disqualify "
        "disqualifies disqualifying disallowed barred considered required needed wanted sought looked allowed "
        "permitted accepted acceptable admitted necessary mandatory fit suitable unsuitable not cannot no none non "
        "nor out rule rules ruled turned away ii iii iv as follows pre randomization randomisation cohort cohorts "
        "arm arms group groups",
    )
)
_BEGINS_A_LINE = gated(r"[^A-Za-z]*[A-Z]|[^:]*:\W*$")  # not 'be excluded.', the end of a sentence
_FRAME_WORD = gated(r"[a-z]+|\S", re.I)
_OF_JOINING = gated(
    r"\b(?:inclu\w+|eligib\w+|qualif\w+|(?:can|may|must|should|who|to|not|cannot|t)\b[^.:;]{0,40}\b(?:take part|taking part|join|enter|enrol\w*|register\w*|participate|admitted)"
    r"|(?:criteri(?:a|on)|conditions?|characteristics|requirements?|points?)\b[^.:;]{0,40}\b(?:met|satisf\w+|fulfil\w+|appl(?:y|ies)|required|needed|wanted)"
    r"|(?:required|needed|wanted|necessary)\s+(?:criteria|conditions|characteristics))\b",
    re.I,
)
_LEAVES_OUT = gated(
    r"\b(?:exclu\w+|ineligib\w+|dis(?:qualif|allow)\w+|barred|unsuitable|rules? out|ruled out|turned away)\b", re.I
)
_DENIES = gated(r"\b(?:not|cannot|no|none|nor)\b|\bcan't\b|\bnon-", re.I)
_ASKS_NOTHING_OF = gated(r"\b(?:must|shall|should|may|can|will|do|does|is|are)\s+not\b|\bcannot\b|\bnone\b", re.I)


def polarity_of_a_frame(body: str) -> str | None:
    """Of a line that holds nothing but such words, whatever their order: the section that it opens. For records in which no
    section of exclusions is headed in the usual words."""
    if len(body) > HEADING_AT_MOST or not _is_frame(body) or not _BEGINS_A_LINE.match(body):
        return None
    denied, left_out, joining = (bool(words.search(body)) for words in (_DENIES, _LEAVES_OUT, _OF_JOINING))
    if left_out and gated(r"\binclu|(?<!in)\beligib", re.I).search(body):
        return None  # 'Inclusion and exclusion criteria'
    if left_out or joining:
        return EXCLUDE if denied != left_out else INCLUDE
    if gated(r"[a-z]{2}\W*$", re.I).search(body) and gated(
        r"\b(?:patients?|participants?|subjects?|women|they|you|people)\b", re.I
    ).search(body):
        return EXCLUDE if _ASKS_NOTHING_OF.search(body) else None
    return None


def _is_frame(words: str) -> bool:
    return all(len(w) == 1 or w.lower() in _FRAME for w in _FRAME_WORD.findall(words.replace("n't", " not")))


def polarity_of_heading(body: str, *, point: bool = False, in_any_words: bool = False) -> str | None:
    """The section that a line opens. point: the line has a bullet or a number; then it is a heading only where it can't be a
    criterion. in_any_words: also by `polarity_of_a_frame`."""
    if len(body) > HEADING_AT_MOST:
        return None
    if in_any_words and (framed := polarity_of_a_frame(body)):
        return framed
    if not point and (spoken := _as_spoken_of(body)) is not None:
        return spoken
    if len(body) < 90 and _EXCLUDING_LINE.match(body):
        return EXCLUDE
    if len(body) < 60 and _INCLUDING_LINE.match(body):
        return INCLUDE
    told = SECTION_TOLD.fullmatch(body)
    if told is not None:
        return EXCLUDE if told["shut"] else INCLUDE
    body = body.rstrip("*_#- \t\r\n")
    found = POLARITY_HEADING.match(body)
    if found is None or (found["rest"] and not found["colon"] and not _is_frame(found["rest"])):
        return None
    bare = not found["criteria"] and not _CRITERIA_OF.search(found["before"])
    if bare and (found["before"].strip() or len(body) > 40 or found["rest"].strip()):
        return None
    if len(found["before"].split()) > 4 and not body.rstrip().endswith(":"):
        return None
    after = body[found.end() :].strip()
    if after and found["colon"] != ":":
        return None
    word = found["word"].lower()
    if word.startswith("exclusion") and gated(r"inclusion\s*(?:/|and|&|or)", re.I).match(found["before"] or ""):
        return INCLUDE
    if gated(r"\binclusion\s*(?:/|and|&)\s*exclusion", re.I).search(body):
        return INCLUDE
    return EXCLUDE if word.startswith(("exclusion", "non-inclusion", "noninclusion")) else INCLUDE
