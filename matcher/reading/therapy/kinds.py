"""Whose therapy, and of which kind: other tumours' therapies and kinds that the vocabulary does not know."""

from __future__ import annotations

import re

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.population import BREAST, OTHER_TUMOUR
from matcher.reading.therapy.names import Named, therapies_in

_KIND_OF_TUMOUR = gated(r"[\s-]{0,2}(?:resistant|refractory|sensitive|na(?:i|\u00ef)ve)\W+(?:[\w-]+\W+){0,3}?$", re.I)


_LIST_OF_TUMOURS = gated(
    r"(?!.*\b(?:after|prior|previous\w*|progress\w*|receiv\w*|treated|must|fail\w*|who)\b)[^:;]{0,60}", re.I
)


def for_another_tumour(text: str, start: int, end: int) -> bool:
    """'TNBC, platinum-resistant ovarian cancer', 'gastric cancer after trastuzumab, breast cancer after T-DM1': of a
    sentence that names breast cancer as well, the therapy that belongs to the other tumour."""
    if not BREAST.search(text):
        return False
    following = OTHER_TUMOUR.search(text, end, end + 60)
    if following and _KIND_OF_TUMOUR.match(text[end : following.start()]):
        return True
    other = max((m.start() for m in OTHER_TUMOUR.finditer(text, 0, start)), default=-1)
    breast = [m for m in BREAST.finditer(text, 0, start)]
    if other < 0 or (breast and breast[-1].start() > other):
        return False
    return not (breast and _LIST_OF_TUMOURS.fullmatch(text, breast[-1].end(), other))


# 'Prior B7-H3 targeted therapy', 'prior "vaccine" therapy': a kind that the vocabulary does not know is not its class.
CLASSES_OF_ANYTHING = frozenset(
    {"systemic therapy", "targeted therapy", "immunotherapy", "biologic therapy", "antibody-drug conjugate"}
)


_KIND_BEFORE = gated(r"(?P<word>[\w/+-]*[A-Z0-9][\w/+-]*(?:\s(?:pathway|receptor|axis))?|[\w-]+\W?[\"\u201d'])\W{1,2}$")


# 'Immunotherapy targeting tyrosinase', 'vaccines against MUC1': not: 'immunotherapy targeting PD-1 or CTLA-4', 'against the tumour'
_AT_A_TARGET = gated(
    r"\s+(?:(?:that|which)\s+)?(?:target(?:s|ing)|(?:directed|aimed)\s+(?:at|against|to)|against|specific\s+(?:for|to))\s+(?:the\s+)?"
    r"(?!(?:the\s+|their\s+|her\s+|any\s+)?(?:breast|metasta\w+|cancers?|tumou?rs?|malignan\w+|disease|carcinoma|immune|checkpoints?|T[- ]?cells?|co-?(?:stimul|inhibit|regulat)\w+)\b)"
    r"(?![^.;]{0,60}\b(?:PD-?\(?L?\)?-?[12L]|PD-?L1|CTLA-?4|checkpoint|programmed|HER-?2\w*|TROP-?2|CDK|PARP|EGFR|VEGF\w*|PI3K\w*|AKT|mTOR)\b)",
    re.I,
)


_NO_KIND = gated(r"^(?:Prior|Previous|Any|Systemic|Anti-?[Cc]ancer|No|Other|Received|[a-z-]+|[0-9]+|I+)$")


# 'Investigational antibodies', 'experimental active immunotherapy consisting of targeted antibodies': not those in use
_NOT_IN_USE = gated(
    r"\b(?:novel|newer?|investigational|experimental|next[- ]generation)\s+(?:oral\s+)?$"
    r"|\b(?:investigational|experimental)\s+(?:[\w-]+\s+){1,3}(?:consist(?:ing|ed)|composed|made up)\s+of\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)


def of_a_kind_not_known(text: str, named: Named) -> bool:
    if _NOT_IN_USE.search(text[: named.start][-100:]):
        return True
    if not CLASSES_OF_ANYTHING.intersection(named.concepts):
        return False
    if gated(r"[A-Za-z0-9]-$").search(text[max(0, named.start - 2) : named.start]):
        return True  # 'pathway-targeted therapy'
    if _AT_A_TARGET.match(text, named.end):
        return True
    kind = _KIND_BEFORE.search(text, max(0, named.start - 25), named.start)
    return kind is not None and not _NO_KIND.match(kind["word"])


def of_one_kind(text: str, at: int, vocabulary: Vocabulary) -> bool:
    """Whether the 'therapy' or 'untreated' at a position belongs to a kind: 'hormone therapy naive'; systemic therapy is none."""
    return any(
        one.start <= at <= one.end + 1 and one.concepts != ("systemic therapy",)
        for one in therapies_in(text, vocabulary)
    )


def concepts_in(text: str, vocabulary: Vocabulary) -> list[str]:
    return [c for one in therapies_in(text, vocabulary) for c in one.concepts]
