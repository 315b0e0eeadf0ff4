"""A first cancer and one that has come back, named side by side: 'newly diagnosed or recurrent', 'primary or recurrent',
'initially stage I-III, now metastatic'; the kinds of a recurrence."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS, RECURRENCES

_FIRST_DISEASE = frozenset({"newly_diagnosed", "newly_diagnosed_metastatic", "de_novo_metastatic"})
_LATER = gated(r"advanced|metasta|recurr|relaps|\bor progress|\bprogress\w*\W{1,3}or\b")
_OR = gated(r"\bor\b|/")
_ALTERNATIVES = gated(r"\bor\b|/|\([^(),]+,[^()]+\)")
_LISTED = gated(r"\bor\b|[,/]")
_OR_BEFORE = gated(r"(?:\bor\b|/)\W*(?:\w+\W+){0,2}$")
_RECURRENT_METASTATIC = gated(
    r"\b(?:recurrent|relapsed)\s+(?:\w+\s+)?(?:metastatic|stage iv)\b|(?<!local or )(?<!regional or )(?<!and )(?<!/)\b(?:distant|metastatic|systemic)\s+(?:recurr|relaps)"
)


# '(new or recurrent)', 'first diagnosis or recurrence', 'recurrence or a new primary', 'newly diagnosed or metastatic'
_FIRST = r"(?:new primary|second primary|new|first|initial|primary)"
_BARELY_FIRST = gated(
    rf"\b{_FIRST}(?: (?:primary|diagnos[ie]s|presentation|occurrence|episode|tumou?rs?|disease|(?:breast )?cancers?))?(?=\s*(?:,|/|and/or\b|or\b)\s*(?:or\s+)?(?:an?\s+)?(?:[\w-]+\s){{0,2}}?(?:recurr|relaps))"
    r"|\bnewly diagnosed(?: (?:breast|disease|cancers?)){0,2}(?=\s*(?:/|,|or\b)\s*(?:metasta|(?:recurrent|relapsed)\s*(?:,|/|and/or\b|or\b)\s*(?:or\s+)?metasta))"
    rf"|(?:recurr\w+|relaps\w+)(?: (?:breast|disease|tumou?rs?|cancers?)){{0,2}}\s*(?:/|and/or|or)\s*(?:an?\s+)?(?P<first>{_FIRST}|de novo(?!\W+(?:\w+\W+){{0,2}}?(?:metasta|stage iv|advanced|oligo)))\b(?! (?:line|degree))"
)


# 'Primary or recurrent locally advanced breast cancer' tells whence the advanced disease came.
_ORIGIN_OF_ADVANCED = gated(
    r"^[^.;:]{0,60}\b(?:primary|de novo|newly diagnosed)\s*(?:/|and/or|or)\s*(?:recurrent|relapsed)\s+(?:(?:loco-?\s?(?:region\w+\s)?|local(?:ly)?\s)?advanced|metastatic|stage iv)\b"
)


# 'De novo metastatic or relapsed after treatment for cure': the cancer may have come back without metastases.
_SPREAD_OR_RETURNED = gated(
    r"\bde novo (?:metastatic|stage iv)(?: (?:breast|disease|cancers?|carcinoma)){0,2},?\s*(?:and/or|or|/)\s*(?:has\s+|have\s+)?(?:recurr(?:ent|ed|ence)|relaps(?:ed?|ing))\b"
    r"(?!\W+(?:(?:to|as|with|in|and|or|distant|a)\W+){0,3}(?:metasta|stage iv|distant|advanced))"
)


def spread_or_returned(lower: str) -> bool:
    """Whether the words take disease metastatic from the outset beside any recurrence."""
    return _SPREAD_OR_RETURNED.search(lower) is not None


def first_or_returned(lower: str, found: list[Found]) -> list[Found]:
    """Takes either where both are named; 'newly diagnosed stage I-III or recurrent' takes that stage or a recurrence."""
    spread = next((f for f in found if f.name == "de_novo_metastatic" and not f.denied), None)
    either = _SPREAD_OR_RETURNED.search(lower) if spread is not None else None
    if spread is not None and either is not None:
        others = [
            f for f in found if f.axis not in ("extent", "origin") or not either.start() <= f.start < either.end()
        ]
        return [*others, _metastatic_or_returned(lower, spread)._replace(axis="extent")]
    origin = _ORIGIN_OF_ADVANCED.search(lower)
    if origin is not None:
        found = [f for f in found if not (f.name in ("recurrent", "newly_diagnosed") and f.start < origin.end())]
    first = [f for f in found if f.name in _FIRST_DISEASE]
    named = [*first, *(_barely_named(lower, found) if origin is None else ())]
    if not named or not _LATER.search(lower) or not _ALTERNATIVES.search(lower):
        return found
    late = [f for f in first if f.name == "newly_diagnosed_metastatic"]
    if late and not gated(r"recurr|relaps").search(lower):
        return found
    found = [f for f in found if f not in first]
    if late:
        return [*(f for f in found if f.name != "recurrent"), _metastatic_or_returned(lower, late[0])]
    extents = sorted((f for f in found if f.axis == "extent" and _tells_extent(f)), key=lambda f: f.start)
    if not extents and any(f.axis == "extent" for f in found):
        return [*found, *first]  # 'newly diagnosed, ductal or lobular, no metastatic disease'
    for f in named:
        if f.name == "newly_diagnosed" and any(map(_is_later, extents)) and _one_of_several(lower, f, extents):
            return _either(lower, f, found)
    if any(_narrowed(lower, f, extents) for f in first):
        return found
    return [f for f in found if f.name != "recurrent"]


def _metastatic_or_returned(lower: str, metastatic: Found) -> Found:
    """'Newly diagnosed stage IV or relapsed', but 'newly diagnosed stage IV or recurrent metastatic' is metastatic."""
    name = "metastatic" if _RECURRENT_METASTATIC.search(lower) else "metastatic_or_recurrent"
    ways = MEANINGS[name]
    return metastatic._replace(name=name, sure=ways.sure, wide=ways.wide, words=ways.words)


def _barely_named(lower: str, found: list[Found]) -> Iterator[Found]:
    """First cancers that are called so only beside a recurrence that is asked for."""
    first = MEANINGS["newly_diagnosed"]
    returned = any(f.axis == "extent" and _is_later(f) and not f.denied for f in found)
    for m in _BARELY_FIRST.finditer(lower) if returned else ():
        yield Found(
            "newly_diagnosed", first.axis, first.sure, first.wide, first.words, *m.span("first" if m["first"] else 0)
        )


def _one_of_several(lower: str, first: Found, extents: list[Found]) -> bool:
    """Whether a comma or 'or' parts it from the extents beside it."""
    behind = next((f for f in extents if f.start >= first.end), None)
    if behind is not None and _parted(lower[first.end : behind.start], behind):
        return bool(_ALTERNATIVES.search(lower))
    return not _narrowed(lower, first, extents) and bool(_OR_BEFORE.search(lower[: first.start]))


def _narrowed(lower: str, first: Found, extents: list[Found]) -> bool:
    """'Newly diagnosed stage I-III', 'newly diagnosed (stage I-III)'"""
    behind = next((f for f in extents if f.start >= first.end), None)
    return behind is not None and not _parted(lower[first.end : behind.start], behind)


def _parted(between: str, behind: Found) -> bool:
    tells_its_extent = behind.name not in RECURRENCES and not behind.sure & meanings.METASTATIC
    return bool((_OR if tells_its_extent else _LISTED).search(between))


def _either(lower: str, first: Found, found: list[Found]) -> list[Found]:
    """The first cancer and the later diseases as one extent. What an aside tells so is narrowed by what stands before it:
    'operable breast cancer (primary or recurrent)'; 'stage I-III (primary or recurrent)' takes that stage or a recurrence."""
    later = [f for f in found if f.axis == "extent" and not f.denied and _is_later(f)]
    sure, wide = first.sure, first.wide
    if not _NEW.match(lower, first.start):  # 'primary or recurrent' may name a first cancer that was treated
        wide |= meanings.SURVEILLANCE & meanings.FIRST_CANCER
    for f in later:
        sure, wide = sure | f.sure, wide | f.wide
    start, end = min(f.start for f in [first, *later]), max(f.end for f in [first, *later])
    words = " or ".join(dict.fromkeys(f.words for f in [first, *later]))
    others = [f for f in found if f not in later]
    opened = lower.rfind("(", 0, start)
    if opened >= 0 and ")" not in lower[opened:start]:
        before = [f for f in others if f.axis == "extent" and not f.denied and f.end <= opened]
        if any(f.name in _STAGES for f in before):
            return found
        for operable in (f for f in before if f.name == "operable"):
            sure, wide = operable.wide & wide, operable.wide & wide
            words, start = f"{operable.words}, {words}", operable.start
            others = [f for f in others if f is not operable]
    return [*others, Found("first_or_returned", "extent", sure, wide, words, start, end)]


_NEW = gated(r"(?:newly|recently|freshly|new)\b")


def _tells_extent(found: Found) -> bool:
    return not found.denied and found.name not in ("nonmetastatic", "not_recurrent", "invasive")


def _is_later(found: Found) -> bool:
    return found.name in RECURRENCES or (bool(found.sure & meanings.METASTATIC) and found.name not in _OF_ANY_DISEASE)


_STAGES = frozenset({"stage", "early", "tnm_stage"}) | TNM
_OF_ANY_DISEASE = frozenset({"invasive", "stage", "not_recurrent", "every"})


# 'Recurrent breast cancer, either local, regional or metastatic'
KINDS_OF_RECURRENCE = gated(
    r"\b(?:recurr\w+|relaps\w+)(?:\s+(?:breast|disease|tumou?rs?|cancers?))*(?:\s*[(:]|(?<!recurrent)(?<!relapsed),)?\s*(?:either|whether)?\s*"
    r"(?:local|loco-?regional)(?:ly)?\b(?! advanced)[\w\s,/-]{0,25}?\b(?:or|and/or|and)\s+(?:distant|metastatic)\b"
)


def kinds_of_recurrence(lower: str, found: list[Found]) -> list[Found]:
    """What lists the kinds of a recurrence adds nothing to it."""
    kinds = KINDS_OF_RECURRENCE.search(lower)
    if kinds is None or not any(f.name == "recurrent" and kinds.start() <= f.start < kinds.end() for f in found):
        return found
    return [f for f in found if f.name == "recurrent" or not kinds.start() < f.start < kinds.end()]


_AT_FIRST = gated(
    r"\b(?:(?:initial|original|first|primary|prior|previous|earlier)(?:ly)?\s+(?:\w+\s+)?(?:diagnos\w+|treated|treatment)|history)\b(?:\W+[\w-]+){0,4}?\W*$"
)
_SINCE_SPREAD = gated(
    r"\b(?:now|currently|subsequent(?:ly)?|later|since|developed|progressed)\s+(?:(?!no\b|not\b|without\b|recurr|relaps)[\w-]+\s+){0,3}?(?:metasta\w+|stage iv)\b"
)


def now_metastatic(lower: str, found: list[Found]) -> list[Found]:
    """'Initial diagnosis of stage I-III disease, now metastatic' is a distant recurrence."""
    spread = _SINCE_SPREAD.search(lower)
    began = [
        f
        for f in found
        if spread is not None
        and f.name in ("stage", "early")
        and not f.wide & meanings.METASTATIC
        and f.end <= spread.start()
        and _AT_FIRST.search(lower[: f.start])
    ]
    if spread is None or not began:
        return found
    distant = MEANINGS["distant_recurrence"]
    left = [f for f in found if f not in began and f.name != "newly_diagnosed" and f.end <= spread.start()]
    return [
        *left,
        Found("distant_recurrence", distant.axis, distant.sure, distant.wide, distant.words, *spread.span()),
        *(f for f in found if f.start >= spread.end()),
    ]
