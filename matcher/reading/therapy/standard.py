"""Standard therapy received, exhausted or not suitable."""

from __future__ import annotations

import re

from data.axes import STATE_AXIS, YES, states_where
from data.criteria import Between, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, Stance, negated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.kinds import concepts_in
from matcher.reading.therapy.lines.ordinals import nth

# 'Metastatic disease that has progressed on the last line': what was last was given for that disease.
_LAST_LINE = gated(r"(?:progress\w*|refractory)[^.;]*\b(?:last|most recent|current|ongoing)\b", re.I)


# '... prior therapy for metastatic disease'
_FOR_LATE = gated(
    r"\s+(?:for|of|in)\s+(?:(?:the|their|her)\s+)?(?:(?:unresectable|inoperable|recurrent|locally advanced)\s+or\s+)?(?:metastatic|advanced|stage (?:IV|4)|MBC)\b",
    re.I,
)
_PALLIATIVE = gated(r"\bpalliative\b(?! care)", re.I)


# '... after prior therapy with anthracyclines and taxanes'
_OF_WHICH_DRUGS = gated(r"\s+(?:with|containing|including|consisting of)\b[^.;()]{0,80}", re.I)


_LATE = gated(
    r"(?<!non-)\bmetastatic\b|\bstage (?:IV|4)\b|(?<!locally )(?<!locally-)\badvanced (?:breast|disease|setting)|\bMBC\b|\bpalliative\b(?! care)",
    re.I,
)


_OPEN_TO_BEGINNERS = gated(
    r"\b(?:(?:cannot|could not) be (?:given|used)|unable to (?:receive|tolerate|undergo)|refus\w+|declin\w+|ineligible|unsuitable|not (?:be )?(?:considered )?(?:an? )?(?:candidates?|eligible|suitable|appropriate|amenable)(?! (?:for|to) (?:any )?(?:further|additional|more)\b)|contraindicat\w+|unfit|unwilling|inappropriate\w*|no curative(?! or\b)(?!(?: \w+){0,2},? and (?:has|have|had|who) (?:already |previously )?(?:received|exhausted|failed|progressed)\b)|cannot tolerate|(?:investigator|physician)\W?s? (?:opinion|judg\w+|discretion)|or\b[^.;]{0,30}\bin the (?:opinion|judge?ment) of the (?:treating )?(?:investigator|physician|oncologist))\b",
    re.I,
)


# 'Has received no more than five cycles of an approved regimen': what she is on, not what is behind her
_SO_FAR = gated(
    r"\b(?:no more than|not more than|up to|at most|fewer than) [\w-]+ (?:cycles?|courses?|doses?|weeks?)\b", re.I
)


# '..., unless there is no standard therapy'
_UNLESS_THERE_IS_NONE = gated(
    r",?\s*\b(?:unless|except (?:where|when|if))\s+(?:there\s+(?:is|are)\s+)?no\s+(?:\w+\s+){0,3}?(?:therap(?:y|ies)|treatments?|options?)(?:\s+(?:exists?|(?:is|are)\s+available))?\W*$",
    re.I,
)


# 'For which standard curative measures do not exist' means that it cannot be cured, not that nothing is left for it.
_TO_CURE = gated(r"(?<! or )(?<! nor )(?<! and )\bcurative\b(?! (?:or|and|nor)\b)", re.I)


# 'No known curative therapy, or therapy proven to prolong survival': nothing is left
_OR_TO_PROLONG = gated(r"\bor\b[^.;]*\b(?:prolong|extend|improve)", re.I)


# 'No standard therapy within two weeks' asks for a pause.
_A_PAUSE = gated(
    r"\w*[^.;,]{0,15}\b(?:within|in the (?:last|past|previous)|for (?:at least|>=?)|during the (?:last|past))\W+[^.;]{0,12}?(?:\d|one|two|three|four|six|week|month)",
    re.I,
)


# 'Patients who refuse standard chemotherapy will be allowed': beside those who had it
_OTHER_WAY = gated(
    r"\balso eligible|^\W*(?:patients?|participants?|subjects?|women|those)\s+(?:who|that)\s+(?:(?:are|is|have|has|had|were)\s+)?(?:refus|declin|intoleran|ineligib|unfit|unsuit)(?:(?!\bprogress|\breceived|\bfail)[^.;]){0,120}\b(?:will (?:still )?be|are(?: also| still)?)\s+(?:allowed|permitted|eligible|accepted)\b|\b(?:can|may|could) also be (?:considered|enrolled|included)|\bor (?:have|has|who)\b[^.;]{0,30}\b(?:not received|no prior)",
    re.I,
)


_BY_THE_STANDARD = gated(
    r"\bas (?:would be|is|part of|per)\b|\b(?:as|per|according to|following|in line with) (?:the )?(?:local |institutional )?standards?(?! (?:\w+ )?(?:therap|treatment|regimen|chemo|care\b))|\bconcurrent\w*",
    re.I,
)


_LOCAL = gated(r"\blocal\b|radi(?:ation|o)|surg", re.I)


# Standard treatment of something else than the cancer.
_OF_COMPLAINTS = gated(
    r"\b(?:lymph-?o?edema|decongestive|pain|analges\w*|anti-?emetic|nausea|wound|physio\w*|rehabilitat\w*|depress\w*|anxiety|insomnia|hot flash\w*|menopaus\w*|"
    r"fatigue|neuropath\w*|mucositis|dermatitis|vaccin\w*|hypertension|diabet\w*|cardiac|heart|osteopor\w*|supportive|anesthe\w*|skin care)\b",
    re.I,
)


# 'Failed second-line standard treatment': there was a first line.
_LATER_LINE = gated(
    r"\b(?:fail\w*|progress\w*|refractory|relaps\w*|resistan\w*|intoleran\w*|after)\b(?:(?!\b(?:first|1st)[- ](?:line )?or\b|,)[^.;]){0,60}?"
    r"(?<!or )(?<!/)\b(?P<line>second|2nd|third|3rd)[- ]?line\b",
    re.I,
)


# Whoever has just been found to have a cancer without metastases, or had it removed, has not exhausted what may cure her,
# and is not 'unsuitable for standard treatment' in the sense of these trials.
_NOT_TO_BE_CURED = states_where(
    lambda s: s.kind not in ("primary", "in_situ") or s.phase in ("neoadjuvant", "advanced")
)


# 'Patients with a BRCA mutation are eligible if they have failed an approved PARP inhibitor' asks nothing of the others.
_OF_THOSE_WITH_A_MARKER = gated(
    r"^\W*(?:patients|participants|subjects|women|those|individuals)\s+(?:with|who\s+have|having|whose\s+(?:tumou?rs?|cancers?)\s+(?:have|has|harbou?rs?|carr(?:y|ies)|show))\s+[^.;,]{0,60}?"
    r"\b(?:mutations?|mutated|alterations?|amplifications?|fusions?|rearrangements?|variants?|MSI-?H|dMMR|TMB-?H)\b[^.;]{0,40}?"
    r"\b(?:are|is|may\s+be|will\s+be|can\s+be)\s+(?:also\s+|only\s+)?(?:eligible|allowed|enrolled|included|considered)\s+(?:only\s+)?(?:if|when|provided|after)\b",
    re.I,
)


# 'Prior standard anthracycline', 'received standard hormone treatment': the drug is asked for
_OF_A_CLASS = gated(r"prior\b|received\b(?=.*\b(?:endocrine|hormon\w*)\b)", re.I)


def standard_therapy(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    """'Progressed on standard therapy' asks for at least one line, unless having no standard therapy is enough: to whoever
    was never treated for metastatic disease standard therapy is still open, but she may decline it or be unfit for it.
    After some lines it stays open whether more of it is left."""
    if _OF_THOSE_WITH_A_MARKER.match(sentence.text):
        return None
    text = blanked(_UNLESS_THERE_IS_NONE, sentence.text)
    if sentence.excludes or phrases.STANDARD_KEYS.isdisjoint(sentence.keys):
        return None
    found = phrases.STANDARD.search(text) or phrases.NONE_LEFT.search(text)
    found = found or phrases.ALL_KNOWN.search(text)
    last = phrases.LAST_TREATMENT.search(text) if found is None else None
    if last is not None:
        named = _OF_WHICH_DRUGS.match(text, last.end())
        words = last.group() + (named.group() if named else "")
        if _LOCAL.search(words) or set(concepts_in(words, vocabulary)) - {"systemic therapy", "chemotherapy"}:
            return None
    if (
        last is not None
        and not phrases.PERMITS.search(text)
        and not gated(
            r"adjuvant|\bno\b|\bnot\b|\bwithout\b|\bor\s+(?:with\s+)?de\s+novo\b|\bde\s+novo\s+or\b", re.I
        ).search(text)
    ):
        had: Requirement = Within("received:systemic therapy", YES)
        of_metastatic_disease = phrases.LINE_WORD.search(last.group()) or _LATE.search(text)
        late = _LAST_LINE.match(last.group()) or _PALLIATIVE.search(last.group()) or _FOR_LATE.match(text, last.end())
        if late and of_metastatic_disease and not phrases.EARLY.search(text):
            had = Between("lines_metastatic", 1, None)
        return Mention(PRIOR_THERAPY, had, "an earlier treatment", *last.span(), Stance.REQUIRE)
    if (
        found is None
        or (_TO_CURE.search(found.group()) and not _OR_TO_PROLONG.search(found.group()))
        or _SO_FAR.search(found.group())
        or _OTHER_WAY.search(text)
        or _BY_THE_STANDARD.search(found.group())
    ):
        return None
    start, end = found.span()
    if _A_PAUSE.match(text, end) and gated(r"\W*no\b", re.I).match(text):
        return None
    if _OF_A_CLASS.match(found.group()) and set(concepts_in(found.group(), vocabulary)) - {"systemic therapy"}:
        return None
    if gated(r"adjuvant", re.I).search(text[start : end + 25]) or _OF_COMPLAINTS.search(text[start:end]):
        return None
    if of_other_tumours(text[: end + 20]) or gated("adjuvant", re.I).search(text[:start]):
        return None
    denied = (negated(sentence, start) and not _AND_HAS.search(text, 0, start)) or _NO_RIGHT_BEFORE.search(text[:start])
    if denied and not phrases.NONE_LEFT.search(text):
        return None
    one_line, words = _lines_gone_through(text, found.group())
    if _OR_CAME_BACK.search(text):
        one_line = either(
            [one_line, every((_CAME_BACK_TREATED, Undecidable("whether treatment of early disease counts")))]
        )
    told_all = text != sentence.text  # the exception is but that nothing standard is left
    if not _OPEN_TO_BEGINNERS.search(text):
        return Mention(PRIOR_THERAPY, one_line, words, start, end, Stance.REQUIRE, settled=told_all)
    unfit = every((Within(STATE_AXIS, _NOT_TO_BE_CURED), Undecidable("no standard therapy")))
    requirement = either([one_line, unfit])
    return Mention(PRIOR_THERAPY, requirement, words, start, end, Stance.REQUIRE)


_NO_RIGHT_BEFORE = gated(r"\bno\b[^.;]{0,20}$", re.I)
# 'No curative options and has received all therapies with survival benefit'
_AND_HAS = gated(r"\band\s+(?:(?:patient|who|that)\s+)?(?:has|have|had)\s+(?:already\s+|previously\s+)?$", re.I)


# 'Received a standard treatment and had no response or have recurred', 'recurrent after standard therapy': whoever relapsed
# after adjuvant treatment perhaps too
_OR_CAME_BACK = gated(
    r"\bor\s+(?:(?:have|has|had|who)\s+(?:since\s+)?recurred\b|(?:be(?:ing)?\s+|is\s+|are\s+)?recurrent\s+(?:after|following)\b|recurrence\s+(?:after|following)\b)",
    re.I,
)
_CAME_BACK_TREATED = every(
    (
        Within("received_early:systemic therapy", YES),
        Within(STATE_AXIS, states_where(lambda s: s.origin == "recurrent")),
    )
)


def _lines_gone_through(text: str, said: str) -> tuple[Requirement, str]:
    """How many lines are behind her at the least, and whether what was given is enough."""
    later = None if gated(r"adjuvant", re.I).search(text) else _LATER_LINE.search(text)
    least = nth(later["line"]) if later is not None else 1
    lines = Between("lines_metastatic", least, None)
    if _GIVEN_IS_ENOUGH.search(said) and not phrases.NONE_LEFT.search(text):
        return lines, "standard treatment before"
    # what else is standard for her, no field tells
    exhausted = every((lines, Undecidable("whether standard treatment is exhausted")))
    return exhausted, "standard treatment to be exhausted, or not to suit her"


# 'Received standard treatment', 'progressed on first-line standard therapy': what was given is enough.
_GIVEN_IS_ENOUGH = gated(
    r"\breceived\b|\bbeen given\b|\btreated with\b|\b(?:at least|minimum of) (?:one|1)\b|\b(?:one|1|a single|first-?line|1st-?line) (?:\w+ ){0,2}(?:lines?|regimens?|therap\w+|treatments?)|\bis\s+required\b",
    re.I,
)
