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
from dataclasses import replace
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
_TRIGGER = re.compile(
    r"line|regimen|chemotherap|therapies|prior|previous|courses?\b|pre-?treated|refractory|untreated|progress|fail",
    re.I,
)
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
# 'Previous palliative chemotherapy lines > 2'
_COUNT_AFTER = re.compile(
    r"\b(?P<what>(?:prior|previous)\b[^.;:<>=]{0,50}?\b(?:lines?|regimens?))(?:\s+(?:for|in)\s[^.;:<>=]{0,40})?\s*(?P<bound><=|>=|\u2264|\u2265|<|>)\s*(?P<n>\d)\W*$",
    re.I,
)
_NOT_LINES = re.compile(
    r"\bof (?:the|which)\b|\b(?:weeks?|days?|months?|years?|hours?|cycles?|mg|half|doses?|cm|mm|lesions?|sites?|times|percent|radiation|radiotherapy|surg\w+|within|since|grade|ECOG|ULN|cohort|phase|arm|in|with|alone|combination|study)\b|%",
    re.I,
)
_AT_MOST = re.compile(r"no|not|up|at most|max|<=|\u2264|equal", re.I)
_CHEMO = re.compile(r"chemo|cytotoxic", re.I)
_ENDOCRINE = re.compile(r"(?-i:\bET\b)|endocrine|hormonal|hormone therap|hormone treat|anti-?o?estrogen", re.I)
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
# 'Will start palbociclib as first or second line therapy'
_PLANNED_LINE = re.compile(
    r"\b(?:will|planned|plans? to|planning|candidates?|eligible|suitable|scheduled|to (?:be )?(?:receive|start|initiate|treated)|may undergo|starting|initiating|indicated)\b(?P<drugs>[^.;]{0,160}?)"
    r"\b(?:as|in|for)\s+(?:part of\s+)?(?:the\s+|their\s+|a\s+)?(?:first|1st)-?(?:[- ]?line)?(?P<second>(?:\s+or\s+|\s+and\s+|/)(?:second|2nd))?[- ]line\b",
    re.I,
)
_LATER_LINE = re.compile(
    r"\b(?:second|2nd|third|3rd)-?(?: (?:or|and) (?:later|subsequent|third|beyond))?[- ]line\b|\bpreviously treated\b(?! (?:with|by) (?:\w+ ){0,3}(?:surg|radi|irradi|lumpect|mastect|conserv))|\bpre-?treated\b",
    re.I,
)
# 'Heavily pretreated metastatic breast cancer', 'refractory metastatic disease'
_HAD_LINES = re.compile(
    r"\bpre-?treated,?\s+(?:\(?[\w/+-]+\)?,?\s+){0,3}?(?:metastatic|advanced|MBC)\b"
    r"|(?<!or )(?<!and )(?<!or/)(?<![/-])\brefractory,?\s+(?:metastatic|advanced)\b",
    re.I,
)
# 'Will receive chemotherapy in the second line', 'candidates for second-line treatment'
_FOR_LATER_LINE = re.compile(
    r"\b(?:candidates?|eligible|suitable|planned|planning|scheduled|indication|will (?:start|receive|be treated)|starting|initiating)\b[^.;:]{0,60}?"
    r"\b(?:in|for|as|with)\s+(?:a\s+|the\s+|their\s+)?(?:second|2nd|third|3rd)[- ]line\b",
    re.I,
)
# 'Completed four cycles of first-line chemotherapy', 'disease control after first-line treatment'
_FIRST_LINE_GIVEN = re.compile(
    r"\b(?:receiv(?:ed|ing)|complet\w+|finish\w+|undergone|underwent|treated|initiated|started|respon\w+|stable|benefit\w*|remission|during|"
    r"already|currently|ongoing|on)\b[^.;:]{0,80}$",
    re.I,
)
_OTHER_CLAUSE = re.compile(r"[,;:]|\b(?:while|but|whereas|and who|and are)\b", re.I)
_YET_TO_COME = re.compile(
    r"\b(?:candidates?|eligible|plan\w*|no|not|never|declin\w+|refus\w+|to (?:receive|start|begin)|will|may|either|or|willing)\b",
    re.I,
)
_GIVEN_BEFORE = re.compile(
    r"\b(?:have|has|having|had|who|patients|^\W*)\s*(?:completed|received|finished|undergone|responded|benefited|derived)\b|\b(?:respon\w+|stable disease|benefit|control|remission)\b[^.;:]{0,30}\b(?:after|to|from|following|on|with)\b"
    r"|^\W*(?:completed|received|completion of)\b",
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
    own = _OTHER_CLAUSE.split(sentence.text[: first.start()])[-1] if first else ""
    given = first is not None and _FIRST_LINE_GIVEN.search(own) and not _YET_TO_COME.search(own)
    if first and not given and not sentence.excludes and not _AFTER.search(sentence.text):
        requirement = _none_yet(sentence.text, first.end(), vocabulary)
        return [Mention(FACET, requirement, "first-line treatment", first.start(), first.end(), Stance.REQUIRE)]
    if given and first and not sentence.excludes and _GIVEN_BEFORE.search(own):
        kind = _quantity(first.group()) or "lines_metastatic"
        if not _ANOTHER_WAY.search(sentence.text) and not phrases.PERMITS.search(sentence.text):
            words = "first-line treatment before"
            return [Mention(FACET, Between(kind, 1, None), words, *first.span(), Stance.REQUIRE)]
    had = None if of_other_tumours(sentence.text) or sentence.excludes else _later_line_of(sentence)
    if had is not None:
        one_line = Between("lines_metastatic", 1, None)
        return [Mention(FACET, one_line, "an earlier line of treatment", *had.span(), Stance.REQUIRE)]
    planned = None if of_other_tumours(sentence.text) or sentence.excludes else _PLANNED_LINE.search(sentence.text)
    if planned and not _AFTER.search(sentence.text[: planned.start()] + planned["drugs"]):
        most = 1 if planned["second"] else 0
        requirement = _lines_at_most(most, sentence.text, planned.end(), vocabulary)
        words = "at most one earlier line" if most else "first-line treatment"
        return [Mention(FACET, requirement, words, *planned.span(), Stance.REQUIRE)]
    if _LISTED_NUMBERS.search(sentence.text):
        sentence = replace(sentence, text=_LISTED_NUMBERS.sub(_as_a_range, sentence.text))
    last = _COUNT_LAST.search(sentence.text)
    if last is not None:
        requirement = _requirement(_Bounds(int(last["n"]), int(last["m"])), _quantity(last["what"]), last["what"])
        statement = f"{last['n']} to {last['m']} {last['what']}"
        return [Mention(FACET, requirement, statement, last.start(), last.end())]
    if (after := _COUNT_AFTER.search(sentence.text)) and (bounds := _bounds_of(after)):
        requirement = _requirement(bounds, _quantity(after["what"]), after.group())
        statement = f"{_range_in_words(bounds)} {after['what']}"
        limit = bounds.low is None
        return [Mention(FACET, requirement, statement, *after.span(), Stance.REQUIRE if limit else None)]
    return [
        mention
        for count in _COUNT.finditer(_OF_WHICH.sub(lambda m: " " * len(m.group()), sentence.text))
        if (mention := _counted(sentence, count, vocabulary)) is not None
    ]


def _later_line_of(sentence: Sentence) -> re.Match[str] | None:
    """Words of a sentence that tell of an earlier line without counting: 'pretreated metastatic disease'."""
    if is_negated(sentence, len(sentence.text)) or phrases.PERMITS.search(sentence.text):
        return None
    later = _FOR_LATER_LINE.search(sentence.text)
    return _HAD_LINES.search(sentence.text) or (None if _FIRST_LINE.search(sentence.text) else later)


# '(of which no more than 2 ...)' counts a part of the lines
_OF_WHICH = re.compile(r"\(?\bof (?:which|these|whom),?\s(?!at least)[^();.]*\)?", re.I)
# 'either relapsed while on adjuvant treatment, or progression on at least one line' leaves another way in.
_ANOTHER_WAY = re.compile(r"\beither\b.*\bor\b|\brelaps\w+ (?:while|during|within)\b.*\bor\b", re.I | re.S)


def _drug_just_told(before: str, vocabulary: Vocabulary) -> str:
    """'CDK4/6 inhibitors are permitted but must not exceed one line': the drugs whose lines are counted."""
    told = re.search(r"[^.;:]{3,80}?\b(?:must|should|limited to)\s*$", before, re.I)
    named = therapies_in(told.group(), vocabulary) if told else []
    return told.group()[named[-1].start : named[-1].end] if told and named else ""


# 'one line of CDK4/6 inhibitor therapy'
_OF_WHAT = re.compile(
    r"\s+of\s+(?:(?!(?:for|in|at|with|as|or|and|prior|before|after|combination|the)\b)[\w/+-]+\s?){1,5}", re.I
)


# '0, 1 or 2 prior lines'
_LISTED_NUMBERS = re.compile(
    r"(?<![\w.])(?P<n>zero|one|two|\d)(?:,\s*(?:one|two|three|\d))*,?\s+or\s+(?P<m>one|two|three|four|five|\d)(?=\s+(?:\w+\s+){0,4}?(?:lines?|regimens?|chemo|prior|previous|therap))",
    re.I,
)


def _as_a_range(numbers: re.Match[str]) -> str:
    """'0, 1 or 2' as '0 to 2', of the same length."""
    return f"{numbers['n']} to".ljust(len(numbers.group()) - len(numbers["m"])) + numbers["m"]


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


def _bounds_of(count: re.Match[str]) -> _Bounds | None:
    """The range of a count that stands after what it counts."""
    n = int(count["n"])
    bounds = {"<": (None, n - 1), "<=": (None, n), "\u2264": (None, n), ">": (n + 1, None)}
    low, high = bounds.get(count["bound"], (n, None))
    return _Bounds(low, high) if (high is None or high >= 0) else None


def _counted(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> Mention | None:
    text = sentence.text
    head = _head_of(text, count)
    of_what = (
        _OF_WHAT.match(text, count.end())
        if re.fullmatch(r"(?:.*\s)?(?:lines?|regimens?|courses?)", count["what"], re.I)
        else None
    )
    if not head and vocabulary is not None and re.fullmatch(r"lines?|regimens?", count["what"], re.I):
        head = _drug_just_told(text[: count.start()], vocabulary)
    what = f"{head} {count['what']}{of_what.group() if of_what else ''}".strip()
    after = text[count.end() : count.end() + 120]
    if _NOT_LINES.search(what) or re.match(r"\s*(?:cycles|weeks|days|months)", after, re.I):
        return None
    if re.search(r"\bwithin\b|\barms?\b", after, re.I) or re.search(r"limits? on", text[: count.start()], re.I):
        return None
    if not re.search(
        r"\b(?:prior|previous\w*|(?:therap\w+|treatments?) for (?:\w+ ){0,2}(?:metasta\w+|advanced)|lines?|regimens?|received|pretreat\w*|in the past|therapies|(?:progress\w*|recurr\w*|relaps\w*|fail\w*)\b[^.;]{0,20}\b(?:after|on|of|following))\b",
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
    some = _SOME_OF_WHICH.search(text, count.end())
    rest = re.split(r"[.;]\s", text[count.end() : count.end() + 120])[0]
    if some:  # 'two or more therapies, at least one for metastatic disease': the number is of all
        rest = rest[: max(0, some.start() - count.end())]
    requirement = _requirement(bounds, _quantity(what), f"{head} {text[count.start() : count.end()]}{rest}")
    if vocabulary is not None and _quantity(what) is None and bounds.low:
        around = text[max(0, count.start() - 120) : count.end() + 80]
        requirement = _had_the_class(what, around, bounds, vocabulary) or requirement
    if some and _quantity(what) and not limit:
        requirement = every((requirement, Between(_quantity(what) or "", _number(some["n"]), None)))
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
    bare = r"(?:prior |previous )?(?:lines?|regimens?|treatments?|therapies)(?: of (?:therapy|treatment))?"
    if not re.fullmatch(bare, count["what"], re.I):
        return ""
    before = text[: count.start()]
    if head := re.search(r"\b(?P<head>(?:prior|previous)\b[^.;:()]{0,80})[:(]\s*$", before, re.I):
        return head["head"].strip()
    if not re.fullmatch(r"lines?", count["what"], re.I) or _OF_WHAT.match(text, count.end()):
        return ""
    kind = _KIND_JUST_TOLD.search(before[-120:])
    return kind["kind"] if kind else ""


# 'Endocrine therapy as adjuvant treatment and up to one line for metastatic disease'
_KIND_JUST_TOLD = re.compile(
    r"\b(?P<kind>(?:endocrine|hormonal|hormone) (?:therap\w+|treatments?)|chemotherap\w+)\b(?:(?!therap|treatment|[.;:]).)*\b(?:and|but)\s*$",
    re.I,
)


def _permitted(sentence: Sentence, count: re.Match[str]) -> _Bounds | None:
    """'One prior line is allowed' is a limit."""
    text = sentence.text
    near = text[max(0, count.start() - 50) : count.start()] + " " + text[count.end() : count.end() + 60]
    counted = re.search(r"\b(?:prior|previous|lines?|regimens?)\b", count["what"], re.I)
    if counted and not count["bound"] and phrases.PERMITS.search(near) and not phrases.DENIES_PERMISSION.search(text):
        return _Bounds(None, _number(count["n"]))
    return None


_REGARDLESS = re.compile(r"\([^()]*\)|\bwith or without\b|,\s*regardless of\b[^.;]*", re.I)
_SOME_OF_WHICH = re.compile(
    r"\b(?:at least|>=|\u2265)\s*(?P<n>one|two|three|[123])\s+(?:(?:of (?:which|these|them)|must|having|given|administered|received|regimens?|lines?)\b[^.;]{0,50}?\b)?"
    r"(?:for|in|as treatment for|against)\b[^.;]{0,40}\b(?:metasta\w+|advanced)\b",
    re.I,
)


def _had_the_class(what: str, around: str, bounds: _Bounds, vocabulary: Vocabulary) -> Requirement | None:
    """'At least one line of anti-HER2 therapy for metastatic disease': she had the class; how many lines is open."""
    named = [c for one in therapies_in(what, vocabulary) for c in one.concepts]
    if len(named) != 1:
        return None
    if not phrases.METASTATIC.search(around) or phrases.EARLY.search(around):
        return Within(f"received:{named[0]}", YES) if bounds == _Bounds(1, None) else None
    had: Requirement = Within(f"received_metastatic:{named[0]}", YES)
    if bounds == _Bounds(1, None):
        return had
    return every((had, Between("lines_metastatic", bounds.low, None), Undecidable("lines of one kind")))


_MOST_ASKED_FOR = 3


def _had_so_many(sentence: Sentence, count: re.Match[str]) -> _Bounds | None:
    """'Progressed after one prior line of ...' asks for one or more."""
    before = sentence.text[max(0, count.start() - 60) : count.start()]
    counted = re.search(r"\b(?:prior|previous)\b", f"{sentence.text[: count.start()]} {count['what']}", re.I)
    told = re.search(
        r"\b(?:after|on|following|failed|received|had|with|and|progressed|includ\w+|must (?:meet|fulfil+)\b[^.;:]*)\s*$",
        before,
        re.I,
    )
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
    if early and not metastatic and _COUNTS_ALL.search(rest):
        early = None  # a limit on the lines for any disease is one on those for advanced disease
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
_COUNTS_ALL = re.compile(r"\b(?:includ\w+|counting|any setting|all settings)\b(?![^.;]{0,15}\bno\b)", re.I)
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


# 'Maintenance after first-line chemotherapy'
_AFTER_FIRST_LINE = re.compile(
    r"\b(?:after|following|post)\s+(?:response to\s+|completion of\s+)?(?:first|1st)[- ]line\s+(?:induction\s+)?(?:chemo\w*|treatment|therapy)\b",
    re.I,
)
_WENT_ON = re.compile(
    r"\b(?:progress(?:ed|ing|ion|es)\s+(?:on|after|during|following|while on|under)|fail(?:ed|ing|ure of)|after (?:failure of|progression on|progressing on)|refractory to|resistant to)\s+"
    r"(?:or\s+\w+\s+)?(?:prior |previous |an? |the )*$",
    re.I,
)


def _progressed_on(text: str, vocabulary: Vocabulary) -> Mention | None:
    """'Metastatic disease progressing on CDK4/6 inhibitors': of the patients of a title."""
    for one in therapies_in(text, vocabulary):
        went_on = _WENT_ON.search(text, max(0, one.start - 60), one.start)
        kinds = [c for c in one.concepts if c in _CLASSES_PROGRESSED_ON]
        if went_on and kinds and not re.search(r"\b(?:or|/|versus|vs)\b", text[one.end : one.end + 12], re.I):
            requirement = Within(f"progressed_on:{kinds[0]}", YES)
            return Mention(
                "prior_therapy",
                requirement,
                f"progression on {text[one.start : one.end]}",
                one.start,
                one.end,
                Stance.REQUIRE,
            )
    return None


# Given for advanced disease as a rule; what is given after surgery as well leaves the others open.
_CLASSES_PROGRESSED_ON = frozenset(
    {"CDK4/6 inhibitor", "trastuzumab deruxtecan", "sacituzumab govitecan", "topoisomerase-I ADC", "TROP2 ADC"}
)
_TRIPLE_NEGATIVE = re.compile(r"\btriple[- ]negative\b|\bm?TNBC\b", re.I)
# 'Previously untreated, locally advanced, recurrent inoperable or metastatic TNBC'
_UNTREATED_TITLE = re.compile(
    r"\b(?:previously untreated|treatment[- ]na(?:i|\u00ef)ve),?\s+(?:(?:[\w-]+|and/or),?\s+){1,6}?(?:metastatic|advanced)\b(?!\s+or\b)",
    re.I,
)


def _line_of_title(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention]:
    text = sentence.text
    if not sentence.source.endswith("title") or not phrases.METASTATIC.search(text):
        return []
    early_lines = _FIRST_OR_SECOND_LINE.search(text)
    if early_lines and not _AFTER.search(text[: early_lines.start()] + text[early_lines.end() :]):
        requirement = _lines_at_most(1, text, early_lines.end(), vocabulary)
        return [Mention(FACET, requirement, "at most one earlier line", *early_lines.span(), Stance.REQUIRE)]
    untreated = phrases.UNTREATED.search(text) or _UNTREATED_TITLE.search(text)
    first = _FIRST_LINE.search(text)
    if untreated or (first and not _AFTER.search(text)):
        at = untreated or first
        assert at is not None
        requirement = _none_yet(text, at.end(), vocabulary)
        if untreated and _TRIPLE_NEGATIVE.search(text):
            requirement = Between("lines_metastatic", None, 0)
        return [Mention(FACET, requirement, "first-line treatment", at.start(), at.end(), Stance.REQUIRE)]
    if (after := _AFTER_FIRST_LINE.search(text)) and not of_other_tumours(text):
        requirement = Between(_quantity(after.group()) or "lines_metastatic", 1, None)
        return [Mention(FACET, requirement, "first-line treatment before", *after.span(), Stance.REQUIRE)]
    if vocabulary is not None and (progressed := _progressed_on(text, vocabulary)):
        return [progressed]
    later = _LATER_LINE.search(text) or _HAD_LINES.search(text)
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
