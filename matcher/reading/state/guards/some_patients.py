"""What is permitted, said by way of example, or demanded of some of the patients only."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard

# A demand made of those only who are treated for cure, beside others
_CURATIVE_GROUP = r"(?:adjuvant|curative(?:ly)?(?:[ -](?:intent|setting|treated))?)[ -](?:patients|women|participants|subjects|cohort|group|arm|stratum|population)\b"

_RULE_FOR_CURATIVE = gated(
    rf"^\W*(?:(?:for|in)\s+)?(?:(?:the|those|all)\s+)?{_CURATIVE_GROUP}\s*(?:only\s*)?(?::|,|\b(?:must|should|shall|have to|need to|needs to|will|has to)\b)"
    rf"|\(\W*(?:(?:only|for|in|of|the)\s+){{1,3}}{_CURATIVE_GROUP}"
)

_PHASES_OF_SOME = frozenset(
    {
        "operated",
        "treatment_completed",
        "adjuvant_due",
        "adjuvant_running",
        "under_chemotherapy",
        "had_adjuvant",
        "removed",
        "treated_curatively",
        "endocrine_for_years",
    }
)

IN_CRITERIA: tuple[Guard, ...] = (
    # 'Metastatic patients are exempt'
    Guard("after", gated(r"\W*(?:(?:disease|cancers?|patients?)\W*)?(?:(?:is|are)\W*)?exempt")),
    # 'Solid tumours, such as metastatic breast cancer'
    Guard(
        "before",
        gated(r"\b(?:including|includes?|e\.g\.|such as|like|as well as|preferably|not including)\s*(?:\w+\s+){0,7}$"),
        reach=60,
    ),
    # 'Newly diagnosed patients, including those after surgery and patients with stage IV disease'
    Guard(
        "before",
        gated(
            r"\b(?<!not )including\s[^.;:()]{3,100}?(?:,|\b(?:and|or|as well as))\s+(?:the\s+|those\s+)?"
            r"(?:patients?|women|subjects?|participants?|cases?|those)\s+(?:\w+\s+){0,3}$"
        ),
        reach=160,
    ),
)

IN_INCLUSIONS: tuple[Guard, ...] = (
    # 'Adjuvant patients must have ended chemotherapy', '3 months after treatment (for the curative cohort)'
    Guard("sentence", _RULE_FOR_CURATIVE, of=_PHASES_OF_SOME),
)

OF_EXTENTS: tuple[Guard, ...] = (
    # 'Measurable disease (for metastatic patients, by RECIST)': a rule for some
    Guard(
        "around",
        gated(
            r"\((?:for|in)\s+(?:the\s+|those\s+)?(?:metasta\w+|advanced|stage iv)\s+(?:breast cancer\s+)?(?:patients|cases|participants|subjects)\b"
        ),
    ),
    # 'No target lesion necessary for metastatic disease' rules for those who have it.
    Guard(
        "before",
        gated(
            r"\b(?:required|necessary|needed|mandatory|obligatory|recommended|performed)\b\W+(?:only\s+)?(?:for|in)\s+(?:the\s+)?(?:(?:patients?|women|those|cases?)\s+(?:with|in|of)\s+)?$"
        ),
        reach=90,
    ),
    # 'Adequate organ function that would make them candidates for treatment of advanced cancer'
    Guard(
        "begins",
        gated(
            r"\W*(?:[\w-]+\W+){0,3}?adequate\W+(?:[\w-]+\W+){0,3}?(?:organ|marrow|hematolog|haematolog|renal|hepatic|liver|cardiac)"
        ),
    ),
    # 'Measurable disease (by RECIST for patients with metastatic disease)'
    Guard(
        "before",
        gated(
            r"\([^()]*\b(?:for|in|if)\s+(?:the\s+)?(?:patients?|women|those|participants?|subjects?)\s+(?:with|having)\s+$"
        ),
    ),
)

OF_PHASES: tuple[Guard, ...] = (
    # 'May be taking ...', 'within two months for patients who receive ...': permitted, or true of some only.
    Guard("before", gated(r"\b(?:may|might|can|could)\s+(?:also\s+|still\s+)?(?:(?:be|have|either)\b[^.;,]{0,25})?$")),
    Guard(
        "before",
        gated(
            r"\w\W+(?:\w+\W+){2,}(?:for|in|among) (?:the |those |any )?(?:patients?|women|subjects?|participants?|those|persons?|cases)\W+(?:(?:who|that|not|receiving|undergoing|treated|with prior|having)\b[^.;:]{0,80})?$"
        ),
    ),
    # 'Fit enough for adjuvant chemotherapy'
    Guard(
        "before",
        gated(
            r"\b(?:adequate|sufficient|acceptable|fit|able|ability|suitable health)\b[^.;]{0,60}\b(?:for|to)\b[^.;,]{0,40}$"
        ),
    ),
    # 'For patients receiving capecitabine: ...'
    Guard(
        "begins",
        gated(
            r"\W*(?:for|in|among|if)\W+(?:the\W+|those\W+|any\W+|all\W+)?(?:patients?|women|subjects?|participants?|those)\W+(?:who\W+|that\W+|are\W+|currently\W+){0,3}(?:receiving|undergoing|on|treated|taking)\b"
        ),
    ),
    # 'Premenopausal women must receive an LHRH agonist' asks nothing of the others.
    Guard(
        "begins",
        gated(
            r"\W*(?:(?:pre|peri)-?\s?menopausal|male|men)\b[^.;,]{0,50}\b(?:must|should|need to|are required|will (?:need|receive))\b"
        ),
    ),
    # 'Patients treated with adjuvant taxanes must be 12 months past them' asks nothing of the others.
    Guard(
        "begins",
        gated(
            r"^\W*(?:for\W+)?(?:any\W+)?(?:patients?|women|subjects?|participants?|those|if)\W+(?:(?:who|that)\W+)?(?:(?:have|had|has|were|been|previously|with prior|with previous|with a history of|are)\W+){0,3}"
            r"(?:received|receiving|treated|underwent|undergone|prior|previous|(?:neo-?)?adjuvant|on adjuvant)\b[^.;]{3,110}\b(?:must|should|need to|will need|are required|has to|have to)\b"
        ),
    ),
)
