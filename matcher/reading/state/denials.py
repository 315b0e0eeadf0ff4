"""Denials of metastases that deny some of them only."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.found import Found
from matcher.reading.state.whether_denied import DENIED_ALREADY

# Words for a site of metastases or for a treatment
OF_SITES_OR_THERAPY = gated(
    r"\b(?:brain|cns|central nervous|(?:lepto)?mening\w+|liver|hepatic|bone|lung|pulmonary|visceral|cerebral|spinal|therap\w+|chemo\w+|treat\w*|surger\w+|radi(?!olog|ograph)\w+|regimen\w*|lines?|medication|symptomatic|for)\b"
)


# 'No metastases accessible to surgery', 'no metastases other than in bone': some may be there.
_SOME_METASTASES = gated(
    r"\W*(?:disease|lesions?|sites?)?\W*(?:accessible|amenable|suitable|eligible|requiring|needing|causing|threatening|larger|greater|exceeding|resectable|operable|"
    r"curable|other than|except|unless|apart from|but\b|(?:outside|beyond) (?!(?:of )?(?:the )?(?:ipsilateral )?(?:breast|axilla|regional|chest))|that|which|where|progress\w+|in the (?:last|past)|within|at risk|with\b)"
)


# 'No metastases to the spine', 'of the CNS', 'in vital organs': which ones are meant. Not 'in distant organs', 'on CT'.
_OF_A_PLACE = gated(
    r"\W*(?:(?:breast\s+)?(?:disease|lesions?|sites?|spread|involvement|cancer|tumou?rs?|deposits?)\W+)?(?:to|in|into|within|of|involving|affecting|located in)\s+"
    r"(?!(?:the\s+|any\s+)?(?:(?:other|distant|remote|elsewhere|breast|disease|cancer|past|last|patients?|women|history|time|opinion|case|order|presence|absence|setting)\b|"
    r"(?:[\w-]+\s+){0,4}(?:ct|scans?|x-?rays?|imaging|ultraso\w+|mri|pet|radiograph\w*|work-?up|examinations?|staging|screening|assessments?|evaluations?|investigations?|tests?|tomograph\w*|scintigraph\w*|sonograph\w*)\b))"
)


_KIND_OF_METASTASES = gated(
    r"\b(?:symptomatic|visceral|life-?\s?threatening|rapidly|progress\w+|progressive|uncontrolled|unstable|untreated|active|extensive|bulky|massive|more|fewer|less|greater|additional|new|lytic|"
    r"osteolytic|cystic|cutaneous|skin|nodal|lymph|node|weight-?bearing|impending|measurable|resectable|unresectable|prior|previous|concomitant|large|diffuse|multiple|parenchymal|intra-?\s?cranial|extra-?\s?\w+)\b"
)


_TREATMENT_SINCE = gated(
    r"\b(?:chemo\w*|\w*therap\w+|treat\w+|drugs?|regimens?|lines?)\s+(?:\w+\s+){0,2}?(?:after|since|following|upon)\s+(?:\w+\s+){0,3}$"
)


_LAST_NEGATION = gated(r"\b(?:no|not|without|free of|absence of|never|nor|lack of|exclu\w+ of|negative for)\b")


def denied_twice(before: str, words: str) -> bool:
    """'No locally advanced disease without ...': the denial stands within another one."""
    negations = list(_LAST_NEGATION.finditer(before))
    outer = before if _LAST_NEGATION.match(words) else before[: negations[-1].start()] if negations else ""
    return bool(DENIED_ALREADY.match(outer))


def denies_some_only(lower: str, found: Found) -> bool:
    """'No symptomatic metastases', 'no metastases to the CNS': others may be there. 'No chemotherapy after metastasis': it is."""
    after = lower[found.end :]
    near = (
        lower[found.start : found.end].removeprefix("negative for")
        + gated(r"[,;]|\b(?:on|by|at)\b").split(after[:12])[0]
    )
    if OF_SITES_OR_THERAPY.search(near) or _SOME_METASTASES.match(after):
        return True
    if _OF_A_PLACE.match(after):
        return True
    said = lower[max(0, found.start - 60) : found.end]
    negations = list(_LAST_NEGATION.finditer(said))
    if not negations:
        return False
    treated = _TREATMENT_SINCE.search(said, negations[-1].end(), len(said) - (found.end - found.start))
    return bool(treated or _KIND_OF_METASTASES.search(said, negations[-1].end()))
