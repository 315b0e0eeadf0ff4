"""Numbers of lines told as alternatives: '0, 1 or 2 prior lines', 'no prior chemotherapy or one regimen'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.bounds import AND_NO_MORE, ORDINAL_LIMIT
from matcher.reading.therapy.lines.ordinals import nth
from matcher.reading.therapy.lines.quantities import quantity_counted

# '0, 1 or 2 prior lines'
_LISTED_NUMBERS = gated(
    r"(?<![\w.])(?P<n>zero|no(?=(?: prior| previous)? or )|none|one|two|\d)(?:,\s*(?:one|two|three|\d))*,?\s+or\s+(?P<m>one|two|three|four|five|\d)(?=\s+(?:\w+\s+){0,4}?(?:lines?|regimens?|chemo|prior|previous|therap))",
    re.I,
)


# 'Prior lines for metastatic disease: 0, 1, 2', 'Number of chemotherapies: nil or one', '... is 2, 3, 4 or 5'
_NUMBERS_AT_THE_END = gated(
    r"(?:(?<=[:(=])|(?<=\bis)|(?<=setting)|(?<=disease)|(?<=\bbe)|(?<=\bare))(?P<gap>\s*)(?P<n>[0-4]|zero|nil|none|one|two|three|four)(?:\s*,\s*(?:[0-5]|one|two|three|four))*\s*(?:,|,?\s*(?:or|and))\s*(?P<m>[1-6]|one|two|three|four|five|six)(?:\s+only)?(?=\W*$)",
    re.I,
)


# 'No prior chemotherapy or 1 prior regimen', 'no prior or one prior line', 'untreated or pretreated with one line'
_NONE_OR_SOME = gated(
    r"(?<![\w-])(?:(?:no|not received(?: any)?|without)\s+(?:prior|previous|earlier)(?P<none>(?:\s+(?:systemic|cytotoxic|palliative|endocrine|hormonal))?(?:\s+(?:lines?|regimens?|chemotherap\w+|therap(?:y|ies)|treatments?)){0,2}(?:\s+of\s+chemotherapy)?)"
    r"|(?:previously\s+)?untreated|(?P<naive>[\w-]+)[ -]naive)"
    r",?\s+or\s+(?:(?:have\s+|has\s+|had\s+)?(?:(?:only\s+)?(?:had|received)|(?:previously\s+|pre-?)?treated\s+with)\s+)?(?:only\s+|up\s+to\s+|at\s+most\s+|(?:a\s+)?maximum\s+(?:of\s+)?|no\s+more\s+than\s+|<=\s*)?"
    r"(?:(?:one|1)\s*(?:-|to|or)\s*)?(?P<m>one|two|three|\d)(?=(?P<some>\s+(?:\w+\s+){0,4}?(?:lines?|regimens?|chemo\w*|therap\w*|treatments?)\b(?:\s+of\s+(?:\w+\s+){0,2}?\w+)?))",
    re.I,
)


# 'No more than three and no less than one prior lines', 'at least 1 and at most 3'
MOST = r"(?:(?:no|not) (?:more|greater) than|at most|up to|<=|(?:a )?maximum (?:of)?)"
LEAST = r"(?:(?:no|not) (?:less|fewer) than|at least|>=|(?:a )?minimum (?:of)?)"
_SOME = r"zero|one|two|three|four|five|six|\d"
_MOST_AND_LEAST = gated(
    rf"(?<![\w.]){MOST}\s*(?P<m>{_SOME})\s*(?:,|and|but|,\s*and|,\s*but)\s*{LEAST}\s*(?P<n>{_SOME})(?!\w)"
    rf"|(?<![\w.]){LEAST}\s*(?P<low>{_SOME})(?:\s+(?:prior\s+|previous\s+)?(?:lines?|regimens?))?\s*(?:,|and|but|,\s*and|,\s*but)\s*{MOST}\s*(?P<high>{_SOME})(?!\w)",
    re.I,
)


# 'No more and no less than one line', 'not more than nor less than 1 prior line': just so many
_NEITHER_MORE_NOR_LESS = gated(
    rf"(?<![\w.])(?:no|not|neither)\s+(?:more|greater)(?:\s+than)?,?\s+(?:and|or|nor|but)\s+(?:(?:no|not)\s+)?(?:less|fewer)\s+than\s+(?P<n>{_SOME})(?!\w)",
    re.I,
)


def _just_so_many(told: re.Match[str]) -> str:
    return f"exactly {told['n']}".ljust(len(told.group()))


def _bounds_as_a_range(told: re.Match[str]) -> str:
    n, m = told["n"] or told["low"], told["m"] or told["high"]
    return f"{n} to {m}".ljust(len(told.group()))


_SINGLE = gated(r"\b(?:a\s+)?single(?=\s+(?:prior|previous)\s+(?:[\w-]+\s+){0,3}?(?:lines?|regimens?)\b)", re.I)


# 'One line of chemotherapy, but not more than one', 'two regimens and no more'
_SO_MANY_AND_NO_MORE = gated(
    rf"(?<![\w.])(?P<n>{_SOME})(?P<what>\s(?:(?!\b(?:{_SOME})\b)[^.;]){{3,90}}?)(?P<tail>,?\s+(?:but|and)\s+(?:not|no)\s+(?:more|further)(?:\s+than\s+(?P=n)\b|(?!\s+than\b))(?:\s+(?:such\s+)?(?:lines?|regimens?)\b)?)(?=\s*(?:$|[,;:.()]|(?:and|but|for|in|with)\b))",
    re.I,
)


def _and_no_more(told: re.Match[str]) -> str:
    return f"{told['n']}{told['what']}{AND_NO_MORE.ljust(len(told['tail']))}"


# 'One (1) or two (2) prior lines'
_SAID_AGAIN = gated(r"\b(?:one|two|three|four|five|six)(?P<again>\s?\([1-6]\))", re.I)


def _as_a_number(told: re.Match[str]) -> str:
    """'more than second-line therapy' as 'more than 2 lines of therapy', as far as there is room."""
    number = f"{told['bound']} {nth(told['nth'])} prior {told['of'].split()[-1]}"
    return number.ljust(len(told.group())) if len(number) <= len(told.group()) else told.group()


def with_ranges(text: str) -> str:
    """The text with such alternatives written as ranges, of the same length."""
    text = blanked(_SAID_AGAIN, text, "again")
    text = ORDINAL_LIMIT.sub(_as_a_number, text)
    text = _SINGLE.sub(lambda m: "one".ljust(len(m.group())), text)
    text = _NEITHER_MORE_NOR_LESS.sub(_just_so_many, text)
    text = _MOST_AND_LEAST.sub(_bounds_as_a_range, text)
    text = _SO_MANY_AND_NO_MORE.sub(_and_no_more, text)
    text = _NUMBERS_AT_THE_END.sub(_as_a_closing_range, text)
    return _LISTED_NUMBERS.sub(_as_a_range, _NONE_OR_SOME.sub(_from_none, text))


def _as_a_closing_range(numbers: re.Match[str]) -> str:
    """'0, 1 or 2' as '0 to 2', where there is room for it."""
    least = "0" if numbers["n"].lower() in ("zero", "nil", "none") else numbers["n"]
    written = f"{numbers['gap']}{least} to {numbers['m']}"
    return written.ljust(len(numbers.group())) if len(written) <= len(numbers.group()) else numbers.group()


def _as_a_range(numbers: re.Match[str]) -> str:
    """'0, 1 or 2' as '0 to 2'"""
    least = "0" if numbers["n"].lower() in ("no", "none") else numbers["n"]
    return f"{least} to".ljust(len(numbers.group()) - len(numbers["m"])) + numbers["m"]


def _from_none(told: re.Match[str]) -> str:
    """'no prior chemotherapy or 1' as '0 to 1 chemotherapy', unless the two are of different kinds;
    'no prior chemotherapy or one adjuvant regimen' as none for metastatic disease."""
    kind = " ".join((told["none"] or told["naive"] or "").split())
    if phrases.EARLY.search(told["some"]):
        of_kind = "lines" if quantity_counted(kind) in (None, "lines_metastatic") else f"{kind} lines"
        none_late = f"0-0 {of_kind} MBC"
        return none_late.ljust(len(told.group())) if len(none_late) <= len(told.group()) else told.group()
    none, some = quantity_counted(kind), quantity_counted(told["some"].strip())
    if none == some or none in (None, "lines_metastatic"):
        return "0 to".ljust(len(told.group()) - len(told["m"])) + told["m"]
    if some == "lines_metastatic":
        return f"0 to {told['m']} {kind}".ljust(len(told.group()))
    return told.group()
