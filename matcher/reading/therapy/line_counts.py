"""Lines that a sentence counts."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Between, Requirement, Undecidable, Within, either, every, negated
from data.vocabulary.terms import Vocabulary
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.sentences import negated as is_negated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.line_bounds import Bounds, bounds_of_count, had_so_many, permitted
from matcher.reading.therapy.line_names import ANOTHER_WAY
from matcher.reading.therapy.line_requirements import KIND_OF, had_the_class, in_words, quantity_counted, requirement_of
from matcher.reading.therapy.names import therapies_in
from matcher.reading.therapy.title_lines import FACET

_NOT_LINES = re.compile(
    r"\bof (?:the|which)\b|\b(?:weeks?|days?|months?|years?|hours?|cycles?|mg|half|doses?|cm|mm|lesions?|sites?|times|percent|radiation|radiotherapy|surg\w+|within|since|grade|ECOG|ULN|cohort|phase|arm|in|with|alone|combination|study)\b|%",
    re.I,
)


def _drug_just_told(before: str, vocabulary: Vocabulary) -> str:
    """'CDK4/6 inhibitors are permitted but must not exceed one line': the drugs whose lines are counted."""
    told = re.search(r"[^.;:]{3,80}?\b(?:must|should|limited to)\s*$", before, re.I)
    named = therapies_in(told.group(), vocabulary) if told else []
    return told.group()[named[-1].start : named[-1].end] if told and named else ""


# '1 or 2 prior lines (chemotherapy and/or ADC)': a cytotoxic antibody-drug conjugate counts as chemotherapy
_KIND_IN_ASIDE = re.compile(
    r"(?:\s+of\s+(?:systemic\s+|prior\s+)*(?:therapy|treatment))?\s*\((?:cytotoxic\s+|systemic\s+|of\s+)*"
    r"(?:chemotherap\w+|(?:endocrine|hormon\w+)\s+(?:therap\w+|treatments?))(?:\s*(?:,|/|and/or|or|and)\s*(?:ADCs?|antibody[- ]drug conjugates?))?\s*\)",
    re.I,
)


# 'one line of CDK4/6 inhibitor therapy'
_OF_WHAT = re.compile(
    r"\s+of\s+(?:(?!(?:for|in|at|with|as|or|and|prior|before|after|combination|the)\b)[\w/+-]+\s?){1,5}", re.I
)


def lines_counted(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> Mention | None:
    text = sentence.text
    head, what = _what_is_counted(text, count, vocabulary)
    if _counts_something_else(text, count, what):
        return None
    bounds = bounds_of_count(count) or permitted(sentence, count) or had_so_many(sentence, count)
    if bounds is None:
        return None
    limit = bounds.low is None or bounds.low == 0
    permits = phrases.PERMITS.search(_REGARDLESS.sub(" ", text)) and not phrases.DENIES_PERMISSION.search(text)
    another_way = not sentence.excludes and ANOTHER_WAY.search(_REGARDLESS.sub(" ", text))
    if not limit and (permits or another_way):
        return None
    requirement = _so_many(text, count, bounds, head, what, vocabulary)
    statement, denied = in_words(bounds, what), _is_denied(sentence, count)
    if _WITHOUT_ENDOCRINE.match(text, count.end()):
        statement = f"{statement}, endocrine ones not counted"
    if denied and not limit and sentence.excludes and _NOT_PROGRESSED.search(text[: count.start()]):
        return Mention(FACET, requirement, statement, count.start(), count.end(), Stance.REQUIRE)
    if denied and not limit:
        return Mention(FACET, negated(requirement), f"no {statement}", count.start(), count.end(), Stance.REQUIRE)
    stance = Stance.REQUIRE if limit and not _SHUTS_OUT.search(text) else None
    if sentence.excludes and limit and not phrases.PERMITS.search(text) and not denied:
        stance = Stance.REQUIRE if _AT_MOST.match(count["bound"] or "") else None
    return Mention(FACET, requirement, statement, count.start(), count.end(), stance)


# Among exclusions, 'patients who have not progressed on at least one line' asks for it.
_NOT_PROGRESSED = re.compile(
    r"\b(?:have|has|had|did|do|does|who)\s+not\s+(?:yet\s+|previously\s+)?(?:received|had|progress\w*|fail\w*|been)\b[^.;]*$",
    re.I,
)


_SHUTS_OUT = re.compile(r"\bexclu|ineligible", re.I)


_AT_MOST = re.compile(r"no|not|up", re.I)


_BARE_LINES = re.compile(r"lines?|regimens?", re.I)


_ENDS_IN_LINES = re.compile(r"(?:.*\s)?(?:lines?|regimens?|courses?)", re.I)


def _what_is_counted(text: str, count: re.Match[str], vocabulary: Vocabulary | None) -> tuple[str, str]:
    """The words before the count that tell what bare 'lines' are of, and the whole of what is counted."""
    head = _head_of(text, count)
    bare = _ENDS_IN_LINES.fullmatch(count["what"])
    of_what = (_OF_WHAT.match(text, count.end()) or _KIND_IN_ASIDE.match(text, count.end())) if bare else None
    if not head and vocabulary is not None and _BARE_LINES.fullmatch(count["what"]):
        head = _drug_just_told(text[: count.start()], vocabulary)
    return head, f"{head} {count['what']}{of_what.group() if of_what else ''}".strip()


# What a sentence must speak of for its numbers to count earlier treatments
_OF_EARLIER_TREATMENT = re.compile(
    r"\b(?:prior|previous\w*|(?:has|have) had|(?:chemotherap\w+|therap\w+|treatments?) for (?:\w+ ){0,2}(?:metasta\w+|advanced)|lines?|regimens?|received|pretreat\w*|in the past|therapies|(?:progress\w*|recurr\w*|relaps\w*|fail\w*)\b[^.;]{0,20}\b(?:after|on|of|following))\b",
    re.I,
)


_COURSES = re.compile(r"\bcourses?\b", re.I)


_OF_LATE_DISEASE = re.compile(r"\b(?:metasta\w+|advanced|palliative|recurr\w+|stage IV|MBC)\b", re.I)


_OF_TIME_OR_ARM = re.compile(r"\s*(?:cycles|weeks|days|months)|(?:(?!, if\b).)*?(?:\bwithin\b|\barms?\b)", re.I | re.S)


def _counts_something_else(text: str, count: re.Match[str], what: str) -> bool:
    """Whether the number is of cycles, weeks, arms or whatever else is no line of treatment."""
    if _COURSES.search(what) and not _OF_LATE_DISEASE.search(text):
        return True  # '4 to 6 courses of chemotherapy' are cycles
    if _NOT_LINES.search(what) or _OF_TIME_OR_ARM.match(text[count.end() : count.end() + 120]):
        return True
    return bool(re.search(r"limits? on", text[: count.start()], re.I)) or not _OF_EARLIER_TREATMENT.search(text)


# 'More than two prior regimens (not including hormonal therapy)'
_WITHOUT_ENDOCRINE = re.compile(
    r"[^.;]{0,80}?(?:\b(?:not (?:including|counting)|excluding|except(?:ing)?(?: for)?|other than|exclusive of|(?:does|do) not include)\b[^.;)]{0,40}\b(?:hormon|endocrine)"
    r"|\b(?:hormon\w*|endocrine)\b[^.;)]{0,30}\b(?:not counted|(?:does|do|will) not count|(?:is|are) not (?:counted|included|considered)))",
    re.I,
)


def _without_endocrine(counted: Requirement, bounds: Bounds) -> Requirement:
    """A count of lines that leaves out endocrine ones: chemotherapy lines alone decide it as far as they can."""
    chemotherapy = Between("chemo_lines_metastatic", bounds.low or None, bounds.high)
    of_others = Undecidable("lines but endocrine ones")
    if bounds.low:
        return every((counted, either((chemotherapy, of_others))))
    return either((counted, every((chemotherapy, of_others))))


def _so_many(
    text: str, count: re.Match[str], bounds: Bounds, head: str, what: str, vocabulary: Vocabulary | None
) -> Requirement:
    quantity = quantity_counted(what)
    some = _SOME_OF_WHICH.search(text, count.end())
    rest = re.split(r"[.;]\s", text[count.end() : count.end() + 120])[0]
    if some:  # 'two or more therapies, at least one for metastatic disease': the number is of all
        rest = rest[: max(0, some.start() - count.end())]
    requirement = requirement_of(bounds, quantity, f"{head} {text[count.start() : count.end()]}{rest}")
    if vocabulary is not None and quantity is None and bounds.low:
        around = text[max(0, count.start() - 120) : count.end() + 80]
        requirement = had_the_class(what, around, bounds, vocabulary) or requirement
    if some and quantity and bounds.low:
        requirement = every((requirement, Between(quantity, number(some["n"]), None)))
    if quantity == "lines_metastatic" and _WITHOUT_ENDOCRINE.match(text, count.end()):
        requirement = _without_endocrine(requirement, bounds)
    kind = KIND_OF.get(quantity or "")
    of_lines = _LINES.search(text[count.start() : count.end() + 70])
    if kind and bounds == Bounds(1, None) and _FAILED.search(text[: count.start()]) and not of_lines:
        requirement = either((requirement, Within(f"progressed_on:{kind}", YES)))
    return requirement


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


_REGARDLESS = re.compile(r"\([^()]*\)|\bwith or without\b|,\s*regardless of\b[^.;]*", re.I)


_SOME_OF_WHICH = re.compile(
    r"\b(?:at least|>=|\u2265)\s*(?P<n>one|two|three|[123])\s+(?:(?:of (?:which|these|them)|must|having|given|administered|received|regimens?|lines?)\b[^.;]{0,50}?\b)?"
    r"(?:for|in|as treatment for|against)\b[^.;]{0,40}\b(?:metasta\w+|advanced)\b",
    re.I,
)


# 'Failure of at least one prior endocrine therapy' counts no lines for metastatic disease.
_FAILED = re.compile(r"\b(?:fail\w*|progress\w*|refractory|resistan\w+)\b[^.;]{0,25}$", re.I)


_LINES = re.compile(rf"\blines?\b|{phrases.METASTATIC.pattern}", re.I)
