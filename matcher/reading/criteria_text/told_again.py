"""Points that only tell how a status is found which the criteria before them ask for: 'IHC 0 or 1+, or', 'no menses for a year'."""

from __future__ import annotations

import itertools
import re

from matcher.reading.criteria_text.drafts import Draft
from matcher.reading.gated import gated

_HER2 = frozenset({"her2", "receptor_subtype"})
_NAMES_A_TEST = gated(r"\b(?:IHC|immuno-?histo\w+|immunocyto\w+|[CFSD]?ISH|in[- ]situ hybridi[sz]ation)\b", re.I)
_WORDS = gated(r"[a-z]+|\d+(?:\.\d+)?", re.I)
_OF_A_SCORE = frozenset(
    re.findall(
        r"\w+",
        "ihc ish fish cish sish dish in situ hybridization hybridisation fluorescence fluorescent chromogenic silver enhanced "
        "immunohistochemistry immunohistochemistries immunohistochemical immunocytochemical staining score scores scoring "
        "positive negative positivity amplified amplification gene her neu strongly strong weak intensity equivocal status "
        "signal signals ratio copy copies number centromere chromosome cep per cell cells to than less more of by or and is "
        "are with a an the for defined as using single dual probe assay assays analysis test tested result results documented "
        "confirmed require requires required must be asco cap guideline guidelines update performed if not on at least "
        "tumor tumour",
    )
)
_SIGNS_OF_MENOPAUSE = gated(
    r"\b(?:amenorrh\w+|menostasis|no\s+(?:spontaneous\s+)?(?:menses|menstruation)|postmenopausal\s+(?:reference\s+)?range|post-menopausal\s+(?:reference\s+)?ranges?|oophorectom\w+|ovariectom\w+)\b",
    re.I,
)
_A_DUTY = gated(r"\b(?:pregnan\w+|contracep\w+|agree|eligible|excluded|child-?\s?bearing|chemotherapy-induced)\b", re.I)


def tells_again(text: str, draft: Draft) -> bool:
    """Whether it is a score of HER2, or a sign of menopause, in a record that has asked for the status before."""
    if _NAMES_A_TEST.search(text) and all(
        word.isdigit() or "." in word or word.lower() in _OF_A_SCORE for word in _WORDS.findall(text)
    ):
        return _asked(draft, _HER2)
    if _SIGNS_OF_MENOPAUSE.search(text) and not _A_DUTY.search(text):
        return _asked(draft, frozenset({"menopausal_status"}))
    return False


def _asked(draft: Draft, facets: frozenset[str]) -> bool:
    return any(c.facet in facets for c in itertools.chain(draft.common, *draft.by_cohort.values()))
