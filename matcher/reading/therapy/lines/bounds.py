"""How many lines: the numbers and bounds of a count."""

from __future__ import annotations

import re
from typing import NamedTuple

from matcher.reading.gated import gated
from matcher.reading.numbers import number
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases

NUMBER = r"\d{1,2}|zero|one|two|three|four|five|six"


# The words before a number that bound it
BOUND = (
    r"\b(?:(?:no|not) (?:more|greater|less|fewer) than|up to|at most|(?:a )?max(?:\.|imum|imal)? ?(?:number )?(?:of)?(?=[\s\d])|(?:(?:less|fewer|greater|more) than or )?equal to(?: or (?:less|fewer|greater|more) than)?|"
    r"not (?:number|total|amount to|come to) more than|not (?:be |to )?(?:exceed\w*)|(?:limited|restricted) to|exceed(?:s|ing)?|in excess of|over|above|beyond|"
    r"less than|fewer than|more than|greater than|at least|(?:a )?minimum (?:of)?|only|exactly)|<=|<|>=|>"
)


_AT_MOST = gated(r"no|not|up|at most|max|<=|equal|limited|restricted", re.I)


_OR_MORE = gated(r"\b(?:greater|more) than\b", re.I)


_NO_LESS_THAN = ("no less than", "not less than", "no fewer than", "not fewer than")


_MORE_THAN = ("more than", "greater than", ">", "over", "above", "beyond", "in excess of")


# 'No more than second-line chemotherapy', 'more than third-line treatment': so many lines
ORDINAL_LIMIT = gated(
    r"\b(?P<bound>(?:no|not) (?:more|greater) than|more than|less than|fewer than|at most|up to|exceed(?:s|ed|ing)?|not exceed(?:s|ed|ing)?)\s+(?:the\s+)?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)[- ]line(?P<of>\s+(?:systemic\s+|palliative\s+|salvage\s+|rescue\s+)?(?:chemotherap\w+|treatments?|therap(?:y|ies)))",
    re.I,
)


# '(endocrine therapy not counted)', ', endocrine therapy excluded': what the number leaves out
NOT_COUNTED = gated(
    r"[,(]\s*(?:but\s+|with\s+)?(?:prior\s+|any\s+)*(?:hormon\w*|endocrine)\b"
    r"(?:(?!\b(?:chemo\w*|cytotoxic)\b)[^.;()]){0,50}?\b(?:excluded|not\s+(?:be\s+)?(?:count\w*|includ\w+|considered))\b\)?",
    re.I,
)


# 'More than two lines for metastatic disease (a second adjuvant course is ignored)', '(bone agents aside)': no such line is left out
_LEFT_OUT = r"(?:aside|apart|ignored|disregarded|excluded|(?:do(?:es)?\s+not|(?:is|are|will)?\s*(?:not|never)(?:\s+be)?)\s+(?:count\w*|includ\w+|considered|regarded)(?:\s+as\s+(?:an?\s+)?(?:\w+\s+)?lines?)?)"
_NO_LINE = gated(
    r"\((?:(?=[^()]{0,90}\badjuvant)(?:(?!metasta|advanced|palliative)[^()]){3,140}?|(?:(?!chemo|cytotoxic|endocrine|hormon|targeted|systemic|antibod|metasta|advanced|palliative|\blines?\s+of\b)[^()]){0,60}?"
    r"\b(?:bone|bisphosphonates?|denosumab|radio-?therap\w+|radiation|surgery|supportive|local)\b(?:(?!chemo|cytotoxic|endocrine|hormon|targeted|systemic|antibod|metasta|advanced|palliative)[^()]){0,60}?)"
    rf"\b{_LEFT_OUT}\s*\)"
    r"|\(except\s+(?:for\s+)?(?:any\s+)?(?:bone|bisphosphonates?|denosumab)\b(?:(?!chemo|cytotoxic|endocrine|hormon|targeted|systemic|antibod)[^()]){0,50}\)",
    re.I,
)
_LINES_OF_LATE_DISEASE = gated(
    r"\b(?:lines?|regimens?|therap(?:y|ies)|treatments?|chemotherap\w+)\b[^.;()]{0,60}\b(?:metasta\w+|advanced|[MA]BC)\b",
    re.I,
)


def without_what_is_no_line(text: str) -> str:
    """The text without asides on what is no line for metastatic disease anyway; positions hold."""
    if "(" not in text or not _LINES_OF_LATE_DISEASE.search(text):
        return text
    return blanked(_NO_LINE, text)


# '(adjuvant is counted)': the number is of all lines
_COUNTED_TOO = gated(
    r"(?<=\()(?P<early>(?:neo-?)?adjuvant\b[^()]{0,40}?)\s(?:is|are)\s(?:also\s)?(?:counted|included)(?=\))", re.I
)


def with_what_counts(text: str) -> str:
    """The text with early treatment that counts told as 'including'."""
    return _COUNTED_TOO.sub(lambda m: f"including {m['early']}".ljust(len(m.group())), text)


class Bounds(NamedTuple):
    low: int | None
    high: int | None

    @property
    def low_and_high(self) -> bool:
        return bool(self.low) and self.high is not None


def bounds_of_count(count: re.Match[str]) -> Bounds | None:
    """The closed range that the words of a count give; None where they bound nothing."""
    n = number(count["n"])
    m = number(count["m"]) if count["m"] else None
    bound, more = (count["bound"] or "").lower().strip(), (count["more"] or "").lower()
    if m is not None:
        return Bounds(n, m) if m >= n and bound not in ("up to", "<", ">") else None
    if more:
        return Bounds(n, None) if more in ("+", "or more") else Bounds(None, n)
    if bound in ("less than", "fewer than", "<"):
        return Bounds(None, n - 1) if n > 0 else None
    if bound in _MORE_THAN or bound.startswith("exceed"):
        return Bounds(n + 1, None)
    if "equal to" in bound:
        return Bounds(
            n if bound == "equal to" or _OR_MORE.search(bound) else None, None if _OR_MORE.search(bound) else n
        )
    if bound in (">=", "at least") or bound.startswith(("minimum", "a minimum")) or bound.endswith(_NO_LESS_THAN):
        return Bounds(n, None)
    if bound and _AT_MOST.match(bound.removeprefix("a ")):
        return Bounds(None, n)
    if bound == "only":
        return Bounds(None, n)
    if not bound and n == 0:  # 'zero prior systemic therapies'
        return Bounds(None, 0)
    return Bounds(n, n) if bound == "exactly" else None


# 'Up to 2 lines of chemotherapy for TNBC and up to 3 for HR+ disease'
_OF_OTHERS = gated(
    rf"[^.;]{{0,60}}?(?:\b(?:and|or|but)|[,/])\s+(?:up to\s+|at most\s+|<=\s*|(?:a )?max(?:imum)?\.?\s+(?:of\s+)?|no more than\s+)?(?P<n>{NUMBER})\s+"
    r"(?:(?:prior\s+|previous\s+)?(?:lines?|regimens?)\s+)?(?:(?:for|in|if)\s+(?:patients\s+with\s+|those\s+with\s+)?|\()(?:TN|triple|H(?:R|ER)|hormone|ER\b)",
    re.I,
)


# 'More than two lines of chemotherapy (up to three are allowed in TNBC)'
_MORE_LET_IN = gated(
    rf"[^.;()]{{0,60}}\((?:up\s+to|at\s+most|<=|no\s+more\s+than|a\s+maximum\s+of)\s*(?P<n>{NUMBER})\b[^()]{{0,60}}\b(?:allowed|permitted|accepted|acceptable)\b[^()]*\)",
    re.I,
)


def with_the_limit_of_others(bounds: Bounds, text: str, after: int) -> Bounds:
    """The wider of two limits where each is for some of the patients."""
    if bounds.low and bounds.high is None and (more := _MORE_LET_IN.match(text, after)):
        return Bounds(max(bounds.low, number(more["n"]) + 1), None)
    other = _OF_OTHERS.match(text, after) if bounds.high is not None else None
    return Bounds(bounds.low, max(bounds.high or 0, number(other["n"]))) if other else bounds


_ONLY_HAD = gated(
    r"\b(?:can|may|must)\s+(?:only\s+have\s+(?:had|received)|have\s+only\s+(?:had|received)|have\s+(?:had|received)\s+only)\s*$",
    re.I,
)


# 'Two prior lines (maximum)', 'two prior regimens for metastatic disease at most'
_MAXIMUM = gated(r"[^.;,]{0,45}?(?:\bmax(?:\.|imum|imal(?:ly)?)?|\bat most)(?:\W*$|\s*\))", re.I)


# 'May have received one chemotherapy regimen'
_MAY_HAVE_HAD = gated(r"\b(?:may|might|can)\s+(?:also\s+)?have\s+(?:had|received|undergone)\s*$", re.I)
_REGIMEN_OF_IT = gated(r"\s+(?:regimens?|lines?)\b", re.I)


def permitted(sentence: Sentence, count: re.Match[str]) -> Bounds | None:
    """'One prior line is allowed' is a limit."""
    text = phrases.RECOVERED_SINCE.sub("", sentence.text)
    near = text[max(0, count.start() - 50) : count.start()] + " " + text[count.end() : count.end() + 60]
    counted = gated(r"\b(?:prior|previous|lines?|regimens?)\b", re.I).search(count["what"]) or (
        _MAY_HAVE_HAD.search(text, 0, count.start()) and _REGIMEN_OF_IT.match(text, count.end())
    )
    if not count["bound"] and (
        _ONLY_HAD.search(text, 0, count.start()) or _MAXIMUM.match(text[count.end() : count.end() + 60])
    ):
        return Bounds(None, number(count["n"]))
    if counted and not count["bound"] and phrases.PERMITS.search(near) and not phrases.DENIES_PERMISSION.search(text):
        return Bounds(None, number(count["n"]))
    return None


# 'One prior regimen for metastatic disease', as the whole of a point
_OPENS = gated(r"\W*(?:(?:patients|participants|subjects|women|those)\s+with\s+)?")
_BARE_DEMAND = gated(
    r"(?:\s+(?:lines?|regimens?|treatments?))?\s+(?:for|in|against)\s+(?:(?!\b(?:max\w*|limit\w*|at most|up to|no more|allow\w*|permit\w*|accept\w*|eligible|only|fewer|less|if|may|can|adjuvant|neoadjuvant)\b)[^.;])*?"
    r"\b(?:metasta\w+|advanced|recurrent|stage IV)(?:(?!\b(?:max\w*|limit\w*|at most|up to|no more|allow\w*|permit\w*|accept\w*|eligible|only|fewer|less|if|may|can|adjuvant|neoadjuvant)\b)[^.;])*\W*$",
    re.I,
)


_MOST_ASKED_FOR = 3


# 'One prior regimen for metastatic disease': a second-line trial; 'progressed after one prior regimen' leaves open how many
# came since, and 'one regimen that contained a taxane' how many others there were.
_ONE_AND_NO_MORE = gated(
    r"(?:^\W*(?:a\s+)?|\b(?:received|had|have|with|been given)\s+(?:only\s+)?(?:a\s+)?)(?:one|1|single)\b", re.I
)
_OR_SOMETHING_MORE = gated(
    r"\b(?:progress\w*|fail\w*|relaps\w*|refractory|resistan\w*|at least|minimum|or more|contain\w*|includ\w*|with\s+an?|consist\w*|based|either|if|unless|consider\w*|count\w*|regard\w*|as having)\b",
    re.I,
)


def one_and_no_more(text: str, count: re.Match[str]) -> bool:
    return bool(
        _ONE_AND_NO_MORE.search(text, 0, count.end("n"))
        and not _OR_SOMETHING_MORE.search(text)
        and phrases.METASTATIC.search(text, count.start(), count.end() + 80)
    )


AND_NO_MORE = " exactly"  # how 'but not more than one' is written behind 'one line of chemotherapy'
_AND_NO_MORE = gated(rf"[^.;]{{0,90}}?{AND_NO_MORE}\s")


def exactly_so_many(sentence: Sentence, count: re.Match[str]) -> Bounds | None:
    """'Received one line of chemotherapy, but not more than one', 'progressed after a total of one line'"""
    in_all = _IN_ALL.search(count.group()) and not count["more"] and _HAD.search(sentence.text, 0, count.end())
    no_more = _HAD.search(sentence.text, 0, count.start()) and _AND_NO_MORE.match(sentence.text + " ", count.end())
    told = in_all or no_more
    if sentence.excludes or count["bound"] or count["m"] or not told or phrases.PERMITS.search(sentence.text):
        return None
    return Bounds(number(count["n"]), number(count["n"]))


_IN_ALL = gated(r"^\W*(?:of )?a total of\b", re.I)
_HAD = gated(r"\b(?:received|had|given|treated|undergone|completed|failed|progress\w*|prior|previous\w*)\b", re.I)


# 'One prior regimen for metastatic disease is required'
_ASKED_FOR = gated(r"[^.;:]{0,60}\b(?:is |are )?(?:required|mandatory)\b", re.I)


# 'Progression after two lines of chemotherapy': they are earlier ones
_WENT_ON_AFTER = gated(
    r"\b(?:progress\w*|fail\w*|relaps\w*|recurr\w*|refractory|resistant)\b[^.;,]{0,30}\b(?:after|on|following|of|to)\s*$|\b(?:failed|failing)\s*$",
    re.I,
)
_LINES = gated(r"\b(?:lines?|regimens?)\b", re.I)


def had_so_many(sentence: Sentence, count: re.Match[str]) -> Bounds | None:
    """'Progressed after one prior line of ...' asks for one or more."""
    before = sentence.text[max(0, count.start() - 60) : count.start()]
    counted = gated(r"\b(?:prior|previous)\b", re.I).search(f"{sentence.text[: count.start()]} {count['what']}")
    told = gated(
        r"\b(?:after|on|following|failed|failing|failures?\s+(?:of|to)|(?:refractory|resistant)\s+to|received|had|with|and|progressed|includ\w+|must (?:meet|fulfil+)\b[^.;:]*)\s*$",
        re.I,
    ).search(before)
    told = told or (_OPENS.fullmatch(sentence.text[: count.start()]) and _BARE_DEMAND.match(sentence.text, count.end()))
    told = told or _ASKED_FOR.match(sentence.text, count.end())
    of_complaints = phrases.OF_COMPLAINTS.search(sentence.text, 0, count.end())
    if counted is None and number(count["n"]) > 1 and _WENT_ON_AFTER.search(before) and not of_complaints:
        counted = _LINES.search(count["what"])  # after one line: read as such
    if sentence.excludes or count["bound"] or not counted or not told or phrases.PERMITS.search(sentence.text):
        return None
    if number(count["n"]) > _MOST_ASKED_FOR:  # a sign before the number was lost
        return None
    return Bounds(number(count["n"]), None)
