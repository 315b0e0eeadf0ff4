"""Denials that deny less than they seem to: some metastases only, those of a site, earlier or other cancers."""

from __future__ import annotations

from matcher.reading.exceptions import exception_in, exempts_nobody
from matcher.reading.gated import gated
from matcher.reading.population import is_subject_of_rule
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.phases import OTHER_MALIGNANCY
from matcher.reading.state.whether_denied import DENIED_ALREADY

# Words for a site of metastases or for a treatment
OF_SITES_OR_THERAPY = gated(
    r"\b(?:brain|cns|central nervous|(?:lepto)?mening\w+|liver|hepatic|bone|lung|pulmonary|visceral|cerebral|spinal|therap\w+|chemo\w+|treat\w*|surger\w+|radi(?!olog|ograph)\w+|regimen\w*|lines?|medication|symptomatic|for)\b"
)


# 'No metastases accessible to surgery', 'no metastases other than in bone': some may be there.
_SOME_METASTASES = gated(
    r"\W*(?:disease|lesions?|sites?)?\W*(?:accessible|amenable|suitable|eligible|requiring|needing|causing|threatening|larger|greater|exceeding|resectable|operable|"
    r"curable|other than|except|unless|apart from|but\b|(?:outside|beyond) (?!(?:of )?(?:the )?(?:ipsilateral )?(?:breast|axilla|regional|chest))|that|which|where|progress\w+|in the (?:last|past)|within|at risk|with\b)"
)


# 'No metastases to the spine', 'of the CNS', 'in vital organs': which ones are meant. Not 'in distant organs', 'on CT'.
_OF_A_PLACE = gated(
    r"\W*(?:(?:breast\s+)?(?:disease|lesions?|sites?|spread|involvement|cancer|tumou?rs?|deposits?)\W+)?(?:to|in|into|within|of|involving|affecting|located in)\s+"
    r"(?!(?:the\s+|any\s+)?(?:(?:other|distant|remote|elsewhere|breast|disease|cancer|past|last|patients?|women|history|time|opinion|case|order|presence|absence|setting)\b|"
    r"(?:[\w-]+\s+){0,4}(?:ct|scans?|x-?rays?|imaging|ultraso\w+|mri|pet|radiograph\w*|work-?up|examinations?|staging|screening|assessments?|evaluations?|investigations?|tests?|tomograph\w*|scintigraph\w*|sonograph\w*)\b))"
)


_KIND_OF_METASTASES = gated(
    r"\b(?:symptomatic|visceral|life-?\s?threatening|rapidly|progress\w+|progressive|uncontrolled|unstable|untreated|active|extensive|bulky|massive|more|fewer|less|greater|additional|new|lytic|"
    r"osteolytic|cystic|cutaneous|skin|nodal|lymph|node|weight-?bearing|impending|measurable|resectable|unresectable|prior|previous|concomitant|large|diffuse|multiple|parenchymal|intra-?\s?cranial|extra-?\s?\w+)\b"
)


_TREATMENT_SINCE = gated(
    r"\b(?:chemo\w*|\w*therap\w+|treat\w+|drugs?|regimens?|lines?)\s+(?:\w+\s+){0,2}?(?:after|since|following|upon)\s+(?:\w+\s+){0,3}$"
)


_LAST_NEGATION = gated(r"\b(?:no|not|without|free of|absence of|never|nor|lack of|exclu\w+ of|negative for)\b")


def _denied_twice(before: str, words: str) -> bool:
    """'No locally advanced disease without ...': the denial stands within another one."""
    negations = list(_LAST_NEGATION.finditer(before))
    outer = before if _LAST_NEGATION.match(words) else before[: negations[-1].start()] if negations else ""
    return bool(DENIED_ALREADY.match(outer))


def _denies_some_only(lower: str, found: Found) -> bool:
    """'No symptomatic metastases', 'no metastases to the CNS': others may be there. 'No chemotherapy after metastasis': it is."""
    after = lower[found.end :]
    near = (
        lower[found.start : found.end].removeprefix("negative for")
        + gated(r"[,;]|\b(?:on|by|at)\b").split(after[:12])[0]
    )
    if OF_SITES_OR_THERAPY.search(near):
        return True
    if _SOME_METASTASES.match(after):
        exception = exception_in(after)  # 'no distant metastases except ipsilateral supraclavicular nodes'
        return exception is None or not exempts_nobody(after, exception)
    if _OF_A_PLACE.match(after):
        return True
    said = lower[max(0, found.start - 60) : found.end]
    negations = list(_LAST_NEGATION.finditer(said))
    if not negations:
        return False
    treated = _TREATMENT_SINCE.search(said, negations[-1].end(), len(said) - (found.end - found.start))
    return bool(treated or _KIND_OF_METASTASES.search(said, negations[-1].end()))


_METASTASES = frozenset({"metastatic", "de_novo_metastatic", "metastatic_or_recurrent", "distant_recurrence"})
_DENIED_PAST = gated(r"\b(?:history|prior|previous\w*|earlier|past)\b[^;:]*$")

# 'No residual invasive carcinoma', 'no synchronous invasive cancer of the other breast'
_NOT_THE_FIRST = gated(
    r"\b(?:recurrent|relapsed|residual|remaining|persistent|persisting|contralateral|synchronous|bilateral|second|other|another|additional|further|new|concurrent|concomitant|metastatic)[\s,/]+(?:(?:or|and|nor|ipsilateral|metastatic|recurrent|primary)[\s,/]+){0,3}$"
)
_AT_PRESENT = gated(
    r"(?:\s+(?:disease|breast|cancer|carcinoma|tumou?r)){0,3}\s+(?:at\s+present|currently|now|at\s+(?:this|the\s+present)\s+time)\b"
)
_OF_THE_OTHER_BREAST = gated(
    r"[^.;,]{0,60}?\b(?:in|of|at) (?:the |her |their )?(?:contralateral|opposite|other)\b|[^.;,]{0,30}?\b(?:contralateral|opposite|other) breast\b"
)
_OPENS_WITH_NO = gated(r"\W*(?:no|without|absence of)\b(?![^.;:]*\bbut\b)")
_CLEAR_OF = gated(r"\b(?:negative for|free of|free from|clear of)\W+(?:\w+\W+){0,2}$")
_OF_ONE_PLACE = gated(
    r"\b(?:brain|cranial|cerebral|cns|head|spin\w+|bone (?:marrow|scan)|nod\w+|csf|marrow)\b[^.;,]{0,40}$"
)

# 'Chest CT, liver ultrasound and bone scan negative for metastasis'
_OF_MORE_PLACES = gated(
    r"\b(?:chest|thora\w+|lungs?|abdom\w+|liver)\b[^.;]{0,60}(?:,|\band\b|\bplus\b)\W*(?:\w+\W+){0,3}?bone scan"
)


def denies_less(sentence: Sentence, found: Found) -> bool:
    """Denials of some metastases only, of earlier or other cancers, and of metastases of a site."""
    lower, before = sentence.lower, sentence.lower[: found.start]
    clear = (found.name == "nonmetastatic" and lower.startswith("negative for", found.start)) or (
        found.denied and found.name in _METASTASES and _CLEAR_OF.search(before[-40:])
    )
    if clear and _OF_ONE_PLACE.search(before) and not _OF_MORE_PLACES.search(before):
        return True  # 'brain MRI must be negative for metastases', 'bone marrow free of metastatic cancer'
    denies = found.name == "nonmetastatic" or (found.denied and found.name in _METASTASES)
    if denies and (_denies_some_only(lower, found) or _denied_twice(before, lower[found.start : found.end])):
        return True
    if found.name in ("invasive", "in_situ") and (found.denied or _OPENS_WITH_NO.match(before)):
        if _DENIED_PAST.search(before[-60:]):
            return True  # 'no previous invasive breast cancer' tells nothing of the one she has
        if _NOT_THE_FIRST.search(before) or _OF_THE_OTHER_BREAST.match(lower[found.start :]):
            return True  # nor does 'no recurrent invasive breast cancer'
        if _AT_PRESENT.match(lower, found.end):
            return True  # nor of one that was removed
    if found.name in ("in_situ", "invasive") and sentence.excludes and OTHER_MALIGNANCY.search(lower):
        return True
    return found.name == "site_metastasis" and (found.denied or is_subject_of_rule(sentence.text, 0, found.end))


_GLOSS_BETWEEN = gated(
    r"\W{0,5}(?:(?:breast|disease|cancers?|carcinoma|tumou?rs?)\W{1,5}){0,3}[(\[]\W{0,5}(?:i\.?e\.?,?\s*)?(?:ajcc )?$"
)


def glosses_denied(lower: str, found: list[Found]) -> list[Found]:
    """'No metastatic (stage IV) disease': what stands in parentheses behind a denied extent is denied with it."""
    denied = [f for f in found if f.axis == "extent" and (f.denied or f.name == "nonmetastatic")]
    return [
        f._replace(denied=True)
        if not f.denied
        and f.axis == "extent"
        and any(
            d.end <= f.start
            and _GLOSS_BETWEEN.fullmatch(lower[d.end : f.start])
            and (d.sure & f.sure if d.denied else not f.sure & d.sure)
            for d in denied
        )
        else f
        for f in found
    ]
