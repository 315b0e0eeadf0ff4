"""Metastases and advanced disease that are looked for, feared, spoken of in general or asked of some, not asked of the patients."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard
from matcher.reading.state.meanings import RECURRENCES

# 'No pain caused by metastases' leaves in those who have metastases and no pain.
_COMPLAINT_OF_IT = (
    r"\b(?:pain|symptoms?|complaints?|hypercalc(?:a)?emia|compression|effusions?|dysfunction|impairment|insufficiency|fractures?|complications?|failure|weakness|deficits?|bleeding|ascites|crisis|cytopenias?)"
    r"\W+(?:\w+\W+){0,3}?(?:secondary to|due to|from|caused by|result(?:ing|s) from|related to|because of|attributable to|attributed to|owing to|arising from)\W+"
)

ANYWHERE: tuple[Guard, ...] = (
    Guard("words", gated(_COMPLAINT_OF_IT), of=frozenset({"nonmetastatic", "metastatic"})),
    Guard(
        "before",
        gated(
            rf"\b(?:no|not|without|absence of|free (?:of|from)|lack of)\W+(?:\w+\W+){{0,4}}?{_COMPLAINT_OF_IT}(?:\w+\W+){{0,4}}$"
        ),
        of=frozenset({"metastatic", "nonmetastatic", "site_metastasis", "advanced"}),
        reach=140,
    ),
    # 'Asymptomatic from the brain metastases'
    Guard(
        "before",
        gated(r"\b(?:a?symptomatic|symptoms?)\s+(?:from|of)\s+(?:\w+\s+){0,3}$"),
        of=frozenset({"site_metastasis", "metastatic"}),
        reach=60,
    ),
    # 'May receive steroids to control symptoms of CNS involvement' is of those who have it.
    Guard(
        "before",
        gated(
            r"\bmay\b[^.;]{0,60}\b(?:(?:cortico)?steroids?|dexamethasone|anti-?convulsants?|anti-?epileptics?|analgesics?)\b[^.;]{0,80}$"
        ),
        of=frozenset({"site_metastasis", "metastatic"}),
    ),
    # 'Superficial lesions: ..., visceral lesions: >= 10 mm and <= 50 mm' tells how large a lesion has to be.
    Guard(
        "after", gated(r"\s*:\s*(?:>=?|<=?|\u2265|\u2264|at least\b|up to\b)?\s*\d"), of=frozenset({"site_metastasis"})
    ),
    # 'The number of recurrent and metastatic lesions is at most five': how many of those that there are
    Guard(
        "before",
        gated(
            r"\b(?:the\s+)?(?:total\s+)?(?:numbers?|counts?)\s+of\s+(?:(?!\b(?:patients?|women|who|with)\b)[\w/-]+\s+){0,4}$"
        ),
        of=frozenset({"recurrent", "metastatic", "site_metastasis", "oligometastatic", "metastatic_or_recurrent"}),
        reach=70,
    ),
    # 'Criteria for oligometastasis: nodal metastases of one region count as one lesion': how they are counted
    Guard(
        "around",
        gated(
            r"^\W*(?:(?:screening|diagnostic|selection)\s+)?(?:criteria|definition)\s+(?:for|of)\s+oligo-?\s?metasta\w+[^.;]*?\b(?:counts?|counted|considered)\s+as\b"
        ),
        of=frozenset({"oligometastatic", "site_metastasis", "metastatic"}),
    ),
    # 'Chemotherapy: none for metastatic disease'
    Guard("before", gated(r"\bnone\s+(?:for|in)\s+(?:the\s+)?$"), of=frozenset({"metastatic", "advanced"}), reach=20),
    # 'Patients at risk of de novo stage IV disease should have ...'
    Guard(
        "before",
        gated(r"\brisks?\s+(?:of|for)\s+(?:(?:having|developing|harbou?ring|occult|de|novo|metastatic|an?)\s+){0,4}$"),
        of=frozenset({"de_novo_metastatic", "newly_diagnosed_metastatic", "stage"}),
        reach=80,
    ),
    # 'PET-CT for the staging of nodal and distant disease', 'a bone scan to look for metastases': whether there are any is not told.
    Guard(
        "before",
        gated(
            r"\b(?:pet\b|pet[-/]|ct\b|mri\b|imaging|scans?|scintigra\w+|tomogra\w+|ultraso\w+|x-?rays?)[^.;:]{0,50}\b(?:(?:re-?)?staging|detect(?:ion|ing)?|look(?:ing)?|search(?:ing)?|screen(?:ing)?|assess(?:ment|ing)?|evaluat(?:e|ion|ing))"
            r"\s+(?:(?:of|for|any|the|possible|occult|local|nodal|regional|loco-?regional|primary|bone|and|or|and/or)\s+)*$"
        ),
        of=frozenset({"metastatic", "site_metastasis", "stage", "de_novo_metastatic"}),
        reach=120,
    ),
)

IN_CRITERIA: tuple[Guard, ...] = (
    # 'Patients with liver metastases are not eligible', '... must be stable'; 'with or without bone metastases': none is asked for.
    Guard("behind", gated(r"\bnot\b|\bexcluded|\bineligible|\bcontraindicat"), of=frozenset({"site_metastasis"})),
    # 'Lytic bone lesions in the absence of measurable disease' are one of two ways in.
    Guard(
        "behind", gated(r"\b(?:in (?:the )?absence of|without)\s+(?:any )?measur"), of=frozenset({"site_metastasis"})
    ),
    Guard(
        "behind",
        gated(
            r"\b(?:must|should|may|can|will|only|which|accepted|(?:is|are) (?:eligible|allowed|permitted|acceptable)|need|require\w*|unless|except|if)\b"
        ),
        of=frozenset({"site_metastasis"}),
    ),
    Guard(
        "before",
        gated(
            r"\b(?:if|with or without|in case of|including|or|for (?:patients|subjects)|history of|no|without|either)\b"
        ),
        of=frozenset({"site_metastasis"}),
    ),
    # 'Patients with brain metastases have ...' says something of those who have them and wants nobody to.
    Guard(
        "after",
        gated(
            r"(?:(?!\b(?:who|that|which)\b)[^,.;:])*\b(?:have|has|had|are|is|were|do|does|needs?)\b(?! (?:present|confirmed|documented|proven|visible|detect\w+|measurable|diagnosed)\b)"
        ),
        of=frozenset({"site_metastasis"}),
    ),
    # 'No pleural effusion as the only site of metastatic disease' is said of those who have metastases.
    Guard(
        "before",
        gated(
            r"^\W*(?:no|not|without)\b[^.;:]{0,120}\b(?:only|sole)\s+(?:known\s+)?(?:sites?|manifestations?|evidence|locations?|signs?)\s+of\s+(?:\w+\s+){0,2}$"
        ),
        of=frozenset({"metastatic", "metastatic_or_recurrent"}),
    ),
)

IN_INCLUSIONS: tuple[Guard, ...] = (
    # 'Signs or symptoms suggestive of metastatic disease must be evaluated' wants nobody to have it.
    Guard(
        "before",
        gated(
            r"\b(?:symptoms?|concern\w*|suggest\w+|worrisome|indicative)\W+(?:(?:and|or|be|is|are|highly)\W+){0,3}(?:(?:concerning|suspicious|suggestive|suggesting|worrisome|indicative)\W+)?(?:of|for)\W+(?:\w+\W+){0,3}$"
        ),
        of=RECURRENCES | {"metastatic_or_recurrent", "metastatic", "site_metastasis", "de_novo_metastatic"},
        reach=100,
    ),
)

OF_EXTENTS: tuple[Guard, ...] = (
    # 'Patients with brain metastases: off steroids for two weeks'
    Guard(
        "around",
        gated(
            r"\b(?:patients?|subjects?|participants?|those)\W+(?:with|who have|having)\W+(?:\w+\W+){0,4}?(?:metasta\w+|mets|disease)\s*:\s*\w"
        ),
        of=frozenset({"site_metastasis"}),
    ),
    # '(metastatic site or primary tumour)': from which tissue it was confirmed
    Guard(
        "around",
        gated(
            r"\bmetasta\w+\s+(?:disease\s+|tumou?r\s+|cancer\s+)?(?:sites?|lesions?|deposits?|tissue|samples?|specimens?|biops\w+)\s*(?:or|and/or|/)\s*(?:from\s+|of\s+|in\s+)?(?:the\s+|an?\s+)?primary\b"
        ),
        of=frozenset({"metastatic", "distant_recurrence", "site_metastasis"}),
    ),
    # 'Documented HR-positive disease in the metastatic setting': when the receptor was tested
    Guard(
        "around",
        gated(
            r"\b(?:documented|confirmed|determined|assessed|tested)\b[^.;:]{0,30}\b(?:hr|er|pr|pgr|her-?2|hormone|receptors?)\b[^.;:]{0,50}\b(?:in|from)\s+the\s+(?:metastatic|advanced)\s+setting\b"
        ),
        of=frozenset({"metastatic", "advanced"}),
    ),
    # 'Regional metastatic disease (nodes) only'
    Guard("before", gated(r"\b(?:loco-?\s?)?regional(?:ly)?\s$"), of=frozenset({"metastatic"})),
)
