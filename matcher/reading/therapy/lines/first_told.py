"""'First-line treatment for metastatic disease' as criteria tell of it: to come, behind her, or let in."""

from __future__ import annotations

import re

from data.criteria import Between, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.alternatives import ANOTHER_WAY, way_beside_a_line
from matcher.reading.therapy.lines.before import AFTER, NOT_OF_THE_BRAIN, none_yet
from matcher.reading.therapy.lines.drugs import FIRST_LINE_ITSELF, drugs_about
from matcher.reading.therapy.lines.first_had import STILL_IN_IT
from matcher.reading.therapy.lines.quantities import quantity_counted


def first_line_told(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """What the words ask for; None where they leave it to other readers."""
    text = sentence.text
    first = _FOR_FIRST_LINE.search(text)
    if first is None:
        return None
    before = _OTHER_CLAUSE.split(text[: first.start()])[-1]
    if _BEFORE_OR_IN_IT.search(before) and not _DENIED.search(before):
        return [_at_most_one(first)]
    if _GIVEN_OR_TO_COME.search(before) and not _DENIED.search(before):
        return [_at_most_one(first)] if _NOT_WORSE_SINCE.search(text, first.end()) else []
    if _FIRST_LINE_GIVEN.search(before) and not _YET_TO_COME.search(before):
        return _had(text, first, vocabulary) if _GIVEN_BEFORE.search(before) else None
    if phrases.PERMITS.search(text):
        return _let_in(first, before)
    return None if AFTER.search(text) else _to_come(text, first, vocabulary)


def _had(text: str, first: re.Match[str], vocabulary: Vocabulary | None) -> list[Mention] | None:
    if ANOTHER_WAY.search(text) or phrases.PERMITS.search(text):
        return None
    kind = quantity_counted(first.group()) or "lines_metastatic"
    words, most = "first-line treatment before", 1 if STILL_IN_IT.search(text) else None
    asked = every((Between(kind, 1, most), *drugs_about(text, first, vocabulary)))
    if beside := way_beside_a_line(text, first.end()):
        asked, words = either((asked, beside)), f"{words}, or another way in"
    return [Mention(LINES, asked, words, *first.span(), Stance.REQUIRE)]


def _let_in(first: re.Match[str], before: str) -> list[Mention]:
    return [_at_most_one(first)] if _MAY_HAVE_HAD.search(before) else []


def _at_most_one(first: re.Match[str]) -> Mention:
    at_most_one = Between(quantity_counted(first.group()) or "lines_metastatic", None, 1)
    return Mention(LINES, at_most_one, "at most one earlier line", *first.span(), Stance.REQUIRE)


# 'Have received or are receiving first-line treatment, without progression': no second line has been begun
_NOT_WORSE_SINCE = gated(
    r"\b(?:without|with\s+no|no|free\s+of)\s+(?:(?:evidence|signs?)\s+of\s+)?(?:(?:disease|any|further|subsequent|systemic|documented)\s+){0,2}progress\w*",
    re.I,
)


def _to_come(text: str, first: re.Match[str], vocabulary: Vocabulary | None) -> list[Mention]:
    named = FIRST_LINE_ITSELF.search(text, first.start())
    alone = named is not None and not _WITH_ANOTHER.match(text, named.end())
    requirement = none_yet(text, named.end() if named and alone else first.end(), vocabulary)
    return [Mention(LINES, requirement, "first-line treatment", *first.span(), Stance.REQUIRE)]


_FOR_FIRST_LINE = gated(
    rf"\bfirst[- ]line\b{NOT_OF_THE_BRAIN} (?:\w+ )?(?:treatment|therapy|chemotherapy)\b[^.;]{{0,50}}\b(?:metasta\w+|advanced|MBC)\b|"
    r"\b(?:in|for|(?:treatment|therapy|management) of)\s+(?:the\s+|patients\s+with\s+)?(?:first|1st)[- ]line\s+(?:metastatic|advanced|setting|treatment|chemotherapy)\b",
    re.I,
)


# 'Completed four cycles of first-line chemotherapy', 'disease control after first-line treatment'
_FIRST_LINE_GIVEN = gated(
    r"\b(?:had|receiv(?:ed|ing)|complet\w+|finish\w+|undergone|underwent|treated|initiated|started|respon\w+|stable|benefit\w*|remission|during|recurr\w*|relaps\w*|progress\w*|begun|commenced|"
    r"already|currently|ongoing|on)\b[^.;:]{0,80}$",
    re.I,
)

# 'Received or are receiving first-line treatment', 'have received, or plan to receive,': whoever is past it, too
_GIVEN_OR_TO_COME = gated(
    r"\b(?:(?:have|has|having|had|who|ever|previously|already|^)\W*received|completed|undergone|underwent|(?:been|were|was) treated)\b\W{0,3}(?:and/)?or\b[^.;:]{0,60}$"
    r"|\b(?:receiv|undergo|tak|start)ing\W{1,3}(?:and/)?or\W+(?:having|had|have|has|previously|already)\b[^.;:]{0,40}$",
    re.I,
)
_DENIED = gated(r"\b(?:no|not|never|without|neither)\b", re.I)

# 'Enrolled before or during the first line of treatment': whoever has begun it, too
_BEFORE_OR_IN_IT = gated(
    r"\b(?:before|prior\s+to|starting|beginning|about\s+to\s+(?:start|begin))\s*(?:,|/|or|and/or|and)\s*(?:already\s+)?(?:during|while\s+(?:on|receiving)|receiving|on|in)\b[^.;:]{0,30}$"
    r"|\b(?:during|receiving|on)\s*(?:,|/|or|and/or)\s*(?:before|prior\s+to|starting|about\s+to\s+(?:start|begin))\b[^.;:]{0,30}$",
    re.I,
)

_OTHER_CLAUSE = gated(r"[,;:]|\b(?:while|but|whereas|and who|and are)\b", re.I)

_YET_TO_COME = gated(
    r"\b(?:candidates?|eligible|plan\w*|no|not|never|declin\w+|refus\w+|to (?:receive|start|begin|be (?:treated|given))|will|may|either|or|willing)\b",
    re.I,
)

_GIVEN_BEFORE = gated(
    r"\b(?:have|has|having|had|who|patients|^\W*)\s*(?:completed|received|finished|undergone|responded|benefited|derived)\b|\b(?:respon\w+|stable disease|benefit|control|remission|recurr\w+|relaps\w+|progress\w+)\b[^.;:]{0,30}\b(?:after|to|from|following|on|with)\b"
    # 'Patients had first-line treatment for metastatic disease'
    r"|\b(?:patients?|participants?|subjects?|women|who)\s+(?:have\s+|has\s+)?had\s+(?:(?:an?|the|their|prior)\s+)?$"
    # 'Has started letrozole as first-line treatment'; whoever is 'started on' it may be about to be
    r"|\b(?:have|has|having|had|who)\s+(?:already\s+)?(?:initiated|started|begun|commenced)\b(?! on\b)"
    r"|^\W*(?:completed|received|completion of)\b",
    re.I,
)


# 'May have received a first line of chemotherapy', 'prior first-line chemotherapy is allowed': one at most
_MAY_HAVE_HAD = gated(
    r"\b(?:may|might|can|could)\s+(?:also\s+)?have\b[^.;:]{0,60}$|\b(?:prior|previous|earlier)\s+$", re.I
)


# 'First-line endocrine therapy plus a CDK4/6 inhibitor' is the first treatment of all; before endocrine therapy alone there
# may have been chemotherapy.
_WITH_ANOTHER = gated(r"\s+(?:\w+\s+){1,2}?(?:\([^()]*\)\s*)?(?:plus|with|and|combined|\+|in combination)\s", re.I)
