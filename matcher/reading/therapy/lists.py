"""The therapies that a sentence names, as lists of one clause; examples of a class are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.mentions import Context
from matcher.reading.negation import TREATED_OR_WORSE, negated
from matcher.reading.progression_above import progression_above
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases
from matcher.reading.therapy.asides import permitting_asides
from matcher.reading.therapy.names import GENERAL_KINDS, Named, therapies_in
from matcher.reading.therapy.that_contained import WITH_SUCH

NO_PATIENT_FIELD = frozenset(
    {
        "radiotherapy",
        "whole-brain radiotherapy",
        "bone agent",
        "stem cell transplant",
        "oophorectomy",
        "investigational agent",
    }
)


_GAP = 70  # characters between therapies of one list


# '... prior therapy with any of the following:'; 'Has previously received:'; 'Prior therapies must include:'
_OPENS_A_LIST = gated(
    r"\b(?:prior|previous(?:ly)?|have|has|had|must|exposure)\b[^.;:()]{0,80}\b(?:with|received|to|of|taken|includ\w+|underg\w+|had)"
    r"(?:\s+(?:any|all|at least one|one or more|one|either|(?:any |all |one )?of|the|following|these|prior|previous|other|systemic|anti-?cancer|"
    r"agents?|drugs?|therap(?:y|ies)|treatments?|medications?|medicines?|cumulative|total|lifetime|doses?|anthracyclines?))*\W*$"
    # 'Each of the following must have been given before:'
    r"|\b(?:each|all|both|any|one)\s+of\s+the\s+following\b[^.;:()]{0,40}?\b(?:must|should)\s+have\s+been\s+(?:given|received|used|administered)(?:\s+(?:before|previously|already))?\s*:?\s*$"
    r"|\breceived\b[^.;:()]{0,40}\s(?:(?:any|all|both|each)\s+(?:of\s+)?)?the\s+following\b[^.;:()]{0,60}:?\s*$"
    r"|\b(?:prior|previous)\s+(?:[\w/-]+\s+){0,2}?(?:therap(?:y|ies)|treatments?|use|exposure)(?:\s+(?:for|in|of|with|to)\s[^.;:()]{0,60})?"
    r"(?:\s+(?:must|should|has to)\s+(?:fulfil+|meet|include|have|satisfy|be)\b[^.;:()]{0,50})?(?:\s+as follows)?(?:\s*\([^()]{0,60}\))?\s*:?\s*$",
    re.I,
)


def opening_of_its_list(sentence: Sentence) -> str:
    """The words that open the list of which the sentence is an entry without a history of its own."""
    above = sentence.item.parent if sentence.from_criteria and sentence.item else None
    if len(sentence.text) > 160 or phrases.HISTORY.search(sentence.text):
        return ""
    if (
        sentence.item
        and above is None
        and _GIVEN_AS_A_LINE.search(sentence.text)
        and _beside_the_opening(sentence.item)
    ):
        return "Received"
    if above is None or len(above.text) > 160:
        return ""
    if worse := progression_above(sentence):
        return worse
    words = " ".join(above.text.split())
    opening = _OPENS_A_LIST.search(words)
    return opening.group().rstrip(" :") if opening and not _OF_TIMES.search(words[: opening.end()]) else ""


# 'Palbociclib and letrozole as first-line treatment', on one level with 'Received one of the following regimens:'
_GIVEN_AS_A_LINE = gated(r"\bas\s+(?:(?:the|their|an?)\s+)?(?:first|1st|second|2nd|third|3rd)[- ]line\b", re.I)
_ONE_OF_THESE_RECEIVED = gated(
    r"\b(?:received|(?:been\s+|were\s+|was\s+|^\W*)(?:treated|given|prescribed)(?:\s+with)?|initiated|started)\s+(?:(?:at\s+least|either|any)\s+)?(?:one|1|any)\s+of\s+(?:the\s+following|these)\b",
    re.I,
)
_POINTS_BEHIND = 4


def _beside_the_opening(item: Item) -> bool:
    for _ in range(_POINTS_BEHIND):
        if item.before is None:
            return False
        item = item.before
        if _ONE_OF_THESE_RECEIVED.search(item.text):
            return True
        if not _GIVEN_AS_A_LINE.search(item.text):
            return False
    return False


_OF_TIMES = gated(
    r"\b(?:last|most recent|time|interval|wash-?out|recover\w*|toxicit\w+|concurrent\w*|concomitant\w*|allerg\w+|hypersens\w+|"
    r"(?:un)?related|regardless|allowed|permitted)\b",
    re.I,
)


def with_the_setting_of_its_list(sentence: Sentence) -> Sentence:
    """'two prior hormonal therapies' below 'Prior therapy in the metastatic setting must have included at least:' were
    given for metastatic disease, and at least two are asked for."""
    above = sentence.item.parent if sentence.from_criteria and sentence.item and not sentence.excludes else None
    if above is None or len(above.text) > 200 or len(sentence.text) > 160:
        return sentence
    words = " ".join(above.text.split())
    settled = phrases.METASTATIC.search(sentence.text) or phrases.EARLY.search(sentence.text)
    if settled or not _OF_METASTATIC_DISEASE.search(words) or phrases.EARLY.search(words):
        return sentence
    own = gated(r"\W*(?:\b(?:and|or)\b)?\W*$").sub("", sentence.text)
    return replace(sentence, text=f"{own} for metastatic disease")


_OF_METASTATIC_DISEASE = gated(
    r"\b(?:prior|previous|earlier)\s+(?:[\w/-]+\s+){0,3}?(?:therap(?:y|ies)|treatments?|lines?|regimens?)\b[^.;:]{0,60}\b(?:advanced|metastatic)\b[^.;:]{0,80}:\s*$",
    re.I,
)


def parts_of(text: str, groups: Sequence[Sequence[Named]]) -> list[tuple[int, int]]:
    """The part of the sentence that speaks of each list: 'relapsed on A or progressed on B' is two parts."""
    cuts = [
        own.start() if own else None
        for before, after in zip(groups, groups[1:], strict=False)
        for own in [
            _APART.search(text, before[-1].end, after[0].start) or _resistance_alone(text, before[-1], after[0])
        ]
    ]
    starts = [0, *(cut or 0 for cut in cuts)]
    ends = [*(len(text) if cut is None else cut for cut in cuts), len(text)]
    return list(zip(starts, ends, strict=True))[: len(groups)]


# '... or progressed on', '... with no'
_APART = gated(
    r"\b(?:or|and|and/or|with)\b[^,;]{0,40}?\b(?:progress\w*|relaps\w*|recurr\w*|fail\w*|received|treated|refractory|resistan\w+)\b"
    r"|\b(?:(?:with|and|but) no|without)\b|,\s+(?:and\s+)?no\s|\bfirst use of\b"
    rf"|,\s+{TREATED_OR_WORSE}\b",
    re.I,
)


def _resistance_alone(text: str, last: Named, one: Named) -> re.Match[str] | None:
    """'Prior PARP inhibitor or platinum-refractory disease': the words between, where the second alone has failed."""
    return _OR.fullmatch(text, last.end, one.start) if _FAILED.match(text, one.end) else None


_OR = gated(r"\s*,?\s+(?:or|and/or)\s+", re.I)
_FAILED = gated(r"-(?:refractory|resistant)\b", re.I)


def therapies_named(sentence: Sentence, context: Context) -> list[Named]:
    """Therapies by name, else a bare 'prior treatment for metastatic disease'."""
    named = therapies_in(sentence.text, context.vocabulary)
    bare = [Named(m.start(), m.end() - 1, ("systemic therapy",)) for m in phrases.GENERIC.finditer(sentence.text)]
    if not named:
        return bare[:1]
    denied = [
        one
        for one in bare
        if (_NO_JUST_BEFORE.search(sentence.text[: one.start][-20:]) or _shut_out_but(sentence, one, named[0]))
        and not any(n.start < one.end and one.start < n.end for n in named)
    ]
    told = sorted((*named, *denied))
    return [
        one for one, following in zip(told, [*told[1:], None], strict=True) if not _told_by(sentence, one, following)
    ]


# 'Systemic therapy in the metastatic setting with chemotherapy or HER2-targeted agents': of those kinds
_WITH_THESE = gated(
    r"\s+(?:(?:in|for|of)\s+(?:the\s+|their\s+|her\s+)?(?:[\w-]+\s+){1,4}?(?:disease|setting|cancer|stage)\s+|given\s+)?(?:with|consisting\s+of|in\s+the\s+form\s+of)\s+(?:an?\s+|any\s+|prior\s+|either\s+)?$",
    re.I,
)


def _told_by(sentence: Sentence, one: Named, following: Named | None) -> bool:
    """Whether a bare 'systemic therapy' only opens the list of its kinds that follows, or one that is shut out the drugs."""
    if following is None:
        return False
    if one.concepts == ("systemic therapy",) and _WITH_THESE.fullmatch(sentence.text, one.end, following.start):
        return True
    if not GENERAL_KINDS.issuperset(one.concepts) or not WITH_SUCH.fullmatch(sentence.text, one.end, following.start):
        return False
    return sentence.excludes or negated(sentence, one.start)


def _shut_out_but(sentence: Sentence, bare: Named, named: Named) -> bool:
    """'Prior therapy for metastatic disease (one line of endocrine therapy is allowed)' shuts out by its first words."""
    return (
        sentence.excludes
        and _OPENS_WITH_PRIOR.fullmatch(sentence.text[: bare.start]) is not None
        and any(aside.start() < named.start < aside.end() for aside in permitting_asides(sentence.text))
    )


_OPENS_WITH_PRIOR = gated(
    r"\W*(?:(?:any|all|patients?|who|with|have|has|had|received)\s+)*(?:prior|previous|earlier)\s+", re.I
)


_NO_JUST_BEFORE = gated(r"\b(?:no|without|any) (?:prior |previous |other )?$", re.I)


def lists_of(text: str, named: Sequence[Named], vocabulary: Vocabulary) -> list[list[Named]]:
    """The named therapies as lists of one clause; examples of a class are left out."""
    lists: list[list[Named]] = []
    depth_end = -1
    for one in named:
        last = lists[-1][-1] if lists else None
        between = text[max(last.end, depth_end) : one.start] if last is not None else ""
        if last is not None and one.start < depth_end:
            continue
        if last is not None and _SERVES_AS.search(text[last.end : one.start]):
            continue
        if last is not None and AT_WILL.search(text[last.end : one.start]):
            depth_end = _end_of_examples(text, one.start, False)
            continue
        opened = CLOSED.sub(" ", text[last.end : one.start]) if last is not None else ""
        if "(" in opened and any(one.concepts == before.concepts for before in lists[-1]):
            depth_end = _end_of_examples(
                text, one.start, True
            )  # 'trastuzumab for metastatic disease (trastuzumab must have ...)'
            continue
        example = (
            phrases.EXAMPLES.search(opened)
            if last is not None and len(opened) < (_GAP if "(" in opened else 40)
            else None
        )
        if example and last is not None and not _widens(opened[example.start() :].lstrip(" ("), last, one, vocabulary):
            depth_end = _end_of_examples(text, one.start, "(" in opened)
            continue
        apart = (
            phrases.CLAUSE.search(between)
            or _APART.search(between)
            or NAIVE.match(between)
            or (last is not None and _resistance_alone(text, last, one))
        )
        if last is not None and len(between) <= _GAP and not apart:
            lists[-1].append(one)
        else:
            lists.append([one])
    return lists


# '... as initial endocrine-based treatment'
_SERVES_AS = gated(
    r"\bas\s+(?:an?\s+|the\s+|their\s+)?(?:(?:initial|first|1st|second|2nd|third|3rd|or|and|last|main|only|prior|previous|most|recent|line|adjuvant|palliative|maintenance)-?[\s-]+){0,6}$",
    re.I,
)


def _widens(opening: str, last: Named, one: Named, vocabulary: Vocabulary) -> bool:
    """'Topoisomerase inhibitors, including antibody-drug conjugates with such a payload': no example of the class, but more."""
    if not opening.lower().startswith("includ") or not {"systemic therapy", *NO_PATIENT_FIELD}.isdisjoint(
        last.concepts
    ):
        return False
    of_chemotherapy = any("chemotherapy" in vocabulary.ancestors(c) for c in last.concepts)
    if one.concepts == ("antibody-drug conjugate",) and not of_chemotherapy:
        return False  # 'anti-HER2 therapy, including an antibody-drug conjugate': one of that class
    return not any(c in last.concepts or set(last.concepts) & set(vocabulary.ancestors(c)) for c in one.concepts)


# '... alone or in combination with endocrine therapy', 'plus or minus': what follows is neither here nor there.
AT_WILL = gated(
    r"\b(?:alone|monotherapy|as (?:a )?(?:single|mono)[- ]?(?:agent|therapy))\W+(?:or|and/or)\b[^.;]{0,20}\b(?:with|combination|combined|plus)\b|\bwith or without\b|\bplus or minus\b|\bplus/minus\b|\+/-|\u00b1"
    r"|\bwith/without\b|\(\s*(?:with or without|\+/-|\u00b1)",
    re.I,
)


NAIVE = gated(r"\W{0,2}(?:(?:treatment|therapy)\W)?na(?:i|\u00ef)ve\b", re.I)


CLOSED = gated(r"\([^()]*\)")


def _end_of_examples(text: str, start: int, in_parentheses: bool) -> int:
    stop = gated(r"\)" if in_parentheses else r"[.;)]|,? and (?:a|an|at|who|have|has)\b|\b(?:for|in|within)\b").search(
        text, start
    )
    return stop.end() if stop else len(text)
