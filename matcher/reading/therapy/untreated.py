"""Nothing given yet: 'previously untreated metastatic disease', 'an untreated primary malignancy'."""

from __future__ import annotations

import re

from data import axes
from data.axes import NO
from data.criteria import AllOf, AnyOf, Between, Requirement, Undecidable, Within, either
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.beside_the_brain import BRAIN
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.kinds import of_one_kind
from matcher.reading.therapy.other_ways import ANOTHER_WAY_IN


def untreated(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    told = phrases.UNTREATED.search(sentence.text)
    if told and not of_one_kind(sentence.text, told.start(), vocabulary):
        none: Requirement = Between("lines_metastatic", None, 0)
        if not sentence.excludes and _OR_TREATED.match(sentence.text, told.end()):
            none = either((none, ANOTHER_WAY_IN))
        return Mention(PRIOR_THERAPY, none, "no therapy for metastatic disease", *told.span())
    return _naive(sentence) or _never_treated(sentence)


# 'Untreated for metastatic disease, or at least two months of a PD-1 inhibitor with progression on it': another way in
_OR_TREATED = gated(
    r"(?:\s*\([^()]{1,60}\))?(?:\s+(?:breast\s+)?(?:disease|cancer|carcinoma|setting))?,?\s+or\s+(?:(?:those|patients?|who|have|has|had|having|been|with|after|previously|already|disease|cancer|tumou?rs?)\s+){0,5}"
    r"(?:at\s+least|a\s+minimum|no\s+(?:more|longer)\s+than|up\s+to|(?:pre-?)?treated|received|progress\w*|growth|grown?|refractory|resistant|exposed|(?:\w+\s+)?(?:weeks|months|cycles)\s+of)\b",
    re.I,
)


_METASTATIC = axes.states_where(lambda s: s.kind == "metastatic")
_UNTREATED_SINCE = Undecidable("whether what was given for the first cancer counts")
_NO_LINE = Between("lines_metastatic", None, 0)
_NOTHING = AnyOf(
    (Within("received:systemic therapy", NO), AllOf((Within(axes.STATE_AXIS, _METASTATIC), _UNTREATED_SINCE)))
)


def _naive(sentence: Sentence) -> Mention | None:
    """'Treatment-naive': no line for metastatic disease, and nothing for a first cancer; years after it, what was given may not
    count."""
    found = _NAIVE.match(sentence.text)
    if found is None or sentence.excludes or BRAIN.search(sentence.text):
        return None
    return Mention(
        PRIOR_THERAPY, AllOf((_NO_LINE, _NOTHING)), "no earlier treatment", *found.span("naive"), Stance.REQUIRE
    )


# Not: 'treatment-naive or one line of chemotherapy', 'treatment-naive for advanced disease', 'naive to anti-PD-1 treatment'
_NAIVE = gated(
    r"\W*(?:(?:patients?|participants?|subjects?|women|those|must|should|to|be|who|are|is|has|have|adults?)\s+){0,5}(?P<naive>(?:treatment|therapy)[\s-]+na(?:i|\u00ef)ve)\b"
    r"(?!\s*(?:to|for|with|in|or|and/or|regarding|/)\b)(?![^.;]*\b(?:or|unless|except\w*|other than|apart from|within|prior|cohorts?|arms?|allowed|permitted|eligible|if)\b)",
    re.I,
)


def _never_treated(sentence: Sentence) -> Mention | None:
    text = sentence.text
    if sentence.excludes or phrases.METASTATIC.search(text) or BRAIN.search(text):
        return None
    found = _UNTREATED_CANCER.search(text)
    if found is None or _OF_ANOTHER.search(text, 0, found.start()) or _BUT_FOR.search(text, found.end()):
        return None
    none = Within("received:systemic therapy", NO)
    return Mention(PRIOR_THERAPY, none, "no earlier treatment of the cancer", *found.span(), Stance.REQUIRE)


_IS = r"(?:is|was|must\s+be|should\s+be|has\s+to\s+be|must\s+have\s+been|has\s+been)"
_UNTREATED_SO_FAR = (
    r"(?:previously\s+|hitherto\s+|so far\s+|as yet\s+|still\s+)?untreated\b(?!\s+(?:with|by|for|in|at|or)\b)"
)
_BREAST_CANCER = r"\b(?:breast\s+(?:cancer|carcinoma|adenocarcinoma|tumou?r)|primary\s+tumou?r|(?:cancer|carcinoma|adenocarcinoma)\s+of\s+the\s+breast)"
# 'Any patient with an untreated primary malignancy': had nothing yet. Not: 'an untreated primary tumour' beside metastases
_UNTREATED_CANCER = gated(
    r"\b(?:previously\s+|hitherto\s+|so far\s+|as yet\s+)?untreated,?\s+(?:(?:primary|invasive|solid|operable|resectable|unilateral|breast|early(?:-stage)?|locali[sz]ed|and|or)\s+){0,4}"
    r"(?:cancers?|carcinomas?|malignanc(?:y|ies)|neoplasms?|adenocarcinomas?|(?<=solid )tumou?rs?|(?<=breast )tumou?rs?)\b"
    r"(?!\s+(?:tissue|specimens?|samples?|blocks?|biops\w+|material|cells?)\b)"
    # 'The breast cancer must be previously untreated', 'invasive breast cancer, previously untreated'
    rf"|{_BREAST_CANCER}(?:,\s+(?:clinical\s+)?stages?\s+[^.;,()]{{1,15}})?(?:,?\s+(?:that|which)\s+|,\s+|\s+\(|\s+)(?:{_IS}\s+)?{_UNTREATED_SO_FAR}"
    # 'The disease is previously untreated, operable': where it is early; else the metastases may be meant
    rf"|\b(?:disease|cancer|carcinoma|malignancy|tumou?r)\s+(?:(?:that|which)\s+)?{_IS}\s+{_UNTREATED_SO_FAR}(?=[^.;]{{0,60}}\b(?:operable|resectable|surgery|neo-?adjuvant|stage\s+I{{1,3}}[ABC]?)\b)",
    re.I,
)

_OF_ANOTHER = gated(
    r"\b(?:no|not|without|never|other|another|second|if|prior|previous|history|concurrent|concomitant|synchronous|contralateral|than|except)\b[^.;]{0,40}$|\bor\s+(?:[\w-]+\s+){0,1}$",
    re.I,
)

_BUT_FOR = gated(r"\b(?:except\w*|other than|apart from|but for|unless)\b", re.I)
