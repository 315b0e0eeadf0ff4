"""One sentence read by every facet, under the conditions of the headings above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from matcher.reading.composing.compose import compose
from matcher.reading.composing.stated import Stated
from matcher.reading.criteria_text.another_tumour import of_another_tumour
from matcher.reading.criteria_text.broken_off import mentions_in
from matcher.reading.criteria_text.closed_lists import of_breast_cancer_alone
from matcher.reading.criteria_text.conditions_above import under_those_above
from matcher.reading.criteria_text.drafts import SentenceRead
from matcher.reading.criteria_text.exceptions_told import is_an_exception, with_the_exception_behind
from matcher.reading.criteria_text.failed_or_urgent import read_failed_or_urgent
from matcher.reading.criteria_text.frames import without_the_frame
from matcher.reading.criteria_text.some_shut_out import with_those_meant
from matcher.reading.criteria_text.subtypes_apart import read_apart
from matcher.reading.gated import gated
from matcher.reading.irrelevances import kind_of
from matcher.reading.layout.item import PERMIT
from matcher.reading.mentions import Context, Mention
from matcher.reading.nothing_asked.asides import restricts_nobody, without_what_restricts_nobody
from matcher.reading.nothing_asked.of_others import (
    without_asides_on_other_tumours,
    without_exceptions_for_other_tumours,
    without_others,
)
from matcher.reading.nothing_asked.provided import IF_KNOWN, with_what_is_provided
from matcher.reading.nothing_asked.whole_sentences import lets_in
from matcher.reading.pattern import blanked
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy.lines.bounds import without_what_is_no_line
from matcher.reading.whole_sentences.kinds import told_by_its_shape


def read_sentence(sentence: Sentence, context: Context, *, one_way: bool = False) -> SentenceRead:
    """`one_way`: the sentence is one of several ways into the trial."""
    sentence = replace(
        sentence, text=blanked(_QUOTA_ASIDE, sentence.text, where=lambda aside: _QUOTA.search(aside.group()))
    )
    sentence = of_breast_cancer_alone(sentence)
    if _QUOTA.search(sentence.text) or _BACKGROUND.match(sentence.text) or _REFERENCE.fullmatch(sentence.text):
        return SentenceRead(sentence, [], [], "explanation")
    asking = _what_it_asks(sentence)
    mentions = with_those_meant(asking, mentions_in(asking, context), context)
    if of_another_tumour(sentence):
        return SentenceRead(sentence, [], mentions, "other_cancer")
    apart = _read_in_parts(asking, mentions, context) if sentence.polarity != PERMIT else []
    stated = compose(asking, mentions, one_way=one_way) if apart is None else apart
    stated = [] if stated and lets_in(asking.text) else under_those_above(stated, sentence.item, context)
    return SentenceRead(sentence, stated, mentions, None if stated else _kind(sentence, mentions, context))


def _read_in_parts(asking: Sentence, mentions: Sequence[Mention], context: Context) -> list[Stated] | None:
    """What a sentence states whose parts are read each by itself; None for all others."""
    ways = read_failed_or_urgent(asking, context)
    return read_apart(asking, mentions, context) if ways is None else ways


def _what_it_asks(sentence: Sentence) -> Sentence:
    """The sentence with its exception from behind it, without what frames it or restricts nobody."""
    of_hers = without_asides_on_other_tumours(without_others(sentence.text))
    asking = with_the_exception_behind(replace(sentence, text=without_what_is_no_line(of_hers)))
    asked = without_what_restricts_nobody(without_exceptions_for_other_tumours(without_the_frame(asking)))
    return replace(asking, text=blanked(IF_KNOWN, asked) if sentence.excludes else with_what_is_provided(asked))


def _kind(sentence: Sentence, mentions: Sequence[Mention], context: Context) -> str | None:
    """What a sentence is about that states nothing."""
    if mentions:
        return "permission"
    if restricts_nobody(sentence.text):
        return "explanation"
    return kind_of(sentence, context.vocabulary) or _of_nobody_here(sentence) or told_by_its_shape(sentence)


# 'The drug has shown efficacy in BRCA carriers. It is plausible that it acts in others.': why the trial is done
_BACKGROUND = gated(
    r"\W*(?!(?:patients?|participants?|subjects?|wom[ae]n|those|tumou?rs?|disease|cancers?)\b)(?:[\w/-]+\s+){1,6}?(?:has|have)\s+(?:(?:been|recently|also|already|previously)\s+){0,2}(?:shown|demonstrated)\s+(?:\w+\s+){0,3}?(?:efficacy|activity|benefits?|responses?|survival)\b"
    r"|[^.;]{0,80}\bit is (?:plausible|conceivable|likely|hypothesi[sz]ed|thought|believed|therefore hypothesi[sz]ed) that\b"
    r"|\W*(?:we|the investigators|the researchers) (?:hypothesi[sz]e|believe|postulate|propose)\b",
    re.I,
)


# '(See additional inclusion criteria for the TNBC cohort)'
_REFERENCE = gated(
    r"\W*(?:please\s+)?(?:see|refer\s+to)\s+(?:the\s+|also\s+)*[^.;:]{0,40}?\b(?:criteria|criterion|sections?|appendix|table|protocol)\b(?:[^.;:]|\.(?=\d)){0,80}\W*",
    re.I,
)


# 'About half of the patients will have had a CDK4/6 inhibitor' asks it of none of them.
_QUOTA = gated(
    r"\b(?:\d+\s?(?:%|per ?cent) of|(?:half|(?:one|two)[- ]thirds?|a (?:third|quarter)|(?:a|the) (?:majority|minority|proportion)) of)\s+"
    r"(?:all\s+|the\s+|enrolled\s+|randomi[sz]ed\s+|eligible\s+|study\s+|included\s+)*(?:patients|participants|subjects|women|enrolled|population)\b[^.;]{0,40}\b(?:will|must|should|may|can|are|have|with)\b",
    re.I,
)


# 'ECOG 0 to 2 (at most 20% of the patients may have ECOG 2)'
_QUOTA_ASIDE = gated(r"\([^()]{0,60}(?:%|per ?cent|half|third|majority|minority)[^()]{3,120}\)", re.I)


_NOTE = gated(r"^\W*(?:please )?notes?\b\W", re.I)


def _of_nobody_here(sentence: Sentence) -> str | None:
    """Sentences that shut out no patient with breast cancer, whatever they speak of; None for all others."""
    if of_other_tumours(sentence.text):
        return "other_cancer"
    if sentence.polarity == PERMIT or stance_of(sentence) is Stance.ALLOW or is_an_exception(sentence):
        return "permission"
    if _NOTE.match(sentence.text) and stance_of(sentence) is not Stance.FORBID:
        return "explanation"
    return None
