"""Does the trial take breast cancer at all? A facet of its own, with its quote.

a title, the conditions or an inclusion names breast cancer patients        yes
it takes solid tumours or any cancer, without naming organs only            yes
its people are to be free of breast cancer (screening, prevention)           no
it names other cancers or other diseases only, or healthy people             no
anything else                                                                open
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from data.criteria import Constant, Criterion, Evidence, Truth, Undecidable
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.layout import INCLUDE, items_of
from matcher.reading.mentions import Context, Mention
from matcher.reading.population import BREAST, OTHER_TUMOUR
from matcher.reading.sentences import Sentence, negated, sentences_of
from matcher.reading.text import PlainText

_BREAST = re.compile(
    r"\bbreast[- ](?:\w+[- ]){0,2}?(?:cancers?|carcinomas?|neoplasms?|neoplasia|tumou?rs?|malignan\w+|adenocarcinoma|DCIS|surgery|conserv\w+|reconstruct\w+|radiotherapy|irradiation)"
    r"|\b(?:cancers?|carcinomas?|neoplasms?|adenocarcinoma|tumou?rs?|malignan\w+) of (?:the )?(?:female )?breast|\bmammary (?:carcinoma|cancer|tumou?r)|\bTNBC\b|\bDCIS\b|\bm?MBC\b|\bEBC\b"
    r"|\b(?:HER2|HR|ER|ERBB2)\W{0,3}(?:\+|-|positive|negative|low)?[\w/+-]*\s+(?:m?BC)\b|\btriple[- ]negative\b|\bmastectomy|\blumpectomy|^breast$|\bmBC\b|\bBC participants|\bDuctal Carcinoma",
    re.I,
)
_CONDITION = re.compile(r"^\W*(?:breast|mammary)\W*$", re.I)
_ANY_CANCER = re.compile(
    r"\bsolid (?:tumou?rs?|cancers?|malignan\w+|neoplasms?)|\b(?:any|all|various|multiple|advanced|metastatic|refractory|unspecified adult|adult|recurrent|of) (?:\w+ ){0,2}?(?:cancers?|malignan\w+|tumou?rs?|neoplasms?)(?! of)|"
    r"\bcancer (?:patients?|survivors?|pain|treatment|survivorship|care|related)|\b(?:patients|people|adults|women|individuals|persons) (?:with|living with|diagnosed with|undergoing treatment for|treated for) (?:a |any |advanced |metastatic )?(?:cancer|malignan)|^\W*(?:cancers?|neoplasms?|malignan\w+|tumou?rs?|metastas[ei]s|neoplasm metastasis)\W*$|"
    r"\b(?:brain|bone|liver|lung|spinal|CNS|leptomeningeal|cerebral) metasta|\bchemotherapy|\bradiotherapy|\boncology\b|\bcancer\b(?=[,;.]|$)",
    re.I,
)
_FREE_OF_IT = re.compile(
    r"\b(?:no|without|never had|free of|negative for)\b[^.;]{0,40}\b(?:history|diagnosis|evidence)?\s*(?:of )?(?:\w+ ){0,3}breast cancer|\bhealthy (?:women|volunteers?|females?|subjects|donors?|adults?|controls only)|\bhigh[- ]risk (?:women|for|of)|\b(?:increased|elevated|high|average) risk (?:of|for) (?:\w+ ){0,3}breast|\bunaffected|\bscreening mammogra|\bcancer-free|\bcaregivers?\b",
    re.I,
)
_HISTORY_OUT = re.compile(
    r"\b(?:history|diagnosis|prior|previous|personal|current|known|diagnosed|evidence|active)\b[^.;]{0,50}\bbreast (?:cancer|carcinoma|malignan)|\bbreast (?:cancer|carcinoma) (?:patients?|survivors?)|^\W*(?:\w+\W+){0,3}breast cancer\W*$",
    re.I,
)
_OTHER_MALIGNANCY = re.compile(
    r"\b(?:other|second|prior|previous|concurrent|another|additional|history of|personal history|family history|relative|mother|sister|risk)\b|except|in situ|\bunless\b|free of|mutation|screening",
    re.I,
)
_PREVENTION = ("PREVENTION", "SCREENING", "DIAGNOSTIC")


def read_cancer(sentence: Sentence, context: Context) -> list[Mention]:
    """In a cohort of a basket: a diagnosis of other tumours only closes the cohort for breast cancer."""
    item = sentence.item
    if item is None or not item.cohorts or sentence.excludes:
        return []
    text = sentence.text
    beside = [other.text for other in (item.parent.children if item.parent else ()) if other is not item]
    if any(BREAST.search(other) or OTHER_TUMOUR.search(other) for other in beside):
        return []  # one of several tumours that the cohort takes
    if OTHER_TUMOUR.search(text) and not BREAST.search(text) and _names_diagnosis(text):
        return [Mention("cancer_type", Constant(Truth.FALSE), "a tumour other than breast cancer", 0, len(text))]
    return []


def _names_diagnosis(text: str) -> bool:
    return len(text) < 90 or bool(re.search(r"\bconfirmed|diagnos|histolog|patholog|cytolog|documented", text, re.I))


def read_cancer_type(trial: Trial, context: Context, known: Sequence[Criterion]) -> list[Criterion]:
    """One criterion: yes, no or open, with the words that say so."""
    free = _people_free_of_cancer(trial) or _caregivers(trial)
    if free is not None:
        return [_criterion(Truth.FALSE, "people without breast cancer", free)]
    for pattern, words in ((_BREAST, "breast cancer"), (_ANY_CANCER, "cancers of any organ")):
        evidence = _first(trial, pattern)
        if evidence is not None:
            if pattern is _ANY_CANCER and _names_other_organs(trial, evidence):
                if (
                    OTHER_TUMOUR.search(f"{trial.brief_title} {trial.official_title or ''}")
                    or evidence.source == "criteria"
                ):
                    continue
                return [
                    Criterion(
                        "cancer_type",
                        Undecidable("the cancers it takes"),
                        "Takes cancers of which breast is not named",
                        (evidence,),
                    )
                ]
            return [_criterion(Truth.TRUE, words, evidence)]
    other = _other_disease(trial, context.vocabulary)
    if other is not None:
        return [_criterion(Truth.FALSE, "another disease than breast cancer", other)]
    title = Evidence("brief_title", 0, len(trial.brief_title))
    return (
        [Criterion("cancer_type", Undecidable("the disease"), "Does not say which cancers it takes", (title,))]
        if trial.brief_title
        else []
    )


def _criterion(truth: Truth, words: str, evidence: Evidence) -> Criterion:
    return Criterion("cancer_type", Constant(truth), f"Takes {words}", (evidence,))


def _first(trial: Trial, pattern: re.Pattern[str]) -> Evidence | None:
    sources = trial.sources()
    for source in ("brief_title", "official_title", "conditions", "keywords"):
        text = sources.get(source, "")
        position = 0
        for line in text.split("\n"):
            if pattern.search(line) or (pattern is _BREAST and source == "conditions" and _CONDITION.match(line)):
                if not (source in ("brief_title", "official_title") and negative_title(line)):
                    return Evidence(source, position, position + len(line))
            position += len(line) + 1
    return _in_inclusions(trial, pattern)


def negative_title(line: str) -> bool:
    return bool(re.search(r"\brisk of breast|\bbreast[- ]?feed|\bnon-breast|\bexcluding breast", line, re.I))


def _in_inclusions(trial: Trial, pattern: re.Pattern[str]) -> Evidence | None:
    for text, sentence in _inclusions(trial):
        found = pattern.search(sentence.text)
        if found and not _OTHER_MALIGNANCY.search(sentence.text) and not negated(sentence, found.start()):
            start, end = text.span(sentence.start, sentence.end)
            return Evidence("criteria", start, end)
    return None


def _inclusions(trial: Trial) -> Iterator[tuple[PlainText, Sentence]]:
    text = PlainText("criteria", trial.criteria or "")
    for item in items_of(text.plain):
        if item.polarity == INCLUDE:
            for sentence in sentences_of(item):
                yield text, sentence


def _names_other_organs(trial: Trial, evidence: Evidence) -> bool:
    """A general word for cancer beside organs that are named in title and conditions, breast not among them."""
    named = f"{trial.brief_title}\n{trial.official_title or ''}\n" + "\n".join(trial.conditions)
    if re.search(
        r"\bsolid (?:tumou?r|cancer|malignan|neoplasm)|\bany cancer|\ball cancers|\bpan-?cancer|\btumor-?agnostic|\bbasket",
        named,
        re.I,
    ):
        return False
    return bool(OTHER_TUMOUR.search(named)) or evidence.source == "criteria"


def _people_free_of_cancer(trial: Trial) -> Evidence | None:
    """Screening and prevention: healthy people, or people at risk, and breast cancer itself among the exclusions."""
    about = f"{trial.brief_title} {trial.official_title or ''}"
    preventive = trial.primary_purpose in _PREVENTION or bool(
        re.search(r"\bprevent|\bscreening|\bhigh[- ]risk|\bhealthy|\bmammograph\w* (?:screening|attend)", about, re.I)
    )
    if not preventive or _has_patients(trial) or re.search(r"recurren|relapse", about, re.I):
        return None
    text = PlainText("criteria", trial.criteria or "")
    for item in items_of(text.plain):
        for sentence in sentences_of(item):
            pattern = _FREE_OF_IT if item.polarity == INCLUDE else _HISTORY_OUT
            if pattern.search(sentence.text) and not re.search(r"recurren|second|relapse", sentence.text, re.I):
                return Evidence("criteria", *text.span(sentence.start, sentence.end))
    return None


def _caregivers(trial: Trial) -> Evidence | None:
    """A trial of caregivers or professionals whose own inclusions name no patients."""
    about = re.compile(
        r"\b(?:care-?givers?|carers|relatives|spouses|family members|nurses|physicians|clinicians|oncologists)\b", re.I
    )
    if not about.search(trial.brief_title):
        return None
    told: Evidence | None = None
    for text, sentence in _inclusions(trial):
        if about.search(sentence.text):
            told = told or Evidence("criteria", *text.span(sentence.start, sentence.end))
        elif re.search(r"\bpatients?\b|\bsurvivors?\b|\bdiagnos", sentence.text, re.I):
            return None
    return told


_PATIENTS = re.compile(
    r"\b(?:diagnos\w+ (?:of|with)|confirmed|proven|documented|stage|patients? with|women with|invasive|survivors? of|history of|treated for|surgery for|receiv\w+|undergo\w+)\b[^.;]{0,60}\b(?:breast (?:cancer|carcinoma|malignan|tumou?r)|DCIS|TNBC|triple|cancer)|\bTNBC\b|\bbreast cancer (?:patients?|survivors?)",
    re.I,
)


def _has_patients(trial: Trial) -> bool:
    for _, sentence in _inclusions(trial):
        found = _PATIENTS.search(sentence.text)
        if (
            found
            and not negated(sentence, found.start())
            and not re.search(
                r"\brelatives?|family|mother|sister|risk|mutation carrier|first[- ]degree", sentence.text, re.I
            )
        ):
            return True
    return bool(
        re.search(
            r"\bpatients with (?:\w+ ){0,4}breast cancer|\bsurvivors",
            f"{trial.brief_title} {trial.official_title or ''}",
            re.I,
        )
    )


def _other_disease(trial: Trial, vocabulary: Vocabulary) -> Evidence | None:
    pattern = _tumours(vocabulary)
    sources = trial.sources()
    for source in ("conditions", "brief_title", "official_title"):
        text = sources.get(source, "")
        if pattern.search(text):
            return Evidence(source, 0, len(text))
    if trial.healthy_volunteers and trial.brief_title and not _BREAST.search(trial.criteria or ""):
        return Evidence("brief_title", 0, len(trial.brief_title))
    conditions = sources.get("conditions", "")
    # Conditions that name no cancer of any kind name another disease.
    if conditions and not re.search(
        r"cancer|carcinom|neoplas|tumou?r|malignan|oncolog|metasta|breast|mastect",
        " ".join((conditions, trial.brief_title, trial.official_title or "", trial.criteria or "")),
        re.I,
    ):
        return Evidence("conditions", 0, len(conditions))
    return None


@lru_cache(maxsize=4)
def _tumours(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = "|".join(re.escape(t.phrase).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for t in vocabulary.tumours)
    return re.compile(rf"\b(?:{words})\b", re.I)
