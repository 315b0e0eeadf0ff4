"""Every example under `examples/`: a sentence, and what it comes to for a patient of whom little is known.

A case is a line with its section and the sentence, then indented lines `field=value field=value -> answer`:

    + Patients must have HER2-low (IHC 1+ or 2+/ISH-) disease
        her2_status=low -> met
        her2_status=positive -> not met

`+` inclusion, `-` exclusion, `=` brief title. ` / ` in the sentence breaks the line. The answer is that of the criteria
read from the sentence, together: `met`, `not met`, `unknown`, or `nothing` where no criterion may be read from it.
Lists are joined by `;`, markers written `biomarkers=PIK3CA:positive;ESR1:negative`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from data.criteria import Constant, Criterion, Truth, all_true
from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.judge import judge
from matcher.reading.reader import read_trial

EXAMPLES = Path(__file__).parent / "examples"
VOCABULARY = load_vocabulary()
ANSWERS = {Truth.TRUE: "met", Truth.FALSE: "not met", Truth.UNKNOWN: "unknown"}


class Case(NamedTuple):
    file: str
    line: int
    section: str
    sentence: str
    facts: str
    answer: str

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line} {self.sentence[:60]} [{self.facts}]"


def cases() -> Iterator[Case]:
    for path in sorted(EXAMPLES.rglob("*.txt")):
        section = sentence = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            if line[0] in "+-=":
                section, sentence = line[0], line[1:].strip().replace(" / ", "\n")
                continue
            assert line.startswith(" "), f"{path}:{number}: a case begins with +, - or =, an expectation with a space"
            assert "->" in line, f"{path}:{number}: an expectation is 'facts -> answer'"
            facts, _, answer = line.partition("->")
            yield Case(str(path.relative_to(EXAMPLES)), number, section, sentence, facts.strip(), answer.strip())


def trial_of(case: Case) -> Trial:
    if case.section == "=":
        return Trial("NCT99999999", brief_title=case.sentence)
    heading = "Inclusion Criteria" if case.section == "+" else "Exclusion Criteria"
    return Trial("NCT99999999", criteria=f"{heading}:\n\n* {case.sentence}")


def patient_of(facts: str) -> Patient:
    given: dict[str, Any] = {}
    for part in re.findall(r"(\w+)=((?:[^ ]|(?: (?!\w+=)))+)", facts):
        given[part[0]] = value_of(*part)
    return Patient.from_facts(given)


def value_of(field: str, text: str) -> Any:
    if field == "biomarkers":
        return dict(pair.rsplit(":", 1) for pair in text.split(";"))
    annotation = str(Patient.model_fields[field].annotation)
    if annotation.startswith("list["):
        return text.split(";")
    if "str" in annotation and "Literal" not in annotation:
        return text
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return text
    return text if "Literal" in annotation else value


def about_the_patient(criterion: Criterion) -> bool:
    """Not whether breast cancer is taken, and not that a sentence was left open (`test_open_points.py`)."""
    return not isinstance(criterion.requirement, Constant) and criterion.facet not in ("cancer_type", "unread")


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_the_sentence_comes_to_the_marked_answer(case: Case) -> None:
    reading = read_trial(trial_of(case), VOCABULARY, "test")
    criteria = [
        c for c in (*reading.criteria, *(c for k in reading.cohorts for c in k.criteria)) if about_the_patient(c)
    ]
    known = Known(patient_of(case.facts), VOCABULARY)
    answer = ANSWERS[all_true(judge(c.requirement, known) for c in criteria)] if criteria else "nothing"
    assert answer == case.answer, [(c.facet, c.statement, judge(c.requirement, known).name) for c in criteria]
