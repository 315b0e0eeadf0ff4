"""Drugs that she must have had by now, though no word of 'prior' says so.

    words                                                    tells
    'receiving paclitaxel, or recently completed it'         whoever never had it is left out
    'has completed 4 cycles of docetaxel'                    the same, of a drug or class by name
    'taxane-induced neuropathy', 'arthralgia due to an AI'   a complaint that a treatment brought comes of that treatment

A sentence tells so where the words around the drugs are all plain ones: any other may make a condition of it, or another way in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data import axes
from data.axes import YES
from data.criteria import Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.lists import NO_PATIENT_FIELD
from matcher.reading.therapy.names import GENERAL_KINDS, Named, run_of, therapies_in
from matcher.reading.therapy.requirements import having_had
from matcher.reading.therapy.settings import ANY
from matcher.reading.therapy.told_of_complaints import as_asked, only_spoken_of

_WORD = gated(r"[a-z]\w*", re.I)
_PLAIN = frozenset(
    _WORD.findall(
        "a an the any either both of for in on or and with by at least who that which must should be is are was "
        "were been being have has had having do patient patients woman women female subject subjects participant "
        "participants those individuals adult adults her their they it breast cancer early stage invasive "
        "treatment treatments therapy therapies chemotherapy regimen regimens agent agents drug drugs based "
        "containing course courses cycle cycles dose doses weekly week weeks month months year years adjuvant "
        "neoadjuvant standard current currently now presently actively still ongoing recent recently lately just "
        "already within last past previous previously prior ago receiving received receive taking taken took "
        "undergoing undergone underwent under given treated using used started completed completing complete "
        "completion finished finishing finish stopped stop discontinued ended after since its completion it now "
        "present presently formerly former use off because side effects any intolerance one two three four five "
        "six eight twelve"
    )
)
_NOW = r"(?:\b(?:receiving|taking|undergoing|using|ongoing|current(?:ly)?|present|being treated|(?:is|are|be|who|patients|women) on)\b|^\W*on\b)"
_OVER = r"\b(?:complet(?:ed|ing|ion)|finish(?:ed|ing)|have received|has received|took|taken|undergone|used|stopped|discontinued|ended|past|prior|previous(?:ly)?|former(?:ly)?)\b"
_OR = r"[^.;:]{0,120}?\bor\b[^.;:]{0,60}?"
_NOW_OR_OVER = gated(rf"{_NOW}{_OR}{_OVER}|{_OVER}{_OR}{_NOW}", re.I)
# '... and have at least grade 1 neuropathy': asked for besides
_BESIDES = gated(r",?\s+and\s+(?:who\s+|must\s+)?(?:have|has|having|are|experienc\w+|with)\s(?!.*\bor\b).*$", re.I)
_HAS_COMPLETED = gated(
    r"(?:^\W*|\b(?:have|has|having|had|who|patients|women|participants|subjects)\s+(?:recently\s+|already\s+|just\s+)?)(?:complet|finish)ed\b|^\W*completion of\b",
    re.I,
)
# 'Completed trastuzumab at least 6 weeks before': if it was given
_LONG_ENOUGH_AGO = gated(
    r"\b(?:weeks?|months?|years?|days?)\s+(?:ago|before|prior|earlier)\b|[<>]|\d\s?(?:to|-)\s?\d", re.I
)
_WHEN = gated(
    r"\b(?:recent(?:ly)?|lately|just|within|last|past|at least|cycles?|doses?|courses?|weeks?|months?|years?)\b", re.I
)


def had_by_now(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    if sentence.stance is not Stance.REQUIRE or sentence.excludes or not sentence.from_criteria:
        return None
    return _of_a_complaint(sentence, vocabulary) or _running_or_over(sentence, vocabulary)


def _running_or_over(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    text = _BESIDES.sub("", sentence.text)
    either_time = _NOW_OR_OVER.search(text)
    if either_time is None and (not _HAS_COMPLETED.search(text) or _LONG_ENOUGH_AGO.search(text)):
        return None
    named = therapies_in(text, vocabulary)
    if not named or not _may_be_asked(named):
        return None
    if either_time is None and any(not GENERAL_KINDS.isdisjoint(one.concepts) for one in named):
        return None  # 'completed chemotherapy' says how far her treatment has come
    around = text
    for one in named:
        around = blank(around, one.start, one.end)
    if not _PLAIN.issuperset(word.lower() for word in _WORD.findall(around)):
        return None
    # 'A, or having completed A or B': any of those that are named
    had = _any_of(named) if either_time else having_had(text, named, ANY, progressed=False, any_of=False)
    if _WHEN.search(around):
        had = every((had, Undecidable("when it was given, and how much")))
    return _mention(text, named, had, " or " if either_time or _OTHER_WAY.search(text) else " and ")


def _may_be_asked(named: Sequence[Named]) -> bool:
    return NO_PATIENT_FIELD.isdisjoint(concept for one in named for concept in one.concepts)


def _any_of(named: Sequence[Named]) -> Requirement:
    return either(Within(f"received:{concept}", YES) for one in named for concept in one.concepts)


def _mention(text: str, named: Sequence[Named], had: Requirement, joined: str = " or ") -> Mention:
    names = joined.join(dict.fromkeys(text[one.start : one.end] for one in named))
    return Mention(PRIOR_THERAPY, had, f"{names} by now", named[0].start, named[-1].end, Stance.REQUIRE)


# Complaints that last, so that the trial may be about them (NCI PDQ: neuropathy, arthralgia, hot flashes, late effects)
_ONE_COMPLAINT = (
    r"(?:(?:peripheral|sensory|painful|chronic|persistent|moderate|severe|established|musculoskeletal|joint|muscle|bone|cognitive|left ventricular|congestive)\s+){0,3}"
    r"(?:neuropath\w+|CIPN|arthr(?:algias?|itis)|myalgias?|pain|stiffness|symptoms?|hot flash\w*|hot flush\w*|cardiotoxicity|cardiomyopathy|heart failure|dysfunction|impairment|amenorrh\w+|alopecia|hair loss|bone loss)"
)
# Complaints that come with the treatment or soon after (NCI PDQ: oral complications; ASCO 2021: immune-related adverse events)
_PASSING = (
    r"(?:pneumonitis|interstitial lung disease|(?:entero-?)?colitis|hepatitis|nephritis|myocarditis|hypophysitis|thyroiditis|uveitis|hyperglyca?emia|(?:radio-?)?dermatitis|rash|(?:oral )?mucositis|stomatitis|diarrh?o?ea"
    r"|hand[- ](?:and[- ])?foot (?:syndrome|skin reactions?)|palmar[- ]plantar erythrodys\w+|nausea|vomiting|(?:febrile )?neutropenia)"
)
_ONE_COMPLAINT = rf"(?:{_ONE_COMPLAINT}|{_PASSING}(?: (?:of )?grade \d(?:[- ]\d| or (?:more|higher|worse|above))?)?)"
_COMPLAINT = rf"{_ONE_COMPLAINT}(?:\s*(?:,|/|\band/or\b|\band\b|\bor\b)\s*{_ONE_COMPLAINT}){{0,2}}"
_A_COMPLAINT = gated(_ONE_COMPLAINT, re.I)
_BROUGHT = gated(rf"(?:\s?\([A-Z]{{1,5}}s?\))?\s?-?\s?(?:induced|related|associated)\s+{_COMPLAINT}", re.I)
# '... as defined by CTCAE, caused by', '... occurring within 28 days, caused by'
_GRADED_OR_DATED = r",?\s+(?:(?:(?:as\s+)?(?:defined|graded|scored|rated|assessed)|according|as|by|per)\s+(?:(?:by|per|to|with)\s+)?(?:the\s+)?(?:CTCAE|\s)[^,.;()]{0,20}|(?:that\s+|which\s+)?(?:occurr\w+|arose|arisen|arising|beg[au]n|start\w+|appear\w+|developed|seen|present)\s+(?:within|in|during|over|for|at)\b[^,.;()]{1,60}?),?"
_COMES_OF = gated(
    rf"\b{_COMPLAINT}(?:\s*\([^()]{{2,120}}\))?(?:{_GRADED_OR_DATED})?\s+(?:that\s+(?:is|was)\s+|which\s+(?:is|was)\s+)?(?:(?:believed|thought|considered|judged|felt)\s+to\s+be\s+|(?:clearly|probably|likely|possibly)\s+)?"
    r"(?:due\s+to|caused\s+by|arising\s+from|brought\s+(?:on|about)\s+by|induced\s+by|secondary\s+to|resulting\s+from|as\s+a\s+result\s+of|attribut(?:ed|able)\s+to|because\s+of|related\s+to|after|following|from)\s+"
    r"(?:(?:the|an?|any|prior|previous|earlier|adjuvant|neoadjuvant|treatment|therapy|with|use|of|taking|completing|completion|receiving)\s+){0,5}$",
    re.I,
)
# Nobody need have it yet, or only so much of it may be left
_NOT_ASKED = gated(
    r"\b(?:no|not|without|risk|prevent\w*|will|plan(?:s|ned|ning)?|may|might|can|could|if|unless|except\w*|other than|resol\w+|recover\w*|toxicit\w+|adverse|tolera\w+|at most|less than|up to|maximum|baseline|develop(?:s|ing|ment)?|before|prior to|willing|healthy|control\w*|histor\w+|free of|absence)\b|[<\u2264]|\bgrades?\s*(?:0|[01]\s?[-/]|i\b(?!i))",
    re.I,
)
_OR_MORE = gated(
    r"\bor\s+(?:more|higher|greater|above|worse|longer|over|at least)\b|(?<=[1-4] )or\s+[2-4]\b(?=\W*(?:as|per|by|according|$))",
    re.I,
)
_ANOTHER_CAUSE = gated(
    r"\s*(?:therap\w+|treatments?|chemotherap\w+|agents?|drugs?|use|\([^()]*\))*\s*(?:,(?!\s*(?:first|that|which|with|within|beg[au]n\w*|start\w+|newly|seen|arisen|at\s+least|graded?|scored|rated|assessed|measured|of)\b|\s*$)|/|\bor\b|\band/or\b|\band\b)",
    re.I,
)
_OTHER_WAY = gated(r"\bor\b", re.I)


def _of_a_complaint(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    """What brought the complaint that is asked for."""
    if not _A_COMPLAINT.search(sentence.text):
        return None
    text = as_asked(sentence.text, len(sentence.text))
    named = therapies_in(text, vocabulary)
    for place, one in enumerate(named):
        brought = _BROUGHT.match(text, one.end)
        comes_of = None if brought else _COMES_OF.search(text, 0, one.start)
        if brought is None and comes_of is None:
            continue
        group = [one] if brought else run_of(named[place:], text)
        begin, end = (one.start, brought.end()) if brought else (comes_of.start() if comes_of else 0, group[-1].end)
        return _that_brought(group, sentence, begin, end, comes_of=comes_of is not None)
    return None


def _that_brought(
    group: Sequence[Named], sentence: Sentence, begin: int, end: int, *, comes_of: bool
) -> Mention | None:
    text = as_asked(sentence.text, end)
    if _NOT_ASKED.search(text) or only_spoken_of(text, begin, end):
        return None
    elsewhere = _OR_MORE.sub(" ", f"{text[:begin]} {text[end:]}")
    if _OTHER_WAY.search(elsewhere) or (comes_of and _ANOTHER_CAUSE.match(text, end)):
        return None
    if negated(sentence, begin) or not _may_be_asked(group):
        return None
    had = _any_of(group)
    if _OF_LATE.search(text) and _PASSES.search(text, begin, end):
        had = every((had, _NOT_IN_FOLLOW_UP))
    return _mention(text, group, had)


# 'Pneumonitis that began within the last month': whoever ended her treatment years ago has no new one
_PASSES = gated(_PASSING, re.I)
_OF_LATE = gated(
    r"\b(?:acute|new[- ]onset|newly arisen)\b|\b(?:began|begun|starting|started|arisen|arose|appeared|onset|seen|diagnosed|developed|occurr\w+)\b[^.;]{0,20}?\b(?:within|in|during|over) (?:the )?(?:last|past|previous)?\s?(?:\w+ )?(?:days?|weeks?|fortnight|month)\b",
    re.I,
)
_NOT_IN_FOLLOW_UP = Within(
    axes.STATE_AXIS, axes.full(axes.STATE_AXIS) & ~axes.states_where(lambda s: s.phase == "surveillance")
)
