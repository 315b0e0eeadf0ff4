"""Numbers of prior lines of therapy: minimum, maximum, exact, first-line, none for metastatic disease."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.criteria import AnyOf, Between, Requirement, Undecidable
from matcher.reading.sentences import Sentence, negated

_NUMBERS = {
    "zero": 0, "no": 0, "one": 1, "a single": 1, "single": 1, "first": 1, "two": 2, "second": 2, "three": 3, "third": 3,
    "four": 4, "five": 5, "six": 6, "i": 1, "ii": 2,
}  # fmt: skip
_N = r"(?:\d{1,2}|zero|one|a single|single|two|three|four|five|six)(?:\s*\(\s*(?:\d{1,2}|one|two|three|four|five)\s*\))?"
_KIND = (
    r"(?:(?:prior|previous|different|separate|additional|systemic|cytotoxic|chemotherap(?:y|eutic|ies)|chemo|endocrine|hormonal|hormone|"
    r"anti-?cancer|antineoplastic|palliative|treatment|therapeutic|of|the|standard|line|targeted|adjuvant|based|containing|single-agent|"
    r"combination|systemic|biologic|anti-?HER-?2|HER2-(?:targeted|directed)|trastuzumab-based|or|and|/|prior to)[\s,/-]*){0,7}"
)
_UNIT = r"(?:lines?|regimens?|treatments?|therap(?:y|ies)|chemotherap(?:y|ies)|programs?)"
_COUNT = re.compile(
    rf"(?P<bound>no more than|not more than|at most|up to|a maximum of|maximum of|maximum|fewer than|less than or equal to|less than|more than|greater than|at least|a minimum of|minimum of|"
    rf"<=|>=|<|>|=<|no greater than|not exceed(?:ing)?|limited to|only|exactly|must have (?:had|received)|have received|received|has received|who have had)?\s*"
    rf"(?<![\w.])(?P<n>{_N})(?:\s*(?P<join>-|to|or|but (?:no|not) more than|and (?:no|not) more than|and up to|and at most|and a maximum of|but fewer than)\s*(?P<m>{_N}|more|fewer|less))?(?P<plus>\s*\+)?\s+"
    rf"(?P<kind>{_KIND}{_UNIT}(?:\s+of\s+(?:\w+[- /]+){{0,4}}?(?:therapy|treatment|chemotherapy|regimens?))?(?:\s+(?:chemotherapy|regimens?|therap(?:y|ies)))?)",
    re.I,
)
_ADVANCED = re.compile(r"\bmetasta\w+|\badvanced\b|\brecurren\w+|\bunresectable|\bincurable|\bpalliative|\bMBC\b|\binoperable|\bABC\b", re.I)
_EARLY = re.compile(r"\b(?:neo)?-?adjuvant\b|\bearly\b|\bcurative\b", re.I)
_TIME = re.compile(r"\b(?:weeks?|days?|months?|years?|half)\b", re.I)
_LESS_THAN = ("no more than", "not more than", "at most", "up to", "a maximum of", "maximum of", "maximum", "<=", "=<", "less than or equal to", "no greater than", "limited to", "not exceed", "not exceeding")
_FIRST_LINE = re.compile(
    r"\b(?:first|1st)[- ]line\b(?! (?:or|and|therapy (?:for|and) (?:early))|/)|\b(?:previously )?untreated (?:\w+[- ,/]+){0,4}(?:metastatic|advanced|recurrent)|\btreatment[- ]na[iï]ve (?:\w+[- ,/]+){0,4}(?:metastatic|advanced)|"
    r"\b(?:metastatic|advanced)[^.;]{0,40}(?:not previously treated|without prior (?:systemic|treatment|therapy|chemotherapy))",
    re.I,
)
_AFTER_FIRST = re.compile(
    r"\b(?:after|following|on|failed|failure of|progress\w+|second|2nd|received|prior|previous|completed|refractory|standard|with|one|maintenance)[^.;]{0,50}$", re.I
)
_LATER_LINE = re.compile(
    r"\b(?:second|2nd|third|3rd)[- ](?:or (?:third|later|greater|subsequent|further|more)[- ])?line\b(?:\s*(?:or (?:later|beyond|more|greater|subsequent)|and (?:beyond|above)))?|\b(?:heavily |previously[- ]|pre-?)(?:pre-?)?treated\b",
    re.I,
)


# A number with a time belongs to a washout or an interval; what is meant for some drug only is no number of lines.
_WINDOW = re.compile(r"\b\d+\s*\)?[\s-]*(?:days?|weeks?|wks?|months?|hours?)\b|half-li|\(for \w+ (?:alone|arm|cohort)", re.I)


def counted_spans(text: str) -> list[tuple[int, int]]:
    """Where a number of treatments stands, of whatever kind: a therapy named in it is counted, not asked for."""
    return [found.span() for found in _COUNT.finditer(text) if found["bound"]]


class Lines(NamedTuple):
    requirement: Requirement
    words: str
    start: int
    end: int


def lines_in(sentence: Sentence) -> Lines | None:
    """The number of lines that the sentence speaks of; None where it counts none."""
    text = sentence.text
    if _WINDOW.search(text):
        return None
    for found in _COUNT.finditer(text):
        if _counts_lines(text, found):
            return _counted(sentence, found)
    return _named_line(sentence)


def _counts_lines(text: str, found: re.Match[str]) -> bool:
    kind = found["kind"].lower()
    if _TIME.search(found.group()) or re.search(r"HER-?2|trastuzumab|anti-?her|targeted", kind, re.I):
        return False
    if not found["bound"] and not re.search(r"\b(?:prior|previous|lines?|regimens?)\b", kind, re.I):
        return False
    around = text[max(0, found.start() - 60) : found.end() + 60].lower()
    telling = re.search(r"\bprior|previous|received|treated|lines?\b|regimen", around)
    return bool(telling) and not (_EARLY.search(around) and not _ADVANCED.search(text))


def _number(word: str) -> int:
    word = re.sub(r"\s*\(.*", "", word.lower()).strip()
    return int(word) if word.isdigit() else _NUMBERS[word]


def _counted(sentence: Sentence, found: re.Match[str]) -> Lines | None:
    text = sentence.text
    low, high = _bounds(found)
    quantity = _quantity(text, found)
    if low is None and high is None:
        return None
    if low is not None and low >= 1 and not _ADVANCED.search(text) and "line" not in found["kind"].lower():
        # Treatment of the early disease may count; only a number for advanced disease is one of our facts.
        requirement: Requirement = AnyOf((Between(quantity, low, high), Undecidable("therapy in the early setting")))
        if high is not None:
            requirement = AnyOf((Between(quantity, low, high), Undecidable("therapy in the early setting")))
    else:
        requirement = Between(quantity, low, high)
    return Lines(requirement, _said(quantity, low, high), found.start(), found.end())


def _bounds(found: re.Match[str]) -> tuple[int | None, int | None]:
    bound = (found["bound"] or "").lower()
    n = _number(found["n"])
    join, m = (found["join"] or "").lower(), (found["m"] or "").lower()
    if m == "more" or found["plus"]:
        return n, None
    if m in ("fewer", "less"):
        return None, n
    if join.startswith(("but", "and")):
        return n, _number(m) - (1 if "fewer" in join else 0)
    if join in ("-", "to", "or") and m:
        other = _number(m)
        if bound in _LESS_THAN:
            return None, other
        return min(n, other), max(n, other)
    if bound in _LESS_THAN:
        return None, n
    if bound in ("fewer than", "less than", "<"):
        return None, n - 1
    if bound in ("more than", "greater than", ">"):
        return n + 1, None
    if bound in ("at least", "a minimum of", "minimum of", ">=") or bound.startswith(("must", "have", "received", "has", "who")):
        return n, None
    if bound in ("only", "exactly"):
        return n, n
    return (n, None) if n else (None, 0)


def _quantity(text: str, found: re.Match[str]) -> str:
    words = text[found.start() : found.end() + 50].lower()
    words = re.split(r"[.;,]", words)[0]
    if re.search(r"chemo|cytotoxic", found["kind"].lower()) or re.search(r"\bof (?:\w+ ){0,2}(?:chemotherap|cytotoxic)", words):
        return "chemo_lines_metastatic"
    if re.search(r"endocrine|hormon", found["kind"].lower()) or re.search(r"\bof (?:\w+ ){0,2}(?:endocrine|hormon)", words):
        return "endocrine_lines_metastatic"
    return "lines_metastatic"


_NAMES = {
    "lines_metastatic": "lines of systemic therapy for advanced disease",
    "chemo_lines_metastatic": "lines of chemotherapy for advanced disease",
    "endocrine_lines_metastatic": "lines of endocrine therapy for advanced disease",
}


def _said(quantity: str, low: int | None, high: int | None) -> str:
    what = _NAMES[quantity]
    if low is not None and high is not None:
        return f"{low} to {high} prior {what}" if low != high else f"exactly {low} prior {what}"
    if high == 0:
        return f"no prior {what}"
    return f"at least {low} prior {what}" if high is None else f"at most {high} prior {what}"


def none_for_advanced(sentence: Sentence, concept: str, start: int, end: int) -> Lines | None:
    """'No prior chemotherapy for metastatic disease': the class as a number of lines for advanced disease."""
    quantity = {"chemotherapy": "chemo_lines_metastatic", "endocrine therapy": "endocrine_lines_metastatic", "systemic therapy": "lines_metastatic"}.get(concept)
    after = sentence.text[end : end + 90]
    here = re.split(r"[.;(]|\bbut\b", after)[0]
    if quantity is None or not _ADVANCED.search(here) or (_EARLY.search(here) and not re.search(r"\bmetastatic", here, re.I)):
        return None
    if re.search(r"\b(?:neo)?-?adjuvant\s*$", sentence.text[max(0, start - 14) : start], re.I):
        return None
    if negated(sentence, start):
        return Lines(Between(quantity, None, 0), _said(quantity, None, 0), start, end)
    return Lines(Between(quantity, 1, None), _said(quantity, 1, None), start, end)


def _named_line(sentence: Sentence) -> Lines | None:
    text = sentence.text
    first = _FIRST_LINE.search(text)
    if first is not None and not _AFTER_FIRST.search(text[: first.start()]) and not sentence.excludes and not re.search(r"\bsecond|maintenance|adjuvant|line (?:setting|option)s? (?:has|have|is|was) fail", text, re.I):
        if sentence.from_criteria and not re.search(r"untreated|na[iï]ve|without prior|not previously|candidates?|suitable|scheduled|planned|eligible|for", text[: first.end()], re.I):
            return None
        return Lines(Between("lines_metastatic", None, 0), _said("lines_metastatic", None, 0), first.start(), first.end())
    later = _LATER_LINE.search(text) if not sentence.from_criteria else None
    if later is not None and not re.search(r"first", text, re.I):
        return Lines(AnyOf((Between("lines_metastatic", 1, None), Undecidable("therapy in the early setting"))) if "treated" in later.group().lower() else Between("lines_metastatic", 1, None), _said("lines_metastatic", 1, None), *later.span())
    return None
