"""Clauses that tell no history of hers: treatment of now, of others, washouts, kinds that nobody knows."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.kinds import for_another_tumour, of_a_kind_not_known
from matcher.reading.therapy.of_complaints import is_of_a_complaint
from matcher.reading.therapy.that_contained import THAT_CONTAINED
from matcher.reading.therapy.times import RELAPSED
from matcher.reading.therapy.told import OPENS_WITH_NO, Told, says_no


def is_no_history(told: Told) -> bool:
    """Whether the clause tells no earlier treatment: another thing altogether, or the treatment of now."""
    if phrases.NOT_HISTORY.search(told.clause) or _CANNOT_BE_TREATED.search(told.before):
        return True
    if _RELATED_TO_IT.match(told.after):
        return True
    if _MAY_HELP.search(told.before) or (_FOR_WHICH.search(told.before) and _SUITS_HER.match(told.after)):
        return True
    if not told.sentence.excludes and _PRESCRIBED_NOW.search(told.before):
        return True
    if told.sentence.excludes and (_OF_THIS_COURSE.search(told.before) or _FOR_THIS_COURSE.match(told.after)):
        return True
    if _IF_THE_LAST.search(told.text, 0, told.start):
        return True
    if told.sentence.excludes and not told.progressed and _INTOLERANT.search(told.before):
        return True
    earlier = says_no(told.text, told.group) and phrases.HISTORY.search(told.text[: told.start])
    if not told.in_words and not told.whole and not earlier:
        return True
    now = phrases.NOW.search(told.clause) and not phrases.BEFORE.search(told.clause)
    return bool(now and not told.progressed and not RELAPSED.search(told.before))


# 'Disease that can't be treated for cure with surgery or radiation'
_CANNOT_BE_TREATED = gated(
    r"\b(?:cannot|can ?not|can't|could not)\s+be\s+(?:\w+\s+){0,2}?(?:treated|cured|controlled|managed|eradicated)\b[^.;]{0,60}$",
    re.I,
)

# 'Checkpoint inhibitor-naive tumours, likely to benefit from a checkpoint inhibitor': what may help her was not yet given
_MAY_HELP = gated(
    r"\b(?:(?:un)?likely|expected|predicted|anticipated|thought|felt|believed|considered|deemed|may|might|could|would|should|can)\s+(?:(?:to|be|likely|able|still|also|potentially|have|an?|clinical|derive|gain|obtain|receive)\s+){0,5}"
    r"(?:benefit|respond|profit)\s+(?:from|to|with)\s+(?!(?:the\s+|their\s+|any\s+)?(?:prior|previous|earlier|last|past)\b)[^.;]{0,40}$",
    re.I,
)
# 'PD-1-naive disease for which treatment with a PD-1 inhibitor is appropriate'
_FOR_WHICH = gated(r"\bfor\s+(?:which|whom)\s+(?!(?:prior|previous|earlier)\b)[^.;,]{0,40}$", re.I)
_SUITS_HER = gated(
    r"[^.;,]{0,30}?\b(?:is|are|would\s+be|may\s+be|seems?|appears?)\s+(?:(?:deemed|considered|thought|judged|clinically|an?|reasonable|to\s+be)\s+){0,3}(?:appropriate|indicated|suitable|recommended|planned|options?|available|feasible|intended|approved)\b",
    re.I,
)

# 'Prescribed everolimus and exemestane for metastatic disease (progression on letrozole)': the treatment of now
_PRESCRIBED_NOW = gated(
    r"(?:^\W*|\b(?:patients?|participants?|subjects?|wom[ae]n|who|being|newly|currently|just|are|is|to\s+be)\s+)prescribed\s+(?:[\w/+-]+,?\s+){0,4}$",
    re.I,
)
# 'Has already started this line of chemotherapy', 'current chemotherapy', 'chemotherapy of the same line': the treatment of now
_OF_THIS_COURSE = gated(
    r"\b(?:this|the\s+(?:current|present|same)|current|present)\s+(?:(?:line|course|regimen|cycle)\s+of\s+)?(?:the\s+)?$",
    re.I,
)
_FOR_THIS_COURSE = gated(
    r"\s+(?:(?:already|has|have|been|was|begun|started|given|treatment|therapy)\s+){0,5}(?:of|for|in)\s+(?:this|the\s+(?:same|current|present))\s+(?:line|course|regimen)\b",
    re.I,
)

_RELATED_TO_IT = gated(r"\s?-\s?(?:related|associated|induced)\b", re.I)  # 'a history of T-DXd-related pneumonitis'


# '..., six weeks if the last regimen contained mitomycin'
_IF_THE_LAST = gated(r"\b(?:if|when|where)\s+(?:the\s+|her\s+|their\s+)?(?:last|most recent)\b[^.;]{0,60}$", re.I)


# Among exclusions: 'prior intolerance of CDK4/6 inhibitors' shuts out nobody who took them well.
_INTOLERANT = gated(
    r"\bintoleran(?:ce|t)\s+(?:of|to|for)\s+(?:[\w-]+\s+){0,3}$"
    # '... of an angiogenesis inhibitor, anti-PD-1 or similar drug'
    r"|\bintoleran(?:ce|t)\s+(?:of|to|for)\s+(?:(?!(?:prior|previous|previously|having|received|use)\b)[\w()/-]+,?\s+){3,10}$",
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
    if for_another_tumour(told.text, told.start, told.end) or _FOR_SOMETHING_ELSE.match(told.after):
        return True
    if not told.sentence.excludes and _asks_it_of_some(told):
        return True
    if _TREATMENT_OF_ANOTHER_CANCER.search(told.before) or is_of_a_complaint(told):
        return True
    if told.sentence.excludes and (_BY_ITS_EFFECT.search(told.before) or _OF_THAT_EFFECT.match(told.after)):
        return True
    if _shuts_out(told) and THAT_CONTAINED.match(told.after):
        return True  # 'chemotherapy that contained X', which no table holds
    return _is_a_part_of_it(told) or _leaves_others(told)


# 'A prior malignancy that required chemotherapy', 'another cancer treated with radiation'
_TREATMENT_OF_ANOTHER_CANCER = gated(
    r"\b(?:prior|previous|past|earlier|other|another|second)\s+(?:(?!breast)\w+\s+){0,2}?(?:malignan\w+|cancers?|neoplasms?|tumou?rs?)\s+(?:(?:that|which|has|had|have|been|was|were|ever|previously)\s+){0,4}"
    r"(?:requir(?:ing|ed)|needing|needed|treated\s+(?:with|by))\s+(?:(?!breast)[\w/-]+,?\s+){0,5}$",
    re.I,
)

# 'Prior neurotoxic chemotherapy', 'myeloablative chemotherapy', 'chemotherapy that caused hair loss': one of that kind, not any
_BY_ITS_EFFECT = gated(
    r"\b(?:\w+toxic|(?:myelo-?|marrow[\s-])ablati(?:ve|on)|\w+[\s-](?:inducing|causing))\s+$",
    re.I,
)
_OF_THAT_EFFECT = gated(
    r"\s+(?:(?:that|which)\s+(?:has\s+|had\s+)?(?:caused|induced|led\s+to|resulted\s+in)|causing|inducing|known\s+to\s+(?:cause|induce)|with\s+(?:known\s+)?\w+toxic)\b",
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


def _asks_it_of_some(told: Told) -> bool:
    """'Patients who received X must ...' asks nothing of the others."""
    text = told.text
    if _WHOEVER.search(_FOR_SOME.sub("", told.before)) and _MUST.search(told.after):
        return True
    if not told.progressed and _IF_IT_WAS.search(text[: told.start]):
        return True
    return bool(_THOSE_WHO_HAD_IT.match(text) and _MUST_LATER.search(text, told.end))


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


def _is_a_part_of_it(told: Told) -> bool:
    """A line, a part or a dose of it, or the heading of a list."""
    before = told.before
    if told.sentence.excludes and _LATER_LINE.search(before):
        return True
    if any(pattern.search(before) for pattern in (_NUMBERED, _PART_OF, _SINCE, _FIRST_DOSE_OF)):
        return True
    return told.heads_a_list and not _AND_MORE.search(told.text, told.end)


_LATER_LINE = gated(
    r"\b(?:second|third|fourth|2nd|3rd|4th)[- ]line\s*$", re.I
)  # whoever had one line only is not meant

_NUMBERED = gated(r"\b(?:second|third|fourth|fifth|2nd|3rd)\s*$", re.I)  # 'a second chemotherapy line'

_PART_OF = gated(r"\b(?:part|parts|portion|some) of (?:the |their )?$", re.I)  # '... was given elsewhere'

_SINCE = gated(r"\bsince\b")  # washouts


# 'Angina within 6 months of the first dose of the study chemotherapy': that one is still to come
_FIRST_DOSE_OF = gated(
    r"\b(?:within|of|before|prior to|preceding)\s+(?:the\s+)?(?:first|initial|1st)\s+dose\s+of\s+(?:[\w-]+\s+){0,4}$",
    re.I,
)

_AND_MORE = gated(
    r"\band\s+(?:must\s+)?(?:have|had|has|either|meet|fulfil+|one of|at least one)\b[^.;]{0,40}:\s*$", re.I
)


def _leaves_others(told: Told) -> bool:
    """Whether it is named as what is left out, or with 'none' as well."""
    text = told.text
    if _ANOTHER.search(told.before) and _THAN.match(text, told.group[0].end):
        return True  # 'other CDK4/6 inhibitors than palbociclib': those that are left are not told apart
    if _NONE_IS_WELL.match(text, told.end):
        return True  # 'Prior endocrine therapy: none, or ...'
    # '... other than endocrine therapy' lets in, it does not shut out
    return bool(_shuts_out(told) and _LEFT_OUT.search(text[: told.start][-70:]))


def _shuts_out(told: Told) -> bool:
    return told.sentence.excludes or OPENS_WITH_NO.match(told.text) is not None


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


def is_neither_here_nor_there(told: Told) -> bool:
    before = told.before
    if _IN_VIEW_OF_IT.search(before) and _CLOSES.match(told.text, told.end):
        return True
    return bool(_WITH_OR_WITHOUT.search(before) or _RECENT.search(before) or _EXPERIMENTAL.search(before))


# 'No history of thrombosis (for tamoxifen)', '(applies to letrozole)': for whose sake it is asked
_IN_VIEW_OF_IT = gated(
    r"\b(?:thrombo\w+|embol\w+|stroke|cardiac|heart|infarction|osteopor\w+|retin\w+|cataract|endometri\w+|neuropath\w+|allerg\w+)\b[^()]*"
    r"\((?:only )?(?:for|if|in case of|when|applies to|relevant to)\s+(?:(?:receiving|taking|given|patients|women|on|the)\s+){0,3}$",
    re.I,
)
_CLOSES = gated(r"(?:\s+(?:arm|group|treatment|therapy|only))*\s*\)")


_WITH_OR_WITHOUT = gated(r"\b(?:with or without|(?:has|have|had|may) or (?:has|have|had|may) not)\b", re.I)

_EXPERIMENTAL = gated(r"\b(?:experimental|investigational)\s+(?:\w+\s+){0,2}$", re.I)

_RECENT = gated(r"(?<!most )\brecent(?:ly)?\s+(?:\w+\s+)?$", re.I)
