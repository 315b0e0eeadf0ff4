"""The words around a therapy that say whether, when and to what end it was given. All linear-time patterns."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import words_beginning

KEYS = words_beginning(
    "initial started begun initiated commenced number contained included them "
    "cumulative prior previous underwent undergone received receive receiving pretreated pretreatment before given setting time point use pre treated untreated naive na progressed "
    "progression fail refractory resistant line lines first second third regimen exhausted had exposure exposed history "
    "carried ever used submitted past already earlier standard intolerant relapsed recurrence recurred recurring exist pd treated "
    "latest last worsened worsening grew grown growth licensed licenced registered marketed approved authorised authorized guideline known proven shown unresponsive responding response responded responsive remission most least chemotherapies kinds available effective alternative acceptable satisfactory suitable likely expected maximally options life lack lacking without 2l 3l experienced post cdk4 given administered taken time setting whenever far until hitherto yet former never date none before occasion whatever"
)
THERAPY_KEYS = words_beginning(
    "chemotherapy chemo cytotoxic hormonotherapy hormonal hormone endocrine systemic targeted immunotherapy anti anticancer"
)
STANDARD_KEYS = words_beginning(
    "latest marketed licenced authorised authorized guideline usual growth grew growing worsening worsened reasonable failed failure palliative survival effective remaining worse grown spread registered licensed reimbursed used standard soc established approved refractory conventional available existing stand effective alternative acceptable better "
    "known proven demonstrated documented unresponsive responding satisfactory suitable further curative life exist nothing required last recent options progression progressed likely expected lack lacks"
)
# 'Trastuzumab at any time', 'a PARP inhibitor given earlier', 'no chemotherapy so far': told behind the therapy.
_HAD = r"(?:given|used|administered|taken|received|had)"
_LATELY = r"(?=\s+(?:\d|two|three|four|six|eight|twelve|few|several|week|month|year|half))"
_TOLD_BEHIND = (
    rf"in the past(?!{_LATELY})|at (?:any|whatever) (?:\w+ )?time(?:\s?point)?(?! (?:during|on|throughout|after|while|within|in this))|\bever(?=\W*$)|(?:in (?:any|whatever) (?:\w+ )?|whatever the )setting|whenever (?:(?:it|they|this) (?:was|were) )?{_HAD}"
    rf"|{_HAD} (?:already|earlier|formerly|ever|before(?=\W*$|[;,)]| for| in| as))|(?:already|formerly) (?:been )?(?:given|administered)|(?:has|have|had)(?: already| ever| previously| never| not| yet| at any time)* been (?:or (?:is|are) being )?(?:given|administered|taken)"
    r"|given (?=for (?:the |her |their |any |locally |inoperable |unresectable |recurrent |and |or |and/or )*(?:metasta\w+|advanced|stage (?:IV|4)))"
    r"|so far|until now|up to now|hitherto|yet(?= for\b| in\b|\W*$)|never (?:had|been given|taken|used|any|an?\b)|(?:already|ever|never|once) (?:given|administered)|on (?:any|an) (?:earlier|previous) occasion"
)
# 'Trastuzumab must have been used', 'was given'; 'if chemotherapy was given' is a condition. 'These regimens contained ...'
_WAS_GIVEN = (
    rf"\b(?:must|should)\s+(?:also\s+)?have\s+(?:also\s+)?been\s+{_HAD}\b"
    rf"|^(?!(?:[^.;:]*\b)?(?:if|when|where|unless|once|after|since|until|provided|in case|in which|at which|any time|dose|doses|support|transfusion|sample|samples|specimen|biopsy|consent)\b)"
    rf"[^.;:]{{0,160}}?\b(?:was|were|(?:has|have|had)\s+(?:already\s+)?been)\s+(?:(?:also|already|ever|previously)\s+)?{_HAD}\b"
    r"|^\W*(?:these|those|the|prior|previous)\s+(?:prior\s+|previous\s+)?(?:chemotherapy\s+)?(?:regimens?|lines|treatments?|therap(?:y|ies))\s+(?:(?:must|should)\s+have\s+|have\s+|had\s+)?(?:contained|included|comprised)\b"
)
# 'Treatment with an anthracycline in the adjuvant setting with subsequent relapse'
_BEFORE_A_RELAPSE = r"^\W*(?:adjuvant\s+|neo-?adjuvant\s+|systemic\s+)?(?:treatment|therapy|chemotherapy|exposure)\s+(?:with|to|by)\b(?=[^.;:]{3,160}?adjuvant\b[^.;:]{0,60}?\b(?:subsequent(?:ly)?|later|then|followed\s+by|with)\s+(?:\w+\s+){0,3}?(?:relaps|recurr)\w*\b)"
# 'Chemotherapy for metastatic disease is not permitted'
_NONE_FOR_LATE_DISEASE = r"(?:for|in) (?:the )?(?:[\w-]+ ){0,2}?(?:metastatic|advanced) (?:breast )?(?:setting|disease|cancer)s? (?:is|are) (?:not (?:allowed|permitted|acceptable)|prohibited|forbidden)"
NONE_FOR_LATE_DISEASE = gated(rf"\s+{_NONE_FOR_LATE_DISEASE}\b", re.I)


# That a therapy was given before the trial.
HISTORY = gated(
    rf"{_WAS_GIVEN}|{_BEFORE_A_RELAPSE}|\b(?:{_TOLD_BEHIND})\b|^\W*(?:(?:total|lifetime)\s+)?cumulative\s+doses?\s+of\b|(?:^\W*(?:any )?)(?:earlier|former)\b(?! (?:than|stage|disease|diagnos))|"
    r"\b(?:prior(?!\s+(?:to|at)\b)|previous|previously|received|have had|has had|pre-?treated|pre-?treatment(?= (?:with|by|using)\b)|treated with|treated by|exposure|exposed|treated (?:before|earlier|previously|in the past) (?:with|by)|"
    r"(?:last|most recent) (?:prior )?(?:line of )?(?:treatments?|therap(?:y|ies)|regimens?|lines?) (?:was|were|included|contained|consisted of|(?:must|should) (?:be|have))|"
    r"(?:use|receipt) of (?=[^.;:()]{3,60}\b(?:prior to|before) (?:the |this )?(?:stud|trial|enrol|inclusion|random|screening|entry|registr))|having been given|never undergone|none(?= (?:for|in) (?:the )?(?:\w+ or )?(?:metasta|advanced))|"
    r"in the past|(?:ever|already|formerly) (?:used|taken|received|given|been|had|undergone|begun|started|exposed)|never (?:been )?(?:given|used|administered)|former (?:treatment|(?:chemo)?therapy|use|exposure)|submitted to|(?:first|1st)[- ](?:time )?(?:use|exposure) (?:of|to)|past(?= (?:\w+ )?(?:chemo|hormon|endocrine|systemic|radio|treatments?\b|therap|use\b|exposure))|earlier(?!\s+(?:than|in|on|at|or|to|by|stages?|diagnos\w+|breast|cancers?|disease|time)\b)|(?<!which )(?<!these )(?:must|should) have (?:included|contained|comprised|been (?:given|used|administered|part of))|untreated (?:with|by)|carried out|history of|underwent|undergone|na(?:i|\u00ef)ve|(?:(?<=-)|(?<=inhibitor )|(?<=inhibitors ))experienced|post-(?=CDK|T-?DXd)|refractory|resistan\w+|failed|failure|PD (?=on|after|during|following|within)|"
    r"(?:oligo-?)?progress(?:ed|ing|ion|ive disease)\s+(?:in|of|at)\s+[^.;]{1,30}?\b(?:lesions?|sites?|metastas[ie]s)\s+(?:(?:while|still)\s+)?(?:on|under|during|after|despite|receiving)|"
    r"(?:has|have|had) been on\b|\b(?:already|ever|been)(?: (?:already|ever|systemically))? treated for (?:[\w-]+ ){0,4}?(?:metasta\w+|advanced|stage IV)|"
    rf"{_NONE_FOR_LATE_DISEASE}|"
    # 'have not used any', 'did not receive'; 'patients who had sacituzumab govitecan', 'have taken everolimus'
    r"(?:have|has|had|having|did|do|does)\s+(?:not|never)\s+(?:(?:previously|ever|yet|already)\s+)?(?:had|used|taken|tried|receive|undergo|undergone)|"
    r"(?:who|patients?|participants?|subjects?|women)\s+(?:have\s+|has\s+)?had(?!\s+(?:an?\s+)?(?:to\b|been\b|no\b))|^had(?!\s+(?:an?|no|been|to)\b)|(?:have|has|having)\s+(?:taken|tried)(?!\s+(?:\d|at\b|for\b|part\b|more\b|up\b|to\b|\w+\s+to\b))|"
    # 'no PARP inhibitor before', 'no chemotherapy to date'
    r"(?<!not )(?<!\bor )before(?=\W*(?:$|[,;:.()]|(?:at|in) any\b|whatever\b))|\b(?:no|not|without|never)\b[^.;]{2,100}\b(?:to date|so far|thus far|(?<!not )(?:yet|until now))(?!\s\w)|"
    r"(?<=\bbeen )used before|(?:was|were)(?: not| never)? used before|(?:^\W*|\b(?:have|has|had|who)\s+(?:once\s+)?)used\b(?! (?:to|for|as|in|an? (?:investigational|experimental|study)|(?:any )?(?:investigational|experimental|study))\b)|"
    r"(?:respon\w+|stable disease|disease control|clinical benefit|remission|(?:without|no|not|non-?) ?progress\w*)\b[^.;]{0,40}?\b(?:after|to|following|during|on|with)\s+"
    r"(?:the\s+|their\s+|a\s+|at least\s+|[\d-]+\s+cycles\s+of\s+)*(?:first[- ]line|1st[- ]line|induction|initial|(?:[\w-]+\s+){0,2}?(?:chemotherapy|therapy|treatment)\s+(?:for|of)\s+(?:\w+\s+){0,2}?(?:metastatic|advanced|stage IV|MBC)|(?:\w+\s+){0,3}\d\s+(?:cycles|courses|months)\s+of)\b|"
    r"(?:progress(?:ed|ing|ion|ive)?|recurr(?:ed|ing|ence)|relaps(?:ed?|ing))(?:\s+(?:of\s+)?(?:the\s+|their\s+)?(?:metastatic\s+|advanced\s+)?disease|\s+with\s+(?:distant\s+|metastatic\s+|advanced\s+)(?:disease|metastas[ie]s))?(?:\s+(?:or|and|/)\s+\w+(?:\s+of\s+(?:the\s+)?disease)?)?"
    r"(?:\s+in\s+the\s+(?:metastatic|advanced)\s+(?:setting|stage))?\s+(?:on|after|during|following|to|upon|under|while|whilst|within|despite))\b",
    re.I,
)
PROGRESSED = gated(
    r"\b(?:(?:oligo-?\s?)?progress(?:ed|ion|ing|ive)?(?:\s+(?:metastatic\s+|advanced\s+)?disease)?|PD(?= on| after| during| following)|"
    r"fail(?:ed|ure)(?!\s+to\s+(?:have|receive|undergo|complete))|refractory|resistan(?:t|ce))\b[^.;]{0,40}?"
    r"\b(?:on|after|during|following|to|of|from|with|while|whilst|prior|previous|upon|under|despite)\b",
    re.I,
)
# 'Vomiting after previous chemotherapy', 'hair loss during prior taxanes'
_COMPLAINTS = r"(?:nausea|vomiting|emesis|retching|alopecia|hair loss|mucositis|stomatitis|neutropa?enia|infections?|cystitis|headaches?|seizures?|thrombo\w+|myalgia|arthralgia)"
# Reasons for which a therapy is named that say nothing of her history.
NOT_HISTORY = gated(
    rf"\b{_COMPLAINTS}\b[^.;,]{{0,40}}?\b(?:after|following|during|from|with|upon|since|on|because of)\b|\bwith\s+(?:[\w-]+\s+){{0,2}}?{_COMPLAINTS}\b|"
    r"\b(?:contracept\w+|breast-?\s?feed\w*|nursing infants?|mothers?|abstinen\w+|failure rate|fail\w* to (?:tolerate|recover|comply)|hypersensitiv\w+|sensitivity|resolution|resolved|toxic|absorption|preclude|attribut\w+|LVEF|CHF|allerg\w+|contraindicat\w+|toxicit\w+|adverse|recover\w*|side effects?|complications?|"
    r"reactions?|associated with|induced|caused by|related to(?! (?:the |their |its )?(?:modes?|mechanisms?)\b)|considered as|count(?:ed|s)?|scheduled|(?:decided|chosen|elected|recommended) to (?:initiate|start|begin|treat|prescribe|give|use)|(?<!before )(?<!prior to )planned|plans? for|plan to|(?:would|shall|going to|about to) be (?:treated|given|started)|will (?:be )?(?:receiv\w+|treated|undergo\w*)|to receive|candidates? for|suitable for|eligible for|eligible to|"
    r"indicated for|intended|require[sd]? treatment|unsuitable|ineligible for|during the (?:study|trial)|in this (?:study|trial) (?:is|are)|on study|"
    r"result(?:ing|ed) in(?! (?:an? |at least )*(?:total|cumulative|stable|stabili[sz]ation|(?:\w+ )?responses?|remission|progress|disease control|CR|PR|SD|complete|partial|objective|at least))|leading to|led to|complicated by|with (?:[\w-]+ ){0,2}(?:ILD|interstitial|heart failure|cardio\w+)|"
    r"while (?:participating|(?:taking part )?(?:in|on) (?:this |the )?(?:study|trial))|discontinu\w+|has to start|events?|neuropathy|colitis|pneumonitis|samples?|biops\w+|consent|prior to (?:the )?(?:start|first|initiat\w+|begin\w+|receiv\w+))\b",
    re.I,
)
# Sentences of a basket trial about other cancers; they ask nothing of a patient with breast cancer.
OTHER_CANCER = gated(
    r"\b(?:melanoma|NSCLC|SCLC|non-small|lung|pancrea\w+|urothelial|colorectal|ovarian|prostate|CRPC|RCC|HCC|renal|gastric|"
    r"bladder|endometrial|cervical|head and neck|HNSCC|glioma|glioblastoma|sarcoma|hepatocellular|rectum|rectal|o?esophag(?:eal|us)|thyroid|biliary|"
    r"ARSI|ADT|androgen[- ]deprivation)\b",  # treatment of prostate cancer
    re.I,
)
BREAST = gated(r"\b(?:breast|TNBC|triple|MBC|HER-?2|solid)\b", re.I)
NOW = gated(
    r"\b(?:concurrent(?:ly)?|concomitant(?:ly)?|current(?:ly)?|ongoing|simultaneous(?:ly)?|receiving|undergoing|other)\b",
    re.I,
)
BEFORE = gated(
    rf"\b(?:{_TOLD_BEHIND})\b|\b(?:was|were)\s+(?:(?:also|already|ever|previously)\s+)?{_HAD}\b|"
    r"\b(?:prior|previous|previously|received|have had|has had|(?:has|have|had) been (?:treated|given)|ever|already|formerly|(?:have|has|had|who) used|(?:must|should) have been (?:given|used|administered))\b(?!\s+to\b)|^\W*used\b(?!\s+to\b)",
    re.I,
)
_UNIT = r"(?:hours?|days?|weeks?|wks?|months?|mos?|years?|yrs?)"
WINDOW = gated(
    r"(?:\b(?:within|in|during|less than|at least|more than|over|for|until|since|after|minimum of|last|past|preceding|previous|interval)|[<>]=?|[\u2264\u2265])\s*"
    r"(?:the\s+)?(?:prior\s+|last\s+|past\s+|previous\s+|preceding\s+|at least\s+|[<>]=?\s*)?(?:\d+(?:\.\d+)?|one|two|three|four|five|six|eight|ten|twelve)"
    rf"\s*(?:-|to\s+\d+)?\s*(?:\(\d+\)\s*)?(?:{_UNIT}|half-?li\w+)\b"
    # 'in the last month', 'during the preceding year'
    r"|\b(?:last|past|preceding|previous|prior)\s+(?:few\s+|several\s+|calendar\s+)?(?:weeks?|months?|years?)\b(?!\s+of\b)"
    rf"|\d\s*{_UNIT}\s*\)?\s*(?:or\s+(?:more|longer|later)\s*)?(?:prior|before|preceding|of|from|after|ago|earlier)\b"
    rf"|\(\s*(?:[<>]=?\s*|[\u2264\u2265]\s*)?\d+(?:\s*(?:-|to)\s*\d+)?\s*{_UNIT}\s*\)"  # 'chemotherapy (21 days), trastuzumab (28 days)'
    r"|\b(?:DFI|DFS|TFI|PFS|TTP)\b|\b(?:disease|treatment|progression|relapse|recurrence)[- ]free\b"
    r"|\bbetween\s+(?:the\s+)?(?:\w+\s+)?(?:recurrence|progression|relapse|diagnosis|screening|enrol\w+)\b"
    r"|\b(?:half-?li(?:fe|ves)|wash-?out|cumulative|mg/(?:m|sqm|kg)\w*|cycles?|dose(?![- ](?:escalat|expan|optimi))|lifetime|duration|interval)\b",
    re.I,
)
# 'Stage IV', 'stage III or IV'
STAGE_IV = r"stage (?:III[ABC]?\s?(?:/|or|-|to)\s?)?(?:IV|4)"
LINE_WORD = gated(r"\blines?\b", re.I)
METASTATIC = gated(
    rf"\b(?:metasta\w+|mets|advanced|{STAGE_IV}|MBC|ABC|palliative|incurable|unresectable|inoperable|recurrent|(?:locally )?recurrence|non-?\s?curative (?=setting|stage|disease))\b",
    re.I,
)
# Disease with distant metastases for certain: not 'non-metastatic', 'locally advanced', 'palliative care'
LATE = gated(
    r"(?<!non-)\bmetasta\w+|\bstage (?:IV|4)\b|\bMBC\b|(?<!locally )(?<!locally-)\badvanced (?:(?:breast )?(?:cancer|disease|carcinoma)|setting)|\bpalliative\b(?! care)|\bincurable\b",
    re.I,
)
EARLY = gated(
    r"\b(?:(?:neo-?)?adjuvant|neoadjuvant|(?:neo)|early(?:-stage)?|primary|curative|pre-?operative|non-?metastatic|localized)\b",
    re.I,
)
# 'may have had', 'are allowed': asks for nothing.
PERMITS = gated(
    r"\b(?:allowed|permitted|accepted|admitted|permissible|optional|tolerated|(?<!no )(?<!no longer any )acceptable|allowable|(?:is|are) (?:OK|fine|welcome|(?:no|not an?) (?:obstacle|hindrance|barrier|impediment))|not required|not (?:an? )?exclusion|no(?:t)? limit\w*|any number|unlimited|not limited|may (?:have )?(?:contain\w*|include\w*)|irrespective|(?:may|might) (?:(?:also|additionally|in addition|either|already|previously|further) )?have|"
    r"may (?:be|receive|stay|remain|continue)|can have|regardless of|with or without|eligible(?! for (?:an? |the )?(?:[\w-]+ ){0,2}(?:lines?\b|therap|treatment|chemo)))\b",
    re.I,
)
# 'More than one line of chemotherapy (a switch for toxicity is allowed)': what is let in is none of the lines
SWITCHED = gated(
    r"\((?![^()]*\b(?:lines?|regimens?|patients?|participants?|subjects?|women|those|these|they|cohorts?|arms?|parts?|phases?|up\sto|at\smost)\b)"
    r"(?:(?:an?|the|one|any)\s)?(?:switch\w*|chang\w+|replac\w+|substitut\w+|exchang\w+|interrupt\w*|modif\w+)\b[^()]*\)",
    re.I,
)
LET_IN = r"(?:allowed|permitted|acceptable|eligible)"
DENIES_PERMISSION = gated(
    rf"\b(?:not|no|n't)\s+(?:be\s+)?{LET_IN}|\bineligible\b|\bnot be eligible\b"
    r"|^\W*no (?:prior|previous)\b[^.;]{0,80}\b(?:is|are) (?:allowed|permitted)\b",
    re.I,
)
# 'May have had one line, but must have recovered from its toxicity'
RECOVERED_SINCE = gated(
    r"[,;]?\s*\b(?:but|and|provided\s+(?:that\s+)?they)\s+(?:must|should|have\s+to|need\s+to)\s+(?:have\s+|be\s+)?(?:fully\s+)?recover\w*\b[^.;]{0,160}[.;]?\s*$",
    re.I,
)
EXAMPLES = gated(
    r"(?:\b(?:such as|whether|be it|e\.g|i\.e|eg|ie|for example|incl\.|including|includes?|like|namely|defined as)\b|\()",
    re.I,
)
AND = gated(r"(?:\band\b(?!\s*/\s*or)|\+|\bplus\b|\bas well as\b|\bwith\b|\bin combination\b)", re.I)
OR = gated(r"\bor\b|/", re.I)
# 'Previously received A, previously used B within three months': a complaint of its own
OF_ITS_OWN = gated(r",(?= previously (?:used|received|treated|participated|involved)\b)", re.I)
CLAUSE = gated(
    rf"[;:]|{OF_ITS_OWN.pattern}|(?<=required),|(?<=allowed),|(?<=permitted),|(?:(?<=\bbefore)|(?<=\bpast)|(?<=\bpreviously)|(?<=\bever)),(?=\s+no\b)|(?<!\bi\.e)(?<!\be\.g)(?<!\bincl)\.\s|\b(?:but|however|unless|except\w*|other than|apart from|is (?:not )?(?:permitted|allowed)|although|provided|if|preferably)\b|,\s+(?=being\b)"
    r"|\bor (?=(?:(?:known|an?|any|prior|previous|history of|severe|documented|is|are|who|has|have|had) ){0,3}(?:intoleran\w+\s?/\s?)?(?:hypersensitiv|allerg|contraindic)\w*)"
    # 'No therapy for advanced disease and relapse more than 12 months after ...'
    r"|\band (?=(?:disease )?(?:relaps\w+|recurrence|recurred)\s+(?:\w+ing\s+)?(?:more|at least|later|>|\u2265|after|\d))"
    r"|\band (?:no(?![^.;]{2,60}\b(?:to date|so far|yet|before)\W*$)|have|has|must|who|are|with no|without|for (?:which|whom)|about to|scheduled|planning|not (?=suitable|eligible|amenable|a candidate|candidates|appropriate))\b",
    re.I,
)
GENERIC = gated(
    r"\b(?:systemic\s+|anti-?cancer\s+|anti-?tumou?r\s+|oncologic\w*\s+|drug\s+|standard\s+)?(?:therap(?:y|ies)|treatments?|treated)\s+"
    r"(?:(?:has|have|had) been (?:\w+\s+){1,2})?(?=(?:\([^)]*\)\s*)?(?:for|of|against|in)\s+(?:the\s+|their\s+|this\s+|her\s+|current\s+|newly\s+|present\s+|diagnosed\s+|or\s+|any\s+|local(?:ly)?\s+|loco-?\s?regional(?:ly)?\s+|de novo\s+|inoperable\s+|primary\s+|treatment of\s+)*"
    r"(?:[a-z]+[/-])?(?:metasta\w+|[ma]BC\b|advanced|recurren\w+|stage|breast|cancer|disease|diagnosis|malignan\w+|unresectable|palliative))",
    re.I,
)
UNTREATED = gated(
    r"\b(?:previously untreated|treatment[- ]na(?:i|\u00ef)ve|therapy[- ]na(?:i|\u00ef)ve|untreated)\b(?!\s+(?:with|by)\b)(?:(?!\b(?:brain|CNS|cerebral|leptomening\w*|central nervous)\b)[^.;,]){0,40}?\b(?:(?<!non-)(?<!non )metasta\w+|(?<!locally )(?<!locally-)advanced|stage IV|MBC|local recurrence)\b"
    r"|\b(?:metastatic|(?<!locally )(?<!locally-)advanced|stage IV)\b[^.;,]{0,40},\s*(?:(?:previously\s+)?untreated|not (?:previously|yet) treated|treatment[- ]na(?:i|\u00ef)ve)\W*$"
    # 'Relapse after adjuvant treatment with no treatment for advanced disease'
    r"|\b(?:with no|(?<!or )without|and no) (?:any |systemic |anti-?cancer )*(?:therapy|treatment) (?:for|of) (?:the |their |her )?(?:metastatic|advanced) (?:breast )?(?:disease|cancer)\b(?!,?\s+(?:other than|except|besides|apart|unless|but|or|and|within))"
    r"|\b(?:metastatic|advanced|stage IV)\b[^.;,]{0,40}\b(?:previously untreated|treatment[- ]na(?:i|\u00ef)ve|(?:that|which) (?:has|have) (?:not|never) been (?:previously )?treated|not (?:been )?(?:previously|yet) treated|without (?:any )?(?:prior|previous) (?:systemic )?(?:therapy|treatment))\b(?!\s+(?:with|by|for|in|of|to)\b)"
    r"|^\W*(?:(?:patients?|with|have|has|had|received|must|participants?|subjects?) ){0,4}no (?:prior|previous|earlier) palliative (?:anti-?cancer )?(?:treatments?|therap(?:y|ies))\W*$"
    # 'Has not yet started treatment for metastatic disease', 'systemic treatment of metastatic disease has not been started'
    r"|\b(?:not|never) (?:yet )?(?:started|begun|initiated|commenced) (?:any |their |systemic |anti-?cancer |first-line )*(?:therapy|treatment) (?:for|of) (?:the |their |her )?(?:[\w-]+ (?:or |and/or )?)?(?:metastatic|advanced|stage IV|MBC)\b"
    r"|\b(?:therapy|treatment) (?:for|of) (?:the |their |her )?(?:[\w-]+ (?:or |and/or )?)?(?:metastatic|advanced|stage IV) (?:breast )?(?:disease|cancer) (?:has|have) not (?:yet )?(?:been )?(?:started|begun|initiated|commenced)\b",
    re.I,
)
TREATMENT = r"(?:therap\w+|treatment\w*|care|SoC|regimens?|options?|lines?)"
_TUMOUR = r"(?:disease|cancer|carcinoma|tumou?rs?|metastas[ei]s|lesions?)"
# 'Progression on the most recent treatment': something was given before, in whatever setting.
LAST_TREATMENT = gated(
    rf"\b(?:(?:progress\w*|recurr(?:ed|ence)|relapsed?|{_TUMOUR}[^.;,]{{0,30}}?\b(?:worsen(?:ed|ing|s)|worse|grew|grown?|growing|growth)|(?:worsening|growth)\s+of\s+(?:(?:the|her|their)\s+)?{_TUMOUR})\b[^.;]{{0,40}}?\b(?:on|after|during|following|since|under|to|within\s[^.;()]{{1,25}}?\sof)|refractory to|fail(?:ed|ure of)(?![^.;()]{{0,60}}\bchemo))\b"
    rf"[^.;()]{{0,25}}?\b(?:last|latest|most recent|prior|previous|former|earlier|current|ongoing)\b[^.;()]{{0,30}}?\b(?:(?:chemo)?{TREATMENT}|(?<=last )drugs?|(?<=latest )drugs?|(?<=recent )drugs?|(?<=previous )one|(?<=last )one)\b"
    rf"|\breceived\b[^.;]{{0,60}}\ball (?:available )?(?:treatment|therap\w+) options\b",
    re.I,
)
# Treatment of something else than the cancer.
OF_COMPLAINTS = gated(
    r"\b(?:lymph-?o?edema|decongestive|pain|analges\w*|anti-?emetic|nausea|wound|physio\w*|rehabilitat\w*|depress\w*|anxiety|insomnia|hot flash\w*|menopaus\w*|"
    r"fatigue|neuropath\w*|mucositis|dermatitis|vaccin\w*|hypertension|diabet\w*|cardiac|heart|osteopor\w*|supportive|anesthe\w*|skin care)\b",
    re.I,
)
