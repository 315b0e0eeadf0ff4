"""What is said of one list of therapies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.criteria import AllOf, Between, Requirement, Undecidable, either, every
from data.criteria import negated as opposite
from data.vocabulary.terms import Vocabulary
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, Stance, negated, stance_of
from matcher.reading.therapy import phrases
from matcher.reading.therapy.asides import DIRECTLY_EARLY
from matcher.reading.therapy.kinds import for_another_tumour, of_a_kind_not_known
from matcher.reading.therapy.lists import AT_WILL, NAIVE, NO_PATIENT_FIELD
from matcher.reading.therapy.names import Named
from matcher.reading.therapy.requirements import all_but_let_in, all_but_some, having_had
from matcher.reading.therapy.settings import ANY, BOTH, METASTATIC, setting_of
from matcher.reading.therapy.spared_lines import lines_spared

FACET = "prior_therapy"


_NO_BEFORE = re.compile(r"\b(?:no|not|never|without)\s+(?:\w+\s+){0,4}$", re.I)


def says_no(text: str, group: Sequence[Named]) -> bool:
    return bool(_NO_BEFORE.search(text[max(0, group[0].start - 50) : group[0].start]))


_OR_HAD = re.compile(
    r"\W*or\b(?!\s+(?:no|not|without|any)\b)[^,;]{0,30}?\b(?:progress\w*|relaps\w*|recurr\w*|fail\w*)\s+(?:on|after|during|following|to|of)\b",
    re.I,
)


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


@dataclass(slots=True)
class _Told:
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
    in_words: bool = False
    timed: bool = False
    setting: str = ANY
    spared: re.Match[str] | None = None
    exempt: str = ""
    lines_spared: tuple[str, int] | None = None

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
        return bool(self.text.rstrip().endswith(":") and self.sentence.item and self.sentence.item.children)


def mention_of(
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
    told = _told_of(sentence, group, let_in, part, whole)
    if _is_no_history(told) or not _keep_known_kinds(told) or _is_of_others(told):
        return None
    told.timed = _is_timed(told)
    if _only_when_or_how_much(told):
        return _undecided_time(told, Undecidable("when or how much"))
    words, concepts = told.words, told.concepts
    _settle_setting(told)
    _spare_what_is_excepted(told, concepts)
    if _is_neither_here_nor_there(told):
        return None
    if _ONLY_EARLY.match(told.text, told.end):
        late = having_had(told.text, told.group, METASTATIC, progressed=False, any_of=True)
        statement = f"no prior {words} {METASTATIC}"
        return Mention(FACET, opposite(late), statement, told.start, len(told.text), Stance.REQUIRE, settled=True)
    several = _SEVERAL.search(told.before)
    if several and several["most"]:
        return None  # 'up to one CDK4/6 inhibitor' is a limit on their number
    denied, stance = _is_denied(told), stance_of(sentence)
    if told.spared and stance is Stance.ALLOW and not denied:
        return None  # 'chemotherapy other than adjuvant is allowed' asks for none
    forbidden = denied or stance is Stance.FORBID
    if forbidden and told.setting == METASTATIC and _names_every_kind(concepts):
        told.group = [*told.group, told.group[-1]._replace(concepts=("systemic therapy",))]  # none was given
    if forbidden and (all_but := _all_but_what_is_spared(told, words, vocabulary)):
        return all_but
    requirement = _required(told, forbidden=forbidden, stance=stance)
    timed = told.timed or bool(several and not (several["n"].lower() in ("one", "1") and several["least"]))
    if timed:
        return _undecided_time(told, AllOf((requirement, Undecidable("when or how much"))), words)
    return _stated(told, requirement, words, denied=denied, forbidden=forbidden, stance=stance)


def _all_but_what_is_spared(told: _Told, words: str, vocabulary: Vocabulary) -> Mention | None:
    """'No anti-HER2 therapy other than trastuzumab', 'no HER2 ADC (T-DM1 is allowed)'."""
    text = told.text
    named = all_but_some(text, told.group, vocabulary, told.setting, progressed=told.progressed)
    if named is not None:
        requirement, reaches = named
        statement = f"no prior {' '.join(text[told.start : reaches].split())}"
        return Mention(FACET, opposite(requirement), statement, told.start, reaches, Stance.REQUIRE, settled=True)
    if not told.let_in or told.exempt or told.timed:
        return None
    rest = all_but_let_in(told.let_in, told.group, vocabulary, told.setting, progressed=told.progressed)
    if rest is None:
        return None
    statement = f"no prior {words} {' '.join(told.let_in.split())}"
    return Mention(FACET, opposite(rest), statement, told.start, told.end, Stance.REQUIRE, settled=True)


def _told_of(sentence: Sentence, group: Sequence[Named], let_in: str, part: tuple[int, int], whole: str) -> _Told:
    text, start, end = sentence.text, group[0].start, group[-1].end
    before, after = _clause(text, start, end)
    before, after = before[max(0, len(before) - (start - part[0])) :], after[: max(0, part[1] - end)]
    told = _Told(sentence, group, start, end, part, before, after, let_in, whole)
    told.progressed = bool(
        phrases.PROGRESSED.search(before[-80:] + " ") or _RESISTANT.match(after) or _FAILURE.match(after)
    )
    told.in_words = bool(phrases.HISTORY.search(told.clause) or (given_for_her_disease(sentence) and start < 70))
    return told


def _is_no_history(told: _Told) -> bool:
    """Whether the clause tells no earlier treatment: another thing altogether, or the treatment of now."""
    if phrases.NOT_HISTORY.search(told.clause):
        return True
    earlier = says_no(told.text, told.group) and phrases.HISTORY.search(told.text[: told.start])
    if not told.in_words and not told.whole and not earlier:
        return True
    now = phrases.NOW.search(told.clause) and not phrases.BEFORE.search(told.clause)
    return bool(now and not told.progressed and not _RELAPSED.search(told.before))


def _keep_known_kinds(told: _Told) -> bool:
    """Whether a therapy is left that the vocabulary knows; kinds that it does not know leave the list where that is safe."""
    strange = [named for named in told.group if of_a_kind_not_known(told.text, named)]
    listed = phrases.OR.search(told.text[told.start : told.end])
    if strange and told.sentence.excludes and listed and told.group[0] not in strange:
        told.group = [named for named in told.group if named not in strange]  # the others are excluded all the same
        strange, told.end = [], told.group[-1].end
    return bool(told.concepts) and not strange


def _is_of_others(told: _Told) -> bool:
    """Whether the words are about other tumours or patients, or about numbers of lines, washouts, parts of a treatment."""
    text, before = told.text, told.before
    if for_another_tumour(text, told.start, told.end):
        return True
    if not told.sentence.excludes and _WHOEVER.search(before) and _MUST.search(told.after):
        return True  # 'Patients who received X must ...' asks nothing of the others
    if _NUMBERED.search(before) or _PART_OF.search(before) or _SINCE.search(before):
        return True
    if told.heads_a_list and not _AND_MORE.search(text, told.end):
        return True
    if _NONE_IS_WELL.match(text, told.end):
        return True  # 'Prior endocrine therapy: none, or ...'
    shuts_out = told.sentence.excludes or OPENS_WITH_NO.match(text)
    # '... other than endocrine therapy' lets in, it does not shut out
    return bool(shuts_out and _LEFT_OUT.search(text[: told.start][-70:]))


_NUMBERED = re.compile(r"\b(?:second|third|fourth|fifth|2nd|3rd)\s*$", re.I)  # 'a second chemotherapy line'
_PART_OF = re.compile(r"\b(?:part|parts|portion|some) of (?:the |their )?$", re.I)  # '... was given elsewhere'
_SINCE = re.compile(r"\bsince\b")  # washouts


def _is_timed(told: _Told) -> bool:
    own = phrases.OF_ITS_OWN.search(told.text, told.end)
    within = told.sentence.excludes and _WITHIN.search(told.text, told.end, own.start() if own else len(told.text))
    return bool(phrases.WINDOW.search(told.clause) or within or _SO_SOON.search(told.before))


def _only_when_or_how_much(told: _Told) -> bool:
    """Whether an inclusion only limits the time or dose of a treatment that she may have had."""
    if told.sentence.excludes or not told.timed:
        return False
    if _LONG_AFTER.search(told.before):
        return True
    had = bool(
        (_HAD.search(told.before) and not _WASHOUT.search(told.clause))
        or (told.progressed and not _OFF_IT.search(told.clause))
        or _AFTER_A_LINE.search(told.before)
    )
    so_long = (_SO_LONG.search(told.clause) or _RELAPSED.search(told.before[-160:])) and not _OFF_IT.search(told.clause)
    return not had and not so_long


def _undecided_time(told: _Told, requirement: Requirement, words: str = "") -> Mention:
    return Mention(FACET, requirement, f"{words or told.words} within a certain time or dose", told.start, told.end)


def _settle_setting(told: _Told) -> None:
    """The disease that the therapies were given for, also where words beyond the clause tell it."""
    text = told.text
    told.setting = setting_of(told.before, text[told.start : told.end], told.after)
    if told.setting == ANY and (beyond := _AND_NO.match(text, told.part[1])):
        if setting_of("", "", text[beyond.end() :][:200]) == METASTATIC:
            told.setting = METASTATIC  # 'no A, and no B, for metastatic disease'
    if told.setting == ANY and told.whole and not told.in_words:
        if phrases.METASTATIC.search(told.whole) and not phrases.EARLY.search(told.whole):
            told.setting = METASTATIC
    if told.setting == ANY and (told.heads_a_list or not _EARLIER.search(told.clause)):
        told.setting = (
            BOTH  # the points below a heading say for which; 'treated with X' may be the trial's own treatment
        )


def _spare_what_is_excepted(told: _Told, concepts: Sequence[str]) -> None:
    """'Chemotherapy except as adjuvant treatment', 'no systemic therapy other than endocrine': the rest is meant."""
    text = told.text
    told.spared = _EARLY_SPARED.match(text, told.end) or next(
        (m for named in told.group[:-1] if (m := _EARLY_SPARED.match(text, named.end))), None
    )
    told.exempt = told.spared.group() if told.spared else told.let_in if DIRECTLY_EARLY.search(told.let_in) else ""
    if told.spared:
        told.end = max(told.end, told.spared.end())
    if told.exempt:
        shut_out = told.spared or told.sentence.excludes or negated(told.sentence, told.start)
        told.setting = METASTATIC if shut_out else ANY
    if list(concepts) != ["systemic therapy"]:
        return
    lines = lines_spared(text, told.end)
    if lines is not None:
        told.lines_spared = lines.quantity, lines.number
    if lines is not None and lines.quantity == "chemo_lines_metastatic":
        told.group = [told.group[0]._replace(concepts=(kind,)) for kind in _BESIDE_CHEMOTHERAPY]
        told.spared, told.end = lines.at, lines.at.end()
    elif hormones := _HORMONES_SPARED.search(text, told.end):
        told.group = [told.group[0]._replace(concepts=("non-endocrine systemic therapy",))]
        told.setting = setting_of(told.before, "", told.after + text[told.end : hormones.end() + 60])
        told.spared, told.end = hormones, hormones.end()


def _is_neither_here_nor_there(told: _Told) -> bool:
    before = told.before
    return bool(_WITH_OR_WITHOUT.search(before) or _RECENT.search(before) or _EXPERIMENTAL.search(before))


def _is_denied(told: _Told) -> bool:
    """Whether the words say that she must not have had it."""
    text, own = told.text, told.sentence
    if told.part[0] and _OR_HAD.match(
        text, told.part[0]
    ):  # 'no therapy yet, or progression on X': 'no' is of the first
        own = replace(own, text=" " * told.part[0] + text[told.part[0] :])
    # the 'not' of 'are not eligible' is the sentence's stance, no part of her history
    not_eligible = _NOT_ELIGIBLE.search(text[max(0, told.start - 120) : told.start])
    return (
        (not not_eligible and negated(own, told.start))
        or bool(_UNTREATED_WITH.search(told.before))
        or bool(_UNLIKE_THE_OTHER.match(told.after) and phrases.PERMITS.search(text, 0, told.start))
        or bool(NAIVE.match(told.after))
    )


def _names_every_kind(concepts: Sequence[str]) -> bool:
    return _ALL_KINDS.issubset(concepts) and not _ONE_MORE_KIND.isdisjoint(concepts)


def _required(told: _Told, *, forbidden: bool, stance: Stance) -> Requirement:
    """Her having had it, left open where an aside or another way in leaves it open."""
    text = told.text
    requirement = having_had(text, told.group, told.setting, progressed=told.progressed, any_of=forbidden)
    if forbidden and told.lines_spared:
        quantity, most = told.lines_spared
        requirement = either((requirement, Between(quantity, most + 1, None)))
    if forbidden and told.exempt and phrases.WINDOW.search(told.exempt):  # 'unless adjuvant, more than 12 months ago'
        early = having_had(text, told.group, ANY, progressed=told.progressed, any_of=True)
        requirement = either((requirement, every((early, Undecidable("when it was given")))))
    elif forbidden and told.let_in and not told.exempt:
        if not (told.progressed and _WITHOUT_PROGRESSION.search(told.let_in)):
            requirement = every((requirement, Undecidable("what is let in")))
    if not forbidden and stance is Stance.REQUIRE and _another_way(text, told.start, told.end, told.part):
        requirement = either((requirement, Undecidable("another way in")))
    return requirement


def _stated(
    told: _Told, requirement: Requirement, words: str, *, denied: bool, forbidden: bool, stance: Stance
) -> Mention:
    settled = told.spared is not None or (forbidden and bool(told.exempt))
    parts = (
        "no" if denied or (settled and forbidden) else "",
        "progression on" if told.progressed else "prior",
        re.sub(r"\btreated$", "treatment", re.sub(r"^(?:prior|previous)\s+", "", words)),
        told.setting if told.setting != BOTH else "",
        told.spared.group().strip(" ,()") if told.spared and told.lines_spared else "",
    )
    end = told.end
    if told.setting == METASTATIC or told.group[0].concepts == ("systemic therapy",):
        end = max(end, min(end + len(told.after), end + 80))  # 'for recurrent or metastatic disease' belongs to it
    criterion = opposite(requirement) if denied or (settled and forbidden) else requirement
    own_stance = _stance_told(told, stance, denied=denied, settled=settled)
    return Mention(FACET, criterion, " ".join(filter(None, parts)), told.start, end, own_stance, settled=settled)


def _stance_told(told: _Told, stance: Stance, *, denied: bool, settled: bool) -> Stance | None:
    """The stance of these words where it is not that of the sentence; None where it is."""
    if denied:  # 'must not have had' puts out in either section
        return Stance.FORBID if told.sentence.excludes and not _MUST_NOT.search(told.before) else Stance.REQUIRE
    if settled:
        return None
    if stance is Stance.ALLOW and _ASKED_FOR.match(told.after):
        return Stance.REQUIRE
    closing = _IS_PERMITTED.match(told.text[told.end + len(told.after) :])
    lets_in = phrases.PERMITS.search(AT_WILL.sub(" ", told.clause))
    permitted = closing or (lets_in and not phrases.DENIES_PERMISSION.search(told.clause))
    if permitted and not _ONLY_THEN.search(told.clause):
        return Stance.ALLOW
    return Stance.FORBID if stance is Stance.FORBID else None


_IS_PERMITTED = re.compile(r"\W*(?:is|are) (?:permitted|allowed)\b", re.I)
_ONLY_THEN = re.compile(r"\bonly\b|\bmust (?:also )?have\b", re.I)


# Chemotherapy, endocrine therapy and one of these: whoever names them all means any systemic therapy.
_ALL_KINDS = frozenset({"chemotherapy", "endocrine therapy"})


_ONE_MORE_KIND = frozenset({"immunotherapy", "biologic therapy", "targeted therapy"})


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


OPENS_WITH_NO = re.compile(
    r"^\W*(?:(?:patients?|subjects?|participants?|women)\s+)?(?:(?:with|have|having|had)\s+)?(?:no|without)\s+", re.I
)


def given_for_her_disease(sentence: Sentence) -> bool:
    """Whether an exclusion, or an inclusion that opens with 'no', is but a therapy and the advanced disease it was given for."""
    denied = OPENS_WITH_NO.match(sentence.text)
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


# 'Primary resistance to endocrine therapy' is progression within a time
_SO_SOON = re.compile(
    r"\b(?:primar(?:y|ily)|secondar(?:y|ily)|intrinsic\w*|acquired|early)\s+(?:\w+\s+)?(?:resistan\w+|refractor\w+|fail\w+|progress\w+)\b",
    re.I,
)


# 'after at least six months of one prior line of ...'
_AFTER_A_LINE = re.compile(
    r"\b(?:after|following|on)\b[^.;]{0,60}\b(?:prior|previous)\s+(?:lines?|regimens?|courses?|treatments?|therap\w+)\s+(?:of|with)\s+(?:any\s+|an?\s+)?$",
    re.I,
)


# 'Relapse 12 months or more after adjuvant taxanes': a limit for those who had them
_LONG_AFTER = re.compile(
    r"\b(?:relaps\w*|recurr\w*|progress\w*|metasta\w+)\b[^.;]{0,40}(?:(?:>=?|\u2265|\bat least|\bmore than|\bminimum of)\s*\d+\s*(?:months?|years?)|\d\s*(?:months?|years?)\s+or\s+(?:more|longer|later))\s+(?:after|since|from|following)\b[^.;]{0,60}$",
    re.I,
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


# What systemic therapy is beside chemotherapy.
_BESIDE_CHEMOTHERAPY = ("endocrine therapy", "targeted therapy", "immunotherapy", "radioligand therapy")


_WHO = r"(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+)?(?:who|whose|with|that have|have|has|having|are|is|de novo|newly|no prior|not|never|untreated|without|unable|ineligible|intoleran\w*|contraindicat\w*|refus\w*|declin\w*)"


_OR_THOSE_BEFORE = re.compile(
    r"\w[^.;:]{3,}\bor\s+(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+(?:who|whose|with|that)|who)\b"
    r"|\beither\s+(?:have|has|having|be|with)\s[^.;:]{3,}\bor\s+(?:have|has|having|be|with)\b",
    re.I,
)


_OR_THOSE_AFTER = re.compile(rf"[^.;:]{{0,80}}?(?<!with )\bor\s+{_WHO}\b", re.I)


def _another_way(text: str, start: int, end: int, part: tuple[int, int]) -> bool:
    """Whether an alternative stands beside the list: 'never treated, or relapsed after X', 'progressed on X or de novo disease'."""
    before = part[0] == 0 and _OR_THOSE_BEFORE.search(text[:start][-200:])
    after = part[1] == len(text) and _OR_THOSE_AFTER.match(text, end)
    return bool(before or after)


_AND_NO = re.compile(r"\W*(?:and|or|but)?\s*(?:no|without)\s+(?:any |prior |previous )*", re.I)


_RESISTANT = re.compile(r"(?:\s?-\s?|\s)(?:refractory|resistant)\b", re.I)


# 'tamoxifen failure', 'aromatase inhibitor therapy failure within a year'
_FAILURE = re.compile(r"(?:\s+(?:therap\w+|treatments?))?\s+(?:failures?|failed)\b(?!\s+to\b)", re.I)


_WITHOUT_PROGRESSION = re.compile(r"\b(?:without|no) (?:\w+ )?progress", re.I)
