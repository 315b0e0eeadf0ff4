"""Words that name a receptor and ask nothing of it: tests, 'any status', treatment directed at it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.gated import gated

_HER2 = r"(?:(?-i:HER)(?=-(?![1-4])|\+|\s(?:negative|positive)\b)|her[- ]{0,2}2\b(?:\s*/\s*ne[uw])?|her2(?=low|neg|pos|neu)|(?:c[- ]?)?erb[- ]?b[- ]?2|human (?:epidermal(?: growth)?|EGF) receptor(?=[- ]?2\b)[- ]?2|human epidermal growth factor(?: receptor)?(?:(?:\s*-?type)?[- ]{0,2}(?:2|ii)\b|(?=\s*\(HER-?2)))"


MARKER = gated(
    rf"(?P<tn>\btripp?le[- ]{{0,3}}(?:receptor[- ])?neg(?:ative|\b)|\btripp?le[- ]?\(\s?-\s?\)|\bnegative (?:for|in) (?:all )?(?:the )?three receptors?\b|\ball (?:the )?three receptors? (?:are |being )?negative\b|\bthree[- ]negative(?=\W{{0,2}}(?:breast|cancer|type|subtype|patients?)\b)|\b(?:[aem]|la)?TNBC\b|(?-i:\bTN\b)(?=\s*(?:and|or|/|patients|disease|BC\b|breast|subtype))|(?:(?<=\bor\s)|(?<=\band\s))(?-i:TN)\b(?=[\s,;)]*$))"
    r"|(?P<tp>\btripp?le[- ]{0,3}(?:receptor[- ])?positive)"
    rf"|(?P<her2>{_HER2})(?!\s*-?\s*(?:mutat|mutant|activating|directed|targeted|target|based|therap|treatment|tki\b|adc\b|antibod|inhibit|blockade|vaccin|exon|gene mutation|amplification ratio|ratio)|\s*[/:]\s*(?:centrom|CEP|chromosome))"
    r"|(?P<er>\b(?:o?estr(?:ogen|adiol)[- ]receptors?|o?estrogen(?=[- ]?(?:positive|negative|\+))|o?estrogen(?=\s*(?:,|/|and/or|and|or)\s*progesterone(?:\s*(?:,|/|and/or|and|or)\s*HER-?2[^.;,]{0,10})?[- ](?:positive|negative)\b)|o?estrogen(?=-?\s*(?:\(ER\))?\s*(?:,|/|\band\b|\bor\b|and/or)[\s/or]*progest\w+[- ]receptor)|(?-i:ER))(?!(?!(?:pos|neg)\b)[a-z]))"
    r"|(?P<pr>\b(?:progest(?:erone|in)[- ]receptors?|progesterone(?=(?:\s*(?:,|/|and/or|and|or)\s*HER-?2[^.;,]{0,10})?[- ](?:positive|negative)\b)|(?-i:P[gG]?R))(?!(?!(?:pos|neg)\b)[a-z]))"
    r"|(?P<hr>\b(?:hormone?|hormonal|steroid)[- ]receptors?|\bhormones?(?=[- ](?:positive|negative)\b)|(?-i:\bRH)(?=\s?[+-]\s?/?\s?HER)|\b(?-i:Ho?R)(?!(?!(?:pos|neg)\b)[a-z0-9])|(?:(?<=^)|(?<=with\s)|(?<=in\s)|(?<=women\s)|(?<=postmenopausal\s)|(?<=premenopausal\s))receptors?(?=[- ]positive\b))"
    r"|(?P<sensitive>\b(?:hormone|endocrine|estrogen)[- ](?:sensitive|sensitivity|responsive|receptive|dependent)\b|\bhormono-?(?:sensitive|responsive|dependent)\b)"
    r"|(?P<insensitive>\b(?:hormone|endocrine)[- ]insensitive\b)"
    r"|(?P<luminal>(?<!third )\bluminal[- ]?(?:a|b)?\b(?!\s*(?:(?:upper|lower|digestive)\s+)?(?:effusions?|fluid|narrowing|stenosis|diameter|patency|obstruction|GI\b|gastro\w*|gut|bowel|intestin\w*|colo\w+|o?esophag\w*|digestive|tract|bladder|ur(?:ethr|et|in)\w*|vessels?|vascular|catheters?|stents?|parts?|organs?|surfaces?)))",
    re.I,
)


# Words that take a receptor out of the question: those named right after, or right before.
_NOTHING_AFTER = gated(
    r"\b(?:regardless|irrespective|whatever(?: the)?|independent(?:ly)? of|determination of|testing (?:for|of)|tested for|stratif\w+|either (?:positive|negative)|with or without|"
    r"(?:up to|at most|no more than|maximum of) \d+ ?%? of (?:the )?(?:patients|participants|subjects|enrolled|women)\b|any (?=(?:her|er\b|pr\b|hr\b|hormone|receptor|o?estrogen|prog|human epi)(?![\w/ ()-]{0,40}?(?:positiv|express|amplif|\blow\b|negativ|\+)))|"
    r"(?:any|all) (?:(?:molecular|intrinsic|receptor|breast cancer|tumou?r) )?subtypes?\b|(?:known|unknown|documented) (?=(?:[\w/,-]+ ){1,8}status\b)|prevalence of|incidence of|proportion of|frequency of)",
    re.I,
)


_NOTHING_BEFORE = gated(
    r"(?:\b|(?<=[A-Z2]\s)(?=[+\u00b1-]))(?:(?:must|should|has to|to|will|can|may) be (?:known|available|documented|determined|performed|assessed|any|tested|evaluated|reported)|"
    r"(?:is |are |must be |should be )?(?:unknown|not specified|known)\b(?! to\b| (?:[\w/-]+ ){1,4}status\b)|(?:positive|(?<!\d)\+),? ?(?:,|/|\bor\b) ?negative,? ?(?:\bor\b|\band\b|/) ?(?:unknown|equivocal|undetermined|not known)|negative,? ?(?:,|/|\bor\b) ?positive,? ?(?:\bor\b|/) ?(?:unknown|equivocal|undetermined|not known)|(?:positive|(?<!\d)\+)(?: ?[\[(][^])]{1,10}[\])])? (?:or|and(?= negative(?: (?:tumou?rs?|diseases?|cancers?|patients?|breast|are|status)\b|\W*$))) (?:negative|-)(?: ?[\[(][^])]{1,10}[\])])?|(?:negative|-)(?: ?[\[(][^])]{1,10}[\])])? (?:or|and(?= positive(?: (?:tumou?rs?|diseases?|cancers?|patients?|breast|are|status)\b|\W*$))) (?:positive|\+)(?: ?[\[(][^])]{1,10}[\])])?|(?:positive|(?:(?<!\d)|(?<=HER2)|(?<=HER-2))\+)\s?/\s?(?:negative\b|-(?!\w))|(?:\bnegative|(?<=\w)-|(?<=[A-Z2]\s)-)\s?/\s?(?:positive\b|\+(?!\w))|\u00b1|status (?:is |must be |should be )?(?:known|available|unknown|will be|assessed|determined)|availab\w+(?! (?:samples?|biops\w+|specimens?|tissues?|patholog\w+|tumou?rs?|FFPE|archival|results?))|not a (?:criterion|requirement)|determined\W*$|assessment|are allowed|is allowed)",
    re.I,
)


# 'HR-positive or HR-negative': the two together are any tumour.
_EITHER_WAY = gated(
    r"(?<![/+-])(?<!and )(?<!, )\b(?P<one>ER/Pg?R|ER|PR|PgR|HR|HER-?2|hormone[- ]receptors?)[- ]?(?:(?:positive|\+)[\s,]{0,2}(?:or|and|and/or|/)\s?(?P=one)(?:[- ]?negative\b|-(?![a-z]))|"
    r"(?:negative|-)[\s,]{0,2}(?:or|and|and/or|/)\s?(?P=one)[- ]?(?:positive\b|\+))",
    re.I,
)


_SPELT_OUT = gated(
    r"\b(?:human epidermal growth factor receptor(?:[- ]type)?[- ]?2?|(?:o?estrogen|progesterone|hormone) receptors?),?\s*$",
    re.I,
)


_LISTED = gated(r"\s*(?:\([^()]*\)|:[^.;]*)")  # 'all subtypes (HR+, HER2+ and TNBC)'


# 'Participation in another HER2-positive study' names the study, not the tumour.
_OF_A_STUDY = gated(
    r"\b(?:participat\w+|enrol\w+)\s(?:in|on|into)\s(?:(?!this\b)[^.;,]){0,60}?\b(?:stud(?:y|ies)|trials?|protocols?)\b",
    re.I,
)


# 'FISH (+) is HER2 (+)' tells what a result is called.
_WHAT_A_TEST_MEANS = gated(
    r"\b(?:[CFS]?ISH|IHC)\s?\(?(?:\+|-|positive|negative|amplified|[0-3]\+)\)?\s?(?:is|=|means|equals|denotes)\s[^.;,]{0,40}",
    re.I,
)


_STATUS_STANDS = gated(r"[\s-]{0,2}(?:\([^()]{1,8}\)[\s-]?)?(?:positive|negative|\+|low\b|over)", re.I)


# Where 'regardless of PR status' ends: at a new clause, or at a receptor of which the status is told.
_STATUS_TOLD = gated(
    rf"\b(?:and|but|with)\s+(?:{_HER2}|ER|Pg?R|HR|(?:o?estrogen|progesterone|hormone)[- ]receptors?)[\s-]{{0,2}}(?:negative|positive|\+|-(?!\w)|low\b|over-?express)",
    re.I,
)
_BUT = gated(r"\b(?:except|excluding|other than|but not)\b", re.I)
_STOPS = gated(
    rf"[.;]|(?<=status),|(?<=expression),|\b(?:and|but|who|with|that|must)\b(?! /?or| [ph])|\b(?:patients|participants|subjects|women) with\b|\b(?:documenting|demonstrating|showing|confirming) (?=HER|ER|PR|HR|TNBC|triple|hormone|estrogen)|{_STATUS_TOLD.pattern}",
    re.I,
)
# 'HER2 2+ must be FISH-negative' rules for those with that score only.
_RULE_FOR_2 = gated(
    rf"{_HER2}\W{{0,3}}(?:(?:IHC|expression|score|status|of|by|is|positive|immunohistochemistry)\W+){{0,3}}2\s?\+\W*(?:(?:by|on|with|in|IHC|immunohistochemistry|tumou?rs?|cases?|patients?|results?|score|staining|disease)\W+){{0,4}}"
    r"(?:(?:must|should|needs? to|ha(?:s|ve) to)\b|(?:requires?|(?:is|are) required)\b)[^.;,]{0,60}\b(?:[CFS]?ISH|hybridi[sz]ation|amplif\w*)\b",
    re.I,
)


# 'Participants with TNBC are limited to 30 %'
_CAPPED = gated(
    r"\b(?:patients|participants|subjects|women|enrol\w+)\s(?:with|who\s(?:have|are)|of)\s[^.;,]{0,60}?\b(?:limited|restricted|capped)\s(?:to|at)\s(?:\w+\s){0,2}?\d+\s?(?:%|percent|patients|participants|subjects|of)",
    re.I,
)


# 'A FISH ratio (HER2 gene copy/chromosome 17) of < 2.0'
_RATIO_OF_WHAT = gated(r"\bratio\s?\(\s?HER-?2[^()]{0,60}\b(?:chromosome|cep|cen|chr)[^()]{0,20}\)", re.I)


# 'HER2-negative (including triple-negative disease)', '(so that triple-negative tumours are comprised)'
_ASIDE_OF_SOME = gated(
    r"\((?:including [^()]*|[^()]{3,80}\b(?:is|are)\s+(?:also\s+|thus\s+|therefore\s+)?(?:included|comprised|covered|counted in)\s*)\)"
)


# 'HER2-negative, including HER2-low': low expression is one kind of the negative, not what is asked for
_LOW_AMONG_THE_NEGATIVE = gated(
    r"(?:(?<=negative)|(?<=negative disease)|(?<=negative status)|(?<=negative tumor)|(?<=negative tumour)|(?<=negative cancer)),?\s+(?:including|inclusive\s+of|incl\.)\s+(?:(?:those|patients|tumou?rs)\s+with\s+)?"
    r"HER-?2[- ](?:ultra-?)?low(?:\s*(?:/|or|and)\s*(?:HER-?2[- ])?(?:ultra-?)?low)?(?:\s+(?:expression|expressing|status|disease|tumou?rs?)\b)?",
    re.I,
)


# 'HER2-positive circulating tumour cells', 'CTC that are HER2-positive': of cells in the blood, not of the tumour
_CELLS_IN_BLOOD = r"(?:(?:circulating|disseminated)\s+(?:tumou?r|cancer)\s+cells?|(?-i:CTCs?|DTCs?)\b)"
_OF_CELLS_IN_BLOOD = gated(
    rf"(?:{_HER2}|\b(?-i:ER|HR)\b)(?:[\s-]*(?:positiv\w+|negativ\w+|\+\s?ve\b|-\s?ve\b|\+|over-?\s?express\w*|amplif\w*|status|of|the|in|on)){{0,5}}[\s-]*{_CELLS_IN_BLOOD}(?:\s*\([^()]{{1,60}}\)){{0,2}}"
    rf"|{_CELLS_IN_BLOOD}(?:\s*\([^()]{{1,30}}\))?\s+(?:(?:that|which|are|is|were|with|being|must|be|have|showing)\s+){{0,4}}{_HER2}(?:[\s-]*(?:positiv\w+|negativ\w+|\+|over-?\s?express\w*|amplif\w*))?",
    re.I,
)


def says_nothing(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence in which a receptor is named without anything being asked of it."""
    for pattern in _ASKING_NOTHING:
        yield from (m.span() for m in pattern.finditer(text))
    for m in _NOTHING_AFTER.finditer(text):
        if (end := _end_of_nothing(text, m)) is not None:
            yield m.start(), end
    for m in _NOTHING_BEFORE.finditer(text):
        if (start := _start_of_nothing(text, m)) is not None:
            yield start, m.end()


_IF_IHC_2 = gated(r"\bif\s+(?:the\s+)?IHC(?:\s+(?:is|was|score|of))*\s*2\s?\+?", re.I)
# 'ER-positive preferred', 'preferably triple-negative': a wish
_PREFERRED = gated(
    r"\b(?:preferably|ideally)\b[^.;()]{0,60}"
    r"|\b(?:ER|PR|HR|HER-?2|(?:hormone|estrogen)[- ]receptors?|TNBC|triple[- ]negative|luminal)\b(?:[^.;,()](?!\b(?:and|or|with)\b)){0,30}?\s(?:(?:is|are|being)\s+)?prefer(?:red|able)\b",
    re.I,
)
_ASKING_NOTHING = (
    _ASIDE_OF_SOME, _LOW_AMONG_THE_NEGATIVE, _PREFERRED, _CAPPED, _OF_CELLS_IN_BLOOD, _RATIO_OF_WHAT, _IF_IHC_2, _RULE_FOR_2, _EITHER_WAY, _OF_A_STUDY,
    _WHAT_A_TEST_MEANS,
)  # fmt: skip


def _end_of_nothing(text: str, found: re.Match[str]) -> int | None:
    """Up to where the words behind 'regardless of', 'known' are silent; None where they ask for a status after all."""
    told = found.group().lower()
    stop = _STOPS.search(text, found.end() + 12)
    end = min(stop.start() if stop else len(text), found.end() + 90)
    but = _BUT.search(text, found.end(), end)
    end = but.start() if but else end
    if told.endswith(("subtype", "subtypes")) and (listed := _LISTED.match(text, found.end())):
        end = listed.end()
    if told.startswith(("known", "unknown", "documented")):
        status = gated(r"\bstatus\b", re.I).search(text, found.end(), end)
        end = status.end() if status else end
    if _opened_before(text, found.start()) is not None and (closing := text.find(")", found.end())) >= 0:
        end = min(end, closing)  # 'HER2-positive (any HR status) or TNBC'
    marker = MARKER.search(text, found.end(), end)
    stands = told.startswith(("known", "documented")) and marker and _STATUS_STANDS.match(text, marker.end())
    return None if stands else end


_BEGINS_ANEW = gated(
    r"[.;,:]|(?:(?<=positive)|(?<=[A-Z2][+-]))/|\b(?:and|but|who|with)\b(?=[^.;,]*\b(?:ER|PR|HER|hormone|estrogen|receptor))",
    re.I,
)
_PLUS_OR_MINUS = gated(r"(?:positive|negative|\+|-)(?: ?[\[(][^])]+[\])])?(?: or| and|,|/| /)", re.I)
_A_STATUS = gated(r"\b(?:positive|negative|TNBC|low)\b|\b(?:ER|PR|HR|HER2)[+-]")


def _start_of_nothing(text: str, found: re.Match[str]) -> int | None:
    """From where the words before 'positive or negative', 'any' are silent; None where a status is asked among them."""
    begun = [stop.end() for stop in _BEGINS_ANEW.finditer(text[: found.start()])]
    start = max(begun[-1] if begun else 0, found.start() - 100)
    opened = _opened_before(text, found.start())
    if opened is not None:
        spelt = _SPELT_OUT.search(text, 0, opened)  # 'oestrogen receptor (ER+/-)'
        # 'HER2-positive disease (ER positive or negative)'
        start = spelt.start() if spelt else max(start, opened + 1)
    if not _PLUS_OR_MINUS.match(found.group()) and _A_STATUS.search(text[start : found.start()]):
        return None
    return start


def _opened_before(text: str, place: int) -> int | None:
    """Where the bracket opens in which the place stands."""
    opened = text.rfind("(", 0, place)
    return opened if opened > text.rfind(")", 0, place) else None
