"""Phrases of a title that tell of what may come, of the time before, or of another operation, not of its patients now."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.found import Found

# 'Prevention of locoregional recurrence', 'detection of metastatic disease' in a title: what may come, or be found.
_AWAITED = gated(
    r"\b(?:prevent\w*|risks?|reduc\w+|delay\w*|predict\w*|detect\w*|surveillance|monitor\w*|incidence|fears?|worr(?:y|ies)|anxiety|concerns?)\W+(?:(?:for|about|over)\W+)?(?:(?!(?:in|with|among|for|patients?|women)\b)\w+\W+){0,4}$"
)
_AWAITED_AFTER = gated(r"\W*(?:prevention|prophylaxis|risk|prediction|surveillance|detection)\b")
_AN_EVENT = gated(r"\b(?:recurrences?|relapses?|metastas[ei]s|metastatic)\b")

# 'Anesthesia and breast cancer recurrence', 'worry about recurrence', 'markers of relapse' in a title: an event that may come;
# 'treatment of breast cancer recurrence', 'patients with isolated local recurrence' are about those who have it.
_COME_BACK = frozenset({"recurrent", "metastatic_or_recurrent"})
_THAT_CAME_BACK = gated(r"\b(?:recurrent|relapsed|relapsing|recurred|has come back)\b")
_RETURN = gated(r"\b(?:recurrences?|relapses?)\b")
_WHO_HAVE_IT = gated(
    r"\b(?:with|having|treat(?:ment|ing|ed)?|manag\w+|surgery|resection|salvage|re-?irradiation|radiotherapy|therapy|ablation|diagnosed|suspected|confirmed|isolated|first|second|local\w*|loco-?\s?region\w*|regional|ipsilateral|chest[- ]wall|in-breast|distant|solitary|oligo\w*)\W+"
    r"(?:(?:for|of|at|after|in|an?|the|breast|cancer|carcinoma|local|or|and|their|first|distant|tumou?r)\W+){0,5}$"
)


def _awaited(lower: str, found: Found) -> bool:
    if not (found.sure & meanings.METASTATIC or found.name in meanings.RECURRENCES):
        return False
    if not _AN_EVENT.search(lower[found.start : found.end]):
        return False
    words = lower[found.start : found.end]
    if found.name in _COME_BACK and not _THAT_CAME_BACK.search(words) and _RETURN.search(words):
        return not _WHO_HAVE_IT.search(f"{lower[: found.start]}{_RETURN.split(words)[0]}")
    return bool(_AWAITED.search(lower[: found.start]) or _AWAITED_AFTER.match(lower[found.end :]))


# 'Delayed reconstruction after mastectomy' is for those who were operated, an immediate one part of the operation.
_RECONSTRUCTION = gated(r"\breconstruct\w*\W+(?:\w+\W+){0,3}$")
_DELAYED = gated(r"\b(?:delayed|secondary)\b")
_AFTER_MASTECTOMY = gated(r"\W*(?:\w+\W+){0,2}(?:after|following|post)\W*(?:\w+\W+){0,2}mastectom")


def _other_time_of_reconstruction(lower: str, found: Found) -> bool:
    if found.name == "operated":
        return bool(_RECONSTRUCTION.search(lower[: found.start])) and not _DELAYED.search(lower[: found.start])
    if found.name != "surgery_title" or "reconstruct" not in lower[found.start : found.end]:
        return False
    if "immediate" in lower[: found.end]:
        return False
    return bool(_DELAYED.search(lower[: found.start]) or _AFTER_MASTECTOMY.match(lower[found.end :]))


# '... previously treated with conservative surgery and whole breast irradiation' in a title
_EARLIER_TREATED = gated(r"\b(?:previous(?:ly)?|prior|earlier|history of)\b[^,;:]*$")

# 'Effect of anaesthesia on recurrence after breast cancer surgery': what may come of an operation that is still to come
_OUTCOME_OF_SURGERY = gated(
    r"\b(?:effects?|impact|influence|prevent\w*|reduc\w+|prophyla\w+)\b[^.;:]{0,80}\b(?:recurrence|relapse|survival|metastas[ei]s|nausea(?: and vomiting)?|delirium|seromas?)\W+$"
)
_BEFORE_SURGERY = gated(r"\b(?:pre-?\s?operative\w*|neo-?\s?adjuvant\w*|pre-?surgical)\W+(?:[\w-]+\W+){0,4}$")
# 'Register of breast cancer, oligometastatic disease included', 'breast cancer, including metastatic disease'
_INCLUDED_TOO = gated(
    r"(?:\W+(?:disease|breast|cancers?|patients?|stages?))*\W+(?:is\W+|are\W+)?(?:also\W+)?included\b"
)
_INCLUDING = gated(r"\bbreast\b[^.;:]*\bincluding\W+(?:(?:those|patients?|with)\W+){0,3}$")


def _included_too(lower: str, found: Found) -> bool:
    if found.axis != "extent" or found.wide & ~meanings.METASTATIC:
        return False
    return bool(_INCLUDED_TOO.match(lower, found.end) or _INCLUDING.search(lower, 0, found.start))


# 'Survivors of breast cancer or women at raised risk', 'breast cancer survivors and BRCA carriers': survivors are some of them
_OR_AT_RISK = gated(
    r"(?:\s+of\s+(?:breast\s+)?cancer)?\s*(?:,\s*)?(?:and/or|and|or|&|/)\s*(?:(?!\b(?:of|for|in|after|their)\b)\w+\s+){0,3}?(?:(?:at|with)\s+(?:an?\s+)?(?:(?:high|higher|increased|raised|elevated|hereditary|genetic|greater)\s+)?risk\b|(?:high|higher|increased|raised|elevated)-?\s?risk\s+(?:women|individuals|persons|people|participants)\b|previvors?\b|(?:(?:gene|mutation|brca\d?(?:/2)?)\s+)+carriers?\b)"
)
ADJUVANT_TITLES = frozenset({"adjuvant_title", "adjuvant_aim_title"})


def of_those_in_the_title(lower: str, found: Found) -> bool:
    before = lower[: found.start]
    if found.name.endswith("_title") and _EARLIER_TREATED.search(before):
        return False
    if found.name == "operated" and _EARLIER_TREATED.search(lower[found.start : found.end]):
        return False
    if found.name == "operated" and _OUTCOME_OF_SURGERY.search(before):
        return False
    if found.name in ADJUVANT_TITLES and _BEFORE_SURGERY.search(before):
        return False
    if _included_too(lower, found) or (found.name == "survivor" and _OR_AT_RISK.match(lower, found.end)):
        return False
    return not _awaited(lower, found) and not _other_time_of_reconstruction(lower, found)
