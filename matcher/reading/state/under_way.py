"""Treatment that is under way: of metastatic disease it is a line that was begun."""

from __future__ import annotations

from collections.abc import Sequence

from data.axes import STATE_AXIS
from data.criteria import Between, Within, either
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import ALL, MEANINGS, METASTATIC

# Asked of nobody but those who have metastatic disease
A_LINE_BEGUN = either((Within(STATE_AXIS, ALL & ~METASTATIC), Between("lines_metastatic", 1, None)))
# Treatment that may be to come or over, that failed, or that is told as a rule for some
_NOT_JUST_UNDER_WAY = gated(
    r"\b(?:or (?:who |have |has |recent\w*|within|complet\w+|previous\w*|past|after|follow\w*|post)|will|plan\w*|schedul\w+|(?:to|about to) (?:start|begin|receive|initiate|undergo)|initiat\w+|candidates?|eligible|may|if"
    r"|progress\w*|recurr\w+|relaps\w+|fail\w*|refractory|resistan\w+|prior|previous\w*|within|after|complet\w+|must|should|start\w*|beg[aiu]n\w*|first|radi\w+ (?:therapy )?only|concurrent\w*|concomitant\w*)\b"
)
# 'Must be on', 'plans to stay on the present regimen', 'which will continue', 'two cycles completed of the current therapy'
_STILL_RUNNING = gated(
    r"\b(?:must|should|has to|have to) (?:(?:currently|already|still) )?be (?:(?:currently|already|still) )?(?=on\b|under\b|receiving|getting|undergoing|taking|treated)"
    r"|\b(?:plan\w*|will|going|intend\w*|expect\w*|agree\w*|willing) (?:to )?(?=continu|stay|remain|go on)"
    r"|\bcomplet\w+ (?:[\w-]+ ){1,6}?(?:cycles?|courses?|doses?|infusions?|months?|weeks?) (?:of|on) (?=(?:(?:the|their|her|his) )?(?:current|present|ongoing|existing)\b)"
)


def line_under_way(sentence: Sentence, found: Sequence[Found]) -> bool:
    """'Patients receiving chemotherapy', 'under systemic treatment or endocrine therapy'"""
    plain = all(f.words == MEANINGS["under_chemotherapy"].words and not f.denied for f in found)
    return plain and not sentence.excludes and not _NOT_JUST_UNDER_WAY.search(_STILL_RUNNING.sub(" ", sentence.lower))
