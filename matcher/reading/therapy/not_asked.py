"""Treatments that an inclusion names and asks of nobody: those wished for, that must be over, that may have been among others.

"preferably also prior T-DM1"                                    nothing: a wish
"completed any prior systemic therapy"                           nothing: of whoever had any
"completed all therapy for any previous malignancy"              nothing: of another cancer
"prior therapy may have included trastuzumab"                    nothing: a permission
"allowed if no other local therapies are available"              nothing: a condition on what is allowed
"may be chemotherapy-naive or have had chemotherapy"             nothing: either is let in
"patients who had a taxane before must have progressed on it"    nothing: it is asked of some
"are to have letrozole, or have had it"                          nothing: whoever is to have it had none yet
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.to_have_or_had import TO_HAVE_OR_BEGUN

_PRIOR = r"(?:prior|previous|earlier)"

_COURSE = r"(?:therap(?:y|ies)|treatments?|regimens?|chemotherap(?:y|ies))"

_PEOPLE = r"(?:(?:a|an)\s+)?(?:patients?|participants?|subjects?|wom[ae]n|individuals?|persons?|those)"

_NOT_ASKED = tuple(
    gated(pattern, re.I)
    for pattern in (
        r"\b(?:preferably|ideally)\b[^.;]{0,160}",
        rf"\b(?:complet\w+|finish\w+|recovered from|stopped|discontinued)\s+(?:all|any)\s+(?:effects of\s+)?{_PRIOR}\b[^.;]{{0,160}}",
        rf"^[^.;]{{0,200}}\bfor\s+(?:any|all|an?)\s+(?:{_PRIOR}|other|another)\s+(?:(?!breast)\w+\s+){{0,4}}?(?:malignanc\w+|cancers?|tumou?rs?)\b",
        rf"\b{_PRIOR}\s+(?:\w+\s+){{0,3}}?{_COURSE}\s+(?:may|can|could)\s+(?:also\s+)?(?:have\s+)?(?:contain|includ|consist|compris)\w*[^.;]{{0,200}}",
        r"(?:\b(?:metastatic|advanced|recurrent)\b[^.;]{0,40}?)?\b(?:may|can|could)\s+(?:either\s+)?(?:be|have\s+been)\s+(?:[\w/-]+\s+){0,4}?(?:[\w-]+-)?(?:na(?:i|\u00ef)ve|untreated|pre-?treated)\b[^.;]{0,250}",
        rf"^\W*(?:(?:any|those|all)\s+)?{_PEOPLE}\s+(?:who|that)\s+(?:(?:have|has|had|were|was|previously|already|ever)\s+){{0,4}}(?:received|been\s+(?:pre-?)?treated|(?:pre-?)?treated|had|taken)\b[^.;:]{{3,160}}?\b(?:must|should|need\s+to|needs\s+to)\s+(?:also\s+)?have\b[^.;]{{0,250}}",
        r"\b(?:allowed|permitted|acceptable|accepted)\s+(?:only\s+)?(?:provided|if|when|as long as)\b[^.;]{0,60}\bno\s+(?:other|further|standard)\b[^.;]{0,100}",
        rf"(?:{TO_HAVE_OR_BEGUN})[^.;]{{0,160}}",
    )
)


def asked_for(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of an inclusion without those of treatments that it asks of nobody."""
    if sentence.excludes or all(m.facet != PRIOR_THERAPY for m in mentions):
        return list(mentions)
    spans = [found.span() for pattern in _NOT_ASKED for found in pattern.finditer(sentence.text)]
    return [m for m in mentions if m.facet != PRIOR_THERAPY or not any(start <= m.start < end for start, end in spans)]


def asks_of_nobody(sentence: Sentence) -> bool:
    """Of a sentence as a whole."""
    text = sentence.text
    if _MAY_BE_WITHOUT.search(text) or (_WITHOUT_LET_IN.match(text) and _behind_words_on_treatment(sentence)):
        return True
    if sentence.excludes:
        return False
    return bool((_ANY_IS_WELL.match(text) and not _BUT_MUST.search(text)) or _MUST_BE_OVER.match(text))


# 'Patients with visceral crisis may enrol without prior endocrine therapy'
_MAY_BE_WITHOUT = gated(
    r"\b(?:may|can)\s+(?:also\s+)?(?:be\s+)?(?:enrol\w*|includ\w*|participate|enter|join)\b[^.;]{0,25}\bwithout\s+(?:any\s+)?(?:prior|previous|having)\b",
    re.I,
)


# 'At most one prior line. Patients who have had no prior therapy for metastatic disease are eligible.': those as well
_WITHOUT_LET_IN = gated(
    rf"^\W*(?:(?:treatment-?\s?na(?:i|\u00ef)ve|(?:previously\s+)?untreated)\s+{_PEOPLE}|(?:therefore,?\s+)?{_PEOPLE}\s+(?:(?:who|that|with|has|have|had|having|been|received|undergone|are)\s+){{0,4}}(?:no|not|never|(?:previously\s+)?untreated|[\w-]*na(?:i|\u00ef)ve)\b)"
    r"(?:(?!\b(?:only|must|excluded|ineligible|not\s+eligible)\b)[^.;:]){0,140}?\b(?:is|are|may|can|will)\s+(?:(?:also|still|be|considered|therefore)\s+){0,3}"
    r"(?:eligible|allowed|permitted|includ\w+|enrol\w*|accepted|acceptable)\b(?!\s+(?:if|when|provided|only|as\s+long|unless))[^.;]{0,60}[.;]?\s*$",
    re.I,
)
_ON_TREATMENT = gated(
    r"\b(?:lines?|regimens?|therap(?:y|ies)|treatments?|chemotherap\w+|prior|previous\w*|progress\w+|inhibitors?)\b",
    re.I,
)


def _behind_words_on_treatment(sentence: Sentence) -> bool:
    """Whether the sentence goes on from one of its point that speaks of treatment."""
    item = sentence.item
    before = [s for s in sentences_of(item) if s.end <= sentence.start] if item is not None else []
    return bool(before and _ON_TREATMENT.search(before[-1].text))


# 'Any prior adjuvant chemotherapy or endocrine therapy', as an inclusion: whatever was given is well.
_ANY_IS_WELL = gated(r"^\W*any\s+(?:prior|previous|earlier|type of|kind of|number of)\b", re.I)

_BUT_MUST = gated(
    r"\b(?:must|should|need\w*|requir\w+|has|have|had|not|no|but|except|only|up to|at most|maximum|progress\w*|fail\w*|refractory|within|weeks?|days?|months?)\b",
    re.I,
)


# 'All prior endocrine therapy must have been stopped two weeks before': whoever had any
_MUST_BE_OVER = gated(
    r"\W*(?:(?:all|any)\s+)?(?:prior|previous|earlier|ongoing|other|concurrent)\s+(?:\([^()]{0,80}\)|(?!\b(?:must|should|has|have|had|no|not|with|for)\b)[^.;:(]){3,160}?\b(?:must|should|has to|have to|needs? to)\s+(?:have\s+)?(?:been\s+|be\s+)"
    r"(?:stopped|discontinued|withdrawn|terminated|ceased|halted)\b(?=[^.;]{0,60}\b(?:weeks?|days?|months?|half-li\w+|hours?|before|prior)\b)"
    # 'Previous systemic treatment completed at least 3 weeks before enrolment'
    r"|\W*(?:(?:all|any)\s+)?(?:prior|previous|earlier)\s+(?:(?!\b(?:must|with|for|one|two|three|lines?|progress\w*)\b)[^.;:()]){3,80}?\b(?:completed|finished|ended|stopped|discontinued)\s+"
    r"(?:>=?|\u2265|at\s+least|more\s+than|a\s+minimum\s+of|(?:no|not)\s+less\s+than)\s*(?:\d+|two|three|four|six)\s*(?:weeks?|days?)\b",
    re.I,
)
