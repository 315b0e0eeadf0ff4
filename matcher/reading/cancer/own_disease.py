"""What a sentence says of the participant's own disease.

Words of cancer count for the participants only: what is said of risk, screening, relatives and those cared for is blanked
out, in text of the same length."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.negation import negated
from matcher.reading.nothing_asked.of_others import PERSONAL_TOO
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence

CANCER = r"(?:cancers?|carcinomas?|neoplas(?:ms?|ia)|tumou?rs?|malignan(?:cy|cies|t\s\w+)|adenocarcinomas?)"
OF_BREAST = rf"(?:breast(?:\s*(?:,|and|or|and/or|/)\s*(?:and\s|or\s)?(?:\w+\s)?ovarian)?\s{CANCER}|(?:breast|ovarian)\s+and\s+\w+\s+{CANCER}|{CANCER}\s+of\s+the\s+breast|DCIS)"
_ASIDES = gated(
    # risk of it, screening for it, talk about it
    rf"\b(?:risks?|predispos\w+|susceptib\w+|probabilit\w+|likelihood|chances?|fear|worr\w+|concern\w*|screen\w*|prevent\w*|detect\w*|knowledge|awareness|"
    rf"test\w*|informed|information|education|educational|questions?|understanding|cause|incidence|symptoms|signs|family history|famil(?:y|ial|ies)|heredit\w+|predict\w*|avoid\w*|reduc\w+)\b"
    rf"(?:[\s,]+(?!(?:who|with|in|patients?|women|having|had)\b)[\w/()%.'<>=-]+){{0,6}}?[\s,]+(?:(?:invasive|new|primary|hereditary|familial|female)\s+)?(?:{OF_BREAST}|{CANCER})"
    rf"|\b(?:{OF_BREAST}|cancer)['\s-]+(?:\w+\s+)?(?:risks?|screen\w*|genes?|genetics?|prevention|preventive|chemoprevention|surveillance consortium|awareness|education|detection|early detection|predisposition|"
    rf"susceptibility|worry|knowledge|family|families|mutation|information|institute|cent(?:er|re)s?|society|registry|hospital|clinic|support|programme|program|study|studies|research|foundation|network|anxiety|prophylaxis)\b"
    # the relatives of participants, and those whom they care for
    r"|\b(?:relatives?|mothers?|sisters?|daughters?|aunts?|grandmothers?|kin|sibling|siblings|famil(?:y|ies)|proband|spouses?|partners?|wife|wives|husbands?|parents?)\b[^.;]*"
    r"|\b(?:care-?givers?|carers?|caring|care[sd]?|support\s+persons?|nominated|named|identified)\s+(?:of|for|to|by)\b[^.;]*"
    # radiation of the chest in youth, a risk
    r"|\b(?:chest(?!\s+wall)|thoracic|mantle(?:\s+field)?|mediastinal|supradiaphragmatic)\s+(?:radiation(?:\s+therapy)?|radio-?therapy|irradiation|RT)\b|\b(?:radiation(?:\s+therapy)?|radio-?therapy|irradiation)\s+(?:to|of)\s+(?:the\s+)?(?:chest(?!\s+wall)|thorax|mantle|mediastinum)\b(?:[^.;]{0,30}\bHodgkin\W*s?(?:\s+(?:disease|lymphoma))?)?"
    # what is no cancer of hers
    r"|\blobular\s+(?:carcinoma|neoplasia)\s+in\s+situ|\bLCIS\b|\b(?:National|American|Comprehensive)\s+Cancer\s+\w+|\b(?:prophylactic|risk[- ]reduc\w+|subcutaneous|preventive)\s+(?:bilateral\s+|contralateral\s+)?mastectom\w+(?:\s+(?:with|and|followed\s+by)\s+(?:(?!therapeutic|oncolog)[\w-]+\s+){0,3}?reconstruct\w+)?"
    r"|\b(?:negative|benign)\s+(?:(?:breast|core|needle|tissue|excisional)\s+){0,3}biops\w+(?:[^.;]{0,40}?\b(?:suspicious|suspected|abnormal)\b)?"
    r"|\b(?:suspicious|abnormal)\b[^.;]{0,60}?\bbiops\w+\W+(?:\w+\W+){0,4}?(?:negative|benign)\b"
    r"|\bcancer[- ]free\b|\b(?:un|not\s+)affected\s+(?:by|with)\s+(?:\w+\s+)?cancer\b|\bnon-?\s?cancer\w*|\b(?:benign|phyllodes)\s+(?:breast\s+)?(?:tumou?rs?|neoplasms?)|\b(?:women|people|adults|individuals|participants)\s+without\s+(?:(?:an?|any|known)\s+)*(?:history\s+of\s+)?breast\s+cancer|\b\w*(?:genes?|mutations?|variants?)\b(?:(?!\b(?:with|who|having|stage|diagnos\w+|treated)\b)[^.;]){0,30}\bbreast\s+cancer",
    re.I,
)
EXCEPTION = gated(
    r"\(?\b(?:except\w*|other than|apart from|excluding|with the exception of|besides)\b(?!\s+(?:\S+\s+){0,3}?breast)(?:(?!breast)[^.;]){0,200}",
    re.I,
)


def without_asides(text: str) -> str:
    """The text with what is not said of the participant's own disease blanked out, of the same length."""
    text = blanked(PERSONAL_TOO, text)
    return blanked(_ASIDES, text)


def denied(sentence: Sentence, start: int) -> bool:
    """Whether a word near by, or one further off in the clause, denies what stands at `start`."""
    return negated(sentence, start, 50) or negated(sentence, start, 140)
