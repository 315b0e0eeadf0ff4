"""Exclusions that name a state and nothing that narrows it."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.history import TIMED
from matcher.reading.state.meanings import RECURRENCES

PARENTHESES = gated(r"\([^()]*\)")


_LEAD_IN = gated(
    r"\b(?:patients?|subjects?|participants?|women|who|with|have|has|having|known|any|evidence|presence|present|of|history|clinical|clinically|"
    r"diagnos\w+|confirmed|current(?:ly)?|active|prior|previous|documented|distant|systemic|disease|breast|cancers?|carcinoma|the|a|an|at|"
    r"is|are|or|and|by|imaging|histolog\w+|radiolog\w+|suspected|tumou?rs?|invasive|in|time|entry|recurrent|excluded|not|eligible|will|be|from|this|study|pure|only|"
    r"ajcc|tnm|m1|stage|inflammatory|locally|advanced|metasta\w+|bilateral|no|on|screening|baseline|inoperable|unresectable|primary|concurrent|concomitant|if|"
    r"lesions?|iv|such|as|including|contralateral|stages?|unilateral|non|occult|local|regional|relapse\w*|recurrence\w*|de|novo|synchronous|multiple|ductal|lobular|that|women|female|male|been|treated|evaluation|during|physical|examination|distance|female|mbc|dcis|tnbc|situ|pathological\w*|patholog\w*|their|undergo\w*|initial\w*|first|newly|0|\W)\b"
)


_QUALIFIED = gated(
    r"\b(?:male|men|second|other|another|visceral|life-threatening|cns|brain|(?<!breast )malignanc\w+|treat\w+|therap\w*|node\w*|t\dn?\w*|size|grade|receptor|her2|negative|positive|symptom\w*|uncontrolled|progress\w*|rapid\w*|extensive|massive|bulky|diffuse|lytic|blastic|solitary|widespread)\b"
)


# 'Non-measurable metastatic disease' shuts out who has no other; not: 'measurable or non-measurable'
_NOT_MEASURABLE = gated(
    r"(?<!or )(?<!and )\b(?:un|im|non-?\s?)(?:measurable|evaluable|assessable)\s+(?:(?:lesions?|disease)\s+(?:of|in|with)\s+)?(?:[\w()/-]+\s+){0,5}\(?$"
)


def names_it_barely(sentence: Sentence, found: Found) -> bool:
    """An exclusion that names the state and nothing that narrows it."""
    if found.axis == "phase" or found.denied or found.name in _NOT_EXCLUDED:
        return False
    lower = sentence.lower
    if _is_past(lower, found) or _is_of_another_disease(lower, found) or _is_of_some_extent(lower, found):
        return False
    if found.name in ("invasive", "in_situ") and _is_one_kind_of_it(lower, found):
        return False
    return not _is_told_more_nearly(lower, found)


def _is_past(lower: str, found: Found) -> bool:
    """Whether it was treated: unless she is operated on for a recurrence, that is there now."""
    before = lower[: found.start]
    past = _OF_THE_PAST.search(before) is not None
    return past and not (found.name in RECURRENCES and SURGERY_FOR_IT.search(before))


def _is_of_another_disease(lower: str, found: Found) -> bool:
    before, behind = lower[: found.start], lower[found.end :]
    if found.name == "recurrent" and _OF_OTHER_DISEASE.match(behind):
        return True
    return _AMONG_OTHERS.search(before) is not None and _OF_BREAST.search(lower) is None


def _is_of_some_extent(lower: str, found: Found) -> bool:
    """Whether it is told by what can be measured, by number, as the only site, or as a kind of spread."""
    if found.axis == "extent" and _NOT_MEASURABLE.search(lower[: found.start]):
        return True
    if _SO_MANY.match(lower, found.end) or _THE_ONLY_SITE.search(lower, 0, found.end):
        return True
    return found.name == "advanced" and _SPREAD_OF_A_KIND.match(lower[found.end :]) is not None


def _is_one_kind_of_it(lower: str, found: Found) -> bool:
    """Whether an invasive cancer, or one in situ, is of the past, unconfirmed, in the other breast or both, or of one type."""
    before, behind = lower[: found.start], lower[found.end :]
    return any(
        told is not None
        for told in (
            _LONG_PAST.search(before),
            _AT_ANY_TIME.search(behind),
            _UNCONFIRMED.search(before),
            _OTHER_BREAST.search(lower),
            _NUMBER.search(_point_of_a_list(lower, found)),
            _OF_A_TYPE.search(lower[max(0, found.start - 40) : found.end + 40]),
        )
    )


_WORD = gated(r"\w{2,}")
_FEW_WORDS = 3  # beside those that narrow nothing


def _is_told_more_nearly(lower: str, found: Found) -> bool:
    """Whether its part of the sentence has words that narrow it, or more than a few that are not known to narrow nothing."""
    if ASIDE_AROUND.search(lower[: found.start]) and _QUALIFIED.search(lower[: found.start]):
        return True
    if not _ENDS_IN_NOUN.search(lower[found.start : found.end]) and _MORE_ADJECTIVES.match(lower[found.end :]):
        return True
    before = _SEPARATOR.split(lower[: found.start])[-1]
    after = _SEPARATOR.split(PARENTHESES.sub(" ", lower[found.end :]), maxsplit=1)[0]
    after = _NAMED_AMONG.split(after, maxsplit=1)[0]
    rest = PARENTHESES.sub(" ", f"{before} {after}")
    if _QUALIFIED.search(rest) or TIMED.search(rest) or _OF_A_KIND.search(after):
        return True
    return len(_WORD.findall(_LEAD_IN.sub(" ", rest))) > _FEW_WORDS


# 'Advanced, symptomatic, visceral spread': the comma parts adjectives of one disease, not exclusions.
_ENDS_IN_NOUN = gated(r"(?:disease|cancers?|carcinomas?|metastas[ei]s|tumou?rs?|recurrences?|[iv]+|m1)\W*$")


_MORE_ADJECTIVES = gated(
    r"(?:/\s?\w+)?\s*,\s*(?:and\s+)?(?:[\w-]+,?\s+(?:and\s+)?){0,2}(?:visceral|symptomatic|life-threatening|rapidly|progressi\w+|progressing|uncontrolled|bulky)\b"
    r"|(?:/\s?\w+)?\s+(?:and\s+)?(?:symptomatic|life-threatening|rapidly)\b"
)


# 'Stage IV disease with four or more metastatic sites', 'metastatic disease in more than five lesions': fewer are let in.
_SO_MANY = gated(
    r"\W+(?:(?:breast|disease|cancers?|carcinoma|patients?|with|having|who|have|has|in|to|involving|and|a|the|total|of)\W+){0,6}"
    r"(?:(?:>=?|<=?|\u2265|\u2264)\W*|(?:more|greater|fewer|less)\W+than\W+|(?:at least|at most|up to|over|exceeding|beyond)\W+)?(?:\d{1,2}|one|two|three|four|five|six|ten)\b(?:\W+or\W+more)?"
    r"\W+(?:[\w-]+\W+){0,2}?(?:sites?|lesions?|organs?|metastas[ei]s|foci|locations?)\b"
)


# 'Liver as the only site of metastatic disease': whoever has others besides is let in.
_THE_ONLY_SITE = gated(
    r"\b(?:only|sole|single|exclusive)\W+(?:known\W+|documented\W+|evident\W+)?(?:sites?|locations?|organs?|manifestations?|evidence|signs?)\W+(?:of|with)\W+(?:\w+\W+){0,2}(?:metasta\w+|stage iv|recurr\w+|relapse)"
)


# Parts of a list of exclusions stand alone; sizes and T categories exclude no whole state.
_NAMED_AMONG = gated(
    r"\bincluding\b|\bsuch as\b|\be\.g\b|\bas (?:defined|determined|assessed|judged|specified|per)\b|\baccording to\b"
)


_SEPARATOR = gated(r"[,;:]|\bor\b|\band/or\b")


_OF_THE_PAST = gated(r"\b(?:received|experienced|(?:pre-?)?treated|treatment|therapy|chemotherapy|surgery)\b[^;]*$")


# 'Patients undergoing surgery for recurrent breast cancer', 'Re-operation because of a recurrence'
SURGERY_FOR_IT = gated(
    r"(?:^\W*|\b(?:undergo(?:ing)?|(?:scheduled|planned|listed|presenting|referred) for)\W+)(?:(?!prior|previous|earlier|past)[\w-]+\W+){0,2}?(?:surgery|surgical treatment|(?:re-?\s?)?operations?|(?:salvage |completion )?mastectom\w+|(?:re-?\s?)?excision)\W+"
    r"(?:for|because of|due to|of)\W+(?:an?\W+|the\W+)?$"
)


_OTHER_BREAST = gated(r"\b(?:contralateral|second)\b")
_NUMBER = gated(
    r"\b(?:bilateral|synchronous|simultaneous|multicentric|(?:both|each of the|the two) (?:breasts|sides)|in each breast|at the same time)\b"
)


def _point_of_a_list(lower: str, found: Found) -> str:
    """'DCIS only, bilateral breast cancer, stage IV': the commas part exclusions."""
    before, after = lower[: found.start].rpartition(","), lower[found.end :].partition(",")
    return f"{before[2]}{lower[found.start : found.end]}{after[0]}"


# 'Invasive lobular carcinoma', 'invasive cancer with an extensive intraductal component' are kinds of invasive cancer.
_OF_A_TYPE = gated(
    r"\b(?:(?<!or )(?<!and )(?<!/)(?:invasive |infiltrating )lobular|papillary|mucinous|tubular|medullary|metaplastic|apocrine|squamous|adenoid|neuroendocrine|extensive (?:in(?: |-)?situ|intraductal|dcis)|intraductal component|in(?: |-)?situ component|\beic\b|micropapillary)\b"
)


_OF_A_KIND = gated(
    r"\b(?:amenable|accessible|suitable|curable|resectable|that|which|involv\w+|requir\w+|affecting|invading|(?<!prior )to (?!distant|other)\w+|in the(?! past\b)|from|who|whose|receiving|hospitali\w+|with (?!(?:or without|evidence|clinical|radiolog\w*|imaging|distant|known|proven|any|ct|pet|mri|bone|chest|ultrasound|x-?ray\w*|conventional|standard|staging)\b)\w+)\b"
)


# 'Invasive breast cancer at any time in their medical history'
_AT_ANY_TIME = gated(r"\bat any time\b|\bin (?:their|her|the|his) (?:medical |past |personal )?(?:history|past)\b")


# 'Non-confirmed infiltrating carcinoma' shuts out those of whom it is not known.
_UNCONFIRMED = gated(
    r"\b(?:non?|not|un|lack of|absence of)[ -]?(?:\w+ )?(?:confirm\w+|proven|document\w+)\W+(?:\w+\W+){0,2}$"
)


# 'Recurrent uveitis': another noun stands right behind.
_OF_OTHER_DISEASE = gated(
    r"\s+(?:or|and|and/or)\s+(?:chronic|persistent|severe|acute|frequent|serious|active|uncontrolled|ongoing)\b(?!\W+(?:or\W+\w+\W+)?(?:breast|disease|cancer|metasta))|\s+(?!(?:or|and|of|in|at|to|the|with|after|before|prior|since|during|until|following|within|by|on|who|that|is|are|was|were|will|locally|loco\w*|local|regional|breast|cancers?|disease|carcinoma|"
    r"tumou?rs?|malignan\w+|metasta\w+|mbc|bc|tnbc|bilateral|unilateral|ductal|lobular|stage|advanced|her2\w*|hormone|triple|er|invasive|ipsilateral|contralateral|inflammatory|dcis|progressive|refractory|primary|lesions?|patients?|cases?|women)\b)[a-z]"
)


# 'Advanced, symptomatic, visceral spread'
_SPREAD_OF_A_KIND = gated(r"\W{0,3}(?:and\W+)?(?:symptomatic|visceral|uncontrolled|rapidly|life-?\s?threatening)")


# 'Other active or metastatic cancer'
_AMONG_OTHERS = gated(r"\b(?:other|another|second|non-?breast)\s+(?:[\w-]+\s+){0,2}(?:or|and|and/or)\s+(?:\w+\s+)?$")


_OF_BREAST = gated(r"\bbreast|\bmbc\b|\btnbc\b")


# 'A previous carcinoma in situ'; '... and completely resected carcinoma in situ', the last of the exceptions to other cancers
_LONG_PAST = gated(
    r"\b(?:history|prior|previous\w*|earlier|past|former)\b[^;]*$"
    r"|\b(?:completely|adequately|curatively|successfully|effectively)\s+(?:resected|excised|treated|removed)\s+(?:\w+\s+)?$"
)


_NOT_EXCLUDED = frozenset({"tnm", "clinical_tnm", "pathologic_tnm", "early", "newly_diagnosed", "first_cancer"})


ASIDE_AROUND = gated(r"\([^()]*$")
