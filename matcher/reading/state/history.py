"""Earlier disease or treatment: when it is told as what may not have been."""

from __future__ import annotations

import re

from matcher.reading.sentences import Sentence, Stance
from matcher.reading.state.found import Found

_LATE_DISEASE = re.compile(r"metasta|advanced|recurr|stage iv|palliat|incurable|unresect|\b[ma]bc\b")


TIMED = re.compile(
    r"\b(?:\d+|one|two|three|five|ten)\s*-?\s*(?:years?|months?|weeks?|days?)\b|\bdisease[- ]free interval\b"
)


# Not: 'ipsilateral or contralateral breast cancer'
_OF_OTHER_BREAST = re.compile(
    r"(?<!ipsilateral or )(?<!ipsilateral and )(?<!ipsilateral/)\bcontralateral\b(?! or ipsi)"
)


def told_as_history(sentence: Sentence, found: Found) -> bool:
    """Earlier disease or treatment counts where it is excluded, or denied by an inclusion, and no time limits it."""
    lower = sentence.lower
    words = lower[found.start : found.end]
    if re.search(r"\bwith\b|bilateral|inflammatory|\bmbc\b", words) or _OF_OTHER_BREAST.search(words):
        return False
    shut_out = sentence.excludes or sentence.stance is Stance.FORBID
    if found.denied == shut_out or _LATE_DISEASE.search(lower[found.start : found.end + 150]):
        return False
    if found.name == "treated_before" and lower[found.end :].lstrip().startswith(":"):
        return False  # the list behind it says which
    if found.name == "treated_before" and "naive" in lower[found.start : found.end] and _LATE_DISEASE.search(lower):
        return False  # of the treatment of metastatic disease
    if found.name == "history_of_bc" and re.search(r"\bmalignan|\bcancer", lower[found.start : found.end]):
        if not re.search(r"breast|dcis|ipsilateral", lower[found.start : found.end]):
            return False  # other malignancies
    if re.search(r"non-?\s?breast|limit|restriction", lower[max(0, found.start - 20) : found.end]):
        return False
    if found.name in ("operated_before", "radiated_before") and re.search(r"recurren|relaps|\blrr\b|ibtr", lower):
        return False
    if found.name == "history_of_bc" and re.search(
        r"therap|treat|chemo|surg|radi|vaccin", lower[found.start : found.end]
    ):
        return False
    return not TIMED.search(lower) and not _SIDE_EFFECTS.search(lower)


_SIDE_EFFECTS = re.compile(
    r"\b(?:toxicit\w+|adverse|recover\w*|side effects?|neuropathy|alopecia|wash-?out|last (?:dose|administration)|half-li\w+|complications?|resol\w+|lymphedema|allerg\w+|hypersensitiv\w+)\b"
)
