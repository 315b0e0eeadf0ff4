"""Standard therapy received, exhausted or not suitable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from data.axes import STATE_AXIS, YES, states_where
from data.criteria import AnyOf, Between, Requirement, Undecidable, Within, atoms, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.nothing_asked.treated_or_not import UNTREATED_OR_EXHAUSTED
from matcher.reading.pattern import blanked
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases, used_up
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.how_or_when import by_the_standard
from matcher.reading.therapy.kinds import concepts_in
from matcher.reading.therapy.last_treatment import last_treatment
from matcher.reading.therapy.lines.failed import lines_with_an_early_relapse
from matcher.reading.therapy.lines.ordinals import nth
from matcher.reading.therapy.other_ways import NOT_TO_BE_CURED


def standard_therapy(sentence: Sentence, vocabulary: Vocabulary, counted: Sequence[Mention] = ()) -> Mention | None:
    """'Progressed on standard therapy' asks for at least one line, unless declining it is enough: to whoever was never
    treated for metastatic disease standard therapy is still open. After some lines it stays open whether more of it is left.

    counted: the numbers of lines that the sentence asks for. 'Three lines, or no standard therapy exists': after one line it
    does."""
    if sentence.excludes or _OF_THOSE_WITH_A_MARKER.match(sentence.text):
        return None
    if phrases.STANDARD_KEYS.isdisjoint(sentence.keys):
        return None
    whole = blanked(used_up.NONE_TO_CURE, sentence.text)
    text = blanked(_UNLESS_THERE_IS_NONE, whole)
    found = used_up.STANDARD.search(text) or used_up.NONE_LEFT.search(text) or used_up.ALL_KNOWN.search(text)
    if found is None:
        return last_treatment(text, vocabulary)
    if _is_beside_the_point(text, found) or _is_of_something_else(text, found, vocabulary):
        return None
    if _is_denied(sentence, text, found.start()) and not used_up.NONE_LEFT.search(text):
        return None
    requirement, words = _lines_gone_through(text, found.group(), counted)
    if _OR_CAME_BACK.search(text):
        doubt = Undecidable("whether treatment of early disease counts")
        requirement = either([requirement, every((_CAME_BACK_TREATED, doubt))])
    if sentence.item is not None and _or_untreated(sentence.item.text):
        requirement, words = (
            either([requirement, Between("lines_metastatic", None, 0)]),
            f"no treatment yet, or {words}",
        )
    if _OPEN_TO_BEGINNERS.search(text) or (sentence.item is not None and _or_declined(sentence.item.text)):
        unfit = every((Within(STATE_AXIS, NOT_TO_BE_CURED), Undecidable("no standard therapy")))
        return Mention(PRIOR_THERAPY, either([requirement, unfit]), words, *found.span(), Stance.REQUIRE)
    told_all = text != whole  # the exception is but that nothing standard is left
    return Mention(PRIOR_THERAPY, requirement, words, *found.span(), Stance.REQUIRE, settled=told_all)


@lru_cache(maxsize=16)  # a point is asked about by each of its sentences
def _or_untreated(point: str) -> bool:
    return UNTREATED_OR_EXHAUSTED.search(point) is not None


@lru_cache(maxsize=16)
def _or_declined(point: str) -> bool:
    return _OR_DECLINED.search(point) is not None


# '... or no standard therapy is available; or the patient has refused it'
_OR_DECLINED = gated(r";\s*or\b[^.;]{0,80}?\b(?:refus|declin)\w+", re.I)


# 'Patients with a BRCA mutation are eligible if they have failed an approved PARP inhibitor' asks nothing of the others.
_OF_THOSE_WITH_A_MARKER = gated(
    r"^\W*(?:patients|participants|subjects|women|those|individuals)\s+(?:with|who\s+have|having|whose\s+(?:tumou?rs?|cancers?)\s+(?:have|has|harbou?rs?|carr(?:y|ies)|show))\s+[^.;,]{0,60}?"
    r"\b(?:mutations?|mutated|alterations?|amplifications?|fusions?|rearrangements?|variants?|MSI-?H|dMMR|TMB-?H)\b[^.;]{0,40}?"
    r"\b(?:are|is|may\s+be|will\s+be|can\s+be)\s+(?:also\s+|only\s+)?(?:eligible|allowed|enrolled|included|considered)\s+(?:only\s+)?(?:if|when|provided|after)\b",
    re.I,
)


# '..., unless there is no standard therapy'
_UNLESS_THERE_IS_NONE = gated(
    r",?\s*\b(?:unless|except (?:where|when|if))\s+(?:there\s+(?:is|are)\s+)?no\s+(?:\w+\s+){0,3}?(?:therap(?:y|ies)|treatments?|options?)(?:\s+(?:exists?|(?:is|are)\s+available))?\W*$",
    re.I,
)

# Who has had nothing may decline what is standard, or not be able to get it. She is not intolerant of it, though, nor unfit for
# all of it: some standard treatment of breast cancer suits whoever is fit for a trial (NCCN Breast, ESMO metastatic breast cancer).
_OPEN_TO_BEGINNERS = gated(
    r"\b(?:refus\w+|declin\w+|unwilling|turn(?:s|ed|ing)? (?:\w+ ){0,3}down|reject(?:s|ed)|(?:does|do|did) not (?:want|wish|accept|consent to)|(?:chose|chooses?|prefers?|elect(?:s|ed)?) not to"
    r"|not (?:\w+ )?(?:obtainable|accessible|affordable|reimbursed)|(?:no|lack of|without) access|(?:cannot|can not|could not|unable to) (?:obtain|access|afford|get)|(?:un|not )available (?:locally|in (?:the|her|their|this|that|his) \w+)"
    r"|no curative(?! or\b)(?!(?: \w+){0,2},? and (?:has|have|had|who) (?:already |previously )?(?:received|exhausted|failed|progressed)\b)|(?:investigator|physician)\W?s? (?:opinion|judg\w+|discretion)|or\b[^.;]{0,30}\bin the (?:opinion|judge?ment) of the (?:treating )?(?:investigator|physician|oncologist)"
    # unfit for chemotherapy she may be
    r"|(?:ineligible|unsuitable|unfit|inappropriate|not (?:be )?(?:considered )?(?:an? )?(?:candidates?|eligible|suitable|appropriate|amenable)|contraindicat\w+|(?:cannot|could not|unable to) (?:receive|undergo|have|be given))\b[^.;]{0,25}\b(?:chemo\w*|cytotoxic\w*|anthracyclines?|taxanes?))\b",
    re.I,
)


def _is_beside_the_point(text: str, found: re.Match[str]) -> bool:
    """Whether the words ask for no standard therapy that is behind her."""
    said = found.group()
    if _TO_CURE.search(said) and not _OR_TO_PROLONG.search(said):
        return True
    if _SO_FAR.search(said) or by_the_standard(text, found) or _OTHER_WAY.search(text):
        return True
    return bool(_A_PAUSE.match(text, found.end()) and _OPENS_WITH_NO.match(text))


# 'For which standard curative measures do not exist' means that it cannot be cured, not that nothing is left for it.
_TO_CURE = gated(r"(?<! or )(?<! nor )(?<! and )\bcurative\b(?! (?:or|and|nor)\b)", re.I)


# 'No known curative therapy, or therapy proven to prolong survival': nothing is left
_OR_TO_PROLONG = gated(r"\bor\b[^.;]*\b(?:prolong|extend|improve)", re.I)


# 'Has received no more than five cycles of an approved regimen': what she is on, not what is behind her
_SO_FAR = gated(
    r"\b(?:no more than|not more than|up to|at most|fewer than) [\w-]+ (?:cycles?|courses?|doses?|weeks?)\b", re.I
)

# 'Patients who refuse standard chemotherapy will be allowed': beside those who had it
_OTHER_WAY = gated(
    r"\balso eligible|^\W*(?:patients?|participants?|subjects?|women|those)\s+(?:who|that)\s+(?:(?:are|is|have|has|had|were)\s+)?(?:refus|declin|intoleran|ineligib|unfit|unsuit)(?:(?!\bprogress|\breceived|\bfail)[^.;]){0,120}\b(?:will (?:still )?be|are(?: also| still)?)\s+(?:allowed|permitted|eligible|accepted)\b|\b(?:can|may|could) also be (?:considered|enrolled|included)|\bor (?:have|has|who)\b[^.;]{0,30}\b(?:not received|no prior)",
    re.I,
)


# 'No standard therapy within two weeks' asks for a pause.
_A_PAUSE = gated(
    r"\w*[^.;,]{0,15}\b(?:within|in the (?:last|past|previous)|for (?:at least|>=?)|during the (?:last|past))\W+[^.;]{0,12}?(?:\d|one|two|three|four|six|week|month)",
    re.I,
)

_OPENS_WITH_NO = gated(r"\W*no\b", re.I)


def _is_of_something_else(text: str, found: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether it is standard treatment of a class, of early disease, of complaints, of another tumour."""
    if _OF_A_CLASS.match(found.group()) and set(concepts_in(found.group(), vocabulary)) - {"systemic therapy"}:
        return True
    if _ADJUVANT.search(text[: found.end() + 25]) or phrases.OF_COMPLAINTS.search(found.group()):
        return True
    if phrases.OF_COMPLAINTS.search(text, 0, found.start()) and not _CANCER.search(text, 0, found.end()):
        return True  # 'lymphoedema refractory to conventional therapy'
    return of_other_tumours(text[: found.end() + 20])


# 'Prior standard anthracycline', 'received standard hormone treatment': the drug is asked for
_OF_A_CLASS = gated(r"prior\b|received\b(?=.*\b(?:endocrine|hormon\w*)\b)", re.I)

_ADJUVANT = gated(r"adjuvant", re.I)

_CANCER = gated(r"\b(?:cancers?|carcinomas?|tumou?rs?|malignan\w+|neoplas\w+|disease|metasta\w+|TNBC|MBC)\b", re.I)


def _is_denied(sentence: Sentence, text: str, start: int) -> bool:
    if negated(sentence, start) and not _AND_HAS.search(text, 0, start):
        return True
    return _NO_RIGHT_BEFORE.search(text[:start]) is not None


_NO_RIGHT_BEFORE = gated(r"\bno\b[^.;]{0,20}$", re.I)


# 'No curative options and has received all therapies with survival benefit'
_AND_HAS = gated(r"\band\s+(?:(?:patient|who|that)\s+)?(?:has|have|had)\s+(?:already\s+|previously\s+)?$", re.I)


# 'Received a standard treatment and had no response or have recurred', 'recurrent after standard therapy': whoever relapsed
# after adjuvant treatment perhaps too
_OR_CAME_BACK = gated(
    r"\brecurrent,?\s+(?:or|and/or)\s+(?:progressive|persistent|refractory)\s+(?:disease|cancer|tumou?r)\b[^.;]{0,160}?\b(?:after|following)\b"
    r"|\bor\s+(?:(?:have|has|had|who)\s+(?:since\s+)?recurred\b|(?:be(?:ing)?\s+|is\s+|are\s+)?recurrent\s+(?:after|following)\b|recurrence\s+(?:after|following|under|despite)\b)",
    re.I,
)

_RETURNED_BEYOND_SURGERY = states_where(
    lambda s: s.kind not in ("in_situ", "primary") and s.origin != "de_novo" and not s.resectable
)
_CAME_BACK_TREATED = every(
    (
        Within("received_early:systemic therapy", YES),
        # a recurrence that can be resected is treated for cure (NCCN Breast), whatever was given before
        Within(STATE_AXIS, _RETURNED_BEYOND_SURGERY),
    )
)


def _lines_gone_through(text: str, said: str, counted: Sequence[Mention]) -> tuple[Requirement, str]:
    """How many lines are behind her at the least, and whether what was given is enough."""
    later = _LATER_LINE.search(text)
    least = nth(later["line"]) if later is not None else min(2, _most_asked_for(counted))
    lines = lines_with_an_early_relapse(least, text)
    if _GIVEN_IS_ENOUGH.search(said) and not _ALL_THERE_IS.search(text) and not used_up.NONE_LEFT.search(text):
        return lines, "standard treatment before"
    if used_up.STANDARD_CHEMOTHERAPY.search(text) and used_up.NONE_LEFT.search(text) and not _ADJUVANT.search(text):
        # 'standard chemotherapy failed, or no alternative exists': before any of it, it is the alternative
        lines = every((lines, Between("chemo_lines_metastatic", 1, None)))
    # what else is standard for her, no field tells
    exhausted = every((lines, Undecidable("whether standard treatment is exhausted")))
    return exhausted, "standard treatment to be exhausted, or not to suit her"


def _most_asked_for(counted: Sequence[Mention]) -> int:
    numbers = (
        atom.low
        for mention in counted
        if not _progression_will_do(mention.requirement)
        for atom in atoms(mention.requirement)
        if isinstance(atom, Between)
    )
    return max((int(low) for low in numbers if low is not None), default=1)


def _progression_will_do(requirement: Requirement) -> bool:
    """'Progressed after at least one regimen': a second line only shows that the first one failed, and is not asked for."""
    return isinstance(requirement, AnyOf) and any(
        isinstance(part, Within) and part.axis.startswith("progressed_on:") for part in requirement.parts
    )


# 'Failed second-line standard treatment': there was a first line.
_LATER_LINE = gated(
    r"\b(?:fail\w*|progress\w*|refractory|relaps\w*|resistan\w*|intoleran\w*|after)\b(?:(?!\b(?:first|1st)[- ](?:line )?or\b|,)[^.;]){0,60}?"
    r"(?<!or )(?<!/)\b(?P<line>second|2nd|third|3rd)[- ]?line\b",
    re.I,
)


# 'Received, or intolerant of, all treatment options known to confer benefit': one line of them is not all
_ALL_THERE_IS = gated(
    r"\b(?:all|every)\s+(?:(?:of|the|her|their|known|available|currently|locally|nationally|approved|licensed|registered|reimbursed|standard|standard[- ]of[- ]care|established|effective|life-?\s?prolonging|proven|appropriate|applicable|systemic|conventional|recommended|accepted|suitable|indicated|possible|beneficial|treatment|other|or|and)\W+){0,7}?"
    r"(?:therap(?:y|ies)|treatments?|options?|regimens?|agents?|drugs?|lines?|SoC|standards?[- ]of[- ]care)\b(?!-|\W+(?:related|effects?|toxic\w*|side))",
    re.I,
)


# 'Received standard treatment', 'progressed on first-line standard therapy': what was given is enough.
_GIVEN_IS_ENOUGH = gated(
    r"\breceived\b|\bbeen given\b|\btreated with\b|\b(?:at least|minimum of) (?:one|1)\b|\b(?:one|1|a single|first-?line|1st-?line) (?:\w+ ){0,2}(?:lines?|regimens?|therap\w+|treatments?)|\bis\s+required\b",
    re.I,
)
