"""Phases of treatment that a sentence names but that are not those of the patients it asks for."""

from __future__ import annotations

import re

from matcher.reading.sentences import Sentence
from matcher.reading.state.exclusions import ASIDE_AROUND
from matcher.reading.state.found import Found
from matcher.reading.state.phrases import DENY_THEMSELVES

OTHER_MALIGNANCY = re.compile(
    r"\b(?:other|another|second|prior|previous|concurrent|non-?breast|any)\s+(?:\w+\s+){0,2}?(?:cancers?|malignan\w+|tumou?rs?)|^\W*malignanc\w+\b"
)


# 'Trastuzumab-naive, or trastuzumab in the neoadjuvant setting' tells when it was given
_NAIVE_OR = re.compile(r"\bna(?:i|\u00ef)ve\b[^.;:]{0,15}\b(?:or|except|unless)\b[^.;:]{0,60}$")


_OR_ELSE = re.compile(r"\bor\s+(?:\w+\s+){0,3}$")


_BELONGS_TO_PAST = re.compile(r"^\W*(?:progress|disease progress)")


_FINISHED = re.compile(r"[^.;]{0,40}\b(?:must|should|has to|have to) (?:be|have been) (?:finished|completed)")


_NOT_NOW = re.compile(
    r"\b(?:(?:no|not)(?! (?:more|less|later|longer|fewer|earlier|greater|exceed\w*)\b)|cannot|can't|did'?n?'t|never|nor|without|unable|ineligible|contraindicat\w+|refus\w+|declin\w+)\b[^.;,]{0,50}$"
)


_ANY_TIME = re.compile(
    r"\b(?:receiving|undergoing|received|completed|planned|planning|have had|before|prior to)\b[^.;]{0,60}\bor\b[^.;]{0,30}\b(?:receiving|undergoing|received|completed|planned|planning|scheduled|finished|after|following)\b"
)


_BEFORE_AND_AFTER = re.compile(r"\bpre-?(?:operative\w*)?\s*(?:and|/|&)\s*post|\bbefore (?:and|or|/) after\b")


_OF_SAFETY = re.compile(
    r"\b(?:contracepti\w+|pregnan\w+|childbearing|anesthe\w+|birth control|sterile|condoms?|study (?:drug|treatment|medication|intervention)|toxicit\w+|half-li\w+|wash-?out)\b"
)


# 'in the adjuvant setting' after words of history is the setting of an earlier therapy.
_EARLIER = re.compile(
    r"\b(?:progress\w+|recurr\w+|relaps\w+|prior|previous\w*|received|allowed|permitted|since|exposure|exposed|na[i\u00ef]ve|fail\w+|given|refractory|resistan\w+)\b"
)


_RELAPSED = re.compile(r"\b(?:relaps\w*|recurred|recurrence|progress\w+|metasta\w+)\b")


_OF_A_VISIT = re.compile(
    r"\b(?:scans?|imaging|assessments?|questionnaires?|visits?|follow-?up|samples?|men should|agree)\b"
)


_WASHOUT = re.compile(r"\b(?:prior|previous|last)\b")


# 'Completed radiation at least 7 days before the first dose' parts treatments and ends none.
_DAYS_BEFORE = re.compile(
    r"\b(?:\d{1,2}|seven|ten|fourteen) days?\b|\b(?:weeks?)\W+(?:prior to|before|from)\W+(?:\w+\W+){0,3}?(?:first dose|(?:study|protocol|trial|investigational) (?:drug|treatment|therapy|product|medication))"
)


# 'for which treatment with tamoxifen is planned'
_NOT_YET_RUNNING = re.compile(
    r"[^.;,]{0,50}\b(?:is|are|was|were|has been|have been)\s(?:being\s)?(?:retained|planned|indicated|proposed|intended|considered|recommended|decided|foreseen|scheduled|appropriate)\b"
)


# 'Premenopausal women must receive an LHRH agonist' asks nothing of the others.
_OF_ONE_GROUP = re.compile(
    r"\W*(?:(?:pre|peri)-?\s?menopausal|male|men)\b[^.;,]{0,50}\b(?:must|should|need to|are required|will (?:need|receive))\b"
)


# 'A history of breast cancer treated with curative intent' may have come back.
_HISTORY_OF_BREAST = re.compile(r"\bhistory of (?:\w+ ){0,3}(?:breast|cancer)")


_STAGED = re.compile(r"\bstages?\b|\bsurviv|disease-?\s?free|\bearly\b|non-?\s?metast")


# 'Patients treated with adjuvant taxanes must be 12 months past them' asks nothing of the others.
_OF_THE_TREATED = re.compile(
    r"^\W*(?:for\W+)?(?:any\W+)?(?:patients?|women|subjects?|participants?|those|if)\W+(?:(?:who|that)\W+)?(?:(?:have|had|has|were|been|previously|with prior|with previous|with a history of|are)\W+){0,3}"
    r"(?:received|receiving|treated|underwent|undergone|prior|previous|(?:neo-?)?adjuvant|on adjuvant)\b[^.;]{3,110}\b(?:must|should|need to|will need|are required|has to|have to)\b"
)


_RULE_ABOUT_SOME = re.compile(
    r"^\W*(?:patients?|women|subjects?|participants?|those)\b[^,.;]{3,90}\b(?:must|should|need to|will need)\b"
)


# 'May be taking ...', 'within two months for patients who receive ...': permitted, or true of some only.
_PERMITTED_PHASE = re.compile(r"\b(?:may|might|can|could)\s+(?:also\s+|still\s+)?(?:be|have|either)\b[^.;,]{0,25}$")


_OF_SOME = re.compile(
    r"\w\W+(?:\w+\W+){2,}(?:for|in|among) (?:the |those |any )?(?:patients?|women|subjects?|participants?|those|persons?|cases)\W+(?:who|that|not|receiving|undergoing|treated|with prior|having)\b[^.;:]{0,80}$"
)


_MIGHT_HAVE = re.compile(r"\b(?:may|might|can|could) (?:also )?have\b")


_REMOVED = re.compile(r"\b(?:remov\w+|excis\w+|resect\w+)\b[^.;]{0,25}$")


_PLANNED = re.compile(r"\b(?:planned|scheduled|to receive|will receive|intended|candidates?)\b[^.;]{0,60}$")


_SHOULD_IN_ASIDE = re.compile(r"\([^()]*\b(?:should|may|can|could|would)\b[^()]*$")


_IN_SOME = re.compile(
    r"[^.;:]{0,70}\b(?:in|for|among|if) (?:the |those |any )?(?:patients?|women|subjects?|participants?|those) (?:who|that|receiv\w+|treated|with)\b"
)


_FIT_FOR = re.compile(
    r"\b(?:adequate|sufficient|acceptable|fit|able|ability|suitable health)\b[^.;,]{0,20}\b(?:for|to)\b[^.;,]{0,40}$"
)


def not_a_phase_of_hers(sentence: Sentence, found: Found) -> bool:
    """Denied phases, other cancers' treatment, alternatives in time."""
    lower, before = sentence.lower, sentence.lower[: found.start]
    if _PERMITTED_PHASE.search(before) or _OF_SOME.search(before) or _FIT_FOR.search(before):
        return True
    if found.name == "residual_after_neoadjuvant" and _MIGHT_HAVE.search(before):
        return True
    if found.name == "tumour_in_place" and _REMOVED.search(before):
        return True
    if found.name == "adjuvant_due" and _SHOULD_IN_ASIDE.search(before):
        return True
    if found.name == "under_chemotherapy" and _PLANNED.search(before):
        return True
    if found.name == "residual_after_neoadjuvant" and _IN_SOME.match(lower[found.end :]):
        return True
    if found.name in ("adjuvant_due", "neoadjuvant_due") and "setting" in lower[found.start : found.end]:
        if _EARLIER.search(before) or _NAIVE_OR.search(before):
            return True
    if found.name == "treated_curatively" and _HISTORY_OF_BREAST.search(before) and not _STAGED.search(lower):
        return True
    if found.name in ("treatment_completed", "treated_curatively", "had_neoadjuvant") and (
        _RELAPSED.search(lower) or _OF_A_VISIT.search(before)
    ):
        return True
    aside = ASIDE_AROUND.search(before)
    if aside is not None and re.search(
        r"excluded|not (?:allowed|eligible|permitted)", lower[found.start : found.start + 90]
    ):
        return True
    if found.name == "treatment_completed" and (
        _WASHOUT.search(lower[found.start : found.end]) or _DAYS_BEFORE.search(lower[found.start : found.end + 40])
    ):
        return True
    if found.name == "adjuvant_running" and _NOT_YET_RUNNING.match(lower[found.end :]):
        return True
    if _OF_ONE_GROUP.match(lower) or _OF_THE_TREATED.match(lower):
        return True
    rule = _RULE_ABOUT_SOME.match(lower)
    if rule is not None and found.start < rule.end() and found.name in ("adjuvant_running", "under_chemotherapy"):
        return True
    if found.name.endswith("_due") and _FINISHED.match(lower[found.end :]):
        return True
    if found.denied or _BELONGS_TO_PAST.match(lower[found.end :]):
        return True
    safety = _OF_SAFETY.search(lower)
    if safety is not None and not (found.name == "surgery_due" and safety.group().startswith("anesthe")):
        return True
    if found.name != "no_evidence_of_disease" and OTHER_MALIGNANCY.search(lower) and "breast" not in lower:
        return True
    if found.name not in DENY_THEMSELVES and _NOT_NOW.search(before[-80:]):
        return True
    if found.name == "treatment_completed" and "neoadjuvant" in lower and not _OR_ELSE.search(before):
        return True
    return bool(_ANY_TIME.search(lower) or _BEFORE_AND_AFTER.search(lower))
