"""ER, PR, HER2 and their combinations, on the joint axis of receptor states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from data.criteria import AnyOf, Undecidable
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import words_beginning
from matcher.reading.receptor_masks import (
    ALL,
    Description,
    her2,
    her2_scores,
    hormone_receptors,
    low_staining,
    staining,
    triple_negative,
)
from matcher.reading.sentences import Sentence, Stance, negated

_KEYS = words_beginning(
    "her2 her erbb er pr pgr hr hor tnbc mtnbc etnbc atnbc latnbc tn triple tripple luminal hormone estrogen oestrogen epidermal receptor progest endocrine her3 hrpos erpos prpos erneg prneg hrneg"
)
_TRIGGER = re.compile(
    r"\bTN\b|HER-?\s?-?2|HER2|[Ee][Rr][Bb]-?B-?2|\bER\b|\bPg?R\b|\bHo?R\b|\bHR[+-]|\bER[+-]|TNBC|receptor|[Tt]ripp?le|TRIPLE|[Ll]uminal|"
    r"[Hh]ormon|[Ee]strogen|epidermal|[Hh]er[- ]?2"
)
_HER2 = r"(?:(?-i:HER)(?=-(?![1-4])|\+|\s(?:negative|positive)\b)|her[- ]{0,2}2\b(?:\s*/\s*neu)?|her2(?=low|neg|pos|neu)|(?:c-?)?erb-?b-?2|human epidermal growth factor receptor(?:(?:\s*-?type)?[- ]{0,2}(?:2|ii)\b|(?=\s*\(HER-?2)))"
_MARKER = re.compile(
    rf"(?P<tn>\btripp?le[- ]{{0,3}}(?:receptor[- ])?negative|\b(?:[aem]|la)?TNBC\b|(?-i:\bTN\b)(?=\s*(?:and|or|/|patients|disease|BC\b|breast|subtype)))"
    rf"|(?P<her2>{_HER2})(?!\s*-?\s*(?:mutat|mutant|activating|directed|targeted|target|based|therap|treatment|tki\b|adc\b|antibod|inhibit|blockade|vaccin|exon|gene mutation))"
    r"|(?P<er>\b(?:o?estrogen[- ]receptors?|o?estrogen(?=[- ]?(?:positive|negative|\+))|o?estrogen(?=-?\s*(?:\(ER\))?\s*(?:,|/|\band\b|\bor\b|and/or)[\s/or]*progest\w+[- ]receptor)|(?-i:ER))(?!(?!(?:pos|neg)\b)[a-z]))"
    r"|(?P<pr>\b(?:progest(?:erone|in)[- ]receptors?|(?-i:Pg?R))(?!(?!(?:pos|neg)\b)[a-z]))"
    r"|(?P<hr>\b(?:hormone?|hormonal|steroid)[- ]receptors?|\b(?-i:Ho?R)(?!(?!(?:pos|neg)\b)[a-z0-9]))"
    r"|(?P<sensitive>\b(?:hormone|endocrine|estrogen)[- ](?:sensitive|sensitivity|responsive|dependent)\b)"
    r"|(?P<luminal>\bluminal[- ]?(?:a|b)?\b)",
    re.I,
)
_STATUS = re.compile(
    r"(?P<ultralow>\bultra[- ]?low)|(?P<low>\blow\b(?:er)?(?:[- ]express\w*)?|(?<=2)low)|(?P<null>\bnull\b|\bzero\b)"
    r"|(?P<negative>\bnegativ\w*|(?:\b|(?<=[2R]))neg\b|(?<=\w)-ve\b|(?-i:(?<=[A-Z2])|(?<=[A-Z2]\s))-(?=[\s,;:/).]|$)|\((?:-)\)|\bnon-?\s?overexpress\w*|\bnot\s+(?:be\s+)?(?:over-?express\w*|amplified|positive)|\bnon-?amplified|\bwithout\s+(?:overexpression|amplification)|\bno\s+(?:overexpression|amplification)|\bnormal\b|\bunamplified)"
    r"|(?P<positive>\bpos\w{0,3}tiv\w*|(?:\b|(?<=[2R]))pos\b|\+ve\b|(?<=[a-zA-Z2])\s?\+(?!\+)|\(\+\)|\bover-?\s?express\w*|\bamplifi\w*|\bexpression of\b)|(?P<expressing>\bexpressing\b)",
    re.I,
)
_CUT_OFF = re.compile(
    r"(?P<sign><\s?/?\s?=|>\s?/?\s?=|=<|=>|<|>|less than or equal to|less than|fewer than|under|below|at least|greater than or equal to|"
    r"greater than|more than|not more than|equal to or greater than|exceed\w*|minimum of|\bor equal to)?\s*(?<![\d.])(?P<number>\d{1,2})\s?(?:%|percent)(?P<more>\s(?:or|and)\s(?:more|greater|higher|above)\b)?",
    re.I,
)
_SIGNS = {
    "<=": "<=", "=<": "<=", "less than or equal to": "<=", "not more than": "<=", "<": "<", "less than": "<",
    "fewer than": "<", "under": "<", "below": "<", ">=": ">=", "=>": ">=", "at least": ">=", "minimum of": ">=",
    "greater than or equal to": ">=", "equal to or greater than": ">=", ">": ">", "greater than": ">", "more than": ">",
}  # fmt: skip
# Words that take a receptor out of the question: those named right after, or right before.
_NOTHING_AFTER = re.compile(
    r"\b(?:regardless|irrespective|independent(?:ly)? of|determination of|testing (?:for|of)|tested for|stratif\w+|either (?:positive|negative)|with or without|"
    r"(?:up to|at most|no more than|maximum of) \d+ ?%? of (?:the )?(?:patients|participants|subjects|enrolled|women)\b|any (?=(?:her|er\b|pr\b|hr\b|hormone|receptor|o?estrogen|prog|human epi)(?![\w/ ()-]{0,40}?(?:positiv|express|amplif|\blow\b|negativ|\+)))|"
    r"(?:any|all) (?:(?:molecular|intrinsic|receptor|breast cancer|tumou?r) )?subtypes?\b|(?:known|unknown|documented) (?=(?:[\w/,-]+ ){1,8}status\b)|prevalence of|incidence of|proportion of|frequency of)",
    re.I,
)
_NOTHING_BEFORE = re.compile(
    r"\b(?:(?:must|should|has to|to|will|can|may) be (?:known|available|documented|determined|performed|assessed|any|tested|evaluated|reported)|"
    r"(?:is |are |must be |should be )?(?:unknown|not specified|known)\b(?! to\b| (?:[\w/-]+ ){1,4}status\b)|(?:positive|(?<!\d)\+),? ?(?:,|/|\bor\b) ?negative,? ?(?:\bor\b|\band\b|/) ?(?:unknown|equivocal|undetermined|not known)|negative,? ?(?:,|/|\bor\b) ?positive,? ?(?:\bor\b|/) ?(?:unknown|equivocal|undetermined|not known)|(?:positive|(?<!\d)\+) or (?:negative|-)|(?:negative|-) or (?:positive|\+)|status (?:is |must be |should be )?(?:known|available|unknown|will be|assessed|determined)|availab\w+(?! (?:samples?|biops\w+|specimens?|tissues?|patholog\w+|tumou?rs?|FFPE|archival|results?))|not a (?:criterion|requirement)|determined\W*$|assessment|are allowed|is allowed)",
    re.I,
)
# 'HR-positive or HR-negative': the two together are any tumour.
_EITHER_WAY = re.compile(
    r"(?<![/+-])(?<!and )(?<!, )\b(?P<one>ER|PR|PgR|HR|HER-?2|hormone[- ]receptors?)[- ]?(?:(?:positive|\+)[\s,]{0,2}(?:or|and|and/or|/)\s?(?P=one)(?:[- ]?negative\b|-(?![a-z]))|"
    r"(?:negative|-)[\s,]{0,2}(?:or|and|and/or|/)\s?(?P=one)[- ]?(?:positive\b|\+))",
    re.I,
)
_LISTED = re.compile(r"\s*(?:\([^()]*\)|:[^.;]*)")  # 'all subtypes (HR+, HER2+ and TNBC)'
# 'Participation in another HER2-positive study' names the study, not the tumour.
_OF_A_STUDY = re.compile(
    r"\b(?:participat\w+|enrol\w+)\s(?:in|on|into)\s(?:(?!this\b)[^.;,]){0,60}?\b(?:stud(?:y|ies)|trials?|protocols?)\b",
    re.I,
)
_STATUS_STANDS = re.compile(r"[\s-]{0,2}(?:\([^()]{1,8}\)[\s-]?)?(?:positive|negative|\+|low\b|over)", re.I)


def _says_nothing(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence in which a receptor is named without anything being asked of it."""
    yield from (m.span() for m in re.finditer(r"\(including [^()]*\)", text))
    yield from (
        m.span() for m in re.finditer(r"\bif\s+(?:the\s+)?IHC(?:\s+(?:is|was|score|of))*\s*2\s?\+?", text, re.I)
    )
    yield from (m.span() for m in _EITHER_WAY.finditer(text))
    yield from (m.span() for m in _OF_A_STUDY.finditer(text))
    for m in _NOTHING_AFTER.finditer(text):
        stop = re.compile(
            r"[.;]|(?<=status),|(?<=expression),|\b(?:and|but|who|with|that|must)\b(?! /?or| [ph])|\b(?:patients|participants|subjects|women) with\b",
            re.I,
        ).search(text, m.end() + 12)
        end = min(stop.start() if stop else len(text), m.end() + 90)
        if m.group().lower().endswith(("subtype", "subtypes")) and (listed := _LISTED.match(text, m.end())):
            end = listed.end()
        if m.group().lower().startswith(("known", "unknown", "documented")):
            told = re.compile(r"\bstatus\b", re.I).search(text, m.end(), end)
            end = told.end() if told else end
        opened = text.rfind("(", 0, m.start())
        if opened > text.rfind(")", 0, m.start()) and (closing := text.find(")", m.end())) >= 0:
            end = min(end, closing)  # 'HER2-positive (any HR status) or TNBC'
        marker = _MARKER.search(text, m.end(), end)
        if (
            m.group().lower().startswith(("known", "documented"))
            and marker
            and _STATUS_STANDS.match(text, marker.end())
        ):
            continue
        yield m.start(), end
    for m in _NOTHING_BEFORE.finditer(text):
        before = [
            s.end()
            for s in re.finditer(
                r"[.;,:]|(?:(?<=positive)|(?<=[A-Z2][+-]))/|\b(?:and|but|who|with)\b(?=[^.;,]*\b(?:ER|PR|HER|hormone|estrogen|receptor))",
                text[: m.start()],
                re.I,
            )
        ]
        start = max(before[-1] if before else 0, m.start() - 100)
        opened = text.rfind("(", 0, m.start())
        if opened > text.rfind(")", 0, m.start()):
            start = max(start, opened + 1)  # 'HER2-positive disease (ER positive or negative)'
        plus_or_minus = re.match(r"(?:positive|negative|\+|-)(?: or|,|/| /)", m.group(), re.I)
        if not plus_or_minus and re.search(
            r"\b(?:positive|negative)\b|\b(?:ER|PR|HR|HER2)[+-]", text[start : m.start()]
        ):
            continue
        yield start, m.end()


_SUBJECT_OF_RULE = re.compile(
    r"^[^.;,]{0,90}?\b(?:patients|participants|subjects|tumou?rs?|disease|cases|women|cancers?|those|individuals)\b[^.;]{0,40}?"
    r"\b(?:must|should|shall|need|may|are (?:required|allowed|eligible to)|will (?:be|receive|have)|have to|can|receiv\w+|is required|are eligible if)\b",
    re.I,
)
# 'patients who may undergo ...' describes them and rules nothing
_WHO_MAY = re.compile(r"\b(?:who|that)\b[^.;,]{0,20}\b(?:may|can|will (?:be|receive|have)|receiv\w+)$", re.I)
_WITH_A_TEST = re.compile(
    r"\bmust (?:have|undergo)(?: had)? (?:an? )?(?:\w+ )?(?:echo\w*|MUGA|LVEF|bone scan|CT|MRI|mammogra\w+)\b", re.I
)
# 'Prior PD-1 inhibitor (TNBC cohort only)'
_ONLY_FOR = re.compile(r"[^()]{0,25}\b(?:only|cohorts?|arms?|patients|participants|subjects)\b[^()]{0,15}\)", re.I)


def _names_its_cohort(sentence: Sentence, end: int) -> bool:
    """'HR+/HER2- breast cancer: must have had ...' below a cohort of that name: who is wanted, no condition."""
    item = sentence.item
    return bool(
        item
        and item.cohorts
        and not item.cohorts[-1].kind
        and sentence.start == item.start
        and re.match(r"[^:]{0,60}:", sentence.text[end:])
        and item.cohorts[-1].name[:8].lower() in sentence.text[: end + 20].lower()
    )


_SHUT_OUT = re.compile(
    r"\W*(?:[\w-]+\W+){0,4}?(?:are|is|will be|must be|should be|were)\s(?:excluded|ineligible|not (?:eligible|allowed|permitted|included|enrolled))\b(?! (?:if|unless)\b)",
    re.I,
)
# 'Women with a history of ER-positive breast cancer who are receiving ...' describes the population by both.
_WHO_ARE = re.compile(
    r"\W*(?:breast\W+)?(?:cancers?|carcinomas?|disease|tumou?rs?)?\W*(?:and )?who (?:are|is|were|have|has|had|receive)\b",
    re.I,
)
_MODAL = re.compile(r"\b(?:must|should|need|may|can|will|required|eligible|allowed)\b", re.I)
_OTHER_TUMOUR = re.compile(
    r"\b(?:gastric|gastro-?esophageal|GEJ|colorectal|lung|NSCLC|bladder|urothelial|ovarian|endometrial|biliary|uterine|cervical|"
    r"pancrea\w+|prostate|salivary|stomach|esophag\w+)\b",
    re.I,
)
_BREAST = re.compile(r"\bbreast|mammary|\bm?BC\b|TNBC", re.I)


# A heading for some of the patients, and definitions of something else than the receptors.
_ASIDE = re.compile(r"^\W*for\b[^.;]*:\s*$|\b(?:sensitivity|resistance|refractoriness)\b[^.;]{0,30}\bdefined\b", re.I)


# 'TNBC is defined as ...' explains a word; a list of tumours 'including TNBC' asks for none of them.
_DEFINITION = re.compile(
    r"^\W*(?:note\W+)?(?:the\s+)?(?:TNBC|triple[- ]negative(?: breast cancer)?|HR|ER|PR|HER-?2(?:/neu)?|hormone receptor|estrogen receptor)[][\w+/() -]{0,90}?\s(?:status\s)?(?:is|are|was|will be|being)\s(?:(?:\w+\s)?(?:defined|determined by)|considered|regarded|deemed)\b",
    re.I,
)
_AMONG_OTHERS = re.compile(
    r"\b(?:NSCLC|CRC|SCLC|gastric|pancrea\w+|ovarian|melanoma)\b[^.;]*\bTNBC\b[^.;]*\bbreast\b|\bTNBC\b[^.;]*\bbreast\b[^.;]*\b(?:NSCLC|CRC|SCLC|gastric|pancrea\w+|ovarian|melanoma)\b|"
    r"\b(?:preferably|including|such as|e\.g|multiple tumou?r types)\b\.?[^.;]*\b(?:cancer|NSCLC|CRC|SCLC|carcinoma|melanoma|sarcoma)s?\b[^.;]*\b(?:TNBC|triple[- ]negative|HER2|HR\+?|hormone)|"
    r"\b(?:preferably|including|such as|e\.g|multiple tumou?r types)\b\.?[^.;]*\b(?:TNBC|triple[- ]negative|HER2|HR\+?|hormone[- ]receptor)[^.;]*(?:,|\band\b|\bor\b)[^.;]*\b(?:lung|gastric|colorectal|ovarian|NSCLC|CRC|SCLC|head and neck|melanoma|sarcoma|pancrea\w+|esophag\w+)\b",
    re.I,
)


class _Found(NamedTuple):
    description: Description
    start: int
    end: int


def read_receptors(sentence: Sentence, context: Context) -> list[Mention]:
    """What the sentence says of ER, PR and HER2, as one mention: a union of the combinations that it names."""
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text):
        return []
    text = sentence.text
    if _OTHER_TUMOUR.search(text) and not _BREAST.search(text):
        return []
    if _ASIDE.search(text) or _DEFINITION.match(text) or _AMONG_OTHERS.search(text):
        return []
    found = _descriptions(sentence, context)
    if not found:
        return []
    if _ALL_BUT.match(text, 0, found[0].start) and sentence.excludes:
        return [replace(_mention(text, found), stance=Stance.REQUIRE, settled=True)]
    if exception := _EXCEPTION.search(text, found[0].end, found[-1].start):
        return _with_exception(sentence, exception, found)
    combined = _combine(text, found)
    if combined.wide == ALL and combined.sure == ALL:
        return []
    start, end = found[0].start, max(f.end for f in found)
    condition = sentence.from_criteria and not _names_its_cohort(sentence, end) and _is_condition(text, start, end)
    if sentence.excludes and _TREATED_FOR.search(text[:start]):
        return []  # the disease that a forbidden therapy was given for
    requirement, words = combined.requirement(), combined.words
    beside = _OR_BEFORE.search(text, 0, start)
    if beside and _ends_in_another_tumour(text[: beside.start() + 1]):
        beside = None
    if not sentence.excludes and (beside or _OR_AFTER.match(text, end)):
        requirement, words = AnyOf((requirement, Undecidable("another way in"))), f"{words} or what stands beside it"
    return [Mention(_facet(combined), requirement, words, start, end, None, condition)]


def _ends_in_another_tumour(text: str) -> bool:
    """'Ovarian cancer, or TNBC': of breast cancers only the latter."""
    last = re.split(r"[.;:]", text)[-1]
    return bool(_OTHER_TUMOUR.search(last[-45:])) and not _BREAST.search(last)


# 'Node-positive or triple-negative', 'HER2-positive or grade 3': what no receptor tells is a way in as well.
_OR_BEFORE = re.compile(r"[\w)][,;]?\s(?:and/)?or\s(?:with\s|have\s|has\s|an?\s|is\s){0,2}$", re.I)
_OR_AFTER = re.compile(
    r"\W*(?:\([^()]*\)\W*)?(?:disease|tumou?rs?|breast cancers?|cancers?)?,?\s(?:and/)?or\s(?:with\s|have\s|has\s|an?\s|is\s|of\s){0,2}"
    r"(?:lymph|nod(?:e|al)\b|grade|high[- ](?:grade|risk)|Ki-?\s?67|tumou?r size|g?BRCA|germline|[cp]?T[1-4]|[cp]?N[1-3+]|stage|inflammatory|those\b|patients\b)",
    re.I,
)


# Under Exclusion: 'any breast cancer other than HR+/HER2-' leaves HR+/HER2- alone.
_ALL_BUT = re.compile(
    r"^\W*(?:any |all |patients with |a )?(?:breast (?:cancers?|carcinomas?|tumou?rs?)(?: sub-?types?)?|(?:molecular |breast cancer )?sub-?types?) "
    r"(?:other than|except(?: for)?|that (?:is|are) not) (?:those with |an? )?$",
    re.I,
)
_EXCEPTION = re.compile(
    r"\b(?:(?P<less>excluding)|(?P<unless>unless)|except(?:ing)?(?: for)?|with the exception of|other than|apart from)\b",
    re.I,
)


def _mention(text: str, found: list[_Found]) -> Mention:
    combined = _combine(text, found)
    return Mention(_facet(combined), combined.requirement(), combined.words, found[0].start, max(f.end for f in found))


def _with_exception(sentence: Sentence, exception: re.Match[str], found: list[_Found]) -> list[Mention]:
    """'A unless B' and, under Exclusion, 'A except B': B saves her. 'A excluding B', 'A except B': without the B."""
    text = sentence.text
    before = [f for f in found if f.start < exception.start()]
    after = [f for f in found if f.start >= exception.start()]
    if exception["unless"] or (sentence.excludes and not exception["less"]):
        return [_mention(text, before), _mention(text, after)]
    without = _combine(text, after).negated()
    return [_mention(text, [*before, _Found(without, after[0].start, after[-1].end)])]


_TREATED_FOR = re.compile(
    r"\b(?:therap\w*|treat\w*|chemo\w*|regimens?|inhibitors?|agents?)\b[^.;,]{0,60}\b(?:for|of)\b[^.;,]{0,60}$", re.I
)


# 'Taking an aromatase inhibitor for HR-positive breast cancer': the treatment that she is under tells her disease.
_TREATED_NOW = re.compile(
    r"^\W*(?:(?:patients?|women|participants?|subjects?|currently|must|be|are|is|have|been|who)\s+){0,4}(?:receiving|taking|on|prescribed|initiating|starting|beginning|undergoing|scheduled|planning|candidates?)\b"
    r"[^.;,:]{0,90}\bfor\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}$",
    re.I,
)


def _is_condition(text: str, start: int, end: int) -> bool:
    """'Patients with HER2-positive disease must have had ...', 'trastuzumab for HER2-positive disease': said of some."""
    opening = max((m.end() for m in re.finditer(r"[.;:]\s", text[:start])), default=0)
    if _WITH_A_TEST.search(text, end):
        return True
    if _SHUT_OUT.match(text, end):
        return False  # 'HER2-positive patients will be excluded' is the rule itself
    if _WHO_ARE.match(text, end) and not _MODAL.search(text, end):
        return False
    rule = _SUBJECT_OF_RULE.search(text[end:])
    if rule and not _WHO_MAY.search(rule.group()) and len(text[opening:start].split()) <= 8:
        return not re.search(r"\b(?:must|should|have|has)\b", text[opening:start], re.I)
    if re.match(
        r"\W*(?:breast\W+)?(?:cancer|disease|tumou?rs?)?\W*(?:has|have) (?:progressed|failed|received)\b",
        text[end:],
        re.I,
    ):
        return True
    before = text[opening:start][-60:]
    if re.search(r"\b(?:positive|negative)\s+for\s+$", before, re.I):
        return False
    if _ONLY_FOR.match(text, end) and re.search(r"\([^()]*$", text[:start]):
        return True
    if re.search(r"\b(?:if|when|in case of|provided|where)\b(?!\s+(?:the )?IHC)[^,;]{0,40}$", before, re.I):
        return True
    if re.search(
        r"\b(?:required|must|should|recommended|allowed|needed|necessary|mandatory|administered|considered)\b[^.;]{0,60}\b(?:for|in) (?:patients|those|subjects|women|participants|tumou?rs)\b[^.;,]{0,60}$",
        text[opening:start],
        re.I,
    ):
        return True
    if _TREATED_NOW.match(text[opening:start]) and not re.search(r"\b(?:no|not|if|may|allowed|permitted)\b", text):
        return False
    return bool(
        re.search(r"\w+\W+(?:for|in)\s+(?:the\s+)?(?:patients with\s+|those with\s+)?$", before, re.I)
    ) and not re.search(r"\b(?:patients|women|diagnosis|indicated|confirmed)\W+(?:for|in)\s+$", before, re.I)


def _facet(description: Description) -> str:
    words = description.words
    kinds = {k for k in ("HER2", "ER-", "PR-", "HR", "triple") if k in words}
    if kinds == {"HER2"}:
        return "her2"
    if kinds == {"ER-"}:
        return "er"
    return "pr" if kinds == {"PR-"} else "receptor_subtype"


# ---------------------------------------------------------------- single descriptions


def _descriptions(sentence: Sentence, context: Context) -> list[_Found]:
    text = sentence.text
    nothing = list(_says_nothing(text))
    markers = [
        m
        for m in _MARKER.finditer(text)
        if not _is_abbreviation(text, m) and not any(a <= m.start() < b for a, b in nothing)
    ]
    found: list[_Found] = []
    i = 0
    while i < len(markers):
        group = _group(text, markers, i)
        if found and _spells_out(text, found[-1].end, group[0].start(), group[0], found[-1].description):
            i += len(group)
            continue
        one = _describe(sentence, context, markers, i, len(group))
        if one is not None:
            found.append(one)
        i += len(group)
    return found


def _spells_out(text: str, end: int, start: int, marker: re.Match[str], described: Description) -> bool:
    """'HER2-negative (HER2 1+ or 2+ and FISH negative)': the parentheses define what was said before them."""
    return (
        marker.lastgroup == "her2"
        and "HER2" in described.words
        and bool(re.match(r"\W*(?:\w+\W+){0,3}\([^()]*$", text[end:start]))
    )


def _is_abbreviation(text: str, marker: re.Match[str]) -> bool:
    """'(ER)' after 'estrogen receptor', 'anti-HER2', and PR that is a partial response."""
    before, after = text[: marker.start()], text[marker.end() : marker.end() + 1]
    kind = marker.lastgroup
    if (
        before.endswith("(")
        and after in (")", ",", ";")
        and re.search(r"receptor[s -]*(?:type )?(?:2|II)?\s*\($", before, re.I)
    ):
        return True
    if re.search(r"anti[- ]?$", before, re.I):
        return True
    return kind == "pr" and bool(re.search(r"\b(?:CR|SD|response|PD)\b", text)) and "ER" not in text


_JOIN = re.compile(
    r"(?:(?-i:(?<=[a-z]))-)?\s*(?:\((?!\s?(?:[+-]|pos|neg))[^()]{0,30}\))?\s*(?:,|/|\band/or\b|\band\b|\bor\b|\bnor\b|&|,\s*and\b|,\s*or\b)\s*(?:the\s+|for\s+)?(?:/\s*or\s+)?",
    re.I,
)


def _group(text: str, markers: list[re.Match[str]], i: int) -> list[re.Match[str]]:
    """Markers that share one status: 'ER and/or PR positive', 'negative for ER, PR and HER2'."""
    group = [markers[i]]
    if markers[i].lastgroup not in ("er", "pr", "hr", "her2"):
        return group
    for marker in markers[i + 1 :]:
        if marker.lastgroup not in ("er", "pr", "her2"):
            break
        if not _JOIN.fullmatch(text, group[-1].end(), marker.start()):
            break
        group.append(marker)
    return group


def _describe(sentence: Sentence, context: Context, markers: list[re.Match[str]], i: int, count: int) -> _Found | None:
    text = sentence.text
    first, last = markers[i], markers[i + count - 1]
    limit = markers[i + count].start() if i + count < len(markers) else len(text)
    kind = first.lastgroup
    cut_off = _cut_off_in(text[first.start() : min(limit, last.end() + 160)]) or _trial_cut_off(
        context.trial.criteria or ""
    )
    if kind == "tn":
        # Definitions of triple-negative that follow repeat its parts; the cut-off may stand anywhere after it.
        cut_off = _cut_off_in(text[first.start() :]) or cut_off
        return _polar(sentence, triple_negative(cut_off), first.start(), first.end())
    if kind == "sensitive":
        return _polar(sentence, hormone_receptors(True, cut_off), first.start(), first.end())
    if kind == "luminal":
        description = hormone_receptors(True, cut_off)._replace(words="luminal (HR-positive)")
        if first.group().lower().endswith("a"):
            description = description.and_(her2("negative"))._replace(words="luminal A (HR-positive, HER2-negative)")
        return _polar(sentence, description, first.start(), first.end())
    if count == 1 and kind == "her2" and (scored := _SCORE_BEFORE.search(text, 0, first.start())):
        by_score = _scores(text[scored.start() : last.end() + 160])
        return _polar(sentence, by_score, scored.start(), last.end()) if by_score else None
    status = _status(text, markers, i, count, limit)
    if status is None:
        return None
    grouped = _grouped(markers[i : i + count], status, text, limit, cut_off)
    stands_to = _further_levels(text, status, limit)[-1:] if status.start >= last.end() else []
    status_end = stands_to[0].end() if stands_to else status.end
    end = max(last.end(), status_end if status_end <= limit else last.end())
    return _polar(sentence, grouped, min(first.start(), status.start), end) if grouped else None


# 'a score of 0 or 1+ for HER2'
_SCORE_BEFORE = re.compile(r"\b(?:IHC|scor\w+)\b[^.;]{0,80}\b(?:for|of)\s(?:the\s)?$", re.I)
_ALLRED = re.compile(r"[^.;]{0,20}\bAllred\b[^.;0-9]{0,25}(?:>=?|at least|of)\s?[3-8]\b", re.I)


def _polar(sentence: Sentence, description: Description, start: int, end: int) -> _Found:
    before = sentence.text[max(0, start - 40) : start]
    denied = re.search(
        r"\b(?:not|non|no|without|never)(?:\s+(?:be|been|have|had|known|an?|previously|documented|evidence of|history of)){0,3}[\s-]*$",
        before,
        re.I,
    ) and negated(sentence, start, 40)
    return _Found(
        description.negated() if denied or re.search(r"\bnon-?\s?$", before, re.I) else description, start, end
    )


class _Status(NamedTuple):
    level: str
    start: int
    end: int


_FILLER = re.compile(
    r"(?:[\s:,/()\-'\"]|\b(?:status|expression|receptors?|tumou?rs?|disease|is|are|was|were|must|be|being|should|by|ihc|"
    r"immunohistochemistry|protein|gene|defined|as|with|confirmed|and|or|the|of|a|breast|cancer|carcinoma|both|either|level|results?|"
    r"local|all|each|laboratory|determined|tested|documented|type|in|to|have|has|their|levels|pgr|er|pr|her2|hr|neu|hormone|at|central|fish|ish)\b)*",
    re.I,
)
_REVERSED = re.compile(
    r"(?P<status>\bpositive|\bnegative|\blow|\bultra[- ]?low|\bover-?express\w*|\bno (?:over)?expression|\black\w*|\babsence|\bnon-?expression|\bamplification|\bnot (?:over)?express(?:ing)?|\bexpress(?:ing)?)\s+"
    r"(?:(?:for|of|in|both|the|expression|levels?|status|(?:or|and|and/or)\s+(?:gene\s+)?(?:amplification|over-?expression)|amplification|all|three|receptors?:?)\s+){0,4}(?:(?!(?:and|or|but|with|plus)\b)\w+[- ])?$",
    re.I,
)
_EXCESS = re.compile(r"over-?\s?express|amplif|expression", re.I)  # 'absence of HER2 overexpression'
_OWN_ABBREVIATION = re.compile(r"\(\s*(?:ER|PR|PgR|HR|c-?erb-?B-?2|HER-?\s?2(?:/neu)?)\s*\)", re.I)
_LEVELS = {
    "lack": "negative",
    "absence": "negative",
    "no ": "negative",
    "non": "negative",
    "over": "positive",
    "ampl": "positive",
    "not ": "negative",
    "expr": "expressing",
}


def _status(text: str, markers: list[re.Match[str]], i: int, count: int, limit: int) -> _Status | None:
    first, last = markers[i], markers[i + count - 1]
    before = _REVERSED.search(text[max(0, first.start() - 70) : first.start()])
    after = None
    filler = _FILLER.match(text, last.end(), limit)
    position = last.end()
    for candidate in _STATUS.finditer(text, last.end(), min(limit, last.end() + 110)):
        gap = _OWN_ABBREVIATION.sub(" ", text[position : candidate.start()])
        if _FILLER.fullmatch(gap) or len(gap) < 4:
            after = candidate
        break
    del filler
    if before is not None and (after is None or last.group().lower().startswith(("her", "est", "prog"))):
        word = before["status"].lower()
        denies_excess = word.startswith(("lack", "absence", "no ")) and after and _EXCESS.match(after.group())
        if after is not None and after.start() - last.end() <= 3 and not denies_excess:
            return _Status(str(after.lastgroup), after.start(), after.end())
        level = next(
            (lv for start, lv in _LEVELS.items() if word.startswith(start)), word.replace(" ", "").replace("-", "")
        )
        start = max(0, first.start() - 70) + before.start()
        return _Status(level, start, first.start())
    if after is not None:
        return _Status(str(after.lastgroup), after.start(), after.end())
    if first.lastgroup == "her2" or last.lastgroup == "her2":
        if _scores(_scored_part(text, last.end(), limit)) is not None:
            return _Status("scores", last.end(), last.end())
    if first.lastgroup in ("er", "pr", "hr") and _ALLRED.match(text, last.end()):
        return _Status("positive", last.end(), last.end())
    if (first.lastgroup in ("er", "pr", "hr")) and _cut_off_in(text[last.end() : min(limit, last.end() + 70)]):
        cut = _cut_off_in(text[last.end() : min(limit, last.end() + 70)]) or ""
        return _Status("positive" if cut.startswith(">") else "negative", last.end(), last.end())
    return None


# 'HER2 positive and low expression', 'PR low or negative': a second status of the same receptor.
_SECOND_STATUS = re.compile(r"(?:[\s-]?express\w*)?\s?(?:/\s?|\bor\s|\band/or\s|\band\s)(?=[a-z+-])", re.I)
_STATUS_ENDS = re.compile(
    r"[\s-]?express\w*|\s(?:status|disease|tumou?rs?|breast|cancers?|carcinomas?|advanced|solid|metastatic|staining|or|and)\b|\W*$|\s?[),;/]",
    re.I,
)


def _further_levels(text: str, status: _Status, limit: int) -> list[re.Match[str]]:
    """The levels that follow a status of low, negative or positive, joined to it by 'or', 'and' or a stroke."""
    found: list[re.Match[str]] = []
    at = status.end
    while status.level in ("low", "negative", "positive") and (join := _SECOND_STATUS.match(text, at, limit)):
        more = _STATUS.match(text, join.end(), limit)
        if more is None or more.lastgroup is None or not _STATUS_ENDS.match(text, more.end()):
            break
        found.append(more)
        at = more.end()
    return found


def _grouped(
    group: list[re.Match[str]], status: _Status, text: str, limit: int, cut_off: str | None
) -> Description | None:
    parts = [
        d
        for marker in group
        if (d := _one(str(marker.lastgroup), status, text, marker.end(), limit, cut_off)) is not None
    ]
    if not parts:
        return None
    between = text[group[0].end() : group[-1].start()].lower()
    either = status.level in ("positive", "expressing") and (
        " or " in between or "and/or" in between or ("/" in between and status.level == "positive")
    )
    result = parts[0]
    for part in parts[1:]:
        result = result.or_(part) if either else result.and_(part)
    return result


def _one(kind: str, status: _Status, text: str, at: int, limit: int, cut_off: str | None) -> Description | None:
    result = _of_level(kind, status, text, at, limit, cut_off)
    joined = {status.level, *(str(m.lastgroup) for m in _further_levels(text, status, limit))}
    if status.start >= at and {"positive", "negative"} <= joined:
        return None  # 'PR positive or negative'
    for level in _further_levels(text, status, limit) if status.start >= at else ():
        more = _of_level(kind, status._replace(level=str(level.lastgroup)), text, at, limit, cut_off)
        result = more if result is None else result.or_(more) if more is not None else result
    return result


_SCORED = re.compile(r"[^.;()]{0,25}?(?:\(|\bby\b|\bat\b|\bdefined\b|\blevels?\b|\bof\b)[^.;0-9]{0,40}[123]\s?\+", re.I)


def _of_level(kind: str, status: _Status, text: str, at: int, limit: int, cut_off: str | None) -> Description | None:
    level = status.level
    if kind == "her2":
        scores = _scores(_scored_part(text, at, limit))
        if level == "scores":
            return scores
        if level in ("low", "ultralow", "null"):
            return _low_with_more(level, text, status.end)
        word = text[status.start : status.end].lower()
        if scores and level in ("expressing", "positive") and word.startswith("express"):
            return scores
        scored_before = re.search(r"[0-3]\s?\+\s\S+$", text[max(0, at - 20) : at])  # '3+ HER2 overexpression'
        if scores and word.startswith("over") and _SCORED.match(text, status.end) and not scored_before:
            return scores  # 'overexpression (2+ or 3+)'
        if level == "expressing":  # some expression: positive surely, low by some readers
            return her2_scores({"positive"}, {"positive", "low", "ultralow"}, "HER2-expressing")
        return her2(level if level in ("positive", "negative") else "negative")
    if level in ("low", "ultralow", "null", "scores"):
        below_ten = bool(_BELOW_TEN.search(text[max(0, at - 40) : at + 60]))
        return low_staining(kind, below_ten) if level == "low" else None
    positive = level in ("positive", "expressing")
    return hormone_receptors(positive, cut_off) if kind == "hr" else staining(kind, positive, cut_off)


_BELOW_TEN = re.compile(r"\b1\s?%?\s?(?:-|to|and)\s?(?:9\s?%|<\s?10)", re.I)


def _low_with_more(level: str, text: str, at: int) -> Description:
    description = her2(level)
    following = text[at : at + 40].lower()
    if level != "ultralow" and re.match(r"[\s,]*(?:/|or|and|and/or)\s*(?:her2[- ]?)?ultra-?low", following):
        description = description.or_(her2("ultralow"))
    if re.match(r"[\s,]*(?:/|or|and)\s*(?:her2[- ]?)?(?:zero|0\b|null)", following):
        description = description.or_(her2("zero"))
    return description


# IHC scores with their ISH results (ASCO/CAP 2018/2023).
_SCORE = re.compile(
    r"(?<![\d.<>=])(?<![RBrb])(?<![RBrb]-)(?<!HER )(?P<score>[0-3])\s?(?P<plus>\+)?(?![\d.%])(?!\s*(?:%|months|weeks|days|years|mm|cm|prior|lines?))"
)
_ISH_NEGATIVE = re.compile(
    r"(?:F?ISH|in[- ]situ hybridi[sz]ation|CISH|SISH|amplif\w+)[^.;]{0,30}?(?:negativ|-(?=\W|$)|not amplif|non-?amplif|unamplif|<)|negative\s+(?:by\s+)?(?:F?ISH|in situ)|(?:without|no|lack of|absence of)\s+(?:evidence of\s+)?(?:HER-?2\s+)?(?:gene\s+)?amplification|non-?amplified|not amplified",
    re.I,
)
_IHC = re.compile(r"\bIHC\b|immunohisto\w*|immunostain\w*|score", re.I)


_PLUSES = re.compile(r"(?<![\d+])\+{2,3}(?!\+)")  # 'HER2 (++)'


def _scored_part(text: str, at: int, limit: int) -> str:
    """The words after HER2 in which its scores stand: up to the next receptor, unless they only begin there."""
    own = text[at : min(limit, at + 200)]
    return own if re.search(r"[0-3]\s?\+|\b[01]\b|\+\+", own) else text[at : min(limit + 40, at + 200)]


# 'IHC 0-2+', '1+ to 3+'; 'at least 1+', 'IHC >= 2', '2+ or higher', 'IHC < 2+': the scores that they stand for.
_RANGE = re.compile(r"(?<![\w.+<>=])(?P<low>[012])\s?\+?\s?(?:-|to|through)\s?(?P<high>[123])\s?\+?(?![\d.%])")
_BOUND = re.compile(
    r"(?P<ihc>\bIHC\s?(?:score )?(?:of )?)?(?:(?P<sign>>\s?/?\s?=|<\s?/?\s?=|>|<|at least|minimum(?: of)?|greater than or equal to)\s?(?:IHC\s?)?)?"
    r"(?<![\d.])(?P<score>[0-3])\s?(?P<plus>\+)?(?![\d.%])(?P<more>\s(?:or|and)\s(?:higher|greater|above|more|stronger)\b)?",
    re.I,
)


def _spelt_out(low: int, high: int) -> str:
    return " ".join(f"{n}+" if n else "0" for n in range(low, high + 1))


def _within_bound(m: re.Match[str]) -> str:
    """The scores within a bound, one by one; a bare number beside a sign is a score only next to IHC."""
    sign, score = re.sub(r"[\s/]", "", (m["sign"] or "").lower()), int(m["score"])
    if not (m["more"] or (sign and (m["plus"] or m["ihc"]))):
        return m.group()
    if sign.startswith("<"):
        return "IHC " + _spelt_out(0, score if sign == "<=" else score - 1)
    return "IHC " + _spelt_out(score + 1 if sign == ">" else score, 3)


def _scores(text: str) -> Description | None:
    stop = re.search(r"[.;]\s|\bECOG\b|\bage\b", text)
    text = _PLUSES.sub(lambda m: f"{len(m.group())}+", text[: stop.start()] if stop else text)
    if not _IHC.search(text) and not re.search(r"\d\+", text):
        return None
    ranged = _RANGE.sub(lambda m: _spelt_out(int(m["low"]), int(m["high"])), _BOUND.sub(_within_bound, text))
    scores = {m["score"] for m in _SCORE.finditer(ranged) if m["plus"] or m["score"] == "0" or _IHC.search(ranged)}
    if not scores:
        return None
    ish_negative = bool(_ISH_NEGATIVE.search(text))
    ish_positive = bool(
        re.search(
            r"(?:ISH|amplif)\w*\W{0,12}(?:\+|positiv)|\bamplified|gene amplification|(?:positiv|confirm)\w*\s(?:by|with|on)\s(?:F?ISH|CISH|in situ)",
            text,
            re.I,
        )
    ) and not re.search(r"not amplified|non-?amplified", text)
    sure: set[str] = set()
    wide: set[str] = set()
    for score in scores:
        levels = {"0": {"zero", "ultralow"}, "1": {"low"}, "3": {"positive"}}.get(score)
        if levels is None:  # 2+
            levels = {"low"} if ish_negative else {"positive"} if ish_positive else set()
            wide |= levels or {"low", "positive"}
        sure |= levels
        wide |= levels
    shown = ", ".join(s + ("+" if s != "0" else "") for s in sorted(scores))
    return her2_scores(sure, wide, f"HER2 IHC {shown}" + (" (ISH-)" if ish_negative and "2" in scores else ""))


def _cut_off_in(text: str) -> str | None:
    for found in _CUT_OFF.finditer(text):
        sign = ">=" if found["more"] else _SIGNS.get(_written_together((found["sign"] or "").lower()))
        if sign and found["number"] != "0":
            return sign + found["number"]
        if found["number"] == "0" and (sign is None or sign == "<="):
            return "<1"
    return None


def _written_together(sign: str) -> str:
    """'>/=' and '> =' as '>='; words as they are."""
    return re.sub(r"[\s/]", "", sign) if sign[:1] in ("<", ">") else sign


_USUAL_CUT_OFFS = frozenset(sign + number for sign in ("<", "<=", ">", ">=") for number in ("1", "10")) | {"<=9"}


@lru_cache(maxsize=64)
def _trial_cut_off(criteria: str) -> str | None:
    """The cut-off that the trial states somewhere for ER or PR; per ASCO/CAP means 1 %."""
    for near in re.finditer(
        r"\b(?:ER|PR|PgR|HR|[Ee]strogen|[Pp]rogesterone|[Hh]ormone receptor|TNBC|[Tt]riple[- ][Nn]egative)\b", criteria
    ):
        window = (
            criteria[near.end() : near.end() + 120].replace("\\", "").replace("\u2265", ">=").replace("\u2264", "<=")
        )
        cut = _cut_off_in(window)
        if cut in _USUAL_CUT_OFFS and not re.search(r"PD-?L1|Ki-?67|CPS|TPS", window):
            return cut
    if re.search(
        r"ASCO\s?[/-]?\s?(?:and\s+)?CAP|American Society of Clinical Oncology[^.]{0,60}College of American", criteria
    ):
        return ">=1"
    return None


# ---------------------------------------------------------------- combination

_OR_BETWEEN = re.compile(r"\bor\b(?!\s+(?:amplif|equal|less|more|greater|higher|fewer|above|below))", re.I)


def _combine(text: str, found: list[_Found]) -> Description:
    """'and' binds tighter than 'or', but 'ER and/or PR positive' tighter still; a list of subtypes that no tumour can
    all be is a list of alternatives."""
    alternatives = [[found[0].description]]
    end, last = found[0].end, found[0].description
    for one in found[1:]:
        between = _PARENTHESES.sub(" ", _NO_CHOICE.sub(" ", text[end : one.start]) if one.start >= end else "")
        current, more = alternatives[-1], one.description
        if _levels_of_one(last, more) and _ONLY_OR.fullmatch(between):
            more, between = last.or_(more), ""  # its 'or' is taken
            if current[-1] == last:
                current.pop()
        elif last.words.startswith("not ") and _ONLY_OR.fullmatch(between):  # 'never HER2-positive or HER2-low'
            more, between = more if more.words.startswith("not ") else more.negated(), ""
        said = _all(current) if current else more
        if current and _positive_hormone(current[-1]) and _positive_hormone(more) and _EITHER_BETWEEN.search(between):
            current[-1] = current[-1].or_(more)
        elif not current:
            current.append(more)
        elif _repeats(said, more):
            pass
        elif _either_of(current[-1], more, between) or _exclusive(said, more):
            alternatives.append([more])
        else:
            current.append(more)
        end, last = max(end, one.end), more
    ways = [_all(alternative) for alternative in alternatives]
    result = ways[0]
    for way in ways[1:]:
        result = result.or_(way)
    return result


_ONLY_OR = re.compile(
    r"\W*(?:expression|tumou?rs?|disease|status|result)?\W*(?:\bn?or\b|\band/or\b|/)\W*(?:with\W+)?", re.I
)


def _levels_of_one(one: Description, more: Description) -> bool:
    """'HER2-negative or HER2-low', 'ER-low or ER-negative': levels of one receptor, none of them positive."""
    receptors = {re.split(r"[- ]", d.words)[0] for d in (one, more)}
    return len(receptors) == 1 and not any(_SAID_POSITIVE.search(d.words) for d in (one, more))


_SAID_POSITIVE = re.compile(r"^triple|^luminal|^not |positive|express")
_PARENTHESES = re.compile(r"\([^()]*\)?")
_EITHER_BETWEEN = re.compile(r"\bor\b|/|^\W*,", re.I)


# 'ER+, PR+ or -, HER2-': the 'or' is of the PR alone.
_NO_CHOICE = re.compile(
    r",?\s?\bor (?:both|neg(?:ative)?)\b|(?:positive|\+)\s?(?:or|/)\s?(?:negative|-)|(?:negative|-)\s?(?:or|/)\s?(?:positive|\+)",
    re.I,
)


def _either_of(one: Description, more: Description, between: str) -> bool:
    if "and/or" in between.lower():
        return one.words.endswith("-positive") and more.words.endswith("-positive")
    return bool(_OR_BETWEEN.search(between))


def _all(parts: list[Description]) -> Description:
    result = parts[0]
    for part in parts[1:]:
        result = result.and_(part)
    return result


def _exclusive(known: Description, more: Description) -> bool:
    both = known.and_(more)
    return not both.wide or bool(known.sure and more.sure and not both.sure)


def _positive_hormone(description: Description) -> bool:
    return description.words.startswith(("ER-positive", "PR-positive"))


def _repeats(known: Description, more: Description) -> bool:
    """Whether `more` only spells out a part of what was said ('triple-negative (ER-negative, PR-negative ...)')."""
    return not known.wide & ~more.wide and known.words.startswith("triple")
