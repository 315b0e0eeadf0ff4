"""What is said of one list of therapies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import AllOf, Undecidable, either, every
from data.criteria import negated as opposite
from data.vocabulary.terms import Vocabulary
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, Stance, negated, stance_of
from matcher.reading.therapy import phrases
from matcher.reading.therapy.asides import DIRECTLY_EARLY
from matcher.reading.therapy.kinds import for_another_tumour, of_a_kind_not_known
from matcher.reading.therapy.lists import AT_WILL, NAIVE, NO_PATIENT_FIELD
from matcher.reading.therapy.names import Named
from matcher.reading.therapy.requirements import all_but_some, having_had
from matcher.reading.therapy.settings import ANY, BOTH, METASTATIC, setting_of

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
    text, start, end = sentence.text, group[0].start, group[-1].end
    before, after = _clause(text, start, end)
    before, after = before[max(0, len(before) - (start - part[0])) :], after[: max(0, part[1] - end)]
    clause = before + text[start:end] + after
    if phrases.NOT_HISTORY.search(clause):
        return None
    in_words = phrases.HISTORY.search(clause) or (given_for_her_disease(sentence) and start < 70)
    if not in_words and not whole and not (says_no(text, group) and phrases.HISTORY.search(text[:start])):
        return None
    progressed = bool(phrases.PROGRESSED.search(before[-80:] + " ") or _RESISTANT.match(after))
    if (
        phrases.NOW.search(clause)
        and not phrases.BEFORE.search(clause)
        and not progressed
        and not _RELAPSED.search(before)
    ):
        return None
    if for_another_tumour(text, start, end):
        return None
    strange = [named for named in group if of_a_kind_not_known(text, named)]
    if strange and sentence.excludes and phrases.OR.search(text[start:end]) and group[0] not in strange:
        group = [named for named in group if named not in strange]  # the others are excluded all the same
        strange, end = [], group[-1].end
    concepts = [c for named in group for c in named.concepts if c not in NO_PATIENT_FIELD]
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
    if (sentence.excludes or OPENS_WITH_NO.match(text)) and _LEFT_OUT.search(text[:start][-70:]):
        return None  # '... other than endocrine therapy' lets in, it does not shut out
    words = " ".join(text[start:end].split())
    timed = bool(phrases.WINDOW.search(clause)) or (sentence.excludes and bool(_WITHIN.search(text, end)))
    had = _HAD.search(before) and not _WASHOUT.search(clause)
    so_long = (_SO_LONG.search(clause) or _RELAPSED.search(before[-160:])) and not _OFF_IT.search(clause)
    if timed and not had and not so_long and not sentence.excludes:
        return Mention(FACET, Undecidable("when or how much"), f"{words} within a certain time or dose", start, end)
    setting = setting_of(before, text[start:end], after)
    if (
        setting == ANY
        and (beyond := _AND_NO.match(text, part[1]))
        and setting_of("", "", text[beyond.end() :][:200]) == METASTATIC
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
    exempt = spared.group() if spared else let_in if DIRECTLY_EARLY.search(let_in) else ""
    if spared:
        end = max(end, spared.end())
    if exempt:
        setting = METASTATIC if spared or sentence.excludes or negated(sentence, start) else ANY
    hormones_spared = _HORMONES_SPARED.search(text, end) if concepts == ["systemic therapy"] else None
    if hormones_spared:
        group = [group[0]._replace(concepts=("non-endocrine systemic therapy",))]
        setting = setting_of(before, "", after + text[end : hormones_spared.end() + 60])
        spared, end = hormones_spared, hormones_spared.end()
    if _WITH_OR_WITHOUT.search(before) or _RECENT.search(before) or _EXPERIMENTAL.search(before):
        return None
    several = _SEVERAL.search(before)
    if _ONLY_EARLY.match(text, end):
        late = having_had(text, group, METASTATIC, progressed=False, any_of=True)
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
        or bool(NAIVE.match(after))
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
    if forbidden and (all_but := all_but_some(text, group, vocabulary, setting, progressed=progressed)):
        requirement, reaches = all_but
        words = f"no prior {' '.join(text[start:reaches].split())}"
        return Mention(FACET, opposite(requirement), words, start, reaches, Stance.REQUIRE, settled=True)
    requirement = having_had(text, group, setting, progressed=progressed, any_of=forbidden)
    if forbidden and exempt and phrases.WINDOW.search(exempt):  # 'unless adjuvant, more than 12 months ago'
        early = having_had(text, group, ANY, progressed=progressed, any_of=True)
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
    lets_in = phrases.PERMITS.search(AT_WILL.sub(" ", clause)) and not phrases.DENIES_PERMISSION.search(clause)
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


_RESISTANT = re.compile(r"(?:\s?-\s?|\s)(?:refractory|resistant)\b", re.I)


_WITHOUT_PROGRESSION = re.compile(r"\b(?:without|no) (?:\w+ )?progress", re.I)
