"""Headings of inclusion, exclusion, and of people other than the patients."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE

_HEADING_WORDS = (
    r"(?:(?:key|main|major|principal|general|specific|additional|core|common|primary|other|patient|subject|"
    r"participant|study|trial|clinical|protocol|eligibility|basic|overall|detailed|summary|the|cohort[- ]specific)\s+){0,3}"
)


# 'Inclussion Critera', 'Exlusion criteria', 'Exclusive criteria', 'Incl. criteria'
_SLIPS = r"inclus{1,2}ions?|exc?lus{1,2}ions?|(?:in|ex)clusive|(?:in|ex)clusionary|(?:incl|excl)\b\.?"
POLARITY_HEADING = gated(
    r"^[\W\d]*(?:[a-zA-Z]{1,3}[.)]\s+)?(?P<before>(?:[\w/.,()-]+\s+){0,8}?)"
    + _HEADING_WORDS
    + rf"(?P<word>inclusions?|exclusions?|eligibility|non-?inclusion|{_SLIPS})(?:\b|(?<=\.))(?:\s*[/&]\s*exclusion)?(?P<criteria>\s+crit(?:eri(?:a|on)|era|eira|iera)\b)?"
    r"(?P<rest>[^:\n.]{0,80})(?P<colon>[:.]|$)",
    re.I,
)


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
    return bool(gated(rf"\b{OTHERS}\b", re.I).search(heading)) and not names_patients(heading)


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


# A line made of nothing but these says who may join and who may not: 'You cannot take part if you', '2. Subjects shall not
# have', 'A potential subject who meets any of the following criteria will be excluded from participation in this study:'.
_FRAME = frozenset(
    re.findall(
        r"\w+",
        "a an the this that these those any one of all each every either both or and more following below listed hereunder "
        "above if when where unless provided who whom which whose they she he you it we your their to in into from "
        "for on at by with within under as per is are be been being was were will shall must should may might can "
        "could do does did has does have having had need needs needed patient patients participant participants subject "
        "subjects woman women person persons people individual individuals candidate candidates volunteer volunteers adult "
        "adults study studies trial trials protocol research register registry project part parts stage step phase phases "
        "section chapter criteria criterion criterias condition conditions factor factors requirement requirements reason "
        "reasons characteristic characteristics point points item items statement statements list situation situations "
        "indication indications contraindication contraindications contra apply applies applied met "
        "meet meets meeting true fulfil fulfils fulfill fulfills fulfilled satisfy satisfies satisfied present potential "
        "potentially overall main key principal general additional specific other also only same further take taking join "
        "joining enter entering enrol enroll enrolled recruit recruited recruitment register registered registration "
        "qualify qualifies qualifying participate admission admitted entry selection able order "
        "participates participation enrolment enrollment inclusion included include includes including excluded exclude "
        "excludes exclusion exclusions exclusionary excluding eligible eligibility ineligible ineligibility noneligible "
        "rejection disqualified disqualify disqualification disqualifies disqualifying disallowed barred considered "
        "required wanted sought looked allowed noninclusion "
        "permitted accepted acceptable admitted necessary mandatory fit suitable unsuitable not cannot no none non "
        "nor out rule rules ruled turned away ii iii iv as follows pre randomization randomisation cohort cohorts "
        "arm arms group groups",
    )
)
_BEGINS_A_LINE = gated(r"[^A-Za-z]*[A-Z]|[^:]*:\W*$")  # not 'be excluded.', the end of a sentence
_FRAME_WORD = gated(r"[a-z]+|\S", re.I)
_OF_JOINING = gated(
    r"\b(?:inclu\w+|(?:non-?)?eligib\w+|qualif\w+|(?:can|may|must|should|who|to|not|cannot|t)\b[^.:;]{0,40}\b(?:take part|taking part|join|enter|enrol\w*|recruit\w*|regist\w*|participate|admitted|suitable)"
    r"|(?:criteri(?:a|on)|conditions?|characteristics|requirements?|points?)\b[^.:;]{0,40}\b(?:met|satisf\w+|fulfil\w+|appl(?:y|ies)|required|needed|wanted|entry|participation|enrol\w+|recruitment|joining)"
    r"|(?:entry|selection|participation|recruitment|enrol+ment|admission)\s+(?:criteria|conditions|requirements)"
    r"|(?:required|needed|wanted|necessary)\s+(?:criteria|conditions|characteristics))\b"
    r"|^\W*(?:requirements?|indications?|required|needed)\W*$",
    re.I,
)
_LEAVES_OUT = gated(
    r"\b(?:exclu\w+|ineligib\w+|dis(?:qualif|allow)\w+|barred|unsuitable|rejection|contra-?indications?|rules? out|ruled out|turned away)\b",
    re.I,
)
_BY_WHAT_LEAVES_OUT = gated(r"\b(?:exclusion\w*|ineligibility|rejection)\s+(?:criteri|condition|factor)", re.I)
_DENIES = gated(r"\b(?:not|cannot|no|none|nor|unless)\b|\bcan't\b|\bnon(?:-|\b|(?=inclu|eligib))", re.I)
_ASKS_NOTHING_OF = gated(r"\b(?:must|shall|should|may|can|will|do|does|is|are)\s+not\b|\bcannot\b|\bnone\b", re.I)


def polarity_of_a_frame(body: str) -> str | None:
    """Of a line that holds nothing but such words, whatever their order: the section that it opens."""
    if len(body) > HEADING_AT_MOST or not _is_frame(body) or not _BEGINS_A_LINE.match(body):
        return None
    denials = len(_DENIES.findall(body))
    left_out, joining = bool(_LEAVES_OUT.search(body)), bool(_OF_JOINING.search(body))
    if left_out and gated(r"\binclu|(?<!in)\beligib", re.I).search(_BY_WHAT_LEAVES_OUT.sub("", body)):
        return None  # 'Inclusion and exclusion criteria'
    if left_out or joining:
        denied = denials % 2 == 1
        if denied and left_out and _BY_WHAT_LEAVES_OUT.search(body):
            denied = False  # 'Patients meeting any of these exclusion criteria are not to be enrolled'
        return EXCLUDE if denied != left_out else INCLUDE
    return None


def _asks_nothing_of_them(body: str) -> bool:
    """'Subjects shall not have': a section of exclusions, or a point over the points below it."""
    named = gated(r"\b(?:patients?|participants?|subjects?|women|they|you|people)\b", re.I).search(body)
    complete = gated(r"[a-z]{2}\W*$", re.I).search(body)
    return bool(named and complete and _is_frame(body) and _BEGINS_A_LINE.match(body) and _ASKS_NOTHING_OF.search(body))


def end_of_opening(line: str, in_any_words: bool = False) -> int | None:
    """Where what a section asks begins in a line that opens the section itself: 'Subjects must meet all of the following criteria: age
    ...'; in_any_words: also 'Not eligible: cancer of this breast before'."""
    opening = _FRAME_AND_COLON.match(line)
    if opening is None:
        return None
    if not in_any_words and not ("following" in opening[0].lower() and len(opening[0].split()) > 5):
        return None
    return opening.end() if polarity_of_heading(opening[0].strip(), in_any_words=in_any_words) else None


_FRAME_AND_COLON = gated(rf"\W{{0,3}}[^\W\d][^:;.]{{3,{HEADING_AT_MOST}}}:\s*(?=\S)")


def _is_frame(words: str) -> bool:
    return all(len(w) == 1 or w.lower() in _FRAME for w in _FRAME_WORD.findall(words.replace("n't", " not")))


_SHORT_HEADING = 70  # characters


def _is_headed(body: str, point: bool) -> bool:
    """Whether a line of frame words heads a section for certain, not the end of a sentence that began above or a criterion."""
    if not body.lstrip("#*_ ")[:1].isupper():
        return False
    return body.endswith(":") or not (point or len(body) > _SHORT_HEADING or body.endswith((".", ",", ";")))


# The sections of the protocol template that many sponsors use (TransCelerate, Common Protocol Template), named on the same line:
# 'Exclusion criteria Medical conditions'
_SUBSECTION = gated(
    r"\s+(?:(?:medical|conditions?|types?|of|and|patients?|participants?|disease|characteristics|demographics?|general|prior|concomitant|concurrent|therap(?:y|ies)|treatments?|medications?"
    r"|informed|consent|age|sex|weight|reproduction|laboratory|diagnostic|assessments?|other|clinical|study|experience|health|status)(?:\s*[/,&]\s*|\s+|$))+",
    re.I,
)


# 'Does not meet the inclusion criteria', 'Inconsistency with inclusion criteria': a point among the exclusions; 'Absence of exclusion
# criteria': a point among the inclusions; 'Inclusion in other trials' as well
_POINT_ABOUT_JOINING = gated(
    r"\b(?:no|not|none|neither|nor|n't|without|absence|lack|free)\b[^:]{0,40}?\b(?:exclusion|ineligibility)\s+(?:criteri(?:a|on)|factors?|conditions?)\b|"
    r"\b(?:(?:not|n't|cannot|fail\w*|unable|inability)\b[^:]{0,40}?\b(?:meet|met|fulfil\w*|satisfy\w*|compl(?:y|ying|iance)|match\w*|conform\w*|adher\w*|correspond\w*)"
    r"|(?:lack|absence|violations?|inconsisten\w+|non-?\s?(?:compliance|fulfil\w+|adherence|conform\w+)|incompatib\w+|deviations?|discrepanc\w+|none)\b)"
    r"[^:]{0,40}?\b(?:inclusion|eligibility|entry|selection)\s+(?:criteri(?:a|on)|requirements?|conditions?)\b"
    r"|\b(?:inclusion|eligibility|entry)\s+criteri(?:a|on)\b[^:]{0,30}\b(?:not\s+(?:be\s+|been\s+|being\s+)?|un)(?:met|fulfil\w*|satisf\w+)"
    r"|\b(?:inclu\w+|exclu\w+|enrol\w*|participa\w+)\s+(?:in|into|from)\s+(?:an|any\s+)?other\b",
    re.I,
)


# 'Inclusion criteria for participants with stage III disease', with or without a colon
_FOR_SOME_OF_THEM = gated(
    r"^\W*(?:(?:key|main|additional|specific|further)\s+)?(?P<word>inclusion|exclusion|eligibility)\s+criteria\s+(?:specific\s+)?for\s+(?:the\s+)?(?:patients|participants|subjects|those|women)\s+(?:with|having)\s+"
    r"(?:(?!\b(?:must|should|will|are|is|have|has)\b)[^.:;]){3,120}:?\s*$",
    re.I,
)


def polarity_of_heading(body: str, *, point: bool = False, in_any_words: bool = False) -> str | None:
    """The section that a line opens. point: the line has a bullet or a number; then it is a heading only where it can't be a
    criterion. in_any_words: also where a line of frame words may be something else, for records whose exclusions no other line heads.
    """
    if len(body) > HEADING_AT_MOST or (":" not in body and _POINT_ABOUT_JOINING.search(body)):
        return None
    if (in_any_words or _is_headed(body, point)) and (framed := polarity_of_a_frame(body)):
        return framed
    if in_any_words and _asks_nothing_of_them(body):
        return EXCLUDE
    body = body.rstrip("*_#- \t\r\n")
    if not point and (of_some := _FOR_SOME_OF_THEM.match(body)):
        return EXCLUDE if of_some["word"].lower().startswith("ex") else INCLUDE
    found = POLARITY_HEADING.match(body)
    rest = "" if found is None or _SUBSECTION.fullmatch(found["rest"]) else found["rest"]
    if found is None or (rest and not found["colon"] and not _is_frame(rest)):
        return None
    bare = not found["criteria"] and not _CRITERIA_OF.search(found["before"])
    if bare and (found["before"].strip() or len(body) > 40 or found["rest"].strip()):
        return None
    if len(found["before"].split()) > 4 and not body.rstrip().endswith(":"):
        return None
    after = body[found.end() :].strip()
    if after and found["colon"] != ":" and not _is_frame(after):
        return None
    word = found["word"].lower()
    if word.startswith("ex") and gated(r"inclusion\s*(?:/|and|&|or)", re.I).match(found["before"] or ""):
        return INCLUDE
    if gated(r"\binclusion\s*(?:/|and|&)\s*exclusion", re.I).search(body):
        return INCLUDE
    return EXCLUDE if word.startswith(("ex", "non")) else INCLUDE
