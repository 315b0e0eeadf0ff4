"""Whether a status tells of some of the patients, for whom something is ruled, or describes those who are wanted.

"Patients with HER2-positive disease must have had trastuzumab", "trastuzumab for HER2-positive disease"     of some
"HER2-positive disease is required", "HER2-positive patients will be excluded"                               the rule itself
"""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.receptors.markers import Found
from matcher.reading.sentences import Sentence

_SUBJECT_OF_RULE = gated(
    r"^[^.;,]{0,90}?\b(?:patients|participants|subjects|tumou?rs?|disease|cases|women|cancers?|those|individuals)\b[^.;]{0,40}?"
    r"\b(?:must|should|shall|need|may|are (?:required|allowed|eligible to)|will (?:be|receive|have)|have to|can|(?<!, )(?<!having )receiv\w+|is required|are eligible if|are (?:then\s)?(?:treated|given|offered))\b",
    re.I,
)

# 'Patients whose tumours are HER2-positive will receive ...' rules for some; 'patients whose tumours are HER2-positive' wants them.
_WHOSE = gated(
    r"\b(?:patients|participants|subjects|women|cases|those|individuals)\s(?:whose|in whom)\b[^.;,]{0,60}$", re.I
)
_MODAL_NEXT = gated(
    r"[^.;,]{0,40}?\b(?:must|should|shall|need|may|will|have to|can|receive|are (?:treated|given|offered))\b", re.I
)

# 'patients who may undergo ...' describes them and rules nothing
_WHO_MAY = gated(r"\b(?:who|that)\b[^.;,]{0,20}\b(?:may|can|will (?:be|receive|have)|receiv\w+)$", re.I)
_WITH_A_TEST = gated(
    r"\bmust (?:have|undergo)(?: had)? (?:an? )?(?:\w+ )?(?:echo\w*|MUGA|LVEF|bone scan|CT|MRI|mammogra\w+)\b", re.I
)

# 'Prior PD-1 inhibitor (TNBC cohort only)'
_ONLY_FOR = gated(r"[^()]{0,25}\b(?:only|cohorts?|arms?|patients|participants|subjects)\b[^()]{0,15}\)", re.I)


# 'Part A: HER2-positive disease, must have ...', 'Cohort 2 (HR-positive breast cancer): must have ...'
_OPENS_ITS_PART = gated(
    r"^\W*(?:for\s+)?(?:cohort|arm|group|part|phase|module|sub-?study)s?\s*#?\s*\w{1,3}(?:\s*(?:,|/|and|or)\s*\w{1,2}\b)?[\s:,(-]{1,3}(?:(?:metastatic|advanced|unresectable|documented|confirmed|or|and|locally)\W+){0,5}",
    re.I,
)
_ENDS_WITH_THE_TUMOUR = gated(
    r"\W{0,2}(?:(?:metastatic|(?:locally\s+)?advanced|unresectable|or|and|breast|cancers?|carcinomas?|disease|tumou?rs?|m?BC)\b\s*){0,6}(?:\([^()]{0,60}\)\s*)?[:,)]",
    re.I,
)


def _is_of_its_part(sentence: Sentence, start: int, end: int) -> bool:
    item = sentence.item
    return bool(
        item
        and item.cohorts
        and sentence.start == item.start
        and _OPENS_ITS_PART.fullmatch(sentence.text, 0, start)
        and _ENDS_WITH_THE_TUMOUR.match(sentence.text, end)
    )


def _names_its_cohort(sentence: Sentence, start: int, end: int) -> bool:
    """'HR+/HER2- breast cancer: must have had ...' below a cohort of that name: who is wanted, no condition."""
    if _is_of_its_part(sentence, start, end):
        return True
    item = sentence.item
    return bool(
        item
        and item.cohorts
        and not item.cohorts[-1].kind
        and sentence.start == item.start
        and gated(r"[^:]{0,60}:").match(sentence.text[end:])
        and item.cohorts[-1].name[:8].lower() in sentence.text[: end + 20].lower()
    )


_SHUT_OUT = gated(
    r"\W*(?:[\w-]+\W+){0,4}?(?:are|is|will be|must be|should be|were)\s(?:excluded|ineligible|not (?:eligible|allowed|permitted|included|enrolled))\b(?! (?:if|unless)\b)",
    re.I,
)

# 'Women with a history of ER-positive breast cancer who are receiving ...' describes the population by both.
_WHO_ARE = gated(
    r"\W*(?:breast\W+)?(?:cancers?|carcinomas?|disease|tumou?rs?)?\W*(?:and )?who (?:are|is|were|have|has|had|receive)\b",
    re.I,
)
_MODAL = gated(r"\b(?:must|should|need|may|can|will|required|eligible|allowed)\b", re.I)

# Among exclusions, 'patients who are HER2-positive and have not progressed on ...' shuts out those of whom both are true.
_AND_MORE = gated(
    # 'HER2-positive disease without prior trastuzumab'
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|patients?)\W+){0,3}(?:(?:and|but|with)\s+no|without)\s+(?:prior|previous|earlier)\b|"
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|patients?)\W+){0,3}(?:and|but|who|that)\s+(?:who\s+)?(?:(?:have|has|had|are|did|were)\s+){1,2}"
    r"(?:not|never|received|progressed|prior|previously|already|failed|eligible|candidates?|amenable|suitable)\b",
    re.I,
)

# 'Taking an aromatase inhibitor for HR-positive breast cancer': the treatment that she is under tells her disease.
_TREATED_NOW = gated(
    r"^\W*(?:(?:patients?|women|participants?|subjects?|currently|must|should|be|are|is|have|been|who)\s+){0,5}(?:receiving|taking|on|prescribed|initiating|starting|beginning|undergoing|scheduled|planning|candidates?|about\s+to|to\s+(?:receive|start|begin)|will\s+(?:receive|start|begin))\b"
    r"(?:[^.;,:]|,(?=\s(?:or|and|and/or|for|to|chemo\w*|endocrine|systemic)\b)){0,110}\bfor\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}$",
    re.I,
)

# 'HR-positive breast cancer (must have progressed on ...)' asks for both.
_RULE_IN_ASIDE = gated(
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|metastatic|advanced)\W+){0,4}\(\s*(?:patients?\s+)?(?:must|should|has to|have to)\b",
    re.I,
)

# 'HER2-negative disease (if IHC is 2+, a negative ISH is required)': how the receptor is to be measured.
_TEST_IN_ASIDE = gated(
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|status|metastatic|advanced)\W+){0,4}[(,;.]\s*(?:(?:if|when|where|in (?:the )?case of|for)\b[^();]{0,60})?"
    r"[^();,]{0,60}\b(?:F?ISH|CISH|SISH|in[- ]situ hybridi[sz]ation|IHC|immunohisto\w+|amplification|central\w*|local\w*|test\w*)\b",
    re.I,
)

# 'HER2-positive disease is required' is the rule itself.
_WANTED = gated(
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|status|metastatic|advanced)\b\s*){0,4}(?:is|are)\s+(?:required|mandatory|needed|necessary|obligatory)\b(?!\s+(?:to|for|in|if|when)\b)",
    re.I,
)

# 'Normal LVEF in patients to receive trastuzumab (HER2-positive)'
_OF_WHOM_IN_ASIDE = gated(
    r"\b(?:in|for)\s+(?:those|patients|participants|subjects|women)\s+(?:to\s+receive|receiving|who\s+(?:will|are\s+to)|assigned|treated|to\s+be\s+treated|scheduled|planned)\b[^.;:()]{0,60}\(\W*(?:i\.?e\.?\W+)?$",
    re.I,
)

# 'For HR-positive tumours, progression on endocrine therapy is mandatory', 'in case of HER2-positive disease any line is accepted'
_OPENS_WITH_FOR = gated(
    r"\W*(?:(?:please\s+|of\s+)?note(?:\s+that)?\W+|NB\W+)?(?:for|in(?:\s+(?:the\s+)?case\s+of)?|among|as\s+for|regarding)\s+(?:the\s+|all\s+)?(?:(?:patients?|those|women|subjects|participants|cases|tumou?rs?)\s+(?:with\s+|having\s+|who\s+are\s+|that\s+are\s+|of\s+)?)?"
    r"(?:(?:metastatic|advanced|an?|the|early|breast|cancers?|tumou?rs?)\s+)*",
    re.I,
)

# 'For the HER2-positive cohort: LVEF of at least 50 %'
_COLON_BEHIND = gated(
    r"\W{0,2}(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|patients?|participants?|subjects?|women|cohort|arm|group|subtype|metastatic|advanced|only|\(HER2\+\)|mBC)\b\s*){0,4}:\s*(?![\d<>=~(\u2264\u2265]|(?:IHC|[FCS]?ISH|immuno\w*|defined|stain\w*|no\s+stain\w*|Allred|ER|PR|HER-?2)\b)\S",
    re.I,
)
_RULED_BEHIND = gated(
    r"[^.;:]{0,150}?\b(?:mandatory|necessary|needed|compulsory|essential|obligatory|required|requisite|allowed|accepted|acceptable|permitted|sufficient|enough|not\s+(?:a\s+)?(?:limit\w*|restrict\w*|requir\w*|need\w*|necessary|mandatory)"
    r"|optional|recommended|encouraged|(?:is|are|be)\s+(?:also\s+)?(?:given|administered|offered|added|prescribed))\b",
    re.I,
)

# Behind a kind of tumour: what is asked of its patient
_OF_THAT_KIND = r"\W{0,2}(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|status|metastatic|advanced|patients?|participants?|subjects?|cases|women)\b\s*|\([^()]*\)\s*){0,4}"
_MUST_HAVE_HAD = gated(
    # 'HER2-overexpressing disease (3+ by IHC) must have received trastuzumab'
    rf"[^(),;:.]{{0,12}}\)?{_OF_THAT_KIND}(?:must|should|needs?\s+to|ha(?:ve|s)\s+to)\s+(?:previously\s+|also\s+)?(?:have\s+(?:previously\s+|already\s+|also\s+)?"
    r"(?:received|progressed|failed|relapsed|exhausted|been\s+(?:pre-?)?(?:previously\s+)?(?:treated|exposed)|had\s+(?:\w+\s+){0,3}?(?:prior|previous|progress\w*|disease\s+progress\w*|treatment|therapy))"
    r"|be\s+(?:resistant|refractory|intolerant|pre-?treated))\b",
    re.I,
)
_OPENS_THE_CLAUSE = gated(
    r"\W*(?:(?:and|but|for|if|all|any|the|those|patients?|participants?|subjects?|women|with|having|who|whose|are|have|metastatic|advanced|tumou?rs?|disease)\b\W*){0,6}",
    re.I,
)


def _is_said_again(first: Found, found: list[Found]) -> bool:
    """'Hormone receptor positive patients must ... (HR+)'"""
    return len(found) > 1 and all(
        (f.description.sure, f.description.wide) == (first.description.sure, first.description.wide) for f in found
    )


# Among exclusions: 'HER2-positive disease (IHC 3+), as they should receive HER2-directed therapy'
_REASON_BEHIND = gated(
    r"[\s,)]*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|patients?)[\s,]*|\([^()]*\)[\s,]*){0,4}(?:as|since|because|given that)\s+(?:they|these|such|there|this|it)\b",
    re.I,
)


def _is_condition(text: str, start: int, end: int) -> bool:
    """'Patients with HER2-positive disease must have had ...', 'trastuzumab for HER2-positive disease': said of some."""
    opening = max((m.end() for m in gated(r"[.;:]\s").finditer(text[:start])), default=0)
    before = text[opening:start]
    if _WITH_A_TEST.search(text, end):
        return True
    if _OPENS_THE_CLAUSE.fullmatch(before) and _MUST_HAVE_HAD.match(text, end):
        return True
    if _is_the_rule_itself(text, end):
        return False
    rule = _SUBJECT_OF_RULE.search(text[end:])
    if rule and not _WHO_MAY.search(rule.group()) and len(before.split()) <= _FEW_WORDS:
        return not gated(r"\b(?:must|should|have|has)\b", re.I).search(before)
    if _told_of_whom(text, opening, start, end):
        return True
    return not _RESULT_FOR.search(before[-60:]) and _told_as_condition(text, opening, start, end)


_FEW_WORDS = 8
# 'IHC 3+ for HER2', 'Allred score of at least 3 for ER'
_RESULT_FOR = gated(r"(?:\b(?:positive|negative)|[0-3]\s?\+|\bAllred\b.*)\s+for\s+$", re.I)
_HAS_PROGRESSED = gated(
    r"\W*(?:breast\W+)?(?:cancer|disease|tumou?rs?)?\W*(?:has|have) (?:progressed|failed|received)\b", re.I
)


def _is_the_rule_itself(text: str, end: int) -> bool:
    """'HER2-positive patients will be excluded', 'HER2-positive disease is required'"""
    if _SHUT_OUT.match(text, end) or _REASON_BEHIND.match(text, end):
        return True
    if _WHO_ARE.match(text, end) and not _MODAL.search(text, end):
        return True
    return bool(_RULE_IN_ASIDE.match(text, end) or _TEST_IN_ASIDE.match(text, end) or _WANTED.match(text, end))


def _told_of_whom(text: str, opening: int, start: int, end: int) -> bool:
    """Whether it tells of whom a rule is made: 'for HR-positive tumours, progression on ... is mandatory'."""
    if _HAS_PROGRESSED.match(text[end:]) or _OF_WHOM_IN_ASIDE.search(text, opening, start):
        return True
    behind = _RULED_BEHIND.match(text, end) or _COLON_BEHIND.match(text, end)
    if behind and _OPENS_WITH_FOR.fullmatch(text[opening:start]):
        return True
    return bool(_WHOSE.search(text[opening:start]) and _MODAL_NEXT.match(text, end))


_IF = gated(r"\b(?:if|when(?:ever)?|in (?:the )?case of|provided|where(?:ver)?)\b(?!\s+(?:the )?IHC)[^,;]{0,40}$", re.I)
_RULED_FOR = gated(
    r"\b(?:required|must|should|recommended|allowed|needed|necessary|mandatory|administered|considered|(?:is|are|be) (?:given|offered|provided|added|prescribed))\b[^.;]{0,60}\b(?:for|in|to) (?:patients|those|subjects|women|participants|tumou?rs)\b[^.;,]{0,60}$"
    # 'chemotherapy is recommended for all triple-negative patients'
    r"|\b(?:required|recommended|needed|necessary|mandatory|(?:is|are|be) (?:given|offered|provided|added|prescribed|encouraged))\b[^.;]{0,60}\b(?:for|in|to)\s+(?:all|any|every)\s+$",
    re.I,
)
_FOR = gated(r"\w+\W+(?:for|in)\s+(?:the\s+)?(?:patients with\s+|those with\s+)?$", re.I)
_IN_PATIENTS = gated(r"\b(?:patients|women|diagnosis|indicated|confirmed)\W+(?:for|in)\s+$", re.I)


def _told_as_condition(text: str, opening: int, start: int, end: int) -> bool:
    """'Prior PD-1 inhibitor (TNBC cohort only)', 'trastuzumab if HER2-positive', 'required for patients with ...'"""
    before = text[opening:start]
    if _ONLY_FOR.match(text, end) and gated(r"\([^()]*$").search(text[:start]):
        return True
    if _IF.search(before[-60:]) or _RULED_FOR.search(before):
        return True
    if _TREATED_NOW.match(before) and not gated(r"\b(?:no|not|if|may|allowed|permitted)\b").search(text):
        return False
    return bool(_FOR.search(before[-60:])) and not _IN_PATIENTS.search(before[-60:])


def of_some_patients(sentence: Sentence, found: list[Found]) -> bool:
    """Whether the status tells of some of the patients, or of a condition, and not of all who are wanted."""
    text, start, end = sentence.text, found[0].start, max(f.end for f in found)
    if sentence.excludes and _AND_MORE.match(text, end):
        return True
    ends = {end, *(f.end for f in found[:1] if _is_said_again(f, found))}
    return sentence.from_criteria and any(
        not _names_its_cohort(sentence, start, at) and _is_condition(text, start, at) for at in ends
    )
