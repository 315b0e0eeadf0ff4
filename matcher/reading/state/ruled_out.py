"""Words before, behind or within a phrase by which it does not say what it says elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from matcher.reading.gated import gated
from matcher.reading.state.of_which_tumour import COORDINATED, of_another_tumour_alone, of_breast_as_well
from matcher.reading.state.phrase_table import Row
from matcher.reading.state.whether_denied import DENIED_ALREADY

_SURGERY_AHEAD = gated(r"\b(?:before|prior to|schedul\w+|plann\w+|await\w+|about to|to undergo|candidates?|will)\b")

# Words in the gap of a phrase that turn its sense: 'cancer with no metastases', 'candidates for ... after surgery'.
_TURNED = {
    "curative_treatment": gated(
        r"\b(?:not|without|prior|previous\w*|after|following|received|completed|unless)\b[^.;]*\bcurative|\b(?:chemo)?radi(?:o|at)|\b(?:ir|chemo)radi|\bproton|\bbrachy|\brt\b|\bpalliat"
    ),
    # 'not suitable for radiotherapy, treated with surgery for cure', 'not suitable for irradiation with the aim of cure'
    "incurable": gated(
        r"\bnot\b.*\b(?:treated|received|underwent|but|unless)\b|^not\b(?!.*\b(?:surg|resect|excis|operat|loc|treat|therap)).*\b(?:ir)?radi"
    ),
    # 'previously untreated metastatic breast cancer' may have come back
    "newly_diagnosed": gated(
        r"\buntreated\b.*\b(?:metastatic|(?<!locally )(?<!locally-)advanced|recurr\w+|relaps\w+|stage iv)\b"
    ),
    # 'patients with recurrence or metastases'
    "metastatic": gated(
        r"\b(?:no|not|without)\b|\b(?:regional|axillary|nodal|nodes?)\W+metasta|\b(?:recurrence|relapse)s?\W+(?:and|or|and/or)\b"
    ),
    "locoregional_recurrence": gated(
        r"\bdistant\b|\bnot (?:limited|confined|restricted)\b"
    ),  # 'local or distant recurrence'
    "breast_recurrence": gated(r"\bnot (?:limited|confined|restricted)\b"),
    "newly_diagnosed_metastatic": gated(r"\b(?:or|recurrent|relapsed|locally|regionally|loco-?regionally|non)\b"),
    "operable": gated(r"(?<!non)(?<!non[ -])\b(?:oligo-?)?metasta|\bstage iv\b"),  # 'resectable metastatic disease'
    "operable_recurrence": gated(r"\b(?:not|cannot|no|never|or|and|metasta\w+|advanced)\b"),
    "nonmetastatic": gated(
        r"\S\s+without\b|\bnervous system\b|\b(?:more|fewer|less|greater|additional|further|new|other|extra-?\s?(?:cranial|hepatic|osseous|skeletal|pulmonary)|untreated|uncontrolled|symptomatic|active|progress\w+|extensive|bulky)\b"
    ),
    # 'early exercises after breast surgery', 'early detection of breast cancer'
    "early": gated(
        r"\bearly\b.*\b(?:after|following|for|during|with|exercis\w*|mobili[sz]\w*|physio\w*|rehab\w*|intervention\w*|detect\w*|diagnos\w*|discharge|recover\w*|treatment|therapy|palliative|supportive|education\w*|postoperative|onset|respon\w*|assess\w*|return|menopaus\w*|referral|feeding|removal|integrat\w*|initiat\w*|access|changes?|signs?|predict\w*|identif\w*|drugs?|agents?|compounds?|trials?|stud(?:y|ies)|development|technolog\w*|careers?|warning|life|nurs\w*)\b"
    ),
    "invasive": gated(
        r"\blymphocyt|\bleu[ck]ocyt|\bimmune\b|\bmacrophag|\bmyeloid|\bt[ -]cells?\b"
    ),  # what is found within a tumour
    "treatment_title": gated(r"\b(?:after|following|beyond|completed)\b"),  # 'during and after treatment'
    "surgery_due": gated(r"\b(?:after|following|since|palliat\w*)\b"),
    # 'eligible for post-neoadjuvant capecitabine', 'surgery, primary or post-neoadjuvant'
    "neoadjuvant_due": gated(
        r"\bpost\W{0,2}(?:neo|nact?\b|pre-?\s?operative)|(?:\bpost-?\s?operative|(?<!neo)(?<!neo[- ])\badjuvant)\b.*\b(?:after|following)\b"
    ),
    # 'undergone sentinel node biopsy before neoadjuvant chemotherapy'
    "had_neoadjuvant": gated(r"\b(?:before|prior to|preceding)\b"),
    # 'block for chronic pain after breast surgery'
    "surgery_title": gated(r"\b(?:after|following|post\w*|chronic|persistent|survivors?)\b"),
    "treated_before": gated(r"\b(?:other|another|second)\b|\b(?:progress|relaps|respon|fail|resist)"),
    # 'no residual tumour after prior surgery'
    "no_surgery_yet": gated(
        r"\b(?:residual|progress|complicat|recurr|relaps|evidence|involv|positive|infect|problem|remain)"
    ),
    "history_of_bc": gated(r"\b(?:besides|excluding|except\w*|other than|apart from|current|present)\b"),
    "residual_after_neoadjuvant": _SURGERY_AHEAD,
    "operated_after_neoadjuvant": _SURGERY_AHEAD,
    "unresectable": gated(r"\b(?:conserv\w+|sparing|lumpectomy|quadrantectomy)\b"),
    # 'finished all active treatment except hormonal therapy': it may run
    "adjuvant_running": gated(
        r"\b(?:except\w*|exception|excluding|exclusive|other than|apart from|aside from|besides|not including|but for)\b"
    ),
    # 'completed neoadjuvant chemotherapy, scheduled for mastectomy'; 'completed treatment (surgery, chemotherapy)', 'treatment (surgery,
    # chemotherapy) completed'; '30 days from major surgery before randomisation'
    "operated": gated(
        r"^[^()]*\)|\b(?:complet|finish)\w*\b[^()]*\b(?:treatments?|therap(?:y|ies))\b[^()]*\(|\b(?:major|schedul\w+|plann\w+|await\w+|about to|to undergo|candidates?|will)\b"
    ),
    # 'completed curative antiviral therapy'
    "treatment_completed": gated(
        r"\bmajor\s+(?:\w+\s+)?(?:surg|operation)|\banti-?\s?(?:(?:retro)?viral|biotic|coagul\w+|platelet|tubercul\w+|emetic)"
    ),
    # 'had a recurrence not amenable to treatment with curative intent', 'had pain after an operation for cure'
    "treated_curatively": gated(
        r"\b(?:no|non|not|never|without|unless|if|other|another|recurr\w*|relaps\w*|progress\w*|metasta\w*|unsuitable|amenable|eligible|candidates?|plan\w*|schedul\w*)\b"
    ),
    "under_or_after_treatment": gated(r"\b(?:no|not)\b(?! (?:more|longer|later|less)\b)|\b(?:without|never)\b"),
    # 'continues the current antiretroviral regimen'; 'surgery or chemotherapy'; 'having completed radiotherapy', 'having neuropathy after taxanes'
    "under_chemotherapy": gated(
        r"\b(?:anti-?\s?retroviral|art|hiv|anti-?\s?hypertensive|analgesi\w+|opioids?|insulin|anti-?\s?coagul\w+|anti-?\s?depress\w+|anti-?\s?epilep\w+|steroids?)\b|\b(?:surgery|operations?|lumpectomy|mastectomy)\W{0,2}(?:,|/|or\b|and/or\b)|\bhaving\b.*\b(?:complet\w+|finish\w+|ended|conclud\w+|received|undergone|after|following|due to|related|caused|since|from|before|prior|history|no|not|never|without)\b"
    ),
    # 'planned lumpectomy and radiation': the surgery comes first; 'completed treatment (surgery, chemotherapy) and scheduled for a visit'
    "chemotherapy_due": gated(
        r"\b(?:and|or)\W+(?:planned|scheduled|indicated|recommended)$|(?<!post-)(?<!post )(?<!after )(?<!following )\b(?:lumpectomy|mastectomy|surgery|conservation|resection)\b.*\b(?:and|then|plus|with|followed by)\b"
    ),
    "adjuvant_due": gated(
        r"\b(?:if|may|can|complet\w+|finish\w+|extended|prolonged)\b|\((?=[^()]*$)|\b(?:surgery|lumpectomy|mastectomy|neoadjuvant\w*)\b.{0,15}\b(?:and|then|plus)\b(?! (?:before|prior to))|(?<!post-)(?<!post )\b(?:surgery|operation|lumpectomy|mastectomy) or (?!post)|\bfollowed by\b"
    ),
}

_NODES_TOLD = gated(
    r"\b(?:[cp]?n[1-3][abc]?|axilla\w*|nodal|(?:lymph )?nodes?|(?:supra|infra)clavicular|internal mammary)\b[^.;,:]{0,30}$"
)


def ruled_out(row: Row, lower: str, start: int, end: int) -> bool:
    """Whether such words stand about a phrase of the table that was found at `start:end`."""
    name, words = row.phrase.meaning, lower[start:end]
    if words.startswith("following") and lower[:start].endswith("the "):  # 'one of the following conditions'
        return True
    if row.not_before is not None and row.not_before.match(lower, end):
        if not (_BUT_FOR.match(lower, end) or of_breast_as_well(lower, start, end)):
            return True
    if name in COORDINATED and of_another_tumour_alone(lower, end):
        return True
    if row.not_after is not None and row.not_after.search(lower[max(0, start - 80) : start]):
        return True
    if name in _TURNED and _TURNED[name].search(_words_in_gaps(name, lower, start, end)):
        return True
    if words.startswith("without") and _with_or(lower, start):
        return True  # 'with or without recurrence'
    return name in _NOT_SAID and _NOT_SAID[name](lower, start, end)


def _words_in_gaps(name: str, lower: str, start: int, end: int) -> str:
    words = lower[start:end]
    if name == "nonmetastatic" and _NODES_TOLD.search(lower, max(0, start - 60), start):
        return words.replace("other", "     ", 1)  # 'N3 without other metastases'
    return words


# 'Completed treatment (with the exception of ...)' is no 'treatment with'
_BUT_FOR = gated(r"[^\w.;]{0,3}with (?:the exceptions? of|exceptions? of|(?:an? )?curative)\b")

_WITH_OR = gated(r"\b(?:with|presence)\s*(?:/|and/or|or|and)\s*$")


def _with_or(lower: str, start: int) -> bool:
    return _WITH_OR.search(lower[max(0, start - 20) : start]) is not None


# ------------------------------------------------------------ by the meaning of the phrase


def _nonmetastatic(lower: str, start: int, end: int) -> bool:
    """'No prior docetaxel for metastatic disease'"""
    of_therapy = " for " in lower[start:end].removeprefix("negative for")
    return of_therapy or _with_or(lower, start) or bool(DENIED_ALREADY.match(lower[:start]))


_DATED = gated(r"^(?:initial|first)")

# 'Initially diagnosed with stage I-III disease' tells how it began.
_AS_IT_WAS = gated(r"\s+(?:with|as|at|in|on)\b")

# 'Initial diagnosis of stage I-III breast cancer', 'initial diagnosis was stage IV'
_STAGE_AT_FIRST = gated(r"(?!\s*,)\W+(?:of|was|is|with|:)?\W*(?:an?\s+|clinical\s+|ajcc\s+){0,2}stage\b")

_LONG_AGO = gated(
    r"[^.;]{0,50}(?:>|\u2265|\bmore than\b|\bat least\b|\bgreater than\b|\bago\b|\bprior to\b|\bearlier\b|\bafter\b|\bbefore\b|\bin (?:19|20)\d\d\b|\byears\b)"
)


def _newly_diagnosed(lower: str, start: int, end: int) -> bool:
    """'Initial diagnosis more than two years ago'"""
    words = lower[start:end]
    if words.startswith("initially") and _AS_IT_WAS.match(lower, end):
        return True
    staged = words.endswith("diagnosis") and _STAGE_AT_FIRST.match(lower, end)
    return bool(_DATED.search(words) and (staged or _LONG_AGO.match(lower, end)))


# 'Medically inoperable', 'inoperable or refusing surgery', 'because of comorbidities': she could have disease of any extent.
_OF_THE_PERSON_BEFORE = gated(
    r"\bmedical\w*\W+$|\b(?:refus\w+|declin\w+|unwilling)\b[^.;,]{0,40}\bor\W+(?:\w+\W+){0,4}$"
)

_OF_THE_PERSON_AFTER = gated(
    r"[^.;]{0,60}\bor\W+(?:\w+\W+){0,3}?(?:refus\w+|declin\w+|unwilling|not (?:wish|want|willing))"
    r"|\W*(?:because of|due to|owing to|on account of|for)\W+(?:\w+\W+){0,3}?(?:comorbid\w*|co-morbid\w*|age\b|frail\w*|(?:medical|general|health|performance)\b)"
)


def _unresectable(lower: str, start: int, end: int) -> bool:
    """'Medically inoperable'"""
    return bool(_OF_THE_PERSON_BEFORE.search(lower[:start]) or _OF_THE_PERSON_AFTER.match(lower, end))


# 'Medically operable stage IV disease'
_OF_STAGE_IV = gated(r"\W+(?:breast (?:cancer|carcinoma)\W+)?stage (?:iv|4)\b")


def _operable(lower: str, start: int, end: int) -> bool:
    """'Medically operable stage IV disease'"""
    return _OF_STAGE_IV.match(lower, end) is not None


# 'Breast cancer without metastasis or carcinoma in situ': the denial may end before the 'or'.
_BESIDE_DENIED = gated(r"\b(?:no|without)\W+(?:\w+\W+){0,2}metasta\w+\W+or\W+(?:\w+\W+){0,2}$")


def _in_situ(lower: str, start: int, end: int) -> bool:
    """'Without metastasis or carcinoma in situ'"""
    return _BESIDE_DENIED.search(lower[:start]) is not None


_ANY_SURGERY = gated(r"\b(?:major|minor|any|thoracic|abdominal)\b")

_AT_LEAST_SO_LONG = gated(
    r"(?:\bat least\b|>=?|\u2265|\bminimum\b|(?<!no )(?<!not )\bmore than\b)\W*(?:of\W+)?\w+\W+(?:days?|weeks?)\W+(?:\w+\W+){0,3}$"
)


# 'Breast conserving surgery or mastectomy to be performed': what is done to it is told behind
_YET_TO_BE_DONE = gated(
    r"[^.;:()]{0,60}?\b(?:to be|will be|(?:must|should|can) be|is|are)\s+(?:performed|done|carried out|planned|scheduled|undertaken|offered|foreseen|intended)\b"
)
_OF_BREAST_CONSERVATION = gated(r"(?:breast[- ])?conserv\w*[- ]surgery$")


_WITH_MARGIN_PLANNED = gated(
    r"\b(?:schedul\w+|plann\w+|await\w+|about to|to undergo|candidates?|going to|undergoing|will)\b[^.;]{0,70}\b(?:surgery|resection|excision|removal|mastectomy|lumpectomy)\b[^.;]{0,60}$"
)


def _operated(lower: str, start: int, end: int) -> bool:
    """'At least 2 weeks between surgery and enrolment', 'between major surgery and': any surgery; 'planned for surgery with an
    adequate margin'"""
    words = lower[start:end]
    if _OF_BREAST_CONSERVATION.match(words) and _YET_TO_BE_DONE.match(lower, end):
        return True
    if "margin" in words and _WITH_MARGIN_PLANNED.search(lower[max(0, start - 120) : start]):
        return True
    if not words.startswith(("between", "from")) or "breast" in lower:
        return False
    return bool(_ANY_SURGERY.search(words) or _AT_LEAST_SO_LONG.search(lower[max(0, start - 50) : start]))


# 'Completed surgery and are about to start radiotherapy', 'finished chemotherapy, scheduled for mastectomy'
THE_REST_DUE = gated(
    r"(?:complet|finish|end)\w*(?:(?! or\b|/)[^.;]){0,60}?(?:\b(?:and|but|then|are|is|be|now|who|with)\W+|,\s*)(?:(?:are|is|be|now|currently|who|have)\W+){0,2}"
    r"(?:about to|ready to|yet to|going to|to (?:start|begin|undergo|receive)|will (?:now |then )?(?:start|begin|undergo|receive|have)|(?:schedul\w+|plann(?:ed|ing)|referred|due) (?:to|for)|await\w+)\b"
    r"\W+(?:\w+\W+){0,3}?(?:(?P<treatment>radi(?:o|at)\w+|irradiat\w+|chemo\w*|systemic|adjuvant|endocrine|hormon\w+|trastuzumab|tamoxifen)|surger|mastectom|lumpectom|operat)"
    r"|(?:complet|finish|end)\w*[^.;]{0,60}?\b(?P<later>radi(?:o|at)\w+|chemo\w*|(?:endocrine|hormon\w+) \w+)\W+(?:(?:is|are|to be|will be|still)\W+){1,2}(?:planned|scheduled|given|started|due|follow)"
)

# 'Completed radiotherapy to bone at least two weeks before the first dose' is a washout.
_BEFORE_STUDY_DRUG = gated(
    r"\bto (?:the |any )?(?:bones?|brain|spine|skull|metasta\w+|lesions?|cns)\b|\b(?:days?|weeks?)\b[^.;]{0,30}\b(?:before|prior to|preceding|of)\b[^.;]{0,20}\b(?:study (?:drug|treatment|therapy|medication|day)|first dose|treatment start|start of (?:study |trial )?treatment|cycle 1)"
)


# 'Two years since the last chemotherapy that caused hair loss': an earlier course, for whoever had one
_OF_THAT_EFFECT = gated(
    r"\w*\W{1,2}(?:(?:that|which)\W+(?:has\W+|had\W+|may\W+have\W+)?(?:caused?|induced?)|causing|inducing|result(?:ing|ed)\W+in\W+(?:hair loss|alopecia|neuropath\w+))\b"
)


WHERE_INDICATED = gated(
    r"[^.;]{0,30}\b(?:if|when|as|where) (?:\w+ )?(?:indicated|applicable|given|planned|appropriate|needed|required|received|prescribed)\b(?![^.;]*\b(?:months|years)\b)"
)
# 'Three weeks since the end of chemotherapy or radiation, where appropriate': asked of whoever had it, surgery or not
_SO_LONG_SINCE = gated(r"\b(?:days?|weeks?|months?|years?)\b[^.;]{0,40}\b(?:since|after|post|following|from)\b")
_OF_SURGERY = gated(r"adjuvant|surg|operat|mastectom|lumpectom|resect|primary|definitive")


def _waited_for(lower: str, start: int, end: int) -> bool:
    told = lower[max(0, start - 60) : end]
    return bool(
        WHERE_INDICATED.match(lower, end) and _SO_LONG_SINCE.search(told) and not _OF_SURGERY.search(lower[:end])
    )


def _treatment_completed(lower: str, start: int, end: int) -> bool:
    """'Completely excised, candidate for chemotherapy', 'completed chemotherapy, scheduled for mastectomy', a washout, an
    earlier course"""
    if lower.startswith("completely", start) or _OF_THAT_EFFECT.match(lower, end) or _waited_for(lower, start, end):
        return True
    rest = THE_REST_DUE.match(lower, start)
    surgery_due = rest is not None and not (rest["treatment"] or rest["later"])  # 'surgery_due' tells it
    return surgery_due or bool(_BEFORE_STUDY_DRUG.search(lower[start : end + 90]))


_NOT_SAID: dict[str, Callable[[str, int, int], bool]] = {
    "nonmetastatic": _nonmetastatic,
    "newly_diagnosed": _newly_diagnosed,
    "unresectable": _unresectable,
    "operable": _operable,
    "in_situ": _in_situ,
    "operated": _operated,
    "treatment_completed": _treatment_completed,
}
