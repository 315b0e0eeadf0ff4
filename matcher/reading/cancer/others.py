"""People who are no patients: the healthy, those at risk or with a disease of the breast that is no cancer, those who treat
and those who care.

"Licensed physicians", "healthy male volunteers", "gynecomastia", "caregivers of a woman with breast cancer"
"""

from __future__ import annotations

import re

from data.criteria import Evidence
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE
from matcher.reading.negation import negated
from matcher.reading.population import BREAST_BY_NAME
from matcher.reading.sentences import Sentence
from matcher.reading.whole_record import TITLES, inclusions, lines_of_sources, place_of, sentences, titles

# People who are not patients, and diseases of the breast that are no cancer.
_OTHERS = gated(
    r"\bhealthy\s+(?:(?:adult|male|female|post-?menopausal|pre-?menopausal|young|older|human|non-?\w+|chinese|japanese|caucasian|asian)[\s,]+(?:and\s+|or\s+)?){0,4}(?:wom[ae]n|men|man|volunteers?|subjects?|participants?|adults?|individuals|donors?|males?|females?|people)\b"
    r"|\b(?:at|with)\s+(?:an?\s+)?(?:(?:very\s+|moderately\s+|significantly\s+)?(?:high|higher|increased|elevated|average|moderate|intermediate|low|normal|genetic|familial|hereditary)\s+)*(?:to\s+\w+\s+)?(?:lifetime\s+)?risk\s+(?:of|for)\s+(?:the\s+)?(?:develop\w+\s+|getting\s+|having\s+)?(?:\w+\s+){0,3}?(?:breast|cancer)(?!\s+(?:cancer\s+)?(?:recurrence|relapse|metasta))"
    r"|\brisk\s+(?:of|for)\s+developing\s+(?:\w+\s+){0,3}?breast\s+cancer|\b(?:high|increased)[- ]risk\s+(?:pre-?menopausal\s+|post-?menopausal\s+|young\s+)?(?:women|individuals|people|populations?)\b(?!\s+with)|\b(?:high|higher|increased|elevated)\s+(?:familial\s+|genetic\s+)?breast\s+cancer\s+risk\b|\b(?:women|individuals|people)\s+at\s+(?:high|higher|increased|elevated|average)\s+(?:genetic\s+|familial\s+)?risk\W*$|\bcancer-free\s+(?:wom[ae]n|individuals|people|participants|subjects|adults)\b|\bunaffected\s+(?:women|carriers?|individuals|relatives?|\w*\s*mutation|by\s+(?:breast\s+)?cancer)|\bcarriers?\s+of\s+(?:an?\s+)?(?:\w+\s+){0,3}(?:BRCA\S*|PALB2|CHEK2|TP53)|\b(?:BRCA\S*|gene|mutation)\s+(?:mutation\s+)?carriers\b(?!\s+with|\s*:|\s+(?:must|should)\b)"
    r"|\b(?:genetic|hereditary|inherited|familial|germline)\s+predisposition\s+(?:to|for)\s+(?:\w+\s+){0,3}?(?:breast|cancer)|^\W*(?:high|increased|elevated)\s+risk\s+(?:of|for)\s+breast\s+cancer\W*$|\b(?:5|10|five|ten)-?\s?year\s+(?:\w+\s+){0,3}risk\b|\blifetime\s+(?:breast\s+cancer\s+)?risk|\bGail\s+(?:model|score|risk|index)|\bTyrer|\bBCRAT|\bBOADICEA|\bBRCAPRO"
    r"|\bwomen\s+without\s+(?:\w+\s+)?breast\s+(?:cancer|disease)|^\W*(?:breast-?\s?feeding|lactating|nursing)\s+(?:women|mothers)\b|\bgyna?ecomastia|\bfibro-?adenomas?\b|\bfibrocystic|\bmastalgia|\bmastodynia|\bmastitis|\bbreast\s+(?:pain|abscess\w*|augment\w+|implants?\s+for\s+cosmetic|engorge\w+|hypertroph\w+|reduction|ptosis)|\b(?:augmentation|reduction)\s+mamm(?:a|o)plast\w+|\bmamm(?:a|o)plasty|\bmacromastia|\bmastopexy|\bbenign\s+(?:breast|prolif\w+)|\batypical\s+(?:ductal\s+|lobular\s+)?hyperplasia|\bhyperplasia\s+with",
    re.I,
)
_PROFESSION = (
    r"(?:physicians?|nurses?|clinicians?|oncologists?|surgeons?|radiologists?|radiographers?|technologists?|technicians?|doctors?|practitioners?|teachers?|pharmacists?|residents?(?!\s+(?:of|in)\s+(?:the\s+)?(?-i:[A-Z]))|students?|midwi(?:fe|ves)"
    r"|health\s?care\s+(?:providers?|professionals?|workers?)|(?:community|lay)\s+health\s+(?:workers?|advis[eo]rs?|educators?)|providers?|navigators?)"
)
_PROFESSIONALS = gated(
    rf"^\W*(?:(?!patients?|participants?|women|must)[\w,/-]+\s+){{0,5}}?(?:(?:family|primary\s+care)\s+)?{_PROFESSION}\b(?!['\s]+(?:assess|judg|opinion|discretion|approv|referr|choice|diagnos))",
    re.I,
)
_AT_WORK = gated(
    r"\b(?:(?:community|lay) health|car(?:e|ing) for (?:wom[ae]n|patients|people|breast|cancer)|(?:medical|nursing) students|licensed|practi[cs]\w+|treat\w*|manag\w+|working|employed|enrolled|registered|board[- ]certified|training|see[s]?|staff|employees?|attending|clinic|hospital|centers?|(?:clinical|work(?:ing)?|professional|practice|job)\s+experience|years?['\u2019]?\s+(?:of\s+)?(?:\w+\s+)?(?:experience|practice|seniority)|experience\s+(?:in|with|of)\s+(?:treat|manag|oncolog|breast|cancer)\w*)\b",
    re.I,
)
_CARERS = gated(
    r"\b(?:care-?givers?|carers?|relatives?|spouses?|partners?|husbands?|wives|family\s+members?|daughters?|sons?|sisters?|brothers?|siblings?|child(?:ren)?|fathers?|widow(?:er)?s?)\b",
    re.I,
)


def healthy_or_at_risk(trial: Trial) -> Evidence | None:
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


def screens_the_healthy(trial: Trial) -> Evidence | None:
    """The title of a record whose primary purpose is screening, with healthy volunteers: by definition "in people who are not yet
    known to have the condition" (ClinicalTrials.gov, protocol registration data elements). Not so for prevention, which may be of
    a complication of treatment."""
    if trial.primary_purpose != "SCREENING" or not trial.healthy_volunteers or not trial.brief_title:
        return None
    if not all(BREAST_BY_NAME.search(condition) for condition in trial.conditions):
        return None  # it may be another disease that is looked for
    return Evidence("brief_title", 0, len(trial.brief_title))


# 'Survey of general practitioners', 'training nurses in ...', 'a course for oncologists', 'practice among midwives'
_TITLE_OF_PROFESSIONALS = gated(
    rf"\b(?:surveys?\s+of|training(?:\s+of)?|education\s+of|teaching|burnout\s+of|attitudes\s+of|for|among)\s+(?:the\s+)?(?:[\w-]+\s+){{0,3}}?{_PROFESSION}\b",
    re.I,
)


def professionals(trial: Trial) -> Evidence | None:
    """Where an inclusion asks for physicians, nurses and the like themselves; under a title about them their name is enough."""
    titled = _TITLE_OF_PROFESSIONALS.search(titles(trial)) is not None
    for text, sentence in inclusions(trial):
        if is_professional(sentence) or (titled and _PROFESSIONALS.search(sentence.text)):
            return place_of(text, sentence)
    return None


def is_professional(sentence: Sentence) -> bool:
    """Whether the sentence tells of those who treat: what they are, or whom they see."""
    return bool(
        (_PROFESSIONALS.search(sentence.text) and _AT_WORK.search(sentence.text)) or _WHOM_THEY_SEE.match(sentence.text)
    )


# 'Sees at least five breast cancer patients a month', 'cares for women with cancer'
_WHOM_THEY_SEE = gated(
    r"^\W*(?:currently\s+|regularly\s+|who\s+)?(?:sees?|seeing|treats?|treating|manages?|managing|cares?\s+for|caring\s+for|look(?:s|ing)?\s+after|refers?|counsels?|follows?)\s+(?:[\w-]+\s+){0,6}?(?:patients|survivors|wom[ae]n)\b",
    re.I,
)


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
    if not _CARERS.search(titles(trial)) or _TOGETHER.search(titles(trial)) or not _names_a_cancer(trial):
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


def _names_a_cancer(trial: Trial) -> bool:
    return (
        gated(r"breast|cancer|carcinom|neoplas|tumou?r|malignan|oncolog", re.I).search(
            "\n".join((titles(trial), *trial.conditions))
        )
        is not None
    )
