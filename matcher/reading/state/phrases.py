"""The phrases of `state_phrases.tsv` in a sentence, and the stages that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.gated import gated
from matcher.reading.mentions import Context
from matcher.reading.pattern import blanked
from matcher.reading.population import NOT_CANCER_STAGE, STAGE_OF_THE_TRIAL
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.beyond_cure import beyond_cure
from matcher.reading.state.found import Found
from matcher.reading.state.intact_breast import not_of_a_cancer_in_place
from matcher.reading.state.of_which_tumour import stage_of_another_tumour, staged_itself
from matcher.reading.state.phrase_table import phrase_table
from matcher.reading.state.refined.found_at import found_at
from matcher.reading.state.ruled_out import ruled_out
from matcher.reading.state.stages import StageList, stage_lists
from matcher.reading.state.told_alone import told_alone
from matcher.reading.state.whether_denied import denied_before, explains_what_is_denied

_DOTTED = gated(r"\b(?:e\.g|i\.e)\.")  # a full stop ends a phrase: 'treatment (e.g., surgery) completed'


def phrases_in(sentence: Sentence, context: Context) -> Iterator[Found]:
    """What the phrases of the table and the listed stages say, each for itself."""
    lower = _DOTTED.sub(lambda m: m.group().replace(".", "").ljust(len(m.group())), sentence.lower)
    lower = blanked(STAGE_OF_THE_TRIAL, lower)
    lists = _stages_listed(sentence, lower)
    yield from _of_the_table(sentence, lower, lists, context)
    yield from told_alone(sentence, lower)
    if sentence.from_criteria and not sentence.excludes:
        yield from beyond_cure(lower)
    for listed in lists:
        denied = sentence.from_criteria and denied_before(lower, listed.start, "")
        yield Found("stage", "extent", listed.states, listed.states, listed.words, listed.start, listed.end, denied)


def _names_another_stage(sentence: Sentence) -> bool:
    return NOT_CANCER_STAGE.search(sentence.text) is not None


def _stages_listed(sentence: Sentence, lower: str) -> list[StageList]:
    """The lists of stages that are of her cancer."""
    another = _names_another_stage(sentence)
    return [
        one
        for one in stage_lists(lower)
        if not (another and not staged_itself(lower, one.start, one.end))
        and not stage_of_another_tumour(lower, one.start, one.end)
    ]


def _of_the_table(sentence: Sentence, lower: str, lists: list[StageList], context: Context) -> Iterator[Found]:
    place = "record" if not sentence.from_criteria else "exclusion" if sentence.excludes else "inclusion"
    another = _names_another_stage(sentence)
    for row, start, end in phrase_table(context.vocabulary, place).find(lower, sentence.keys):
        name = row.phrase.meaning
        if another and lower.startswith("stage", start) and not staged_itself(lower, start, end):
            continue
        if _told_by_a_list(name, lists, lower, start, end) or ruled_out(row, lower, start, end):
            continue
        if name in ("survivor", "nothing_to_come") and _of_late_disease(context):
            continue
        if lower[start:end] == "mbc" and _mbc_is_no_metastatic_cancer(context):
            continue
        if name == "intact_breast" and not_of_a_cancer_in_place(lower, start, end, context.trial):
            continue
        found = found_at(start, end, name, sentence, context)
        if sentence.from_criteria and explains_what_is_denied(lower, found):
            continue
        if not _denied_of_a_time(lower, found):
            yield found


def _denied_of_a_time(lower: str, found: Found) -> bool:
    """'must not have relapsed within 6 months of adjuvant treatment' tells when it came back"""
    return found.denied and found.name == "recurrent" and "adjuvant" in lower[found.start : found.end]


# Survivors are all who live with a cancer, treated or not (NCI): in a trial of metastatic disease the word tells no time. Nor
# does it that no treatment is expected: there may be none left.
_LATE_DISEASE = gated(
    r"\b(?:advanced|metastatic|stage IV)\s+(?:breast\s+|solid\s+)?(?:cancers?|carcinoma|disease|tumou?rs?)\b", re.I
)


def _of_late_disease(context: Context) -> bool:
    return bool(_LATE_DISEASE.search(f"{context.trial.brief_title}. {context.trial.official_title or ''}"))


def _mbc_is_no_metastatic_cancer(context: Context) -> bool:
    """'Male breast cancer (MBC)': the record tells what its letters stand for."""
    return any(_OTHER_MBC.search(text) for text in context.trial.sources().values())


_OTHER_MBC = gated(
    r"\bm(?:ale|edullary|ultifocal|ulticentric|ultiple|ucinous|etaplastic|icropapillary)\s+(?:breast\s+(?:cancers?|carcinomas?)|carcinomas?\s+of\s+the\s+breast)\s*\(\W?mBC\b",
    re.I,
)


def _told_by_a_list(name: str, lists: list[StageList], lower: str, start: int, end: int) -> bool:
    """Whether a list of stages around the phrase says it better: 'clinical stage III-IV'."""
    around = [o for o in lists if o.start < end and start < o.end]
    if lower.startswith("stage", start) and any(o.bounded for o in around):
        return True
    return name == "clinical_tnm" and any(o.states & meanings.METASTATIC for o in around)
