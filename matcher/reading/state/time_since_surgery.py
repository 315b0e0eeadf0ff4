"""The time since surgery, or until the trial begins, and whom a limit on it leaves out.

"Surgery within the last 12 weeks"                                        nobody who is long through with her treatment
"Not more than 12 weeks between surgery and randomisation"                the same, and nobody who was not operated
excluded: "more than 12 weeks since surgery"                              nobody who is long through with her treatment
"""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state import meanings
from matcher.reading.state.found import Found, within
from matcher.reading.state.meanings import ALL, MEANINGS

_SO_LONG = r"(?P<number>\d{1,3}|one|two|three|four|five|six|eight|ten|twelve)\W{0,2}(?:\(\w+\)\W)?(?P<unit>days?|weeks?|months?)"  # '12 weeks', 'three (3) months'

_AT_MOST = gated(
    r"(?:\b(?:within|in(?= (?:the )?(?:last|past|previous)\b)|(?:no|not) (?:more|later|longer) than|not exceed(?:ing)?|less than|fewer than|up to|at most|maximum of|maximum)|<=|[<\u2264])\W{0,3}(?:the\W+)?(?:(?:last|past|previous|first)\W+)?"
    rf"{_SO_LONG}\b"
)

# 'Of 8 weeks or less'
_OR_LESS = gated(rf"\b{_SO_LONG}\W{{1,2}}or (?:less|fewer|shorter|earlier)\b")
_MOST = {"d": 270, "w": 39, "m": 9}  # nine months: whoever was operated since has not ended her treatment for years
_SOON = {"d": 180, "w": 26, "m": 6}  # half a year: the cancer of hardly anyone has spread since
_OTHER_EVENT = gated(
    r"\b(?:finish\w*|complet\w+|end|ending|treatment|chemo\w*|radi(?!cal)\w+|therap\w+|relaps\w*|recurr\w+|diagnos\w+|scan|imaging)\b"
)

# 'Within 3 months of finishing treatment (surgery, chemotherapy, radiation)'
_ALL_TREATMENT = gated(r"\b(?:finish\w*|treatment|chemo\w*|radi(?!cal)\w+|therap\w+)\b")

# '4 to 12 weeks after surgery'
_UP_TO = gated(
    r"\b\d{1,2}\s*(?:-|\u2013|to|and)\s*(?P<number>\d{1,2})\W{0,2}(?P<unit>days?|weeks?|months?)(?=\s+(?:after|following|post|from|since|(?:before|prior to)\s(?:\w+\s){0,2}?(?:random|regist|enrol|inclusion|entry|start))\w*\b)"
)

# 'Post-operative day 1', 'first week after mastectomy', 'immediately after surgery'
_JUST_OPERATED = gated(
    r"\bpost-?\s?op\w*\s+(?:day|week)s?\b|\b(?:first|second|1st|2nd)\s+(?:\w+\s+)?(?:days?|weeks?|24 hours)\s+(?:after|following|post)\b|\b(?:immediately|directly|shortly|early)\s+(?:after|following|post)\b|\brecent(?:ly)?\b"
)

# 'Performed within the last month'
_IN_THE_LAST_MONTH = gated(r"[^.;,]{0,25}\b(?:within|in|during) the (?:last|past|previous) (?:days|weeks?|months?)\b")


def soon_after(sentence: Sentence, found: Found) -> Found:
    """'Operated within the last 12 weeks' leaves out those who are long through with their treatment."""
    if found.name != "operated" or found.denied or not sentence.from_criteria or sentence.excludes:
        return found
    lower = sentence.lower
    if _JUST_OPERATED.search(lower, max(0, found.start - 40), found.end) or _IN_THE_LAST_MONTH.match(lower, found.end):
        left = ALL & ~meanings.SURVEILLANCE
        return found._replace(sure=found.sure & left, wide=found.wide & left)
    around = (max(0, found.start - 60), min(len(lower), found.end + 130))
    for limit in (
        *_AT_MOST.finditer(lower, *around),
        *_UP_TO.finditer(lower, *around),
        *_OR_LESS.finditer(lower, *around),
    ):
        between = lower[min(limit.end(), found.end) : max(limit.start(), found.start)]
        soon = number(limit["number"]) <= _MOST[limit["unit"][0]]
        if soon and not _OTHER_EVENT.search(between) and not _ALL_TREATMENT.search(lower[found.start : found.end]):
            came_back = meanings.RECURRENT_METASTATIC | meanings.UNRESECTABLE_RECURRENCE
            left = (
                ALL & ~meanings.SURVEILLANCE & ~(came_back if number(limit["number"]) <= _SOON[limit["unit"][0]] else 0)
            )
            return found._replace(sure=found.sure & left, wide=found.wide & left)
    return found


_LONGER_THAN = gated(
    rf"(?:\b(?:more|greater|longer|later) than|\bover|\bexceeding|\bbeyond|>|>=|\u2265)\W{{0,3}}{_SO_LONG}\b"
    r"\W+(?:(?:have|has|had)\W+)?(?:(?:elapsed|passed)\W+)?(?:since|after|from|following|post|between)\W+(?:[\w/-]+\W+){0,6}?(?:surger\w+|surgical|excision|resection|operation|lumpectomy|mastectomy|breast conserv\w+)\b"
)

# 'Surgery more than 12 weeks ago', 'surgery before more than six weeks'
_OPERATED_LONGER = gated(
    r"\b(?:surgery|operation|lumpectomy|mastectomy|tumou?r resection)\b[^.;,]{0,25}?(?:\b(?:more|greater|longer|earlier) than|\bover|>)\W{0,3}(?:the\W+)?"
    rf"{_SO_LONG}\b"
)

# 'Reconstruction over 6 months after mastectomy', 'surgery more than 4 weeks ago with an open wound': of some only
_OF_ANOTHER_OPERATION = gated(r"\breconstruct\w*|\bplastic\b|\bwith\b|\bunless\b")


def long_after_surgery(sentence: Sentence) -> Mention | None:
    """'More than 12 weeks since surgery' among exclusions shuts out those who are long through with their treatment."""
    if not sentence.excludes or _OF_ANOTHER_OPERATION.search(sentence.lower):
        return None
    limit = _LONGER_THAN.search(sentence.lower) or _OPERATED_LONGER.search(sentence.lower)
    if limit is None or number(limit["number"]) > _MOST[limit["unit"][0]]:
        return None
    states = ALL & ~meanings.SURVEILLANCE
    words = "no more time since surgery than the record allows"
    return Mention("setting", within(states, states), words, *limit.span(), Stance.REQUIRE)


# 'The time between definitive surgery and randomisation must not exceed 12 weeks'
_FROM_SURGERY_ON = gated(
    r"\W*(?:(?:the|a|maximum|maximal|minimum|time|length|of)\W+){0,4}(?:time|interval|period|duration|delay|gap)\s+(?:between|from)\s+(?:(?:the|date|day|of|her|their|last|final|most|recent|definitive|curative|primary|breast|cancer|radical|conserving|initial)\W+){0,6}"
    r"(?P<surgery>surgery|operation|mastectomy|lumpectomy|resection)\s+(?:(?:for|of|breast|cancer|date|the|primary|tumou?r)\s+){0,4}(?:and|to|until)\s+(?:(?:the|date|of|study|trial|patient|start)\s+){0,4}"
    r"(?:random\w*|regist\w*|enrol\w*|inclusion|entry|recruitment)\b"
)


def interval_since_surgery(sentence: Sentence) -> Mention | None:
    """A limit, among the inclusions, on the time from surgery to the beginning of the trial: whoever is asked was operated."""
    told = _FROM_SURGERY_ON.match(sentence.lower) if sentence.from_criteria and not sentence.excludes else None
    if told is None:
        return None
    asked = MEANINGS["operated"]
    operated = Found("operated", asked.axis, asked.sure, asked.wide, asked.words, *told.span("surgery"))
    found = soon_after(sentence, operated)
    return Mention("setting", within(found.sure, found.wide), found.words, *told.span(), Stance.REQUIRE)
