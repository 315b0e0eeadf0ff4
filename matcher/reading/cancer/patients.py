"""Whether a record wants people who have, or had, breast cancer. One that takes patients and others takes patients.

"Women with stage II breast cancer", "scheduled for mastectomy"       patients
"Women at increased risk of developing breast cancer"                 at risk
"First-degree relative of a woman with breast cancer"                 relatives
"""

from __future__ import annotations

import re
from functools import lru_cache

from data.trial import Trial
from matcher.reading.cancer.others import is_professional
from matcher.reading.cancer.own_disease import CANCER, EXCEPTION, OF_BREAST, denied, without_asides
from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.whole_record import TITLES, inclusions, lines_of_sources

# Words that only somebody who has, or had, a cancer can meet.
_OF_PATIENTS = gated(
    rf"\b{CANCER}\b|\bDCIS\b|\b(?:[aem]|la)?TNBC\b|\b(?:[aem]|la)?BC\b|\bPARP\b|\bcheckpoint\b|\bPD-?\(?L?\)?-?1\b|\bHER-?2\b|\bmetasta\w+|\boncolog\w+|\bsurvivors?\b|\bchemotherap\w*|\bradio-?(?:therap|chemo)\w*|\bradiation\s+therapy|\birradiat\w+|"
    r"\bmastectom\w+|\blumpectom\w+|\b(?:neo-?)?adjuvant|\bmalignan\w+|\btumor\b|\bcarcino\w+|\bstage\s+(?:I|II|III|IV)[ABC]?\b|\b(?:estrogen|oestrogen|hormone|progesterone)[\s-]+receptors?|\bER(?:\s?\+|[- ]positive)|"
    r"\btrastuzumab|\baromatase\s+inhibitors?|\bCDK\s?-?4|\bendocrine\s+(?:therap|treat)\w+|\bimmunotherap\w+|\banthracyclin\w*|\btaxanes?\b|\banti-?(?:cancer|neoplastic)\s|\bantineoplastic|\bBI-?RADS\W{0,12}(?:category|score|class\w*)?\W{0,3}(?:4|5|6|IV|V)|\bsentinel|\baxillary\s+(?:dissection|surgery|lymph)|\blymph-?o?edema|\bbreast[- ](?:conserv\w+|surgery|reconstruct\w+|irradiation|radiotherapy)|(?<!prior )(?<!previous )(?<!past )(?<!benign )(?<!number of )\bbreast\s+(?:biops\w+|lesions?|mass\w*|nodules?)|\bsuspicious\b|\btumou?r\s+biops\w+|\b(?:core|needle|guided|stereotactic|vacuum\S*|excisional|surgical|diagnostic)\s+(?:\w+\s+)?biops\w+",
    re.I,
)
_TITLE_OF_PATIENTS = gated(
    rf"\b(?:patients?|women|men|survivors?|people|persons?|participants?|subjects?|adults?|individuals|females?|males?|those)\b[^.;]{{0,60}}?\b(?:{OF_BREAST}|{CANCER}\b|chemotherap\w*|radiotherap\w*|mastectom\w*)"
    rf"|\b{OF_BREAST}[\s-]+(?:\w+\s+)?(?:patients?|survivors?|survivorship|treatments?|surger\w+|therap\w+|radiotherap\w*|chemotherap\w*|cases|related|recurrence|survival|care|pathway|metasta\w+|cells?|specimens?|tissue|subtypes?)\b"
    rf"|\b(?:early|advanced|metastatic|recurrent|operable|operated|non-?metastatic|resectable|triple[- ]negative|HER-?2\S*|ER\S*|HR\S*|luminal|invasive|inflammatory|node\S*|positive|negative|receptor|sensitive|resistant|stage\s\S+|newly\s+diagnosed|refractory|locali[sz]ed|in\ssitu|primary|unilateral|small|low-risk)\b[^.;]{{0,30}}?\b{OF_BREAST}"
    rf"|\b(?:treat\w*|therapy|chemotherapy|radiotherapy|surgery|surgical|adjuvant|neo-?adjuvant|irradiation|radiation|resection|stag\w+|operations?|trastuzumab|tamoxifen)\b[^.;]{{0,70}}?\b(?:{OF_BREAST}|breast)\b"
    r"|\bmastectom\w+|\blumpectom\w+|\bbreast[- ](?:conserv\w+|cancer\s+surgery)|\bneo-?adjuvant|\badjuvant|\bchemotherap\w*|\bmetasta\w+|\blymph-?o?edema|\bsurvivors?\b|\bsentinel|\bductal carcinoma|\bDCIS\b|\b(?:[aem]|la)?TNBC\b|\b[aem]?BC\b|\bbreast\s+(?:biops\w+|lesions?|mass\w*|nodules?)|\b(?:treatment|tumou?r|therapy)\s+response",
    re.I,
)

# Those who had it are taken beside those who never had.
_WITH_OR_WITHOUT = gated(
    rf"\bwith\s*(?:or|and|/|\()\s*without\b[^.;]{{0,60}}\b{CANCER}|\baffected\s+(?:and|or|and/or)\s+(?:un|non-?)affected|"
    rf"\b(?:regardless|irrespective)\s+of\b[^.;]{{0,40}}\bhistory\s+of\b[^.;]{{0,20}}\b{CANCER}|\bpersonal\s+(?:or|and/or|and)\s+family\s+history\s+of\b[^.;]{{0,20}}\b{CANCER}"
    # 'healthy women or patients'
    rf"|\b(?:healthy\s+(?:\w+\s+){{1,3}}(?:and|or|and/or|as\s+well\s+as)\s+(?:\w+\s+){{0,3}}?patients?|patients?\s+(?:and|or|and/or|as\s+well\s+as)\s+healthy\s+\w+)\b(?!\s+with\s+(?![^.;]{{0,60}}\b(?:breast|{CANCER})))",
    re.I,
)


@lru_cache(maxsize=16)
def wants_patients(trial: Trial) -> bool:
    """Whether an inclusion describes the participant by a cancer of her own, or a title says that it is for patients."""
    for _, sentence in inclusions(trial):
        if sentence.stance is Stance.FORBID or is_professional(sentence) or _LEFT_OPEN.search(sentence.text):
            continue
        both = _WITH_OR_WITHOUT.search(sentence.text)
        if both and not denied(sentence, both.start()):
            return True
        told = blanked(EXCEPTION, without_asides(sentence.text))
        found = _OF_PATIENTS.search(told)
        while found is not None:
            heading = sentence.text.rstrip().endswith(":") or (len(told.split()) < 3 and sentence.text.isupper())
            of_study = "biops" in found.group().lower() and _BIOPSY_OF_STUDY.search(told, 0, found.start())
            if not heading and not of_study and not _only_a_label(sentence) and not denied(sentence, found.start()):
                return True
            found = _OF_PATIENTS.search(told, found.end())
    return False


# 'Hormone receptor status: not specified', in the older records whoever they were for
_LEFT_OPEN = gated(r"\bstatus\s*:?\s*(?:not\s+specified|not\s+applicable|unspecified)\W*$", re.I)

# A biopsy that the study takes, or one of healthy tissue, makes nobody a patient.
_BIOPSY_OF_STUDY = gated(
    r"\b(?:baseline|research|protocol|study|serial|repeat\w*|random|willing\w*|agree\w*|consent\w*|prior|previous|benign|required|normal|end[- ]of[- ]study)\b[^.;]{0,40}$",
    re.I,
)


def _only_a_label(sentence: Sentence) -> bool:
    """'Chemotherapy' or 'Disease characteristics' alone is the name of a section of the older records."""
    return len(sentence.text.split()) <= 2 and bool(
        gated(r"^\W*(?:(?:\w+\s+)?\w*therapy|surgery|disease characteristics)\W*$", re.I).match(sentence.text)
    )


def titled_for_patients(trial: Trial) -> bool:
    """Whether a title says that its people have, or had, breast cancer."""
    return any(_TITLE_OF_PATIENTS.search(without_asides(line)) for _, line, _ in lines_of_sources(trial, *TITLES))
