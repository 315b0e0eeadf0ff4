"""Scans that may show no metastases, as a demand or as a condition."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state import meanings
from matcher.reading.state.found import within

_SCAN = r"\b(?:scans?|imaging|ct|mri|pet|x-?rays?|radiograph\w*|ultraso\w+|stud(?:y|ies)|work-?up|evaluations?|surveys?|tests?)\b[^.;:]{0,60}?"
_SHOWS = r"(?:demonstrat|show|reveal|disclos|indicat|suggest|identif|detect)\w*"
_SPREAD = r"(?:(?!brain|cns|intracranial|cerebral|liver|hepatic|bone|lung)\w+\W+){0,3}?metasta(?:s[ei]s|tic)\b"

# 'A bone scan must not demonstrate metastatic disease', 'imaging must be negative for metastases'
_MUST_BE_CLEAR = gated(
    rf"{_SCAN}\b(?:(?:must|should|may|can) ?not {_SHOWS}\W+|(?:must|should|has to|have to) be (?:negative|clear|free)\W+(?:for|of)\W+){_SPREAD}"
    rf"|^\W*(?:[\w-]+\W+){{0,6}}?(?:staging|ct|pet|imaging|work-?up)\b[^.;:]{{0,80}}?\b(?:is |are |was |were )?(?:negative|clear|free)\W+(?:for|of)\W+{_SPREAD}"
    rf"|^\W*negative (?:\w+ ){{0,2}}(?:staging|work-?up|imaging)\b[^.;:]{{0,40}}?\bfor\W+{_SPREAD}"
    rf"|\b(?:must|should|ha(?:s|ve) to) (?:have )?(?:ruled? out|exclude[ds]?)\W+{_SPREAD}"
    # 'All stages are acceptable, provided that there is no evidence of distant metastases'
    rf"|\b(?:any|all) stages?\b[^.;]{{0,60}}\b(?:provided|providing|as long as|so long as|on condition)\b[^.;]{{0,40}}\b(?:no|without)\W+(?:(?:evidence|signs?) of\W+)?(?:distant\W+)?{_SPREAD}"
    r"|\b(?:distant|systemic) metasta\w+\W+(?:must|should|ha(?:s|ve) to) (?:be|have been) (?:ruled out|excluded)"
    r"|^\W*(?:(?:distant|systemic|any)\W+)*metasta\w+\W+(?:(?:disease|is|are|has|have|been|was|were)\W+)*(?:ruled out|excluded)\W+(?:by|on|with|at|via|through|using)\b"
)

# 'Patients with raised alkaline phosphatase are eligible if the bone scan does not show metastases'
_CLEAR_TO_BE_ELIGIBLE = gated(
    rf"\b(?:eligible|included|allowed)\b[^.;:]*\b(?:if|provided|when|unless|as long as)\b[^.;:]*?{_SCAN}\b(?:(?:do|does|did) not {_SHOWS}|fails? to {_SHOWS}|(?:is|are) (?:negative|clear|free)\W+(?:for|of))\W+{_SPREAD}"
)
_OF_THE_HEAD = gated(r"\b(?:brain|cranial|head|cerebral|cns)\b")


def clear_scans(sentence: Sentence) -> Mention | None:
    """Where scans may show no metastases, even on a condition (symptoms, a raised enzyme), nobody who has some is asked for."""
    if not sentence.from_criteria or sentence.excludes or _OF_THE_HEAD.search(sentence.lower):
        return None
    told = _MUST_BE_CLEAR.search(sentence.lower) or _CLEAR_TO_BE_ELIGIBLE.search(sentence.lower)
    if told is None:
        return None
    requirement = within(meanings.CURABLE, meanings.CURABLE)
    return Mention("stage", requirement, "no metastases", *told.span(), Stance.REQUIRE, settled=True)
