"""One of two that are named together, of which neither is asked for: 'presence or absence of', 'curative or palliative'."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.in_titles import ADJUVANT_TITLES

_PRESENT_OR_NOT = gated(
    r"\bpresence\s*(?:/|or\b|and\b|and/or\b)\s*absence\b"
    # 'with or without radiologic evidence of metastases'; not: 'with or without chemotherapy for metastases'
    r"|\bwith\s?(?:/|or|and|and/or)\s?without\W+(?:(?:any|known|measurable|evaluable|clinical|radi\w+|imaging|or|proven|confirmed|suspected|visible|concurrent|evidence|signs?|of|distant|the|synchronous|locally|advanced|unresectable|inoperable)\W+){1,9}$"
)

# 'In the (neo)adjuvant or metastatic setting': in any of them.
_OTHER_SETTING = gated(
    r"\b(?:adjuvant|curative)\b\)?[ ,/]{0,3}(?:(?:and/or|or|and|/)[ ]?)?(?:in the |for )?(?:(?:first|1st)[- ]line )?(?:palliative|metastatic|advanced)(?:[ ](?:settings?|situations?|chemotherapy|treatment|therapy|context|intent|regimen|care)\b|\))"
)

# 'Receiving adjuvant, neoadjuvant or palliative chemotherapy': of any aim.
_ANY_AIM = gated(
    r"\badjuvant\b[^.;]{0,60}\b(?:palliative|metastatic|advanced)\b|\b(?:palliative|metastatic|advanced)\b[^.;]{0,60}\badjuvant\b|\bcurative\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:\w+\W+)?palliative\b"
)
_OR = gated(r"\bor\b|/|,")
_BY_AIM = frozenset({"neo_or_adjuvant_due", "adjuvant_due", "neoadjuvant_due", "neoadjuvant_title"} | ADJUVANT_TITLES)

# 'Planned chemotherapy (neoadjuvant, adjuvant or palliative)'
_OR_LATE_AIM = gated(
    r"\badjuvant\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:\w+\W+){0,2}?(?:palliative|metastatic)\b|\b(?:palliative|metastatic)\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:neo-?)?adjuvant\b"
)


def _to_the_disease(lower: str, found: Found) -> int:
    """The length of 'evidence of' at the beginning of a phrase."""
    opening = _EVIDENCE_OF.match(lower, found.start)
    return opening.end() - found.start if opening else 0


_EVIDENCE_OF = gated(r"(?:evidence|signs?) of ")


def of_either_kind(sentence: Sentence, found: Found) -> bool:
    """'Presence or absence of', 'adjuvant or metastatic setting', 'curative or palliative': what stands there is one of two."""
    lower = sentence.lower
    if found.axis == "extent" and _PRESENT_OR_NOT.search(lower[: found.start + _to_the_disease(lower, found)][-100:]):
        return True
    if found.name in ("metastatic", "advanced") and not sentence.excludes:
        return bool(_OTHER_SETTING.search(lower[: found.end + 25]))
    if found.name in _BY_AIM:
        return bool(_OR_LATE_AIM.search(lower))
    if found.name == "incurable" and found.words and lower[found.start :].startswith("palliative"):
        aims = _ANY_AIM.search(lower)
        return bool(_OR_LATE_AIM.search(lower)) or (aims is not None and bool(_OR.search(aims.group())))
    return False
