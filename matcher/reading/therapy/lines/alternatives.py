"""What lets a patient in beside the lines that a sentence asks for: an early relapse, being unfit for more."""

from __future__ import annotations

import re

from data.axes import STATE_AXIS, YES, states_where
from data.criteria import Between, Requirement, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.quantities import quantity_counted
from matcher.reading.therapy.names import therapies_in
from matcher.reading.therapy.other_ways import ANOTHER_WAY_IN, BEING_INCURABLE, without_the_incurable

# 'either relapsed while on adjuvant treatment, or progression on at least one line' leaves another way in; 'in either the
# adjuvant or the metastatic setting' does not.
ANOTHER_WAY = gated(
    r"(?<!\bof )\beither\b(?!\s+(?:(?:in|as|for|the|an?)\s+)*(?:\(?neo|adjuvant|metastatic|advanced|early|palliative|mono-?therapy|alone|single|combin|(?:one|two|three|[0-3])\s+(?:or|to)\s+(?:one|two|three|four|[1-4])\s)).*\bor\b|\brelaps\w+ (?:while|during|within)\b.*\bor\b",
    re.I | re.S,
)


def another_way(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> Requirement | None:
    """What else than the lines that are asked for lets her in as well."""
    whole = blanked(REGARDLESS, sentence.text)
    text = without_the_incurable(whole, count.start(), count.end())
    taken_too = sentence.item is not None and _ALSO_TAKEN.search(sentence.item.text)
    if taken_too or _another_way_told(text, count):
        return _other_way(text, count.end(), vocabulary)
    return None if text == whole else BEING_INCURABLE


def _another_way_told(text: str, count: re.Match[str]) -> bool:
    other_kind = _OR_OTHER_LINES.match(text, count.end())
    if other_kind is not None and quantity_counted(other_kind["kind"]) != quantity_counted(count["what"]):
        return True
    if _OR_AFTER_EARLY.search(text, 0, count.start()) or _OR_EARLY_RELAPSE.search(text, count.end()):
        return True
    if _OR_OTHER_DISEASE.match(text, count.end()):
        return True
    return bool(ANOTHER_WAY.search(text) or unfit_is_enough(text, count.end()))


# 'At least two lines of chemotherapy, or one line of endocrine therapy'
_OR_OTHER_LINES = gated(
    r"[^.;,()]{0,60},?\s+or\s+(?:at\s+least\s+)?(?:one|two|three|[123])(?:\s+or\s+more)?\s+(?:(?:prior|previous|earlier)\s+)*(?:lines?|regimens?)\s+of\s+(?P<kind>(?:chemo|cytotoxic|endocrine|hormon|targeted|biologic|anti-?HER|immuno)\w*)",
    re.I,
)


# '... with at least one line of chemotherapy, or locally advanced disease'
_OR_OTHER_DISEASE = gated(
    r"[^.;,]{0,60},\s+or\s+(?:with\s+|have\s+|(?:for\s+)?patients with\s+)?(?:an?\s+)?(?:[a-d]\)\s*)?(?:locally advanced|unresectable|inoperable|de novo|newly diagnosed|locally recurrent|loco-?regional\w*|inflammatory)\s",
    re.I,
)


def _other_way(text: str, after: int, vocabulary: Vocabulary | None) -> Requirement:
    """What the other way in asks for: '..., or progression on T-DM1 for metastatic disease' takes nobody without a line."""
    open_way: Requirement = ANOTHER_WAY_IN
    ways = _OR.split(text[after:])[1:]
    if (
        not ways
        or unfit_is_enough(text, after)
        or not all(_TREATED_LATE.search(way) and not phrases.EARLY.search(way) for way in ways)
    ):
        return open_way
    return either([every((_had_in(way, vocabulary), open_way)) for way in ways])


def _had_in(way: str, vocabulary: Vocabulary | None) -> Requirement:
    drugs = [c for one in therapies_in(way, vocabulary) for c in one.concepts] if vocabulary is not None else []
    if any(drug in ("systemic therapy", "chemotherapy", "endocrine therapy") for drug in drugs) or not drugs:
        return Between("lines_metastatic", 1, None)
    return either([Within(f"received_metastatic:{drug}", YES) for drug in dict.fromkeys(drugs)])


_OR = gated(
    r"\bor\b(?!\s+(?:after|during|following|on|more|metastatic|unresectable|recurrent|advanced|inoperable|locally)\b)",
    re.I,
)
_TREATED_LATE = gated(
    r"\b(?:(?:progress|relaps|fail|receiv)\w*|treat(?!ing)\w*)\b[^.;]{0,120}?\b(?:for|in|against)\b[^.;]{0,50}?\b(?:metasta\w+|advanced|stage IV)\b",
    re.I,
)


# Whoever relapsed early was treated for early disease.
EARLY_RELAPSE = every(
    (
        Within("received_early:systemic therapy", YES),
        Within(STATE_AXIS, states_where(lambda s: s.origin == "recurrent")),
        ANOTHER_WAY_IN,
    )
)


def early_relapse_is_enough(text: str) -> bool:
    """'Relapse after adjuvant treatment, or progression after first-line treatment', in either order."""
    return bool(_OR_AFTER_EARLY.search(text) or _OR_EARLY_RELAPSE.search(text))


def way_beside_a_line(text: str, after: int) -> Requirement | None:
    """What lets in whoever had no such line: an early relapse, or being unfit for it in the words behind `after`."""
    if unfit_is_enough(text, after):
        return ANOTHER_WAY_IN
    return EARLY_RELAPSE if early_relapse_is_enough(text) else None


def unfit_is_enough(text: str, after: int) -> bool:
    """Whether being unfit for a treatment is enough, in the words behind `after`."""
    return bool(_OR_UNFIT.search(text, after))


# 'Progressed within 6 months of adjuvant chemotherapy or received at least one line ...'
_OR_AFTER_EARLY = gated(
    r"\b(?:relaps|recurr|progress)\w*\b[^.;]{0,60}?(?:\b(?:while|during|within|on|after|less than)\b|<)[^.;]{0,60}\badjuvant\b[^.;]*\bor\b[^.;]*$",
    re.I,
)


# '..., or relapse within 12 months of adjuvant chemotherapy'
_OR_EARLY_RELAPSE = gated(
    r"\bor\b[^.;]{0,40}\b(?:relaps|recurr|progress)\w*\b[^.;>]{0,25}?(?:\b(?:while|during|within|on|less than)\b|<)[^.;]{0,60}\badjuvant\b"
    # 'Progressed on first-line treatment, or within 12 months of adjuvant treatment'
    r"|\b(?:progress|relaps|recurr)\w*\b[^.;]*\bor\s+(?:while\s+|still\s+|less than\s+)?(?:on|during|within|receiving)\b[^.;]{0,40}\badjuvant\b",
    re.I,
)


# '... or be ineligible for chemotherapy', '..., or, in the opinion of the investigator, not be a candidate for it'
_WHO_JUDGES = r"(?:(?:her|his|their|the|an?|treating|local|study|trial|site|principal|responsible)\s+){0,3}(?:physicians?|investigators?|oncologists?|doctors?|clinicians?)"
_AS_JUDGED = (
    rf"(?:(?:as\s+)?(?:in|per|at|according\s+to|based\s+on|by|on)\s+(?:the\s+)?(?:(?:opinion|judge?ment|discretion|view|assessment|estimation)\s+of\s+{_WHO_JUDGES}"
    rf"|{_WHO_JUDGES}(?:['\u2019]s?)?\s+(?:opinion|judge?ment|discretion|view|assessment|estimation)|{_WHO_JUDGES})\s*,?\s*)"
)
_OR_UNFIT = gated(
    rf"\bor\b,?\s+{_AS_JUDGED}?"
    r"(?:(?:those|patients?|women|participants?|subjects?|who|that|whose|to\s+be|been|be|is|are|is|were|was|being|have|has|must|should|may|otherwise|clearly)\s+){0,4}"
    r"(?:(?:considered|deemed|judged|felt|found|thought|declared|assessed(?:\s+as)?|regarded\s+as|medically|clinically)\s+){0,2}"
    rf"{_AS_JUDGED}?(?:to\s+be\s+|as\s+)?(?:being\s+)?"
    r"(?:ineligible|unsuitable|inappropriate|unfit|intoleran\w+|unlikely\s+to\s+(?:tolerate|benefit|derive)|"
    r"(?:not|no\s+longer)\s+(?:be\s+)?(?:considered\s+|deemed\s+)?(?:an?\s+)?(?:(?:good|suitable|appropriate)\s+)?(?:candidates?|eligible|suitable|appropriate|fit|able|amenable|tolerate)|"
    r"(?:cannot|can\s+not|could\s+not|unable\s+to)\s+(?:tolerate|receive|have|undergo|be\s+(?:given|treated))|"
    r"refus\w+|declin\w+|(?:an?\s+)?contraindicat\w+|unable|for\s+whom\b|(?:standard\s+|such\s+|further\s+)?(?:treatments?|(?:chemo)?therap(?:y|ies))\s+(?:is|are|was|were)\s+(?:not\s+(?:an?\s+)?(?:appropriate|suitable|indicated|options?)|contraindicated|inappropriate))\b"
    # being unfit for an operation or radiation opens no way around lines of drugs
    r"(?!\s+(?:for|to|of|with)\s+[^.;,]{0,40}\b(?:surg|resect|operat|excis|radi[ao]|local|cur(?:e|ed|ative)\b|swallow))",
    re.I,
)


# '...; patients whose disease recurred within 12 months of adjuvant chemotherapy are also eligible'
_ALSO_TAKEN = gated(
    r"\b(?:relaps|recurr|progress)\w*\b[^.;]{0,120}\badjuvant\b[^.;]{0,60}\b(?:(?:are|is|will be) also|also) (?:be )?(?:eligible|allowed|permitted|included|accepted)\b",
    re.I,
)


# 'Relapse within 12 months of adjuvant treatment counts as a line', 'recurrence on adjuvant therapy will be considered one regimen'
_EARLY_RELAPSE_COUNTS = gated(
    r"\b(?:relaps|recurr|progress)\w*\b[^.;]{0,120}?\badjuvant\b(?:(?!\bnot\b)[^.;]){0,100}?\b(?:counts?|counted|consider\w*|regarded|deemed|qualif\w+|accepted|serves?)\s+(?:(?:as|to|be|for|having|had|received|towards?)\s+)*"
    r"(?:an?\s+|one\s+|1\s+|the\s+|this\s+|that\s+|first[- ])(?:(?:prior|previous|earlier|required|such|single|first|1st|single|of|these|those|the|metastatic|systemic|endocrine|hormonal|chemotherapy|cytotoxic|palliative|one)[\s-]+){0,4}?(?:lines?|regimens?|therap(?:y|ies)|treatments?|chemotherap\w+)\b",
    re.I,
)


def early_relapse_counts(sentence: Sentence) -> bool:
    """Whether its point tells that an early relapse counts as one of the lines."""
    return sentence.item is not None and _EARLY_RELAPSE_COUNTS.search(sentence.item.text) is not None


# Asides that open no other way
REGARDLESS = gated(
    r"\([^()]*\)|,\s*(?:which|that|these|this)\s+(?:may|can|could)\s+(?:also\s+)?(?:include|have\s+included|have\s+been|be|consist)\b[^.;]*|\bwith or without\b|,\s*regardless of\b[^.;]*",
    re.I,
)
