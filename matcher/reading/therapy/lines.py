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

from data.axes import YES
from data.criteria import Between, Requirement, Within, either, every, negated
from data.vocabulary.terms import Vocabulary
from matcher.reading.mentions import Mention
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.sentences import negated as is_negated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.line_bounds import (
    Bounds,
    as_a_range,
    bounds_of,
    bounds_of_count,
    had_so_many,
    number,
    permitted,
)
from matcher.reading.therapy.line_requirements import (
    KIND_OF,
    had_the_class,
    in_words,
    quantity_counted,
    range_in_words,
    requirement_of,
)
from matcher.reading.therapy.names import therapies_in
from matcher.reading.therapy.title_lines import (
    AFTER,
    FACET,
    FIRST_LINE,
    HAD_LINES,
    lines_at_most,
    lines_of_title,
    none_yet,
)

_N = r"(?<![\w./])(?P<n>\d{1,2}|zero|one|two|three|four|five|six)(?:\s*\(\w+\))?"


_TRIGGER = re.compile(
    r"line|regimen|chemotherap|therapies|prior|previous|courses?\b|pre-?treated|refractory|untreated|progress|fail",
    re.I,
)


_COUNT = re.compile(
    r"(?:(?P<between>\bbetween)|(?P<bound>\b(?:no|not) (?:more|greater|less|fewer) than|\bup to|\bat most|\b(?:a )?maximum (?:of|number of)?|<=|\u2264|\bless than or equal to|"
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


# 'First-line therapy with letrozole is planned', 'planned first-line treatment with ...'
_FIRST_LINE_TO_COME = re.compile(
    r"\b(?:planned|scheduled|upcoming|intended)\s+(?:first|1st)[- ]line\s+(?:\w+\s+){0,2}?(?:treatment|therapy|chemotherapy)\b"
    r"|^\W*(?:first|1st)[- ]line\s+(?:\w+\s+){0,2}?(?:treatment|therapy|chemotherapy)\b[^.;:]{0,80}\b(?:is|are|to be)\s+(?:planned|scheduled|indicated|intended|started|initiated)\b",
    re.I,
)


# 'Will receive chemotherapy in the second line', 'candidates for second-line treatment'
_FOR_LATER_LINE = re.compile(
    r"\b(?:candidates?|eligible|suitable|planned|planning|scheduled|indication|will (?:start|receive|be treated)|starting|initiating)\b[^.;:]{0,60}?"
    r"\b(?:in|for|as|with)\s+(?:a\s+|the\s+|their\s+)?(?:second|2nd|third|3rd)[- ]line\b"
    r"|^\W*(?:as |in (?:the )?)?(?:second|2nd|third|3rd)[- ](?:line )?(?:or|and|/|and/or)\s?(?:later|beyond|above|further|higher|subsequent|more|greater|third|3rd)\b",
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


# Whoever is without progression since has had no further line.
_STILL_IN_IT = re.compile(
    r"\b(?:without|no|not|free of|absence of)\s+(?:\w+\s+){0,3}?progress\w*|\bmaintenance\b|\bstable disease\b|\bdisease control\b|\b(?:complete|partial|objective) response\b",
    re.I,
)


_OF_A_PART = re.compile(r"\b(?:for|in) (?:the )?(?:phase|part|cohort|arm|expansion|escalation)\b", re.I)


def _filed(sentence: Sentence) -> bool:
    """Whether the sentence stands under the cohort that it speaks of."""
    return bool(sentence.item and sentence.item.cohorts)


# Among exclusions: 'pretreated metastatic disease', 'previously treated metastatic breast cancer'
_TREATED_DISEASE = re.compile(
    r"\W*(?:(?:patients?|subjects?|participants?|those|women|with|any|have|has|having)\s+)*"
    r"(?P<had>(?:(?:heavily\s+)?pre-?\s?treated|(?:previously|already|prior)[ -]treated|treated)\s+(?:(?:metastatic|advanced|stage (?:IV|4)|recurrent|or|and)[\s/]+)+"
    r"(?:(?:breast\s+)?(?:disease|cancers?)|MBC)|metastatic (?:breast cancer|disease) (?:previously|already|pre-?)\s?treated)\W*",
    re.I,
)


def _lines_named(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention]:
    """Lines that a sentence names: 'for first-line treatment', 'candidates for second-line therapy'."""
    text = sentence.text
    if of_other_tumours(text):
        return []
    if sentence.excludes:
        had = _TREATED_DISEASE.fullmatch(text)
        one_line = Between("lines_metastatic", 1, None)
        return [Mention(FACET, one_line, "an earlier line of treatment", *had.span("had"))] if had else []
    first = _FOR_FIRST_LINE.search(text)
    own = _OTHER_CLAUSE.split(text[: first.start()])[-1] if first else ""
    given = first is not None and _FIRST_LINE_GIVEN.search(own) and not _YET_TO_COME.search(own)
    if first and not given and not AFTER.search(text):
        requirement = none_yet(text, first.end(), vocabulary)
        return [Mention(FACET, requirement, "first-line treatment", *first.span(), Stance.REQUIRE)]
    if first and given and _GIVEN_BEFORE.search(own):
        kind = quantity_counted(first.group()) or "lines_metastatic"
        if not _ANOTHER_WAY.search(text) and not phrases.PERMITS.search(text):
            words, most = "first-line treatment before", 1 if _STILL_IN_IT.search(text) else None
            return [Mention(FACET, Between(kind, 1, most), words, *first.span(), Stance.REQUIRE)]
    if had := _later_line_of(sentence):
        one_line = Between("lines_metastatic", 1, None)
        return [Mention(FACET, one_line, "an earlier line of treatment", *had.span(), Stance.REQUIRE)]
    planned = _PLANNED_LINE.search(text)
    coming = None if of_other_tumours(sentence.text) or sentence.excludes else _FIRST_LINE_TO_COME.search(sentence.text)
    if coming and not AFTER.search(sentence.text):
        requirement = none_yet(sentence.text, coming.end(), vocabulary)
        return [Mention(FACET, requirement, "first-line treatment", *coming.span(), Stance.REQUIRE)]
    if planned and not AFTER.search(text[: planned.start()] + planned["drugs"]):
        most = 1 if planned["second"] else 0
        requirement = lines_at_most(most, text, planned.end(), vocabulary)
        words = "at most one earlier line" if most else "first-line treatment"
        return [Mention(FACET, requirement, words, *planned.span(), Stance.REQUIRE)]
    return []


def read_lines(sentence: Sentence, vocabulary: Vocabulary | None = None) -> list[Mention]:
    """The mentions of counted lines, and of the line itself in titles."""
    if not _TRIGGER.search(sentence.text):
        return []
    if not sentence.from_criteria:
        return lines_of_title(sentence, vocabulary)
    if re.search(r"\bcounted\b", sentence.text, re.I) or (_OF_A_PART.search(sentence.text) and not _filed(sentence)):
        return []
    if named := _lines_named(sentence, vocabulary):
        return named
    if _LISTED_NUMBERS.search(sentence.text):
        sentence = replace(sentence, text=_LISTED_NUMBERS.sub(as_a_range, sentence.text))
    last = _COUNT_LAST.search(sentence.text)
    if last is not None:
        requirement = requirement_of(
            Bounds(int(last["n"]), int(last["m"])), quantity_counted(last["what"]), last["what"]
        )
        statement = f"{last['n']} to {last['m']} {last['what']}"
        return [Mention(FACET, requirement, statement, last.start(), last.end())]
    if (after := _COUNT_AFTER.search(sentence.text)) and (bounds := bounds_of(after)):
        requirement = requirement_of(bounds, quantity_counted(after["what"]), after.group())
        statement = f"{range_in_words(bounds)} {after['what']}"
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
    return HAD_LINES.search(sentence.text) or (None if FIRST_LINE.search(sentence.text) else later)


# '(of which no more than 2 ...)' counts a part of the lines
_OF_WHICH = re.compile(r"\(?\bof (?:which|these|whom),?\s(?!at least)[^();.]*\)?", re.I)


# 'either relapsed while on adjuvant treatment, or progression on at least one line' leaves another way in.
_ANOTHER_WAY = re.compile(r"\beither\b.*\bor\b|\brelaps\w+ (?:while|during|within)\b.*\bor\b", re.I | re.S)


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


# '0, 1 or 2 prior lines'
_LISTED_NUMBERS = re.compile(
    r"(?<![\w.])(?P<n>zero|no(?=(?: prior| previous)? or )|none|one|two|\d)(?:,\s*(?:one|two|three|\d))*,?\s+or\s+(?P<m>one|two|three|four|five|\d)(?=\s+(?:\w+\s+){0,4}?(?:lines?|regimens?|chemo|prior|previous|therap))",
    re.I,
)


def _counted(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> Mention | None:
    text = sentence.text
    head, what = _what_is_counted(text, count, vocabulary)
    if _counts_something_else(text, count, what):
        return None
    bounds = bounds_of_count(count) or permitted(sentence, count) or had_so_many(sentence, count)
    if bounds is None:
        return None
    limit = bounds.low is None or bounds.low == 0
    permits = phrases.PERMITS.search(_REGARDLESS.sub(" ", text)) and not phrases.DENIES_PERMISSION.search(text)
    another_way = not sentence.excludes and _ANOTHER_WAY.search(_REGARDLESS.sub(" ", text))
    if not limit and (permits or another_way):
        return None
    requirement = _so_many(text, count, bounds, head, what, vocabulary)
    statement, denied = in_words(bounds, what), _is_denied(sentence, count)
    if denied and not limit:
        return Mention(FACET, negated(requirement), f"no {statement}", count.start(), count.end(), Stance.REQUIRE)
    stance = Stance.REQUIRE if limit and not _SHUTS_OUT.search(text) else None
    if sentence.excludes and limit and not phrases.PERMITS.search(text) and not denied:
        stance = Stance.REQUIRE if _AT_MOST.match(count["bound"] or "") else None
    return Mention(FACET, requirement, statement, count.start(), count.end(), stance)


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
