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
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, Stance, negated, stance_of
from matcher.reading.therapy_names import Named, therapies_in

FACET = "prior_therapy"
ANY, METASTATIC, EARLY = "", "for metastatic disease", "for early disease"
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
    r"\b(?:(?<!intolerable )(?<!unacceptable )(?<!excessive )toxicit\w+|adverse (?:events?|effects?)|side effects?|stratif\w+|CTCAE|QTc\w*|to be (?:treated|given)|grade\s*(?:[<>=]+\s*)?\d)\b",
    re.I,
)


def read_therapy(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions of prior therapy and of numbers of lines; an entry of a list is read after the words that open the list."""
    opening = _opening_of_its_list(sentence)
    if not opening:
        return _read(sentence, context)
    mentions = _read(replace(sentence, text=f"{opening} {sentence.text}"), context)
    shift = len(opening) + 1
    return [replace(m, start=max(0, m.start - shift), end=m.end - shift) for m in mentions if m.end > shift]


# '... prior therapy with any of the following:'
_OPENS_A_LIST = re.compile(
    r"\b(?:prior|previous(?:ly)?|have|has|had|must|exposure)\b[^.;:()]{0,50}\b(?:with|received|to)\s+(?:any|all|at least one|one or more|one|either|the following)\b"
    r"(?:\s+of)?(?:\s+the)?(?:\s+following)?(?:\s+(?:agents?|drugs?|therap(?:y|ies)|treatments?|medications?))?\W*$",
    re.I,
)


def _opening_of_its_list(sentence: Sentence) -> str:
    """The words that open the list of which the sentence is an entry without a history of its own."""
    above = sentence.item.parent if sentence.from_criteria and sentence.item else None
    if above is None or len(above.text) > 160 or len(sentence.text) > 160 or phrases.HISTORY.search(sentence.text):
        return ""
    opening = _OPENS_A_LIST.search(" ".join(above.text.split()))
    return opening.group().rstrip(" :") if opening else ""


def _read(sentence: Sentence, context: Context) -> list[Mention]:
    if phrases.KEYS.isdisjoint(sentence.keys):
        return []
    if not sentence.from_criteria:
        return read_lines(sentence, context.vocabulary) if sentence.source.endswith("title") else []
    if phrases.OTHER_CANCER.search(sentence.text) and not phrases.BREAST.search(sentence.text):
        return []
    if _NO_HISTORY.search(sentence.text):
        return []
    if _ONE_ARM.search(sentence.text) or re.search(r"\bcontralateral\b", sentence.text, re.I):
        return []
    text = sentence.text.replace("\n", " ")  # a wrapped line ends no clause
    text = _NO_LIMIT.sub(lambda m: " " * len(m.group()), text)
    text = _LIST_INTRODUCED.sub(lambda m: m.group().replace(":", " "), text)
    asides = _permitting_asides(text)
    lines = read_lines(replace(sentence, text=_without(text, _of_early_disease(asides))), context.vocabulary)
    sentence = replace(sentence, text=_without(text, asides))
    if standard := _standard_therapy(sentence):
        return [*(m for m in lines if not m.statement.startswith("no ")), standard]
    if lines:
        return [*lines, *_therapies_before(sentence, lines, context)]
    if re.search(r"\b(?:CNS|central nervous|brain|leptomening\w+)\b", sentence.text, re.I):
        return []
    if untreated := phrases.UNTREATED.search(sentence.text):
        none = Between("lines_metastatic", None, 0)
        return [Mention(FACET, none, "no therapy for metastatic disease", untreated.start(), untreated.end())]
    if not phrases.HISTORY.search(sentence.text):
        return []
    groups = _lists(sentence.text, _named(sentence, context))
    let_in = [_let_in(text, group, asides, context.vocabulary) for group in groups]
    found = (_mention(sentence, group, lets_in) for group, lets_in in zip(groups, let_in, strict=True))
    return [mention for mention in found if mention is not None]


_AND_SO_MANY = re.compile(r"(?:,?\s+\b(?:and|but|with)\b(?:\s+(?:no|not|have|has|had|received|failed))*|,)\W*$", re.I)


def _therapies_before(sentence: Sentence, lines: Sequence[Mention], context: Context) -> list[Mention]:
    """'Received trastuzumab, but no more than three lines of chemotherapy' asks for the trastuzumab as well."""
    joined = _AND_SO_MANY.search(sentence.text, 0, min(m.start for m in lines))
    if sentence.excludes or joined is None or joined.end() != min(m.start for m in lines):
        return []
    head = replace(sentence, text=sentence.text[: joined.start()])
    if not phrases.HISTORY.search(head.text) or phrases.PERMITS.search(sentence.text):
        return []
    groups = _lists(head.text, [n for n in _named(head, context) if not _CLASSES_OF_ANYTHING.intersection(n.concepts)])
    return [m for g in groups if (m := _mention(head, g, "")) is not None]


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
_ONE_ARM = re.compile(r"\b(?:arm|arms|cohort|part) only\b", re.I)


def _named(sentence: Sentence, context: Context) -> list[Named]:
    """Therapies by name, else a bare 'prior treatment for metastatic disease'."""
    named = therapies_in(sentence.text, context.vocabulary)
    if named:
        return named
    return [Named(m.start(), m.end() - 1, ("systemic therapy",)) for m in phrases.GENERIC.finditer(sentence.text)][:1]


def _lists(text: str, named: Sequence[Named]) -> list[list[Named]]:
    """The named therapies as lists of one clause; examples of a class are left out."""
    lists: list[list[Named]] = []
    depth_end = -1
    for one in named:
        last = lists[-1][-1] if lists else None
        between = text[max(last.end, depth_end) : one.start] if last is not None else ""
        if last is not None and one.start < depth_end:
            continue
        opened = _CLOSED.sub(" ", text[last.end : one.start]) if last is not None else ""
        example = phrases.EXAMPLES.search(opened) if last is not None and len(opened) < 40 else None
        if example:
            depth_end = _end_of_examples(text, one.start, "(" in opened)
            continue
        if last is not None and len(between) <= _GAP and not phrases.CLAUSE.search(between):
            lists[-1].append(one)
        else:
            lists.append([one])
    return lists


_CLOSED = re.compile(r"\([^()]*\)")


def _end_of_examples(text: str, start: int, in_parentheses: bool) -> int:
    stop = re.compile(
        r"\)" if in_parentheses else r"[.;)]|,? and (?:a|an|at|who|have|has)\b|\b(?:for|in|within)\b"
    ).search(text, start)
    return stop.end() if stop else len(text)


# ---------------------------------------------------------------- one list of therapies


def _mention(sentence: Sentence, group: Sequence[Named], let_in: str) -> Mention | None:
    text, start, end = sentence.text, group[0].start, group[-1].end
    before, after = _clause(text, start, end)
    clause = before + text[start:end] + after
    if not phrases.HISTORY.search(clause) or phrases.NOT_HISTORY.search(clause):
        return None
    progressed = bool(phrases.PROGRESSED.search(before[-80:] + " "))
    if phrases.NOW.search(clause) and not phrases.BEFORE.search(clause) and not progressed:
        return None
    concepts = [c for named in group for c in named.concepts if c not in _NO_PATIENT_FIELD]
    if not concepts or any(_of_a_kind_not_known(text, named) for named in group):
        return None
    if not sentence.excludes and _WHOEVER.search(before) and _MUST.search(after):
        return None  # 'Patients who received X must ...' asks nothing of the others
    if re.search(r"\b(?:second|third|fourth|fifth|2nd|3rd)\s*$", before, re.I):
        return None  # 'a second chemotherapy line' is a number of lines
    if re.search(r"\bsince\b", before) or (text.rstrip().endswith(":") and sentence.item and sentence.item.children):
        return None  # washouts, and the heading of a list
    if sentence.excludes and _LEFT_OUT.search(text[:start][-70:]):
        return None  # '... other than endocrine therapy' lets in, it does not shut out
    words = " ".join(text[start:end].split())
    timed = bool(phrases.WINDOW.search(clause)) or (sentence.excludes and bool(_WITHIN.search(text, end)))
    if timed and (not _HAD.search(before) or _WASHOUT.search(clause)) and not sentence.excludes:
        return Mention(FACET, Undecidable("when or how much"), f"{words} within a certain time or dose", start, end)
    setting = _setting(before + text[start:end], after)
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
        setting = _setting(before, after + text[end : hormones_spared.end() + 60])
        spared, end = hormones_spared, hormones_spared.end()
    if _WITH_OR_WITHOUT.search(before) or _RECENT.search(before) or _EXPERIMENTAL.search(before):
        return None
    not_eligible = _NOT_ELIGIBLE.search(
        text[max(0, start - 120) : start]
    )  # its 'not' is the sentence's stance, no part of her history
    denied = (
        (not not_eligible and negated(sentence, start))
        or bool(_UNTREATED_WITH.search(before))
        or bool(_UNLIKE_THE_OTHER.match(after) and phrases.PERMITS.search(text, 0, start))
        or bool(re.match(r"\W{0,2}(?:(?:treatment|therapy)\W)?na(?:i|\u00ef)ve", after, re.I))
    )
    stance = stance_of(sentence)
    forbidden = denied or stance is Stance.FORBID
    requirement = _requirement(text, group, setting, progressed=progressed, any_of=forbidden)
    if forbidden and exempt and phrases.WINDOW.search(exempt):  # 'unless adjuvant, more than 12 months ago'
        early = _requirement(text, group, ANY, progressed=progressed, any_of=True)
        requirement = either((requirement, every((early, Undecidable("when it was given")))))
    elif forbidden and let_in and not exempt and not (progressed and _WITHOUT_PROGRESSION.search(let_in)):
        requirement = every((requirement, Undecidable("what is let in")))
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
                setting,
            ),
        )
    )
    closing = re.match(r"\W*(?:is|are) (?:permitted|allowed)\b", text[end + len(after) :], re.I)
    lets_in = phrases.PERMITS.search(clause) and not phrases.DENIES_PERMISSION.search(clause)
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


# 'Prior B7-H3 targeted therapy', 'prior "vaccine" therapy': a kind that the vocabulary does not know is not its class.
_CLASSES_OF_ANYTHING = frozenset({"systemic therapy", "targeted therapy", "immunotherapy", "antibody-drug conjugate"})
_KIND_BEFORE = re.compile(r"(?P<word>[\w/+-]*[A-Z0-9][\w/+-]*|[\w-]+\W?[\"\u201d'])\W{1,2}$")
_NO_KIND = re.compile(r"^(?:Prior|Previous|Any|Systemic|Anti-?[Cc]ancer|No|Other|Received|[a-z-]+|[0-9]+|I+)$")


def _of_a_kind_not_known(text: str, named: Named) -> bool:
    if not _CLASSES_OF_ANYTHING.intersection(named.concepts):
        return False
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
_WITH_OR_WITHOUT = re.compile(r"\bwith or without\b", re.I)
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
_MUST_NOT = re.compile(r"\b(?:must|should|may|can|will) ?not\b", re.I)
_EARLY_SPARED = re.compile(
    r"[\s(,]{0,3}(?:except|other than|unless|excluding|with the exception of|outside)\b[^.;()]{0,40}(?:\(neo-?\)-?|\b(?:neo-?)?)adjuvant\b[^.;()]{0,60}\)?",
    re.I,
)
_LEFT_OUT = re.compile(
    r"\b(?:other than|except(?:ing|ion)?(?: (?:for|of))?|apart from|excluding)\W*(?:\w+\W+){0,4}$", re.I
)
_HORMONES_SPARED = re.compile(
    r"\(?\b(?:except|other than|unless|excluding|with the exception of|apart from)\b[^.;()]{0,60}\b(?:hormon\w*|endocrine|aromatase)\b[^.;()]{0,40}\)?",
    re.I,
)
_DIRECTLY_EARLY = re.compile(r"\b(?:neo-?)?\(?(?:neo-?)?\)?adjuvant\b|\bpre-?operative\b|\bperi-?operative\b", re.I)
_SETTING_AFTER = re.compile(
    r"\b(?:for|in|of|as|against|to treat|setting|following|with)\b[^.;]{0,80}?\b(?P<metastatic>metasta\w+|advanced|stage (?:IV|4)|MBC|palliative|incurable|unresectable|recurrent|inoperable)\b",
    re.I,
)


def _setting(before: str, after: str) -> str:
    """For which disease the therapy was given: the nearest words before it, or the words after it."""
    near = before[-60:]
    early = (
        _DIRECTLY_EARLY.search(near)
        or _DIRECTLY_EARLY.search(after)
        or re.search(r"\b(?:early|primary) (?:breast|disease|stage)", after, re.I)
    )
    late = _SETTING_AFTER.search(after) or re.search(
        r"\b(?:palliative|first-line|metastatic)\s+$|\b(?:advanced|metastatic) (?:stages?|disease|setting)\b[^.;]{0,40}\b(?:undergone|received|had|underwent)\s+(?:\w+\s+)?$",
        near,
        re.I,
    )
    if early and late:
        return ANY
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
    between = " ".join(text[a.end : b.start] for a, b in pairs)
    both = bool(_BOTH.search(text[: group[0].start])) and len(parts) == 2
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


_OPEN_TO_BEGINNERS = re.compile(
    r"\b(?:refus\w+|declin\w+|ineligible|unsuitable|not (?:be )?(?:considered )?(?:an? )?(?:candidates?|eligible|suitable|appropriate|amenable)|contraindicat\w+|unfit|unwilling|inappropriate\w*|no curative|cannot tolerate|(?:investigator|physician)\W?s? (?:opinion|judg\w+|discretion))\b",
    re.I,
)
_OTHER_WAY = re.compile(r"\balso eligible|\bor (?:have|has|who)\b[^.;]{0,30}\b(?:not received|no prior)", re.I)


_LOCAL = re.compile(r"\blocal\b|radi(?:ation|o)|surg", re.I)


def _standard_therapy(sentence: Sentence) -> Mention | None:
    """'Progressed on standard therapy' asks for at least one line, unless having no standard therapy is enough: to whoever
    was never treated for metastatic disease standard therapy is still open, but she may decline it or be unfit for it.
    After some lines it stays open whether more of it is left."""
    text = sentence.text
    if sentence.excludes or phrases.STANDARD_KEYS.isdisjoint(sentence.keys):
        return None
    found = phrases.STANDARD.search(text) or phrases.NONE_LEFT.search(text)
    last = phrases.LAST_TREATMENT.search(text) if found is None else None
    if last is not None and _LOCAL.search(last.group()):
        return None
    if last is not None and not phrases.PERMITS.search(text) and not re.search(r"adjuvant|\bno\b|\bnot\b", text, re.I):
        had = Within("received:systemic therapy", YES)
        return Mention(FACET, had, "an earlier treatment", *last.span(), Stance.REQUIRE)
    if found is None or _OTHER_WAY.search(text):
        return None
    start, end = found.span()
    if re.search(r"adjuvant", text[start : end + 25], re.I):
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
