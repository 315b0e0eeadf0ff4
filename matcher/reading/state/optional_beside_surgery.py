"""'Scheduled for surgery, with or without adjuvant chemotherapy': what may come first or follow is asked of nobody."""

from __future__ import annotations

from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence

_DUE = (
    r"\b(?:schedul\w+|plann\w+|await\w+|to be|to undergo|will|undergoing|listed|candidates?|upfront)\b"
    r"(?:(?!\b(?:after|following|or)\b)[^.;]){0,40}?\b(?:surger\w+|operat\w+|mastectom\w+|lumpectom\w+|resect\w+)\b(?:(?!\bor\b)[^.;:()]){0,30}?"
)
_MAY_BE = r"[(,\s]\s*(?:with\s*(?:or|/|and/or)\s*without\b|\+\s?/\s?-|\u00b1|(?:optionally|potentially|possibly|perhaps)\s+(?:with|followed\s+by|preceded\s+by)\b)"
_TREATMENT = r"\b(?:(?:neo-?\s?)?adjuvant|peri-?\s?operative|chemo\w*|radi(?:o|a)\w+|irradiat\w+|endocrine|hormon\w+|systemic|drugs?|targeted)\b"
_NO_MORE_OF_IT = r"(?!\b(?:ago|since|must|who|stages?|metasta\w+)\b)"  # what begins another thought
_OPTIONAL = gated(
    rf"{_DUE}(?P<optional>{_MAY_BE}(?:{_NO_MORE_OF_IT}[^.;()]){{0,60}}?{_TREATMENT}(?:{_NO_MORE_OF_IT}[^.;()])*\)?)"
)


def without_what_is_optional(sentence: Sentence) -> Sentence:
    if not sentence.from_criteria or sentence.excludes or _OPTIONAL.search(sentence.lower) is None:
        return sentence
    kept = blanked(_OPTIONAL, sentence.lower, "optional")
    text = "".join(" " if blank == " " else letter for letter, blank in zip(sentence.text, kept, strict=True))
    return replace(sentence, text=text)
