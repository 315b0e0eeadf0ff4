"""For which disease a therapy was given: early, metastatic, either."""

from __future__ import annotations

import re

from matcher.reading.therapy.asides import DIRECTLY_EARLY

ANY, METASTATIC, EARLY, BOTH = "", "for metastatic disease", "for early disease", "in any setting"


_SETTING_AFTER = re.compile(
    r"\b(?:for|in|of|as|against|to treat|setting|following|with)\b[^.;]{0,80}?\b(?P<metastatic>metasta\w+|advanced|stage (?:IV|4)|MBC|palliative|incurable|unresectable|recurrent|inoperable|(?<=for )relapse|(?<=for )recurrence)\b",
    re.I,
)


_LATE_BEFORE = re.compile(
    r"\bfor\s+(?:\w+\s+){0,3}?(?:metastatic|advanced)\s+(?:breast cancer|disease)\s+(?:with|using)\s+(?:an?\s+)?$"
    r"|\b(?:metastatic|advanced)\s+(?:breast cancer|disease)\b[^.;]{0,30}\buntreated\s+(?:with|by)\s+$|"
    r"\b(?:palliative|first-line|metastatic)\s+$"
    r"|\b(?:first[- ]line|1st[- ]line|palliative|metastatic|advanced)(?:\s+metastatic)?\s+(?:treatment|therapy|setting)\s+(?:with|of|using)\s+(?:an?\s+|the\s+)?$"
    r"|\b(?:advanced|metastatic) (?:stages?|disease|setting)\b[^.;]{0,40}\b(?:undergone|received|had|underwent)\s+(?:\w+\s+)?$",
    re.I,
)


def setting_of(before: str, therapies: str, after: str) -> str:
    """For which disease the therapies were given: the nearest words before them, or the words after them."""
    near = (before + therapies)[-60:]
    early = (
        DIRECTLY_EARLY.search(near)
        or DIRECTLY_EARLY.search(after)
        or re.search(r"\b(?:early|primary) (?:breast|disease|stage)", after, re.I)
    )
    late = _SETTING_AFTER.search(after) or _LATE_BEFORE.search(before[-80:])
    if early and late:
        return BOTH
    return EARLY if early else METASTATIC if late else ANY
