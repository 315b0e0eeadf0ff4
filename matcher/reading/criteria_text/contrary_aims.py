"""Inclusions that name two contrary aims of treatment: the trial takes both kinds of patients, whatever the layout."""

from __future__ import annotations

from collections.abc import Iterable

from data.criteria import AnyOf, Criterion, Undecidable
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.criteria_text.drafts import Draft, evidence_of
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.sentences import sentences_of


def leave_contrary_aims_open(items: Iterable[Item], draft: Draft) -> None:
    """'Radiotherapy with curative intent (first cohort)', 'radiotherapy with palliative intent (second cohort)': neither aim is
    asked of all, nor is the disease that it goes with."""
    aims: dict[CohortLabel | None, dict[tuple[int, int], str]] = {}
    for item in items:
        if item.polarity != INCLUDE or item.of_others:
            continue
        for sentence in sentences_of(item):
            if aim := _aim_of(sentence.lower):
                where = evidence_of(sentence, draft.text)
                for label in item.cohorts or (None,):
                    aims.setdefault(label, {})[where.start, where.end] = aim
    for label, found in aims.items():
        criteria = draft.common if label is None else draft.by_cohort.get(label, [])
        if len(set(found.values())) > 1:
            criteria[:] = [_left_open(c) if _told_by_an_aim(c, found) else c for c in criteria]


def _aim_of(lower: str) -> str | None:
    """'cure' or 'no cure', where a sentence names one aim of a treatment that is due or under way."""
    late = _NOT_FOR_CURE.search(lower) is not None
    cure = _FOR_CURE.search(_NOT_FOR_CURE.sub(" ", lower)) is not None
    if late == cure or _OVER_OR_DENIED.search(lower):
        return None
    return "no cure" if late else "cure"


def _told_by_an_aim(criterion: Criterion, aims: dict[tuple[int, int], str]) -> bool:
    where = criterion.evidence[0]
    return criterion.facet in ("stage", "setting") and where.source == "criteria" and (where.start, where.end) in aims


def _left_open(criterion: Criterion) -> Criterion:
    requirement = AnyOf((criterion.requirement, Undecidable("the contrary aim of treatment")))
    return Criterion(
        criterion.facet, requirement, f"{criterion.statement}, or treated with the contrary aim", criterion.evidence
    )


_AIM = r"(?:intent(?:ion)?|aim|goal|purpose)"
_CURE = r"(?:curative|cure|curing)\b"
_NOT_FOR_CURE = gated(
    rf"\bpalliative(?:ly)?\b(?!\s+(?:care|medicine)\b)|\bnon-?\s?curative\b|\b(?:no|not|without|beyond)\s+(?:(?:an?|any|the|with|aimed|aiming|meant|intended|given|done|in|for|at|to|of|{_AIM}|possible)\s+){{0,5}}{_CURE}"
)
_FOR_CURE = gated(
    rf"\bcurative(?:ly)?\b|\b{_AIM}\s+(?:of|to)\s+(?:be\s+)?{_CURE}|\b(?:aim\w*|meant|intended|given)\s+(?:at|to|for)\s+cur(?:e|ing)\b|\bfor\s+cure\b"
)
# 'Relapse after curative treatment', 'no palliative treatment planned', 'curative treatment is not available' name no aim of a way in
_OVER_OR_DENIED = gated(
    r"\b(?:prior|previous\w*|earlier|former\w*|past|history|ha(?:s|ve|d|ving)\s+(?:had|received|undergone|completed)|underwent|received|completed|completion|after|following|since|until|ago|relaps\w*|recurr\w*|progress\w*|cannot|can\s?not|never|unless|except\w*"
    r"|amenable|suitable|candidates?|options?|available|feasible|(?:no|not|without)\s+(?:(?:any|other|planned|concurrent)\s+)?palliative|(?:no|not)\s+(?:longer|(?:(?:known|standard|effective|more|further|other)\s+){0,2}curative)|beside|besides|team|staff)\b"
)
