"""What a sentence asks for, from what it mentions: polarity, permission, alternatives, exceptions, conditions."""

from __future__ import annotations

from data.criteria import AnyOf, Negation, Requirement, Undecidable, Within, every
from matcher.reading.composing.compose import compose
from matcher.reading.composing.stated import Stated
from matcher.reading.layout.item import EXCLUDE, INCLUDE
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.sentence_ends import split
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance

A, B = Within("site:liver", 2), Within("site:bone", 2)
WORDS: dict[str, Requirement] = {"liver": A, "bone": B}


def sentence(text: str, polarity: str = INCLUDE) -> Sentence:
    return Sentence(text, 0, "criteria", polarity)


def stated(text: str, polarity: str = INCLUDE) -> list[Stated]:
    mentions = [
        Mention("metastatic_sites", requirement, word, text.index(word), text.index(word) + len(word))
        for word, requirement in WORDS.items()
        if word in text
    ]
    return compose(sentence(text, polarity), mentions)


def requirements(text: str, polarity: str = INCLUDE) -> list[Requirement]:
    return [s.requirement for s in stated(text, polarity)]


def test_each_mention_of_an_inclusion_is_required_on_its_own() -> None:
    assert requirements("Patients with liver and bone metastases") == [A, B]


def test_mentions_joined_by_or_are_alternatives() -> None:
    assert requirements("Patients with liver or bone metastases") == [AnyOf((A, B))]


def test_each_entry_of_an_excluded_list_excludes() -> None:
    assert requirements("Disease of the liver, bone, or skin", EXCLUDE) == [Negation(A), Negation(B)]


def test_mentions_that_belong_together_exclude_together() -> None:
    assert requirements("Patients with liver metastases and with bone pain", EXCLUDE) == [Negation(every((A, B)))]


def test_a_permission_asks_for_nothing() -> None:
    assert requirements("Patients with liver metastases are allowed") == []
    assert requirements("Patients with liver metastases are eligible", EXCLUDE) == []


def test_an_explicit_prohibition_excludes_in_the_inclusion_section() -> None:
    assert requirements("Patients with liver metastases are not eligible") == [Negation(A)]
    assert requirements("Patients with liver metastases will be excluded") == [Negation(A)]


def test_an_exception_saves_whom_it_names() -> None:
    assert requirements("Metastases of the liver unless bone disease is present", EXCLUDE) == [AnyOf((Negation(A), B))]


def test_an_exception_that_was_not_understood_leaves_the_exclusion_open() -> None:
    assert requirements("Metastases of the liver unless resected", EXCLUDE) == [
        AnyOf((Negation(A), Undecidable("an exception")))
    ]


def test_a_condition_binds_only_whom_it_describes() -> None:
    assert requirements("If liver metastases are present, bone disease must be too") == [AnyOf((Negation(A), B))]


def test_a_condition_that_was_not_understood_binds_nobody_for_certain() -> None:
    assert requirements("If anticoagulated, bone disease must be present") == [AnyOf((Undecidable("a condition"), B))]


def test_the_stance_is_that_of_the_section_where_the_words_say_nothing() -> None:
    assert stance_of(sentence("Liver metastases")) is Stance.REQUIRE
    assert stance_of(sentence("Liver metastases", EXCLUDE)) is Stance.FORBID


def test_negation_reaches_to_the_end_of_its_clause() -> None:
    text = "No liver disease; bone disease"
    assert negated(sentence(text), text.index("liver"))
    assert not negated(sentence(text), text.index("bone"))


def test_no_more_than_is_not_a_negation() -> None:
    text = "no more than two bone lesions"
    assert not negated(sentence(text), text.index("bone"))


def test_a_bullet_opening_with_no_below_an_exclusion_heading_is_shorthand_not_a_double_negative() -> None:
    text = "No bone disease"
    assert not negated(sentence(text, EXCLUDE), text.index("bone"))
    assert negated(sentence(text, INCLUDE), text.index("bone"))


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "Prior therapy, e.g. Tamoxifen, is allowed. No. of lines: 2 vs. 3"
    assert len(list(split(text))) == 2
