"""What a line does to the points below it: lets in, shuts out, or asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE, PERMIT, Item

# An item that turns what is listed below it into exclusions, in whichever section it stands.
EXCLUDES_BELOW = gated(
    r"(?:must|should|may|can|do|does|shall|will)\s*not\s+(?:have|meet|be|show|present|fulfil+|receive)\b(?:(?!\b(?:and|but)\s+(?:must|should|shall|will)\s+(?:have|meet|be|show|fulfil)\b)[^.]){0,400}"
    r"\b(?:any|one|following|below)\b(?:(?!\b(?:and|but)\s+(?:must|should|shall|will)\s+(?:have|meet|be|show|fulfil)\b)[^.]){0,200}:?\s*$"
    r"|\b(?:excluded?|ineligible|disqualified|not\s+(?:be\s+)?eligible|exclusion)\b[^.]{0,80}(?::|\bif\b|\bfollowing\b[^.]*)\s*$"
    r"|\bnot\s+(?:be\s+)?(?:allowed|permitted|acceptable)\b[^.()]{0,40}:\s*$"
    r"|\b(?:must|should|shall|will)\s+(?:have|meet|fulfil+|show)\s+none\b[^.]*:?\s*$|\b(?:must|should)\s+be\s+free\s+(?:of|from)\b[^.:]*:\s*$"
    r"|^(?:no|none of|without|absence of)\b[^.]*\bfollowing\b(?!\s+(?:\w+\s+)?(?:examinations?|exams?|tests?|procedures?|assessments?|studies|methods?|imaging|evaluations?|surger\w+|\w*therap\w+|completion))[^.]*:?\s*$",
    re.I,
)

_INCLUDES_BELOW = gated(
    r"\b(?:must|should)\s+(?:have|meet|be|fulfil+|satisfy)\b[^.]*:?\s*$|\b(?:eligible|permitted|allowed)\b[^.]{0,60}"
    r"(?:if|provided|when|:)[^.]*$|^(?:except(?:ion)?s?|unless)\b[^.]*:?\s*$|(?<!target disease )\bexcept(?:ion)?s?\b[^.]{0,60}:?\s*$",
    re.I,
)

# What is listed below an exception to an exclusion asks for nothing: it lets somebody in. 'Target disease exceptions' are
# a sponsor's name for exclusions.
_PERMITS_BELOW = gated(
    r"^(?:except(?:ion)?s?|unless)\b[^.]*:?\s*$|(?<!target disease )\b(?:except(?:ion|ions|ing)?|unless|other than)\b[^.]{0,80}:?\s*$"
    r"|\b(?:eligible|permitted|allowed)\b[^.]{0,60}(?:if|provided|when)\b[^.]*:\s*$",
    re.I,
)

# 'The following are allowed:' asks for nothing of what is listed below it; 'the following are eligible' does among inclusions.
_ALLOWS_BELOW = gated(
    r"(?<!not )\b(?:allowed|permitted|acceptable|not\s+(?:an?\s+)?exclu\w+)\b(?:\s+(?:in|on|for|during|to)\s+[^.:]{1,40})?\s*:\s*$",
    re.I,
)

# 'Prior chemotherapy may consist of either or both of the following:' tells what may have been given.
MAY_CONSIST_OF = gated(
    r"\bmay\s+(?:consist of|include|comprise|contain|have\s+(?:had|received|included))\b[^.;:]{0,40}?\b(?:either|any|both|all|one)\b[^.;:]*\bfollowing\b[^.;:]*:\s*$",
    re.I,
)

# 'Must meet at least one of the following:', 'Either:'
ANY_OF = gated(
    r"\b(?:one(?: or more)?|any(?: one)?|either|at least one|1)\b(?:[^.:]{0,40})\b(?:of (?:the )?(?:following|these|below)|"
    r"following|below|criteria|conditions)\b(?:[^.]|\.(?=\s{0,20}\d)){0,200}[:.]?\s*$|\beither\s*:?\s*$|\b(?:one|1|any|either)\s+of\s*:?\s*$|\bany\s+of\s+these\s*:?\s*$|\(?(?:\ba|\bi|\b1)\)?\s+or\s+\(?(?:b|ii|2)\)?(?:\s+below)?\s*:\s*$|\b(?:patients|participants|subjects|women) (?:may|can) be:\s*$|\bdefined (?:as|by)[^.]{0,40}(?:any|either|one)[^.]{0,40}:?\s*$"
    # 'High risk of recurrence (node-positive and at least one of all)'
    r"|\([^()]{0,60}\bat least (?:one|1) of (?:all|them|these|those)\b[^()]{0,30}\)[^.:]{0,60}:?\s*$"
    # 'Homologous recombination deficiency (HRD) defined by'
    r"|(?:\bHRD\b|\bHRR\b|\bhomologous recombin\w+)[^.:]{0,60}\bdefined (?:by|as)\s*:?\s*$"
    # 'Must have a risk factor for ...:', 'Risk factors (any of):'
    r"|\b(?:an?|any|one|1)\s+(?:\w+\s+){0,2}risk factors?\b[^.:]{0,80}:\s*$|\brisk factors?\s*(?:\(|,|-)?\s*(?:any|one|at least one)\b[^.:]{0,20}:\s*$",
    re.I,
)

_ELIGIBLE_BELOW = gated(r"(?<!not )(?<!not be )\beligible\s*:\s*$", re.I)

# 'Brain MRI is required if they meet either of the following:' tells who is examined, not who is wanted.
_EXAMINES_BELOW = gated(
    r"(?:^|[;.]\s)\W*(?:[\w-]+\W+){0,6}?(?:MRI|imaging|CT|scans?|biops(?:y|ies)|echocardiogra\w+|ECGs?|testing|examinations?|evaluations?|contracepti\w+)\b(?!\W+(?:confirmed|proven|evidence|documented))"
    r"[^.]*\b(?:(?:required|mandatory|performed|necessary|needed|obtained|done|repeated)\b|if (?:they|the (?:patient|participant|subject)|any|either|one)\b)[^.]*:\s*$",
    re.I,
)

# 'Patients who meet the following need no axillary surgery:', 'Staging may be omitted in patients with:' tells who is let off.
WAIVES_BELOW = gated(
    r"\b(?:(?:is|are)\s+not\s+(?:required|mandatory|necessary|needed|obliged)|need\s+not|do(?:es)?\s+not\s+(?:need|have)\s+to|(?:is|are)\s+exempt\w*"
    r"|(?:may|can|could)\s+(?:be\s+)?(?:omit\w*|skip\w*|waived?|forgo\w*|spared|dispensed))\b(?:(?!\b(?:but|must|should|however)\b)[^.])*:\s*$",
    re.I,
)

# 'No other prior malignancy is allowed except for the following:', and on the points below it, not set in, those cancers
EXCEPTS_CANCERS = gated(
    r"\b(?:other|prior|previous|second|concurrent|another|history of)\b[^.:]{0,40}\b(?:malignanc\w+|cancers?)\b[^.:]*\bexcept(?:ions?|ing)?(?:\s+(?:for|of))?(?:\s+(?:any of )?the\s+following)?\s*:\s*$",
    re.I,
)
ANOTHER_CANCER = gated(
    r"^(?!.*\b(?:measurable|breast|metasta\w+|patients? must|ECOG|chemotherapy|investigat\w+)\b).*(?:\bcancers?\b|carcinoma|malignan|\bin situ\b|melanoma|\blymphoma|\bleuk\w+|\btumou?rs?\b)",
    re.I | re.S,
)

# 'The following are not considered measurable:' explains a word; what is listed below it is asked of nobody.
_EXPLAINS_BELOW = gated(
    r"\bnot\s+(?:be\s+)?(?:(?:considered|regarded|counted|accepted|defined)\s+)?(?:as\s+|to\s+be\s+)?(?:an?\s+)?(?:\w+\s+)?(?:measurable|evaluable|target)\b[^.]*:?\s*$"
    r"|\b(?:considered|regarded|defined)\s+(?:as\s+|to\s+be\s+)?(?:non-?\s?|un|not\s+)(?:measurable|evaluable)\b[^.]*:?\s*$"
    r"|^(?:non-?\s?|un)measurable\s+(?:disease|lesions?|sites?)?\s*(?:\(?(?:includes?|is|are|defined|means|:)\b)?[^.]*:\s*$",
    re.I,
)

# 'All tumours must express it except:' asks nothing of those listed below.
_EXCEPTS_BELOW = gated(
    r"\b(?:must|should|required|requires?)\b[^.]*\bexcept(?:ions?)?(?:\s+(?:for|in))?(?:\s+the\s+following)?\s*:\s*$",
    re.I,
)

# 'No prior chemotherapy, with the following exceptions:' lets in what is listed below it.
_DENIES_BUT = gated(
    r"^\W*(?:(?:notes?|patients?|participants?|subjects?|must|have|has|with|had)\W+){0,4}(?:no|not|without|never)\b[^.]*\b(?:following exceptions?|except(?:ions? of|ing)?(?: for)?(?: the following)?)\s*:\s*$",
    re.I,
)

# 'All receptor subtypes are eligible, including but not limited to:', 'Prior treatment of any kind is allowed, such as:'
EXAMPLES_BELOW = gated(
    r"^(?!.*\b(?:must|should|shall)\s+(?:have\s+)?includ)(?:.*\b(?:all|any|every|both|either|regardless|irrespective|allowed|permitted|acceptable|accepted|eligible)\b[^.:]{0,120}?"
    r"\b(?:includ(?:es?|ing)|such\s+as|for\s+example|for\s+instance|e\.g\.?)|.*\b(?:such\s+as|e\.g\.?)"
    r"|.*\binclud(?:es?|ing)\s*,?\s*(?:but|and)\s+(?:(?:are|is)\s+)?not\s+(?:be\s+)?(?:limited|restricted)\s+to)"
    r"(?:\s*,?\s*(?:but|and)\s+(?:(?:are|is)\s+)?not\s+(?:be\s+)?(?:limited|restricted)\s+to)?(?:\s*,?\s+(?:any\s+of\s+)?the\s+following)?\s*,?\s*:\s*$",
    re.I | re.S,
)

# What the points below a line come to by what it says, where its own polarity is one of these; the first that fits.
_ANY = frozenset({INCLUDE, EXCLUDE, PERMIT})
_SHUT_OUT = frozenset({EXCLUDE})
_GIVES_BELOW = (
    (_DENIES_BUT, _ANY - _SHUT_OUT, PERMIT),
    (_EXPLAINS_BELOW, _ANY, PERMIT),
    (_EXAMINES_BELOW, _ANY, PERMIT),
    (WAIVES_BELOW, _ANY, PERMIT),
    (EXCLUDES_BELOW, _ANY, EXCLUDE),
    (_EXCEPTS_BELOW, _ANY, PERMIT),
    (_ALLOWS_BELOW, _ANY, PERMIT),
    (EXAMPLES_BELOW, _ANY - _SHUT_OUT, PERMIT),
    (MAY_CONSIST_OF, _ANY, PERMIT),
    (_ELIGIBLE_BELOW, _SHUT_OUT, PERMIT),
    (_PERMITS_BELOW, _SHUT_OUT, PERMIT),
    (_INCLUDES_BELOW, _SHUT_OUT, INCLUDE),
)

# 'None of: prior trastuzumab, prior pertuzumab'
_NONE_OF = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?)\s+)?(?:(?:must|should)\s+have\s+)?none\s+of(?:\s+the\s+following)?\s*:\s*\S",
    re.I,
)


def polarity_below(item: Item, section: str) -> str:
    """The polarity that the nearest telling parent, or else the section, gives."""
    if _NONE_OF.match(item.text):
        return EXCLUDE
    for above in item.ancestors():
        for told, of_polarity, gives in _GIVES_BELOW:
            if above.polarity in of_polarity and told.search(above.text):
                return gives
    return item.parent.polarity if item.parent else section


# 'Contraception is not needed in any of the following cases:', and on the lines below, not set in: sterile, past menopause
WHO_MAY_BEAR = gated(
    r"(?:child-?\s?bearing|contracepti|birth\s+control|WOCBP)[^:]{0,200}\b(?:following|cases?|conditions?|criteria|met|applies|apply|holds?|true|defined|as|by)\b[^:.]{0,30}:\s*$",
    re.I,
)

_WAY_OUT = gated(
    r"menopaus|amenorr|menses|menstrua|steril|abstain|abstinen|abstention|vasectom|hysterect|oophorect|ovariect|salping|\btubal|fallopian|partner|intercourse",
    re.I,
)


def permit_ways_out_of_contraception(items: Sequence[Item]) -> None:
    """Points that tell who needs no contraception ask for nothing, where the layout doesn't put them below its line."""
    for i, item in enumerate(items):
        if item.children or not WHO_MAY_BEAR.search(item.text):
            continue
        for other in takewhile(lambda other: _WAY_OUT.search(other.text) and not other.heading, items[i + 1 :]):
            if other.polarity == INCLUDE:
                other.polarity = PERMIT
