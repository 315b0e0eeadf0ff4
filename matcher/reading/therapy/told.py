"""What a sentence tells of a list of therapies, and the clause it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lists import NO_PATIENT_FIELD
from matcher.reading.therapy.names import Named, therapies_in
from matcher.reading.therapy.settings import ANY

# 'Not including hormonal therapy' says what is not counted
_NO_BEFORE = gated(r"\b(?:no|not(?!\s+(?:includ|count|limit|consider)\w*)|never|without)\s+(?:\w+\s+){0,4}$", re.I)


def says_no(text: str, group: Sequence[Named]) -> bool:
    return bool(_NO_BEFORE.search(text[max(0, group[0].start - 50) : group[0].start]))


@dataclass(slots=True)
class Told:
    """What a sentence tells of a list of therapies.

    part: the span of the sentence that speaks of the list; before, after: the words of the same clause around it.
    let_in: an aside that lets in. whole: the sentence of which the text is what is left of it. spared: '... except as
    adjuvant treatment'; exempt: those words, or the aside that says the same.
    """

    sentence: Sentence
    group: Sequence[Named]
    start: int
    end: int
    part: tuple[int, int]
    before: str
    after: str
    let_in: str
    whole: str
    progressed: bool = False
    relapsed: bool = False  # 'relapse during adjuvant tamoxifen': whether it came back then, no field tells
    in_words: bool = False
    timed: bool = False
    setting: str = ANY
    spared: re.Match[str] | None = None
    exempt: str = ""
    lines_spared: tuple[str, int] | None = None
    partners: Sequence[Named] = ()  # spared beside endocrine therapy

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def words(self) -> str:
        return " ".join(self.text[self.start : self.end].split())

    @property
    def clause(self) -> str:
        return self.before + self.text[self.start : self.end] + self.after

    @property
    def concepts(self) -> list[str]:
        return [c for named in self.group for c in named.concepts if c not in NO_PATIENT_FIELD]

    @property
    def heads_a_list(self) -> bool:
        item = self.sentence.item
        if item is None or not self.text.rstrip().endswith(":"):
            return False
        if self.sentence.excludes:
            return bool(item.children)
        return bool(item.children or _FIRST_OF_A_LIST.match(item.text, self.sentence.end - item.start))


def told_of(
    sentence: Sentence, group: Sequence[Named], let_in: str, part: tuple[int, int], whole: str, vocabulary: Vocabulary
) -> Told:
    text, start, end = sentence.text, group[0].start, group[-1].end
    before, after = _clause(text, start, end)
    before, after = before[max(0, len(before) - (start - part[0])) :], after[: max(0, part[1] - end)]
    told = Told(sentence, group, start, end, part, before, after, let_in, whole)
    told.progressed = bool(
        phrases.PROGRESSED.search(before[-80:] + " ")
        or _RESISTANT.match(after)
        or _FAILURE.match(after)
        or _WITH_PROGRESSION.match(after)
    )
    told.relapsed = _RELAPSED.search(before[-80:] + " ") is not None
    told.in_words = bool(
        phrases.HISTORY.search(told.clause)
        or (start < 70 and given_for_her_disease(sentence, vocabulary))
        or _LIST_OF_EARLIER_ONES.search(text, 0, start)
        or NONE_FOR_IT.match(text, end)
        or NEVER_GIVEN.match(text, end)
        or phrases.NONE_FOR_LATE_DISEASE.match(text, end)
        or ((colon := _TOLD_BEHIND.match(text, end)) and phrases.HISTORY.search(text, colon.end()))
    )
    return told


_FIRST_OF_A_LIST = gated(r"\W*(?:\(?[ai]\)|a\.)\s", re.I)


# 'Chemotherapy: none for metastatic disease'
NONE_FOR_IT = gated(
    r"\s*:?\s*(?:\(?[a1][.)]\s*)?none\s+(?:(?:yet|so\s+far|until\s+now|to\s+date|given|received)\s+){0,2}(?:for|in)\s+(?:the\s+)?(?:\w+\s+or\s+)?(?:metasta|advanced)",
    re.I,
)


# 'PARP inhibitors have not been used before'
NEVER_GIVEN = gated(
    r"(?:\W+(?:drugs?|agents?|therapy|therapies|treatments?|chemotherapy|regimens?|inhibitors?|antibod(?:y|ies)))?(?:\W+(?:has|have|had|was|were|is|are))?\s+(?:not|never)\s+(?:ever\s+|previously\s+)?(?:been\s+)?(?:previously\s+)?"
    r"(?:used|received|given|administered|taken|exposed)\b(?!\s+(?:within|in the (?:last|past)|during|for|as|because|due))"
    # 'PARP inhibitors: never given before', 'PARP inhibitors: none'
    r"|(?:\s+(?:drugs?|agents?|therapy|therapies|treatments?|inhibitors?))?(?:\s+(?:for|in)\s[^.;:,()]{3,60})?(?:\s*\([^()]{0,60}\))?\s*[:,=]\s*(?:(?:never|none|not|no)\b\W*)(?:(?:ever|previously|been|given|received|used|administered|before|so far|at any time|in the past|yet|allowed|permitted)\b\W*)*$",
    re.I,
)


# 'Anthracyclines: must have been received before'
_TOLD_BEHIND = gated(
    r"\s*(?:\([^()]{0,60}\)\s*)?:\s*(?=(?:must|should|has|have|had|was|were|been|received|given|previously|never|at any|in the past|prior (?:use|exposure|treatment)\b)\b)",
    re.I,
)


# 'Any of the following prior anticancer therapies: ...'
_LIST_OF_EARLIER_ONES = gated(r"\bfollowing\s+(?:prior|previous)\s+[^.;:]{0,40}:[^.;:]*$", re.I)


# 'Chemotherapy for metastatic disease', among the exclusions: who had it, not who is to have it
_NAMED_AT_ONCE = gated(
    r"^\W*(?:(?:any|all|treatment|treated|therapy|use|receipt|administration|cytotoxic|systemic|(?:more|greater) than \w+ lines?|of|with|line|lines|course|courses|palliative)\s+){0,5}$",
    re.I,
)


_FOR_ADVANCED_DISEASE = gated(
    r"[^.;:]{0,110}?\b(?:for|in|of|against)\s+(?:the\s+|their\s+|her\s+|this\s+|any\s+|locally\s+|recurrent\s+|unresectable\s+|or\s+|and/or\s+|inoperable\s+)*(?:metasta\w+|advanced|recurrent|stage (?:IV|4)|MBC|ABC)\b"
    r"|[^.;:]{0,30}?\b(?:after|since)\s+(?:the\s+|diagnosis\s+of\s+)*(?:recurrence|relapse|metasta\w+)\b",
    re.I,
)


_NOT_YET = gated(
    r"\b(?:indicat|candidat|suitab|eligib|requir|need|amenab|concurrent|current|ongoing|plan|within|recommend|option)",
    re.I,
)


OPENS_WITH_NO = gated(
    r"^\W*(?:(?:patients?|subjects?|participants?|women)\s+)?(?:(?:with|have|having|had)\s+)?(?:no|without)\s+", re.I
)


def given_for_her_disease(sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether an exclusion, or an inclusion that opens with 'no', is but a therapy and the advanced disease it was given for."""
    denied = OPENS_WITH_NO.match(sentence.text)
    if _NOT_YET.search(sentence.text) or stance_of(sentence) is Stance.ALLOW or not (denied or sentence.excludes):
        return False
    opening = _THERAPY_WORD.search(sentence.text)
    start, end = opening.span() if opening else _first_drug(sentence.text, vocabulary)
    return bool(
        end
        and _NAMED_AT_ONCE.match(sentence.text[denied.end() if denied else 0 : start])
        and (_FOR_ADVANCED_DISEASE.match(sentence.text, start) or EARLY_SPARED.match(sentence.text, end))
    )


def _first_drug(text: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """Where 'nab-paclitaxel for metastatic disease' names its drug; nowhere in a text that speaks of no such disease."""
    named = therapies_in(text, vocabulary) if phrases.METASTATIC.search(text) else []
    return named[0][:2] if named else (0, 0)


_THERAPY_WORD = gated(
    r"\b(?:(?:chemo|hormono|immuno|bio)-?therap\w+|chemotherap\w+|(?:endocrine|hormon\w*|systemic|targeted|anti-?cancer|cytotoxic|biological|anti-?HER-?2)"
    r"(?:\s+anti-?cancer|-based)?\s+(?:therap\w+|treatment\w*|agents?|drugs?)|(?:[\w/-]+\s){0,2}inhibitors?\b|\b(?:ADCs?|antibody[- ]drug conjugates?|\w+(?:ciclib|parib|mab)\b|fulvestrant|taxanes?|anthracyclines?|T-?DXd)|(?:treatments?|therap(?:y|ies))(?=\s+(?:for|of|against)\s))",
    re.I,
)


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same clause before and after a list."""
    opening = [m.end() for m in phrases.CLAUSE.finditer(text, 0, start)]
    closing = phrases.CLAUSE.search(text, end)
    return text[opening[-1] if opening else 0 : start][-200:], text[end : closing.start() if closing else len(text)][
        :200
    ]


EARLY_SPARED = gated(
    r"(?:,?\s+or\s+(?:[\w/-]+\s+){1,3}?(?=therap|treat|agent))?(?:\s*(?:therap\w+|treatments?|agents?|drugs?|use))?(?:\s+(?:for|of)\s+(?:the\s+|this\s+|their\s+)?(?:current\s+)?(?:breast\s+)?(?:cancer|carcinoma|malignancy))?"
    # 'for metastatic disease, except as adjuvant treatment'
    r"(?:\s+(?:for|in)\s+(?:the\s+|their\s+)?(?:locally\s+)?(?:(?:metastatic|advanced|recurrent)(?:\s*(?:,|/|\band/or\b|\bor\b|\band\b)\s*)?){1,3}\s*(?:breast\s+)?(?:disease|settings?|cancers?))?"
    r"[\s(,]{0,3}(?:except|other than|unless|excluding|with the exception of|outside)\b[^.;()]{0,40}(?:\(neo-?\)-?|\b(?:neo-?)?)adjuvant\b[^.;()]{0,60}\)?",
    re.I,
)


# 'Relapse while on ', 'has not relapsed within 12 months of '
_RELAPSED = gated(
    r"\b(?:relaps(?:e|ed|es|ing)|recurr(?:ence|ences|ed|ing))\b[^.;,]{0,40}?\b(?:on|after|during|following|while|within|under|since|upon)\b",
    re.I,
)


_RESISTANT = gated(r"(?:\s?-\s?|\s)(?:refractory|resistant)\b", re.I)


# 'tamoxifen failure', 'aromatase inhibitor therapy failure within a year', 'chemotherapy given before must have failed'
_FAILURE = gated(
    r"(?:\s+(?:therap\w+|treatments?|regimens?))?(?:\s+(?:given|received|administered|before|previously|earlier)){0,2}\s+(?:failures?|(?:(?:(?:must|should)\s+have|has|have|had)\s+)?failed)\b(?!\s+to\b)",
    re.I,
)


# 'Prior PARP inhibitors with progression while on treatment'
_WITH_PROGRESSION = gated(
    r"(?:\s+(?:therap\w+|treatments?|agents?|use|exposure))?,?\s+(?:with|and(?: subsequent(?:ly)?)?|followed by)\s+(?:documented\s+|radiographic\s+|clinical\s+)?"
    r"(?:(?:disease\s+)?progression|progressed)\s+(?:while|on|during|within|under|after|thereafter|at)\b",
    re.I,
)
