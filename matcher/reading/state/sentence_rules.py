"""Sentences that as a whole give or limit a state: rules of resectability, permissions, times since surgery."""

from __future__ import annotations

import re
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.pattern import blank
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.state import meanings
from matcher.reading.state.exclusions import PARENTHESES
from matcher.reading.state.found import Found, within
from matcher.reading.state.meanings import ALL

_LOCAL_DISEASE = (
    r"(?:locally|loco-?\s?region\w+|local(?:[ /-](?:and[ /-]|or[ /-])?region\w+)?|chest[- ]wall|in[- ]breast)"
)


_UNRESECTABLE = (
    rf"(?:(?:all|any|patients with|those with|participants with|subjects with|note that|note:|for)\W+)?{_LOCAL_DISEASE}[ -](?:(?P<advanced>advanced)\b[ ,/]*)?(?:(?:and|or|/|and/or)\W*)?"
    rf"(?:{_LOCAL_DISEASE}[ -])?(?P<recurrent>recurr\w+|relaps\w+)?[ ,]*(?:breast )?(?:disease|cancers?|tumou?rs?|recurrences?|lesions?)?\W+(?:only )?(?:must|should|needs? to|has to|have to) "
    r"(?:not (?:be|have been) (?:amenable|suitable|treatable|resectable|operable|curable|eligible|candidates?)|be (?:un(?:resect|treat)able|inoperable|not (?:amenable|suitable|resectable|operable)))"
)
_UNRESECTABLE_RULE = gated(rf"^\W*{_UNRESECTABLE}")
_UNRESECTABLE_ASIDE = gated(rf"\(\s*{_UNRESECTABLE}[^();]*")


def must_be_unresectable(sentence: Sentence) -> Mention | None:
    """'Locally recurrent disease must not be amenable to resection' shuts out those who have it and could be operated."""
    rule = _UNRESECTABLE_RULE.match(sentence.lower) if sentence.from_criteria and not sentence.excludes else None
    return _shut_out_if_operable(rule) if rule is not None and rule["recurrent"] else None


def must_be_unresectable_aside(sentence: Sentence) -> tuple[Mention, Sentence] | None:
    """The same in parentheses, '(locally recurrent disease must not be amenable to resection)', and what is left."""
    rule = _UNRESECTABLE_ASIDE.search(sentence.lower) if sentence.from_criteria and not sentence.excludes else None
    if rule is None or not rule["recurrent"]:
        return None
    aside = replace(_shut_out_if_operable(rule), settled=True)
    if sentence.stance is Stance.ALLOW:
        return aside, sentence  # what it lets in is told by the whole
    return aside, replace(sentence, text=blank(sentence.text, rule.start() + 1, rule.end()))


def _shut_out_if_operable(rule: re.Match[str]) -> Mention:
    states = ALL & ~(meanings.LOCOREGIONAL & ~meanings.UNRESECTABLE)
    words = "no local recurrence that can be operated"
    return Mention("recurrence", within(states, states), words, rule.start(), rule.end(), Stance.REQUIRE)


_AT_MOST = gated(
    r"(?:\b(?:within|in(?= (?:the )?(?:last|past|previous)\b)|(?:no|not) (?:more|later|longer) than|not exceed(?:ing)?|less than|fewer than|up to|at most|maximum of|maximum)|<=|[<\u2264])\W{0,3}(?:the\W+)?(?:(?:last|past|previous|first)\W+)?"
    r"(?P<number>\d{1,3}|one|two|three|four|five|six|eight|ten|twelve)\W{0,2}(?:\(\w+\)\W)?(?P<unit>days?|weeks?|months?)\b"
)


# 'Of 8 weeks or less'
_OR_LESS = gated(
    r"\b(?P<number>\d{1,3}|one|two|three|four|five|six|eight|ten|twelve)\W{0,2}(?:\(\w+\)\W)?(?P<unit>days?|weeks?|months?)\W{1,2}or (?:less|fewer|shorter|earlier)\b"
)


_MOST = {"d": 270, "w": 39, "m": 9}  # nine months: whoever was operated since has not ended her treatment for years


_SOON = {"d": 180, "w": 26, "m": 6}  # half a year: the cancer of hardly anyone has spread since


_OTHER_EVENT = gated(
    r"\b(?:finish\w*|complet\w+|end|ending|treatment|chemo\w*|radi(?!cal)\w+|therap\w+|relaps\w*|recurr\w+|diagnos\w+|scan|imaging)\b"
)


# 'Within 3 months of finishing treatment (surgery, chemotherapy, radiation)'
_ALL_TREATMENT = gated(r"\b(?:finish\w*|treatment|chemo\w*|radi(?!cal)\w+|therap\w+)\b")


# '4 to 12 weeks after surgery'
_UP_TO = gated(
    r"\b\d{1,2}\s*(?:-|\u2013|to|and)\s*(?P<number>\d{1,2})\W{0,2}(?P<unit>days?|weeks?|months?)(?=\s+(?:after|following|post|from|since|(?:before|prior to)\s(?:\w+\s){0,2}?(?:random|regist|enrol|inclusion|entry|start))\w*\b)"
)


# 'Post-operative day 1', 'first week after mastectomy', 'immediately after surgery'
_JUST_OPERATED = gated(
    r"\bpost-?\s?op\w*\s+(?:day|week)s?\b|\b(?:first|second|1st|2nd)\s+(?:\w+\s+)?(?:days?|weeks?|24 hours)\s+(?:after|following|post)\b|\b(?:immediately|directly|shortly|early)\s+(?:after|following|post)\b|\brecent(?:ly)?\b"
)
# 'Performed within the last month'
_IN_THE_LAST_MONTH = gated(r"[^.;,]{0,25}\b(?:within|in|during) the (?:last|past|previous) (?:days|weeks?|months?)\b")


def soon_after(sentence: Sentence, found: Found) -> Found:
    """'Operated within the last 12 weeks' leaves out those who are long through with their treatment."""
    if found.name != "operated" or found.denied or not sentence.from_criteria or sentence.excludes:
        return found
    lower = sentence.lower
    if _JUST_OPERATED.search(lower, max(0, found.start - 40), found.end) or _IN_THE_LAST_MONTH.match(lower, found.end):
        left = ALL & ~meanings.SURVEILLANCE
        return found._replace(sure=found.sure & left, wide=found.wide & left)
    around = (max(0, found.start - 60), min(len(lower), found.end + 130))
    for limit in (
        *_AT_MOST.finditer(lower, *around),
        *_UP_TO.finditer(lower, *around),
        *_OR_LESS.finditer(lower, *around),
    ):
        between = lower[min(limit.end(), found.end) : max(limit.start(), found.start)]
        soon = number(limit["number"]) <= _MOST[limit["unit"][0]]
        if soon and not _OTHER_EVENT.search(between) and not _ALL_TREATMENT.search(lower[found.start : found.end]):
            came_back = meanings.RECURRENT_METASTATIC | meanings.UNRESECTABLE_RECURRENCE
            left = (
                ALL & ~meanings.SURVEILLANCE & ~(came_back if number(limit["number"]) <= _SOON[limit["unit"][0]] else 0)
            )
            return found._replace(sure=found.sure & left, wide=found.wide & left)
    return found


_BREAST_CANCER = r"(?:breast|mammary|dcis|carcinoma in situ)"
_AT_MOST_SO_LONG = r"(?:within|in|during|less than|fewer than|no more than|not more than|no longer than|up to|at most|<=?|\u2264)\W{0,3}(?:(?:the|a)\W+)?(?:(?:last|past|previous|preceding|prior|first)\W+)?(?P<number>\d{1,3}|one|two|three|four|five|six|eight|ten|twelve)\W{0,2}(?:\(\w+\)\W)?(?P<unit>days?|weeks?|months?)\b"
# 'Diagnosed with breast cancer within the past 3 months', 'less than 6 months since the diagnosis'
_DIAGNOSED_LATELY = gated(
    rf"\bdiagnos(?:ed|is)\W+(?:(?!metasta|recurr|relaps|lymph|no\b|not\b|without\b)\w+\W+){{0,6}}?(?:{_BREAST_CANCER}|cancers?|malignanc(?:y|ies))\b(?:(?!metasta|recurr|relaps|treat|therap|chemo|radiat|\bno\b|\bnot\b|\bwithout\b)[^.;,]){{0,30}}?\b{_AT_MOST_SO_LONG}"
)
# 'Carcinoma of the breast, histologically confirmed no more than 8 weeks ago'
_CONFIRMED_LATELY = gated(
    rf"\b{_BREAST_CANCER}\b(?:(?!metasta|recurr|relaps)[^.;]){{0,40}}?\b(?:confirmed|proven|diagnosed|established|verified)\W+{_AT_MOST_SO_LONG}\W+ago\b"
)
_LATELY_SINCE = gated(
    rf"^\W*(?:(?:patients?|wom[ae]n|participants?|subjects?|people|individuals|who|are|is|must|be|enrol\w*|time)\W+){{0,5}}{_AT_MOST_SO_LONG}"
    rf"\W+(?:of|from|since|after|post|following)\W+(?:(?:the|their|her|initial|first|breast|cancer|date|of|histolog\w+|patholog\w+|confirmed)\W+){{0,5}}diagnos"
)
_LATELY = {"d": 183, "w": 26, "m": 6}


def diagnosed_lately(sentence: Sentence) -> Mention | None:
    """'Diagnosed with breast cancer within the past 3 months' leaves out those who are through with their treatment; whether
    the diagnosis of a recurrence counts, is left open."""
    if not sentence.from_criteria or sentence.excludes or sentence.stance is not Stance.REQUIRE:
        return None
    lower = sentence.lower
    told = _DIAGNOSED_LATELY.search(lower) or _LATELY_SINCE.match(lower) or _CONFIRMED_LATELY.search(lower)
    if told is None or number(told["number"]) > _LATELY[told["unit"][0]] or _NO_LATE_DIAGNOSIS.search(lower):
        return None
    new = (meanings.FIRST_CANCER | meanings.DE_NOVO) & ~meanings.SURVEILLANCE
    return Mention("recurrence", within(new, ALL & ~meanings.SURVEILLANCE), "newly diagnosed disease", *told.span())


# ... of the metastases, of a relative, or no demand
_NO_LATE_DIAGNOSIS = gated(
    r"\b(?:metasta\w+|recurr\w+|relaps\w+|mother|sister|relative|spouse|partner|or\b[^.;]{0,60}\b(?:more than|at least|survivors?|history|completed))\b"
)


_SO_LONG = r"(?P<number>\d{1,2}(?:\.\d)?|one|two|three|four|five|six|eight|ten|twelve)\W{0,2}(?:\(\w+\)\W)?"
# 'Between 4 and 6.5 years after diagnosis', 'at least 2 years since breast cancer diagnosis', 'diagnosed more than 5 years ago'
_DIAGNOSED_LONG_AGO = gated(
    rf"(?:\b(?:at least|more than|greater than|over|minimum of|beyond)|>=?|\u2265)\W{{0,3}}{_SO_LONG}(?P<unit>months?|years?)\W+(?:(?:or|and) more\W+)?(?:after|since|from|following|post|past)\b-?\s?"
    r"(?:(?:the|their|her|initial|first|primary|original|date|time|of|an?|breast|cancer|dcis|invasive|histolog\w+|patholog\w+)\W+){0,6}diagnos"
)
_DIAGNOSED_BETWEEN = gated(
    rf"(?<!within )(?<!within the )(?<!\d){_SO_LONG}(?:(?P<other>months?|years?)\W+)?(?:to|and|-|\u2013)\W{{0,2}}(?:\d{{1,3}}(?:\.\d)?|\w+)\W{{0,2}}(?P<unit>months?|years?)\W+(?:after|since|from|following|post|past)\b-?\s?"
    r"(?:(?:the|their|her|initial|first|primary|original|date|time|of|an?|breast|cancer|dcis|invasive|histolog\w+|patholog\w+)\W+){0,6}diagnos"
)
_DIAGNOSED_AGO = gated(
    rf"\bdiagnos(?:ed|is)\b(?:(?!metasta|recurr|relaps)[^.;,]){{0,60}}?(?:\b(?:at least|more than|greater than|over)|>=?|\u2265)\W{{0,3}}{_SO_LONG}(?P<unit>months?|years?)\W+(?:ago|earlier|previously|(?:before|prior to)\W+(?:\w+\W+){{0,3}}?(?:enrol|inclusion|entry|random|regist|study|baseline))"
)
_OF_NO_FIRST_CANCER = gated(
    r"\b(?:metasta\w+|recurr\w+|relaps\w+|advanced|stage iv|progress\w+|or|if|unless|except|lymph(?:o?edema)|menopaus\w+|pain|depress\w+|diabet\w+|mother|sister|relatives?|famil\w+|life expectancy|surviv\w+ (?:of|is))\b|\bdiagnos\w+ (?:of|with) (?!(?:an? |the |their )?(?:[\w-]+ ){0,4}?(?:breast|cancer|carcinoma|dcis|stage|invasive|early))"
)


def diagnosed_long_ago(sentence: Sentence) -> Mention | None:
    """'At least 2 years since diagnosis' leaves out those for whom nothing was done yet, or who are before surgery."""
    if not sentence.from_criteria or sentence.excludes or sentence.stance is not Stance.REQUIRE:
        return None
    lower = sentence.lower
    told = _DIAGNOSED_LONG_AGO.search(lower) or _DIAGNOSED_BETWEEN.search(lower) or _DIAGNOSED_AGO.search(lower)
    if told is None or _OF_NO_FIRST_CANCER.search(lower):
        return None
    unit = (told.groupdict().get("other") or told["unit"])[0]
    if number(told["number"].partition(".")[0]) * (12 if unit == "y" else 1) < _LONG:
        return None
    left = ALL & ~(meanings.FIRST_CANCER & meanings.BEFORE_SURGERY) & ~(meanings.DE_NOVO & meanings.UNTREATED)
    return Mention("recurrence", within(0, left), "a diagnosis that long ago", *told.span())


_LONG = 9  # months: by then whoever is treated for cure was operated


_LONGER_THAN = gated(
    r"(?:\b(?:more|greater|longer|later) than|\bover|\bexceeding|\bbeyond|>|>=|\u2265)\W{0,3}(?P<number>\d{1,3}|one|two|three|four|five|six|eight|ten|twelve)\W{0,2}(?:\(\w+\)\W)?(?P<unit>days?|weeks?|months?)\b"
    r"\W+(?:(?:have|has|had)\W+)?(?:(?:elapsed|passed)\W+)?(?:since|after|from|following|post|between)\W+(?:[\w/-]+\W+){0,6}?(?:surger\w+|surgical|excision|resection|operation|lumpectomy|mastectomy|breast conserv\w+)\b"
)


# 'Surgery more than 12 weeks ago', 'surgery before more than six weeks'
_OPERATED_LONGER = gated(
    r"\b(?:surgery|operation|lumpectomy|mastectomy|tumou?r resection)\b[^.;,]{0,25}?(?:\b(?:more|greater|longer|earlier) than|\bover|>)\W{0,3}(?:the\W+)?"
    r"(?P<number>\d{1,3}|one|two|three|four|five|six|eight|ten|twelve)\W{0,2}(?:\(\w+\)\W)?(?P<unit>days?|weeks?|months?)\b"
)


# 'Reconstruction over 6 months after mastectomy', 'surgery more than 4 weeks ago with an open wound': of some only
_OF_ANOTHER_OPERATION = gated(r"\breconstruct\w*|\bplastic\b|\bwith\b|\bunless\b")


def long_after_surgery(sentence: Sentence) -> Mention | None:
    """'More than 12 weeks since surgery' among exclusions shuts out those who are long through with their treatment."""
    if not sentence.excludes or _OF_ANOTHER_OPERATION.search(sentence.lower):
        return None
    limit = _LONGER_THAN.search(sentence.lower) or _OPERATED_LONGER.search(sentence.lower)
    if limit is None or number(limit["number"]) > _MOST[limit["unit"][0]]:
        return None
    states = ALL & ~meanings.SURVEILLANCE
    words = "no more time since surgery than the record allows"
    return Mention("setting", within(states, states), words, *limit.span(), Stance.REQUIRE)


_SCAN = r"\b(?:scans?|imaging|ct|mri|pet|x-?rays?|radiograph\w*|ultraso\w+|stud(?:y|ies)|work-?up|evaluations?|surveys?|tests?)\b[^.;:]{0,60}?"
_SHOWS = r"(?:demonstrat|show|reveal|disclos|indicat|suggest|identif|detect)\w*"
_SPREAD = r"(?:(?!brain|cns|intracranial|cerebral|liver|hepatic|bone|lung)\w+\W+){0,3}?metasta(?:s[ei]s|tic)\b"
# 'A bone scan must not demonstrate metastatic disease', 'imaging must be negative for metastases'
_MUST_BE_CLEAR = gated(
    rf"{_SCAN}\b(?:(?:must|should|may|can) ?not {_SHOWS}\W+|(?:must|should|has to|have to) be (?:negative|clear|free)\W+(?:for|of)\W+){_SPREAD}"
    rf"|^\W*(?:[\w-]+\W+){{0,6}}?(?:staging|ct|pet|imaging|work-?up)\b[^.;:]{{0,80}}?\b(?:is |are |was |were )?(?:negative|clear|free)\W+(?:for|of)\W+{_SPREAD}"
    rf"|^\W*negative (?:\w+ ){{0,2}}(?:staging|work-?up|imaging)\b[^.;:]{{0,40}}?\bfor\W+{_SPREAD}"
    rf"|\b(?:must|should|ha(?:s|ve) to) (?:have )?(?:ruled? out|exclude[ds]?)\W+{_SPREAD}"
    # 'All stages are acceptable, provided that there is no evidence of distant metastases'
    rf"|\b(?:any|all) stages?\b[^.;]{{0,60}}\b(?:provided|providing|as long as|so long as|on condition)\b[^.;]{{0,40}}\b(?:no|without)\W+(?:(?:evidence|signs?) of\W+)?(?:distant\W+)?{_SPREAD}"
    r"|\b(?:distant|systemic) metasta\w+\W+(?:must|should|ha(?:s|ve) to) (?:be|have been) (?:ruled out|excluded)"
    r"|^\W*(?:(?:distant|systemic|any)\W+)*metasta\w+\W+(?:(?:disease|is|are|has|have|been|was|were)\W+)*(?:ruled out|excluded)\W+(?:by|on|with|at|via|through|using)\b"
)
# 'Patients with raised alkaline phosphatase are eligible if the bone scan does not show metastases'
_CLEAR_TO_BE_ELIGIBLE = gated(
    rf"\b(?:eligible|included|allowed)\b[^.;:]*\b(?:if|provided|when|unless|as long as)\b[^.;:]*?{_SCAN}\b(?:(?:do|does|did) not {_SHOWS}|fails? to {_SHOWS}|(?:is|are) (?:negative|clear|free)\W+(?:for|of))\W+{_SPREAD}"
)
_OF_THE_HEAD = gated(r"\b(?:brain|cranial|head|cerebral|cns)\b")


def clear_scans(sentence: Sentence) -> Mention | None:
    """Where scans may show no metastases, even on a condition (symptoms, a raised enzyme), nobody who has some is asked for."""
    if not sentence.from_criteria or sentence.excludes or _OF_THE_HEAD.search(sentence.lower):
        return None
    told = _MUST_BE_CLEAR.search(sentence.lower) or _CLEAR_TO_BE_ELIGIBLE.search(sentence.lower)
    if told is None:
        return None
    requirement = within(meanings.CURABLE, meanings.CURABLE)
    return Mention("stage", requirement, "no metastases", *told.span(), Stance.REQUIRE, settled=True)


_PERMITTED_THERAPY = gated(
    r"[,;]\s+(?!or\b|and\b)(?P<clause>[^,;.()]{0,60}\b(?:therap\w+|treatment|chemotherapy|radiation|radiotherapy|tamoxifen|inhibitors?|trastuzumab|reconstruction|bisphosphonates?|surgery|biopsy|use)\b"
    r"[^,;.()]{0,30}\b(?:(?:is|are|may be)\s+)?(?:also\s+)?(?:allowed|permitted|acceptable|ok)\W*)$"
)


def without_what_is_permitted(sentence: Sentence, found: list[Found]) -> list[Found]:
    """'Completed primary treatment, ongoing endocrine therapy allowed' asks for no endocrine therapy."""
    if sentence.stance is not Stance.ALLOW or sentence.excludes or not sentence.from_criteria:
        return found
    permitted = _PERMITTED_THERAPY.search(sentence.lower)
    if permitted is None or _OF_PAST_ONLY.match(sentence.lower):
        return found
    return [f for f in found if f.axis != "phase" or f.start < permitted.start("clause")]


def outside_permission(sentence: Sentence, mention: Mention) -> Mention:
    """'Stage I-III breast cancer, ongoing endocrine therapy allowed' still asks for the stage."""
    if sentence.stance is Stance.ALLOW and mention.stance is None and not sentence.excludes and sentence.from_criteria:
        permitted = _PERMITTED_THERAPY.search(sentence.lower)
        if permitted is not None and mention.end <= permitted.start() and not _OF_PAST_ONLY.match(sentence.lower):
            return replace(mention, stance=Stance.REQUIRE)
    return mention


_OF_PAST_ONLY = gated(r"\W*(?:prior|previous|concurrent|concomitant|earlier)\b")


_ASIDE = gated(
    r"^\W*(?:note|nb|n\.b)\b|\brule(?:d)? out\b|(?<!\bon )(?<!\bby )(?<!\bat )(?<!\bfrom )\bstaging\b(?! system| manual)|(?<!\bon )(?<!staging )\bwork-?up\b|\bsuspicio\w+ of metas|\bdefined as\b[^.;]{0,40}relapse|"
    r"(?<!first-)(?<!first )(?<!at )(?<!at the )\b(?:time|date|interval)\b[^.;]{0,30}\bdiagnosis\b|\bwhichever\b|\bwill be (?:confirmed|defined|collected|stratified|assessed|evaluated|measured)|\bosteonecrosis\b|\blife expectancy\b"
)


# 'Advanced breast cancer with a life expectancy of six months' asks for both.
_LIFE_EXPECTANCY_TOO = gated(
    r"(?<=\w)\W+(?:and\W+)?(?:with|having|who have|plus)\W+(?:(?:an?|the|estimated|expected|predicted|minimum|anticipated)\W+){0,3}life expectancy\b[^.;]*"
)


# 'No metastases on staging' is what staging found, 'AJCC staging, 8th edition' the book that a stage is taken from; 'staging I-III',
# 'clinical staging must be stage IIB or III' name the stage, 'staging of newly diagnosed breast cancer' the patients, and '(metastatic work-up that needs more imaging)' is an aside.
_CLEAN_STAGING = gated(
    r"\b(?:on|by|at|after|with|in)\s+(?:\w+\s+){0,2}staging\b|\b(?:ajcc|uicc|tnm)\b\W{1,3}(?:\w+\s+){0,3}staging\b|\bstaging\s+(?:\W?\w+\W+){0,12}?(?=negative for|without|shows? no|showing no)"
    r"|\b(?:metasta\w+|distant disease)\W+(?:\w+\W+){0,3}?ruled out\b|\bnegative (?:\w+ ){0,2}work-?up\b"
    r"|\bstaging of (?:an? |the |their )?(?=(?:newly|recently|previously untreated|primary|early|locally advanced|operable|untreated)\b)"
    r"|\bstaging(?=\W+(?:groups?\W+)?(?:iv|i{1,3}|[0-4])[abc]?\b)|\bstaging\b(?=[^.;:]{0,60}\b(?:must|should|has to) be\b[^.;:]{0,60}\bstages?\b)|\([^()]*\bwork-?up\b[^()]*\)"
)


# 'Bone and leptomeningeal metastases are not considered measurable' explains a word.
_NOT_MEASURABLE = gated(
    r"\b(?:not\s+(?:be\s+)?(?:considered|regarded|counted|accepted)\s+(?:as\s+|to\s+be\s+)?(?:\w+\s+)?|(?:considered|regarded)\s+(?:as\s+|to\s+be\s+)?(?:non-?\s?|un|not\s+))(?:measurable|evaluable|target)"
)


_LAB = gated(r"\b(?:uln|upper limit|x\s?normal|bilirubin|ast|alt|transaminases|alkaline|sgot|creatinine)\b")


_PERMITTED = gated(
    r"^\W*exceptions?\b|\bexceptions? (?:include|are)\b|\b(?:may|can|will|are|is) (?:still )?(?:be )?(?:also )?(?<!not )(?:eligible|allowed|permitted|acceptable|included)\b|\bnot (?:an? )?exclu\w+"
)


_OF_OTHER_BREAST = gated(r"\W*(?:\w+\W+){0,3}(?:contralateral|opposite|other|unaffected) breast\b", re.I)


def describes_nobody(sentence: Sentence) -> bool:
    """Sentences that explain, advise or look ahead, that speak of organ function or of other diseases."""
    lower = sentence.lower
    if sentence.from_criteria and (_LAB.search(lower) or _NOT_MEASURABLE.search(lower)):
        return True
    if sentence.excludes and _PERMITTED.search(PARENTHESES.sub(" ", lower)):
        return True
    above = sentence.item.parent if sentence.item is not None else None
    if above is not None and _OF_OTHER_BREAST.match(above.text) and "ipsilateral" not in lower:
        return True
    aside = sentence.item is not None and _ASIDE.search(_CLEAN_STAGING.sub(" ", _LIFE_EXPECTANCY_TOO.sub(" ", lower)))
    return bool(aside or of_other_tumours(sentence.text))


# 'Early stage: T2-3, N0-1; locally advanced: T2-3, N2-3 or T4': what is meant by each of two extents that are taken
_EXTENT_LABEL = gated(
    r"(?:^|[.;:,(\n]|\b(?:or|and)\b)\s*(?:for\s+)?(?P<extent>early|operable|locally[ -]advanced|inoperable|advanced|metastatic)(?:[ -]stage)?"
    r"(?:\s+(?:breast|cancers?|carcinoma|disease|patients?|tumou?rs?))*\s*(?:\([^()]{0,40}\)\s*)?(?::|=|is\s+defined\s+as|(?:is\s+)?defined\s+by)\s*(?=(?:(?:clinical|anatomic|ajcc|any|c)\s*)*(?:c?t\s?[0-4]|stages?\b|any t\b))"
)
_CATEGORIES_ALONE = gated(
    r"(?:\W|\b(?:[cpy]*t(?:is|x|[0-4][a-d]?)|[cpy]*n[0-3x][a-c]?|m[01x]|any|t|n|m|or|and|to|with|[0-4]|stages?|i{1,3}[abc]?|iv)\b)*"
)


def explains_one_extent(sentence: Sentence) -> bool:
    if sentence.item is None or sentence.excludes:
        return False
    if not (_EXTENT_LABEL.match(sentence.lower) or _CATEGORIES_ALONE.fullmatch(sentence.lower)):
        return False
    told = list(_EXTENT_LABEL.finditer(sentence.item.text.lower()))
    return len({m["extent"] for m in told}) > 1 and sentence.start >= sentence.item.start + told[0].start()
