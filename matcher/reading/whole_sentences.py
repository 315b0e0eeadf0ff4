"""Sentences whose whole shape tells that they choose nobody, whatever words of disease and treatment stand in them.

"Pre- or postmenopausal", "any hormone receptor status"               every value of a fact is named
"Histologically confirmed breast cancer, including recurrent"          what every patient of such a trial has
"Tumour tissue must be available for biomarker analysis"               a sample
"Able to comply with the protocol, including treatment"                compliance
"Participation in another trial of an investigational agent"           another study, among exclusions
"Hormonal therapy: at least 2 weeks"                                   a time without treatment
"HER2 negativity is defined as IHC 0 or 1+"                            what a word means
"If the ER test is negative, the PR must be tested as well"            how something is found
"Currently on tamoxifen", among exclusions                             a treatment under way
"Not a candidate for endocrine therapy"                                whether a treatment suits her

Asked only of sentences in which no reader found anything; in them the words of `irrelevances.tsv` are outweighed by those
of patient facts.
"""

from __future__ import annotations

import re

from matcher.reading.gated import Pattern, gated
from matcher.reading.sentences import Sentence

_PEOPLE = r"(?:patients?|participants?|subjects?|wom[ae]n|individuals?|those)"
_OPENS = rf"^\W*(?:note\W+)?(?:(?:all|the|each|adult|eligible)\s+)*(?:{_PEOPLE}\s+)?"
_ADDITION = r"(?:\s*\([^()]{0,80}\))?"

# ------------------------------------------------------------------- every value of a fact
_STATUS_NAMES = r"(?:ER|Pg?R|HR|HER-?2|o?estrogen|progesterone|hormon(?:e|al)|receptors?|and|or|and/or|human|epidermal|growth|factor|2|tumou?r)"
_ANY_STATUS = gated(
    rf"{_OPENS}(?:(?:with|of|have|has|having|may|can|be)\s+)*any\s+(?:{_STATUS_NAMES}\b(?:\s*\([^()]{{1,12}}\))?[\s,/-]*){{1,14}}status(?:\s+(?:is|are)\s+(?:allowed|eligible|accepted|permitted))?\W*$",
    re.I,
)
_ONE_RECEPTOR = r"(?:ER|Pg?R|HR|HER-?2|(?:o?estrogen|progesterone|hormone)[- ]receptors?)"
_BOTH_STATUSES = gated(
    rf"{_OPENS}(?:(?:with|have|has|having|is|are|may|can|be|either|both|tumou?rs?|disease|cancer|breast)\s+)*{_ONE_RECEPTOR}(?:\s*\([^()]{{1,12}}\))?(?:[- ]status)?[- ]?\s*(?:(?:may|can|is|are|be|either)\s+)*"
    rf"(?:positive|negative|\+|-)(?:\s+disease)?\s*(?:,|/|or|and|and/or)\s*(?:or\s+)?(?:{_ONE_RECEPTOR})?[- ]?\s*(?:positive|negative|\+|-)(?:\s+(?:status|disease|tumou?rs?|breast|cancers?))*(?:\s+(?:is|are)\s+(?:allowed|eligible|accepted|permitted))?\W*$",
    re.I,
)
_KIND = r"(?:pre|peri|post)-?\s?(?:menopaus\w+)?"
_ANY_MENOPAUSE = gated(
    rf"{_OPENS}(?:(?:adult|wom[ae]n|females?|may|can|be|is|are|either|who|of|any)[\s,]+)*\(?{_KIND}(?:[\s,/]*(?:and/or|and|or)?[\s,/]*{_KIND}){{1,2}}\)?(?:\s+(?:wom[ae]n|females?|{_PEOPLE}|status))*"
    r"(?:[\s,;]*(?:and|or|as well as)?\s*(?:adult\s+)?(?:men|males?)(?:\s+patients?)?)?(?:\s+(?:are|is|may)\s+(?:be\s+)?(?:eligible|allowed|included))?\W*$",
    re.I,
)
_PREMENOPAUSAL = gated(r"\bpre", re.I)
_POSTMENOPAUSAL = gated(r"\bpost-?\s?menopaus", re.I)


def _names_every_value(sentence: Sentence) -> bool:
    text = sentence.text
    if _ANY_STATUS.match(text):
        return True
    if _BOTH_STATUSES.match(text):
        return _POSITIVE.search(text) is not None and _NEGATIVE.search(text) is not None
    either = _ANY_MENOPAUSE.match(text) is not None
    return either and _PREMENOPAUSAL.search(text) is not None and _POSTMENOPAUSAL.search(text) is not None


_POSITIVE = gated(r"positive|(?<=[A-Z2 ])\+", re.I)
_NEGATIVE = gated(r"negative|(?<=[A-Z2 ])-(?![a-z])", re.I)

# 'Patients with histopathological confirmation of cancer', 'history of breast cancer including DCIS': every patient has that.
_TOLD_HOW = r"(?:histo\w+|cyto\w+|patho\w+|clinical\w*|confirmed|proven|verified|documented|established|confirmation|diagnos(?:is|ed))"
HAS_CANCER = gated(
    rf"^\W*(?:(?:(?:all|adult|patients?|participants?|subjects?|women|people|with|who|have|has|had|having|an?|any|prior|current|past|or|and|of|by|history|palpable)\b|{_TOLD_HOW})\W+){{0,14}}"
    r"(?:(?:breast\s+)?(?:cancers?|malignanc(?:y|ies)|carcinomas?)(?:\s+type\W+breast)?(?:,?\s+(?:including|such as)\s+(?:(?:recurrent|metastatic|advanced|early|or|and|ductal|lobular|carcinoma|in|situ|DCIS|LCIS)\b\W*){1,9})?"
    r"|invasive\s+(?:breast\s+)?(?:cancer|carcinoma)s?,?\s+(?:and/)?or\s+(?:ductal\s+carcinoma\s+in\s+situ|DCIS))\W*$",
    re.I,
)

# ------------------------------------------------------------------- samples
_MATERIAL = (
    r"(?:tissues?|specimens?|samples?|blocks?|slides|biops(?:y|ies)|(?:surgical|bioptic)\S*\s+material|FFPE|aspirates?)"
)
_SAMPLE = gated(
    rf"\b(?:availab\w+|adequate|sufficient|representative|provid(?:e|ed|ing)|supply|submit\w*|collect\w*|obtain\w*|new or archived|accessible|archival|archived?)\b[^;]{{0,160}}?\b{_MATERIAL}\b[^;]{{0,90}}?\b(?:(?:for|of|to)\s+[^;]{{0,80}}?\b(?:analys[ie]s|assessment|evaluat\w+|testing|stud(?:y|ies)|confirmation|research|sequencing|biomarkers?|correlative|determine|re-?scoring|retrospective)\b|(?:available|provided|submitted)\b)"
    rf"|\b{_MATERIAL}\b[^;]{{0,80}}?\b(?:available|availability|provided|submitted|collected|accessible)\b"
    rf"|\bavailability\s+of\b[^;]{{0,80}}?\b{_MATERIAL}\b"
    r"|\b(?:willing\w*|agree\w*|consent\w*|able|must\s+be\s+provided|mandatory|provide\w*|undergo|obtained)\b[^;]{0,120}?\bbiops(?:y|ies)\b|\bbiops(?:y|ies)\b[^;]{0,80}?\b(?:must|should|will|may)\s+be\s+(?:provided|performed|obtained|taken|collected)\b"
    r"|\b(?:accessible|amenable)\s+(?:\w+\s+){0,3}?(?:for|to)\s+biops|\b(?:must|should)\s+have\s+an?\s+(?:\w+\s+)?biopsy\s+obtained\b"
    rf"|\b(?:willing\w*|agree\w*)\s+to\s+(?:provide|submit)\b[^;]{{0,100}}?\b{_MATERIAL}\b|^\W*[\w\s-]{{0,50}}\b{_MATERIAL}\b(?:\s*\([^()]{{1,60}}\))?\s+for\s+(?:\w+\s+)?(?:biomarkers?|research|correlative|analys[ie]s)\b"
    rf"|\b(?:aspirates?|FNAs?|cytology|lavage|samples?|pellets|{_MATERIAL})\b(?:\s*\([^()]{{1,10}}\))?[^;]{{0,130}}?\b(?:are|is)\s+not\s+(?:accept\w+|eligible|sufficient|adequate|permitted)\b",
    re.I,
)
# A result is asked for beside the sample
_RESULT = gated(
    r"\b(?:positiv\w+|negativ\w+|mutated|mutations?(?! status)|amplifi\w+|over-?express\w*|express(?:es|ed|ing)|wild|score|H-score|CPS|TPS|fusion\w*)\b|\d\s?%|[<>]=?\s?\d|\b[0-3]\s?\+",
    re.I,
)
_AND_MORE = gated(
    r"(?<!\bor )(?<!\band/or )\bmetastatic disease\b|\b(?:naive|untreated (?!primary)|progress\w+|(?<!not )eligible|if positive|lines? of)\b",
    re.I,
)


def _of_a_sample(text: str) -> bool:
    return _SAMPLE.search(text) is not None and _RESULT.search(text) is None and _AND_MORE.search(text) is None


# ------------------------------------------------------------------- what is told of the study, of duties and of times
_COMPLIANCE = gated(
    rf"{_OPENS}(?:(?:must|should|be|is|are|who|not)\s+)*(?:accessible\s+and\s+)?(?:willing|able|ability|willingness|inability|unable|unwilling)\b(?:\s+(?:and|or|and/or)\s+(?:willing|able|ability|willingness))?\s+to\s+(?:(?:comply|adhere)\b|(?:participate|take\s+part)\s+in\b(?![^.;]*\b(?:chemo|adjuvant|neoadjuvant)))"
    rf"|{_OPENS}(?:(?:must|should|be|is|are|who)\s+)*accessible\s+for\s+(?:treatment|therapy)(?:,|\s+and)?\s+(?:and\s+)?follow[- ]?up\W*$"
    r"|^\W*(?:patients?\s+with\s+)?(?:an?\s+)?history\s+of\s+non-?\s?compliance\s+(?:to|with)\s+medical\s+(?:regimens?|treatments?)\b[^.;]{0,60}\W*$"
    rf"|{_OPENS}(?:registered|enrolled)\s+(?:on|in)\s+this\s+(?:trial|study)\s+(?:must|should|will)\s+be\s+(?:treated|followed)\b",
    re.I,
)
_OTHER_STUDY = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women|are|is|who|be|currently|simultaneously|concurrent(?:ly)?|active(?:ly)?|current|planned|concomitant|any)\s+)*(?:(?:participat\w+|enrol\w+|inclusion|involvement|registration)\s+(?:in|on|to|into)\b[^.;]{0,140}?\b(?:trials?|stud(?:y|ies)|protocol)\b|on\s+an?\s+(?:[\w-]+\s+){0,3}(?:trial|study)\b|receiving\s+an?\s+investigational\s+(?:drug|agent|treatment)\b)"
    r"|^\W*(?:(?:patients?|participants?|subjects?|women|who|can(?:'t|not)|must not|may not)\s+)+participate\s+in\s+another\b[^.;]{0,140}?\b(?:trials?|stud(?:y|ies))\b"
    r"|^\W*(?:(?:patients?|participants?|subjects?|women|who|are|have|has|had|currently|any|previously)\s+)*(?:receiv\w+|treat\w+|tak(?:en|ing)|used?)\b[^.;]{0,40}?\b(?:investigational|experimental|unapproved|that\s+has\s+not\s+received\s+(?:regulatory\s+)?approval)\b[^.;]{0,60}?\b(?:within|in|during)\s+(?:the\s+)?(?:last|past|previous|prior|preceding|\d)"
    r"|^\W*(?:(?:patients?|participants?|subjects?|who|have|has|received)\s+)+(?:treatment\s+)?within\s+the\s+(?:last|past)\s+\d+\s+(?:days|weeks)\s+with\s+a\s+drug\s+that\s+has\s+not\s+(?:yet\s+)?received\s+(?:regulatory\s+)?approval\b",
    re.I,
)
_TREATMENT = r"(?:(?:chemo|hormono|immuno|radio|bio)?-?therap(?:y|ies)|treatments?|agents?|drugs?|products?|antibod(?:y|ies)|inhibitors?(?:\s*\(TKIs?\))?|nitrosoureas?|mitomycin(?:\s+C)?|TKIs?|surgery)"
_SO_LONG = (
    r"(?:\d{1,3}|one|two|three|four|five|six|eight|ten|twelve|fourteen)\s*(?:-\s*)?(?:days?|weeks?|half-li(?:fe|ves))\b"
)
_WITHOUT_TREATMENT = gated(
    rf"^\W*(?:(?:(?:any|all|other|prior|previous|another|no|treatment|use|off|cytotoxic|systemic|hormonal|endocrine|immuno-oncology|biologic(?:al)?|targeted|antibody-based|anti-?cancer|small|molecule|tyrosine|kinase|received|with|of)\b|{_TREATMENT}\b)(?:\s*\([^()]{{1,60}}\))?[\s,/]*(?:(?:or|and|and/or|including)\s+)?){{1,10}}"
    rf"(?::|,|-|\bwithin\b|\bat least\b|[<>]=?|\bin\b|\bduring\b|\bfor\b)\s*(?:(?:the|last|past|previous|preceding|at|least|within|>=|<|>|<=)\s*)*{_SO_LONG}(?:\s+(?:prior|before|of|preceding)\b[^.;]{{0,60}}|\s*\([^()]{{0,160}}\)?)?\W*$"
    rf"|^\W*off\s[^.;]{{3,100}}?\s(?:for\s+)?(?:(?:>=|>|at\s+least)\s*)?{_SO_LONG}\W*$"
    rf"|^\W*treatment\s+with\s[^.;]{{3,100}}?\swithin\s+(?:the\s+)?(?:(?:past|last|previous|preceding)\s+)?{_SO_LONG}(?:\s+(?:prior|before)\b[^.;]{{0,60}})?\W*$"
    r"|\bwithin\s+(?:the\s+)?protocol[- ]specified\s+(?:intervals?|periods?|windows?)\W*$"
    rf"|^\W*(?:>=|>|at least|more than)\s*{_SO_LONG}\s+(?:for|since|from|after)\s+(?:(?:the|last|prior|previous|hormonal|endocrine|cytotoxic|systemic|targeted|biologic)\s+){{0,4}}{_TREATMENT}\b[^.;]{{0,40}}"
    rf"|\bthe\s+interval\s+(?:must|should)\s+(?:be\s+)?(?:>=|>|at\s+least)\s*{_SO_LONG}"
    rf"|{_OPENS}(?:must|should)\s+have\s+(?:discontinued|stopped)\s+(?:the\s+)?(?:use\s+of\s+)?(?:such|these|all|any|those)\s+(?:agents?|drugs?|medications?|treatments?)\s+(?:prior\s+to|before)\b",
    re.I,
)
_WHAT_A_WORD_MEANS = gated(
    r"^(?!.*\b(?:must|eligible|ineligible|excluded|allowed|required|who have had|diagnosis of)\b)\W*(?:note\W+)?(?:for\s+(?:the\s+purposes?\s+of\s+)?(?:this|the)\s+(?:study|trial|protocol)(?:\s+purposes)?,?\s+|for\s+study\s+purposes,?\s+|in\s+contrast,?\s+)?(?:(?!\bwho\b)[^.;:]){2,140}?\s"
    r"(?:(?:is|are|was|were|will\s+be|being)\s+(?:also\s+)?defined\s+(?:as|by)\b|(?:will|would|should|are|is)\s+(?:not\s+)?(?:be\s+)?(?:considered|regarded|counted)\s+(?!for\b)(?:as\s+|to\s+be\s+|to\s+have\s+|an?\s+)?\w)",
    re.I | re.S,
)
_TEST = r"(?:analysis|test(?:s|ing)?|assays?|scans?|measurements?|imaging|mammogram|FISH|ISH|IHC|hybridization(?:\s*\([A-Z]{2,5}\))?|work-?up|staging|echocardiogram|response)"
_HOW_FOUND = gated(
    rf"^(?!.*\b(?:positive disease|must be (?:positive|negative)|eligible|excluded)\b)\W*(?:(?:if|in\s+case)\s[^.;]{{3,120}}?,\s*(?:then\s+)?)?(?:(?!\bpatients?\b)[^.;]){{0,120}}?\b{_TEST}\b(?:(?!\bpatients?\b)[^.;]){{0,60}}?\b(?:must|should|will|may|can|is|are)\s+(?:also\s+|all\s+|only\s+|have\s+(?:all\s+)?)?(?:be(?:en)?\s+)?(?:performed|done|required|recommended|repeated|obtained|used|determined|assessed|confirmed)\b"
    r"|^\W*(?:however,?\s+)?(?:only\s+)?(?:an?\s+|one\s+)?positive\s+result\s+(?:from\s+only\s+one\s+of\s+the\s+above\s+)?is\s+(?:required|sufficient|enough)\b",
    re.I | re.S,
)

# 'Prior therapies may include taxanes', 'any approved aromatase inhibitor may be used': nobody is asked for it
_MAY_BE = gated(
    r"^(?!.*\b(?:must|only|not|no|if|provided|unless|but|cannot|eligible|excluded)\b)\W*(?!\b(?:known|history)\b)(?:(?!\b(?:who|that|which)\b)[^.;]){2,120}?\s"
    r"(?:(?:may|might|could)\s+(?:also\s+|all\s+)?(?:be(?!\s+(?:appropriate|suitable|an?\s+(?:option|candidate)|candidates))|have|include|contain|undergo|continue|receive)\b|can\s+(?:also\s+)?(?:include\b|be\s+(?:given|used|initiated|administered|continued|included|defined)\b))",
    re.I | re.S,
)
_PARTS = (
    r"(?:(?:phase|part|stage)\s+\w{1,3}\s+selection|control\s+selection|primary\s+study\s+cohorts|exploratory\s+cohorts?|cohort-specific\s+criteria|hematology|haematology|chemistry|serology|hematopoietic|cardiovascular|pulmonary|hepatobiliary"
    r"|(?:bio(?:logic(?:al)?)?|chemo|endocrine|hormon(?:al|e)|radio?|immuno)[\s-]*therapy|surgery|(?:hormone\s+receptor|menopausal|performance)\s+status|(?:prior|previous|concurrent|prior\s+concurrent)\s+(?:therapy|treatment)s?|for\s+(?:phase|part)\s+\d\s+(?:part\s+\d)?|(?:additional|key)\s+inclusion\s+criteria(?:\s+(?:only\s+)?for\s+phase\s+\w+)?|main|nb)"
)
_NAMES_A_PART = gated(rf"^\W*{_PARTS}\W*$", re.I)
_NAMES_EXCLUSIONS = gated(
    r"^\W*(?:medical\s+history\s+and\s+concurrent\s+diseases|(?:prohibited|excluded|incompatible)\s+(?:treatments?|therap(?:y|ies)|medications?|drugs?)(?:\s+and(?:/or)?\s+(?:treatments?|therap(?:y|ies)))?)\W*$",
    re.I,
)

# Below a line about cumulative doses, which is read as earlier treatment: 'doxorubicin > 360 mg/m2'
_DOSE_REACHED = gated(
    r"^\W*(?:(?:pegylated|non-pegylated|liposomal)\s+)*(?:doxorubicin|epirub\w+|mitoxantrone|idarubicin|daunorubicin)\s*[<>]=?\s*\d{2,4}\s*mg\b[^.;]{0,20}\W*$"
    r"|^\W*if\s+(?:another|more\s+than\s+one)\s+anthracycline\b[^.;]{0,60}\bcumulative\s+dose\b[^;]*$",
    re.I,
)

# ------------------------------------------------------------------- what stays open, though it is known what it is about
_CANCER_TREATMENT = r"(?:(?:neo)?-?adjuvant|chemo\w*|(?:endocrine|hormon\w+|systemic|targeted|anti-?cancer|anti-?tumou?r\w*|anti-?neoplastic|antineoplastic|cytotoxic|biologic\w*)\s+(?:therap\w+|treatments?|agents?|drugs?)|tamoxifen|aromatase|\w+(?:mab|nib|clib|parib|taxel|rubicin|platin)\b|immunotherap\w+|capecitabine|eribulin|fulvestrant|(?:cancer|palliative|cytostatic)\s+(?:therapy|treatment))"
_WHO_NOW = rf"^\W*(?:(?:the|all|{_PEOPLE}|is|are|who|with|must\s+not\s+be)\s+)*"
_NOT_BEFORE = r"(?:(?!\b(?:within|prior|previous\w*|before|who\s+have)\b)[^.;])"
TREATMENT_UNDER_WAY = gated(
    rf"{_WHO_NOW}(?:(?:currently|presently|still)\s+(?:being\s+)?(?:(?:on|receiving|taking|using|undergoing|treated\s+with|responding\s+to)\b)?|(?:current|ongoing|continued)\s+(?:use\s+of|treatment\s+with)?|being\s+treated\s+with|receiving\s+(?:or\s+planning\s+to\s+receive|entire)\b)"
    rf"{_NOT_BEFORE}{{0,60}}?\b{_CANCER_TREATMENT}",
    re.I,
)
_TREATMENT_BESIDE = gated(
    rf"{_WHO_NOW}(?:concurrent(?:ly)?\b|concomitant(?:ly)?\b|being\s+treated\s+with\s+other\b|receiving\s+(?:or\s+be\s+planning\s+to\s+receive\s+)?(?:concomitantly\s+)?(?:any\s+)?other\b|treatment\s+with\s+any\s+other\s+current\b)"
    rf"{_NOT_BEFORE}{{0,60}}?\b{_CANCER_TREATMENT}",
    re.I,
)
SUITED_TO_IT = gated(
    rf"^\W*(?:(?:the|all|{_PEOPLE}|is|are|who|with|must|should|be|considered|deemed|to|not|an?|for\s+whom|assessed|by|investigator)\b\W*)*(?:(?:suitable\s+|appropriate\s+|good\s+|likely\s+)?candidates?|candid\w+|eligible|ineligible|(?:un)?suitable|unfit|unable|amenable)\s+(?:for|to|receive|with)\b[^.;]{{0,90}}?\b{_CANCER_TREATMENT}"
    rf"|^\W*(?:patients?\s+for\s+whom\s+)?[^.;,]{{0,60}}?\b{_CANCER_TREATMENT}[^.;,]{{0,20}}?\s(?:is|are)\s+not\s+(?:an?\s+)?(?:appropriate|suitable|indicated|(?:suitable|appropriate)\s+approach)\b",
    re.I,
)

# 'Prior treatment with agent Q-17': one that no table names, or the reader of therapies would have found it
UNNAMED_AGENT = gated(
    rf"^(?!.*\b(?:radi\w+|irradiat\w+|surg\w+|biops\w+|test(?:ing|s)?|transplant\w*|malignan\w+|cancers?)\b)\W*(?:(?:{_PEOPLE}|who|has|have|had|any|an?|the|with)\s+)*"
    r"(?:(?:history\s+of\s+)?(?:prior|previous(?:ly)?|formerly|earlier)\s+(?:treated\s+with|received|exposed\s+to|treatments?\s+with|exposure\s+to|administration\s+of|use\s+of|immunotherap\w+|[\w-]{2,12}\s+therapy\W*$)|(?:a\s+)?history\s+of\s+(?:prior\s+)?(?:treatment\s+with|receiving|exposure\s+to))",
    re.I | re.S,
)
# 'CEA-positive tumour', 'HLA-A*02:01 positive', 'ctDNA positive by the assay of the study'
_A_MARKER = r"(?:ctDNA|cfDNA|HLA-?[A-Z]+\d?(?:\*?\d[\d:]*)?|[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{1,4})?(?:/CD\d{1,4})?|(?:[Cc]yclin|BCL|Bcl)[- ]?[A-Z]?\d)"
UNNAMED_MARKER = gated(
    rf"^(?!.*\b(?:not|NOT)\s+required\b)\W*(?:(?:known|documented|confirmed|have|must|be|with|tumou?rs?|an?)\s+)*(?!(?:ER|PR|PgR|HR|HER2|TNBC|HIV|HBV|HCV|CMV|EBV|HPV|PCR|RT-PCR|HBSAG|IHC|FISH|ISH)\b){_A_MARKER}"
    r"(?:[- ]positive\b|[- ]positivity\b|\s+expression\s+of\s+at\s+least\b|\s+allele\b)",
)

_MRI_OR_CONTRAST = gated(
    rf"{_OPENS}(?:(?:who|must|be)\s+)*(?:ability|able|unable|inability|cannot|can\s*not|can't)\s+(?:to\s+)?(?:undergo|have|receive)\s+(?:an?\s+)?(?:(?:brain|breast|and|PET|CT|contrast-enhanced)\s+)*(?:MRI?|PET|gadolinium|contrast|imaging)\b[^.;]{{0,40}}\W*$",
    re.I,
)
_STATUS_KNOWN = gated(
    rf"^\W*(?:(?:{_ONE_RECEPTOR}|{_STATUS_NAMES}|neu)\b[\s,/-]*)+(?:(?:status|expression|type|receptor)\s+)*(?:(?:analysis\s+)?(?:performed|done)\b|(?:is|has\s+to\s+be|have\s+to\s+be|must\s+be)\s+(?:known|determined)\b|determined\b|confirmed\s+by\b|(?:is\s+)?unknown\b)[^.;]*\W*$"
    r"|^\W*unknown\s+(?:ER|Pg?R|HR|HER-?2|o?estrogen|progesterone|hormone)[\w\s/-]{0,30}\bstatus\W*$",
    re.I,
)
_GENES_TESTED = gated(r"^\W*prior\s+(?:\w+\s+){1,3}testing\W*$", re.I)
_OF_ANOTHER_TUMOUR = gated(r"\b(?:PCWG\s?\d|CRPC|CSPC|HRPC|PROC|GIST|GEJ)\b")
_TO_RULE_OUT = gated(r"\bbiops(?:y|ies)\s+of\s[^.;]{3,80}?\sto\s+rule\s+out\b", re.I)
_OPERATION_OR_ACCESS = gated(r"^\W*(?:any\s+)?major\s+surgery\s+within\b|\bperipheral\s+venous\s+access\b", re.I)
_MARGINS = gated(r"^\W*(?:surgical\s+)?margins?\b", re.I)
_BY_CALLIPERS = gated(r"^\W*(?:physical|clinical)\s+exam\w*\s*\((?:using|by|with)\s+calipers", re.I)
_TELLS_OF_THE_STUDY = gated(
    r"^\W*(?:this|the\s+present)\s+(?:is\s+an?\s+)?(?:[\w-]+\s+){0,4}?(?:study|trial|protocol)\s+(?:will\s+(?:evaluate|test|determine|investigate|assess|compare)|to\s+(?:evaluate|determine|test|assess|investigate)|is\s+designed|aims)\b"
    r"|^\W*it\s+is\s+(?:anticipated|expected|hoped)\s+that\b",
    re.I,
)
_CURRENTLY = gated(
    rf"^\W*(?:(?:{_PEOPLE}|who|is|are)\s+)*currently\s+(?:receiving|using|undergoing|participating|practi[sc]ing)\b",
    re.I,
)
_THESE_ARE = gated(r"^\W*these\s+(?:include|are)\b", re.I)
_OF_THE_CRITERIA = gated(
    r"\b(?:inclusion|exclusion)\s+criteri(?:on|a)\s*#?\s*\d{0,2}\s+will\s+be\b|^\W*sites\s+are\s+required\s+to\b|\bwill\s+require\s+prior\s+approval\b|\bwill\s+not\s+be\s+allowed\s+to\s+re-?enter\b",
    re.I,
)

_OF_EITHER_SECTION: tuple[tuple[str, Pattern], ...] = (
    ("cardiac", _DOSE_REACHED),
    ("compliance", _COMPLIANCE),
    ("washout", _WITHOUT_TREATMENT),
    ("explanation", _WHAT_A_WORD_MEANS),
    ("documentation", _HOW_FOUND),
    ("permission", _MAY_BE),
    ("imaging_contraindication", _MRI_OR_CONTRAST),
    ("other_cancer", _OF_ANOTHER_TUMOUR),
    ("surgery_recent", _TO_RULE_OUT),
    ("surgery_recent", _OPERATION_OR_ACCESS),
    ("explanation", _BY_CALLIPERS),
    ("explanation", _THESE_ARE),
    ("explanation", _TELLS_OF_THE_STUDY),
    ("logistics", _OF_THE_CRITERIA),
    ("documentation", _STATUS_KNOWN),
    ("investigator_judgement", SUITED_TO_IT),
)


def told_by_its_shape(sentence: Sentence) -> str | None:
    """The kind of a sentence of such a shape; None of any other."""
    text = sentence.text
    if not sentence.excludes and _names_every_value(sentence):
        return "not_specified"
    if not sentence.excludes and HAS_CANCER.match(text):
        return "histology"
    if (_NAMES_EXCLUSIONS if sentence.excludes else _NAMES_A_PART).match(text):
        return "introduction"
    if sentence.excludes and _OTHER_STUDY.match(text):
        return "investigational_treatment"
    if sentence.excludes and (TREATMENT_UNDER_WAY.match(text) or _TREATMENT_BESIDE.match(text)):
        return "concomitant_medication"
    if sentence.excludes and UNNAMED_AGENT.match(text):
        return "investigational_treatment"
    if not sentence.excludes and UNNAMED_MARKER.match(text):
        return "other_marker"
    if sentence.excludes and _CURRENTLY.match(text):
        return "concomitant_medication"
    if sentence.excludes and _GENES_TESTED.match(text):
        return "documentation"
    if sentence.excludes and _MARGINS.match(text):
        return "surgery_recent"
    for kind, pattern in _OF_EITHER_SECTION:
        if pattern.search(text):
            return kind
    return "tissue_sample" if _of_a_sample(text) else None
