"""Stage, categories, invasive or in situ: words of a name, of a margin or of the other breast, or about some patients."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard

_EXTENTS_IN_NAMES = frozenset({"metastatic", "advanced", "early", "locally_advanced", "incurable"})

_OF_A_NAME = r"(?:trialists?|collaborati\w+|alliance|society|foundation|coalition|consortium|consensus|conference|guidelines?|recommendations?|questionnaires?|(?:module|scale|inventory|instrument|index)\b|working group|study group|task force|units?\b|clinics?\b|cent(?:er|re)s?\b|departments?\b|wards?\b|services?\b|program(?:me)?s?\b|teams?\b|(?:tumou?r )?boards?\b)"

ANYWHERE: tuple[Guard, ...] = (
    # 'Metastatic, de novo or relapsed after early disease' tells how it began.
    Guard(
        "before",
        gated(
            r"\b(?:(?:relaps\w+|recurr\w+|metasta\w+)\s+(?:after|from|following|since)|(?:progress\w+|evolv\w+|spread)\s+from)\s+(?:(?:an?|the|their|her|previous|prior|initial|earlier|original|treatment|of|for|treated)\s+){0,4}$"
        ),
        of=frozenset({"early", "operable", "stage"}),
        reach=80,
    ),
    # 'Triple-negative breast cancer (for cohort T1)'
    Guard(
        "before",
        gated(r"\b(?:cohorts?|arms?|groups?|parts?|modules?)\s+$"),
        of=frozenset({"tnm", "clinical_tnm", "pathologic_tnm", "tnm_stage"}),
        reach=12,
    ),
    # 'ABC-1234', 'MBC-11': the letters of a drug's or a trial's number
    Guard("after", gated(r"[-\u2010\u2011]?\d{2,}"), of=frozenset({"advanced", "metastatic", "oligometastatic"})),
    # LCIS is no cancer (AJCC 8); 'LCIS or DCIS' names the other.
    Guard(
        "sentence",
        gated(
            r"^(?!.*(?:\bdcis\b|\bductal\b|intraductal|non-?\s?invasive|\bpaget|\bstages?\b|\btis\b)).*(?:\blcis\b|\blobular (?:carcinoma|cancer|neoplasia)[- ]in[- ]situ)"
        ),
        of=frozenset({"in_situ"}),
    ),
    # 'Early Breast Cancer Trialists' Group', 'by the advanced breast cancer guideline', 'Consensus on Metastatic Breast Cancer':
    # a name, in which the word tells nothing of the patients.
    Guard(
        "after",
        gated(
            rf"(?:[\s-]+(?:breast|cancers?|carcinomas?|disease))*[\s-]+(?:(?:quality of life|qol|patient|symptom|clinical|practice|treatment|international|consensus)[\s-]+){{0,3}}{_OF_A_NAME}"
        ),
        of=_EXTENTS_IN_NAMES,
    ),
    Guard(
        "before",
        gated(
            r"\b(?:consensus|conference|congress|symposium|society|alliance|task force)\W+(?:(?:on|for|of|in|guidelines?|statement)\W+){1,3}$"
        ),
        of=_EXTENTS_IN_NAMES,
        reach=50,
    ),
    # 'M0 (M describes distant metastasis)'
    Guard("before", gated(r"\b(?:describes|stands for|refers to|indicates)\W+(?:the\W+)?$"), reach=30),
)

IN_CRITERIA: tuple[Guard, ...] = (
    # 'No invasive or in situ carcinoma of either breast previously' tells of an earlier cancer, not of this one.
    Guard(
        "after",
        gated(r"(?:(?!\b(?:not|treat))[^.;:]){0,40}\b(?:previously|in the past)\W*$"),
        of=frozenset({"invasive", "in_situ"}),
    ),
    # 'Must have completed treatment for stage I-III disease, if applicable' is asked of those who had it.
    Guard(
        "after",
        gated(r"[^.;:]{0,30}[,(]\W*(?:if|when|where)\W+(?:applicable|indicated|relevant|any)\b"),
        of=frozenset({"stage", "early"}),
    ),
    # 'Receptor status known for patients with invasive cancer' is a rule for some.
    Guard(
        "before",
        gated(
            r"\b(?:known|available|determined|required|tested|performed|assessed|obtained|measured|done|recommended|mandatory)\b[^.;]{0,60}\b(?:for|in)\s+"
            r"(?:(?:all |the |those )?(?:patients?|wom[ae]n|subjects?|participants?|those|cases)\s+(?:with|having|who have)\s+)?(?:an? |the |any )?$"
        ),
        of=frozenset({"invasive", "in_situ"}),
    ),
)

IN_INCLUSIONS: tuple[Guard, ...] = (
    # 'Whether or not suitable for curative surgery', 'not necessarily unsuitable for surgery'
    Guard(
        "before",
        gated(r"\b(?:whether(?:\s+it\s+is|\s+they\s+are)?\s+or|not\s+necessarily)\s+$"),
        of=frozenset({"incurable", "unresectable"}),
        reach=40,
    ),
    # 'No curative treatment exists, or refractory to chemotherapy': one of two ways in, which the treatment tells of
    Guard(
        "after",
        gated(
            r"(?:\s+(?:disease|cancer|treatments?|therap(?:y|ies)|options?|exists?|is|are|considered|appropriate|currently|available|known|left|remains?)\b){0,6},?\s+(?:and/)?or\s+"
            r"(?:(?:who|that|which|whose|has|have|had|having|disease|cancer|tumou?r|is|are|with|documented)\s+){0,4}"
            r"(?:fail(?:ed|ing|ure)|refractory\s+to|resistant\s+to|(?:(?:recurred|relapsed)\s+or\s+)?progress(?:ed|ion|ing|ive\s+disease)\s+(?:on|after|following|under|despite|during))\b"
        ),
        of=frozenset({"incurable"}),
    ),
    # 'Stage II-III, excluding inflammatory breast cancer': of what is left out nothing is asked
    Guard(
        "before",
        gated(
            r"\b(?:except(?:ing|ion)?|excluding|other than|apart from|but not|with the exception of)\W+(?:(?:for|of|patients|women|those|with)\W+){0,3}$"
        ),
        of=frozenset({"inflammatory"}),
        reach=70,
    ),
    # 'Invasive disease: node-negative on sentinel biopsy', beside DCIS
    Guard(
        "begins",
        gated(
            r"\W*(?:for\W+|in\W+|if\W+)?(?:invasive|infiltrating)\W+(?:disease|cancers?|carcinomas?|tumou?rs?)\s*:\s*[^.;]{0,80}\b(?:nod(?:e|es|al)|pn0|sentinel|axilla\w*)\b"
        ),
        of=frozenset({"invasive"}),
    ),
)

OF_EXTENTS: tuple[Guard, ...] = (
    # 'Invasive cancer or DCIS at the focal margin', 'margins must be negative for invasive cancer and DCIS'
    Guard(
        "after",
        gated(r"[^.;]{0,40}\b(?:at|in|involving|on)\W+(?:\w+\W+){0,3}?(?:margins?|ink|inked)\b"),
        of=frozenset({"invasive", "in_situ"}),
    ),
    Guard(
        "before",
        gated(r"\b(?:margins?|ink)\b[^.;]{0,60}\b(?:for|of|from|by)\W+(?:[\w-]+\W+){0,6}$"),
        of=frozenset({"invasive", "in_situ"}),
        reach=140,
    ),
    # 'Residual DCIS is allowed' after treatment before surgery
    Guard(
        "before",
        gated(r"\b(?:residual|remaining|persistent)\W+(?:\w+\W+){0,2}$"),
        of=frozenset({"in_situ"}),
        reach=60,
    ),
    # 'Contralateral breast negative for invasive cancer and DCIS'
    Guard(
        "before",
        gated(r"\b(?:contralateral|opposite)\b[^.;]{0,40}\b(?:for|of|from)\W+(?:[\w-]+\W+){0,6}$"),
        of=frozenset({"invasive", "in_situ"}),
        reach=140,
    ),
)
