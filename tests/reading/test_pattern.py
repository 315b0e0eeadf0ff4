"""The phrase language of the vocabulary tables."""

from __future__ import annotations

import pytest

from matcher.reading.pattern import BadPhrase, PhraseTable, compile_after, compile_before, compile_phrase, keys_of

LISTS = {"surgery": ("mastectom*", "breast conserving surgery")}


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("stage", "the stage is", "stage"),
        ("stage", "a staged biopsy", None),
        ("metasta*", "of metastases in bone", "metastases"),
        ("(early|stage i) disease", "stage i disease", "stage i disease"),
        ("no [distant] metasta*", "no metastasis", "no metastasis"),
        ("no [distant] metasta*", "no distant metastasis", "no distant metastasis"),
        ("no ~2 metasta*", "no known visceral metastases", "no known visceral metastases"),
        ("no ~2 metasta*", "no known large visceral metastases", None),
        ("no ~2 metasta*", "no. metastases", None),
        ("after {surgery}", "after breast-conserving surgery", "after breast-conserving surgery"),
        ("after {surgery}", "after bilateral mastectomy", None),
        ("non metastatic", "non-metastatic", "non-metastatic"),
        ("her2+", "her2+ disease", "her2+"),
    ],
)
def test_a_phrase_finds_its_words(phrase: str, text: str, found: str | None) -> None:
    match = compile_phrase(phrase, LISTS).pattern.search(text)
    assert (match.group() if match else None) == found


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("(early", "')' is missing"),
        ("early)", "closes nothing"),
        ("(early|)", "empty alternative"),
        ("{hospital} stay", "no word list 'hospital'"),
        ("[early]", "at least one word must be there"),
    ],
)
def test_a_bad_phrase_is_refused_with_what_is_wrong(phrase: str, words: str) -> None:
    with pytest.raises(BadPhrase) as refused:
        compile_phrase(phrase, LISTS)
    assert words in str(refused.value)


@pytest.mark.parametrize("text", ["", "stage", "no distant metastasis after mastectomy", "her2+", "m0 disease, t2"])
def test_looking_phrases_up_by_their_words_loses_none(text: str) -> None:
    phrases = ["stage", "no [distant] metasta*", "after {surgery}", "her2+", "m0", "t*"]
    table = PhraseTable([(p, p) for p in phrases], LISTS)
    found = {f.meaning for f in table.find(text, keys_of(text))}
    assert found == {p for p in phrases if compile_phrase(p, LISTS).pattern.search(text)}


def test_words_before_and_after_take_a_meaning_away() -> None:
    assert compile_after("(not|without)", LISTS).search("patients without ")
    assert not compile_after("(not|without)", LISTS).search("without any ")
    assert compile_before("free|risk", LISTS).match("-free survival")
    assert not compile_before("free|risk", LISTS).match(" survival free")
