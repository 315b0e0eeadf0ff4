"""For which disease a therapy was given, and what an exception leaves of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import negated as opposite
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.numbers import number
from matcher.reading.sentences import stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.all_but import all_but_let_in, all_but_some, had_all_but
from matcher.reading.therapy.asides import DIRECTLY_EARLY, LINES_LET_IN
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.lines.quantities import quantity_counted
from matcher.reading.therapy.lines.spared import lines_spared
from matcher.reading.therapy.names import Named, therapies_in
from matcher.reading.therapy.settings import ANY, BOTH, METASTATIC, setting_of
from matcher.reading.therapy.told import EARLY_SPARED, Told


def all_but_what_is_spared(told: Told, words: str, vocabulary: Vocabulary) -> Mention | None:
    """'No anti-HER2 therapy other than trastuzumab', 'no HER2 ADC (T-DM1 is allowed)'."""
    text = told.text
    named = all_but_some(text, told.group, vocabulary, told.setting, progressed=told.progressed)
    if named is not None:
        requirement, reaches = named
        statement = f"no prior {' '.join(text[told.start : reaches].split())}"
        return Mention(
            PRIOR_THERAPY, opposite(requirement), statement, told.start, reaches, Stance.REQUIRE, settled=True
        )
    if told.partners:
        rest = had_all_but(told.group, told.partners, vocabulary, told.setting, progressed=told.progressed)
        if rest is not None:
            statement = f"no prior {' '.join(text[told.start : told.end].split())}"
            return Mention(PRIOR_THERAPY, opposite(rest), statement, told.start, told.end, Stance.REQUIRE, settled=True)
    if not told.let_in or told.exempt or told.timed:
        return None
    rest = all_but_let_in(told.let_in, told.group, vocabulary, told.setting, progressed=told.progressed)
    if rest is None:
        return None
    statement = f"no prior {words} {' '.join(told.let_in.split())}"
    return Mention(PRIOR_THERAPY, opposite(rest), statement, told.start, told.end, Stance.REQUIRE, settled=True)


def settle_setting(told: Told) -> None:
    """The disease that the therapies were given for, also where words beyond the clause tell it."""
    text = told.text
    told.setting = setting_of(told.before, text[told.start : told.end], told.after)
    if told.setting == ANY and (beyond := _AND_NO.match(text, told.part[1])):
        if setting_of("", "", text[beyond.end() :][:200]) == METASTATIC:
            told.setting = METASTATIC  # 'no A, and no B, for metastatic disease'
    if told.setting == ANY and told.whole and not told.in_words:
        if phrases.METASTATIC.search(told.whole) and not phrases.EARLY.search(told.whole):
            told.setting = METASTATIC
    if told.setting == ANY and (told.heads_a_list or not (_EARLIER.search(told.clause) or _was_given_for_a_time(told))):
        # the points below a heading say for which; 'treated with X' may be the trial's own treatment
        told.setting = BOTH


def spare_what_is_excepted(told: Told, concepts: Sequence[str], vocabulary: Vocabulary) -> None:
    """'Chemotherapy except as adjuvant treatment', 'no systemic therapy other than endocrine': the rest is meant."""
    text = told.text
    aside = _MEMBERS_IN_AN_ASIDE.match(text, told.end)
    told.spared = EARLY_SPARED.match(text, aside.end() if aside else told.end) or next(
        (m for named in told.group[:-1] if (m := EARLY_SPARED.match(text, named.end))), None
    )
    if told.spared and all_but_some(text, told.group, vocabulary, ANY, progressed=told.progressed):
        told.spared = None  # 'anti-HER2 therapy except adjuvant trastuzumab': no other one, in any setting
    told.exempt = told.spared.group() if told.spared else told.let_in if DIRECTLY_EARLY.search(told.let_in) else ""
    if told.spared:
        told.end = max(told.end, told.spared.end())
    if told.exempt:
        forbids = stance_of(told.sentence) is Stance.FORBID
        shut_out = told.spared or forbids or negated(told.sentence, told.start)
        told.setting = METASTATIC if shut_out else ANY
    if list(concepts) != ["systemic therapy"]:
        return
    lines = lines_spared(text, told.end)
    if lines is not None:
        told.lines_spared = lines.quantity, lines.number
    if lines is not None and lines.quantity == "chemo_lines_metastatic":
        told.group = [told.group[0]._replace(concepts=(kind,)) for kind in _BESIDE_CHEMOTHERAPY]
        told.spared, told.end = lines.at, lines.at.end()
    elif hormones := lines.at if lines is not None else _HORMONES_SPARED.search(text, told.end):
        told.group = [told.group[0]._replace(concepts=("non-endocrine systemic therapy",))]
        told.setting = setting_of(told.before, "", told.after + text[told.end : hormones.end() + 60])
        told.spared, told.end = hormones, hormones.end()
        told.partners = _partners_of_endocrine(hormones.group(), vocabulary)
    elif let_in := LINES_LET_IN.search(told.let_in):
        _spare_lines_let_in(told, let_in)


# 'A checkpoint inhibitor (anti-PD-1, anti-CTLA-4), except as adjuvant treatment'
_MEMBERS_IN_AN_ASIDE = gated(
    r"(?:\s+(?:therap\w+|treatments?|agents?|drugs?))?\s*\((?!except|unless|other|apart|but)[^()]{3,90}\)", re.I
)


def _partners_of_endocrine(spared: str, vocabulary: Vocabulary) -> list[Named]:
    """'other than endocrine therapy +/- CDK4/6 inhibitor' spares the inhibitor as well."""
    return [
        one
        for one in therapies_in(spared, vocabulary)
        if all(c != "endocrine therapy" and "endocrine therapy" not in vocabulary.ancestors(c) for c in one.concepts)
    ]


def _spare_lines_let_in(told: Told, let_in: re.Match[str]) -> None:
    """'Prior therapy for metastatic disease (one line of hormonal therapy is allowed)'"""
    quantity = quantity_counted(let_in["kind"])
    if quantity is None:
        return
    others = _BESIDE_CHEMOTHERAPY if quantity == "chemo_lines_metastatic" else ("non-endocrine systemic therapy",)
    told.group = [told.group[0]._replace(concepts=(kind,)) for kind in others]
    told.lines_spared, told.exempt = (quantity, number(let_in["n"])), told.let_in


def names_every_kind(concepts: Sequence[str]) -> bool:
    return _ALL_KINDS.issubset(concepts) and not _ONE_MORE_KIND.isdisjoint(concepts)


# Chemotherapy, endocrine therapy and one of these: whoever names them all means any systemic therapy.
_ALL_KINDS = frozenset({"chemotherapy", "endocrine therapy"})


_ONE_MORE_KIND = frozenset({"immunotherapy", "biologic therapy", "targeted therapy"})


_EARLIER = gated(
    r"\b(?:prior|previous\w*|pre-?treated|progress\w*|refractory|fail\w*|resistan\w+|(?:must|who) have (?:\w+ )?(?:received|been|undergone|had))\b"
    r"|^\W*(?:(?:patients?|women|participants?|subjects?)\s+(?:who\s+)?)?(?:(?:have|has|had|having)\s+)?received\b",
    re.I,
)


def _was_given_for_a_time(told: Told) -> bool:
    """'Treated with eribulin for at least 6 weeks': not the trial's own treatment"""
    return told.timed and not told.sentence.excludes and not _TO_COME.search(told.before)


_TO_COME = gated(
    r"\b(?:will|to be|to receive|plan\w*|schedul\w*|candidates?|eligible|suitable|intend\w*|expect\w*|able)\b", re.I
)


_HORMONES_SPARED = gated(
    r"\(?\b(?:except|other than|unless|excluding|with the exception of|apart from)\b[^.;()]{0,60}\b(?:hormon\w*|endocrine|aromatase|(?-i:ET))\b[^.;()]{0,40}\)?"
    r"|\((?:\w+\s+){0,2}(?:hormon\w*|endocrine)\s(?:therap\w+|treatments?)?[^.;()]{0,20}\b(?:excepted|exempt\w*|not counted|(?:does|do) not count)\)",
    re.I,
)


# What systemic therapy is beside chemotherapy.
_BESIDE_CHEMOTHERAPY = ("endocrine therapy", "targeted therapy", "immunotherapy", "radioligand therapy")


_AND_NO = gated(r"\W*(?:and|or|but)?\s*(?:no|without)\s+(?:any |prior |previous )*", re.I)
