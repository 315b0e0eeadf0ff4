"""Surgery that is of another kind, still to come, asked of some or told only to date something, and the tumour in place before it."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard

_STILL_TO_COME = (
    r"\b(?:achievable|possible|expected|anticipated|feasible|likely|probable|become|render\w*|downsiz\w+|downstag\w+)\b"
)

# A mastectomy that prevents a cancer is none of the cancer that she has or had.
_TO_PREVENT_ONE = r"\b(?:prophylactic|preventive|preventative|risk[\s-]?reduc(?:ing|tion))\W+(?:(?:or|and|and/or|bilateral|unilateral|contralateral|total|simple|subcutaneous|(?:skin|nipple)\W+sparing|breast|therapeutic|curative)\W+){0,4}"

ANYWHERE: tuple[Guard, ...] = (
    # 'Scheduled for contralateral prophylactic mastectomy', 'mastectomy for cancer or risk reduction'
    Guard(
        "around",
        gated(
            rf"{_TO_PREVENT_ONE}(?:mastectom\w+|surger(?:y|ies))"
            r"|\bmastectom\w+\W+(?:(?:either|both|whether|for|as|of|treatment|breast|cancer|therapy|therapeutic|curative|or|and)\W+){1,5}(?:prophyla\w+|prevent\w+|risk[\s-]?reduc\w+)"
        ),
        of=frozenset({"surgery_due", "surgery_chosen", "surgery_title"}),
    ),
    # 'History of cosmetic or reconstructive breast surgery'
    Guard(
        "before",
        gated(
            r"\b(?:cosmetic|a?esthetic|plastic|reconstructive|augmentation|reduction|benign)\W+(?:(?:and|or|and/or)\W+\w+\W+)?$"
        ),
        of=frozenset({"operated_before"}),
        reach=50,
    ),
    Guard(
        "words",
        gated(
            r"\b(?:cosmetic|a?esthetic|plastic|reconstructive|augmentation|reduction|benign)\W+(?:(?:and|or|and/or)\W+\w+\W+)?breast"
        ),
        of=frozenset({"operated_before"}),
    ),
    # 'Prior prophylactic mastectomy', 'previous mastectomy of the other breast': not of this cancer
    Guard(
        "words",
        gated(r"\b(?:prophyla\w+|prevent(?:at)?ive|risk[- ]reduc\w+|contra-?lateral|opposite|other breast)\b"),
        of=frozenset({"operated_before", "no_surgery_yet"}),
    ),
    # 'No previous surgery to the other breast'
    Guard(
        "after",
        gated(
            r"(?:\s+(?:surgery|operation))?\s+(?:to|of|in|on|for)\s+(?:the\s+|her\s+)?(?:contra-?lateral|opposite|other)\b"
        ),
        of=frozenset({"operated_before", "no_surgery_yet"}),
    ),
    # 'Recent breast surgery or biopsy', 'breast surgery in the recent past': how long ago, no field tells
    Guard(
        "before", gated(r"\b(?:recent(?:ly)?|fresh)\W+(?:\w+\W+){0,2}$"), of=frozenset({"operated_before"}), reach=40
    ),
    Guard("words", gated(r"\brecent(?:ly)?\b"), of=frozenset({"operated_before"})),
    Guard("after", gated(r"[^.;,]{0,30}?\b(?:recently|recent past)\b"), of=frozenset({"operated_before"})),
    # 'Completed neoadjuvant chemotherapy and await surgery'
    Guard(
        "words",
        gated(r"\b(?:await\w*|waiting|due|scheduled|ready|planned|listed) (?:for )?(?:\w+ )?surg"),
        of=frozenset({"operated_after_neoadjuvant"}),
    ),
)

IN_CRITERIA: tuple[Guard, ...] = (
    # 'Candidates for surgery and post-operative adjuvant radiotherapy': neither was done yet
    Guard(
        "before",
        gated(
            r"\b(?:candidates?|eligible|suitable|planned|scheduled|indicated|amenable)\b[^.;]{0,60}\b(?:surgery|resection|mastectomy|lumpectomy)\b\W{0,3}(?:(?:and|with|plus|or|followed by|then|by)\W+){1,3}$"
        ),
        of=frozenset({"operated"}),
        reach=140,
    ),
    # 'Was eligible for mastectomy but had lumpectomy': it is over
    Guard(
        "sentence",
        gated(
            r"\b(?:was|were|(?:has|have|had) been)\s+(?:\w+\s+)?(?:candidates?|eligible|suitable|scheduled|planned|indicated|qualified|fit)\b[^.;]{0,60}\bbut\b[^.;]{0,30}\b(?:had|underwent|received|undergone|were given|was given)\b"
        ),
        of=frozenset({"surgery_due"}),
    ),
    # 'Undergoing surgery, chemotherapy or radiation': any of them.
    Guard(
        "after",
        gated(r"\W*(?:,|/|\bor\b|\band/or\b)\W*(?:or\W+)?(?:chemo\w*|radi\w+|systemic|hormon\w+|endocrine)\b"),
        of=frozenset({"surgery_due"}),
    ),
)

OF_PHASES: tuple[Guard, ...] = (
    # 'Presenting for breast-conserving surgery', 'elective surgery for breast cancer'
    Guard(
        "around",
        gated(
            r"\b(?:elective|candidates?|eligible|qualif\w+(?: for)?|(?:fit|suited) for|schedul\w+|presenting|presented|posted|listed|booked|referred|admitted|undergo(?:es|ing)?|await\w*|suitable|indication|plann(?:ed|ing)|requir(?:e|es|ing)|going to have)\s+"
            r"(?:(?!after|follow|post|since|underw|who|with|prior|before)[\w-]+\s+){0,5}?(?:breast[- ])?(?:conserving surgery|conservative surgery|surgery for)\b"
        ),
        of=frozenset({"operated"}),
    ),
    # 'For whom conservative surgery is feasible'
    Guard(
        "behind",
        gated(
            r"^(?:(?!radi|irradi|apbi|boost|brachy|therap|treat|chemo|reconstr)[^.;,]){0,70}?\b(?:is|are|be) (?:deemed |considered |judged |thought )?(?:\w+ly )?(?:(?:not )?(?:feasible|possible|achievable)|an option)\b|^\W{0,2}\((?:not )?(?:feasible|possible|suitable)\b"
        ),
        of=frozenset({"operated"}),
    ),
    # 'Local therapy feasible with free margins', 'can be resected with clear margins': it is still to come.
    Guard(
        "before",
        gated(
            rf"(?:{_STILL_TO_COME}|\b(?:resectable|operable|(?:can|could|may) be (?:\w+ )?(?:resected|excised|removed|operated\w*)|amenable to (?:\w+ ){{0,2}}(?:resection|excision|surgery|removal))\b)"
            r"(?:(?!\b(?:after|following|radi\w+|apbi|boost)\b)[^.;,]){0,40}\b(?:with|to|at)\W+(?:\w+\W+){0,2}$"
        ),
        of=frozenset({"operated"}),
        reach=140,
    ),
    # 'A complete resection is achievable after neoadjuvant therapy': it is still to come
    Guard("before", gated(rf"{_STILL_TO_COME}[^.;,]{{0,30}}$"), of=frozenset({"had_neoadjuvant"})),
    Guard("words", gated(_STILL_TO_COME), of=frozenset({"had_neoadjuvant"})),
    # 'T4 disease for which mastectomy with clear margins is the goal': it is still to be reached.
    Guard(
        "behind",
        gated(r"\b(?:is|are|as|be) (?:the |a |an |our )?(?:\w+ )?(?:goal|aim|objective)\b"),
        of=frozenset({"operated", "removed"}),
    ),
    # 'Adequate breast surgery, planned for adjuvant chemotherapy': not the surgery is planned.
    Guard(
        "around",
        gated(
            r"\b(?:surgery|surgically|mastectomy|lumpectomy|resection|operation|operated)\)?\s*[,;]?\s*(?:(?:and|who|is|are)\s+){0,3}(?:planned|scheduled|considered|recommended|intended|due|candidates?|eligible)\s+"
            r"(?:for|to\s+(?:receive|start|begin|have|undergo|be treated with))\s+(?:[\w-]+\s+){0,3}?(?:adjuvant|post-?\s?operative)\b"
        ),
        of=frozenset({"surgery_due"}),
    ),
    # 'Prior surgery or radiotherapy must be completed 2 weeks before' is asked of those who had it.
    Guard(
        "begins",
        gated(
            r"\W*(?:any\s+)?(?:prior|previous)\b[^.;]{3,80}\b(?:must|should|ha(?:s|ve) to)\b(?:\s\w+){0,3}\s(?:completed|finished|ended|stopped|discontinued)\b"
        ),
        of=frozenset({"operated"}),
    ),
    # 'Newly diagnosed, or recurrence in the breast after previous lumpectomy': that surgery was of the first cancer.
    Guard(
        "around",
        gated(
            r"\b(?:relaps|recurr)\w*\b[^.;]{0,60}?\b(?:after|following)\W+(?:previous|prior|earlier|initial|first)\W+(?:[\w-]+\W+){0,2}?(?:surg|lumpectom|mastectom|conserv|breast|resect|excis)"
        ),
        of=frozenset({"operated"}),
    ),
    # 'Stage IV at diagnosis, or at relapse after curative surgery'
    Guard(
        "before",
        gated(r"\b(?:or|either)\b[^.;]{0,40}\b(?:relaps\w*|recurr\w*)\s+(?:\w+\s+){0,2}$"),
        of=frozenset({"operated", "removed"}),
    ),
    # 'Patients with a positive sentinel node will receive axillary dissection' tells how those are treated.
    Guard(
        "begins",
        gated(
            r"\W*(?:(?:all|any|those)\W+)?(?:patients?|wom[ae]n|subjects?|participants?|those)\W+(?:who|with|having|found)\b[^.;,]{0,40}?\b(?:sentinel|nodes?|biops\w+|slnb?|micrometasta\w+|isolated tumou?r cells)\b"
            r"[^.;,]{0,40}?(?<!who )(?<!that )(?<!and )\b(?:will|must|should|are required to|ha(?:s|ve) to)\b"
        ),
        of=frozenset({"surgery_due"}),
    ),
    # 'Axillary dissection or a negative sentinel node biopsy required' asks that it was done.
    Guard("words", gated(r"\b(?:axill|sentinel).*\brequired$"), of=frozenset({"surgery_due"})),
    # 'Positive sentinel node, scheduled for axillary dissection': the latter is, and the former done.
    Guard("words", gated(r"^(?:sentinel|slnb?)\b[^,]*,\W*(?:\w+\W+){0,2}\w+$"), of=frozenset({"surgery_due"})),
    # 'Laboratory tests within 14 days of surgery'
    Guard(
        "before",
        gated(
            r"\b(?:tests?|laborator\w+|imaging|scans?|mammogra\w+|ecg|echocardiogra\w+|bloods?|values?|x-?rays?|mri|consent|ultrasound)\b[^.;,]{0,40}$"
        ),
        of=frozenset({"operated"}),
    ),
    # 'Patients with T4 tumours must receive postmastectomy radiotherapy' tells how those are treated.
    Guard(
        "before",
        gated(
            r"\b(?:patients?|women|subjects?|participants?|those|tumou?rs|disease)\W+(?:with|who)\b[^.;]{3,80}\b(?:must|should|will|need to|ha(?:ve|s) to)\s(?:also\s)?(?:receive|be (?:given|treated with|offered))\s$"
        ),
        of=frozenset({"operated"}),
    ),
    # 'Size by ultrasound before surgery or radiation' may tell how it was.
    Guard(
        "behind",
        gated(
            r"[^.;]{0,30}\b(?:prior to|before|preceding)\s+(?:the\s+|any\s+|definitive\s+|primary\s+|initial\s+)*(?:surg|operation|resect|excision|enucleat|mastect|lumpect|radi|irradi|brachy)"
        ),
        of=frozenset({"tumour_in_place"}),
    ),
    # 'Removal of the palpable tumour': it is gone, or will be.
    Guard(
        "before",
        gated(r"\b(?:remov\w+|excis\w+|resect\w+)\b[^.;]{0,25}$"),
        of=frozenset({"tumour_in_place", "primary_in_place"}),
    ),
    # 'No nipple discharge, palpable mass or skin changes' asks for none.
    Guard(
        "before",
        gated(r"^\W*(?:no|without|absence of)\s+(?:(?!\b(?:but|with|who|and|prior|previous)\b)[\w/-]+[\s,]+){0,6}$"),
        of=frozenset({"tumour_in_place"}),
        reach=80,
    ),
    # 'Size as measured pathologically or on radiology', 'on ultrasound or at pathology'
    Guard(
        "before",
        gated(r"\bpatholog\w*\W+(?:\w+\W+){0,6}?(?:or|and/or)\W+(?:\w+\W+){0,6}$"),
        of=frozenset({"tumour_in_place"}),
        reach=120,
    ),
    Guard(
        "after",
        gated(r"[^.;]{0,30}\b(?:or|and/or)\b[^.;]{0,30}?\bpatholog(?:y|ic\w*)\b(?!\s+(?:confirm|proven|verif))"),
        of=frozenset({"tumour_in_place"}),
    ),
    # 'Confined to the breast and axilla on clinical examination' may tell how it was.
    Guard(
        "before",
        gated(r"\b(?:confined|limited|localized|localised)\s+to\s+(?:the\s+)?$"),
        of=frozenset({"tumour_in_place"}),
        reach=30,
    ),
    # 'Size on pathology and/or mammography' is that of what was removed as well.
    Guard(
        "words", gated(r"\bpatholog|\bhistolog(?!\w+ (?:confirmed|proven|verified))"), of=frozenset({"tumour_in_place"})
    ),
)
