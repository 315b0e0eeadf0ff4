"""Clauses that tell no history of hers: treatment of now, of others, washouts, kinds that nobody knows."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.kinds import for_another_tumour, of_a_kind_not_known
from matcher.reading.therapy.told import OPENS_WITH_NO, Told, says_no


def is_no_history(told: Told) -> bool:
    """Whether the clause tells no earlier treatment: another thing altogether, or the treatment of now."""
    if phrases.NOT_HISTORY.search(told.clause) or _CANNOT_BE_TREATED.search(told.before):
        return True
    if _RELATED_TO_IT.match(told.after):
        return True
    if _IF_THE_LAST.search(told.text, 0, told.start):
        return True
    if told.sentence.excludes and not told.progressed and _INTOLERANT.search(told.before):
        return True
    earlier = says_no(told.text, told.group) and phrases.HISTORY.search(told.text[: told.start])
    if not told.in_words and not told.whole and not earlier:
        return True
    now = phrases.NOW.search(told.clause) and not phrases.BEFORE.search(told.clause)
    return bool(now and not told.progressed and not _RELAPSED.search(told.before))


# '..., six weeks if the last regimen contained mitomycin'
_IF_THE_LAST = gated(r"\b(?:if|when|where)\s+(?:the\s+|her\s+|their\s+)?(?:last|most recent)\b[^.;]{0,60}$", re.I)
_RELATED_TO_IT = gated(r"\s?-\s?(?:related|associated|induced)\b", re.I)  # 'a history of T-DXd-related pneumonitis'


# 'Disease that can't be treated for cure with surgery or radiation'
_CANNOT_BE_TREATED = gated(
    r"\b(?:cannot|can ?not|can't|could not)\s+be\s+(?:\w+\s+){0,2}?(?:treated|cured|controlled|managed|eradicated)\b[^.;]{0,60}$",
    re.I,
)


def keep_known_kinds(told: Told) -> bool:
    """Whether a therapy is left that the vocabulary knows; kinds that it does not know leave the list where that is safe."""
    strange = [named for named in told.group if of_a_kind_not_known(told.text, named)]
    listed = phrases.OR.search(told.text[told.start : told.end])
    known = [named for named in told.group if named not in strange]
    if strange and known and told.sentence.excludes and listed:
        told.group, told.end = known, known[-1].end  # the others are excluded all the same
        strange = []
    return bool(told.concepts) and not strange


def is_of_others(told: Told) -> bool:
    """Whether the words are about other tumours or patients, or about numbers of lines, washouts, parts of a treatment."""
    text, before = told.text, told.before
    if for_another_tumour(text, told.start, told.end):
        return True
    if _FOR_SOMETHING_ELSE.match(told.after):
        return True
    if not told.sentence.excludes and _WHOEVER.search(_FOR_SOME.sub("", before)) and _MUST.search(told.after):
        return True  # 'Patients who received X must ...' asks nothing of the others
    if not told.sentence.excludes and not told.progressed and _IF_IT_WAS.search(text[: told.start]):
        return True
    if not told.sentence.excludes and _THOSE_WHO_HAD_IT.match(text) and _MUST_LATER.search(text, told.end):
        return True
    if told.sentence.excludes and _LATER_LINE.search(before):
        return True
    if _NUMBERED.search(before) or _PART_OF.search(before) or _SINCE.search(before):
        return True
    if _FIRST_DOSE_OF.search(before):
        return True
    if told.heads_a_list and not _AND_MORE.search(text, told.end):
        return True
    if _ANOTHER.search(before) and _THAN.match(text, told.group[0].end):
        return True  # 'other CDK4/6 inhibitors than palbociclib': those that are left are not told apart
    if _NONE_IS_WELL.match(text, told.end):
        return True  # 'Prior endocrine therapy: none, or ...'
    shuts_out = told.sentence.excludes or OPENS_WITH_NO.match(text)
    # '... other than endocrine therapy' lets in, it does not shut out
    return bool(shuts_out and _LEFT_OUT.search(text[: told.start][-70:]))


# Among exclusions: 'prior intolerance of CDK4/6 inhibitors' shuts out nobody who took them well.
_INTOLERANT = gated(
    r"\bintoleran(?:ce|t)\s+(?:of|to|for)\s+(?:[\w-]+\s+){0,3}$"
    # '... of an angiogenesis inhibitor, anti-PD-1 or similar drug'
    r"|\bintoleran(?:ce|t)\s+(?:of|to|for)\s+(?:(?!(?:prior|previous|previously|having|received|use)\b)[\w()/-]+,?\s+){3,10}$",
    re.I,
)


# 'Prior chemotherapy for another malignancy', 'use of tamoxifen for prevention': no treatment of her cancer
_FOR_SOMETHING_ELSE = gated(
    r"\s*(?:(?:therap\w+|treatments?|use|drugs?|agents?|given|used|taken|received|administered|before|earlier|previously|in the past|at any time)\s+){0,4}(?:(?:for|of|against)\s+(?:an?\s+|any\s+)?"
    r"(?:(?:other|another|different|second|prior|previous|earlier|unrelated|non-?breast|non-?malignant|benign|auto-?immune|rheumat\w+|inflammatory)\s+(?:\w+\s+)?"
    r"(?:malignan\w+|cancers?|tumou?rs?|neoplas\w+|carcinomas?|diseases?|disorders?|conditions?|indications?|diagnos[ie]s|reasons?)"
    r"|(?:[\w-]+\s+){0,3}(?:(?:chemo-?)?prevention|chemoprophylaxis|risk reduction|osteoporosis|(?:in)?fertility|endometriosis))"
    r"|as\s+(?:an?\s+)?(?:chemo-?)?prevent\w+)\b",
    re.I,
)


_NUMBERED = gated(r"\b(?:second|third|fourth|fifth|2nd|3rd)\s*$", re.I)  # 'a second chemotherapy line'


_LATER_LINE = gated(
    r"\b(?:second|third|fourth|2nd|3rd|4th)[- ]line\s*$", re.I
)  # whoever had one line only is not meant


_PART_OF = gated(r"\b(?:part|parts|portion|some) of (?:the |their )?$", re.I)  # '... was given elsewhere'


# 'Angina within 6 months of the first dose of the study chemotherapy': that one is still to come
_FIRST_DOSE_OF = gated(
    r"\b(?:within|of|before|prior to|preceding)\s+(?:the\s+)?(?:first|initial|1st)\s+dose\s+of\s+(?:[\w-]+\s+){0,4}$",
    re.I,
)


_SINCE = gated(r"\bsince\b")  # washouts


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
    return bool(
        phrases.WINDOW.search(told.clause) or within or came_back or last or went or _SO_SOON.search(told.before)
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


def only_when_or_how_much(told: Told) -> bool:
    """Whether an inclusion only limits the time or dose of a treatment that she may have had."""
    if told.sentence.excludes or not told.timed:
        return False
    if _LONG_AFTER.search(told.before):
        return True
    had = bool(
        (_HAD.search(told.before) and not _WASHOUT.search(told.clause))
        or (told.progressed and not _OFF_IT.search(told.clause))
        or _AFTER_A_LINE.search(told.before)
        or (_CAME_OF_IT.search(told.clause) and not _OFF_IT.search(told.clause))
    )
    had = had or bool(_WITH_A_RESPONSE.search(told.after) or _RESISTANT_TO.search(told.before))
    so_long = (_SO_LONG.search(told.clause) or _RELAPSED.search(told.before[-160:])) and not _OFF_IT.search(told.clause)
    return not had and not so_long


# 'Resistance to adjuvant letrozole, that is relapse on it or within 12 months': it was given, whatever the time
_RESISTANT_TO = gated(r"\b(?:resistan(?:t|ce)|refractory)\s+to\s+(?:\w+\s+){0,3}$", re.I)


def is_neither_here_nor_there(told: Told) -> bool:
    before = told.before
    return bool(_WITH_OR_WITHOUT.search(before) or _RECENT.search(before) or _EXPERIMENTAL.search(before))


_WITHIN = gated(r"\bwithin\s+(?:the\s+)?(?:(?:last|past|previous|prior)\s+)?\d+\s*(?:days?|weeks?|months?|half)", re.I)


_HAD = gated(r"\b(?:have|has|had|who)\s+(?:previously\s+)?(?:received|progressed|failed|been treated|relapsed)\b", re.I)


# 'Primary resistance to endocrine therapy' is progression within a time
_SO_SOON = gated(
    r"\b(?:primar(?:y|ily)|secondar(?:y|ily)|intrinsic\w*|acquired|early)\s+(?:\w+\s+)?(?:resistan\w+|refractor\w+|fail\w+|progress\w+)\b",
    re.I,
)


# 'after at least six months of one prior line of ...'
_AFTER_A_LINE = gated(
    r"\b(?:after|following|on)\b[^.;]{0,60}\b(?:prior|previous)\s+(?:lines?|regimens?|courses?|treatments?|therap\w+)\s+(?:of|with)\s+(?:any\s+|an?\s+)?$",
    re.I,
)


# 'Relapse 12 months or more after adjuvant taxanes': a limit for those who had them
# 'One prior regimen (six cycles) resulting in stable disease'
_WITH_A_RESPONSE = gated(
    r"\b(?:result(?:ing|ed) in|with|achiev\w+)\s+(?:an?\s+|at least\s+)?(?:stable disease|(?:\w+\s)?(?:response|remission)|disease control|complete|partial)\b",
    re.I,
)


_LONG_AFTER = gated(
    r"\b(?:relaps\w*|recurr\w*|progress\w*|metasta\w+)\b[^.;]{0,40}(?:(?:>=?|\u2265|\bat least|\bmore than|\bminimum of)\s*\d+\s*(?:months?|years?)|\d\s*(?:months?|years?)\s+or\s+(?:more|longer|later))\s+(?:after|since|from|following)\b[^.;]{0,60}$",
    re.I,
)


# 'Response to chemotherapy (4 to 6 cycles)', 'one regimen (4 weeks each) resulting in stable disease': she had it
_CAME_OF_IT = gated(
    r"\b(?:respon(?:se|ded|ding)|stable disease|disease control|remission|clinical benefit)\s+(?:\w+\s+){0,3}?(?:to|after|on|from|with|following)\b"
    r"|\b(?:result(?:ing|ed) in|with|achieving|achieved)\s+(?:an?\s+|at least\s+)*(?:stable disease|disease control|(?:(?:complete|partial|objective|clinical|tumou?r)\s+)?(?:response|remission))\b",
    re.I,
)


_WASHOUT = gated(
    r"\b(?:since|elapsed|wash|any|if|all|last|except|unless|completed|discontinu\w+|stop\w*|no|not)\b", re.I
)


# 'treated with X for at least 3 months', 'progression within 6 months of starting X': she had it, for how long is open
_SO_LONG = gated(
    r"\b(?:received|treated|undergone|underwent|been on|completed|progress\w*|had|benefit|lasting|achiev\w+|stable|respon\w+|non-?progress\w*)\b[^.;]{0,200}"
    r"\b(?:(?:for|after)\s+(?:at least|a minimum of|a total of|>=?|\u2265|more than)?\s*\w+(?:\s?(?:-|to)\s?\w+)?|(?:at least|minimum of|>=?|\u2265)\s*\w+)(?:\s*\(\w+\))?\s*"
    r"(?:months?|cycles?|courses?|weeks?|days?|years?)\b(?!\s*(?:prior|before|ago|earlier|from|must|have|has|wash|old))",
    re.I,
)


_RELAPSED = gated(
    r"\b(?:progress\w*|recurr\w*|relaps\w*|(?-i:PD))\b[^.;]{0,100}?\b(?:on|after|during|following|while|within|despite|upon)\b",
    re.I,
)


_OFF_IT = gated(
    r"\b(?:since|elapsed|wash\w*|except|unless|no|not|never|without|if|off|ago|discontinu\w+|stop\w*|allowed|permitted|interval|last dose)\b",
    re.I,
)


_WITH_OR_WITHOUT = gated(r"\b(?:with or without|(?:has|have|had|may) or (?:has|have|had|may) not)\b", re.I)


_EXPERIMENTAL = gated(r"\b(?:experimental|investigational)\s+(?:\w+\s+){0,2}$", re.I)


_RECENT = gated(r"(?<!most )\brecent(?:ly)?\s+(?:\w+\s+)?$", re.I)


_WHOEVER = gated(
    r"\b(?:patients?|subjects?|participants?|those|women|individuals)\b[^.;]{0,20}\b(?:who|with|receiving|treated|that\s+(?:have|had|has|were|received))\b",
    re.I,
)


# 'For patients with TNBC, prior taxane is required' asks it of these.
_FOR_SOME = gated(r"^\W*(?:for|in|if)\b[^.;,]{2,60},\s*", re.I)


_MUST = gated(r"\b(?:must|should|need to|are required|is required)\b", re.I)


# 'Normal ejection fraction in those treated with X before', 'if an anthracycline was given', 'In women who had X: ...'
_IF_IT_WAS = gated(
    r"(?:\b(?:if|where|when)\s+(?:(?:no|an?|any|prior|earlier|she|they|there|has|have|had|was|were|been|ever|already|previously|treated|received|given|with)\s+){0,6}"
    r"|(?:^|^.{0,80}\b(?:ejection|LVEF|echo\w*|MUGA|cardi\w+|heart|function|normal|adequate|tests?|counts?|scan|samples?|biops\w+)\b.{0,80}?)\W*\b(?:in|for|of|among|only after|after)\s+"
    r"(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+)?(?:(?:who|that|have|has|had|been|were|was|ever|already|prior|earlier|previously|formerly|treated|received|given|exposed|with|to|an?|any)\s+){1,8})$",
    re.I,
)


# 'Patients who received X and no longer benefit from it, and X must have been stopped' asks nothing of the others.
_THOSE_WHO_HAD_IT = gated(
    r"^\W*(?:patients?|subjects?|participants?|those|women)\s+(?:who|that)\s+(?:have\s+|had\s+)?(?:previously\s+)?(?:received|been treated|had)\b",
    re.I,
)
_MUST_LATER = gated(r"\b(?:must|should)\s+have\s+(?:been\s+)?(?:stopped|discontinued|completed|finished|ended)\b", re.I)


_AND_MORE = gated(
    r"\band\s+(?:must\s+)?(?:have|had|has|either|meet|fulfil+|one of|at least one)\b[^.;]{0,40}:\s*$", re.I
)


_ANOTHER = gated(r"\b(?:an)?other\s+$", re.I)
_THAN = gated(r"\s+(?:therap\w+\s+|treatments?\s+|agents?\s+|drugs?\s+)?than\b", re.I)


_NONE_IS_WELL = gated(
    r"\s*(?:(?:for|in)\s[^.;:]{3,60})?(?::|-)\s*(?:(?:none|zero|0)(?=\s*(?:,|or\b|to\b|-|and\b))|0\b|not required|optional|any)\b"
    # 'Chemotherapy regimens for metastatic disease: any number', '... : unlimited'
    r"|[^.;:]{0,50}:\s*(?:any(?=\W*(?:$|\b(?:number|in|is|are)\b))|unlimited|(?:no|without) (?:limit|restriction)|not (?:limited|restricted))",
    re.I,
)


_LEFT_OUT = gated(
    r"\b(?:(?:an)?other (?:[\w/-]+ ){0,3}than|other than|except(?:ing|ion)?(?: (?:for|of))?|apart from|excluding)\W*(?:\w+\W+){0,4}$",
    re.I,
)
