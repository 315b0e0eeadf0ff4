"""Stage, setting and recurrence, on the one axis of disease states.

The words are the rows of `state_phrases.tsv`, what they mean the rows of `state_meanings`. A sentence gives at most one
mention of the extent of disease (alternatives joined), one of its origin and one of the phase of treatment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from data import axes
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from data.vocabulary.terms import StatePhrase, Vocabulary
from matcher.reading import state_meanings as meanings
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import PhraseTable, compile_after, compile_before
from matcher.reading.population import NOT_CANCER_STAGE, is_subject_of_rule, of_other_tumours
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.stages import stage_lists
from matcher.reading.state_meanings import ALL, MEANINGS
from matcher.reading.tnm import tnm_stages


class _Row(NamedTuple):
    phrase: StatePhrase
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None


class _Found(NamedTuple):
    """A meaning at `start:end`; denied: the words say that it is not so."""

    name: str
    axis: str
    sure: int
    wide: int
    words: str
    start: int
    end: int
    denied: bool = False


_PLACES = {
    "record": ("any", "record", "population"),
    "inclusion": ("any", "population", "inclusion", "history"),
    "exclusion": ("any", "history"),
}


@lru_cache(maxsize=12)
def _table(vocabulary: Vocabulary, place: str) -> PhraseTable[_Row]:
    """The phrases that count in titles and other texts, in inclusions, or in exclusions."""
    lists = vocabulary.word_lists
    rows = (
        (
            phrase.phrase,
            _Row(
                phrase,
                compile_before(phrase.not_before, lists) if phrase.not_before else None,
                compile_after(phrase.not_after, lists) if phrase.not_after else None,
            ),
        )
        for phrase in vocabulary.state_phrases
        if phrase.where in _PLACES[place]
    )
    return PhraseTable(rows, lists)


def read_state(sentence: Sentence, context: Context) -> list[Mention]:
    """The mentions of the disease state in a sentence."""
    if rule := _must_be_unresectable(sentence):
        return [rule]
    found = list(_phrases(sentence, context))
    if not found or _describes_nobody(sentence):
        return []
    found = _glosses_denied(sentence.lower, found)
    found = _without_inner([f for f in _categories_as_stages(sentence, found) if _describes_patients(sentence, f)])
    found = [_soon_after(sentence, f) for f in _alternatives_settled(sentence, _with_tis(sentence, found))]
    mentions = (_mention(sentence, [f for f in found if f.axis == axis]) for axis in ("extent", "origin", "phase"))
    return [_outside_permission(sentence, m) for m in mentions if m is not None]


_GLOSS_BETWEEN = re.compile(
    r"\W{0,5}(?:(?:breast|disease|cancers?|carcinoma|tumou?rs?)\W{1,5}){0,3}[(\[]\W{0,5}(?:i\.?e\.?,?\s*)?(?:ajcc )?$"
)


def _glosses_denied(lower: str, found: list[_Found]) -> list[_Found]:
    """'No metastatic (stage IV) disease': what stands in parentheses behind a denied extent is denied with it."""
    denied = [f for f in found if f.denied and f.axis == "extent"]
    return [
        f._replace(denied=True)
        if not f.denied
        and f.axis == "extent"
        and any(
            d.end <= f.start and _GLOSS_BETWEEN.fullmatch(lower[d.end : f.start]) and d.sure & f.sure for d in denied
        )
        else f
        for f in found
    ]


_LOCAL_DISEASE = (
    r"(?:locally|loco-?\s?region\w+|local(?:[ /-](?:and[ /-]|or[ /-])?region\w+)?|chest[- ]wall|in[- ]breast)"
)
_UNRESECTABLE_RULE = re.compile(
    rf"^\W*(?:(?:all|any|patients with|those with|participants with|subjects with|note that|note:|for)\W+)?{_LOCAL_DISEASE}[ -](?:(?P<advanced>advanced)\b[ ,/]*)?(?:(?:and|or|/|and/or)\W*)?"
    rf"(?:{_LOCAL_DISEASE}[ -])?(?P<recurrent>recurr\w+|relaps\w+)?[ ,]*(?:breast )?(?:disease|cancers?|tumou?rs?|recurrences?|lesions?)?\W+(?:only )?(?:must|should|needs? to|has to|have to) "
    r"(?:not (?:be|have been) (?:amenable|suitable|treatable|resectable|operable|curable|eligible|candidates?)|be (?:un(?:resect|treat)able|inoperable|not (?:amenable|suitable|resectable|operable)))"
)


def _must_be_unresectable(sentence: Sentence) -> Mention | None:
    """'Locally recurrent disease must not be amenable to resection' shuts out those who have it and could be operated."""
    rule = _UNRESECTABLE_RULE.match(sentence.lower) if sentence.from_criteria and not sentence.excludes else None
    if rule is None or not rule["recurrent"]:
        return None
    states = ALL & ~(meanings.LOCOREGIONAL & ~meanings.UNRESECTABLE)
    words = "no local recurrence that can be operated"
    return Mention("recurrence", _requirement(states, states), words, rule.start(), rule.end(), Stance.REQUIRE)


_AT_MOST = re.compile(
    r"(?:\b(?:within|(?:no|not) (?:more|later|longer) than|less than|fewer than|up to|at most|maximum of|maximum)|<=|[<\u2264])\W{0,3}(?:the\W+)?(?:(?:last|past|previous|first)\W+)?"
    r"(?P<number>\d{1,3}|one|two|three|four|five|six|eight|ten|twelve)\W{0,2}(?:\(\w+\)\W)?(?P<unit>days?|weeks?|months?)\b"
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_MOST = {"d": 270, "w": 39, "m": 9}  # nine months: whoever was operated since has not ended her treatment for years
_OTHER_EVENT = re.compile(r"\b(?:chemo\w*|radi\w+|therap\w+|relaps\w*|recurr\w+|diagnos\w+|scan|imaging)\b")


def _soon_after(sentence: Sentence, found: _Found) -> _Found:
    """'Operated within the last 12 weeks' leaves out those who are long through with their treatment."""
    if found.name != "operated" or found.denied or not sentence.from_criteria or sentence.excludes:
        return found
    lower = sentence.lower
    for limit in _AT_MOST.finditer(lower, max(0, found.start - 60), min(len(lower), found.end + 60)):
        number = limit["number"]
        between = lower[min(limit.end(), found.end) : max(limit.start(), found.start)]
        soon = (_NUMBERS.get(number) or int(number)) <= _MOST[limit["unit"][0]]
        if soon and not _OTHER_EVENT.search(between):
            left = ALL & ~meanings.SURVEILLANCE
            return found._replace(sure=found.sure & left, wide=found.wide & left)
    return found


_PERMITTED_THERAPY = re.compile(
    r"[,;]\s+(?!or\b|and\b)(?P<clause>[^,;.()]{0,60}\b(?:therap\w+|treatment|chemotherapy|radiation|radiotherapy|tamoxifen|inhibitors?|trastuzumab|reconstruction|bisphosphonates?|surgery|biopsy|use)\b"
    r"[^,;.()]{0,30}\b(?:(?:is|are|may be)\s+)?(?:also\s+)?(?:allowed|permitted|acceptable|ok)\W*)$"
)


def _outside_permission(sentence: Sentence, mention: Mention) -> Mention:
    """'Stage I-III breast cancer, ongoing endocrine therapy allowed' still asks for the stage."""
    if sentence.stance is Stance.ALLOW and mention.stance is None and not sentence.excludes and sentence.from_criteria:
        permitted = _PERMITTED_THERAPY.search(sentence.lower)
        if permitted is not None and mention.end <= permitted.start() and not _OF_PAST_ONLY.match(sentence.lower):
            return replace(mention, stance=Stance.REQUIRE)
    return mention


_OF_PAST_ONLY = re.compile(r"\W*(?:prior|previous|concurrent|concomitant|earlier)\b")


# ---------------------------------------------------------------- phrases


def _phrases(sentence: Sentence, context: Context) -> Iterator[_Found]:
    lower = sentence.lower
    place = "record" if not sentence.from_criteria else "exclusion" if sentence.excludes else "inclusion"
    other_stage = NOT_CANCER_STAGE.search(sentence.text) is not None
    lists = [] if other_stage else list(stage_lists(lower))
    for row, start, end in _table(context.vocabulary, place).find(lower, sentence.keys):
        phrase = row.phrase
        if row.not_before is not None and row.not_before.match(lower, end):
            continue
        if row.not_after is not None and row.not_after.search(lower[max(0, start - 80) : start]):
            continue
        words = lower[start:end]
        if phrase.meaning == "nonmetastatic" and " for " in words:
            continue  # 'no prior docetaxel for metastatic disease'
        if phrase.meaning == "nonmetastatic" and _WITH_OR.search(lower[max(0, start - 20) : start]):
            continue
        if phrase.meaning == "nonmetastatic" and _DENIED_ALREADY.match(lower[:start]):
            continue
        if phrase.meaning == "newly_diagnosed" and _DATED.search(words) and _LONG_AGO.match(lower, end):
            continue  # 'initial diagnosis more than two years ago'
        turned = _TURNED.get(phrase.meaning)
        if turned is not None and turned.search(words):
            continue
        meaning = MEANINGS[phrase.meaning]
        if phrase.meaning == "treatment_completed" and _BEFORE_STUDY_DRUG.search(lower[start : end + 90]):
            continue
        if phrase.meaning == "treatment_completed" and _WHERE_INDICATED.match(lower, end):
            meaning = MEANINGS["operated"]
        if words.startswith("stage") and (
            other_stage or any(o.bounded and o.start < end and start < o.end for o in lists)
        ):
            continue
        if phrase.meaning == "clinical_tnm" and any(
            o.states & meanings.METASTATIC and o.start < end and start < o.end for o in lists
        ):
            continue  # 'clinical stage III-IV'
        denied = sentence.from_criteria and phrase.meaning not in _DENY_THEMSELVES and _denied(lower, start, words)
        if phrase.meaning == "newly_diagnosed" and words.startswith("treatment"):
            denied = False
        if denied and meaning.axis == "phase" and lower[:start].rstrip().endswith(","):
            denied = False  # 'no evidence of metastases, treated with ...'
        if denied and sentence.excludes and _MUST_NOT_HAVE.search(lower[:start]):
            denied = False  # forbidden in either section
        if phrase.meaning == "newly_diagnosed_metastatic" and _OF_SITES_OR_THERAPY.search(words):
            meaning = MEANINGS["metastatic"]
        if denied and phrase.meaning == "distant_recurrence":  # 'no distant relapse' is no metastases of any origin
            meaning = MEANINGS["metastatic"]
        yield _Found(phrase.meaning, meaning.axis, meaning.sure, meaning.wide, meaning.words, start, end, denied)
    if sentence.excludes and (alone := _METASTASES_ALONE.match(lower)):
        meaning = MEANINGS["metastatic"]
        yield _Found("metastatic", meaning.axis, meaning.sure, meaning.wide, meaning.words, *alone.span(1))
    for listed in lists:
        denied = sentence.from_criteria and _denied(lower, listed.start, "")
        yield _Found("stage", "extent", listed.states, listed.states, listed.words, listed.start, listed.end, denied)


_METASTASES_ALONE = re.compile(
    r"\W*(?:(?:known|any|presence of|documented|current|proven|existing) ){0,2}(metastas[ie]s|mets)\W*$"
)
_DATED = re.compile(r"^(?:initial|first)")
_LONG_AGO = re.compile(
    r"[^.;]{0,50}(?:>|\u2265|\bmore than\b|\bat least\b|\bgreater than\b|\bago\b|\bprior to\b|\bearlier\b|\bafter\b|\bbefore\b|\bin (?:19|20)\d\d\b|\byears\b)"
)
# Words in the gap of a phrase that turn its sense: 'cancer with no metastases', 'candidates for ... after surgery'.
_TURNED = {
    "metastatic": re.compile(r"\b(?:no|not|without)\b"),
    "nonmetastatic": re.compile(
        r"\S\s+without\b|\b(?:more|fewer|less|greater|additional|further|new|other|extra-?\s?(?:cranial|hepatic|osseous|skeletal|pulmonary)|untreated|uncontrolled|symptomatic|active|progress\w+|extensive|bulky)\b"
    ),
    "surgery_due": re.compile(r"\b(?:after|following|since|palliat\w*)\b"),
    "history_of_bc": re.compile(r"\b(?:besides|excluding|except\w*|other than|apart from|current|present)\b"),
    "residual_after_neoadjuvant": re.compile(r"\b(?:before|prior to)\b"),
    "under_chemotherapy": re.compile(r"\b(?:surgery|operations?|lumpectomy|mastectomy)\W{0,2}(?:,|/|or\b|and/or\b)"),
    "adjuvant_due": re.compile(
        r"\b(?:if|complet\w+|finish\w+)\b|\b(?:surgery|lumpectomy|mastectomy|neoadjuvant\w*)\b.{0,15}\b(?:and|then|plus)\b|\bfollowed by\b"
    ),
}
# 'Completed adjuvant radiation (if indicated)' is asked of those who have just had surgery, too.
_WHERE_INDICATED = re.compile(
    r"[^.;]{0,30}\b(?:if|when|as|where) (?:\w+ )?(?:indicated|applicable|given|planned|appropriate|needed|required|received|prescribed)\b(?![^.;]*\b(?:months|years)\b)"
)
# 'Completed radiotherapy to bone at least two weeks before the first dose' is a washout.
_BEFORE_STUDY_DRUG = re.compile(
    r"\bto (?:the |any )?(?:bones?|brain|spine|skull|metasta\w+|lesions?|cns)\b|\b(?:days?|weeks?)\b[^.;]{0,30}\b(?:before|prior to|preceding|of)\b[^.;]{0,20}\b(?:study (?:drug|treatment|therapy|medication|day)|first dose|treatment start|start of (?:study |trial )?treatment|cycle 1)"
)
_WITH_OR = re.compile(r"\b(?:with|presence)\s*(?:/|and/or|or|and)\s*$")
# 'No locally advanced disease without distant metastases' asks for metastases, if for anything.
_DENIED_ALREADY = re.compile(r"^\W*(?:no|not|never|must not|exclu\w+)\b[^.,;:]*$")
_TNM = frozenset({"tnm", "clinical_tnm", "pathologic_tnm"})


def _categories_as_stages(sentence: Sentence, found: list[_Found]) -> list[_Found]:
    """T and N categories as the stages that they make up, where no stage is named beside them."""
    lower = sentence.lower
    categories = None if any(f.name == "stage" for f in found) else tnm_stages(lower)
    if categories is None or _beside_other_categories(sentence) or _a_way_in(sentence, categories.start):
        return found
    named = [f for f in found if f.name in _TNM]
    sure = wide = meanings.IN_SITU
    for masks in [(f.sure, f.wide) for f in named] or [(MEANINGS["tnm"].sure, MEANINGS["tnm"].wide)]:
        sure, wide = sure | masks[0] | (masks[1] & meanings.PRIMARY), wide | masks[1]
    words = _CATEGORY_LETTER.sub(lambda m: m.group().upper(), lower[categories.start : categories.end])
    start, end = (min([categories.start, *(f.start for f in named)]), max([categories.end, *(f.end for f in named)]))
    stages = _Found(
        "tnm_stage",
        "extent",
        sure & categories.sure,
        wide & categories.wide,
        words,
        start,
        end,
        any(f.denied for f in named),
    )
    return [*(f for f in found if f not in named), stages]


_TIS = re.compile(r"\b[cp]?tis\b")


def _with_tis(sentence: Sentence, found: list[_Found]) -> list[_Found]:
    """Categories of which one is Tis take carcinoma in situ too."""
    if sentence.excludes or not _TIS.search(sentence.lower):
        return found
    states = meanings.IN_SITU
    return [f._replace(sure=f.sure | states, wide=f.wide | states) if f.name in _TNM else f for f in found]


_CATEGORY_LETTER = re.compile(r"[tn](?=\s?[0-4x+]|\s?is\b|\b)")
_CATEGORY = re.compile(r"\b(?:[cp]?[tn](?:[0-4]|\+)|stage|inflammatory)", re.I)


# The points of such a list are put together as alternatives, each read as it stands.
_ANY_OF = re.compile(r"\b(?:any|one|either)(?: or more)?\s+of\s+(?:the\s+)?(?:following|these)\b", re.I)


def _beside_other_categories(sentence: Sentence) -> bool:
    """Whether the point stands in a list of which another point names stages or categories: they may be alternatives."""
    item = sentence.item
    if item is None or item.parent is None or sentence.excludes or _ANY_OF.search(item.parent.text):
        return False
    return any(other is not item and _CATEGORY.search(other.text) for other in item.parent.children)


def _a_way_in(sentence: Sentence, start: int) -> bool:
    """'T4, any N;' as a whole point is one of several ways in more often than a demand."""
    return sentence.from_criteria and start <= 4 and sentence.text.rstrip().endswith(";")


_DENY_THEMSELVES = frozenset(
    {"nonmetastatic", "no_evidence_of_disease", "no_surgery_yet", "unresectable", "advanced", "incurable"}
)


# 'Receiving neoadjuvant chemotherapy' is more than 'receiving chemotherapy'.
_VAGUE_TREATMENT = frozenset({"under_chemotherapy", "chemotherapy_due", "adjuvant_running"})
_TREATMENT_BY_AIM = frozenset({"neoadjuvant_due", "adjuvant_due", "neo_or_adjuvant_due"})


def _without_inner(found: list[_Found]) -> list[_Found]:
    """What stands inside a longer phrase of the same axis is a part of it."""
    return [
        f
        for f in found
        if not any(
            o.axis == f.axis
            and o.name != "recurrent"
            and not (o.name in _VAGUE_TREATMENT and f.name in _TREATMENT_BY_AIM)
            and f.name != "neo_or_adjuvant_due"
            and o.start <= f.start
            and f.end <= o.end
            and (o.end - o.start) > (f.end - f.start)
            for o in found
        )
    ]


_DENIAL = re.compile(
    r"\b(?:do(?:es)? not have (?:an? )?(?:\w+ ){0,2}diagnosis of|no|not|(?<!with/)(?<!with or )(?<!or )without|absence of|free (?:of|from)|never|nor|lack of|rule(?:d)? out|negative for)\s+"
    r"(?:(?!amenable|suitable|candidates?|curable|eligible|received|(?:pre-?)?treated|limited|necessarily|only|more|later)\w+[\s/-]+){0,3}$"
    r"|\bno (?:evidence|signs?|history) of (?:[\w-]+[\s,/]+){0,4}$"
    r"|\bno (?:[\w-]+[\s,/]+){1,6}(?:evidence|signs?|history) of (?:\w+\s+){0,2}$"
)
# 'No prior breast carcinoma or ductal carcinoma in situ': the denial reaches over the 'or'.
_DENIED_TOO = re.compile(
    r"\W*(?:no|without|must not have) (?:prior|previous|history of|known|evidence of)\b[^.;:]{0,70}\b(?:cancers?|carcinoma|disease|metasta\w+)(?:,| or|/) (?:\w+ ){0,2}$"
)


_MUST_NOT_HAVE = re.compile(r"\b(?:must|should|may) not have\W+(?:\w+\W+){0,3}$")


def _denied(lower: str, start: int, words: str) -> bool:
    """Whether a denial stands right before, or is part of the words ('treatment-naive')."""
    if words.startswith("no ") or "naive" in words:
        return True
    before = lower[max(0, start - 90) : start]
    return bool(_DENIED_TOO.match(lower[:start]) or _DENIAL.search(before))


# ---------------------------------------------------------------- what the sentence is about

_ASIDE = re.compile(
    r"^\W*(?:note|nb|n\.b)\b|\brule(?:d)? out\b|(?<!\bon )(?<!\bby )(?<!\bat )(?<!\bfrom )\bstaging\b(?! system| manual)|(?<!\bon )(?<!staging )\bwork-?up\b|\bsuspicio\w+ of metas|\bdefined as\b[^.;]{0,40}relapse|"
    r"(?<!first-)(?<!first )(?<!at )(?<!at the )\b(?:time|date|interval)\b[^.;]{0,30}\bdiagnosis\b|\bwhichever\b|\bwill be (?:confirmed|defined|collected|stratified|assessed|evaluated|measured)|\bosteonecrosis\b|\blife expectancy\b"
)
# 'No metastases on staging' is what staging found.
_CLEAN_STAGING = re.compile(
    r"\b(?:on|by|at|after|with|in)\s+(?:\w+\s+){0,2}staging\b|\bstaging\s+(?:\w+\W+){0,4}?(?=negative for|without|shows? no|showing no)"
)
_LAB = re.compile(r"\b(?:uln|upper limit|x\s?normal|bilirubin|ast|alt|transaminases|alkaline|sgot|creatinine)\b")
_PERMITTED = re.compile(
    r"^\W*exceptions?\b|\bexceptions? (?:include|are)\b|\b(?:may|can|will|are|is) (?:still )?be? ?(?:also )?(?<!not )(?:eligible|allowed|permitted|acceptable|included)\b|\bnot (?:an? )?exclu\w+"
)


_OF_OTHER_BREAST = re.compile(r"\W*(?:\w+\W+){0,3}(?:contralateral|opposite|other|unaffected) breast\b", re.I)


def _describes_nobody(sentence: Sentence) -> bool:
    """Sentences that explain, advise or look ahead, that speak of organ function or of other diseases."""
    lower = sentence.lower
    if sentence.from_criteria and _LAB.search(lower):
        return True
    if sentence.excludes and _PERMITTED.search(lower):
        return True
    above = sentence.item.parent if sentence.item is not None else None
    if above is not None and _OF_OTHER_BREAST.match(above.text) and "ipsilateral" not in lower:
        return True
    aside = _ASIDE.search(_CLEAN_STAGING.sub(" ", lower)) if "stag" in lower else _ASIDE.search(lower)
    return bool(aside or of_other_tumours(sentence.text))


# A state named as the setting of a therapy, an event or a sample, not as that of the patient.
_SETTING_OF_THERAPY = re.compile(
    r"\b(?:therap\w*|treat\w*|regimens?|chemo\w*|lines?|inhibitors?|agents?|received?|receiving|progress\w*|endocrine|hormon\w*|taxanes?|"
    r"anthracyclines?|trastuzumab|tamoxifen|courses?|cycles?|surger\w+|radiotherapy|radiation|irradiation|administered|given|exposure|biopsy|biopsies|samples?|tissue)"
    r"\b(?:(?!\b(?:patients|women|subjects|participants|who|diagnos|confirmed)\b)[^.;:]){0,70}\b(?:for|in|of|as|from|treat\w*|against)\b(?:(?!\b(?:patients|women|subjects|participants|who|diagnos|confirmed)\b)[^.;:]){0,60}$"
)
_OF_SAMPLES = re.compile(
    r"\b(?:samples?|specimens?|tissue|(?<!on )(?<!on core )(?<!on needle )(?<!by )(?<!by core )biops(?:y|ies)(?![- ](?:proven|confirmed|verified))|tested|block|margins?|hybridi[sz]ation)\b"
)
_PARENTHESES = re.compile(r"\([^()]*\)")
_EXAMPLE = re.compile(
    r"\b(?:including|includes?|e\.g\.|such as|like|as well as|preferably|not including)\s*(?:\w+\s+){0,7}$"
)
_EXCEPTED = re.compile(r"\b(?:excluding|except|other than)\s+(?:for\s+)?(?:\w+\s+)?$")
_OTHER_IN_SITU = re.compile(
    r"\b(?:cervi\w+|skin|bladder|melanoma|other (?:malignan|cancer)\w*|prior malignan\w*|basal|squamous)\b"
)
_OTHER_MALIGNANCY = re.compile(
    r"\b(?:other|another|second|prior|previous|concurrent|non-?breast|any)\s+(?:\w+\s+){0,2}?(?:cancers?|malignan\w+|tumou?rs?)|^\W*malignanc\w+\b"
)
_LATE_DISEASE = re.compile(r"metasta|advanced|recurr|stage iv|palliat|incurable|unresect")
_TIMED = re.compile(
    r"\b(?:\d+|one|two|three|five|ten)\s*-?\s*(?:years?|months?|weeks?|days?)\b|\bdisease[- ]free interval\b"
)
HISTORY = frozenset({"history_of_bc", "treated_before", "radiated_before", "operated_before"})


_OF_SITES_OR_THERAPY = re.compile(
    r"\b(?:brain|cns|central nervous|leptomening\w+|liver|hepatic|bone|lung|pulmonary|visceral|cerebral|spinal|therap\w+|chemo\w+|treat\w*|surger\w+|radi\w+|regimen\w*|lines?|medication|symptomatic|for)\b"
)
# 'No metastases accessible to surgery', 'no metastases other than in bone': some may be there.
_SOME_METASTASES = re.compile(
    r"\W*(?:disease|lesions?|sites?)?\W*(?:accessible|amenable|suitable|eligible|requiring|needing|causing|threatening|larger|greater|exceeding|resectable|operable|"
    r"curable|other than|except|unless|apart from|but\b|(?:outside|beyond) (?!(?:of )?(?:the )?(?:ipsilateral )?(?:breast|axilla|regional|chest))|that|which|where|progress\w+|in the (?:last|past)|within|at risk|with\b)"
)
_METASTASES = frozenset({"metastatic", "de_novo_metastatic", "metastatic_or_recurrent", "distant_recurrence"})
# 'No metastases to the spine', 'of the CNS', 'in vital organs': which ones are meant. Not 'in distant organs', 'on CT'.
_OF_A_PLACE = re.compile(
    r"\W*(?:(?:breast\s+)?(?:disease|lesions?|sites?|spread|involvement|cancer|tumou?rs?|deposits?)\W+)?(?:to|in|into|within|of|involving|affecting|located in)\s+"
    r"(?!(?:the\s+|any\s+)?(?:(?:other|distant|remote|elsewhere|breast|disease|cancer|past|last|patients?|women|history|time|opinion|case|order|presence|absence|setting)\b|"
    r"(?:[\w-]+\s+){0,4}(?:ct|scans?|x-?rays?|imaging|ultraso\w+|mri|pet|radiograph\w*|work-?up|examinations?|staging|scintigraph\w*|sonograph\w*)\b))"
)
_KIND_OF_METASTASES = re.compile(
    r"\b(?:symptomatic|visceral|life-?\s?threatening|rapidly|progress\w+|progressive|uncontrolled|unstable|untreated|active|extensive|bulky|massive|more|fewer|less|greater|additional|new|lytic|"
    r"osteolytic|cystic|cutaneous|skin|nodal|lymph|node|weight-?bearing|impending|measurable|resectable|unresectable|prior|previous|concomitant|large|diffuse|multiple|parenchymal|intra-?\s?cranial|extra-?\s?\w+)\b"
)
_LAST_NEGATION = re.compile(r"\b(?:no|not|without|free of|absence of|never|nor|lack of|exclu\w+ of|negative for)\b")


def _denied_twice(before: str, words: str) -> bool:
    """'No locally advanced disease without ...': the denial stands within another one."""
    negations = list(_LAST_NEGATION.finditer(before))
    outer = before if _LAST_NEGATION.match(words) else before[: negations[-1].start()] if negations else ""
    return bool(_DENIED_ALREADY.match(outer))


def _denies_some_only(lower: str, found: _Found) -> bool:
    """'No symptomatic metastases', 'no metastases to the CNS': others may be there."""
    after = lower[found.end :]
    near = lower[found.start : found.end] + re.split(r"[,;]", after[:12])[0]
    if _OF_SITES_OR_THERAPY.search(near) or _SOME_METASTASES.match(after):
        return True
    if _OF_A_PLACE.match(after):
        return True
    said = lower[max(0, found.start - 60) : found.end]
    negations = list(_LAST_NEGATION.finditer(said))
    return bool(negations) and bool(_KIND_OF_METASTASES.search(said, negations[-1].end()))


# 'About to start first-line chemotherapy for metastatic breast cancer' tells her disease of now.
_THERAPY_NOW = re.compile(
    r"^(?!.*\b(?:not|no|prior|previous\w*|after|completed|since|without|who (?:have|had)|history|progress\w+|fail\w*|may|unless|if)\b).*"
    r"\b(?:about to (?:start|begin|receive|undergo)|(?:start|begin|initiat)ing|to (?:start|begin|initiate|receive)|scheduled|planned|planning|candidates? for|eligible for|appropriate for|suitable for|currently (?:receiving|on|undergoing)|will (?:start|begin|receive))\b[^.;,:]{0,90}$"
)
# 'HER2 status of the primary or metastatic tumour'
_EITHER_TISSUE = re.compile(
    r"\b(?:on|in|of|from|by|either|status|tested|assess\w*|determined)\b[^.;,]{0,40}\bprimary\s*(?:tumou?rs?|lesions?|sites?|tissue|cancer)?\s*(?:and/or|or|and|/)\s*(?:in |on |of |from )?(?:the |a )?$"
)
_TISSUE = re.compile(
    r"(?:metasta\w+|recurr\w+|relaps\w+)\s+(?:tumou?r|lesion|site|tissue|sample|specimen|biops|deposit|focus|disease|cancer)"
)
_OF_TISSUE = frozenset({"metastatic", "recurrent", "distant_recurrence"})
_OF_RISK = frozenset(
    {"recurrent", "locoregional_recurrence", "local_recurrence", "locally_recurrent", "regional_recurrence"}
    | {"distant_recurrence", "chest_wall_recurrence", "breast_recurrence"}
)
_AT_RISK_OF = re.compile(r"\brisks?\s+(?:of|for)\s+(?:[\w,/-]+\s+){0,5}$")
# 'Newly diagnosed multiple bone metastases' dates the metastases, not the cancer.
_A_METASTASIS = re.compile(
    r"\W*(?:\w+\W+){0,4}?(?:metasta\w+|mets)\b(?!\W+(?:breast|cancer|disease))|\W*(?:with|of)\W+(?:\w+\W+){0,3}?(?:metasta\w+|recurr\w+|relaps\w+|stage iv)\b"
)
_NOT_WANTED = re.compile(r"\bnot\b|\bexcluded|\bineligible|\bcontraindicat")
_MODAL = re.compile(
    r"\b(?:must|should|may|can|will|only|which|accepted|(?:is|are) (?:eligible|allowed|permitted|acceptable)|need|require\w*|unless|except|if)\b"
)
_OPEN_TO_OTHERS = re.compile(
    r"\b(?:if|with or without|in case of|including|or|for (?:patients|subjects)|history of|no|without|either)\b"
)


# 'Patients with brain metastases have ...' says something of those who have them and wants nobody to.
_TOLD_OF_THEM = re.compile(
    r"(?:(?!\b(?:who|that|which)\b)[^,.;:])*\b(?:have|has|had|are|is|were|do|does|needs?)\b(?! (?:present|confirmed|documented|proven|visible|detect\w+|measurable|diagnosed)\b)"
)
_DENIED_PAST = re.compile(r"\b(?:history|prior|previous\w*|earlier|past)\b[^;:]*$")
_PREVENTED = re.compile(r"\b(?:prevent\w*|risk|reduc\w+|delay\w*)\W+(?:\w+\W+){0,4}$")
# '... previously treated with conservative surgery and whole breast irradiation' in a title
_EARLIER_TREATED = re.compile(r"\b(?:previous(?:ly)?|prior|earlier|history of)\b[^,;:]*$")
# 'Trastuzumab-naive, or trastuzumab in the neoadjuvant setting' tells when it was given
_NAIVE_OR = re.compile(r"\bna(?:i|\u00ef)ve\b[^.;:]{0,15}\b(?:or|except|unless)\b[^.;:]{0,60}$")
_BEFORE_SURGERY = re.compile(r"\b(?:pre-?\s?operative\w*|neo-?\s?adjuvant\w*|pre-?surgical)\W+(?:[\w-]+\W+){0,4}$")
# 'Follow-up and monitoring for cancer recurrence'
_WATCHED_FOR = re.compile(r"\b(?:monitor\w*|surveillance|follow-?up|screen\w*|watch\w*)\s+for\s+(?:\w+\s+){0,3}$")
_EXEMPT = re.compile(r"\W*(?:disease|cancers?|patients?)?\W*(?:is|are)?\W*exempt")
_COMPLETED = re.compile(r"\b(?:complet\w+|finish\w+|survivors?|surveillance)\b")
_NOT_HERS_NOW = re.compile(r"\b(?:prior|previous\w*|other|another|recurr\w+|relaps\w+|progress\w+|metasta\w+)\b")


def _stage_of_the_treated(found: _Found, lower: str) -> bool:
    """'Finished treatment for stage I-III breast cancer' tells the stage of her cancer."""
    curable = found.name in ("stage", "early") and not found.wide & meanings.METASTATIC
    return curable and bool(_COMPLETED.search(lower[: found.start])) and not _NOT_HERS_NOW.search(lower)


_PRESENT_OR_NOT = re.compile(r"\bpresence\s*(?:/|or\b|and\b|and/or\b)\s*absence\b")
# 'First-degree relatives with metastatic breast cancer'
_OF_RELATIVES = re.compile(r"\b(?:family history|relatives?|mothers?|sisters?|daughters?|siblings?)\b[^.;:]{0,60}$")
# 'Postmenopausal: amenorrhea for 12 months following chemotherapy' tells what menopause is, not when she was treated.
_OF_MENOPAUSE = re.compile(
    r"\b(?:amenorrh\w+|menses|menstru\w+|last period|fsh|follicle|o?estradiol|oophorectomy|ovariectomy|hysterectomy)\b"
)
_SAMPLE_OF = re.compile(
    r"\b(?:tissue|samples?|specimens?|blocks?|material|slides?)\b[^.;]{0,60}\b(?:from|at|of|by|during|collected|obtained|available)\b[^.;]{0,50}$"
)
# 'In the (neo)adjuvant or metastatic setting': in any of them.
_OTHER_SETTING = re.compile(
    r"\b(?:adjuvant|curative)\b\)?[ ,/]{0,3}(?:(?:and/or|or|and|/)[ ]?)?(?:in the |for )?(?:palliative|metastatic|advanced)[ ](?:settings?|chemotherapy|treatment|therapy|context|intent|regimen|care)\b"
)
# 'Undergoing surgery, chemotherapy or radiation': any of them.
_OTHER_TREATMENT = re.compile(
    r"\W*(?:,|/|\bor\b|\band/or\b)\W*(?:or\W+)?(?:chemo\w*|radi\w+|systemic|hormon\w+|endocrine)\b"
)
# 'Receiving adjuvant, neoadjuvant or palliative chemotherapy': of any aim.
_ANY_AIM = re.compile(
    r"\badjuvant\b[^.;]{0,60}\b(?:palliative|metastatic|advanced)\b|\b(?:palliative|metastatic|advanced)\b[^.;]{0,60}\badjuvant\b|\bcurative\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:\w+\W+)?palliative\b"
)


def _describes_patients(sentence: Sentence, found: _Found) -> bool:
    lower, before = sentence.lower, sentence.lower[: found.start]
    if _OF_RELATIVES.search(before[-90:]) or (found.axis == "extent" and _PRESENT_OR_NOT.search(before[-60:])):
        return False
    if found.axis == "phase" and sentence.from_criteria:
        if _OF_MENOPAUSE.search(lower):
            return False
        if found.name in ("operated", "had_neoadjuvant", "surgery_due") and _SAMPLE_OF.search(
            f"{before[-140:]}{lower[found.start : found.end].split()[0]} "
        ):
            return False
    if found.name == "surgery_due" and sentence.from_criteria and _OTHER_TREATMENT.match(lower[found.end :]):
        return False
    if (
        found.name in ("metastatic", "advanced")
        and not sentence.excludes
        and _OTHER_SETTING.search(lower[: found.end + 25])
    ):
        return False
    if found.name == "incurable" and found.words and lower[found.start :].startswith("palliative"):
        aims = _ANY_AIM.search(lower)
        if aims is not None and re.search(r"\bor\b|/|,", aims.group()):
            return False
    if found.name == "in_situ" and (
        _OTHER_IN_SITU.search(lower) or (sentence.excludes and _OTHER_MALIGNANCY.search(lower))
    ):
        return False
    denies = found.name == "nonmetastatic" or (found.denied and found.name in _METASTASES)
    if denies and (_denies_some_only(lower, found) or _denied_twice(before, lower[found.start : found.end])):
        return False
    if found.name in ("invasive", "in_situ") and found.denied and _DENIED_PAST.search(before[-60:]):
        return False  # 'no previous invasive breast cancer' tells nothing of the one she has
    if found.name == "newly_diagnosed" and _A_METASTASIS.match(lower[found.end :]):
        return False
    if found.name == "site_metastasis" and (found.denied or is_subject_of_rule(sentence.text, 0, found.end)):
        return False
    if not sentence.from_criteria:
        if found.name.endswith("_title") and _EARLIER_TREATED.search(before):
            return False
        if found.name == "adjuvant_title" and _BEFORE_SURGERY.search(before):
            return False
        return not (found.sure & meanings.METASTATIC and _PREVENTED.search(before))
    if _EXEMPT.match(lower[found.end :]):
        return False
    if found.name == "site_metastasis" and _NOT_WANTED.search(lower[found.end :]):
        return False
    if found.name == "site_metastasis" and (
        _MODAL.search(lower[found.end :]) or _OPEN_TO_OTHERS.search(before) or _TOLD_OF_THEM.match(lower[found.end :])
    ):
        return False
    if _EXAMPLE.search(before[-60:]) or ("(" in before and _EXCEPTED.search(before[-40:])):
        return False
    if found.name == "recurrent" and _WATCHED_FOR.search(before[-80:]):
        return False
    if found.name in HISTORY:
        return _told_as_history(sentence, found)
    if found.axis == "extent":
        if (
            found.name != "nonmetastatic"
            and not _stage_of_the_treated(found, lower)
            and _SETTING_OF_THERAPY.search(_PARENTHESES.sub(" ", before).replace("(", " ")[-140:])
            and not (found.name == "metastatic" and not sentence.excludes and _THERAPY_NOW.search(before))
        ):
            return False
        if found.name in _OF_TISSUE and _EITHER_TISSUE.search(before) and _TISSUE.match(lower[found.start :]):
            return False
        if found.name in _OF_RISK and _AT_RISK_OF.search(before[-80:]):
            return False
        if found.name in _TNM and found.denied:
            return False  # 'no evidence of T4 or N2-3 disease' is no denial of a primary tumour
        if _OF_SAMPLES.search(lower) and _OF_SAMPLES.search(lower[max(0, found.start - 60) : found.end + 25]):
            return False
    if sentence.excludes or sentence.stance is Stance.FORBID:
        return _bare(sentence, found)
    if found.axis == "phase" and _not_a_phase_of_hers(sentence, found):
        return False
    return not is_subject_of_rule(sentence.text, found.start, found.end) and not re.match(
        r"\W*(?:disease|recurrence)?\W*(?:is|are)?\s*defined as", lower[found.end :]
    )


def _told_as_history(sentence: Sentence, found: _Found) -> bool:
    """Earlier disease or treatment counts where it is excluded, or denied by an inclusion, and no time limits it."""
    lower = sentence.lower
    if re.search(r"\bwith\b|bilateral|contralateral|inflammatory|\bmbc\b", lower[found.start : found.end]):
        return False
    if found.denied == sentence.excludes or _LATE_DISEASE.search(lower[found.start : found.end + 150]):
        return False
    if found.name == "treated_before" and "naive" in lower[found.start : found.end] and _LATE_DISEASE.search(lower):
        return False  # of the treatment of metastatic disease
    if found.name == "history_of_bc" and re.search(r"\bmalignan|\bcancer", lower[found.start : found.end]):
        if not re.search(r"breast|dcis|ipsilateral", lower[found.start : found.end]):
            return False  # other malignancies
    if re.search(r"non-?\s?breast|limit|restriction", lower[max(0, found.start - 20) : found.end]):
        return False
    if found.name in ("operated_before", "radiated_before") and re.search(r"recurren|relaps|\blrr\b|ibtr", lower):
        return False
    if found.name == "history_of_bc" and re.search(
        r"therap|treat|chemo|surg|radi|vaccin", lower[found.start : found.end]
    ):
        return False
    return not _TIMED.search(lower) and not _SIDE_EFFECTS.search(lower)


_SIDE_EFFECTS = re.compile(
    r"\b(?:toxicit\w+|adverse|recover\w*|side effects?|neuropathy|alopecia|wash-?out|last (?:dose|administration)|half-li\w+|complications?|resol\w+|lymphedema|allerg\w+|hypersensitiv\w+)\b"
)
_LEAD_IN = re.compile(
    r"\b(?:patients?|subjects?|participants?|women|who|with|have|has|having|known|any|evidence|presence|present|of|history|clinical|clinically|"
    r"diagnos\w+|confirmed|current(?:ly)?|active|prior|previous|documented|distant|systemic|disease|breast|cancers?|carcinoma|the|a|an|at|"
    r"is|are|or|and|by|imaging|histolog\w+|radiolog\w+|suspected|tumou?rs?|invasive|in|time|entry|recurrent|excluded|not|eligible|will|be|from|this|study|pure|only|"
    r"ajcc|tnm|m1|stage|inflammatory|locally|advanced|metasta\w+|bilateral|no|on|screening|baseline|inoperable|unresectable|primary|concurrent|concomitant|if|"
    r"lesions?|iv|such|as|including|contralateral|stages?|unilateral|non|occult|local|regional|relapse\w*|recurrence\w*|de|novo|synchronous|multiple|ductal|lobular|that|women|female|male|been|treated|evaluation|during|physical|examination|distance|female|mbc|dcis|tnbc|situ|pathological\w*|patholog\w*|their|undergo\w*|initial\w*|first|newly|0|\W)\b"
)
_QUALIFIED = re.compile(
    r"\b(?:second|other|another|visceral|life-threatening|cns|brain|malignanc\w+|treat\w+|therap\w*|node\w*|t\dn?\w*|size|grade|receptor|her2|negative|positive|symptom\w*|uncontrolled|progress\w*|rapid\w*|extensive|massive|bulky|diffuse|lytic|blastic|solitary|widespread)\b"
)


def _bare(sentence: Sentence, found: _Found) -> bool:
    """An exclusion that names the state and nothing that narrows it."""
    if found.axis == "phase" or found.denied or found.name in _NOT_EXCLUDED:
        return False
    before = sentence.lower[: found.start]
    if _OF_THE_PAST.search(before) or (found.name in ("invasive", "in_situ") and _LONG_PAST.search(before)):
        return False
    if found.name == "recurrent" and _OF_OTHER_DISEASE.match(sentence.lower[found.end :]):
        return False
    if found.name == "advanced" and _SPREAD_OF_A_KIND.match(sentence.lower[found.end :]):
        return False
    if found.name in ("invasive", "in_situ") and _OTHER_BREAST.search(sentence.lower):
        return False
    if found.name in ("invasive", "in_situ") and _OF_A_TYPE.search(
        sentence.lower[max(0, found.start - 40) : found.end + 40]
    ):
        return False
    if _ASIDE_AROUND.search(before) and _QUALIFIED.search(before):
        return False
    before = _SEPARATOR.split(sentence.lower[: found.start])[-1]
    after = _SEPARATOR.split(_PARENTHESES.sub(" ", sentence.lower[found.end :]), maxsplit=1)[0]
    after = _NAMED_AMONG.split(after, maxsplit=1)[0]
    told = sentence.lower[found.start : found.end]
    if not _ENDS_IN_NOUN.search(told) and _MORE_ADJECTIVES.match(sentence.lower[found.end :]):
        return False
    rest = _PARENTHESES.sub(" ", f"{before} {after}")
    if _QUALIFIED.search(rest) or _TIMED.search(rest) or _OF_A_KIND.search(after):
        return False
    return len(re.findall(r"\w{2,}", _LEAD_IN.sub(" ", rest))) <= 3


# 'Advanced, symptomatic, visceral spread': the comma parts adjectives of one disease, not exclusions.
_ENDS_IN_NOUN = re.compile(r"(?:disease|cancers?|carcinomas?|metastas[ei]s|tumou?rs?|recurrences?|[iv]+|m1)\W*$")
_MORE_ADJECTIVES = re.compile(
    r"(?:/\s?\w+)?\s*,\s*(?:and\s+)?(?:[\w-]+,?\s+(?:and\s+)?){0,2}(?:visceral|symptomatic|life-threatening|rapidly|progressi\w+|progressing|uncontrolled|bulky)\b"
    r"|(?:/\s?\w+)?\s+(?:and\s+)?(?:symptomatic|life-threatening|rapidly)\b"
)
# Parts of a list of exclusions stand alone; sizes and T categories exclude no whole state.
_NAMED_AMONG = re.compile(r"\bincluding\b|\bsuch as\b|\be\.g\b")
_SEPARATOR = re.compile(r"[,;:]|\bor\b|\band/or\b")
_OF_THE_PAST = re.compile(r"\b(?:received|experienced|treated|treatment|therapy|chemotherapy|surgery)\b[^;]*$")
_OTHER_BREAST = re.compile(r"\b(?:bilateral|contralateral|synchronous|second|multicentric)\b")
# 'Invasive lobular carcinoma', 'invasive cancer with an extensive intraductal component' are kinds of invasive cancer.
_OF_A_TYPE = re.compile(
    r"\b(?:(?<!or )(?<!and )(?<!/)(?:invasive |infiltrating )lobular|papillary|mucinous|tubular|medullary|metaplastic|apocrine|squamous|adenoid|neuroendocrine|extensive (?:in(?: |-)?situ|intraductal|dcis)|intraductal component|in(?: |-)?situ component|\beic\b|micropapillary)\b"
)
_OF_A_KIND = re.compile(
    r"\b(?:amenable|accessible|suitable|curable|resectable|that|which|involv\w+|requir\w+|affecting|invading|to (?!distant|other)\w+|in the|from)\b"
)
# 'Recurrent uveitis': another noun stands right behind.
_OF_OTHER_DISEASE = re.compile(
    r"\s+(?:or|and|and/or)\s+(?:chronic|persistent|severe|acute|frequent|serious|active|uncontrolled|ongoing)\b(?!\W+(?:or\W+\w+\W+)?(?:breast|disease|cancer|metasta))|\s+(?!(?:or|and|of|in|at|to|the|with|after|within|by|on|who|that|is|are|will|locally|loco\w*|local|regional|breast|cancers?|disease|carcinoma|"
    r"tumou?rs?|malignan\w+|metasta\w+|mbc|bc|tnbc|bilateral|unilateral|ductal|lobular|stage|advanced|her2\w*|hormone|triple|er|invasive|ipsilateral|contralateral|inflammatory|dcis|progressive|refractory|primary|lesions?|patients?)\b)[a-z]"
)
# 'Advanced, symptomatic, visceral spread'
_SPREAD_OF_A_KIND = re.compile(r"\W{0,3}(?:and\W+)?(?:symptomatic|visceral|uncontrolled|rapidly|life-?\s?threatening)")
_LONG_PAST = re.compile(r"\b(?:history|prior|previous\w*)\b[^;]*$")
_NOT_EXCLUDED = frozenset(
    {"tnm", "clinical_tnm", "pathologic_tnm", "early", "operable", "newly_diagnosed", "first_cancer"}
)
_OR_ELSE = re.compile(r"\bor\s+(?:\w+\s+){0,3}$")
_BELONGS_TO_PAST = re.compile(r"^\W*(?:progress|disease progress)")
_FINISHED = re.compile(r"[^.;]{0,40}\b(?:must|should|has to|have to) (?:be|have been) (?:finished|completed)")
_NOT_NOW = re.compile(
    r"\b(?:(?:no|not)(?! (?:more|less|later|longer|fewer|earlier|greater|exceed\w*)\b)|cannot|can't|did'?n?'t|never|nor|without|unable|ineligible|contraindicat\w+|refus\w+|declin\w+)\b[^.;,]{0,50}$"
)
_ANY_TIME = re.compile(
    r"\b(?:receiving|undergoing|received|completed|planned|planning|have had|before|prior to)\b[^.;]{0,60}\bor\b[^.;]{0,30}\b(?:receiving|undergoing|received|completed|planned|planning|scheduled|finished|after|following)\b"
)
_BEFORE_AND_AFTER = re.compile(r"\bpre-?(?:operative\w*)?\s*(?:and|/|&)\s*post|\bbefore (?:and|or|/) after\b")
_OF_SAFETY = re.compile(
    r"\b(?:contracepti\w+|pregnan\w+|childbearing|anesthe\w+|birth control|sterile|condoms?|study (?:drug|treatment|medication|intervention)|toxicit\w+|half-li\w+|wash-?out)\b"
)
# 'in the adjuvant setting' after words of history is the setting of an earlier therapy.
_EARLIER = re.compile(
    r"\b(?:progress\w+|recurr\w+|relaps\w+|prior|previous\w*|received|allowed|permitted|since|exposure|exposed|na[i\u00ef]ve|fail\w+|given|refractory|resistan\w+)\b"
)
_RELAPSED = re.compile(r"\b(?:relaps\w*|recurred|recurrence|progress\w+|metasta\w+)\b")
_OF_A_VISIT = re.compile(
    r"\b(?:scans?|imaging|assessments?|questionnaires?|visits?|follow-?up|samples?|men should|agree)\b"
)
_ASIDE_AROUND = re.compile(r"\([^()]*$")
_WASHOUT = re.compile(r"\b(?:prior|previous|last)\b")
# 'Completed radiation at least 7 days before the first dose' parts treatments and ends none.
_DAYS_BEFORE = re.compile(
    r"\b(?:\d{1,2}|seven|ten|fourteen) days?\b|\b(?:weeks?)\W+(?:prior to|before|from)\W+(?:\w+\W+){0,3}?(?:first dose|(?:study|protocol|trial|investigational) (?:drug|treatment|therapy|product|medication))"
)
# 'for which treatment with tamoxifen is planned'
_NOT_YET_RUNNING = re.compile(
    r"[^.;,]{0,50}\b(?:is|are|was|were|has been|have been)\s(?:being\s)?(?:retained|planned|indicated|proposed|intended|considered|recommended|decided|foreseen|scheduled|appropriate)\b"
)
# 'Premenopausal women must receive an LHRH agonist' asks nothing of the others.
_OF_ONE_GROUP = re.compile(
    r"\W*(?:(?:pre|peri)-?\s?menopausal|male|men)\b[^.;,]{0,50}\b(?:must|should|need to|are required|will (?:need|receive))\b"
)
# 'A history of breast cancer treated with curative intent' may have come back.
_HISTORY_OF_BREAST = re.compile(r"\bhistory of (?:\w+ ){0,3}(?:breast|cancer)")
_STAGED = re.compile(r"\bstages?\b|\bsurviv|disease-?\s?free|\bearly\b|non-?\s?metast")
# 'Patients treated with adjuvant taxanes must be 12 months past them' asks nothing of the others.
_OF_THE_TREATED = re.compile(
    r"^\W*(?:for\W+)?(?:any\W+)?(?:patients?|women|subjects?|participants?|those|if)\W+(?:(?:who|that)\W+)?(?:(?:have|had|has|were|been|previously|with prior|with previous|with a history of|are)\W+){0,3}"
    r"(?:received|receiving|treated|underwent|undergone|prior|previous|(?:neo-?)?adjuvant|on adjuvant)\b[^.;]{3,110}\b(?:must|should|need to|will need|are required|has to|have to)\b"
)
_RULE_ABOUT_SOME = re.compile(
    r"^\W*(?:patients?|women|subjects?|participants?|those)\b[^,.;]{3,90}\b(?:must|should|need to|will need)\b"
)


# 'May be taking ...', 'within two months for patients who receive ...': permitted, or true of some only.
_PERMITTED_PHASE = re.compile(r"\b(?:may|might|can|could)\s+(?:also\s+|still\s+)?(?:be|have|either)\b[^.;,]{0,25}$")
_OF_SOME = re.compile(
    r"\w\W+(?:\w+\W+){2,}(?:for|in|among) (?:the |those |any )?(?:patients?|women|subjects?|participants?|those|persons?|cases)\W+(?:who|that|not|receiving|undergoing|treated|with prior|having)\b[^.;:]{0,80}$"
)
_MIGHT_HAVE = re.compile(r"\b(?:may|might|can|could) (?:also )?have\b")
_REMOVED = re.compile(r"\b(?:remov\w+|excis\w+|resect\w+)\b[^.;]{0,25}$")
_PLANNED = re.compile(r"\b(?:planned|scheduled|to receive|will receive|intended|candidates?)\b[^.;]{0,60}$")
_SHOULD_IN_ASIDE = re.compile(r"\([^()]*\b(?:should|may|can|could|would)\b[^()]*$")
_IN_SOME = re.compile(
    r"[^.;:]{0,70}\b(?:in|for|among|if) (?:the |those |any )?(?:patients?|women|subjects?|participants?|those) (?:who|that|receiv\w+|treated|with)\b"
)
_FIT_FOR = re.compile(
    r"\b(?:adequate|sufficient|acceptable|fit|able|ability|suitable health)\b[^.;,]{0,20}\b(?:for|to)\b[^.;,]{0,40}$"
)


def _not_a_phase_of_hers(sentence: Sentence, found: _Found) -> bool:
    """Denied phases, other cancers' treatment, alternatives in time."""
    lower, before = sentence.lower, sentence.lower[: found.start]
    if _PERMITTED_PHASE.search(before) or _OF_SOME.search(before) or _FIT_FOR.search(before):
        return True
    if found.name == "residual_after_neoadjuvant" and _MIGHT_HAVE.search(before):
        return True
    if found.name == "tumour_in_place" and _REMOVED.search(before):
        return True
    if found.name == "adjuvant_due" and _SHOULD_IN_ASIDE.search(before):
        return True
    if found.name == "under_chemotherapy" and _PLANNED.search(before):
        return True
    if found.name == "residual_after_neoadjuvant" and _IN_SOME.match(lower[found.end :]):
        return True
    if found.name in ("adjuvant_due", "neoadjuvant_due") and "setting" in lower[found.start : found.end]:
        if _EARLIER.search(before) or _NAIVE_OR.search(before):
            return True
    if found.name == "treated_curatively" and _HISTORY_OF_BREAST.search(before) and not _STAGED.search(lower):
        return True
    if found.name in ("treatment_completed", "treated_curatively", "had_neoadjuvant") and (
        _RELAPSED.search(lower) or _OF_A_VISIT.search(before)
    ):
        return True
    aside = _ASIDE_AROUND.search(before)
    if aside is not None and re.search(
        r"excluded|not (?:allowed|eligible|permitted)", lower[found.start : found.start + 90]
    ):
        return True
    if found.name == "treatment_completed" and (
        _WASHOUT.search(lower[found.start : found.end]) or _DAYS_BEFORE.search(lower[found.start : found.end + 40])
    ):
        return True
    if found.name == "adjuvant_running" and _NOT_YET_RUNNING.match(lower[found.end :]):
        return True
    if _OF_ONE_GROUP.match(lower) or _OF_THE_TREATED.match(lower):
        return True
    rule = _RULE_ABOUT_SOME.match(lower)
    if rule is not None and found.start < rule.end() and found.name in ("adjuvant_running", "under_chemotherapy"):
        return True
    if found.name.endswith("_due") and _FINISHED.match(lower[found.end :]):
        return True
    if found.denied or _BELONGS_TO_PAST.match(lower[found.end :]):
        return True
    safety = _OF_SAFETY.search(lower)
    if safety is not None and not (found.name == "surgery_due" and safety.group().startswith("anesthe")):
        return True
    if found.name != "no_evidence_of_disease" and _OTHER_MALIGNANCY.search(lower) and "breast" not in lower:
        return True
    if found.name not in _DENY_THEMSELVES and _NOT_NOW.search(before[-80:]):
        return True
    if found.name == "treatment_completed" and "neoadjuvant" in lower and not _OR_ELSE.search(before):
        return True
    return bool(_ANY_TIME.search(lower) or _BEFORE_AND_AFTER.search(lower))


# ---------------------------------------------------------------- alternatives within the sentence

_EVERY_EXTENT = re.compile(
    r"\b(?:early|primary|local(?:ized|ised)|(?<!non-)(?<!non )(?<!not )(?:operable|resectable)|non-?metastatic)(?:[- ](?:stage|breast|disease|cancer|invasive)){0,3}(?:\s*[,/]\s*(?:\w+[- ]){0,2}?(?:advanced|recurrent|inoperable|unresectable)){0,2},?\s*(?:or|and/or|/|and|as well as)\s*(?:\w+[- ]){0,2}?(?:metastatic(?!\W{0,2}(?:site|lesion|tumou?r|sample|tissue))|advanced(?! or early)|inoperable|recurrent|unresectable)"
    r"|\b(?:early|primary|local(?:ized|ised)?|operable)(?:[- ](?:stage|breast|disease|cancer|invasive)){0,3}\s*[,/]\s*(?:(?:locally|regional\w*|loco-?regional\w*)[- ]?(?:advanced)?(?:[- ](?:breast|disease|cancer|recurrent))*\s*,?\s*)(?:or|and/or|and|/)\s*metastatic(?!\W{0,2}(?:site|lesion|tumou?r|sample|tissue))"
    r"|\blocal (?:or|and) metastatic|\bany stage|\ball stages|\bmetastatic or not\b|\b(?:regardless|irrespective|independent\w*) of (?:the )?(?:\w+ ){0,3}(?:metasta\w+|stage)\b|\bm0\s*(?:-|/|,|or|and|to|&)\s*m?1\b|\bregardless of stage|\bmetastatic or (?:non-?\s?metasta|early|primary)|\bwith(?: or |/)without (?:distant |known |clinical )?metasta|\bnewly diagnosed\s*(?:or|and/or|/)\s*(?:recurr|relaps)"
)
_RECURRENCES = frozenset(
    {
        "locally_recurrent",
        "locoregional_recurrence",
        "regional_recurrence",
        "local_recurrence",
        "chest_wall_recurrence",
        "breast_recurrence",
        "recurrent",
    }
)
_FIRST_DISEASE = frozenset({"newly_diagnosed", "newly_diagnosed_metastatic", "de_novo_metastatic"})
_EITHER_ORIGIN = re.compile(
    r"\bde novo\b(?:[- ]\w+){0,3}\s*(?:or|/|and/or)\s*recurrent\b|\brecurrent\b(?:[- ]\w+){0,3}\s*(?:or|/|and/or)\s*de novo\b"
)
_WITH_OR_WITHOUT = re.compile(r"\bwith(?: or |/)without\b")
_LATER = re.compile(r"advanced|metasta|recurr|relaps|\bor progress|progressive or\b")


def _every_extent(lower: str) -> re.Match[str] | None:
    """'Non-metastatic (stage 0-III) or metastatic': a gloss in parentheses may stand between."""
    return _EVERY_EXTENT.search(lower) or (
        _EVERY_EXTENT.search(_PARENTHESES.sub(lambda gloss: " " * len(gloss.group()), lower)) if "(" in lower else None
    )


def _alternatives_settled(sentence: Sentence, found: list[_Found]) -> list[_Found]:
    lower = sentence.lower
    every = None if sentence.excludes or _OF_SAMPLES.search(lower) else _every_extent(lower)
    if every is not None and "metasta" not in every.group():  # 'inoperable, locally advanced primary or recurrent'
        if any(f.name in ("unresectable", "incurable") and f.end <= every.start() and not f.denied for f in found):
            every = None
    if every is not None:
        locally = any(f.name == "locally_advanced" for f in found) and not any(
            f.sure & meanings.METASTATIC for f in found if f.axis == "extent"
        )
        recurred = [f for f in found if f.name in _RECURRENCES and not f.denied and f.end <= every.start()]
        if recurred and every.group().startswith("with"):  # 'locoregional recurrence with or without metastases'
            metastatic = MEANINGS["metastatic"]
            both = recurred[0]._replace(
                sure=recurred[0].sure | metastatic.sure, wide=recurred[0].wide | metastatic.wide, end=every.end()
            )
            return [*(f for f in found if f.axis != "extent"), both]
        told = [f for f in found if f.name in ("stage", "metastatic", "newly_diagnosed_metastatic") and not f.denied]
        if told and every.group().startswith("newly"):  # 'newly diagnosed or recurrent metastatic breast cancer'
            stage_iv = MEANINGS["metastatic"]
            told = [f if f.name == "stage" else f._replace(sure=stage_iv.sure, wide=stage_iv.wide) for f in told]
            return [*(f for f in found if f.axis == "phase"), *told]
        if locally and every.group().startswith("with"):
            meaning = MEANINGS["metastatic"]
            span = every.span()
            return [*found, _Found("metastatic", meaning.axis, meaning.sure, meaning.wide, meaning.words, *span)]
        if not locally:
            others = [f for f in found if f.axis != "extent" or f.denied]
            operable = re.search(r"locally advanced|inoperable|unresectable", every.group())
            states = ALL & ~(meanings.METASTATIC if operable and "metasta" not in lower else 0)
            if any(f.name == "invasive" and not f.denied for f in found) and not any(
                f.name == "in_situ" for f in found
            ):
                states &= ~meanings.IN_SITU
            return [*others, _Found("every", "extent", states, states, "disease of any extent", *every.span())]
    if not sentence.excludes and _LATER.search(lower):
        first = [f for f in found if f.name in _FIRST_DISEASE]
        if first and re.search(r"\bor\b|/", lower):  # 'newly diagnosed or recurrent' takes either
            late = [f for f in first if f.name == "newly_diagnosed_metastatic"]
            if not late:
                found = [f for f in found if f not in first and f.name != "recurrent"]
            elif re.search(r"recurr|relaps", lower):  # 'newly diagnosed stage IV or relapsed'
                ways = MEANINGS["metastatic_or_recurrent"]
                found = [f for f in found if f not in first and f.name != "recurrent"]
                found.append(
                    late[0]._replace(name="metastatic_or_recurrent", sure=ways.sure, wide=ways.wide, words=ways.words)
                )
    found = _either_timing(found)
    left_over = [f for f in found if f.name == "residual_after_neoadjuvant"]
    found = [
        f
        for f in found
        if f.name != "had_neoadjuvant" or not any(f.start < r.end and r.start < f.end for r in left_over)
    ]
    due = [f for f in found if f.name == "surgery_due"]
    found = [f for f in found if f.name != "operated" or not any(d.start < f.end and f.start < d.end for d in due)]
    if _EITHER_ORIGIN.search(lower):  # 'de novo or recurrent metastatic' is metastatic
        found = [f for f in found if f.name not in ("recurrent", "de_novo_metastatic")]
    later = meanings.METASTATIC | meanings.LOCOREGIONAL  # a first cancer's phases are not those of its return
    if not sentence.from_criteria and any(
        f.axis == "extent" and f.sure & later and (f.sure & meanings.METASTATIC or not f.sure & ~later) for f in found
    ):
        found = [f for f in found if f.axis != "phase"]
    ends = (meanings.METASTATIC, meanings.STAGE_I)
    spans = [f for f in found if f.name == "stage" and all(f.sure & end for end in ends)]
    if spans and not sentence.excludes:  # 'stage I to IV' is any stage
        found = [f for f in found if f.axis != "extent"]
    if not sentence.excludes and not any(f.name in ("tnm_stage", "stage") for f in found):
        beside = _CATEGORY_OR_M1.search(lower)
        if beside is not None:  # 'T4 or M1'
            states = meanings.PRIMARY
            found = [
                *(f for f in found if f.name not in _TNM),
                _Found("category", "extent", 0, states, beside.group("category").upper(), *beside.span("category")),
            ]
    invasive = any(f.name == "invasive" for f in found) or re.search(r"(?<!non-)(?<!non)\binvasive", lower)
    if invasive and any(f.name == "in_situ" for f in found) and not sentence.excludes:
        joined = re.search(r"\bor\b|and/or|/", _WITH_OR_WITHOUT.sub(" ", lower))
        other_extent = any(f.axis == "extent" and f.name not in ("invasive", "in_situ") for f in found)
        drop = {"in_situ"} if not joined else {"invasive"} if other_extent else {"invasive", "in_situ"}
        found = [f for f in found if f.name not in drop]
    return found


_CATEGORY_OR_M1 = re.compile(
    r"(?<![a-z0-9])(?P<category>[cp]?[tn][0-4](?:[a-d]|\s?-\s?[tn]?[0-4])?)\W+(?:disease\W+)?(?:(?:or|and/or|/)\W*)(?:any t\W+any n\W+)?m1\b"
)
_NEAR_RECURRENCES = frozenset({"locoregional_recurrence", "locally_recurrent"})


def _either_timing(found: list[_Found]) -> list[_Found]:
    """'Neoadjuvant or adjuvant treatment' is not one of the two."""
    either = [f for f in found if f.name == "neo_or_adjuvant_due"]
    one_of_them = ("neoadjuvant_due", "adjuvant_due")
    return [
        f for f in found if f.name not in one_of_them or not any(f.start < e.end and e.start < f.end for e in either)
    ]


def _narrowed_beside_metastatic(found: list[_Found], excludes: bool) -> Iterable[_Found]:
    """Beside metastatic disease 'locally advanced' is disease that can't be operated, 'recurrent' hardly a curable one."""
    late = any(f.sure & meanings.METASTATIC for f in found if not f.denied and f.name != "stage")
    beside = any(f.sure & meanings.METASTATIC for f in found if not f.denied and f.name not in ("stage", "recurrent"))
    unresectable = any(f.name == "unresectable" and not f.denied for f in found)
    for f in found:
        if unresectable and f.name in ("locally_advanced", *_NEAR_RECURRENCES):
            sure = meanings.UNRESECTABLE & f.wide
            yield f._replace(sure=sure, wide=sure)
        elif late and f.name == "locally_advanced":
            before = meanings.BEFORE_SURGERY & meanings.STAGE_III
            if excludes:  # whoever is to have no advanced disease is not to have it beyond surgery
                yield f._replace(sure=meanings.INOPERABLE_STAGES)
                continue
            yield f._replace(sure=0, wide=meanings.UNRESECTABLE | before)
        elif beside and not excludes and f.name in ("recurrent", *_NEAR_RECURRENCES):
            sure = (f.sure & meanings.METASTATIC) | meanings.UNRESECTABLE_RECURRENCE
            yield f._replace(sure=sure, wide=f.wide | sure)
        elif late and f.name in ("invasive", "tnm"):
            continue
        elif f.name == "inflammatory" and not late and any(o.name in _ONE_DESCRIPTION and not o.denied for o in found):
            yield f._replace(wide=meanings.INOPERABLE_STAGES)
        else:
            yield f


def _joined(sentence: Sentence, found: list[_Found]) -> _Found:
    """Extents of one sentence are alternatives, phases joined by 'or' too; a denial narrows, and so do the others."""
    ordered = sorted(found, key=lambda f: f.start)
    if ordered[0].axis == "extent":
        ordered = list(_narrowed_beside_metastatic(ordered, sentence.excludes)) or ordered
    asserted = [f for f in ordered if not f.denied and not _only_narrows(sentence.lower, f)]
    narrowing = [f for f in ordered if f not in asserted]
    asserted = _as_defined(sentence.lower, asserted)
    axis, start, end = ordered[0].axis, ordered[0].start, max(f.end for f in ordered)
    alternatives = axis == "extent" or (
        len(asserted) > 1 and any(_either(sentence.lower, a, b) for a, b in zip(asserted, asserted[1:], strict=False))
    )
    sure = wide = ALL
    beyond_cure = [f for f in asserted if f.name == "incurable"]
    if (
        beyond_cure
        and len(asserted) > len(beyond_cure)
        and not _OR_BEFORE.search(sentence.lower[: beyond_cure[-1].start])
    ):
        asserted = [f for f in asserted if f not in beyond_cure]
        narrowing += beyond_cure
    if asserted and alternatives:
        sure = wide = 0
        for f in _qualified(sentence.lower, asserted) if axis == "extent" else asserted:
            sure, wide = sure | f.sure, wide | f.wide
        early = [f for f in asserted if f.name in _ONE_DESCRIPTION]
        if axis == "extent" and len(early) == len(asserted) > 1:  # 'early (stage I to IIIA)' is one description
            sure, wide = _intersected(asserted)
    else:
        narrowing = [*asserted, *narrowing]
    for f in narrowing:
        fs, fw = (ALL & ~f.wide, ALL & ~f.sure) if f.denied else (f.sure, f.wide)
        if wide & fw:
            sure, wide = sure & fs, wide & fw
    main = [f.words for f in ordered if f not in narrowing]
    rest = [f"no {f.words}" if f.denied else f.words for f in ordered if f in narrowing]
    words = ", ".join(
        dict.fromkeys([" or ".join(dict.fromkeys(main)), *rest] if main else [" and ".join(dict.fromkeys(rest))])
    )
    return _Found(ordered[0].name, axis, sure, wide, words, start, end)


def _either(lower: str, one: _Found, other: _Found) -> bool:
    """Whether 'or' joins two phases; where the words overlap, whether it stands within them."""
    if other.start < one.end:
        return bool(re.search(r"\bor\b|/", lower[one.start : max(one.end, other.end)]))
    return bool(_OR_AHEAD.search(lower[max(one.start, one.end - 4) : other.start]))


_OR_AHEAD = re.compile(r"(?:\bor\b|/)\W*(?:\w+\W+){0,2}$")
_ONE_DESCRIPTION = frozenset({"early", "operable", "stage", "tnm_stage"}) | _TNM


def _only_narrows(lower: str, found: _Found) -> bool:
    """'No distant metastasis' and 'invasive' narrow what else is said, but for 'non-metastatic or oligometastatic'."""
    if found.name == "invasive":
        return True
    return found.name == "nonmetastatic" and not re.match(r"\s*(?:disease|breast cancer)?\s*or\b", lower[found.end :])


_OR_BEFORE = re.compile(r"\bor\W*$|/\W*$|,\W*$")
_LISTED = re.compile(r"\b(?:or|and|and/or)\b|[,/;:(]")


def _qualified(lower: str, found: list[_Found]) -> list[_Found]:
    """Extents with no 'or', 'and' or comma between them describe one disease: 'unresectable recurrent', 'metastatic
    disease not amenable to surgery'."""
    joined: list[_Found] = []
    for f in found:
        last = joined[-1] if joined else None
        between = lower[min(last.end, f.start) : f.start] if last is not None else ""
        overlapping = last is not None and f.start < last.end
        if last is not None and not overlapping and not _LISTED.search(between) and last.wide & f.wide:
            both = (last.sure & f.wide) | (f.sure & last.wide)
            joined[-1] = last._replace(
                sure=both & last.wide & f.wide, wide=last.wide & f.wide, end=max(f.end, last.end)
            )
        else:
            joined.append(f)
    return joined


_DEFINES = re.compile(
    r"\s*(?:(?:breast|solid)?\s*(?:disease|cancers?|tumou?rs?|carcinoma|malignanc\w+)\s*)?\((?:defined as|i\.?e\.?,?|advanced disease (?:is|will be) defined as|ajcc)?\s*(?:\w+\s+){0,2}$"
)


def _as_defined(lower: str, found: list[_Found]) -> list[_Found]:
    """'Advanced (stage IV)', 'advanced (locally recurrent or metastatic)': what stands in the parentheses is meant."""
    for i, f in enumerate(found[1:], 1):
        before = found[i - 1]
        if before.axis == f.axis == "extent" and before.name != "stage" and _DEFINES.match(lower[before.end : f.start]):
            close = lower.find(")", f.start)
            if close > 0 and not re.search(r"\bor\b|,|/", lower[: before.start][-25:]):
                return [o for o in found if o is not before]
    return found


def _intersected(found: list[_Found]) -> tuple[int, int]:
    """The states common to descriptions of one disease; their union where they have none in common."""
    exact = [f for f in found if f.name == "stage"] or [f for f in found if f.name == "tnm_stage"] or found
    sure = wide = 0
    for f in exact:
        sure, wide = sure | f.sure, wide | f.wide
    for f in found:
        taken = f.wide | (0 if f.name == "operable" else meanings.IN_SITU)  # 'early stage (0 to IIB)'
        if f not in exact and wide & taken:
            sure, wide = sure & taken, wide & taken
    return sure, wide


# ---------------------------------------------------------------- the mention

_FACETS = {"extent": "stage", "origin": "recurrence", "phase": "setting"}


def _mention(sentence: Sentence, found: list[_Found]) -> Mention | None:
    if not found:
        return None
    history = [f for f in found if f.name in HISTORY]
    if history:
        return _history(sentence, history)
    joined = _joined(sentence, found)
    if joined.wide == ALL and joined.sure == ALL and joined.name != "every":
        return None
    requirement = _requirement(joined.sure, joined.wide)
    return Mention(_FACETS[joined.axis], requirement, joined.words, joined.start, joined.end)


def _history(sentence: Sentence, found: list[_Found]) -> Mention:
    """What may not have been: the states that it leaves."""
    sure = wide = 0
    for f in found:
        sure, wide = sure | f.sure, wide | f.wide
    words = " or ".join(dict.fromkeys(f.words for f in found))
    requirement = _requirement(ALL & ~wide, ALL & ~sure)
    start, end = min(f.start for f in found), max(f.end for f in found)
    return Mention("recurrence", requirement, f"no {words}", start, end, Stance.REQUIRE)


def _requirement(sure: int, wide: int) -> Requirement:
    if sure == wide:
        return Within(axes.STATE_AXIS, sure)
    open_part = AllOf((Within(axes.STATE_AXIS, wide), Undecidable("the definition of the setting")))
    return AnyOf((Within(axes.STATE_AXIS, sure), open_part)) if sure else open_part
