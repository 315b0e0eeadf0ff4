"""'Currently receiving letrozole as first-line therapy': one line, which still runs."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Between, Negation, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated as is_negated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.before import AFTER
from matcher.reading.therapy.lines.drugs import END_OF_IT, drugs_named_behind
from matcher.reading.therapy.lines.running import not_progressed_on
from matcher.reading.therapy.names import GENERAL_KINDS, therapies_in


def first_line_running(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """One line, of the kind that is given in it: where it is endocrine, there was no chemotherapy."""
    now = _FIRST_LINE_NOW.search(sentence.text)
    if now is None or AFTER.search(now.group()) or is_negated(sentence, now.start()):
        return None
    if phrases.PERMITS.search(blanked(_IN_AN_ASIDE, sentence.text)):
        return None
    given, behind = _given_in_it(sentence.text, now, vocabulary)
    begun = not _BEGUN.search(now.group())
    # A patient may have had her first line and go without: that it runs still is no fact that a field holds.
    running = every((Between("lines_metastatic", 1 if begun else None, 1), Undecidable("whether it is under way")))
    if not begun and behind:  # her only line, if it was no endocrine one, was of these drugs
        none_yet = Between("chemo_lines_metastatic", None, 0)
        running = every((running, either((none_yet, every(behind)))))
    if begun:
        running = every((running, *behind))
        running = every((running, *not_progressed_on(sentence, sorted(given), vocabulary)))
    running = every((running, *_no_line_of_its_own(given, vocabulary)))
    mentions = [Mention(LINES, running, "first-line treatment under way", *now.span(), Stance.REQUIRE)]
    if vocabulary is not None and any("endocrine therapy" in (c, *vocabulary.ancestors(c)) for c in given):
        none = Between("chemo_lines_metastatic", None, 0)
        mentions.append(Mention(LINES, none, "no earlier line of chemotherapy", *now.span(), Stance.REQUIRE))
    return mentions


def _given_in_it(text: str, now: re.Match[str], vocabulary: Vocabulary | None) -> tuple[set[str], list[Requirement]]:
    """What is given in it, and, where that is told behind the words, her having it."""
    if vocabulary is None:
        return set(), []
    if named := therapies_in(now["drugs"] or now["more"] or "", vocabulary):
        return {c for one in named for c in one.concepts}, []
    following = END_OF_IT.split(text[now.end() : now.end() + 60])[0]
    given = {c for one in therapies_in(following, vocabulary) for c in one.concepts}
    return given, drugs_named_behind(text, now.end(), vocabulary)


# 'Currently receiving letrozole as first-line therapy': one line, which still runs
_FIRST_LINE_NOW = gated(
    r"\b(?:currently|presently|now|already|still)\s+(?:being\s+)?(?:on|receiv\w+|treated|tak\w+|under\w*|in)\b(?P<drugs>[^.;:]{0,80}?)\b(?:first|1st)[- ]line\b"
    r"|^\W*(?:(?:patients?|women|participants?|subjects?|who|are|is|be|must|with|metastatic|advanced|breast|cancer)\W+){0,8}(?:receiving|on|initiated on|started on|undergoing)\s(?P<more>[^.;:]{0,60}?)\b(?:first|1st)[- ]line\b",
    re.I,
)

# 'On first-line HER2-directed therapy (biosimilars allowed)': the line is asked for all the same
_IN_AN_ASIDE = gated(r"\([^()]*\)")

_BEGUN = gated(r"\b(?:initiated|started) on\b", re.I)  # she may be about to


# Given as lines of their own (labels, 2026): whoever had one of them has had another line than the first, which is of other drugs
_LINES_OF_THEIR_OWN = ("antibody-drug conjugate", "PARP inhibitor")


def _no_line_of_its_own(given: set[str], vocabulary: Vocabulary | None) -> list[Requirement]:
    if vocabulary is None or not given - GENERAL_KINDS:
        return []
    classes = given.union(*(vocabulary.ancestors(concept) for concept in given))
    return [Negation(Within(f"received_metastatic:{own}", YES)) for own in _LINES_OF_THEIR_OWN if own not in classes]
