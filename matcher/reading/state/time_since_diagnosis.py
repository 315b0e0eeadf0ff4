"""The time since the diagnosis, and whom a limit on it leaves out: those who are through with their treatment, or those
for whom nothing was done yet."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.found import within
from matcher.reading.state.meanings import ALL

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
# 'Diagnosis made in the last 12 weeks', with nothing said of what
_MADE_LATELY = gated(
    rf"^\W*(?:(?:the|time|date|of|initial|first|primary|histolog\w+|patholog\w+|cancer)\W+){{0,4}}diagnosis\W+(?:(?:was|is|must|have|has|been|be|made|established|given|obtained|confirmed)\W+){{0,4}}{_AT_MOST_SO_LONG}"
)
_LATELY = {"d": 183, "w": 26, "m": 6}


def diagnosed_lately(sentence: Sentence) -> Mention | None:
    """'Diagnosed with breast cancer within the past 3 months' leaves out those who are through with their treatment; whether
    the diagnosis of a recurrence counts, is left open."""
    if not sentence.demands:
        return None
    lower = sentence.lower
    told = (
        _DIAGNOSED_LATELY.search(lower)
        or _LATELY_SINCE.match(lower)
        or _CONFIRMED_LATELY.search(lower)
        or _MADE_LATELY.match(lower)
    )
    if told is None or number(told["number"]) > _LATELY[told["unit"][0]] or _NO_LATE_DIAGNOSIS.search(lower):
        return None
    new = (meanings.FIRST_CANCER | meanings.DE_NOVO) & ~meanings.SURVEILLANCE
    return Mention("recurrence", within(new, ALL & ~meanings.SURVEILLANCE), "newly diagnosed disease", *told.span())


# The tests by which it is decided whether an early cancer needs chemotherapy (ASCO 2022: biomarkers for adjuvant treatment)
_TEST = r"(?:oncotype\w*|mammaprint|prosigna|pam-?\s?50|endopredict|breast cancer index|recurrence score|(?:21|70)-gene\W+\w+|genomic (?:test|assay|signature|score|recurrence score)\w*|gene[- ]expression (?:test|assay|signature|profile)\w*)"
_TESTED_LATELY = gated(
    rf"\b{_TEST}\b[^.;]{{0,50}}?\b(?:{_AT_MOST_SO_LONG}|(?P<due>ordered|pending|awaited|requested|outstanding)\b)"
)
_NOT_THAT_TEST = gated(
    r"\b(?:metasta\w+|recurrent|relaps\w+|tissue|sample|if|optional|may|not|no|years?|archiv\w+|(?:from|of|since|after|before|prior to) (?:the |initial |first |primary )*(?:surgery|diagnosis|operation))\b(?! more| longer| later)"
)


def tested_lately(sentence: Sentence) -> Mention | None:
    """'Oncotype DX done in the last 3 months': whether to give chemotherapy is decided after the diagnosis or the operation."""
    if not sentence.demands:
        return None
    told = _TESTED_LATELY.search(sentence.lower)
    if told is None or _NOT_THAT_TEST.search(sentence.lower):
        return None
    if not told["due"] and number(told["number"]) > 2 * _LATELY[told["unit"][0]]:
        return None
    new = meanings.FIRST_CANCER & ~meanings.SURVEILLANCE
    return Mention("setting", within(new, ALL & ~meanings.SURVEILLANCE), "a genomic test done lately", *told.span())


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
    if not sentence.demands:
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
