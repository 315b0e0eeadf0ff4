"""Lines that a sentence counts: 'at least two prior lines of chemotherapy', 'prior lines: 0-1'."""

from __future__ import annotations

import re

from data.criteria import Requirement, Undecidable, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.alternatives import (
    REGARDLESS,
    another_way,
    early_relapse_counts,
    unfit_is_enough,
)
from matcher.reading.therapy.lines.bounds import (
    Bounds,
    bounds_of_count,
    exactly_so_many,
    had_so_many,
    one_and_no_more,
    permitted,
    with_the_limit_of_others,
)
from matcher.reading.therapy.lines.of_what import OF_WHAT, are_cytotoxic_regimens, what_is_counted
from matcher.reading.therapy.lines.other_counts import counts_something_else, is_no_line
from matcher.reading.therapy.lines.quantities import in_words, quantity_counted, requirement_of
from matcher.reading.therapy.lines.so_many import (
    Counted,
    after_failure,
    leaves_out_endocrine,
    so_many,
    with_bounds,
)
from matcher.reading.therapy.lines.stated import stated


def lines_counted(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> Mention | None:
    told = _counted(sentence, count, vocabulary)
    if told is None or _is_but_permitted(told):
        return None
    bounds, plain_words = told.bounds, in_words(told.bounds, told.what)
    requirement, statement = so_many(told), plain_words
    for opened in (
        after_failure,
        _beside_others,
        _but_endocrine_ones,
        _or_another_way,
        _or_an_early_relapse,
        _of_a_subtype,
    ):
        requirement, statement = opened(told, requirement, statement)
    plain = (bounds.low or 0) > 1 and bounds.high is None and statement == plain_words
    denied_words = in_words(Bounds(None, (bounds.low or 0) - 1), told.what) if plain else ""
    return stated(sentence, count, requirement, statement, limit=told.is_a_limit, denied_words=denied_words)


def _counted(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> Counted | None:
    """What is counted, and its bounds; None where a number counts no lines, or bounds nothing."""
    text = sentence.text
    head, what = what_is_counted(sentence, count, vocabulary)
    if counts_something_else(text, count, what):
        return None
    what = f"chemotherapy {what}" if are_cytotoxic_regimens(sentence, count, vocabulary) else what
    bounds = exactly_so_many(sentence, count) or bounds_of_count(count)
    bounds = bounds or permitted(sentence, count) or had_so_many(sentence, count)
    if bounds is None:
        return None
    # a limit on lines that contain a drug is none on the others; so many of them are so many lines
    narrowed = sentence.excludes or bounds.high is not None
    contained = _CONTAINING.match(text, count.end()) if narrowed else None
    what = f"{what}{contained.group()}" if contained is not None else what
    of_a_drug = narrowed and _OF_A_DRUG.search(what) is not None
    what = _CHEMOTHERAPY.sub("treatment", what) if of_a_drug and not bounds.low_and_high else what
    if bounds == Bounds(1, None) and not count["bound"] and not count["more"] and one_and_no_more(text, count):
        bounds = Bounds(1, 1) if quantity_counted(what) in _KINDS_OF_LINES else bounds
    bounds = with_the_limit_of_others(bounds, text, count.end())
    return Counted(sentence, count, bounds, head, what, of_a_drug, vocabulary)


# 'More than one line of therapy containing a HER2 inhibitor', 'two regimens that included capecitabine'
_CONTAINING = gated(
    r"(?:\s+of\s+(?:prior\s+|systemic\s+|anti-?cancer\s+)?(?:therapy|treatment))?\s+"
    r"(?:containing|comprising|consisting\s+of|(?:that|which)\s+(?:had\s+|have\s+)?(?:contain|includ|compris)\w*)\s+[^.;()]{3,120}?(?=\s(?:in|for)\s|[.;()]|$)",
    re.I,
)


# A limit on lines of platinum-based chemotherapy is none on lines of chemotherapy.
_OF_A_DRUG = gated(
    r"\b(?!(?:chemo\w*|cytotoxic\w*|drugs?|agents?|therap\w+|treatments?|hormon\w*|endocrine)-)[a-z]\w{3,}-\s?(?:based|containing)\b|\b(?:contain|compris|consist)\w*\b",
    re.I,
)

_CHEMOTHERAPY = gated(r"\b(?:chemo\w*|cytotoxic)(?: (?:therapy|treatment))?", re.I)

_KINDS_OF_LINES = ("chemo_lines_metastatic", "lines_metastatic")


def _is_but_permitted(told: Counted) -> bool:
    """'Two prior lines are allowed' asks for none; being unfit for more may be another way in."""
    if told.is_a_limit or unfit_is_enough(told.text, told.count.end()):
        return False
    text = blanked(phrases.SWITCHED, told.text) if told.sentence.excludes else told.text
    permits = phrases.PERMITS.search(REGARDLESS.sub(" ", text))
    return permits is not None and not phrases.DENIES_PERMISSION.search(told.text)


def _beside_others(told: Counted, requirement: Requirement, statement: str) -> tuple[Requirement, str]:
    if not (_MORE_BESIDE.match(told.count["what"]) or _BESIDE_OTHERS.match(told.text, told.count.end())):
        return requirement, statement
    doubt = Undecidable("how many there were beside the others")
    opened = either((requirement, doubt)) if told.is_a_limit else every((requirement, doubt))
    return opened, f"{statement}, beside others"


# 'Two additional regimens', 'three regimens beyond those containing a taxane': how many there were in all is not told.
_MORE_BESIDE = gated(r"(?:additional|further|other)\b", re.I)

_BESIDE_OTHERS = gated(
    r"[^.;]{0,60}\b(?:in addition to|on top of|besides|beyond)\s+(?:the|those|an?|prior|anthra|taxane)", re.I
)


def _but_endocrine_ones(told: Counted, requirement: Requirement, statement: str) -> tuple[Requirement, str]:
    left_out = leaves_out_endocrine(told.text, told.count)
    return requirement, f"{statement}, endocrine ones not counted" if left_out else statement


def _or_another_way(told: Counted, requirement: Requirement, statement: str) -> tuple[Requirement, str]:
    if told.is_a_limit or told.sentence.excludes:
        return requirement, statement
    other = another_way(told.sentence, told.count, told.vocabulary)
    return (
        (requirement, statement) if other is None else (either((requirement, other)), f"{statement}, or another way in")
    )


def _or_an_early_relapse(told: Counted, requirement: Requirement, statement: str) -> tuple[Requirement, str]:
    if told.is_a_limit or told.sentence.excludes or not early_relapse_counts(told.sentence):
        return requirement, statement
    fewer: list[Requirement] = [Undecidable("whether an early relapse counts as a line")]
    least, most = told.bounds.low or 0, told.bounds.high
    if least > 1 or most is not None:  # one line fewer is asked for, and no more lines are let in
        fewer.append(with_bounds(told, Bounds(least - 1 if least > 1 else None, most)))
    return either((requirement, every(fewer))), f"{statement}, or one fewer where an early relapse counts"


def _of_a_subtype(told: Counted, requirement: Requirement, statement: str) -> tuple[Requirement, str]:
    if not _OF_A_SUBTYPE.match(told.text, told.count.end()):
        return requirement, statement
    return either((requirement, Undecidable("whether it is asked of her"))), f"{statement}, of some"


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
    if of_what := OF_WHAT.match(sentence.text, count.end("what")):
        what = f"{what}{of_what.group()}".rstrip()  # 'prior lines of chemotherapy > 1'
    if bounds is None or is_no_line(sentence, count):
        return None
    requirement = requirement_of(bounds, quantity_counted(what), count.group())
    return stated(sentence, count, requirement, in_words(bounds, what), limit=not bounds.low)
