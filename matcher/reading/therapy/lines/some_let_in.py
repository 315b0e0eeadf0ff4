"""'Chemotherapy for metastatic disease (one line is allowed)': a limit on its lines, told as a denial with an exception.

No chemotherapy for metastatic disease, except one line            at most one line of chemotherapy
Chemotherapy for metastatic disease. Up to two lines are allowed   at most two
Systemic therapy, except one line of endocrine therapy             nothing here: the lines are of another kind
"""

from __future__ import annotations

import re

from data.criteria import Between
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.bounds import Bounds
from matcher.reading.therapy.lines.quantities import in_words, quantity_counted

_KIND = r"(?:chemotherap(?:y|ies)|cytotoxic\s+(?:chemotherapy|therapy|agents|drugs)|(?:endocrine|hormon\w+)\s+(?:therap(?:y|ies)|treatments?)|systemic\s+(?:anti-?cancer\s+)?(?:therap(?:y|ies)|treatments?))"
_SO_MANY = (
    r"(?:(?:only|prior|previous|earlier|up\s+to|at\s+most|(?:no|not)\s+more\s+than|a\s+maximum\s+of|maximum|<=?|\u2264)\s*)*(?P<n>one|two|three|single|[123])(?:\s*\(\w+\))?\s+"
    r"(?:(?:prior|previous|earlier|single|palliative|different)\s+)*(?:lines?|regimens?|courses?)(?:\s+of\s+(?:prior\s+|previous\s+|palliative\s+|systemic\s+)*(?P<of>[\w-]+(?:\s+(?:therap(?:y|ies)|treatments?))?))?"
)
_ALLOWED = r"(?:is|are|may\s+be|will\s+be)?\s*(?:allowed|permitted|acceptable|accepted|tolerated)"
_BUT_SO_MANY = gated(
    rf"^\W*(?:(?:no|any|have|has|having|received|had|treatment|treated|with|prior|previous(?:ly)?|earlier|palliative|of|for)\s+)*(?P<kind>{_KIND})\b(?P<setting>[^.;():]{{0,70}}?)"
    rf"(?:,?\s*\b(?:except(?:ing)?(?:\s+for)?|with\s+(?:the\s+)?exception\s+of|other\s+than|apart\s+from|unless)\s+(?:for\s+|of\s+)?{_SO_MANY}(?P<rest>[^.;()]{{0,60}})"
    rf"|\s*\(\s*(?:but\s+|however,?\s+)?{_SO_MANY.replace('P<n>', 'P<n2>').replace('P<of>', 'P<of2>')}(?P<rest2>[^.;()]{{0,60}}?)\s*{_ALLOWED}[^()]{{0,40}}\)"
    rf"|,?\s*\bbut\s+{_SO_MANY.replace('P<n>', 'P<n3>').replace('P<of>', 'P<of3>')}(?P<rest3>[^.;()]{{0,60}}?)\s*{_ALLOWED})",
    re.I,
)
_DENIES = gated(r"^\W*no\b", re.I)
# 'One line that ended a year ago': which one is let in is another matter than how many
_OF_SOME_ONLY = gated(r"\b(?:adjuvant|neo-?adjuvant|early|if|who|that|which|with|containing|combin\w+|plus)\b", re.I)


def some_lines_let_in(sentence: Sentence) -> Mention | None:
    told = _BUT_SO_MANY.match(sentence.text)
    if told is None or not (sentence.excludes or _DENIES.match(sentence.text)):
        return None
    many, of_what, rest = (
        told[f"{name}"] or told[f"{name}2"] or told[f"{name}3"] or "" for name in ("n", "of", "rest")
    )
    quantity = quantity_counted(told["kind"])
    late = phrases.METASTATIC.search(told["setting"] + " " + rest) and not phrases.EARLY.search(told.group())
    if quantity is None or not late or _OF_SOME_ONLY.search(rest):
        return None
    if of_what and quantity_counted(of_what) not in (quantity, "lines_metastatic"):
        return None
    bounds = Bounds(None, number(many))
    words = in_words(bounds, told["kind"])
    return Mention(LINES, Between(quantity, None, bounds.high), words, *told.span(), Stance.REQUIRE, settled=True)
