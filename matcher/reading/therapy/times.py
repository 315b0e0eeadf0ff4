"""Whether words about a therapy only tell when it was given, or for how long: what no patient field holds."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.told import Told


def is_timed(told: Told) -> bool:
    own = phrases.OF_ITS_OWN.search(told.text, told.end)
    within = told.sentence.excludes and _WITHIN.search(told.text, told.end, own.start() if own else len(told.text))
    came_back = told.sentence.excludes and _CAME_BACK.search(told.before)
    last = _AS_THE_LAST.match(told.text, told.end) or (told.sentence.excludes and _THE_LAST_WAS.search(told.before))
    went = told.sentence.excludes and (
        _HOW_IT_WENT.search(told.before)
        or _SUCH_OF_THEM.match(told.after)
        or (_TOOK_PART_IN.search(told.before) and _TRIAL.match(told.after))
    )
    how = told.sentence.excludes and _is_given_in_a_way(told)
    return bool(
        phrases.WINDOW.search(told.clause) or within or came_back or last or went or how or _SO_SOON.search(told.before)
    )


def _is_given_in_a_way(told: Told) -> bool:
    """Whether it is shut out only as it was given: 'weekly paclitaxel', 'oral cyclophosphamide'; no field tells how it was."""
    by_mouth = _BY_MOUTH.search(told.before) and _BY_MOUTH_OR_VEIN.match(told.text, told.start)
    return bool(_HOW_OFTEN.search(told.before) or _HOW_OFTEN_BEHIND.match(told.after) or by_mouth)


_SCHEDULE = (
    r"(?:(?:bi-?|tri-?|two-?|three-?|four-?|[234]-?)?weekly|every\s+(?:other\s+)?week|q[1-4]w|metronomic(?:ally)?)"
)
_HOW_OFTEN = gated(rf"(?<!\bor )(?<![\w-]){_SCHEDULE}\s+(?:(?:single-?\s?agent|low-?dose|intravenous|oral)\s+)?$", re.I)
_HOW_OFTEN_BEHIND = gated(
    rf"\s*(?:\(\s*|(?:(?:given|administered|dosed)\s+)?(?:on\s+an?\s+)?){_SCHEDULE}\b(?!\s+(?:or|and)\b)", re.I
)
_BY_MOUTH = gated(r"\boral\s+$", re.I)
# Drugs that are given by mouth as well as by vein (their labels)
_BY_MOUTH_OR_VEIN = gated(
    r"(?:cyclophosphamide|vinorelbine|etoposide|topotecan|methotrexate|melphalan|paclitaxel|irinotecan)\b", re.I
)


# 'Exposed to checkpoint inhibitors who are not treated for a rash', 'capecitabine treatment ineffective', '..., with best
# response of progressive disease': of those who had it some
_SUCH_OF_THEM = gated(
    r"(?:\s+(?:treatments?|therap(?:y|ies)))?(?:\s+(?:was|were)|\s+(?:that|which)\s+(?:was|were))?\s+(?:ineffective|unsuccessful)\b|,?\s+with\s+(?:an?\s+)?best\s+(?:overall\s+)?response\b"
    r"|(?:\s+(?:treatments?|therap(?:y|ies)))?,?\s+(?:and\s+)?who\s+(?:are|were|have|had|do|did|experienced|developed|discontinued|progressed)\b(?!\s+(?:excluded|ineligible|not\s+(?:be\s+)?eligible))",
    re.I,
)


# 'Participated in an earlier trial of eribulin' is not said of all who had the drug
_TOOK_PART_IN = gated(
    r"\bparticipat\w+\s+in\s+(?:an?\s+|any\s+|the\s+)?(?:prior\s+|previous\s+|earlier\s+|other\s+)?(?:(?:trial|study)\s+(?:of|with)\s+)?$",
    re.I,
)

_TRIAL = gated(r"(?:\s+(?:clinical\s+)?(?:trials?|stud(?:y|ies))\b|\W*$)", re.I)


# 'Gap of more than six months in prior endocrine therapy', 'poor adherence to tamoxifen': not said of all who had it
_HOW_IT_WENT = gated(
    r"\b(?:interrupt(?:ions?|ed)|gaps?|breaks?|pauses?|paused|lapses?|delays?|(?:poor|bad|lack of|insufficient|inadequate|low)\s+(?:adherence|compliance)|non-?(?:adheren(?:ce|t)|complian(?:ce|t)))\b"
    r"(?:(?!\bor\b)[^.;:,]){0,60}?\b(?:in|of|with|to|during|from|while|on)\b(?:(?!\bor\b)[^.;:,]){0,40}$",
    re.I,
)


# 'Prior T-DXd as the last line of therapy', 'whose most recent regimen contained a taxane': which line it was, no field tells
_LAST = r"(?:last|latest|most recent|immediately preceding)"

_AS_THE_LAST = gated(
    rf"(?:\s+(?:inhibitors?|therap(?:y|ies)|treatments?|agents?|regimens?))?,?\s+(?:(?:given|used|administered|received|either)\s+)?(?:as|in|during)\s+(?:the\s+|their\s+|her\s+)?{_LAST}\s+(?:prior\s+|previous\s+)?"
    r"(?:systemic\s+|anti-?cancer\s+)?(?:lines?|treatments?|therap(?:y|ies)|regimens?)\b",
    re.I,
)

_THE_LAST_WAS = gated(
    rf"\b{_LAST}\s+(?:prior\s+|previous\s+)?(?:systemic\s+|anti-?cancer\s+)?(?:lines?(?:\s+of\s+(?:therapy|treatment))?|treatments?|therap(?:y|ies)|regimens?)\s+"
    r"(?:was|were|is|being|included|includes|contained|containing|contains|consisted of|consisting of|with)\s+(?:an?\s+|any\s+)?$",
    re.I,
)


# 'Recurrence during adjuvant trastuzumab', among exclusions, is not said of all who had it.
_CAME_BACK = gated(
    r"\b(?:recurr\w+|relaps\w+)\b[^.;:]{0,40}?\b(?:during|on|while|after|following|despite|under|upon)\b[^.;:]{0,40}$",
    re.I,
)

_WITHIN = gated(r"\bwithin\s+(?:the\s+)?(?:(?:last|past|previous|prior)\s+)?\d+\s*(?:days?|weeks?|months?|half)", re.I)


# 'Primary resistance to endocrine therapy' is progression within a time
_SO_SOON = gated(
    r"\b(?:primar(?:y|ily)|secondar(?:y|ily)|intrinsic\w*|acquired|early)\s+(?:\w+\s+)?(?:resistan\w+|refractor\w+|fail\w+|progress\w+)\b",
    re.I,
)


def only_when_or_how_much(told: Told) -> bool:
    """Whether an inclusion only limits the time or dose of a treatment that she may have had."""
    if told.sentence.excludes or not told.timed:
        return False
    if _LONG_AFTER.search(told.before):
        return True
    had = bool(
        (_HAD.search(told.before) and not _WASHOUT.search(told.clause))
        or (told.progressed and not _OFF_IT.search(_SOON_AFTER_IT.sub(" ", told.clause)))
        or _AFTER_A_LINE.search(told.before)
        or _AT_LEAST_SO_MANY.search(told.before)
        or (
            _PRIOR.search(told.before)
            and _ASKED_SO_LONG.search(told.after)
            and not _OFF_IT.search(_AT_LEAST.sub(" ", told.clause))
        )
        or ((much := _SO_MUCH_OF.search(told.before)) and (much["used"] or _RECEIVED.match(told.after)))
        or (_CAME_OF_IT.search(told.clause) and not _OFF_IT.search(told.clause))
    )
    had = had or bool(_WITH_A_RESPONSE.search(told.after) or _RESISTANT_TO.search(told.before))
    so_long = (_SO_LONG.search(told.clause) or RELAPSED.search(told.before[-160:])) and not _OFF_IT.search(told.clause)
    return not had and not so_long


_HAD = gated(r"\b(?:have|has|had|who)\s+(?:previously\s+)?(?:received|progressed|failed|been treated|relapsed)\b", re.I)

_WASHOUT = gated(
    r"\b(?:since|elapsed|wash|any|if|all|last|except|unless|completed|discontinu\w+|stop\w*|no|not)\b", re.I
)


# 'after at least six months of one prior line of ...'
_AFTER_A_LINE = gated(
    r"\b(?:after|following|on)\b[^.;]{0,60}\b(?:prior|previous)\s+(?:lines?|regimens?|courses?|treatments?|therap\w+)\s+(?:of|with)\s+(?:any\s+|an?\s+)?$",
    re.I,
)


# 'At least one prior cytotoxic regimen for metastatic disease, the last dose within 6 months': she had one, whenever
_AT_LEAST_SO_MANY = gated(
    r"(?:\b(?:at\s+least|a\s+minimum\s+of|minimum\s+of)|>=|\u2265)\s*(?:one|two|three|[1-3])\s+(?:prior|previous|earlier)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)


# 'Prior CDK4/6 inhibitor for metastatic disease, with a duration of at least 12 months', 'prior X is required for at least
# 6 months', 'prior therapy must include X for a minimum of 12 weeks': she had it, for how long is open
_PRIOR = gated(
    r"\b(?:prior|previous|earlier)\s+(?:(?:treatments?|therapy|exposure|use)\s+(?:with|of|to|must\s+(?:have\s+)?includ(?:e|ed)|must\s+contain)\s+)?(?:an?\s+|any\s+|the\s+)?(?:[\w/-]+\s+){0,2}$",
    re.I,
)
_AT_LEAST = gated(r"\bno\s+(?:less|fewer)\s+than\b", re.I)
_ASKED_SO_LONG = gated(
    r"(?:,\s+|\b(?:required|mandatory)\b[^.;]{0,20}|\s)(?:for|with|of)\s+(?:an?\s+)?(?:(?:treatment\s+)?duration\s+(?:of\s+(?:treatment|therapy)\s+)?of\s+)?(?:at\s+least|a\s+minimum\s+of|minimum\s+of|no\s+(?:less|fewer)\s+than|>=|\u2265)\s*\w+(?:\s*\(\w+\))?\s*(?:months?|weeks?|cycles?|years?)\b(?!\s*(?:prior|before(?!\s+(?:disease\s+)?progress)|ago|earlier|since|between|from|after|wash|interval|off))",
    re.I,
)


# 'Progression on nivolumab, or within 20 weeks of its last dose'
_SOON_AFTER_IT = gated(
    r"\bor\s+within\s+\w+\s+(?:days?|weeks?|months?)\s+(?:of|after|from|following)\s+(?:(?:the|its|their|her)\s+)?(?:last|final|end|completion|stopping|discontinu\w+)\b(?:\s+(?:dose|infusion|cycle|administration|treatment|therapy|of|it)\b)*",
    re.I,
)
# 'At least three cycles of eribulin received'
_SO_MUCH_OF = gated(
    r"(?:\bat\s+least|\bminimum\s+of|\bmore\s+than|>=?|\u2265)\s*(?:\w+\s+){1,2}(?:months?|weeks?|cycles?|courses?|doses?|infusions?)\s+of\s+(?P<used>prior\s+use\s+with\s+)?(?:(?:treatment|therapy)\s+with\s+)?(?:an?\s+|any\s+)?$",
    re.I,
)
_RECEIVED = gated(
    r"(?:\s+(?:therapy|treatments?))?,?\s+(?:(?:was|were|has|have|had|been|already)\s+)*(?:received|completed|given|administered|undergone)\b",
    re.I,
)


# 'Relapse 12 months or more after adjuvant taxanes': a limit for those who had them
_LONG_AFTER = gated(
    r"\b(?:relaps\w*|recurr\w*|progress\w*|metasta\w+)\b[^.;]{0,40}(?:(?:>=?|\u2265|\bat least|\bmore than|\bminimum of)\s*\d+\s*(?:months?|years?)|\d\s*(?:months?|years?)\s+or\s+(?:more|longer|later))\s+(?:after|since|from|following)\b[^.;]{0,60}$",
    re.I,
)


# 'One prior regimen (six cycles) resulting in stable disease'
_WITH_A_RESPONSE = gated(
    r"\b(?:result(?:ing|ed) in|with|achiev\w+)\s+(?:an?\s+|at least\s+)?(?:stable disease|(?:\w+\s)?(?:response|remission)|disease control|complete|partial)\b",
    re.I,
)


# 'Response to chemotherapy (4 to 6 cycles)', 'one regimen (4 weeks each) resulting in stable disease': she had it
_CAME_OF_IT = gated(
    r"\b(?:respon(?:se|ded|ding)|stable disease|disease control|remission|clinical benefit)\s+(?:\w+\s+){0,3}?(?:to|after|on|from|with|following)\b"
    rf"|{_WITH_A_RESPONSE.pattern}",
    re.I,
)


# 'Resistance to adjuvant letrozole, that is relapse on it or within 12 months': it was given, whatever the time
_RESISTANT_TO = gated(r"\b(?:resistan(?:t|ce)|refractory)\s+to\s+(?:\w+\s+){0,3}$", re.I)


# 'treated with X for at least 3 months', 'progression within 6 months of starting X': she had it, for how long is open
_SO_LONG = gated(
    r"\b(?:received|treated|undergone|underwent|been on|completed|progress\w*|had|benefit|lasting|achiev\w+|stable|respon\w+|non-?progress\w*)\b(?:i\.e\.|[^.;]){0,200}"
    r"(?:\b(?:for|after)\s+(?:at least|a minimum of|a total of|>=?|\u2265|more than)?\s*\w+(?:\s?(?:-|to)\s?\w+)?|(?:\b(?:at least|minimum of)|>=?|\u2265)\s*\w+)(?:\s*\(\w+\))?\s*"
    r"(?:months?|cycles?|courses?|weeks?|days?|years?)\b(?!\s*(?:prior|before(?!\s+(?:disease\s+)?progress)|ago|earlier|from|must|have|has|wash|old))",
    re.I,
)

RELAPSED = gated(
    r"\b(?:progress\w*|recurr\w*|relaps\w*|(?-i:PD))\b[^.;]{0,100}?\b(?:on|after|during|following|while|within|despite|upon)\b",
    re.I,
)

_OFF_IT = gated(
    r"\b(?:since|elapsed|wash\w*|except|unless|no|not|never|without|if|off|ago|discontinu\w+|stop\w*|allowed|permitted|interval|last dose)\b",
    re.I,
)
