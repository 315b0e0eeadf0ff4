"""States that an exclusion, or a point of a list, names with nothing beside them.

"Any recurrence", "metastases"                     recurrent, metastatic
"Active cancer (local or distant)"                 metastatic or recurrent
"Metastatic disease other than in axillary nodes"  metastatic
"Another cancer, metastases or lymphoedema"        metastatic
"Patients receiving palliative care"               incurable
"Evidence of active disease"                       disease in evidence
"Recurrent or progressive disease"                 recurrent
"Neoadjuvant chemotherapy"                         earlier neoadjuvant treatment
among inclusions, "inflammatory"                   inflammatory
"Surgery planned"                                  surgery to come
"""

from __future__ import annotations

from collections.abc import Iterator

from data.disease import NEVER_TREATED
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import EARLIER_NEOADJUVANT, MEANINGS


def told_alone(sentence: Sentence, lower: str) -> Iterator[Found]:
    """What the sentence says so; `lower`: its text in lower case, without what is no stage of hers."""
    return _by_an_exclusion(lower) if sentence.excludes else _by_an_inclusion(lower)


def _by_an_exclusion(lower: str) -> Iterator[Found]:
    if alone := _ALONE.match(lower):
        yield _found("recurrent" if alone["recurrence"] else "metastatic", alone.span("what"))
    if anywhere := _ACTIVE_ANYWHERE.match(lower):
        yield _found("metastatic_or_recurrent", anywhere.span())
    if spread := _BUT_FOR_NODES.match(lower):
        yield _found("metastatic", spread.span())
    if (part := _IN_A_LIST.search(lower)) and not _OF_A_PLACE.search(lower):
        yield _found("metastatic", part.span(part.lastgroup or 0))
    if evident := _EVIDENT.match(lower):
        yield _found("in_evidence", evident.span())
    if back := _BACK_OR_WORSE.match(lower):
        yield _found("recurrent", back.span())
    if _PALLIATIVE_ALONE.match(lower):
        yield _found("incurable", (0, len(lower)))
    if before_surgery := _NEOADJUVANT_ALONE.match(lower):
        now = 0 if before_surgery["hormones"] else meanings.NEOADJUVANT_NOW
        wide = meanings.ALL & ~NEVER_TREATED
        yield Found("treated_before", "origin", now, wide, EARLIER_NEOADJUVANT, 0, len(lower))
    if _BEGUN_ALONE.match(lower):
        begun = MEANINGS["treated_before"]
        yield Found(
            "treated_before", "origin", begun.sure | meanings.NEOADJUVANT_NOW, begun.wide, begun.words, 0, len(lower)
        )


def _by_an_inclusion(lower: str) -> Iterator[Found]:
    if _INFLAMMATORY_ALONE.match(lower):
        yield _found("inflammatory", (0, len(lower)))
    if _SURGERY_TO_COME.match(lower):
        yield _found("surgery_due", (0, len(lower)))


def _found(name: str, span: tuple[int, int]) -> Found:
    meaning = MEANINGS[name]
    return Found(name, meaning.axis, meaning.sure, meaning.wide, meaning.words, *span)


# 'already established on earlier imaging', 'diagnosed before inclusion'
_HOW_IT_IS_KNOWN = (
    r"(?:(?:that|which) (?:is|are|was|were) )?(?:already |previously |earlier )?(?:known|established|proven|documented|diagnosed|detected|found|present|confirmed)"
    r"(?: (?:already|earlier|before|prior|previous|previously|at|on|by|in|from|to|during|the|any|time|of|staging|imaging|scans?|ct|pet|mri|bone|diagnosis|presentation|baseline|inclusion|enrol\w+|registration|randomi[sz]ation|entry|study|screening|clinically|radiologically)){0,7}"
)
# 'Metastatic disease other than in axillary nodes' shuts out all that is metastatic: what reaches the nodes alone is not.
_BUT_FOR_NODES = gated(
    r"\W*(?:(?:patients?|women|with|having|known|any|evidence of|presence of|a|diagnosis of) ){0,3}(?P<what>(?:distant )?(?:metastas[ei]s|metastatic (?:breast )?(?:disease|cancer|carcinoma)))"
    r",? (?:other than|except(?: for)?|apart from|excluding|beyond|outside(?: of)?|not including) (?:(?:in|to|the|of|those) )*"
    r"(?:(?:axillary|regional|ipsilateral|loco-?regional|local|lymph|sentinel|supraclavicular|infraclavicular|internal|mammary|and|or) ){0,6}(?:nodal|nodes?|axilla|axillary)(?: (?:disease|involvement|metastas[ie]s))?\W*$"
)
# 'Active cancer (local or distant)': wherever the cancer is found again
_ACTIVE_ANYWHERE = gated(
    r"\W*(?:(?:evidence|presence|signs?) of |current(?:ly)? |known |any )*(?:active|ongoing|current|present)(?: breast)? (?:cancer|disease|malignancy|tumou?r)[ ,:(]{1,3}"
    r"(?=[^.;]*\b(?:local|loco-?\s?regional|regional|recurrent|recurrence)\b)(?P<what>(?:(?:either|whether|local|locally|loco-?\s?regional|regional|distant|distantly|metastatic|metastas[ie]s|recurrent|recurrence|or|and|and/or)[ ,/()]*)+)$"
)
# 'Evidence of active disease', 'presence of disease on imaging' as the whole of an exclusion: only those who are free of it join
_EVIDENT = gated(
    r"\W*(?:(?:patients?|women|subjects?|participants?|those|with|having|any|current|clinical|radiologic(?:al)?|radiographic|documented|and|or) ){0,5}"
    r"(?:evidence|presence|signs?) of (?:(?:any|active|residual|persistent|current|ongoing|remaining|gross|breast) ){0,3}(?:disease|cancer|tumou?r)"
    r"(?: (?:at|on|by|in|study|entry|enrol\w+|inclusion|baseline|screening|imaging|scans?|examination|ct|mri|pet|the|time|of|currently|now)){0,6}\W*$"
)
# 'Recurrent or progressive disease'
_BACK_OR_WORSE = gated(
    r"\W*(?:(?:patients?|women|subjects?|participants?|those|with|having|any|known) ){0,3}"
    r"(?:recurrent|relapsed)(?:,| or| and/or|/) ?(?:progressive|progressing) (?:breast )?(?:disease|cancer)\W*$"
)
# 'Metastases', 'Any recurrence', 'Patients diagnosed with a recurrence', 'Recurrence (local or distant)', 'Second primary or
# recurrence', 'Relapse or progression', 'Recurrence prior to study entry' as the whole of an exclusion
_ALONE = gated(
    r"\W*(?:(?:surgery|operation|re-?operation|mastectomy) for )?(?:(?:(?:the|any|all) )?(?:breast cancer )?(?:patients?|women|subjects?|participants?|cases|those|people|individuals|survivors)"
    r"(?: who (?:have had|has had|have|had)(?: been diagnosed with)?| with| having| diagnosed with) |having |experiencing |diagnosed with |with )?"
    r"(?:(?:an? )?(?:(?:second(?:ary)?|new)(?: primary)?(?: breast)?(?: cancers?| tumou?rs?| primary)|metastas[ie]s) (?:or|and|and/or) )?"
    r"(?:(?:known|any|presence of|evidence of|signs? of|history of|prior|previous|documented|current|proven|suspected|suspicion of|confirmed|suspected or confirmed|confirmed or suspected|existing"
    r"|combined with|there is|post-?operative|breast cancer|cancer|tumou?r|disease|with|a) ){0,3}"
    r"(?P<what>(?:metastas[ie]s|mets|(?P<recurrence>(?:recurrence|relapse)s?))"
    r"(?: ?\((?:local|loco-?\s?regional|regional|nodal|distant|in-breast|metastatic|metastas[ie]s|contralateral|or|and|and/or|[ ,/])+\))?"
    r"(?: (?:or|and|and/or) (?:disease |tumou?r )?(?:progression|spread|(?:distant |systemic )?metastas[ei]s|(?:distant )?metastatic (?:breast )?(?:disease|cancer)))?"
    rf"(?: {_HOW_IT_IS_KNOWN})?"
    r"(?: (?:prior to|before|at) (?:the )?(?:time of )?(?:study )?(?:entry|randomi[sz]ation|enrol\w+|inclusion|registration|screening))?)\W*$"
)
# 'Another cancer, metastases or lymphoedema': whole parts of a list of exclusions
_IN_A_LIST = gated(
    r"(?:^|[,;]|\bor\b)\s*(?:(?:having|known|any|presence of|evidence of|distant|the presence of)\s+)?(?P<what>metastas[ie]s|mets)\s*(?=[,;]|\bor\b)"
    r"|(?:,|\bor\b)\s*(?:(?:having|known|any|presence of|evidence of|distant|the presence of)\s+)?(?P<last>metastas[ie]s|mets)\W*$"
)
_OF_A_PLACE = gated(
    r"\b(?:nod(?:e|es|al)|lymph|axill\w+|brain|cns|cerebral|leptomening\w+|mening\w+|intracranial|spin\w+|bones?|liver|hepatic|lungs?|pulmonary|visceral|skin|except\w*|unless|without|no|not|if|other than|untreated|symptomatic|prior|previous|history)\b"
)
# 'Palliative treatment', 'patients receiving palliative care' as the whole of an exclusion
_PALLIATIVE_ALONE = gated(
    r"\W*(?:(?:the\s)?(?:patients?|women|subjects?|participants?|those|people|individuals)\s+)?(?:(?:who|are|is|currently|on|in|under|receiving|undergoing|treated|treatment|being|with|at|a|the|having)\s+){0,5}"
    r"palliative(?:\s+(?:care|treatments?|therap(?:y|ies)|intent|intention|setting|situation|stage|disease|patients?|chemotherapy|of|only|or|cancer)){1,3}\W*$"
)
# 'Neoadjuvant chemotherapy', 'patients receiving preoperative systemic treatment' as the whole of an exclusion: whom it is given
# to now is out; of those who were operated on, not all had it
_WHO = r"(?:(?:the\s)?(?:patients?|women|subjects?|participants?|those|individuals)\s+)?"
_BREAST_CANCER = r"(?:\s+(?:for|of)\s+(?:(?:the|their|her|this|current|present|index|primary)\s+){0,2}(?:breast\s+)?(?:cancer|carcinoma|malignancy|tumou?r))?"
_NEOADJUVANT_ALONE = gated(
    rf"\W*{_WHO}(?:(?:who|that|have|has|had|been|are|is|were|was|any|use|of|with|on|having|currently|already|previously|receiv\w+|undergo\w+|underwent|treated|treatment|by|given|administration|receipt|under|after|following|started|starting)\s+){{0,6}}"
    r"(?:neo-?\s?adjuvant|pre-?\s?operative|primary\s+systemic)\s+"
    r"(?:(?P<hormones>(?:endocrine|hormon\w+)(?:\s+(?:therap(?:y|ies)|treatments?))?)|(?:(?:systemic|chemo|anti-?cancer|oncologic|medical)\s*)*-?(?:chemotherap(?:y|ies)|therap(?:y|ies)|treatments?)(?:\s+(?:or|and/or)\s+(?:[\w-]+\s+){0,2}(?:therapy|treatment|radiotherapy|radiation))?)"
    rf"{_BREAST_CANCER}\W*$"
)
# 'Started treatment for breast cancer before enrolment', 'any treatment of the breast cancer before surgery'
_BEGUN_ALONE = gated(
    rf"\W*{_WHO}(?:(?:who|have|has|had|already)\s+)*(?:(?:started|begun|initiated)\s+(?:any\s+)?|any\s+)(?:(?:systemic|active|anti-?cancer|oncologic)\s+)*(?:treatments?|therap(?:y|ies))"
    r"\s+(?:for|of)\s+(?:(?:the|their|her|this|current|present|primary)\s+){0,2}breast\s+(?:cancer|carcinoma)"
    r"\s+(?:before|prior\s+to)\s+(?:(?:the|this|time|of|study)\s+){0,3}(?:surgery|operation|enrol\w+|inclusion|entry|randomi[sz]ation|registration|recruitment|baseline)\W*$"
)
# A point of a list of kinds of breast cancer
_INFLAMMATORY_ALONE = gated(r"\W*inflammatory\W*$")
# 'Surgery planned', 'resection is scheduled' as the whole of an inclusion
_SURGERY_TO_COME = gated(
    r"\W*(?:(?:an?|the|curative|definitive|radical|tumou?r|cancer|oncologic(?:al)?|elective) ){0,3}(?:surgery|operation|resection)(?: of the (?:primary )?(?:tumou?r|cancer))?"
    r" (?:(?:is|was|has been|to be|already) ){0,2}(?:planned|scheduled|foreseen|intended)\W*$"
)
