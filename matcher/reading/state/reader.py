"""Stage, setting and recurrence, on the one axis of disease states.

The words are the rows of `state_phrases.tsv`, what they mean the rows of `meanings`. A sentence gives at most one
mention of the extent of disease (alternatives joined), one of its origin and one of the phase of treatment.
"""

from __future__ import annotations

from data.criteria import every
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.progression_above import progression_above
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.about_surgery import treatment_about_surgery
from matcher.reading.state.alternatives import alternatives_settled
from matcher.reading.state.as_it_began import as_it_began
from matcher.reading.state.asked_besides import asked_besides
from matcher.reading.state.awaiting_diagnosis import awaiting_diagnosis
from matcher.reading.state.by_nodes_alone import BY_NODES, by_nodes_alone
from matcher.reading.state.categories import categories_as_stages, with_tis
from matcher.reading.state.clear_scans import clear_scans
from matcher.reading.state.denials import glosses_denied
from matcher.reading.state.describes_nobody import describes_nobody, explains_one_extent
from matcher.reading.state.describes_patients import HISTORY, describes_patients
from matcher.reading.state.earlier_malignancy import earlier_malignancy
from matcher.reading.state.early_phase_or_spread import either_will_do
from matcher.reading.state.every_extent import tells_all_but
from matcher.reading.state.first_operation import first_operation
from matcher.reading.state.found import Found, within
from matcher.reading.state.glosses import as_glossed, as_spelled_out
from matcher.reading.state.gone import beside_other_kinds, open_to_untreated, without_what_is_gone
from matcher.reading.state.inner import without_inner
from matcher.reading.state.joined import joined_extents
from matcher.reading.state.let_in import (
    let_in_apart,
    outside_permission,
    shut_out_denied,
    without_number_let_in,
    without_what_is_permitted,
)
from matcher.reading.state.meanings import ALL, METASTATIC
from matcher.reading.state.metastases_to_treat import metastases_to_treat
from matcher.reading.state.operations import history_left_out, of_the_axilla_alone, without_later_axilla
from matcher.reading.state.optional_beside_surgery import without_what_is_optional
from matcher.reading.state.or_metastases import or_metastases
from matcher.reading.state.parent_study import from_parent_study
from matcher.reading.state.phrases import phrases_in
from matcher.reading.state.primary_limits import beyond_the_breast, large_primary, reached_nodes, small_primary
from matcher.reading.state.refined.over import but_for_hormones
from matcher.reading.state.remission import metastases_in_remission
from matcher.reading.state.spread_at_first import spread_at_first
from matcher.reading.state.time_of_return import CAME_BACK_THEN, is_of_that_time, without_treatment_then
from matcher.reading.state.time_since_diagnosis import diagnosed_lately, diagnosed_long_ago, tested_lately
from matcher.reading.state.time_since_surgery import interval_since_surgery, long_after_surgery, soon_after
from matcher.reading.state.under_way import A_LINE_BEGUN, line_under_way
from matcher.reading.state.unresectable import must_be_unresectable, must_be_unresectable_aside
from matcher.reading.therapy.kinds import of_one_kind
from matcher.reading.therapy.names import therapies_in


def read_state(sentence: Sentence, context: Context) -> list[Mention]:
    """The mentions of the disease state in a sentence."""
    sentence = without_what_is_optional(sentence)
    if rule := (
        must_be_unresectable(sentence)
        or long_after_surgery(sentence)
        or interval_since_surgery(sentence)
        or clear_scans(sentence)
        or first_operation(sentence)
        or spread_at_first(sentence)
        or earlier_malignancy(sentence, context)
    ):
        return [rule]
    if undiagnosed := awaiting_diagnosis(sentence, context):
        return [undiagnosed]
    if explains_one_extent(sentence):
        return []
    if aside := must_be_unresectable_aside(sentence):
        return [aside[0], *_read_phrases(aside[1], context)]
    if more := (
        from_parent_study(sentence, context.vocabulary)
        or metastases_to_treat(sentence)
        or tested_lately(sentence)
        or treatment_about_surgery(sentence)
        or beyond_the_breast(sentence)
        or small_primary(sentence)
        or large_primary(sentence)
        or reached_nodes(sentence)
    ):
        return [more, *_read_phrases(sentence, context)]
    return _read_phrases(sentence, context)


def _read_phrases(sentence: Sentence, context: Context) -> list[Mention]:
    found = by_nodes_alone(sentence, list(dict.fromkeys(phrases_in(sentence, context))))
    found = without_number_let_in(sentence, _denied_alike([*found, *or_metastases(sentence, found)]))
    found = _without_naive_to_one(sentence, _without_what_a_drug_was_for(sentence, found, context), context)
    found = without_treatment_then(sentence, found)
    lately = diagnosed_lately(sentence) or diagnosed_long_ago(sentence)
    if not (found or lately or tells_all_but(sentence.lower)) or describes_nobody(sentence):
        return []
    found = as_glossed(sentence.lower, without_what_is_permitted(sentence, found))
    found = as_spelled_out(sentence, found)
    found = without_what_is_gone(sentence.lower, glosses_denied(sentence.lower, shut_out_denied(sentence, found)))
    found, let_in = let_in_apart(sentence, open_to_untreated(sentence.lower, found))
    found = without_inner([f for f in categories_as_stages(sentence, found) if describes_patients(sentence, f)])
    found = [soon_after(sentence, f) for f in alternatives_settled(sentence, with_tis(sentence, found))]
    found = [of_the_axilla_alone(as_it_began(sentence, f), sentence.lower) for f in found]
    found = [beside_other_kinds(f, sentence.lower) for f in found]
    found = without_later_axilla(sentence.lower, _without_lone_way(sentence.lower, found))
    beside = joined_extents(sentence, without_inner(let_in)) if let_in else None
    found, in_remission = metastases_in_remission(sentence, either_will_do(sentence, found))
    mentions = (
        _mention(sentence, [f for f in found if f.axis == axis], beside, context.trial)
        for axis in ("extent", "origin", "phase")
        if axis == "extent" or not progression_above(sentence)  # 'on adjuvant letrozole' is when it came back
    )
    told = [outside_permission(sentence, m) for m in (*mentions, *in_remission) if m is not None]
    return [*told, lately] if lately and not any(m.facet == "recurrence" for m in told) else told


# 'Nab-paclitaxel for metastatic disease', among the exclusions, is said of the drug.
_FOR_IT = gated(
    r"(?:\s*\([^()]*\))?(?:\s+(?:therapy|treatment|given|used|administered|received))*\s+(?:for|in|against|as treatment (?:for|of))\s+(?:the\s+|her\s+|their\s+)?"
)


def _without_what_a_drug_was_for(sentence: Sentence, found: list[Found], context: Context) -> list[Found]:
    if not sentence.excludes or not any(f.axis == "extent" for f in found):
        return found
    named = therapies_in(sentence.text, context.vocabulary)
    return [f for f in found if not any(_FOR_IT.fullmatch(sentence.lower, one.end, f.start) for one in named)]


def _without_naive_to_one(sentence: Sentence, found: list[Found], context: Context) -> list[Found]:
    """'Alpelisib treatment-naive', 'endocrine therapy naive': of other treatment it says nothing."""
    naive = [f for f in found if "naive" in sentence.lower[f.start : f.end]]
    of_one = [
        f
        for f in naive
        if of_one_kind(sentence.text, f.start, context.vocabulary) or _CODE_BEFORE.search(sentence.lower, 0, f.start)
    ]
    return [f for f in found if f not in of_one]


# 'ABC-1234 treatment-naive': the number of a drug that no table names
_CODE_BEFORE = gated(r"\b(?!her)[a-z]{1,7}-?\d{3,}[a-z]?[\s-]$")


# 'Diagnosed in the last 4 months, or having completed treatment': the end of treatment is one of two ways
_OR_HAVING = gated(
    r"\bor\W+(?:(?:who|that|have|has|having|had|are|is|be|been|recently|already|women|patients|those|at least|\d+|months?|years?)\W+){0,4}$"
)


def _without_lone_way(lower: str, found: list[Found]) -> list[Found]:
    """Without the end of treatment where it is an alternative to something that is no time of treatment."""
    running = [f.start for f in found if f.name == "adjuvant_running" and not f.denied]
    if running:
        # 'completed primary treatment and on letrozole': all but that is over; not: '..., or on letrozole'
        found = [
            f
            for f in found
            if f.name != "treatment_completed"
            or any(_OR.search(lower, f.end, start) for start in running if f.end < start)
        ]
    phases = [f for f in found if f.axis == "phase"]
    if len(phases) != 1:
        return found
    before = lower[: phases[0].start]
    if (phases[0].name == "treatment_completed" and _OR_HAVING.search(before)) or _LATELY_OR_STILL.search(before):
        return [
            f for f in found if f is not phases[0] and not (f.name == "newly_diagnosed" and f.end < phases[0].start)
        ]
    return found


# 'Within five years of treatment or still on adjuvant therapy'
_LATELY_OR_STILL = gated(
    r"\b(?:within|in the (?:last|past)|(?:less|fewer|more) than|at least|up to|under|over)\W+(?:\w+\W+){0,3}?(?:years?|months?)\b"
    r"[^.;:]{0,40}\bor\W+(?:(?:who|are|is|be|still|currently|presently|now|on|receiving|undergoing|taking|under|patients|women|those)\W+){0,4}$"
)


_OR = gated(r"(?<!and/)\bor\W+(?:\w+\W+){0,3}$")


def _denied_alike(found: list[Found]) -> list[Found]:
    """'No evidence of metastatic disease': where a phrase is denied, so is the same one that reaches into it."""
    denied = [f for f in found if f.denied]
    if not denied or len(denied) == len(found):
        return found
    return [
        f._replace(denied=True) if any(d.name == f.name and d.start < f.end and f.start < d.end for d in denied) else f
        for f in found
    ]


_FACETS = {"extent": "stage", "origin": "recurrence", "phase": "setting"}


def _mention(sentence: Sentence, found: list[Found], beside: Found | None, trial: Trial) -> Mention | None:
    """What is asked for on one axis; `beside` is let in, too."""
    if not found:
        return None
    history = [f for f in found if f.name in HISTORY]
    if history:
        return history_left_out(sentence, history)
    joined = joined_extents(sentence, found)
    if beside is not None:
        words = f"{joined.words} or {beside.words}"
        # 'stage I-III, including recurrent disease': of metastases that came back it is not told for sure
        sure = beside.sure if joined.axis != "extent" or joined.wide & METASTATIC else beside.sure & ~METASTATIC
        joined = joined._replace(sure=joined.sure | sure, wide=joined.wide | beside.wide, words=words)
    if joined.wide == ALL and joined.sure == ALL and joined.name != "every":
        return None
    requirement = within(joined.sure, joined.wide)
    if line_under_way(sentence, found):
        requirement = every((requirement, A_LINE_BEGUN))
    if is_of_that_time(sentence, found):
        requirement = every((requirement, CAME_BACK_THEN))
    if besides := asked_besides(sentence, found, trial):
        requirement = every((requirement, besides.requirement))
        joined = joined._replace(words=joined.words + besides.words)
    settled = any(
        f.name == "all_but" or but_for_hormones(f, sentence.lower) for f in found
    )  # its exception is taken in
    let_in = Stance.ALLOW if joined.words == BY_NODES else None
    return Mention(_FACETS[joined.axis], requirement, joined.words, joined.start, joined.end, let_in, settled=settled)
