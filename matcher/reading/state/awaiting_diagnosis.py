"""Women with a suspicious finding of which it is still to be learned what it is: nobody whose cancer is known.

A finding, or a biopsy of the breast, of which nothing is said that makes it suspicious, asks for no history: women are
biopsied in the years after breast cancer as well."""

from __future__ import annotations

from functools import lru_cache

from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import words_beginning
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import within
from matcher.reading.state.meanings import FIRST_CANCER, UNTREATED
from matcher.reading.whole_record import inclusions

_KEYS = words_beginning(
    "biopsy biopsies histologic histological aspiration fna recalled recall callback undiagnosed suspected suspicion"
)
_FINDING = r"(?:lesions?|mass(?:es)?|lumps?|nodules?|abnormalit\w+|(?:micro)?calcifications?|findings?|tumou?rs?|densit\w+|distortions?)"
_SUSPECT = (
    r"(?:\bbi-?\s?rads\b(?:\W+\w+){0,3}?\W*[45]"
    rf"|\b(?:suspicious|suspected|suspicion of|abnormal|indeterminate|palpable)\W+(?:[\w-]+\W+){{0,4}}?(?:breast|mammogra\w+|{_FINDING})\b)"
)
_BIOPSY = r"(?:biops(?:y|ies)|histolog\w+ (?:diagnosis|confirmation|examination)|(?:fine[- ])?needle aspiration|fna)"
_DUE = r"(?:schedul\w+|referr\w+|(?:to|will|plan\w*|must|should) (?:\w+ )?(?:undergo|have|receive)|undergoing|requir\w+|need\w*|recommend\w*|indicat\w+|await\w+|planned|advised|due|warrant\w+|candidates?|present(?:ing)? for)"
_SUSPECT_TO_BIOPSY = gated(
    rf"{_SUSPECT}[^.;]{{0,90}}?\b{_DUE}\b[^.;]{{0,50}}?\b{_BIOPSY}|{_SUSPECT}[^.;]{{0,60}}?\b{_BIOPSY}\b[^.;]{{0,40}}?\b{_DUE}\b"
    rf"|\b{_DUE}\b[^.;]{{0,40}}?\b{_BIOPSY}\W+(?:of|for|due to|because of)\W+(?:\w+\W+){{0,5}}?{_SUSPECT}"
)
_UNDIAGNOSED = gated(
    rf"\brecalled\b[^.;]{{0,60}}\b(?:screening|mammogra\w+)|\b(?:screening|mammogra\w+)\W+(?:recall\b|callback)|\bundiagnosed (?:breast )?{_FINDING}\b|\b(?:suspected|suspicion of) breast cancer\b[^.;]{{0,40}}\b(?:await\w+|before|prior to|not yet)\b"
)
_SUSPECTED_CANCER = gated(
    r"\b(?:suspicious|suspected|suspicion|concerning|highly suggestive|possible|probable|rule out|exclude)\b(?:\W+(?:for|of|to be|as|having|a|an))*\W+(?:primary\W+|invasive\W+)?(?:(?:breast\W+)?(?:cancers?|carcinomas?|malignan\w+|dcis|tumou?rs?))\b"
)
# A cancer that is known, of whatever place, or a finding elsewhere than in a breast
_KNOWN = gated(
    r"\b(?:known|proven|confirmed|newly|history|already|(?:has|have) been diagnosed|diagnosed|metasta\w+|recurr\w+|relaps\w+|stages? [i0-9]|contralateral|axill\w+|nod(?:e|al)s?|bones?|liver|lung|brain|residual|chemotherap\w+|neoadjuvant|treat\w+|malignant|cancers?|carcinomas?|dcis|malignanc\w+|tnbc|her2\w*|survivors?|participants in)\b"
)
# Another sentence that takes women whose cancer is known
_TAKES_KNOWN = gated(
    r"(?:\b(?:known|proven|confirmed|diagnos\w+|newly|recent\w*|patients?|women|stage|history of|primary|invasive|early|operable|treated for|undergoing)\b[^.;]{0,60}\b(?:breast (?:cancer|carcinoma|malignan\w+)|carcinoma|dcis|malignan\w+|cancer)\b"
    r"|\b(?:breast cancer|carcinoma|dcis)\b[^.;]{0,40}\b(?:confirmed|proven|diagnosed|patients?|surgery|mastectomy)\b|\b(?:chemotherapy|mastectomy|lumpectomy|metasta\w+)\b)"
)


_DENIED = gated(r"\b(?:no|not|without|never|free of|absence)\b")


def _takes_known(lower: str) -> bool:
    text = _SUSPECTED_CANCER.sub(" ", lower)
    known = _TAKES_KNOWN.search(text)
    return known is not None and not _DENIED.search(text, 0, known.end())


@lru_cache(maxsize=16)
def _that_take_known(trial: Trial) -> frozenset[str]:
    """The inclusions of a record that take women whose cancer is known."""
    return frozenset(sentence.text for _, sentence in inclusions(trial) if _takes_known(sentence.lower))


def awaiting_diagnosis(sentence: Sentence, context: Context) -> Mention | None:
    """'BI-RADS 4 or 5 lesion scheduled for biopsy', 'recalled from screening': whoever has been treated for breast cancer, or
    whose cancer is known to have spread or come back, is not asked for. Whether one whose cancer was just found is, is left open."""
    if not sentence.from_criteria or sentence.excludes or _KEYS.isdisjoint(sentence.keys):
        return None
    if sentence.stance is not Stance.REQUIRE:
        return None
    lower = sentence.lower
    told = _SUSPECT_TO_BIOPSY.search(lower) or _UNDIAGNOSED.search(lower)
    if told is None or _KNOWN.search(_SUSPECTED_CANCER.sub(" ", lower)):
        return None
    titles = (context.trial.brief_title, context.trial.official_title or "")
    if any(_takes_known(title.lower()) for title in titles) or _that_take_known(context.trial) - {sentence.text}:
        return None
    states = FIRST_CANCER & UNTREATED
    return Mention("setting", within(0, states), "a suspicious finding that is still to be diagnosed", *told.span())
