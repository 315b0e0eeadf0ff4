"""'Chemotherapy that contained a taxane', 'a regimen in which capecitabine was used': the words that narrow a kind of
treatment to the drugs named behind them."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

_COURSES = r"(?:regimens?|treatments?|therap(?:y|ies)|courses?|lines?|combinations?|protocols?)"
# '... for metastatic disease', 'given in the adjuvant setting'
_SETTING = (
    r"(?:\s+(?:given|received|administered))?(?:\s+(?:for|in)\s+(?:the\s+|their\s+|her\s+)?(?:[\w/-]+\s+){0,4}?"
    r"(?:disease|setting|cancer|stage|carcinoma)s?)?"
)
_AN = r"(?:\s+(?:an?|the|any|either|both|at\s+least\s+one|one|or\s+more|of|(?:the\s+)?following|drugs?|agents?|prior|previous)\b)*(?:\s+(?!(?:no|not|neither|without|more|less|fewer)\b)[\w-]+){0,2}?"
CONTAINED = (
    r"(?:(?:that|which|if\s+it|where\s+it)\s+(?:(?:has|have|had|did|must|should|also|ever)\s+)*"
    r"(?:contain(?:s|ed)?|includ(?:es?|ed)|compris(?:es?|ed)|consist(?:s|ed)?\s+of|involv(?:es?|ed)|(?:was|were|is|are)\s+(?:based\s+on|made\s+up\s+of|composed\s+of|with)|used?)"
    r"|containing|comprising|consisting\s+of|made\s+up\s+of|composed\s+of|built\s+on|based\s+(?:up)?on|using|utili[sz]ing|involving|(?:in|of)\s+which)"
)
# 'a cytotoxic regimen including anthracyclines'; behind a comma, or a kind of treatment alone, they are examples
_INCLUDING = r"(?<=regimen)\s+including|(?<=regimens)\s+including"

THAT_CONTAINED = gated(rf"(?:\s+{_COURSES}\b)?{_SETTING}(?:,?\s+{CONTAINED}|{_INCLUDING}){_AN}(?:\s+|:\s*)", re.I)
_OF_ITS_KIND = gated(rf"(?:\s+{_COURSES}\b)?\s+with{_AN}\s+", re.I)
# 'Chemotherapy with agents such as gemcitabine': where it is shut out, agents of that kind are
WITH_SUCH = gated(
    rf"(?:\s+{_COURSES}\b)?{_SETTING}\s+(?:with|using|by)\s+(?:[\w-]+\s+)?(?:agents?|drugs?|substances?|compounds?|medicines?)\s+(?:such\s+as|like)\s+(?:an?\s+|the\s+)?",
    re.I,
)


def narrowed(text: str, end: int, start: int, *, of_its_kind: bool) -> bool:
    """Whether a kind of treatment that ends at `end` is narrowed to what begins at `start`; `of_its_kind`: a drug of it."""
    if THAT_CONTAINED.fullmatch(text, end, start):
        return True
    return of_its_kind and _OF_ITS_KIND.fullmatch(text, end, start) is not None
