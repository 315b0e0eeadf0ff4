"""From the texts of a form to a patient, and back; what is wrong is told by field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from starlette.datastructures import FormData, UploadFile

from data.patient import BadPatient, Patient
from matcher.patients import facts_from_texts
from matcher.web.fields import FIELDS, MARKER, MARKERS
from matcher.web.texts import Texts

_SEVERAL = frozenset({"metastatic_sites", "kind", "phase", "status"})  # boxes of which more than one may be ticked
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FIELD_NAME = re.compile(rf"\b({'|'.join(sorted(Patient.model_fields, key=len, reverse=True))})\b")
EXAMPLE = '{"stage": "IV", "er_percent": 90, "her2_ihc": "1+"}'


class Question(NamedTuple):
    """What came of a form: the patient, or what is wrong by field ('' for what stands beside no field)."""

    patient: Patient | None
    texts: dict[str, str]
    problems: dict[str, str]


def texts_of_form(form: FormData) -> dict[str, str]:
    """The form's fields as texts: boxes ticked under one name joined, else the last value (that of the button pressed)."""
    texts = {}
    for name in form:
        values = [v for v in form.getlist(name) if isinstance(v, str)]
        texts[name] = ";".join(filter(None, values)) if name in _SEVERAL else (values or [""])[-1]
    return texts


def question_of(texts: Mapping[str, str], words: Texts) -> Question:
    """The patient that the filled-in fields describe."""
    given = {name: text.strip() for name, text in texts.items() if name in Patient.model_fields and text.strip()}
    if bad := next((name for name, text in given.items() if _CONTROL.search(text)), None):
        return Question(None, given | {bad: _CONTROL.sub("", given[bad])}, {bad: words("ask.control")})
    if markers := ";".join(filter(None, (*_ticked_markers(texts), given.get("biomarkers")))):
        given["biomarkers"] = markers
    try:
        return Question(Patient.from_facts(facts_from_texts(given)), given, {})
    except BadPatient as bad:
        return Question(None, given, problems_of(str(bad), words))


def _ticked_markers(texts: Mapping[str, str]) -> Iterator[str]:
    for name in MARKERS:
        if result := texts.get(MARKER + name, "").strip():
            yield f"{name}:{result}"


def problems_of(message: str, words: Texts) -> dict[str, str]:
    """The sentences of a BadPatient beside each field that they name, in the words of the page."""
    problems: dict[str, str] = {}
    for sentence in message.split("; "):
        subject = re.split(r"[:(]", sentence, maxsplit=1)[0]
        names = [name for name in _FIELD_NAME.findall(subject) if name in FIELDS]
        told = _FIELD_NAME.sub(lambda found: f"“{words('field.' + found[1])}”", sentence)
        for name in names or [""]:
            problems[name] = f"{problems[name]}; {told}" if name in problems else told
    return problems


def texts_of(patient: Patient) -> dict[str, str]:
    """The patient as the texts of the form."""
    texts = {}
    for name, value in patient.model_dump(exclude_none=True).items():
        if isinstance(value, bool):
            texts[name] = "true" if value else "false"
        elif isinstance(value, list):
            texts[name] = ";".join(value)
        elif isinstance(value, dict):
            texts[name] = ";".join(f"{marker}:{result}" for marker, result in value.items())
        else:
            texts[name] = f"{value:g}" if isinstance(value, float) else str(value)
    return texts


def shown_in_fields(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as the form shows them: the results of the markers that have a field of their own stand in it."""
    shown, others = dict(texts), []
    for part in texts.get("biomarkers", "").split(";"):
        name, _, result = part.strip().rpartition(":")
        if name.strip() in MARKERS and result.strip() in FIELDS[MARKER + name.strip()].choices:
            shown[MARKER + name.strip()] = result.strip()
        elif part.strip():
            others.append(part.strip())
    shown["biomarkers"] = "; ".join(others)
    return shown


async def pasted_patient(form: FormData, words: Texts) -> Patient | None:
    """The patient of the JSON that was pasted or uploaded; None where there was none. Raises BadPatient."""
    upload, text = form.get("file"), form.get("json")
    if isinstance(upload, UploadFile) and upload.filename:
        text = (await upload.read()).decode("utf-8-sig", errors="replace")
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        return Patient.from_facts(json.loads(text))
    except json.JSONDecodeError as broken:
        raise BadPatient(words("ask.not_json", why=broken.msg, line=broken.lineno, example=EXAMPLE)) from None
    except (RecursionError, ValueError) as deep:
        if isinstance(deep, BadPatient):
            raise
        raise BadPatient(words("ask.too_deep", example=EXAMPLE)) from None
