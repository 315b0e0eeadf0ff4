"""Whether what a phrase says is said of the patients that the trial asks for."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.population import is_subject_of_rule
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.categories import TNM
from matcher.reading.state.denials import denies_less
from matcher.reading.state.either_kind import of_either_kind
from matcher.reading.state.exclusions import names_it_barely
from matcher.reading.state.found import Found
from matcher.reading.state.guards.gathered import ANYWHERE, IN_CRITERIA, IN_INCLUSIONS, OF_EXTENTS
from matcher.reading.state.guards.guard import any_strikes
from matcher.reading.state.history import told_as_history
from matcher.reading.state.in_titles import of_those_in_the_title
from matcher.reading.state.phases import not_a_phase_of_hers
from matcher.reading.state.samples import of_a_sample, of_a_sample_taken, of_either_tissue
from matcher.reading.state.treated_for import of_treated_disease

_EXCEPTED = gated(r"\b(?:excluding|except|other than)\s+(?:for\s+)?(?:\w+\s+)?$")
HISTORY = frozenset({"history_of_bc", "treated_before", "radiated_before", "operated_before"})

# 'Postmenopausal: amenorrhea for 12 months following chemotherapy' tells what menopause is, not when she was treated.
_OF_MENOPAUSE = gated(
    r"\b(?:amenorrh\w+|menses|menstru\w+|last period|fsh|follicle|o?estradiol|oophorectomy|ovariectomy|hysterectomy)\b"
)

# 'No locally recurrent disease that is non-invasive': only some of it is denied.
_SOME_DENIED = gated(
    r"^\W*no\b[^.;,:]{0,60}\b(?:disease|cancers?|carcinoma|recurrences?|tumou?rs?|lesions?|metastas[ie]s)\s(?:\([^()]*\)\s)?(?:that|which)\b(?! (?:is|are|can) ?not\b)"
)

# Not: 'measurable disease in the breast, defined as ...', which asks for it and tells what it is.
_DEFINED = gated(r"[^\w,]*(?:(?:disease|recurrence)[^\w,]*)?(?:(?:is|are)\s*)?defined as")


def describes_patients(sentence: Sentence, found: Found) -> bool:
    """Whether the sentence says it of the patients it asks for (or, among exclusions, shuts out)."""
    lower = sentence.lower
    if any_strikes(ANYWHERE, found, lower) or of_either_kind(sentence, found) or denies_less(sentence, found):
        return False
    if not sentence.from_criteria:
        return of_those_in_the_title(lower, found)
    if any_strikes(IN_CRITERIA, found, lower) or _excepted(lower[: found.start]):
        return False
    if not sentence.excludes and any_strikes(IN_INCLUSIONS, found, lower):
        return False
    if not sentence.excludes and not found.denied and _excluded_in_an_aside(lower, found):
        return False
    if found.name in HISTORY:
        return told_as_history(sentence, found)
    if not sentence.excludes and _SOME_DENIED.match(lower):
        return False
    if found.axis == "extent" and _of_therapy_or_sample(sentence, found):
        return False
    if found.axis == "phase" and _of_menopause_or_sample(lower, found):
        return False
    if sentence.excludes or sentence.stance is Stance.FORBID:
        return names_it_barely(sentence, found) and not _THERAPY_FOR_IT.match(lower[found.end :])
    if found.axis == "phase" and not_a_phase_of_hers(sentence, found):
        return False
    return not is_subject_of_rule(sentence.text, found.start, found.end) and not _DEFINED.match(lower[found.end :])


# 'metastatic chemotherapy is not allowed'
_THERAPY_FOR_IT = gated(
    r"(?:\s+(?:systemic|targeted|palliative|anti-?cancer))?[\s-]+(?:chemo\w*|treatments?|therap\w+|regimens?|lines?|endocrine|hormon\w+)\b"
)


def _excepted(before: str) -> bool:
    return "(" in before and bool(_EXCEPTED.search(before[-40:]))


def _excluded_in_an_aside(lower: str, found: Found) -> bool:
    """'Planned adjuvant chemotherapy (neoadjuvant chemotherapy is excluded)'"""
    opened, closed = lower.rfind("(", 0, found.end), lower.find(")", found.end)
    if opened <= lower.rfind(")", 0, found.end) or closed < 0:
        return False
    return bool(_SHUTS_OUT.search(lower, opened, closed))


_SHUTS_OUT = gated(
    r"\b(?:excluded|ineligible|not (?:be )?(?:allowed|permitted|eligible|included|enrolled|acceptable))\b"
)


def _of_therapy_or_sample(sentence: Sentence, found: Found) -> bool:
    """Whether an extent is that of the disease some therapy was given for, of a sample, or of a risk."""
    lower = sentence.lower
    if of_treated_disease(sentence, found) or of_either_tissue(lower, found):
        return True
    if any_strikes(OF_EXTENTS, found, lower):
        return True
    if found.name == "site_metastasis" and _AT_LEAST_ONE.match(lower, found.start):
        return False  # 'at least one metastasis amenable to biopsy'
    if found.name in TNM and found.denied:
        return True  # 'no evidence of T4 or N2-3 disease' is no denial of a primary tumour
    return of_a_sample(lower, found)


_AT_LEAST_ONE = gated(r"(?:at least|>=|minimum of|(?:one|1) or more)\b|>=")


def _of_menopause_or_sample(lower: str, found: Found) -> bool:
    return bool(_OF_MENOPAUSE.search(lower)) or of_a_sample_taken(lower, found)
