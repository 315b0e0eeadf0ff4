"""The disease that a treatment was given for: of another time, or her own of now.

"Prior chemotherapy for metastatic disease"                      of that therapy, not hers of now
"About to start chemotherapy for metastatic breast cancer"       hers
"Completed treatment for stage I-III breast cancer"              the stage of her cancer"""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.exclusions import PARENTHESES, SURGERY_FOR_IT
from matcher.reading.state.found import Found
from matcher.reading.state.samples import TELLS_DIAGNOSIS

# A state named as the setting of a therapy, an event or a sample, not as that of the patient.
_SETTING_OF_THERAPY = gated(
    r"\b(?:\w*therap\w*|treat\w*|regimens?|chemo\w*|lines?|inhibitors?|agents?|drugs?|antibod(?:y|ies)|conjugates?|adcs?|vaccin\w+|interferon\w*|cytotoxics?|bisphosphonates?|received?|receiving|progress\w*|endocrine|hormon\w*|taxanes?|"
    r"anthracyclines?|trastuzumab|tamoxifen|\w+(?:taxel|platin|rubicin|citabine|relbine|bulin|epilone|phosphamide|zole|mestane|estrant|mab|nib|ciclib|parib|lisib|sertib|limus|tecan|vedotin|emtansine)|courses?|cycles?|surger\w+|radiotherapy|radiation|irradiation|administered|given|exposure|biopsy|biopsies|samples?|tissue)"
    rf"\b{TELLS_DIAGNOSIS}"
    r"(?:(?!\b(?:patients|women|subjects|participants|who|diagnos|confirmed|or ha(?:s|ve))\b|, or (?:in|of) $)[^.;:]){0,70}\b(?:for|in|of|as|from|treat\w*|against)\b(?:(?!\b(?:patients|women|subjects|participants|who|diagnos|confirmed|or ha(?:s|ve))\b)[^.;:]){0,60}$"
)

# 'About to start first-line chemotherapy for metastatic breast cancer' tells her disease of now.
_THERAPY_NOW = gated(
    r"^(?!.*\b(?:not|no|prior|previous\w*|after|completed|since|without|who (?:have|had)|history|progress\w+|fail\w*|may|unless|if)\b).*"
    r"\b(?:about to (?:start|begin|receive|undergo)|(?:start|begin|initiat)ing|to (?:start|begin|initiate|receive)|scheduled|planned|planning|candidates? for|eligible for|appropriate for|suitable for|currently (?:receiving|on|undergoing|taking)|will (?:start|begin|receive)"
    r"|^\W*(?:(?:patients?|wom[ae]n|participants?|subjects?|individuals|who|are|is|be|must|currently)\s+){0,4}(?:receiving|undergoing|taking|on)"
    # 'First-, second- or third-line treatment of metastatic breast cancer', as the whole of a point
    r"|^\W*(?:(?:in|for|as)\s+)?(?:(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th))(?:[\s-]?line)?[\s,/-]{0,3}(?:(?:or|to|and)\s+)?){1,5}(?:[- ]?line\s+)?(?:(?:systemic|palliative|standard)\s+)?(?:therapy|treatment|chemotherapy)(?=\s(?:for|of)\s))\b"
    # a comma before 'or scheduled to start it', 'for metastatic disease', or between receptors
    r"(?:[^.;,:]|,(?=\s(?:or|and|and/or|for|to|hr|er|pr|her-?2\S*|hormone|o?estrogen|triple|chemo\w*|endocrine|systemic)\b)){0,110}$"
)
_EXTENTS_TREATED_NOW = frozenset(
    {
        "metastatic",
        "advanced",
        "locally_advanced",
        "metastatic_or_recurrent",
        "stage",
        "early",
        "operable",
        "large_operable",
    }
)

# 'Starting a drug for advanced disease or as adjuvant treatment': for either.
_OR_FOR_ANOTHER_AIM = gated(
    r"\b(?:or|and|/)\b[^.;]{0,40}\b(?:neo-?adjuvant|adjuvant|early|curative|locali[sz]ed|preventi\w+)\b"
)


def _treated_for_it_now(lower: str, found: Found) -> bool:
    return bool(_THERAPY_NOW.search(lower[: found.start])) and not _OR_FOR_ANOTHER_AIM.search(lower[found.end :])


_COMPLETED = gated(r"\b(?:complet\w+|finish\w+|survivors?|surveillance)\b")

# 'Underwent surgery for stage I-III breast cancer', as a whole point
_TREATED_FOR = gated(
    r"^\W*(?:(?:patients?|wom[ae]n|participants?|subjects?|who|have|has|had|been|were|was|must|are|underwent|undergone|received|receiving|treated|surgical|curative|standard|adjuvant|cancer)\W+){0,7}"
    r"(?:surgery|mastectomy|lumpectomy|chemotherapy(?: treatment)?|radiation(?: therapy)?|radiotherapy|treatment|treated|therapy)\s+for\s+(?:an?\s+|the\s+|their\s+)?(?:primary\s+|invasive\s+|non-?metastatic\s+|early[- ])?$"
)
_PERMITTED_OR_FOR_SOME = gated(
    r"\b(?:allowed|permitted|eligible|acceptable|may|if|must have (?:completed|ended)|unless|within)\b"
)

# 'Had definitive surgery, a mastectomy or lumpectomy, for operable breast cancer (T1-3, N0-1, M0)'
_OPERATED_FOR = gated(
    r"^\W*(?:(?:patients?|wom[ae]n|participants?|subjects?|who|must|have|has)\W+){0,4}(?:had|underwent|undergone|completed)\b[^.;:]{0,180}\b(?:surgery|surgical \w+|mastectomy|lumpectomy|resection|dissection|biopsy\)?)\W+"
    r"for\s+(?:\w+\s+){0,3}breast\s+(?:cancer|carcinoma)\W+(?:[\w+-]+\W+){0,6}$"
)
_NOT_HERS_NOW = gated(r"\b(?:prior|previous\w*|other|another|recurr\w+|relaps\w+|progress\w+|metasta\w+)\b")


def _stage_of_the_treated(found: Found, lower: str) -> bool:
    """'Finished treatment for stage I-III breast cancer' tells the stage of her cancer."""
    if (found.name in TNM or found.name == "tnm_stage") and _OPERATED_FOR.match(lower[: found.start]):
        return not (_NOT_HERS_NOW.search(lower) or _PERMITTED_OR_FOR_SOME.search(lower))
    curable = found.name in ("stage", "early") and not found.wide & meanings.METASTATIC
    if not curable or _NOT_HERS_NOW.search(lower):
        return False
    if found.name == "stage" and _TREATED_FOR.match(lower[: found.start]):
        return not _PERMITTED_OR_FOR_SOME.search(lower)
    return bool(_COMPLETED.search(lower[: found.start]))


# 'Metastatic disease after one line of chemotherapy, or locally advanced disease', 'not amenable to surgery for cure, or stage III'
_THERAPY_OR = gated(
    r"\b(?:\w*therap(?:y|ies)|treatments?|regimens?|lines?),\s+or\s+(?:[a-d]\)\s*)?(?:an?\s+|with\s+|have\s+)?$"
    r"|\b(?:not\s+(?:amenable|suitable|candidates?|eligible)|unsuitable|cannot)\b[^.;,]{0,80}\b(?:cure|curative\s+(?:intent(?:ion)?|aim|purpose)),\s+or\s+$"
)
_A_DISEASE = gated(r"\b(?:disease|cancer|carcinoma|stage)")


def of_treated_disease(sentence: Sentence, found: Found) -> bool:
    """Whether an extent is that of the disease some therapy was given for, and not hers of now."""
    if found.name in ("nonmetastatic", "time_to_recurrence") or _is_hers(sentence, found):
        return False
    before = PARENTHESES.sub(" ", sentence.lower[: found.start]).replace("(", " ")
    if not _SETTING_OF_THERAPY.search(before[-140:]):
        return False
    of_now = found.name in _EXTENTS_TREATED_NOW and not sentence.excludes
    return not (of_now and _treated_for_it_now(sentence.lower, found))


# 'Breast-conserving surgery for unifocal invasive carcinoma, or for DCIS'
_OPERATION_FOR = gated(
    r"\b(?:surgery|mastectomy|lumpectomy|quadrantectomy|excision|resection|operated|operation|conservation)\s+(?:on\s+)?(?:for|of)\s+(?:(?!\b(?:and|after|before|metasta\w+)\b)[\w-]+[\s,/]+){0,7}$"
)


def _is_hers(sentence: Sentence, found: Found) -> bool:
    """Whether it is her disease though a therapy is named before it."""
    lower, before = sentence.lower, sentence.lower[: found.start]
    if sentence.excludes and found.name in meanings.RECURRENCES and SURGERY_FOR_IT.search(before):
        return True
    if not sentence.excludes and found.name in ("invasive", "in_situ") and _OPERATION_FOR.search(before):
        return not (_NOT_HERS_NOW.search(lower) or _PERMITTED_OR_FOR_SOME.search(lower))
    if lower.startswith(("with subsequent", "and subsequent"), found.start) or _stage_of_the_treated(found, lower):
        return True
    return bool(_THERAPY_OR.search(before) and _A_DISEASE.search(lower[found.start : found.end + 15]))
