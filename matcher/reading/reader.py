"""One trial read: every sentence of the criteria ends as criteria, as a note of a known kind, or as unread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from data.axes import STATE_AXIS
from data.criteria import (
    OPEN_POINT,
    AnyOf,
    Cohort,
    Constant,
    Criterion,
    Evidence,
    Note,
    Reading,
    Requirement,
    Truth,
    Undecidable,
    Unread,
    every,
)
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.cohorts import CohortLabel, says_closed
from matcher.reading.compose import Stated, compose, under
from matcher.reading.facets import READERS
from matcher.reading.irrelevances import kind_of, speaks_of_patient
from matcher.reading.layout import EXCLUDE, PERMIT, Item, items_of
from matcher.reading.mentions import Context, Mention
from matcher.reading.open_points import open_point
from matcher.reading.population import BREAST, OTHER_TUMOUR, of_other_tumours
from matcher.reading.record import RECEPTOR_FACETS, read_record, widest
from matcher.reading.sentences import Sentence, Stance, sentences_of, stance_of
from matcher.reading.text import PlainText, plain_text


@dataclass(slots=True)
class _Read:
    """What came of one sentence: `stated` holds its criteria, `kind` what it is about where it states none."""

    sentence: Sentence
    stated: list[Stated]
    mentions: list[Mention]
    kind: str | None


@dataclass(slots=True)
class _Draft:
    """The reading under way: criteria common to all (label None) and by cohort label."""

    text: PlainText
    vocabulary: Vocabulary
    common: list[Criterion] = field(default_factory=list)
    by_cohort: dict[CohortLabel, list[Criterion]] = field(default_factory=dict)
    closed: set[CohortLabel] = field(default_factory=set)
    cohort_evidence: dict[CohortLabel, Evidence] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    sentences: int = 0
    permitted_states: int = 0
    kinds: dict[int, str] = field(
        default_factory=dict
    )  # by id of an item: the kind of its last sentence that asks nothing
    presupposed: list[Requirement] = field(default_factory=list)  # receptors of patients for whom alone a rule is made
    open_ways: frozenset[int] = frozenset()  # ids of items that 'or' joins to another one
    of_menopause: frozenset[int] = frozenset()  # ids of items that may say how menopause is told
    breast: set[CohortLabel] = field(default_factory=set)  # cohorts of which an inclusion names breast cancer
    open_points: list[tuple[Criterion, tuple[CohortLabel, ...]]] = field(default_factory=list)

    def add(self, criterion: Criterion, item: Item) -> None:
        if not item.cohorts:
            self.common.append(criterion)
        for label in item.cohorts:
            self.by_cohort.setdefault(label, []).append(criterion)


def read_trial(trial: Trial, vocabulary: Vocabulary, reader_version: str) -> Reading:
    """The whole record read. Never raises for any text."""
    context = Context(vocabulary, trial)
    text = plain_text("criteria", trial.criteria or "")
    draft = _Draft(text, vocabulary)
    items = items_of(text.plain)
    _note_cohorts(items, draft)
    in_list: set[int] = set()
    draft.open_ways = _open_ways(items)
    runs = _runs_of_ways(items)
    draft.of_menopause = _telling_menopause(items)
    for item in items:
        if item.of_others:
            _note_of_others(item, draft)
            continue
        if id(item) in in_list:
            continue
        if id(item) in runs:
            run = runs[id(item)]
            in_list |= {id(a) for a in run} | {id(d) for a in run for d in _below(a)}
            _read_ways(run, draft, context)
            continue
        alternatives = _alternatives(item, items)
        if alternatives:
            in_list |= {id(a) for a in alternatives} | {id(d) for a in alternatives for d in _below(a)}
            _read_any_of(item, alternatives, draft, context)
        else:
            _read_item(item, draft, context)
    _ask_for_the_name(draft, context)
    _take_tumours_for_alternatives(draft)
    _add_the_cohort_not_named(draft)
    _complete_parts(draft)
    criteria, cohorts = read_record(
        trial, context, draft.common, draft.by_cohort, draft.permitted_states, draft.presupposed
    )
    _add_open_points(draft, criteria, cohorts)
    return Reading(
        nct_id=trial.nct_id,
        reader_version=reader_version,
        criteria=tuple(criteria),
        cohorts=tuple(
            Cohort(str(label), tuple(dict.fromkeys(found)), label in draft.closed, draft.cohort_evidence.get(label))
            for label, found in cohorts.items()
        ),
        notes=tuple(draft.notes),
        unread=tuple(draft.unread),
        sentences=draft.sentences,
    )


def _add_open_points(draft: _Draft, criteria: list[Criterion], cohorts: dict[CohortLabel, list[Criterion]]) -> None:
    """Open points come last: nothing else of the record is understood by them."""
    for criterion, labels in draft.open_points:
        ways = [cohorts[label] for label in labels if label in cohorts]
        for found in ways or ([] if labels else [criteria]):
            found.append(criterion)


def _note_of_others(item: Item, draft: _Draft) -> None:
    """What is asked of caregivers, controls or clinicians decides about no patient."""
    if item.heading:
        return
    for sentence in sentences_of(item):
        draft.sentences += 1
        draft.notes.append(Note("other_participants", _evidence(sentence, draft.text)))


def _below(item: Item) -> Iterable[Item]:
    for child in item.children:
        yield child
        yield from _below(child)


def _note_cohorts(items: Sequence[Item], draft: _Draft) -> None:
    for item in items:
        for label in item.cohorts:
            if label not in draft.by_cohort:
                draft.by_cohort[label] = []
                start, end = draft.text.span(item.start, item.end)
                draft.cohort_evidence[label] = Evidence("criteria", start, end)
            if says_closed(item.text[:120]):
                draft.closed.add(label)


NOT_NAMED = CohortLabel("", "a part without criteria of its own")


def _add_the_cohort_not_named(draft: _Draft) -> None:
    """'Cohort 3 only: ...' and no other cohort named: there is another way in, of which no criteria are told."""
    lone = [label for label in draft.by_cohort if not label.kind]
    if len(draft.by_cohort) == 1 and lone and not draft.closed:
        # criteria 'for women', with no other group named, are those of the trial
        draft.common += draft.by_cohort.pop(lone[0])
        return
    kinds = Counter(label.kind for label in draft.by_cohort)
    if kinds and max(kinds.values()) < 2:
        named = next(iter(draft.by_cohort))
        words = "The criteria of the other parts of the trial are not told"
        evidence = (draft.cohort_evidence[named],)
        draft.by_cohort[NOT_NAMED] = []
        draft.open_points.append((Criterion(OPEN_POINT, Undecidable(words), words, evidence), (NOT_NAMED,)))


def _ask_for_the_name(draft: _Draft, context: Context) -> None:
    """A cohort called 'TNBC' or 'HR+/HER2-' is for those tumours, also where no sentence below repeats it."""
    for label, found in draft.by_cohort.items():
        if label.kind or any(c.facet in RECEPTOR_FACETS for c in found) or label not in draft.cohort_evidence:
            continue
        named = Sentence(label.name, 0, "criteria")
        mentions = [m for reader in READERS for m in reader(named, context) if m.facet in RECEPTOR_FACETS]
        found += [
            Criterion(s.facet, s.requirement, s.statement, (draft.cohort_evidence[label],))
            for s in compose(named, mentions)
        ]


def _take_tumours_for_alternatives(draft: _Draft) -> None:
    """Other tumours beside breast cancer in one cohort are other ways into it."""
    for label in draft.breast & draft.by_cohort.keys():
        draft.by_cohort[label] = [c for c in draft.by_cohort[label] if c.facet != "cancer_type"]


def _complete_parts(draft: _Draft) -> None:
    """A cohort within a cohort asks for both: it takes the place of the outer one as the way in."""
    outer = {label.within for label in draft.by_cohort if label.within}
    of_outer = {str(label): found for label, found in draft.by_cohort.items() if str(label) in outer}
    for label in list(draft.by_cohort):
        if label.within in of_outer:
            draft.by_cohort[label] = [*of_outer[label.within], *draft.by_cohort[label]]
        if str(label) in outer:
            draft.closed |= (
                {part for part in draft.by_cohort if part.within == str(label)} if label in draft.closed else set()
            )
    for label in [label for label in draft.by_cohort if str(label) in outer]:
        del draft.by_cohort[label]


# ---------------------------------------------------------------- items and sentences


def _read_item(item: Item, draft: _Draft, context: Context) -> None:
    if item.heading and not item.children and len(item.text) < 60 and not item.cohorts:
        return
    ways = _ways_in_one_item(item)
    alternatives: list[list[Stated]] = []
    for sentence in sentences_of(item):
        read = _read_sentence(sentence, context)
        if item.heading and item.cohorts and item.polarity == EXCLUDE:
            read.stated.clear()  # the name of a cohort over its exclusions excludes nobody
        if _NAMES_SOME.match(sentence.text):
            read.stated.clear()  # 'For MBC participants:' asks nothing itself
        _account(read, item, draft)
        _note_permission(read, draft)
        if read.stated and not item.cohorts and not sentence.excludes:
            draft.presupposed += [m.requirement for m in read.mentions if m.condition and m.facet in RECEPTOR_FACETS]
        if sentence not in ways:
            _note_open_point(read, item, draft)
        if item.cohorts and not sentence.excludes and BREAST.search(sentence.text):
            draft.breast.update(item.cohorts)
        required = read.stated
        if sentence in ways:
            opening = _ONE_OF.search(sentence.text) if sentence is ways[0] else None
            after = opening.end() if opening else 0
            if _LETTER.search(sentence.text, after):
                alternatives.append([s for s in read.stated if s.start >= after])
            required = [s for s in read.stated if s.start < after]
        for stated in required:
            if stated.facet == "age" and id(item) in draft.of_menopause:
                continue  # 'aged 60 or older' is one way to be past menopause
            if id(item) in draft.open_ways and stated.statement.startswith("Requires"):
                stated = _one_of_several(stated)
            draft.add(_criterion(stated, sentence, draft.text), item)

    if any(alternatives):
        draft.add(_any_of_sentences(alternatives, ways, draft.text), item)


_ONE_OF = re.compile(
    r"\b(?:one(?: or more)?|any(?: one)?|either|1)\s(?:of\s)?(?:the\s)?(?:following|these)\b[^.:;]{0,60}:", re.I
)

_GOES_ON = re.compile(r"[;:]$|(?:^|[:;]\s)\(?\d{1,2}[.)]$")  # a semicolon, or the number of the next point
_LETTER = re.compile(r"[A-Za-z]")


def _ways_in_one_item(item: Item) -> tuple[Sentence, ...]:
    """'One of the following: a) ...; b) ...': the sentences of an inclusion, cut at the semicolons, of which one is enough."""
    sentences = sentences_of(item)
    if item.polarity == EXCLUDE:
        return ()
    for i, sentence in enumerate(sentences):
        if _ONE_OF.search(sentence.text):
            last = next(
                (n for n in range(i, len(sentences)) if not _GOES_ON.search(sentences[n].text)), len(sentences) - 1
            )
            return sentences[i : last + 1] if last > i else ()
    return ()


def _any_of_sentences(alternatives: list[list[Stated]], ways: Sequence[Sentence], text: PlainText) -> Criterion:
    requirements = [
        every(s.requirement for s in stated) if stated else Undecidable("an alternative") for stated in alternatives
    ]
    words = [
        " and ".join(s.statement.removeprefix("Requires ") for s in stated) or "an alternative that needs reading"
        for stated in alternatives
    ]
    facet = next(s.facet for stated in alternatives for s in stated)
    evidence = tuple(_evidence(sentence, text) for sentence in ways)
    return Criterion(facet, AnyOf(tuple(requirements)), "Requires one of: " + "; ".join(dict.fromkeys(words)), evidence)


def _open_ways(items: Sequence[Item]) -> frozenset[int]:
    """Items of inclusions that begin with OR, or stand before one that does: ways of which one is enough."""
    ways: set[int] = set()
    for before, item in zip(items, items[1:], strict=False):
        if item.polarity != EXCLUDE and before.polarity == item.polarity and _BEGINS_WITH_OR.match(item.text):
            ways |= {id(before), id(item)}
        if before.polarity != EXCLUDE and before.parent is item.parent and _ENDS_WITH_OR.search(before.text):
            ways |= {id(before), id(item)}
    return frozenset(ways)


_BEGINS_WITH_OR = re.compile(r"^\W*(?:OR|or|Or)\b")
_ENDS_WITH_OR = re.compile(r"\b(?:OR|or)\W*$")


_MENOPAUSE_TOLD = re.compile(r"menopaus\w*[^.;]{0,80}:\W*$", re.I)
_WAYS_TOLD = 6  # points after such a line that may still belong to it


def _telling_menopause(items: Sequence[Item]) -> frozenset[int]:
    """The points after 'Postmenopausal, defined by one of the following:', where the layout doesn't put them below it."""
    found: set[int] = set()
    for i, item in enumerate(items):
        if _MENOPAUSE_TOLD.search(item.text):
            found |= {id(child) for child in _below(item)}
            if not item.children:
                found |= {id(other) for other in items[i + 1 : i + 1 + _WAYS_TOLD]}
    return frozenset(found)


def _one_of_several(stated: Stated) -> Stated:
    requirement = AnyOf((stated.requirement, Undecidable("another way in")))
    return replace(stated, requirement=requirement, statement=f"{stated.statement}, or what stands beside it")


def _read_sentence(sentence: Sentence, context: Context) -> _Read:
    mentions = [mention for reader in READERS for mention in reader(sentence, context)]
    stated = [] if sentence.polarity == PERMIT else compose(sentence, mentions)
    if stated and sentence.item is not None and sentence.item.parent is not None:
        conditions = _conditions_above(sentence.item, context)
        stated = [under(s, conditions) for s in stated] if conditions else stated
    kind = None
    if not stated:
        kind = "permission" if mentions else kind_of(sentence, context.vocabulary) or _of_nobody_here(sentence)
    return _Read(sentence, stated, mentions, kind)


_NAMES_SOME = re.compile(
    r"^\W*(?:only )?for\s+(?:the |those |all )?(?:[\w+/()-]+\s+){1,5}(?:patients?|participants?|subjects?|women|cohorts?|group|arm)\s*:\s*$",
    re.I,
)
_NAMES_ALL = re.compile(
    r"\b(?:all|both|every|each|study|trial|eligible|enrolled|any|breast|cancer|potential|adult|screening|these|such)\b",
    re.I,
)
# 'For patients with HR-positive disease:', 'If HER2-positive:' say for whom the points below hold.
_FOR_SOME = re.compile(
    r"^\W*(?P<for>(?:(?:only )?(?:for|in)\s+(?:those |all )?(?:the\s+)?(?:patients?|participants?|subjects?|women|men|individuals|tumou?rs?|cases|those)\s+"
    r"(?:with|who|whose|that)\b)|(?:if|for|in case of)\b|(?=[^:]{3,60}\b(?:patients?|participants?|subjects?)\b))(?P<who>[^:]{2,150}):?\s*$",
    re.I,
)
_RULE_BEGINS = re.compile(
    r"\b(?:(?:patients?|participants?|subjects?)\s+)?(?:must|should|need|have to|are required)\b.*$", re.I
)
_TELLING = ("biomarker", "her2", "er", "pr", "receptor_subtype", "menopausal_status", "sex")


def _conditions_above(item: Item, context: Context) -> list[Mention | None]:
    """What the headings of the list say of the patients that it is for; [None] where they single out some by words not
    understood."""
    found: list[Mention | None] = []
    for above in item.ancestors():
        heading = _FOR_SOME.match(" ".join(above.text.split())) if len(above.text) < 170 else None
        if heading is None or (above.cohorts and not above.cohorts[-1].kind and above.heading):
            continue
        who = _RULE_BEGINS.sub("", heading["who"])
        sentence = Sentence(who, above.start, "criteria")
        told = [m for reader in READERS for m in reader(sentence, context) if m.facet.startswith(_TELLING)]
        if told:
            found += told
        elif re.match(r"\W*(?:for|in)\s.*\b(?:with|who|whose)$", heading["for"], re.I) or (
            _NAMES_SOME.match(above.text) and not above.cohorts and not _NAMES_ALL.search(above.text)
        ):
            found.append(None)
    return found


_NOTE = re.compile(r"^\W*(?:please )?notes?\b\W", re.I)


def _of_nobody_here(sentence: Sentence) -> str | None:
    """Sentences that shut out no patient with breast cancer, whatever they speak of; None for all others."""
    if of_other_tumours(sentence.text):
        return "other_cancer"
    if sentence.polarity == PERMIT or stance_of(sentence) is Stance.ALLOW:
        return "permission"
    if _NOTE.match(sentence.text) and stance_of(sentence) is not Stance.FORBID:
        return "explanation"
    return None


_OF_THERAPY = re.compile(
    r"\W*(?:any |all )?(?:prior|previous|concurrent|concomitant|earlier)\b[^.;]{0,40}\b"
    r"(?:therap|treatment|chemo|radi|hormon|endocrine|surger|regimen|use\b)"
)


_OF_THE_PAST = re.compile(r"\W*(?:a |any )?(?:prior|previous(?:ly)?|earlier|history of)\b")  # tells of no state of now


def _note_permission(read: _Read, draft: _Draft) -> None:
    """Disease states that the criteria expressly let in: no shorter text of the record shuts them out."""
    sentence = read.sentence
    if not any(m.facet == "stage" for m in read.mentions):
        return
    of_therapy = any(m.facet in ("prior_therapy", "lines_of_therapy") for m in read.mentions) or _OF_THERAPY.match(
        sentence.lower
    )
    if of_therapy or "not required" in sentence.lower or _OF_THE_PAST.match(sentence.lower):
        return
    if sentence.polarity != PERMIT and stance_of(sentence) is Stance.ALLOW:
        for mention in read.mentions:
            if mention.facet == "stage" and mention.stance is None and mention.statement != "metastases":
                draft.permitted_states |= widest(mention.requirement, STATE_AXIS)


def _account(read: _Read, item: Item, draft: _Draft) -> None:
    if (item.heading and not read.mentions) or not _SAYS_SOMETHING.search(read.sentence.text):
        if read.kind is not None and item.heading:
            draft.kinds[id(item)] = read.kind  # of what is listed below it
        return
    draft.sentences += 1
    if read.stated:
        return
    evidence = _evidence(read.sentence, draft.text)
    kind = read.kind or _kind_of_its_list(read.sentence, item, draft)
    if kind is not None:
        draft.notes.append(Note(kind, evidence))
        draft.kinds[id(item)] = kind
    elif _introduces(read.sentence, item):
        draft.notes.append(Note("introduction", evidence))
    else:
        draft.unread.append(Unread(evidence))


def _note_open_point(read: _Read, item: Item, draft: _Draft) -> None:
    """What is left open of her cancer and its treatment; introductions of lists and ways of which one is enough are not."""
    if item.heading or id(item) in draft.open_ways or _introduces(read.sentence, item):
        return
    kind = read.kind or (None if read.stated else _kind_of_its_list(read.sentence, item, draft))
    stated = open_point(read.sentence, draft.vocabulary, kind, stated=bool(read.stated))
    if stated is not None:
        draft.open_points.append((_criterion(stated, read.sentence, draft.text), item.cohorts))


# Debris of lists ('or', 'ii.', '2.') is no sentence.
_SAYS_SOMETHING = re.compile(r"(?!\b(?:and|or|and/or|iii?|vii?i?|either|plus)\b)\b[A-Za-z][A-Za-z0-9]", re.I)


def _kind_of_its_list(sentence: Sentence, item: Item, draft: _Draft) -> str | None:
    """An entry of a list ('- simvastatin') is of the kind of the sentence that opens the list, unless it speaks of facts
    that a patient field holds."""
    kind = draft.kinds.get(id(item.parent)) if item.parent is not None else None
    return kind if kind is not None and not speaks_of_patient(sentence, draft.vocabulary) else None


def _introduces(sentence: Sentence, item: Item) -> bool:
    """Whether the sentence only opens the list below it, or is a short heading without marker of its own."""
    opens = sentence.text.rstrip().endswith(":")
    return opens and (bool(item.children) or len(sentence.text) < 60)


def _evidence(sentence: Sentence, text: PlainText) -> Evidence:
    start, end = text.span(sentence.start, sentence.end)
    return Evidence(sentence.source, start, end)


def _criterion(stated: Stated, sentence: Sentence, text: PlainText) -> Criterion:
    return Criterion(stated.facet, stated.requirement, stated.statement, (_evidence(sentence, text),))


# ---------------------------------------------------------------- any-of lists

_ANY_OF = re.compile(
    r"\b(?:one(?: or more)?|any(?: one)?|either|at least one|1)\b(?:[^.:]{0,40})\b(?:of (?:the )?(?:following|these|below)|"
    r"following|below|criteria|conditions)\b[^.]{0,60}:?\s*$|\beither\s*:?\s*$|\b(?:patients|participants|subjects|women) (?:may|can) be:\s*$|\bdefined (?:as|by)[^.]{0,40}(?:any|either|one)[^.]{0,40}:?\s*$",
    re.I,
)


def _alternatives(item: Item, items: Sequence[Item]) -> list[Item]:
    """The points of which one is enough, where `item` introduces such a list under an inclusion."""
    if item.polarity == EXCLUDE or not (_ANY_OF.search(item.text) or _TUMOUR_TYPES.search(item.text)):
        return _joined_by_or(item)
    if any(child.cohorts and child.cohorts != item.cohorts for child in item.children):
        return []  # each is a cohort, and read as such
    alternatives = _tumours_listed(item.children)
    return alternatives if len(alternatives) > 1 else []


# '... advanced disease of the following tumour types:'
_TUMOUR_TYPES = re.compile(
    r"\b(?:following|these|below)\b[^.:]{0,40}\b(?:tumou?rs?|cancers?|malignanc(?:y|ies)|indications|histologies|(?:sub)?types)(?: types?)?[^.:]{0,20}:\s*$",
    re.I,
)
_NAMES_TUMOUR = re.compile(rf"{BREAST.pattern}|{OTHER_TUMOUR.pattern}|\bHER-?2\b|\btriple[- ]negative", re.I)


def _tumours_listed(children: list[Item]) -> list[Item]:
    """Of a list that begins with tumours, those: what follows them is no tumour and no alternative of them."""
    if not any(of_other_tumours(child.text) for child in children[:4]) or not _NAMES_TUMOUR.search(children[0].text):
        return children
    last = next((i for i, child in enumerate(children) if not _NAMES_TUMOUR.search(child.text)), len(children))
    return children[:last]


def _joined_by_or(item: Item) -> list[Item]:
    """Points below `item` that end or begin with a bare OR."""
    children = item.children
    if item.polarity == EXCLUDE or len(children) < 2:
        return []
    joined = sum(
        bool(re.search(r"(?:\bor|\bOR)\W*$", a.text) or re.match(r"^\W*(?:or|OR)\b", b.text))
        for a, b in zip(children, children[1:], strict=False)
    )
    return children if joined == len(children) - 1 else []


def _read_any_of(item: Item, alternatives: Sequence[Item], draft: _Draft, context: Context) -> None:
    """One criterion out of a list of alternatives below `item`; an alternative not understood leaves it open."""
    _read_item(item, draft, context)
    _read_ways(alternatives, draft, context, item)


def _runs_of_ways(items: Sequence[Item]) -> dict[int, list[Item]]:
    """Neighbouring points of an inclusion of which each ends, or the next one begins, with a bare OR; by id of the first."""
    runs: dict[int, list[Item]] = {}
    run: list[Item] = []
    for item in items:
        if item.polarity == EXCLUDE or item.heading or item.children:
            run = []
            continue
        joined = run and run[-1].parent is item.parent and item.marker == run[-1].marker
        if joined and (_ENDS_WITH_OR.search(run[-1].text) or _BEGINS_WITH_OR.match(item.text)):
            run.append(item)
            runs[id(run[0])] = run
        else:
            run = [item]
    return runs


def _read_ways(alternatives: Sequence[Item], draft: _Draft, context: Context, item: Item | None = None) -> None:
    requirements: list[Requirement] = []
    words: list[str] = []
    facets: list[str] = []
    evidence: list[Evidence] = []
    with_breast = any(BREAST.search(alternative.text) for alternative in alternatives)
    for alternative in alternatives:
        stated = _read_alternative(alternative, draft, context)
        evidence.append(Evidence("criteria", *draft.text.span(alternative.start, alternative.end)))
        if not stated and with_breast and of_other_tumours(alternative.text):
            requirements.append(Constant(Truth.FALSE))
            words.append("a tumour other than breast cancer")
        elif stated:
            requirements.append(every(s.requirement for s in stated))
            words.append(" and ".join(s.statement.removeprefix("Requires ") for s in stated))
            facets += [s.facet for s in stated]
        else:
            requirements.append(Undecidable("an alternative"))
            words.append("an alternative that needs reading")
    if facets:
        whole = Evidence("criteria", *draft.text.span((item or alternatives[0]).start, alternatives[-1].end))
        statement = "Requires one of: " + "; ".join(dict.fromkeys(words))
        draft.add(Criterion(facets[0], AnyOf(tuple(requirements)), statement, (whole, *evidence)), alternatives[0])


def _read_alternative(alternative: Item, draft: _Draft, context: Context) -> list[Stated]:
    stated: list[Stated] = []
    for item in (alternative, *_below(alternative)):
        for sentence in sentences_of(item):
            read = _read_sentence(sentence, context)
            _account(read, item, draft)
            stated += read.stated
    return stated
