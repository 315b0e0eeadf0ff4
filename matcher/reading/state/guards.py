"""Words beside a phrase that show that it is not said of the patients a trial asks for: a rule is a row.

`before`: in the words up to the phrase; `after`: directly behind it; `behind`: anywhere behind it; `words`: in the phrase itself; `around`: over the
phrase or right beside it; `begins`: the sentence begins so; `sentence`: anywhere in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from matcher.reading.gated import Pattern, gated
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import CURATIVE_AIMS, RECURRENCES

_BESIDE = 12  # characters that may stand between a phrase and what is said around it


class Guard(NamedTuple):
    """of: the meanings that the rule is about, empty for all; but: those that it is not about. reach: the characters before
    the phrase that count, 0 for all."""

    where: str
    pattern: Pattern
    of: frozenset[str] = frozenset()
    reach: int = 0
    but: frozenset[str] = frozenset()

    def strikes(self, found: Found, lower: str) -> bool:
        if found.name in self.but or (self.of and found.name not in self.of):
            return False
        match self.where:
            case "before":
                return bool(self.pattern.search(lower[: found.start][-self.reach :]))
            case "after":
                return bool(self.pattern.match(lower[found.end :]))
            case "behind":
                return bool(self.pattern.search(lower[found.end :]))
            case "words":
                return bool(self.pattern.search(lower[found.start : found.end]))
            case "around":
                spans = (m.span() for m in self.pattern.finditer(lower))
                return any(start - _BESIDE <= found.end and found.start <= end + _BESIDE for start, end in spans)
            case "begins":
                return bool(self.pattern.match(lower))
            case _:
                return bool(self.pattern.search(lower))


def any_strikes(guards: Iterable[Guard], found: Found, lower: str) -> bool:
    return any(guard.strikes(found, lower) for guard in guards)


_STILL_TO_COME = (
    r"\b(?:achievable|possible|expected|anticipated|feasible|likely|probable|become|render\w*|downsiz\w+|downstag\w+)\b"
)

_BRAIN = r"(?:brain|cerebral|cranial|intracranial|cns|head)"
_BRAIN_METASTASES = rf"{_BRAIN}\s+(?:metasta\w+|mets|lesions?)\b"

_IN_HAND = r"(?:(?<!un)(?<!un-)(?<!un )stable|(?:non-?\s?|not )progress\w*|(?<!un)controlled|(?<!un)treated|asymptomatic|inactive|irradiated|resected)"

_OTHER_DISEASE = (
    r"(?:brain|cns|nervous|lepto-?\s?mening\w*|meningeal|intra-?cranial|cerebral|bones?|spinal|spine|liver|hepatic|visceral|oligo\w*|auto-?immune|"
    r"inflammatory (?:bowel|joint|skin)|heart|cardi\w+|cardiovascular|coronary|lung|pulmonary|kidney|renal|thyroid|psychiatric|infectious|viral)\W+"
    r"(?:\w+\W+){0,2}?(?:diseases?|disorders?|conditions?|metasta\w+)\b"
)

_OTHER_ORGAN = (
    r"(?:stomach|gastr\w+|bowel|intestin\w+|abdom\w+|pelvi[sc]|bariatric|colon|colorectal|rect(?:al|um)|thora(?:x|cic)|cardi\w+|heart|brain|crani\w+|spin(?:e|al)|"
    r"orthop\w+|joints?|hips?|knees?|shoulders?|liver|hepat\w+|kidneys?|renal|lungs?|pulmonary|vascular|prostat\w+|uter\w+|ovar\w+|thyroid\w*|eyes?|ocular|dental|sinus\w*)\b"
)

_BY_AIM = frozenset({"neoadjuvant_title", "neoadjuvant_due", "adjuvant_title", "adjuvant_due", "neo_or_adjuvant_due"})

_OPERATED = frozenset({"operated", "removed", "surgery_due"})
_ENDED = frozenset({"treatment_completed", "treated_curatively", "had_neoadjuvant"})

_NEW = frozenset({"newly_diagnosed"})
_EXTENTS_IN_NAMES = frozenset({"metastatic", "advanced", "early", "locally_advanced", "incurable"})
_OF_A_NAME = r"(?:trialists?|collaborati\w+|alliance|society|foundation|coalition|consortium|consensus|conference|guidelines?|recommendations?|questionnaires?|(?:module|scale|inventory|instrument|index)\b|working group|study group|task force|units?\b|clinics?\b|cent(?:er|re)s?\b|departments?\b|wards?\b|services?\b|program(?:me)?s?\b|teams?\b|(?:tumou?r )?boards?\b)"
_EITHER_TIME = frozenset({"under_or_after_treatment"})
# What is done, under way and to come, on either side of an 'or'
_DONE = r"\b(?:undergone|underwent|had|performed|done|resected|operated|removed|completed|finished|received)\b"
_UNDER_WAY = r"\b(?:undergoing|receiving|currently (?:on|taking)|being treated)\b"
_TO_COME = r"\b(?:will|scheduled|planned|planning|plan to|to (?:undergo|receive|have)|about to|awaiting|candidates? for|intend\w*)\b"
_OR_ELSE = r"(?:\bor\b|\band/or\b|/)\W*(?:(?:who|are|is|be|being|have|has|having|been|were|was|those|patients?|women|currently|already|to)\W+){0,4}?"


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


# In any source of the record
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
    # 'Triple-negative breast cancer (for cohort T1)'
    Guard(
        "before",
        gated(r"\b(?:cohorts?|arms?|groups?|parts?|modules?)\s+$"),
        of=frozenset({"tnm", "clinical_tnm", "pathologic_tnm", "tnm_stage"}),
        reach=12,
    ),
    # LCIS is no cancer (AJCC 8); 'LCIS or DCIS' names the other.
    Guard(
        "sentence",
        gated(
            r"^(?!.*(?:\bdcis\b|\bductal\b|intraductal|non-?\s?invasive|\bpaget|\bstages?\b|\btis\b)).*(?:\blcis\b|\blobular (?:carcinoma|cancer|neoplasia)[- ]in[- ]situ)"
        ),
        of=frozenset({"in_situ"}),
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
    # '(Neo)adjuvant chemotherapy' is given before surgery or after it.
    Guard(
        "words",
        gated(r"\bneo-?\)[\s-]?adjuvant|\bneo\s?/\s?adjuvant"),
        of=frozenset({"neoadjuvant_title", "neoadjuvant_due"}),
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
    # 'Radiosurgery before or after the operation on brain metastases'
    Guard(
        "sentence",
        gated(
            rf"^(?!.*\bprevent).*(?:\b{_BRAIN_METASTASES}|\bmetastatic (?:brain|liver|spin\w+)\b|\b(?:liver|hepatic|spinal|spine|bone|lung|pulmonary) metasta\w+|\bmetasta\w+ (?:to|in|of) the (?:spine|liver|lungs?|brain)\b)"
        ),
        of=frozenset({"surgery_title", "presurgical_title", "neoadjuvant_title"}),
    ),
    # 'In the neoadjuvant and the metastatic setting': neither is that of every patient.
    Guard(
        "after",
        gated(r"\w*\W+(?:and|or|and/or|/|as well as)\W+(?:(?:in|the|or)\W+){0,2}(?:metastatic|advanced)\b(?!\W+to\b)"),
        of=_BY_AIM,
    ),
    Guard(
        "before",
        gated(r"\b(?:metastatic|advanced)\W+(?:and|or|and/or|/)\W+(?:(?:in|the)\W+){0,2}$"),
        of=_BY_AIM,
        reach=40,
    ),
    Guard(
        "before",
        gated(r"\b(?:neo-?\s?)?adjuvant\W+(?:and|or|and/or|/|as well as)\W+(?:(?:in|the|or)\W+){0,2}$"),
        of=frozenset({"metastatic", "advanced"}),
        reach=50,
    ),
    Guard(
        "after",
        gated(r"\W+(?:and|or|and/or|/|as well as)\W+(?:(?:in|the)\W+){0,2}(?:neo-?\s?)?adjuvant\b"),
        of=frozenset({"metastatic", "advanced"}),
    ),
    # 'Based on the latest biopsy, regardless of hormonal status'
    Guard("after", gated(r"\W*(?:receptor|status)\b"), of=frozenset({"adjuvant_running"})),
    # 'Progressed during or after treatment with an aromatase inhibitor'
    Guard(
        "before",
        gated(r"\bprogress\w*\s+(?:during|on|while|after|following)\b[^.;,]{0,70}$"),
        of=frozenset({"adjuvant_running"}),
    ),
    # 'Chemotherapy: none for metastatic disease'
    Guard("before", gated(r"\bnone\s+(?:for|in)\s+(?:the\s+)?$"), of=frozenset({"metastatic", "advanced"}), reach=20),
    # 'M0 (M describes distant metastasis)'
    Guard("before", gated(r"\b(?:describes|stands for|refers to|indicates)\W+(?:the\W+)?$"), reach=30),
    # 'First-degree relatives with metastatic breast cancer'
    Guard(
        "before",
        gated(r"\b(?:family history|relatives?|mothers?|sisters?|daughters?|siblings?)\b[^.;:]{0,60}$"),
        reach=90,
    ),
    Guard(
        "sentence",
        gated(r"\b(?:cervi\w+|skin|bladder|melanoma|other (?:malignan|cancer)\w*|prior malignan\w*|basal|squamous)\b"),
        of=frozenset({"in_situ"}),
    ),
    # 'Asymptomatic from the brain metastases'
    Guard(
        "before",
        gated(r"\b(?:a?symptomatic|symptoms?)\s+(?:from|of)\s+(?:\w+\s+){0,3}$"),
        of=frozenset({"site_metastasis", "metastatic"}),
        reach=60,
    ),
    # 'Patients at risk of de novo stage IV disease should have ...'
    Guard(
        "before",
        gated(r"\brisks?\s+(?:of|for)\s+(?:(?:having|developing|harbou?ring|occult|de|novo|metastatic|an?)\s+){0,4}$"),
        of=frozenset({"de_novo_metastatic", "newly_diagnosed_metastatic", "stage"}),
        reach=80,
    ),
    # 'Brain MRI free of metastatic disease', 'CT or MRI of the brain without metastases'
    Guard(
        "before",
        gated(
            rf"\b(?:{_BRAIN}\s+(?:mri|mr|ct|pet|imaging|scans?|tomography)\b|(?:mri|mr|ct|pet|imaging|scans?|tomography)\s+of the {_BRAIN}\b)[^.;,]{{0,60}}$"
        ),
        of=frozenset({"nonmetastatic", "metastatic"}),
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
    # 'No CNS (central nervous system) metastasis disease'
    Guard("before", gated(rf"\b{_BRAIN}\s*\([^()]{{1,40}}\)\s*$"), of=frozenset({"nonmetastatic", "metastatic"})),
    # 'Recurrence of another cancer'
    Guard("words", gated(r"\b(?:of|from) (?:an)?other\b"), of=RECURRENCES),
    # 'Recurrent somatic mutation', 'a low risk on the 70-gene breast cancer recurrence assay'
    Guard(
        "after",
        gated(
            r"\W*(?:somatic|genomic|gene\b|genetic|mutation|variant|alteration|hotspot|assay|scores?\b|risk\b|index\b|signature)"
        ),
        of=RECURRENCES,
    ),
    # 'Newly diagnosed multiple bone metastases' dates the metastases, not the cancer.
    Guard(
        "after",
        gated(
            r"\W*(?:(?!non?\b|not\b|without\b|recurrent\b|relapsed\b)\w+\W+){0,4}?(?:metasta\w+|mets)\b(?!\W+(?:breast|cancer|disease))|\W*(?:with|of)\W+(?:\w+\W+){0,3}?(?:metasta\w+|recurr\w+|relaps\w+|stage iv)\b"
        ),
        of=_NEW,
    ),
    # 'Untreated leptomeningeal disease' is no new cancer.
    Guard("words", gated(r"\b(?:brain|cns|central nervous|leptomening\w*|meningeal|intracranial|cerebral)\b"), of=_NEW),
    # 'Newly diagnosed locoregional recurrence' dates the recurrence; so does a new cancer in a breast once irradiated.
    Guard("after", gated(r"[\s-]+(?:(?!or\b|and\b|non?\b|not\b|without\b)[\w-]+\s+){0,4}?(?:recurr|relaps)"), of=_NEW),
    Guard("before", gated(r"\b(?:prior|previous\w*)\s+(?:\w+\s+){0,2}(?:radi|irradi)\w+\W+[^.;,]{0,60}$"), of=_NEW),
    # 'Irrespective of stage, date of initial diagnosis or treatment'
    Guard("before", gated(r"\b(?:regardless|irrespective|independent(?:ly)?) of\b[^.;:]{0,80}$"), of=_NEW),
    Guard("after", gated(r"\W*(?:dates?|years?|time)\b"), of=_NEW),
    Guard("before", gated(r"\b(?:years?|months?|ages?|dates?) of (?:the |their |her )?$"), of=_NEW),
    # 'Recurrent brain metastases' tells what became of the metastases.
    Guard(
        "after",
        gated(
            r"[\s-]+(?:(?:or|and|and/or|progressive|symptomatic|parenchymal|multiple|measurable)[\s-]+){0,3}(?:brain|cns|central nervous|cerebral|intra-?cranial|leptomening\w*|meningeal)\b"
        ),
        of=RECURRENCES,
    ),
    # 'Controlled primary breast cancer' tells what became of it.
    Guard("before", gated(r"\bcontrolled\W+$"), of=frozenset({"primary_cancer", "first_cancer"}), reach=20),
    # 'Contralateral breast recurrence'
    Guard(
        "before",
        gated(r"(?<!ipsilateral or )(?<!ipsilateral and )(?<!/)\bcontralateral\W+(?:breast\W+)?$"),
        of=RECURRENCES,
    ),
    # 'Lymph node metastasis at the time of diagnosis'
    Guard(
        "before",
        gated(r"\b(?:lymph[- ]?nod\w*|nod(?:al|es?)|axill\w+)\s(?:\w+\s)?$"),
        of=frozenset({"de_novo_metastatic"}),
    ),
    # 'Newly diagnosed or previously treated', 'newly diagnosed, in treatment, or survivors'
    Guard(
        "after",
        gated(
            r"[^.;:]{0,50}\b(?:or|and/or)\W+(?:(?:in|under|currently|women|patients?|breast|cancer|long-?\s?term)\W+){0,3}(?:previously treated|already treated|follow-?\s?up|survivors?|surveillance)\b"
        ),
        of=frozenset({"newly_diagnosed"}),
    ),
    # 'Cancer survivor (from diagnosis through the rest of life)'
    Guard(
        "behind",
        gated(r"\bfrom (?:the )?(?:time of |moment of |point of )?(?:\w+ )?diagnosis\b"),
        of=frozenset({"survivor"}),
    ),
)

# 'Tumours of the brain, primary or metastatic'
PRIMARY_OR_OF_THE_BRAIN = gated(
    r"\b(?:brain|cerebral|intra-?\s?cranial|cns|central nervous system|spine|spinal)\b[^.;]{0,40}[,(]\s*(?:(?:either|whether)\s+)?primary\s*(?:or|and/or|and|/)\s*$"
)

# In the criteria text
IN_CRITERIA: tuple[Guard, ...] = (
    # 'Intracranial neoplasm, either primary or metastatic'
    Guard(
        "before",
        PRIMARY_OR_OF_THE_BRAIN,
        of=frozenset({"metastatic"}),
    ),
    # 'No previous breast cancer known to overexpress HER2' tells the receptor, not the history.
    Guard(
        "after",
        gated(
            r"[\w\s]{0,15}?\b(?:known|shown|proven|documented|found|that|which|with)\b[^.;,]{0,30}\b(?:over-?express\w*|amplif\w*|her-?2|receptors?|er|pr|hr)\b"
        ),
        of=frozenset({"history_of_bc"}),
    ),
    # 'The resection cavity seen on the MRI after resection': radiosurgery of brain metastases is planned on MRI.
    Guard(
        "sentence",
        gated(
            rf"^(?!.*\b(?:breast|lumpectomy|seroma)\b)(?=.*\bcavit).*\b(?:mri|magnetic resonance|radiosurg\w+|srs|craniotom\w+|{_BRAIN})\b"
        ),
        of=_OPERATED,
    ),
    # 'Prior treatment for leptomeningeal disease', 'for autoimmune disease' is none of the cancer in the breast.
    Guard("words", gated(rf"\b{_OTHER_DISEASE}"), of=frozenset({"treated_before"})),
    Guard("after", gated(rf"\W+(?:for|of)\W+(?:\w+\W+){{0,3}}?{_OTHER_DISEASE}"), of=frozenset({"treated_before"})),
    # 'No prior surgery of the breast under study': hers may be the other one
    Guard(
        "around",
        gated(
            r"\b(?:study|target|index|examined|imaged|biopsied) breasts?\b|\bbreasts? (?:under (?:study|investigation|examination)|of interest|to be (?:imaged|studied|examined|biopsied|scanned))\b"
        ),
        of=frozenset({"no_surgery_yet", "operated_before", "radiated_before"}),
    ),
    # 'The primary or regional site must be without evidence of recurrence' tells nothing of metastases.
    Guard(
        "before",
        gated(
            r"\b(?:primary|(?:loco-?\s?)?regional|local)\s+(?:(?:or|and|and/or)\s+(?:primary|regional|local|nodal)\s+)?(?:tumou?r\s+|disease\s+)?sites?\W+(?:(?!metasta)\w+\W+){0,3}$"
        ),
        of=frozenset({"no_evidence_of_disease", "no_recurrence"}),
    ),
    # 'No prior surgery of the small intestine', 'no prior surgery or radiotherapy for brain metastases'
    Guard(
        "after",
        gated(
            rf"(?:\W+(?:or|and|and/or)\W+(?:radio\w+|radiation|irradiation)(?:\W+therapy)?)?\W+(?:of|on|to|in|involving|for)\W+(?:(?!breast\b|axilla)[\w-]+\W+){{0,3}}?{_OTHER_ORGAN}"
        ),
        of=frozenset({"no_surgery_yet", "operated_before"}),
    ),
    Guard("words", gated(rf"\b{_OTHER_ORGAN}"), of=frozenset({"no_surgery_yet", "operated_before"})),
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
    # 'Must have completed treatment for stage I-III disease, if applicable' is asked of those who had it.
    Guard(
        "after",
        gated(r"[^.;:]{0,30}[,(]\W*(?:if|when|where)\W+(?:applicable|indicated|relevant|any)\b"),
        of=frozenset({"stage", "early"}),
    ),
    # 'Earlier cancer, treated, with no recurrence' is another one.
    Guard(
        "before",
        gated(
            r"(?<!breast )(?<!ductal )(?<!lobular )\b(?:cancers?|carcinomas?|malignan\w+|tumou?rs?|neoplas\w+|lymphomas?|melanomas?)\b[^.;]{0,90}$"
        ),
        of=frozenset({"not_recurrent"}),
    ),
    # 'Undergoing surgery, chemotherapy or radiation': any of them.
    Guard(
        "after",
        gated(r"\W*(?:,|/|\bor\b|\band/or\b)\W*(?:or\W+)?(?:chemo\w*|radi\w+|systemic|hormon\w+|endocrine)\b"),
        of=frozenset({"surgery_due"}),
    ),
    Guard("after", gated(r"\W*(?:(?:disease|cancers?|patients?)\W*)?(?:(?:is|are)\W*)?exempt")),
    # 'Trastuzumab in the adjuvant setting only is permitted' asks for none.
    Guard(
        "after",
        gated(r"[^.;:]{0,30}\bonly\b\W*(?:(?:is|are)\W+)?(?:permitted|allowed|acceptable)\b"),
        of=frozenset({"adjuvant_due"}),
    ),
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
    Guard(
        "before",
        gated(r"\b(?:including|includes?|e\.g\.|such as|like|as well as|preferably|not including)\s*(?:\w+\s+){0,7}$"),
        reach=60,
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
    # 'Recurrence within a year of adjuvant treatment, or progression on treatment of advanced disease': either will do.
    Guard(
        "behind",
        gated(r"^[^.;]{0,60}\bor (?:disease )?progress\w*\b[^.;]{0,120}\b(?:advanced|metasta\w+|first[- ]line)\b"),
        of=RECURRENCES,
    ),
    # 'Follow-up and monitoring for cancer recurrence'
    Guard(
        "before",
        gated(r"\b(?:monitor\w*|surveillance|follow-?up|screen\w*|watch\w*|detect\w*)\s+(?:for|of)\s+(?:\w+\s+){0,3}$"),
        of=RECURRENCES | {"metastatic_or_recurrent", "metastatic"},
        reach=80,
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

# In inclusions
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
    # 'Invasive disease: node-negative on sentinel biopsy', beside DCIS
    Guard(
        "begins",
        gated(
            r"\W*(?:for\W+|in\W+|if\W+)?(?:invasive|infiltrating)\W+(?:disease|cancers?|carcinomas?|tumou?rs?)\s*:\s*[^.;]{0,80}\b(?:nod(?:e|es|al)|pn0|sentinel|axilla\w*)\b"
        ),
        of=frozenset({"invasive"}),
    ),
    # 'Adjuvant patients must have ended chemotherapy', '3 months after treatment (for the curative cohort)'
    Guard("sentence", _RULE_FOR_CURATIVE, of=_PHASES_OF_SOME),
)

# Extents of disease in the criteria text
OF_EXTENTS: tuple[Guard, ...] = (
    # 'Measurable disease (for metastatic patients, by RECIST)': a rule for some
    Guard(
        "around",
        gated(
            r"\((?:for|in)\s+(?:the\s+|those\s+)?(?:metasta\w+|advanced|stage iv)\s+(?:breast cancer\s+)?(?:patients|cases|participants|subjects)\b"
        ),
    ),
    # 'Other malignancy up to 3 years before the diagnosis of metastatic breast cancer': from when on no other one
    Guard(
        "before",
        gated(
            r"\b(?:other|another|second|different|non-?breast|additional|any)\s+(?:[\w-]+\s+){0,3}?(?:malignan\w+|cancers?|tumou?rs?|neoplas\w+|carcinomas?|primar(?:y|ies))\b[^;]{0,160}?"
            r"\b(?:before|prior to|preceding|until|since)\s+(?:[\w-]+\s+){0,3}?(?:diagnos\w+|onset|detection|development|occurrence)\s+(?:of\s+)?(?:[\w-]+\s+){0,4}$"
        ),
        reach=260,
    ),
    # 'Patients with brain metastases: off steroids for two weeks'
    Guard(
        "around",
        gated(
            r"\b(?:patients?|subjects?|participants?|those)\W+(?:with|who have|having)\W+(?:\w+\W+){0,4}?(?:metasta\w+|mets|disease)\s*:\s*\w"
        ),
        of=frozenset({"site_metastasis"}),
    ),
    # 'Treated, stable brain metastases', 'CNS metastases controlled for 6 months' is a condition on those who have them.
    Guard(
        "around",
        gated(
            rf"\b{_IN_HAND}\W+(?:\w+\W+){{0,2}}?{_BRAIN_METASTASES}|\b{_BRAIN_METASTASES}\W*(?:(?:which|that|are|is|have|has|been|previously|adequately|clinically|locally|and)\W+){{0,4}}{_IN_HAND}\b"
        ),
        of=frozenset({"site_metastasis"}),
    ),
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
    # 'Six months since adjuvant chemotherapy, for patients with recurrent disease'
    Guard(
        "before",
        gated(
            r",\s+(?:for|in)\s+(?:the |those )?(?:patients?|women|those|participants?|subjects?)\s+(?:with|having|who have)\s+(?:an? )?$"
        ),
        of=RECURRENCES,
    ),
    # 'Measurable disease (by RECIST for patients with metastatic disease)'
    Guard(
        "before",
        gated(
            r"\([^()]*\b(?:for|in|if)\s+(?:the\s+)?(?:patients?|women|those|participants?|subjects?)\s+(?:with|having)\s+$"
        ),
    ),
    # 'At high risk of distant metastases', 'women at risk of developing metastatic disease'
    Guard(
        "before",
        gated(r"\brisks?\s+(?:of|for)\s+(?:[\w,/-]+\s+){0,5}$"),
        of=RECURRENCES | {"metastatic", "metastatic_or_recurrent", "site_metastasis"},
        reach=80,
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
    # 'Active second malignancy or metastatic non-breast cancer'
    Guard(
        "after",
        gated(
            r"\W*(?:non-?\s?breast\b|(?:cancers?|disease|malignanc\w+)\W+(?:other than|not) (?:of )?(?:the )?breast\b)"
        ),
    ),
)

# Phases of treatment that are not those of the patients asked for
OF_PHASES: tuple[Guard, ...] = (
    # 'Recurred while on adjuvant endocrine treatment for two years': of a cancer that came back
    Guard(
        "before",
        gated(
            r"\b(?:recurr\w+|relaps\w+|progress\w*)\W+(?:(?:or|and|and/or)\W+(?:recurr\w+|relaps\w+|progress\w*)\W+)?(?:disease\W+)?(?:while|during|on|under|after|following)\b[^.;:,]{0,50}$"
        ),
        of=frozenset({"endocrine_for_years"}),
        reach=120,
    ),
    # 'May be taking ...', 'within two months for patients who receive ...': permitted, or true of some only.
    Guard("before", gated(r"\b(?:may|might|can|could)\s+(?:also\s+|still\s+)?(?:(?:be|have|either)\b[^.;,]{0,25})?$")),
    Guard(
        "before",
        gated(
            r"\w\W+(?:\w+\W+){2,}(?:for|in|among) (?:the |those |any )?(?:patients?|women|subjects?|participants?|those|persons?|cases)\W+(?:(?:who|that|not|receiving|undergoing|treated|with prior|having)\b[^.;:]{0,80})?$"
        ),
    ),
    Guard(
        "before",
        gated(
            r"\b(?:adequate|sufficient|acceptable|fit|able|ability|suitable health)\b[^.;]{0,60}\b(?:for|to)\b[^.;,]{0,40}$"
        ),
    ),
    Guard("before", gated(r"\b(?:may|might|can|could) (?:also )?have\b"), of=frozenset({"residual_after_neoadjuvant"})),
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
    # 'Adequate breast surgery, planned for adjuvant chemotherapy': not the surgery is planned.
    Guard(
        "around",
        gated(
            r"\b(?:surgery|surgically|mastectomy|lumpectomy|resection|operation|operated)\)?\s*[,;]?\s*(?:(?:and|who|is|are)\s+){0,3}(?:planned|scheduled|considered|recommended|intended|due|candidates?|eligible)\s+"
            r"(?:for|to\s+(?:receive|start|begin|have|undergo|be treated with))\s+(?:[\w-]+\s+){0,3}?(?:adjuvant|post-?\s?operative)\b"
        ),
        of=frozenset({"surgery_due"}),
    ),
    # 'The cancer for which she is receiving tamoxifen must have been ...' tells which cancer.
    Guard(
        "before",
        gated(
            r"\b(?:for|of) which (?:(?:the|this|patients?|participants?|subjects?|wom[ae]n|she|they|he|is|are|currently|still)\W+){0,5}$"
        ),
        of=frozenset({"adjuvant_running", "under_chemotherapy"}),
        reach=60,
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
    # 'T4 disease for which mastectomy with clear margins is the goal': it is still to be reached.
    Guard(
        "behind",
        gated(r"\b(?:is|are|as|be) (?:the |a |an |our )?(?:\w+ )?(?:goal|aim|objective)\b"),
        of=frozenset({"operated", "removed"}),
    ),
    # 'Prior surgery or radiotherapy must be completed 2 weeks before' is asked of those who had it.
    Guard(
        "begins",
        gated(
            r"\W*(?:any\s+)?(?:prior|previous)\b[^.;]{3,80}\b(?:must|should|ha(?:s|ve) to)\b(?:\s\w+){0,3}\s(?:completed|finished|ended|stopped|discontinued)\b"
        ),
        of=frozenset({"operated"}),
    ),
    # 'Surgically treated carcinoma in situ of the cervix'
    Guard(
        "behind",
        gated(
            r"^[^.;,]{0,40}\b(?:of|in) the (?:uterine )?(?:cervix|skin|bladder|prostate|colon|thyroid)\b|^\W*(?:non-?melanoma|basal|squamous|cervical|skin)\b"
        ),
        of=frozenset({"operated", "removed"}),
    ),
    # 'A complete resection is achievable after neoadjuvant therapy': it is still to come
    Guard("before", gated(rf"{_STILL_TO_COME}[^.;,]{{0,30}}$"), of=frozenset({"had_neoadjuvant"})),
    Guard("words", gated(_STILL_TO_COME), of=frozenset({"had_neoadjuvant"})),
    # 'Brain metastases treated with surgery or radiotherapy': what was operated on is not the breast.
    Guard("before", gated(rf"\b{_BRAIN_METASTASES}[^.;:]{{0,60}}$"), of=frozenset({"operated", "removed"})),
    Guard("after", gated(rf"[^.;:]{{0,40}}\b{_BRAIN_METASTASES}"), of=_OPERATED),
    # 'Surgical candidate per the neurosurgeon', 'planned for resection of one liver metastasis', 'scheduled for spine surgery'
    Guard(
        "sentence",
        gated(
            r"\bneuro-?surg|\bcranio\w+|\b(?:spinal|spine|vertebra\w*|hepatic|liver|pulmonary|lung|orthop\w+) (?:surg|resect|metastasect)"
        ),
        of=_OPERATED,
    ),
    Guard("after", gated(r"[^.;:,]{0,30}\b(?:metasta[st]\w+|mets)\b"), of=frozenset({"surgery_due"})),
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
    # 'Laboratory tests within 14 days of surgery'
    Guard(
        "before",
        gated(
            r"\b(?:tests?|laborator\w+|imaging|scans?|mammogra\w+|ecg|echocardiogra\w+|bloods?|values?|x-?rays?|mri|consent|ultrasound)\b[^.;,]{0,40}$"
        ),
        of=frozenset({"operated"}),
    ),
    Guard(
        "before",
        gated(r"\b(?:remov\w+|excis\w+|resect\w+)\b[^.;]{0,25}$"),
        of=frozenset({"tumour_in_place", "primary_in_place"}),
    ),
    Guard("before", gated(r"\([^()]*\b(?:should|may|can|could|would)\b[^()]*$"), of=frozenset({"adjuvant_due"})),
    Guard(
        "before",
        gated(r"\b(?:planned|scheduled|to receive|will receive|intended|candidates?)\b[^.;]{0,60}$"),
        of=frozenset({"under_chemotherapy"}),
    ),
    Guard(
        "after",
        gated(
            r"[^.;:]{0,70}\b(?:in|for|among|if) (?:the |those |any )?(?:patients?|women|subjects?|participants?|those) (?:who|that|receiv\w+|treated|with)\b"
        ),
        of=frozenset({"residual_after_neoadjuvant"}),
    ),
    Guard("sentence", gated(r"\b(?:relaps\w*|recurred|recurrence|progress\w+|metasta\w+)\b"), of=_ENDED),
    Guard(
        "behind",
        gated(r"\b(?:for|in)\s+(?:the |those )?(?:patients?|women|those)\s+(?:with|who have) recurr"),
        of=_ENDED,
    ),
    Guard(
        "before",
        gated(r"\b(?:scans?|imaging|assessments?|questionnaires?|visits?|follow-?up|samples?|men should|agree)\b"),
        of=_ENDED,
    ),
    Guard("words", gated(r"\b(?:prior|previous|last)\b"), of=frozenset({"treatment_completed"})),
    # 'Chemotherapy, if given before, ended 6 months ago'
    Guard(
        "sentence",
        gated(
            r"\bif\s+(?:it\s+was\s+)?(?:(?:ever|previously)\s+(?:given|received)|(?:given|received)\s+(?:before|previously|earlier))\b"
        ),
        of=_ENDED,
    ),
    # 'May be enrolled prior to completion of radiation'
    Guard("before", gated(r"\b(?:prior to|before|until)\s+(?:(?:the|full|their)\s+)*$"), of=_ENDED, reach=30),
    # 'With the intention of giving radiotherapy after completion of chemotherapy'
    Guard(
        "before",
        gated(
            r"\b(?:will be|to be|intention (?:of|to)|intend\w* (?:to|for)|plan\w* (?:to|for)|scheduled (?:to|for))\s+(?:\w+\s+){0,2}?(?:giv\w+|administer\w*|receiv\w+|deliver\w*|perform\w*|undergo\w*|start\w*|irradiat\w+|radiat\w+)\b[^.;]{0,60}\b(?:after|following|upon|at)\s+(?:the\s+)?$"
        ),
        of=_ENDED,
    ),
    # 'Chemotherapy is not clinically indicated'
    Guard(
        "words", gated(r"\b(?:not|never|no)\b"), of=frozenset({"chemotherapy_due", "adjuvant_due", "neoadjuvant_due"})
    ),
    # 'for which treatment with tamoxifen is planned'
    Guard(
        "after",
        gated(
            r"(?:\s(?:therapy|treatment|inhibitors?))?\s(?:planned|intended|foreseen|scheduled)\b|[^.;,]{0,50}\b(?:is|are|was|were|has been|have been)\s(?:being\s)?(?:retained|planned|indicated|proposed|intended|considered|recommended|decided|foreseen|scheduled|appropriate)\b"
        ),
        of=frozenset({"adjuvant_running"}),
    ),
    # 'Relapse with metastatic disease while receiving endocrine therapy': when it came back
    Guard(
        "before",
        gated(r"\b(?:relaps|recurr|progress)\w*\b[^.;,]{0,60}\b(?:while|whilst|when)\s+(?:still\s+|on\s+)?$"),
        of=frozenset({"adjuvant_running", "under_chemotherapy"}),
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
    Guard("after", gated(r"^\W*(?:progress|disease progress)")),
    # 'Treated with up to two lines of endocrine therapy' tells what is over.
    Guard("words", gated(r"\b(?:one|two|three|[1-4]) (?:prior |previous )?(?:lines?|regimens?)\b")),
    Guard(
        "sentence",
        gated(
            r"\b(?:receiving|undergoing|(?:on|under) treatment|received|completed|completion of|planned|planning|have had|before|prior to)\b[^.;]{0,60}\bor\b[^.;]{0,30}\b(?:receiving|undergoing|received|completed|planned|planning|scheduled|about to|going to|due to (?:receive|undergo|start|begin)|expected to|eligible for|candidates? for|finished|after|following|on maintenance)\b"
            # 'Treatment-naive, or receiving first-line therapy'
            r"|\bnaive\b[^.;]{0,180}\bor (?:are |is |be |currently |already )*(?:receiving|undergoing|on|treated)\b"
        ),
        but=_EITHER_TIME | CURATIVE_AIMS,
    ),
    # 'At least half of the planned chemotherapy'
    Guard(
        "before",
        gated(
            r"\b(?:received|completed|finished|had|cycles?|courses?|half|most|%)[^.;]{0,30}\bof (?:the |their |all )*$"
        ),
        of=frozenset({"chemotherapy_due"}),
    ),
    # '(with the exception of hormonal therapy)': it may run
    Guard(
        "before",
        gated(
            r"\b(?:except\w*(?: for)?|exception of|excluding|exclusive of|other than|apart from|aside from|besides|not including|but for)\W+(?:\w+\W+){0,4}$"
        ),
        of=frozenset({"adjuvant_running", "under_chemotherapy"}),
    ),
    # 'Planning, receiving, or through with chemotherapy'
    Guard("sentence", gated(_TO_COME), of=_EITHER_TIME),
    # 'Have undergone, or be scheduled for, mastectomy', 'surgery performed or planned', 'currently on or have completed'
    Guard(
        "around",
        gated(
            rf"(?:{_DONE}|{_UNDER_WAY})(?:(?!{_DONE})[^.;]){{0,60}}?{_OR_ELSE}{_TO_COME}|(?:{_TO_COME}|{_UNDER_WAY})[^.;]{{0,60}}?{_OR_ELSE}{_DONE}"
        ),
        but=_EITHER_TIME | CURATIVE_AIMS,
    ),
    # 'Patients with T4 tumours must receive postmastectomy radiotherapy' tells how those are treated.
    Guard(
        "before",
        gated(
            r"\b(?:patients?|women|subjects?|participants?|those|tumou?rs|disease)\W+(?:with|who)\b[^.;]{3,80}\b(?:must|should|will|need to|ha(?:ve|s) to)\s(?:also\s)?(?:receive|be (?:given|treated with|offered))\s$"
        ),
        of=frozenset({"operated"}),
    ),
    Guard("sentence", gated(r"\bpre-?(?:operative\w*)?\s*(?:and|/|&)\s*post|\bbefore (?:and|or|/) after\b")),
)
