"""Whether what a phrase says is said of the patients that the trial asks for."""

from __future__ import annotations

import re

from matcher.reading.population import is_subject_of_rule
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.denials import denied_twice, denies_some_only
from matcher.reading.state.exclusions import PARENTHESES, names_it_barely
from matcher.reading.state.found import Found
from matcher.reading.state.history import told_as_history
from matcher.reading.state.phases import OTHER_MALIGNANCY, not_a_phase_of_hers

# A state named as the setting of a therapy, an event or a sample, not as that of the patient.
_SETTING_OF_THERAPY = re.compile(
    r"\b(?:therap\w*|treat\w*|regimens?|chemo\w*|lines?|inhibitors?|agents?|received?|receiving|progress\w*|endocrine|hormon\w*|taxanes?|"
    r"anthracyclines?|trastuzumab|tamoxifen|courses?|cycles?|surger\w+|radiotherapy|radiation|irradiation|administered|given|exposure|biopsy|biopsies|samples?|tissue)"
    r"\b(?:(?!\b(?:patients|women|subjects|participants|who|diagnos|confirmed)\b)[^.;:]){0,70}\b(?:for|in|of|as|from|treat\w*|against)\b(?:(?!\b(?:patients|women|subjects|participants|who|diagnos|confirmed)\b)[^.;:]){0,60}$"
)


OF_SAMPLES = re.compile(
    r"\b(?:samples?|specimens?|tissue|(?<!on )(?<!on core )(?<!on needle )(?<!by )(?<!by core )biops(?:y|ies)(?![- ](?:proven|confirmed|verified))|tested|block|margins?|hybridi[sz]ation)\b"
)


_EXAMPLE = re.compile(
    r"\b(?:including|includes?|e\.g\.|such as|like|as well as|preferably|not including)\s*(?:\w+\s+){0,7}$"
)


_EXCEPTED = re.compile(r"\b(?:excluding|except|other than)\s+(?:for\s+)?(?:\w+\s+)?$")


_OTHER_IN_SITU = re.compile(
    r"\b(?:cervi\w+|skin|bladder|melanoma|other (?:malignan|cancer)\w*|prior malignan\w*|basal|squamous)\b"
)


HISTORY = frozenset({"history_of_bc", "treated_before", "radiated_before", "operated_before"})


_METASTASES = frozenset({"metastatic", "de_novo_metastatic", "metastatic_or_recurrent", "distant_recurrence"})


# 'About to start first-line chemotherapy for metastatic breast cancer' tells her disease of now.
_THERAPY_NOW = re.compile(
    r"^(?!.*\b(?:not|no|prior|previous\w*|after|completed|since|without|who (?:have|had)|history|progress\w+|fail\w*|may|unless|if)\b).*"
    r"\b(?:about to (?:start|begin|receive|undergo)|(?:start|begin|initiat)ing|to (?:start|begin|initiate|receive)|scheduled|planned|planning|candidates? for|eligible for|appropriate for|suitable for|currently (?:receiving|on|undergoing)|will (?:start|begin|receive))\b[^.;,:]{0,90}$"
)


# 'HER2 status of the primary or metastatic tumour'
_EITHER_TISSUE = re.compile(
    r"\b(?:on|in|of|from|by|either|status|tested|assess\w*|determined)\b[^.;,]{0,40}\bprimary\s*(?:tumou?rs?|lesions?|sites?|tissue|cancer)?\s*(?:and/or|or|and|/)\s*(?:in |on |of |from )?(?:the |a )?$"
)


_TISSUE = re.compile(
    r"(?:metasta\w+|recurr\w+|relaps\w+)\s+(?:tumou?r|lesion|site|tissue|sample|specimen|biops|deposit|focus|disease|cancer)"
)


_OF_TISSUE = frozenset({"metastatic", "recurrent", "distant_recurrence"})


_OF_RISK = frozenset(
    {"recurrent", "locoregional_recurrence", "local_recurrence", "locally_recurrent", "regional_recurrence"}
    | {"distant_recurrence", "chest_wall_recurrence", "breast_recurrence"}
)


_AT_RISK_OF = re.compile(r"\brisks?\s+(?:of|for)\s+(?:[\w,/-]+\s+){0,5}$")


# 'Newly diagnosed multiple bone metastases' dates the metastases, not the cancer.
_A_METASTASIS = re.compile(
    r"\W*(?:\w+\W+){0,4}?(?:metasta\w+|mets)\b(?!\W+(?:breast|cancer|disease))|\W*(?:with|of)\W+(?:\w+\W+){0,3}?(?:metasta\w+|recurr\w+|relaps\w+|stage iv)\b"
)


_NOT_WANTED = re.compile(r"\bnot\b|\bexcluded|\bineligible|\bcontraindicat")


_MODAL = re.compile(
    r"\b(?:must|should|may|can|will|only|which|accepted|(?:is|are) (?:eligible|allowed|permitted|acceptable)|need|require\w*|unless|except|if)\b"
)


_OPEN_TO_OTHERS = re.compile(
    r"\b(?:if|with or without|in case of|including|or|for (?:patients|subjects)|history of|no|without|either)\b"
)


# 'Patients with brain metastases have ...' says something of those who have them and wants nobody to.
_TOLD_OF_THEM = re.compile(
    r"(?:(?!\b(?:who|that|which)\b)[^,.;:])*\b(?:have|has|had|are|is|were|do|does|needs?)\b(?! (?:present|confirmed|documented|proven|visible|detect\w+|measurable|diagnosed)\b)"
)


_DENIED_PAST = re.compile(r"\b(?:history|prior|previous\w*|earlier|past)\b[^;:]*$")


_PREVENTED = re.compile(r"\b(?:prevent\w*|risk|reduc\w+|delay\w*)\W+(?:\w+\W+){0,4}$")


# '... previously treated with conservative surgery and whole breast irradiation' in a title
_EARLIER_TREATED = re.compile(r"\b(?:previous(?:ly)?|prior|earlier|history of)\b[^,;:]*$")


_BEFORE_SURGERY = re.compile(r"\b(?:pre-?\s?operative\w*|neo-?\s?adjuvant\w*|pre-?surgical)\W+(?:[\w-]+\W+){0,4}$")


# 'Follow-up and monitoring for cancer recurrence'
_WATCHED_FOR = re.compile(r"\b(?:monitor\w*|surveillance|follow-?up|screen\w*|watch\w*)\s+for\s+(?:\w+\s+){0,3}$")


_EXEMPT = re.compile(r"\W*(?:disease|cancers?|patients?)?\W*(?:is|are)?\W*exempt")


_COMPLETED = re.compile(r"\b(?:complet\w+|finish\w+|survivors?|surveillance)\b")


_NOT_HERS_NOW = re.compile(r"\b(?:prior|previous\w*|other|another|recurr\w+|relaps\w+|progress\w+|metasta\w+)\b")


def _stage_of_the_treated(found: Found, lower: str) -> bool:
    """'Finished treatment for stage I-III breast cancer' tells the stage of her cancer."""
    curable = found.name in ("stage", "early") and not found.wide & meanings.METASTATIC
    return curable and bool(_COMPLETED.search(lower[: found.start])) and not _NOT_HERS_NOW.search(lower)


_PRESENT_OR_NOT = re.compile(r"\bpresence\s*(?:/|or\b|and\b|and/or\b)\s*absence\b")


# 'First-degree relatives with metastatic breast cancer'
_OF_RELATIVES = re.compile(r"\b(?:family history|relatives?|mothers?|sisters?|daughters?|siblings?)\b[^.;:]{0,60}$")


# 'Postmenopausal: amenorrhea for 12 months following chemotherapy' tells what menopause is, not when she was treated.
_OF_MENOPAUSE = re.compile(
    r"\b(?:amenorrh\w+|menses|menstru\w+|last period|fsh|follicle|o?estradiol|oophorectomy|ovariectomy|hysterectomy)\b"
)


_SAMPLE_OF = re.compile(
    r"\b(?:tissue|samples?|specimens?|blocks?|material|slides?)\b[^.;]{0,60}\b(?:from|at|of|by|during|collected|obtained|available)\b[^.;]{0,50}$"
)


# 'In the (neo)adjuvant or metastatic setting': in any of them.
_OTHER_SETTING = re.compile(
    r"\b(?:adjuvant|curative)\b\)?[ ,/]{0,3}(?:(?:and/or|or|and|/)[ ]?)?(?:in the |for )?(?:palliative|metastatic|advanced)[ ](?:settings?|chemotherapy|treatment|therapy|context|intent|regimen|care)\b"
)


# 'Undergoing surgery, chemotherapy or radiation': any of them.
_OTHER_TREATMENT = re.compile(
    r"\W*(?:,|/|\bor\b|\band/or\b)\W*(?:or\W+)?(?:chemo\w*|radi\w+|systemic|hormon\w+|endocrine)\b"
)


# 'Receiving adjuvant, neoadjuvant or palliative chemotherapy': of any aim.
_ANY_AIM = re.compile(
    r"\badjuvant\b[^.;]{0,60}\b(?:palliative|metastatic|advanced)\b|\b(?:palliative|metastatic|advanced)\b[^.;]{0,60}\badjuvant\b|\bcurative\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:\w+\W+)?palliative\b"
)


def describes_patients(sentence: Sentence, found: Found) -> bool:
    lower, before = sentence.lower, sentence.lower[: found.start]
    if _OF_RELATIVES.search(before[-90:]) or (found.axis == "extent" and _PRESENT_OR_NOT.search(before[-60:])):
        return False
    if found.axis == "phase" and sentence.from_criteria:
        if _OF_MENOPAUSE.search(lower):
            return False
        if found.name in ("operated", "had_neoadjuvant", "surgery_due") and _SAMPLE_OF.search(
            f"{before[-140:]}{lower[found.start : found.end].split()[0]} "
        ):
            return False
    if found.name == "surgery_due" and sentence.from_criteria and _OTHER_TREATMENT.match(lower[found.end :]):
        return False
    if (
        found.name in ("metastatic", "advanced")
        and not sentence.excludes
        and _OTHER_SETTING.search(lower[: found.end + 25])
    ):
        return False
    if found.name == "incurable" and found.words and lower[found.start :].startswith("palliative"):
        aims = _ANY_AIM.search(lower)
        if aims is not None and re.search(r"\bor\b|/|,", aims.group()):
            return False
    if found.name == "in_situ" and (
        _OTHER_IN_SITU.search(lower) or (sentence.excludes and OTHER_MALIGNANCY.search(lower))
    ):
        return False
    denies = found.name == "nonmetastatic" or (found.denied and found.name in _METASTASES)
    if denies and (denies_some_only(lower, found) or denied_twice(before, lower[found.start : found.end])):
        return False
    if found.name in ("invasive", "in_situ") and found.denied and _DENIED_PAST.search(before[-60:]):
        return False  # 'no previous invasive breast cancer' tells nothing of the one she has
    if found.name == "newly_diagnosed" and _A_METASTASIS.match(lower[found.end :]):
        return False
    if found.name == "site_metastasis" and (found.denied or is_subject_of_rule(sentence.text, 0, found.end)):
        return False
    if not sentence.from_criteria:
        if found.name.endswith("_title") and _EARLIER_TREATED.search(before):
            return False
        if found.name == "adjuvant_title" and _BEFORE_SURGERY.search(before):
            return False
        return not (found.sure & meanings.METASTATIC and _PREVENTED.search(before))
    if _EXEMPT.match(lower[found.end :]):
        return False
    if found.name == "site_metastasis" and _NOT_WANTED.search(lower[found.end :]):
        return False
    if found.name == "site_metastasis" and (
        _MODAL.search(lower[found.end :]) or _OPEN_TO_OTHERS.search(before) or _TOLD_OF_THEM.match(lower[found.end :])
    ):
        return False
    if _EXAMPLE.search(before[-60:]) or ("(" in before and _EXCEPTED.search(before[-40:])):
        return False
    if found.name == "recurrent" and _WATCHED_FOR.search(before[-80:]):
        return False
    if found.name in HISTORY:
        return told_as_history(sentence, found)
    if found.axis == "extent":
        if (
            found.name != "nonmetastatic"
            and not _stage_of_the_treated(found, lower)
            and _SETTING_OF_THERAPY.search(PARENTHESES.sub(" ", before).replace("(", " ")[-140:])
            and not (found.name == "metastatic" and not sentence.excludes and _THERAPY_NOW.search(before))
        ):
            return False
        if found.name in _OF_TISSUE and _EITHER_TISSUE.search(before) and _TISSUE.match(lower[found.start :]):
            return False
        if found.name in _OF_RISK and _AT_RISK_OF.search(before[-80:]):
            return False
        if found.name in TNM and found.denied:
            return False  # 'no evidence of T4 or N2-3 disease' is no denial of a primary tumour
        if OF_SAMPLES.search(lower) and OF_SAMPLES.search(lower[max(0, found.start - 60) : found.end + 25]):
            return False
    if sentence.excludes or sentence.stance is Stance.FORBID:
        return names_it_barely(sentence, found)
    if found.axis == "phase" and not_a_phase_of_hers(sentence, found):
        return False
    return not is_subject_of_rule(sentence.text, found.start, found.end) and not re.match(
        r"\W*(?:disease|recurrence)?\W*(?:is|are)?\s*defined as", lower[found.end :]
    )
