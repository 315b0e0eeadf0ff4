"""What a phrase says where it stands."""

from __future__ import annotations

from collections.abc import Callable

from matcher.reading.mentions import Context
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS, Meaning
from matcher.reading.state.refined import extents, surgery, treatment
from matcher.reading.state.refined.renamed import RENAMED
from matcher.reading.state.refined.said import Said
from matcher.reading.state.whether_denied import is_denied

# What is done to a meaning, in this order, by its name: a name has its row in one room only.
REFINEMENTS: dict[str, tuple[Callable[[Meaning, Said], Meaning], ...]] = {
    **extents.REFINEMENTS,
    **surgery.REFINEMENTS,
    **treatment.REFINEMENTS,
}


def found_at(start: int, end: int, name: str, sentence: Sentence, context: Context) -> Found:
    """The meaning of that name at `start:end`, renamed and refined by the words about it. A refinement keeps the name."""
    denied = is_denied(name, sentence, start, end)
    meaning = MEANINGS[name]
    if name in RENAMED or name in REFINEMENTS:
        said = Said(sentence.lower[start:end], sentence.lower, start, end, denied, sentence, context)
        if name in RENAMED and RENAMED[name][0](said):
            name = RENAMED[name][1]
            meaning = MEANINGS[name]
        for refined in REFINEMENTS.get(name, ()):
            meaning = refined(meaning, said)
    return Found(name, meaning.axis, meaning.sure, meaning.wide, meaning.words, start, end, denied)
