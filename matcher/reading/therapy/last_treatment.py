"""'Progression on the most recent treatment': something was given before, in whatever setting."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Between, Requirement, Within
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.kinds import concepts_in


def last_treatment(text: str, vocabulary: Vocabulary) -> Mention | None:
    last = phrases.LAST_TREATMENT.search(text)
    if last is None or phrases.PERMITS.search(text) or _is_of_a_kind(text, last, vocabulary):
        return None
    if phrases.OF_COMPLAINTS.search(last.group()) or _OR_NONE.search(
        blanked(_ADJUVANT_COUNTS, blanked(_OR_UNDER_ADJUVANT, text))
    ):
        return None
    of_chemotherapy = "chemotherapy" in concepts_in(last.group(), vocabulary) and not _OR_ANOTHER.match(
        text, last.end()
    )
    had: Requirement = Within(f"received:{'chemotherapy' if of_chemotherapy else 'systemic therapy'}", YES)
    of_late_disease = phrases.LINE_WORD.search(last.group()) or phrases.LATE.search(text)
    late = _LAST_LINE.match(last.group()) or _PALLIATIVE.search(last.group()) or _FOR_LATE.match(text, last.end())
    late = late or _METASTASES_WENT_ON.search(text, 0, last.end())
    if late and of_late_disease and not phrases.EARLY.search(text) and not _IN_ANY_SETTING.search(text):
        had = Between("chemo_lines_metastatic" if of_chemotherapy else "lines_metastatic", 1, None)
    words = "an earlier chemotherapy" if of_chemotherapy else "an earlier treatment"
    return Mention(PRIOR_THERAPY, had, words, *last.span(), Stance.REQUIRE)


_OR_NONE = gated(
    r"adjuvant|\bor\b[^.;]{0,40}\b(?:refus|declin)\w+|\bno\b|\bnot\b|\bwithout\b|\bor\s+(?:with\s+)?de\s+novo\b|\bde\s+novo\b[^.;]{0,40}\bor\b|\bor\b[^.;]{0,30}\b(?:untreated|na[i\u00ef]ve)\b",
    re.I,
)

# '... after prior therapy in any setting, adjuvant included'
_ADJUVANT_COUNTS = gated(
    r"[,(]\s*(?:(?:\(?neo-?\)?\s?)?adjuvant(?:\s+(?:therapy|treatment|setting))?\s+(?:included|counts?|counted|allowed)|including\s+(?:\(?neo-?\)?\s?)?adjuvant(?:\s+(?:therapy|treatment))?)\W*$",
    re.I,
)


# '..., or within a year from the end of adjuvant endocrine therapy': treated she was either way
_OR_UNDER_ADJUVANT = gated(
    r"\bor\s+(?:(?:relaps\w+|recurr\w+|progress\w+|inside|less\s+than|<|up\s+to|else|has|have|an?)\s+){0,4}?(?:within|inside|during|while|on|under|after|following|a\s+year|months?|\d+)\b[^.;()]{0,50}?\badjuvant\s+(?:[\w-]+\s+){0,3}?(?:therapy|treatment|chemotherapy|endocrine|hormon\w+)\b",
    re.I,
)


# 'Progression on the last chemotherapy or endocrine treatment'
_OR_ANOTHER = gated(r"\s*(?:regimens?\s*|treatments?\s*)?(?:[,/(]|and/or\b|or\b)", re.I)


# 'Metastatic disease that has progressed on the last line': what was last was given for that disease.
_LAST_LINE = gated(r"(?:progress\w*|refractory)[^.;]*\b(?:last|most recent|current|ongoing)\b", re.I)

# 'The metastatic disease has grown on or after earlier treatment': it was metastatic when that was given
_METASTASES_WENT_ON = gated(
    r"\b(?:(?<!non-)metastatic\s+(?:(?:HER-?2|HR|ER|hormone)\S*\s+|triple[- ]negative\s+)*(?:breast\s+)?(?:disease|cancer|carcinoma|lesions?|tumou?rs?)|stage\s+(?:IV|4)\s+(?:breast\s+)?(?:disease|cancer)|MBC|metastases)"
    r"\W+(?:(?:that|which|who|with|has|have|had|having|must|should|been|is|are|was|were|documented|evident|confirmed|clear|clearly|further|radiographic(?:ally)?|clinically|disease)\s+){0,5}"
    r"(?:progress(?:ed|ing|ion|es)|worsen(?:ed|ing|s)|(?:got|gotten|become|grown)\s+worse|grew|grown|growing)\s+(?:(?:despite|while|either|at\s+least)\s+)?(?:on|after|during|following|since|under|upon|despite)\b",
    re.I,
)
_IN_ANY_SETTING = gated(
    r"\bany\s+(?:setting|stage|time)\b|\bregardless\b|\birrespective\b|\bwhatever\b|\bof\s+the\s+primary\b", re.I
)

_PALLIATIVE = gated(r"\bpalliative\b(?! care)", re.I)


# '... prior therapy for metastatic disease'
_FOR_LATE = gated(
    r"\s+(?:for|of|in)\s+(?:(?:the|their|her)\s+)?(?:(?:unresectable|inoperable|recurrent|locally advanced)\s+or\s+)?(?:metastatic|advanced|stage (?:IV|4)|MBC)\b",
    re.I,
)


def _is_of_a_kind(text: str, last: re.Match[str], vocabulary: Vocabulary) -> bool:
    """'... after prior radiotherapy', '... prior therapy with anthracyclines': read by name."""
    named = _OF_WHICH_DRUGS.match(text, last.end())
    words = last.group() + (named.group() if named else "")
    return bool(_LOCAL.search(words) or set(concepts_in(words, vocabulary)) - {"systemic therapy", "chemotherapy"})


# '... after prior therapy with anthracyclines and taxanes'
_OF_WHICH_DRUGS = gated(r"\s+(?:with|containing|including|consisting of)\b[^.;()]{0,80}", re.I)

_LOCAL = gated(r"\blocal\b|radi(?:ation|o)|surg", re.I)
