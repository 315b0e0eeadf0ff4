"""Asides that let in: '... (prior T-DM1 is allowed)'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.vocabulary.terms import Vocabulary
from matcher.reading.therapy import phrases
from matcher.reading.therapy.names import Named, therapies_in

# '... (prior T-DM1 is allowed)': what is let in beside what the sentence shuts out.
_ASIDE = re.compile(r"\((?:[^()]|\([^()]{0,20}\)){3,250}\)")


_LETS_IN = re.compile(r"\b(?:allowed|permitted|acceptable|eligible)\b", re.I)


_DENIES = re.compile(rf"{phrases.DENIES_PERMISSION.pattern}|^\(no\b", re.I)


def permitting_asides(text: str) -> list[re.Match[str]]:
    return [
        aside for aside in _ASIDE.finditer(text) if _LETS_IN.search(aside.group()) and not _DENIES.search(aside.group())
    ]


def of_early_disease(asides: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    return [aside for aside in asides if DIRECTLY_EARLY.search(aside.group())]


def without(text: str, asides: Sequence[re.Match[str]]) -> str:
    """The text with the asides made blank; positions hold."""
    for aside in asides:
        text = text[: aside.start()] + " " * len(aside.group()) + text[aside.end() :]
    return text


def let_in_by(text: str, group: Sequence[Named], asides: Sequence[re.Match[str]], vocabulary: Vocabulary) -> str:
    """What the aside after a list lets in of it, in its words; empty where it lets in something else."""
    aside = next((a for a in asides if 0 <= a.start() - group[-1].end <= 80), None)
    if aside is None:
        return ""
    named = {c for one in therapies_in(aside.group(), vocabulary) for c in one.concepts}
    listed = {c for one in group for c in one.concepts}
    of_the_list = any(c in listed or not listed.isdisjoint(vocabulary.ancestors(c)) for c in named)
    return aside.group() if of_the_list or not named else ""


DIRECTLY_EARLY = re.compile(r"\b(?:neo-?)?\(?(?:neo-?)?\)?adjuvant\b|\bpre-?operative\b|\bperi-?operative\b", re.I)
