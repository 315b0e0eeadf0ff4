"""Whether a denial stands before a phrase, is a part of it or follows it: 'no evidence of metastases', 'metastases: none'. Which denials
deny some only, or are denied themselves, is told in `denials.py`."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.negation import NOT_JOINED
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS

# Meanings that are denials, or hold their own
DENY_THEMSELVES = frozenset(
    {
        "nonmetastatic",
        "not_recurrent",
        "no_evidence_of_disease",
        "disease_controlled",
        "no_recurrence",
        "no_surgery_yet",
        "pcr_after_neoadjuvant",
        "advanced",
        "incurable",
        "not_treated_yet",
        "nothing_to_come",
    }
)

_DENIAL = gated(
    rf"\b(?:do(?:es)? not have (?:an? )?(?:\w+ ){{0,2}}diagnosis of|{NOT_JOINED}|neither|no|not|(?<!with/)(?<!with or )(?<!or )without|absence of|free (?:of|from)|never|nor|lack of|rule(?:d)? out|to exclude|exclusion of|negative for)\s+"
    r"(?:(?!amenable|suitable|candidates?|curable|curative|options?|available|eligible|resect\w*|operable|operated|removed|excised|cured|received|(?:pre-?)?treated|limited|necessarily|only|more|later)\w+[\s/-]+){0,3}$"
    r"|\bno (?:[\w-]+ ){1,6}or (?:[\w-]+ ){1,3}(?:that|which) (?:is|are) $"
    r"|\bnegative (?:[\w-]+ ){1,3}(?:for|regarding|as to)\s+(?:\w+\s+){0,2}$"
    r"|\bnot (?:reveal|show|demonstrate|detect|indicate|suggest|disclose) (?:[\w-]+ ){0,5}$"
    r"|\b(?:no|(?:must|should|may|can|do|does) ?not have|absence of|lack of|(?<!with/)(?<!with or )(?<!or )without|free of) (?:[\w-]+[\s,/]+){0,6}?(?:evidence|signs?|history) of (?:(?!(?:with|but|who|whose)\b)[\w-]+[\s,/]+){0,5}$"
)

# 'No prior breast carcinoma or ductal carcinoma in situ': the denial reaches over the 'or'.
_DENIED_TOO = gated(
    r"\W*(?:no|without|must not have) (?:prior|previous|history of|known|evidence of)\b[^.;:]{0,70}\b(?:cancers?|carcinoma|disease|metasta\w+)(?:,| or|/) (?:\w+ ){0,2}$"
    r"|\W*no (?:[\w-]+ ){0,8}(?:node|nodal|local|regional|bone|liver|lung|organ)s?(?: [\w-]+){0,3} metasta[st]\w+ (?:or|nor|and) (?:\w+ )?$"
)

# 'No definitive clinical or radiologic evidence of metastases', 'no evidence, clinically or radiologically, of'
_NO_EVIDENCE = gated(
    r"\b(?:no|(?<!with/)(?<!with or )(?<!or )without|absence of|lack of)\s+(?:(?:defini\w+|definite|clinical\w*|radiolog\w+|radiograph\w+|biochemical|histolog\w+|patholog\w+|physical|laborator\w+|imaging|objective|unequivocal|convincing|obvious|apparent|suspicious|mammograph\w+|current|known|any|or|and|and/or)[\s,/]+){1,8}"
    r"(?:(?:evidence|signs?|proof|indication|symptoms?)\s+of\s+(?:(?!who\b|whose\b)\w+\s+){0,3})?$"
    r"|\b(?:no|(?<!with/)(?<!with or )(?<!or )without)\s+(?:evidence|signs?|proof)\b[^.;:]{0,45}?\b(?:of|for)\s+(?:(?!who\b|whose\b)\w+\s+){0,3}$"
)

# 'No locally advanced, inflammatory or metastatic breast cancer' denies each of them.
_DENIED_LIST = gated(
    r"\b(?:no|(?<!with/)(?<!with or )without|absence of|free of|neither|nor)\s+(?:(?:evidence|signs?|presence|history)\s+of\s+)?(?:(?:known|current|any|clinical|active)\s+)?"
    r"(?:(?:locally(?:\s+advanced)?|advanced|inflammatory|recurrent|relapsed|metastatic|distant|local|regional|loco-?\s?regional\w*|inoperable|unresectable|residual|persistent|progressive|bilateral|contralateral|multi-?centric|multi-?focal|invasive|pregnan\w+|lactat\w+|[cp]?[tn][1-4](?:[a-d](?:-[a-d])?)?(?:-[1-4])?)"
    r"(?:\s*[,/]\s*(?:(?:or|nor|and/or)\s+)?|\s+(?:(?:or|nor|and/or)\s+)?)){1,8}$"
)

# 'No dermal lymphatic involvement or inflammatory breast cancer', 'without skin ulceration, fixed nodes or metastases'
_NO_SIGN_OF_IT = gated(
    r"\b(?:no|(?<!with/)(?<!with or )without|absence of|free of)\s+(?:(?!(?:for|with|who|but|after|prior|previous)\b)[\w'\u2019-]+[\s,/]+){0,6}?"
    r"(?:dermal|skin|lymphatics?|peau d['\u2019]orange|ulcerat\w+|o?edema|erythema|fixed|matted|satellite|nodules?|chest[- ]wall)\b"
    r"(?:[\s,/]+(?!(?:for|with|who|but|after|prior|previous)\b)[\w'-]+){0,5}?[\s,]+(?:or|nor|and/or)\s+(?:\w+\s+)?$"
)

# 'No definitive clinical or radiologic [evidence of metastatic disease]'
_DENIED_EVIDENCE = gated(
    r"\b(?:no|(?:must|should|may|can) ?not have|do(?:es)? not have|absence of|lack of|(?<!with/)(?<!with or )(?<!or )without|free of) (?:[\w-]+[\s,/]+){0,7}$"
)

# 'No evidence (CT, bone scan) of metastases': the denial reaches over the aside.
_CLOSED_ASIDE = gated(r"\s*[(\[][^()\[\]]*[)\]]\s*")

_AT_MOST = ("no more than", "no later than", "no longer than", "no less than", "no fewer than")


def denied_before(lower: str, start: int, words: str) -> bool:
    """Whether a denial stands right before, or is part of the words ('treatment-naive')."""
    if (words.startswith(("no ", "never ")) and not words.startswith((*_AT_MOST, "no longer"))) or "naive" in words:
        return True
    clause = _CLOSED_ASIDE.sub(" ", lower[:start])
    before = clause[-90:]
    if words.startswith(("evidence", "sign", "presence")) and _DENIED_EVIDENCE.search(before):
        return True
    if _NO_EVIDENCE.search(before) or _DENIED_LIST.search(before) or _NO_SIGN_OF_IT.search(before):
        return True
    return bool(_DENIED_TOO.match(clause) or _DENIAL.search(before))


# 'Distant metastases: none'
_ABSENT = gated(
    r"\W{0,3}(?:disease|status)?\s*:\s*(?:absent|absence|none|no|negative|excluded|nil)\b(?! (?:more|limit|restrict))"
)

_MUST_NOT_HAVE = gated(r"\b(?:(?:must|should|may|can) ?not|can't) have\W+(?:\w+\W+){0,3}$")

# Denials of something else, by the meaning that stands in spite of them
_SAID_BY_DENYING = {
    "newly_diagnosed": gated(r"^treatment"),  # 'no prior therapy (treatment-naive)'
    # 'No pathologic complete response' is residual disease.
    "residual_after_neoadjuvant": gated(
        r"^(?:no|not|without|absence|lack)\b(?!.*\bresidual\b).*(?:response|remission|pcr)$"
    ),
    # 'No tumour at the inked margins': it was cut out.
    "operated": gated(r"\b(?:on|at)\b.*\b(?:ink\w*|margins?)$|^no ink on\b"),
}

# 'Free of disease after surgery', 'without evidence of disease following mastectomy': it is the disease that is gone
_FREE_SINCE = gated(
    r"\b(?:free of|free from|no|without) (?:(?:any|evidence|signs?|of|known|residual|breast|recurrent|active)\s+){0,4}(?:disease|cancer|tumou?r|recurrence|relapse)\s+(?:after|following|since|post)\b"
)


def is_denied(name: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether criteria deny what the phrase means."""
    lower, words = sentence.lower, sentence.lower[start:end]
    if not sentence.from_criteria or name in DENY_THEMSELVES:
        return False
    if not (denied_before(lower, start, words) or _ABSENT.match(lower, end)):
        return False
    if name in _SAID_BY_DENYING and _SAID_BY_DENYING[name].search(words):
        return False
    if name.startswith("operated") and _FREE_SINCE.search(lower[max(0, start - 60) : end]):
        return False
    if MEANINGS[name].axis == "phase" and lower[:start].rstrip().endswith(","):
        return False  # 'no evidence of metastases, treated with ...'
    return not (sentence.excludes and _MUST_NOT_HAVE.search(lower[:start]))  # forbidden in either section


# 'No visceral crisis (rapidly progressive metastatic disease)' explains what is denied.
_SPREAD = frozenset({"metastatic", "advanced", "unresectable", "recurrent", "distant_recurrence"})

_GLOSS_OF_A_DENIAL = gated(
    r"(?:^|[.;:,]|\b(?:must|should|may|can|do|does))\W*(?:no|not have|without|absence of|free of)\s+(?:[\w/-]+\s+){1,5}\((?:(?!\b(?:with|but|patients?|must|unless|except)\b)[^()])*$"
)


def explains_what_is_denied(lower: str, found: Found) -> bool:
    of_spread = found.name in _SPREAD and not found.denied
    return of_spread and _GLOSS_OF_A_DENIAL.search(lower[: found.start]) is not None


# 'No locally advanced disease without distant metastases' asks for metastases, if for anything.
DENIED_ALREADY = gated(r"^\W*(?:no|not|never|must not|exclu\w+)\b[^.,;:]*$")
