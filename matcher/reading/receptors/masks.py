"""Receptor descriptions as sets of receptor states, with the cut-off that the trial itself sets.

Where a trial does not say where positive begins, positive is at least 1 % of nuclei (ASCO/CAP 2020). But some trials
take tumours with 1 to 10 % into triple-negative disease: whether such a tumour, reported by its percentage, counts as
negative is left open. So a description has a `sure` mask, a `wide` one, and `ruled`, the 1 % rule, which decides for a
tumour of which only the status was reported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data import axes
from data.axes import NO, RECEPTORS_AXIS, YES, ReceptorState
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within, either
from matcher.reading.receptors.cut_offs import PercentRange

ALL = axes.full(RECEPTORS_AXIS)
_BELOW = {"<1": ("negative",), "<=1": ("negative",), "<10": ("negative", "low"), "<=10": ("negative", "low", "ten")}
_ABOVE = {
    ">=1": ("low", "ten", "high"),
    ">1": ("low", "ten", "high"),
    ">=10": ("ten", "high"),
    ">10": ("high",),
}


class Description(NamedTuple):
    """`sure`, `wide` and `ruled` are masks on the receptor axis; `words` says it in the field's terms.

    ruled: between sure and wide; None where it is `sure`.
    """

    sure: int
    wide: int
    words: str
    ruled: int | None = None

    @property
    def by_rule(self) -> int:
        return self.sure if self.ruled is None else self.ruled

    def and_(self, other: Description) -> Description:
        words = " and ".join(f"({d.words})" if " or " in d.words else d.words for d in (self, other))
        both = Description(self.sure & other.sure, self.wide & other.wide, words, self.by_rule & other.by_rule)
        return both._in_the_words_of(self, other)

    def or_(self, other: Description) -> Description:
        words = f"{self.words} or {other.words}"
        either_ = Description(self.sure | other.sure, self.wide | other.wide, words, self.by_rule | other.by_rule)
        return either_._in_the_words_of(self, other)

    def letting_in(self, other: Description) -> Description:
        """Widened by what `other` lets in; see `let_in`."""
        sure, wide, ruled = (
            let_in(mask, of_other)
            for mask, of_other in zip(
                (self.sure, self.wide, self.by_rule), (other.sure, other.wide, other.by_rule), strict=True
            )
        )
        return self.or_(Description(sure, wide, other.words, ruled))

    def _in_the_words_of(self, *parts: Description) -> Description:
        """A whole that comes to no other than one of its parts is said as that part is."""
        told = next((p for p in parts if (p.sure, p.wide, p.by_rule) == (self.sure, self.wide, self.by_rule)), self)
        return self._replace(words=told.words)

    def as_shut_out(self) -> Description:
        """Where it is shut out, 'HR-positive' without a cut-off leaves open tumours of 1 to 10 %, as 'HR-negative' does where
        that is asked for: the same patients are meant. A tumour reported as positive is shut out."""
        if self.by_rule != self.sure or "%" in self.words:
            return self
        border = _on_the_border_of(self.sure)
        return self._replace(sure=self.sure & ~border, ruled=self.sure) if border else self

    def negated(self) -> Description:
        return Description(ALL & ~self.wide, ALL & ~self.sure, f"not {self.words}", ALL & ~self.by_rule)

    def requirement(self) -> Requirement:
        if self.sure == self.wide:
            return Within(RECEPTORS_AXIS, self.sure)
        ways: list[Requirement] = [Within(RECEPTORS_AXIS, self.sure)] if self.sure else []
        open_states = self.wide & ~self.sure
        open_part: list[Requirement] = [Within(RECEPTORS_AXIS, self.wide), Undecidable("the cut-off")]
        if not open_states & ~(LOW["er"] | LOW["pr"]):  # open for no other tumours than those of 1 to 10 %
            stained = [receptor for receptor in ("er", "pr") if open_states & LOW[receptor]]
            open_part += [
                AnyOf((Within(RECEPTORS_AXIS, NEGATIVE[r]), Within(f"reported_low:{r}", YES))) for r in stained
            ]
            if self.by_rule != self.sure:
                by_status = (
                    AllOf((Within(RECEPTORS_AXIS, ALL & ~NEGATIVE[r]), Within(f"reported_low:{r}", NO)))
                    for r in stained
                )
                ways.append(AllOf((Within(RECEPTORS_AXIS, self.by_rule), either(by_status))))
        ways.append(AllOf(tuple(open_part)))
        return AnyOf(tuple(ways)) if len(ways) > 1 else ways[0]


_VALUES: dict[str, tuple[str, ...]] = {"er": axes.STAINING, "pr": axes.STAINING, "her2": axes.HER2}


def _states(mask: int) -> frozenset[ReceptorState]:
    return frozenset(s for i, s in enumerate(axes.RECEPTOR_STATES) if mask >> i & 1)


def let_in(asked: int, told: int) -> int:
    """Those of `told` that are as asked for in the receptors of which `told` says nothing: where TNBC is asked for, 'ER-low
    is allowed' lets in ER-low tumours without PR and HER2."""
    states = _states(told)
    untold = [r for r, values in _VALUES.items() if all(s._replace(**{r: v}) in states for s in states for v in values)]
    kept = {tuple(getattr(s, r) for r in untold) for s in _states(asked)}
    return told & axes.receptors_where(lambda s: tuple(getattr(s, r) for r in untold) in kept)


LOW = {
    "er": axes.receptors_where(lambda s: s.er in ("low", "ten")),
    "pr": axes.receptors_where(lambda s: s.pr in ("low", "ten")),
}
NEGATIVE = {
    "er": axes.receptors_where(lambda s: s.er == "negative"),
    "pr": axes.receptors_where(lambda s: s.pr == "negative"),
}


def _on_the_border_of(mask: int) -> int:
    """Those states that belong to it only because staining of 1 to 10 % counts as positive."""
    states = _states(mask)
    kept = frozenset(s for s in states if _without_weak_staining(s) in states)
    return axes.receptors_where(lambda s: s in states and s not in kept)


def _without_weak_staining(state: ReceptorState) -> ReceptorState:
    return state._replace(**{r: "negative" for r in ("er", "pr") if getattr(state, r) in ("low", "ten")})


def _where(sure: Callable[[ReceptorState], bool], wide: Callable[[ReceptorState], bool], words: str) -> Description:
    return Description(axes.receptors_where(sure), axes.receptors_where(wide), words)


def staining(receptor: str, positive: bool, cut_off: str | None) -> Description:
    """ER or PR positive or negative. cut_off: '>=1', '<10' ... as the trial says it; None where it does not."""
    sure: tuple[str, ...]
    wide: tuple[str, ...]
    if cut_off is None:
        sure = ("low", "ten", "high") if positive else ("negative",)
        wide = sure if positive else ("negative", "low", "ten")
    elif cut_off not in _BELOW and cut_off not in _ABOVE:
        sure, wide = _around(positive, int(cut_off.lstrip("<>=")))
    else:
        sure = wide = _classes(positive, cut_off)
    words = f"{receptor.upper()}-{'positive' if positive else 'negative'}{_limit(positive, cut_off)}"
    return _where(lambda s: getattr(s, receptor) in sure, lambda s: getattr(s, receptor) in wide, words)


_OTHER_SIDE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _limit(positive: bool, cut_off: str | None) -> str:
    """The cut-off as a limit of what is described, also where the trial told it from the other side."""
    if cut_off is None:
        return ""
    sign, number = cut_off.rstrip("0123456789"), cut_off.lstrip("<>=")
    if positive != sign.startswith(">"):
        sign = _OTHER_SIDE[sign]
    return f" ({sign}{number} %)"


def _classes(positive: bool, cut_off: str) -> tuple[str, ...]:
    if cut_off in (_ABOVE if positive else _BELOW):
        return (_ABOVE if positive else _BELOW)[cut_off]
    limits = _BELOW if positive else _ABOVE  # the cut-off is told from the other side
    return tuple(c for c in axes.STAINING if c not in limits.get(cut_off, ()))


def _around(positive: bool, limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The classes on one side of a cut-off that lies within a class: surely there, and perhaps."""
    above = [c for c, lowest in _LOWEST if lowest >= limit]
    below = [c for c, lowest in _LOWEST if c not in above]
    split_class = below[-1]
    if positive:
        return tuple(above), (split_class, *above)
    return tuple(below[:-1]), tuple(below)


_LOWEST = (("negative", 0), ("low", 1), ("ten", 10), ("high", 11))  # the lowest percentage of each class
_HIGHEST = {"negative": 0, "low": 9, "ten": 10, "high": 100}


def staining_within(receptor: str, percent: PercentRange) -> Description:
    """ER or PR in a range of percentages; HR is either of them in it, or both where the range holds 0."""
    low, high = percent
    if low == 1 and high in (9, 10):
        return low_staining(receptor, high < 10)
    if receptor == "hr":
        er, pr = staining_within("er", percent), staining_within("pr", percent)
        return er.or_(pr) if low else er.and_(pr)
    if high == 100:
        return staining(receptor, True, f">={low}")
    if not low:
        return staining(receptor, False, f"<{high + 1}" if high == 9 else f"<={high}")
    sure = [c for c, lowest in _LOWEST if low <= lowest and _HIGHEST[c] <= high]
    wide = [c for c, lowest in _LOWEST if low <= _HIGHEST[c] and lowest <= high]
    words = f"{receptor.upper()}-staining of {low} to {high} %"
    return _where(lambda s: getattr(s, receptor) in sure, lambda s: getattr(s, receptor) in wide, words)


def hormone_receptors(positive: bool, cut_off: str | None) -> Description:
    """HR-positive is ER and/or PR positive; HR-negative is both negative."""
    er, pr = staining("er", positive, cut_off), staining("pr", positive, cut_off)
    both = er.or_(pr) if positive else er.and_(pr)
    words = f"HR-{'positive' if positive else 'negative'}{_limit(positive, cut_off)}"
    return both._replace(words=words)


def low_staining(kind: str, below_ten: bool) -> Description:
    """ER-low, PR-low or HR-low, 1 to 10 % of nuclei; below_ten: as the trial writes it, '1 to 9 %'."""
    low = ("low",) if below_ten else ("low", "ten")
    limit = "under 10 %" if below_ten else "10 %"
    if kind in ("er", "pr"):
        return _where(
            lambda s: getattr(s, kind) in low, lambda s: getattr(s, kind) in low, f"{kind.upper()}-low (1 to {limit})"
        )
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
    return negative._replace(words="triple-negative" + _limit(False, cut_off).replace("(", "(ER and PR "))
