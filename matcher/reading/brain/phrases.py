"""Where a text speaks of spread to the brain or the central nervous system."""

from __future__ import annotations

import re

from data.trial import Trial
from matcher.reading.gated import gated

_SPREAD = r"(?:met(?:astas[ie]s|astatic|s)?\b|metas?ta\w{0,5}s[ie]s\b|involvement|invasion|infiltration|spread|disease\b|dissemination|lesions?|malignanc(?:y|ies)|tumou?rs?|secondaries|carcino(?:mato)?sis\b)"


# 'CNS (brain or leptomeningeal)': what the parentheses spell out is of the central nervous system
CNS = r"(?:\bCNS\b(?:\)|\]|\s*\([^()]{0,20}\b(?:brain|mening|leptomening|central nerv)[^()]{0,30}\))?|central\s+nerv(?:ous|e)\s+system(?:\s*\(CNS\s*\)?)?)"


BRAIN = r"(?:\b(?:brain|cerebral|intra-?cranial|intra-?cerebral)\b)"


_JOIN = r"(?:\s*\(CNS\)\s*|\s*[,/]\s*(?:and/or\s+|or\s+|and\s+)?|\s+(?:and/or|and|or)\s+|\s+)"


OTHER_PLACES = r"(?:liver|hepatic|lungs?|pulmonary|bone\s+marrow|bones?|bony|osseous|skeletal|visceral|skin|cutaneous|pleural?|peritoneal|(?:lymph\s+)?nod(?:es?|al))"


_LISTED = r"(?:\s*(?:,\s*(?:and/or\s+|or\s+|and\s+)?|/)|\s+(?:and/or|and|or)\s+)(?:(?:the|any|other)\s+){0,2}"


# Parts of the nervous system, and what lies beside it
NEAR_THE_BRAIN = r"(?:parenchymal|(?:sub|epi)?dural|spinal(?:\s+cord)?|intra-?\s?(?:spinal|medullary|ventricular|orbital|ocular)|ventricular|brain\s?-?stem|cerebellar|pituitary|cranial\s+nerve|orbital|skull(?:\s+base)?|paraspinal|choroidal)"


# 'Tumour in the brain', 'a malignancy that affects the CNS', 'cancer found in the brain'
_TUMOUR = r"(?:cancers?|carcinomas?|tumou?rs?|neoplas(?:ms?|ia)|malignanc(?:y|ies)|(?:malignant|neoplastic|cancerous|tumou?r)\s+(?:disease|cells?|tissue|growths?|deposits?|foci|mass(?:es)?))"
TUMOUR_IN = (
    rf"\b{_TUMOUR}(?:\s+(?:that|which|is|are|has|have|been|was|present|found|located|situated|detected|seen|visible|diagnosed|growing|extending|now|also)){{0,4}}"
    r"\s+(?:in|within|inside|into|of|involv(?:ing|es)|affect(?:ing|s)|invad(?:ing|es)|infiltrat(?:ing|es)|reach(?:ing|es))"
)


_PHRASE = gated(
    rf"(?P<organ>(?:parenchymal\s+)?(?:{CNS}|{BRAIN})(?:{_JOIN}(?:parenchymal\s+)?(?:{CNS}|{BRAIN}|leptomeningeal|meningeal|subdural|epidural|dural|spinal(?:\s+cord)?|spine)){{0,2}})"
    rf"(?:\s+parenchymal)?\s*(?:{_SPREAD})(?:\s+(?:disease|lesions?|malignanc(?:y|ies)|tumou?rs?|carcinoma|metastas[ie]s))?"
    rf"|(?:(?:metastas[ie]s|secondaries|metastati[cz]\w*|spread|involvement|metastasi[sz]ed?|disease|lesions?|tumou?rs?(?=[^.;]{{0,50}}\bmetasta))(?:\s+\w+){{0,2}}\s+(?:to|in|of|involving)|{TUMOUR_IN}|^\W*(?:involving|involvement of)|\binvolv(?:es|ed)|\bsites?\s+of\s+(?:disease|metastas[ie]s|spread)\b[^.;:]{{0,40}}:)\s+"
    rf"(?:the\s+)?(?:{OTHER_PLACES}{_LISTED}){{0,5}}(?P<organ2>(?:{BRAIN}\s+(?:or|and|and/or)\s+(?:elsewhere\s+in|(?:any\s+|in\s+)?other\s+parts?\s+of)\s+(?:the\s+)?)?{CNS}|{BRAIN})(?:{_LISTED}{OTHER_PLACES}(?=[\s,]+(?:that|which)\b)){{0,2}}"
    # 'brain, liver or lung metastases'; 'brain, liver or lung disease' is another thing
    rf"|(?P<organ3>{BRAIN}|{CNS})(?:{_LISTED}(?:{OTHER_PLACES}|{NEAR_THE_BRAIN}|(?:lepto)?meningeal)){{1,5}}\s*(?:metasta(?:s[ie]s|tic)|mets\b|involvement)",
    re.I,
)


_NEUROLOGIC = r"(?:epileps\w+|seizures?|strokes?|dementia|neurolog\w+|psychiatric|parkinson\w*|multiple sclerosis|cerebrovascular|convulsi\w+)"
_DISEASE_OF = rf"(?:(?:{CNS}|{BRAIN})\s+disease|(?<!neoplastic )(?<!malignant )(?<!metastatic )\bdisease\s+(?:of|in|involving|affecting)\s+(?:the\s+)?(?:{CNS}|{BRAIN}))"
# Not metastases of this patient's cancer: another disease of the organ.
_NOT_SPREAD = gated(
    # 'Radiotherapy for non-CNS disease'
    rf"\bnon-?\s?(?:{CNS}|{BRAIN})\s+\w+|\bnon-(?={CNS}|{BRAIN})|\b(?:only|sole|single)\s+(?:known\s+)?(?:sites?|manifestations?|forms?)\s+of\s+(?:the\s+|any\s+)?(?:{CNS}|{BRAIN})\s+\w+|\b(?:concurrent|concomitant|ongoing|current)\s+(?:treatment|therapy)\s+(?:for|of)\s+(?:{CNS}|{BRAIN})\s+\w+|(?:primary|benign)\s+(?:malignant\s+)?(?:{BRAIN}|{CNS})|\b(?:primary|benign|other|another|second|previous|prior|earlier|history\s+of(?:\s+an?)?)\s+(?:malignant\s+)?{_TUMOUR}\s+(?:\w+\s+){{0,2}}?(?:in|within|of)\s+(?:the\s+)?(?:{BRAIN}|{CNS})|(?:vascular|structural|demyelinating|isch\w+|benign|traumatic|infectious)\s+lesions?\s+\w+\s+(?:the\s+)?(?:{BRAIN}|{CNS})|(?:{CNS}|{BRAIN})\s+(?:disorder|infection|toxicit|hemorrhag|bleed|depress)"
    # 'Epilepsy, stroke or CNS disease', 'disease of the CNS such as seizures', 'CNS disease that would impair compliance'
    rf"|\b{_NEUROLOGIC}\b[^.;:]{{0,40}}?(?:{CNS}|{BRAIN})\s+disease|{_DISEASE_OF}\s*[,(]?\s*(?:such as|e\.g\.?|including|like)\W[^.;]{{0,40}}\b{_NEUROLOGIC}"
    rf"|{_DISEASE_OF}\s+(?:that|which)\s+(?:would|could|may|might)\b",
    re.I,
)


_ABOUT_BRAIN = gated(
    rf"(?:{BRAIN}|{CNS})\s+metasta|metasta\w+\s+(?:to|in)\s+the\s+(?:brain|CNS)|mening|brain\s+mets"
    r"|\bmetastatic\s+(?:brain\s+(?:tumou?rs?|lesions?|cancer|disease)|(?:malignant\s+)?(?:neoplasms?|tumou?rs?|cancers?)\s+(?:in|to)\s+the\s+brain)|\btumou?rs\s+metastatic\s+to\s+(?:the\s+)?brain",
    re.I,
)


# 'Brain metastases (in asymptomatic patients a brain MRI is not required)': the scan lets nobody in.
NO_EXAMINATION = gated(
    r"(?:(?<=[(,;.])|^)[^(),.;]{0,120}\b(?:MRI|CT|imaging|scans?|tomography|screening|examinations?)\b[^().;]{0,140}\b(?:not\s+(?:be\s+)?(?:required|mandatory|necessary|needed)"
    r"|only\s+(?:be\s+)?(?:required|mandatory|necessary|needed|performed|done|indicated)|(?:required|mandatory|necessary|needed|performed|done|indicated)\s+only)\b[^().;]*"
    # '(CT is acceptable if an MRI cannot be done)'
    r"|(?<=\()(?:(?!metasta|lesion|stable|treated|\bnot?\b)[^()]){0,40}\b(?:MRI|CT|PET|imaging|scans?|tomography)\b(?:(?!metasta|lesion|stable|treated|\bnot?\b)[^()]){0,40}\b(?:acceptable|accepted|allowed|permitted|preferred|preferable|sufficient|adequate|recommended)\b(?:(?!metasta|lesion|stable|treated)[^()]){0,80}(?=\))"
    r"|(?<=\()[^()]{0,40}\b(?:MRI|CT|imaging|scans?|tomography)\b[^()]{0,20}\bonly\s+(?:if|when|in)\b[^()]{0,60}(?=\))",
    re.I,
)


# 'radiotherapy within 4 weeks for brain metastases' excludes a treatment.
TREATED_THING = gated(
    r"\b(?:radiotherapy|radiation|irradiation|WBRT|SRS|radiosurgery|surgery|resection|chemotherapy|therapy|treatment|corticosteroids|steroids|anticonvulsants)\b"
    r"[^.;,()]{0,60}\b(?:for|to)\s+(?:(?:the|any|known|existing|their|of|control|symptoms|treatment|management)\s+){0,3}$"
    r"|\b(?:surgery|radiosurgery|SRS|(?<!prior )(?<!previous )(?<!earlier )resection)\s+of\s+(?:(?:the|any|known|existing|their)\s+){0,2}$",
    re.I,
)


def organ_of(phrase: re.Match[str]) -> str:
    """The word of a phrase that names the brain or the central nervous system."""
    return phrase["organ"] or phrase["organ2"] or phrase["organ3"] or ""


def spread_phrases(text: str) -> list[re.Match[str]]:
    other = [m.span() for m in _NOT_SPREAD.finditer(text)]
    return [m for m in _PHRASE.finditer(text) if not any(a < m.end() and m.start() < b for a, b in other)]


def is_about_brain(trial: Trial) -> bool:
    """Whether the titles or the conditions make metastases in the brain the subject of the trial."""
    titles = f"{trial.brief_title}. {trial.official_title or ''}. {'. '.join(trial.conditions)}"
    named = any(not LACKING.search(titles[: m.start()]) for m in _ABOUT_BRAIN.finditer(titles))
    return named and not TITLE_FREE.search(titles)


LACKING = gated(r"\bwithout\s+(?:(?!(?:for|in|of|to)\b)\w+\s+){0,3}$", re.I)


TITLE_FREE = gated(r"\b(?:prevent\w*|prophyla\w+|risk|incidence|detect\w*|screening|predict\w*)\b", re.I)
