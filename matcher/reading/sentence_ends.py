"""Where the sentences of a text end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.gated import gated

MAX_SENTENCE = 1500  # characters; longer ones are cut at a comma or space, so that reading stays linear
# 'HER2: IHC 3+; IHC 2+ and FISH amplified; or 1+': the scores of one list
ANOTHER_SCORE = r"(?:or\s+)?(?:an?\s+)?(?:IHC\s+|score\s+|HER-?2\s+){0,2}(?:of\s+)?[0-3]\s?\+(?!\s*(?:\d|prior|previous|lines?|weeks|months))"
# 'T1-3; N0-1; M0': one tumour, told by its categories; N0 is never an alternative to a T category
_NODES_BEHIND = r"[cp]{0,2}(?:N\s?0(?:\s?(?:-|/|to)\s?N?[1-3][a-c]?)?|M0)\s*(?:$|[;,.)\n]|[cp]?M0\b)"
# A full stop, semicolon or line end that ends a sentence; not after common abbreviations or single initials.
_END = gated(
    rf"[.!?]+[)\"']?\s+(?=[A-Z([\"*\d<>=])|;\s+(?=\S)(?!unless\b|except\b|none\b|either\b|(?:but )?not (?:for|in)\b|{ANOTHER_SCORE}|{_NODES_BEHIND})|"
    r";(?=[A-Z]|\(?\d{1,2}[.)]\s?[A-Za-z])|\.\s*\n+|\.(?=[A-Z][a-z])|:\s+(?=\((?:a|i|1)\)|If\s[a-z])"
    r"|,\s+(?!other than\b|except\b|excluding\b|apart\b|besides\b|unless\b|including\b|such\b|with the exception\b)(?=(?:(?!or\b|and\b)[\w-]+\s+){1,5}is (?:excluded|not (?:permitted|allowed|eligible|acceptable))\W*$)"  # a clause of its own
    r"|,\s+(?=(?:(?!(?:or|and|not|is|are|was|were|be|been|will|who|which|that|patients?|subjects?|participants?|they|these|\w*therap(?:y|ies)|treatments?)\b)[\w-]+\s+){1,4}excluded\W*$)"  # 'stage I-III breast cancer, DCIS excluded'
    r"|,\s+(?=but\s(?:(?!\band\b)[^.;,()]){3,80}\b(?:are|is|will be)\s(?:excluded|ineligible|not (?:permitted|allowed|eligible|acceptable))\W*$)"
    # ', OR metastatic patients for whom ...': capitals set off another kind of patient, who is told apart
    r"|,\s+(?=OR\s+(?:\w+\s+){0,2}(?i:patients?|participants?|subjects?|wom[ae]n|those)\b)"
    # 'TNBC, ER-low excluded', 'ER-positive, HER2-positive allowed'
    r"|,\s+(?=(?![^.;,]*\bare\s)(?:HER-?2|ER|PR|HR|TNBC|(?i:triple|hormone|o?estrogen|luminal))\b"
    r"(?:(?!\b(?:and|or)\b)[^.;,()]){0,60}?\b(?:excluded|ineligible|(?:not\s)?(?:permitted|allowed|eligible|acceptable))\W*$)"
)
_GOES_ON = gated(r"\b(?:e\.g|i\.e|vs|approx|incl)$")
_ABBREVIATION = gated(r"(?:\b[A-Z]|\be\.g|\bi\.e|\betc|\bvs|\bca|\bapprox|\bincl|\b[Mm]ax|\bNo|\bDr|\bSt)$")


def _ends(text: str) -> Iterator[int]:
    for m in _END.finditer(text):
        if text[m.start()] == ";" and _in_parentheses(text, m.start()):
            continue
        if m.group() == ".":  # no space follows: only after a small letter or a parenthesis
            if m.start() and (text[m.start() - 1].islower() or text[m.start() - 1] == ")"):
                yield m.end()
        elif (
            text[m.start()] not in ".!?"
            or ("\n" in m.group() and not _GOES_ON.search(text[max(0, m.start() - 7) : m.start()]))
            or not _ABBREVIATION.search(text[max(0, m.start() - 7) : m.start()])
        ):
            yield m.end()


_FAR_ASIDE = 300  # characters on either side
_ASIDE_CLOSES = gated(rf"[^()\n]{{0,{_FAR_ASIDE}}}\)")


def _in_parentheses(text: str, at: int) -> bool:
    """'Chemotherapy for early disease (eBC; neoadjuvant or adjuvant) is permitted', '(positive ER: > 1 %; positive PR: ...)'"""
    reach = max(0, at - _FAR_ASIDE)
    opened = text.rfind("(", reach, at)
    return opened > text.rfind(")", reach, at) and _ASIDE_CLOSES.match(text, at + 1) is not None


# 'No prior surgery other than biopsy, and no prior chemotherapy': what is denied anew is no part of the exception before it.
# Not: '... except skin cancer with no recurrence', 'unless there was no earlier ...'
_DENIED_ANEW = gated(
    r"\W*(?:(?:patients?|participants?|subjects?|women|those)\s+)?(?:(?:with|who|must|should|have|has|had)\s+){0,3}(?:no|not|without|never)\s[^.;:]{2,120}?"
    r"\b(?:except(?:ing|ion)?|other than|apart from|aside from)\b[^.;:]{3,120}?(?P<joined>,\s+(?:and\s+|or\s+|nor\s+)?|\s+(?:and|or|nor)\s+)"
    r"(?=(?:no|without)\s+(?:any\s+|other\s+)?(?:prior|previous|earlier|past|concurrent|other)\s+(?!(?:evidence|signs?|recurrence|relapse)\b))",
    re.I,
)


def split(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of an item's text, ends included, outer space left out."""
    position = 0
    for end in [*_ends(text), len(text)]:
        anew = _DENIED_ANEW.match(text, position, end)
        if anew is not None and not _in_parentheses(text, anew.end()):
            yield from _bounded(text, position, anew.start("joined"))
            position = anew.end()
        yield from _bounded(text, position, end)
        position = end


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        window = text[start : start + MAX_SENTENCE]
        cut = max(window.rfind(", "), window.rfind("\n"))
        if cut < MAX_SENTENCE // 2:
            cut = max(window.rfind(" "), MAX_SENTENCE // 2)
        yield from _trimmed(text, start, start + cut + 1)
        start += cut + 1
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    body = text[start:end]
    stripped = body.strip()
    if stripped and any(c.isalnum() for c in stripped):
        offset = start + len(body) - len(body.lstrip())
        yield offset, offset + len(stripped)
