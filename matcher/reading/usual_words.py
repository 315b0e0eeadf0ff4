"""Sentences in the words that most sponsors would use, so that the other readers need to know only those.

Who writes English as a second language, as a lawyer or for patients says 'save those that are stable', 'letrozole excepted', 'metastases
at distance', 'chemotherapy given before', 'a length superior to 5 cm',
'cancer that has spread to the liver'. What is said stays the same; only a text of the same
meaning is put in its place. Where in the record a sentence stands is known apart from its words.
"""

from __future__ import annotations

from matcher.reading.gated import Rewriting

_PEOPLE = r"(?:patients|participants|subjects|women|men|persons|people|those)"
_GIVEN = r"(?:given|received|administered|undergone|taken|carried\s+out|performed)"
_BEFORE = r"(?:before|beforehand|previously|earlier|formerly|in\s+the\s+past)"
_NUMBER = r"\s*(?=\d)"
_NOT_TIMES = r"(?![^(),;.]*\b(?:seconds|minutes|hours|days?|weeks?|months?|years?|mm|cm)\s+(?:apart|aside)\b)"

_TO_JOIN = (
    r"(?:entry|entering|enrol\w+|participati(?:on|ng)|joining|inclusion|taking part|eligibility|the (?:study|trial))"
)
_HAS = r"(?:has|have|had)\s+(?:already\s+|since\s+)?"
_CANCER = r"(?:(?:breast\s+)?cancers?|disease|tumou?rs?)"
_A_CANCER = r"(?:(?:breast\s+)?(?:cancers?|carcinomas?)|disease|tumou?rs?)"
_NEWLY_FOUND = r"(?:newly|recently|freshly)[\s-]+(?:found|detected|discovered|identified|recogni[sz]ed)"
_MUST_BE = r"(?:is|are|was|(?:must|should)\s+(?:be|have\s+been)|ha(?:s|ve)\s+(?:to\s+be|been))\s+"
_DRUG_TREATMENT = r"(?:(?:systemic|anti-?cancer|anti-?tumou?r|cancer|medical|drug)[\s-]+)*(?:therapy|treatment|chemotherapy|endocrine\s+therapy|hormon\w+\s+therapy)"
_ORGAN = r"(?P<organ>bone|liver|lung)s?\b(?!\s*(?:,|/|and|or)\s)"
_FAR_OFF = r"(?:(?:the\s+)?(?:other|distant|different)\s+(?:parts?|organs?|sites?|areas?)(?:\s+(?:of|in)\s+(?:the|their|her|your)\s+body)?|elsewhere(?:\s+in\s+the\s+body)?|outside\s+the\s+breast\s+and\s+(?:nearby\s+)?lymph\s+nodes)"
_NOWHERE_TOLD = r"(?!\s+(?:to|into|in|onto|beyond|within|outside|along|locally|over|from|only)\b)"

_CNS = r"(?:CNS|brain|cerebral|intra-?cranial|central\s+nervous\s+system)(?:\s*\([^()]{2,30}\))?"
_RESTLESS = r"(?:active|untreated|symptomatic|uncontrolled|unstable|progressive|progressing|growing)"
_TUMOURS = r"(?:tumou?rs?|cancers?|malignanc(?:y|ies)|neoplasms?|lesions?)"
_SPREAD = r"(?:secondar(?:y|ies)|deposits|metastas[ie]s|metastatic\s+(?:disease|lesions?|tumou?rs?))"
_HAVING_HAD = r"given|received|had|exposure\s+to|exposed\s+to|treat(?:ed|ment)\s+with|use\s+of"
_UNLICENSED = r"(?:(?:unlicensed|unapproved|experimental|investigational)(?:\s+(?:drug|agent))?|(?:study|trial)(?:\s+(?:drug|agent))?)\s+"
_A_DRUG = r"[\w-]{3,}(?:mab|parib|ciclib|lisib|tinib|tecan|vedotin)\b"

_ER = r"(?:(?-i:ER)|(?:the\s+)?o?estrogen\s+receptors?(?:\s*\(ER\))?)"
_PR = r"(?:(?-i:Pg?R)|(?:the\s+)?progesterone\s+receptors?(?:\s*\(Pg?R\))?)"
_HER2 = r"(?:HER-?\s?2(?:/neu)?|human epidermal growth factor receptor 2(?:\s*\(HER-?2\))?)"
_THREE = rf"{_ER}\s*,\s*{_PR}\s*,?\s*(?:and|or|nor|,)\s*{_HER2}"
_NAMES = r"(?:\s*\([^()]{2,60}\))?"
_FOUND = r"(?:(?:is|are|being)\s+)?(?:expressed|positive|present|detected|found)"
_CELLS = r"(?:the\s+|all\s+)?(?:tumou?r\s+|cancer\s+)?(?:cells|nuclei)"

in_usual_words = Rewriting(
    (
        # exceptions
        (r"(?<=[,(])\s*save(?:\s+for)?\s+(?=(?:those|that|the|in|if|when|where|after|an?|patients)\b)", " except "),
        (r"\bto\s+the\s+exception\s+of\b", "with the exception of"),
        (r",\s+([^,;.()]{3,60}?)\s+being\s+(?:the|an)\s+(?:only\s+|sole\s+)?exceptions?\b", r", except \1"),
        (rf"([(,]\s*){_NOT_TIMES}([^(),;.]{{3,90}}?)\s+(?:excepted|(?:(?:left|set|put)\s+)?(?:apart|aside)|(?:not\s+being|being\s+not)\s+(?:considered|counted|taken\s+into\s+account))(?=\s*(?:[),.;]|$))", r"\1except \2"),
        (r"^(\W*)the\s+same\s+(?:holds|applies|is\s+true)\s+(?:where|when|if|for)\s+", r"\1"),
        (r",?\s+to\s+which\s+([^;.]{3,60}?)\s+belongs?(?:\s+(?:as\s+well|too|also))?(?=\W)", r", including \1"),
        (r"\(([^()]{0,40}\bin[- ]situ)\s+(?:being\s+|is\s+)?(?:sufficient|enough|suffices)\)", r"(including \1)"),
        (r"\bbarring\b(?=\s)", "except"),
        (r"\b((?:any|other|another|no|without|none|never)\b[^.;:,]{1,60}?\w\)?)\s+besides\s+(?=\w)", r"\1 other than "),
        # 'LM' beside the brain is leptomeningeal disease; elsewhere it may be the liver
        (
            r"\b((?:brain|CNS)\s*(?:metasta\w+\s*)?(?:,|/|or|and/or|and)\s*(?:any\s+)?)(?-i:LMD?)\b(?:(?<=LMD)(?!\w)|(?<=LM)(?=\s*(?:metasta\w+|disease|involvement|$|[.,;)])))",
            r"\1leptomeningeal ",
        ),
        # 'CNS metastases or spinal cord compression that is symptomatic': what is told behind is told of both
        (
            r"\b((?:CNS|central\s+nervous\s+system(?:\s*\(CNS\))?|brain)\s+(?:metasta\w+|involvement|disease))\s+(?:or|and/or)\s+(?:spinal\s+)?cord\s+compression\s+"
            r"(?=(?:(?:that|which)\s+(?:is|are|requires?|has|have|causes?)|associated|requiring|causing)\b)",
            r"\1 ",
        ),
        (r"\b((?:brain|CNS|cerebral|central\s+nervous\s+system)\s+metastas[ei]s)\s+with\s+(?:(?:focal|residual|persistent|significant|major|motor|any)\s+)?deficits?\b", r"\1 with neurological deficit"),
        # 'active primary brain tumour or brain metastasis': the site and the adjective are told of both
        (rf"\b(?P<how>{_RESTLESS})\s+primary\s+(?P<where>{_CNS})\s+{_TUMOURS}\s*(?:/|\bor\b|\band/or\b|\band\b)\s*(?:{_CNS}\s+)?{_SPREAD}", r"\g<how> \g<where> metastases"),
        (rf"\b(?P<how>{_RESTLESS})\s+(?P<where>{_CNS})\s+primary\s+{_TUMOURS}\s*(?:/|\bor\b|\band/or\b|\band\b)\s*(?:{_CNS}\s+)?{_SPREAD}", r"\g<how> \g<where> metastases"),
        (rf"\b(?P<how>{_RESTLESS})\s+primary\s*(?:/|\bor\b|\band/or\b|\band\b)\s*(?:secondary|metastatic)\s+(?P<where>{_CNS})\s+{_TUMOURS}", r"\g<how> \g<where> metastases"),
        (r"\bmesure?able\b", "measurable"),
        (r"\bover[\s-]+express(?=(?:ion|ed|es|ing)\b)", "overexpress"),
        (r"\bassessible\b", "assessable"),
        (r"\b(CNS|brain|central\s+nervous\s+system)[- ]only\s+(?:metastatic\s+)?(?:disease|metastas[ei]s|involvement)\b", r"metastatic disease confined to the \1"),
        (r"\b(CNS|brain|central\s+nervous\s+system)\s+as\s+(?:the\s+|their\s+)?(?:only|sole)\s+site\s+of\s+(?:metastatic\s+)?(?:disease|metastas[ei]s)\b", r"metastatic disease confined to the \1"),
        # ECOG 4: confined to bed or chair
        (r"^(\W*(?:(?:patients?|participants?|subjects?|women)\s+)?(?:(?:who\s+)?(?:is|are)\s+)?)bedridden(?=\W*$)", r"\1ECOG performance status of 4"),
        # what is let in
        (r"\s+(?:is\s+|are\s+)?(?-i:OK|ok|Ok|O\.K\.|okay)(?=\s*(?:$|[;,)]|\.\s|\.$))", " is allowed"),
        (r"\b(?:is|are)\s+compatible\s+with\s+(?:the\s+)?(?:inclusion|participation)\b", "is allowed"),
        (rf"^(\W*)([^;.,]{{3,80}}?)\s+(?:may|can)\s+(?:also\s+)?have\s+been\s+{_GIVEN}(?:\s+{_BEFORE})?(?:\s+as\s+well)?", r"\1Prior \2 is allowed"),
        (r"^(\W*)([^;.]{3,80}?),?\s+may\s+have\s+preceded\b", r"\1Prior \2 is allowed"),
        (rf"^(\W*)([^;.]{{3,120}}?)\s+may\s+or\s+may\s+not\s+(?:also\s+)?have\s+been\s+{_GIVEN}\b(?:\s+{_BEFORE})?", r"\1Prior \2 is allowed"),
        (
            # 'chemotherapy lines after recurrence <= 2'
            r"\b((?:lines|regimens)(?:\s+of\s+(?:[\w-]+\s+){0,2}?[\w-]*therap(?:y|ies))?)\s+(?:after|since|following)\s+(?:the\s+)?(?:(?:disease\s+)?(?:recurrence|relapse)(?:\s*(?:/|or|and)\s*metastas[ie]s)?|metastas[ie]s)"
            r"(?=(?:\s*:|\s*,|\s+(?:is|are|must\s+be|should\s+be))?\s*(?:[<>\u2264\u2265]|(?:up\s+to|at\s+(?:most|least)|(?:no|not)\s+more\s+than|less\s+than|fewer\s+than)\b|\d))",
            r"\1 for metastatic disease",
        ),
        # 'progression on metastatic therapy': not the therapy has spread
        (
            r"\b(on|during|under|after|following|upon|prior|previous)\s+metastatic\s+((?:(?:systemic|endocrine|hormonal|targeted)\s+)?(?:(?:chemo)?therap(?:y|ies)|treatments?))\b(?!\s+for\b)",
            r"\1 \2 for metastatic disease",
        ),
        # letters of a marker that changed places; 'BCRA tool' is the Breast Cancer Risk Assessment
        (r"\b([gst]?)(?-i:BRAC|BCRA)(?=[\s-]?[12]\b|(?:\s*/\s*BR(?:AC|CA)|[\s-]+(?:(?:genes?|pathogenic|deleterious)\s+)?(?:mutat\w*|mutant|carriers?|variants?|alter\w+|positive)\b))", r"\1BRCA"),
        (r"\b(?-i:ERS1|ESRI)(?=m?\b)", "ESR1"),
        (r"\b(?-i:PI3KCA|PIK3AC|PIC3KA|PIKC3A)(?=m?\b)", "PIK3CA"),
        (r"\b(?-i:PLAB2|PABL2)\b", "PALB2"),
        (r"\b(?-i:CHECK2|CHKE2)\b", "CHEK2"),
        (r"\b(?-i:PETN|PTNE)(?=[\s-]+(?:mutat|loss|defici|alter|gene|null))", "PTEN"),
        (r"\b(?-i:PDL-1|PD-1L)\b", "PD-L1"),
        # names of kinases explained: 'PI3K/mTOR (mammalian target of rapamycin)/AKT inhibitor'
        (r"\b(?-i:(mTOR|AKT|Akt|PI-?3-?K))\s*\(\s*(?:the\s+)?(?:(?:mammalian|mechanistic)\s+target|phosph\w+|protein\s+kinase\s+B)\b[^()]{0,40}\)", r"\1"),
        (r"\b(?:(?:mammalian|mechanistic)\s+target\s+of\s+rapamycin|phosph(?:oinositide|atidyl-?inositol)[\s-]3[\s-]kinase|protein\s+kinase\s+B)\s*\((?-i:(mTOR|AKT|Akt|PI-?3-?K))\)", r"\1"),
        # names of classes: 'checkpoint blockers', 'antibodies against PD-1 or PD-L1'
        (r"\b(checkpoint|PD-?\(?L?\)?-?1|PARP|mTOR|aromatase|CDK\s?4/6)[\s-]+blocker(s?)\b", r"\1 inhibitor\2"),
        (
            r"(?<!specific\s)\bantibod(?:y|ies)\s+(?:directed\s+)?(?:against|targeting)\s+PD-?\(?(L?)\)?-?1(?:\s*(?:/|or|and|and/or)\s*PD-?L?1)?\b",
            r"anti-PD-\g<1>1 antibody",
        ),
        # earlier treatment
        (rf"^(\W*)exposure\s+to\s+(?=(?:{_UNLICENSED})?{_A_DRUG})", r"\1Prior exposure to "),
        (rf"\b({_HAVING_HAD})\s+{_UNLICENSED}(?={_A_DRUG})", r"\1 "),
        (
            # 'has not accepted chemotherapy before', of hospitals in China
            r"((?:\b(?:have|has|had|having|who|ever|once|already|previously|recently)\s+(?:(?:not|never|ever|already|previously|only)\s+){0,2}"
            r"|^\W*(?:(?:patients?|subjects?|participants?|women)\s+)?(?=accepted\s+(?:at\s+least|prior|previous|first|second|one|two|no\s+more|\d)\b)))"
            r"accept(ed|ing)\b(?!\s+(?:by|as|for|to|into|if|in|when|(?:the\s+|an?\s+)?(?:informed|written|risks?|consent)))",
            r"\1receiv\2",
        ),
        (rf"^(\W*)(?:an?y?\s+)?((?:(?!\b(?:no|not|never|may|must|who|if|is|are|was|were|been)\b)[^;.]){{3,140}}?)\s+{_GIVEN}\s+{_BEFORE}(?=\W*$)", r"\1Prior \2"),
        (rf"\b({_PEOPLE})\s+having\s+(had|received|undergone)\b", r"\1 who have \2"),
        (rf"\b({_PEOPLE})\s+who\s+(?:ever\s+)?took\b(?!\s+part)", r"\1 who received"),
        (r"\b(who|they)\s+(?:was|were|have\s+been|has\s+been)\s+(?:ever\s+|already\s+|previously\s+)?given\b", r"\1 received"),
        (rf"\b(?:(?:for|to)\s+whom\s+no\s+([^.;,()]{{3,60}}?)\s+(?:was|were|has\s+been|have\s+been)\s+{_GIVEN})\b", r"who received no \1"),
        (rf"\b(that|and|if|,)\s+no\s+([^.;,()]{{3,60}}?)\s+(?:was|were|has\s+been|have\s+been)\s+{_GIVEN}\b", r"\1 they received no \2"),
        (r"\bnothing\s+(?:(?:was\s+|has\s+been\s+)?(?:received|given|had)\s+)?(?:in\s+the\s+(?:way|nature)|by\s+way)\s+of\s+(?:any\s+)?", "no "),
        (r"\bnot\s+(?:yet\s+)?been\s+treated\s+(?:in\s+any\s+way|at\s+all)(?:\s+(?:up\s+to\s+now|so\s+far|until\s+now|yet))?", "never been treated"),
        (
            r"(^\W*|[,:]\s+)(?:(in\s+the\s+[^,;.()]{3,50}?\s+setting),\s+)?([^;.,()]{3,80}?),?\s+(?:must\s+)?(?:has|have)\s+failed(?:\s*\(progression\))?\s+or\s+(?:was|were|has|have|not)\s+(?:not\s+)?(?:have\s+)?(?:been\s+)?tolerated\b(?:\s+in\s+that\s+setting)?",
            r"\1progression on or intolerance to \3 \2",
        ),
        (r"\b(anti-?\s?cancer|antineoplastic|oncologic(?:al)?)\s+interventions?\b", r"\1 treatment"),
        (r"^(\W*)already\s+received\b", r"\1Previously received"),
        (r"\b(?:in|for)\s+the\s+first\s+metastatic\s+line\b", "in the first-line metastatic setting"),
        (r"\b(indicated|planned|scheduled|eligible|suitable|going|about|able|intended|due)\s+to\s+received\b", r"\1 to receive"),
        # 'Part A, HER2-positive disease: prior trastuzumab' tells whom Part A takes, and makes no rule for some of its patients
        (
            r"^(\W*(?:cohort|part|arm|group|phase)s?\s+\w{1,3}(?:\s*(?:,|/|and|or)\s*\w{1,2}\b)?)(?:\s*[,-]\s*|\s+)(?=[^:.;()]{0,40}\b(?:TN|TNBC|triple|HER-?2|HR|ER|hormone)\b)([^:.;()]{2,70}?)\s*:(?=\s*\S)",
            r"\1 (\2):",
        ),
        # the disease
        (r"\bnewly\s+diagnosed\s+(?:breast\s+cancer\s+)?patients\s+(?:and|or)\s+(?:patients|those)\s+with\s+(?=(?:recurrent|relapsed)\s+breast\s+cancer)", "newly diagnosed or "),
        (r"\b(metastas[ie]s)\s+at\s+(?:a\s+)?distance\b", r"distant \1"),
        (r"\bnot\s+metastatic,?\s+or\s+(?:is\s+)?(?:at\s+(?:the\s+)?most\s+)?(?=oligo)", "non-metastatic or "),
        (r"\b(disease|lesions?|tumou?rs?)\s+(?:that|which)\s+(?:can|could)\s+be\s+measured\b", r"measurable \1"),
        (r"\b(disease|lesions?)\s+(?:may|can)\s+be\s+(?:either\s+)?measurable\s+or\s+not\b", r"measurable or non-measurable \1"),
        (r"\b(?:has|have)\s+(?:just|newly|recently)\s+been\s+diagnosed\b", "is newly diagnosed"),
        (r"\b(?<=or )of\s+(?:a\s+)?(?:new|recent)\s+diagnosis\b", "newly diagnosed"),
        (rf"\b{_NEWLY_FOUND}(?=(?:\s+{_A_CANCER})?\s*(?:,|/|and/or|or)\s*(?:or\s+)?(?:an?\s+)?(?:\w+\s)?(?:recurr(?:ent|ence)|relapsed?|come\s+back)(?=\W*$|\s*[,.;:()/]|\s+(?:(?:breast|invasive|operable|early|primary|unilateral)\s+){{0,2}}(?:{_A_CANCER}|metastas[ei]s)\b|\s+(?:and|or|with|who|in|of|on|at|after)\b))", "newly diagnosed"),
        (rf"\b((?:recurrent|relapsed)(?:\s+{_A_CANCER})?\s*(?:/|and/or|or)\s*(?:an?\s+)?){_NEWLY_FOUND}(?=\s+(?:(?:primary|invasive|early)\s+)?{_A_CANCER}\b(?!\s+metasta)|\W*$)", r"\1newly diagnosed"),
        (r"\b((?:cancers?|carcinomas?))\s+(?:of|in)\s+both\s+breasts\b", r"bilateral breast \1"),
        (r"\b((?:invasive\s+)?breast\s+(?:cancers?|carcinomas?))\s+on\s+both\s+sides\b", r"bilateral \1"),
        (r"\b(?:that|which)\s+(?:(?:has|have|needs?|is|are)\s+to|must)\s+be\s+biopsied\b", "requiring biopsy"),
        (r"\band\s+can\s+be\s+measured\b(?=\s*(?:[(,;.]|$))", "with measurable disease"),
        (r"\b((?:brain|CNS|cerebral|central\s+nervous\s+system)\s+metastas[ie]s)\s+and\s+(?=(?:(?:clinical|neurolog\w+)\s+)?symptoms\W*$)", r"\1 with "),
        (
            r"\b((?:(?:clinically|neurologically)\s+)?(?:active|symptomatic|untreated|uncontrolled|unstable|progressive|progressing))\s+(spinal\s+cord\s+compression)\s+(and/or|or|and)\s+(?=(?:brain|CNS|cerebral|central\s+nervous\s+system)\s+metastas)",
            r"\1 \2 \3 \1 ",
        ),
        (
            r"\b((?:(?:brain|CNS|cerebral|cranial)\s+)?metastas[ie]s(?:\s+(?:of|in|to)\s+the\s+(?:CNS|brain|central\s+nervous\s+system))?)\s+(?:known|proven|considered)\s+to\s+be\s+(active|symptomatic|untreated|unstable|uncontrolled|progressing|progressive)\b",
            r"\2 \1",
        ),
        (r"\b(are|is|or|and|and/or|,)\s+not\s+(?:yet\s+)?(?:(?:well|adequately|sufficiently)\s+)?(?:under\s+control|controlled)\b", r"\1 uncontrolled"),
        # the time of treatment
        (r"\b(?:either\s+)?as\s+(?:an?\s+)?adjuvant\s+or\s+(?:as\s+)?(?:an?\s+)?neo-?adjuvant\b", "as neoadjuvant or adjuvant"),
        (r"\b(planned|scheduled|intended)\s+\(neo\)-?\s?adjuvant\b", r"\1 neoadjuvant or adjuvant"),
        (r"\b((?:lines?|regimens?|cycles|courses)(?:\s+of\s+\w+)?)\s+(?:after|since|following)\s+metastas[ie]s(?=\s+(?:is|are|was|must|should|not|no|at|up)\b|\s*(?:[<>=;,.)]|$))", r"\1 for metastatic disease"),
        # operations
        (r"\b(to|will|shall)\s+be\s+operated(?:\s+(?:up)?on)?\s+the\s+breast\b", r"\1 undergo surgery of the breast"),
        (r"\b(to|will|shall)\s+be\s+operated(?:\s+(?:up)?on)?\b", r"\1 undergo surgery"),
        (r"\b(has|have|had)\s+(?:then\s+)?been\s+operated(?:\s+(?:up)?on)?\b", r"\1 undergone surgery"),
        (r"\b(?:was|were)\s+operated\s+(?:upon|on|first)\b", "underwent surgery"),
        (r"\b(chemotherapy|radiotherapy|irradiation|surgery|mastectomy|lumpectomy|operation)\s+(?:has|have)\s+been\s+decided(?:\s+(?:up)?on)?\b", r"\1 is planned"),
        (r"\b(is|are)\s+(?:foreseen|envisaged|envisioned)\b", r"\1 planned"),
        # those whom others call patients
        (
            r"(?<!healthy )(?<!normal )(?<!control )(?<!unaffected )(?<!affected )(?<!qualified )(?<!other )\bindividual(?:(?P<more>s)\b|(?=\s(?:with|who|whose|must|should|may|can|is|has|had)\b))",
            r"patient\g<more>",
        ),
        (r"\b(?P<where>local|loco-?regional|regional)(?:ly)?[\s-]+advance\b(?=\s*(?:/|,|or\b|and\b|(?:solid|breast|disease|cancers?|carcinomas?|tumou?rs?|malignan\w+|unresectable|stage)\b))", r"\g<where>ly advanced"),
        # lay words and notes
        (
            r"\b(?:is|are|was|were|be|forms?|represents?|constitutes?)\s+(?:no|not\s+an?)\s+(?:obstacle|bar(?:rier)?|hindrance|impediment|problem|objection)s?\b"
            rf"(?:\s+(?:to|for)\s+{_TO_JOIN})?"
            rf"|\bdo(?:es)?\s+not\s+(?:matter|count\s+against\s+(?:her|them)|(?:bar|preclude|prevent|rule\s+out|hinder)\s+(?:\w+\s+){{0,3}}?{_TO_JOIN})\b"
            r"|\bmay\s+be\s+present\b|\b(?:is|are)\s+(?:fine|all\s+right|welcome)\b|\b(?:no|not\s+an?)\s+(?:obstacle|bar|hindrance|impediment)\b",
            "are allowed",
        ),
        (r"\bat\s+the\s+(?P<limit>most|least)\b", r"at \g<limit>"),
        (r"\b(?P<n>one|two|three|four|five|[1-5])\s+(?P<what>(?:prior\s+|previous\s+|earlier\s+)?(?:(?:lines?|regimens?|courses?)\s+of\s+[\w-]+(?:\s+(?:therapy|treatment))?|[\w-]+\s+(?:lines?|regimens?)))(?P<rest>\s+(?:for|in)\s[^.;,()]{3,50}?)?,?\s+at\s+most\b",
         r"at most \g<n> \g<what>\g<rest>"),
        (r"\b(?:has\s+|have\s+|had\s+)?(?:got|gotten|become)\s+worse\s+(?:while\s+(?:on|taking|receiving|under)|on|under|during|despite|after)\b", "progressed on"),
        (rf"\b(?:that|which|who(?:se\s+{_CANCER})?)\s+{_HAS}spread\s+to\s+(?:the\s+|their\s+|her\s+)?{_ORGAN}", r"with \g<organ> metastases"),
        (rf"\b(?:that|which|who(?:se\s+{_CANCER})?)\s+{_HAS}spread\s+to\s+{_FAR_OFF}", "with distant metastases"),
        (rf"\bwhose\s+(?:breast\s+)?cancers?\s+{_HAS}spread\b{_NOWHERE_TOLD}", "with metastatic breast cancer"),
        (rf"\b(?:that|which)\s+{_HAS}spread\b{_NOWHERE_TOLD}", "with metastases"),
        (rf"\b(?:that|which)\s+(?:(?:has|have)\s+not|hasn't|haven't)\s+(?:yet\s+)?spread\b(?:\s+to\s+{_FAR_OFF}|{_NOWHERE_TOLD})", "without metastases"),
        (rf"^\W*spread\s+to\s+{_FAR_OFF}", "distant metastases"),
        (r"\barmpits?\b", "axilla"),
        (r"\bdid\s+not\s+respond\s+or\s+(?=(?:relapsed|recurred|came\s+back|progressed)\b)", "was refractory or "),
        (r"^(\W*)metastases,?\s+or\s+(?=(?:locally|unresectable|inoperable|not\s+resectable)\b)", r"\1Metastatic disease or "),
        (r"\bnon-?\s?(?:CNS|brain|cerebral|intracranial)\s+(?=(?:disease|lesions?|sites?|metasta\w+|tumou?rs?)\b)", "extracranial "),
        (r"\bin\s+case\s+(?!of\b)", "if "),
        (r"\bin\s+case\s+(?!of\b)", "if "),
        # nothing given yet
        (r"\bno\s+earlier\s+(?!than\b)", "no prior "),
        (rf"^(\W*)(?:(?:the|their|her|his)\s+)?(?:primary\s+)?{_CANCER}\s+(?:{_MUST_BE}(?:previously\s+|so\s+far\s+)?|(?:previously|so\s+far)\s+)untreated\b(?!\s+(?:with|by|or|and/or)\b)", r"\1Treatment-naive"),
        (rf"^(\W*)(?:(?:the|their|her|his)\s+)?(?:primary\s+)?{_CANCER}\s+(?:must|should)\s+not\s+have\s+been\s+(?:previously\s+)?treated(?:\s+(?:previously|before))?(?=\W*$)", r"\1Treatment-naive"),
        (rf"^(\W*)(?:{_PEOPLE}\s+)?(?:{_MUST_BE})?(?:previously|so\s+far)\s+untreated(?:\s+{_PEOPLE})?(?=\s*(?:$|[.;)]))", r"\1Treatment-naive"),
        (r"^(\W*)no\s+(?:prior|previous|earlier)\s+(?:treatments?|therap(?:y|ies))(?=\W*$)", r"\1Treatment-naive"),
        (rf"^(\W*)(?:{_PEOPLE}\s+)?before\s+(?:the\s+)?(?:start|beginning|initiation)\s+of\s+any\s+{_DRUG_TREATMENT}(?=\W*$)", r"\1Not yet started treatment"),
        (rf"\b(?:any\s+)?{_DRUG_TREATMENT}\s+for\s+(?P<which>(?:the|their|this)\s+(?:current|present|index)\s+{_CANCER})\s+(?:prior\s+to|before)\s+(?:study\s+|trial\s+)?{_TO_JOIN}", r"prior treatment for \g<which>"),
        (rf"^(\W*)(?:(?:the\s+)?{_PEOPLE}\s+(?:who\s+)?)?(?:has|have|had)\s+(?:already\s+)?(?:begun|started|commenced|initiated)\s+(?:any\s+)?(?P<what>{_DRUG_TREATMENT})\s+for\s+(?P<which>(?:(?:the|their|her|this|current|present)\s+){{0,2}}{_CANCER})(?=\W*$)", r"\1Prior \g<what> for \g<which>"),
        (rf"^(\W*)(?:(?:the\s+)?{_PEOPLE}\s+(?:who\s+)?)?(?:has|have|had)\s+(?:already\s+)?(?:begun|started|commenced|initiated)\s+(?:any\s+)?(?:(?:drug|oral|systemic|anti-?cancer)\s+)?medications?\s+for\s+(?P<which>(?:(?:the|their|her|this|current|present)\s+){{0,2}}{_CANCER})(?=\W*$)", r"\1Prior treatment for \g<which>"),
        (rf"^(\W*)(?:{_PEOPLE}\s+)?(?:who\s+are\s+)?already\s+(?:on|receiving|under|undergoing)\s+(?P<what>(?:neo-?adjuvant|pre-?operative)\s+{_DRUG_TREATMENT})(?=\W*$)", r"\1Prior \g<what>"),
        (rf"^(\W*)(?:ongoing|current|started|begun)\s+(?:or|and/or)\s+(?:completed|past|previous|prior|earlier)\s+(?P<what>{_DRUG_TREATMENT})\b", r"\1Prior \g<what>"),
        (r"^(\W*)untreated\s+for\s+(?:the|her|their|this)\s+(?:present|current)\s+(?=(?:breast\s+)?cancer\b)", r"\1No prior treatment for current "),
        (r"\btreatable\s+with\s+curative\s+intent\b", "amenable to curative treatment"),
        (r",\s+(?:past|after)\s+(?:the\s+)?menopause(?=\W*(?:$|\())", ", postmenopausal"),
        (r"^(\W*)(?:the\s+)?(?:primary\s+)?tumou?r\s+(?:is|being)\s+(?:an?\s+)?(?:adeno)?carcinoma\s+of\s+(?=the\s+breast\b)", r"\1Primary diagnosis of adenocarcinoma of "),
        (r"\b(?P<has>(?:has|have|had)\s+)?(?:come|came)\s+back\b", r"\g<has>relapsed"),
        (rf"\b(?P<what>{_CANCER}\s+(?:(?:that|which)\s+)?(?:has|have|had)\s+)returned\b(?!\s+to\b)", r"\g<what>relapsed"),
        (
            r"\b(?:recurrence|relapse)\s*,\s*(?:either\s+|whether\s+)?(?:local|loco-?regional)(?:\s*,\s*regional)?\s*,?\s+(?:or|and/or)\s+(?:distant|metastatic)\s*,?\s+(?=of\b)",
            "local or distant recurrence ",
        ),
        # '(including recurrences)', 'survivors, including patients with a recurrence', 'early disease with or without recurrence'
        (rf"\bincluding\s+(?:(?:{_PEOPLE}\s+)?(?:with|who\s+have(?:\s+had)?)\s+)?(?:an?\s+|any\s+)?(?P<where>(?:local|regional|loco-?regional)\s+)?(?:recurrences?|relapses?)(?=\W*(?:$|[.;,)]))", r"including \g<where>recurrent disease"),
        (r"^(?P<who>(?:(?!\bmetasta|\badvanced|\bunresect|\binoperable|\bIV\b|\bdistant)[^.;:]){3,90}?)[\s(,]+with\s?(?:or|and/or|/)\s?without\s+(?:an?\s+)?(?P<where>(?:local|regional|loco-?regional)\s+)?(?:recurrences?|recurrent\s+disease|relapses?)(?=\W*(?:$|[.;,)]))", r"\g<who>, including \g<where>recurrent disease"),
        (r"\birresectable\b", "unresectable"),
        (r"\baccessible\s+(?=(?:to|for)\s+(?:an?\s+)?(?:surgery|surgical|resection|excision|curative|radical|operation)\b)", "amenable "),
        (r"\b(?:clinical(?:ly)?)(?:\s*(?:,|and|/)\s*(?:sonographic|ultrasonographic|radiologic|ultrasound)(?:al)?(?:ly)?)?\s+negative\s+axilla(?!\w)", "clinically node-negative axilla"),
        (r"\bfirst[- ]time\s+(?=breast\s+cancers?\b)", "first "),
        # a physician's notes: 'hx of', 'h/o', 'newly dx'd', 'breast ca'
        (r"\bhx(?=\s+of\b)", "history"),
        (r"\bh/o\b", "history of"),
        (r"\b(newly|recently|initially)\s+dx(?:'d|ed)?\b", r"\1 diagnosed"),
        (r"\bdx(?=\s+(?:of|with)\b)", "diagnosis"),
        (r"\b(breast)\s+ca\b(?![\s-]*\d)", r"\1 cancer"),
        (r"\b(recurrent|metastatic|relapsed|progressive|residual|measurable)\s+dz\b", r"\1 disease"),
        (rf"\b(?:recurring|relapsing)(?=\s+(?:breast\s+)?{_CANCER})", "recurrent"),
        (rf"\b(?:at\s+least\s+)?(?:one|either)\s+(?:or\s+both\s+)?of\s+(?:the\s+)?(?:two\s+)?hormone\s+receptors{_NAMES}\s+{_FOUND}\b", "HR-positive"),
        (rf"\b(?:none|neither)\s+of\s+(?:the\s+|these\s+)?(?:three\s+)?receptors{_NAMES}\s+{_FOUND}\b|\ball\s+three\s+receptors{_NAMES}\s+(?:absent|negative|not\s+expressed|missing)\b", "triple-negative"),
        (rf"\bwithout\s+(?:any\s+)?(?:{_THREE}\s+expression|expression\s+of\s+{_THREE})\b", "triple-negative"),
        (rf"\bneither\s+{_ER}\s+nor\s+{_PR}\s+{_FOUND}\b", "HR-negative"),
        (rf"\bexpress(?:es|ing)?\s+{_ER}\s*,?\s*(?:and/or\s+|or\s+)?{_PR}(?:\s*,?\s*or\s+both)\b", "ER and/or PR positive"),
        (rf"\b(?:carr(?:y|ies|ying)|bear(?:s|ing)?)\s+(?:the\s+)?hormone\s+receptors{_NAMES}", "HR-positive"),
        (r"\b(?:sensitive\s+to|driven\s+by|fed\s+by|dependent\s+on|growing\s+under)\s+hormones\b|\bhormone-(?:driven|fed)\b", "HR-positive"),
        (rf"\b(?P<which>(?-i:ER|Pg?R|HR)|{_HER2})\s+present\b(?!\s+(?:in|or)\b)", r"\g<which>+"),
        (rf"\b(?P<which>(?-i:ER|Pg?R|HR)|{_HER2})\s+absent\b", r"\g<which>-"),
        (rf"\b(?:but|and)\s+no\s+{_HER2}(?=\s*(?:$|[.,;)]))", ", HER2-"),
        (rf"\b(?P<which>{_ER}|{_PR})\s+(?:staining\s+|expression\s+|expressed\s+|found\s+|present\s+|seen\s+|detected\s+)?in\s+(?:(?:at\s+least|>=?|\u2265)\s*)?(?P<percent>\d{{1,3}})\s?%\s+(?:or\s+more\s+of\s+{_CELLS}|of\s+{_CELLS}(?:\s+or\s+(?:more|above|higher))?)",
         r"\g<which> >= \g<percent> %"),
        (rf"\b(?P<which>{_ER}|{_PR})\s+(?:staining\s+|expression\s+|expressed\s+|found\s+|present\s+|seen\s+|detected\s+)?in\s+(?:more|over|greater)\s*(?:than\s+)?(?P<percent>\d{{1,3}})\s?%\s+of\s+{_CELLS}",
         r"\g<which> > \g<percent> %"),
        (rf"\b(?P<which>{_ER}|{_PR})\s+(?:staining\s+|expression\s+|expressed\s+|found\s+|present\s+|seen\s+|detected\s+)?in\s+more\s+than\s+half\s+(?:of\s+)?{_CELLS}", r"\g<which> > 50 %"),
        (rf"\b(?P<which>{_ER}|{_PR}|{_HER2})\s+(?P<value>\d{{1,2}}\s*(?:-|\u2013|to)\s*\d{{1,2}}\s?%|1\+)\s+or\s+negative\b", r"\g<which>-negative or \g<which> \g<value>"),
        (rf"\b(?P<which>{_HER2}(?:\s+(?:IHC|score))?)\s+0\s*(?:-|\u2013|to)\s*2\s?\+", r"\g<which> 0, 1+ or 2+"),
        # whoever has a result was tested: 'HER2 0 or 1+ if tested'
        (rf"\b((?:(?-i:ER|Pg?R|HR)|{_HER2})\b[^.;]{{1,60}}?)\s*[,(]?\s*(?:only\s+)?if\s+(?:it\s+(?:is|was)\s+|already\s+)?tested\)?(?=\W*$)", r"\1"),
        (rf"^(\W*)if\s+(?:it\s+(?:is|was)\s+|already\s+)?tested,?\s+(?=(?:(?-i:ER|Pg?R|HR)|{_HER2})\b)", r"\1"),
        (r"\b(progression|recurrence|relapse)\s*<=?\s*(\d{1,3}\s*(?:days?|weeks?|months?|years?))(?:\s*\([^()]{1,20}\))?\s+(?:from|after|following|of)\b", r"\1 within \2 of"),
        # bounds
        (r"(?<=[<>])\s?(?:or|/)\s?(?==)", ""),
        (rf"\b(?:equal\s+(?:to\s+)?or\s+superior\s+to|superior\s+or\s+equal\s+to|not\s+inferior\s+to){_NUMBER}", ">= "),
        (rf"\b(?:equal\s+(?:to\s+)?or\s+inferior\s+to|inferior\s+or\s+equal\s+to|not\s+superior\s+to){_NUMBER}", "<= "),
        (rf"\b(?:(?:is|are|be)\s+)?not\s+(?:above|over|beyond|(?:higher|greater|worse)\s+than){_NUMBER}", "<= "),
        (rf"\b(?:(?:is|are|be)\s+)?not\s+(?:below|under|(?:lower|less)\s+than){_NUMBER}", ">= "),
        (rf"\bsuperior\s+to{_NUMBER}", "> "),
        (rf"\binferior\s+to{_NUMBER}", "< "),
    )
)  # fmt: skip
