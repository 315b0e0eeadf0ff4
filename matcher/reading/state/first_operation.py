"""No operation of the breast earlier than that of the present cancer: whoever's cancer came back was operated before; who has
had, or will have, the present operation alone was not."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import within
from matcher.reading.state.meanings import ALL, LOCOREGIONAL, RECURRENT

_KIND = r"(?:surger(?:y|ies)|operations?|procedures?)"
_OF_THE_BREAST = (
    rf"(?:\b(?:breasts?|mammary|breast[- ]cancer|oncologic(?:al)?)\W+(?:\w+\W+)?{_KIND}|\b{_KIND}\W+(?:of|on|to|in|at)\W+(?:\w+\W+){{0,3}}?breasts?"
    r"|\b(?:mastectom(?:y|ies)|lumpectom(?:y|ies)|quadrantectom(?:y|ies)))\b"
)
# 'Earlier surgery on either breast before this mastectomy', 'previous breast operation other than the current one'
_BEFORE_THE_PRESENT_ONE = gated(
    rf"{_OF_THE_BREAST}[^.;:]{{0,40}}?\b(?:before|prior to|previous to|preceding|earlier than|other than|apart from|except(?: for)?|besides)\W+(?:the\W+|her\W+|their\W+)?"
    rf"(?:this|current|present|index)\W+(?:(?:breast|cancer|primary|curative|definitive)\W+){{0,3}}(?:{_KIND}|mastectomy|lumpectomy|quadrantectomy|resection|one)\b"
)
# ... of the other breast, of no cancer, or in part; a later one, or one that dates something else
_OF_ANOTHER_MATTER = gated(
    r"\b(?:contra-?lateral|opposite|other breast|other side|benign|cosmetic|a?esthetic|plastic|augment\w*|implants?|reduction|reconstruct\w*|biops(?:y|ies)|prophyla\w+|preventive|later|after|following|within|less than"
    r"|weeks?|months?|years?|chemo\w*|radi\w+|planned|scheduled|allowed|permitted|complications?|infections?|pain)\b"
)


def first_operation(sentence: Sentence) -> Mention | None:
    """Among exclusions: an operation of the breast before the present one."""
    if not sentence.from_criteria or not sentence.excludes or sentence.stance is not Stance.FORBID:
        return None
    told = _BEFORE_THE_PRESENT_ONE.search(sentence.lower)
    if told is None or _OF_ANOTHER_MATTER.search(sentence.lower):
        return None
    left = within(ALL & ~RECURRENT, ALL & ~LOCOREGIONAL)
    return Mention("recurrence", left, "no breast surgery before the present operation", *told.span(), Stance.REQUIRE)
