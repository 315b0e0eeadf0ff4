"""Carcinoma in situ that the criteria name as eligible, in place: times of treatment asked for elsewhere are not asked of it."""

from __future__ import annotations

import re

from matcher.reading.criteria_text.drafts import SentenceRead
from matcher.reading.gated import gated
from matcher.reading.layout.item import PERMIT
from matcher.reading.sentences import stance_of
from matcher.reading.stance import Stance
from matcher.reading.state.meanings import IN_SITU


def in_situ_let_in(read: SentenceRead) -> int:
    """'Women with DCIS may take part': without cohorts of their own, and not as a cancer that was treated."""
    sentence = read.sentence
    if sentence.excludes or sentence.polarity == PERMIT or stance_of(sentence) is not Stance.ALLOW:
        return 0
    if sentence.item is None or sentence.item.cohorts or _TREATED.search(sentence.lower):
        return 0
    if _REMOVAL_ASKED.search(sentence.item.text):
        return 0
    return IN_SITU if _is_named(_LIST_LEFT_OPEN.sub(" ", sentence.lower)) else 0


def _is_named(lower: str) -> bool:
    """By a name with nothing before or behind it that takes it back."""
    named = _IN_SITU_NAMED.search(lower)
    return (
        named is not None
        and not _BEFORE_IT.search(lower, 0, named.start())
        and not _BEHIND_IT.search(lower, named.end())
    )


# 'Women with DCIS are eligible. It must have been removed.'
_REMOVAL_ASKED = gated(
    r"\b(?:must|has to|have to|should|needs? to|required)\b[^.;]{0,60}\b(?:removed|resected|excised|operated|treated|completed)\b",
    re.I,
)
# 'including but not limited to DCIS', '(DCIS and the like, a list that is not complete)': its 'not' denies nothing
_LIST_LEFT_OPEN = gated(
    r"\bbut\s+(?:is\s+|are\s+)?not\s+(?:limited|restricted|confined)\s+to\b|\bbut\s+not\s+only\b"
    r"|\bnot\s+(?:an?\s+|the\s+)?(?:complete|exhaustive|conclusive|full|final|closed)\b"
)
_KINDS = r"(?:carcinomas?|diseases?|cancers?|neoplas\w+|lesions?)"
_IN_SITU_NAMED = gated(
    rf"\bdcis\b|\b{_KINDS}\s+in[\s-]situ\b|\bin[\s-]situ\s+(?:breast\s+)?{_KINDS}\b|\b(?:non|pre)-?\s?invasive\s+(?:breast\s+)?{_KINDS}\b"
)
_BEFORE_IT = gated(
    r"\b(?:no|not|without|unless|except\w*|other than|if|only|(?<!non-)(?<!non )(?<!pre-)(?<!pre )invasive|beside|besides|with or)\b|;"
)
_BEHIND_IT = gated(r"\b(?:not|component|if|provided|only|with invasive|beside|alongside|adjacent)\b|;")


def either_kind(read: SentenceRead) -> int:
    """'Invasive breast cancer or DCIS': both kinds by name, so that no shorter text of the record leaves one of them out."""
    sentence = read.sentence
    if sentence.excludes or sentence.polarity == PERMIT or stance_of(sentence) is not Stance.REQUIRE:
        return 0
    return IN_SITU if _EITHER_KIND.search(sentence.lower) and not _NOT_BOTH.search(sentence.lower) else 0


_OTHER_KIND = r"(?:(?!\b(?:with|without|and)\b)[^.;:]){0,40}?\bor\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?"
_ONE = r"(?<!micro)(?<!micro-)(?<!non-)(?<!non )\b(?:invasive|infiltrating)\b"
_THE_OTHER = r"\b(?:dcis|in[\s-]situ)\b"
_EITHER_KIND = gated(rf"{_ONE}{_OTHER_KIND}{_THE_OTHER}|{_THE_OTHER}{_OTHER_KIND}{_ONE}")
_NOT_BOTH = gated(
    r"\b(?:no|not|never|without|except\w*|other than|unless|if|cervi\w+|history|prior|previous\w*|risk|biops\w+|components?|margins?|foc(?:us|i)|accompan\w+|surrounding|adjacent|associated|con-?comitant\w*|co-?exist\w+|extensive)\b"
)
_TREATED = gated(
    r"\b(?:history|previous\w*|prior|past|after|following|since|treated|treatment|completed|removed|resected|excised|operated|surgery|lumpectomy|mastectomy|survivors?|had|free)\b"
)
