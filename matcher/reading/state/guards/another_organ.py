"""The brain, other organs and other diseases: their surgery, imaging and treatment, and the metastases in them, do not tell
of the cancer in the breast."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard
from matcher.reading.state.meanings import RECURRENCES
from matcher.reading.state.of_which_tumour import BREAST_STUDIED

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

_OPERATED = frozenset({"operated", "removed", "surgery_due"})

ANYWHERE: tuple[Guard, ...] = (
    # 'Brain MRI free of metastatic disease', 'CT or MRI of the brain without metastases'
    Guard(
        "before",
        gated(
            rf"\b(?:{_BRAIN}\s+(?:mri|mr|ct|pet|imaging|scans?|tomography)\b|(?:mri|mr|ct|pet|imaging|scans?|tomography)\s+of the {_BRAIN}\b)[^.;,]{{0,60}}$"
        ),
        of=frozenset({"nonmetastatic", "metastatic"}),
    ),
    # 'No CNS (central nervous system) metastasis disease'
    Guard("before", gated(rf"\b{_BRAIN}\s*\([^()]{{1,40}}\)\s*$"), of=frozenset({"nonmetastatic", "metastatic"})),
    # 'Radiosurgery before or after the operation on brain metastases'
    Guard(
        "sentence",
        gated(
            rf"^(?!.*\bprevent).*(?:\b{_BRAIN_METASTASES}|\bmetastatic (?:brain|liver|spin\w+)\b|\b(?:liver|hepatic|spinal|spine|bone|lung|pulmonary) metasta\w+|\bmetasta\w+ (?:to|in|of) the (?:spine|liver|lungs?|brain)\b)"
        ),
        of=frozenset({"surgery_title", "presurgical_title", "neoadjuvant_title"}),
    ),
    # 'Recurrent brain metastases' tells what became of the metastases.
    Guard(
        "after",
        gated(
            r"[\s-]+(?:(?:or|and|and/or|progressive|symptomatic|parenchymal|multiple|measurable)[\s-]+){0,3}(?:brain|cns|central nervous|cerebral|intra-?cranial|leptomening\w*|meningeal)\b"
        ),
        of=RECURRENCES,
    ),
)

IN_CRITERIA: tuple[Guard, ...] = (
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
    # 'No prior surgery of the breast under study' asks for none of the other one
    Guard("around", BREAST_STUDIED, of=frozenset({"no_surgery_yet"})),
    # 'No prior surgery of the small intestine', 'no prior surgery or radiotherapy for brain metastases'
    Guard(
        "after",
        gated(
            rf"(?:\W+(?:or|and|and/or)\W+(?:radio\w+|radiation|irradiation)(?:\W+therapy)?)?\W+(?:of|on|to|in|involving|for)\W+(?:(?!breast\b|axilla)[\w-]+\W+){{0,3}}?{_OTHER_ORGAN}"
        ),
        of=frozenset({"no_surgery_yet", "operated_before"}),
    ),
    Guard("words", gated(rf"\b{_OTHER_ORGAN}"), of=frozenset({"no_surgery_yet", "operated_before"})),
)

OF_EXTENTS: tuple[Guard, ...] = (
    # 'Treated, stable brain metastases', 'CNS metastases controlled for 6 months' is a condition on those who have them.
    Guard(
        "around",
        gated(
            rf"\b{_IN_HAND}\W+(?:\w+\W+){{0,2}}?{_BRAIN_METASTASES}|\b{_BRAIN_METASTASES}\W*(?:(?:which|that|are|is|have|has|been|previously|adequately|clinically|locally|and)\W+){{0,4}}{_IN_HAND}\b"
        ),
        of=frozenset({"site_metastasis"}),
    ),
)

OF_PHASES: tuple[Guard, ...] = (
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
    # 'Planned for resection of one or two metastases'
    Guard("after", gated(r"[^.;:,]{0,30}\b(?:metasta[st]\w+|mets)\b"), of=frozenset({"surgery_due"})),
)
