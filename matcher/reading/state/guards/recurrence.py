"""Recurrence that is a risk, a test, something to watch for, or told by its time: not whether the cancer came back."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard
from matcher.reading.state.meanings import RECURRENCES

ANYWHERE: tuple[Guard, ...] = (
    # 'Recurrent somatic mutation', 'a low risk on the 70-gene breast cancer recurrence assay'
    Guard(
        "after",
        gated(
            r"\W*(?:somatic|genomic|gene\b|genetic|mutation|variant|alteration|hotspot|assay|scores?\b|risk\b|index\b|signature)"
        ),
        of=RECURRENCES,
    ),
    # 'Gilbert's syndrome (recurrent hyperbilirubinemia)', 'recurrent pleural effusion'
    Guard(
        "after",
        gated(
            r"\W*(?:(?:and|or|chronic|malignant|pleural|pericardial|severe|serious|symptomatic|active|acute|bacterial|viral|urinary|respiratory|tract|venous|deep|vein|lower|upper)\W+){0,3}"
            r"(?:hyperbilirubin\w*|effusions?|ascites|infections?|infectious|thrombo(?:s[ie]s|embol\w+)|embol\w*|pneumon\w+|pancreatitis|hypoglyc\w+|seizures?|headaches?|vomiting|diarrh\w+|bleeding|ha?emorrhag\w*|syncope|cystitis|utis?\b|herpes|arrhythmi\w*)"
        ),
        of=RECURRENCES | {"metastatic_or_recurrent"},
    ),
)

IN_CRITERIA: tuple[Guard, ...] = (
    # 'Metastatic breast cancer with or without local recurrence'
    Guard("before", gated(r"\bwith\s?(?:or|and/or|/)\s?without\s+(?:an?\s+)?(?:\w+\s+)?$"), of=RECURRENCES, reach=50),
    # 'A local relapse, if present, must be controlled', 'primary or local relapse under control': of those who have one
    Guard(
        "after",
        gated(
            r"\W*(?:\(?if (?:any|present|there is one|it exists|applicable)\b|(?:(?:if any|must|should|has|have|needs?|to|is|are|be|been|well|locally)\W+){0,5}(?:controlled|under (?:good |local )?control)\b)"
        ),
        of=frozenset(
            {
                "local_recurrence",
                "locally_recurrent",
                "locoregional_recurrence",
                "regional_recurrence",
                "breast_recurrence",
                "chest_wall_recurrence",
            }
        ),
    ),
    # 'The primary or regional site must be without evidence of recurrence' tells nothing of metastases.
    Guard(
        "before",
        gated(
            r"\b(?:primary|(?:loco-?\s?)?regional|local)\s+(?:(?:or|and|and/or)\s+(?:primary|regional|local|nodal)\s+)?(?:tumou?r\s+|disease\s+)?sites?\W+(?:(?!metasta)\w+\W+){0,3}$"
        ),
        of=frozenset({"no_evidence_of_disease", "no_recurrence"}),
    ),
    # 'No evidence of disease at other sites', 'in the contralateral breast', 'in other organs': the cancer may be where it began
    Guard(
        "after",
        gated(
            r"\s+(?:at|in|to|of|on)\s+(?:(?:any|the|her|their|a|all|either)\s+){0,2}(?:(?:other|another|remote|contra-?lateral|opposite|second|non-?ipsilateral)\b|(?:distant|other)\s+(?:sites?|organs?))"
        ),
        of=frozenset({"no_evidence_of_disease"}),
    ),
    # 'No relapse within 12 months of adjuvant treatment', 'while on tamoxifen' tells when it came back, not that it did not.
    Guard(
        "after",
        gated(
            r"\W*(?:\([^()]{1,40}\)\W*)?(?:of (?:the |her |their )?(?:disease|cancer)\W+)?(?:or (?:disease )?progression\W+)?(?:"
            r"(?:with)?in|during|for|less than|earlier than|sooner than|before)\W+(?:(?:the|at|least|first|initial|more|than|less|a|minimum|of)\W+){0,4}"
            r"(?:\d+|one|two|three|four|five|six|nine|ten|twelve|year|months)\b"
            r"|\W*(?:of (?:the |her |their )?(?:disease|cancer)\W+)?(?:while|during|under|upon|on)\W+(?:\w+\W+){0,5}?"
            r"(?:\w*therap\w+|treatment|chemo\w*|tamoxifen|letrozole|anastrozole|exemestane|trastuzumab|taxanes?|anthracyclines?|inhibitors?|adjuvant)\b"
        ),
        of=frozenset({"not_recurrent"}),
    ),
    # 'Recurrence must not have occurred within 6 months of adjuvant treatment'
    Guard(
        "around",
        gated(
            r"\b(?:recurren\w+|relapses?)\b[^.;:]{0,30}?\b(?:must|should|may) not have (?:occurred|happened|developed|appeared|been)\b"
        ),
        of=RECURRENCES | {"metastatic_or_recurrent"},
    ),
    # 'Recurrence within a year of adjuvant treatment, or progression on treatment of advanced disease': either will do.
    Guard(
        "behind",
        gated(
            r"^[^.;]{0,60}\bor (?:disease )?progress\w*\b[^.;]{0,120}\b(?:advanced|metasta\w+|first[- ]line)\b"
            # '... or during treatment for metastatic disease'
            r"|^[^.;]{0,60}\bor (?:on|during|after|following|while|under)\b[^.;]{0,80}\b(?:therap|treatment|chemo|inhibitor|line)\w*\b[^.;]{0,20}\b(?:advanced|metasta\w+)\b"
            # '... or at least one prior line for metastatic disease'
            r"|^[^.;]{0,90}\bor (?:(?:at|least|one|two|[1-3]|an?|who|have|has|had|received)\s+){0,5}(?:prior|previous|earlier|received)\b[^.;]{0,60}\b(?:therap|treatment|chemo|inhibitor|regimen|line)\w*\b[^.;]{0,20}\b(?:advanced|metasta\w+)\b"
        ),
        of=RECURRENCES,
    ),
    # 'Progression after treatment of metastatic disease, or within a year of adjuvant treatment': either will do.
    Guard(
        "around",
        gated(
            r"\b(?:progress|relaps|recurr|fail|refractor|receiv|treated|prior|previous)\w*\b(?:(?!adjuvant)[^.;:]){0,120}?\b(?:metasta\w+|advanced|stage iv)\b(?:(?!adjuvant)[^.;:]){0,40}?"
            r",?\bor\W+(?:\w+\W+){0,4}?(?:while|whilst|during|within|under|on|after|less than|<)\b[^.;:]{0,80}?adjuvant\b"
        ),
        of=RECURRENCES | {"survivor"},
    ),
    # 'Were non-responders or have recurred', 'had no response or relapsed': either will do, and 'no' is said of the response.
    Guard(
        "around",
        gated(
            r"\b(?:non-?\s?responders?|no (?:\w+ )?response|(?:not|never|failed to) respon(?:d|ded)|progress(?:ed|ion|ive disease))\b[^.;]{0,50}?"
            r"\bor\W+(?:(?:who|that|which|have|has|had|been|being|subsequently|later|then)\W+){0,4}(?:recurred|relapsed)\b"
        ),
        of=RECURRENCES | {"not_recurrent"},
    ),
    # 'Follow-up and monitoring for cancer recurrence'
    Guard(
        "before",
        gated(r"\b(?:monitor\w*|surveillance|follow-?up|screen\w*|watch\w*|detect\w*)\s+(?:for|of)\s+(?:\w+\s+){0,3}$"),
        of=RECURRENCES | {"metastatic_or_recurrent", "metastatic"},
        reach=80,
    ),
)

OF_EXTENTS: tuple[Guard, ...] = (
    # 'Six months since adjuvant chemotherapy, for patients with recurrent disease'
    Guard(
        "before",
        gated(
            r",\s+(?:for|in)\s+(?:the |those )?(?:patients?|women|those|participants?|subjects?)\s+(?:with|having|who have)\s+(?:an? )?$"
        ),
        of=RECURRENCES,
    ),
    # 'At high risk of distant metastases', 'women at risk of developing metastatic disease'
    Guard(
        "before",
        gated(r"\brisks?\s+(?:of|for)\s+(?:[\w,/-]+\s+){0,5}$"),
        of=RECURRENCES | {"metastatic", "metastatic_or_recurrent", "site_metastasis"},
        reach=80,
    ),
)
