"""Phases of treatment that a sentence names but that are not those of the patients it asks for."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.exclusions import ASIDE_AROUND
from matcher.reading.state.found import Found
from matcher.reading.state.guards.gathered import OF_PHASES
from matcher.reading.state.guards.guard import any_strikes
from matcher.reading.state.whether_denied import DENY_THEMSELVES

OTHER_MALIGNANCY = gated(
    r"\b(?:other|another|second|prior|previous|concurrent|non-?breast|any)\s+(?:\w+\s+){0,2}?(?:cancers?|malignan\w+|tumou?rs?)|^\W*malignanc\w+\b"
)

# 'Receiving immunotherapy for any type of cancer'
_OF_ANY_KIND = gated(
    r"\b(?:for|of|with|against)\s+any\s+(?:(?:types?|kinds?|sites?|forms?|stages?)\s+of\s+)?(?:solid\s+)?(?:cancers?|tumou?rs?|malignan\w+)\b"
)


# 'Trastuzumab-naive, or trastuzumab in the neoadjuvant setting' tells when it was given
_NAIVE_OR = gated(r"\bna(?:i|\u00ef)ve\b[^.;:]{0,15}\b(?:or|except|unless)\b[^.;:]{0,60}$")


_OR_ELSE = gated(r"\bor\s+(?:\w+\s+){0,3}$")


# 'All planned chemotherapy completed', 'radiotherapy, if planned, must be finished'
_FINISHED = gated(
    r"[^.;]{0,40}(?:\b(?:must|should|has to|have to) (?:be|have been)|(?<!will be)(?<!to be)(?<!not)(?<!not yet)) (?:finished|completed|ended|concluded)\b"
)


_NOT_NOW = gated(
    r"\b(?:(?:no|not)(?! (?:more|less|later|longer|fewer|earlier|greater|exceed\w*)\b)|cannot|can't|did'?n?'t|never|nor|without|unable|ineligible|contraindicat\w+|refus\w+|declin\w+)\b(?:(?!\bwho\b)[^.;,]){0,50}$"
)


# 'Not (yet) in complete remission', 'never rendered disease-free'
_NOT_FREE = gated(
    r"\b(?:not|never|cannot)\s+(?:(?:yet|be|been|currently|rendered|made|considered|an?|the|first|clinically)\s+){0,4}$"
)


_OF_SAFETY = gated(
    r"\b(?:contracepti\w+|pregnan\w+|childbearing|anesthe\w+|birth control|barrier methods?|abstinence|abstain\w*|sexually|sterile|condoms?|study (?:drug|treatment|medication|intervention)|toxicit\w+|half-li\w+|wash-?out)\b"
)


# 'in the adjuvant setting' after words of history is the setting of an earlier therapy.
_EARLIER = gated(
    r"\b(?:progress\w+|recurr\w+|relaps\w+|prior|previous\w*|received|allowed|permitted|since|(?:have|has|having) had|exposure|exposed|na[i\u00ef]ve|fail\w+|given|refractory|resistan\w+)\b"
)


# 'Completed radiation at least 7 days before the first dose' parts treatments and ends none.
_DAYS_BEFORE = gated(
    r"\b(?:[1-5]?\d|seven|ten|fourteen) days?\b|\b(?:weeks?)\W+(?:prior to|before|from)\W+(?:\w+\W+){0,3}?(?:first dose|(?:study|protocol|trial|investigational) (?:drug|treatment|therapy|product|medication))"
)


# 'A history of breast cancer treated with curative intent' may have come back.
_HISTORY_OF_BREAST = gated(r"\bhistory of (?:\w+ ){0,3}(?:breast|cancer)")


_STAGED = gated(r"\bstages?\b|\bsurviv|disease-?\s?free|\bearly\b|non-?\s?metast")


# 'Patients on chemotherapy must be two weeks past ...', 'furthermore, those on hormones may have them given as well'
_RULE_ABOUT_SOME = gated(
    r"^\W*(?:(?:furthermore|moreover|additionally|in addition|also|however|besides)\W+)?(?:patients?|women|subjects?|participants?|those)\b[^,.;]{3,90}\b(?:must|should|need to|will need|(?P<allowed>may|can|could|might)(?! (?:also |still )?(?:be (?:includ|enrol|eligible|recruit|accept|consider)|participat|enrol|enter|join|take part)))\b"
)


_RULED_ON = gated(
    r"excluded|not (?:allowed|eligible|permitted)|\b(?:can|may) (?:also )?be included|\b(?:is|are) (?:also )?(?:allowed|eligible|permitted|acceptable|accepted|possible|ok(?:ay)?|fine|no exclusion)"
)


def not_a_phase_of_hers(sentence: Sentence, found: Found) -> bool:
    """Denied phases, other cancers' treatment, alternatives in time."""
    lower = sentence.lower
    if found.denied or any_strikes(OF_PHASES, found, lower):
        return True
    if found.name not in DENY_THEMSELVES and _NOT_NOW.search(lower[: found.start][-80:]):
        return True
    if found.name == "no_evidence_of_disease" and _NOT_FREE.search(lower[: found.start]):
        return True
    if (
        found.name not in ("no_evidence_of_disease", "no_recurrence")
        and OTHER_MALIGNANCY.search(_OF_ANY_KIND.sub(" ", lower))
        and "breast" not in lower
    ):
        return True
    return (
        _washout_below_a_heading(sentence, found)
        or _of_an_earlier_therapy(lower, found)
        or _ruled_on_in_an_aside(lower, found)
        or _rule_about_some(lower, found)
        or _matter_of_safety(lower, found)
    )


# 'Chemotherapy: At least 6 months since adjuvant chemotherapy' in the older records: of those who have had some.
_THERAPY_HEADING = gated(
    r"\W*(?:prior\W+(?:and )?concurrent therapy|chemotherapy|radiotherapy|endocrine therapy|biologic(?:al)? therapy|other)\W*$",
    re.I,
)
_SO_LONG_SINCE = gated(
    r"\W*(?:at least|more than|over|greater than|minimum of|>=?|\u2265)\W*\w+ (?:weeks?|months?|years?) (?:since|after|from)\b(?! (?:the )?(?:complet|end\b))"
)


def _washout_below_a_heading(sentence: Sentence, found: Found) -> bool:
    if found.name != "treatment_completed" or sentence.item is None or not _SO_LONG_SINCE.match(sentence.lower):
        return False
    return any(_THERAPY_HEADING.match(above.text) for above in sentence.item.ancestors())


_BEFORE_SURGERY = gated(r"\bneo-?\s?adjuvant|\bpre-?\s?operative")


def _of_an_earlier_therapy(lower: str, found: Found) -> bool:
    """'Progression in the adjuvant setting', 'completed neoadjuvant therapy', a history of cancer treated for cure."""
    before, words = lower[: found.start], lower[found.start : found.end]
    if found.name in ("adjuvant_due", "neoadjuvant_due") and "setting" in words:
        return bool(_EARLIER.search(before) or _NAIVE_OR.search(before))
    if found.name == "treated_curatively":
        return bool(_HISTORY_OF_BREAST.search(before)) and not _STAGED.search(lower)
    if found.name == "treatment_completed":
        beside_surgery = bool(_BEFORE_SURGERY.search(lower)) and not _OR_ELSE.search(before)
        return beside_surgery or bool(_DAYS_BEFORE.search(lower[found.start : found.end + 40]))
    return False


def _ruled_on_in_an_aside(lower: str, found: Found) -> bool:
    aside = ASIDE_AROUND.search(lower[: found.start])
    return aside is not None and bool(_RULED_ON.search(lower[found.start : found.start + 90]))


# 'If ER-positive, adjuvant endocrine therapy should be considered': what is to be done with some of the patients
_OF_A_CASE = gated(r"\W*(?:if|in\s+case|when|where|for|in\s+(?:patients|women|those|er|her2|hr))\b")
_TO_BE_GIVEN = gated(
    r"[^.;,]{0,90}?\b(?:(?:should|may|can|could|will|must|shall)\s+(?:then\s+|also\s+)?be\s+(?:considered|given|added|offered|administered|started|used|discussed)"
    r"|(?:is|are)\s+(?:strongly\s+)?(?:recommended|advised|suggested|encouraged|advisable))\b"
)


def _rule_about_some(lower: str, found: Found) -> bool:
    if _OF_A_CASE.match(lower) and _TO_BE_GIVEN.match(lower, found.start):
        return True
    if found.name.endswith("_due") and _FINISHED.match(lower[found.end :]):
        return True
    rule = _RULE_ABOUT_SOME.match(lower)
    if rule is None or found.name not in ("adjuvant_running", "under_chemotherapy"):
        return False
    return found.start < rule.end() or rule["allowed"] is not None


def _matter_of_safety(lower: str, found: Found) -> bool:
    safety = _OF_SAFETY.search(lower)
    return safety is not None and not (found.name == "surgery_due" and safety.group().startswith("anesthe"))
