"""For which disease a therapy was given: early, metastatic, either."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy.asides import DIRECTLY_EARLY
from matcher.reading.therapy.phrases import STAGE_IV
from matcher.reading.therapy.that_contained import CONTAINED

ANY, METASTATIC, EARLY, BOTH = "", "for metastatic disease", "for early disease", "in any setting"


_SETTING_AFTER = gated(
    r"\b(?:for|in|of|as|against|to treat|setting|following|(?<!, )with|during)\b[^.;]{0,80}?\b(?P<metastatic>metasta\w+|advanced|"
    rf"{STAGE_IV}"
    r"|[MA]BC|palliative|incurable|unresectable|recurrent|inoperable|(?<=for )relapse|(?<=for )recurrence)\b"
    # 'chemotherapy for this recurrence', 'treatment for the local relapse'; not: 'for relapse prevention'
    r"|\bfor\s+(?:(?:the|this|that|their|her|any|an?|current|present|latest|local|regional|loco-?\s?regional|isolated|first|in-breast|breast|cancer|chest|wall)\s+){1,5}"
    r"(?:recurrences?|relapses?)\b(?!\s+(?:prevent|prophyla|risk|score))"
    # 'chemotherapy after recurrence or metastasis'
    r"|^\W*(?:therapy\s+|treatment\s+)?(?:after|since|following)\s+(?:(?:the|their|diagnosis|of|disease)\s+){0,3}(?:recurrence|relapse|metasta\w+)\b(?!\s+(?:or|and)\s+\w+\s+adjuvant)",
    re.I,
)


_GIVEN = r"\b(?:treatments?|therap(?:y|ies)|regimens?|chemotherap\w+|lines?|received|following)\b"
_FOR_IT = (
    r"(?:for|in|of|against)\s+(?:the\s+|their\s+|her\s+|this\s+)?(?:locally\s+)?(?:(?:advanced|recurrent|relapsed|unresectable|metastatic)(?:\s+or\s+|\s+and/or\s+|/))*"
    r"(?:(?:metastatic|advanced)\s+(?:breast\s+cancer|disease(?:\s+setting)?|setting|stages?|cancer)|[MA]BC)"
)
# '... therapy (adjuvant or metastatic)', 'in the metastatic or adjuvant setting'
_BEFORE_OR_AFTER_SURGERY = (
    r"(?:adjuvant|(?:pre|post|peri)-?operative|(?:before|after|around)\s+(?:the\s+|an?\s+)?(?:surgery|operation))"
)
EITHER = gated(
    rf"[^.;]{{0,40}}(?:{_BEFORE_OR_AFTER_SURGERY}\s*(?:,|/|\bor\b|\band/or\b|\band\b)\s*(?:(?:in|for)\s+)?(?:the\s+)?(?:metasta|advanced|palliative|recurrent)"
    rf"|\b(?:metastatic|advanced)\s*(?:,|/|\bor\b|\band/or\b|\band\b)\s*(?:\(?neo-?\)?-?)?{_BEFORE_OR_AFTER_SURGERY})",
    re.I,
)


_LATE_BEFORE = gated(
    r"\bfor\s+(?:\w+\s+){0,3}?(?:metastatic|advanced)\s+(?:breast cancer|disease)\s+(?:with|using)\s+(?:an?\s+)?$"
    r"|\b(?:metastatic|advanced)\s+(?:breast cancer|disease)\b[^.;]{0,30}\buntreated\s+(?:with|by)\s+$|"
    r"\b(?:palliative|(?:first|1st)[- ]line|metastatic)\s+$"
    r"|\b(?:first[- ]line|1st[- ]line|palliative|metastatic|advanced)(?:\s+metastatic)?\s+(?:disease\s+)?(?:treatment|therapy|setting)\s+(?:with|of|using)\s+(?:an?\s+|the\s+)?$"
    r"|\b(?:advanced|metastatic) (?:stages?|disease|setting)\b(?:(?!\bwho\b)[^.;]){0,40}\b(?:undergone|received|had|underwent)\s+(?:\w+\s+)?$"
    # 'treatment for metastatic disease must have included a taxane', 'received the following for metastatic disease: '
    rf"|{_GIVEN}\s+(?:\w+\s+){{0,3}}?{_FOR_IT}\s*[:,]?\s*(?:(?:must|should|has to|have to)\s+)?(?:(?:(?:have\s+)?(?:includ\w+|contain\w*|consist\w*\s+of)|{CONTAINED})\s+)?(?:(?:both|at least|one|of|either|prior|previous|an?|the)\s+)*$"
    # 'in the metastatic setting, patients must have received trastuzumab', 'progression in the metastatic setting after ...'
    rf"|^\W*(?:{_FOR_IT}|for\s+(?:\w+\s+){{0,2}}(?:disease|cancer)\s+(?:that|which)\s+(?:is|has\s+become)\s+(?:metastatic|advanced)\b[^.;,]{{0,60}}),[^.;]*$|\bprogress\w*\s+{_FOR_IT}\s+(?:on|after|during|following)\b[^.;]{{0,40}}$",
    re.I,
)


# 'chemotherapy for metastatic disease with an anthracycline', 'trastuzumab (metastatic setting)'
_LATE_WITHIN = gated(rf"\b{_FOR_IT}\s+(?:with|using|containing|including|consisting of|such as)\b", re.I)
_LATE_LINE = gated(
    r"[^.;,]{0,30}?\b(?:as|in|during)\s+(?:an?\s+|the\s+|their\s+)?(?:first|second|third|1st|2nd|3rd)[- ]line\b(?!\s+(?:neo-?)?adjuvant)",
    re.I,
)
_LATE_ASIDE = gated(
    r"\W{0,2}\((?:in\s|for\s)?(?:the\s)?(?:metastatic|advanced)(?:\s(?:setting|disease|stage))?\)", re.I
)


_OR_OTHERWISE = gated(r"\bor\s+(?:while\s+)?(?:on|during|after|under|while|following|within|as)\b", re.I)


def setting_of(before: str, therapies: str, after: str) -> str:
    """For which disease the therapies were given: the nearest words before them, or the words after them."""
    near = (before + therapies)[-60:]
    if _OR_OTHERWISE.search(
        therapies
    ):  # 'during adjuvant tamoxifen, or on first-line letrozole for metastatic disease'
        near = before[-60:] + therapies
    early = (
        DIRECTLY_EARLY.search(near)
        or DIRECTLY_EARLY.search(after)
        or gated(
            r"\b(?:early|primary) (?:breast|disease|stage)|\b(?:localized|curative|early) (?:or|and|and/or)\b|\b(?:in|with) (?:an? |the )?curative (?:setting|intent)\b",
            re.I,
        ).search(after)
    )
    late = (
        _SETTING_AFTER.search(after)
        or _LATE_BEFORE.search(before[-120:])
        or _LATE_WITHIN.search(therapies)
        or _LATE_ASIDE.match(after)
        or _LATE_LINE.match(after)
    )
    if (early and late) or EITHER.search(near) or EITHER.match(after):
        return BOTH
    return EARLY if early else METASTATIC if late else ANY
