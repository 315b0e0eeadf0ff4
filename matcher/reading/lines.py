"""Numbers of lines: 'no more than two prior chemotherapy regimens for metastatic disease', 'second-line'.

words                                   asks for
at most / up to / 0-2 / < 3             metastatic lines between 0 and N (a limit on lines in all settings is one too)
at least N, in the metastatic setting   metastatic lines of that kind, N or more
at least N, no setting given            the same, or unknown: adjuvant lines might count
lines of adjuvant therapy, of a drug    undecidable: no patient field counts them
first-line, untreated (titles)          no line yet
"""

from __future__ import annotations

import re
from typing import NamedTuple

from data.axes import YES
from data.criteria import AnyOf, Between, Requirement, Undecidable, Within, either, every, negated
from data.vocabulary.terms import Vocabulary
from matcher.reading import therapy_phrases as phrases
from matcher.reading.mentions import Mention
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.sentences import negated as is_negated
from matcher.reading.therapy_names import therapies_in

FACET = "lines_of_therapy"

_WORDS = {"zero": 0, "no": 0, "one": 1, "a": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_N = r"(?<![\w./])(?P<n>\d{1,2}|zero|one|two|three|four|five|six)(?:\s*\(\w+\))?"
_TRIGGER = re.compile(r"line|regimen|chemotherap|therapies|prior|previous|courses?\b", re.I)
_COUNT = re.compile(
    r"(?:(?P<between>\bbetween)|(?P<bound>\b(?:no|not) (?:more|greater) than|\bup to|\bat most|\b(?:a )?maximum (?:of|number of)?|<=|\u2264|\bless than or equal to|"
    r"\bnot (?:exceed\w*)|\bless than|\bfewer than|<|\bmore than|\bgreater than|>=|\bat least|\b(?:a )?minimum (?:of)?|>|\bonly|\bexactly))?\s*(?:(?:of )?a total of\s*)?"
    + _N
    + r"(?:\s*(?P<range>(?(between)and|(?:-|to|or|[,(]? ?(?:and|but) (?:(?:no|not) (?:more|greater) than,?|up to|<=|at most|a maximum of))))\s*(?P<m>\d{1,2}|one|two|three|four|five|six)(?:\s*\(\w+\))?)?"
    r"\s*\)?,?\s*(?P<more>\+|or more|or fewer|or less)?[\s-]*"
    r"(?P<what>(?:[\w/()-]+[\s,]+){0,7}?(?:lines?|regimens?|chemotherap\w+|therap(?:y|ies)|treatments?|courses?)\b(?:\s+of\s+(?:[\w/-]+\s+){0,4}?(?:chemo(?:therapy)?\b|therap(?:y|ies)|treatments?))?)",
    re.I,
)
# 'Prior lines of systemic therapy for advanced disease: 0-1'
_COUNT_LAST = re.compile(
    r"(?P<what>\b(?:prior|previous|number of)\b[^.;:]{0,30}\b(?:lines?|regimens?)\b[^.;:]{0,60}):\s*"
    r"(?P<n>\d)\s*(?P<range>-|to|or)\s*(?P<m>\d)\W*$",
    re.I,
)
_NOT_LINES = re.compile(
    r"\bof (?:the|which)\b|\b(?:weeks?|days?|months?|years?|hours?|cycles?|mg|half|doses?|cm|mm|lesions?|sites?|times|percent|radiation|radiotherapy|surg\w+|within|since|grade|ECOG|ULN|cohort|phase|arm|in|with|alone|combination|study)\b|%",
    re.I,
)
_AT_MOST = re.compile(r"no|not|up|at most|max|<=|\u2264|equal", re.I)
_CHEMO = re.compile(r"chemo|cytotoxic", re.I)
_ENDOCRINE = re.compile(r"endocrine|hormonal|hormone therap|hormone treat|anti-?o?estrogen", re.I)
_ANY_KIND = re.compile(
    r"^(?:(?:prior|previous|or|and|of|any|systemic|anti-?cancer|anti-?tumou?r|lines?|regimens?|therap\w+|treatments?|courses?|standard|different|total|separate|palliative|metastatic|advanced|recurrent|disease|setting|breast|cancer|for|in|the|more|drug|first|care|additional)\W*)+$",
    re.I,
)
_FIRST_LINE = re.compile(r"\b(?:first|1st|1)[- ]line\b|\bfrontline\b", re.I)
_FOR_FIRST_LINE = re.compile(
    r"\bfirst[- ]line (?:\w+ )?(?:treatment|therapy|chemotherapy)\b[^.;]{0,50}\b(?:metasta\w+|advanced|MBC)\b|"
    r"\b(?:in|for)\s+(?:the\s+)?(?:first|1st)[- ]line\s+(?:metastatic|advanced|setting|treatment|chemotherapy)\b",
    re.I,
)
_LATER_LINE = re.compile(
    r"\b(?:second|2nd|third|3rd)-?(?: (?:or|and) (?:later|subsequent|third|beyond))?[- ]line\b|\bpreviously treated\b|\bpre-?treated\b",
    re.I,
)
_FIRST_OR_SECOND_LINE = re.compile(
    r"\b(?:first|1st)-?(?:[- ]line)?(?: or | and |/)(?:second|2nd)[- ]line\b(?! (?:or|and)\b)", re.I
)
_AFTER = re.compile(
    r"\b(?:maintenance|after|following|progress\w+|fail\w+|second|third|beyond|use of|required|prior|previous\w*|adjuvant|early|or later)\b",
    re.I,
)


_OF_A_PART = re.compile(r"\b(?:for|in) (?:the )?(?:phase|part|cohort|arm|expansion|escalation)\b", re.I)


def _filed(sentence: Sentence) -> bool:
    """Whether the sentence stands under the cohort that it speaks of."""
    return bool(sentence.item and sentence.item.cohorts)


class _Bounds(NamedTuple):
    low: int | None
    high: int | None


def read_lines(sentence: Sentence, vocabulary: Vocabulary | None = None) -> list[Mention]:
    """The mentions of counted lines, and of the line itself in titles."""
    if not _TRIGGER.search(sentence.text):
        return []
    if not sentence.from_criteria:
        return _line_of_title(sentence, vocabulary)
    if re.search(r"\bcounted\b", sentence.text, re.I) or (_OF_A_PART.search(sentence.text) and not _filed(sentence)):
        return []
    first = None if of_other_tumours(sentence.text) else _FOR_FIRST_LINE.search(sentence.text)
    if first and not sentence.excludes and not _AFTER.search(sentence.text):
        requirement = _none_yet(sentence.text, first.end(), vocabulary)
        return [Mention(FACET, requirement, "first-line treatment", first.start(), first.end(), Stance.REQUIRE)]
    last = _COUNT_LAST.search(sentence.text)
    if last is not None:
        requirement = _requirement(_Bounds(int(last["n"]), int(last["m"])), _quantity(last["what"]), last["what"])
        statement = f"{last['n']} to {last['m']} {last['what']}"
        return [Mention(FACET, requirement, statement, last.start(), last.end())]
    return [
        mention
        for count in _COUNT.finditer(sentence.text)
        if (mention := _counted(sentence, count, vocabulary)) is not None
    ]


# 'either relapsed while on adjuvant treatment, or progression on at least one line' leaves another way in.
_ANOTHER_WAY = re.compile(r"\beither\b.*\bor\b|\brelaps\w+ (?:while|during|within)\b.*\bor\b", re.I | re.S)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def _bounds(count: re.Match[str]) -> _Bounds | None:
    """The closed range that the words of a count give; None where they bound nothing."""
    n = _number(count["n"])
    m = _number(count["m"]) if count["m"] else None
    bound, more = (count["bound"] or "").lower().strip(), (count["more"] or "").lower()
    if m is not None:
        return _Bounds(n, m) if m >= n and bound not in ("up to", "<", ">") else None
    if more:
        return _Bounds(n, None) if more in ("+", "or more") else _Bounds(None, n)
    if bound in ("less than", "fewer than", "<"):
        return _Bounds(None, n - 1) if n > 0 else None
    if bound in ("more than", "greater than", ">"):
        return _Bounds(n + 1, None)
    if bound in (">=", "at least") or bound.startswith(("minimum", "a minimum")):
        return _Bounds(n, None)
    if bound and _AT_MOST.match(bound.removeprefix("a ").removeprefix("less than or ")):
        return _Bounds(None, n)
    if bound == "only":
        return _Bounds(None, n)
    return _Bounds(n, n) if bound == "exactly" else None


def _counted(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> Mention | None:
    text = sentence.text
    head = _head_of(text, count)
    what = f"{head} {count['what']}".strip()
    after = text[count.end() : count.end() + 120]
    if _NOT_LINES.search(what) or re.match(r"\s*(?:cycles|weeks|days|months)", after, re.I):
        return None
    if re.search(r"\bwithin\b|\barms?\b", after, re.I) or re.search(r"limits? on", text[: count.start()], re.I):
        return None
    if not re.search(
        r"\b(?:prior|previous\w*|lines?|regimens?|received|pretreat\w*|in the past|therapies|(?:progress\w*|recurr\w*|relaps\w*|fail\w*)\b[^.;]{0,20}\b(?:after|on|of|following))\b",
        text,
        re.I,
    ):
        return None
    bounds = _bounds(count) or _permitted(sentence, count) or _had_so_many(sentence, count)
    if bounds is None:
        return None
    limit = bounds.low is None or bounds.low == 0
    if not limit and not sentence.excludes and _ANOTHER_WAY.search(text):
        return None
    requirement = _requirement(bounds, _quantity(what), f"{head} {text[count.start() : count.end() + 70]}")
    if vocabulary is not None and _quantity(what) is None and bounds.low:
        requirement = _had_the_class(what, text[count.start() : count.end() + 80], bounds, vocabulary) or requirement
    if _ONE_OF_WHICH.search(text, count.end()) and _quantity(what) and not limit:
        requirement = every((requirement, Between(_quantity(what) or "", 1, None)))
    kind = _KIND_OF.get(_quantity(what) or "")
    if (
        kind
        and bounds == _Bounds(1, None)
        and _FAILED.search(text[: count.start()])
        and not _LINES.search(text[count.start() : count.end() + 70])
    ):
        requirement = either((requirement, Within(f"progressed_on:{kind}", YES)))
    statement = _in_words(bounds, what)
    if not limit and phrases.PERMITS.search(_REGARDLESS.sub(" ", text)) and not phrases.DENIES_PERMISSION.search(text):
        return None
    stance = Stance.REQUIRE if limit and not re.search(r"\bexclu|ineligible", text, re.I) else None
    if sentence.excludes and limit and not phrases.PERMITS.search(text) and not _is_denied(sentence, count):
        stance = Stance.REQUIRE if re.match(r"no|not|up", count["bound"] or "", re.I) else None
    if _is_denied(sentence, count) and not limit:
        return Mention(FACET, negated(requirement), f"no {statement}", count.start(), count.end(), Stance.REQUIRE)
    return Mention(FACET, requirement, statement, count.start(), count.end(), stance)


def _is_denied(sentence: Sentence, count: re.Match[str]) -> bool:
    """'No bone metastasis and 1 prior treatment': the denial ends at the 'and'."""
    if re.search(r"\band\W*$", sentence.text[: count.start()], re.I):
        return False
    return is_negated(sentence, count.start())


def _head_of(text: str, count: re.Match[str]) -> str:
    """What is counted, where a bare 'lines' is not told which: 'Prior chemotherapy for metastatic disease (more than 2 lines)'."""
    if not re.fullmatch(r"lines?|regimens?", count["what"], re.I):
        return ""
    head = re.search(r"\b(?P<head>(?:prior|previous)\b[^.;:()]{0,80})[:(]\s*$", text[: count.start()], re.I)
    return head["head"].strip() if head else ""


def _permitted(sentence: Sentence, count: re.Match[str]) -> _Bounds | None:
    """'One prior line is allowed' is a limit."""
    text = sentence.text
    near = text[max(0, count.start() - 50) : count.start()] + " " + text[count.end() : count.end() + 60]
    counted = re.search(r"\b(?:prior|previous|lines?|regimens?)\b", count["what"], re.I)
    if counted and not count["bound"] and phrases.PERMITS.search(near) and not phrases.DENIES_PERMISSION.search(text):
        return _Bounds(None, _number(count["n"]))
    return None


_REGARDLESS = re.compile(r"\([^()]*\)|,\s*regardless of\b[^.;]*", re.I)
_ONE_OF_WHICH = re.compile(
    r"\bat least (?:one|1) (?:of (?:which|these|them)|must)\b[^.;]{0,60}\b(?:metasta\w+|advanced)\b", re.I
)


def _had_the_class(what: str, around: str, bounds: _Bounds, vocabulary: Vocabulary) -> Requirement | None:
    """'At least one line of anti-HER2 therapy for metastatic disease': she had the class; how many lines is open."""
    named = [c for one in therapies_in(what, vocabulary) for c in one.concepts]
    if len(named) != 1 or not phrases.METASTATIC.search(around) or phrases.EARLY.search(around):
        return None
    had: Requirement = Within(f"received_metastatic:{named[0]}", YES)
    if bounds == _Bounds(1, None):
        return had
    return every((had, Between("lines_metastatic", bounds.low, None), Undecidable("lines of one kind")))


_MOST_ASKED_FOR = 3


def _had_so_many(sentence: Sentence, count: re.Match[str]) -> _Bounds | None:
    """'Progressed after one prior line of ...' asks for one or more."""
    before = sentence.text[max(0, count.start() - 40) : count.start()]
    counted = re.search(r"\b(?:prior|previous)\b", count["what"], re.I)
    told = re.search(r"\b(?:after|on|following|failed|received|had|with|and|progressed)\s*$", before, re.I)
    if sentence.excludes or count["bound"] or not counted or not told or phrases.PERMITS.search(sentence.text):
        return None
    if _number(count["n"]) > _MOST_ASKED_FOR:  # a sign before the number was lost
        return None
    return _Bounds(_number(count["n"]), None)


def _quantity(what: str) -> str | None:
    if _CHEMO.search(what) and _ENDOCRINE.search(what):
        return None
    if _CHEMO.search(what):
        return "chemo_lines_metastatic"
    if _ENDOCRINE.search(what):
        return "endocrine_lines_metastatic"
    return "lines_metastatic" if _ANY_KIND.match(what) else None


def _requirement(bounds: _Bounds, quantity: str | None, rest: str) -> Requirement:
    early, metastatic = phrases.EARLY.search(rest), phrases.METASTATIC.search(rest)
    if quantity is None and bounds.low and bounds.high is None and metastatic and not early:
        return every((Between("lines_metastatic", bounds.low, None), Undecidable("lines of one kind")))
    if quantity is None or (early and not metastatic):
        return Undecidable("lines of one kind")
    low = bounds.low or None
    number = Between(quantity, low, bounds.high)
    if low is None:
        return number
    if metastatic and not early:
        return number
    early_ones = every((Within(f"received:{_KIND_OF[quantity]}", YES), Undecidable("lines for early disease")))
    least = AnyOf((Between(quantity, low, None), early_ones))
    return least if bounds.high is None else every((least, Between(quantity, None, bounds.high)))


# 'Failure of at least one prior endocrine therapy' counts no lines for metastatic disease.
_FAILED = re.compile(r"\b(?:fail\w*|progress\w*|refractory|resistan\w+)\b[^.;]{0,25}$", re.I)
_LINES = re.compile(rf"\blines?\b|{phrases.METASTATIC.pattern}", re.I)
_KIND_OF = {
    "lines_metastatic": "systemic therapy",
    "chemo_lines_metastatic": "chemotherapy",
    "endocrine_lines_metastatic": "endocrine therapy",
}


_LINES_IN_WORDS = {
    "lines_metastatic": "earlier {lines} of systemic treatment",
    "chemo_lines_metastatic": "earlier {lines} of chemotherapy",
    "endocrine_lines_metastatic": "earlier {lines} of endocrine therapy",
}


def _in_words(bounds: _Bounds, what: str) -> str:
    """'at most 2 earlier lines of chemotherapy'; where no field counts what is meant, in the record's own words."""
    quantity = _quantity(what)
    if quantity is None:
        return f"{_range_in_words(bounds)} {' '.join(what.split())}"
    one = 1 in (bounds.low, bounds.high) and (bounds.low or 0) <= 1 and (bounds.high or 1) <= 1
    return f"{_range_in_words(bounds)} {_LINES_IN_WORDS[quantity].format(lines='line' if one else 'lines')}"


def _range_in_words(bounds: _Bounds) -> str:
    if bounds.high is None:
        return f"at least {bounds.low}"
    if bounds.low == bounds.high:
        return f"exactly {bounds.low}"
    return f"at most {bounds.high}" if bounds.low is None else f"{bounds.low} to {bounds.high}"


def _line_of_title(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention]:
    text = sentence.text
    if not sentence.source.endswith("title") or not phrases.METASTATIC.search(text):
        return []
    early_lines = _FIRST_OR_SECOND_LINE.search(text)
    if early_lines and not _AFTER.search(text[: early_lines.start()] + text[early_lines.end() :]):
        requirement = _lines_at_most(1, text, early_lines.end(), vocabulary)
        return [Mention(FACET, requirement, "at most one earlier line", *early_lines.span(), Stance.REQUIRE)]
    untreated = phrases.UNTREATED.search(text)
    first = _FIRST_LINE.search(text)
    if untreated or (first and not _AFTER.search(text)):
        at = untreated or first
        assert at is not None
        requirement = _none_yet(text, at.end(), vocabulary)
        return [Mention(FACET, requirement, "first-line treatment", at.start(), at.end(), Stance.REQUIRE)]
    later = _LATER_LINE.search(text)
    if later and not first and not re.search(r"brain|CNS|endocrine|hormon|follow", text, re.I):
        requirement = Between("lines_metastatic", 1, None)
        return [Mention(FACET, requirement, "an earlier line of treatment", later.start(), later.end(), Stance.REQUIRE)]
    return []


def _none_yet(text: str, at: int, vocabulary: Vocabulary | None) -> Requirement:
    return _lines_at_most(0, text, at, vocabulary)


def _lines_at_most(most: int, text: str, at: int, vocabulary: Vocabulary | None) -> Requirement:
    """Lines of the kind named after 'first-line', or given in the trial: where chemotherapy is given, endocrine lines
    do not count; else lines of any kind."""
    after = text[at : at + 40]
    if _ENDOCRINE.search(after) and not _CHEMO.search(after):
        return Between("endocrine_lines_metastatic", None, most)
    given = {c for one in therapies_in(text, vocabulary) for c in one.concepts} if vocabulary is not None else set()
    chemo = (
        any(c == "chemotherapy" or "chemotherapy" in vocabulary.ancestors(c) for c in given) if vocabulary else False
    )
    if _CHEMO.search(text) or chemo:
        return Between("chemo_lines_metastatic", None, most)
    return Between("lines_metastatic", None, most)
