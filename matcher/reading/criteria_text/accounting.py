"""What becomes of each sentence beside its criteria: notes of a kind, open points, unread."""

from __future__ import annotations

import re

from data.axes import STATE_AXIS, full
from data.criteria import Criterion, Note, Unread
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.composing.stated import opens_the_sentence
from matcher.reading.criteria_text.conditions_above import OF_THE_BRAIN
from matcher.reading.criteria_text.drafts import Draft, SentenceRead, criterion_of, evidence_of
from matcher.reading.criteria_text.in_situ_let_in import either_kind, in_situ_let_in
from matcher.reading.criteria_text.told_again import tells_again
from matcher.reading.gated import gated
from matcher.reading.irrelevances import speaks_of_patient
from matcher.reading.layout.item import PERMIT, Item
from matcher.reading.mentions import Mention
from matcher.reading.open_points import open_point
from matcher.reading.record.masks import widest
from matcher.reading.record.phases import METASTATIC
from matcher.reading.record.presuppositions import RECEPTOR_FACETS
from matcher.reading.sentences import Sentence, sentences_of, stance_of
from matcher.reading.stance import Stance
from matcher.reading.state.by_nodes_alone import BY_NODES, REACHES_FAR_NODES
from matcher.reading.state.meanings import IN_SITU, LOCOREGIONAL, UNRESECTABLE_RECURRENCE
from matcher.reading.state.unresectable import NO_OPERABLE_RECURRENCE


def add_open_points(draft: Draft, criteria: list[Criterion], cohorts: dict[CohortLabel, list[Criterion]]) -> None:
    """Open points come last: nothing else of the record is understood by them."""
    for criterion, labels in draft.open_points:
        ways = [cohorts[label] for label in labels if label in cohorts]
        for found in ways or ([] if labels else [criteria]):
            found.append(criterion)


def note_of_others(item: Item, draft: Draft) -> None:
    """What is asked of caregivers, controls or clinicians decides about no patient."""
    if item.heading:
        return
    for sentence in sentences_of(item):
        draft.sentences += 1
        draft.notes.append(Note("other_participants", evidence_of(sentence, draft.text)))


_OF_THERAPY = gated(
    r"\W*(?:any |all )?(?:prior|previous|concurrent|concomitant|earlier)\b[^.;]{0,40}\b"
    r"(?:therap|treatment|chemo|radi|hormon|endocrine|surger|regimen|use\b)"
)


_OF_THE_PAST = gated(r"\W*(?:a |any )?(?:prior|previous(?:ly)?|earlier|history of)\b")  # tells of no state of now


_EXCEPTED = gated(r"\b(?:unless|except\w*|other than)\b")


# Without such words a permission ('T0 with palpable nodes is eligible') lets nobody in who has distant metastases.
_OF_DISTANT_DISEASE = gated(
    r"metasta|mbc\b|\biv\b|\bm1\b|advanced|\bstages? 4|recurr|relaps|any stage|all stages|spread|refractory"
)


_CATEGORY = gated(r"[cp]?[TN][0-4+X]|\b(?:a|an operated) primary tumour")


# 'Patients who had surgery within the last 6 weeks are also eligible', 'survivors up to 5 years after treatment may take part'
_PEOPLE_LET_IN = gated(
    r"\W*(?:(?:all|those|other|also)\s+)?(?:patients?|women|participants?|subjects?|those|individuals|survivors)\b[^.;:]{3,140}\b(?:(?:are|is|will be)\s+(?:also\s+)?eligible\b(?!\s+(?:for|to)\b(?! (?:the|this|participation|enrol)))"
    r"|(?:may|can|could|will)\s+(?:also\s+)?(?:participate|take part|join|enter|enrol\w*|be\s+(?:also\s+)?(?:included|enrolled|eligible|considered|recruited))|are\s+also\s+(?:included|allowed|accepted|permitted))"
)
_ON_A_CONDITION = gated(r"\b(?:if|provided|unless|only|as long as|once|must|not|no)\b")


def _note_phases_let_in(read: SentenceRead, draft: Draft) -> None:
    """Times of treatment that the criteria expressly let in: what another sentence asks for is not asked of those."""
    sentence = read.sentence
    phases = [m for m in read.mentions if m.facet in ("setting", "recurrence") and m.stance is None]
    if not phases or sentence.excludes or sentence.polarity == PERMIT or stance_of(sentence) is not Stance.ALLOW:
        return
    if not _PEOPLE_LET_IN.match(sentence.lower) or _ON_A_CONDITION.search(sentence.lower):
        return
    let_in = full(STATE_AXIS)
    for mention in phases:
        let_in &= widest(mention.requirement, STATE_AXIS)
    draft.permitted_phases |= let_in if _OF_DISTANT_DISEASE.search(sentence.lower) else let_in & ~METASTATIC


def note_permission(read: SentenceRead, draft: Draft) -> None:
    """Disease states that the criteria expressly let in: no shorter text of the record shuts them out."""
    _note_phases_let_in(read, draft)
    draft.permitted_phases |= in_situ_let_in(read)
    draft.permitted_states |= either_kind(read)
    if any(m.statement == NO_OPERABLE_RECURRENCE for m in read.mentions):
        draft.permitted_states |= UNRESECTABLE_RECURRENCE  # a rule for them: the trial takes those who meet it
    if any(m.statement == BY_NODES for m in read.mentions):
        draft.permitted_states |= REACHES_FAR_NODES
    sentence = read.sentence
    if sentence.polarity == PERMIT or stance_of(sentence) is not Stance.ALLOW or _is_of_another_matter(read):
        return
    if _PEOPLE_LET_IN.match(sentence.lower) and _DISTANT_ONES.match(sentence.lower):
        draft.permitted_states |= METASTATIC
    exception = _EXCEPTED.search(sentence.lower)
    for mention in read.mentions:
        excepted = exception is not None and mention.start > exception.start()
        if not excepted and _names_an_extent(mention, sentence.lower):
            draft.permitted_states |= _states_let_in(mention, sentence.lower)


def _is_of_another_matter(read: SentenceRead) -> bool:
    """Whether a permission is of earlier treatment, of what is past, or holds whatever else there is."""
    lower = read.sentence.lower
    if any(m.facet in ("prior_therapy", "lines_of_therapy") for m in read.mentions) or _OF_THERAPY.match(lower):
        return True
    whatever = _WHATEVER_ELSE.search(lower) or _OF_THE_PAST.match(lower)
    return whatever is not None or "not required" in lower


def _names_an_extent(mention: Mention, lower: str) -> bool:
    if not _tells_an_extent(mention) or mention.stance is not None:
        return False
    if mention.statement == "metastases" or mention.statement.startswith("no "):
        return False
    return not (mention.statement == "invasive disease" and _OF_A_HISTOLOGY.search(lower))


# 'Patients with a single liver or bone metastasis may also enter'
_DISTANT_ONES = gated(
    r"(?:(?!\b(?:no|not|without|never|risk|suspected|suspicious|history|prior|previous)\b)[^.;:])*?\b(?:liver|hepatic|lungs?|pulmonary|bones?|osseous|skeletal|visceral|distant|solitary|oligo)[ -]?metasta(?:s[ei]s|tic)\b"
)


def _states_let_in(mention: Mention, lower: str) -> int:
    let_in = widest(mention.requirement, STATE_AXIS)
    if _CATEGORY.match(mention.statement):  # 'patients with pN0(i+) disease are eligible': not in situ
        let_in &= ~IN_SITU
    if _BREAST_IN_PLACE.search(lower):
        let_in &= ~LOCOREGIONAL
    if _AT_THE_SAME_TIME.match(lower):
        let_in |= METASTATIC
    return let_in if _OF_DISTANT_DISEASE.search(lower) else let_in & ~METASTATIC


# 'Spread to supraclavicular nodes is eligible if the breast is intact': a first cancer that reaches further
_BREAST_IN_PLACE = gated(
    r"\b(?:intact|unoperated)\s+breast\b|\bbreast\s+(?:is\s+)?(?:still\s+)?(?:intact|in\s+place|in\s+situ|not\s+removed)\b"
)


# 'All patients with early breast cancer may enrol irrespective of receptor status' speaks of the receptors.
_WHATEVER_ELSE = gated(
    r"\b(?:irrespective|regardless|independent(?:ly)?) of\b(?![^.;]*\b(?:stages?|extent|metasta\w*|recurren\w*|resectab\w*)\b)"
)
# 'Synchronous metastases are permitted', beside a recurrence: those found with it
_AT_THE_SAME_TIME = gated(
    r"\W*(?:patients with )?(?:synchronous|simultaneous|concurrent|concomitant) (?:distant )?metasta"
)


def _tells_an_extent(mention: Mention) -> bool:
    """Whether a disease state is told that may be let in: an extent, or metastases by their time."""
    of_metastases = mention.facet == "recurrence" and not widest(mention.requirement, STATE_AXIS) & ~METASTATIC
    return mention.facet == "stage" or of_metastases


# 'Invasive lobular carcinoma is allowed' is said of the histology
_OF_A_HISTOLOGY = gated(r"\b(?:lobular|ductal|metaplastic|medullary|mucinous|tubular|papillary|apocrine)\b")
_BY_ITSELF = gated(
    r"[\W\w]{0,40}?\b(?:allowed|permitted|eligible|acceptable|accepted|included|enrolled)(?:\s(?:too|as well))?\W*$"
)
_UNDER_A_CONDITION = gated(r"\b(?:if|when|provided|who|only|unless|once|after|with(?! low))\b|discretion")


def note_receptors_let_in(read: SentenceRead, item: Item, draft: Draft) -> None:
    """Receptor subtypes that the criteria expressly let in ('ER-low is allowed'), or some patients of them ('HER2-positive
    tumours are eligible after two anti-HER2 regimens'): what shuts them out elsewhere was said of the others."""
    sentence = read.sentence
    if item.cohorts or sentence.excludes or sentence.polarity == PERMIT or stance_of(sentence) is not Stance.ALLOW:
        return
    for mention in read.mentions:
        if mention.facet not in RECEPTOR_FACETS or not opens_the_sentence(sentence, mention):
            continue
        after = sentence.lower[mention.end :]
        certain = len(read.mentions) == 1 and _BY_ITSELF.match(after) and not _UNDER_A_CONDITION.search(after)
        (draft.receptors_let_in if certain else draft.presupposed).append(mention.requirement)


def account_for(read: SentenceRead, item: Item, draft: Draft) -> None:
    if (item.heading and not read.mentions) or not _SAYS_SOMETHING.search(read.sentence.text):
        if read.kind not in (None, "introduction") and item.heading:
            draft.kinds[id(item)] = read.kind  # of what is listed below it
        return
    draft.sentences += 1
    if read.stated:
        if _lets_in_of_the_brain(read):
            draft.kinds[id(item)] = "permission"  # so are the sizes and places that are listed below it
        return
    evidence = evidence_of(read.sentence, draft.text)
    kind = read.kind or _kind_of_its_list(read.sentence, item, draft)
    if kind is not None:
        draft.notes.append(Note(kind, evidence))
        if kind != "introduction":  # what is listed below it may be of any kind
            draft.kinds[id(item)] = kind
    elif _introduces(read.sentence, item):
        draft.notes.append(Note("introduction", evidence))
    elif not read.sentence.excludes and tells_again(read.sentence.text, draft):
        draft.notes.append(Note("explanation", evidence))
    else:
        draft.unread.append(Unread(evidence))


def _lets_in_of_the_brain(read: SentenceRead) -> bool:
    """'Patients with treated brain metastases are eligible provided that:' asks what follows of those alone."""
    return (
        all(stated.facet in OF_THE_BRAIN for stated in read.stated)
        and read.sentence.text.rstrip().endswith(":")
        and stance_of(read.sentence) is Stance.ALLOW
    )


def note_open_point(read: SentenceRead, item: Item, draft: Draft) -> None:
    """What is left open of her cancer and its treatment; introductions of lists and ways of which one is enough are not."""
    if item.heading or id(item) in draft.open_ways:
        return
    if _introduces(read.sentence, item) and not _RULE_BUT_FOR.search(read.sentence.text):
        return
    kind = read.kind or (None if read.stated else _kind_of_its_list(read.sentence, item, draft))
    stated = open_point(read.sentence, draft.vocabulary, kind, stated=bool(read.stated))
    if stated is not None:
        draft.open_points.append((criterion_of(stated, read.sentence, draft.text), item.cohorts))


# 'All tumours must be Rb positive except:': the rule itself, not the introduction of one
_RULE_BUT_FOR = gated(r"\b(?:except|excepting|unless|other than)\b[^.;:]{0,30}:?\W*$", re.I)

# Debris of lists ('or', 'ii.', '2.') is no sentence.
_SAYS_SOMETHING = gated(r"(?!\b(?:and|or|and/or|iii?|vii?i?|either|plus)\b)\b[A-Za-z][A-Za-z0-9]", re.I)


def _kind_of_its_list(sentence: Sentence, item: Item, draft: Draft) -> str | None:
    """An entry of a list ('- simvastatin') is of the kind of the sentence that opens the list, unless it speaks of facts
    that a patient field holds."""
    kind = draft.kinds.get(id(item.parent)) if item.parent is not None else None
    if kind == "permission" and _PLACE_IN_THE_BRAIN.search(sentence.text):
        return kind
    return kind if kind is not None and not speaks_of_patient(sentence, draft.vocabulary) else None


_PLACE_IN_THE_BRAIN = gated(
    r"\b(?:brain ?-?stem|cerebell\w+|mid-?brain|pons|medulla|basal ganglia|motor (?:strip|cortex)|optic (?:nerves?|chiasm|tracts?)|cerebral arter\w+)\b",
    re.I,
)


# 'The participant's tumour' above 'has spread to distant organs', 'Women who'
ONLY_A_SUBJECT = gated(
    r"^\W*(?:(?:the|a|each|her|their|his|all|every)\s+)?(?:(?:patient|subject|participant|woman|women|person)['\u2019]?s?['\u2019]?\s+)?(?:(?:primary|breast|malignant)\s+)*"
    r"(?:patients?|subjects?|participants?|women|disease|cancer|carcinoma|tumou?r|she|they)(?:\s+(?:who|which|that))?\W*$",
    re.I,
)


# 'Patients with one or more of the following conditions are also ineligible:', 'Sarcoma of the breast, viz.:'
_TELLS_OF_A_LIST = gated(
    r"\b(?:following|below|these|criteria|includ(?:e|es|ing)|defined\s+(?:as|by)|based\s+on|except\s+for)\b[^.;:]{0,70}:\W*$",
    re.I,
)
# 'Patients must have one of the following diseases.', '... that satisfy any of the below conditions will be excluded.'
_TELLS_OF_A_LIST_BELOW = gated(
    r"\b(?:one|any|all|each|either|both)\s+(?:or\s+more\s+)?(?:of\s+)?(?:the\s+)?(?:following|below)\s+(?:conditions|criteria|diseases|requirements)(?:\s+will\s+be\s+excluded)?\W*$"
    r"|\b(?:conditions|criteria|requirements)\s+below\W*$",
    re.I,
)


def _introduces(sentence: Sentence, item: Item) -> bool:
    """Whether the sentence only opens the list below it, or is a short heading without marker of its own."""
    if item.children and ONLY_A_SUBJECT.match(sentence.text):
        return True
    text = sentence.text
    if text.rstrip().endswith(":"):
        return bool(item.children) or len(text) < 60 or _TELLS_OF_A_LIST.search(text) is not None
    return _TELLS_OF_A_LIST_BELOW.search(text) is not None
