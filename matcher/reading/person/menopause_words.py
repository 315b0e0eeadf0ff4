"""The menopausal states that a text names, in words before, in or after menopause."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.reading.gated import gated
from matcher.reading.person.menopausal_states import PERI, POST, PRE, WOMEN

_JUST_MENOPAUSAL = gated(r"^\W*menopaus(?:al|ed) (?:female|wom[ae]n|patients?)\b", re.I)
_SHE = r"(?:adult|all|must|should|be|are|is|who|wom[ae]n|females?|patients?|subjects?|participants?)"
_BEFORE_MENOPAUSE = gated(
    rf"^\W*(?:{_SHE}\s+){{0,5}}(?:not\s+(?:yet\s+)?(?:be\s+)?|non-?\s?)(?:in\s+(?:the\s+)?menopause|menopaus(?:al|ed))\b(?!\s+(?:status|symptoms?))"
    rf"|^\W*(?:{_SHE}\s+){{1,5}}(?:before|prior to)\s+(?:the\s+)?menopause\b"
    rf"|^\W*(?:{_SHE}\s+){{1,5}}still\s+(?:hav(?:e|ing)\s+(?:their\s+|regular\s+|monthly\s+){{0,2}}periods|menstruat(?:e|ing))\W*$"
    # 'Aged 18 to 40, regular menstrual cycles'
    rf"|^\W*(?:age[sd]?\b[^.;,]{{1,25}},?\s+)?(?:(?:{_SHE}|with|having|has|have|and)\s+){{0,5}}(?:regular(?:ly)?\s+(?:menses|periods|menstruat\w+)|menstruat(?:e|ing)\s+regularly|regular\s+(?:menstrual|ovulatory)\s+(?:cycles?|periods?)|regular\s+cycles)(?:(?:\s*\((?:every\s)?|\s+(?:of|every)\s+)\d+[^.;()]{{0,12}}days\)?)?(?:\s*(?:,|and)\s*(?:with\s+)?(?:an?\s+)?(?:antral\s+follic|AFC\b|AMH\b|FSH\b|anti-?m[u\u00fc]llerian|serum|normal\s+ovarian\s+reserve)[^.;]*)?\W*$",
    re.I,
)
_WOMEN_IN_MENOPAUSE = gated(
    r"^\W*(?:(?:adult|all|must|should|be|are|who|wom[ae]n|females?|patients?|subjects?|participants?)\s+){1,5}(?:in|after|past)\s+(?:the\s+)?menopause\b|^\W*(?:in\s+)?menopausal\s+status\s+for\b|^\W*(?:(?:natural|surgical|iatrogenic|spontaneous|induced|physiologic(?:al)?)\W+(?:(?:or|and)\W+)?){1,3}menopaus(?:e|al\s+status)\b|^\W*in\s+menopausal\s+status\b"
    # 'Menopause, whether natural or induced', 'Menopause passed', 'who have gone through the menopause', 'periods have stopped for over a year'
    r"|^\W*menopaus(?:e|al)\s*(?:passed|reached|(?:[,(]\s*)?(?:whether|either|natural\w*|surgical\w*|spontaneous\w*|induced|by\s+nature)\b)"
    r"|^\W*(?:(?:adult|all|only|wom[ae]n|females?|patients?|subjects?|participants?|who|have|has|are|be|must)\s+){0,5}(?:gone\s+through|been\s+through|passed|completed|reached|after|past|beyond)\s+(?:the\s+|their\s+|her\s+)?(?:menopause|change\s+of\s+life)\b(?!\s+(?:symptoms?|transition))"
    r"|^\W*(?:wom[ae]n\s+whose\s+)?(?:menstrual\s+)?periods?\s+(?:have\s+|has\s+)?(?:stopped|ceased)\s+(?:for\s+)?(?:more\s+than|over|at\s+least)\s+(?:an?\s+|one\s+|1\s+|12\s+)(?:full\s+)?(?:year|months)"
    # 'Aged under 60 and in menopause for more than a year'
    r"|^(?:(?!\b(?:not|no|never|if|unless|or|before|until)\b)[^.;]){0,80}?\bin\s+(?:the\s+)?menopause\s+(?:for|since)\s+(?:(?:more\s+than|at\s+least|over|>=?|minimum(?:\s+of)?)\s*)?(?:\d|one\b|two\b|an?\b|several\b)",
    re.I,
)
KINDS = (
    r"(?P<kinds>(?:pre|peri|post)-?(?:\s*(?:,|/|and|or|and/or|-|to)\s*(?:or\s+|and\s+)?(?:pre|peri|post)-?){0,2})\s?-?menopaus\w*"
    r"\b(?:\s*(?:,|/|and|or|and/or)\s*(?:or\s+|and\s+)?(?P<more>(?:pre|peri|post)-?\s?menopaus\w*))?"
    # 'Perimenopausal symptoms', 'postmenopausal hormone therapy' are no status.
    r"\b(?!\s+(?:symptoms?|complaints?|ranges?|levels?|values?|limits?|concentrations?|hormon\w+)\b(?!\W+(?:receptor|sensitiv|positiv)))"
)

# 'Women after the menopause', 'women (18 years of age or more) before or after menopause'
_WHEN = (
    r"(?:wom[ae]n|females?|patients?|participants?|subjects?)\s*(?:[\s,]*\((?!\W*(?:pre|peri|post))[^()]{0,60}\)|[\s,]*\b(?:who|are|is|still|already|both|either|only|be it|whether|of \d+ years(?: or (?:more|older))?|with (?:[\w-]+ ){0,3}(?:cancer|carcinoma)))*[\s,]*"
    r"\b(?P<when>(?:before|prior to|after|past|beyond)(?:\s+(?:or|and|as well as)\s+(?:before|after|past))?)\s+(?:the\s+)?menopause\b"
)
_MENOPAUSE = gated(rf"\b(?:{KINDS}|{_WHEN})", re.I)
OVARIES = r"(?:LH-?RH|Gn-?RH|goserelin|leupro\w+|triptorelin|ovarian\s+(?:function\s+)?(?:suppress\w+|ablation)|OFS|oophorectomy)"


def in_menopause(text: str) -> re.Match[str] | None:
    """'Women in menopause', 'patients after the menopause', 'menopausal women'."""
    return _WOMEN_IN_MENOPAUSE.match(text) or (_JUST_MENOPAUSAL.search(text) if not _MENOPAUSE.search(text) else None)


def before_menopause(text: str) -> re.Match[str] | None:
    """'Women who are not menopausal', 'patients before the menopause'."""
    return _BEFORE_MENOPAUSE.match(text)


def described(text: str) -> tuple[re.Match[str], int] | None:
    """The first menopausal description and all kinds named in the sentence."""
    first = None
    kinds = 0
    for found in _MENOPAUSE.finditer(text):
        first = first or found
        named = _kinds_named(found)
        kinds |= WOMEN & ~named if _NOT_YET.search(text, 0, found.start()) else named
    return (first, kinds) if first is not None else None


_NOT_YET = gated(r"\bnot\s+yet\s+(?:be(?:en)?\s+)?$", re.I)


def _kinds_named(found: re.Match[str]) -> int:
    when = (found["when"] or "").lower()
    told = ("pre" if re.search("before|prior", when) else "") + ("post" if re.search("after|past|beyond", when) else "")
    return kinds_in(found["kinds"] or told) | kinds_in(found["more"] or "")


def kinds_in(words: str) -> int:
    lowered = words.lower()
    kinds = (PRE if "pre" in lowered else 0) | (PERI if "peri" in lowered else 0) | (POST if "post" in lowered else 0)
    return kinds | PERI if kinds in (PRE, PRE | POST) else kinds


_ANY_STATUS = gated(r"\b(?:any|regardless of|irrespective of|all)\s+(?:the\s+)?menopausal\s+status", re.I)
_WITH_SUPPRESSION = gated(
    rf"\bpre-?\s?(?:(?:/|,| or | and |-|/ ?)\s?peri-?\s?)?menopaus\w+[^.;\n]{{0,160}}?\b{OVARIES}", re.I
)


@lru_cache(maxsize=64)
def _kinds_taken(criteria: str) -> int:
    """The kinds of women whom the criteria expressly take beside others."""
    if _ANY_STATUS.search(criteria):
        return WOMEN
    named = [_kinds_named(m) for m in _MENOPAUSE.finditer(criteria)]
    return WOMEN if WOMEN in named else (PRE | PERI) if _WITH_SUPPRESSION.search(criteria) else 0


def shorter_than(criteria: str, kinds: int) -> bool:
    """Whether a title that names these kinds is only a short form of the criteria: those take other women as well, or tell
    how the ovaries of premenopausal women are suppressed."""
    return bool(_kinds_taken(criteria) & ~kinds)
