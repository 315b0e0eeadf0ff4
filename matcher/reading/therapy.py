"""Prior therapy: what a patient received, progressed on or must never have had, by drug and class and setting.

words                                        asks on
therapy, for metastatic disease              chemotherapy, endocrine or any lines for metastatic disease; else
                                             `received_metastatic:<concept>`
therapy, (neo)adjuvant                       `received_early:<concept>`
therapy, no setting or both                  `received:<concept>`
progressed on, refractory to                 `progressed_on:<concept>`
within N weeks, N cycles, cumulative dose    undecidable: no patient field holds times or doses
current, planned, allergy, toxicity          nothing: not her history
'such as', parentheses after a class         examples of the class, not conditions of their own
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.axes import YES
from data.criteria import AllOf, Between, Requirement, Undecidable, Within, either, every
from data.criteria import negated as opposite
from data.vocabulary.terms import Vocabulary
from matcher.reading import therapy_phrases as phrases
from matcher.reading.lines import read_lines
from matcher.reading.mentions import Context, Mention
from matcher.reading.population import BREAST, OTHER_TUMOUR, of_other_tumours
from matcher.reading.sentences import Sentence, Stance, negated, stance_of
from matcher.reading.therapy_names import Named, therapies_in

FACET = "prior_therapy"
ANY, METASTATIC, EARLY, BOTH = "", "for metastatic disease", "for early disease", "in any setting"
_LINES = {
    "systemic therapy": "lines_metastatic",
    "chemotherapy": "chemo_lines_metastatic",
    "endocrine therapy": "endocrine_lines_metastatic",
}
_NO_PATIENT_FIELD = frozenset(
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


# Side effects of a therapy, tests, and a therapy still to come: no history of one.
_NO_HISTORY = re.compile(
    r"\b(?:(?<!intolerable )(?<!unacceptable )(?<!excessive )toxicit\w+|adverse (?:events?|effects?)|cardiac function|side effects?|stratif\w+|CTCAE|QTc\w*|to be (?:treated|given)|grade\s*(?:[<>=]+\s*)?\d)\b",
    re.I,
)


def read_therapy(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions of prior therapy and of numbers of lines; an entry of a list is read after the words that open the list."""
    opening = _opening_of_its_list(sentence)
    if not opening:
        return _read(sentence, context)
    shift = len(opening) + 1
    mentions = _read(replace(sentence, text=f"{opening} {sentence.text}"), context, shift)
    return [replace(m, start=max(0, m.start - shift), end=m.end - shift) for m in mentions if m.start >= shift - 1]


# '... prior therapy with any of the following:'; 'Has previously received:'; 'Prior therapies must include:'
_OPENS_A_LIST = re.compile(
    r"\b(?:prior|previous(?:ly)?|have|has|had|must|exposure)\b[^.;:()]{0,80}\b(?:with|received|to|of|taken|includ\w+|underg\w+|had)"
    r"(?:\s+(?:any|all|at least one|one or more|one|either|(?:any |all |one )?of|the|following|these|prior|previous|other|systemic|anti-?cancer|"
    r"agents?|drugs?|therap(?:y|ies)|treatments?|medications?|medicines?))*\W*$"
    r"|\breceived\s+(?:any\s+of\s+)?the\s+following\b[^.;:()]{0,60}:?\s*$"
    r"|\b(?:prior|previous)\s+(?:[\w/-]+\s+){0,2}?(?:therap(?:y|ies)|treatments?|use|exposure)(?:\s+(?:for|in|of|with)\s[^.;:()]{0,60})?"
    r"(?:\s+(?:must|should|has to)\s+(?:fulfil+|meet|include|have|satisfy|be)\b[^.;:()]{0,50})?(?:\s+as follows)?\s*:?\s*$",
    re.I,
)


def _opening_of_its_list(sentence: Sentence) -> str:
    """The words that open the list of which the sentence is an entry without a history of its own."""
    above = sentence.item.parent if sentence.from_criteria and sentence.item else None
    if above is None or len(above.text) > 160 or len(sentence.text) > 160 or phrases.HISTORY.search(sentence.text):
        return ""
    words = " ".join(above.text.split())
    opening = _OPENS_A_LIST.search(words)
    return opening.group().rstrip(" :") if opening and not _OF_TIMES.search(words[: opening.end()]) else ""


_OF_TIMES = re.compile(
    r"\b(?:last|most recent|time|interval|wash-?out|recover\w*|toxicit\w+|concurrent\w*|concomitant\w*|allerg\w+|hypersens\w+|"
    r"(?:un)?related|regardless|allowed|permitted)\b",
    re.I,
)


def _read(sentence: Sentence, context: Context, begin: int = 0) -> list[Mention]:
    """The mentions in a sentence whose text is its own from `begin` on."""
    bare = sentence.excludes or _OPENS_WITH_NO.match(sentence.text)
    keys = phrases.KEYS | phrases.THERAPY_KEYS if bare else phrases.KEYS
    if keys.isdisjoint(sentence.keys):
        return []
    if not sentence.from_criteria:
        return read_lines(sentence, context.vocabulary) if sentence.source.endswith("title") else []
    if phrases.OTHER_CANCER.search(sentence.text) and not phrases.BREAST.search(sentence.text):
        return []
    if _NO_HISTORY.search(sentence.text):
        return []
    of_one_arm = _ONE_ARM.search(sentence.text) and not (sentence.item and sentence.item.cohorts)
    if of_one_arm or re.search(r"\bcontralateral\b", sentence.text, re.I):
        return []
    text = sentence.text.replace("\n", " ")  # a wrapped line ends no clause
    text = _NO_LIMIT.sub(lambda m: " " * len(m.group()), text)
    text = _LIST_INTRODUCED.sub(lambda m: m.group().replace(":", " "), text)
    asides = _permitting_asides(text)
    lines = read_lines(replace(sentence, text=_without(text, _of_early_disease(asides))), context.vocabulary)
    sentence = replace(sentence, text=_without(text, asides))
    if standard := _standard_therapy(sentence, context.vocabulary):
        return [
            *(m for m in lines if not m.statement.startswith("no ")),
            standard,
            *_beside_the_standard(sentence, context),
        ]
    if lines:
        beside = _beside_the_lines(sentence, lines, context, begin)
        return [*lines, *(beside or _therapies_before(sentence, lines, context))]
    if re.search(r"\b(?:CNS|central nervous|brain|leptomening\w+)\b", sentence.text, re.I):
        return []
    untreated = phrases.UNTREATED.search(sentence.text)
    if untreated and not _of_one_kind(sentence.text, untreated.start(), context.vocabulary):
        none = Between("lines_metastatic", None, 0)
        return [Mention(FACET, none, "no therapy for metastatic disease", untreated.start(), untreated.end())]
    if not phrases.HISTORY.search(sentence.text) and not _given_for_her_disease(sentence):
        return []
    groups = _lists(sentence.text, [one for one in _named(sentence, context) if one.start >= begin], context.vocabulary)
    let_in = [_let_in(text, group, asides, context.vocabulary) for group in groups]
    spans = _spans(sentence.text, groups)
    found = (_mention(sentence, *one, vocabulary=context.vocabulary) for one in zip(groups, let_in, spans, strict=True))
    return [mention for mention in found if mention is not None]


# 'Failed standard endocrine therapy and a CDK4/6 inhibitor': the second is asked for by name.
_STANDARD_AND = re.compile(
    r"\W*\b(?:and|plus|combined with|in combination with|as well as|together with|followed by)\s+(?:an?\s+|prior\s+|the\s+|with\s+)*$",
    re.I,
)
_GENERAL_KINDS = frozenset(
    {"systemic therapy", "chemotherapy", "endocrine therapy", "targeted therapy", "immunotherapy"}
)


def _beside_the_standard(sentence: Sentence, context: Context) -> list[Mention]:
    named = _named(sentence, context)
    found = phrases.STANDARD.search(sentence.text)
    found_mentions = (
        _mention(sentence, [after], "", (0, len(sentence.text)), vocabulary=context.vocabulary)
        for before, after in zip(named, named[1:], strict=False)
        if found
        and found.start() <= before.start <= found.end()
        and _GENERAL_KINDS.issuperset(before.concepts)
        and _GENERAL_KINDS.isdisjoint(after.concepts)
        and _STANDARD_AND.fullmatch(sentence.text[before.end : after.start])
    )
    return [mention for mention in found_mentions if mention is not None]


_ASIDE_BEGINS = re.compile(
    rf"{phrases.CLAUSE.pattern}|[()]|,? and (?:patients|participants|subjects)\b|,? (?:with )?at least (?:one|1) of (?:which|these)\b|,? (?:or|and) (?:any(?= chemo| prior| previous)|(?:have |has )?(?:prior|previous))\b",
    re.I,
)


def _beside_the_lines(sentence: Sentence, lines: Sequence[Mention], context: Context, begin: int) -> list[Mention]:
    """What the clauses of the sentence that count no lines say of therapies: '..., but no chemotherapy', '(no prior fulvestrant)'."""
    text = sentence.text
    for line in lines:
        opening = [m.end() for m in _ASIDE_BEGINS.finditer(text, 0, line.start)]
        closing = _ASIDE_BEGINS.search(text, line.end)
        start, end = opening[-1] if opening else 0, closing.start() if closing else len(text)
        text = text[:start] + " " * (end - start) + text[end:]
    rest = replace(sentence, text=text)
    named = [one for one in _named(rest, context) if one.start >= begin]
    groups = [group for group in _lists(text, named, context.vocabulary) if _has_its_own_history(text, group)]
    found = (
        _mention(rest, group, "", (0, len(text)), sentence.text, vocabulary=context.vocabulary) for group in groups
    )
    return [mention for mention in found if mention is not None]


_NO_BEFORE = re.compile(r"\b(?:no|not|never|without)\s+(?:\w+\s+){0,4}$", re.I)


def _says_no(text: str, group: Sequence[Named]) -> bool:
    return bool(_NO_BEFORE.search(text[max(0, group[0].start - 50) : group[0].start]))


_PRIOR = re.compile(
    r"\b(?:(?:prior|previous)\s+(?:\w+\s+)?|or any |of (?:which|these)\b[^.;()]{0,40}\b(?:with|includ\w+|containing)\s+(?:an?\s+)?)$",
    re.I,
)


_HEADS_A_COUNT = re.compile(r"\s*:|[^.;:()]{0,60}[(:] {3}")


def _has_its_own_history(text: str, group: Sequence[Named]) -> bool:
    if phrases.PROGRESSED.search(text[max(0, group[0].start - 60) : group[0].start] + " "):
        return True
    if _HEADS_A_COUNT.match(text, group[-1].end):
        return False  # 'Prior chemotherapy: at most one line' is the name of what is counted
    return _says_no(text, group) or bool(_PRIOR.search(text[max(0, group[0].start - 60) : group[0].start]))


def _spans(text: str, groups: Sequence[Sequence[Named]]) -> list[tuple[int, int]]:
    """The part of the sentence that speaks of each list: 'relapsed on A or progressed on B' is two parts."""
    cuts = [
        after[0].start + own.start() - (after[0].start - before[-1].end) if own else None
        for before, after in zip(groups, groups[1:], strict=False)
        for own in [_APART.search(text[before[-1].end : after[0].start])]
    ]
    starts = [0, *(cut or 0 for cut in cuts)]
    ends = [*(len(text) if cut is None else cut for cut in cuts), len(text)]
    return list(zip(starts, ends, strict=True))[: len(groups)]


_OR_HAD = re.compile(
    r"\W*or\b(?!\s+(?:no|not|without|any)\b)[^,;]{0,30}?\b(?:progress\w*|relaps\w*|recurr\w*|fail\w*)\s+(?:on|after|during|following|to|of)\b",
    re.I,
)
# '... or progressed on', '... with no'
_APART = re.compile(
    r"\b(?:or|and|and/or)\b[^,;]{0,40}?\b(?:progress\w*|relaps\w*|recurr\w*|fail\w*|received|treated|refractory|resistan\w+)\b"
    r"|\b(?:(?:with|and|but) no|without)\b",
    re.I,
)


_AND_SO_MANY = re.compile(r"(?:,?\s+\b(?:and|but|with)\b(?:\s+(?:no|not|have|has|had|received|failed))*|,)\W*$", re.I)


_HAD_IT = re.compile(
    r"\b(?:no|not|never|without|received|had|failed|treated|progress\w*|relaps\w*|recurr\w*|refractory|exposed|undergone)\b",
    re.I,
)


def _therapies_before(sentence: Sentence, lines: Sequence[Mention], context: Context) -> list[Mention]:
    """'Received trastuzumab, but no more than three lines of chemotherapy' asks for the trastuzumab as well."""
    joined = _AND_SO_MANY.search(sentence.text, 0, min(m.start for m in lines))
    if sentence.excludes or joined is None or joined.end() != min(m.start for m in lines):
        return []
    head = replace(sentence, text=sentence.text[: joined.start()])
    if not _HAD_IT.search(head.text) or phrases.PERMITS.search(sentence.text):
        return []  # 'Prior chemotherapy and at most one line ...' names what is counted
    groups = _lists(
        head.text,
        [n for n in _named(head, context) if not _CLASSES_OF_ANYTHING.intersection(n.concepts)],
        context.vocabulary,
    )
    found = (_mention(head, g, "", (0, len(head.text)), vocabulary=context.vocabulary) for g in groups)
    return [mention for mention in found if mention is not None]


# ---------------------------------------------------------------- asides that let in

# '... (prior T-DM1 is allowed)': what is let in beside what the sentence shuts out.
_ASIDE = re.compile(r"\((?:[^()]|\([^()]{0,20}\)){3,250}\)")
_LETS_IN = re.compile(r"\b(?:allowed|permitted|acceptable|eligible)\b", re.I)
_DENIES = re.compile(rf"{phrases.DENIES_PERMISSION.pattern}|^\(no\b", re.I)


def _permitting_asides(text: str) -> list[re.Match[str]]:
    return [
        aside for aside in _ASIDE.finditer(text) if _LETS_IN.search(aside.group()) and not _DENIES.search(aside.group())
    ]


def _of_early_disease(asides: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    return [aside for aside in asides if _DIRECTLY_EARLY.search(aside.group())]


def _without(text: str, asides: Sequence[re.Match[str]]) -> str:
    """The text with the asides made blank; positions hold."""
    for aside in asides:
        text = text[: aside.start()] + " " * len(aside.group()) + text[aside.end() :]
    return text


def _let_in(text: str, group: Sequence[Named], asides: Sequence[re.Match[str]], vocabulary: Vocabulary) -> str:
    """What the aside after a list lets in of it, in its words; empty where it lets in something else."""
    aside = next((a for a in asides if 0 <= a.start() - group[-1].end <= 80), None)
    if aside is None:
        return ""
    named = {c for one in therapies_in(aside.group(), vocabulary) for c in one.concepts}
    listed = {c for one in group for c in one.concepts}
    of_the_list = any(c in listed or not listed.isdisjoint(vocabulary.ancestors(c)) for c in named)
    return aside.group() if of_the_list or not named else ""


# 'Prior treatment with any of the following: ...'
_LIST_INTRODUCED = re.compile(
    r"\b(?:with|received|had|to)\s+(?:any|at least one|one|one or more|either)(?:\s+or more)?(?:\s+of)?(?:\s+the)?(?:\s+following)?"
    r"(?:\s+(?:agents?|drugs?|therap(?:y|ies)|treatments?|medications?))?\s*:",
    re.I,
)
# 'No limit to endocrine therapies, but at most one line of chemotherapy'
_NO_LIMIT = re.compile(r"\bno limit(?:s|ations?)?\b(?:(?!\bbut\b).)*(?:,? ?\bbut\b)?", re.I)
_ONE_ARM = re.compile(
    r"\b(?:(?<!TNBC )(?<!HER2\+ )(?<!positive )(?<!negative )(?:arm|arms|cohort|cohorts|part)|expansion|escalation|phase \w+) only\b",
    re.I,
)


def _named(sentence: Sentence, context: Context) -> list[Named]:
    """Therapies by name, else a bare 'prior treatment for metastatic disease'."""
    named = therapies_in(sentence.text, context.vocabulary)
    bare = [Named(m.start(), m.end() - 1, ("systemic therapy",)) for m in phrases.GENERIC.finditer(sentence.text)]
    if not named:
        return bare[:1]
    denied = [
        one
        for one in bare
        if _NO_JUST_BEFORE.search(sentence.text[: one.start][-20:])
        and not any(n.start < one.end and one.start < n.end for n in named)
    ]
    return sorted((*named, *denied))


_NO_JUST_BEFORE = re.compile(r"\b(?:no|without|any) (?:prior |previous |other )?$", re.I)


def _lists(text: str, named: Sequence[Named], vocabulary: Vocabulary) -> list[list[Named]]:
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
        if last is not None and _AT_WILL.search(text[last.end : one.start]):
            depth_end = _end_of_examples(text, one.start, False)
            continue
        opened = _CLOSED.sub(" ", text[last.end : one.start]) if last is not None else ""
        example = phrases.EXAMPLES.search(opened) if last is not None and len(opened) < 40 else None
        if example and last is not None and not _widens(example.group(), last, one, vocabulary):
            depth_end = _end_of_examples(text, one.start, "(" in opened)
            continue
        apart = phrases.CLAUSE.search(between) or _APART.search(between) or _NAIVE.match(between)
        if last is not None and len(between) <= _GAP and not apart:
            lists[-1].append(one)
        else:
            lists.append([one])
    return lists


# '... is only allowed in the adjuvant setting'
_ONLY_EARLY = re.compile(
    r"[^.;:()]{0,60}\b(?:only (?:allowed|permitted|acceptable|eligible)|(?:allowed|permitted|acceptable|eligible) only)\s+(?:if (?:given |administered |received )?)?(?:in|as|for|during)\b[^.;]{0,25}adjuvant\b",
    re.I,
)
_SEVERAL = re.compile(
    r"(?:(?P<most>\b(?:no|not) more than|\bup to|\bat most|\bmaximum of|\bfewer than|\bless than|<=|\u2264)|(?P<least>\bat least|>=|\u2265)"
    r"|\bmore than|\bgreater than|>)"
    r"\s*(?P<n>one|two|three|four|[1-9])(?:\s*\(\w+\))?\s+(?:prior\s+|previous\s+|different\s+)*$",
    re.I,
)


# '... as initial endocrine-based treatment'
_SERVES_AS = re.compile(
    r"\bas\s+(?:an?\s+|the\s+|their\s+)?(?:(?:initial|first|1st|second|2nd|third|3rd|or|and|last|main|only|prior|previous|most|recent|line|adjuvant|palliative|maintenance)-?[\s-]+){0,6}$",
    re.I,
)


def _widens(opening: str, last: Named, one: Named, vocabulary: Vocabulary) -> bool:
    """'Topoisomerase inhibitors, including antibody-drug conjugates with such a payload': no example of the class, but more."""
    if not opening.lower().startswith("includ") or not {"systemic therapy", *_NO_PATIENT_FIELD}.isdisjoint(
        last.concepts
    ):
        return False
    of_chemotherapy = any("chemotherapy" in vocabulary.ancestors(c) for c in last.concepts)
    if one.concepts == ("antibody-drug conjugate",) and not of_chemotherapy:
        return False  # 'anti-HER2 therapy, including an antibody-drug conjugate': one of that class
    return not any(c in last.concepts or set(last.concepts) & set(vocabulary.ancestors(c)) for c in one.concepts)


# '... alone or in combination with endocrine therapy', 'plus or minus': what follows is neither here nor there.
_AT_WILL = re.compile(
    r"\b(?:alone|monotherapy|as (?:a )?(?:single|mono)[- ]?(?:agent|therapy))\W+(?:or|and/or)\b[^.;]{0,20}\b(?:with|combination|combined|plus)\b|\bwith or without\b|\bplus or minus\b|\bplus/minus\b|\+/-|\u00b1"
    r"|\bwith/without\b|\(\s*(?:with or without|\+/-|\u00b1)",
    re.I,
)
_NAIVE = re.compile(r"\W{0,2}(?:(?:treatment|therapy)\W)?na(?:i|\u00ef)ve\b", re.I)
_CLOSED = re.compile(r"\([^()]*\)")


def _end_of_examples(text: str, start: int, in_parentheses: bool) -> int:
    stop = re.compile(
        r"\)" if in_parentheses else r"[.;)]|,? and (?:a|an|at|who|have|has)\b|\b(?:for|in|within)\b"
    ).search(text, start)
    return stop.end() if stop else len(text)


# ---------------------------------------------------------------- one list of therapies


def _mention(
    sentence: Sentence,
    group: Sequence[Named],
    let_in: str,
    part: tuple[int, int],
    whole: str = "",
    *,
    vocabulary: Vocabulary,
) -> Mention | None:
    """What is said of a list of therapies. part: the span of the sentence that speaks of it. whole: the sentence of which
    the text is what is left of it."""
    text, start, end = sentence.text, group[0].start, group[-1].end
    before, after = _clause(text, start, end)
    before, after = before[max(0, len(before) - (start - part[0])) :], after[: max(0, part[1] - end)]
    clause = before + text[start:end] + after
    if phrases.NOT_HISTORY.search(clause):
        return None
    in_words = phrases.HISTORY.search(clause) or (_given_for_her_disease(sentence) and start < 70)
    if not in_words and not whole and not (_says_no(text, group) and phrases.HISTORY.search(text[:start])):
        return None
    progressed = bool(phrases.PROGRESSED.search(before[-80:] + " ") or _RESISTANT.match(after))
    if (
        phrases.NOW.search(clause)
        and not phrases.BEFORE.search(clause)
        and not progressed
        and not _RELAPSED.search(before)
    ):
        return None
    if _for_another_tumour(text, start, end):
        return None
    strange = [named for named in group if _of_a_kind_not_known(text, named)]
    if strange and sentence.excludes and phrases.OR.search(text[start:end]) and group[0] not in strange:
        group = [named for named in group if named not in strange]  # the others are excluded all the same
        strange, end = [], group[-1].end
    concepts = [c for named in group for c in named.concepts if c not in _NO_PATIENT_FIELD]
    if not concepts or strange:
        return None
    if not sentence.excludes and _WHOEVER.search(before) and _MUST.search(after):
        return None  # 'Patients who received X must ...' asks nothing of the others
    if re.search(r"\b(?:second|third|fourth|fifth|2nd|3rd)\s*$", before, re.I):
        return None  # 'a second chemotherapy line' is a number of lines
    heads_a_list = text.rstrip().endswith(":") and sentence.item and sentence.item.children
    if re.search(r"\bsince\b", before) or (heads_a_list and not _AND_MORE.search(text, end)):
        return None  # washouts, and the heading of a list
    if re.search(r"\b(?:part|parts|portion|some) of (?:the |their )?$", before, re.I):
        return None  # 'part of the treatment was given elsewhere'
    if _NONE_IS_WELL.match(text, end):
        return None  # 'Prior endocrine therapy: none, or ...'
    if (sentence.excludes or _OPENS_WITH_NO.match(text)) and _LEFT_OUT.search(text[:start][-70:]):
        return None  # '... other than endocrine therapy' lets in, it does not shut out
    words = " ".join(text[start:end].split())
    timed = bool(phrases.WINDOW.search(clause)) or (sentence.excludes and bool(_WITHIN.search(text, end)))
    had = _HAD.search(before) and not _WASHOUT.search(clause)
    so_long = (_SO_LONG.search(clause) or _RELAPSED.search(before[-160:])) and not _OFF_IT.search(clause)
    if timed and not had and not so_long and not sentence.excludes:
        return Mention(FACET, Undecidable("when or how much"), f"{words} within a certain time or dose", start, end)
    setting = _setting(before, text[start:end], after)
    if (
        setting == ANY
        and (beyond := _AND_NO.match(text, part[1]))
        and _setting("", "", text[beyond.end() :][:200]) == METASTATIC
    ):
        setting = METASTATIC  # 'no A, and no B, for metastatic disease'
    if (
        whole
        and setting == ANY
        and not in_words
        and phrases.METASTATIC.search(whole)
        and not phrases.EARLY.search(whole)
    ):
        setting = METASTATIC
    if setting == ANY and (heads_a_list or not _EARLIER.search(clause)):
        setting = BOTH  # the points below a heading say for which; 'treated with X' may be the trial's own treatment
    spared = _EARLY_SPARED.match(text, end) or next(
        (m for named in group[:-1] if (m := _EARLY_SPARED.match(text, named.end))), None
    )
    exempt = spared.group() if spared else let_in if _DIRECTLY_EARLY.search(let_in) else ""
    if spared:
        end = max(end, spared.end())
    if exempt:
        setting = METASTATIC if spared or sentence.excludes or negated(sentence, start) else ANY
    hormones_spared = _HORMONES_SPARED.search(text, end) if concepts == ["systemic therapy"] else None
    if hormones_spared:
        group = [group[0]._replace(concepts=("non-endocrine systemic therapy",))]
        setting = _setting(before, "", after + text[end : hormones_spared.end() + 60])
        spared, end = hormones_spared, hormones_spared.end()
    if _WITH_OR_WITHOUT.search(before) or _RECENT.search(before) or _EXPERIMENTAL.search(before):
        return None
    several = _SEVERAL.search(before)
    if _ONLY_EARLY.match(text, end):
        late = _requirement(text, group, METASTATIC, progressed=False, any_of=True)
        words = f"no prior {words} {METASTATIC}"
        return Mention(FACET, opposite(late), words, start, len(text), Stance.REQUIRE, settled=True)
    if several and several["most"]:
        return None  # 'up to one CDK4/6 inhibitor' is a limit on their number
    not_eligible = _NOT_ELIGIBLE.search(
        text[max(0, start - 120) : start]
    )  # its 'not' is the sentence's stance, no part of her history
    own = sentence
    if part[0] and _OR_HAD.match(text, part[0]):  # 'no therapy yet, or progression on X': the 'no' is not of the second
        own = replace(sentence, text=" " * part[0] + text[part[0] :])
    denied = (
        (not not_eligible and negated(own, start))
        or bool(_UNTREATED_WITH.search(before))
        or bool(_UNLIKE_THE_OTHER.match(after) and phrases.PERMITS.search(text, 0, start))
        or bool(_NAIVE.match(after))
    )
    stance = stance_of(sentence)
    if spared and stance is Stance.ALLOW and not denied:
        return None  # 'chemotherapy other than adjuvant is allowed' asks for none
    forbidden = denied or stance is Stance.FORBID
    if (
        forbidden
        and setting == METASTATIC
        and _ALL_KINDS.issubset(concepts)
        and not _ONE_MORE_KIND.isdisjoint(concepts)
    ):
        group = [*group, group[-1]._replace(concepts=("systemic therapy",))]  # every kind is named: none was given
    if forbidden and (all_but := _all_but(text, group, vocabulary, setting, progressed=progressed)):
        requirement, reaches = all_but
        words = f"no prior {' '.join(text[start:reaches].split())}"
        return Mention(FACET, opposite(requirement), words, start, reaches, Stance.REQUIRE, settled=True)
    requirement = _requirement(text, group, setting, progressed=progressed, any_of=forbidden)
    if forbidden and exempt and phrases.WINDOW.search(exempt):  # 'unless adjuvant, more than 12 months ago'
        early = _requirement(text, group, ANY, progressed=progressed, any_of=True)
        requirement = either((requirement, every((early, Undecidable("when it was given")))))
    elif forbidden and let_in and not exempt and not (progressed and _WITHOUT_PROGRESSION.search(let_in)):
        requirement = every((requirement, Undecidable("what is let in")))
    if not forbidden and stance is Stance.REQUIRE and _another_way(text, start, end, part):
        requirement = either((requirement, Undecidable("another way in")))
    timed = timed or bool(several and not (several["n"].lower() in ("one", "1") and several["least"]))
    if timed:
        open_part = AllOf((requirement, Undecidable("when or how much")))
        return Mention(FACET, open_part, f"{words} within a certain time or dose", start, end)
    settled = spared is not None or (forbidden and bool(exempt))
    prefix = "progression on" if progressed else "prior"
    statement = " ".join(
        filter(
            None,
            (
                "no" if denied or (settled and forbidden) else "",
                prefix,
                re.sub(r"^(?:prior|previous)\s+", "", words),
                setting if setting != BOTH else "",
            ),
        )
    )
    closing = re.match(r"\W*(?:is|are) (?:permitted|allowed)\b", text[end + len(after) :], re.I)
    lets_in = phrases.PERMITS.search(_AT_WILL.sub(" ", clause)) and not phrases.DENIES_PERMISSION.search(clause)
    permitted = not denied and bool(lets_in or closing)
    only = re.search(r"\bonly\b|\bmust (?:also )?have\b", clause, re.I)
    told = (
        None
        if settled
        else Stance.REQUIRE
        if stance is Stance.ALLOW and not denied and _ASKED_FOR.match(after)
        else Stance.ALLOW
        if permitted and not only
        else Stance.FORBID
        if stance is Stance.FORBID and not denied
        else None
    )
    if denied:  # 'must not have had' puts out in either section
        told = Stance.FORBID if sentence.excludes and not _MUST_NOT.search(before) else Stance.REQUIRE
    if setting == METASTATIC or group[0].concepts == ("systemic therapy",):
        end = max(end, min(end + len(after), end + 80))  # 'for recurrent or metastatic disease' belongs to it
    criterion = opposite(requirement) if denied or (settled and forbidden) else requirement
    return Mention(FACET, criterion, statement, start, end, told, settled=settled)


# Chemotherapy, endocrine therapy and one of these: whoever names them all means any systemic therapy.
_ALL_KINDS = frozenset({"chemotherapy", "endocrine therapy"})
_ONE_MORE_KIND = frozenset({"immunotherapy", "biologic therapy", "targeted therapy"})
# 'A HER2-directed therapy other than trastuzumab'
_OTHER_THAN = re.compile(
    r"(?:\s+(?:therap\w+|treatments?|agents?|drugs?|inhibitors?|antibod\w+))?[\s,(]*\b(?:other than|apart from|aside from|besides|except(?:ing)?(?: for)?|"
    r"excluding|with the exception of)\s+(?:prior\s+|the\s+|an?\s+|use of\s+)*",
    re.I,
)
_AND_ANOTHER = re.compile(r"\W*(?:\b(?:and|or|and/or)\b)?\W*", re.I)
_MOST_MEMBERS = 80  # of a class that can be told one by one


def _all_but(
    text: str, group: Sequence[Named], vocabulary: Vocabulary, setting: str, *, progressed: bool
) -> tuple[Requirement, int] | None:
    """Her having had any of a class but what is named after 'other than', and where that ends."""
    start = group[-1].end
    opening = _OTHER_THAN.match(text, start)
    if opening is None:
        return None
    spared: list[Named] = []
    for one in therapies_in(text, vocabulary):
        if one.start < opening.end():
            continue
        if not _AND_ANOTHER.fullmatch(text[(spared[-1].end if spared else opening.end()) : one.start]):
            break
        spared.append(one)
    left_out = {c for one in spared for c in one.concepts}
    listed = {c for one in group for c in one.concepts}
    if not left_out or not all(listed.intersection(vocabulary.ancestors(c)) for c in left_out):
        return None
    if phrases.WINDOW.search(text, start) or phrases.EARLY.search(text, spared[-1].end):
        return None
    around = {a for c in left_out for a in (*vocabulary.ancestors(c), *vocabulary.descendants(c), c)}
    members = {m for c in listed for m in (c, *vocabulary.descendants(c))} - around
    tops = sorted(m for m in members if members.isdisjoint(vocabulary.ancestors(m)))
    if not tops or len(tops) > _MOST_MEMBERS:
        return None
    had = either(_had(m, setting, progressed=progressed) for m in tops)
    return had, spared[-1].end


_KIND_OF_TUMOUR = re.compile(
    r"[\s-]{0,2}(?:resistant|refractory|sensitive|na(?:i|\u00ef)ve)\W+(?:[\w-]+\W+){0,3}?$", re.I
)
_LIST_OF_TUMOURS = re.compile(
    r"(?!.*\b(?:after|prior|previous\w*|progress\w*|receiv\w*|treated|must|fail\w*|who)\b)[^:;]{0,60}", re.I
)


def _for_another_tumour(text: str, start: int, end: int) -> bool:
    """'TNBC, platinum-resistant ovarian cancer', 'gastric cancer after trastuzumab, breast cancer after T-DM1': of a
    sentence that names breast cancer as well, the therapy that belongs to the other tumour."""
    if not BREAST.search(text):
        return False
    following = OTHER_TUMOUR.search(text, end, end + 60)
    if following and _KIND_OF_TUMOUR.match(text[end : following.start()]):
        return True
    other = max((m.start() for m in OTHER_TUMOUR.finditer(text, 0, start)), default=-1)
    breast = [m for m in BREAST.finditer(text, 0, start)]
    if other < 0 or (breast and breast[-1].start() > other):
        return False
    return not (breast and _LIST_OF_TUMOURS.fullmatch(text, breast[-1].end(), other))


# 'Prior B7-H3 targeted therapy', 'prior "vaccine" therapy': a kind that the vocabulary does not know is not its class.
_CLASSES_OF_ANYTHING = frozenset({"systemic therapy", "targeted therapy", "immunotherapy", "antibody-drug conjugate"})
_KIND_BEFORE = re.compile(
    r"(?P<word>[\w/+-]*[A-Z0-9][\w/+-]*(?:\s(?:pathway|receptor|axis))?|[\w-]+\W?[\"\u201d'])\W{1,2}$"
)
_NO_KIND = re.compile(r"^(?:Prior|Previous|Any|Systemic|Anti-?[Cc]ancer|No|Other|Received|[a-z-]+|[0-9]+|I+)$")


# 'Chemotherapy for metastatic disease', among the exclusions: who had it, not who is to have it
_NAMED_AT_ONCE = re.compile(
    r"^\W*(?:(?:any|all|treatment|treated|therapy|use|receipt|administration|cytotoxic|systemic|(?:more|greater) than \w+ lines?|of|with|line|lines|course|courses|palliative)\s+){0,5}$",
    re.I,
)
_FOR_ADVANCED_DISEASE = re.compile(
    r"[^.;:]{0,50}?\b(?:for|in|of|against)\s+(?:the\s+|their\s+|her\s+|this\s+|any\s+|locally\s+|recurrent\s+|unresectable\s+|or\s+|and/or\s+|inoperable\s+)*(?:metasta\w+|advanced|recurrent|stage (?:IV|4)|MBC|ABC)\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:indicat|candidat|suitab|eligib|requir|need|amenab|concurrent|current|ongoing|plan|within|recommend|option)",
    re.I,
)


_OPENS_WITH_NO = re.compile(
    r"^\W*(?:(?:patients?|subjects?|participants?|women)\s+)?(?:(?:with|have|having|had)\s+)?(?:no|without)\s+", re.I
)


def _given_for_her_disease(sentence: Sentence) -> bool:
    """Whether an exclusion, or an inclusion that opens with 'no', is but a therapy and the advanced disease it was given for."""
    denied = _OPENS_WITH_NO.match(sentence.text)
    if _NOT_YET.search(sentence.text) or stance_of(sentence) is Stance.ALLOW or not (denied or sentence.excludes):
        return False
    opening = _THERAPY_WORD.search(sentence.text)
    return bool(
        opening
        and _NAMED_AT_ONCE.match(sentence.text[denied.end() if denied else 0 : opening.start()])
        and (
            _FOR_ADVANCED_DISEASE.match(sentence.text, opening.start())
            or _EARLY_SPARED.match(sentence.text, opening.end())
        )
    )


_THERAPY_WORD = re.compile(
    r"\b(?:(?:chemo|hormono|immuno|bio)-?therap\w+|chemotherap\w+|(?:endocrine|hormon\w*|systemic|targeted|anti-?cancer|cytotoxic|biological|anti-?HER-?2)"
    r"(?:\s+anti-?cancer)?\s+(?:therap\w+|treatment\w*|agents?|drugs?))",
    re.I,
)


def _of_a_kind_not_known(text: str, named: Named) -> bool:
    if re.search(
        r"\b(?:novel|newer?|investigational|experimental|next[- ]generation)\s+$", text[: named.start][-25:], re.I
    ):
        return True
    if not _CLASSES_OF_ANYTHING.intersection(named.concepts):
        return False
    if re.search(r"[A-Za-z0-9]-$", text[max(0, named.start - 2) : named.start]):
        return True  # 'pathway-targeted therapy'
    kind = _KIND_BEFORE.search(text, max(0, named.start - 25), named.start)
    return kind is not None and not _NO_KIND.match(kind["word"])


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same clause before and after a list."""
    opening = [m.end() for m in phrases.CLAUSE.finditer(text, 0, start)]
    closing = phrases.CLAUSE.search(text, end)
    return text[opening[-1] if opening else 0 : start][-200:], text[end : closing.start() if closing else len(text)][
        :200
    ]


_WITHIN = re.compile(
    r"\bwithin\s+(?:the\s+)?(?:(?:last|past|previous|prior)\s+)?\d+\s*(?:days?|weeks?|months?|half)", re.I
)
_HAD = re.compile(
    r"\b(?:have|has|had|who)\s+(?:previously\s+)?(?:received|progressed|failed|been treated|relapsed)\b", re.I
)
_WASHOUT = re.compile(
    r"\b(?:since|elapsed|wash|any|if|all|last|except|unless|completed|discontinu\w+|stop\w*|no|not)\b", re.I
)
# 'treated with X for at least 3 months', 'progression within 6 months of starting X': she had it, for how long is open
_SO_LONG = re.compile(
    r"\b(?:received|treated|undergone|underwent|been on|completed|progress\w*|had|benefit|lasting)\b[^.;]{0,200}"
    r"\b(?:(?:for|after)\s+(?:at least|a minimum of|a total of|>=?|\u2265|more than)?\s*\w+|(?:at least|minimum of|>=?|\u2265)\s*\w+)(?:\s*\(\w+\))?\s*"
    r"(?:months?|cycles?|courses?|weeks?|years?)\b(?!\s*(?:prior|before|ago|earlier|from|must|have|has|wash|old))",
    re.I,
)
_RELAPSED = re.compile(
    r"\b(?:progress\w*|recurr\w*|relaps\w*|(?-i:PD))\b[^.;]{0,100}?\b(?:on|after|during|following|while|within|despite|upon)\b",
    re.I,
)
_OFF_IT = re.compile(
    r"\b(?:since|elapsed|wash\w*|except|unless|no|not|never|without|if|off|ago|discontinu\w+|stop\w*|allowed|permitted|interval|last dose)\b",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:prior|previous\w*|pre-?treated|progress\w*|refractory|fail\w*|resistan\w+|must have (?:\w+ )?(?:received|been|undergone|had))\b",
    re.I,
)
_WITH_OR_WITHOUT = re.compile(r"\b(?:with or without|(?:has|have|had|may) or (?:has|have|had|may) not)\b", re.I)
_EXPERIMENTAL = re.compile(r"\b(?:experimental|investigational)\s+(?:\w+\s+){0,2}$", re.I)
_RECENT = re.compile(r"\brecent(?:ly)?\s+(?:\w+\s+)?$", re.I)
_UNTREATED_WITH = re.compile(r"\buntreated (?:with|by)\b|\bna(?:i|\u00ef)ve (?:to|of|for)\b", re.I)
_NOT_ELIGIBLE = re.compile(
    r"\bnot\s+(?:be\s+)?(?:considered\s+)?(?:eligible|allowed|permitted|enrolled|included)\b", re.I
)
_WHOEVER = re.compile(
    r"\b(?:patients?|subjects?|participants?|those|women|individuals)\b[^.;]{0,20}\b(?:who|with|receiving|treated)\b",
    re.I,
)
_MUST = re.compile(r"\b(?:must|should|need to|are required|is required)\b", re.I)
# 'Prior trastuzumab is required, prior pertuzumab is not required'; 'prior pertuzumab is allowed, prior T-DM1 is not'
_ASKED_FOR = re.compile(r"\W{0,2}(?:is|are) (?:required|mandatory)\b", re.I)
_UNLIKE_THE_OTHER = re.compile(r"\W{0,2}(?:is|are) not\W*$", re.I)
_AND_MORE = re.compile(
    r"\band\s+(?:must\s+)?(?:have|had|has|either|meet|fulfil+|one of|at least one)\b[^.;]{0,40}:\s*$", re.I
)
_MUST_NOT = re.compile(r"\b(?:must|should|may|can|will) ?not\b", re.I)
_EARLY_SPARED = re.compile(
    r"(?:,?\s+or\s+(?:[\w/-]+\s+){1,3}?(?=therap|treat|agent))?(?:\s*(?:therap\w+|treatments?|agents?|drugs?|use))?[\s(,]{0,3}(?:except|other than|unless|excluding|with the exception of|outside)\b[^.;()]{0,40}(?:\(neo-?\)-?|\b(?:neo-?)?)adjuvant\b[^.;()]{0,60}\)?",
    re.I,
)
_NONE_IS_WELL = re.compile(r"\s*(?::|-)\s*(?:none|zero|0|not required|optional|any)\b", re.I)
_LEFT_OUT = re.compile(
    r"\b(?:other than|except(?:ing|ion)?(?: (?:for|of))?|apart from|excluding)\W*(?:\w+\W+){0,4}$", re.I
)
_HORMONES_SPARED = re.compile(
    r"\(?\b(?:except|other than|unless|excluding|with the exception of|apart from)\b[^.;()]{0,60}\b(?:hormon\w*|endocrine|aromatase)\b[^.;()]{0,40}\)?"
    r"|\((?:\w+\s+){0,2}(?:hormon\w*|endocrine)\s(?:therap\w+|treatments?)?[^.;()]{0,20}\b(?:excepted|exempt\w*|not counted|(?:does|do) not count)\)",
    re.I,
)
_DIRECTLY_EARLY = re.compile(r"\b(?:neo-?)?\(?(?:neo-?)?\)?adjuvant\b|\bpre-?operative\b|\bperi-?operative\b", re.I)
_WHO = r"(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+)?(?:who|whose|with|that have|have|has|having|are|is|de novo|newly|no prior|not|never|untreated|without|unable|ineligible|intoleran\w*|contraindicat\w*|refus\w*|declin\w*)"
_OR_THOSE_BEFORE = re.compile(
    r"\w[^.;:]{3,}\bor\s+(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+(?:who|whose|with|that)|who)\b",
    re.I,
)
_OR_THOSE_AFTER = re.compile(rf"[^.;:]{{0,80}}?(?<!with )\bor\s+{_WHO}\b", re.I)


def _another_way(text: str, start: int, end: int, part: tuple[int, int]) -> bool:
    """Whether an alternative stands beside the list: 'never treated, or relapsed after X', 'progressed on X or de novo disease'."""
    before = part[0] == 0 and _OR_THOSE_BEFORE.search(text[:start][-200:])
    after = part[1] == len(text) and _OR_THOSE_AFTER.match(text, end)
    return bool(before or after)


_AND_NO = re.compile(r"\W*(?:and|or|but)?\s*(?:no|without)\s+(?:any |prior |previous )*", re.I)
_SETTING_AFTER = re.compile(
    r"\b(?:for|in|of|as|against|to treat|setting|following|with)\b[^.;]{0,80}?\b(?P<metastatic>metasta\w+|advanced|stage (?:IV|4)|MBC|palliative|incurable|unresectable|recurrent|inoperable|(?<=for )relapse|(?<=for )recurrence)\b",
    re.I,
)


_RESISTANT = re.compile(r"(?:\s?-\s?|\s)(?:refractory|resistant)\b", re.I)
_LATE_BEFORE = re.compile(
    r"\bfor\s+(?:\w+\s+){0,3}?(?:metastatic|advanced)\s+(?:breast cancer|disease)\s+(?:with|using)\s+(?:an?\s+)?$"
    r"|\b(?:metastatic|advanced)\s+(?:breast cancer|disease)\b[^.;]{0,30}\buntreated\s+(?:with|by)\s+$|"
    r"\b(?:palliative|first-line|metastatic)\s+$"
    r"|\b(?:first[- ]line|1st[- ]line|palliative|metastatic|advanced)(?:\s+metastatic)?\s+(?:treatment|therapy|setting)\s+(?:with|of|using)\s+(?:an?\s+|the\s+)?$"
    r"|\b(?:advanced|metastatic) (?:stages?|disease|setting)\b[^.;]{0,40}\b(?:undergone|received|had|underwent)\s+(?:\w+\s+)?$",
    re.I,
)


def _setting(before: str, therapies: str, after: str) -> str:
    """For which disease the therapies were given: the nearest words before them, or the words after them."""
    near = (before + therapies)[-60:]
    early = (
        _DIRECTLY_EARLY.search(near)
        or _DIRECTLY_EARLY.search(after)
        or re.search(r"\b(?:early|primary) (?:breast|disease|stage)", after, re.I)
    )
    late = _SETTING_AFTER.search(after) or _LATE_BEFORE.search(before[-80:])
    if early and late:
        return BOTH
    return EARLY if early else METASTATIC if late else ANY


def _requirement(text: str, group: Sequence[Named], setting: str, *, progressed: bool, any_of: bool) -> Requirement:
    """Her having had what the list names: all of it where it is asked for and joined by 'and', else any of it."""
    parts = [
        every(
            _had(c, _usual(c, setting, any_of), progressed=progressed)
            for c in named.concepts
            if c not in _NO_PATIENT_FIELD
        )
        for named in group
        if any(c not in _NO_PATIENT_FIELD for c in named.concepts)
    ]
    pairs = list(zip(group, group[1:], strict=False))
    between = _CLOSED.sub(" ", " ".join(text[a.end : b.start] for a, b in pairs))
    both = bool(_BOTH.search(text[: group[0].start]) or _AT_ONCE.match(text, group[-1].end)) and len(parts) == 2
    together = (not any_of or both) and bool(phrases.AND.search(between)) and not phrases.OR.search(between)
    if together:
        return every(parts)
    turn = next((i for i, (a, b) in enumerate(pairs, 1) if _PLUS_EITHER.search(text[a.end : b.start])), 0)
    listed_before = any(phrases.OR.search(text[a.end : b.start]) for a, b in pairs[: turn - 1])
    if turn and not any_of and not listed_before and len(parts) == len(group):
        return every((either(parts[:turn]), either(parts[turn:])))
    return either(parts)


_WITHOUT_PROGRESSION = re.compile(r"\b(?:without|no) (?:\w+ )?progress", re.I)
_BOTH = re.compile(r"\bboth (?:an? |prior |previous )?$", re.I)
_AT_ONCE = re.compile(
    r"\W{0,3}(?:given |administered |used )?(?:concurrent|concomitant|simultaneous|together|in combination\b(?! with))\w*",
    re.I,
)
_PLUS_EITHER = re.compile(r"\b(?:plus|and|with)\s+either\b", re.I)

# Asked for as earlier treatment these were given for advanced disease (FDA labels; no patient field tells otherwise).
_GIVEN_FOR_ADVANCED_DISEASE = frozenset(
    {
        "sacituzumab govitecan", "datopotamab deruxtecan", "sacituzumab tirumotecan", "TROP2 ADC", "topoisomerase-I ADC",
        "trastuzumab deruxtecan",
    }
)  # fmt: skip


def _had(concept: str, setting: str, *, progressed: bool) -> Requirement:
    if setting == EARLY:
        return Within(f"received_early:{concept}", YES)
    if progressed and setting == METASTATIC and concept not in _LINES:
        return every((Within(f"progressed_on:{concept}", YES), Within(f"received_metastatic:{concept}", YES)))
    if progressed:
        return Within(f"progressed_on:{concept}", YES)
    if setting == METASTATIC:
        quantity = _LINES.get(concept)
        return Between(quantity, 1, None) if quantity else Within(f"received_metastatic:{concept}", YES)
    return Within(f"received:{concept}", YES)


def _usual(concept: str, setting: str, forbidden: bool) -> str:
    return METASTATIC if not forbidden and setting == ANY and concept in _GIVEN_FOR_ADVANCED_DISEASE else setting


# ---------------------------------------------------------------- standard therapy


# 'Metastatic disease that has progressed on the last line': what was last was given for that disease.
_LAST_LINE = re.compile(r"progress\w*[^.;]*\b(?:last|most recent)\b", re.I)
_IN_LINES = re.compile(r"\blines?\b", re.I)
_LATE = re.compile(
    r"(?<!non-)\bmetastatic\b|\bstage (?:IV|4)\b|(?<!locally )(?<!locally-)\badvanced (?:breast|disease|setting)|\bMBC\b",
    re.I,
)

_OPEN_TO_BEGINNERS = re.compile(
    r"\b(?:refus\w+|declin\w+|ineligible|unsuitable|not (?:be )?(?:considered )?(?:an? )?(?:candidates?|eligible|suitable|appropriate|amenable)|contraindicat\w+|unfit|unwilling|inappropriate\w*|no curative|cannot tolerate|(?:investigator|physician)\W?s? (?:opinion|judg\w+|discretion))\b",
    re.I,
)
_OTHER_WAY = re.compile(r"\balso eligible|\bor (?:have|has|who)\b[^.;]{0,30}\b(?:not received|no prior)", re.I)


_BY_THE_STANDARD = re.compile(
    r"\bas (?:would be|is|part of|per)\b|\b(?:as|per|according to|following|in line with) (?:the )?(?:local |institutional )?standard|\bconcurrent\w*",
    re.I,
)
_LOCAL = re.compile(r"\blocal\b|radi(?:ation|o)|surg", re.I)


# Standard treatment of something else than the cancer.
_OF_COMPLAINTS = re.compile(
    r"\b(?:lymph-?o?edema|decongestive|pain|analges\w*|anti-?emetic|nausea|wound|physio\w*|rehabilitat\w*|depress\w*|anxiety|insomnia|hot flash\w*|menopaus\w*|"
    r"fatigue|neuropath\w*|mucositis|dermatitis|vaccin\w*|hypertension|diabet\w*|cardiac|heart|osteopor\w*|supportive|anesthe\w*|skin care)\b",
    re.I,
)


def _of_one_kind(text: str, at: int, vocabulary: Vocabulary) -> bool:
    """Whether the 'therapy' or 'untreated' at a position belongs to a kind: 'hormone therapy naive'."""
    return any(one.start <= at <= one.end + 1 for one in therapies_in(text, vocabulary))


def _concepts(text: str, vocabulary: Vocabulary) -> list[str]:
    return [c for one in therapies_in(text, vocabulary) for c in one.concepts]


def _standard_therapy(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    """'Progressed on standard therapy' asks for at least one line, unless having no standard therapy is enough: to whoever
    was never treated for metastatic disease standard therapy is still open, but she may decline it or be unfit for it.
    After some lines it stays open whether more of it is left."""
    text = sentence.text
    if sentence.excludes or phrases.STANDARD_KEYS.isdisjoint(sentence.keys):
        return None
    found = phrases.STANDARD.search(text) or phrases.NONE_LEFT.search(text)
    last = phrases.LAST_TREATMENT.search(text) if found is None else None
    if last is not None and (
        _LOCAL.search(last.group()) or set(_concepts(last.group(), vocabulary)) - {"systemic therapy"}
    ):
        return None
    if last is not None and not phrases.PERMITS.search(text) and not re.search(r"adjuvant|\bno\b|\bnot\b", text, re.I):
        had: Requirement = Within("received:systemic therapy", YES)
        if _LAST_LINE.match(last.group()) and (_IN_LINES.search(last.group()) or _LATE.search(text)):
            had = Between("lines_metastatic", 1, None)
        return Mention(FACET, had, "an earlier treatment", *last.span(), Stance.REQUIRE)
    if found is None or _OTHER_WAY.search(text) or _BY_THE_STANDARD.search(found.group()):
        return None
    start, end = found.span()
    if re.match("prior", found.group(), re.I) and set(_concepts(found.group(), vocabulary)) - {"systemic therapy"}:
        return None
    if re.search(r"adjuvant", text[start : end + 25], re.I) or _OF_COMPLAINTS.search(text[start:end]):
        return None
    if of_other_tumours(text[: end + 20]) or re.search(r"adjuvant|\bno\b[^.;]{0,20}$", text[:start], re.I):
        return None
    if negated(sentence, start) and not phrases.NONE_LEFT.search(text):
        return None
    one_line: Requirement = Between("lines_metastatic", 1, None)
    words = "standard treatment before"
    if not _GIVEN_IS_ENOUGH.search(found.group()) or phrases.NONE_LEFT.search(text):
        # what else is standard for her, no field tells
        one_line = every((one_line, Undecidable("whether standard treatment is exhausted")))
        words = "standard treatment to be exhausted, or not to suit her"
    if not _OPEN_TO_BEGINNERS.search(text):
        return Mention(FACET, one_line, words, start, end, Stance.REQUIRE)
    requirement = either([one_line, Undecidable("no standard therapy")])
    return Mention(FACET, requirement, words, start, end, Stance.REQUIRE)


# 'Received standard treatment', 'progressed on first-line standard therapy': what was given is enough.
_GIVEN_IS_ENOUGH = re.compile(
    r"\breceived\b|\btreated with\b|\b(?:at least|minimum of) (?:one|1)\b|\b(?:one|1|a single|first-?line|1st-?line) (?:\w+ ){0,2}(?:lines?|regimens?|therap\w+|treatments?)|\bis\s+required\b",
    re.I,
)
