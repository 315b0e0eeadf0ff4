"""The phrases of `state_phrases.tsv` in a sentence, and the stages that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.gated import gated
from matcher.reading.mentions import Context
from matcher.reading.pattern import blanked
from matcher.reading.population import NOT_CANCER_STAGE, STAGE_OF_THE_TRIAL
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS
from matcher.reading.state.of_which_tumour import stage_of_another_tumour, staged_itself
from matcher.reading.state.phrase_table import phrase_table
from matcher.reading.state.refined.found_at import found_at
from matcher.reading.state.ruled_out import ruled_out
from matcher.reading.state.stages import StageList, stage_lists
from matcher.reading.state.whether_denied import denied_before, explains_what_is_denied

_DOTTED = gated(r"\b(?:e\.g|i\.e)\.")  # a full stop ends a phrase: 'treatment (e.g., surgery) completed'


def phrases_in(sentence: Sentence, context: Context) -> Iterator[Found]:
    """What the phrases of the table and the listed stages say, each for itself."""
    lower = _DOTTED.sub(lambda m: m.group().replace(".", "").ljust(len(m.group())), sentence.lower)
    lower = blanked(STAGE_OF_THE_TRIAL, lower)
    place = "record" if not sentence.from_criteria else "exclusion" if sentence.excludes else "inclusion"
    other_stage = NOT_CANCER_STAGE.search(sentence.text) is not None
    lists = [
        one
        for one in stage_lists(lower)
        if not (other_stage and not staged_itself(lower, one.start, one.end))
        and not stage_of_another_tumour(lower, one.start, one.end)
    ]
    for row, start, end in phrase_table(context.vocabulary, place).find(lower, sentence.keys):
        of_stage = other_stage and lower.startswith("stage", start) and not staged_itself(lower, start, end)
        if (
            of_stage
            or _told_by_a_list(row.phrase.meaning, lists, lower, start, end)
            or ruled_out(row, lower, start, end)
        ):
            continue
        name = row.phrase.meaning
        if name == "survivor" and _of_late_disease(context):
            continue
        found = found_at(start, end, name, sentence, context)
        if sentence.from_criteria and explains_what_is_denied(lower, found):
            continue
        # 'must not have relapsed within 6 months of adjuvant treatment' tells when it came back
        if not (found.denied and found.name == "recurrent" and "adjuvant" in lower[start:end]):
            yield found
    if sentence.excludes and (alone := _ALONE.match(lower)):
        name = "recurrent" if alone["recurrence"] else "metastatic"
        meaning = MEANINGS[name]
        yield Found(name, meaning.axis, meaning.sure, meaning.wide, meaning.words, *alone.span("what"))
    if sentence.excludes and (anywhere := _ACTIVE_ANYWHERE.match(lower)):
        meaning = MEANINGS["metastatic_or_recurrent"]
        yield Found(
            "metastatic_or_recurrent", meaning.axis, meaning.sure, meaning.wide, meaning.words, *anywhere.span()
        )
    if sentence.excludes and (spread := _BUT_FOR_NODES.match(lower)):
        meaning = MEANINGS["metastatic"]
        yield Found("metastatic", meaning.axis, meaning.sure, meaning.wide, meaning.words, *spread.span())
    if sentence.excludes and (part := _IN_A_LIST.search(lower)) and not _OF_A_PLACE.search(lower):
        meaning = MEANINGS["metastatic"]
        span = part.span(part.lastgroup or 0)
        yield Found("metastatic", meaning.axis, meaning.sure, meaning.wide, meaning.words, *span)
    if sentence.excludes and _PALLIATIVE_ALONE.match(lower):
        meaning = MEANINGS["incurable"]
        yield Found("incurable", meaning.axis, meaning.sure, meaning.wide, meaning.words, 0, len(lower))
    if not sentence.excludes and _INFLAMMATORY_ALONE.match(lower):
        meaning = MEANINGS["inflammatory"]
        yield Found("inflammatory", meaning.axis, meaning.sure, meaning.wide, meaning.words, 0, len(lower))
    for listed in lists:
        denied = sentence.from_criteria and denied_before(lower, listed.start, "")
        yield Found("stage", "extent", listed.states, listed.states, listed.words, listed.start, listed.end, denied)


# Survivors are all who live with a cancer, treated or not (NCI): in a trial of metastatic disease the word tells no time.
_LATE_DISEASE = gated(
    r"\b(?:advanced|metastatic|stage IV)\s+(?:breast\s+|solid\s+)?(?:cancers?|carcinoma|disease|tumou?rs?)\b", re.I
)


def _of_late_disease(context: Context) -> bool:
    return bool(_LATE_DISEASE.search(f"{context.trial.brief_title}. {context.trial.official_title or ''}"))


def _told_by_a_list(name: str, lists: list[StageList], lower: str, start: int, end: int) -> bool:
    """Whether a list of stages around the phrase says it better: 'clinical stage III-IV'."""
    around = [o for o in lists if o.start < end and start < o.end]
    if lower.startswith("stage", start) and any(o.bounded for o in around):
        return True
    return name == "clinical_tnm" and any(o.states & meanings.METASTATIC for o in around)


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

# A point of a list of kinds of breast cancer
_INFLAMMATORY_ALONE = gated(r"\W*inflammatory\W*$")
