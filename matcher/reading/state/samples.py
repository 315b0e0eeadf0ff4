"""Extents and operations that are told of a sample of tissue, not of the patient."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.found import Found

# What tells of a diagnosis, not of a sample: 'tissue confirmation of metastatic disease'
TELLS_DIAGNOSIS = r"(?![- ](?:confirm|proof|proven|verif|diagnos)(?![^.;]*\bnot (?:feasible|possible|available)\b))"
OF_SAMPLES = gated(
    rf"\b(?:samples?|specimens?|tissue{TELLS_DIAGNOSIS}|(?<!on )(?<!by )(?<!core )(?<!needle )(?<!node )(?<!nodes )(?<!sentinel )biops(?:y|ies){TELLS_DIAGNOSIS}|tested|block|margins?|hybridi[sz]ation)\b"
)

# 'HER2 status of the primary or metastatic tumour'
_EITHER_TISSUE = gated(
    r"(?:\b(?:on|in|of|from|by|either|status|tested|assess\w*|determined)\b[^.;,]{0,40}|^\W*(?:the\s+|(?:patient|participant|subject)s?'?s?\s+)*)\bprimary\s*(?:tumou?rs?|lesions?|sites?|tissue|cancer)?\s*(?:and/or|or|and|/)\s*(?:in |on |of |from )?(?:the |a )?$"
)
_TISSUE = gated(
    r"(?:metasta\w+|recurr\w+|relaps\w+)\s+(?:tumou?r|lesion|site|tissue|sample|specimen|biops|deposit|focus|disease|cancer)"
)
_OF_TISSUE = frozenset({"metastatic", "recurrent", "distant_recurrence"})
_SAMPLE_OF = gated(
    rf"\b(?:tissue|samples?|specimens?|blocks?|material|slides?)\b{TELLS_DIAGNOSIS}"
    r"[^.;]{0,60}\b(?:from|at|of|by|during|collected|obtained|available)\b[^.;]{0,50}$"
)

# 'A lesion representative of recurrent or metastatic disease for biopsy': what is said of the one is said of the other.
_OR_METASTATIC = gated(r"\W*(?:or|and/or|/)\W*metasta\w+")


def of_either_tissue(lower: str, found: Found) -> bool:
    """'Receptor status of the primary tumour or a metastatic lesion'"""
    before, after = lower[: found.start], lower[found.start :]
    return found.name in _OF_TISSUE and bool(_EITHER_TISSUE.search(before) and _TISSUE.match(after))


def of_a_sample(lower: str, found: Found) -> bool:
    """Whether a sample is spoken of close by."""
    beside = _OR_METASTATIC.match(lower, found.end) if found.name in _OF_TISSUE else None
    end = beside.end() if beside else found.end
    return bool(OF_SAMPLES.search(lower[max(0, found.start - 60) : end + 25]) and OF_SAMPLES.search(lower))


def of_a_sample_taken(lower: str, found: Found) -> bool:
    """'Tissue obtained at surgery', 'a sample from before neoadjuvant therapy': when it was taken"""
    first_word = lower[found.start : found.end].split()[0]
    taken = f"{lower[: found.start][-140:]}{first_word} "
    return found.name in ("operated", "had_neoadjuvant", "surgery_due") and bool(_SAMPLE_OF.search(taken))
