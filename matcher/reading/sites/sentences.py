"""Sentences that say to which organs the disease is confined, or of which organ it must be.

"liver-dominant disease", "up to three liver metastases amenable to ablation"    metastases there
"metastases limited to bone and lymph nodes", "lymph node-only disease"          none elsewhere
"metastatic breast cancer without liver metastases"                              none there
"non-visceral disease only"                                                      no visceral metastases
exclusion "extrahepatic metastases", "metastases other than in bone"             none elsewhere
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from data import axes
from data.axes import NO, VISCERAL_AXIS
from data.criteria import Within, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.sites.organs import LISTED, axis_of, names_the_brain, sites_named
from matcher.reading.stance import Stance

_WHO = r"(?:(?:patients?|subjects?|participants?|women|those)\s+)?(?:(?:must|should)\s+have\s+|(?:with|who have|having|presenting with)\s+)?"
_COUNT = r"(?:at least|>=|\u2265|a minimum of|minimum|up to|maximum of)?\s*(?:one|two|three|four|five|\d)(?:\s*(?:-|to)\s*(?:\w+))?(?:\s+or more)?|an?|multiple|several|single|solitary"
_KIND = (
    r"(?:un)?resectable|(?:in)?operable|known|confirmed|documented|measurable|evaluable|(?:a)?symptomatic|painful|new|newly diagnosed|progressive|"
    r"uncomplicated|active|isolated|limited|synchronous|metachronous|unequivocal|(?:the\s+)?presence of|evidence of|diagnosis of|"
    r"(?:biopsy|histolog\w+|cytolog\w+|radiolog\w+|radiograph\w+|patholog\w+)(?:[- ](?:proven|confirmed|evident|documented))?"
)
_HEAD = rf"^\W*{_WHO}(?:(?:{_COUNT}|{_KIND})[\s,]+(?:(?:and|or)\s+)?){{0,6}}"
_SPREAD = r"metasta(?:sis(?:\s?\(es\)|/es)?|ses|tic (?:disease|lesions?|tumou?rs?))(?!\w)|mets\b"
_VITAL = r"(?:liver|hepatic|lung|pulmonary)"
_ORGAN = rf"(?:{_VITAL}|bone|bony|osseous|skeletal)"
# Which bones: that is no fact of a patient
_BONES = (
    r"(?:spin(?:e|al)|vertebra[el]?|vertebral|(?:cervical|thoracic|lumbar|axial|appendicular|long|weight-?\s?bearing)\s+(?:spine|skeleton|bones?|vertebrae?)|"
    r"pelvi[sc]|sacr(?:um|al)|hips?|fem(?:ur|ora|oral)|humer(?:us|al)|ribs?|extremit(?:y|ies)|acetabul(?:um|ar))(?!\w)"
)
_AMONG_BONES = gated(
    rf"(?:\b(?:to|in|of|at|within|involving|affecting|located in)\s+(?:the\s+)?|\()(?:{_BONES})|\b(?:spinal|vertebral|pelvic|femoral)\s+(?:bone\s+)?metasta",
    re.I,
)
# 'Spinal metastases', 'metastases to the spine', 'symptomatic vertebral metastases'
_OF_BONES = gated(
    rf"{_HEAD}(?:(?P<organ>spinal|vertebral)\s+(?:bone\s+)?(?:{_SPREAD})|(?:{_SPREAD})\s+(?:to|in|of)\s+(?:the\s+)?(?P<organ2>spine|vertebrae?|vertebral bod(?:y|ies)|spinal column))(?P<tail>[^.;:]*)\.?\W*$",
    re.I,
)
_FIRST_OF_ALL = gated(rf"{_HEAD}(?P<organ>{_ORGAN})\s+(?:{_SPREAD})(?P<tail>[^.;:]*)\.?\W*$", re.I)
# What may follow and still tells of the same metastases.
_TAIL = gated(
    r"\W*(?:$|(?:that|which|who)\s+(?:is|are|can|cannot|could|have|has)\b|(?:not\s+)?(?:amenable|suitable|accessible|eligible|treatable|visible|measurable|detectable|evident|"
    r"must be (?:present|documented|confirmed|measurable)\b|(?:is|are) (?:required|mandatory)\b|resectable|progress\w+|refractory|confirmed|proven|documented|diagnosed|detected)\b|from\b|of breast|due to|secondary to|>=?|\u2265|measuring\b|of at least|at least\b|"
    r"with or without|without\b|and no\b|after\b|with\s+(?:\w+\s+){0,2}pain\b|(?:causing|requiring|that requires?|for which)\b|"
    rf"(?:(?:to|in|of|at|within|involving|affecting|located in)\s+(?:the\s+)?|\()?{_BONES})",
    re.I,
)
_CONDITIONS = gated(
    r"\b(?:unless|if|may|allowed|permitted|ULN|upper limit|bilirubin|transaminases?|ALT|AST|times)\b|<=|\u2264"
    # 'Bone metastases requiring radiation must be irradiated first', '... with pain are not measurable'
    r"|\bmetasta[^.;]{0,80}?\b(?:(?:must|should|shall|(?:has|have|needs?) to)\s+(?!be (?:present|documented|confirmed|measurable|evident)\b)|(?:is|are|will) not (?:be )?(?:considered|counted|regarded|measurable|evaluable|eligible|acceptable|sufficient|enough)\b)",
    re.I,
)
# 'Metastatic breast cancer with liver metastases'
_CANCER_WITH = gated(
    rf"^[^.;:<>=\d()]{{0,120}}\b(?:cancers?|carcinomas?|tumou?rs?|malignanc(?:y|ies))\s+(?:patients?\s+)?(?:(?:with|who have|and)\s+(?:(?:{_COUNT}|{_KIND})[\s,]+(?:(?:and|or)\s+)?){{0,4}}(?:(?P<organs>{LISTED})\s+(?:{_SPREAD})|(?:{_SPREAD})\s+(?:to|in|of)\s+(?:the\s+)?(?P<organs2>{LISTED}))"
    rf"|(?:(?:that (?:is|has)\s+)?(?:metastatic|metastasi[sz]ed|spread)\s+to)\s+(?:the\s+)?(?P<organs3>{LISTED}))(?P<tail>[^.;:]*)\.?\W*$",
    re.I,
)
# 'Locally recurrent cancer or cancer with liver metastases'
_ANOTHER_WAY = gated(r"\bor\s+(?:\w+\s+){0,3}(?:cancers?|carcinomas?|tumou?rs?|malignanc(?:y|ies))\s+\S+\s+", re.I)
_NOT_NOW = gated(r"\b(?:no|not|without|prior|previous\w*|history|risk)\b", re.I)
_DOMINANT = gated(
    rf"^\W*{_WHO}(?P<organ>{_VITAL})[- ](?:only|dominant|predominant|confined)(?:\s*(?:or|/)\s*{_VITAL}[- ](?:only|dominant|predominant))?"
    r"\s+(?:metastatic\s+)?(?:disease|metasta\w+|breast cancer|spread|involvement)\b[^.;:]*\.?\W*$"
    rf"|^\W*{_WHO}(?:metastatic\s+disease|metasta\w+|disease)\s+(?:is\s+|are\s+|that is\s+)?(?:limited|confined|restricted)\s+to\s+(?:the\s+)?(?P<organ2>liver|lungs?)\b\W*$",
    re.I,
)
_ITEM = r"(?:bones?|bony|osseous|skeletal|skeleton|soft[- ]tissues?|skin|cutaneous|subcutaneous(?: tissues?)?|(?:lymph[- ]?)?nod(?:es?|al))"
_ITEMS = rf"{_ITEM}(?:\s*(?:and/or|and|or|/|,)\s*(?:the\s+)?{_ITEM}){{0,4}}"
_DISEASE = (
    r"(?:metastatic\s+(?:disease|breast cancer|lesions?)|metasta\w+|disease|breast cancer metasta\w+(?: disease)?)"
)
_CONFINED = gated(
    rf"^\W*{_WHO}(?:only\s+)?(?P<items>{_ITEMS})(?:[- ](?:only|alone)\s+{_DISEASE}|\s+(?:metasta\w+|disease|involvement|lesions?)(?:\s+disease)?\s+(?:only|alone))(?:,?\s+(?:without|with no|and no)\s+[^.;:]{{1,40}})?\W*$"
    rf"|^\W*{_WHO}{_DISEASE}\s+(?:that\s+)?(?:is\s+|are\s+)?(?:limited|confined|restricted)\s+to\s+(?:the\s+)?(?P<items2>{_ITEMS})\W*$",
    re.I,
)
_SPARED = (
    ("bone", gated(r"bon[ey]|osseous|skelet", re.I)),
    ("lymph_node", gated(r"nod(?:e|al)|soft", re.I)),
    ("skin", gated(r"soft|skin|cutaneous", re.I)),
    ("chest_wall", gated(r"soft|skin|cutaneous", re.I)),
    ("other", gated(r"soft", re.I)),
)
# 'Metastatic breast cancer without liver metastases'; 'AST <= 2.5 x ULN without liver metastases' is another thing.
_WITHOUT = gated(
    rf"^[^.;:<>=\d()]{{0,120}}\b(?:cancers?|carcinomas?|disease|metasta\w+)\b(?P<no>,?\s+(?:without|with no|(?:and|but|with)\s+no|and without)\s+)(?:(?:any|known|evidence of|documented|concurrent|concomitant|other|(?:the )?presence of)\s+){{0,2}}"
    rf"(?P<organs>{LISTED})\s+(?:metasta(?:sis|ses|tic disease|tic lesions?)|mets|involvement|disease)\W*$",
    re.I,
)
_NON_VISCERAL = gated(
    r"\bnon-?\s?visceral\s+(?:metasta\w+|disease|involvement)\s+(?:only|alone)\b|\bonly\s+non-?\s?visceral\s+(?:metasta\w+|disease)",
    re.I,
)
_ELSEWHERE = gated(
    r"^\W*(?:patients?\s+with\s+|(?:known|any|active|measurable|other|distant|no|(?:the\s+)?(?:presence|evidence) of)\s+){0,4}"
    r"(?:(?:extra|non)-?(?P<organ>hepatic|osseous|skeletal|bone)\s+(?:metasta\w+(?:\s+disease)?|disease|spread|tumou?r\w*|lesions?|involvement|manifestations?)"
    r"|(?:metasta\w+|metastatic disease)\s+(?:other than|outside(?:\s+of)?|beyond)\s+(?:in\s+|to\s+)?(?:the\s+)?(?P<organ2>bones?|liver|skeleton)\b(?:\s+metasta\w+)?)\W*$",
    re.I,
)
_NO = gated(r"^\W*(?:patients?\s+with\s+)?no\b", re.I)
_SITE = {
    "liver": "liver", "hepatic": "liver", "lung": "lung", "lungs": "lung", "pulmonary": "lung",
    "bone": "bone", "bones": "bone", "bony": "bone", "osseous": "bone", "skeletal": "bone", "skeleton": "bone",
}  # fmt: skip


class Asked(NamedTuple):
    """The sites in which an inclusion wants metastases; `among_bones` where it tells in which of the bones."""

    found: re.Match[str]
    sites: list[str]
    among_bones: bool


def organ_wanted(sentence: Sentence) -> Asked | None:
    """The organ in which an inclusion wants metastases, where it begins with them and makes no condition."""
    text = sentence.text
    if sentence.excludes or _CONDITIONS.search(text):
        return None
    found = _FIRST_OF_ALL.match(text)
    if found is not None and _TAIL.match(found["tail"]):
        return Asked(found, [_SITE[found["organ"].lower()]], _AMONG_BONES.search(text) is not None)
    bones = _OF_BONES.match(text)
    if bones is not None and _TAIL.match(bones["tail"]):
        return Asked(bones, ["bone"], True)
    dominant = _DOMINANT.match(text)
    if dominant is None:
        return None
    return Asked(dominant, [_SITE[(dominant["organ"] or dominant["organ2"]).lower()]], False)


def sites_beside(sentence: Sentence) -> Asked | None:
    """The sites that an inclusion names behind the cancer it asks for."""
    text = sentence.text
    found = None if sentence.excludes or _CONDITIONS.search(text) else _CANCER_WITH.match(text)
    if found is None or not _TAIL.match(found["tail"]):
        return None
    organs = found["organs"] or found["organs2"] or found["organs3"]
    if names_the_brain(organs) or _NOT_NOW.search(text[: found.start("tail")]) or _ANOTHER_WAY.search(text):
        return None
    return Asked(found, sites_named(organs), _AMONG_BONES.search(text) is not None)


def confined(sentence: Sentence) -> Iterator[Mention]:
    """What is ruled out where the disease must be confined to some organs."""
    text = sentence.text
    if not sentence.excludes:
        yield from _confined_to(text)
    elsewhere = _ELSEWHERE.match(text)
    if elsewhere is not None and (sentence.excludes or _NO.match(text)):
        spared = _SITE[(elsewhere["organ"] or elsewhere["organ2"]).lower()]
        others = [f"site:{site}" for site in axes.METASTATIC_SITES if site != spared]
        yield _none(f"no metastases outside the {spared}", others, elsewhere)


def _confined_to(text: str) -> Iterator[Mention]:
    found = _CONFINED.match(text)
    if found is not None:
        items = found["items"] or found["items2"]
        spared = {site for site, words in _SPARED if words.search(items)}
        out = [f"site:{site}" for site in axes.METASTATIC_SITES if site not in spared]
        yield _none(f"no metastases outside {items.lower()}", out, found)
    non_visceral = _NON_VISCERAL.search(text)
    if non_visceral is not None:
        yield _none("no visceral metastases", [VISCERAL_AXIS], non_visceral)


def without_site(sentence: Sentence) -> tuple[Mention, str] | None:
    """Metastases that an inclusion rules out behind the disease it asks for, and the words before."""
    limit = sentence.excludes or _CONDITIONS.search(sentence.text)
    found = None if limit else _WITHOUT.match(sentence.text)
    sites = sites_named(found["organs"]) if found is not None else []
    if found is None or not sites:
        return None
    words = f"no {' or '.join(sites)} metastases"
    return _none(words, [axis_of(site) for site in sites], found), sentence.text[: found.start("no")]


def _none(words: str, where: list[str], at: re.Match[str]) -> Mention:
    requirement = every(Within(axis, NO) for axis in where)
    return Mention("metastatic_sites", requirement, words, *at.span(), Stance.REQUIRE, settled=True)
