"""What stays open, though it is known what it is about: a treatment under way, whether one suits her, an agent or marker that
no table names."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.whole_sentences.words import PEOPLE

_CANCER_TREATMENT = r"(?:(?:neo)?-?adjuvant|chemo\w*|(?:endocrine|hormon\w+|systemic|targeted|anti-?cancer|anti-?tumou?r\w*|anti-?neoplastic|antineoplastic|cytotoxic|biologic\w*)\s+(?:therap\w+|treatments?|agents?|drugs?)|tamoxifen|aromatase|\w+(?:mab|nib|clib|parib|taxel|rubicin|platin)\b|immunotherap\w+|capecitabine|eribulin|fulvestrant|(?:cancer|palliative|cytostatic)\s+(?:therapy|treatment))"
_WHO_NOW = rf"^\W*(?:(?:the|all|{PEOPLE}|is|are|who|with|must\s+not\s+be)\s+)*"
_NOT_BEFORE = r"(?:(?!\b(?:within|prior|previous\w*|before|who\s+have|less\s+than|post)\b)[^.;])"
TREATMENT_UNDER_WAY = gated(
    rf"{_WHO_NOW}(?:(?:currently|presently|still)\s+(?:being\s+)?(?:(?:on|receiving|taking|using|undergoing|treated\s+with|responding\s+to)\b)?|(?:current|ongoing|continued)\s+(?:use\s+of|treatment\s+with)?|being\s+treated\s+with|receiving\s+(?:or\s+planning\s+to\s+receive|entire)\b)"
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
