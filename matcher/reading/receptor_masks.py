"""Receptor descriptions as sets of receptor states, with the cut-off that the trial itself sets.

Where a trial restricts on ER or PR without saying where positive begins, a tumour with 1 to 10 % of nuclei stained is
left open (ASCO/CAP 2020 calls it positive, some trials take it into triple-negative disease): such a description has a
`sure` mask and a `wide` one, and what lies between is undecidable.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data import axes
from data.axes import RECEPTORS_AXIS, ReceptorState
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within

ALL = axes.full(RECEPTORS_AXIS)
_BELOW = {"<1": ("negative",), "<=1": ("negative",), "<10": ("negative", "low"), "<=10": ("negative", "low", "ten")}
_ABOVE = {
    ">=1": ("low", "ten", "high"),
    ">1": ("low", "ten", "high"),
    ">=10": ("ten", "high"),
    ">10": ("high",),
}


class Description(NamedTuple):
    """`sure` and `wide` are masks on the receptor axis; `words` says it in the field's terms."""

    sure: int
    wide: int
    words: str

    def and_(self, other: Description) -> Description:
        return Description(self.sure & other.sure, self.wide & other.wide, f"{self.words} and {other.words}")

    def or_(self, other: Description) -> Description:
        return Description(self.sure | other.sure, self.wide | other.wide, f"{self.words} or {other.words}")

    def negated(self) -> Description:
        return Description(ALL & ~self.wide, ALL & ~self.sure, f"not {self.words}")

    def requirement(self) -> Requirement:
        if self.sure == self.wide:
            return Within(RECEPTORS_AXIS, self.sure)
        open_part = AllOf((Within(RECEPTORS_AXIS, self.wide), Undecidable("the cut-off")))
        return AnyOf((Within(RECEPTORS_AXIS, self.sure), open_part)) if self.sure else open_part


def _where(sure: Callable[[ReceptorState], bool], wide: Callable[[ReceptorState], bool], words: str) -> Description:
    return Description(axes.receptors_where(sure), axes.receptors_where(wide), words)


def staining(receptor: str, positive: bool, cut_off: str | None) -> Description:
    """ER or PR positive or negative. cut_off: '>=1', '<10' ... as the trial says it; None where it does not."""
    sure: tuple[str, ...]
    wide: tuple[str, ...]
    if cut_off is None:
        sure = ("ten", "high") if positive else ("negative",)
        wide = ("low", "ten", "high") if positive else ("negative", "low", "ten")
    else:
        sure = wide = _classes(positive, cut_off)
    words = f"{receptor.upper()}-{'positive' if positive else 'negative'}" + (f" ({cut_off} %)" if cut_off else "")
    return _where(lambda s: getattr(s, receptor) in sure, lambda s: getattr(s, receptor) in wide, words)


def _classes(positive: bool, cut_off: str) -> tuple[str, ...]:
    if cut_off in (_ABOVE if positive else _BELOW):
        return (_ABOVE if positive else _BELOW)[cut_off]
    limits = _BELOW if positive else _ABOVE  # the cut-off is told from the other side
    return tuple(c for c in axes.STAINING if c not in limits.get(cut_off, ()))


def hormone_receptors(positive: bool, cut_off: str | None) -> Description:
    """HR-positive is ER and/or PR positive; HR-negative is both negative."""
    er, pr = staining("er", positive, cut_off), staining("pr", positive, cut_off)
    both = er.or_(pr) if positive else er.and_(pr)
    words = f"HR-{'positive' if positive else 'negative'}" + (f" ({cut_off} %)" if cut_off else "")
    return both._replace(words=words)


def low_staining(kind: str, below_ten: bool) -> Description:
    """ER-low or HR-low, 1 to 10 % of nuclei; below_ten: as the trial writes it, '1 to 9 %'."""
    low = ("low",) if below_ten else ("low", "ten")
    limit = "under 10 %" if below_ten else "10 %"
    if kind == "er":
        return _where(lambda s: s.er in low, lambda s: s.er in low, f"ER-low (1 to {limit})")
    at_most_low = ("negative", *low)
    return _where(
        lambda s: (s.er in low and s.pr in at_most_low) or (s.pr in low and s.er in at_most_low),
        lambda s: s.er in low or s.pr in low,
        f"HR-low (1 to {limit})",
    )


HER2_LEVELS: dict[str, tuple[str, ...]] = {
    "positive": ("positive",),
    "negative": ("zero", "ultralow", "low"),
    "low": ("low",),
    "ultralow": ("ultralow",),
    "zero": ("zero", "ultralow"),  # a bare IHC 0 covers both (DESTINY-Breast06)
    "null": ("zero",),
    "not zero": ("ultralow", "low", "positive"),
}
_HER2_WORDS = {
    "low": "HER2-low (IHC 1+ or 2+/ISH-)",
    "zero": "HER2 IHC 0",
    "ultralow": "HER2-ultralow",
    "null": "HER2-zero (no staining)",
}


def her2(level: str) -> Description:
    levels = HER2_LEVELS[level]
    mask = axes.receptors_where(lambda s: s.her2 in levels)
    return Description(mask, mask, _HER2_WORDS.get(level, f"HER2-{level}"))


def her2_scores(sure: set[str], wide: set[str], words: str) -> Description:
    return _where(lambda s: s.her2 in sure, lambda s: s.her2 in wide, words)


def triple_negative(cut_off: str | None) -> Description:
    negative = hormone_receptors(False, cut_off).and_(her2("negative"))
    return negative._replace(words="triple-negative" + (f" (ER and PR {cut_off} %)" if cut_off else ""))
