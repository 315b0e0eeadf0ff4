"""Any earlier malignancy shut out before the first operation: that of a breast whose cancer has come back was one.

'Another malignancy' is a cancer other than that of the trial. Where the word is not there, nor a time, nor what would let her in,
and none but operable first cancers are asked for, an earlier breast cancer is not excepted."""

from __future__ import annotations

from functools import lru_cache

from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import within
from matcher.reading.state.meanings import ALL, LOCOREGIONAL, RECURRENT, SURVEILLANCE
from matcher.reading.whole_record import inclusions, sentences, titles

_KEYS = words_beginning("malignancy malignancies malignant cancer cancers carcinoma neoplasm neoplasia")
_WHO = r"(?:(?:patients?|subjects?|participants?|wom[ae]n|those|individuals|candidates)\W+)?(?:(?:with|who|have|has|had|having)\W+){0,3}"
_CANCER = r"(?:(?:invasive|solid)\W+)?(?:malignan(?:cy|cies)|malignant\W+(?:disease|tumou?rs?|neoplasms?)|cancers?|carcinomas?|neoplasms?)"
_EARLIER = (
    rf"(?:(?:an?y?|the|personal|past|prior|previous|known|medical)\W+){{0,3}}history\W+of\W+(?:(?:an?y?|prior|previous)\W+)?{_CANCER}"
    rf"|(?:any\W+|an?\W+|known\W+)?(?:prior|previous|earlier|past|former)(?:\W+(?:or|and|and/or)\W+(?:present|current|concurrent|concomitant|active))?\W+{_CANCER}"
    rf"|(?:any\W+|an?\W+)?(?:present|current|concurrent|concomitant)\W+(?:or|and|and/or)\W+(?:prior|previous|earlier|past)\W+{_CANCER}"
)
_SKIN = r"(?:(?:for|of|in|a|an|the|any|with|adequately|treated|resected|excised|localised|localized|other\s+than|excluding|not|basal|squamous|cells?|baso-?cellular|spino-?cellular|superficial|(?:non-?\s?)?melan(?:omas?|omatous|otic|ocytic|omic)|epithelial|keratinocyt(?:e|ic)|nmsc|skin|cutaneous|cancers?|carcinomas?|epitheliomas?|malignanc(?:y|ies)|tumou?rs?|and|or|and/or|is|are|allowed|permitted|excepted|exempted|acceptable|of the|in[- ]situ|cervix|cervical|uterine)\b[\s,/()-]*)"
_BARE = gated(
    rf"\W*{_WHO}(?P<told>(?:{_EARLIER})(?:\W+(?:of\W+any\W+(?:kind|type|sort|origin)|at\W+any\W+(?:site|time)))?)"
    rf"(?:[\s,;(]{{1,3}}(?:(?:except(?:ing|ions?|ed)?|other\s+than|apart\s+from|aside\s+from|excluding|save|but\s+for|not\s+including|with\s+the\s+exceptions?)\b\s*)?(?=[^.;]*\b(?:skin|basal|squamous|nmsc)\b){_SKIN}{{1,20}})?\W*$"
)
# A first cancer that is to be operated
_BEFORE_OPERATION = gated(
    r"\b(?:pre-?\s?surgical|pre-?\s?operative|neo-?\s?adjuvant|window(?:[- ]of[- ]opportunity)?\s+(?:study|trial)|operable|resectable)\b"
    r"|\b(?:lumpectomy|mastectomy|(?:breast|definitive|curative|primary)\W+(?:\w+\W+){0,2}?surgery|surgery|resection)\b[^.;]{0,40}\b(?:planned|scheduled|intended|to follow|to come)\b"
    r"|\b(?:planned|scheduled|candidates?|plan\w*|awaiting|eligible|due|will (?:undergo|have))\b[^.;]{0,40}\b(?:lumpectomy|mastectomy|surgery|surgical|resection|breast[- ]conserv\w+)\b"
)
# ... and of which the inclusions tell that it is under way: 'women undergoing mastectomy'
_BEING_OPERATED = gated(
    r"\b(?:undergoing|about to (?:undergo|have)|(?:who|to) undergo|being operated)\W+(?:(?!(?:after|following|since|before|prior|post|second|completion|repeated?|re|prophylactic|risk|reduction|chemo\w*|radi\w+|\w*therap\w+|endocrine|cosmetic|and/or|or)\b)[\w-]+\W+){0,5}?"
    r"(?:lumpectomy|mastectomy|quadrantectomy|tumou?rectomy|breast[- ]conserv\w+|breast\W+(?:cancer\W+)?(?:surgery|operation|resection)|(?:surgery|operation|resection)\W+(?:for|of)\W+(?:(?:a|the|their|her|early|primary|invasive)\W+){0,3}(?:breast|mammary)\W+(?:cancers?|carcinomas?|tumou?rs?))\b(?!\W+(?:to prevent|for (?:prevention|prophylaxis)))"
)
# An operation on the womb, another illness: 'previous bilateral oophorectomy', 'history of hypertension'
_OF_NO_CANCER = gated(
    r"\b(?:history of|prior|previous|bilateral)\W+(?:(?:an?|any|prior|previous|history|of|surgical|total|uni-?\s?lateral|bilateral|and|or)\W+){0,4}"
    r"(?:tub(?:al|e)\b|steril\w+|hysterectom\w+|oophorectom\w+|ovariectom\w+|ovarian ablation|salping\w+|vasectom\w+|orchiectom\w+|castration|adnexectom\w+|fallopian\w*|menopaus\w*|amenorrh\w+|menstru\w+|pregnanc\w+|menses|contracept\w+)"
    r"|\bhistory of\W+(?=[^.;]{3})(?![^.;]{0,120}\b(?:cancer|carcinom|tumou?r|malignan|neoplas|onco|metasta|sarcom|lymphom|leuk|dcis|lcis|brca|breast|mamm|ipsilateral|contralateral|lumpect|mastect|axill|radi|irradiat|chemo|hormon|endocrine|treat|therap|surger|operat|excis|resect|biops|implant|lesion|atypi|diseases?\b|disorder|recurr|relaps|condition|conserv|kind\b|it\b|them\b|th(?:is|at|ese|ose)\b|bc\b|same|other|first|primary|prior|previous))"
)
# Cancers that came back or spread, earlier ones, prevention and care
_MORE_THAN_FIRST = gated(
    r"\b(?:recurr\w+|relaps\w+|ibtr|salvage|repeat|re-?irradiat\w+|stage (?:iv|4)|palliat\w+|second(?:ary)?|completion (?:mastectomy|surgery)|(?:prophylactic|risk-?\s?reducing) (?:\w+ )?(?:mastectomy|surgery)|bilateral|contralateral|survivors?|high[- ]risk|prior|previous|history of|any stage|all stages)\b"
    r"|(?<!locally )(?<!locally-)\badvanced\b|(?<!non-)(?<!non)(?<!no )(?<!without )\b(?:metastatic|metastas[ei]s)\b|\b(?:reconstruct\w+|an?esthe\w+|analgesi\w*|pain|nausea|drain\w*|seroma|infection|anxiety|antibiotic\w*|block)\b"
)
_LET_IN = gated(
    r"\b(?:breast cancers?|breast carcinomas?|dcis|in[- ]situ)\b[^.;]{0,60}\b(?:allowed|permitted|eligible|acceptable|accepted|may be (?:included|enrolled))\b|\b(?:unless|except\w*|other than)\b[^.;]{0,60}\b(?:breast|dcis|ductal)\b"
)
_DENIED = gated(r"\b(?:no|not|without|never|absence of|free of|non)\W+(?:\w+\W+){0,5}?$")


def _asserts_more(told: str) -> bool:
    lower = blanked(_OF_NO_CANCER, told)
    return any(not _DENIED.search(lower[max(0, m.start() - 60) : m.start()]) for m in _MORE_THAN_FIRST.finditer(lower))


@lru_cache(maxsize=16)
def _of_first_operable_cancers(trial: Trial) -> bool:
    asked = [sentence.lower for _, sentence in inclusions(trial)]
    told = [titles(trial).lower(), *asked]
    to_come = any(_BEFORE_OPERATION.search(text) for text in told) or any(
        _BEING_OPERATED.search(text) for text in asked
    )
    if not to_come or any(_asserts_more(text) for text in told):
        return False
    return not any(_LET_IN.search(sentence.lower) for _, sentence, _ in sentences(trial))


def earlier_malignancy(sentence: Sentence, context: Context) -> Mention | None:
    """'History of malignancy (skin cancer excepted)', below the exclusions of a trial before a first operation."""
    if not sentence.from_criteria or not sentence.excludes or _KEYS.isdisjoint(sentence.keys):
        return None
    told = _BARE.match(sentence.lower)
    if told is None or not _of_first_operable_cancers(context.trial):
        return None
    left = within(ALL & ~RECURRENT & ~SURVEILLANCE, ALL & ~LOCOREGIONAL)
    return Mention("recurrence", left, "no earlier malignancy", *told.span("told"), Stance.REQUIRE)
