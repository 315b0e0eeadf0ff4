"""Carcinoma in situ that the criteria name as eligible, in place: times of treatment asked for elsewhere are not asked of it."""

from __future__ import annotations

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
    return IN_SITU if _NAMED.match(sentence.lower) else 0


_NAMED = gated(
    r"(?:\be\.g\.|(?!\b(?:no|not|without|unless|except\w*|other than|if|only|invasive|beside|besides|with or)\b)[^.;])*?\b(?:dcis|(?:ductal\s+|intraductal\s+)?(?:carcinoma|disease|cancer|lesions?)\s+in[\s-]situ|in[\s-]situ\s+(?:breast\s+)?(?:carcinoma|disease|cancer|lesions?)|non-?\s?invasive\s+(?:breast\s+)?(?:cancer|carcinoma|lesions?|disease))\b"
    r"(?:\be\.g\.|(?!\b(?:not|component|if|provided|only|with invasive|beside|alongside|adjacent)\b)[^.;])*$"
)


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
