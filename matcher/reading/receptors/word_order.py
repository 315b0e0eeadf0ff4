"""The same words with the status behind its receptor, where a sentence tells it in front or by a verb; positions hold.

"positive for ER"                                        ER positive
"positive HR, negative HER2 status"                      HR positive, HER2 negative
"expresses ER, PR or both"                               ER and/or PR pos
"neither ER nor PR is expressed"                         ER and PR neg
"less than 10 % of the cells stain for ER"               ER neg <10%
"more than 10 % ER expression"                           ER pos >10%
"at least 10 % expression of ER and/or PR"               ER and/or PR pos >=10%
"no ER, PR or HER2 expression"                           ER, PR and HER2 neg
"amplified HER2"                                         HER2 amplified
"overexpression (3+) or amplification (FISH) of HER2"    HER2 pos
"HER2 +1"                                                HER2 1+
"1+ level of expression of HER2"                         HER2 1+
"either of ER and PR is positive"                        ER or PR is positive
"ER- and/or PR-positive", "ER and or PR positive"        ER and/or PR-positive
"HR (ER and/or PgR) positive"                            HR positive
"hormone estrogen receptor (HER2)-positive"              HER2-positive
"expressing ER but not HER2", "ER-positive but not HER2"  ER pos but HER2 neg
"""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked

_HORMONE = (
    r"(?:the\s+)?(?:ER|PR|PgR|HR|(?:o?estrogen|progesterone|hormone)(?:[- ]receptors?)?)(?:\s*\([A-Za-z]{2,4}\))?"
)
_A_MARKER = rf"(?:{_HORMONE}|(?:the\s+)?HER-?2(?:/neu)?)"
_JOIN = r"\s*(?:,\s*(?:and\s+|or\s+)?|/|\band/or\b|\band\b|\bor\b)\s*"
_STATUS_FIRST = gated(
    rf"\b(?P<status>(?:strong(?:ly)?\s+)?(?:positive|negative))\s+for\s+(?P<markers>{_A_MARKER}(?:{_JOIN}{_A_MARKER}){{0,3}})(?P<both>,?\s+or\s+both\b)?(?=\s*(?:[,.;)(]|$|\b(?:and|but|by|on|with|according|as)\b))",
    re.I,
)
_STATUS_IN_FRONT = gated(
    rf"(?:^\W*|(?<=[,;:(/&])\s*|\b(?:with|and|or|but|have|has|having|had|a|an|the|showing|of|cancers?|carcinomas?|disease|tumou?rs?)\s+)"
    rf"(?P<told>(?P<status>positive|negative|amplified|overexpressed)(?:\s+or\s+(?:unknown|undetermined))?\s+(?P<marker>{_A_MARKER}(?:{_JOIN}{_A_MARKER}){{0,2}})(?:\s+(?:status|expression|receptors?|gene))?)"
    r"(?=\s*(?:[,.;)/&]|$)|\s+(?:and|or|but|who|by|on|as|in|with|according|breast|cancers?|carcinomas?|disease|tumou?rs?)\b)",
    re.I,
)
_EXPRESSES = gated(
    rf"(?<!not )(?<!neither )(?<!co-)(?<!nor )\bexpress(?:es|ed|ing)?\s+(?P<markers>{_HORMONE}(?:{_JOIN}{_HORMONE})?)(?P<both>,?\s+or\s+both)?(?=\s*(?:[,.;)(]|$|\b(?:and|but|by|on|with|which|who|whose|in|according|as)\b))",
    re.I,
)
_CELLS = r"(?:of\s+(?:the\s+)?(?:invasive\s+|tumou?r\s+|cancer\s+){0,2}(?:cells|nuclei)\s*)?"
_NEITHER = gated(
    rf"\bneither\s+(?P<markers>{_A_MARKER}(?:,?\s+nor\s+{_A_MARKER}){{1,2}})\s+(?:(?:is|are|was|were)\s+)?(?:over)?(?:express\w*|positive|present|detect\w+|stain(?:s|ed|ing)?)"
    rf"(?P<limit>\s+(?:in|by)\s+(?:(?P<above>more than|over|>)|at least|>\s?=)?\s*(?P<number>\d{{1,2}})\s?(?:%|percent)\s*{_CELLS}(?P<more>or more\b)?)?",
    re.I,
)
_STAIN_FOR = gated(
    rf"(?P<bound>less than|fewer than|<|at least|more than|>\s?=?)\s*(?P<number>\d{{1,2}})\s?(?:%|percent)\s+{_CELLS}(?:are\s+|is\s+)?(?:stain(?:s|ed|ing)?|positive)\s+(?:positive(?:ly)?\s+)?for\s+(?P<markers>{_HORMONE}(?:{_JOIN}{_HORMONE})?)",
    re.I,
)
_PERCENT_IN_FRONT = r"(?P<bound>\bless than|\bfewer than|<\s?=?|\bat least|\bmore than|\babove|\bover|>\s?=?|\u2265|\u2264)\s*(?P<number>\d{1,2})\s?(?:%|percent)\s+"
_PERCENT_FIRST = gated(
    rf"{_PERCENT_IN_FRONT}(?P<markers>{_HORMONE}(?:{_JOIN}{_HORMONE})?)[- ](?:expression|staining|positivity|positive(?:\s+(?:(?:tumou?r|cancer)\s+)?(?:cells|nuclei|staining))?)(?![\w-])",
    re.I,
)
_PERCENT_OF = gated(
    rf"{_PERCENT_IN_FRONT}(?:(?:nuclear|tumou?r|cell|cellular|positive|immuno\w*)\s+)?(?:expression|(?:immuno-?)?staining|positivity)\s+(?:of|for)\s+(?P<markers>{_HORMONE}(?:{_JOIN}{_HORMONE})?)(?![\w-])",
    re.I,
)
# 'HER2 +1 or +2 without amplification': scores with the sign in front
_SIGN_FIRST = gated(
    r"(?<=[\s/(,])\+([0-3])(?![\d.+%]|\s?(?:prior|previous|lines?|weeks?|months?|years?|days?)\b)", re.I
)

# 'A 1+ level of expression of HER2', '2+ or 3+ HER2 staining intensity' is told of HER2 as 'HER2 1+' is
_SCORE_FIRST = gated(
    r"(?P<scores>(?:(?:>\s?=?|<\s?=?|\u2265|\u2264|\bat\s+least|\b(?:less|more|lower|higher)\s+than|\bup\s+to)\s*)?(?<![\w.+-])(?:0(?=\s*(?:,|/|or\b|to\b))|[0-3]\s?\+)(?:(?:\s*(?:,|/)\s*|\s+(?:or|and|to)\s+)[0-3]\s?\+)*)\s+(?:(?:levels?|scores?|intensity|(?:immuno-?)?staining|membrane|protein|of|for|the|(?:over-?)?expression)\s+){0,5}"
    r"(?P<marker>HER-?2(?:/neu)?)(?:(?:(?<=\bof HER2)|(?<=\bof HER-2)|(?<=\bfor HER2)|(?<=\bfor HER-2))(?!\s*(?:[+-]|negativ|positiv|low))|\s+(?:protein\s+)?(?:(?:over-?)?expression|staining|immunostaining|intensity|levels?|scores?))\b",
    re.I,
)


_ONE = r"(?:either|any|one|at\s+least\s+(?:either|one|1)|one\s+or\s+(?:both|two|more)|either\s+or\s+both)"
_ONE_OF_TWO = gated(
    rf"\b{_ONE}\s+(?:of\s+)?(?P<one>{_A_MARKER})\s*(?:,|/|\band\b)\s*(?P<other>{_A_MARKER})(?=\W+(?:(?:is|are|be|being|must|should)\W+)*(?:positive|negative|[+-]))"
    rf"|(?P<first>{_A_MARKER})\s*(?:,|/|\band\b)\s*(?P<second>{_A_MARKER})\s*[:,(]?\s*{_ONE}(?:\s+of\s+(?:them|these|the\s+two))?\s+(?:(?:is|are|being|must\s+be|should\s+be)\s+)*(?P<status>positive|negative)\b",
    re.I,
)


# The hyphen of 'ER- and/or PR-positive' is no minus (that of 'HR- and HER2-positive' may be one); 'and or' has lost its stroke.
_SHARED = r"(?:\s*,|\s*/|\s+and/or\b|\s+and or\b|\s+and\b|\s+or\b)\s*"
_SHARED_STATUS = gated(
    rf"\b(?P<first>(?:ER|PR|PgR)(?=-{_SHARED}{_HORMONE}[- ](?:positive|negative|low|expressing)\b)|(?:o?estrogen|progesterone|hormone receptor)(?=-{_SHARED}{_A_MARKER}[- ](?:positive|negative|low|expressing)\b))-",
    re.I,
)
_AND_OR = gated(rf"(?P<before>\b{_A_MARKER}\+?\s+)and or(?=\s+{_A_MARKER})", re.I)


_SPELT_OUT = gated(
    r"\b(?P<name>HR|hormone[- ]receptor)s?\s*(?P<parts>\((?=[^()]*\b(?:o?estrogen|ER)\b)(?=[^()]*\b(?:progest\w+|Pg?R)\b)[^()]*\))(?=\s*-?\s?(?:positive|negative|\+))",
    re.I,
)
# The abbreviation tells which receptor is meant where the words before it are garbled.
_ABBREVIATED = gated(
    r"\b(?P<words>(?:(?:human|hormone|epidermal|growth|factor|o?estrogen)\s+){1,4}receptors?\s*2?\s*\()(?=HER-?2\)\s*-?\s?(?:positive|negative))",
    re.I,
)


# Either of the two proofs makes the tumour HER2-positive (ASCO/CAP 2018), with the score and the test that do in brackets.
_PROOF = r"(?:(?:gene|protein)\s+)?(?:over-?express(?:ion|ed|ing)|amplifi(?:cation|ed))(?:\s*\((?:(?:IHC|score|by)\s*)*(?:3\s?\+(?:\s*(?:by|on|in)?\s*IHC)?|IHC|(?:by\s+)?[FCS]?ISH(?:\s?\+|[- ]positive)?)\))?"
_TWO_PROOFS = gated(
    rf"(?P<none>\b(?:no|without|lack(?:s|ing)?(?:\s+of)?|absence\s+of)\s+(?:any\s+)?)?\b{_PROOF}\s*(?:/|\b(?:and/or|or|and)\b)\s*{_PROOF}\s+(?:of\s+(?:the\s+)?|for\s+)?(?P<marker>HER-?\s?2(?:/neu)?|(?:c-?)?erb-?\s?B-?\s?2)\b(?!\s*(?:[+-]|positiv|negativ|,|/|or\b|and\s+(?:EGFR|HER)))",
    re.I,
)
_DENIED = gated(r"\b(?:no|not|non|without|lack\w*|absen\w+|negative|neither|nor)\b[^.;,()]*$", re.I)
_BUT_NOT = gated(r"(?<=but )not\s+(?P<marker>HER-?2(?:/neu)?)(?=\s*(?:[,.;)]|$)|\s+(?:and|by|in|who)\b)", re.I)


_NO_EXPRESSION = gated(
    rf"\bno\s+(?P<markers>{_A_MARKER}(?:{_JOIN}{_A_MARKER}){{0,2}})\s+(?:over-?)?expression\b(?!\s+(?:data|level|result|test|status))",
    re.I,
)


def with_the_status_behind(text: str) -> str:
    if "(" in text:
        text = blanked(_SPELT_OUT, text, "parts")
        text = blanked(_ABBREVIATED, text)
    text = _SHARED_STATUS.sub(r"\g<first> ", text)
    text = _AND_OR.sub(r"\g<before>and/or", text)
    text = _ONE_OF_TWO.sub(_with_or, text)
    text = _TWO_PROOFS.sub(_proved, text)
    text = _STATUS_FIRST.sub(_marker_first, text)
    text = _STATUS_IN_FRONT.sub(_status_last, text)
    text = _EXPRESSES.sub(_expressed, text)
    text = _NO_EXPRESSION.sub(_none_expressed, text)
    text = _BUT_NOT.sub(lambda m: f"{m['marker']} neg".ljust(len(m.group())), text)
    text = _NEITHER.sub(_none_of_them, text)
    text = _STAIN_FOR.sub(_stained, text)
    text = _PERCENT_FIRST.sub(_stained, text)
    text = _PERCENT_OF.sub(_stained, text)
    text = _SCORE_FIRST.sub(lambda m: f"{m['marker']} IHC {m['scores']}".ljust(len(m.group())), text)
    return _SIGN_FIRST.sub(r"\1+", text) if "+" in text else text


def _proved(found: re.Match[str]) -> str:
    if found["none"]:
        return f"{found['marker']} neg".ljust(len(found.group()))
    if _DENIED.search(found.string[max(0, found.start() - 40) : found.start()]):
        return found.group()
    return f"{found['marker']} pos".ljust(len(found.group()))


def _marker_first(found: re.Match[str]) -> str:
    status = found["status"].split()[-1]  # 'strong' tells no more
    return f"{_either_or_both(found)} {status}".ljust(len(found.group()))


def _status_last(found: re.Match[str]) -> str:
    opening = found.group()[: found.start("told") - found.start()]
    return f"{opening}{found['marker']} {found['status']}".ljust(len(found.group()))


def _with_or(found: re.Match[str]) -> str:
    told = (
        f"{found['first']} or {found['second']} {found['status']}"
        if found["status"]
        else f"{found['one']} or {found['other']}"
    )
    return told.ljust(len(found.group()))


def _expressed(found: re.Match[str]) -> str:
    return f"{_either_or_both(found)} pos".ljust(len(found.group()))


def _either_or_both(found: re.Match[str]) -> str:
    """The markers: 'ER, PgR, or both' is either."""
    markers = found["markers"]
    return gated(r"\s*(?:,|/|\bor\b)\s*").sub(" and/or ", markers, count=1) if found["both"] else markers


def _none_expressed(found: re.Match[str]) -> str:
    markers = gated(r"\s(?:and/or|or)\s", re.I).sub(" and ", found["markers"])
    return f"{markers} neg".ljust(len(found.group()))


def _none_of_them(found: re.Match[str]) -> str:
    markers = gated(r",?\s+nor\s+", re.I).sub(", ", found["markers"])
    limit = ""
    if found["limit"]:
        limit = f" ({'<=' if found['above'] else '<'}{found['number']}%)"
    return f"{markers} neg{limit}".ljust(len(found.group()))


def _stained(found: re.Match[str]) -> str:
    bound = found["bound"].lower().replace(" ", "")
    below = bound.startswith(("less", "fewer", "<", "\u2264"))
    if below:
        sign = "<=" if bound in ("<=", "\u2264") else "<"
    else:
        sign = ">" if bound in ("morethan", "above", "over", ">") else ">="
    told = f"{found['markers']} {'neg' if below else 'pos'} ({sign}{found['number']}%)"
    return told.ljust(len(found.group())) if len(told) <= len(found.group()) else found.group()
