"""Sentences on measurable disease that ask for none: how it is followed, where it is to lie, when it is imaged, in how many.

"All measurable disease must be imaged within 28 days"              when it is imaged
"Patients with measurable disease will be assessed by RECIST"       how some are followed
"Disease measurable by palpation only is not eligible"              what doesn't count
"""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.sites.measurable_words import EITHER_KIND, NOT_MEASURABLE, THING

# 'Patients with measurable disease will be assessed by RECIST' tells how some are followed.
_FOLLOWED_BY = gated(
    r"^\W*(?:(?:for|in)\s+)?(?:patients?|participants?|subjects?|those)\s+with\s+(?:\w+\s+){0,2}?measure?able\s+(?:disease|lesions?)\s+(?:will|should|can|may)\s+be\s+(?:assessed|evaluated|followed|measured|stratified|analy[sz]ed|monitored)\b",
    re.I,
)

# 'The measurable disease must lie outside the irradiated field' rules for those who have it.
_RULE_FOR_IT = gated(
    r"^\W*(?P<the>the\s+|any\s+|all\s+)?measure?able\s+(?:disease|lesions?|sites?|tumou?rs?)\s+(?:(?:must|should|may|cannot|has to|have to)\s+(?:not\s+)?(?:be|have been|lie|be located|be completely|have)\s+)(?:\w+\s+){0,3}?(?:outside|(?:ir)?radiat\w+|biops\w+)\b",
    re.I,
)

# 'Radiotherapy to a field other than the sole site of measurable disease is allowed': if there is but one
_SOLE_SITE = gated(
    r"\b(?:radi\w+|irradi\w+|biops\w+|surg\w+|resect\w+|ablat\w+)\b[^.;]*\b(?:sole|only|single)\s+(?:(?:known|remaining|evaluable)\s+)?(?:(?:sites?|lesions?|areas?|sources?|focus)\s+of\s+(?:\w+\s+)?)?(?:measure?able|target)\b",
    re.I,
)

# 'All measurable disease must be imaged within 28 days' tells when the scans are taken.
_SCANNED = gated(
    rf"^\W*(?:(?P<all>all|any)\s+|baseline\s+)?(?P<size>measurements?\s+of\s+(?:all\s+|any\s+|the\s+)?)?measure?able\s+{THING}\s+(?:must|should|has to|have to|will|needs? to)\s+be\s+"
    r"(?:assessed|evaluated|imaged|scanned|measured|re-?assessed|performed|obtained|taken|recorded|completed)\b",
    re.I,
)

# 'Disease that is measurable by physical examination only is not eligible' tells what doesn't count.
_SO_MEASURED_ONLY = gated(
    r"^\W*(?:note\W+)?(?:(?:patients?|participants?|subjects?|wom[ae]n|those)\s+(?:with|whose)\s+)?(?:(?:the|any)\s+)?(?:disease|lesions?|tumou?rs?|cancers?)\s+(?:(?:that|which|is|are)\s+){0,2}"
    r"(?:measure?able|evaluable)\s+(?:only|solely|exclusively|[^.;]{2,60}?\b(?:only|alone))\b[^.;]{0,60}?\b(?:is|are|will)\s+(?:not\s+(?:be\s+)?(?:eligible|allowed|permitted|acceptable|accepted|included|considered)|(?:be\s+)?(?:ineligible|excluded))\b",
    re.I,
)


def _rules_for_it(text: str, criteria: str) -> bool:
    """Whether the sentence only tells where measurable disease is to lie, and not that there must be any."""
    rule = _RULE_FOR_IT.match(text)
    return rule is not None and (rule["the"] is not None or EITHER_KIND.search(criteria) is not None)


def _only_scanned(text: str, criteria: str) -> bool:
    """Whether the sentence only tells when lesions are imaged, whoever has them."""
    rule = _SCANNED.match(text)
    return rule is not None and bool(rule["all"] or rule["size"] or NOT_MEASURABLE.search(criteria))


def asks_for_none(text: str, criteria: str) -> bool:
    """Whether an inclusion that speaks of measurable disease asks for none."""
    if _FOLLOWED_BY.match(text) or _SOLE_SITE.search(text) or _SO_MEASURED_ONLY.match(text):
        return True
    return _rules_for_it(text, criteria) or _only_scanned(text, criteria)
