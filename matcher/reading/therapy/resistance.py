"""'Endocrine-resistant', 'hormone-refractory', 'treatment-refractory' disease: it was given, in whatever setting."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Between, Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES, PRIOR_THERAPY
from matcher.reading.therapy.lines.before import EARLIER_LINE

# Not 'hormone-resistant', which some records say of receptor-negative disease as well
_RESISTANT = gated(
    r"\b(?:(?P<endocrine>endocrine[- ](?:resistant|refractory)|(?:primary|secondary|acquired)[,\s]+(?:(?:or|and/or|and|/)\s*(?:secondary|acquired)\s+)?(?:endocrine|hormon\w+)(?:\s+therapy)?[- ]resistance|(?:hormone|hormonal)[- ]refractory(?!\s+(?:[\w-]+\s+){0,2}(?:prostat\w+|mCRPC|ovar\w+|endometri\w+)))|(?:treatment|therapy)[- ]refractory\b(?=\W*$|\s+(?:[\w-]+\s+){0,2}(?:disease|breast|cancers?|tumou?rs?|TNBC|MBC|metasta\w+|advanced)\b))",
    re.I,
)


# 'Endocrine-sensitive or -resistant', 'hormone-refractory or receptor-negative disease'
_OR_ELSE = gated(
    r"\bsensitiv\w+|\bregardless\b|\birrespective\b|\b(?:or|and/or)\b[^.;]{0,40}\b(?:ER|PR|HR|receptor|TNBC|triple|negative|not|candidates?|unsuitable|visceral|rapid\w*)\b"
    r"|\b(?:TNBC|triple[- ]negative|receptor[- ]negative|ER-)\b[^.;]{0,60}\bor\b",
    re.I,
)


_LATE = gated(r"(?<!non-)\bmetastatic\b|\bstage (?:IV|4)\b|\badvanced\b", re.I)


def resistant_disease(sentence: Sentence) -> Mention | None:
    told = _RESISTANT.search(sentence.text)
    if told is None or sentence.excludes or _OR_ELSE.search(sentence.text):
        return None
    if sentence.from_criteria:
        if stance_of(sentence) is not Stance.REQUIRE or negated(sentence, told.start()):
            return None
    elif not (sentence.source.endswith("title") and phrases.METASTATIC.search(sentence.text)):
        return None
    if not told["endocrine"] and _LATE.search(sentence.text) and not phrases.EARLY.search(sentence.text):
        a_line = Between("lines_metastatic", 1, None)
        return Mention(LINES, a_line, EARLIER_LINE, *told.span(), Stance.REQUIRE)
    given = "endocrine therapy" if told["endocrine"] else "systemic therapy"
    return Mention(PRIOR_THERAPY, Within(f"received:{given}", YES), f"{given} before", *told.span(), Stance.REQUIRE)
