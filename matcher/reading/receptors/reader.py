"""ER, PR, HER2 and their combinations, on the joint axis of receptor states."""

from __future__ import annotations

import re
from dataclasses import replace

from data.criteria import AnyOf, Undecidable
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.receptors.another_way_in import another_way_in
from matcher.reading.receptors.any_tumour import among_genes, beside_any_tumour
from matcher.reading.receptors.combination import combination_of, facet_of
from matcher.reading.receptors.conditions import of_some_patients
from matcher.reading.receptors.descriptions import descriptions_in
from matcher.reading.receptors.exceptions import all_but, as_ruled, exception_within, with_exception
from matcher.reading.receptors.luminal import without_intrinsic_lists
from matcher.reading.receptors.markers import Found
from matcher.reading.receptors.masks import ALL
from matcher.reading.receptors.not_asked import as_an_example, asks_for_none, in_an_addition, treated_for_it
from matcher.reading.receptors.rulings import rulings_on
from matcher.reading.receptors.word_order import with_the_status_behind
from matcher.reading.sentences import Sentence

_KEYS = words_beginning(
    "her2 her erbb er pr pgr hr hor tnbc mtnbc etnbc atnbc latnbc tn triple tripple three luminal hormone estrogen oestrogen estradiol oestradiol epidermal receptor progest endocrine her3 hrpos erpos prpos erneg prneg hrneg fish cish dish sish ish herceptest hercep hormonosensitive hormonoresponsive hormonodependent rh erb cerb"
)
_TRIGGER = gated(
    r"\bTN\b|HER-?\s?-?2|HER2|[Ee][Rr][Bb][- ]?[Bb][- ]?2|\bER\b|\bP[Gg]?R\b|\bHo?R\b|\bHR[+-]|\bER[+-]|TNBC|[Rr]eceptor|[Tt]ripp?le|TRIPLE|[Tt]hree[- ]negative|[Ll]uminal|"
    r"[Hh]ormon|[Ee]strogen|[Ee]ndocrine[- ](?:[Ss]ens|[Rr]esp|[Ii]nsens)|[Ee]pidermal|[Hh]er[- ]?2|ISH\b.{0,30}ratio|Hercep"
)

# 'IHC 3+', 'FISH amplified' as points below 'HER2 status, one of:'
_HEADS_SCORES = gated(
    r"^(?![^:]*\b(?:ER|PR|PgR|HR|hormone|o?estrogen)\b)[^.;:]{0,80}\b(?:HER-?2(?:/neu)?|Erb-?B2)\b[^:]{0,80}\b(?:one|any|either)\b[^:]{0,40}:\s*$",
    re.I,
)
_SCORE_FIRST = gated(
    r"^\W*(?:or\W+)?(?:an?\s)?(?:IHC|immunohisto\w+|score|F?ISH|CISH|SISH|in[- ]situ hybridi[sz]ation|[0-3]\s?\+(?!\s*\d))(?:\W|$)(?!.*\b(?:HER-?2|ER|PR|PgR|HR)\b)",
    re.I,
)


def read_receptors(sentence: Sentence, context: Context) -> list[Mention]:
    """What the sentence says of ER, PR and HER2, as one mention: a union of the combinations that it names."""
    above = sentence.item.parent if sentence.item else None
    if above is None or not _SCORE_FIRST.match(sentence.text) or not _HEADS_SCORES.match(above.text):
        return _read(sentence, context)
    named = "HER2 "
    found = _read(replace(sentence, text=named + sentence.text), context)
    return [replace(m, start=max(0, m.start - len(named)), end=m.end - len(named)) for m in found]


def _read(sentence: Sentence, context: Context) -> list[Mention]:
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text):
        return []
    sentence = _as_usually_told(sentence)
    text = sentence.text
    if asks_for_none(text):
        return []
    found = without_intrinsic_lists(sentence, descriptions_in(sentence, context))
    if not sentence.from_criteria:
        found = [one for one in found if not in_an_addition(text, one.start)]
    told_before = sentence.item.text[: sentence.start - sentence.item.start] if sentence.item else ""
    if not found or beside_any_tumour(text, found, told_before):
        return []
    if not sentence.excludes and as_an_example(text, found[0].start):
        return []
    if left_in := all_but(sentence, found):
        return left_in
    if exception := exception_within(text, found):
        return with_exception(sentence, exception, found)
    if not sentence.excludes and (ruled := rulings_on(text, found)).differ:
        return as_ruled(text, ruled)
    return _combined(sentence, found)


def _combined(sentence: Sentence, found: list[Found]) -> list[Mention]:
    """The descriptions of a sentence without exceptions, as one."""
    text, start, end = sentence.text, found[0].start, max(f.end for f in found)
    combined = combination_of(text, found)
    if combined.wide == ALL and combined.sure == ALL:
        return []
    if treated_for_it(text, start) if sentence.excludes else among_genes(text, combined.words):
        return []
    requirement, words = combined.requirement(), combined.words
    if not sentence.excludes and another_way_in(text, start, end):
        requirement, words = AnyOf((requirement, Undecidable("another way in"))), f"{words} or what stands beside it"
    condition = of_some_patients(sentence, found)
    return [Mention(facet_of(combined), requirement, words, start, end, None, condition)]


def _as_usually_told(sentence: Sentence) -> Sentence:
    """With the status behind its receptor, and without words that only explain it."""
    text = with_the_status_behind(sentence.text)
    if "(" in text:
        text = blanked(_EXPLAINED, text, "aside", "names")
    if sentence.excludes:
        text = blanked(_OR_UNKNOWN, text)
    return replace(sentence, text=text) if text != sentence.text else sentence


_NAME_EXPLAINED = (
    r"(?:(?:positive|negative)\s+)?(?:expression\s+of\s+)?(?:ER|PR|PgR|HR|HER-?\s?2(?:/neu)?|o?estrogen\s+receptors?|progesterone\s+receptors?|hormone\s+receptors?)"
    r"(?:[\s-]+(?:positive|negative|positivity|negativity|status|expression)){0,2}\s*:\s"
)

# 'ER and/or PR positive (positive ER expression: > 1 %; positive PR expression: > 1 %)' explains the words before it.
_EXPLAINED = gated(
    rf"(?P<told>\b(?:ER|PR|PgR|HR|HER-?\s?2|receptors?)\b[^.;:()]{{0,40}}\b(?:positive|negative)\s*)(?P<aside>\(\s*{_NAME_EXPLAINED}[^()]*\)?)"
    # 'HR-positive (ER and/or PgR)'
    r"|(?P<kind>\b(?:HR|hormon(?:e|al)[- ]receptors?)[\s-]*(?:status\s+)?(?:positiv\w+|\+)\s*)(?P<names>\(\s*(?:ER|PR|PgR)\s*(?:and/or|or|/)\s*(?:ER|PR|PgR)\s*\))",
    re.I,
)

# Among exclusions, 'unknown or positive HER2 status' shuts out the positive as well.
_OR_UNKNOWN = gated(
    r"\b(?:unknown|undetermined|indeterminate|equivocal)(?:,?\s+or\s+|\s?/\s?)(?=(?:positive|negative)\b)"
    r"|(?<=positive|negative)(?:,?\s+or\s+|\s?/\s?)(?:unknown|undetermined|indeterminate|equivocal)\b",
    re.I,
)
