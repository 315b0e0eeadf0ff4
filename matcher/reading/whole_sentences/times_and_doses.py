"""Times without treatment or operation, and doses reached: 'hormonal therapy: at least 2 weeks', 'doxorubicin > 360 mg/m2'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.whole_sentences.words import OPENS

_TREATMENT = r"(?:(?:chemo|hormono|immuno|radio|bio)?-?therap(?:y|ies)|treatments?|agents?|drugs?|products?|antibod(?:y|ies)|inhibitors?(?:\s*\(TKIs?\))?|nitrosoureas?|mitomycin(?:\s+C)?|TKIs?|surgery)"
_SO_LONG = (
    r"(?:\d{1,3}|one|two|three|four|five|six|eight|ten|twelve|fourteen)\s*(?:-\s*)?(?:days?|weeks?|half-li(?:fe|ves))\b"
)
WITHOUT_TREATMENT = gated(
    rf"^\W*(?:(?:(?:any|all|other|prior|previous|another|no|treatment|use|off|cytotoxic|systemic|hormonal|endocrine|immuno-oncology|biologic(?:al)?|targeted|antibody-based|anti-?cancer|small|molecule|tyrosine|kinase|received|with|of)\b|{_TREATMENT}\b)(?:\s*\([^()]{{1,60}}\))?[\s,/]*(?:(?:or|and|and/or|including)\s+)?){{1,10}}"
    rf"(?::|,|-|\bwithin\b|\bat least\b|[<>]=?|\bin\b|\bduring\b|\bfor\b)\s*(?:(?:the|last|past|previous|preceding|at|least|within|>=|<|>|<=)\s*)*{_SO_LONG}(?:\s+(?:prior|before|of|preceding)\b[^.;]{{0,60}}|\s*\([^()]{{0,160}}\)?)?\W*$"
    rf"|^\W*off\s[^.;]{{3,100}}?\s(?:for\s+)?(?:(?:>=|>|at\s+least)\s*)?{_SO_LONG}\W*$"
    rf"|^\W*treatment\s+with\s[^.;]{{3,100}}?\swithin\s+(?:the\s+)?(?:(?:past|last|previous|preceding)\s+)?{_SO_LONG}(?:\s+(?:prior|before)\b[^.;]{{0,60}})?\W*$"
    r"|\bwithin\s+(?:the\s+)?protocol[- ]specified\s+(?:intervals?|periods?|windows?)\W*$"
    rf"|^\W*(?:>=|>|at least|more than)\s*{_SO_LONG}\s+(?:for|since|from|after)\s+(?:(?:the|last|prior|previous|hormonal|endocrine|cytotoxic|systemic|targeted|biologic)\s+){{0,4}}{_TREATMENT}\b[^.;]{{0,40}}"
    rf"|\bthe\s+interval\s+(?:must|should)\s+(?:be\s+)?(?:>=|>|at\s+least)\s*{_SO_LONG}"
    rf"|{OPENS}(?:must|should)\s+have\s+(?:discontinued|stopped)\s+(?:the\s+)?(?:use\s+of\s+)?(?:such|these|all|any|those)\s+(?:agents?|drugs?|medications?|treatments?)\s+(?:prior\s+to|before)\b",
    re.I,
)
# Below a line about cumulative doses, which is read as earlier treatment: 'doxorubicin > 360 mg/m2'
DOSE_REACHED = gated(
    r"^\W*(?:(?:pegylated|non-pegylated|liposomal)\s+)*(?:doxorubicin|epirub\w+|mitoxantrone|idarubicin|daunorubicin)\s*[<>]=?\s*\d{2,4}\s*mg\b[^.;]{0,20}\W*$"
    r"|^\W*if\s+(?:another|more\s+than\s+one)\s+anthracycline\b[^.;]{0,60}\bcumulative\s+dose\b[^;]*$",
    re.I,
)
OPERATION_OR_ACCESS = gated(r"^\W*(?:any\s+)?major\s+surgery\s+within\b|\bperipheral\s+venous\s+access\b", re.I)
