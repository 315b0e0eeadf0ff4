"""Prior therapy: what a patient received, progressed on or must never have had, by drug and class and setting.

words                                        asks on
therapy, for metastatic disease              chemotherapy, endocrine or any lines for metastatic disease; else
                                             `received_metastatic:<concept>`
therapy, (neo)adjuvant                       `received_early:<concept>`
therapy, no setting or both                  `received:<concept>`
progressed on, refractory to                 `progressed_on:<concept>`
within N weeks, N cycles, cumulative dose    undecidable: no patient field holds times or doses
current, planned, allergy, toxicity          nothing: not her history
'such as', parentheses after a class         examples of the class, not conditions of their own
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import Negation
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases
from matcher.reading.therapy.allowed_but import left_out_of_what_is_allowed
from matcher.reading.therapy.asides import (
    of_early_disease,
    of_lines,
    permitting_asides,
    taken_in_by_the_one_before,
    with_what_the_next_lets_in,
    without,
)
from matcher.reading.therapy.asked_after_all import asked_after_all
from matcher.reading.therapy.beside import beside_the_least, beside_the_lines, beside_the_standard, therapies_before
from matcher.reading.therapy.beside_the_brain import BRAIN, beside_the_brain, without_worse_in_the_brain
from matcher.reading.therapy.each_list import of_each_list
from matcher.reading.therapy.early_relapse import with_early_relapse_let_in
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.had_by_now import had_by_now
from matcher.reading.therapy.lines.cycles import cycles_limited
from matcher.reading.therapy.lines.enumerated import lines_enumerated
from matcher.reading.therapy.lines.late_ones import late_one_of_them
from matcher.reading.therapy.lines.late_or_early import treated_late_or_relapsed_early
from matcher.reading.therapy.lines.one_fewer import one_fewer_after_early_relapse
from matcher.reading.therapy.lines.reader import read_lines
from matcher.reading.therapy.lines.running import running_treatment, taken_now
from matcher.reading.therapy.lines.so_many_treatments import with_their_number_open
from matcher.reading.therapy.lines.some_let_in import some_lines_let_in
from matcher.reading.therapy.lines.spared import let_in_otherwise, without_lines_spared
from matcher.reading.therapy.lists import opening_of_its_list, with_the_setting_of_its_list
from matcher.reading.therapy.not_asked import asked_for, asks_of_nobody
from matcher.reading.therapy.or_none_left import or_none_left, with_none_left
from matcher.reading.therapy.other_subjects import speaks_of_something_else
from matcher.reading.therapy.other_ways import with_the_new
from matcher.reading.therapy.plain_words import in_plain_words
from matcher.reading.therapy.progressing import progressing_disease
from matcher.reading.therapy.resistance import resistant_disease
from matcher.reading.therapy.standard import standard_therapy
from matcher.reading.therapy.still_open import standard_still_open
from matcher.reading.therapy.told import OPENS_WITH_NO, given_for_her_disease
from matcher.reading.therapy.untreated import untreated
from matcher.reading.therapy.ways_apart import late_and_early_ways, with_the_early_way


def read_therapy(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions of prior therapy and of numbers of lines."""
    return asked_for(sentence, with_early_relapse_let_in(sentence, _read_with_its_list(sentence, context)))


def _read_with_its_list(sentence: Sentence, context: Context) -> list[Mention]:
    """An entry of a list is read after the words that open the list."""
    if left_out := left_out_of_what_is_allowed(sentence, context.vocabulary):
        return [left_out]
    if asks_of_nobody(sentence):
        return []
    if (asked := asked_after_all(sentence, lambda included: _read(included, context))) is not None:
        return asked
    before = taken_in_by_the_one_before(sentence, context.vocabulary)
    if before is not None and some_lines_let_in(before):
        return []  # 'no chemotherapy for metastatic disease; one line is allowed' was read as one
    sentence = with_what_the_next_lets_in(with_the_setting_of_its_list(sentence), context.vocabulary)
    opening = opening_of_its_list(sentence)
    if not opening:
        return _read_by_itself(sentence, context)
    shift = len(opening) + 1
    mentions = _read(replace(sentence, text=f"{opening} {sentence.text}"), context, shift)
    return [replace(m, start=max(0, m.start - shift), end=m.end - shift) for m in mentions if m.start >= shift - 1]


def _read_by_itself(sentence: Sentence, context: Context) -> list[Mention]:
    mentions = with_the_new(sentence, _read(sentence, context))
    resistant = resistant_disease(sentence) if not mentions else None
    running = None if any(m.facet == LINES for m in mentions) else running_treatment(sentence, context.vocabulary)
    taken = None if mentions else taken_now(sentence, context.vocabulary) or had_by_now(sentence, context.vocabulary)
    return [*mentions, *(m for m in (resistant, running, taken) if m is not None)]


def _read(sentence: Sentence, context: Context, begin: int = 0) -> list[Mention]:
    """The mentions in a sentence whose text is its own from `begin` on."""
    if not sentence.from_criteria:
        return read_lines(sentence, context.vocabulary) if sentence.source.endswith("title") else []
    told = late_one_of_them(sentence, context.vocabulary) or lines_enumerated(sentence)
    if not (told or _may_tell_of_treatment(sentence)) or speaks_of_something_else(sentence):
        return []
    if told:
        return [told]
    apart = or_none_left(sentence)
    if apart and (ways := with_none_left(apart, _read(apart.given, context, begin))):
        return ways
    text = in_plain_words(sentence)
    if either_way := treated_late_or_relapsed_early(replace(sentence, text=text)):
        return [either_way]
    early = late_and_early_ways(replace(sentence, text=text), context.vocabulary)
    if early and (ways := with_the_early_way(early, _read(early.late, context, begin))):
        return ways
    if progressing := progressing_disease(sentence):
        return [progressing]
    if still_open := standard_still_open(sentence):
        return [still_open]
    asides = let_in_otherwise(text, permitting_asides(text))
    lines = _lines_in(sentence, text, asides, context)
    sentence = replace(sentence, text=without(text, asides))
    if standard := standard_therapy(sentence, context.vocabulary, lines):
        beside = beside_the_standard(sentence, context) or beside_the_least(sentence, lines, context)
        return [*(m for m in lines if not isinstance(m.requirement, Negation)), standard, *beside]
    if lines:
        beside = beside_the_lines(sentence, lines, context, begin)
        beside = beside or therapies_before(sentence, lines, context) or beside_the_least(sentence, lines, context)
        return [*lines, *beside]
    return with_their_number_open(sentence, _treatments_in(sentence, context, begin, text, asides))


def _may_tell_of_treatment(sentence: Sentence) -> bool:
    bare = sentence.excludes or OPENS_WITH_NO.match(sentence.text)
    keys = phrases.KEYS | phrases.THERAPY_KEYS if bare else phrases.KEYS
    return bool(not keys.isdisjoint(sentence.keys) or (bare and phrases.METASTATIC.search(sentence.text)))


def _lines_in(sentence: Sentence, text: str, asides: Sequence[re.Match[str]], context: Context) -> list[Mention]:
    whole = replace(sentence, text=text)
    if told := some_lines_let_in(whole) or one_fewer_after_early_relapse(whole):
        return [told]
    spared = [*of_early_disease(asides), *of_lines(text, asides, context.vocabulary)]
    counted = without_lines_spared(without(text, spared))
    if lines := read_lines(replace(sentence, text=counted), context.vocabulary):
        return lines
    cycles = cycles_limited(whole)
    return [cycles] if cycles is not None else []


def _treatments_in(
    sentence: Sentence, context: Context, begin: int, text: str, asides: Sequence[re.Match[str]]
) -> list[Mention]:
    """Of a sentence that tells of no lines. text: the sentence with its asides."""
    if _A_NUMBER_OF.search(sentence.text) or (not sentence.excludes and _NO_MORE_THAN.match(sentence.text)):
        return []
    sentence = replace(sentence, text=without_worse_in_the_brain(sentence))
    if BRAIN.search(sentence.text):
        sentence = replace(sentence, text=beside_the_brain(sentence))
    if none := untreated(sentence, context.vocabulary):
        return [none]
    if not phrases.HISTORY.search(sentence.text) and not given_for_her_disease(sentence, context.vocabulary):
        return []
    return of_each_list(sentence, context, begin, text, asides)


# 'Has received no more than two prior hormonal regimens in part 1': a limit that was not read asks for none of them
_NO_MORE_THAN = gated(
    r"\W*(?:(?:patients?|participants?|subjects?|women|who|must|should|may|can|has|have|had|received|undergone|be|been|treated\s+with|with)\s+){0,6}"
    r"(?:(?:no|not)\s+(?:more|greater)\s+than|at\s+most|up\s+to|(?:an?\s+)?maximum\s+(?:of\s+)?|<=|\u2264)\s*(?:\d|one|two|three|four|five)\s+(?:\(\d\)\s+)?(?:prior|previous|earlier)\s+(?:[\w-]+\s+){0,3}?(?:lines?|regimens?|regimes?|therap(?:y|ies)|treatments?|courses?)\b(?!\W+(?:(?:of\s+which|which|that|and|but|with)\W+)[^.;]{0,60}\b(?:must|includ\w*|contain\w*|at\s+least)\b)",
    re.I,
)

# A number of lines that was not read tells of no line that she must have had.
_A_NUMBER_OF = gated(
    r"(?<!any )\bnumber of (?:[\w/-]+\s+){0,5}?(?:lines|regimens|chemotherap\w+|therapies|treatments)\b", re.I
)
