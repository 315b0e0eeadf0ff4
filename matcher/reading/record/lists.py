"""Conditions, keywords, the study population and the summary: for facets that nothing else touches."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data import axes
from data.criteria import AllOf, AnyOf, Criterion, Evidence, Undecidable, Within, either, every
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.nothing_asked.treated_or_not import NAIVE_OR_NOT
from matcher.reading.population import BREAST
from matcher.reading.record.masks import widest
from matcher.reading.record.phases import METASTATIC
from matcher.reading.record.presuppositions import RECEPTOR_FACETS, STATE_FACETS
from matcher.reading.record.sources import read_source
from matcher.reading.record.titles import EARLY, FULLER_IN_TEXT, states_from
from matcher.reading.sentences import Sentence, sentences_of_text
from matcher.reading.state.meanings import LOCOREGIONAL, PRIMARY
from matcher.reading.text import plain_text
from matcher.reading.therapy.lines.before import FIRST_LINE
from matcher.reading.therapy.lines.titles import lines_behind
from matcher.reading.therapy.phrases import METASTATIC as METASTATIC_WORDS
from matcher.reading.therapy.standard import standard_therapy
from matcher.reading.therapy.titles import progressed_on
from matcher.reading.whole_record import inclusions


def from_lists(trial: Trial, context: Context, known: Sequence[Criterion], permitted: int) -> list[Criterion]:
    """Conditions and keywords are alternatives of each other: what all of them say counts where nothing fuller does.
    The population of an observational study and the summary speak last, by their sentences about patients."""
    sources = trial.sources()
    facets = {c.facet for c in known}
    kept: list[Criterion] = []
    entries = [read_source(trial, context, "conditions", line) for line in trial.conditions] if trial.conditions else []
    if len(entries) == 1:
        kept += [c for c in entries[0] if c.facet not in facets | STATE_FACETS]
    kept += _receptors_of_conditions(trial, entries, facets | {c.facet for c in kept})
    states = [[c for c in entry if c.facet in STATE_FACETS] for entry in entries]
    several = any(c.facet == "stage" and _SEVERAL_EXTENTS.search(c.statement) for c in known)
    if entries and all(states) and not several:
        whole = (Evidence("conditions", 0, len(sources["conditions"])),)
        words = "; ".join(dict.fromkeys(c.statement.removeprefix("Requires ") for e in states for c in e))
        either_of = either(every(c.requirement for c in entry) for entry in states)
        listed = _open_to_recurrences(Criterion("stage", either_of, f"Requires {words}", whole))
        kept += states_from([listed], [*known, *kept], permitted)
    for source, only in _TOLD_LAST:
        if source in sources and not _settled([*known, *kept]):
            told = [
                c
                for c in read_source(trial, context, source, sources[source], only=only)
                if c.facet in STATE_FACETS and c.statement != "Requires invasive disease"
            ]
            kept += states_from(told, [*known, *kept], permitted)
    if not any(c.facet in FULLER_IN_TEXT and not _ONLY_WHEN.search(c.statement) for c in [*known, *kept]):
        kept += _treated_before(trial, context)
    return kept


def _open_to_recurrences(conditions: Criterion) -> Criterion:
    """Stages I to III as conditions: a local or regional recurrence has no stage of its own (AJCC 8), it is not left out by them."""
    side = widest(conditions.requirement, axes.STATE_AXIS)
    if side & LOCOREGIONAL or not side & PRIMARY or not _STAGE_LISTED.search(conditions.statement):
        return conditions
    returned = AllOf((Within(axes.STATE_AXIS, LOCOREGIONAL), Undecidable("recurrences, which have no stage")))
    requirement = AnyOf((conditions.requirement, returned))
    return Criterion("stage", requirement, conditions.statement, conditions.evidence)


_STAGE_LISTED = gated(r"^Requires (?:[^;]*; )*stage\b")
_ONLY_WHEN = gated(r"within a certain time or dose$")  # washouts tell of no line


def _treated_before(trial: Trial, context: Context) -> list[Criterion]:
    """'This study tests a drug in women with previously treated metastatic breast cancer', '... for whom no standard therapy
    is left', where nothing else tells of lines."""
    if not trial.brief_summary:
        return []
    plain = plain_text("brief_summary", trial.brief_summary)
    for sentence in sentences_of_text(plain):
        told = _told_of_the_patients(sentence, context) or _failed_earlier(sentence, context)
        if told is None:
            continue
        if NAIVE_OR_NOT.search(sentence.text) or FIRST_LINE.search(sentence.text):
            continue
        where = Evidence("brief_summary", *plain.span(sentence.start, sentence.end))
        return [Criterion(told.facet, told.requirement, f"Requires {told.statement}", (where,))]
    return []


def _told_of_the_patients(sentence: Sentence, context: Context) -> Mention | None:
    study = _STUDIES.search(sentence.text)
    if study is None or not _OF_PATIENTS.search(sentence.text) or not METASTATIC_WORDS.search(sentence.text):
        return None
    told = lines_behind(sentence.text) or standard_therapy(sentence, context.vocabulary)
    return None if told is None or told.start < study.end() else told


def _failed_earlier(sentence: Sentence, context: Context) -> Mention | None:
    """'Women whose cancer had failed an earlier CDK4/6 inhibitor will be given the drug'; what failed in the study is not earlier."""
    text = sentence.text
    failed = _FAILED_EARLIER.search(text)
    if failed is None or not _NAMES_PATIENTS.search(text) or _OR_ELSE.search(text):
        return None
    study = _STUDIES.search(text, 0, failed.start()) or _WILL_HAVE_IT.search(text, failed.end())
    return progressed_on(text, context.vocabulary) if study else None


_FAILED_EARLIER = gated(
    r"\b(?:fail(?:ed|ing|ure\s+of)|progress(?:ed|ing|ion)\s+(?:on|after|during|following|under))\s+(?:(?:an?|at\s+least\s+one)\s+)?(?:prior|previous|earlier)\b",
    re.I,
)
_OR_ELSE = gated(r"\b(?:or|not|no|if|when)\b", re.I)
_WILL_HAVE_IT = gated(
    r"\bwill\s+(?:be\s+(?:given|treated|enrolled|included|randomi[sz]ed|assigned)|receive|have|take)\b", re.I
)


# 'The purpose of this study is to ...', 'studies how well it works in treating patients with ...'
_STUDIES = gated(
    r"\b(?:(?:purpose|aim|objective|goal) of (?:this|the)|(?:this|the) (?:[\w-]+ ){0,5}?(?:study|trial)\b|studies how well|studying how well|is being (?:tested|studied|evaluated))",
    re.I,
)


# Criteria that name metastatic disease beside another extent are fuller than a condition that names one.
_SEVERAL_EXTENTS = gated(
    r"^Requires (?:disease of any extent|(?!no )[^,]*?\bmetastatic disease or\b|[^,]*?\bor metastatic disease)"
)


def _receptors_of_conditions(
    trial: Trial, entries: Sequence[Sequence[Criterion]], told: frozenset[str] | set[str]
) -> list[Criterion]:
    """Where the breast cancers among the conditions are all of a receptor subtype, only those are taken; a general
    word for solid tumours beside them, or a criterion for solid tumours, takes any."""
    if told & RECEPTOR_FACETS or any(_ANY_TUMOUR.search(condition) for condition in trial.conditions):
        return []
    if any(_ANY_SOLID.search(_NOT_ANY.sub(" ", sentence.text)) for _, sentence in inclusions(trial)):
        return []
    breast = [
        [c for c in entry if c.facet in RECEPTOR_FACETS]
        for condition, entry in zip(trial.conditions, entries, strict=True)
        if BREAST.search(condition)
    ]
    if not breast or not all(breast):
        return []
    words = "; ".join(dict.fromkeys(c.statement.removeprefix("Requires ") for e in breast for c in e))
    ways = either(every(c.requirement for c in entry) for entry in breast)
    whole = (Evidence("conditions", 0, len(trial.sources()["conditions"])),)
    return [Criterion("receptor_subtype", ways, f"Requires {words}", whole)]


_ANY_TUMOUR = gated(
    r"\bsolid\b|^\W*(?:(?:(?:locally )?advanced|metastatic|malignant|any|all|recurrent|refractory|relapsed|unresectable|invasive|incurable|active|adult|human|various|primary)\W+(?:or\W+)?){0,4}(?:cancers?|neoplasms?|tumou?rs?|malignan\w+)\W*$|\badvanced cancer",
    re.I,
)

_ANY_SOLID = gated(r"\bsolid\s+(?:tumou?r|malignan|cancer|neoplas)", re.I)
# 'One of the following solid tumours', 'Response Evaluation Criteria in Solid Tumors'
_NOT_ANY = gated(
    r"\bfollowing\s+(?:[\w-]+\s+){0,5}?solid\b|\b(?:RECIST|criteria|evaluation)\b[^.;]{0,60}?\bsolid\b", re.I
)


def _settled(known: Sequence[Criterion]) -> bool:
    """Whether the extent and the phase of disease are told: nothing is left for the summary to say."""
    left = axes.full(axes.STATE_AXIS)
    for criterion in known:
        if criterion.facet in STATE_FACETS:
            left &= widest(criterion.requirement, axes.STATE_AXIS)
    return not left & EARLY or (not left & METASTATIC and any(c.facet == "setting" for c in known))


_OF_PATIENTS = gated(
    r"\b(?:patients?|women|participants?|subjects?|people|individuals|survivors|men)\b[^.;]{0,40}\b(?:with|who|undergoing|receiving|diagnosed|having|treated|scheduled)\b|\b(?:in|of|for|treating) (?:\w+ ){0,3}(?:patients|women|participants)",
    re.I,
)
_NAMES_PATIENTS = gated(
    r"\b(?:patients?|women|woman|males?|participants?|subjects?|people|individuals|survivors|men|cases)\b", re.I
)
_TOLD_LAST = (("study_population", _NAMES_PATIENTS), ("brief_summary", _OF_PATIENTS))
