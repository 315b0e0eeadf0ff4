"""The vocabulary tables: every term finds its concept, and a bad row is refused by file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.vocabulary.tables import BadTable, read_table
from data.vocabulary.terms import Vocabulary
from matcher.reading.irrelevances import kind_of
from matcher.reading.sentences import Sentence
from matcher.reading.state.meanings import MEANINGS
from matcher.reading.state.phrase_table import phrase_table
from matcher.reading.state.refined import extents, surgery, treatment
from matcher.reading.state.refined.found_at import REFINEMENTS
from matcher.reading.state.refined.renamed import RENAMED


def test_every_name_of_a_therapy_finds_it(vocabulary: Vocabulary) -> None:
    for therapy in vocabulary.therapies:
        for name in (therapy.name, *therapy.synonyms):
            assert vocabulary.therapies_named(name) == (therapy.name,), name


def test_names_are_found_whatever_the_case_hyphens_and_spaces(vocabulary: Vocabulary) -> None:
    assert vocabulary.therapies_named("t dxd") == vocabulary.therapies_named("T-DXd") == ("trastuzumab deruxtecan",)


def test_a_drug_answers_for_all_classes_above_it(vocabulary: Vocabulary) -> None:
    classes = set(vocabulary.ancestors("trastuzumab deruxtecan"))
    assert {"topoisomerase-I ADC", "antibody-drug conjugate", "anti-HER2 therapy", "chemotherapy"} <= classes


def test_a_regimen_stands_for_its_drugs(vocabulary: Vocabulary) -> None:
    assert vocabulary.therapies_named("TCHP") == ("docetaxel", "carboplatin", "trastuzumab", "pertuzumab")


def test_every_row_has_a_source(vocabulary: Vocabulary) -> None:
    tables = (
        vocabulary.therapies,
        vocabulary.regimens,
        vocabulary.markers,
        vocabulary.irrelevances,
        vocabulary.tumours,
        vocabulary.state_phrases,
        vocabulary.late_therapies.values(),
    )
    assert all(row.source for table in tables for row in table)


def test_a_sentence_about_consent_is_of_that_kind(vocabulary: Vocabulary) -> None:
    assert kind_of(Sentence("Signed informed consent", 0, "criteria"), vocabulary) == "consent"


def test_a_sentence_about_a_patient_fact_that_nobody_read_stays_unread(vocabulary: Vocabulary) -> None:
    assert kind_of(Sentence("Unusual metastatic pattern", 0, "criteria"), vocabulary) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name\tkind\n", ["t.tsv:1", "name, source"]),
        ("name\tsource\na\tx\ty\n", ["t.tsv:2", "2 fields"]),
        ("name\tsource\na\t\n", ["t.tsv:2", "source must not be empty"]),
        ("name\tsource\na\tx\nA\tx\n", ["t.tsv:3", "already in line 2"]),
        ("name\tsource\nb\tx\na\tx\n", ["t.tsv:3", "out of order"]),
    ],
)
def test_a_bad_row_is_refused_by_file_and_line(content: str, words: list[str], tmp_path: Path) -> None:
    table = tmp_path / "t.tsv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(BadTable) as refused:
        read_table(table, ("name", "source"))
    for word in words:
        assert word in str(refused.value)


@pytest.mark.parametrize("place", ["record", "inclusion", "exclusion"])
def test_every_phrase_of_the_disease_state_is_understood_and_has_a_meaning(vocabulary: Vocabulary, place: str) -> None:
    assert phrase_table(vocabulary, place) is not None
    assert {phrase.meaning for phrase in vocabulary.state_phrases} <= MEANINGS.keys()


def test_every_meaning_of_the_disease_state_is_said_by_a_phrase_or_by_the_reader(vocabulary: Vocabulary) -> None:
    said = {phrase.meaning for phrase in vocabulary.state_phrases}
    assert MEANINGS.keys() - said <= {"stage", "rest_due", "adjuvant_lengths_title", "in_evidence"}


def test_a_meaning_is_renamed_or_refined_in_one_room_and_to_one_that_is_known() -> None:
    rooms = [room.REFINEMENTS.keys() for room in (extents, surgery, treatment)]
    assert sum(map(len, rooms)) == len(REFINEMENTS)
    assert REFINEMENTS.keys() | RENAMED.keys() | {name for _, name in RENAMED.values()} <= MEANINGS.keys()


def test_every_word_list_is_used_and_none_is_missing(vocabulary: Vocabulary) -> None:
    texts = " ".join(f"{p.phrase} {p.not_before} {p.not_after}" for p in vocabulary.state_phrases)
    texts += " ".join(phrase for phrases in vocabulary.word_lists.values() for phrase in phrases)
    assert set(re.findall(r"\{([\w ]+)\}", texts)) == vocabulary.word_lists.keys()
