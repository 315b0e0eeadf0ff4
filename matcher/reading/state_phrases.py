"""Phrases about the disease state, each with the states it means.

`sure` are the states that the words certainly take in, `wide` also those that some readers would; what lies between is
undecidable. Sources: AJCC 8 (stages), the domain tables on setting and recurrence (early is stage I to III,
"advanced" is unresectable locally advanced or metastatic, secondary is metastatic, a chest-wall recurrence is local).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from data import axes
from data.axes import DiseaseState, states_where

State = Callable[[DiseaseState], bool]

ALL = axes.full(axes.STATE_AXIS)
METASTATIC = states_where(lambda s: s.kind == "metastatic")
UNRESECTABLE = states_where(lambda s: not s.resectable and s.kind != "metastatic")
UNRESECTABLE_PRIMARY = states_where(lambda s: not s.resectable and s.kind == "primary")
ADVANCED = METASTATIC | UNRESECTABLE
IN_SITU = states_where(lambda s: s.kind == "in_situ")
PRIMARY = states_where(lambda s: s.kind == "primary")
RESECTABLE_PRIMARY = states_where(lambda s: s.kind == "primary" and s.resectable)
STAGE_III = states_where(lambda s: s.stage.startswith("III"))
LOCALLY_ADVANCED = states_where(lambda s: s.stage in ("IIB", "IIIA", "IIIB", "IIIC"))
LOCAL = states_where(lambda s: s.kind in ("local_breast", "local_chest_wall"))
CHEST_WALL = states_where(lambda s: s.kind == "local_chest_wall")
REGIONAL = states_where(lambda s: s.kind == "regional")
LOCOREGIONAL = LOCAL | REGIONAL
RESECTABLE_RECURRENCE = LOCOREGIONAL & ~UNRESECTABLE
RECURRENT_METASTATIC = states_where(lambda s: s.origin == "recurrent")
DE_NOVO = states_where(lambda s: s.origin == "de_novo")
RECURRENT = LOCOREGIONAL | RECURRENT_METASTATIC
BEFORE_SURGERY = states_where(lambda s: s.phase in ("untreated", "neoadjuvant"))
UNTREATED = states_where(lambda s: s.phase == "untreated")
OPERATED = states_where(lambda s: s.phase in ("adjuvant", "surveillance"))
ADJUVANT = states_where(lambda s: s.phase == "adjuvant")
SURVEILLANCE = states_where(lambda s: s.phase == "surveillance")
CURABLE = ALL & ~METASTATIC
EARLY_WIDE = RESECTABLE_PRIMARY | RESECTABLE_RECURRENCE


class Phrase(NamedTuple):
    """axis: extent (alternatives in one sentence are joined), origin or phase (narrow further)."""

    axis: str
    pattern: re.Pattern[str]
    sure: int
    wide: int
    words: str


def _p(axis: str, pattern: str, sure: int, wide: int, words: str) -> Phrase:
    return Phrase(axis, re.compile(pattern, re.I), sure, wide, words)


_DISEASE = r"(?:(?:\w+[- /]){0,4}?(?:breast|disease|cancers?|carcinomas?|tumou?rs?|malignan\w*|neoplasm\w*|stage|setting|TNBC|MBC|BC\b|solid|adenocarcinoma|phase))"
_ADJ = r"(?:unresectable|inoperable|non-?resectable|not (?:amenable to|candidates? for|suitable for) (?:curative |definitive |surgical )?(?:surgery|resection|local therapy|radical))"

EXTENT: tuple[Phrase, ...] = (
    _p("extent", rf"\b{_ADJ}[,\s]+(?:or\s+)?(?:recurrent[,\s]+|relapsed[,\s]+)?locally[- ]+(?:advanced|recurrent)|\blocally[- ]+(?:advanced|recurrent)[,\s(]+(?:and\s+|or\s+)?{_ADJ}|\b(?:unresectable|inoperable|non-?resectable)\b(?!\s+(?:brain|liver|CNS))", UNRESECTABLE, ADVANCED, "unresectable disease"),
    _p("extent", r"\b(?:loco-?regional(?:ly)?|local(?:ly)?(?: (?:or|and|and/or) regional(?:ly)?)?)[- ]+(?:recurren\w+|relaps\w+)(?!\s+metasta)", UNRESECTABLE & LOCOREGIONAL, LOCOREGIONAL, "locoregional recurrence"),
    _p("extent", r"\b(?:locally|regionally|loco-?regionally)[- ]+advanced\b", STAGE_III | UNRESECTABLE_PRIMARY, LOCALLY_ADVANCED | UNRESECTABLE, "locally advanced disease"),
    _p("extent", r"\binflammatory (?:breast )?(?:cancer|carcinoma|BC)\b|\bIBC\b", 0, states_where(lambda s: s.stage in ("IIIB", "IIIC", "IV", "")), "inflammatory breast cancer"),
    _p("extent", r"\b(?:ipsilateral )?(?:chest[- ]wall|in-?breast|breast) (?:recurrence|relapse)|\b(?:recurrence|relapse) (?:in|of) the (?:chest wall|breast)|\bIBTR\b|ipsilateral breast tumou?r recurrence", LOCAL, LOCAL, "local recurrence"),
    _p("extent", r"\bstage\s*(?:IV|4)\b|\b(?:distant(?:ly)? )?metasta(?:tic|sized)\b(?!\s+(?:brain|bone|liver|lesion|lymph|node|site|setting|CNS|to the (?:brain|bone|liver)|(?:disease|lesions?|involvement|spread|cancer) (?:to|in|of) (?:the )?(?:brain|CNS|bone|liver|lung|central)))|\b(?:distant|systemic|overt|clinical|known) metastas[ei]s\b|\b(?:presence|evidence|no signs?) of (?:distant |any )?metastas[ei]s|\bM1\b|\bMBC\b|\bsecondary breast cancer|\bdistant (?:disease|recurrence|relapse|spread)|\bmetastas[ei]s to (?:distant|other)|\bmetastas[ei]s at diagnosis|\btumou?r metastas[ei]s|\bmetastas[ei]s (?:or|and) recurren", METASTATIC, METASTATIC, "metastatic disease"),
    _p("extent", r"\boligo-?metasta\w+|\boligoprogress\w+", METASTATIC, METASTATIC, "oligometastatic disease"),
    _p("extent", rf"(?<!locally )(?<!locally-)(?<!regionally )\badvanced\b(?=[- /,]+(?:or |and |and/or |unresectable|metastatic|recurrent|refractory|incurable)|\s+{_DISEASE}|\s*\()|\bABC\b|\bincurable\b|\bterminal cancer|\bpalliative (?:treatment|care|chemotherapy|setting|intent)\b", ADVANCED, ADVANCED, "advanced disease"),
    _p("extent", r"\bend[- ]stage cancer", ADVANCED, ADVANCED, "advanced disease"),
    _p("extent", r"(?<!locally )(?<!loco-regionally )(?<!locoregionally )(?<!non-)\b(?:recurren(?:t|ce)|relapsed|relapsing)\b(?=[- /,]*(?:(?:or |and |and/or |/)?(?:metastatic|refractory|advanced|unresectable|persistent|progressive)|(?:\w+ ){0,2}(?:breast|cancers?|carcinoma|disease|solid|tumou?rs?|malignan\w+|TNBC)|of (?:breast|disease)))", RECURRENT, RECURRENT, "recurrent disease"),
    _p("extent", r"\b(?:early|operable|resectable|localized|localised|non-?metastatic|curable|potentially curable|early-stage)(?! (?:treatment|response|detection|phase|stop|menopaus|onset|withdraw|discontin|death|progress))[- ,/]+(?:(?:\w+[- /,]+){0,5}?(?:breast|cancers?|carcinoma|disease|stage|tumou?rs?|TNBC|BC\b|EBC|ESBC))|\beBC\b|\bEBC\b|\bESBC\b", RESECTABLE_PRIMARY, EARLY_WIDE | STAGE_III, "early breast cancer"),
    _p("extent", r"\bDCIS\b|\b(?:ductal |intraductal |carcinoma )?(?:carcinoma )?in[- ]situ\b(?! hybrid)|\bnon-?invasive (?:breast )?(?:cancer|carcinoma)|\bLCIS\b", IN_SITU, IN_SITU, "carcinoma in situ"),
    _p("extent", r"\bM0\b|\bno (?:evidence of |known |clinical evidence of |signs of )?(?:distant )?metastas[ei]s", CURABLE, CURABLE, "no distant metastasis"),
)  # fmt: skip

ORIGIN: tuple[Phrase, ...] = (
    _p("origin", r"\b(?:no|not (?:yet )?(?:have )?(?:received|had)|without|must not have (?:received|had)|have not received)\s+(?:any\s+)?(?:(?:prior|previous)\s+)?(?:\w+[- ,]+){0,4}?(?:treatment|therapy)\s+for\s+(?:this|their|the|current|the (?:current|present))\s*(?:current |present |newly diagnosed )?(?:breast |primary )?(?:cancer|malignancy|tumou?r|disease)", UNTREATED, UNTREATED, "not treated yet"),

    _p("origin", r"\b(?:newly|recently|initially)[- ]+diagnos\w+|\btreatment[- ]na[iï]ve (?:early|primary|operable)|(?<!their )(?<!the )(?<!for )\bprimary (?:operable |invasive |unilateral |early |diagnosis of |diagnosed )?(?:breast cancer|carcinoma of the breast|breast carcinoma)", PRIMARY | IN_SITU | DE_NOVO, PRIMARY | IN_SITU | DE_NOVO, "newly diagnosed disease"),
    _p("origin", r"\bde[- ]novo (?:metastatic|stage IV|disease|MBC)", DE_NOVO, DE_NOVO, "de novo metastatic disease"),
)  # fmt: skip

PHASE: tuple[Phrase, ...] = (
    _p("phase", r"\bno (?:current |clinical )?evidence of (?:disease|cancer|recurren\w+)", SURVEILLANCE, OPERATED | METASTATIC, "no evidence of disease"),
    _p("phase", r"\bcompleted (?:all )?(?:\w+[- ]){0,4}(?:primary |adjuvant |active |cancer |curative |acute )(?:\w+[- ]){0,3}(?:treatment|therapy)", SURVEILLANCE, OPERATED | METASTATIC, "primary treatment completed"),
    _p("phase", r"\b(?:residual (?:invasive )?(?:disease|cancer|tumou?r|carcinoma)[^.;]{0,60}(?:after|following)[^.;]{0,30}(?:neo-?adjuvant|preoperative)|non-?pCR|(?:failed|without|not achiev\w+|no|absence of|lack of)[^.;]{0,20}(?:pathologic\w* complete response|pCR)\b)", ADJUVANT, ADJUVANT, "residual disease after neoadjuvant treatment"),
    _p("phase", r"\b(?:candidates? for|scheduled (?:for|to (?:undergo|receive))|planned (?:for|to (?:undergo|receive))|indication (?:for|of)|eligible for|will receive|plan(?:ning)? to (?:undergo|receive)|undergoing|recommended for|appropriate for|suitable for|about to (?:start|begin|undergo)|receiving|to receive)\s+(?:\w+[- ]){0,3}(?:neo-?adjuvant|pre-?operative|primary systemic)|\bneo-?adjuvant\s+(?:setting|study|treatment is planned)", BEFORE_SURGERY & CURABLE & ~IN_SITU, BEFORE_SURGERY & CURABLE, "before surgery (neoadjuvant)"),
    _p("phase", r"\b(?:candidates? for|scheduled (?:for|to (?:undergo|receive))|planned (?:for|to (?:undergo|receive))|planning (?:for|to undergo)|will undergo|about to undergo|undergoing|going to have|elect(?:ing)? to undergo|suitable for|amenable to|eligible for|desire to undergo|prior to|before|awaiting)\s+(?:\w+[- ]){0,4}?(?:breast[- ]?(?:conserving )?surgery|mastectomy|lumpectomy|breast conserv\w+|definitive surgery|surgical (?:resection|excision)|curative surgery|partial mastectomy|segmentectomy|sentinel)", UNTREATED & CURABLE, BEFORE_SURGERY | METASTATIC, "before breast surgery"),
    _p("phase", r"\b(?:have|has|had|having|patients? who|status[- ]post|post|s/p|underwent|undergone|treated (?:with|by)|completed|complete)\s+(?:(?!scheduled|planned|plan|will|candidate|no\b|not\b|indication|to\b)\w+[- ]){0,6}?(?:mastectomy|lumpectomy|breast[- ]conserving surgery|segmentectomy|quadrantectomy|definitive (?:breast )?surgery|curative (?:surgery|resection)|surgical resection of|complete (?:surgical )?(?:resection|excision)|breast surgery)|\b(?:completely|adequately|surgically) (?:resected|excised|removed)(?! (?:samples?|specimens?|tissue))|\bpost-?operative(?:ly)? (?:patients|adjuvant|radiotherapy|radiation)|\bpost-?(?:mastectomy|lumpectomy)\b", OPERATED, OPERATED | LOCOREGIONAL | METASTATIC, "operated"),
    _p("phase", r"\b(?:breast )?cancer[- ]survivors?\b|\bsurvivors? of breast cancer|\bdisease[- ]free\b(?! (?:interval|survival|period))|\bpost-?treatment\b", SURVEILLANCE, OPERATED, "curative treatment finished"),
    _p("phase", r"\b(?:candidates? for|scheduled (?:for|to receive)|planned (?:for|to receive)|will (?:receive|be (?:treated|receiving))|receiving|currently on|to receive|eligible for|indication for|about to (?:start|begin)|initiating|starting|taking|require)\s+(?:\w+[- ]){0,3}adjuvant\b", ADJUVANT, ADJUVANT | (BEFORE_SURGERY & RESECTABLE_PRIMARY) | SURVEILLANCE, "adjuvant treatment"),
    _p("phase", r"\b(?:currently|actively|who are|are|now)\s+(?:receiving|undergoing|on|taking|being treated with)\s+(?:\w+[- ]){0,4}?(?:chemotherapy|treatment|therapy|radiation|radiotherapy|cancer treatment|aromatase|tamoxifen|endocrine|CDK)|\b(?:receiving|undergoing) (?:\w+[- ]){0,3}(?:chemotherapy|radiotherapy|radiation therapy|cancer treatment)", ALL & ~SURVEILLANCE & ~UNTREATED, ALL & ~SURVEILLANCE, "under treatment"),
)  # fmt: skip

TITLE_PHASE: tuple[Phrase, ...] = (
    _p("phase", r"\bneo-?adjuvant|\bpre-?operative\b|\bprimary systemic|\bpre-?surgical|\bwindow[- ]of[- ]opportunity|\bprior to (?:breast )?surgery", BEFORE_SURGERY & CURABLE & ~IN_SITU, BEFORE_SURGERY & CURABLE, "neoadjuvant"),
    _p("phase", r"(?<!neo)(?<!neo-)(?<!neo )\badjuvant\b(?=\s*(?:\)|,|:|$|or\b|and\b|/|setting|study|trial|(?:[\w+-]+\s+){0,4}(?:[\w-]*therap\w*|treat\w*|endocrine|hormon\w*|radi\w*|systemic|tamoxifen|letrozole|anastrozole|exemestane|trastuzumab|pertuzumab|[\w-]+(?:nib|mab|lib|taxel|tine|mide|strant)\b)))|\bpost-?mastectomy|\bpost-?operative", OPERATED & ADJUVANT, ADJUVANT | (BEFORE_SURGERY & RESECTABLE_PRIMARY), "adjuvant"),
    _p("phase", r"\bsurvivors?\b", SURVEILLANCE, ALL & ~UNTREATED, "survivors"),
    _p("phase", r"\bundergoing (?:breast[- ](?:conserving )?surgery|mastectomy|lumpectomy)", UNTREATED & CURABLE, BEFORE_SURGERY & CURABLE, "before breast surgery"),
    _p("phase", r"\b(?:receiving|undergoing) (?:\w+[- ]){0,3}(?:chemotherapy|radiotherapy|radiation)", ALL & ~SURVEILLANCE & ~UNTREATED, ALL & ~SURVEILLANCE, "under treatment"),
)  # fmt: skip
