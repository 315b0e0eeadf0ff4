"""What stays open, though it is known what it is about: a treatment under way, whether one suits her, an agent or marker that
no table names."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.whole_sentences.words import PEOPLE

_CANCER_TREATMENT = r"(?:(?:neo)?-?adjuvant|chemo\w*|(?:endocrine|hormon\w+|systemic|targeted|anti-?cancer|anti-?tumou?r\w*|anti-?neoplastic|antineoplastic|cytotoxic|biologic\w*|oncolog\w+)\s+(?:therap\w+|treatments?|agents?|drugs?)|tamoxifen|aromatase|\w+(?:mab|nib|clib|parib|taxel|rubicin|platin)\b|immunotherap\w+|capecitabine|eribulin|fulvestrant|(?:cancer|palliative|cytostatic)\s+(?:therapy|treatment)|active\s+(?:treatment|therapy)\s+(?:for|of)\s+(?:(?:their|her|the|any|breast)\s+){0,2}(?:cancer|malignancy))"
_WHO_NOW = rf"^\W*(?:(?:the|all|{PEOPLE}|is|are|who|with|must\s+not\s+be)\s+)*"
_NOT_BEFORE = r"(?:(?!\b(?:within|prior|previous\w*|before|who\s+have|less\s+than|post)\b)[^.;])"
TREATMENT_UNDER_WAY = gated(
    rf"{_WHO_NOW}(?:(?:currently|presently|still)\s+(?!not\b)(?:being\s+)?(?:(?:on|receiving|taking|using|undergoing|treated\s+with|responding\s+to)\b)?|(?:current|ongoing|continued)\s+(?:use\s+of|treatment\s+with)?|being\s+treated\s+with|receiving\s+(?:or\s+planning\s+to\s+receive|entire)\b)"
    rf"{_NOT_BEFORE}{{0,60}}?\b{_CANCER_TREATMENT}"
    # 'Undergoing chemotherapy or radiation', with the treatment right behind it
    rf"|{_WHO_NOW}(?:actively\s+)?(?:undergoing|receiving)\s+(?:(?:active|systemic|intravenous|cytotoxic|palliative|cancer)\s+){{0,2}}(?!immunotherap|hormone\s+replacement){_CANCER_TREATMENT}{_NOT_BEFORE}*$",
    re.I,
)
TREATMENT_BESIDE = gated(
    rf"{_WHO_NOW}(?:concurrent(?:ly)?\b|concomitant(?:ly)?\b|being\s+treated\s+with\s+other\b|receiving\s+(?:or\s+be\s+planning\s+to\s+receive\s+)?(?:concomitantly\s+)?(?:any\s+)?other\b|treatment\s+with\s+any\s+other\s+current\b)"
    rf"{_NOT_BEFORE}{{0,60}}?\b{_CANCER_TREATMENT}",
    re.I,
)
CURRENTLY = gated(
    rf"^\W*(?:(?:{PEOPLE}|who|is|are)\s+)*currently\s+(?:receiving|using|undergoing|participating|practi[sc]ing)\b",
    re.I,
)
SUITED_TO_IT = gated(
    rf"^\W*(?:(?:the|all|{PEOPLE}|is|are|who|with|must|should|be|considered|deemed|to|not|an?|for\s+whom|assessed|by|investigator)\b\W*)*(?:(?:suitable\s+|appropriate\s+|good\s+|likely\s+)?candidates?|candid\w+|eligible|ineligible|(?:un)?suitable|unfit|unable|amenable)\s+(?:for|to|receive|with)\b[^.;]{{0,90}}?\b{_CANCER_TREATMENT}"
    rf"|^\W*(?:patients?\s+for\s+whom\s+)?[^.;,]{{0,60}}?\b{_CANCER_TREATMENT}[^.;,]{{0,20}}?\s(?:is|are)\s+not\s+(?:an?\s+)?(?:appropriate|suitable|indicated|(?:suitable|appropriate)\s+approach)\b",
    re.I,
)
# 'Prior treatment with agent Q-17': one that no table names, or the reader of therapies would have found it
UNNAMED_AGENT = gated(
    rf"^(?!.*\b(?:radi\w+|irradiat\w+|surg\w+|biops\w+|test(?:ing|s)?|transplant\w*|malignan\w+|cancers?)\b)\W*(?:(?:{PEOPLE}|who|has|have|had|any|an?|the|with)\s+)*"
    r"(?:(?:history\s+of\s+)?(?:prior|previous(?:ly)?|formerly|earlier)\s+(?:treated\s+with|received|exposed\s+to|treatments?\s+with|exposure\s+to|administration\s+of|use\s+of|immunotherap\w+|[\w-]{2,12}\s+therapy\W*$)|(?:a\s+)?history\s+of\s+(?:prior\s+)?(?:treatment\s+with|receiving|exposure\s+to))",
    re.I | re.S,
)
# 'CEA-positive tumour', 'HLA-A*02:01 positive', 'ctDNA positive by the assay of the study'
_A_MARKER = r"(?:ctDNA|cfDNA|HLA-?[A-Z]+\d?(?:\*?\d[\d:]*)?|[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{1,4})?(?:/CD\d{1,4})?|(?:[Cc]yclin|BCL|Bcl)[- ]?[A-Z]?\d)"
UNNAMED_MARKER = gated(
    rf"^(?!.*\b(?:not|NOT)\s+required\b)\W*(?:(?:known|documented|confirmed|have|must|be|with|tumou?rs?|an?)\s+)*(?!(?:ER|PR|PgR|HR|HER2|TNBC|HIV|HBV|HCV|CMV|EBV|HPV|PCR|RT-PCR|HBSAG|IHC|FISH|ISH)\b){_A_MARKER}"
    r"(?:[- ]positive\b|[- ]positivity\b|\s+expression\s+of\s+at\s+least\b|\s+allele\b)",
)
# What a patient field or a reader of receptors holds, and words that are no marker
_HELD = r"(?:ER|PR|PgR|HR|AR|HER-?\s?2\w*|c?-?ErbB-?2\w*|hormon\w+|o?estrogen|progesterone|steroid|androgen|human\s+epidermal|PD-?\s?L1|programmed|either|both|any|one|neither|no|an?|these|this|that|its?|it|at|in|on|as|willing\w*|interest|desire|consent|HIV|HBV|HCV|hepatitis|COVID\S*|SARS\S*)"
_TUMOUR = r"(?:tumou?rs?|cancers?|carcinomas?|malignanc(?:y|ies)|neoplasms?|disease|lesions?|cells)"
_LEVELS = r"(?:(?:the|high|low|moderate|medium|strong|levels?|of|or|and|positive|antigens?|proteins?|marker)\s+){0,5}"
_NAME = rf"(?!(?:{_HELD}|the|high|low|moderate|medium|strong|levels?|of|or|and|positive|antigens?|proteins?|marker)(?![A-Za-z0-9]))[A-Za-z][\w-]+"
# 'Cancer expressing CD70', 'tumours must test positive for Rb expression', 'mesothelin-expressing cancer'
EXPRESSES_ANOTHER = gated(
    rf"\b{_TUMOUR}\s+(?:(?:that|which|is|are|must|should|known|shown|found|to|have|be|been|highly|strongly|tissue)\s+){{0,5}}(?:over-?)?express(?:es|ing)?\s+{_LEVELS}{_NAME}"
    rf"|\b(?:tests?|tested|stains?|stained|staining|be|is|are|{_TUMOUR})\s+positive\s+for\s+{_LEVELS}{_NAME}(?:\s+(?:protein|antigen))?\s+(?:over-?)?expression\b"
    rf"|(?<![\w-])(?!(?:non-?\s?)?{_HELD}[- ]|(?:receptors?|over|non|not|low|high|highly|strongly|weakly|also|and|or)\b)[A-Za-z][A-Za-z0-9-]{{1,14}}[- ](?:over-?)?expressing\s+(?:(?:solid|advanced|metastatic|breast|recurrent|malignant)\s+){{0,3}}{_TUMOUR}\b"
    rf"|\b(?:positive|confirmed|documented)\s+(?:tumou?r\s+)?(?:over-?)?expression\s+of\s+{_LEVELS}{_NAME}",
    re.I,
)
