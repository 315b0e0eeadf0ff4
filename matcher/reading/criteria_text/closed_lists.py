"""Closed lists of tumours of several organs: a patient with breast cancer comes in by an entry that names it.

"One of the following: melanoma, stage IV breast cancer"                             stage IV breast cancer
"Solid tumours including HER2-positive breast cancer (arm 1), melanoma (arm 2)"      HER2-positive breast cancer
"One of the following: melanoma, TNBC, any other solid tumour"                       open: nothing is asked by it
"One of the following: melanoma, TNBC, any tumour with high PD-L1"                   open: left as it is
"One of: metastatic breast, ovarian or lung cancer"                                  told of all together: left as it is
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from matcher.reading.cohorts.label import KIND_OF_PART, NAMES_OF_PARTS
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE
from matcher.reading.population import BREAST_BY_NAME, OTHER_TUMOUR
from matcher.reading.sentences import Sentence

_TUMOURS = r"(?:tumou?rs?|cancers?|malignanc(?:y|ies)|carcinomas?|neoplasms?|indications?|histolog(?:y|ies)|types?|diagnos[ei]s)"
_OPENS = gated(
    # 'One of the following types of cancer:', 'Diagnosis of any 1 of:'
    rf"\b(?:one|any|either|1)(?:\s+(?:one|or\s+more|1))?\s+of(?:\s+(?:the\s+)?(?:following|these|below)\b)?(?P<what>[^.:;()]{{0,60}}:)"
    # 'The following tumour types:', 'Eligible tumour types are:'
    rf"|\b(?:(?:the\s+)?following|these|eligible|selected)(?P<kinds>\s+(?:[\w-]+\s+){{0,3}}?{_TUMOURS}(?:\s+types?)?(?:\s+(?:are|is|include))?\s*:)",
    re.I,
)
# 'Solid tumours, including ... (cohort 1) or ... (cohort 2)': each has its own part of the trial, and there is no other
_NAMES_THEM = gated(
    rf"\b{_TUMOURS}\s*(?P<word>,?\s*\b(?:including|incl\b\.?|comprising|such\s+as)\s)(?=[^.;:]{{3,200}}\({KIND_OF_PART}\s+{NAMES_OF_PARTS}\))",
    re.I,
)
_ITS_PART = gated(rf"\(\s*(?:in\s+|for\s+)?{KIND_OF_PART}\s*#?\s*{NAMES_OF_PARTS}[^()]{{0,20}}\)\W*$", re.I)
_EXPANSION = gated(r"\bexpansion\b", re.I)
_PARENTHESES = gated(r"\([^()]*\)")
_CUT = gated(r"\s*[,;]\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|and|or)\s+", re.I)
_HEAD = gated(
    r"\b(?:cancers?|carcinomas?|adenocarcinomas?|tumou?rs?|malignanc(?:y|ies)|neoplasms?|\w{2,}omas?|leuk\w+|disease)\b|\b(?-i:[a-z]?[A-Z]{3,6})\b",
    re.I,
)
_WORD = gated(r"\w")
_OF_THEM_ALL = gated(r"[\s,;]*(?:with|without|that|which|who|whose|having|previously|after|if)\b", re.I)
_OF_ANY_ORGAN = gated(r"\b(?:any|other|all|solid|advanced\s+(?:cancers|malignancies))\b", re.I)
# 'Any other solid tumour' takes her, whatever else is on the list; not: 'any tumour with high PD-L1'
_BARE_ANY = gated(
    rf"\W*(?:any|all|other)\s+(?:(?:other|types?|kinds?|of|advanced|metastatic|refractory|recurrent|relapsed|solid|histologically|confirmed)\s+){{0,5}}{_TUMOURS}(?:\s+types?)?\W*",
    re.I,
)
_RECEPTORS = gated(r"\b(?:ER|PR|PgR|HR|HER-?2|hormone|o?estrogen|progesterone|triple[- ]negative|luminal)\b", re.I)


def of_breast_cancer_alone(sentence: Sentence) -> Sentence:
    """The sentence without the entries of such a list that name tumours of other organs."""
    text = sentence.text
    if sentence.polarity != INCLUDE or not BREAST_BY_NAME.search(text):
        return sentence
    if parts := _each_with_its_part(sentence):
        entries, behind = _entries(text, parts.end())
        kept = _without(entries, of_other_organs(entries))
        return replace(sentence, text=f"{text[: parts.start('word')]}: {' or '.join(kept)}{behind}")
    opening = _OPENS.search(text)
    if opening is None:
        return sentence
    entries, behind = _entries(text, opening.end())
    if any(_BARE_ANY.fullmatch(entry) for entry in entries):
        return replace(sentence, text=f"{text[: opening.end()]}{behind}")
    kept = _without(entries, of_other_organs(entries))
    if len(kept) == len(entries):
        return sentence
    opened = (opening["what"] or opening["kinds"]) if len(kept) == 1 else opening.group()
    return replace(sentence, text=f"{text[: opening.start()]}{opened} {' or '.join(kept)}{behind}")


def _each_with_its_part(sentence: Sentence) -> re.Match[str] | None:
    """What opens a list of tumours each of which has its own part of the trial."""
    item, text = sentence.item, sentence.text
    opening = _NAMES_THEM.search(text)
    if opening is None or (_EXPANSION.search(text) and not (item and item.cohorts)):
        return None
    entries, behind = _entries(text, opening.end())
    alone = len(entries) == 1 and not (item and item.of_one_sentence)
    if alone or behind or not _is_closed(entries) or not all(_ITS_PART.search(entry) for entry in entries):
        return None
    return opening


def _entries(text: str, start: int) -> tuple[list[str], str]:
    """The entries of a list, each with the noun that is its head, and what is said behind them of all; none, where there is
    more on the list than tumours."""
    plain = _PARENTHESES.sub(lambda aside: "x" * len(aside.group()), text)
    cuts = [(cut.start(), cut.end()) for cut in _CUT.finditer(plain, start)]
    entries: list[str] = []
    begin = end = start
    for stop, next_begin in [*cuts, (len(text), len(text))]:
        if _HEAD.search(plain, begin, stop):
            entries.append(text[begin:stop])
            begin, end = next_begin, stop
    behind = text[end:]
    return (entries, behind) if not _WORD.search(behind) or _OF_THEM_ALL.match(behind) else ([], "")


def _without(entries: Sequence[str], others: Sequence[bool]) -> list[str]:
    return [entry for entry, other in zip(entries, others, strict=True) if not other]


def of_other_organs(entries: Sequence[str]) -> list[bool]:
    """Of each entry whether it is of another organ; of none, where the list is no closed one with breast cancer on it."""
    others = [OTHER_TUMOUR.search(entry) is not None for entry in entries]
    return others if _is_closed(entries) and not all(others) else [False] * len(entries)


def _is_closed(entries: Sequence[str]) -> bool:
    """Whether each is of the breast or of another organ."""
    others = [OTHER_TUMOUR.search(entry) is not None for entry in entries]
    return all(
        _of_the_breast(entry) != other and not (other and _OF_ANY_ORGAN.search(entry))
        for entry, other in zip(entries, others, strict=True)
    )


def _of_the_breast(entry: str) -> bool:
    named = BREAST_BY_NAME.search(entry) is not None
    return named or (_RECEPTORS.search(entry) is not None and not OTHER_TUMOUR.search(entry))
