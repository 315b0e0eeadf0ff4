"""Measurable disease by RECIST.

    words                                                    asks
    "measurable disease", "at least one measurable lesion"   measurable
    "measurable or evaluable / non-measurable disease"       disease that is there
    "measurable disease or lytic bone lesions"               nothing: a permission
    "measurable disease is optional"                         nothing: a permission
    "no measurable disease" under exclusion                  measurable
    "all measurable disease must be imaged within 28 days"   nothing: how it is imaged

Bone-only disease is read in `bone_only.py`. A requirement that another sentence softens ("bone-only disease is allowed") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from data import axes
from data.axes import BONE_ONLY_AXIS, MEASURABLE_AXIS, NO, YES
from data.criteria import AnyOf, Requirement, Undecidable, Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, Stance, sentences_of
from matcher.reading.sites.bone_only import beyond_bone, bone_only, bone_only_in, refuses
from matcher.reading.state.meanings import ALL, OPERATED

_KEYS = words_beginning(
    "target measurable measured evaluable assessable bone osseous skeletal unidimensionally bidimensionally nonmeasurable measure bony bones extraosseous extraskeletal nonosseous nonbone lesion unmeasurable immeasurable"
)
_TRIGGER = gated(r"measur|target lesion|\blesions?\b.*\d\s?[mc]m\b|evaluable|assessable|bone|osseous|skelet", re.I)
_THING = r"(?:disease|dz|lesions?|tumou?rs?|targets?|sites?|regions?|extent|metastas[ie]s|mass(?:es)?|focus|foci|cancer|malignan\w+|lymph node|node|breast)"
_EXTENT = (
    r"(?:(?:locally|loco-?regionally)\s+)?(?:metastatic|advanced|recurrent|relapsed|unresectable|inoperable|incurable)"
)
_MEASURABLE = gated(
    rf"(?<!non-)(?<!non)(?<!non )(?<!not )\b(?:(?:uni|bi)-?dimensionally\s+|radiologically\s+|radiographically\s+|clinically\s+)?measure?able\b"
    rf"(?:[\s,(]+(?!or\b|and/or\b)[\w.-]+){{0,5}}?\s*{_THING}\b"
    rf"|(?<!non-)(?<!non)(?<!non )(?<!not )\bmeasure?able,?\s+{_EXTENT}(?:(?:\s*,\s*|\s*/\s*|,?\s+(?:or|and/or)\s+){_EXTENT}){{1,2}}\s+(?:breast\s+)?{_THING}\b"
    r"|\b(?:evidence|presence)\s+of\s+measure?able\W*$"  # '... of measurable 1) recurrent or 2) metastatic disease'
    rf"|\b{_THING}\s*(?:\([^)]{{0,30}}\)\s*)?(?:that\s+(?:is|are|can be)|which\s+(?:is|are)|must be|is|are|should be)?\s*(?:accurately\s+|(?:uni|bi)-?dimensionally\s+|(?:radiologically|clinically)\s+)?measure?able\b"
    rf"|\bmeasure?able\s*(?:by|per|according|using|as\s+defined|\()[^.;]{{0,40}}RECIST"
    rf"|^\W*(?:disease\s+)?(?:RECIST(?:\s+(?:version\s+|v\.?\s?)?1\.[01])?|(?:(?:MRI|CT)-?\s*(?:or|and|/)\s*)?(?:CT|MRI))[\s-]+measure?able\b(?!\W+(?:or|and/or)\b)"
    rf"|(?<!non-)(?<!no )\btarget\s+lesions?\b[^.;]{{0,40}}\bRECIST"
    rf"|^\W*(?:(?:patients?|subjects?|participants?|with|must|have|has|presence|of)\s+){{0,4}}(?:at\s+least\s+|>=\s?)?(?:one|1|a)\s+(?:or\s+more\s+)?target\s+lesions?(?:\s+(?:to|for)\s+(?:the\s+)?(?:evaluat|assess|follow|measur)[^.;]{{0,40}})?\W*$"
    rf"|(?<!non-)(?<!no )\btarget\s+lesions?\s+(?:(?:is|are|that|which)\s+)*(?:measured|measuring|measurable)\b"
    # 'At least one lesion of 10 mm or more in longest diameter'
    rf"|^(?!.*\b(?:biops|inject|irradiat|radio|accessib|resect|PET\b|uptake|brain|CNS|intracranial))\W*(?:(?:patients?|subjects?|participants?|with|must|have|has|presence|of)\s+){{0,4}}(?:at\s+least\s+|>=\s?|\u2265\s?)(?:one|1)\s+(?:(?:target|tumou?r|soft[- ]tissue)\s+)?lesions?\s+(?:(?:that|which|is|are|of|with|measuring|measures|an?|the|longest|diameter|size|largest)\s+){{0,4}}(?:>\s?=?|\u2265|at\s+least|of|measuring)?\s*\d{{1,2}}(?:\.\d)?\s?[mc]m\b(?:\s+or\s+(?:more|greater|larger))?(?:\s+in\s+(?:the\s+|its\s+)?(?:\w+\s+){{0,2}}?(?:diameter|dimension|axis|size))?"
    rf"|\blesions?\s+(?:that|which)\s+can\s+be\s+(?:accurately\s+)?measured"
    rf"|\blesions?\b[^.;]{{0,70}}\bRECIST\s+(?:version\s+|v\.?\s?)?1\.[01]\s+(?:TL|target\s+lesion)\b"
    rf"|\b(?:at least (?:one|1)|>=\s?1)\s+(?:\w+\s+){{0,2}}?(?:lesions?|tumou?r)\b(?:[^.;]|\.\d){{0,90}}?\b(?:(?:that|which|and)\s+(?:can|could)\s+be\s+(?:accurately\s+|reliably\s+)?measured|(?<!not )measure?able\s+(?:by|on|with|via)\b|accurately\s+measure(?:d|able)\s+(?:(?:longest|long|short)\s+)?(?:diameter|axis))",
    re.I,
)
_NON = gated(r"\bnon-?\s?measure?able|\bnot\s+(?:be\s+)?measure?able|\b(?:un|im)-?measure?able", re.I)
_NOT_ASKED = r"not\s+(?:be\s+)?(?:an?\s+)?(?:(?:strictly|absolutely)\s+)?(?:require|necessary|needed|mandatory|obligatory|essential|criterion|prerequisite|precondition|condition|obligation)"
_SOFT = gated(
    r"\b(?:or|and/or|either|/)\b[^.;]{0,80}?\b(?:(?:non-?\s?|im|un)measure?able|evaluable|assessable|bone|lytic|blastic|effusion|not\s+measur\w+)"
    r"|\bevaluable\b[^.;]{0,25}\b(?:or|and/or)\s+(?:\w+\s+){0,3}?(?:(?:non|im|un)-?\s?)?measur|\bevaluable\s*/|/\s*evaluable|\bnon-?\s?measure?able\b[^.;]{0,30}\b(?:or|and/or)\b"
    rf"|\b{_NOT_ASKED}|measure?able\s+(?:{_THING}\s+)?(?:is\s+|are\s+)?(?:optional|or\s+not)\b|\bbut\s+evaluable"
    r"|\b(?:preferr|desirable|if\s+(?:present|available|applicable|possible)|with\s+or\s+without|regardless|need\s+not)",
    re.I,
)
_PARTS = gated(
    r"\b(?:phase|cohorts?|expansion|escalation|part|arm|stage\s+[12]|subset|at least \d+ (?:subjects|patients))\b", re.I
)
_NO_MEASURABLE = gated(
    r"\b(?:no|without(?:\s+any)?|absence\s+of|lack\s+of|lacking|not\s+have|does\s+not\s+have|do\s+not\s+have|neither)\s+(?:\w+\s+){0,3}?measure?able",
    re.I,
)
_ONLY_NON = gated(
    r"\b(?:only|solely|exclusively)\s+(?:have\s+|has\s+|with\s+)?(?:\w+\s+)?(?:non-?\s?measure?able|unmeasur)|non-?\s?measure?able\s+(?:\w+\s+){0,3}(?:only|alone)|^\W*(?:patients\s+with\s+)?(?:non-?\s?|un|im)measure?able\s+(?:disease|lesions?|tumou?rs?)\W*$",
    re.I,
)
_BRAIN_ONLY = gated(
    r"measure?able\s+(?:(?!outside\b|other\b|besides\b|beyond\b|excluding\b)\w+\s+){0,3}?(?:CNS|brain|intracranial|leptomening)"
    r"|(?<!non-)(?<!extra-)(?:CNS|brain|intracranial)\s+(?:\w+\s+){0,2}measure?able|^(?!.*RECIST).*RANO",
    re.I,
)
_EITHER = gated(
    r"\bmeasure?able\W+(?:(?:disease|lesions?|tumou?rs?)\W+)?(?:and/or|or|and)\W+(?:(?:non-?\s?|im|un)measure?able|evaluable|assess?able|not measure?able)"
    r"|\b(?:evaluable|assess?able|non-?\s?measure?able)\W+(?:(?:disease|lesions?|tumou?rs?)\W+)?(?:(?:and/or|or)\W+)?measure?able\b"
    # 'Disease that can be measured (RECIST) or evaluated by other means'
    r"|\b(?:measure?able|measured)\b(?:\s+(?:disease|lesions?|tumou?rs?))?(?:\s*\([^()]{0,40}\)|\s+(?:by|per|with|according\s+to|using)\s+(?:the\s+)?(?:RECIST|modified|version|v?\.?\s?1\.[01]|criteria|\s)+)?,?\s+or\s+(?:(?:that|which)\s+)?(?:(?:can|may|is|be)\s+)*(?:otherwise\s+|clinically\s+)?"
    r"(?:(?:evaluated|assessed|followed|evaluable|assess?able)(?:\s+(?:disease|lesions?))?(?=\W*$|\s+(?:by|with|using|on|through)\s+(?:an?\s+)?(?:other|another|alternative|established|clinical|physical|different)))",
    re.I,
)
# 'Patients with measurable disease will be assessed by RECIST' tells how some are followed.
_FOLLOWED_BY = gated(
    r"^\W*(?:(?:for|in)\s+)?(?:patients?|participants?|subjects?|those)\s+with\s+(?:\w+\s+){0,2}?measure?able\s+(?:disease|lesions?)\s+(?:will|should|can|may)\s+be\s+(?:assessed|evaluated|followed|measured|stratified|analy[sz]ed|monitored)\b",
    re.I,
)
# 'The measurable disease must lie outside the irradiated field' rules for those who have it.
_RULE_FOR_IT = gated(
    r"^\W*(?P<the>the\s+|any\s+|all\s+)?measure?able\s+(?:disease|lesions?|sites?|tumou?rs?)\s+(?:(?:must|should|may|cannot|has to|have to)\s+(?:not\s+)?(?:be|have been|lie|be located|be completely|have)\s+)(?:\w+\s+){0,3}?(?:outside|(?:ir)?radiat\w+|biops\w+)\b",
    re.I,
)
# 'Radiotherapy to a field other than the sole site of measurable disease is allowed': if there is but one
_SOLE_SITE = gated(
    r"\b(?:radi\w+|irradi\w+|biops\w+|surg\w+|resect\w+|ablat\w+)\b[^.;]*\b(?:sole|only|single)\s+(?:(?:known|remaining|evaluable)\s+)?(?:(?:sites?|lesions?|areas?|sources?|focus)\s+of\s+(?:\w+\s+)?)?(?:measure?able|target)\b",
    re.I,
)
# 'All measurable disease must be imaged within 28 days' tells when the scans are taken.
_SCANNED = gated(
    rf"^\W*(?:(?P<all>all|any)\s+|baseline\s+)?(?P<size>measurements?\s+of\s+(?:all\s+|any\s+|the\s+)?)?measure?able\s+{_THING}\s+(?:must|should|has to|have to|will|needs? to)\s+be\s+"
    r"(?:assessed|evaluated|imaged|scanned|measured|re-?assessed|performed|obtained|taken|recorded|completed)\b",
    re.I,
)
_PARENTHESES = gated(r"\([^()]*\)")
_NOT_DISEASE = gated(
    r"measure?able\s+(?:residual|serum|PSA|CA|tumou?r\s+marker|viral|level|HIV|HBV|concentration)", re.I
)


def read_measurable(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions on the axes of measurable and of bone-only disease."""
    if not sentence.from_criteria or _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text):
        return []
    if "(" in sentence.text:
        sentence = replace(
            sentence, text=blanked(_BONE_ASIDE, sentence.text, where=lambda aside: of_other_tumours(aside.group()))
        )
    criteria = context.trial.criteria or ""
    allowed = (_WITHOUT_OTHER if sentence.excludes else _ALLOWED_BESIDE).match(sentence.text)
    if allowed is not None:
        return [_bone_beside(allowed)] if allowed["bone"] else []
    if not sentence.excludes and _OF_THE_TREATED.match(sentence.text):
        of_some: Requirement = AnyOf((Within(MEASURABLE_AXIS, YES), Undecidable("who is so treated")))
        return [_mention(of_some, found, Stance.REQUIRE) for found in (_MEASURABLE.search(sentence.text),) if found]
    beyond = beyond_bone(sentence)
    if beyond is not None:
        return [beyond, *_measurable_too(sentence, beyond)]
    bone = bone_only_in(sentence)
    if bone is None or _for_example(sentence, bone):
        return list(_measurable(sentence, criteria))
    asked = _measurable(sentence, criteria) if not sentence.excludes and refuses(sentence.text) else ()
    return [bone_only(sentence, bone), *asked]


# 'Measurable disease (in prostate cancer bone-only disease is accepted)'
_BONE_ASIDE = gated(r"\([^()]{0,80}\bbone\b[^()]{0,80}\)", re.I)


# 'Brain metastases allowed if other measurable disease exists' asks nothing of those who have none.
_ALLOWED_BESIDE = gated(
    r"^\W*(?:(?:patients|subjects|participants|women|those)\s+with\s+)?(?:(?!measur)[\w-]+[\s,/]+){0,5}?(?:(?P<bone>(?:bones?|osseous|skeletal|lytic|blastic)\s+(?:metasta\w+|lesions?|disease|involvement))"
    r"|metasta\w+|effusions?|ascites|lesions?|involvement|lymphangi\w+)\s+(?:(?:is|are|may be|will be)\s+)?(?:allowed|eligible|permitted|acceptable|included)\s+(?:only\s+)?"
    r"(?:if|provided|providing|when|as long as|in the presence of)\b[^.;]{0,60}\bmeasure?able\b",
    re.I,
)
# 'Brain metastases without other measurable disease' as an exclusion: of those who have them.
_WITHOUT_OTHER = gated(
    r"^\W*(?:(?:patients|subjects|participants|women|those)\s+with\s+)?(?:(?!measur|no\b|without|only)[\w-]+[\s,/]+){0,4}?(?:(?P<bone>(?:bones?|osseous|skeletal|lytic|blastic)\s+(?:metasta\w+|lesions?|disease|involvement))"
    r"|metasta\w+|effusions?|ascites|involvement|lymphangi\w+)\s+(?:without|with no|and no|in the absence of)\s+(?:an?\s+|any\s+)?(?:other|further|additional)\s+measure?able\b",
    re.I,
)
# 'Patients receiving bisphosphonates must have measurable disease outside the bones'
_OF_THE_TREATED = gated(
    r"^\W*(?:patients|subjects|participants|women|those)\s+(?:who\s+(?:are|have been|were)\s+)?(?:receiving|taking|on|treated with|(?:previously )?irradiated)\b[^.;:]{3,60}\b(?:must|should|need to|are required to)\s+have\b",
    re.I,
)


def _bone_beside(found: re.Match[str]) -> Mention:
    measured = AnyOf((Within(BONE_ONLY_AXIS, NO), Within(MEASURABLE_AXIS, YES)))
    words = "no bone-only disease without a measurable lesion"
    return Mention("metastatic_sites", measured, words, *found.span(), Stance.REQUIRE, settled=True)


def _measurable_too(sentence: Sentence, beyond: Mention) -> Iterator[Mention]:
    """'A measurable lesion outside the bones'"""
    found = _MEASURABLE.search(sentence.text)
    if found is not None:
        asked: Requirement = Within(MEASURABLE_AXIS, YES)
        if not isinstance(beyond.requirement, Within):
            asked = AnyOf((asked, Undecidable("another way in")))
        yield _mention(asked, found, Stance.REQUIRE)


# 'No measurable lesion (e.g. bone metastases only)'
def _for_example(sentence: Sentence, bone: re.Match[str]) -> bool:
    before = sentence.text[: bone.start()]
    return sentence.excludes and bool(_NO_MEASURABLE.search(before) and _SUCH_AS.search(before))


_SUCH_AS = gated(r"\b(?:e\.g\.?|i\.e\.?|such as|for example|including)\W+(?:\w+\W+){0,4}$", re.I)


def _measurable(sentence: Sentence, criteria: str) -> Iterator[Mention]:
    text = sentence.text
    only_non = _ONLY_NON.search(text)
    if sentence.excludes and only_non is not None:
        if not gated(r"\b(?:other than|except|unless)\b", re.I).search(text):
            yield _mention(Within(MEASURABLE_AXIS, YES), only_non, Stance.REQUIRE)
        return
    if not sentence.excludes and (
        _FOLLOWED_BY.match(text) or _SOLE_SITE.search(text) or _rules_for_it(text, criteria) or _scanned(text, criteria)
    ):
        return
    either = None if sentence.excludes else _EITHER.search(text) or _EVALUABLE.match(text)
    if either is not None:
        if _OPTIONAL.search(text) or _only_a_part(sentence):
            yield _mention(Within(MEASURABLE_AXIS, axes.full(MEASURABLE_AXIS)), either, Stance.ALLOW)
        else:
            there = Within(axes.STATE_AXIS, ALL & ~OPERATED)
            yield Mention("measurable_disease", there, _THERE, *either.span(), Stance.REQUIRE, settled=True)
        return
    found = _MEASURABLE.search(text)
    if (
        found is None
        or (not sentence.excludes and _IN_SO_MANY.match(text, found.end()))
        or _of_another_tumour(text, found)
        or _NOT_DISEASE.search(text)
        or _BRAIN_ONLY.search(_PARENTHESES.sub(" ", text))
    ):
        return
    none = _NO_MEASURABLE.search(text)
    if sentence.excludes:
        if none is not None and not gated(r"\b(?:except|unless)\b", re.I).search(text):
            yield _mention(Within(MEASURABLE_AXIS, YES), found, Stance.REQUIRE)
        return
    if none is not None or gated(r"\bnot (?:be )?(?:considered|regarded|counted|defined)(?: as)?\W*$", re.I).search(
        text[: found.start()]
    ):
        return
    points = sentence.item.children if sentence.item else []
    below = " ".join(point.text for point in points if not _SHUTS_OUT.match(point.text))
    said = tuple(s.text for s in sentences_of(sentence.item)) if sentence.item else (text,)
    about = tuple(words for words, refused in _about_it(said) if words == text or not refused)
    lytic = _OR_A_LYTIC_LESION.search(text, found.end())
    if lytic is not None and not _NON.search(text) and not _OPTIONAL.search(text):
        beside = AnyOf((Within(MEASURABLE_AXIS, YES), Undecidable("lytic bone lesions")))
        words = "measurable disease or a lytic bone lesion"
        yield Mention("measurable_disease", beside, words, *found.span(), Stance.REQUIRE, settled=True)
    elif _told_softly(about, below) or (_NON.search(text) and not gated(r"only|not", re.I).search(text)):
        yield _mention(Within(MEASURABLE_AXIS, axes.full(MEASURABLE_AXIS)), found, Stance.ALLOW)
    elif _lets_in_bone_only(criteria) and not _only_a_part(sentence):
        either_way = AnyOf((Within(MEASURABLE_AXIS, YES), Within(BONE_ONLY_AXIS, YES)))
        words = "measurable or bone-only disease"
        yield Mention("measurable_disease", either_way, words, *found.span(), Stance.REQUIRE, settled=True)
    elif _softened(criteria) or _only_a_part(sentence):
        yield _mention(AnyOf((Within(MEASURABLE_AXIS, YES), Undecidable("an exception"))), found, Stance.REQUIRE)
    elif not gated(r"^\W*(?:if|when|where)\b", re.I).match(text):
        yield _mention(Within(MEASURABLE_AXIS, YES), found, Stance.REQUIRE)


# The sentences of one item are asked for one after the other: what all of them say is found once.
@lru_cache(maxsize=16)
def _about_it(said: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The sentences that speak of it, each with whether it refuses."""
    return tuple((words, refuses(words)) for words in said if _TRIGGER.search(words))


@lru_cache(maxsize=16)
def _told_softly(about: tuple[str, ...], below: str) -> bool:
    whole = _NOT_COUNTED.sub(" ", _ASIDE.sub(" ", " ".join(about)))
    return _SOFT.search(f"{whole} {below}") is not None


# 'Measurable disease in at least 30 subjects of each arm'
_IN_SO_MANY = gated(
    r"\s+in\s+(?:at\s+least|approximately|about)\s+\d{1,3}\s?%?\s+(?:of\s+(?:the\s+)?)?(?:patients|participants|subjects|women)\b",
    re.I,
)


# 'Measurable disease (ovarian cancer)', 'for patients with lung cancer'
_OF_SOME = gated(
    r"\W{0,2}(?:(?:by|per|according to|as per)\s+RECIST(?:\s+(?:version\s+|v\.?\s?)?1\.[01])?\W{0,2})?"
    r"(?:\((?!except|or\b|unless|excluding|[^()]*\bnot\s+(?:required|needed|mandatory))(?P<aside>[^()]{3,80})\)|\b(?:for|in)\s+(?P<who>[^.;,()]{3,60}))",
    re.I,
)


def _of_another_tumour(text: str, found: re.Match[str]) -> bool:
    """Whether measurable disease is asked of those with another tumour only."""
    some = _OF_SOME.match(text, found.end())
    return some is not None and of_other_tumours(some["aside"] or some["who"])


# 'No pleural or peritoneal effusions' below it softens nothing.
_SHUTS_OUT = gated(r"^\W*(?:no|not|without|excluding)\b", re.I)


def _rules_for_it(text: str, criteria: str) -> bool:
    """Whether the sentence only tells where measurable disease is to lie, and not that there must be any."""
    rule = _RULE_FOR_IT.match(text)
    return rule is not None and (rule["the"] is not None or _EITHER.search(criteria) is not None)


def _scanned(text: str, criteria: str) -> bool:
    """Whether the sentence only tells when lesions are imaged, whoever has them."""
    rule = _SCANNED.match(text)
    return rule is not None and bool(rule["all"] or rule["size"] or _NON.search(criteria))


# 'Evaluable disease', 'disease that can be assessed by imaging': there must be some.
_EVALUABLE = gated(
    rf"^\W*(?:(?:the\s+|all\s+)?(?:patients?|subjects?|participants?|women|must|should|have|has|with|presence|of)\s+){{0,4}}(?:an?\s+|at\s+least\s+one\s+)?(?:(?:clinically|radiologically|radiographically)\s+)?"
    rf"(?:(?:evaluable|assess?able)\s+{_THING}|{_THING}\s+(?:that|which)\s+(?:is|are|can be)\s+(?:evaluable|assess?able|evaluated|assessed))\b(?!\s+for\b)"
    r"(?!(?:[^.;]|\.\d){0,60}\b(?:that|which|and)\s+(?:can|could)\s+be\s+(?:accurately\s+|reliably\s+)?measured\b)",
    re.I,
)
# 'Measurable or evaluable disease': of which kind is open, but there must be some.
_THERE = "measurable or evaluable disease"
_OPTIONAL = gated(
    rf"\b{_NOT_ASKED}|\b(?:optional|preferr\w*|desirable|if|when|where|regardless|need not|irrespective|not specified|allowed|permitted|eligible|acceptable|may|can)\b",
    re.I,
)


# What is not counted as measurable, or keeps some out, softens nothing: 'bone lesions are not considered measurable'.
_NOT_COUNTED = gated(
    r"[^.;()]*\b(?:not\s+(?:be\s+)?(?:considered|regarded|counted|defined|evaluated)|considered\s+(?:to be\s+|as\s+)?(?:non-?\s?|im|un)measure?able)\b[^.;()]*",
    re.I,
)


# '(or iRECIST if applicable)', 'or evaluable disease (myeloma only)' soften nothing for breast cancer.
_ASIDE = gated(
    r"\(or (?:i|m)?RECIST[^()]*\)|\((?:except|excluding|other than|not including|with the exception of|bone)[^()]*\)|\((?:CRPC|(?:castration[\w -]{1,20})?prostate|(?:multiple )?myeloma|lymphoma|ovarian)\b[^()]*\)|\(not required (?:for|in)\s[^()]*\b(?:CRPC|prostat\w+|myeloma|lymphoma|ovarian)\b[^()]*\)|,?\s*or\b[^.;]{0,60}\((?:multiple myeloma|prostate|lymphoma|ovarian)[^()]*\)|\bif (?:applicable|available)\b",
    re.I,
)


def _only_a_part(sentence: Sentence) -> bool:
    """Whether the sentence speaks of one part of the trial without being filed under that cohort."""
    filed = bool(sentence.item and sentence.item.cohorts)
    every = gated(
        r"\bcohorts\b[^.;:]*\band\b[^.;:]*\bcohorts?\b|\b(?:all|both|each|every|any)\s+(?:of\s+the\s+|study\s+)?(?:cohorts?|arms?|parts?|phases?|groups?)\b",
        re.I,
    ).search(sentence.text)
    return bool(_PARTS.search(sentence.text)) and not filed and not every


# 'Measurable disease or at least one predominantly lytic bone lesion'
_OR_A_LYTIC_LESION = gated(
    r"\bor\b(?!\W+evaluable)[^.;]{0,50}?\b(?:(?:osteo)?lytic(?:\s+or\s+mixed)?(?:\s*\([^()]*\))?\s+(?:bone\s+)?(?:lesions?|metast\w+|disease)|bone[- ]only disease with (?:an? )?(?:osteo)?lytic)",
    re.I,
)


_SOFTENERS = gated(
    r"(?:(?<=non-measurable )|(?<=nonmeasurable )|(?<!measurable ))\b(?:bone|osseous)[- ](?:disease[- ]|metast\w+[- ])?only\b[^.;\n]{0,80}\b(?<!not )(?<!not be )(?:allowed|eligible|permitted|acceptable|may|can|included)\b"
    r"|(?:non-?\s?measure?able|evaluable)\b[^.;\n]{0,60}\b(?<!not )(?:allowed|eligible|permitted|acceptable|(?:may|can|will)\s+(?:also\s+)?(?:be\s+)?(?:includ|enrol|particip|recruit|enter)\w*)"
    # 'Up to ten patients without measurable disease can be enrolled'
    r"|\bwithout\s+(?:any\s+)?measure?able(?:\s+(?:disease|lesions?))?\s+(?:[^.;\n]{0,30}\s)?(?:can|may|will|are)\s+(?:also\s+|still\s+)?(?:be\s+)?(?:allowed|eligible|permitted|acceptable|includ\w*|enrol\w*|particip\w*|enter|join)\b"
    rf"|measure?able\s+(?:disease|lesions?)\s+(?:is\s+|are\s+)?{_NOT_ASKED}"
    # 'for patients with bone-only disease at least one lytic lesion': such patients may join
    r"|\b(?:(?:for|in|if)\s+|(?=(?:patients|subjects|participants|women|those)\s+with\s))(?:(?:patients|subjects|participants|women|those|cases?)\s+(?:with|of)\s+)?(?:bone|osseous)[- ](?:disease[- ]|metast\w+[- ])?only\b[^.;\n]{0,60}\b(?:at least|must|should|lytic)\b"
    r"|\b(?:osteo)?(?:lytic|blastic)\s+(?:bone\s+)?(?:lesions?|metast\w+|disease),?\s+(?:(?:which|that|who)\s+)?(?:is|are)\s+(?:also\s+)?(?:acceptable|allowed|eligible|permitted|accepted)\b"
    r"|\b(?:bone|osseous|lytic)\b[^.;\n]{0,80}\b(?:in (?:the )?absence of|without|if (?:there is )?no|when (?:there is )?no)\s+(?:any\s+)?measure?able\s+(?:disease|lesions?)"
    # 'Measurable disease, including one of the following:' above 'lytic bone lesions that are >= 10 mm on CT scan'
    r"|\b(?:(?:osteo)?lytic\s+bone\s+(?:lesions?|metast\w+)|bone\s+(?:disease|lesions?))\s+(?:that|which)\s+(?:is|are)\s+(?:>=?|\u2265|at least)\s?\d"
    r"|\bbone\s+metast\w+\s+(?:\w+\s+){0,3}(?:may|can|will|are)\s+(?:be\s+)?(?:included|eligible|enrolled|allowed)",
    re.I,
)


# 'Bone-only disease is eligible if the lesions can be measured by RECIST' softens nothing.
_IF_MEASURABLE = gated(
    r"[^.;]{0,140}?\b(?:if|provided|as long as|when|only with)\b[^.;]{0,120}?(?:(?<!non-)(?<!not )\bmeasur\w+|\bRECIST)",
    re.I,
)


@lru_cache(maxsize=64)
def _softened(criteria: str) -> bool:
    """Whether another sentence of the criteria lets in disease that is not measurable, and not of another cancer."""
    return any(
        not _ANOTHER_CANCER.search(criteria, max(0, m.start() - 60), m.end() + 40)
        and not _IF_MEASURABLE.match(criteria, m.start())
        for m in _SOFTENERS.finditer(criteria)
    )


_BONE_ONLY_LET_IN = gated(
    r"(?:^|[.;\n*])\s*(?:patients with |subjects with )?(?:bone|osseous)[- ](?:disease[- ]|metast\w+[- ])?only(?: disease| metast\w+)? (?:is|are)? ?(?:also )?(?:allowed|eligible|permitted|acceptable)\s*(?:$|[.;\n])",
    re.I,
)


@lru_cache(maxsize=64)
def _lets_in_bone_only(criteria: str) -> bool:
    """Whether the criteria let in bone-only disease, whatever it looks like, and soften nothing else."""
    softeners = list(_SOFTENERS.finditer(criteria))
    return len(softeners) == 1 and _BONE_ONLY_LET_IN.search(criteria) is not None


_ANOTHER_CANCER = gated(r"\bprostat|\bCRPC|\bmyeloma|\bovarian|\blymphoma", re.I)


def _mention(requirement: Requirement, at: re.Match[str], stance: Stance) -> Mention:
    soft = not isinstance(requirement, Within)
    words = "measurable disease" + (", or an exception that needs reading" if soft else "")
    if stance is Stance.ALLOW:
        words = "measurable disease or not"
    return Mention("measurable_disease", requirement, words, at.start(), at.end(), stance, settled=True)
