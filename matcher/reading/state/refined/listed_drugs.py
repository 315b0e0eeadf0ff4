"""Treatment that is told by a list of drugs, which may be drugs for anything."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.meanings import Meaning
from matcher.reading.state.refined.said import Said
from matcher.reading.therapy.names import therapies_in

_BY_A_LIST = gated(r"\b(?:listed|below|named|following)\b")
_AGAINST_CANCER = gated(
    r"anti-?\s?cancer|cancer|oncolog|systemic|chemo|guideline|nccn|esmo|asco|antineoplastic|intravenous|antibod"
)


def of_listed_drugs(meaning: Meaning, said: Said) -> Meaning:
    """'Receiving one of the drugs below': of hers, where a drug against cancer is named in it, or in the points below or behind it"""
    if not _BY_A_LIST.search(said.words) or _AGAINST_CANCER.search(said.words):
        return meaning
    item = said.sentence.item
    texts = [said.sentence.text]
    if item is not None:
        texts += [item.text, *(point.text for point in item.below()), item.behind.text if item.behind else ""]
    named = any(therapies_in(text, said.context.vocabulary) for text in texts)
    return meaning if named else meaning._replace(sure=meanings.ALL, wide=meanings.ALL)
