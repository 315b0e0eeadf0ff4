"""An operation of which a trial of its pain, drains or wounds tells nothing but that it is due."""

from __future__ import annotations

from functools import lru_cache

from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.meanings import Meaning
from matcher.reading.state.refined.said import Said, widened
from matcher.reading.whole_record import titles

_ABOUT_THE_OPERATION = gated(
    r"\b(?:pain|analges\w*|an?a?esthe\w*|opioids?|blocks?|nausea|vomiting|drains?|drainage|seromas?|ha?ematomas?|bleeding|tranexamic|sutur\w*|staples?|glue|dressings?|wounds?|antibiotic\w*|infections?|prophyla\w+|anxiety|shivering|delirium|sleep"
    r"|premedication|recovery|closure|quilting|flap fixation|scars?|compression|dexmedetomidine|ketamine|lidocaine|\w+caine|propofol|sevoflurane|magnesium|dexamethasone)\b"
)
_OF_THE_BREAST = gated(r"\bmastectom\w+|\bbreast(?:[- ]cancer)? (?:surger\w+|operations?|procedures?)")
# Words on how far the cancer reaches, whether it is the first, or what the operation is to do about it
_TELLS_MORE = gated(
    r"\b(?:stages?|early|primary (?!outcome|end-?point|objective|closure|aim|care)\w*|newly|new diagnos\w+|(?:in)?operable|(?:un)?resectable|cura\w+|in[- ]situ|dcis|[cp]?t[0-4][a-d]?(?:n[0-3])?|[cp]?n[0-3]|metasta\w+|m[01]|distant|advanced|recurr\w+|relaps\w+"
    r"|locali[sz]ed|spread|residual|sentinel|margins?|conserv\w+|lumpectom\w+|quadrantectom\w+|reconstruct\w+|prophylactic mastectom\w+|tumou?r (?:size|response)|inflammatory|palliat\w+|terminal)\b"
    r"|\b(?:prior|previous|earlier|history of|past|first|other|contralateral)\W+(?:\w+\W+){0,3}?(?:breast|cancers?|malignan\w+|mastectom\w+)"
    r"|(?<!with or without )\b(?:neo-?\s?adjuvant|pre-?operative chemo\w*)\b"
)


@lru_cache(maxsize=16)
def _tells_nothing_but_the_operation(trial: Trial) -> bool:
    named = titles(trial).lower()
    if not _ABOUT_THE_OPERATION.search(named):
        return False
    return not _TELLS_MORE.search("\n".join((named, trial.criteria or "", *trial.conditions)).lower())


def of_any_extent(meaning: Meaning, said: Said) -> Meaning:
    """'Women due for mastectomy', in a trial of wound drains: a breast that was kept may be taken off when the cancer has spread
    as well (NCCN Guidelines, Breast Cancer: surgery of stage IV disease for palliation, by case)."""
    if not _OF_THE_BREAST.search(said.lower) or not _tells_nothing_but_the_operation(said.context.trial):
        return meaning
    return widened(meaning, meanings.RECURRENT_METASTATIC)
