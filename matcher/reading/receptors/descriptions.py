"""Single descriptions of receptors in a sentence."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.mentions import Context
from matcher.reading.receptors.cut_offs import cut_off_in, trial_cut_off
from matcher.reading.receptors.denied import polar
from matcher.reading.receptors.gone_on import goes_on_scoring, settled_behind, spells_out
from matcher.reading.receptors.in_situ import told_in_situ
from matcher.reading.receptors.luminal import BOTH_LUMINAL, luminal
from matcher.reading.receptors.markers import Found, is_abbreviation, markers_from
from matcher.reading.receptors.masks import her2, hormone_receptors, triple_negative
from matcher.reading.receptors.of_one_status import described_together
from matcher.reading.receptors.scores import scored_levels
from matcher.reading.receptors.silence import MARKER, says_nothing
from matcher.reading.receptors.statuses import cut_off_by_allred, further_levels, status_after
from matcher.reading.sentences import Sentence


def descriptions_in(sentence: Sentence, context: Context) -> list[Found]:
    text = sentence.text
    nothing = list(says_nothing(text))
    markers = [
        m
        for m in MARKER.finditer(text)
        if not is_abbreviation(text, m) and not any(a <= m.start() < b for a, b in nothing)
    ]
    markers = [m for i, m in enumerate(markers) if not i or not goes_on_scoring(text, markers[i - 1], m)]
    found: list[Found] = []
    i = 0
    while i < len(markers):
        group = markers_from(text, markers, i)
        if found and spells_out(text, found[-1].end, group[0].start(), group[0], found[-1].description):
            i += len(group)
            continue
        one = _describe(sentence, context, markers, i, len(group))
        if one is not None:
            found.append(one._replace(description=settled_behind(one.description, sentence)))
        i += len(group)
    if not any("HER2" in f.description.words or "triple" in f.description.words for f in found):
        found += [polar(sentence, *counted) for counted in told_in_situ(text)]
        found.sort(key=lambda f: f.start)
    return found


# 'ER-positive with or without PR-positivity, Allred score 6 to 8'
_PR_EITHER_WAY = gated(
    r"[^\w.;]{0,4}(?:(?:positive|\+ve)\b[^\w.;]{0,3})?(?:with\s+or\s+without|with/without|regardless\s+of|irrespective\s+of)\s+(?:[\w-]+\s+){0,2}?(?:progesterone|Pg?R)\b[^.;]{0,50}?(?=\bAllred\b)",
    re.I,
)


def _allred_told(text: str, marker: re.Match[str], end: int, limit: int) -> tuple[int, int]:
    """Where the Allred score of a receptor may stand: behind it, also past a PR that may be of either status."""
    aside = _PR_EITHER_WAY.match(text, end) if marker.lastgroup == "er" else None
    return (aside.end(), len(text)) if aside else (end, limit)


def _describe(sentence: Sentence, context: Context, markers: list[re.Match[str]], i: int, count: int) -> Found | None:
    text = sentence.text
    first, last = markers[i], markers[i + count - 1]
    limit = markers[i + count].start() if i + count < len(markers) else len(text)
    kind = first.lastgroup
    cut_off = (
        cut_off_in(text[first.start() : min(limit, last.end() + 160)])
        or cut_off_by_allred(text, *_allred_told(text, first, last.end(), limit))
        or trial_cut_off(context.trial.criteria or "")
    )
    if kind in ("tn", "tp", "sensitive", "insensitive", "luminal"):
        return _of_a_combination(sentence, first, limit, cut_off)
    if count == 1 and kind == "her2" and (scored := _SCORE_BEFORE.search(text, 0, first.start())):
        by_score = scored_levels(text[scored.start() : last.end() + 160])
        return polar(sentence, by_score, scored.start(), last.end()) if by_score else None
    status = status_after(text, markers, i, count, limit)
    if status is None:
        return None
    described = described_together(markers[i : i + count], status, text, limit, cut_off)
    stands_to = further_levels(text, status, limit)[-1:] if status.start >= last.end() else []
    status_end = stands_to[0].end() if stands_to else status.end
    end = max(last.end(), status_end if status_end <= limit else last.end())
    return polar(sentence, described, min(first.start(), status.start), end) if described else None


# 'a score of 0 or 1+ for HER2'
_SCORE_BEFORE = gated(
    r"\b(?:IHC|scor\w+)\b[^.;]{0,80}\b(?:for|of)\s(?:the\s)?$|(?<![\w.])[0-3]\s?\+[^.;]{0,30}\bstain\w*\s(?:for|of)\s(?:the\s)?$"
    # 'IHC 2+/FISH+ or IHC 3+ HER2 expression', '3+ HER-2 staining'
    r"|^\W*(?:with\s+)?(?:(?:a\s)?score\s(?:of\s)?)?(?:\bIHC[\s:]{0,2})?[0-3]\s?\+(?:[\s,/()+-]|\b(?:IHC|and|or|[CFS]?ISH|negative|positive|amplified|not|non|[0-3])\b)*$",
    re.I,
)


def _of_a_combination(sentence: Sentence, marker: re.Match[str], limit: int, cut_off: str | None) -> Found:
    """'Triple-negative', 'luminal A', 'hormone-sensitive': names that tell the receptors and their status at once."""
    text, end = sentence.text, marker.end()
    if marker.lastgroup == "tn":
        # Definitions of triple-negative that follow repeat its parts; the cut-off may stand anywhere after it.
        described = triple_negative(cut_off_in(text[marker.start() :]) or cut_off)
    elif marker.lastgroup == "tp":
        described = hormone_receptors(True, cut_off).and_(her2("positive"))._replace(words="triple-positive")
    elif marker.lastgroup == "luminal":
        described = luminal(marker, sentence, hormone_receptors(True, cut_off))
        both = BOTH_LUMINAL.match(text, end, limit)
        end = both.end() if both else end
    else:
        described = hormone_receptors(marker.lastgroup == "sensitive", cut_off)
    return polar(sentence, described, marker.start(), end)
