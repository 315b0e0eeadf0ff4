"""Stage, setting and recurrence, on the one axis of disease states.

The words are the rows of `state_phrases.tsv`, what they mean the rows of `meanings`. A sentence gives at most one
mention of the extent of disease (alternatives joined), one of its origin and one of the phase of treatment.
"""

from __future__ import annotations

from data.criteria import every
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.progression_above import progression_above
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.state.alternatives import alternatives_settled
from matcher.reading.state.as_it_began import as_it_began
from matcher.reading.state.awaiting_diagnosis import awaiting_diagnosis
from matcher.reading.state.categories import categories_as_stages, with_tis
from matcher.reading.state.clear_scans import clear_scans
from matcher.reading.state.denials import glosses_denied
from matcher.reading.state.describes_nobody import describes_nobody, explains_one_extent
from matcher.reading.state.describes_patients import HISTORY, describes_patients
from matcher.reading.state.every_extent import tells_all_but
from matcher.reading.state.exclusions import PARENTHESES
from matcher.reading.state.found import Found, within
from matcher.reading.state.inner import without_inner
from matcher.reading.state.joined import joined_extents
from matcher.reading.state.let_in import (
    let_in_apart,
    outside_permission,
    shut_out_denied,
    without_number_let_in,
    without_what_is_permitted,
)
from matcher.reading.state.meanings import ALL, CHEST_WALL, FIRST_CANCER, IN_BREAST, IN_SITU, OPERATED
from matcher.reading.state.or_metastases import or_metastases
from matcher.reading.state.parent_study import from_parent_study
from matcher.reading.state.phrases import phrases_in
from matcher.reading.state.primary_limits import beyond_the_breast, large_primary, reached_nodes, small_primary
from matcher.reading.state.remission import metastases_in_remission
from matcher.reading.state.spread_at_first import spread_at_first
from matcher.reading.state.time_of_return import CAME_BACK_THEN, is_of_that_time, without_treatment_then
from matcher.reading.state.time_since_diagnosis import diagnosed_lately, diagnosed_long_ago
from matcher.reading.state.time_since_surgery import interval_since_surgery, long_after_surgery, soon_after
from matcher.reading.state.under_way import A_LINE_BEGUN, line_under_way
from matcher.reading.state.unresectable import must_be_unresectable, must_be_unresectable_aside
from matcher.reading.therapy.names import therapies_in


def read_state(sentence: Sentence, context: Context) -> list[Mention]:
    """The mentions of the disease state in a sentence."""
    if rule := (
        must_be_unresectable(sentence)
        or long_after_surgery(sentence)
        or interval_since_surgery(sentence)
        or clear_scans(sentence)
        or spread_at_first(sentence)
    ):
        return [rule]
    if undiagnosed := awaiting_diagnosis(sentence, context):
        return [undiagnosed]
    if explains_one_extent(sentence):
        return []
    if aside := must_be_unresectable_aside(sentence):
        return [aside[0], *_read_phrases(aside[1], context)]
    if more := (
        from_parent_study(sentence)
        or beyond_the_breast(sentence)
        or small_primary(sentence)
        or large_primary(sentence)
        or reached_nodes(sentence)
    ):
        return [more, *_read_phrases(sentence, context)]
    return _read_phrases(sentence, context)


def _read_phrases(sentence: Sentence, context: Context) -> list[Mention]:
    found = list(dict.fromkeys(phrases_in(sentence, context)))
    found = without_number_let_in(sentence, _denied_alike([*found, *or_metastases(sentence, found)]))
    found = _without_what_a_drug_was_for(sentence, found, context)
    found = without_treatment_then(sentence, found)
    lately = diagnosed_lately(sentence) or diagnosed_long_ago(sentence)
    if not (found or lately or tells_all_but(sentence.lower)) or describes_nobody(sentence):
        return []
    found = _as_glossed(sentence.lower, without_what_is_permitted(sentence, found))
    found = _without_what_is_gone(sentence.lower, glosses_denied(sentence.lower, shut_out_denied(sentence, found)))
    found, let_in = let_in_apart(sentence, _open_to_untreated(sentence.lower, found))
    found = without_inner([f for f in categories_as_stages(sentence, found) if describes_patients(sentence, f)])
    found = [soon_after(sentence, f) for f in alternatives_settled(sentence, with_tis(sentence, found))]
    found = [_of_the_axilla_alone(as_it_began(sentence, f), sentence.lower) for f in found]
    found = [_beside_other_kinds(f, sentence.lower) for f in found]
    found = _without_later_axilla(sentence.lower, _without_lone_way(sentence.lower, found))
    beside = joined_extents(sentence, without_inner(let_in)) if let_in else None
    found, in_remission = metastases_in_remission(sentence, found)
    mentions = (
        _mention(sentence, [f for f in found if f.axis == axis], beside)
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


# 'Advanced breast cancer (locoregionally recurrent or metastatic)', 'ABC/MBC (...)': what is meant by advanced.
_GLOSS = gated(
    r"(?P<more>\s*(?:/|,?\s(?:and/)?or\s|and/or\s)\s*(?:metastatic|mbc)\b)?(?:\s+(?:adenocarcinoma|carcinoma|breast|cancers?|disease|solid|tumou?rs?|malignanc\w+|of|the|\([a-z]{2,5}\)))*\s*[(\[](?:\s*(?:i\.?e\.?|defined as|that is|meaning)\W+)?(?P<gloss>[^()\[\]]+)[)\]]"
)
_GLOSS_FILLER = gated(
    r"\b(?:breast|cancer|disease|tumou?rs?|locally|loco-?\s?regional(?:ly)?|regional(?:ly)?|local|inoperable|unresectable|advanced|recurrent|recurrences?|relapsed?|metasta\w+|distant|stage|iv|iii[abc]?|or|and|and/or|either|de|novo)\b"
    r"|\bnot (?:amenable|suitable|accessible) (?:to|for) (?:(?:treatment|therapy|surgery|resection|radiotherapy|surgical resection)\s)?(?:with\s|of\s)?curative (?:therapy|treatment|surgery|resection|intent|options?)\b|\W"
)


def _as_glossed(lower: str, found: list[Found]) -> list[Found]:
    """Without 'advanced' where parentheses behind it tell which extents it stands for, and nothing else."""
    for f in found:
        gloss = _GLOSS.match(lower, f.end) if f.name == "advanced" and not f.denied else None
        if gloss is None or _GLOSS_FILLER.sub("", gloss["gloss"]) or gloss["gloss"].strip() == "advanced":
            continue
        if gloss["more"] and not gated(r"recurr|relaps").search(gloss["gloss"]):
            continue  # 'advanced or metastatic (stage IIIB to IV)' may be a recurrence that can't be operated
        if any(o.axis == "extent" and gloss.start("gloss") <= o.start and o.name != "advanced" for o in found):
            return [o for o in found if o is not f]
    return found


# '... residual, recurrent or metastatic disease' goes on after the first of them.
_MORE_OF_IT = gated(
    r"(?:[\s,/]|\b(?:residual|recurrent|persistent|metastatic|distant|local|regional|or|and|and/or)\b)*$"
)


def _without_what_is_gone(lower: str, found: list[Found]) -> list[Found]:
    """'No evidence of residual, recurrent or metastatic disease' asks for none of what it denies."""
    gone = [f for f in found if f.name == "no_evidence_of_disease"]
    return [
        f
        for f in found
        if f.denied
        or f.name.startswith("no")  # 'nonmetastatic', 'no recurrence' say the same
        or not any(
            g.start <= f.start and (f.end <= g.end or (g.end <= f.start and _MORE_OF_IT.match(lower[g.end : f.start])))
            for g in gone
        )
    ]


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
    if len(phases) == 1 and phases[0].name == "treatment_completed" and _OR_HAVING.search(lower[: phases[0].start]):
        return [
            f for f in found if f is not phases[0] and not (f.name == "newly_diagnosed" and f.end < phases[0].start)
        ]
    return found


_OR = gated(r"(?<!and/)\bor\W+(?:\w+\W+){0,3}$")


# 'Axillary dissection planned after a positive sentinel node at lumpectomy': of the breast she was operated.
_AXILLA_ALONE = gated(r"(?=.*\baxilla\w*\b)(?!.*(?:mastectom|lumpectom|breast|conserv)).*")


def _without_later_axilla(lower: str, found: list[Found]) -> list[Found]:
    if not any(f.name == "operated" and not f.denied for f in found):
        return found
    return [f for f in found if f.name != "surgery_due" or not _AXILLA_ALONE.match(lower[f.start : f.end])]


def _denied_alike(found: list[Found]) -> list[Found]:
    """'No evidence of metastatic disease': where a phrase is denied, so is the same one that reaches into it."""
    denied = [f for f in found if f.denied]
    if not denied or len(denied) == len(found):
        return found
    return [
        f._replace(denied=True) if any(d.name == f.name and d.start < f.end and f.start < d.end for d in denied) else f
        for f in found
    ]


# 'No evidence of recurrent or metastatic disease' is true of a first cancer that is still to be treated as well.
_NEITHER_BACK_NOR_SPREAD = gated(
    r"\b(?:recurren\w+|relaps\w+)\W+(?:\w+\W+){0,2}?(?:(?:or|and|nor)\b|/)\W*(?:\w+\W+){0,3}?(?:metasta\w+|distant)"
    r"|\b(?:metasta\w+)\W+(?:\w+\W+){0,2}?(?:(?:or|and|nor)\b|/)\W*(?:\w+\W+){0,3}?(?:recurren\w+|relaps\w+)"
)


def _open_to_untreated(lower: str, found: list[Found]) -> list[Found]:
    told = [m.span() for m in _NEITHER_BACK_NOR_SPREAD.finditer(lower)]
    return [
        f._replace(sure=f.sure & FIRST_CANCER, wide=FIRST_CANCER)
        if f.name in ("no_recurrence", "no_evidence_of_disease")
        and any(f.start <= end and start <= f.end for start, end in told)
        else f
        for f in found
    ]


_FACETS = {"extent": "stage", "origin": "recurrence", "phase": "setting"}


def _mention(sentence: Sentence, found: list[Found], beside: Found | None) -> Mention | None:
    """What is asked for on one axis; `beside` is let in, too."""
    if not found:
        return None
    history = [f for f in found if f.name in HISTORY]
    if history:
        return _history(sentence, history)
    joined = joined_extents(sentence, found)
    if beside is not None:
        words = f"{joined.words} or {beside.words}"
        joined = joined._replace(sure=joined.sure | beside.sure, wide=joined.wide | beside.wide, words=words)
    if joined.wide == ALL and joined.sure == ALL and joined.name != "every":
        return None
    requirement = within(joined.sure, joined.wide)
    if line_under_way(sentence, found):
        requirement = every((requirement, A_LINE_BEGUN))
    if is_of_that_time(sentence, found):
        requirement = every((requirement, CAME_BACK_THEN))
    settled = any(f.name == "all_but" for f in found)  # its exception is taken in
    return Mention(_FACETS[joined.axis], requirement, joined.words, joined.start, joined.end, settled=settled)


# 'Earlier breast surgery other than lumpectomy': of her recurrences only that in the chest wall tells of a mastectomy.
_EXCEPT_LUMPECTOMY = gated(
    r"[^.;:]{0,25}?\b(?:excluding|except(?:ing)?|other than|apart from|not including|besides)\W+(?:\w+\W+){0,4}?(?:lumpectom|breast[- ]conserv|conserv\w+ surg|partial mastectom)"
)


# 'Previous mastectomy' alone leaves in those whose cancer has come back in the breast, 'prior lumpectomy' the others.
_ONE_OPERATION = (
    (gated(r"(?<!partial )(?<!segmental )\bmastectom"), gated(r"lumpectom|conserv|partial|segment|quadrant|excision|surger|operat|procedure"), IN_BREAST),
    (gated(r"lumpectom|breast conserv"), gated(r"(?<!partial )(?<!segmental )\bmastectom|breast surger|operat"), CHEST_WALL),
)  # fmt: skip


def _of_one_operation(lower: str, found: Found) -> Found:
    if found.name != "operated_before":
        return found
    told = PARENTHESES.sub(" ", lower)
    for named, others, left in _ONE_OPERATION:
        if named.search(lower[found.start : found.end]) and not others.search(told):
            return found._replace(sure=found.sure & (IN_BREAST | CHEST_WALL) & ~left, wide=found.wide & ~left)
    return found


# 'No prior axillary surgery', 'previous sentinel node biopsy': of the breast itself she may have been operated or not.
_AXILLA_OPERATED = gated(r"\b(?:axill\w*|sentinel|slnb?|alnd|lymph[- ]?nodes?)\b")
_BREAST_OPERATED = gated(r"\b(?:breast|mastectom\w*|lumpectom\w*|conserv\w*|tumou?rs?|primary|cancers?|quadrant\w*)\b")


def _of_the_axilla_alone(found: Found, lower: str) -> Found:
    """Nothing sure of an operation that is of the axilla."""
    words = lower[found.start : found.end]
    if found.name not in ("operated_before", "no_surgery_yet") or not _AXILLA_OPERATED.search(words):
        return found
    if _BREAST_OPERATED.search(words):
        return found
    return found._replace(sure=0) if found.name == "operated_before" else found._replace(wide=found.wide | OPERATED)


_KIND_OF_PEOPLE = r"(?:wom[ae]n|patients?|people|individuals|persons|those|participants?)\s+(?:with|who|at|without)\b"
# 'With a history of cancer (now free of disease), women at increased risk, or women who ...': a carcinoma in situ is a risk, too.
_OTHER_KINDS = gated(rf"[^.;]{{0,25}}?[,)]\s*{_KIND_OF_PEOPLE}[^.;]*\bor\s+{_KIND_OF_PEOPLE}")


def _beside_other_kinds(found: Found, lower: str) -> Found:
    freed = found.name in ("no_evidence_of_disease", "no_recurrence", "treatment_completed") and not found.denied
    return found._replace(wide=found.wide | IN_SITU) if freed and _OTHER_KINDS.match(lower, found.end) else found


def _history(sentence: Sentence, found: list[Found]) -> Mention:
    """What may not have been: the states that it leaves."""
    sure = wide = 0
    for f in (_of_one_operation(sentence.lower, f) for f in found):
        but = _EXCEPT_LUMPECTOMY.match(sentence.lower, f.end) if f.name == "operated_before" else None
        out = IN_BREAST if but else 0
        sure, wide = sure | (f.sure & CHEST_WALL if but else f.sure), wide | (f.wide & ~out)
    words = " or ".join(dict.fromkeys(f.words for f in found))
    requirement = within(ALL & ~wide, ALL & ~sure)
    start, end = min(f.start for f in found), max(f.end for f in found)
    return Mention("recurrence", requirement, f"no {words}", start, end, Stance.REQUIRE)
