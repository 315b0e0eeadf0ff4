"""Lines that a sentence counts."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Between, Requirement, Undecidable, Within, either, every, negated
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.sentences import negated as is_negated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.alternatives import (
    REGARDLESS,
    another_way,
    early_relapse_counts,
    other_way,
    unfit_is_enough,
)
from matcher.reading.therapy.lines.bounds import (
    NOT_COUNTED,
    Bounds,
    bounds_of_count,
    exactly_so_many,
    had_so_many,
    one_and_no_more,
    permitted,
    with_the_limit_of_others,
)
from matcher.reading.therapy.lines.quantities import (
    KIND_OF,
    NON_ENDOCRINE,
    had_the_class,
    in_words,
    quantity_counted,
    requirement_of,
)
from matcher.reading.therapy.names import therapies_in

_NOT_LINES = gated(
    r"\bof (?:the|which)\b|\b(?:weeks?|days?|months?|years?|hours?|cycles?|mg|half|doses?|cm|mm|lesions?|sites?|times|percent|radiation|radiotherapy|surg\w+|within|since|grade|ECOG|ULN|cohort|phase|arm|in(?! (?:the )?(?:metastatic|advanced|recurrent|palliative)\b)|with|alone|combination|study)\b|%",
    re.I,
)


def _drug_just_told(before: str, vocabulary: Vocabulary) -> str:
    """'CDK4/6 inhibitors are permitted but must not exceed one line': the drugs whose lines are counted."""
    told = gated(r"[^.;:]{3,80}?\b(?:must|should|is|are|be)\s*$", re.I).search(before)
    named = therapies_in(told.group(), vocabulary) if told else []
    return told.group()[named[-1].start : named[-1].end] if told and named else ""


# '1 or 2 prior lines (chemotherapy and/or ADC)': a cytotoxic antibody-drug conjugate counts as chemotherapy
_KIND_IN_ASIDE = gated(
    r"(?:\s+of\s+(?:systemic\s+|prior\s+)*(?:therapy|treatment))?\s*\((?:cytotoxic\s+|systemic\s+|of\s+)*"
    r"(?:chemotherap\w+|(?:endocrine|hormon\w+)\s+(?:therap\w+|treatments?))(?:\s*(?:,|/|and/or|or|and)\s*(?:ADCs?|antibody[- ]drug conjugates?))?\s*\)",
    re.I,
)


# 'one line of CDK4/6 inhibitor therapy', '2-line chemotherapy'
_OF_WHAT = gated(
    r"\s+(?:(?:systemic|cytotoxic|palliative)\s+)?(?:chemotherap\w+|(?:endocrine|hormon\w+)(?:\s+therap\w+|\s+treatments?))"
    r"|,?\s+of\s+(?:(?!(?:for|in|at|with|as|or|and|prior|before|after|combination|the)\b)[\w/+-]+\s?){1,5}",
    re.I,
)


# 'More than one line of therapy containing a HER2 inhibitor', 'two regimens that included capecitabine'
_CONTAINING = gated(
    r"(?:\s+of\s+(?:prior\s+|systemic\s+|anti-?cancer\s+)?(?:therapy|treatment))?\s+"
    r"(?:containing|comprising|consisting\s+of|(?:that|which)\s+(?:had\s+|have\s+)?(?:contain|includ|compris)\w*)\s+[^.;()]{3,120}?(?=\s(?:in|for)\s|[.;()]|$)",
    re.I,
)


def lines_counted(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> Mention | None:
    text = sentence.text
    head, what = _what_is_counted(text, count, vocabulary)
    if _counts_something_else(text, count, what):
        return None
    bounds = exactly_so_many(sentence, count) or bounds_of_count(count)
    bounds = bounds or permitted(sentence, count) or had_so_many(sentence, count)
    if bounds is None:
        return None
    # a limit on lines that contain a drug is none on the others; so many of them are so many lines
    contained = _CONTAINING.match(text, count.end()) if sentence.excludes or bounds.high is not None else None
    what = f"{what}{contained.group()}" if contained is not None else what
    of_a_drug = (sentence.excludes or bounds.high is not None) and _OF_A_DRUG.search(what) is not None
    what = _CHEMOTHERAPY.sub("treatment", what) if of_a_drug and not bounds.low_and_high else what
    if bounds == Bounds(1, None) and not count["bound"] and not count["more"] and one_and_no_more(text, count):
        bounds = Bounds(1, 1) if quantity_counted(what) in _KINDS_OF_LINES else bounds
    bounds = with_the_limit_of_others(bounds, text, count.end())
    limit = bounds.low is None or bounds.low == 0
    permits = phrases.PERMITS.search(REGARDLESS.sub(" ", text)) and not phrases.DENIES_PERMISSION.search(text)
    if not limit and permits and not unfit_is_enough(text, count.end()):
        return None
    requirement = _so_many(text, count, bounds, head, what, vocabulary)
    if of_a_drug and bounds.low_and_high:  # 'exactly one line of platinum-based chemotherapy': one line or more
        so_many_or_more = _so_many(text, count, Bounds(bounds.low, None), head, what, vocabulary)
        requirement = every((so_many_or_more, Undecidable("lines of one kind")))
    statement = in_words(bounds, what)
    if _MORE_BESIDE.match(count["what"]) or _BESIDE_OTHERS.match(text, count.end()):
        doubt = Undecidable("how many there were beside the others")
        requirement = either((requirement, doubt)) if limit else every((requirement, doubt))
        statement = f"{statement}, beside others"
    if _leaves_out_endocrine(text, count):
        statement = f"{statement}, endocrine ones not counted"
    if not limit and not sentence.excludes and another_way(sentence, count):
        requirement = either((requirement, other_way(text, count.end(), vocabulary)))
        statement = f"{statement}, or another way in"
    if not limit and not sentence.excludes and early_relapse_counts(sentence):
        fewer: list[Requirement] = [Undecidable("whether an early relapse counts as a line")]
        if (bounds.low or 0) > 1:
            fewer.append(_so_many(text, count, Bounds((bounds.low or 0) - 1, bounds.high), head, what, vocabulary))
        requirement = either((requirement, every(fewer)))
        statement = f"{statement}, or one fewer where an early relapse counts"
    if _OF_A_SUBTYPE.match(text, count.end()):
        requirement, statement = (
            either((requirement, Undecidable("whether it is asked of her"))),
            f"{statement}, of some",
        )
    plain = (bounds.low or 0) > 1 and bounds.high is None and statement == in_words(bounds, what)
    denied_words = in_words(Bounds(None, (bounds.low or 0) - 1), what) if plain else ""
    return _stated(sentence, count, requirement, statement, limit=limit, denied_words=denied_words)


# A limit on lines of platinum-based chemotherapy is none on lines of chemotherapy.
_OF_A_DRUG = gated(
    r"\b(?!(?:chemo\w*|cytotoxic\w*|drugs?|agents?|therap\w+|treatments?|hormon\w*|endocrine)-)[a-z]\w{3,}-\s?(?:based|containing)\b|\b(?:contain|compris|consist)\w*\b",
    re.I,
)
_CHEMOTHERAPY = gated(r"\b(?:chemo\w*|cytotoxic)(?: (?:therapy|treatment))?", re.I)


_KINDS_OF_LINES = ("chemo_lines_metastatic", "lines_metastatic")


# 'One prior regimen for TNBC patients is allowed': of the others nothing is said, and no receptor is asked for.
_OF_A_SUBTYPE = gated(
    r"[^.;,]{0,60}\b(?:for|in) (?:patients with |those with )?(?:TNBC|triple[- ]negative|H(?:R|ER-?2)\W?(?:\+|positive|negative)|hormone[- ]receptor)[^.;,]{0,40}\b(?:is|are) (?:allowed|permitted)\b",
    re.I,
)


def counted_before_their_number(sentence: Sentence, count: re.Match[str]) -> Mention | None:
    """'Prior lines of chemotherapy for metastatic disease: 0-1'"""
    bounds, what = bounds_of_count(count), count["what"]
    if bounds is None and not count["bound"] and number(count["n"]) == 0:
        bounds = Bounds(None, 0)
    if of_what := _OF_WHAT.match(sentence.text, count.end("what")):
        what = f"{what}{of_what.group()}".rstrip()  # 'prior lines of chemotherapy > 1'
    if bounds is None or _NOT_LINES.search(count.group()) or _A_GRADE.search(sentence.text):
        return None
    requirement = requirement_of(bounds, quantity_counted(what), count.group())
    return _stated(sentence, count, requirement, in_words(bounds, what), limit=not bounds.low)


# 'Residual neuropathy from prior treatment <= 1'
_A_GRADE = gated(
    rf"{phrases.NOT_HISTORY.pattern}|\b(?:residual|sequel\w+|late|lasting|persist\w+|effects?|alopecia|pain|symptoms?)\b[^.;:]{{0,40}}\b(?:from|of|after|due to)\b",
    re.I,
)


def _stated(
    sentence: Sentence,
    count: re.Match[str],
    requirement: Requirement,
    statement: str,
    *,
    limit: bool,
    denied_words: str = "",
) -> Mention:
    """`denied_words`: what 'no more than three' comes to, said without a denial."""
    text, denied = sentence.text, _is_denied(sentence, count)
    if not limit and sentence.excludes and _NOT_HAD.search(text[: count.start()]):
        return Mention(LINES, requirement, statement, count.start(), count.end(), Stance.REQUIRE)
    if denied and not limit:
        words = denied_words or f"no {statement}"
        return Mention(LINES, negated(requirement), words, count.start(), count.end(), Stance.REQUIRE)
    stance = Stance.REQUIRE if limit and not _SHUTS_OUT.search(blanked(NOT_COUNTED, text)) else None
    if limit and _ALSO_LET_IN.search(text, count.end()):
        stance = Stance.ALLOW
    if sentence.excludes and limit and not phrases.PERMITS.search(text) and not denied:
        stance = Stance.REQUIRE if _AT_MOST.match(count["bound"] or "") else None
    return Mention(LINES, requirement, statement, count.start(), count.end(), stance)


# Among exclusions, 'not having received at least one line', 'without at least one line' ask for it.
_NOT_HAD = gated(
    r"\b(?:(?:have|has|had|did|do|does|who)\s+(?:not|never)|(?:haven|hasn|hadn|didn)'t|not\s+having|never)\s+(?:yet\s+|previously\s+)?"
    r"(?:receiv\w+|had|have|undergo\w*|treated|progress\w*|fail\w*|been)\b[^.;]*$"
    r"|\b(?:without|lack of|absence of)\s+(?:\w+\s+){0,4}$",
    re.I,
)


# 'Participants who received up to 2 additional lines are also eligible': no limit of the others
_ALSO_LET_IN = gated(
    r"\b(?:are|is|will be)\s+also\s+(?:eligible|allowed|permitted|included)\b|\b(?:may|can)\s+also\s+(?:be\s+(?:included|enrolled)|enrol\w*|participate|join)\b",
    re.I,
)


_SHUTS_OUT = gated(r"\bexclu|ineligible", re.I)


_AT_MOST = gated(r"no|not|up", re.I)


_BARE_LINES = gated(r"lines?|regimens?", re.I)


_ENDS_IN_LINES = gated(r"(?:.*\s)?(?:lines?|regimens?|courses?)", re.I)


def _what_is_counted(text: str, count: re.Match[str], vocabulary: Vocabulary | None) -> tuple[str, str]:
    """The words before the count that tell what bare 'lines' are of, and the whole of what is counted."""
    head = _head_of(text, count)
    bare = _ENDS_IN_LINES.fullmatch(count["what"])
    of_what = (_OF_WHAT.match(text, count.end()) or _KIND_IN_ASIDE.match(text, count.end())) if bare else None
    if not head and vocabulary is not None and _BARE_LINES.fullmatch(count["what"]):
        head = _drug_just_told(text[: count.start()], vocabulary)
    return head, f"{head} {count['what']}{of_what.group() if of_what else ''}".strip()


# What a sentence must speak of for its numbers to count earlier treatments
_OF_EARLIER_TREATMENT = gated(
    r"^\W*(?:(?:in|for)\s+(?:the\s+)?)?(?:metastatic|advanced)\s+(?:setting|disease)\s*:|\b(?:prior|previous\w*|earlier|(?:has|have) had|(?:chemotherap\w+|therap\w+|treatments?) for (?:\w+ ){0,2}(?:metasta\w+|advanced)|lines?|regimens?|received|pretreat\w*|in the past|therapies|(?:progress\w*|recurr\w*|relaps\w*|fail\w*)\b[^.;]{0,20}\b(?:after|on|of|following))\b",
    re.I,
)


_COURSES = gated(r"\bcourses?\b", re.I)


def _of_so_long(text: str, count: re.Match[str]) -> bool:
    """'Docetaxel for 4 courses', 'one regimen (4 to 6 courses)'"""
    before = text[: count.start()].rstrip()
    return bool(_FOR_SO_LONG.search(before)) or (before.endswith("(") and not count["bound"])


_FOR_SO_LONG = gated(r"\b(?:for|over|during)$", re.I)


_OF_LATE_DISEASE = gated(r"\b(?:metasta\w+|advanced|palliative|recurr\w+|stage IV|MBC)\b", re.I)


_OF_A_TYPE = gated(r"\btypes?\s*$", re.I)  # 'type 1 diabetes on a stable insulin regimen'


# 'A relapse within 6 months will be considered as having received one line' is a rule of counting.
_AS_IF_HAD = gated(
    r"\b(?:consider|count|regard|deem|classif)\w*\s+(?:(?:as|to)\s+)?(?:having|have|been)\s+(?:had|received|treated)\b",
    re.I,
)


# 'Two additional regimens', 'three regimens beyond those containing a taxane': how many there were in all is not told.
_MORE_BESIDE = gated(r"(?:additional|further|other)\b", re.I)
_BESIDE_OTHERS = gated(
    r"[^.;]{0,60}\b(?:in addition to|on top of|besides|beyond)\s+(?:the|those|an?|prior|anthra|taxane)", re.I
)


_OF_TIME_OR_ARM = gated(r"\s*(?:cycles|weeks|days|months)|(?:(?!, if\b).)*?(?:\bwithin\b|\barms?\b)", re.I | re.S)


def _counts_something_else(text: str, count: re.Match[str], what: str) -> bool:
    """Whether the number is of cycles, weeks, arms or whatever else is no line of treatment."""
    if _OF_A_TYPE.search(text[: count.start()]) or _AS_IF_HAD.search(text, 0, count.start()):
        return True
    if _COURSES.search(what) and (_many(count) or _of_so_long(text, count) or not _OF_LATE_DISEASE.search(text)):
        return True  # '4 to 6 courses of chemotherapy', 'treatment for 4 to 6 courses' are cycles
    if _NOT_LINES.search(what) or _OF_TIME_OR_ARM.match(text[count.end() : count.end() + 120]):
        return True
    return bool(gated(r"limits? on", re.I).search(text[: count.start()])) or not _OF_EARLIER_TREATMENT.search(text)


def _many(count: re.Match[str]) -> bool:
    bounds = bounds_of_count(count)
    return bounds is not None and max(bounds.low or 0, bounds.high or 0) >= 4


# 'More than two prior regimens (not including hormonal therapy)', 'two lines, endocrine therapy excluded', 'two non-hormonal regimens'
_WITHOUT_ENDOCRINE = gated(
    r"[^.;]{0,80}?(?:\b(?:not (?:including|counting)|excluding|except(?:ing)?(?: for)?|other than|exclusive of|(?:does|do) not include)\b[^.;)]{0,40}\b(?:hormon|endocrine)"
    r"|\b(?:hormon\w*|endocrine)\b[^.;)]{0,30}\b(?:excluded|not (?:be )?(?:count\w*|includ\w+|considered)))",
    re.I,
)


def _leaves_out_endocrine(text: str, count: re.Match[str]) -> bool:
    return bool(NON_ENDOCRINE.search(count["what"]) or _WITHOUT_ENDOCRINE.match(text, count.end()))


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
    rest = gated(r"[.;]\s").split(text[count.end() : count.end() + 120])[0]
    if some:  # 'two or more therapies, at least one for metastatic disease': the number is of all
        rest = rest[: max(0, some.start() - count.end())]
    late = _OPENS_WITH_LATE_DISEASE.match(text, 0, count.start())
    rest = f"{rest} {late.group()}" if late else rest
    went_on = quantity is not None and _went_on_in_late_disease(text, count)
    rest = f"{rest} for metastatic disease" if went_on else rest
    requirement = requirement_of(bounds, quantity, f"{head} {text[count.start() : count.end()]}{rest}")
    if vocabulary is not None and quantity is None and bounds.low:
        around = text[max(0, count.start() - 120) : count.end() + 80]
        requirement = had_the_class(what, around, bounds, vocabulary) or requirement
    if some and quantity and bounds.low:
        requirement = every((requirement, Between(quantity, number(some["n"]), None)))
    if quantity == "lines_metastatic" and _leaves_out_endocrine(text, count):
        requirement = _without_endocrine(requirement, bounds)
    kind = KIND_OF.get(quantity or "")
    of_lines = _LINES.search(text[count.start() : count.end() + 70])
    if kind and bounds == Bounds(1, None) and not went_on and _FAILED.search(text[: count.start()]) and not of_lines:
        requirement = either((requirement, Within(f"progressed_on:{kind}", YES)))
    return requirement


# 'Metastatic breast cancer that failed at least one prior line': it is the metastatic disease that went on, or was treated in lines
_LATE_DISEASE_WENT_ON = gated(
    r"(?<!non-)\b(?:metastatic|stage (?:IV|4)|MBC|advanced)\b[^.;:]{0,80}?\b(?:(?:fail\w*|progress\w*|refractory|resistan\w*)\b[^.;:]{0,30}|(?P<had>(?:received|receiving|had|treated\s+with|with|after)\b)\W*)$"
    r"|\b(?:progress\w*|failure|resistance)\s+of\s+(?:the\s+)?(?:metastatic|advanced|stage (?:IV|4))\b[^.;:]{0,40}$",
    re.I,
)
_OF_ANY_KIND = gated(
    r"\blines?\b|^(?:(?:prior|previous|earlier|systemic|anti-?cancer|standard)\s+)*(?:therap\w+|treatments?|regimens?)$",
    re.I,
)


def _went_on_in_late_disease(text: str, count: re.Match[str]) -> bool:
    told = _LATE_DISEASE_WENT_ON.search(text, 0, count.start())
    if told is None or phrases.EARLY.search(text):
        return False
    kind = phrases.LINE_WORD if told["had"] else _OF_ANY_KIND
    return kind.search(count["what"].strip()) is not None


# 'For metastatic disease, one to three kinds of chemotherapy', 'In the metastatic setting patients may have had ...'
_OPENS_WITH_LATE_DISEASE = gated(
    r"^\W*(?:for|in)\s+(?:the\s+)?(?:treatment\s+of\s+)?(?:(?:locally\s+)?(?:recurrent|advanced|metastatic|unresectable)\W+(?:and/or\s+|or\s+|and\s+)?){1,4}(?:lesions?|(?:breast\s+)?cancer|disease|setting|stage)\b",
    re.I,
)


# What was denied ends before 'and 1 prior treatment', 'after two lines', 's/p 1 or more lines', 'progressing on one regimen'.
_DENIAL_ENDED = gated(
    r"\b(?:and|s/p|status[- ]post|despite|(?:after|following)(?:\s+(?:receiving|completing|completion of|failure of|progress\w+ on|(?:prior\s+|previous\s+)?(?:treatment|therapy) with))?)\W*$",
    re.I,
)


def _is_denied(sentence: Sentence, count: re.Match[str]) -> bool:
    if _DENIAL_ENDED.search(sentence.text[: count.start()]):
        return False
    return is_negated(sentence, count.start())


def _head_of(text: str, count: re.Match[str]) -> str:
    """What is counted, where a bare 'lines' is not told which: 'Prior chemotherapy for metastatic disease (more than 2 lines)'."""
    bare = r"(?:prior |previous |earlier )?(?:lines?|regimens?|treatments?|therapies)(?: of (?:therapy|treatment))?"
    if not re.fullmatch(bare, count["what"], re.I):
        return ""
    before = text[: count.start()]
    if head := _HEAD.search(before):
        told = (head["head"] or head["just"]).strip()
        return _TREATED_WITH.sub("of", told)
    if not gated(r"lines?", re.I).fullmatch(count["what"]) or _OF_WHAT.match(text, count.end()):
        return ""
    kind = _KIND_JUST_TOLD.search(before[-120:])
    return kind["kind"] if kind else ""


# 'Prior chemotherapy for metastatic disease (', 'prior palliative chemotherapy, ', 'prior chemotherapy must be '
_HEAD = gated(
    r"\b(?P<head>(?:prior|previous|earlier)\b[^.;:()]{0,80})[:(]\s*$"
    r"|\b(?P<just>(?:prior|previous|earlier)\b[^.;:(),]{0,60}?\b(?:chemotherap\w+|therap(?:y|ies)|treatments?)(?:\s+(?:for|in|of)\s(?:(?!\b(?:and|or|with)\b)[^.;:(),]){0,60})?),?\s+(?:\b(?:that|which|must|should|is|are|be)\s+)*$",
    re.I,
)


# 'Endocrine therapy as adjuvant treatment and up to one line for metastatic disease'
_KIND_JUST_TOLD = gated(
    r"\b(?P<kind>(?:endocrine|hormonal|hormone) (?:therap\w+|treatments?)|chemotherap\w+)\b(?:(?!therap|treatment|[.;:]).)*\b(?:and|but)\s*$",
    re.I,
)


_TREATED_WITH = gated(r"(?<=treatment )with\b|(?<=therapy )with\b", re.I)  # 'prior treatment with chemotherapy'


_SOME_OF_WHICH = gated(
    r"\b(?:at least|>=|\u2265)\s*(?P<n>one|two|three|[123])\s+(?:(?:of (?:which|these|them)|must|having|being|given|administered|received|prior|previous|regimens?|lines?|therap(?:y|ies)|treatments?|chemotherap\w+)\b[^.;]{0,50}?\b)?"
    r"(?:for|in|as treatment for|against)\b[^.;]{0,40}\b(?:metasta\w+|advanced)\b",
    re.I,
)


# 'Failure of at least one prior endocrine therapy' counts no lines for metastatic disease.
_FAILED = gated(r"\b(?:fail\w*|progress\w*|refractory|resistan\w+)\b[^.;]{0,25}$", re.I)


_LINES = gated(rf"\blines?\b|{phrases.METASTATIC.pattern}", re.I)
