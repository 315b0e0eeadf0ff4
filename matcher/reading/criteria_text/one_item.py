"""One item of the criteria read: its sentences, and ways listed within it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import AnyOf, Criterion, Note, Undecidable, every
from matcher.reading.composing.stated import Stated
from matcher.reading.criteria_text.accounting import (
    account_for,
    note_open_point,
    note_permission,
    note_receptors_let_in,
)
from matcher.reading.criteria_text.another_tumour import BEGINS_WITH_OR
from matcher.reading.criteria_text.broken_off import BREAKS_OFF
from matcher.reading.criteria_text.closed_lists import of_other_organs
from matcher.reading.criteria_text.conditions_above import NAMES_SOME
from matcher.reading.criteria_text.drafts import Draft, SentenceRead, criterion_of, evidence_of
from matcher.reading.criteria_text.goes_on_for_them import for_whom_it_goes_on
from matcher.reading.criteria_text.in_both_cases import asked_in_both_cases
from matcher.reading.criteria_text.one_sentence import read_sentence
from matcher.reading.criteria_text.points_with_or import FIRST_POINT, apart_at_the_or, points_with_or
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, Item
from matcher.reading.layout.set_in_too_far import NAMES_A_COHORT
from matcher.reading.mentions import Context
from matcher.reading.population import BREAST, BREAST_BY_NAME, OTHER_TUMOUR
from matcher.reading.record.presuppositions import RECEPTOR_FACETS
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.text import PlainText


def read_item(item: Item, draft: Draft, context: Context) -> None:
    if item.heading and not item.children and len(item.text) < 60 and not item.cohorts:
        return
    ways = _ways_in_one_item(item)
    clauses = () if ways or id(item) in draft.of_menopause else _clauses_joined_by_or(item)
    in_ways, of_others = {id(way) for way in ways}, _of_other_organs(ways)
    alternatives: list[list[Stated]] = []
    told: list[SentenceRead] = []
    reads: list[SentenceRead] = []
    for sentence in sentences_of(item):
        if item.polarity == EXCLUDE and item.children and NAMES_A_COHORT.match(sentence.text):
            draft.notes.append(Note("introduction", evidence_of(sentence, draft.text)))
            continue
        itself = read_sentence(sentence, context, one_way=id(sentence) in in_ways)
        read = for_whom_it_goes_on(reads[-1] if reads else None, itself)
        reads.append(read)
        if _asks_nothing_itself(sentence, item):
            read.stated.clear()
        _note_beside(read, item, draft, one_way=id(sentence) in in_ways)
        _note_cohorts_of_breast_cancer(sentence, item, draft)
        if sentence in clauses:
            told.append(read)
            if sentence is clauses[-1]:
                _add_clauses(told, item, draft)
        elif id(sentence) in in_ways:
            begin = _begin_of_the_first(ways) if sentence is ways[0] else 0
            if _LETTER.search(sentence.text, begin) and id(sentence) not in of_others:
                alternatives += apart_at_the_or(sentence, [s for s in read.stated if s.start >= begin])
            _add_all([s for s in read.stated if s.start < begin], read, item, draft)
        else:
            _add_all(read.stated, read, item, draft)
    if any(alternatives):
        draft.add(_any_of_sentences(alternatives, ways, draft.text), item)
    if not ways and (demand := asked_in_both_cases(reads, item, draft.text)):
        draft.add(demand, item)


def _begin_of_the_first(ways: Sequence[Sentence]) -> int:
    """Where, in the first of the ways, it begins behind the words that open the list."""
    opening = _ONE_OF.search(ways[0].text) or FIRST_POINT.search(ways[0].text)
    return opening.end() if opening else 0


def _of_other_organs(ways: Sequence[Sentence]) -> set[int]:
    """'One of: stage IV breast cancer; sarcoma': the ways, by id, for patients with other tumours."""
    told = [ways[0].text[_begin_of_the_first(ways) :], *(way.text for way in ways[1:])] if ways else []
    named = [(way, words) for way, words in zip(ways, told, strict=True) if _LETTER.search(words)]
    others = of_other_organs([words for _, words in named])
    return {id(way) for (way, _), other in zip(named, others, strict=True) if other}


def _asks_nothing_itself(sentence: Sentence, item: Item) -> bool:
    """Whether it only says of whom, or of what, is told below it."""
    if NAMES_SOME.match(sentence.text) or _HEADS_RULES_FOR_SOME.match(sentence.text):
        return True  # 'For MBC participants:', 'For patients with stage IV disease:'
    if item.polarity != EXCLUDE:
        return False
    if item.heading and item.cohorts:
        return True  # the name of a cohort over its exclusions excludes nobody
    # 'Brain metastases which' excludes nobody before it is told which
    return bool(item.children) and BREAKS_OFF.search(sentence.text) is not None


def _note_beside(read: SentenceRead, item: Item, draft: Draft, *, one_way: bool) -> None:
    """What a sentence tells beside its criteria: what was not read, who is let in, what it takes for granted, what stays open."""
    account_for(read, item, draft)
    note_permission(read, draft)
    note_receptors_let_in(read, item, draft)
    if read.stated and not item.cohorts and not read.sentence.excludes:
        draft.presupposed += [m.requirement for m in read.mentions if m.condition and m.facet in RECEPTOR_FACETS]
    if not one_way:
        note_open_point(read, item, draft)


def _note_cohorts_of_breast_cancer(sentence: Sentence, item: Item, draft: Draft) -> None:
    if item.cohorts and not sentence.excludes and BREAST.search(sentence.text):
        draft.breast.update(item.cohorts)
        if BREAST_BY_NAME.search(sentence.text):
            draft.breast_by_name.update(item.cohorts)


def _add_all(told: Sequence[Stated], read: SentenceRead, item: Item, draft: Draft) -> None:
    for stated in told:
        _add(stated, read, item, draft)


def _add(stated: Stated, read: SentenceRead, item: Item, draft: Draft) -> None:
    if stated.facet == "age" and id(item) in draft.of_menopause:
        return  # 'aged 60 or older' is one way to be past menopause
    one_way = id(item) in draft.open_ways or _one_of_listed_factors(stated, read)
    of_itself = stated.statement.startswith("Requires") or item.polarity == EXCLUDE
    if (one_way and of_itself) or _only_with_another(stated, read.sentence):
        stated = _one_of_several(stated)
    draft.add(criterion_of(stated, read.sentence, draft.text), item)


def _add_clauses(told: Sequence[SentenceRead], item: Item, draft: Draft) -> None:
    """Clauses joined by 'or': of what both speak of, one is enough; the rest is asked for."""
    either = _of_the_same_facet([read.stated for read in told])
    if either:
        draft.add(_any_of_sentences(either, [read.sentence for read in told], draft.text), item)
    apart = {id(s) for stated in either for s in stated}
    for read in told:
        for stated in read.stated:
            if id(stated) not in apart:
                _add(stated, read, item, draft)


_HEADS_RULES_FOR_SOME = gated(
    r"^\W*(?:only )?(?:for|in)\s+(?:those |all )?(?:the\s+)?(?:patients?|participants?|subjects?|women|those)\s+(?:with|who have)\s+"
    r"(?:[\w/+()-]+\s+){0,5}?(?:disease|cancers?|carcinomas?|metastas[ie]s|tumou?rs?)\s*:\s*$",
    re.I,
)


_ONE_OF = gated(
    r"\b(?:(?:one|two|three|[123])(?: or more)?|any(?: one)?|either)\s(?:of\s)?(?:the\s)?(?:\w+\s){0,3}?(?:(?:following|these|criteri(?:a|on)|conditions?|factors?|features?|characteristics?)\b[^.:;]{0,60}|(?<=one )of|(?<=one of ))\s?:"
    # 'Patients may be: relapsed after ...; newly diagnosed ...; ...'
    r"|^\W*(?:the\s+)?(?:patients?|participants?|subjects?|women|they)\s+(?:may|can)\s+(?:either\s+)?(?:be|have(?:\s+been)?)\s*:(?=[^;]*;)",
    re.I,
)


_GOES_ON = gated(r"[;:]$|(?:^|[:;]\s)\(?\d{1,2}[.)]$")  # a semicolon, or the number of the next point


_LETTER = gated(r"[A-Za-z]")


# 'High risk, with at least one of: grade 3, tumour over 3 cm, ER-negative': each is one way in.
_FACTORS = gated(
    r"\b(?:(?:at least )?(?:one|two|three|1|2|3)(?: or more)?|any(?: one)?|either|(?:high|higher|adverse|poor|unfavou?rable)\W?(?:risk|prognos\w+)|risk)\b"
    r"[^.;:()]{0,25}\b(?:of|factors?|criteria|criterion|features?|characteristics?|parameters?|conditions?|"
    r"following)\b[^.;:()]{0,40}(?:(?P<colon>:)|\()"
    # '... with at least one: grade 3, ER-negative', 'risk (at least one of grade 3, ER-negative)'
    r"|\bat least (?:one|1)\s?(?P<bare>:)|(?<=\()\s?(?:at least |any )?(?:one|1)(?: or more)? of\b"
    # 'one adverse factor including grade 3, ER-negative', 'unfavourable biology (such as HER2 amplification, vessel invasion)'
    r"|\b(?:risk|adverse|unfavou?rable|aggressive|poor[- ]prognos\w+|prognostic)\b[^.;:()]{0,50}?[\s,(]+(?P<examples>such as|like|including|for instance|for example|e\.?g\b\.?),?\s",
    re.I,
)
_SEVERAL_OF = gated(r"\b(?:two|three|2|3)\b", re.I)  # 'at least two of: T3, N2, grade 3': none of them is needed
_ENOUGH = gated(r"(?:at least )?(?:one|1|any|either)\b", re.I)  # 'at least one of: T3, ER-negative': read one by one
_PART = gated(r"(?:(?!\bor\b|\band/or\b)[^,;])+", re.I)


def _one_of_listed_factors(stated: Stated, read: SentenceRead) -> bool:
    """Whether it stands in a list of factors of which one is enough, or several are, and which is not read as a whole."""
    text = read.sentence.text
    opening = _FACTORS.search(text)
    if opening is None or stated.start < opening.end():
        return False
    to_the_end = opening["colon"] or opening["bare"] or (opening["examples"] and "(" not in opening.group())
    end = len(text) if to_the_end else text.find(")", opening.end())
    parts = [
        p
        for p in _PART.finditer(text, opening.end(), max(end, opening.end()))
        if gated(r"\w{2}|\b[NT]\s?\+").search(p.group())
    ]
    if stated.facet in RECEPTOR_FACETS:  # 'one of these tumours: TNBC, melanoma, ...' has one way in for her
        parts = [p for p in parts if BREAST.search(p.group()) or not OTHER_TUMOUR.search(p.group())]
    understood = [p for p in parts if any(s.start < p.end() and p.start() < s.end for s in read.stated)]
    one_by_one = opening["examples"] or _ENOUGH.match(opening.group())
    apart = sum(opening.end() <= s.start < end for s in read.stated) > 1 and one_by_one
    by_itself = len(understood) == len(parts) and not apart and not _SEVERAL_OF.search(opening.group())
    return stated.start < end and len(parts) > 1 and not by_itself


# Under Exclusion, 'two or more of the following: ...': none of them excludes by itself.
_TWO_OR_MORE = gated(
    r"\b(?:at least|any)?\s?(?:two|three|four|[2-4])(?: or more| \(2\))?\s(?:of\s)?(?:the\s)?(?:[\w-]+\s){0,3}?(?:following|these|of|factors|criteria|features)\b[^.:;]{0,40}:",
    re.I,
)


def _only_with_another(stated: Stated, sentence: Sentence) -> bool:
    opening = _TWO_OR_MORE.search(sentence.text) if stated.statement.startswith("Excludes") else None
    return opening is not None and opening.end() <= stated.start


def _ways_in_one_item(item: Item) -> tuple[Sentence, ...]:
    """'One of the following: a) ...; b) ...': the sentences of an inclusion, cut at the semicolons, of which one is enough."""
    sentences = sentences_of(item)
    if item.polarity == EXCLUDE:
        return ()
    for i, sentence in enumerate(sentences):
        if _ONE_OF.search(sentence.text):
            last = next(
                (n for n in range(i, len(sentences)) if not _GOES_ON.search(sentences[n].text)), len(sentences) - 1
            )
            return sentences[i : last + 1] if last > i else ()
    return points_with_or(sentences) or _joined_by_or(sentences)


def _joined_by_or(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """'Progression on A. B is allowed. OR relapse during C': the sentence before, and each that begins with OR."""
    ways: list[Sentence] = []
    before: Sentence | None = None
    for sentence in sentences:
        begins = BEGINS_WITH_OR.match(sentence.text) or (
            before is not None and before.text.endswith(";") and _OR_AFTER_A_SEMICOLON.match(sentence.text)
        )
        if before is not None and begins:
            ways += [sentence] if ways else [before, sentence]
        elif ways and not _ALLOWS.search(sentence.text):
            break
        if not _ALLOWS.search(sentence.text):
            before = sentence
    return tuple(ways)


# 'HER2-negative; or HER2-positive and refractory to trastuzumab', 'recurrence on adjuvant tamoxifen; or progression on letrozole'
_OR_AFTER_A_SEMICOLON = gated(
    r"\W*or\s+(?:with\s+|have\s+|has\s+|had\s+|an?\s+|disease\s+)*(?:HER-?2|HR[+-]|HR\b|ER[+-]|ER\b|TNBC|triple|hormone|o?estrogen|"
    r"(?:progress|relaps|recurr)\w*\s+(?:disease\s+)?(?:on|during|while|within|after|following|under)\b)",
    re.I,
)
_ALLOWS = gated(r"\b(?:allowed|permitted|acceptable)\b", re.I)


def _clauses_joined_by_or(item: Item) -> tuple[Sentence, ...]:
    """'Advanced disease, chemotherapy-naive; or with at most two prior lines': what both clauses speak of is either."""
    if item.polarity == EXCLUDE:
        return ()
    for first, second in itertools.pairwise(sentences_of(item)):
        if first.text.endswith(";") and _GOES_ON_WITH_OR.match(second.text):
            return (first, second)
    return ()


_GOES_ON_WITH_OR = gated(r"or\b")


def _of_the_same_facet(told: Sequence[list[Stated]]) -> list[list[Stated]]:
    both = set.intersection(*({s.facet for s in stated if s.statement.startswith("Requires")} for stated in told))
    either = [[s for s in stated if s.facet in both] for stated in told]
    return either if {s.requirement for s in either[0]} != {s.requirement for s in either[1]} else []


def _any_of_sentences(alternatives: list[list[Stated]], ways: Sequence[Sentence], text: PlainText) -> Criterion:
    requirements = [
        every(s.requirement for s in stated) if stated else Undecidable("an alternative") for stated in alternatives
    ]
    words = [
        " and ".join(s.statement.removeprefix("Requires ") for s in stated) or "an alternative that needs reading"
        for stated in alternatives
    ]
    facet = facet_of_ways([s.facet for stated in alternatives for s in stated])
    evidence = tuple(evidence_of(sentence, text) for sentence in ways)
    return Criterion(facet, AnyOf(tuple(requirements)), "Requires one of: " + "; ".join(dict.fromkeys(words)), evidence)


def facet_of_ways(facets: Sequence[str]) -> str:
    """What ways in are about: 'women with DCIS; women with early breast cancer' about the disease."""
    if facets[0] not in _OF_THE_PERSON:
        return facets[0]
    return "stage" if "stage" in facets else next((f for f in facets if f not in _OF_THE_PERSON), facets[0])


_OF_THE_PERSON = frozenset({"sex", "age"})


def _one_of_several(stated: Stated) -> Stated:
    requirement = AnyOf((stated.requirement, Undecidable("another way in")))
    return replace(stated, requirement=requirement, statement=f"{stated.statement}, or what stands beside it")
