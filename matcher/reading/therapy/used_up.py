"""That what is usually given is behind her, did not help or does not exist: 'progressed on standard therapy', 'nothing is left'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy.phrases import TREATMENT

_OF_THE_TUMOUR = r"(?:\s+of\s+(?:(?:the|her|their)\s+)?(?:disease|cancer|tumou?rs?))?"
_FAILED = (
    r"(?:progress\w*|fail\w*|refractory|exhausted|resistant|relaps\w+|not respond(?:ed|ing)?|unresponsive"
    rf"|(?:grow(?:n|th|s|ing)|grew|spread|worsen(?:ed|ing|s)|worse){_OF_THE_TUMOUR} (?:or (?:grown|spread) )?(?:despite|after|on|under|during|following)"
    r"|no longer (?:respon\w+|benefit\w*)|disease progression|intoleran\w+)"
)
FAILED = gated(rf"\b{_FAILED}", re.I)
_GIVEN = rf"(?:{_FAILED}|received|(?<!be )(?<!being )treated with)"
_GREW_UNDER = r"(?:progress\w*|refractory)\s+(?:disease\s+)?(?:on|after|following|under|despite|during|to)\s+"
_LICENSED = r"licen[sc]ed|registered|marketed|authori[sz]ed"
_USUAL = rf"(?:standard(?:[- ]of[- ]care)?|established|approved|conventional|SoC|available|existing|stand of care|{_LICENSED}|guideline(?=[ -](?:[\w-]+ )?(?:therap|treatment|regimen))|usual(?= (?:\w+ )?(?:therap|treatment|for it|for them)))"
_DRUGS = r"(?:drugs?|medicines?|medications?|agents?)"
_NO_MORE_HELP = (
    r"(?:(?:has|have|having|had)\s+)?(?<!not )(?<!never )(?:ceased|stopped)\s+(?:to\s+)?(?:be(?:ing)?\s+(?:effective|of benefit)|work(?:ing)?|help(?:ing)?|benefit(?:ing)?|provid(?:e|ing)|confer(?:ring)?|offer(?:ing)?|control(?:ling)?)"
    r"|(?:(?:is|are|was|were)\s+)?no longer\s+(?:work(?:s|ing)?|help(?:s|ing)?|benefit(?:s|ing)?|provid(?:es?|ing)|confer(?:s|ring)?|offer(?:ing)?|control(?:s|ling)?|of (?:any )?benefit)"
    r"|(?:has|have|having|had)\s+(?:become ineffective|prove[dn] (?:to be )?ineffective|lost (?:its|their) (?:effect\w*|efficacy|benefit))"
)
STANDARD = gated(
    rf"\b{_GIVEN}\b[^.;]{{0,90}}?\b(?:SoC\b|standard[- ]of[- ]care|{_USUAL}\b[^.;]{{0,50}}?\b{TREATMENT}\b)"
    rf"|\b{_FAILED}\b[^.;]{{0,60}}?\b{_USUAL}\s+(?:(?:or|and|systemic|anti-?cancer|cancer|cytotoxic)\s+|{_USUAL}\s+){{0,3}}?{_DRUGS}\b"
    rf"|\b{_FAILED}\b[^.;]{{0,30}}?\btreatments? usual for (?:it|them)\b"
    rf"|\bprior\b[^.;]{{0,80}}\b{TREATMENT}\s+is\s+required\b"
    rf"|\b{_USUAL}\b[^.;]{{0,40}}?\b{TREATMENT}(?:[^.;]{{0,30}}\b(?:(?:has|have|having) (?:failed|been exhausted|progressed)|exhausted|used up|{_NO_MORE_HELP})|[^.;]{{0,110}}?\b(?:has|have) (?:all )?been (?:given|received|tried|used)\b)"
    rf"|\b{TREATMENT}\s(?:(?:that|which)\s(?:is|are)\s)?(?:currently\s)?available\b[^.;]{{0,30}}\b(?:has|have) (?:all )?(?:failed|been exhausted)"
    rf"|\ball\s+(?:\w+\s+){{0,3}}?{TREATMENT}[^.;]{{0,60}}\b(?:benefit|efficacy|value|available)\b[^.;]{{0,30}}\b(?:has|have) (?:already )?been (?:given|received|tried|used|exhausted|administered)",
    re.I,
)
# 'Growth after approved or conventional chemotherapy', 'progression on earlier chemotherapy'
STANDARD_CHEMOTHERAPY = gated(
    rf"\b(?:{_FAILED}\b[^.;]{{0,60}}?\b{_USUAL}[\s/,-]+|{_GREW_UNDER}(?:(?:prior|previous|earlier|an?|at least one)\s+)*)(?:(?:or|and|systemic|cytotoxic|palliative)[\s-]+|{_USUAL}[\s/,-]+){{0,3}}?(?:chemotherap(?:y|ies)|cytotoxic\s+{_DRUGS}|cytotoxics)\b"
    # not: 'standard chemotherapy or other standard treatment'
    r"(?!\W+(?:or|and/or)\s+(?!(?:have|has|are|is|who|for|with|without|lack\w*|no|there|whose|where|in|the|intoleran\w+|unable|cannot)\b"
    r"|(?:[\w-]+\s+){1,5}?(?:(?:(?:is|are)\s+not|not\s+being)\s+available|unavailable|do(?:es)? not exist|(?:is|are)\s+lacking)\b))",
    re.I,
)
# 'Progressed on or intolerant of all therapies known to confer benefit', '... of proven efficacy', 'all life-prolonging
# therapies', 'received therapies with survival benefit'
_KNOWN = r"(?:known|proven|shown|demonstrated|established|documented|likely|expected)"
ALL_KNOWN = gated(
    rf"\b{_GIVEN}\b[^.;]{{0,60}}?\ball\s+(?:\w+\s+){{0,3}}?{TREATMENT}\s+(?:(?:that|which)\s+(?:are|is|were|have been)\s+)?(?:{_KNOWN}\s+to\b"
    rf"|(?:with|of|conferring|offering|providing|(?:that|which)\s+(?:confer|provide|offer)s?)\s+(?:an?\s+)?(?:{_KNOWN}\s+)?(?:\w+\s+)?(?:benefit|efficacy|value)\b)"
    rf"|\b{_GIVEN}\b(?:(?!\binform|\bcounsel|\bexplan)[^.;]){{0,60}}?\ball\s+(?:\w+\s+){{0,2}}?(?:effective|(?:life|survival)-?\s?(?:prolonging|extending)|{_LICENSED}|reimbursed)\s+(?:\w+\s+){{0,2}}?{TREATMENT}\b"
    rf"|\b{_GIVEN}\b[^.;]{{0,40}}?{TREATMENT}\s+(?:(?:that|which)\s+(?:are|is)\s+)?(?:(?:known|proven|shown)\s+to\s+(?:work|prolong|extend|improve|confer|provide|be effective)|(?:with|conferring|(?:that|which)\s+confers?)\s+(?:an?\s+)?(?:{_KNOWN}\s+)?(?:overall\s+)?survival\s+benefit)\b",
    re.I,
)
_FITTING = r"(?:suitable|appropriate|fitting|adequate)"
_OPTION = r"(?:therap|treatment|option|measure)\w*"
# 'No approved or otherwise marketed medicine': what is licensed for her cancer at all, not for a target or a mutation of it
_USUAL_OPTION = (
    rf"(?:(?:other|alternative|further|remaining|current(?:ly)?|local(?:ly)?|{_FITTING}|approved|standard|effective|established|{_LICENSED})[\s,/-]+(?:(?:or|and|nor|otherwise)\s+)?){{1,4}}"
    rf"(?<!other )(?<!further )(?<!remaining )(?:(?:systemic|medical|medicinal|anti-?cancer|cancer|drug|treatment|therapeutic|therapy)\s+){{0,2}}?(?:{_OPTION}|alternatives?|{_DRUGS})\b"
    r"(?!\s+(?:against|target\w*|directed|at\s+the\s+same|concurrent\w*|within|during|in\s+the\s+(?:last|past)|for\s+(?:this|that|the|their|her)\s+(?:mutation|alteration|target|marker|fusion|variant)))"
)
_NOT_OF_A_TARGET = (
    r"(?<!mutation )(?<!mutations )(?<!alteration )(?<!alterations )(?<!fusion )(?<!fusions )(?<!variant )(?<!target )"
)
# 'For which no standard treatment is left': for whoever was never treated there is one.
NONE_LEFT = gated(
    rf"\b(?:standard|conventional|effective|alternative|existing|available|acceptable|{_FITTING}(?! (?:for|to)\b)|better|established|approved|known|satisfactory|curative or palliative|life-prolonging|guideline|{_LICENSED})\b[\w ,/()-]{{0,60}}?"
    r"(?:therap\w+|treatments?|measures?|options?|regimens?|care)\b[^.;]{0,50}?\b(?:do(?:es)? not exist|(?:(?:is|are) not|not being) available|no longer (?:effective|beneficial|offers?)|(?:not |in)effective|(?:is|are|been) exhausted|unavailable|not offer)"
    rf"|(?<!surgery is )(?<!resection is )(?<!operation is )(?<!excision is )\bno (?:\w+ )?(?:curative or (?:palliative or |life-prolonging )?)?(?:standard|effective|satisfactory|acceptable|established|{_FITTING}|better|proven|reasonable)(?:[- ](?:of[- ])?(?:care|the[- ]art))?\s+(?:[\w-]+ ){{0,3}}?{_OPTION}"
    rf"|\bno (?:\w+ ){{0,2}}{_OPTION} (?:(?:of|with) (?:proven|demonstrated|documented|known|established) (?:\w+ )?(?:efficacy|benefit|value)|(?:(?:that|which) (?:is|are|has been) )?(?:known|proven|shown|likely|expected) to (?:prolong|extend|improve|be effective|provide|confer|be of))"
    r"|\bno (?:\w+ ){0,2}standard[- ]of[- ]care (?:\w+ ){0,2}?(?:exists?|available|left|remain\w*)"
    rf"|\b(?:without|lack(?:s|ing)?(?: of)?|absence of) (?:an? |any )?(?:other |further )?(?:effective|satisfactory|acceptable|suitable|standard|proven|approved|conventional) (?:[\w-]+ ){{0,2}}?{_OPTION}"
    rf"|\b(?:without|lack(?:s|ing)?(?: of)?|absence of) (?:an? |any )?{_USUAL_OPTION}"
    rf"|\b(?:{_NOT_OF_A_TARGET}(?:for|to) wh(?:ich|om) (?:there (?:is|are|exists?|remains?) )?|(?<!which )(?<!whom )there (?:is|are|exists?|remains?) |ha(?:s|ve|ving) |with )(?:currently |presently |known to have )?no {_USUAL_OPTION}"
    rf"|\bno (?:available|remaining|existing) {_USUAL_OPTION}"
    r"|\bor (?:(?:who |that )?(?:ha(?:s|ve|ving)|with|there (?:is|are)) )?no (?:other )?(?:reasonable|suitable|acceptable|viable|good) (?:alternatives?|choices?)\b"
    rf"|\bno (?:remaining|further) (?:[\w-]+ ){{0,2}}?options?\b|\bnot (?:be )?(?:an? )?(?:candidates?|eligible|suitable|amenable) (?:for|to) (?:any )?(?:further|additional|more) (?:[\w-]+ ){{0,3}}?(?:therap|treatment|option)\w*"
    r"|\bno (?:known |further )?(?:curative (?:therap|treatment|option)\w*|(?:therap|treatment)\w*),? or (?:other )?(?:therap|treatment)\w* (?:of |with )?(?:proven|known|shown|demonstrated) (?:to )?(?:prolong|extend|improve|efficacy|benefit)"
    r"|\b(?:run out of|exhausted) (?:[\w-]+ ){0,3}?(?:therap\w+|treatments?|options)\b"
    rf"|\bno (?:\w+ )?(?:other|alternative|further|available|known|approved|{_LICENSED})\s+(?:[\w-]+ ){{0,3}}?{_OPTION}[^.;]{{0,30}}\b(?:exist|available|remain|left|option|known)"
    rf"|\bno (?:existing|available|remaining|known|current|approved|alternative|other|further|{_LICENSED})\s+(?:[\w-]+ ){{0,2}}?{_OPTION} (?:(?:that|which) )?(?:(?:is|are) )?(?:felt|believed|thought|considered|deemed|expected|known|likely|(?:will|would|can|could|may) (?:confer|provide|offer|prolong|be))\b"
    r"|\bno (?:\w+ ){0,2}?options? (?:for|of) (?:standard|effective|approved|established|further)\b[^.;]{0,30}?\b(?:therap|treatment)\w*"
    r"|\bnothing (?:[\w-]+ ){0,5}?(?:is )?(?:left|remain(?:s|ing))\b"
    r"|\b(?:therap|treatment|option|measure)\w* (?:do|does) not exist",
    re.I,
)

# 'No known treatment with curative intent', 'no therapy that can cure' means that it cannot be cured, not that nothing is left.
NONE_TO_CURE = gated(
    r"\bno\s+(?:[\w-]+\s+){0,5}?(?:therap(?:y|ies)|treatments?|options?|measures?)(?:\s+(?:is|are|exists?|available|that|which|known|given)){0,3}\s+(?:(?:with|of|for)\s+(?:an?\s+)?(?:curative|cure)\b(?:\s+(?:intent\w*|potential|options?|aims?))?|(?:can|could|will|would|may|to)\s+(?:cure\b|be\s+curative\b|lead\s+to\s+cure\b)|(?<=that )cures\b|(?<=which )cures\b)(?!\s+(?:or|and|nor)\b)"
    # 'cannot be cured by standard treatment', 'not curable with standard means'
    r"|\b(?:cannot|can\s?not|not|un)\s?(?:be\s+)?(?:cured|curable|amenable\s+to\s+cure)\s+(?:by|with|through|using)\s+(?:[\w-]+\s+){0,3}?(?:therap(?:y|ies)|treatments?|options?|measures?|means|methods?)\b(?!\s+(?:or|and|nor)\b)",
    re.I,
)

# That nothing cures her, as whoever has metastases may say; not 'incurable disease', which names the disease
INCURABLE = (
    r"(?:(?:incurable|not\s+curable|beyond\s+cure)\b(?!\s+(?:\w+\s+)?(?:disease|cancer|setting|tumou?rs?|stage|carcinoma)\b)"
    r"|(?:cannot|can\s+not)\s+be\s+cured\b|not\s+(?:be\s+)?(?:amenable|accessible)\s+to\s+(?:[\w-]+\s+){0,2}?(?:curative\b|cure\b)"
    r"|no\s+(?:[\w-]+\s+){0,4}?(?:curative\s+(?:(?!or\b|and\b|nor\b)[\w-]+\s+){0,2}?(?:therap|chemotherap|treatment|option|measure|intent|approach)\w*"
    r"|(?:therap|treatment|option|measure)\w*\s+(?:(?:that|which|exists?|is|are|available|known)\s+){0,3}(?:(?:with|of|for)\s+(?:\w+\s+)?(?:curative|cure)|(?:can|could|will|would|may|to)\s+(?:be\s+)?cur(?:e|ative)|cures\b|curative\b)))"
)
