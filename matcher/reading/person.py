"""Sex, menopausal status, age and performance status, from the text and from the registry's own fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data import axes
from data.criteria import Between, Criterion, Evidence, Undecidable, Within
from data.trial import Trial
from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence, negated

_TRIGGER = re.compile(
    r"wom[ae]n|female|\bm[ae]n\b|\bmales?\b|menopaus|ECOG|Karnofsky|KPS|Zubrod|WHO|SWOG|performance|\bage|years|\bPS\b|gender|sex",
    re.I,
)
_WOMEN = axes.mask(axes.PERSON_AXIS, ["premenopausal", "perimenopausal", "postmenopausal"])
_MEN = axes.mask(axes.PERSON_AXIS, ["male"])

# ---------------------------------------------------------------- performance status

_ECOG_NAME = r"(?:ECOG|Eastern Cooperative Oncology Group|WHO|World Health Organi[sz]ation|Zubrod|SWOG|GOG|performance status|PS\b|CALGB)"
_ECOG = re.compile(
    rf"\b{_ECOG_NAME}[^.;]{{0,70}}?(?P<sign></=|>/=|<=|>=|=<|=>|<|>|less than or equal to|of no more than|no more than|at most|less than|better than|greater than or equal to|greater than|up to|not greater than|worse than|above|=)?\s*(?<![\d.])(?P<low>[0-4](?!\d|\.\d|\s?%))(?:\s*(?P<join>-|~|to|,|or|and|/|through)\s*(?P<high>[0-4](?!\d|\s?%))(?:\s*(?:,|or|and|,\s*or)\s*(?P<last>[0-4](?!\d|\s?%)))?)?(?P<after>\s*(?:or (?:less|below|better|lower|more|greater|higher|above|worse)|and (?:above|below)))?",
    re.I,
)
_KARNOFSKY = re.compile(
    r"\b(?:Karnofsky|KPS)[^.;]{0,60}?(?P<sign></=|>/=|<=|>=|=<|<|>|at least|greater than or equal to|greater than|less than|above|of)?\s*(?P<low>\d{2,3})\s?%?(?:\s*(?:-|to)\s*(?P<high>\d{2,3}))?",
    re.I,
)
_ROMAN = re.compile(rf"\b{_ECOG_NAME}[^.;]{{0,40}}?\b(?P<list>0(?:\s*(?:,|-|or|to|and)\s*I{{1,3}}\b)+)")
_AT_MOST = (
    "</=",
    "<=",
    "=<",
    "less than or equal to",
    "of no more than",
    "no more than",
    "at most",
    "up to",
    "not greater than",
)
# Karnofsky to ECOG: 90 to 100 is 0, 70 to 80 is 1, 50 to 60 is 2, 30 to 40 is 3, 10 to 20 is 4 (ECOG-ACRIN).
_FROM_KARNOFSKY = {0: range(90, 101), 1: range(70, 90), 2: range(50, 70), 3: range(30, 50), 4: range(10, 30)}


def _performance(sentence: Sentence) -> Mention | None:
    text = sentence.text
    if found := _ROMAN.search(text):
        grades = {0} | {len(r) for r in re.findall(r"I{1,3}", found["list"])}
        return _ecog_mention(set(range(max(grades) + 1)), found)
    found = _ECOG.search(text)
    if found is not None and not re.search(r"CTCAE|grade", text[found.start() : found.end()], re.I):
        grades = _ecog_grades(found)
        if grades and grades != set(range(5)):
            return _ecog_mention(grades, found)
    found = _KARNOFSKY.search(text)
    if found is not None:
        grades = _karnofsky_grades(found)
        if grades and grades != set(range(5)):
            return _ecog_mention(grades, found)
    return None


def _ecog_grades(found: re.Match[str]) -> set[int]:
    sign, after = (found["sign"] or "").lower(), (found["after"] or "").lower()
    low = int(found["low"])
    if found["high"] is not None:
        named = {low, int(found["high"])} | ({int(found["last"])} if found["last"] else set())
        if found["join"] in ("-", "~", "to", "through") or sign in _AT_MOST:
            return set(range(0 if sign in _AT_MOST else min(named), max(named) + 1))
        return named
    if "less" in after or "better" in after or "below" in after or "lower" in after or sign in _AT_MOST:
        return set(range(low + 1))
    if after or sign in (">/=", ">=", "=>", "greater than or equal to"):
        return set(range(low, 5))
    if sign in ("<", "less than", "better than"):
        return set(range(low))
    if sign in (">", "greater than", "worse than", "above"):
        return set(range(low + 1, 5))
    return {low} if low < 2 or sign == "=" else set()  # "performance status 2": its sign was lost, or it is exact


def _karnofsky_grades(found: re.Match[str]) -> set[int]:
    """The grades all of whose scores are inside the limits, and those partly inside."""
    sign, low = (found["sign"] or "").lower(), int(found["low"])
    if found["high"] is not None:
        inside = range(min(low, int(found["high"])), max(low, int(found["high"])) + 1)
    elif sign in ("<", "less than"):
        inside = range(low)
    elif sign in ("<=", "=<"):
        inside = range(low + 1)
    else:
        inside = range(low + 1 if sign in (">", "greater than", "above") else low, 101)
    return {grade for grade, scores in _FROM_KARNOFSKY.items() if any(s in inside for s in scores if s % 10 == 0)}


def _ecog_mention(grades: set[int], found: re.Match[str]) -> Mention:
    words = "ECOG " + (f"{min(grades)} to {max(grades)}" if len(grades) > 1 else str(min(grades)))
    mask = axes.mask(axes.ECOG_AXIS, [str(g) for g in grades])
    return Mention("ecog", Within(axes.ECOG_AXIS, mask), words, found.start(), found.end())


# ---------------------------------------------------------------- sex and menopause

_NOT_ABOUT_SEX = re.compile(
    r"child-?\s?bearing|contracep|pregnan|breast-?feed|lactat|nursing|reproductive|fertil|partner|sperm|sterili|abstinen|birth control|condom|"
    r"QTc|haemoglobin|hemoglobin|creatinine|\bms(?:ec)?\b|g/dL|if female|if male|testosterone|potential",
    re.I,
)
_FEMALE = re.compile(r"\b(?:wom[ae]n|females?)\b", re.I)
_MALE = re.compile(r"\b(?:m[ae]n|males?)\b", re.I)
_PLAIN_SEX = re.compile(
    r"^\W*(?:(?:\w+[- ]){0,4}?(?:adult|eligible|consenting)?\s*)?(?:female|women|woman)\b|\b(?:patients?|participants?|subjects?)\s+(?:must be|should be|who are|are)\s+(?:\w+\s+){0,2}(?:female|women)|\b(?:gender|sex)\s*[:=]?\s*female|\bfemale (?:patients|subjects|participants|sex|gender|breast)|\b(?:premenopausal|postmenopausal|adult) (?:women|females)",
    re.I,
)
_MENOPAUSE = re.compile(
    r"\b(?P<pre>pre-?\s?menopaus\w*)|\b(?P<peri>peri-?\s?menopaus\w*)|\b(?P<post>post-?\s?menopaus\w*)", re.I
)
_STATUS_OPEN = re.compile(
    r"regardless of menopaus|any menopaus|menopausal status|irrespective of menopaus|not specified", re.I
)


def _sex(sentence: Sentence) -> Mention | None:
    text = sentence.text
    if _NOT_ABOUT_SEX.search(text) and not re.match(
        r"\W*(?:female|women|male)s?\b[^.;,]{0,30}(?:aged?|>=|years|patients|with)", text, re.I
    ):
        return None
    female, male = _FEMALE.search(text), _MALE.search(text)
    if re.search(r"\bpre-?\s*(?:/|or|and|,|and/or)", text, re.I) and "menopaus" in text.lower():
        return None
    menopause = [m for m in _MENOPAUSE.finditer(text) if not negated(sentence, m.start(), 25)]
    if menopause and not _STATUS_OPEN.search(text):
        return _menopause(sentence, menopause, bool(male))
    if female and male:
        return None
    if (
        male
        and sentence.excludes
        and re.match(
            r"\W*(?:\w+ ){0,2}males?\b(?:\s+(?:patients|subjects|sex|gender|breast cancer))?\W*(?:$|with|are)",
            text,
            re.I,
        )
    ):
        return Mention("sex", Within(axes.PERSON_AXIS, _MEN), "men", male.start(), male.end())
    if female and not sentence.excludes and _is_about_everyone(sentence):
        return Mention("sex", Within(axes.PERSON_AXIS, _WOMEN), "women", female.start(), female.end())
    if (
        male
        and not sentence.excludes
        and re.search(
            r"\bmale breast cancer|\bmen with breast|^\W*(?:male|men)\b(?!.{0,40}\b(?:must|should|need|will|agree|willing))",
            text,
            re.I,
        )
    ):
        return Mention("sex", Within(axes.PERSON_AXIS, _MEN), "men", male.start(), male.end())
    return None


def _is_about_everyone(sentence: Sentence) -> bool:
    if not sentence.from_criteria:
        return bool(
            re.search(
                r"\b(?:in|for|of|among|treating|on)\s+(?:\w+[- ,/]+){0,8}?(?:women|females?)\b|^\W*wom[ae]n|\bfemale patients",
                sentence.text,
                re.I,
            )
        )
    return bool(_PLAIN_SEX.search(sentence.text)) and not re.search(
        r"\b(?:must|should)\s+(?:use|agree|have a negative|not be)", sentence.text, re.I
    )


def _menopause(sentence: Sentence, found: list[re.Match[str]], men_too: bool) -> Mention | None:
    text = sentence.text
    names = {"pre": "premenopausal", "peri": "perimenopausal", "post": "postmenopausal"}
    kinds = {names[str(m.lastgroup)] for m in found}
    if (
        len(kinds) == 3
        or {"premenopausal", "postmenopausal"} <= kinds
        or re.search(r"\bdefined as|definition|criteria for|\bif\b|considered", text, re.I)
    ):
        return None
    if re.search(r"osteopor|bone loss|vagin|bleeding|estrogen level|estradiol", text, re.I) and sentence.from_criteria:
        return None
    mask = axes.mask(axes.PERSON_AXIS, sorted(kinds))
    if men_too:
        mask |= _MEN
    if re.search(r"ovarian|OFS|LHRH|GnRH|suppress|goserelin|ablat|castrat", text, re.I) and not sentence.excludes:
        return None  # a premenopausal woman may be made postmenopausal: nothing certain is asked
    subject = re.search(r"\b(?:must|should|need|receiving|will)\b", text[found[0].end() :], re.I)
    if re.search(r"\bfemales?\b|\bwomen\b", text[: found[0].start()], re.I) and re.search(
        r"\bmust|\bshould", text[: found[0].start()], re.I
    ):
        mask |= _MEN  # a rule for the women of the trial
    if subject and found[0].start() < 12:
        return None
    return Mention(
        "menopausal_status",
        Within(axes.PERSON_AXIS, mask),
        " or ".join(sorted(kinds)) + (" or men" if men_too else ""),
        found[0].start(),
        found[-1].end(),
    )


# ---------------------------------------------------------------- age

_AGE = re.compile(
    r"(?:\bage[ds]?\b[^.;0-9<>=]{0,30}|\b(?:patients?|women|females?|males?|men|adults?|participants?|subjects?)\b[^.;0-9<>=]{0,25})(?P<sign>>=|<=|>|<|at least|over|above|older than|younger than|under|between|from)?\s*(?P<low>\d{2})\b(?!\s*(?:days|weeks|months|%|mg|hours|mm|cm|patients|kg))\s*(?:years?|yrs?)?(?:\s*(?P<join>-|to|and|through)\s*(?:<=?\s*)?(?P<high>\d{2,3})\b(?!\s*(?:days|weeks|months|%)))?(?P<after>\s*(?:years?|yrs?)?[^.;]{0,12}?(?:or (?:older|over|above|greater|more|younger)|and (?:older|over|above|up)|\+))?",
    re.I,
)


def _age(sentence: Sentence) -> Mention | None:
    if (
        sentence.source != "criteria"
        or sentence.excludes
        or (_NOT_ABOUT_SEX.search(sentence.text) and "age" not in sentence.text.lower())
    ):
        return None
    found = _AGE.search(sentence.text)
    if found is None or not re.search(r"\bage|years|yrs|old|adult", sentence.text, re.I):
        return None
    low, high = float(found["low"]), float(found["high"]) if found["high"] else None
    sign, after = (found["sign"] or "").lower(), (found["after"] or "").lower()
    bounds: tuple[float | None, float | None]
    if high is not None:
        bounds = (low, high + 0.99)
    elif sign in ("<", "<=", "younger than", "under") or "younger" in after:
        bounds = (None, low + 0.99 if sign == "<=" or after else low)
    elif sign or after:
        bounds = (low, None)
    else:
        return None
    words = (
        f"age {bounds[0]:g} or older"
        if bounds[1] is None
        else f"age up to {bounds[1]:g}"
        if bounds[0] is None
        else f"age {low:g} to {high:g}"
    )
    if bounds[0] is not None and bounds[1] is not None and bounds[0] > bounds[1]:
        return None
    return Mention("age", Between("age_years", *bounds), words, found.start(), found.end())


def read_person(sentence: Sentence, context: Context) -> list[Mention]:
    """Sex and menopausal status, age, performance status."""
    if not _TRIGGER.search(sentence.text):
        return []
    found = [_performance(sentence), _sex(sentence), _age(sentence)]
    return [m for m in found if m is not None]


# ---------------------------------------------------------------- registry fields

_UNITS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52.18, "day": 1 / 365.25, "hour": 0.0, "minute": 0.0}
_FIELD_AGE = re.compile(r"(\d{1,3}) (year|month|week|day|hour|minute)s?", re.I)


def read_registry_fields(trial: Trial, known: Sequence[Criterion]) -> list[Criterion]:
    """Sex and age limits of the registry, where the criteria text does not state the same facet itself."""
    told = {c.facet for c in known}
    found: list[Criterion] = []
    if trial.sex in ("FEMALE", "MALE"):
        found += _sex_field(trial.sex, known)
    for field, value in (("minimum_age", trial.minimum_age), ("maximum_age", trial.maximum_age)):
        years = _years(value)
        if years is not None and value is not None and "age" not in told:
            low, high = (years, None) if field == "minimum_age" else (None, years + 0.99)
            words = f"Requires age {years:g} or {'older' if low is not None else 'younger'}"
            found.append(Criterion("age", Between("age_years", low, high), words, (Evidence(field, 0, len(value)),)))
    return found


def _sex_field(sex: str, known: Sequence[Criterion]) -> list[Criterion]:
    mask = _WOMEN if sex == "FEMALE" else _MEN
    evidence = Evidence("sex", 0, len(sex))
    clash = [
        c for c in known if c.facet == "sex" and isinstance(c.requirement, Within) and not c.requirement.allowed & mask
    ]
    words = "Requires women" if sex == "FEMALE" else "Requires men"
    if clash:
        return [
            Criterion(
                "sex",
                Undecidable("a contradiction"),
                f"{words}, which the text contradicts",
                (evidence, *clash[0].evidence),
            )
        ]
    return [Criterion("sex", Within(axes.PERSON_AXIS, mask), words, (evidence,))]


def _years(value: str | None) -> float | None:
    found = _FIELD_AGE.fullmatch(value.strip()) if value else None
    return float(found[1]) * _UNITS[found[2].lower()] if found else None
