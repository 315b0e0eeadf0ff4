"""Disease that is gone: 'no evidence of residual, recurrent or metastatic disease'."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import FIRST_CANCER, IN_SITU

# '... residual, recurrent or metastatic disease' goes on after the first of them.
_MORE_OF_IT = gated(
    r"(?:[\s,/]|\b(?:residual|recurrent|persistent|metastatic|distant|local|regional|or|and|and/or)\b)*$"
)


def without_what_is_gone(lower: str, found: list[Found]) -> list[Found]:
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


# 'No evidence of recurrent or metastatic disease' is true of a first cancer that is still to be treated as well.
_NEITHER_BACK_NOR_SPREAD = gated(
    r"\b(?:recurren\w+|relaps\w+)\W+(?:\w+\W+){0,2}?(?:(?:or|and|nor)\b|/)\W*(?:\w+\W+){0,3}?(?:metasta\w+|distant)"
    r"|\b(?:metasta\w+)\W+(?:\w+\W+){0,2}?(?:(?:or|and|nor)\b|/)\W*(?:\w+\W+){0,3}?(?:recurren\w+|relaps\w+)"
)


def open_to_untreated(lower: str, found: list[Found]) -> list[Found]:
    told = [m.span() for m in _NEITHER_BACK_NOR_SPREAD.finditer(lower)]
    return [
        f._replace(sure=f.sure & FIRST_CANCER, wide=FIRST_CANCER)
        if f.name in ("no_recurrence", "no_evidence_of_disease")
        and any(f.start <= end and start <= f.end for start, end in told)
        else f
        for f in found
    ]


_KIND_OF_PEOPLE = r"(?:wom[ae]n|patients?|people|individuals|persons|those|participants?)\s+(?:with|who|at|without)\b"
# 'With a history of cancer (now free of disease), women at increased risk, or women who ...': a carcinoma in situ is a risk, too.
_OTHER_KINDS = gated(rf"[^.;]{{0,25}}?[,)]\s*{_KIND_OF_PEOPLE}[^.;]*\bor\s+{_KIND_OF_PEOPLE}")


def beside_other_kinds(found: Found, lower: str) -> Found:
    freed = found.name in ("no_evidence_of_disease", "no_recurrence", "treatment_completed") and not found.denied
    return found._replace(wide=found.wide | IN_SITU) if freed and _OTHER_KINDS.match(lower, found.end) else found
