"""Whom a record wants: people who have, or had, breast cancer, or others.

    "Women with stage II breast cancer", "scheduled for mastectomy"       patients
    "Women at increased risk of developing breast cancer"                 at risk
    "First-degree relative of a woman with breast cancer"                 relatives
    "No personal history of breast cancer"; excluded: "prior breast cancer"   free of it
    "Licensed physicians", "healthy male volunteers", "gynecomastia"      others

Words of cancer count for the participants only: what is said of risk, screening, relatives and those cared for is blanked
out first, in text of the same length. A record that takes patients and others takes patients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from data.criteria import Evidence
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE, Item
from matcher.reading.layout.items import items_of
from matcher.reading.pattern import blanked
from matcher.reading.population import told_of_another_matter
from matcher.reading.sentences import Sentence, Stance, negated, sentences_of
from matcher.reading.text import PlainText, plain_text

TITLES = ("brief_title", "official_title")

_CANCER = r"(?:cancers?|carcinomas?|neoplas(?:ms?|ia)|tumou?rs?|malignan(?:cy|cies|t\s\w+)|adenocarcinomas?)"
_OF_BREAST = rf"(?:breast(?:\s*(?:,|and|or|and/or|/)\s*(?:and\s|or\s)?(?:\w+\s)?ovarian)?\s{_CANCER}|(?:breast|ovarian)\s+and\s+\w+\s+{_CANCER}|{_CANCER}\s+of\s+the\s+breast|DCIS)"
_ASIDES = gated(
    # risk of it, screening for it, talk about it
    rf"\b(?:risks?|predispos\w+|susceptib\w+|probabilit\w+|likelihood|chances?|fear|worr\w+|concern\w*|screen\w*|prevent\w*|detect\w*|knowledge|awareness|"
    rf"test\w*|informed|information|education|educational|questions?|understanding|cause|incidence|symptoms|signs|family history|famil(?:y|ial|ies)|heredit\w+|predict\w*|avoid\w*|reduc\w+)\b"
    rf"(?:[\s,]+(?!(?:who|with|in|patients?|women|having|had)\b)[\w/()%.'<>=-]+){{0,6}}?[\s,]+(?:(?:invasive|new|primary|hereditary|familial|female)\s+)?(?:{_OF_BREAST}|{_CANCER})"
    rf"|\b(?:{_OF_BREAST}|cancer)['\s-]+(?:\w+\s+)?(?:risks?|screen\w*|genes?|genetics?|prevention|preventive|chemoprevention|surveillance consortium|awareness|education|detection|early detection|predisposition|"
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
    r"|\bcancer[- ]free\b|\bnon-?\s?cancer\w*|\b(?:benign|phyllodes)\s+(?:breast\s+)?(?:tumou?rs?|neoplasms?)|\b\w*(?:genes?|mutations?|variants?)\b[^.;]{0,30}\bbreast\s+cancer",
    re.I,
)
# Words that only somebody who has, or had, a cancer can meet.
_OF_PATIENTS = gated(
    rf"\b{_CANCER}\b|\bDCIS\b|\bTNBC\b|\bm?BC\b|\bHER-?2\b|\bmetasta\w+|\boncolog\w+|\bsurvivors?\b|\bchemotherap\w*|\bradio-?(?:therap|chemo)\w*|\bradiation\s+therapy|\birradiat\w+|"
    r"\bmastectom\w+|\blumpectom\w+|\b(?:neo-?)?adjuvant|\bmalignan\w+|\btumor\b|\bcarcino\w+|\bstage\s+(?:I|II|III|IV)[ABC]?\b|\b(?:estrogen|oestrogen|hormone|progesterone)[\s-]+receptors?|\bER(?:\s?\+|[- ]positive)|"
    r"\btrastuzumab|\baromatase\s+inhibitors?|\bBI-?RADS\W{0,12}(?:category|score|class\w*)?\W{0,3}(?:4|5|6|IV|V)|\bsentinel|\baxillary\s+(?:dissection|surgery|lymph)|\blymph-?o?edema|\bbreast[- ](?:conserv\w+|surgery|reconstruct\w+|irradiation|radiotherapy)|(?<!prior )(?<!previous )(?<!past )(?<!benign )(?<!number of )\bbreast\s+(?:biops\w+|lesions?|mass\w*|nodules?)|\bsuspicious\b|\btumou?r\s+biops\w+|\b(?:core|needle|guided|stereotactic|vacuum\S*|excisional|surgical|diagnostic)\s+(?:\w+\s+)?biops\w+",
    re.I,
)
_TITLE_OF_PATIENTS = gated(
    rf"\b(?:patients?|women|men|survivors?|people|persons?|participants?|subjects?|adults?|individuals|females?|males?|those)\b[^.;]{{0,60}}?\b(?:{_OF_BREAST}|{_CANCER}\b|chemotherap\w*|radiotherap\w*|mastectom\w*)"
    rf"|\b{_OF_BREAST}[\s-]+(?:\w+\s+)?(?:patients?|survivors?|survivorship|treatments?|surger\w+|therap\w+|radiotherap\w*|chemotherap\w*|cases|related|recurrence|survival|care|pathway|metasta\w+|cells?|specimens?|tissue|subtypes?)\b"
    rf"|\b(?:early|advanced|metastatic|recurrent|operable|operated|non-?metastatic|resectable|triple[- ]negative|HER-?2\S*|ER\S*|HR\S*|luminal|invasive|inflammatory|node\S*|positive|negative|receptor|sensitive|resistant|stage\s\S+|newly\s+diagnosed|refractory|locali[sz]ed|in\ssitu|primary|unilateral|small|low-risk)\b[^.;]{{0,30}}?\b{_OF_BREAST}"
    rf"|\b(?:treat\w*|therapy|chemotherapy|radiotherapy|surgery|surgical|adjuvant|neo-?adjuvant|irradiation|radiation|resection|stag\w+|operations?|trastuzumab|tamoxifen)\b[^.;]{{0,70}}?\b(?:{_OF_BREAST}|breast)\b"
    r"|\bmastectom\w+|\blumpectom\w+|\bbreast[- ](?:conserv\w+|cancer\s+surgery)|\bneo-?adjuvant|\badjuvant|\bchemotherap\w*|\bmetasta\w+|\blymph-?o?edema|\bsurvivors?\b|\bsentinel|\bductal carcinoma|\bDCIS\b|\bTNBC\b|\bbreast\s+(?:biops\w+|lesions?|mass\w*|nodules?)|\b(?:treatment|tumou?r|therapy)\s+response",
    re.I,
)
# Breast cancer, whatever the time, and cancer as a history of one's own.
_IT = gated(
    rf"\b(?:{_OF_BREAST}|breast\s+malignan\w+|(?:malignant|cancerous)\s+breast\s+\w+|{_CANCER}\s+of\s+(?:the\s+|either\s+)?breast|(?:in\s+situ|invasive)\s+{_CANCER}|breast\s+or\s+ovarian\s+{_CANCER})"
    rf"|\b(?:personal|own|prior|previous|any|past)\s+(?:medical\s+)?(?:history|diagnosis)\s+of\s+(?:any\s+|invasive\s+)?{_CANCER}|(?<=\bno )(?:known\s+|past\s+)?history\s+of\s+(?:any\s+)?{_CANCER}(?!\s+(?:other|besides|apart|except|excluding|within|in|of|for|treatments?|therap\w+|surgery)\b)|^\W*(?:history\s+of\s+|any\s+|active\s+|previous\s+|prior\s+)*(?:cancer|malignan(?:cy|cies))\W*$",
    re.I,
)
# Only some breast cancers, or other ones, are spoken of: before the mention, and after it.
_SOME_BEFORE = gated(
    r"\b(?:early|not (?:yet )?(?:operated|treated)|untreated|newly|recur\w*|relaps\w*|metasta\w*|contra-?lateral|ipsi-?lateral|bilateral|inflammatory|other|another|second\w*|stage|advanced|males?|men|man|occult|triple\S*|synchronous|multi\w*|HER-?2\S*|receptor\S*|non-?invasive|more than one|two|except\w*|apart from|excluding|exception of|besides|non|treatments?|\w*therap\w+|(?:ir)?radiation|surgery|margins?|nodes?|axilla\w*|specimens?|biops\w+|cavity)\b[^.;]{0,35}$",
    re.I,
)
_SOME_AFTER = gated(
    r"^[^.;]{0,30}?\b(?:recur\w*|relaps\w*|metasta\w*|contra-?lateral|ipsi-?lateral|(?:other|same|affected|treated|study|index) (?:breast|side)|opposite|stage|except\w*|unless|within|less than|more than|before|during|whose|who|amenable|not an? exclu\w*|that (?:is|has)|(?:after|following|since) (?:the )?(?:complet\w+|end|treatment|therapy|primary|definitive|curative|adjuvant|surgery|local)|with\s(?!no\b|or without)\w+)\b",
    re.I,
)
_EXCEPTION = gated(
    r"\(?\b(?:except\w*|other than|apart from|excluding|with the exception of|besides)\b(?!\s+(?:\S+\s+){0,3}?breast)(?:(?!breast)[^.;]){0,200}",
    re.I,
)
# 'Prior treatment (surgery, chemotherapy) for the current breast cancer', 'any prior cancer other than the present one'
_THE_ONE_SHE_HAS = gated(
    r"\b(?:for|of|from|besides)\s+(?:the\s+|this\s+|their\s+|her\s+)(?:(?:current|present|index|study|presenting|primary|newly|diagnosed|invasive|known|ipsilateral)\s+){1,3}$",
    re.I,
)
_BUT_THE_PRESENT = gated(
    r"\b(?:except\w*|other than|apart from|besides|excluding|with the exception of|prior to|before)\s+(?:for\s+)?(?:the\s+|this\s+|their\s+|her\s+|that\s+)?(?:current|present|index|study|presenting|qualifying|one\s+under\s+study|newly\s+diagnosed)\b",
    re.I,
)
_NOW = gated(r"\b(?:current(?:ly)?|active|ongoing|suspected|now|existing|present|undergoing)\b", re.I)
_EVER = gated(r"\b(?:history|prior|previous\w*|past|ever|never|diagnos\w+|personal|without|no|had)\b", re.I)
# People who are not patients, and diseases of the breast that are no cancer.
_OTHERS = gated(
    r"\bhealthy\s+(?:(?:adult|male|female|post-?menopausal|pre-?menopausal|young|older|human|non-?\w+|chinese|japanese|caucasian|asian)[\s,]+(?:and\s+|or\s+)?){0,4}(?:wom[ae]n|men|man|volunteers?|subjects?|participants?|adults?|individuals|donors?|males?|females?|people)\b"
    r"|\b(?:at|with)\s+(?:an?\s+)?(?:(?:very\s+|moderately\s+|significantly\s+)?(?:high|higher|increased|elevated|average|moderate|intermediate|low|normal|genetic|familial|hereditary)\s+)*(?:to\s+\w+\s+)?(?:lifetime\s+)?risk\s+(?:of|for)\s+(?:the\s+)?(?:develop\w+\s+|getting\s+|having\s+)?(?:\w+\s+){0,3}?(?:breast|cancer)(?!\s+(?:cancer\s+)?(?:recurrence|relapse|metasta))"
    r"|\brisk\s+(?:of|for)\s+developing\s+(?:\w+\s+){0,3}?breast\s+cancer|\b(?:high|increased)[- ]risk\s+(?:pre-?menopausal\s+|post-?menopausal\s+|young\s+)?(?:women|individuals|people|populations?)\b(?!\s+with)|\b(?:high|higher|increased|elevated)\s+(?:familial\s+|genetic\s+)?breast\s+cancer\s+risk\b|\b(?:women|individuals|people)\s+at\s+(?:high|higher|increased|elevated|average)\s+(?:genetic\s+|familial\s+)?risk\W*$|\bcancer-free\s+(?:wom[ae]n|individuals|people|participants|subjects|adults)\b|\bunaffected\s+(?:women|carriers?|individuals|relatives?|\w*\s*mutation)|\b(?:BRCA\S*|gene|mutation)\s+(?:mutation\s+)?carriers\b(?!\s+with|\s*:|\s+(?:must|should)\b)"
    r"|\b(?:genetic|hereditary|inherited|familial|germline)\s+predisposition\s+(?:to|for)\s+(?:\w+\s+){0,3}?(?:breast|cancer)|^\W*(?:high|increased|elevated)\s+risk\s+(?:of|for)\s+breast\s+cancer\W*$|\b(?:5|10|five|ten)-?\s?year\s+(?:\w+\s+){0,3}risk\b|\blifetime\s+(?:breast\s+cancer\s+)?risk|\bGail\s+(?:model|score|risk|index)|\bTyrer|\bBCRAT|\bBOADICEA|\bBRCAPRO"
    r"|\bgyna?ecomastia|\bfibro-?adenomas?\b|\bfibrocystic|\bmastalgia|\bmastodynia|\bmastitis|\bbreast\s+(?:pain|abscess\w*|augment\w+|implants?\s+for\s+cosmetic|engorge\w+|hypertroph\w+|reduction|ptosis)|\b(?:augmentation|reduction)\s+mamm(?:a|o)plast\w+|\bmamm(?:a|o)plasty|\bmacromastia|\bmastopexy|\bbenign\s+(?:breast|prolif\w+)|\batypical\s+(?:ductal\s+|lobular\s+)?hyperplasia|\bhyperplasia\s+with",
    re.I,
)
_PROFESSIONALS = gated(
    r"^\W*(?:(?!patients?|participants?|women|must)[\w,/-]+\s+){0,5}?(?:(?:family|primary\s+care)\s+)?(?:physicians?|nurses?|clinicians?|oncologists?|surgeons?|radiologists?|doctors?|practitioners?|pharmacists?|residents|students|midwives|health\s?care\s+(?:providers?|professionals?|workers?)|(?:community|lay)\s+health\s+(?:workers?|advis[eo]rs?|educators?)|providers?|navigators?)\b(?!['\s]+(?:assess|judg|opinion|discretion|approv|referr|choice|diagnos))",
    re.I,
)
_AT_WORK = gated(
    r"\b(?:(?:community|lay) health|car(?:e|ing) for (?:wom[ae]n|patients|people|breast|cancer)|(?:medical|nursing) students|licensed|practi[cs]\w+|treat\w*|manag\w+|working|employed|enrolled|registered|board[- ]certified|training|see[s]?|staff|employees?|attending|clinic|hospital|centers?|(?:clinical|work(?:ing)?|professional|practice|job)\s+experience|years?['\u2019]?\s+(?:of\s+)?(?:\w+\s+)?(?:experience|practice|seniority)|experience\s+(?:in|with|of)\s+(?:treat|manag|oncolog|breast|cancer)\w*)\b",
    re.I,
)
_CARERS = gated(
    r"\b(?:care-?givers?|carers?|relatives?|spouses?|partners?|husbands?|wives|family\s+members?|daughters?|sisters?|siblings?|children)\b",
    re.I,
)
_SCREENED = gated(
    r"\b(?:screening\s+(?:tool|mammogra\w+|exam\w*|program\w*|ultrasound|MRI|digital|uptake|attendance|rates?|behaviou?rs?)|(?:mammogra\w+|tomosynthesis|breast(?:\s+cancer)?)\s+screening|(?:uptake|use|utili[sz]ation|attendance|adherence|reminders?|decisions?(?:\s+(?:aids?|making))?|improving|increasing|promoting|promotion|intervention)\s+(?:of|to|on|for|about|with|in)?\s*(?:screening\s+)?mammogra\w+|dense\s+breasts?|breast\s+density|mammogra\w+\s+(?:attend|use|adheren|uptake|reminder)\w*|screening\s+for\s+breast\s+cancer)\b",
    re.I,
)
_COMES_FOR_SCREENING = gated(
    r"\b(?:scheduled|presenting|presents|attend\w*|undergo\w*|eligible|due|overdue|invited|referred|appointment|intent\s+to\s+schedule)\b[^.;]{0,40}?\bscreening\s+(?:mammogra|DBT|breast|exam|tomosyn|digital|ultraso)|\b(?:routine|annual|biennial|opportunistic|organi[sz]ed|population[- ]based)\s+(?:(?:breast|cancer|digital)\s+)*(?:screening|mammogra)|\b(?:attend\w*|participa\w*|invit\w*|tak\w+\s+part|enrol\w*|eligible|comes?|coming)\b[^.;]{0,60}?\b(?:mammogra\w+|breast(?:\s+cancer)?|tomosynthesis)\s+screening\b|\b(?:of|within)\s+(?:the\s+)?(?:breast\s+)?screening\s+age|\b(?:never|not|without|non-?\s?adheren\w+)\b[^.;]{0,30}\b(?:mammogra\w+)\b(?:[^.;]{0,20}\bguidelines?\b|\W*$)|\b(?:over-?)?due\b[^.;]{0,30}\bfor\s+(?:\w+\s+){0,2}mammogra"
    r"|\b(?:no|not)\b[^.;]{0,30}\bmammogra\w+[^.;]{0,30}\b(?:within|in)\s+(?:the\s+)?(?:last|past|previous)|\basymptomatic\b",
    re.I,
)


_PERSONAL_TOO = gated(r"(?<=personal)\s*(?:/|\b(?:and|or|and/or)\b)\s*(?:\w+\s+)?family(?=\s+history)", re.I)
# Those who had it are taken beside those who never had.
_WITH_OR_WITHOUT = gated(
    rf"\bwith\s*(?:or|and|/|\()\s*without\b[^.;]{{0,60}}\b{_CANCER}|\baffected\s+(?:and|or|and/or)\s+(?:un|non-?)affected|"
    rf"\b(?:regardless|irrespective)\s+of\b[^.;]{{0,40}}\bhistory\s+of\b[^.;]{{0,20}}\b{_CANCER}|\bpersonal\s+(?:or|and/or|and)\s+family\s+history\s+of\b[^.;]{{0,20}}\b{_CANCER}"
    # 'healthy women or patients'
    rf"|\b(?:healthy\s+(?:\w+\s+){{1,3}}(?:and|or|and/or|as\s+well\s+as)\s+(?:\w+\s+){{0,3}}?patients?|patients?\s+(?:and|or|and/or|as\s+well\s+as)\s+healthy\s+\w+)\b(?!\s+with\s+(?![^.;]{{0,60}}\b(?:breast|{_CANCER})))",
    re.I,
)


def without_asides(text: str) -> str:
    """The text with what is not said of the participant's own disease blanked out, of the same length."""
    text = blanked(_PERSONAL_TOO, text)
    return blanked(_ASIDES, text)


# ---------------------------------------------------------------- where it stands


def lines_of_sources(trial: Trial, *names: str) -> Iterator[tuple[str, str, Evidence]]:
    """The lines of the sources of these names, with their places."""
    sources = trial.sources()
    for source in names:
        position = 0
        for line in sources.get(source, "").split("\n"):
            if line:
                yield source, line, Evidence(source, position, position + len(line))
            position += len(line) + 1


def sentences(trial: Trial) -> Iterator[tuple[PlainText, Sentence, Item]]:
    """The sentences of the criteria with their items."""
    text = plain_text("criteria", trial.criteria or "")
    for item in items_of(text.plain):
        for sentence in sentences_of(item):
            yield text, sentence, item


def inclusions(trial: Trial) -> Iterator[tuple[PlainText, Sentence]]:
    """The sentences under inclusions."""
    for text, sentence, item in sentences(trial):
        if item.polarity == INCLUDE and not item.of_others:
            yield text, sentence


def place_of(text: PlainText, sentence: Sentence) -> Evidence:
    """Where a sentence of the criteria stands."""
    return Evidence("criteria", *text.span(sentence.start, sentence.end))


def _titles(trial: Trial) -> str:
    return f"{trial.brief_title}\n{trial.official_title or ''}"


# ---------------------------------------------------------------- who


@lru_cache(maxsize=16)
def wants_patients(trial: Trial) -> bool:
    """Whether an inclusion describes the participant by a cancer of her own, or a title says that it is for patients."""
    for _, sentence in inclusions(trial):
        if sentence.stance is Stance.FORBID or _is_professional(sentence):
            continue
        both = _WITH_OR_WITHOUT.search(sentence.text)
        if both and not _denied(sentence, both.start()):
            return True
        told = blanked(_EXCEPTION, without_asides(sentence.text))
        found = _OF_PATIENTS.search(told)
        while found is not None:
            heading = sentence.text.rstrip().endswith(":") or (len(told.split()) < 3 and sentence.text.isupper())
            of_study = "biops" in found.group().lower() and _BIOPSY_OF_STUDY.search(told, 0, found.start())
            if not heading and not of_study and not _only_a_label(sentence) and not _denied(sentence, found.start()):
                return True
            found = _OF_PATIENTS.search(told, found.end())
    return False


# A biopsy that the study takes, or one of healthy tissue, makes nobody a patient.
_BIOPSY_OF_STUDY = gated(
    r"\b(?:baseline|research|protocol|study|serial|repeat\w*|random|willing\w*|agree\w*|consent\w*|prior|previous|benign|required|normal|end[- ]of[- ]study)\b[^.;]{0,40}$",
    re.I,
)


def _denied(sentence: Sentence, start: int) -> bool:
    """Whether a word near by, or one further off in the clause, denies what stands at `start`."""
    return negated(sentence, start, 50) or negated(sentence, start, 140)


def _only_a_label(sentence: Sentence) -> bool:
    """'Chemotherapy' or 'Disease characteristics' alone is the name of a section of the older records."""
    return len(sentence.text.split()) <= 2 and bool(
        gated(r"^\W*(?:\w+therapy|surgery|disease characteristics)\W*$", re.I).match(sentence.text)
    )


def titled_for_patients(trial: Trial) -> bool:
    """Whether a title says that its people have, or had, breast cancer."""
    return any(_TITLE_OF_PATIENTS.search(without_asides(line)) for _, line, _ in lines_of_sources(trial, *TITLES))


def free_of_it(trial: Trial) -> tuple[Evidence | None, Evidence | None]:
    """Where the criteria ask that participants never had breast cancer, and where only that they have none now."""
    now: Evidence | None = None
    for text, sentence, item in sentences(trial):
        told = blanked(_EXCEPTION, without_asides(sentence.text))
        found = next((f for f in _IT.finditer(told) if _the_whole_of_it(told, f)), None)
        if found is None or _BUT_THE_PRESENT.search(sentence.text):
            continue
        denied = _denied(sentence, found.start())
        forbidden = item.polarity == EXCLUDE or sentence.stance is Stance.FORBID
        if denied == forbidden or item.polarity not in (INCLUDE, EXCLUDE):
            continue
        before = told[max(0, found.start() - 80) : found.end()]
        if _NOW.search(before) and not _EVER.search(before):
            now = now or place_of(text, sentence)
        else:
            return place_of(text, sentence), now
    return None, now


def _the_whole_of_it(text: str, found: re.Match[str]) -> bool:
    """Whether the mention is of any breast cancer as her own, not of some, as carcinoma in situ is."""
    if told_of_another_matter(text, found.start()):
        return False
    if gated(r"\bDCIS\b|in\s+situ", re.I).search(found.group()):
        return False
    if _THE_ONE_SHE_HAS.search(text, 0, found.start()):
        return False
    after = text[found.end() : found.end() + 60]
    if _WITHOUT.search(
        text, 0, found.start()
    ):  # 'women without breast cancer who have ...': it is the women who have it
        after = _WHO.sub("", after)
    return not _SOME_BEFORE.search(text[max(0, found.start() - 60) : found.start()]) and not _SOME_AFTER.match(after)


_WITHOUT = gated(
    r"\b(?:without|free\s+(?:of|from)|no)\s+(?:(?:any|a|personal|history|of|known|invasive)\s+){0,4}$", re.I
)
_WHO = gated(r"^\s+who\b[^.;]*", re.I)


# 'Breast cancer within the last five years'
_LATELY = gated(
    rf"\b(?:{_OF_BREAST})\b(?!\s+screen)[^.;]{{0,30}}?(?:\b(?:with)?in\s+(?:the\s+)?(?:last|past|previous|preceding)\s+|\bwithin\s+|\b(?:less|fewer)\s+than\s+|<\s?)(?:\d+|two|three|five|ten)\s*years?\b",
    re.I,
)


def free_of_it_lately(trial: Trial) -> Evidence | None:
    """Where an exclusion shuts out breast cancer of the last years only: those who had it before that are taken."""
    for text, sentence, item in sentences(trial):
        told = without_asides(sentence.text) if item.polarity == EXCLUDE else ""
        found = _LATELY.search(told)
        if (
            found is not None
            and not negated(sentence, found.start())
            and not _SOME_BEFORE.search(told[: found.start()])
        ):
            return place_of(text, sentence)
    return None


def others(trial: Trial) -> Evidence | None:
    """Where an inclusion or a title says that its people are healthy, at risk, or have another disease of the breast."""
    for text, sentence in inclusions(trial):
        found = _OTHERS.search(sentence.text)
        if found and not negated(sentence, found.start()):
            return place_of(text, sentence)
    for source, line, evidence in lines_of_sources(trial, *TITLES, "conditions"):
        if _OTHERS.search(line) or (source in TITLES and _PREVENTION.search(line)):
            return evidence
    return None


_PREVENTION = gated(
    r"\b(?:breast\s+cancer\s+(?:chemo-?|primary\s+)?prevention|chemo-?prevention|(?:prevent(?:ing|ion\s+of)?|primary\s+prevention\s+of)\s+breast\s+cancer)\b(?!\s+(?:recurr|relaps|metasta|brain|related|treatment|pain)|\s+(?:of|for|in)\s+(?:a\s+)?(?:contra-?lateral|second|new|recurr|relaps|survivors|patients))",
    re.I,
)


def professionals(trial: Trial) -> Evidence | None:
    """Where an inclusion asks for physicians, nurses and the like themselves."""
    for text, sentence in inclusions(trial):
        if _is_professional(sentence):
            return place_of(text, sentence)
    return None


def _is_professional(sentence: Sentence) -> bool:
    return bool(_PROFESSIONALS.search(sentence.text) and _AT_WORK.search(sentence.text))


_THEM = r"(?:patients?|survivors?|wom[ae]n|mothers?|ill partners?)"
_RELATIVES = r"(?:care-?givers?|carers?|spouses?|partners?|husbands?|wives|daughters?|sons?|children|famil(?:y|ies))"
# Patient and relative take part together: 'spouses and patients must ...', 'the diagnosed wife is eligible, too', 'dyads'
_TOGETHER = gated(
    rf"\b{_RELATIVES}\s+and\s+(?:their\s+|the\s+)?(?:(?:\w+\s+)?cancer\s+)?{_THEM}\b|\b{_THEM}\s*(?:with[^.;]{{0,40}}\s)?(?:and|/|&)\s*(?:the\s+|their\s+|both\s+)?(?:(?:primary|family|informal|male|intimate|romantic)\s+)*{_RELATIVES}\b"
    rf"|\b(?:dyads?|couples?)\b|\b(?:as|so)\s+(?:will|can|may|is|are)\s+(?:the\s+|their\s+)?(?:diagnosed\s+|ill\s+|affected\s+)?(?:{_THEM}|wi(?:fe|ves))\b",
    re.I,
)


def carers(trial: Trial) -> Evidence | None:
    """Where an inclusion asks for caregivers or relatives, of a record whose inclusions name no patients as participants."""
    if not _CARERS.search(_titles(trial)) or _TOGETHER.search(_titles(trial)):
        return None
    if any(_TOGETHER.search(sentence.text) for _, sentence in inclusions(trial)):
        return None
    told: Evidence | None = None
    if not any(inclusions(trial)):
        return next(
            (place_of(text, s) for text, s, item in sentences(trial) if item.polarity == INCLUDE and item.of_others),
            None,
        )
    for text, sentence in inclusions(trial):
        if gated(r"^\W*(?:the\s+)?(?:patients?|participants?\s+with|survivors?)\b", re.I).match(sentence.text):
            return None
        if _CARERS.search(sentence.text) and not gated(r"\b(?:or|and)\b[^.;]{0,60}\bcare-?giver", re.I).search(
            sentence.text
        ):
            told = told or place_of(text, sentence)
    return told


def screened(trial: Trial) -> Evidence | None:
    """Where a title is about women who come for screening, or an inclusion asks for dense breasts."""
    for _, line, evidence in lines_of_sources(trial, *TITLES):
        if _SCREENED.search(line) and not gated(
            r"distress|symptom|genetic|survivor|patients with|brain|bone|lymph", re.I
        ).search(line):
            return evidence
    for text, sentence in inclusions(trial):
        found = _DENSE.search(sentence.text)
        if found and not negated(sentence, found.start()) and not _OR_ELSE.search(sentence.text, 0, found.start()):
            return place_of(text, sentence)
    return None


_OR_ELSE = gated(r"[,;]\s*or\b", re.I)  # 'age >= 55, or age 50-54 with dense breasts'
# Women who had breast cancer may have dense breasts, too
_DENSE = gated(
    r"\bdense\s+breasts?\b|\b(?:heterogeneously|extremely)\s+dense\b|\b(?:increased|high|mammographic|breast)\s+(?:breast\s+)?density\b|\bBI-?RADS\s+density",
    re.I,
)


def comes_for_screening(trial: Trial) -> Evidence | None:
    """Where an inclusion asks for women who are due for, or come to, screening of the breast."""
    titled = gated(r"mammogra|tomosynth|\bscreening\b", re.I).search(_titles(trial)) is not None
    for text, sentence in inclusions(trial):
        if _COMES_FOR_SCREENING.search(sentence.text) and (
            titled or gated(r"mammogra|breast|DBT|screen", re.I).search(sentence.text)
        ):
            return place_of(text, sentence)
    return None
