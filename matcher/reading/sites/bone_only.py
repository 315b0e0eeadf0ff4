"""Bone-only disease: shut out, let in, or metastases asked for outside the bones.

exclusion "bone-only disease"                            not bone-only
"bone-only disease without a measurable lesion" there    not bone-only, or measurable
"blastic bone-only disease" there                        undecided: she may have lytic lesions
inclusion "bone-only disease is allowed"                 nothing: a permission
inclusion "at least one non-bone lesion"                 not bone-only
"""

from __future__ import annotations

import re

from data import axes
from data.axes import BONE_ONLY_AXIS, MEASURABLE_AXIS, NO, YES
from data.criteria import AnyOf, Requirement, Undecidable, Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

_BONE_ONLY = gated(
    r"\b(?:bone|osseous|skeletal)[- ](?:disease[- ]|metast\w+[- ])?only\b(?!\s+(?:palliative\s+|focal\s+|limited[- ]field\s+)?(?:radi\w+|irradiation|X?RT|SBRT|surgery|(?:directed|targeted|modifying)\s+\w+|scans?|biops\w+)\b)|\bonly\s+(?:have\s+)?(?:(?:skin|brain|nodal|lymph node)\s+(?:or|and/or)\s+)?(?:bone|osseous|skeletal)\b|\b(?:bone|osseous|skeletal)\s+(?:metast\w+|disease|lesions?)\s*(?:\(?s\)?\s*)?(?:only|alone)\b"
    r"|(?:metast\w+|disease|lesions?|spread)\s+(?:(?:only|solely|exclusively|purely)\s+(?:in|to)|(?:in|to)\s+(?:the\s+)?(?=(?:bones?|skeleton)\s+(?:only|alone|and\s+nowhere\s+else|and\s+no\s+other))|found\s+(?:only|solely)\s+in)\s*(?:the\s+)?(?:bones?|skeleton)\b(?!\s*(?:marrow|and\s+(?!no)|or|,|/))"
    r"|\bonly\s+(?:the\s+)?(?:bones?|skeleton)\s+(?:is|are)\s+(?:affected|involved)"
    r"|(?:metast\w+|disease|spread)\s+(?:\w+\s+)?(?:limited|confined|restricted)\s+(?:only\s+)?to\s+(?:the\s+)?(?:bones?|skeleton)\b(?!\s*(?:marrow|and|or|,(?!\s*(?:in\s+which|which|where|when)\b)|/))"
    r"|\bbones?\s+(?:\w+\s+)?as\s+(?:the\s+|their\s+)?(?:only|sole)|\b(?:only|sole)\s+(?:site|manifestation)\s+of\s+(?:\w+\s+){0,3}(?:is|are|in)\s+(?:the\s+)?bones?|\b(?:isolated|simple|exclusive(?:ly)?|pure(?:ly)?|sole(?:ly)?)\s+(?:bone|osseous|skeletal)\s+(?:metast\w+|disease|involvement)|^\W*(?:patients\s+with\s+)?bone\s+metast\w+\s+(?:as\s+)?(?:the\s+)?(?:only|sole)",
    re.I,
)
_ALLOWS = gated(
    r"(?<!not )(?<!not be )\b(?:eligible|allowed|permitted|acceptable|accepted|may\b|can\b|includ\w+|suitable)", re.I
)
_REFUSES = gated(
    r"\b(?:(?:not|cannot)\s+(?:be\s+)?(?:eligible|allowed|permitted|included|enrolled|acceptable|considered)|excluded|ineligible|not\s+exclusively)\b",
    re.I,
)
_WITHOUT = gated(r"\b(?:without|no|lacking|non-?\s?measur|unless|except|not\s+measur)", re.I)


# 'At least one non-bone metastasis', 'disease not limited to bone'
_BEYOND_BONE = gated(
    r"\b(?:at least (?:one|1)|>=\s*1|presence of|must have|measurable|evaluable|target)\b[^.;:]{0,40}?\b(?:non-?\s?(?:bone|bony|osseous|skeletal)|extra-?\s?(?:osseous|skeletal))\s+(?:\w+\s+){0,2}(?:metast\w+|lesions?|disease|sites?)"
    r"|\b(?:lesions?|metast\w+|disease|sites?)\s+(?:other than|outside(?: of)?|besides|beyond|in addition to)\s+(?:(?:in|the|of)\s+){0,2}(?:bones?|skeleton)\b(?!\s+(?:marrow|or|and|metasta))"
    r"|\bnot\s+(?:be\s+)?(?:limited|confined|restricted)\s+(?:only\s+)?to\s+(?:the\s+)?(?:bones?|skeleton)\b",
    re.I,
)
# 'Malignant pleural effusion', 'histologically documented pleural effusion': a metastasis that is none of the bones
_EFFUSION = gated(
    r"\b(?:malignant|metastatic|carcinomatous|(?:cytolog|histolog|patholog)\w+[- ](?:confirmed|proven|documented|verified|positive))\s+(?:(?:symptomatic|recurrent|unilateral|bilateral|pleural|pericardial|peritoneal|or|and)\s+){0,4}(?:effusions?|ascites)\b(?!\s+(?:samples?|specimens?|fluid|cells?))",
    re.I,
)
_SOFTER = gated(r"\b(?:allowed|permitted|eligible|acceptable|may|can|if|previous\w*|prior|history|without|no)\b", re.I)
# 'Biopsy of at least one non-bone lesion' tells where tissue comes from.
_SAMPLED = gated(r"\b(?:biops\w+|tissue|samples?)\b", re.I)
_LIMITED_TO_BONE = gated(
    r"\b(?:limited|confined|restricted)\s+(?:only\s+)?to\s+(?:the\s+)?(?:bones?|skeleton)\b(?!\s*marrow)", re.I
)


def beyond_bone(sentence: Sentence) -> Mention | None:
    """Metastases outside the bones that an inclusion asks for."""
    found = None if sentence.excludes else _BEYOND_BONE.search(sentence.text)
    if found is None or _SOFTER.search(sentence.text) or _SAMPLED.search(sentence.text, 0, found.start()):
        return None
    requirement: Requirement = Within(BONE_ONLY_AXIS, NO)
    if gated(r"\bor\b", re.I).search(sentence.text[found.end() :]):
        requirement = AnyOf((requirement, Undecidable("another way in")))
    words = "metastases other than in bone"
    return Mention("metastatic_sites", requirement, words, *found.span(), Stance.REQUIRE, settled=True)


def effusion(sentence: Sentence) -> Mention | None:
    """A malignant effusion that an inclusion, or a title, asks for."""
    found = None if sentence.excludes else _EFFUSION.search(sentence.text)
    if found is None or _SOFTER.search(sentence.text) or _PREVENTED.search(sentence.text):
        return None
    outside = Within(BONE_ONLY_AXIS, NO)
    return Mention("metastatic_sites", outside, "a malignant effusion", *found.span(), Stance.REQUIRE, settled=True)


_PREVENTED = gated(r"\b(?:prevent\w*|develop\w*|risk|stable|controlled|uncontrolled|clinically)\b", re.I)


def bone_only_in(sentence: Sentence) -> re.Match[str] | None:
    """Where the sentence speaks of disease in the bones alone."""
    found = _BONE_ONLY.search(sentence.text)
    if found is None and (sentence.excludes or refuses(sentence.text)):
        found = _LIMITED_TO_BONE.search(sentence.text)
    return found


def refuses(text: str) -> bool:
    """Whether the words shut out what they speak of, in whichever section."""
    return _REFUSES.search(text) is not None


def bone_only(sentence: Sentence, found: re.Match[str]) -> Mention:
    """Disease in the bones alone, let in or shut out."""
    text = sentence.text
    note = _NOTE_BEHIND.search(text, found.end())
    if note is not None:  # a note behind speaks of others
        text = text[: note.start()]
    refused = refuses(text)
    denied = bool(gated(r"^\W*(?:no|not|without)\b", re.I).match(text)) or bool(
        gated(r"\b(?:not|no|without)\s+(?:\w+\s+){0,3}$", re.I).search(text[: found.start()])
    )
    aside = bool(gated(r"\b(?:except|unless|other than|exception)\b", re.I).search(text[: found.start()]))
    of_others = blanked(_OTHERS_LET_IN, text)
    if not (refused or denied or sentence.excludes) or aside or (_ALLOWS.search(of_others) and not refused):
        full = Within(BONE_ONLY_AXIS, axes.full(BONE_ONLY_AXIS))
        return Mention("metastatic_sites", full, "bone-only disease allowed", *found.span(), Stance.ALLOW, settled=True)
    requirement: Requirement = Within(BONE_ONLY_AXIS, NO)
    words = "no bone-only disease"
    rest = text[found.end() :]
    if _SCLEROTIC.match(rest) or _of_sclerotic(text, found):
        requirement = AnyOf((requirement, Undecidable("lytic or blastic")))
        words = "no bone-only disease, or lesions of another kind"
    elif _WITHOUT.search(rest) and gated(r"measur|soft", re.I).search(rest):
        requirement, words = (
            AnyOf((requirement, Within(MEASURABLE_AXIS, YES))),
            "no bone-only disease without a measurable lesion",
        )
    elif gated(r"\b(?:unless|except|lytic|without|if)\b", re.I).search(rest):
        requirement, words = AnyOf((requirement, Undecidable("an exception"))), "no bone-only disease, or an exception"
    return Mention("metastatic_sites", requirement, words, *found.span(), Stance.REQUIRE, settled=True)


# 'Bone-only blastic lesions are not allowed', 'bone as the only site of disease with blastic lesions': lytic ones may be.
_SCLEROTIC = gated(
    r"\W*(?:(?:metastatic\W+)?sites?\W+(?:of\W+(?:(?:metastatic|the|distant)\W+){0,2})?)?(?:(?:disease|lesions?|metast\w+)\W+)?(?:(?:with|that|which|is|are|of)\W+){0,2}(?:(?:only|purely|predominantly|exclusively|solely)\W+)?(?:osteo)?(?:blastic|sclerotic)\b",
    re.I,
)


# 'Purely blastic bone-only disease'
_SCLEROTIC_BEFORE = gated(
    r"(?<!lytic or )(?<!lytic and )(?<!lytic/)\b(?:osteo)?(?:blastic|sclerotic)\s+(?:\w+\s+)?$", re.I
)


def _of_sclerotic(text: str, found: re.Match[str]) -> bool:
    return _SCLEROTIC_BEFORE.search(text, 0, found.start()) is not None


# '... (patients with bone metastases and measurable lesions elsewhere are allowed)' lets in others.
_OTHERS_LET_IN = gated(
    r"\((?:patients|subjects|participants|those)\b[^()]{0,60}\b(?:elsewhere|other|also)\b[^()]{0,120}\)", re.I
)


_NOTE_BEHIND = gated(r"\W\(?notes?\s*:", re.I)
