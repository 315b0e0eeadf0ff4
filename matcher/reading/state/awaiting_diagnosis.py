"""Women with a suspicious finding of which it is still to be learned what it is: nobody whose present cancer is known.

A finding, or a biopsy of the breast, of which nothing is said that makes it suspicious, asks for no history: women are
biopsied in the years after breast cancer as well. Whoever has been treated for a first cancer may have a new finding."""

from __future__ import annotations

from functools import lru_cache

from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import words_beginning
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import within
from matcher.reading.state.meanings import FIRST_CANCER, OPERATED, SURVEILLANCE, UNTREATED
from matcher.reading.whole_record import inclusions, sentences, titles

_KEYS = words_beginning(
    "biopsy biopsies histologic histological aspiration fna recalled recall callback called undiagnosed suspected suspicion suspicious "
    "birads rads abnormal abnormality indeterminate palpable unknown lump lumps mass masses lesion lesions nodule nodules finding findings"
)
_FINDING = r"(?:lesions?|mass(?:es)?|lumps?|nodules?|abnormalit\w+|(?:micro)?calcifications?|findings?|tumou?rs?|densit\w+|distortions?)"
_SUSPECT = (
    r"(?:\bbi-?\s?rads\b(?:\W+\w+){0,3}?\W*(?:[45]|i?v\b)|\b(?:mammogra\w+|imaging|sonogra\w+|ultraso\w+)\W+(?:assessment|category|score|grade)\W+(?:of\W+|category\W+)?[45]\b"
    rf"|\b{_FINDING}\W+(?:\w+\W+){{0,5}}?(?:rated|graded|scored|classified|categori[sz]ed|category)\W+(?:as\W+|category\W+){{0,2}}[mur]?[45][abc]?\b"
    rf"|\b(?:suspicious|suspected|suspicion of|abnormal|indeterminate|palpable)\W+(?:[\w-]+\W+){{0,4}}?(?:breast|mammogra\w+|{_FINDING})\b"
    r"|\b(?:mammogra\w+|sonogra\w+|ultraso\w+|imaging|screening)\W+(?:\w+\W+)?abnormalit\w+)"
)
_BIOPSY = r"(?:biops(?:y|ies|ied)|histology|histolog\w+ (?:diagnosis|confirmation|examination)|(?:fine[- ])?needle aspiration|fnac?|(?:tissue|core|needle|vacuum[- ]assisted|percutaneous) sampling)"
_DUE = r"(?:schedul\w+|booked|arranged|ordered|pending|outstanding|referr\w+|(?:to|will|plan\w*|must|should) (?:\w+ )?(?:undergo|have|receive|be)|undergoing|requir\w+|need\w*|recommend\w*|indicat\w+|await\w+|planned|advised|due|warrant\w+|intended|going to (?:undergo|have)|(?:an )?indication for|having(?!\W+(?:had|been|undergone|received|an?\W+(?:prior|previous|recent|history))\b)|to follow|calls? for|calling for|candidates?|present(?:ing)? for)"
_SUSPECT_TO_BIOPSY = gated(
    rf"{_SUSPECT}[^.;]{{0,90}}?\b{_DUE}\b[^.;]{{0,50}}?\b{_BIOPSY}|{_SUSPECT}[^.;]{{0,60}}?\b{_BIOPSY}\b[^.;]{{0,40}}?\b{_DUE}\b"
    rf"|\b{_DUE}\b[^.;]{{0,40}}?\b{_BIOPSY}\W+(?:of|for|due to|because of)\W+(?:\w+\W+){{0,5}}?{_SUSPECT}"
)
_SUSPECT_TOLD = gated(_SUSPECT)
# 'A breast mass of unknown nature', 'a new lump, awaiting its diagnosis', 'a lesion on mammogram that needs a biopsy, not done so far'
_NOT_KNOWN_YET = (
    r"(?:(?:of|with)\W+(?:an?\W+)?(?:still\W+|yet\W+)?(?:unknown|unclear|uncertain|undetermined)\W+(?:nature|significance|etiology|aetiology|origin|dignity|histology|diagnosis)"
    r"|await\w+\W+(?:(?:its|the|a|her|their|final|definitive|tissue|histolog\w+|patholog\w+)\W+){0,3}(?:diagnosis|work-?up|clarification)"
    r"|not\W+(?:yet\W+)?(?:been\W+)?(?:biopsied|diagnosed|clarified|explained)\b"
    rf"|{_BIOPSY}\W+(?:\w+\W+){{0,3}}?not\W+(?:yet\W+)?(?:been\W+)?(?:done|performed|taken|carried out|obtained)\b"
    r"|(?:diagnosis|histology|pathology)\W+(?:is\W+|still\W+)*(?:pending|awaited|outstanding|unknown|not known|not (?:yet )?(?:established|available)))"
)
_NOT_KNOWN_YET_TOLD = gated(rf"\b{_NOT_KNOWN_YET}")
_BREAST_FINDING = rf"(?:\b(?:breasts?|mammogra\w+|new|solid|palpable)\W+(?:[\w-]+\W+){{0,3}}?{_FINDING}\b|\b{_FINDING}\W+(?:\w+\W+){{0,3}}?(?:breasts?|mammogra\w+|ultraso\w+)\b)"
_UNDIAGNOSED = gated(
    rf"\b(?:recalled|called back)\b[^.;]{{0,60}}\b(?:screening|mammogra\w+)|\b(?:screening|mammogra\w+)\W+(?:recall\b|callback)|\bundiagnosed (?:breast )?{_FINDING}\b|\b(?:suspected|suspicion of) breast cancer\b[^.;]{{0,40}}\b(?:await\w+|before|prior to|not yet)\b"
    rf"|{_BREAST_FINDING}[^.;]{{0,60}}?\b{_NOT_KNOWN_YET}"
)
# Of a record that speaks of the finding elsewhere
_BIOPSY_TO_COME = gated(
    rf"\b{_DUE}\b[^.;]{{0,40}}?\b{_BIOPSY}|\b{_BIOPSY}\b[^.;]{{0,30}}?\b{_DUE}\b|\b(?:before|prior to|pre-?)\W*(?:(?:the|a|their|her|core|needle|image-guided|diagnostic|breast|percutaneous|vacuum-assisted)\W+){{0,4}}{_BIOPSY}\b|\b{_NOT_KNOWN_YET}"
)
_SUSPECTED_CANCER = gated(
    r"\b(?:suspicious|suspected|suspicion|concerning|highly suggestive|possible|probable|rule out|exclude)\b(?:\W+(?:for|of|to be|as|having|a|an))*\W+(?:primary\W+|invasive\W+)?(?:(?:breast\W+)?(?:cancers?|carcinomas?|malignan\w+|dcis|tumou?rs?))\b"
)
# A cancer that is known, of whatever place, or a finding elsewhere than in a breast
_KNOWN = gated(
    r"\b(?:known|proven|confirmed|newly|history|already(?! (?:booked|scheduled|planned|arranged|ordered|referred))|(?:has|have) been diagnosed|diagnosed|metasta\w+|recurr\w+|relaps\w+|stages? [i0-9]|contralateral|axill\w+|nod(?:e|al)s?|bones?|liver|lung|brain|residual|chemotherap\w+|neoadjuvant|treat\w+|surgery|mastectom\w+|lumpectom\w+|chest wall|scars?|malignant|cancers?|carcinomas?|dcis|malignanc\w+|tnbc|her2\w*|survivors?|participants in)\b"
    r"|\bbi-?\s?rads\b(?:\W*(?:[0-5][abc]?|or|and|to|categor\w+|scores?)\b){0,6}\W{1,3}6\b(?! (?:weeks|months|years|mm|cm))"
)
# Another sentence that takes women whose cancer is known
_TAKES_KNOWN = gated(
    r"(?:\b(?:known|proven|confirmed|diagnos\w+|newly|recent\w*|patients?|women|stage|history of|primary|invasive|early|operable|treated for|undergoing)\b[^.;]{0,60}\b(?:breast (?:cancer|carcinoma|malignan\w+)|carcinoma|dcis|malignan\w+|cancer)\b"
    r"|\b(?:breast cancer|carcinoma|dcis)\b[^.;]{0,40}\b(?:confirmed|proven|diagnosed|patients?|surgery|mastectomy)\b|\b(?:chemotherapy|mastectomy|lumpectomy|metasta\w+)\b)"
)
# 'Microwave imaging for the detection of breast cancer', 'to tell benign from malignant': what a study looks for
_LOOKED_FOR = gated(
    r"\b(?:detect\w*|diagnos(?:is|e|ing|tics?)|screening|visuali[sz]\w+)\W+(?:(?:of|for|in|the|early|primary|invasive)\W+){0,3}breast\W+(?:cancers?|carcinomas?|malignanc\w+)\b|\bbreast cancer (?:detection|diagnos(?:is|tics?)|screening)\b"
    r"|\bbenign\W+(?:(?:breast|lesions?|and|from|or|versus|vs)\W+){1,3}malignant\b"
)
_DENIED = gated(r"\b(?:no|not|without|never|free of|absence)\b")


def _without_doubts(lower: str) -> str:
    """Without a cancer that is only suspected, and a diagnosis that is not made yet."""
    return _NOT_KNOWN_YET_TOLD.sub(" ", _SUSPECTED_CANCER.sub(" ", lower))


def _takes_known(lower: str) -> bool:
    text = _without_doubts(lower)
    known = _TAKES_KNOWN.search(text)
    return known is not None and not _DENIED.search(text, 0, known.end())


@lru_cache(maxsize=16)
def _that_take_known(trial: Trial) -> frozenset[str]:
    """The inclusions of a record that take women whose cancer is known."""
    return frozenset(sentence.text for _, sentence in inclusions(trial) if _takes_known(sentence.lower))


@lru_cache(maxsize=16)
def _biopsy_to_come(trial: Trial) -> bool:
    """Whether the titles or an inclusion tell that a biopsy, of no known cancer, is still to be taken."""
    told = [_LOOKED_FOR.sub(" ", titles(trial).lower()), *(sentence.lower for _, sentence in inclusions(trial))]
    return any(_BIOPSY_TO_COME.search(text) and not _KNOWN.search(_without_doubts(text)) for text in told)


# Among exclusions: a biopsy that was taken, or a cancer that is proven. A lump may be cut out, and be nothing, years before.
_SAMPLED = gated(
    rf"\b(?:previous\w*|prior|earlier|recent\w*|preceding|already)\W+(?:[\w-]+\W+){{0,5}}?{_BIOPSY}\b|\b{_BIOPSY}\b[^.;]{{0,60}}?\b(?:(?:within|during|in|over)\W+(?:the\W+)?(?:last|past|previous|preceding|\d+)|less than|already|previously|recently|before|prior to)\b|\bbeen\W+(?:biopsied|sampled)\b"
    # 'Tissue already taken from the mass', 'sampled already'
    r"|\b(?:tissue|cores?|cells|samples?|specimens?)\W+(?:(?:of|from|it|this|the|lesion|mass|was|were|has|have|been|already|previously)\W+){0,5}(?:taken|obtained|removed|sampled|drawn)\b|\b(?:already|previously)\W+(?:been\W+)?(?:sampled|biopsied)\b|\b(?:sampled|biopsied)\W+(?:already|before|previously)\b"
)
_NOT_OF_THIS_FINDING = gated(
    r"\b(?:surgical|excision\w*|open|blood|benign|contralateral|opposite|other|unaffected|axill\w+|nodes?|lymph|bones?|marrow|liver|unable|refus\w+|unwilling|contraindicat\w+|complications?|years?|allerg\w+)\b"
)
_PROVEN = gated(
    r"\b(?:known|proven|confirmed|established|existing|newly diagnosed|already diagnosed|current diagnosis of)\W+(?:[\w-]+\W+){0,4}?(?:breast\W+)?(?:cancers?|carcinomas?|malignanc\w+)\b"
    r"|\b(?:cancer|carcinoma|malignancy)\b\W+(?:(?:of|in|the|breast|is|was|has|been|that|already|histolog\w+|patholog\w+)\W+){0,5}?(?:proven|confirmed|known|established)\b|\bbi-?\s?rads\W+(?:category\W+)?6\b"
)
_ELSEWHERE = gated(
    r"\b(?:other than|another|other|metasta\w+|family|relatives?|contralateral|opposite|prior|previous|past|history|years?)\b"
)
# 'Cancer already proven, or treated within the last year': the time is that of the treatment
_OR_TREATED = gated(
    r",?\s*\b(?:or|and)\s+(?:(?:been|was|were|having|recently)\s+)*(?:treated|operated|irradiated)\b[^.;]*$"
)


@lru_cache(maxsize=16)
def _shuts_out_the_diagnosed(trial: Trial) -> bool:
    """Whether an exclusion names a biopsy that was taken lately or of this finding, or a cancer that is proven."""
    told = (s.lower for _, s, item in sentences(trial) if item.polarity == EXCLUDE and not item.of_others)
    return any(
        (_SAMPLED.search(text) and not _NOT_OF_THIS_FINDING.search(text))
        or (_PROVEN.search(text) and not _ELSEWHERE.search(_OR_TREATED.sub(" ", text)))
        for text in told
    )


def awaiting_diagnosis(sentence: Sentence, context: Context) -> Mention | None:
    """'BI-RADS 4 or 5 lesion scheduled for biopsy', 'recalled from screening': whoever's cancer is known to have spread or come
    back is not asked for. Whether one whose cancer was just found is, is left open, unless a biopsy may not have been; so is
    who was treated for her first cancer."""
    if not sentence.from_criteria or sentence.excludes or _KEYS.isdisjoint(sentence.keys):
        return None
    if sentence.stance is not Stance.REQUIRE:
        return None
    lower, trial = sentence.lower, context.trial
    told = _SUSPECT_TO_BIOPSY.search(lower) or _UNDIAGNOSED.search(lower)
    if told is None and (suspect := _SUSPECT_TOLD.search(lower)) and _biopsy_to_come(trial):
        told = suspect
    if told is None or _KNOWN.search(_without_doubts(lower)):
        return None
    of_titles = _LOOKED_FOR.sub(" ", titles(trial).lower()).split("\n")
    if any(_takes_known(title) for title in of_titles) or _that_take_known(trial) - {sentence.text}:
        return None
    left = SURVEILLANCE if _shuts_out_the_diagnosed(trial) else UNTREATED | OPERATED
    return Mention(
        "setting", within(0, FIRST_CANCER & left), "a suspicious finding that is still to be diagnosed", *told.span()
    )
