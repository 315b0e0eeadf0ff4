"""Whether what a phrase says is said of the patients that the trial asks for."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.population import is_subject_of_rule
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.denials import denied_twice, denies_some_only
from matcher.reading.state.exclusions import PARENTHESES, SURGERY_FOR_IT, names_it_barely
from matcher.reading.state.found import Found
from matcher.reading.state.guards.gathered import ANYWHERE, IN_CRITERIA, IN_INCLUSIONS, OF_EXTENTS
from matcher.reading.state.guards.guard import any_strikes
from matcher.reading.state.history import told_as_history
from matcher.reading.state.phases import OTHER_MALIGNANCY, not_a_phase_of_hers

# What tells of a diagnosis, not of a sample: 'tissue confirmation of metastatic disease'
_TELLS_DIAGNOSIS = r"(?![- ](?:confirm|proof|proven|verif|diagnos)(?![^.;]*\bnot (?:feasible|possible|available)\b))"


# A state named as the setting of a therapy, an event or a sample, not as that of the patient.
_SETTING_OF_THERAPY = gated(
    r"\b(?:\w*therap\w*|treat\w*|regimens?|chemo\w*|lines?|inhibitors?|agents?|drugs?|antibod(?:y|ies)|conjugates?|adcs?|vaccin\w+|interferon\w*|cytotoxics?|bisphosphonates?|received?|receiving|progress\w*|endocrine|hormon\w*|taxanes?|"
    r"anthracyclines?|trastuzumab|tamoxifen|\w+(?:taxel|platin|rubicin|citabine|relbine|bulin|epilone|phosphamide|zole|mestane|estrant|mab|nib|ciclib|parib|lisib|sertib|limus|tecan|vedotin|emtansine)|courses?|cycles?|surger\w+|radiotherapy|radiation|irradiation|administered|given|exposure|biopsy|biopsies|samples?|tissue)"
    rf"\b{_TELLS_DIAGNOSIS}"
    r"(?:(?!\b(?:patients|women|subjects|participants|who|diagnos|confirmed|or ha(?:s|ve))\b|, or (?:in|of) $)[^.;:]){0,70}\b(?:for|in|of|as|from|treat\w*|against)\b(?:(?!\b(?:patients|women|subjects|participants|who|diagnos|confirmed|or ha(?:s|ve))\b)[^.;:]){0,60}$"
)


OF_SAMPLES = gated(
    rf"\b(?:samples?|specimens?|tissue{_TELLS_DIAGNOSIS}|(?<!on )(?<!by )(?<!core )(?<!needle )(?<!node )(?<!nodes )(?<!sentinel )biops(?:y|ies){_TELLS_DIAGNOSIS}|tested|block|margins?|hybridi[sz]ation)\b"
)


_EXCEPTED = gated(r"\b(?:excluding|except|other than)\s+(?:for\s+)?(?:\w+\s+)?$")


HISTORY = frozenset({"history_of_bc", "treated_before", "radiated_before", "operated_before"})


_METASTASES = frozenset({"metastatic", "de_novo_metastatic", "metastatic_or_recurrent", "distant_recurrence"})


# 'About to start first-line chemotherapy for metastatic breast cancer' tells her disease of now.
_THERAPY_NOW = gated(
    r"^(?!.*\b(?:not|no|prior|previous\w*|after|completed|since|without|who (?:have|had)|history|progress\w+|fail\w*|may|unless|if)\b).*"
    r"\b(?:about to (?:start|begin|receive|undergo)|(?:start|begin|initiat)ing|to (?:start|begin|initiate|receive)|scheduled|planned|planning|candidates? for|eligible for|appropriate for|suitable for|currently (?:receiving|on|undergoing|taking)|will (?:start|begin|receive)"
    r"|^\W*(?:(?:patients?|wom[ae]n|participants?|subjects?|individuals|who|are|is|be|must|currently)\s+){0,4}(?:receiving|undergoing|taking|on)"
    # 'First-, second- or third-line treatment of metastatic breast cancer', as the whole of a point
    r"|^\W*(?:(?:in|for|as)\s+)?(?:(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th))(?:[\s-]?line)?[\s,/-]{0,3}(?:(?:or|to|and)\s+)?){1,5}(?:[- ]?line\s+)?(?:(?:systemic|palliative|standard)\s+)?(?:therapy|treatment|chemotherapy)(?=\s(?:for|of)\s))\b"
    # a comma before 'or scheduled to start it', 'for metastatic disease', or between receptors
    r"(?:[^.;,:]|,(?=\s(?:or|and|and/or|for|to|hr|er|pr|her-?2\S*|hormone|o?estrogen|triple|chemo\w*|endocrine|systemic)\b)){0,110}$"
)
_EXTENTS_TREATED_NOW = frozenset(
    {"metastatic", "advanced", "locally_advanced", "metastatic_or_recurrent", "stage", "early", "operable"}
)


# 'Starting a drug for advanced disease or as adjuvant treatment': for either.
_OR_FOR_ANOTHER_AIM = gated(
    r"\b(?:or|and|/)\b[^.;]{0,40}\b(?:neo-?adjuvant|adjuvant|early|curative|locali[sz]ed|preventi\w+)\b"
)


def _treated_for_it_now(lower: str, found: Found) -> bool:
    return bool(_THERAPY_NOW.search(lower[: found.start])) and not _OR_FOR_ANOTHER_AIM.search(lower[found.end :])


# 'HER2 status of the primary or metastatic tumour'
_EITHER_TISSUE = gated(
    r"(?:\b(?:on|in|of|from|by|either|status|tested|assess\w*|determined)\b[^.;,]{0,40}|^\W*(?:the\s+|(?:patient|participant|subject)s?'?s?\s+)*)\bprimary\s*(?:tumou?rs?|lesions?|sites?|tissue|cancer)?\s*(?:and/or|or|and|/)\s*(?:in |on |of |from )?(?:the |a )?$"
)


_TISSUE = gated(
    r"(?:metasta\w+|recurr\w+|relaps\w+)\s+(?:tumou?r|lesion|site|tissue|sample|specimen|biops|deposit|focus|disease|cancer)"
)


_OF_TISSUE = frozenset({"metastatic", "recurrent", "distant_recurrence"})


_DENIED_PAST = gated(r"\b(?:history|prior|previous\w*|earlier|past)\b[^;:]*$")


# 'Prevention of locoregional recurrence', 'detection of metastatic disease' in a title: what may come, or be found.
_AWAITED = gated(
    r"\b(?:prevent\w*|risks?|reduc\w+|delay\w*|predict\w*|detect\w*|surveillance|monitor\w*|incidence)\W+(?:for\W+)?(?:(?!(?:in|with|among|for|patients?|women)\b)\w+\W+){0,4}$"
)
_AWAITED_AFTER = gated(r"\W*(?:prevention|prophylaxis|risk|prediction|surveillance|detection)\b")
_AN_EVENT = gated(r"\b(?:recurrences?|relapses?|metastas[ei]s|metastatic)\b")


# 'Anesthesia and breast cancer recurrence', 'worry about recurrence', 'markers of relapse' in a title: an event that may come;
# 'treatment of breast cancer recurrence', 'patients with isolated local recurrence' are about those who have it.
_COME_BACK = frozenset({"recurrent", "metastatic_or_recurrent"})
_THAT_CAME_BACK = gated(r"\b(?:recurrent|relapsed|relapsing|recurred|has come back)\b")
_RETURN = gated(r"\b(?:recurrences?|relapses?)\b")
_WHO_HAVE_IT = gated(
    r"\b(?:with|having|treat(?:ment|ing|ed)?|manag\w+|surgery|resection|salvage|re-?irradiation|radiotherapy|therapy|ablation|diagnosed|suspected|confirmed|isolated|first|second|local\w*|loco-?\s?region\w*|regional|ipsilateral|chest[- ]wall|in-breast|distant|solitary|oligo\w*)\W+"
    r"(?:(?:for|of|at|after|in|an?|the|breast|cancer|carcinoma|local|or|and|their|first|distant|tumou?r)\W+){0,5}$"
)


def _awaited(lower: str, found: Found) -> bool:
    if not (found.sure & meanings.METASTATIC or found.name in meanings.RECURRENCES):
        return False
    if not _AN_EVENT.search(lower[found.start : found.end]):
        return False
    words = lower[found.start : found.end]
    if found.name in _COME_BACK and not _THAT_CAME_BACK.search(words) and _RETURN.search(words):
        return not _WHO_HAVE_IT.search(f"{lower[: found.start]}{_RETURN.split(words)[0]}")
    return bool(_AWAITED.search(lower[: found.start]) or _AWAITED_AFTER.match(lower[found.end :]))


# 'Delayed reconstruction after mastectomy' is for those who were operated, an immediate one part of the operation.
_RECONSTRUCTION = gated(r"\breconstruct\w*\W+(?:\w+\W+){0,3}$")
_DELAYED = gated(r"\b(?:delayed|secondary)\b")
_AFTER_MASTECTOMY = gated(r"\W*(?:\w+\W+){0,2}(?:after|following|post)\W*(?:\w+\W+){0,2}mastectom")


def _other_time_of_reconstruction(lower: str, found: Found) -> bool:
    if found.name == "operated":
        return bool(_RECONSTRUCTION.search(lower[: found.start])) and not _DELAYED.search(lower[: found.start])
    if found.name != "surgery_title" or "reconstruct" not in lower[found.start : found.end]:
        return False
    if "immediate" in lower[: found.end]:
        return False
    return bool(_DELAYED.search(lower[: found.start]) or _AFTER_MASTECTOMY.match(lower[found.end :]))


# '... previously treated with conservative surgery and whole breast irradiation' in a title
_EARLIER_TREATED = gated(r"\b(?:previous(?:ly)?|prior|earlier|history of)\b[^,;:]*$")


# 'Effect of anaesthesia on recurrence after breast cancer surgery': what may come of an operation that is still to come
_OUTCOME_OF_SURGERY = gated(
    r"\b(?:effects?|impact|influence|prevent\w*|reduc\w+|prophyla\w+)\b[^.;:]{0,80}\b(?:recurrence|relapse|survival|metastas[ei]s|nausea(?: and vomiting)?|delirium|seromas?)\W+$"
)
_BEFORE_SURGERY = gated(r"\b(?:pre-?\s?operative\w*|neo-?\s?adjuvant\w*|pre-?surgical)\W+(?:[\w-]+\W+){0,4}$")


_COMPLETED = gated(r"\b(?:complet\w+|finish\w+|survivors?|surveillance)\b")


# 'Underwent surgery for stage I-III breast cancer', as a whole point
_TREATED_FOR = gated(
    r"^\W*(?:(?:patients?|wom[ae]n|participants?|subjects?|who|have|has|had|been|were|was|must|are|underwent|undergone|received|receiving|treated|surgical|curative|standard|adjuvant|cancer)\W+){0,7}"
    r"(?:surgery|mastectomy|lumpectomy|chemotherapy(?: treatment)?|radiation(?: therapy)?|radiotherapy|treatment|treated|therapy)\s+for\s+(?:an?\s+|the\s+|their\s+)?(?:primary\s+|invasive\s+|non-?metastatic\s+|early[- ])?$"
)
_PERMITTED_OR_FOR_SOME = gated(
    r"\b(?:allowed|permitted|eligible|acceptable|may|if|must have (?:completed|ended)|unless|within)\b"
)


# 'Had definitive surgery, a mastectomy or lumpectomy, for operable breast cancer (T1-3, N0-1, M0)'
_OPERATED_FOR = gated(
    r"^\W*(?:(?:patients?|wom[ae]n|participants?|subjects?|who|must|have|has)\W+){0,4}(?:had|underwent|undergone|completed)\b[^.;:]{0,180}\b(?:surgery|surgical \w+|mastectomy|lumpectomy|resection|dissection|biopsy\)?)\W+"
    r"for\s+(?:\w+\s+){0,3}breast\s+(?:cancer|carcinoma)\W+(?:[\w+-]+\W+){0,6}$"
)


_NOT_HERS_NOW = gated(r"\b(?:prior|previous\w*|other|another|recurr\w+|relaps\w+|progress\w+|metasta\w+)\b")


def _stage_of_the_treated(found: Found, lower: str) -> bool:
    """'Finished treatment for stage I-III breast cancer' tells the stage of her cancer."""
    if (found.name in TNM or found.name == "tnm_stage") and _OPERATED_FOR.match(lower[: found.start]):
        return not (_NOT_HERS_NOW.search(lower) or _PERMITTED_OR_FOR_SOME.search(lower))
    curable = found.name in ("stage", "early") and not found.wide & meanings.METASTATIC
    if not curable or _NOT_HERS_NOW.search(lower):
        return False
    if found.name == "stage" and _TREATED_FOR.match(lower[: found.start]):
        return not _PERMITTED_OR_FOR_SOME.search(lower)
    return bool(_COMPLETED.search(lower[: found.start]))


_PRESENT_OR_NOT = gated(
    r"\bpresence\s*(?:/|or\b|and\b|and/or\b)\s*absence\b"
    # 'with or without radiologic evidence of metastases'; not: 'with or without chemotherapy for metastases'
    r"|\bwith\s?(?:/|or|and|and/or)\s?without\W+(?:(?:any|known|measurable|evaluable|clinical|radi\w+|imaging|or|proven|confirmed|suspected|visible|concurrent|evidence|signs?|of|distant|the|synchronous|locally|advanced|unresectable|inoperable)\W+){1,9}$"
)


# 'Postmenopausal: amenorrhea for 12 months following chemotherapy' tells what menopause is, not when she was treated.
_OF_MENOPAUSE = gated(
    r"\b(?:amenorrh\w+|menses|menstru\w+|last period|fsh|follicle|o?estradiol|oophorectomy|ovariectomy|hysterectomy)\b"
)


_SAMPLE_OF = gated(
    rf"\b(?:tissue|samples?|specimens?|blocks?|material|slides?)\b{_TELLS_DIAGNOSIS}"
    r"[^.;]{0,60}\b(?:from|at|of|by|during|collected|obtained|available)\b[^.;]{0,50}$"
)


# 'In the (neo)adjuvant or metastatic setting': in any of them.
_OTHER_SETTING = gated(
    r"\b(?:adjuvant|curative)\b\)?[ ,/]{0,3}(?:(?:and/or|or|and|/)[ ]?)?(?:in the |for )?(?:(?:first|1st)[- ]line )?(?:palliative|metastatic|advanced)(?:[ ](?:settings?|situations?|chemotherapy|treatment|therapy|context|intent|regimen|care)\b|\))"
)


# 'Receiving adjuvant, neoadjuvant or palliative chemotherapy': of any aim.
_ANY_AIM = gated(
    r"\badjuvant\b[^.;]{0,60}\b(?:palliative|metastatic|advanced)\b|\b(?:palliative|metastatic|advanced)\b[^.;]{0,60}\badjuvant\b|\bcurative\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:\w+\W+)?palliative\b"
)


# 'No locally recurrent disease that is non-invasive': only some of it is denied.
_SOME_DENIED = gated(
    r"^\W*no\b[^.;,:]{0,60}\b(?:disease|cancers?|carcinoma|recurrences?|tumou?rs?|lesions?|metastas[ie]s)\s(?:\([^()]*\)\s)?(?:that|which)\b(?! (?:is|are|can) ?not\b)"
)


_OR = gated(r"\bor\b|/|,")
ADJUVANT_TITLES = frozenset({"adjuvant_title", "adjuvant_aim_title"})
_BY_AIM = frozenset({"neo_or_adjuvant_due", "adjuvant_due", "neoadjuvant_due", "neoadjuvant_title"} | ADJUVANT_TITLES)
# 'Planned chemotherapy (neoadjuvant, adjuvant or palliative)'
_OR_LATE_AIM = gated(
    r"\badjuvant\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:\w+\W+){0,2}?(?:palliative|metastatic)\b|\b(?:palliative|metastatic)\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:neo-?)?adjuvant\b"
)


# Not: 'measurable disease in the breast, defined as ...', which asks for it and tells what it is.
_DEFINED = gated(r"[^\w,]*(?:(?:disease|recurrence)[^\w,]*)?(?:(?:is|are)\s*)?defined as")


def describes_patients(sentence: Sentence, found: Found) -> bool:
    """Whether the sentence says it of the patients it asks for (or, among exclusions, shuts out)."""
    lower = sentence.lower
    if any_strikes(ANYWHERE, found, lower) or _of_either_kind(sentence, found) or _denies_less(sentence, found):
        return False
    if not sentence.from_criteria:
        return _of_those_in_the_title(lower, found)
    if any_strikes(IN_CRITERIA, found, lower) or _excepted(lower[: found.start]):
        return False
    if not sentence.excludes and any_strikes(IN_INCLUSIONS, found, lower):
        return False
    if not sentence.excludes and not found.denied and _excluded_in_an_aside(lower, found):
        return False
    if found.name in HISTORY:
        return told_as_history(sentence, found)
    if not sentence.excludes and _SOME_DENIED.match(lower):
        return False
    if found.axis == "extent" and _of_therapy_or_sample(sentence, found):
        return False
    if found.axis == "phase" and _of_menopause_or_sample(lower, found):
        return False
    if sentence.excludes or sentence.stance is Stance.FORBID:
        return names_it_barely(sentence, found) and not _THERAPY_FOR_IT.match(lower[found.end :])
    if found.axis == "phase" and not_a_phase_of_hers(sentence, found):
        return False
    return not is_subject_of_rule(sentence.text, found.start, found.end) and not _DEFINED.match(lower[found.end :])


def _to_the_disease(lower: str, found: Found) -> int:
    """The length of 'evidence of' at the beginning of a phrase."""
    opening = _EVIDENCE_OF.match(lower, found.start)
    return opening.end() - found.start if opening else 0


_EVIDENCE_OF = gated(r"(?:evidence|signs?) of ")


def _of_either_kind(sentence: Sentence, found: Found) -> bool:
    """'Presence or absence of', 'adjuvant or metastatic setting', 'curative or palliative': what stands there is one of two."""
    lower = sentence.lower
    if found.axis == "extent" and _PRESENT_OR_NOT.search(lower[: found.start + _to_the_disease(lower, found)][-100:]):
        return True
    if found.name in ("metastatic", "advanced") and not sentence.excludes:
        return bool(_OTHER_SETTING.search(lower[: found.end + 25]))
    if found.name in _BY_AIM:
        return bool(_OR_LATE_AIM.search(lower))
    if found.name == "incurable" and found.words and lower[found.start :].startswith("palliative"):
        aims = _ANY_AIM.search(lower)
        return bool(_OR_LATE_AIM.search(lower)) or (aims is not None and bool(_OR.search(aims.group())))
    return False


# 'No residual invasive carcinoma', 'no synchronous invasive cancer of the other breast'
_NOT_THE_FIRST = gated(
    r"\b(?:recurrent|relapsed|residual|remaining|persistent|persisting|contralateral|synchronous|bilateral|second|other|another|additional|further|new|concurrent|concomitant|metastatic)[\s,/]+(?:(?:or|and|nor|ipsilateral|metastatic|recurrent|primary)[\s,/]+){0,3}$"
)
_OF_THE_OTHER_BREAST = gated(r"\b(?:contralateral|opposite|other)\b")


# 'metastatic chemotherapy is not allowed'
_THERAPY_FOR_IT = gated(
    r"(?:\s+(?:systemic|targeted|palliative|anti-?cancer))?[\s-]+(?:chemo\w*|treatments?|therap\w+|regimens?|lines?|endocrine|hormon\w+)\b"
)
_CLEAR_OF = gated(r"\b(?:negative for|free of|free from|clear of)\W+(?:\w+\W+){0,2}$")
_OF_ONE_PLACE = gated(
    r"\b(?:brain|cranial|cerebral|cns|head|spin\w+|bone (?:marrow|scan)|nod\w+|csf|marrow)\b[^.;,]{0,40}$"
)


# 'Chest CT, liver ultrasound and bone scan negative for metastasis'
_OF_MORE_PLACES = gated(
    r"\b(?:chest|thora\w+|lungs?|abdom\w+|liver)\b[^.;]{0,60}(?:,|\band\b|\bplus\b)\W*(?:\w+\W+){0,3}?bone scan"
)


def _denies_less(sentence: Sentence, found: Found) -> bool:
    """Denials of some metastases only, of earlier or other cancers, and of metastases of a site."""
    lower, before = sentence.lower, sentence.lower[: found.start]
    clear = (found.name == "nonmetastatic" and lower.startswith("negative for", found.start)) or (
        found.denied and found.name in _METASTASES and _CLEAR_OF.search(before[-40:])
    )
    if clear and _OF_ONE_PLACE.search(before) and not _OF_MORE_PLACES.search(before):
        return True  # 'brain MRI must be negative for metastases', 'bone marrow free of metastatic cancer'
    denies = found.name == "nonmetastatic" or (found.denied and found.name in _METASTASES)
    if denies and (denies_some_only(lower, found) or denied_twice(before, lower[found.start : found.end])):
        return True
    if found.name in ("invasive", "in_situ") and found.denied:
        if _DENIED_PAST.search(before[-60:]):
            return True  # 'no previous invasive breast cancer' tells nothing of the one she has
        if _NOT_THE_FIRST.search(before) or _OF_THE_OTHER_BREAST.search(lower[found.start : found.end + 20]):
            return True  # nor does 'no recurrent invasive breast cancer'
    if found.name in ("in_situ", "invasive") and sentence.excludes and OTHER_MALIGNANCY.search(lower):
        return True
    return found.name == "site_metastasis" and (found.denied or is_subject_of_rule(sentence.text, 0, found.end))


def _of_those_in_the_title(lower: str, found: Found) -> bool:
    before = lower[: found.start]
    if found.name.endswith("_title") and _EARLIER_TREATED.search(before):
        return False
    if found.name == "operated" and _EARLIER_TREATED.search(lower[found.start : found.end]):
        return False
    if found.name == "operated" and _OUTCOME_OF_SURGERY.search(before):
        return False
    if found.name in ADJUVANT_TITLES and _BEFORE_SURGERY.search(before):
        return False
    return not _awaited(lower, found) and not _other_time_of_reconstruction(lower, found)


def _excepted(before: str) -> bool:
    return "(" in before and bool(_EXCEPTED.search(before[-40:]))


def _excluded_in_an_aside(lower: str, found: Found) -> bool:
    """'Planned adjuvant chemotherapy (neoadjuvant chemotherapy is excluded)'"""
    opened, closed = lower.rfind("(", 0, found.end), lower.find(")", found.end)
    if opened <= lower.rfind(")", 0, found.end) or closed < 0:
        return False
    return bool(_SHUTS_OUT.search(lower, opened, closed))


_SHUTS_OUT = gated(
    r"\b(?:excluded|ineligible|not (?:be )?(?:allowed|permitted|eligible|included|enrolled|acceptable))\b"
)


def _of_therapy_or_sample(sentence: Sentence, found: Found) -> bool:
    """Whether an extent is that of the disease some therapy was given for, of a sample, or of a risk."""
    lower, before = sentence.lower, sentence.lower[: found.start]
    of_now = sentence.excludes and found.name in meanings.RECURRENCES and SURGERY_FOR_IT.search(before)
    if (
        found.name not in ("nonmetastatic", "time_to_recurrence")
        and not of_now
        and not lower.startswith(("with subsequent", "and subsequent"), found.start)
        and not _stage_of_the_treated(found, lower)
        and not (_THERAPY_OR.search(before) and _A_DISEASE.search(lower[found.start : found.end + 15]))
        and _SETTING_OF_THERAPY.search(PARENTHESES.sub(" ", before).replace("(", " ")[-140:])
        and not (found.name in _EXTENTS_TREATED_NOW and not sentence.excludes and _treated_for_it_now(lower, found))
    ):
        return True
    if found.name in _OF_TISSUE and _EITHER_TISSUE.search(before) and _TISSUE.match(lower[found.start :]):
        return True
    if any_strikes(OF_EXTENTS, found, lower):
        return True
    if found.name == "site_metastasis" and _AT_LEAST_ONE.match(lower, found.start):
        return False  # 'at least one metastasis amenable to biopsy'
    if found.name in TNM and found.denied:
        return True  # 'no evidence of T4 or N2-3 disease' is no denial of a primary tumour
    beside = _OR_METASTATIC.match(lower, found.end) if found.name in _OF_TISSUE else None
    end = beside.end() if beside else found.end
    return bool(OF_SAMPLES.search(lower[max(0, found.start - 60) : end + 25]) and OF_SAMPLES.search(lower))


_AT_LEAST_ONE = gated(r"(?:at least|>=|minimum of|(?:one|1) or more)\b|>=")


# 'Metastatic disease after one line of chemotherapy, or locally advanced disease'
_THERAPY_OR = gated(
    r"\b(?:\w*therap(?:y|ies)|treatments?|regimens?|lines?),\s+or\s+(?:[a-d]\)\s*)?(?:an?\s+|with\s+|have\s+)?$"
)
_A_DISEASE = gated(r"\b(?:disease|cancer|carcinoma|stage)")


# 'A lesion representative of recurrent or metastatic disease for biopsy': what is said of the one is said of the other.
_OR_METASTATIC = gated(r"\W*(?:or|and/or|/)\W*metasta\w+")


def _of_menopause_or_sample(lower: str, found: Found) -> bool:
    if _OF_MENOPAUSE.search(lower):
        return True
    first_word = lower[found.start : found.end].split()[0]
    taken = f"{lower[: found.start][-140:]}{first_word} "
    return found.name in ("operated", "had_neoadjuvant", "surgery_due") and bool(_SAMPLE_OF.search(taken))
