"""Stage, setting and recurrence, on the one axis of disease states."""

from __future__ import annotations

import re
from typing import NamedTuple

from data import axes
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from data.disease import NEVER_TREATED
from matcher.reading import state_phrases as phrases
from matcher.reading.mentions import Context, Mention
from matcher.reading.population import NOT_CANCER_STAGE, is_subject_of_rule, of_other_tumours
from matcher.reading.sentences import Sentence
from matcher.reading.state_phrases import ALL, Phrase

_TRIGGER = re.compile(
    r"stage|metasta|advanc|recurr|relaps|operab|resect|adjuvant|in[- ]situ|DCIS|early|newly|primary|diagnos|surg|surviv|mastect|"
    r"lumpect|invasive|\bM[01]\b|\bT\d|palliat|localized|inflammatory|receiving|undergoing|complet|disease[- ]free|ABC|MBC|BC\b|"
    r"incurable|refractory|history of breast|treated|treatments? for|therap(?:y|ies) for|biops|palpable|BI-?RADS|target lesion|no evidence",
    re.I,
)
_ROMAN = {"0": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_STAGE_NAME = r"(?:IV|I{1,3}|0|[1-4])(?:[ABCabc]\d?)?(?![a-z0-9])"
_STAGES = re.compile(
    rf"\bstages?\s*(?:groups?\s*)?:?\s*\(?(?P<list>{_STAGE_NAME}\)?(?:(?:\s*(?:-|to|through|,|/|or|and|&|,\s*or|,\s*and)\s*)(?:stages?\s*)?{_STAGE_NAME})*)(?![\w-]*\s*(?:CKD|kidney|lymphedema|hypertension|ulcer))",
    re.I,
)
_STAGES_BEFORE = re.compile(
    rf"(?<![\w-])(?P<list>{_STAGE_NAME}(?:\s*(?:-|to|/|,|or|and)\s*{_STAGE_NAME})*)\s+stages?\b(?!\s*\d)", re.I
)
_OTHER_IN_SITU = re.compile(
    r"\b(?:cervi\w+|skin|bladder|melanoma|other (?:malignan|cancer)\w*|prior malignan\w*|basal)\b", re.I
)
# 'Stage 1' in Arabic digits may be a stage of the study: the disease must be named beside it.
_DISEASE_NAMED = re.compile(r"\b(?:breast|cancers?|disease|carcinoma|tumou?rs?|TNBC|invasive|AJCC|DCIS)\b", re.I)
_TNM = re.compile(r"\b[cp]?T[0-4][a-d]?(?:\s*[-,/]\s*T?[0-4][a-d]?)*[,\s]*(?:[cp]?N[0-3x]|\bM0)", re.I)
_INVASIVE = re.compile(
    r"(?<!non)(?<!non-)(?<!micro)(?<!minimally )\binvasive\b(?=\s+(?:\w+\s+){0,3}?(?:breast|carcinoma|cancer|ductal|lobular|adenocarcinoma|mammary|disease))",
    re.I,
)
_REFRACTORY = re.compile(
    r"\b(?:refractory (?:to|solid|cancer|malignan|disease|breast)|(?:no|not|exhausted|failed|without)[^.;]{0,40}(?:standard|curative|effective|satisfactory|established|available)[^.;]{0,25}(?:therap|treatment|option)|for (?:which|whom) (?:no|there is no|standard)[^.;]{0,40}(?:therap|treatment|option|exist))",
    re.I,
)
_OPEN_TO_BEGINNERS = re.compile(
    r"\bcurative\b(?!\s+or\s+palliative)|\b(?:refus|declin|ineligible|unsuitable|not (?:a )?(?:candidate|eligible|suitable))",
    re.I,
)
_HISTORY = re.compile(
    r"\b(?:prior|previous|personal|past)?\s*(?:history of|prior|previous)\s+(?:(?!non\b|treat|therap|chemo|radi|surg|biops|endocrine|hormon|diagnos)\w+[- ,/]+){0,5}?(?<!non-)(?<!non )(?:breast cancer|breast carcinoma|breast malignancy|ipsilateral|invasive breast|DCIS)",
    re.I,
)
# A state named as the setting of a therapy, not as that of the patient.
_SETTING_OF_THERAPY = re.compile(
    r"(?:therap\w*|treat\w*|regimens?|chemo\w*|lines?|inhibitors?|agents?|received?|receiving|progress\w*|endocrine|hormon\w*|taxanes?|"
    r"anthracyclines?|trastuzumab|tamoxifen|courses?|cycles?|surger\w+|radiotherapy|radiation|irradiation|administered|given|exposure|biopsy|biopsies|samples?|tissue)"
    r"\b[^.;:]{0,70}\b(?:for|in|of|as|from|treat\w*|against)\b[^.;:]{0,30}$",
    re.I,
)
_LAB_CONDITION = re.compile(r"\b(?:ULN|upper limit|x\s?normal|bilirubin|AST|ALT|transaminases|alkaline|SGOT)\b")
_SITE = re.compile(
    r"(?:brain|bone|liver|lung|CNS|hepatic|visceral|leptomeningeal|spinal|node|nodal|axillary|cerebral|nervous system|pulmonary|skin|"
    r"osseous|intracranial|parenchymal|meningeal|ocular|lesions?|symptomatic|untreated|treated)\W+(?:\w+\W+){0,1}$",
    re.I,
)


# Sentences that explain, advise or look ahead: they describe nobody.
_ASIDE = re.compile(
    r"^\W*(?:note|nb|n\.b)\b|\brule(?:d)? out\b|\bstaging\b|\bwork-?up\b|\bsuspected\b|\bsuspicio\w+|\bdefined as\b[^.;]{0,40}relapse|"
    r"\b(?:time|date|interval)\b[^.;]{0,30}\bdiagnosis\b|\bwhichever\b|\bwill be (?:confirmed|defined|collected|stratified)|\bbiops(?:y|ies) (?:of|from)\b|"
    r"\bosteonecrosis\b|\blife expectancy\b",
    re.I,
)


_PERMITTED = re.compile(
    r"^\W*exceptions?\b|\bexceptions? (?:include|are)\b|\b(?:may|can|will|are|is) (?:still )?be? ?(?:also )?(?<!not )(?:eligible|allowed|permitted|acceptable|included)\b|\bnot (?:an? )?exclu\w+",
    re.I,
)


class _Found(NamedTuple):
    axis: str
    sure: int
    wide: int
    words: str
    start: int
    end: int


def read_state(sentence: Sentence, context: Context) -> list[Mention]:
    """At most one mention of the extent of disease (alternatives joined), one of its origin and one of the phase."""
    text = sentence.text
    if not _TRIGGER.search(text) or (sentence.from_criteria and _LAB_CONDITION.search(text)):
        return []
    if sentence.excludes and _PERMITTED.search(text):
        return []
    if _ASIDE.search(text) or of_other_tumours(text) or NOT_CANCER_STAGE.search(text):
        return []
    found = [f for f in _all_found(sentence) if _describes_patients(sentence, f)]
    every = None if sentence.excludes or _OF_SAMPLES.search(text) else _EVERY_EXTENT.search(text)
    if every is not None and not any(f.axis == "extent" for f in found):
        found.append(_Found("extent", ALL, ALL, "disease of any extent", *every.span()))
    if re.search(r"advanced|metasta|recurr|relaps|\bor progress|progressive or\b", text, re.I):
        first = [f for f in found if f.words in _FIRST_DISEASE]
        if first and not sentence.excludes:  # 'newly diagnosed, or recurrence of the disease' takes either
            recurrent = [f for f in found if f.axis == "extent" and f.words == "recurrent disease"]
            found = [f for f in found if f not in first and f not in recurrent]
    before_and_after = re.search(r"\bpre-?(?:operative\w*)?\s*(?:and|/|&)\s*post", text, re.I)
    if before_and_after or (
        not sentence.from_criteria and any(f.axis == "extent" and f.sure & phrases.METASTATIC for f in found)
    ):
        found = [f for f in found if f.axis != "phase"]
    mentions = []
    for axis in ("extent", "origin", "phase"):
        of_axis = [f for f in found if f.axis == axis]
        if of_axis and not _of_therapy_only(sentence, of_axis):
            mentions.append(_mention(_joined(text, of_axis)))
    return [m for m in mentions if m is not None]


# Beside advanced, recurrent or relapsed disease in one sentence these are one way in of several.
_FIRST_DISEASE = ("newly diagnosed disease", "de novo metastatic disease")


def _all_found(sentence: Sentence) -> list[_Found]:
    found = _extents(sentence)
    for group in (phrases.ORIGIN, phrases.PHASE if sentence.from_criteria else (*phrases.TITLE_PHASE,)):
        for phrase in group:
            match = phrase.pattern.search(sentence.text)
            if match is not None and not (phrase.axis == "phase" and _not_a_phase_of_hers(sentence, match)):
                found.append(_found(sentence, phrase, match))
    if match := _TREATED_BEFORE.search(sentence.text):
        found.extend(_treated_before(sentence, match))
    elif not sentence.excludes and sentence.from_criteria and (match := _TUMOUR_IN_PLACE.search(sentence.text)):
        found.append(
            _Found("phase", ALL & ~phrases.OPERATED, ALL & ~phrases.OPERATED, "a tumour in place", *match.span())
        )
    if sentence.excludes and not _TIMED.search(sentence.text) and (match := _HISTORY.search(sentence.text)):
        found.append(
            _Found(
                "origin",
                phrases.LOCOREGIONAL,
                phrases.RECURRENT,
                "history of breast cancer",
                match.start(),
                match.end(),
            )
        )
    return found


# Whoever has had any treatment of the cancer is past the untreated state of a first one (operated patients and those
# with a recurrence have been treated before).
_TREATED_BEFORE = re.compile(
    r"(?:\b(?:prior|previous)(?:ly)?|(?<=not)\s+(?:yet\s+)?(?:received|had|undergone)(?:\s+any)?(?:\s+(?:prior|previous))?|(?<=never)\s+(?:received|had)(?:\s+any)?)\s+(?:anti-?cancer\s+)?(?:treat(?:ed|ment|ments)|therap(?:y|ies))\s+(?:for|of)\s+"
    r"(?:(?:any|this|the|their|current|currently|newly|diagnosed|primary|invasive|ipsilateral|same|or)\s+)*(?:breast (?:cancer|carcinoma|tumou?r)|malignanc(?:y|ies)|cancer)\b"
    r"(?!\s+(?:within|in the|during|other))",
    re.I,
)
_TIMED = re.compile(
    r"\b(?:\d+|one|two|three|five|ten)\s*-?\s*(?:years?|months?|weeks?)\b|\bdisease[- ]free interval\b", re.I
)
# What is biopsied, felt or seen in imaging has not been removed: she is not free of disease.
_TUMOUR_IN_PLACE = re.compile(
    r"\b(?:tumou?rs?|lesions?|disease|cancer|sites?)\b[^.;]{0,30}\b(?:amenable to|accessible (?:for|to)|available for|suitable for|safely)\b[^.;]{0,20}\bbiops\w+"
    r"|\bpalpable (?:breast )?(?:mass|tumou?r|lesion|disease)\b|\bBI-?RADS\W{0,3}(?:score |category )?[56]\b|\btarget lesions?\b[^.;]{0,30}(?:measur|>=|\u2265|at least)",
    re.I,
)


def _treated_before(sentence: Sentence, match: re.Match[str]) -> list[_Found]:
    denied = match.group()[0].isspace() or _denied(sentence.text, match.start())
    if denied == sentence.excludes or (not denied and not sentence.excludes) or _TIMED.search(sentence.text):
        return []
    never, treated = NEVER_TREATED, ALL & ~NEVER_TREATED
    states, words = (
        (treated, "earlier treatment of the cancer")
        if sentence.excludes
        else (never, "no earlier treatment of the cancer")
    )
    return [_Found("origin", states, states, words, *match.span())]


# '... on the primary or a metastatic tumour sample' speaks of the sample.
_OF_SAMPLES = re.compile(r"\b(?:samples?|specimens?|tissue|biops\w+|lesions?|assess\w+|tested|site)\b", re.I)
_EVERY_EXTENT = re.compile(
    r"\b(?:early|primary|local(?:ized)?|operable|resectable|non-?metastatic)(?:[- ]stage)?\s*(?:\w+ )?(?:or|and/or|/|and|as well as)\s*(?:\w+[- ]){0,2}?(?:metastatic|advanced|inoperable|recurrent|unresectable)"
    r"|\bany stage|\ball stages|\bmetastatic or (?:non|early|primary)|\bwith or without metasta",
    re.I,
)
_LEAD_IN = re.compile(
    r"\b(?:patients?|subjects?|participants?|women|who|with|have|has|having|known|any|evidence|presence|present|of|history|clinical|clinically|"
    r"diagnos\w+|confirmed|current(?:ly)?|active|prior|previous|documented|distant|systemic|disease|breast|cancers?|carcinoma|the|a|an|at|"
    r"is|are|or|and|by|imaging|histolog\w+|radiolog\w+|suspected|tumou?rs?|invasive|in|time|entry|recurrent|evidence|excluded|not|eligible|will|be|from|this|study|pure|only|ajcc|tnm|m1|clinical|stage|inflammatory|locally|advanced|metasta\w+|bilateral|no|on|screening|baseline|inoperable|unresectable|primary|concurrent|concomitant|\W)\b",
    re.I,
)


def _describes_patients(sentence: Sentence, found: _Found) -> bool:
    text = sentence.text
    if found.axis == "extent" and _EVERY_EXTENT.search(text):
        return False
    if re.search(
        r"\b(?:including|includes?|e\.g\.|such as|like|as well as)\s*(?:\w+\s+){0,7}$", text[: found.start], re.I
    ):
        return False
    if (
        re.search(r"\b(?:excluding|except|other than|not)\s+(?:for\s+)?(?:\w+\s+)?$", text[: found.start], re.I)
        and "(" in text[: found.start]
    ):
        return False
    if sentence.excludes and found.axis != "phase" and found.words != "history of breast cancer":
        rest = text[: found.start] + " " + text[found.end :]
        rest = re.sub(r"\([^()]*\)", " ", rest)
        if re.search(
            r"\b(?:second|other|another|visceral|life-threatening|CNS|malignanc\w+|treat\w+|therap\w+|node\w*|T\dN?\w*|size|grade|receptor|HER2|negative|positive)\b",
            rest,
            re.I,
        ):
            return False
        return len(re.findall(r"\w{2,}", _LEAD_IN.sub(" ", rest))) <= 3 and not found.words.startswith("no ")
    return not is_subject_of_rule(text, found.start, found.end) and not re.match(
        r"\W*(?:disease|recurrence)?\W*(?:is|are)?\s*defined as", text[found.end :], re.I
    )


def _of_therapy_only(sentence: Sentence, found: list[_Found]) -> bool:
    """'... in the adjuvant setting' and 'progressed after treatment for metastatic disease' are settings of therapies."""
    return found[0].axis == "phase" and all(_belongs_to_therapy(sentence, f.start) for f in found)


# Another cancer's treatment, a course of disease ('no evidence of progression'), alternatives still to come or long done.
_OTHER_MALIGNANCY = re.compile(
    r"\b(?:other|another|second|prior|previous|concurrent|non-?breast)\s+(?:\w+\s+){0,2}?(?:cancers?|malignan\w+|tumou?rs?)|^\W*malignanc\w+\b",
    re.I,
)
_PHASE_DENIED = re.compile(
    r"\b(?:no|not|cannot|can't|never|nor|without|unable|ineligible|contraindicat\w+)\b[^.;,]{0,50}$", re.I
)
_ANY_TIME = re.compile(
    r"\b(?:receiving|undergoing|received|completed|planned|planning|have had)\b[^.;]{0,60}\bor\b[^.;]{0,30}\b(?:receiving|undergoing|received|completed|planned|planning|scheduled|finished)\b",
    re.I,
)
_BEFORE_AN_OPERATION_DONE = re.compile(
    r"\b(?:must have|have|has|had)\s+(?:previously\s+)?(?:received|completed|undergone|been treated)\b", re.I
)


def _not_a_phase_of_hers(sentence: Sentence, match: re.Match[str]) -> bool:
    """Phases in exclusions and denied phases are not read: 'not amenable to curative surgery' is an extent."""
    before, words = sentence.text[: match.start()], match.group().lower()
    if sentence.excludes or re.match(r"\W*(?:progress|disease progress)", sentence.text[match.end() :], re.I):
        return True
    if _OTHER_MALIGNANCY.search(sentence.text) and sentence.from_criteria:
        return True
    if not words.startswith("no ") and _PHASE_DENIED.search(before[-80:]):
        return True
    if words.startswith(("prior to", "before")) and _BEFORE_AN_OPERATION_DONE.search(before):
        return True
    return sentence.from_criteria and bool(_ANY_TIME.search(sentence.text))


def _extents(sentence: Sentence) -> list[_Found]:
    text = sentence.text
    taken: list[tuple[int, int]] = []
    found: list[_Found] = []
    match: re.Match[str] | None
    for match in (*_STAGES.finditer(text), *_STAGES_BEFORE.finditer(text)):
        if not re.search(r"[I0]", match["list"], re.I) and not _DISEASE_NAMED.search(
            text[max(0, match.start() - 25) : match.end() + 30]
        ):
            continue
        sure, wide = _stage_masks(match["list"])
        if sure and not _belongs_to_therapy(sentence, match.start()):
            denied = _denied(sentence.text, match.start())
            found.append(
                _Found(
                    "extent",
                    ALL & ~wide if denied else sure,
                    ALL & ~sure if denied else wide,
                    f"stage {match['list'].strip()}",
                    match.start(),
                    match.end(),
                )
            )
            taken.append(match.span())
    for phrase in phrases.EXTENT:
        for match in phrase.pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken) or _belongs_to_therapy(
                sentence, match.start()
            ):
                continue
            if _SITE.search(text[max(0, match.start() - 40) : match.start()]) and re.match(
                r"metasta", match.group(), re.I
            ):
                continue
            if phrase.words == "carcinoma in situ" and _OTHER_IN_SITU.search(text):
                continue
            if re.match(r"\s*(?:brain )?metasta", text[match.end() :], re.I) and "recurren" in match.group().lower():
                continue  # 'locally recurrent metastases' after radiation are lesions
            taken.append(match.span())
            found.append(_found(sentence, phrase, match))
    if (
        re.search(r"(?<!non-)(?<!non)\binvasive", text, re.I)
        and any(f.words == "carcinoma in situ" for f in found)
        and not sentence.excludes
    ):
        found = [f for f in found if f.words != "carcinoma in situ"]
    if not found and not sentence.excludes and (match := _TNM.search(text)) and "exclu" not in text.lower():
        found.append(
            _Found(
                "extent",
                phrases.PRIMARY,
                phrases.CURABLE & ~phrases.IN_SITU,
                "non-metastatic disease (TNM)",
                *match.span(),
            )
        )
    if not found and not sentence.excludes and (match := _REFRACTORY.search(text)):
        # Standard systemic treatment exists for whoever was never treated; a cure may not.
        beginners = 0 if _OPEN_TO_BEGINNERS.search(match.group()) else NEVER_TREATED
        found.append(
            _Found(
                "extent",
                phrases.ADVANCED & ~beginners,
                (phrases.ADVANCED | phrases.RECURRENT) & ~beginners,
                "disease without standard treatment",
                *match.span(),
            )
        )
    if (
        not found
        and not sentence.excludes
        and (match := _INVASIVE.search(text))
        and not re.search(r"\bin[- ]situ|DCIS|non-?invasive", text, re.I)
    ):
        found.append(
            _Found("extent", ALL & ~phrases.IN_SITU, ALL & ~phrases.IN_SITU, "invasive disease", *match.span())
        )
    return found


def _belongs_to_therapy(sentence: Sentence, start: int) -> bool:
    return sentence.from_criteria and bool(_SETTING_OF_THERAPY.search(sentence.text[max(0, start - 140) : start]))


_DENIAL = re.compile(
    r"\b(?:do(?:es)? not have (?:an? )?(?:\w+ ){0,2}diagnosis of|no|not|(?<!with/)(?<!with or )without|absence of|free (?:of|from)|never|nor|lack of|rule(?:d)? out|negative for)\s+(?:(?!amenable|suitable|candidates?|curable|eligible|received|treated)\w+[\s/-]+){0,3}$|\bno (?:[\w-]+[\s,/]+){1,6}(?:evidence|signs?|history) of (?:\w+\s+){0,2}$",
    re.I,
)


# 'No prior breast carcinoma or ductal carcinoma in situ': the denial reaches over the 'or'.
_IN_SITU_TOO = re.compile(
    r"\W*no (?:prior|previous|history of|known)\b[^.;:]{0,60}\b(?:cancers?|carcinoma) or (?:ductal carcinoma )?$", re.I
)


def _denied(text: str, start: int) -> bool:
    """Whether a denial stands right before; 'not amenable to cure, or metastatic' denies nothing of the metastases."""
    if _IN_SITU_TOO.match(text[:start]):
        return True
    return bool(_DENIAL.search(text[max(0, start - 60) : start]))


def _found(sentence: Sentence, phrase: Phrase, match: re.Match[str]) -> _Found:
    if sentence.excludes and phrase.words == "locoregional recurrence":
        phrase = phrase._replace(sure=phrase.wide)
    denies_itself = (
        match.group().lower().startswith(("no ", "m0", "non", "failed", "without", "not", "absence", "lack", "disease"))
    )
    if not denies_itself and sentence.from_criteria and _denied(sentence.text, match.start()):
        return _Found(phrase.axis, ALL & ~phrase.wide, ALL & ~phrase.sure, f"no {phrase.words}", *match.span())
    return _Found(phrase.axis, phrase.sure, phrase.wide, phrase.words, *match.span())


def _stage_masks(listed: str) -> tuple[int, int]:
    """The states of a list of stages ('IIA-IIIC', '0, I, II'); a recurrence has no stage, so that it is left open."""
    stages: set[str] = set()
    names = ("0", "I", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV")
    tokens = re.findall(r"(IV|I{1,3}|0|[1-4])([ABCabc]?)\d?|(-|to|through)", listed, re.I)
    tokens = [t for t in tokens if t[0] or t[2]]
    previous: list[str] = []
    ranging = False
    for number, letter, dash in tokens:
        if dash:
            ranging = True
            continue
        roman = ("0", "I", "II", "III", "IV")[_ROMAN[number.upper()]]
        members = [
            n
            for n in names
            if n == roman + letter.upper() or (n.rstrip("ABC") == roman and (not letter or roman in ("I",)))
        ]
        if ranging and previous and members:
            first, last = names.index(previous[0]), names.index(members[-1])
            stages |= set(names[first : last + 1])
        stages |= set(members)
        previous, ranging = members or previous, False
    sure = axes.states_where(lambda s: s.stage in stages)
    curable = any(stage not in ("0", "IV") for stage in stages)
    wide = sure | (phrases.LOCOREGIONAL if curable else 0)
    return sure, wide


def _joined(text: str, found: list[_Found]) -> _Found:
    """Extents of one sentence are alternatives; a denial ('no metastases') narrows. Phases and origins narrow."""
    ordered = sorted(found, key=lambda f: f.start)
    sure = wide = 0
    for one in ordered:
        if not one.words.startswith("no ") and one.axis == "extent":
            sure, wide = sure | one.sure, wide | one.wide
    if (
        ordered[0].axis == "phase"
        and len(ordered) > 1
        and re.search(r"\bor\b|/", text[ordered[0].start : ordered[-1].end])
    ):
        sure, wide = 0, 0
        for one in ordered:
            sure, wide = sure | one.sure, wide | one.wide
    elif not wide:
        sure = wide = ALL
    for one in ordered:
        if one.words.startswith("no ") or (
            one.axis != "extent" and not (ordered[0].axis == "phase" and len(ordered) > 1)
        ):
            if wide & one.wide:
                sure, wide = sure & one.sure, wide & one.wide
    words = (
        " or ".join(dict.fromkeys(f.words for f in ordered))
        if ordered[0].axis == "extent"
        else " and ".join(dict.fromkeys(f.words for f in ordered))
    )
    return _Found(ordered[0].axis, sure, wide, words, ordered[0].start, max(f.end for f in ordered))


def _mention(found: _Found) -> Mention | None:
    if found.wide == ALL and found.sure == ALL and found.words != "disease of any extent":
        return None
    facet = {"extent": "stage", "origin": "recurrence", "phase": "setting"}[found.axis]
    return Mention(facet, _requirement(found), found.words, found.start, found.end)


def _requirement(found: _Found) -> Requirement:
    if found.sure == found.wide:
        return Within(axes.STATE_AXIS, found.sure)
    open_part = AllOf((Within(axes.STATE_AXIS, found.wide), Undecidable("the definition of the setting")))
    return AnyOf((Within(axes.STATE_AXIS, found.sure), open_part)) if found.sure else open_part
