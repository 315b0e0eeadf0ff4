"""Does the trial take breast cancer at all? A facet of its own, with its quote. The first row that fits decides.

breast cancer is expressly left out ("any tumour excluding breast")            no
its people are to be free of breast cancer (prevention), or care for others     no
a title, the conditions or an inclusion names breast cancer patients           yes
it names breast nowhere, and its diagnosis or its titles name other organs only no
it takes solid tumours or any cancer, without naming other organs only         yes
it names other cancers or other diseases only, or healthy people               no
neither titles, conditions nor inclusions speak of cancer                      no
anything else                                                                  open

Women who are due for screening have no known breast cancer: such a trial takes no patients. Where only a title speaks of
screening, of the disease states that of a survivor is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from data.axes import STATE_AXIS
from data.criteria import AllOf, Constant, Criterion, Evidence, Truth, Undecidable, Within
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading import inherited_risk, other_tumours, people
from matcher.reading.cohorts import FOR_THOSE_WITH
from matcher.reading.gated import Pattern, gated
from matcher.reading.layout.item import EXCLUDE
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blanked
from matcher.reading.population import BREAST, OTHER_TUMOUR, names_another_tumour
from matcher.reading.sentences import Sentence, Stance, negated, sentences_of_text
from matcher.reading.state.meanings import SURVEILLANCE
from matcher.reading.text import plain_text

_TUMOUR = r"(?:cancers?|carcinomas?|neoplasms?|neoplasia|tumou?rs?|malignan\w+|adenocarcinomas?)"
_AND = r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|and/or)\s+|\s*/\s*)"
# 'Gynaecologic, breast, or non-small cell lung cancer': the word behind the last organ is of them all
_IN_A_LIST = rf"\bbreast{_AND}(?:[\w-]+(?:\s[\w-]+){{0,2}}{_AND}){{0,6}}(?:[\w-]+\s){{1,4}}{_TUMOUR}\b"
_BREAST = gated(
    rf"{_IN_A_LIST}|\bbreast[- ](?:\w+[- ]){{0,2}}?(?:{_TUMOUR}|DCIS|surgery|conserv\w+|reconstruct\w+|radiotherapy|irradiation|lesions?|mass)"
    rf"|\b{_TUMOUR},? (?:of (?:the )?(?:\w+ )?)?breast\b|\bmammary (?:ductal )?{_TUMOUR}|\bTNBC\b|\bDCIS\b|\bm?MBC\b|\bEBC\b"
    r"|\b(?:HER2|HR|ER|ERBB2)\W{0,3}(?:\+|-|positive|negative|low)?[\w/+-]*\s+(?:m?BC)\b|\btriple[- ]negative\b|\bmastectom|\blumpectom|\bMRMs?\b|^breast$|\bmBC\b|\bBC participants|\bDuctal Carcinoma",
    re.I,
)
_CONDITION = gated(r"^\W*(?:breast|mammary)\W*$|breast-?cancer", re.I)
# 'Advanced malignant solid tumours' is any cancer, 'advanced anal canal cancer' is one.
_BROAD = r"(?:solid|malignant|refractory|relapsed|recurrent|metastatic|unresectable|incurable|advanced|locally|adult|human|other|unspecified|different|various|multiple|selected|all|any|rare|end[- ]stage|or|and|types? of|kinds? of|primary|active|stage|[IV]+)"
_ANY_CANCER = gated(
    rf"\bsolid (?:\w+ )?{_TUMOUR}|\b(?:any|all|various|multiple|advanced|metastatic|refractory|unspecified|adult|recurrent|relapsed|incurable)[ ,/]+(?:{_BROAD}[ ,/]+){{0,4}}{_TUMOUR}(?! of| stem)"
    r"|\bcancer (?:patients?|survivors?|pain|survivorship|care|related|treatment|registry|experience)\b|\b(?:patients|people|adults|women|individuals|persons|participants) (?:with|living with|diagnosed with|undergoing treatment for|treated for|who have) (?:a |any |advanced |metastatic |active |current )*(?:cancer|malignanc\w+)\b(?! of)"
    rf"|^\W*(?:{_TUMOUR}|metastas[ei]s|neoplasm metastasis|oncology|cancer diagnosis)\W*$",
    re.I,
)
_SOLID = gated(
    rf"\bsolid (?:\w+ )?{_TUMOUR}|\b(?:any|all|other) (?:solid |malignant )?{_TUMOUR}|\badvanced (?:malignanc|cancers?\b|(?:malignant )?tumou?rs)|\bcancer (?:patients|survivors)|\bpeople with cancer",
    re.I,
)
_SPREAD = gated(
    r"\b(?:brain|bone|liver|lung|spinal|CNS|leptomeningeal|cerebral|spine|pulmonary|hepatic|peritoneal) (?:metasta|mets)",
    re.I,
)
_NO_BREAST = gated(
    r"\b(?:excluding|except(?:ing)?(?: for)?|other than|with the exception of|apart from|not including)\s+(?:\w+,?\s+(?:and |or )?){0,4}?breast\b|\bnon-?breast\b",
    re.I,
)
_ONE_ORGAN_ONLY = gated(r"\b(?:enrol\w+|study|trial) (?:is|will be) (?:now )?(?:limited|restricted) to\b", re.I)
# 'Currently enrolling only ovarian cancer', 'as of amendment 4, only patients with mesothelioma will be enrolled'
_NOW = gated(r"\b(?:currently|at present|presently|at this time|now|as of|since (?:protocol )?amendment)\b", re.I)
_LIMITED = gated(r"\b(?:only|limited to|restricted to|exclusively)\b", re.I)
_ENROLS = gated(r"\b(?:enrol\w*|recruit\w*|accru\w*|open(?:ed)? (?:to|for))\b", re.I)
_IN_A_PART = gated(
    r"\b(?:cohorts?|arms?|parts?|phases?|expansion|escalation|sites?|countr\w+|another|other (?:trial|stud)\w*)\b|\b[Ii]n (?!patients|adults|subjects|participants|women|people)[A-Z]",
)
# 'Breast cancer (enrolment completed)', 'the breast cohort is closed'; not: 'triple-negative breast cancer (closed)'
_OVER = r"(?:closed|completed?|full|finished|no longer (?:enrol\w+|recruit\w+|open|accru\w+|(?:being )?(?:enrolled|accepted)))\b"
_BREAST_CLOSED = gated(
    r"(?<!negative )(?<!positive )(?<!-low )(?<!mutated )(?<!lobular )(?<!inflammatory )(?<!\+ )\bbreast(?:[ -](?:cancers?|carcinoma|tumou?rs?))?(?: (?:patients?|participants?|subjects?))?"
    rf"(?:\W{{1,3}}(?:cohort|arm|group|stratum|enrol\w+|accrual|recruitment)(?: (?:is|are|has|have|been|was|were|now|already|currently)){{1,3}} {_OVER}"
    rf"|\s?[(\[]\W?(?:(?:the|this|cohort|arm|group|enrol\w+|accrual|recruitment|is|now|currently)\s){{0,4}}{_OVER}"
    r"|(?: (?:is|are))? no longer (?:enrol\w+|recruit\w+|open|accru\w+|(?:being )?(?:enrolled|accepted))\b)"
    r"|\bclosed (?:to|for)(?: (?!triple|HER)\w+){0,3} breast\b",
    re.I,
)
# Other cancers she may have had, and 'Response Evaluation Criteria in Solid Tumors', name no tumour that is taken.
_ASIDE = gated(
    r"\bRECIST\b|\bcriteria in solid|\b(?:other|second|prior|previous|concurrent|another|additional|history of|personal history|family history|relative|mother|sister|risk)\b|except|in situ|\bunless\b|free of|mutation|screening",
    re.I,
)
_CANCER_WORD = gated(
    r"cancer|carcinom|neoplas|tumou?r|malignan|oncolog|metasta|breast|mastect|lumpectom|\bMRM\b|chemotherap|radiotherap|lymphoma|leuk[ae]emia|myeloma|melanoma|sarcoma|glioma",
    re.I,
)
_CONFIRMED = gated(r"\b(?:histo|patho|cyto)\w*[^.;]{0,40}\b(?:confirmed|proven|diagnos\w+|documented|verified)\b", re.I)
_PHYLLODES = gated(r"\bphyllodes|\bbreast (?:lymphoma|sarcoma|angiosarcoma)", re.I)


def read_cancer(sentence: Sentence, context: Context) -> list[Mention]:
    """In a cohort of a basket: a diagnosis of other tumours only closes the cohort for breast cancer."""
    item = sentence.item
    if item is None or not item.cohorts or sentence.stance is Stance.FORBID:
        return []
    text = sentence.text
    opening = _OPENS_A_COHORT.match(text)
    opened = opening is not None and names_another_tumour((_HEAD.match(text, opening.end()) or opening).group())
    if sentence.stance is Stance.ALLOW and not opened:  # 'Cohort C: ovarian cancer that is eligible for surgery'
        return []
    siblings = item.parent.children if item.parent else ()
    beside = [other.text for other in siblings if other is not item and other.cohorts == item.cohorts]
    if any(BREAST.search(other) or _names_other_tumour(other) for other in beside):
        return []  # one of several tumours that the cohort takes
    if _diagnosis_by_the_name_of(item.cohorts[-1].name, text):
        return [_another_tumour(text)]
    heads = not item.cohorts[-1].kind and FOR_THOSE_WITH.sub("", text).startswith(item.cohorts[-1].name[:40])
    if _COHORT_OF.match(text) and not BREAST.search(text):
        return [_another_tumour(text)]
    if _names_other_tumour(text) and not BREAST.search(text) and (heads or opened or _names_diagnosis(text)):
        return [_another_tumour(text)]
    return []


# 'Arm 2: advanced NSCLC in which ...': the tumour stands first
_OPENS_A_COHORT = gated(
    r"^\W*(?:for\s+)?(?:cohort|arm|group|part|phase|module|sub-?study|population|stratum)\s*#?\s*\w{1,4}\b[^:]{0,40}:\s*",
    re.I,
)


# 'Cohort 4 (GC): progressed on first-line treatment'
_COHORT_OF = gated(
    r"^\W*(?:[Ff]or\s+)?(?:[Cc]ohort|[Aa]rm|[Gg]roup|[Pp]art|[Mm]odule)\s*#?\s*\w{1,4}\s*[(:]\s*m?(?:GC|GEJC?|GEA|EAC|CRC|UC|OC|EOC|PROC|BTC|PDAC|HNC|NPC|STS)\)?\s*(?::|$)"
)


def _another_tumour(text: str) -> Mention:
    words = "a tumour other than breast cancer"
    return Mention("cancer_type", Constant(Truth.FALSE), words, 0, len(text), settled=True)


def _names_other_tumour(text: str) -> bool:
    """Whether an organ is named as the seat of a tumour: not 'adequate renal function', 'prior renal surgery'."""
    head = _HEAD.match(text)
    if head is not None and names_another_tumour(head.group()) and not _ORGAN_FUNCTION.search(head.group()):
        return True
    return bool(OTHER_TUMOUR.search(text)) and not _ORGAN_FUNCTION.search(text)


# 'Cohort B: endometrial cancer, at most two prior lines': its first words name the tumour
_HEAD = gated(r"(?:[^:,;()]{0,40}:)?[^,;()]*?(?=[,;(]|\bwith\b|\bwho\b|\bthat\b|$)")


_ORGAN_FUNCTION = gated(
    r"\badequate\b|\b(?:function|clearance|failure|insufficiency|impairment|dysfunction|laboratory|prior|history of)\b",
    re.I,
)


def _diagnosis_by_the_name_of(cohort: str, text: str) -> bool:
    """'Documented unresectable or metastatic CRC' below criteria for CRC participants."""
    if not gated(r"[A-Z]{2,5}").fullmatch(cohort) or BREAST.search(cohort) or BREAST.search(text):
        return False
    return bool(_CONFIRMED.search(text) or "documented" in text) and bool(re.search(rf"\b{cohort}\b", text))


def _names_diagnosis(text: str) -> bool:
    return len(text) < 90 or bool(gated(r"\bconfirmed|diagnos|histolog|patholog|cytolog|documented", re.I).search(text))


def read_cancer_type(trial: Trial, context: Context, known: Sequence[Criterion]) -> list[Criterion]:
    """One criterion: yes, no or open, with the words that say so; a second one where women are screened."""
    out = _left_out(trial)
    none_now: Evidence | None = None
    if out is None and (carriers := inherited_risk.carriers_watched(trial)) is not None:
        return [_inherited(carriers)]
    if out is None and not people.wants_patients(trial):
        out, none_now = _of_others(trial)
    if out is not None:
        return [_criterion(Truth.FALSE, "people without breast cancer", out)]
    criteria = [_takes(trial, context)]
    if none_now is not None:
        left = AllOf(
            (
                Within(STATE_AXIS, SURVEILLANCE),
                Undecidable("earlier breast cancer in women who are screened or at risk"),
            )
        )
        criteria.append(
            Criterion(
                "stage",
                left,
                "Requires no breast cancer now (women who come for screening or are at risk)",
                (none_now,),
            )
        )
    return [c for c in criteria if c is not None]


def _of_others(trial: Trial) -> tuple[Evidence | None, Evidence | None]:
    """Of a record that describes no patients: where it says that its people never had breast cancer, and where only
    that they have none now."""
    titled = people.titled_for_patients(trial)
    never, none_now = people.free_of_it(trial)
    screened = people.screened(trial)
    others = people.others(trial) or people.comes_for_screening(trial)
    if (
        never is not None
        and any(people.inclusions(trial))
        and (others is not None or screened is not None or not titled)
    ):
        return never, None
    if titled:
        return people.carers(trial) or people.professionals(trial), None
    if others is not None and never is None and (lately := people.free_of_it_lately(trial)) is not None:
        return people.carers(trial) or people.professionals(trial), lately
    return people.carers(trial) or people.professionals(trial) or others, none_now or screened


def _takes(trial: Trial, context: Context) -> Criterion | None:
    evidence = _named(trial, _BREAST)
    if evidence is not None:
        diagnosis = _diagnosis_of_another(trial) if evidence.source in ("conditions", "keywords") else None
        if diagnosis is not None:
            return _criterion(Truth.FALSE, "another disease than breast cancer", diagnosis)
        return _criterion(Truth.TRUE, "breast cancer", evidence)
    others = other_tumours.asked_for(trial, context.vocabulary)
    if others is not None:
        return _criterion(Truth.FALSE, "another disease than breast cancer", others)
    evidence = _named(trial, _ANY_CANCER) or _named(trial, _SPREAD)
    other = _other_disease(trial, context.vocabulary)
    if evidence is not None:
        if not _names_other_organs(trial, evidence):
            return _criterion(Truth.TRUE, "cancers of any organ", evidence)
        if other is None or _named(trial, _SOLID) is not None:
            words = "Takes cancers of which breast is not named"
            return Criterion("cancer_type", Undecidable("the cancers it takes"), words, (evidence,))
    inherited = inherited_risk.of_any_cancer(trial) if other is not None else None
    if inherited is not None:
        return _inherited(inherited)
    if other is not None:
        return _criterion(Truth.FALSE, "another disease than breast cancer", other)
    nothing = _no_cancer_at_all(trial)
    if nothing is not None:
        return _criterion(Truth.FALSE, "another disease than breast cancer", nothing)
    if not trial.brief_title:
        return None
    title = Evidence("brief_title", 0, len(trial.brief_title))
    return Criterion("cancer_type", Undecidable("the disease"), "Does not say which cancers it takes", (title,))


def _inherited(evidence: Evidence) -> Criterion:
    words = "Takes people with an inherited risk of cancer, ill or not"
    return Criterion("cancer_type", Undecidable("the cancers it takes"), words, (evidence,))


# 'Tumours diagnosed by imaging, like hepatocellular cancer': those named are not the ones asked for
_EXAMPLES = gated(r"\b(?:e\.g\b|such\s+as|like|for\s+(?:example|instance))[^();:]*", re.I)


def _diagnosis_of_another(trial: Trial) -> Evidence | None:
    """The inclusion that asks for another tumour, of a record that names breast only among its conditions or keywords."""
    told: Evidence | None = None
    titled = OTHER_TUMOUR.search(trial.brief_title) is not None
    for text, sentence in people.inclusions(trial):
        if BREAST.search(sentence.text) and not gated(r"\bapproved for|\bweeks\b").search(sentence.text):
            return None
        if (
            told is None
            and OTHER_TUMOUR.search(blanked(_EXAMPLES, sentence.text))
            and (titled or _CONFIRMED.search(sentence.text))
        ):
            told = Evidence("criteria", *text.span(sentence.start, sentence.end))
    return told


def _criterion(truth: Truth, words: str, evidence: Evidence) -> Criterion:
    return Criterion("cancer_type", Constant(truth), f"Takes {words}", (evidence,))


# ---------------------------------------------------------------- where a word stands


def _named(trial: Trial, pattern: Pattern) -> Evidence | None:
    for source, line, evidence in people.lines_of_sources(trial, *people.TITLES, "conditions", "keywords"):
        if source not in people.TITLES:
            line = _NO_DISEASE.sub(" ", line)
        if _of_any_organ(pattern, line) or (pattern is _BREAST and source == "conditions" and _CONDITION.search(line)):
            if not (source in people.TITLES and _negative_title(line)) and not _NO_BREAST.search(line):
                return evidence
    for text, sentence in people.inclusions(trial):
        found = _of_any_organ(pattern, sentence.text)
        if found and not _ASIDE.search(sentence.text) and not negated(sentence, found.start()):
            return Evidence("criteria", *text.span(sentence.start, sentence.end))
    return None


def _of_any_organ(pattern: Pattern, text: str) -> re.Match[str] | None:
    """The first match before which no other organ stands: 'prostate cancer patients' are not any cancer patients."""
    for found in pattern.finditer(text):
        before = text[max(0, found.start() - 25) : found.start()]
        organ = gated(r"([\w-]+)[\s/-]{1,2}$").search(before)
        if pattern is _BREAST or organ is None or not OTHER_TUMOUR.fullmatch(organ[1]):
            return found
    return None


# Conditions and keywords that name a gene or a risk, not a disease.
_NO_DISEASE = gated(
    r"\b(?:hereditary|familial)\s+(?:predisposition\s+to\s+)?breast\s*(?:and|/|,|&|-)[^;]*ovarian[^;]*|\bbreast\s+cancer[\s(-]+(?:gene|BRCA|risk|screening|prevention|susceptibility|predisposition|type [12])\b.*",
    re.I,
)


def _negative_title(line: str) -> bool:
    return bool(gated(r"\brisk of breast|\bbreast[- ]?feed|\bnon-breast|\bexcluding breast", re.I).search(line))


# ---------------------------------------------------------------- no


def _left_out(trial: Trial) -> Evidence | None:
    """Breast cancer expressly left out of the tumours taken, or another tumour of the breast alone taken."""
    for _, line, evidence in people.lines_of_sources(trial, *people.TITLES, "conditions"):
        if _NO_BREAST.search(line) and not gated(
            r"recurren|second|non-?\s?breast (?:cancer )?(?:malignan|event)", re.I
        ).search(line):
            return evidence
        if evidence.source in people.TITLES and _PHYLLODES.search(line):
            return evidence
    named = " ".join((trial.brief_title, trial.official_title or "", *trial.conditions))
    several = bool(OTHER_TUMOUR.search(named) or _SOLID.search(named))
    basket = not _BREAST.search(trial.brief_title) and not _BREAST.search(trial.official_title or "")
    if trial.brief_summary and several and _LIMITED.search(trial.brief_summary):
        summary = plain_text("brief_summary", trial.brief_summary)
        for sentence in sentences_of_text(summary):
            if _only_another_now(sentence.text):
                return Evidence("brief_summary", *summary.span(sentence.start, sentence.end))
    for text, sentence, item in people.sentences(trial):
        only = _ONE_ORGAN_ONLY.search(sentence.text)
        if only and OTHER_TUMOUR.search(sentence.text, only.end()) and not BREAST.search(sentence.text, only.end()):
            return Evidence("criteria", *text.span(sentence.start, sentence.end))
        if (several and not item.cohorts and _BREAST_CLOSED.search(sentence.text)) or _only_another_now(sentence.text):
            return Evidence("criteria", *text.span(sentence.start, sentence.end))
        bare = gated(
            r"^\W*(?:current |active |known )?(?:primary diagnosis of |patients? with |participants? with |diagnosis of )?(?:(?:adeno)?carcinoma of (?:the )?)?breast(?: cancer| carcinoma)?(?: diagnosis)?\W*(?:,|or|and|$)",
            re.I,
        ).match(sentence.text)
        of_a_cohort = item.heading or bool(item.cohorts)  # 'Breast cancer' over the exclusions of its cohort
        if basket and item.polarity == EXCLUDE and bare and not of_a_cohort and several:
            return Evidence("criteria", *text.span(sentence.start, sentence.end))
    return None


def _only_another_now(text: str) -> bool:
    """Whether enrolment is at present limited to tumours of other organs."""
    if not (_NOW.search(text) and _LIMITED.search(text) and _ENROLS.search(text)) or _IN_A_PART.search(text):
        return False
    return bool(OTHER_TUMOUR.search(text)) and not BREAST.search(text)


def _names_other_organs(trial: Trial, evidence: Evidence) -> bool:
    """A general word for cancer beside organs that are named in title and conditions, breast not among them."""
    titles = f"{trial.brief_title}\n{trial.official_title or ''}"
    if gated(
        r"\bsolid (?:\w+ )?(?:tumou?r|cancer|malignan|neoplasm)|\bany cancer|\ball cancers|\bpan-?cancer|\btumor-?agnostic|\bbasket",
        re.I,
    ).search(titles):
        return False
    named = titles + "\n" + "\n".join(trial.conditions)
    return bool(OTHER_TUMOUR.search(named)) or evidence.source == "criteria"


def _other_disease(trial: Trial, vocabulary: Vocabulary) -> Evidence | None:
    pattern = _tumours(vocabulary)
    for _, line, evidence in people.lines_of_sources(trial, "conditions", *people.TITLES):
        if pattern.search(line):
            return evidence
    if trial.healthy_volunteers and trial.brief_title and not _BREAST.search(trial.criteria or ""):
        return Evidence("brief_title", 0, len(trial.brief_title))
    return None


def _no_cancer_at_all(trial: Trial) -> Evidence | None:
    """The conditions (or the title) of a record whose titles, conditions, keywords and inclusions speak of no cancer."""
    named = " ".join((trial.brief_title, trial.official_title or "", *trial.conditions, *trial.keywords))
    if _CANCER_WORD.search(named) or any(_CANCER_WORD.search(s.text) for _, s in people.inclusions(trial)):
        return None
    return next((evidence for _, _, evidence in people.lines_of_sources(trial, "conditions", "brief_title")), None)


@lru_cache(maxsize=4)
def _tumours(vocabulary: Vocabulary) -> Pattern:
    return other_tumours.naming_one_of(t.phrase for t in vocabulary.tumours)
