"""The extents or phases of one sentence joined to one: alternatives widen, descriptions of one disease narrow."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.beside_metastatic import narrowed_beside_metastatic, spread_alone
from matcher.reading.state.extent_asides import as_defined, asides_applied, only_narrows
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import ALL
from matcher.reading.state.one_disease import ONE_DESCRIPTION, TREATMENTS, intersected, qualified
from matcher.reading.state.relapsed_or_refractory import heads_the_extents, without_returned_aside


def joined_extents(sentence: Sentence, found: list[Found]) -> Found:
    """Extents of one sentence are alternatives, phases joined by 'or' too; a denial narrows, and so do the others."""
    ordered = sorted(found, key=lambda f: f.start)
    if ordered[0].axis == "extent":
        ordered = asides_applied(sentence.lower, without_returned_aside(sentence.lower, ordered))
        ordered = list(narrowed_beside_metastatic(ordered, sentence.excludes, sentence.lower)) or ordered
    asserted = [f for f in ordered if not f.denied and not only_narrows(sentence.lower, f)]
    asserted = [f for f in asserted if not heads_the_extents(sentence.lower, f, asserted)]
    narrowing = [f for f in ordered if f not in asserted]
    asserted = as_defined(sentence.lower, asserted)
    axis, start, end = ordered[0].axis, ordered[0].start, max(f.end for f in ordered)
    alternatives = axis == "extent" or (
        len(asserted) > 1 and any(_either(sentence.lower, a, b) for a, b in zip(asserted, asserted[1:], strict=False))
    )
    if told_more := _incurable_too(sentence.lower, asserted):
        asserted = [f for f in asserted if f not in told_more]
        narrowing += told_more
    if axis == "extent" and (of_these := _of_these_only(sentence.lower, asserted)):
        asserted = [f for f in asserted if f not in of_these]
        ordered = [_beside_spread(f) if f in of_these else f for f in ordered]
        narrowing += [_beside_spread(f) for f in of_these]
    sure = wide = ALL
    if asserted and alternatives:
        sure, wide = _any_of(sentence.lower, axis, asserted)
    else:
        asserted = _that_go_together(asserted)
        ordered = [f for f in ordered if f in asserted or f in narrowing]
        narrowing = [*asserted, *narrowing]
    sure, wide = _narrowed_by(narrowing, sure, wide)
    if axis == "extent" and any(f.name == "stage" for f in asserted):
        wide |= _as_late_as_it(wide)
    return Found(ordered[0].name, axis, sure, wide, _in_words(ordered, narrowing), start, end)


def _that_go_together(asserted: list[Found]) -> list[Found]:
    """'Scheduled for mastectomy, asked about post-surgery pain': what nobody with a first cancer could meet beside what is told
    before it tells of another time."""
    kept: list[Found] = []
    wide = ALL
    for f in asserted:
        if meanings.FIRST_CANCER & wide & f.wide or not (
            meanings.FIRST_CANCER & wide and meanings.FIRST_CANCER & f.wide
        ):
            kept.append(f)
            wide &= f.wide
    return kept


def _incurable_too(lower: str, asserted: list[Found]) -> list[Found]:
    """'Incurable' where it tells more of the extents beside it, and is none of its own."""
    beyond_cure = [f for f in asserted if f.name == "incurable"]
    if not beyond_cure or len(asserted) == len(beyond_cure):
        return []
    alone = all(f.start >= beyond_cure[0].start for f in asserted)
    of_local_disease = alone and _LOCAL_OR_METASTATIC.search(lower, 0, beyond_cure[-1].end + 20)
    if spread_alone(lower, beyond_cure[-1]) or (alone and _DISEASE_OR.match(lower, beyond_cure[-1].end)):
        return []
    return [] if of_local_disease or _beside_incurable(lower, beyond_cure[-1]) else beyond_cure


def _of_these_only(lower: str, asserted: list[Found]) -> list[Found]:
    """'Metastatic disease: of these only women with a locally advanced tumour': it is asked as well, and no second way in."""
    only = _ONLY_THOSE.search(lower, asserted[0].end) if asserted else None
    of_these = [f for f in asserted if only and f.start >= only.end()]
    if not of_these or _OR_AT_ALL.search(lower, asserted[0].end, of_these[-1].end):
        return []
    return [] if any(f.wide & ~meanings.METASTATIC for f in asserted if f not in of_these) else of_these


def _beside_spread(extent: Found) -> Found:
    """The extent asked of the metastatic; what tells of the first tumour alone settles nothing of them."""
    if extent.name == "tnm" or not extent.wide & meanings.METASTATIC:
        return extent._replace(sure=0, wide=ALL)
    return extent


_PEOPLE = r"(?:patients?|women|subjects?|participants?|people|individuals|those|cases)"
_ONLY_THOSE = gated(
    rf"\b(?:only|solely|exclusively|(?:limited|restricted|confined)\s+to)\s+(?:(?:the|female|adult)\s+)?{_PEOPLE}\s+(?:with|who|whose|having|that|in\s+whom)\b"
)
_OR_AT_ALL = gated(r"\bor\b|/|[.;]")


def _any_of(lower: str, axis: str, asserted: list[Found]) -> tuple[int, int]:
    """The states, sure and wide, of alternatives; those common to descriptions of one early disease."""
    early = [f for f in asserted if f.name in ONE_DESCRIPTION]
    if axis == "extent" and len(early) == len(asserted) > 1:  # 'early (stage I to IIIA)' is one description
        return intersected(asserted)
    sure = wide = 0
    for f in qualified(lower, asserted) if axis == "extent" else asserted:
        sure, wide = sure | f.sure, wide | f.wide
    return sure, wide


def _narrowed_by(narrowing: list[Found], sure: int, wide: int) -> tuple[int, int]:
    """Without what is denied, and within what else is said, as long as anything is left."""
    for f in narrowing:
        fs, fw = (ALL & ~f.wide, ALL & ~f.sure) if f.denied else (f.sure, f.wide)
        if wide & fw:
            sure, wide = sure & fs, wide & fw
    return sure, wide


def _in_words(ordered: list[Found], narrowing: list[Found]) -> str:
    main = [f.words for f in ordered if f not in narrowing]
    rest = [f"no {f.words}" if f.denied else f.words for f in ordered if f in narrowing]
    return ", ".join(
        dict.fromkeys([" or ".join(dict.fromkeys(main)), *rest] if main else [" and ".join(dict.fromkeys(rest))])
    )


def _as_late_as_it(stages: int) -> int:
    """Beside stages III and IV alone, recurrences that can't be resected: they have no stage of their own but that of the
    retreatment classification (AJCC 8, rTNM), by which they stand no lower."""
    late = stages & meanings.METASTATIC and stages & meanings.STAGE_III and not stages & meanings.STAGE_I_II
    return meanings.UNRESECTABLE_RECURRENCE if late else 0


def _either(lower: str, one: Found, other: Found) -> bool:
    """Whether 'or' joins two phases; where the words overlap, whether it stands within them."""
    if other.start < one.end:
        if one.name in meanings.CURATIVE_AIMS and other.end <= one.end:
            return False  # 'to start, or soon after starting, chemotherapy for cure' has the aim in either case
        if {one.name, other.name} <= _OVER or {one.name, other.name} == _DONE_FOR_CURE:
            return False  # 'had surgery and/or radiation for cure, completed 2 months ago': it is all that
        return bool(gated(r"\bor\b|/").search(lower[one.start : max(one.end, other.end)]))
    return bool(_OR_AHEAD.search(lower[max(one.start, one.end - 4) : other.start]))


_OVER = {"treated_curatively", "treatment_completed"}
_DONE_FOR_CURE = {"treated_curatively", "operated"}


_OR_AHEAD = gated(
    r"(?:\bor\b|/)\W*(?:\w+\W+){0,2}$|\bor\W+(?:have|has|having|with)\W+(?:\w+\W+){0,3}$|\bor\W+within\W+(?:\w+\W+){0,6}$"
)


_OR_BEFORE = gated(r"\bor\W*$|/\W*$")
_LISTED_BEFORE_OR = gated(rf"[^.;:()]{{0,40}}\bor\b(?!\s+{TREATMENTS})")


# 'Incurable, or metastatic'; not: 'curative treatment does not exist or is no longer effective'
_OR_RIGHT_AFTER = gated(r",?\s+or\b,?\s+(?:metasta|distant|stage|locally|recurrent|advanced|unresect|inoperable)")
# 'Incurable metastases or stage III', where nothing stands before it
_DISEASE_OR = gated(r"(?:\s+(?:metastas[ei]s|breast|cancers?|carcinomas?|disease|tumou?rs?)){1,2},?\s+or\b")

# 'Locoregional disease not amenable to surgery with curative intent, or metastatic disease'
_LOCAL_OR_METASTATIC = gated(
    r"\b(?:loco-?\s?regional(?:ly)?|local(?:ly)?)\b[^.;]{0,30}\bnot\s+(?:be\s+)?(?:amenable|suitable|candidates?)\b[^.;]{0,90}(?:,\s*|\s)(?:and/)?or\s+(?:distant\s+|with\s+)?metasta"
)


def _beside_incurable(lower: str, incurable: Found) -> bool:
    """Whether 'incurable' is one of several extents: 'advanced or incurable', 'advanced, incurable or metastatic', 'incurable, or metastatic'. Without an
    'or', as in 'metastatic, incurable disease', it tells more of the same disease."""
    before, after = lower[: incurable.start], lower[incurable.end :]
    listed = before.rstrip().endswith(",") and _LISTED_BEFORE_OR.match(after)
    return bool(_OR_BEFORE.search(before) or listed or _OR_RIGHT_AFTER.match(after))
