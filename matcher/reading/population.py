"""Whether a sentence speaks of breast cancer, of other tumours only, or of a part of the patients."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

OTHER_TUMOUR = gated(
    r"\b(?:gastric|gastro-?esophageal|GEJ|colorectal|m?CRC|colon|rectal|lung|NSCLC|SCLC|bladder|urothelial|ovarian(?!\W+(?:function|suppress|ablat|fail|reserve|stimul|insuffic|irradi|preserv|protect|cyst|tissue|toxic))|endometrial|biliary|"
    r"uterine|cervical|pancrea\w+|prostate|salivary|stomach|o?esophag\w+|melanoma|\w*sarcoma|renal|kidney|rectum|lymphoma|leuk\w+|myeloma|glio\w+|GBM|renal cell|"
    r"head and neck|HNSCC|HSNCC|SCCHN|ESCC|hepatocellular|HCC|m?CRPC|PDAC|(?:cc?)?RCC|thyroid|mesothelioma|\w*teratomas?|germ[- ]cell|neuroblastoma|kaposi\w*|KS|HGSOC|ARSI|androgen[- ]deprivation|neuroendocrine|vulva\w*|penile|thym(?:ic|oma)|cholangio\w*|adrenocortical)\b",
    re.I,
)
BREAST_BY_NAME = gated(r"\bbreast|mammary|\bm?BC\b|TNBC|BCBM", re.I)
BREAST = gated(
    rf"{BREAST_BY_NAME.pattern}|(?<!criteria in )solid (?:tumou?r|malignan|neoplas|cancer)|any (?:cancer|tumou?r)", re.I
)
NAMES_TUMOUR = gated(rf"{BREAST.pattern}|{OTHER_TUMOUR.pattern}|\bHER-?2\b|\btriple[- ]negative", re.I)
NOT_CANCER_STAGE = gated(
    r"\b(?:NYHA|New York Heart|CKD|kidney disease|lymphedema|hypertension|cirrhosis|cardiac|heart failure|ulcer|insufficiency|fibrosis|encephalopathy|COPD|GOLD|endometriosis|tanner|transtheoretical|stages? of change|readiness|STRAW|menopausal transition|(?:heart|renal|liver) (?:disease|failure|dysfunction)|pressure (?:sores?|injur\w+)|bedsores?|decubitus|sarcoidosis|retinopathy|dementia|parkinson\w*|sarcopeni\w+|cachexia|(?:pre-?)?frailty|lymph-?\s?oedema|BCRL|(?:acute )?kidney injury|steato\w+|NAFLD|"
    r"(?:ECOG|WHO|Zubrod|ISL|PS|performance(?:\s+status)?)(?:\s+(?:performance|status|score|PS))*\s+(?=stages?\b)|periodont\w+|osteoarthritis|arthrosis|prolapse|osteonecrosis|ONJ|HIV|AIDS|anaesthesia|anesthesia|sleep|grief|rehabilitation|mucositis|dermatitis|contracture)\b",
    re.I,
)


# Stages of the trial: 'Stage II inclusion criteria', 'Stage 1 - Cohort A'
STAGE_OF_THE_TRIAL = gated(
    r"\bstage\s+(?:I{1,3}|IV|[1-4])(?=\s*(?:(?:general|specific|key|additional|main|\([^()]{0,40}\))\s+){0,3}(?:inclusion|exclusion|eligibility)\s+criteria\b|\s*[-\u2013:,]\s*(?:cohort|part|arm)\s)",
    re.I,
)


_LUNG_AS_SITE = gated(r"\blungs?\b(?!\W+(?:cancer|carcinoma|adenocarcinoma|tumou?r|neoplasm))", re.I)


# '(all types except gliomas)', 'cancers other than lymphomas that ...'
_BUT_FOR = r"(?:with the exception of|except(?:ing)?(?:\s+for)?|excluding|other than|apart from|but not)"
OTHERS_EXCEPTED = gated(
    rf"\((?:all|any|every|most|solid|histolog\w+|types?|of|kinds?|tumou?rs?|cancers?|\s|,){{0,8}}{_BUT_FOR}\s[^()]*\)"
    rf"|(?:(?<=cancers)|(?<=tumors)|(?<=tumours)|(?<=types)|(?<=malignancies)|(?<=neoplasms)),?\s{_BUT_FOR}\s+(?:[\w-]+\s+)?{OTHER_TUMOUR.pattern}(?:\s+(?:tumou?rs|cancers|carcinomas))?(?=,?\s+(?:that|which|who|for\s+which|for\s+whom|with|without|refractory|progress\w+|fail\w+)\b|\s*$)",
    re.I,
)
_OF_THE_BLOOD = r"(?:(?:ha?ematolog\w+|blood|lymphoid|myeloid)\s+(?:cancers?|malignan\w+|neoplasms?|tumou?rs?)|lymphomas?|leuka?emias?|myelomas?)"
_ANOTHER = rf"(?:(?!for\b|in\b|prior\b|previous\b)[\w-]+\s+){{0,3}}?(?:{OTHER_TUMOUR.pattern}s?|\b{_OF_THE_BLOOD})"
# 'Solid tumours (or lymphoma, expansion part only) that ...': the aside takes in other patients as well
OTHERS_BESIDE = gated(
    rf"\((?:(?:and/or|and|or|plus|also|as\s+well\s+as|including)\s+{_ANOTHER}\b[^()]{{0,60}}\)|with\s+{_ANOTHER}\s[^()]{{0,30}}\b(?:allowed|eligible|included|permitted)\b[^()]{{0,40}}\))"
    # 'solid tumours or lymphomas (escalation only) that ...'
    rf"|(?:(?<=cancers)|(?<=tumors)|(?<=tumours))\s+(?:and/or|and|or)\s+(?:[\w-]+\s+){{0,3}}?{_OF_THE_BLOOD}\s+\([^()]{{1,60}}\bonly\)",
    re.I,
)
_EXCEPTING = gated(
    rf"{OTHERS_EXCEPTED.pattern}|{OTHERS_BESIDE.pattern}|\((?:with the exception|except|excluding|unless)[^()]*\)|,?\s\b(?:except(?:ing)?|with the exception)\s+(?:for|in|of)\b[^.;()]{{0,80}}\W*$",
    re.I,
)


def of_other_tumours(text: str) -> bool:
    """Whether the text names other tumours and not breast cancer; the lung may be a site of metastases, and what an aside
    excepts is not what the text is about."""
    text = _EXCEPTING.sub(" ", text)
    if gated(r"metasta", re.I).search(text) and not gated(r"\be\.?g\b|example", re.I).search(text):
        text = _LUNG_AS_SITE.sub(" ", text)
    return bool(OTHER_TUMOUR.search(text)) and not BREAST.search(text)


# 'Insomnia before the diagnosis of breast cancer', 'pain not related to her breast cancer': of another matter; looked for up to
# where the cancer is named, or told as a history.
_MATTER_BESIDE_IT = gated(
    r"\b(?:before|preceding|predat\w+|since|after|following|(?:un|not )?related to|due to|because of|(?:un)?aware of|prior to|at (?:the )?time of)"
    r"\W+(?:(?:the|an?|any|their|her|his|your|initial|first|current|original|time|date|moment|being|onset|diagnosis|diagnosed|development|detection|discovery|of|with|for)\W+){0,6}$",
    re.I,
)


def told_of_another_matter(text: str, start: int) -> bool:
    """Whether the cancer named at `start` only dates or explains something else: a complaint, a habit, another disease."""
    return bool(_MATTER_BESIDE_IT.search(text, max(0, start - 90), start))


_ANOTHER_TUMOUR = gated(
    rf"{OTHER_TUMOUR.pattern}\W+(?:(?:cell|tract|ducts?|fallopian|tube|tubal|primary|peritoneal|squamous|epithelial|urothelial|junction|carcinoid|neck|and|or)\W+){{0,6}}(?:cancers?|carcinomas?|adenocarcinomas?|tumou?rs?|malignanc\w+|neoplasms?)\b"
    r"|\b(?:cancers?|carcinomas?|adenocarcinomas?|tumou?rs?)\s+of\s+(?:the\s+)?(?:urinary\s+|uterine\s+)?(?:bladder|lungs?|colon|rectum|stomach|prostate|ovar(?:y|ies)|cervix|uterus|endometrium|pancreas|kidneys?|o?esophagus|head and neck|thyroid|larynx|pharynx|anus|vulva)\b"
    r"|\b(?:NSCLC|SCLC|HNSCC|HSNCC|SCCHN|HCC|RCC|m?CRC|m?CRPC|GBM|PDAC|HGSOC|PROC|PSOC|EOC|ESCC|melanoma|\w*sarcoma|glio\w+|mesothelioma|lymphoma|leuk\w+|myeloma|neuroblastoma|cholangio\w+)\b"
    rf"|\b{_OF_THE_BLOOD}\b",
    re.I,
)


# A tumour behind its extent, its course, its histology: 'Relapsed or refractory acute myeloid leukaemia'
_NAMED_FIRST = gated(
    r"\W*(?:(?:adult\s+)?(?:patients?|participants?|subjects?|individuals)\s+(?:with|who\s+have|having)\s+)?"
    r"(?:(?:an?|the|either|histologically|cytologically|pathologically|confirmed|proven|documented|locally|advanced|metastatic|unresectable|inoperable|recurrent|relapsed|refractory|progressive|persistent|platinum|resistant|sensitive|castration"
    r"|high|low|grade|stage|[IV]+[AB]?|well|poorly|moderately|de-?differentiated|differentiated|serous|squamous|non|small|clear|cell|acute|chronic|myeloid|lymphoid|lymphoblastic|malignant|epithelial|and|or"
    rf"|{OTHER_TUMOUR.pattern})[\s,/-]+){{0,10}}?(?:{_ANOTHER_TUMOUR.pattern})",
    re.I,
)


def is_of_another_tumour(text: str) -> bool:
    """Whether the text begins with the name of a tumour of another organ, whatever its extent."""
    return bool(_NAMED_FIRST.match(text)) and not BREAST.search(text)


def names_another_tumour(text: str) -> bool:
    """Whether the text names a tumour of another organ by its name, and not breast cancer."""
    text = _EXCEPTING.sub(" ", text)
    return bool(_ANOTHER_TUMOUR.search(text)) and not BREAST.search(text)


# A tumour she had before, or may have as well, is not the one that criteria are for; lung metastases may be of breast cancer.
_HAD_OR_MAY_HAVE = gated(
    r"\b(?:history|prior|previous\w*|former\w*|earlier|second|concurrent|concomitant|synchronous|risk|predispos\w+|without|no|not|free|other|any|metastas[ei]s|mutations?|carriers?)\b",
    re.I,
)


def is_for_another_tumour(name: str) -> bool:
    """Whether a group of patients is named by its tumour, of another organ: 'participants with resected NSCLC'."""
    return names_another_tumour(name) and not _HAD_OR_MAY_HAVE.search(name)


_PEOPLE = r"(?:patients?|participants?|subjects?|individuals|women|those)"
_WITH_ANOTHER_TUMOUR = gated(
    rf"^\W*(?P<of>(?:only\s+)?(?:for|in)\s+)?(?:the\s+|all\s+)?(?:{_PEOPLE}\s+(?:with|having|who have|diagnosed with)\s+(?P<with>[^:;,.]{{2,80}}?)"
    rf"|(?P<their>[^:;,.]{{2,60}}?)\s+(?:{_PEOPLE}|cohorts?|arm)(?:\s+only)?|(?P<bare>(?!prior\b|previous|history|concurrent|active|known|other|second)[^:;,.]{{2,75}}?))"
    r"\s*(?P<next>:|,|(?<=[\w)]\s)[-\u2013\u2014](?=\s)|\b(?:with|who|whose|that|must|should|may|can|need|have|has)\b)",
    re.I,
)


def tells_of_another_tumour(text: str) -> bool:
    """Whether the text names, as those of whom it speaks, people with a tumour of another organ: 'HCC subjects: ...', 'Patients
    with ovarian cancer must ...', 'Colon cancer with ...', 'HNSCC - progressed on ...'."""
    if _told_of_another(text) or _CARRIERS_OF_THE_LUNG.match(text) or _NOT_OF_THE_BREAST.match(text):
        return True
    return _TREATED_FOR_ANOTHER.search(text) is not None and not BREAST.search(text)


# 'Non-breast cancer patients exposed to platinum', 'Patients with cancers other than breast cancer: ...'
_NOT_OF_THE_BREAST = gated(
    rf"^\W*(?:for\s+)?(?:non-?\s?breast\s+(?:cancers?|tumou?rs?|malignanc\w+)\s+{_PEOPLE}\b"
    rf"|{_PEOPLE}\s+with\s+(?:non-?\s?breast\s+(?:cancers?|tumou?rs?|malignanc\w+)|(?:cancers?|tumou?rs?|malignanc\w+)\s+other\s+than\s+breast(?:\s+cancer)?)\b(?!\s+(?:are|is|will be)\s+(?:not|excluded|ineligible)))",
    re.I,
)


# 'At least 3 prior therapies for multiple myeloma': those of whom it is asked
_TREATED_FOR_ANOTHER = gated(
    r"\b(?:prior|previous|earlier|failed|received)\s(?:[^.;:]{0,60}?[\s/])?(?:lines?|regimens?|(?:chemo|immuno)?therap(?:y|ies)|treatments?)\s+(?:(?:of\s+therapy|given|received)\s+)?for\s+"
    rf"(?:(?:the|their|relapsed|refractory|or|and|advanced|metastatic|unresectable|recurrent|multiple|acute|chronic|myeloid|lymphoid|follicular|diffuse|large|mantle|[BT]|non-?\s?Hodgkin(?:'?s)?|Hodgkin(?:'?s)?|small|cell)[\s/]+){{0,5}}(?:{_ANOTHER_TUMOUR.pattern})",
    re.I,
)


def names_people_with_another_tumour(text: str) -> bool:
    """Whether a line names people with a tumour of another organ and says nothing else: 'Participants with multiple myeloma'"""
    found = _THOSE_WITH.fullmatch(text)
    return found is not None and names_another_tumour(found["with"]) and "metasta" not in found["with"].lower()


_THOSE_WITH = gated(
    rf"\W*(?:(?:for|in)\s+)?(?:the\s+|all\s+)?(?:(?:cohorts?|groups?)\s+of\s+)?{_PEOPLE}\s+(?:with|having|who have|diagnosed with)\s+(?:(?:advanced|metastatic|relapsed|refractory|or|and|unresectable|locally)[\s/]+){{0,5}}(?P<with>[^:;,.]{{2,70}})\W*",
    re.I,
)


# 'Subjects carrying EGFR or ALK mutations must have progressed on a kinase inhibitor': non-small cell lung cancer, whose drugs
# are chosen by these genes (NCCN)
_CARRIERS_OF_THE_LUNG = gated(
    rf"^\W*(?:all\s+)?{_PEOPLE}\s+(?:with|carrying|harbou?ring|who have)\s+(?:(?:an?|known|actionable|sensiti[sz]ing|activating|driver)\s+)*(?:EGFR|ALK)\b"
    r"(?:[\s/,]|\b(?:and|or|and/or|mutations?|sensiti[sz]ing|rearrangements?)\b){1,8}(?:EGFR|ALK|ROS1)\b",
    re.I,
)


def headed_by_another_tumour(text: str) -> bool:
    """Whether a tumour of another organ heads what follows: 'HCC: ...', 'Pancreatic carcinoma - ...'."""
    return (_told_of_another(text) or " ") in ":-\u2013\u2014"


def _told_of_another(text: str) -> str | None:
    """The word or sign behind the tumour of another organ of which the text tells, if it tells of one."""
    if not _ANOTHER_TUMOUR.search(text):
        return None
    subject = _WITH_ANOTHER_TUMOUR.match(_ASIDE.sub(lambda aside: _STOPS.sub(" ", aside.group()), text))
    if subject is None or (subject["next"] == "," and not subject["of"]):
        return None
    who = subject["with"] or subject["their"] or subject["bare"]
    of_her_metastases = gated(r"\bmetasta|\bor\s+(?:active|brain|CNS)\b", re.I).search(who)
    return subject["next"] if names_another_tumour(who) and not of_her_metastases else None


# 'CRC (microsatellite stable, KRAS mutated) - expansion cohort': the aside belongs to the name
_ASIDE = gated(r"\([^()]{0,100}\)")
_STOPS = gated(r"[:;,.]")


_SUBJECT_OF_RULE = gated(
    r"^\W*(?:stage\W+)?(?:breast\W+)?(?:(?:disease|cancers?|carcinomas?|tumou?rs?|lesions?|recurrences?|patients?|participants?|subjects?|women|only(?=\W{1,2}(?:must|should|may|can)\b))\W*){0,4}"
    r"(?:must|should|shall|may|can|needs?|has to|have to|requires?|are required|are (?:eligible|allowed)(?!\s*[.;]?\s*$))\b",
    re.I,
)


# 'Patients with stage IV disease (only) may continue trastuzumab': what some may go on with asks nobody for the disease.
_WITH = gated(
    rf"^\W*(?:for\s+)?(?:the\s+|those\s+)?{_PEOPLE}\s+(?:with|who have|having)\s+(?:(?:a|an|the|known|documented)\s+){{0,2}}(?:stage\s+)?$",
    re.I,
)
_MAY_GO_ON = gated(
    r"\W*(?:(?:breast|disease|cancers?|carcinomas?|tumou?rs?|only)\W+){0,3}(?:may|can)\s+(?:also\s+|still\s+)?"
    r"(?:continue|remain|stay|take|receive|undergo|be\s+(?:receiving|taking|on\b|given|treated)|have\s+(?:concurrent|concomitant|ongoing))",
    re.I,
)


# 'Patients receiving hormone therapy, such as goserelin or leuprolide, may have it at home': examples between subject and rule
_MODAL = r"(?:must|should|shall|may|can|needs?|has to|have to|are required|are (?:eligible|allowed))\b"
_EXAMPLES_BETWEEN = gated(
    rf"(?:\s+(?:therap(?:y|ies)|treatments?|agents?|drugs?))?\s*(?:,?\s*\b(?:such\s+as|for\s+(?:example|instance)|e\.g\.?|i\.e\.?|including|like|namely|(?:e?specially|particularly)|in\s+particular|whether|be\s+it)\b[\s,.]*"
    rf"(?:(?!\b(?:who|which|that|{_MODAL}|(?:and|or|but)\s+{_MODAL}))[^.;:()]){{1,90}}|,\s*(?:[\w/-]+\s+){{0,3}}(?:or|and/or)\s+[\w/-]+,\s*)(?={_MODAL})",
    re.I,
)


# 'Early-stage patients must ..., while those with advanced disease must ...': each clause has its own subject.
_CLAUSE = gated(r"[;,]\s*(?:and\s+|but\s+)?(?:while|whereas|whilst)\s|;\s*|,\s*but\s")


def is_subject_of_rule(text: str, start: int, end: int) -> bool:
    """'Locally advanced disease must not be amenable to resection' speaks of those who have it, it does not ask for it."""
    start_of_clause = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    text, start, end = text[start_of_clause:], start - start_of_clause, end - start_of_clause
    if examples := _EXAMPLES_BETWEEN.match(text, end):
        end = examples.end()
    if _WITH.match(text[:start]) and _MAY_GO_ON.match(text, end):
        return True
    return (
        len(text[:start].split()) <= 3
        and not gated(r"\b(?:have|has|with)\b", re.I).search(text[:start])
        and bool(_SUBJECT_OF_RULE.match(text[end : end + 60]))
    )
