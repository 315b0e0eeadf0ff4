"""What a sentence as a whole does with the patients it describes: asks for them, shuts them out, lets them in."""

from __future__ import annotations

import re
from enum import Enum

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked


class Stance(Enum):
    """What a sentence does with the patients it describes."""

    REQUIRE = "require"
    FORBID = "forbid"
    ALLOW = "allow"


def stance_told(text: str, *, excludes: bool) -> Stance:
    """What a sentence of an exclusion, or of any other text, does by its own words, else by its section."""
    if _PAST_POSSIBLE.match(text) or _QUOTA.match(text):
        return Stance.ALLOW
    if not excludes and _tells_who_is_wanted(text):
        return Stance.REQUIRE
    told = _of_the_sentence_itself(text)
    if _FORBIDS.search(told) and not _NOT_EXCLUDED.search(told):
        return Stance.FORBID
    allows = _ALLOWS.search(told)
    if allows and (_TOO.search(told) or not _DEMANDS.search(told)):
        return Stance.ALLOW
    if excludes and (_HOWEVER_MUST.match(told) or (allows and _lets_in_on_a_condition(told, allows))):
        return Stance.ALLOW
    return Stance.FORBID if excludes else Stance.REQUIRE


def _tells_who_is_wanted(text: str) -> bool:
    population = _POPULATION.search(text)
    of_the_disease = population is not None and _DISEASE.search(population["whom"]) is not None
    return of_the_disease or _TUMOURS_WANTED.match(text) is not None


def _of_the_sentence_itself(text: str) -> str:
    """Without asides, which rule nobody in or out, unless the whole stands in parentheses; without what describes people or
    is said of an exception."""
    told = blanked(ASIDES, text)
    told = told if told.strip(" .,;:") else text
    return blanked(_EXCEPT_WHAT_IS_ALLOWED, blanked(_WHO_ARE, told))


def _lets_in_on_a_condition(told: str, allows: re.Match[str]) -> bool:
    """Below exclusions, 'prior breast cancer is allowed; however, the last biopsy must be ...'"""
    return _DISEASE.search(told, 0, allows.start()) is not None and _HOWEVER.match(told, allows.end()) is not None


# 'Prior chemotherapy is possible' is a permission; 'surgery is possible' is not.
_PAST_POSSIBLE = gated(
    r"^\W*(?:(?:an?|any|the|one|at most|up to|only)\W+){0,3}(?:prior|previous|earlier|former|preceding|concurrent|concomitant)\b[^.;]{0,120}\bpossible\W*$",
    re.I,
)
# 'Approximately 50 % of patients must have a mutation' is a quota of the trial, no demand on her.
_QUOTA = gated(
    r"^\W*(?:(?:approximately|about|around|roughly|at least|at most|up to|no more than|not more than|(?:an?\s+)?(?:minimum|maximum)\s+of)\s+|~\s*)?"
    r"\d{1,3}\s?%\s+of\s+(?:the\s+|all\s+)?(?:\w+\s+){0,2}?(?:patients|participants|subjects|women)\b",
    re.I,
)
# 'Not eligible for surgery' describes the disease; 'not eligible for the study', 'not eligible to enrol' rules somebody out.
_FOR_ANYTHING_BUT_THE_TRIAL = (
    r"(?:for|to)\b(?!\s+(?:(?:the|this|our|any|a|present|current|clinical|further)\s+)*(?:stud(?:y|ies)|trials?|protocols?|enrol\w*|inclusion|includ\w+|participat\w*"
    r"|entry|enter|join|take part|registration|register|randomi[sz]\w*|screening|be\b|cohorts?|arms?|parts?\b|phase|steps?\b|this\b))"
)
_FORBIDS = gated(
    rf"\b(?:(?:are|is|will be|must be|should be|were|be)\s+(?:also\s+)?(?:excluded|(?:ineligible|not\s+(?:be\s+)?(?:eligible|candidates))\b(?!\s+{_FOR_ANYTHING_BUT_THE_TRIAL})|not\s+(?:be\s+)?"
    r"(?:allowed|permitted|enrolled|included|acceptable|accepted))"
    rf"|(?:will|can|may|must|should)\s*not\s+(?:be\s+)?(?:eligible\b(?!\s+{_FOR_ANYTHING_BUT_THE_TRIAL})|enrolled|included|allowed|permitted|participate|take part|join|enter)"
    rf"|(?:is|are)\s+(?:strictly\s+)?(?:prohibited|disallowed|forbidden)|(?:is|are|constitutes?)\s+(?:an?\s+)?(?:reasons? for exclusion|exclusion(?: criteri(?:on|a))?\b(?!\s+(?:if|only|unless)))|not\s+(?:permitted|allowed|eligible\b(?!\s+{_FOR_ANYTHING_BUT_THE_TRIAL}))|ineligible(?! (?:for|to)\b)|excluded|(?:we|will) exclude|we (?:do not|don['\u2019]t|will not|cannot) (?:include|enrol\w*|accept|admit))\b|^\W*exclude\b",
    re.I,
)
# 'Patients do not need to have measurable disease': nobody is asked for it.
NOT_OBLIGED = (
    r"(?:need\s+not|do(?:es)?\s+not\s+(?:need|have)\s+to|do(?:es)?\s+not\s+(?:require|need)\s+(?:an?\s+|any\s+)?(?=prior|previous|earlier)"
    r"|(?:is|are)\s+not\s+(?:required|obliged|needed)\s+to|not\s+necessary\s+to)"
)
_ALLOWS = gated(
    r"\b(?:(?:are|is|will be|may be|can be|be|were|remain|still|considered|also)\s+(?:also\s+|still\s+|all\s+)?(?:eligible|allowed|"
    r"permitted|acceptable|allowable|permissible|enrolled|included|accepted)|allowed|permitted|(?<!no )(?<!no longer any )acceptable|"
    r"permissible|(?<!not )(?<!not be )accepted(?=\W*$)|(?<!who )(?<!that )(?:is|are) admitted(?=\W*$)|(?:may|can) (?:also )?(?:be considered for (?:enrol\w+|inclusion|participation|the (?:study|trial))|enroll?|participate|take part|join|have (?:had|received)|enter|be (?:eligible|enrolled|included|recruited|accepted))"
    r"|(?<!who )(?<!that )(?<!which )(?:may|can) (?:also |still )?(?:continue|remain on|stay on|keep (?:on|taking|receiving)|be continued)"  # 'may remain on tamoxifen'
    r"|(?:may|can|could) be (?:omitted|skipped|waived|spared|forgone|dispensed with)"
    r"|(?:is|are) (?:fine|welcome|unproblematic|no (?:obstacle|hindrance|barrier|impediment)|not an? (?:obstacle|hindrance|barrier|impediment))"
    rf"|(?:not|no) (?:a )?(?:requirement|required|need(?:ed)?|necessary|mandatory)|not\s+(?:be\s+)?(?:an?\s+)?exclu\w+|(?:not?|not an?)\s+(?:reason|grounds?)\s+(?:for|to)\s+exclu\w+|{NOT_OBLIGED}|(?:do|does|shall|will)\s+not\s+(?:preclude|count\b|be counted)|(?:this|that|which)\s+(?:do|does|shall)\s+not\s+apply\s+to|(?:^\W*|;\s*)nor\s+(?:do|does)\b|(?:is|are|be)\s+(?:exempt(?:ed)?|disregarded)|eligible(?! (?:for|to|patients?|participants?|subjects?|individuals|women)\b))\b",
    re.I,
)
# 'Women with breast cancer are eligible for this study' states who is wanted, 'patients on tamoxifen are eligible' not.
_POPULATION = gated(
    r"^\W*(?:\w+\s+){0,3}(?:women|patients|men|females?|subjects|participants)\b(?P<whom>(?!\s+(?:who\s+(?:are|have been)\s+)?(?:currently|already|previously|also|still|on|taking|receiving)\b)[^.;]*)\b(?:are|is) eligible for (?:the|this|enrol\w+)",
    re.I,
)
_DISEASE = gated(r"cancer|carcinoma|tumou?r|malignan|neoplas|\b(?:disease|dcis|tnbc|m?bc)\b", re.I)
ASIDES = gated(r"\([^()]*\)|\[[^][]*\]")
# 'women ... who are eligible for endocrine therapy' describes them, 'all therapies for which she is eligible' the therapies.
_WHO_ARE = gated(
    r"\b(?:who|that|which)\s(?:are|is|were|was)\s(?:not\s)?(?:in)?eligible\s(?:for|to)\b(?! (?:the|this|enrol))"
    # 'has a BRCA mutation and is eligible for olaparib'
    r"|\band\s(?:is|are|was|were)\s(?:also\s)?(?:not\s)?(?:in)?eligible\s(?:for|to)\b(?! (?:the|this|enrol\w*|participat\w*|inclusion|entry|enter|join|take|be)\b)"
    r"|\b(?:for|to)\swhich\s(?:(?:the|a|an|each)\s)?(?:patients?|participants?|subjects?|individuals?|women|she|he|they)\s(?:are|is|were|was|may\sbe|would\sbe)\s(?:not\s)?(?:otherwise\s)?(?:in)?eligible\b"
    r"|\btherap(?:y|ies)\s(?:(?:the|a)\s)?(?:patients?|participants?|subjects?|she|he|they)\s(?:are|is|were|was)\s(?:in)?eligible\sfor\b",
    re.I,
)
# 'Earlier mTOR inhibitors, except everolimus, which is allowed': the rest is not.
_EXCEPT_WHAT_IS_ALLOWED = gated(
    r"\b(?:except(?:ing|ions?)?|other than|apart from|aside from)\s[^.;:]{2,90}?,?\s(?:that|which)\s(?:is|are|remains?)\s(?:also\s|still\s)?(?:allowed|permitted|acceptable|allowable|permissible)\W*$"
    # '..., except in the ovarian cohort, where it is allowed'
    r"|\b(?:except(?:ing|ions?)?|unless)\s[^.;:]{2,90}?,?\s(?:where|in\swhich|in\swhom|for\swhom)\s[^.;:]{1,60}?\s(?:is|are)\s(?:also\s|still\s)?(?:allowed|permitted|acceptable|allowable|permissible)\b[^.;:]{0,60}$",
    re.I,
)
_TOO = gated(r"\b(?:eligible|allowed|permitted|included|accepted)\b[^.;]{0,10}\b(?:too|as well)\b|\balso\b", re.I)
# 'Tumour types eligible are: ...' tells the tumours that are wanted.
_TUMOURS_WANTED = gated(
    r"^\W*(?:the\s+)?(?:eligible\s+(?:tumou?rs?|cancers?|malignanc\w+|disease)(?:\s+types?)?(?:\s+(?:are|is)\b|\s*:)|(?:tumou?r|cancer)\s+types?\s+(?:that\s+are\s+)?eligible(?:\s+(?:are|is)\b|\s*:))",
    re.I,
)
# '... is allowed. However, it must be stable': of those whom the sentence before lets in
_HOWEVER_MUST = gated(r"\W*(?:however|but|nevertheless)\b[^.;]{0,60}\bmust\b(?!\s+not\b)", re.I)
_HOWEVER = gated(r"\W+(?:however|but|though|although|provided)\b(?![^.;]*\bonly\b)", re.I)
_NOT_EXCLUDED = gated(r"\bnot\s+(?:be\s+)?excluded\b", re.I)
_DEMANDS = gated(r"\b(?:must|only|have to)\b", re.I)
