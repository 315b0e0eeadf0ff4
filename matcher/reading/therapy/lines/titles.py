"""Lines of treatment in titles: 'first-line', 'previously treated', 'progressing on'."""

from __future__ import annotations

import re

from data.criteria import Between
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.nothing_asked.treated_or_not import NAIVE_OR_NOT
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.before import (
    AFTER,
    EARLIER_LINE,
    FIRST_LINE,
    FIRST_TO_LATER_LINE,
    at_most_up_to,
    lines_before,
    none_yet,
)
from matcher.reading.therapy.lines.had import HAD_LINES
from matcher.reading.therapy.lines.quantities import quantity_counted
from matcher.reading.therapy.titles import given_before, progressed_on, resistant_to


def lines_of_title(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention]:
    text = sentence.text
    if not sentence.source.endswith("title") or NAIVE_OR_NOT.search(text):
        return []
    if not phrases.METASTATIC.search(text) and not _LINE_OF_BREAST_CANCER.search(text):
        told = resistant_to(text, vocabulary) or (vocabulary and progressed_on(text, vocabulary))
    else:
        told = _no_line_or_few(text, vocabulary) or _treatment_before(text, vocabulary)
    return [told] if told else []


def _no_line_or_few(text: str, vocabulary: Vocabulary | None) -> Mention | None:
    """'First- to third-line', 'chemotherapy-naive', 'untreated': what must not have been given."""
    early_lines = FIRST_TO_LATER_LINE.search(text)
    if early_lines and not AFTER.search(text[: early_lines.start()] + text[early_lines.end() :]):
        return at_most_up_to(text, early_lines, vocabulary)
    if no_chemo := _NO_CHEMOTHERAPY.search(text):
        none = Between("chemo_lines_metastatic", None, 0)
        return Mention(LINES, none, "no chemotherapy for metastatic disease", *no_chemo.span(), Stance.REQUIRE)
    untreated = phrases.UNTREATED.search(text) or _UNTREATED_TITLE.search(text)
    at = untreated or (None if AFTER.search(text) or _RESISTANT_TO_IT.search(text) else FIRST_LINE.search(text))
    if at is None:
        return None
    requirement = none_yet(text, at.end(), vocabulary)
    if _TRIPLE_NEGATIVE.search(text):  # no endocrine lines could stand beside it
        requirement = Between("lines_metastatic", None, 0)
    return Mention(LINES, requirement, "first-line treatment", *at.span(), Stance.REQUIRE)


def _treatment_before(text: str, vocabulary: Vocabulary | None) -> Mention | None:
    """'After first-line chemotherapy', 'pretreated', 'progressing on ...', 'second-line': what was given."""
    first = FIRST_LINE.search(text)
    if done := _first_done(text):
        return done
    if not first and (had := lines_behind(text)):
        return had
    if vocabulary is not None and (progressed := progressed_on(text, vocabulary)):
        return progressed
    if resistant := resistant_to(text, vocabulary):
        return resistant
    later = None if first else _LATER_LINE.search(text)
    if later is None:
        return None
    if vocabulary is not None and (given := given_before(text, later.end(), vocabulary)):
        return given
    if _OF_SOMETHING_ELSE.search(text):
        return None
    requirement, words = lines_before(text, later)
    return Mention(LINES, requirement, words, *later.span(), Stance.REQUIRE)


def _first_done(text: str) -> Mention | None:
    """'Maintenance after first-line chemotherapy', 'beyond first-line', 'maintenance endocrine therapy after chemotherapy'"""
    after, kept = _AFTER_FIRST_LINE.search(text), _MAINTENANCE_AFTER.search(text)
    if (after is None and kept is None) or of_other_tumours(text):
        return None
    if after is not None:
        only_one = 1 if gated(r"\bmaintenance\b", re.I).search(text) and "beyond" not in after.group().lower() else None
        requirement = Between(quantity_counted(after.group()) or "lines_metastatic", 1, only_one)
        return Mention(LINES, requirement, "first-line treatment before", *after.span(), Stance.REQUIRE)
    assert kept is not None
    requirement = Between("chemo_lines_metastatic", 1, None)
    return Mention(LINES, requirement, "chemotherapy before", *kept.span(), Stance.REQUIRE)


# 'Resistance to first-line CDK4/6 inhibitors': of those who are on it, or had it
_RESISTANT_TO_IT = gated(r"\b(?:resistan\w+|refractory)\s+to\s+(?:the\s+)?(?:first|1st)[- ]line\b", re.I)


# 'As first-line treatment of HER2-positive breast cancer': lines are those of advanced disease (ESMO guideline, metastatic
# breast cancer)
_LINE_OF_BREAST_CANCER = gated(
    r"^(?!.*\badjuvant\b)(?!.*\bearly\b).*?\b(?:first|1st|second|2nd|third|3rd)[- ]line\s+(?:[\w-]+\s+){0,2}?(?:treatment|therapy|chemotherapy)\s+(?:of|for|in)\s+(?:(?:patients|women|subjects|participants)\s+with\s+)?"
    r"(?:[\w+/-]+,?\s+){0,4}?breast\s+(?:cancer|carcinoma)\b",
    re.I,
)


# 'Chemotherapy-naive', 'not previously treated with chemotherapy'
_NO_CHEMOTHERAPY = gated(
    r"\bchemo(?:therapy)?[- ]?na(?:i|\u00ef)ve\b|\b(?:not|never)\s+(?:been\s+)?(?:previously\s+)?(?:treated\s+with|received|had)\s+(?:prior\s+|previous\s+|any\s+)*chemotherapy\b",
    re.I,
)


# 'Previously untreated, locally advanced, recurrent inoperable or metastatic TNBC'
_UNTREATED_TITLE = gated(
    r"\b(?:previously untreated|treatment[- ]na(?:i|\u00ef)ve),?\s+(?:(?:[\w-]+|and/or),?\s+){1,6}?(?:metastatic|advanced)\b(?!\s+or\b)",
    re.I,
)

_TRIPLE_NEGATIVE = gated(r"\btriple[- ]negative\b|\bm?TNBC\b", re.I)


# 'Maintenance after first-line chemotherapy', 'treatment beyond first-line', 'progressing after first-line trastuzumab'; not:
# 'markers of progression on first-line treatment'
_AFTER_FIRST_LINE = gated(
    r"\b(?:after|following|post)\s+(?:response to\s+|completion of\s+)?(?:first|1st)[- ]line\s+(?:induction\s+)?(?:chemo\w*|treatment|therapy)\b"
    r"|\b(?:beyond(?:\s+the)?\s+|non-?\s?)(?:first|1st)[- ]line\b"
    r"|\b(?:(?:progressed|progressing|refractory|resistant|failed|failing|(?:after|following|with|upon|since)\s+(?:disease\s+|documented\s+)?(?:progression|failure))(?:\s+(?:on|after|during|following|under|to|of|with|while on|or)){0,3})\s+(?:prior\s+|the\s+|their\s+)?"
    r"(?:first|1st)[- ]line\b(?:\s+(?:endocrine|hormon\w+|chemo\w*))?",
    re.I,
)


# 'Maintenance endocrine therapy after chemotherapy in metastatic breast cancer'; not of a trial that gives the chemotherapy too
_MAINTENANCE_AFTER = gated(
    r"^(?:(?!\b(?:with|plus|and|then|induction|followed)\b)[^.;]){0,80}?\bmaintenance\b[^.;]{0,80}?\b(?:after|following)\s+(?:response to\s+|completion of\s+)?(?:induction\s+|palliative\s+)?chemotherapy\b"
    r"|^(?:(?!\b(?:with|plus|and|then|induction|followed)\b)[^.;]){0,80}?\bmaintenance\b[^.;]{0,80}?\b(?:respond\w+ to|respon\w+ to|(?:stable|not progress\w*|non-?progressi\w+|no progression) (?:after|on|during|following))\s+(?:first-line\s+|induction\s+)?chemotherapy\b",
    re.I,
)

_LATER_LINE = gated(
    r"\b(?:second|2nd|third|3rd)-?(?: (?:or|and) (?:later|subsequent|third|beyond))?[- ]line\b|(?<![\w-])[23]L\+|(?<!\bnot )(?<!\bnever )\bpreviously treated\b(?! (?:with|by) (?:[\w-]+ ){0,4}(?:surg|radi|irradi|lumpect|mastect|conserv))|\bpre-?treated\b"
    r"|(?<!or )(?<!and )(?<!to )(?<![/-])\blater[- ]lines?\b|\bsalvage\s+(?:\w+\s+)?(?:therapy|treatment|chemotherapy|regimen|line)\b",
    re.I,
)


def lines_behind(text: str) -> Mention | None:
    """'Previously treated metastatic breast cancer'; not 'taxane-pretreated', which may have been for early disease."""
    had = HAD_LINES.search(text)
    if had is None or text[: had.start()].endswith("-") or _OF_SOMETHING_ELSE.search(text):
        return None
    return Mention(LINES, lines_before(text, had)[0], EARLIER_LINE, *had.span(), Stance.REQUIRE)


_OF_SOMETHING_ELSE = gated(r"brain|CNS|endocrine|hormon|follow", re.I)
