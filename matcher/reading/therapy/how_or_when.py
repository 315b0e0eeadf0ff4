"""'Progressed following standard treatment' tells when it progressed, 'irradiated following standard guidelines' how it was done."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy.used_up import FAILED

# What is followed as a rule, or what is looked at
_NO_TREATMENT = (
    r"(?:guidelines?|guidance|practices?|procedures?|protocols?|criteria|criterion|recommendations?|rules?|polic(?:y|ies)|principles?|algorithms?"
    r"|definitions?|pathways?|schedules?|methods?|techniques?|standards?|imaging|scans?|assessments?|evaluations?|measurements?|responses?|failure)\b(?!-)"
)
_TREATMENT = rf"(?:therap\w+|treatments?|regimens?|chemo\w*|care|options|lines|drugs|medicines?|medications?|agents?)\b(?!\W{{1,3}}(?:\w+\s)?{_NO_TREATMENT})"
# 'Standard-of-care systemic treatment', 'standard, licensed or guideline-recommended drugs': its noun comes later
_OF_TREATMENT = rf"(?:[\s,/-]+(?!{_NO_TREATMENT}|(?:for|during|in|on|to|with|by|at|as|while|when|before|after)\b)\w+){{0,8}}?[\s,/-]+{_TREATMENT}"
_WHOSE = r"(?:the |their |her |all |any )?(?:local |institutional )?"
_AFTER_THE_STANDARD = gated(rf"\bfollowing(?= {_WHOSE}standard{_OF_TREATMENT})", re.I)
_BY_THE_STANDARD = gated(
    rf"\bas (?:would be|is|part of|per)\b|\b(?:as|per|according to|following|in line with) {_WHOSE}standards?(?! (?:\w+ )?{_TREATMENT})|\bconcurrent\w*",
    re.I,
)
# 'Received breast irradiation according to the standard of care'; what failed so was all the same standard treatment
_BY_STANDARD_OF_CARE = gated(
    rf"\b(?:per|according to|following|in line with) {_WHOSE}standards?[- ]of[- ]care\b(?!-?\s(?:\w+\s)?(?:therap|treatment|regimen|chemo))",
    re.I,
)


def by_the_standard(text: str, said: re.Match[str]) -> bool:
    """Whether the standard is how something was done. Only what grew or failed can have done so after standard treatment."""
    start, end = said.span()
    when = _AFTER_THE_STANDARD.search(text, start, min(len(text), end + 60))
    after_it = when.start() if when is not None and FAILED.search(text, start, when.end()) else -1
    if any(how.start() < end and how.start() != after_it for how in _BY_THE_STANDARD.finditer(text, start)):
        return True
    of_care = _BY_STANDARD_OF_CARE.search(text, start)
    return of_care is not None and of_care.start() < end and FAILED.search(text, start, end) is None
