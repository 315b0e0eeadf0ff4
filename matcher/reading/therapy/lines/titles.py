"""Lines of treatment in titles: 'first-line', 'previously treated', 'progressing on'."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Between, Requirement, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.population import of_other_tumours
from matcher.reading.restricts_nobody import NAIVE_OR_NOT
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.had import HAD_LINES
from matcher.reading.therapy.lines.quantities import CHEMO, ENDOCRINE, quantity_counted
from matcher.reading.therapy.lists import NO_PATIENT_FIELD
from matcher.reading.therapy.names import run_of, therapies_in
from matcher.reading.therapy.title_resistant import resistant_to

FACET = "lines_of_therapy"


EARLIER_LINE = "an earlier line of treatment"
_TWO_EARLIER_LINES = "at least 2 earlier lines of treatment"
EARLIER_LINES = (EARLIER_LINE, _TWO_EARLIER_LINES)


FIRST_LINE = gated(
    r"(?<!\bnon-)(?<!\bnon )\b(?:first|1st|1)[- ]line\b|\bfrontline\b"
    r"|\b(?:as|for)\s+(?:the\s+)?(?:initial|upfront)\s+(?:systemic\s+|endocrine\s+|hormonal\s+)?(?:therapy|treatment|chemotherapy)\s+(?:for|of|in)\b",
    re.I,
)


_LATER_LINE = gated(
    r"\b(?:second|2nd|third|3rd)-?(?: (?:or|and) (?:later|subsequent|third|beyond))?[- ]line\b|(?<![\w-])[23]L\+|(?<!\bnot )(?<!\bnever )\bpreviously treated\b(?! (?:with|by) (?:[\w-]+ ){0,4}(?:surg|radi|irradi|lumpect|mastect|conserv))|\bpre-?treated\b"
    r"|(?<!or )(?<!and )(?<!to )(?<![/-])\blater[- ]lines?\b|\bsalvage\s+(?:\w+\s+)?(?:therapy|treatment|chemotherapy|regimen|line)\b",
    re.I,
)


# 'First- or second-line', 'first-, second- or third-line', 'first- to third-line'
_TO = r"[\s,/-]*(?:\b(?:to|through|or|and)\b)?[\s,/-]*"
FIRST_TO_LATER_LINE = gated(
    rf"\b(?:first|1st)(?:[- ]line)?{_TO}(?:(?:second|2nd)(?:[- ]line)?{_TO})?(?P<last>second|2nd|third|3rd|fourth|4th)[- ]line\b(?! (?:or|and)\b)",
    re.I,
)
LINES_BEFORE = {"second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}


AFTER = gated(
    r"\b(?:maintenance|after|following|progress\w+|fail\w+|second|third|beyond|use of|required|prior|previous\w*|adjuvant|early|or later)\b",
    re.I,
)


# 'Maintenance after first-line chemotherapy', 'treatment beyond first-line'
_AFTER_FIRST_LINE = gated(
    r"\b(?:after|following|post)\s+(?:response to\s+|completion of\s+)?(?:first|1st)[- ]line\s+(?:induction\s+)?(?:chemo\w*|treatment|therapy)\b"
    r"|\b(?:beyond(?:\s+the)?\s+|non-?\s?)(?:first|1st)[- ]line\b",
    re.I,
)


_WENT_ON = gated(
    r"\b(?:progress(?:ed|ing|ion|es)\s+(?:on|after|during|following|while on|under)|fail(?:ed|ing|ure of)|after (?:failure of|progression on|progressing on)|refractory to|resistant to)\s+"
    r"(?:or\s+\w+\s+)?(?:prior |previous |an? |the )*$",
    re.I,
)


# 'After CDK4/6 inhibitors', 'post-CDK4/6 inhibitor'; none is given beside other treatment and then left off in a trial
_AFTER_IT = gated(r"\b(?:after|following|post)[\s-]+(?:(?:an?|prior|previous|treatment with)\s+)*$", re.I)


def _progressed_on(text: str, vocabulary: Vocabulary) -> Mention | None:
    """'Metastatic disease progressing on CDK4/6 inhibitors': of the patients of a title."""
    named = therapies_in(text, vocabulary)
    for i, one in enumerate(named):
        if "CDK4/6 inhibitor" in one.concepts and (after := _AFTER_IT.search(text, max(0, one.start - 40), one.start)):
            had = Within("received:CDK4/6 inhibitor", YES)
            return Mention("prior_therapy", had, "prior CDK4/6 inhibitor", after.start(), one.end, Stance.REQUIRE)
        if not _WENT_ON.search(text, max(0, one.start - 60), one.start):
            continue
        if gated(r"\b(?:versus|vs)\b", re.I).search(text[one.end : one.end + 12]):
            return None
        listed = run_of(named[i:], text)
        between = " ".join(text[a.end : b.start] for a, b in zip(listed, listed[1:], strict=False))
        concepts = [c for each in listed for c in each.concepts]
        parts = [_given_or_progressed_on(c) for c in concepts if c not in NO_PATIENT_FIELD]
        if not parts or (len(parts) < len(concepts) and phrases.OR.search(between)):
            return None
        requirement = either(parts) if phrases.OR.search(between) else every(parts)
        words = f"progression on {text[one.start : listed[-1].end]}"
        return Mention("prior_therapy", requirement, words, one.start, listed[-1].end, Stance.REQUIRE)
    return None


def _given_or_progressed_on(concept: str) -> Requirement:
    """What is given after surgery as well may have failed then: that it was given is sure."""
    return Within(f"{'progressed_on' if concept in _CLASSES_PROGRESSED_ON else 'received'}:{concept}", YES)


# Given for advanced disease as a rule
_CLASSES_PROGRESSED_ON = frozenset(
    {"CDK4/6 inhibitor", "trastuzumab deruxtecan", "sacituzumab govitecan", "topoisomerase-I ADC", "TROP2 ADC"}
)


_TRIPLE_NEGATIVE = gated(r"\btriple[- ]negative\b|\bm?TNBC\b", re.I)


# 'Previously untreated, locally advanced, recurrent inoperable or metastatic TNBC'
_UNTREATED_TITLE = gated(
    r"\b(?:previously untreated|treatment[- ]na(?:i|\u00ef)ve),?\s+(?:(?:[\w-]+|and/or),?\s+){1,6}?(?:metastatic|advanced)\b(?!\s+or\b)",
    re.I,
)


# 'Chemotherapy-naive', 'not previously treated with chemotherapy'
_NO_CHEMOTHERAPY = gated(
    r"\bchemo(?:therapy)?[- ]?na(?:i|\u00ef)ve\b|\b(?:not|never)\s+(?:been\s+)?(?:previously\s+)?(?:treated\s+with|received|had)\s+(?:prior\s+|previous\s+|any\s+)*chemotherapy\b",
    re.I,
)


# 'As first-line treatment of HER2-positive breast cancer': lines are those of advanced disease (ESMO guideline, metastatic
# breast cancer)
_LINE_OF_BREAST_CANCER = gated(
    r"^(?!.*\badjuvant\b)(?!.*\bearly\b).*?\b(?:first|1st|second|2nd|third|3rd)[- ]line\s+(?:[\w-]+\s+){0,2}?(?:treatment|therapy|chemotherapy)\s+(?:of|for|in)\s+(?:(?:patients|women|subjects|participants)\s+with\s+)?"
    r"(?:[\w+/-]+,?\s+){0,4}?breast\s+(?:cancer|carcinoma)\b",
    re.I,
)


def lines_of_title(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention]:
    text = sentence.text
    if not sentence.source.endswith("title") or NAIVE_OR_NOT.search(text):
        return []
    if not phrases.METASTATIC.search(text) and not _LINE_OF_BREAST_CANCER.search(text):
        told = resistant_to(text, vocabulary) or (vocabulary and _progressed_on(text, vocabulary))
        return [told] if told else []
    early_lines = FIRST_TO_LATER_LINE.search(text)
    if early_lines and not AFTER.search(text[: early_lines.start()] + text[early_lines.end() :]):
        most = LINES_BEFORE[early_lines["last"].lower()]
        requirement = lines_at_most(most, text, early_lines.end(), vocabulary)
        words = "at most one earlier line" if most == 1 else f"at most {most} earlier lines"
        return [Mention(FACET, requirement, words, *early_lines.span(), Stance.REQUIRE)]
    if no_chemo := _NO_CHEMOTHERAPY.search(text):
        none = Between("chemo_lines_metastatic", None, 0)
        return [Mention(FACET, none, "no chemotherapy for metastatic disease", *no_chemo.span(), Stance.REQUIRE)]
    untreated = phrases.UNTREATED.search(text) or _UNTREATED_TITLE.search(text)
    first = FIRST_LINE.search(text)
    if untreated or (first and not AFTER.search(text)):
        at = untreated or first
        assert at is not None
        requirement = none_yet(text, at.end(), vocabulary)
        if _TRIPLE_NEGATIVE.search(text):  # no endocrine lines could stand beside it
            requirement = Between("lines_metastatic", None, 0)
        return [Mention(FACET, requirement, "first-line treatment", at.start(), at.end(), Stance.REQUIRE)]
    if (after := _AFTER_FIRST_LINE.search(text)) and not of_other_tumours(text):
        only_one = 1 if gated(r"\bmaintenance\b", re.I).search(text) and "beyond" not in after.group().lower() else None
        requirement = Between(quantity_counted(after.group()) or "lines_metastatic", 1, only_one)
        return [Mention(FACET, requirement, "first-line treatment before", *after.span(), Stance.REQUIRE)]
    if (kept := _MAINTENANCE_AFTER.search(text)) and not of_other_tumours(text):
        requirement = Between("chemo_lines_metastatic", 1, None)
        return [Mention(FACET, requirement, "chemotherapy before", *kept.span(), Stance.REQUIRE)]
    if not first and (had := lines_behind(text)):
        return [had]
    if vocabulary is not None and (progressed := _progressed_on(text, vocabulary)):
        return [progressed]
    if resistant := resistant_to(text, vocabulary):
        return [resistant]
    later = _LATER_LINE.search(text)
    if later and not first and not _OF_SOMETHING_ELSE.search(text):
        requirement = _treated_with(text, later, vocabulary)
        return [Mention(FACET, requirement, lines_before(text, later)[1], *later.span(), Stance.REQUIRE)]
    return []


def lines_behind(text: str) -> Mention | None:
    """'Previously treated metastatic breast cancer'; not 'taxane-pretreated', which may have been for early disease."""
    had = HAD_LINES.search(text)
    if had is None or text[: had.start()].endswith("-") or _OF_SOMETHING_ELSE.search(text):
        return None
    return Mention(FACET, lines_before(text, had)[0], EARLIER_LINE, *had.span(), Stance.REQUIRE)


_OF_SOMETHING_ELSE = gated(r"brain|CNS|endocrine|hormon|follow", re.I)


# 'Maintenance endocrine therapy after chemotherapy in metastatic breast cancer'; not of a trial that gives the chemotherapy too
_MAINTENANCE_AFTER = gated(
    r"^(?:(?!\b(?:with|plus|and|then|induction|followed)\b)[^.;]){0,80}?\bmaintenance\b[^.;]{0,80}?\b(?:after|following)\s+(?:response to\s+|completion of\s+)?(?:induction\s+|palliative\s+)?chemotherapy\b"
    r"|^(?:(?!\b(?:with|plus|and|then|induction|followed)\b)[^.;]){0,80}?\bmaintenance\b[^.;]{0,80}?\b(?:respond\w+ to|respon\w+ to|(?:stable|not progress\w*|non-?progressi\w+|no progression) (?:after|on|during|following))\s+(?:first-line\s+|induction\s+)?chemotherapy\b",
    re.I,
)


_ONLY_SECOND = gated(r"(?<!least )(?<!least a )(?<!least in )\b(?:second|2nd)[- ]line$", re.I)
_OR_LATER = gated(r"\b(?:at least|later|beyond|subsequent|third|3rd|further|above|higher|more|plus)\b|\+", re.I)


def _treated_with(text: str, later: re.Match[str], vocabulary: Vocabulary | None) -> Requirement:
    """An earlier line; 'previously treated with trastuzumab' leaves open that it was given after surgery."""
    line, _ = lines_before(text, later)
    given = _WITH.match(text, later.end())
    if given is None or vocabulary is None:
        return line
    drugs = next((one.concepts for one in therapies_in(text, vocabulary) if one.start == given.end()), ())
    return either((line, every(Within(f"received:{drug}", YES) for drug in drugs))) if drugs else line


def lines_before(text: str, later: re.Match[str]) -> tuple[Requirement, str]:
    """The lines that come before the one named, and in words: two before 'third-line or later', one before all others, and
    before 'second-line' and no later one no second line of chemotherapy."""
    line = later.group()
    if _THIRD.search(line) and not _SECOND.search(line):
        return Between("lines_metastatic", 2, None), _TWO_EARLIER_LINES
    earlier = Between("lines_metastatic", 1, None)
    if _ONLY_SECOND.search(line) and not _OR_LATER.search(text, later.start()):
        # endocrine lines may have come before
        return every((earlier, Between("chemo_lines_metastatic", None, 1))), EARLIER_LINE
    return earlier, EARLIER_LINE


_SECOND = gated(r"\b(?:second|2nd|2L)\b", re.I)
_THIRD = gated(r"\b(?:third|3rd|3L)\b", re.I)


_WITH = gated(r"\s+(?:with|by)\s+(?:an?\s+|prior\s+)?", re.I)


def none_yet(text: str, at: int, vocabulary: Vocabulary | None) -> Requirement:
    return lines_at_most(0, text, at, vocabulary)


# 'Chemotherapy and hormone therapy as first-line treatment': neither may have been given.
_BOTH_KINDS = gated(
    r"\bchemo\w*\s+(?:and|or|and/or|versus|vs\.?|followed by|before|with or without)\s+(?:hormon\w*|endocrine)\s+(?:therapy|treatment)|\b(?:hormon\w*|endocrine)\s+(?:therapy|treatment)\s+(?:and|or|and/or|versus|vs\.?|followed by|before|with or without)\s+chemo",
    re.I,
)


def lines_at_most(most: int, text: str, at: int, vocabulary: Vocabulary | None) -> Requirement:
    """Lines of the kind named after 'first-line', or given in the trial: where chemotherapy is given, endocrine lines
    do not count; else lines of any kind."""
    after = text[at : at + 40]
    if ENDOCRINE.search(after) and not CHEMO.search(after):
        return Between("endocrine_lines_metastatic", None, most)
    given = {c for one in therapies_in(text, vocabulary) for c in one.concepts} if vocabulary is not None else set()
    chemo = (
        any(c == "chemotherapy" or "chemotherapy" in vocabulary.ancestors(c) for c in given) if vocabulary else False
    )
    if (CHEMO.search(text) or chemo) and not _BOTH_KINDS.search(text):
        return Between("chemo_lines_metastatic", None, most)
    return Between("lines_metastatic", None, most)
