"""Sentences about the patient's cancer or its treatment of which nothing was understood, or nothing that a field holds.

    unread, and it speaks of her cancer, a marker or its treatment      open
    an inclusion that asks for a marker, a histology, an effusion or
    a treatment under way that no patient field holds, or for a
    diagnosis or treatment between dates                                open
    tissue, consent, follow-up, washouts, definitions, permissions      nothing: they choose no population

An open point is never met nor failed: it keeps a trial from being called eligible, and is shown with its sentence.
"""

from __future__ import annotations

import re

from data.axes import STATE_AXIS, full
from data.criteria import OPEN_POINT, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.composing.stated import Stated
from matcher.reading.gated import gated
from matcher.reading.layout.item import PERMIT
from matcher.reading.negation import negated
from matcher.reading.population import of_other_tumours
from matcher.reading.record.phases import METASTATIC
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.study_or_dates import of_a_study, of_dates
from matcher.reading.therapy.names import therapies_in
from matcher.reading.therapy.under_way import UNDER_WAY, nothing_under_way, surely_under_way
from matcher.reading.whole_sentences.left_open import (
    EXPRESSES_ANOTHER,
    SUITED_TO_IT,
    TREATMENT_UNDER_WAY,
    UNNAMED_AGENT,
    UNNAMED_MARKER,
)
from matcher.reading.whole_sentences.values_named import HAS_CANCER

_CANCER = gated(
    r"\b(?:cancers?|carcinomas?|tumou?rs?|neoplas\w+|malignan\w+|metasta\w+|recurren\w+|relaps\w+|refractory|lesions?|BI-?RADS|"
    r"DCIS|TNBC|MBC|HER-?2\w*|ErbB\w*|(?:hormone|o?estrogen|progesterone) receptors?|triple[- ]negative|"
    r"(?:residual|progressive|advanced|invasive|active|visceral|extracranial|bone) disease|disease progression|progression of (?:the )?disease|disease[- ]free (?:interval|survival)|treatment[- ]free interval|"
    r"stage (?:0|I|II|III|IV|[1-4])[ABC]?)\b",
    re.I,
)
_MARKER = gated(
    r"\bHLA\b|\b(?:over-?)?express(?:es|ed|ing|ion)\b|\bmutat(?:ions?|ed)\b|\bamplif\w+|\bgenom\w+|\b[A-Z][A-Z0-9-]{2,}[ -](?:positive|negative)\b"
)
_TREATMENT = gated(
    r"\b(?:chemo\w*|(?:anti-?cancer|anti-?tumou?r\w*|systemic|endocrine|hormon\w+|targeted|immuno|radiation|cytotoxic|adjuvant|neoadjuvant|"
    r"biologic\w*|conventional|standard|prior|previous|first-line|experimental)[- ]?(?:\w+[- ]){0,2}(?:therap\w+|treatments?|regimens?)|radiotherap\w+|"
    r"\w+mab\b|\w+(?:ciclib|lisib|parib|tinib)\b|tamoxifen|aromatase|fulvestrant|\w*taxel|taxanes?|anthracyclines?|\w+rubicin|\w+platin|"
    r"mastectom\w+|lumpectom\w+|inhibitors?|antibod\w+|treated with|treatment with|treatment failure|being treated)",
    re.I,
)
# An exclusion is open where it speaks of what she had, or of how far her disease goes.
_OF_HERS = gated(
    r"\b(?:prior|previous\w*|history|received|had|treated|currently|being|ongoing|candidates?|suitable|eligible|ineligible|appropriate|scheduled|planned|continued|progress\w+|relaps\w+|"
    r"metasta\w+|recurren\w+|stage|disease|lesions?)\b",
    re.I,
)
# What chooses no population, whatever it names.
_HOUSEKEEPING = gated(
    r"\b(?:tissues?|samples?|specimens?|biops(?:y|ies)\b(?!-| (?:proven|confirmed|verified))|blocks?|slides?|archiv\w+|FNA|aspirat\w+|consent\w*|willing\w*|agree\w*|accessible|follow-?up|"
    r"investigational|placebo|(?:clinical|same|another|other) (?:trial|stud)\w*|compliance|non-?compliance|"
    r"(?:is|are|was|were|be) (?:defined|counted|considered|assessed|documented|recommended|registered|evaluated|performed|followed)|defined as|"
    r"no limits?|not limited|with(?: or | and |/)without|staging (?:manual|handbook)|(?:documented|confirmed|known) (?:[\w/-]+ ){1,4}status\W*$|status must|documentation of|ruled? out|staging by|do(?:es)? not count|not (?:be )?counted|relatives?|family|non-target|(?:may|can|could|might|will|would)(?: also| not)? (?:be|have|include|undergo|remain|improve|enroll)|regardless|irrespective|"
    r"any\b[^.;]{0,40}\b(?:status|subtype)|^\W*any (?:level of |degree of )?(?:PD-?L1|HER-?2\w*|TROP-?2|hormone[- ]receptor) (?:expression|level)|positive or negative|negative or positive|either positive or negative|-positive or -negative|weeks?|days?|half-li\w+|wash-?out|toxicit\w+|adverse|side effects?|reactions?|"
    r"recover\w*|allerg\w+|hypersensitiv\w+|contracept\w*|pregnan\w*|birth control|hCG|anti-?coagul\w+|anti-?retroviral|auto-?immune|life expectancy|"
    r"(?:second|secondary|another|other|additional|concurrent) (?:primary |major |active |invasive )?(?:cancers?|malignan\w+|tumou?rs?|neoplas\w+)|non-?breast|"
    r"genetic testing|counsell?ing|osteonecrosis|hydronephrosis)\b|^\W*(?:e\.g|note|if|when|where|men\b|for (?:patients|participants|subjects|women|those)|in (?:case|patients))\b",
    re.I,
)
_WORD = gated(r"[A-Za-z]{2,}")

# Inclusions that were filed under another subject, and still say whom the trial is for.
_ASKS_FOR_MARKER = gated(
    r"\b(?:tumou?rs?|cancers?|disease|lesions?|cells)\b[^.;]{0,40}\b(?:over-?)?express(?:es|ing|ed)?\b|\b(?:documented|confirmed|positive)\b[^.;]{0,30}\bexpression of\b",
    re.I,
)
_RECEPTOR = gated(r"\b(?:ER|PR|PgR|HER-?2\w*|(?:o?estrogen|progesterone|hormone)[- ]receptors?)\b", re.I)
_UNDER_TREATMENT = gated(
    r"\b(?:must be|are|is|currently|already)\s+(?:currently\s+)?(?:receiving|undergoing|being treated with|treated with|on)\b[^.;]{0,60}"
    r"|\b(?:plan(?:s|ned|ning)?|scheduled|intend\w*|about|due|intention)\s+(?:to\s+(?:start|begin|initiate|receive|undergo)|for)\b[^.;]{0,60}"
    r"|\binitiat(?:ed|ing)\b[^.;]{0,60}",
    re.I,
)
_HISTOLOGY = gated(
    r"\b(?:lobular|metaplastic|medullary|mucinous|tubular|papillary|apocrine|adenoid cystic|neuroendocrine)\s+(?:\w+\s+){0,2}(?:cancer|carcinoma|histology|tumou?r)",
    re.I,
)
_OTHER_HISTOLOGY = gated(
    r"\b(?:ductal|NST|no special type|mixed|any|other|including|such as|allowed|in situ|LCIS|patients with)\b|(?<!histologically) or (?!cytologically|pathologically)",
    re.I,
)
_DENIED = gated(r"\b(?:not|no|if|any|unless|who|since)\b", re.I)
_EFFUSION = gated(r"\bmalignant (?:pleural |pericardial )?(?:effusions?|ascites)\b", re.I)


def open_point(sentence: Sentence, vocabulary: Vocabulary, kind: str | None, *, stated: bool) -> Stated | None:
    """What stays open after the sentence was read; `kind`: what it was filed under (None: it was not understood),
    `stated`: it gave criteria."""
    if sentence.polarity == PERMIT or stance_of(sentence) is Stance.ALLOW or of_other_tumours(sentence.text):
        return None
    if not sentence.excludes and _few_metastases(sentence.text):
        return Stated(
            OPEN_POINT, _FEW_IF_ANY, "Requires metastases, if any, that are few or stable", 0, len(sentence.text)
        )
    words = _of_histology(sentence) or _of_effusion(sentence) or of_dates(sentence) or of_a_study(sentence)
    words = words or _of_an_expressed_marker(sentence)
    if not words and not stated:
        words = _of_irradiation(sentence) or _of_a_finding(sentence) or _of_tested_genes(sentence)
        words = words or _of_a_response(sentence)
        words = words or (kind is None and _not_understood(sentence, vocabulary)) or _filed_elsewhere(sentence)
        words = words or _known_but_in_no_field(sentence, kind)
    if not words:
        return None
    requirement: Requirement = Undecidable(words)
    if words == UNDER_WAY:
        requirement = either((*nothing_under_way(sentence.text, vocabulary), requirement))
        if (surely := surely_under_way(sentence.text)) is not None:
            requirement = every((surely, requirement))
    return Stated(OPEN_POINT, requirement, words, 0, len(sentence.text))


# 'With or without metastases (metastases, if present, should be stable or oligometastatic)', as trials of local treatment ask
_FEW_METASTASES = gated(
    r"\b(?:metastas[ie]s|metastatic\s+(?:disease|lesions|sites|deposits))(?:\s*,)?(?:\s+if\s+(?:any|present|there are any)\s*,?)?\s+(?:(?:which|that)\s+)?(?:must|should|needs?\s+to|ha(?:ve|s)\s+to)\s+be\s+"
    r"(?:(?:clinically|radiologically|well|either|a|limited to|in|only)\s+){0,3}(?:stable|controlled|limited|few|oligo-?metastatic|resectable|confined|fewer|no\s+more\s+than|at\s+most|up\s+to)\b"
    r"(?![^.;]{0,30}\b(?:ULN|upper limit|times|IU))",
    re.I,
)
_OF_THE_BRAIN_OR_NODES = gated(
    r"\b(?:brain|CNS|cerebral|nervous|intracranial|leptomening\w*|nod(?:e|es|al))\b[^.;]{0,40}$", re.I
)
_FEW_IF_ANY = either(
    (Within(STATE_AXIS, full(STATE_AXIS) & ~METASTATIC), Undecidable("whether the metastases are few or stable"))
)


def _few_metastases(text: str) -> bool:
    found = _FEW_METASTASES.search(text)
    return found is not None and not _OF_THE_BRAIN_OR_NODES.search(text, 0, found.start())


def _of_histology(sentence: Sentence) -> str | None:
    if sentence.excludes or stance_of(sentence) is not Stance.REQUIRE:
        return None
    found = _HISTOLOGY.search(sentence.text)
    if found is None or _OTHER_HISTOLOGY.search(sentence.text[max(0, found.start() - 150) : found.end() + 30]):
        return None
    return f"Requires {found.group().split()[0].lower()} histology"


# 'Tumours will be tested for expression of X', 'regardless of whether the tumour expresses X'
_NOT_ASKED_OF_IT = gated(
    r"\b(?:regardless|irrespective|whether|if|unless|may|optional\w*|retrospective\w*|will be|preferred|preferably|not required|unknown)\b",
    re.I,
)


def _of_an_expressed_marker(sentence: Sentence) -> str | None:
    """'Unresectable cancer expressing CD70': whatever else the sentence asks for, this no patient field holds."""
    asked = (
        not sentence.excludes and stance_of(sentence) is Stance.REQUIRE and not _NOT_ASKED_OF_IT.search(sentence.text)
    )
    found = EXPRESSES_ANOTHER.search(sentence.text) if asked else None
    return "Requires a marker that no patient field holds" if found and not negated(sentence, found.start()) else None


# 'Previously treated with whole or partial breast irradiation', 'must have received prior radiotherapy to the breast'
_IRRADIATED = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women)\s+)?(?:who\s+)?(?:(?:must|should)\s+have\s+|ha(?:s|ve)\s+)?(?:been\s+)?"
    r"(?:(?:previously|already)\s+(?:treated with|received|undergone)|(?:received|undergone|had)\s+(?:prior|previous))\s+(?:[\w-]+\s+){0,6}?(?:radiation|radiotherapy|irradiation|radiosurgery)\b[^.;]{0,90}\W*$",
    re.I,
)


# 'Stable disease or partial response after 3 months of chemotherapy', 'completion of 4 cycles of chemotherapy with a response'
_RESPONDED = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women|who|with|having|have|has|achieved?|at least|an?|must|should|documented|confirmed)\W+){0,6}"
    r"(?:(?:stable disease|(?:(?:complete|partial|objective|clinical|tumou?r)\W+){0,2}(?:response|remission)|disease control|SD|PR|CR)\b(?:\s*\([^()]{0,20}\))?(?:(?:,?\s+(?:or|and|and/or)|,|/)\s*)?){1,4}\s*"
    r"(?:after|following|on|under|during|to)\b(?!\s+(?:be|the study|treatment in this))[^.;]{0,60}\b(?:chemo\w*|therap(?:y|ies)|treatments?|regimens?)\b"
    r"|^\W*(?:(?:patients?|participants?|subjects?|women|who|have|has|having|must|should)\W+){0,5}(?:complet(?:ed|ion of)|received|finished)\W+(?:(?:at least|a minimum of|the|all|planned)\W+){0,3}(?:\d|two|three|four|five|six|eight)\b[^;.]{0,20}?\b(?:cycles|courses)\b"
    r"(?:[^;.]|\.\d){0,200}?\b(?:response|stable disease|without (?:\w+ )?progress\w+|no (?:\w+ )?progress\w+|not progressed)\b",
    re.I,
)


def _of_a_response(sentence: Sentence) -> str | None:
    asked = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE and _RESPONDED.match(sentence.text)
    return "Requires a response to a treatment that was given or is under way" if asked else None


def _of_irradiation(sentence: Sentence) -> str | None:
    asked = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE
    found = _IRRADIATED.match(sentence.text) if asked else None
    if found is None or _HOUSEKEEPING.search(sentence.text) or _DENIED.search(sentence.text):
        return None
    return "Requires an earlier irradiation"


# 'At least one breast imaging finding requiring biopsy', 'BI-RADS 4 mass': women with breast cancer, too, may have one
_FINDING = gated(
    r"\bBI-?\s?RADS\W+(?:(?:category|score|grade|[0-2]|or|and|to)\W+){0,4}[345]"
    r"|\bbreast\s+(?:imaging\s+)?(?:findings?|lesions?|mass(?:es)?|abnormalit\w+|lumps?)\b[^.;]{0,40}?\b(?:requir\w+|recommended|scheduled|referred|need\w*|planned)\b[^.;]{0,25}?\bbiops",
    re.I,
)


def _of_a_finding(sentence: Sentence) -> str | None:
    asked = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE
    found = _FINDING.search(sentence.text) if asked else None
    return "Requires a finding in the breast" if found and not negated(sentence, found.start()) else None


# 'Prior germline genetic testing', among exclusions: that she was tested no field tells, only what was found
_TESTED = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women|individuals|those)\s+)?(?:who\s+)?(?:ha(?:s|ve|d)\s+(?:already\s+|previously\s+)?(?:had|undergone|received|completed)|any|prior|previous(?:ly)?|already|history of|undergone)\s+"
    r"(?:[\w/-]+\s+){0,4}?(?:genetic|germline|BRCA(?:1/2)?|genomic|(?:multi-?)?gene(?:\s+panel)?)\s+(?:[\w/-]+\s+){0,2}?test(?:ing|ed|s)?\b",
    re.I,
)


def _of_tested_genes(sentence: Sentence) -> str | None:
    return "Excludes earlier genetic testing" if sentence.excludes and _TESTED.match(sentence.text) else None


def _of_effusion(sentence: Sentence) -> str | None:
    asked = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE
    found = _EFFUSION.search(sentence.text) if asked else None
    if found is None or negated(sentence, found.start()) or _HOUSEKEEPING.search(sentence.text):
        return None
    return "Requires a malignant effusion"


def _not_understood(sentence: Sentence, vocabulary: Vocabulary) -> str | None:
    text = sentence.text
    if not sentence.excludes and HAS_CANCER.match(text):
        return None
    if len(_WORD.findall(text)) < 3 and not _MARKER.search(text):
        return None
    if _HOUSEKEEPING.search(text) or text.lstrip()[:1] == "(" or text.rstrip(" .").endswith((",", ":")):
        return None
    if sentence.excludes and not _OF_HERS.search(text):
        return None
    for pattern, words in (
        (_MARKER, "A sentence about a marker was not understood"),
        (_TREATMENT, "A sentence about treatment of the cancer was not understood"),
        (_CANCER, "A sentence about the cancer was not understood"),
    ):
        if pattern.search(text):
            return words
    return "A sentence about treatment of the cancer was not understood" if therapies_in(text, vocabulary) else None


def _known_but_in_no_field(sentence: Sentence, kind: str | None) -> str | None:
    """'Currently on tamoxifen', 'not a candidate for endocrine therapy': no patient field tells it of her."""
    if (
        kind in ("concomitant_medication", "radiotherapy")
        and sentence.excludes
        and TREATMENT_UNDER_WAY.match(sentence.text)
    ):
        return UNDER_WAY
    if kind == "investigator_judgement" and SUITED_TO_IT.match(sentence.text):
        return "Depends on whether a treatment suits her"
    if kind == "investigational_treatment" and sentence.excludes and UNNAMED_AGENT.match(sentence.text):
        return "Excludes an earlier treatment that no table names"
    if kind == "other_marker" and UNNAMED_MARKER.match(sentence.text):
        return "Requires a marker that no patient field holds"
    return None


def _filed_elsewhere(sentence: Sentence) -> str | None:
    text = sentence.text
    if sentence.excludes or stance_of(sentence) is not Stance.REQUIRE:
        return None
    if _ASKS_FOR_MARKER.search(text) and not _RECEPTOR.search(text):
        return "Requires a marker that no patient field holds"
    under = _UNDER_TREATMENT.search(text)
    if under is not None and _TREATMENT.search(under.group()) and not _DENIED.search(text, 0, under.end()):
        return "Requires a treatment that is under way or planned"
    return None
