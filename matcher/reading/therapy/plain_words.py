"""What is said of earlier treatment in roundabout words, told plainly; positions hold."""

from __future__ import annotations

import re
from collections.abc import Callable

from matcher.reading.gated import Pattern, gated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.therapy.asides import without_conditions_of_measures


def in_plain_words(sentence: Sentence) -> str:
    """The text without words that count or limit nothing, and with the rest in the words that the readers look for."""
    text = sentence.text.replace("\n", " ")  # a wrapped line ends no clause
    for pattern in _BESIDE_THE_POINT:
        text = blanked(pattern, text)
    for pattern, plainly in _TOLD_PLAINLY:
        text = pattern.sub(plainly, text)
    if sentence.excludes:
        text = _TREATED_LATELY.sub(lambda m: m["opening"] + "Prior use", text)
    else:
        text = _GIVEN_ALONE.sub("Prior", text)
        text = _NO_LESS.sub(lambda m: "at least".ljust(len(m.group())), text)
        text = _SO_MUCH_OF_IT.sub(lambda m: m["opening"] + "prior use", text)
    if _OPENS_WITH_PRIOR.match(text):
        text = blanked(_BEFORE_IT_BEGINS, text)
    return without_conditions_of_measures(_with_systemic_alone(text, shuts_out=sentence.excludes))


# 'Treatment with pertuzumab within the last 12 months', among exclusions: what she had, not what she will have
_TREATED_LATELY = gated(
    r"^(?P<opening>\W*(?:any\s+)?)treatment(?=\s+with\s[^.;:]{2,80}?\s(?:within|in|during)\s+(?:the\s+)?(?:(?:last|past|previous|preceding|prior)\s+)?(?:\d{1,2}|six|nine|twelve|two|three|five)\s*(?:months?|years?)(?:\s+(?:before|prior\s+to|of|preceding)\b[^.;]{0,60})?\W*$)",
    re.I,
)


# 'Autoimmune disease that has required systemic treatment in the past two years'
_OF_THE_IMMUNE_SYSTEM = gated(
    r"\b(?:auto-?\s?immun\w+|immune[- ]mediated|rheumat\w+)\b(?:(?!\bcancer|\btumou?r|\bmalignan)[^.;]){0,120}?\b(?:requir\w+|need\w*|received|treated\s+with|necessitat\w+)\s+(?:\w+\s+){0,2}?"
    r"(?:systemic(?:ally)?|immuno-?suppressive)\s+(?:\w+\s+)?(?:treatments?|therap(?:y|ies))\b[^.;,()]{0,40}"
    # '... for those treated with avelumab'
    r"|\bauto-?immune\s+(?:disease|disorder|condition|illness)s?\s+(?:for|in)\s+(?:the\s+)?(?:patients?|subjects?|participants?|those)\s+treated\b[^.;()]*",
    re.I,
)


# 'No limit to endocrine therapies, but at most one line of chemotherapy'
_NO_LIMIT = gated(
    r"\bno (?:(?:upper|set|fixed|specific|particular)\s)?(?:limit(?:s|ations?)?|restrictions?|maxim(?:um|al number)|cap|ceiling)\b(?:(?!\bbut\b).)*(?:,? ?\bbut\b)?",
    re.I,
)


# 'Chemotherapy-naive and about to start doxorubicin'
_ABOUT_TO_START = gated(
    r"\babout to (?:start|begin|initiate|commence|receive|undergo)\b(?![^.;,]*\blines?\b)[^.;,]*", re.I
)


# 'Trastuzumab-resistant: relapse during adjuvant trastuzumab, or progression on it for metastatic disease'
_DEFINED_BEHIND = gated(
    r"^\W*(?:[\w/+-]+[\s-]+){1,4}(?:resistan(?:t|ce)|refractory)(?:\s+(?:disease|cancer)|\s+to\s+(?:(?!\band\b)[\w/ -]){2,70}?(?:\s*\([^()]{0,60}\))?)?\s*(?::|\(|,?\s*\(?(?:(?:which is\s+)?defined as:?|i\.e\.?,?|that is,?|meaning:?))\s*(?=(?:disease\s+|documented\s+)?(?:relaps|recurr|progress|disease)\w*\b[^.;]*\bor\b[^.;]*\b(?:relaps|recurr|progress)\w*)",
    re.I,
)

# 'Response to first-line chemotherapy (with or without hormonal therapy)'
_EITHER_WAY = gated(
    r"\((?:given\s+)?(?:with\s*(?:or|and/or|/)\s*without|with\s?\(out\)|\+/-|\u00b1)\s[^()]{2,60}\)", re.I
)

# 'A PD-1 inhibitor, alone or with other drugs'
_ALONE_OR_NOT = gated(
    r",?\s*\b(?:given\s+|either\s+)?alone,?\s+or\s+(?:in\s+combination\s+|together\s+|combined\s+)?with\s+(?:(?:any|an|other|another|further|additional)\s+){1,2}(?:drugs?|agents?|therap(?:y|ies)|treatments?|medicines?)\b",
    re.I,
)

_BESIDE_THE_POINT = (_OF_THE_IMMUNE_SYSTEM, _NO_LIMIT, _ABOUT_TO_START, _DEFINED_BEHIND, _EITHER_WAY, _ALONE_OR_NOT)


# 'Two previous regimes', 'more than one chemotherapy scheme'; of the same length
_REGIMES = gated(r"\b(?:regime|scheme)(?P<several>s)?\b", re.I)


# 'Cell therapy that included a lymphodepleting chemotherapy regimen': the chemotherapy is no treatment of the cancer
_PREPARES_FOR_IT = gated(
    r"\b(?P<other>transplant\w*|(?:cell|gene|adoptive)\s+(?:transfer|therap\w+)(?:\s+therap\w+)?|(?:stem[- ]cell|marrow)\s+(?:rescue|support)),?\s+"
    r"(?:(?:that|which)\s+(?:includ|involv|requir|contain|us|need)\w*|(?:includ|involv|requir)ing|preceded\s+by|with\s+preparatory)\s+"
    r"(?:[\w-]+\s+){0,6}?chemotherap\w+(?:\s+regimens?)?",
    re.I,
)


# 'Before the first dose of the study drug, the patient has received systemic therapy for advanced disease': whenever
_BEFORE_THE_FIRST_DOSE = gated(
    r"^\W*(?:at any time\s+)?(?:prior to|before)\s+(?:the\s+)?(?:first|1st|initial)\s+(?:doses?|administration)\s+of\s+(?:(?!\bha(?:s|ve|d)\b)[^.;]){2,70}?(?=\bha(?:s|ve|d)\s+(?:received|been\s+treated|undergone|had)\b)",
    re.I,
)


# 'Prior treatment with any of the following: ...'
_LIST_INTRODUCED = gated(
    r"\b(?:with|received|had|to)\s+(?:any|at least one|one|one or more|either)(?:\s+or more)?(?:\s+of)?(?:\s+the)?(?:\s+following)?"
    r"(?:\s+(?:agents?|drugs?|therap(?:y|ies)|treatments?|medications?))?\s*:"
    r"|\b(?:contained|included|comprised|received|had)\s+(?:all|each)\s+of(?:\s+the)?(?:\s+following)?\s*:",
    re.I,
)


# 'Prior treatment with: fulvestrant, elacestrant, PARP inhibitors'
_TREATED_WITH = gated(
    r"\b(?:prior|previous)\s+(?:[\w-]+\s+){0,2}?(?:treatment|therapy|use|exposure)\s+(?:with|of|to)\s*:(?=\s*\w)", re.I
)


# 'Progression according to RECIST while taking fulvestrant': by what it was told is left out
_PROGRESSION_BY_WHAT = gated(
    r"\b(?P<what>progress(?:ion|ed))\s+(?:(?:as\s+)?(?:assessed|defined|determined|documented|confirmed|shown|seen|evaluated)\s+)?(?:based\s+on|by|per|according\s+to|using|on\s+the\s+basis\s+of)\s+"
    r"(?:(?:RECIST|criteria|version|v|v?\d\.\d|imaging|CT|MRI|PET|scans?|radiolog\w+|radiograph\w+|clinical\w*|exam\w*|assessments?|response|tumou?r|markers?|standard|investigators?|the|and|and/or|or)\b\W+){1,8}"
    r"(?=(?:while|whilst|during|on|after|under|following|despite|upon)\b)",
    re.I,
)


def _without_colon(told: re.Match[str]) -> str:
    return told.group().replace(":", " ")


# 'Breast-conserving therapy' is an operation with radiation, no drug; of the same length
_CONSERVING = gated(r"\b(?P<what>breast[\s-](?:conserv|preserv)\w+\s)(?:therap(?:y|ies)|treatments?)\b", re.I)

# 'Given a checkpoint inhibitor', as the whole of an inclusion
_GIVEN_ALONE = gated(r"(?<=^)given(?=\s+(?:an?|any)\s+(?:[\w/-]+\s+){0,3}?[\w/-]+\W*$)", re.I)

# 'Eribulin for no less than 6 weeks'
_NO_LESS = gated(
    r"\b(?:no|not)\s+(?:less|fewer|shorter)\s+than\b(?=\s+\w+\s+(?:days?|weeks?|months?|years?|cycles?|courses?|doses?|infusions?)\b)",
    re.I,
)

# 'At least 2 months of treatment with a PD-1 inhibitor', as an inclusion: what she had; of the same length
_SO_MUCH_OF_IT = gated(
    r"^(?P<opening>\W*(?:(?:at\s+least|a\s+minimum\s+of|minimum\s+of|more\s+than|>=?|\u2265)\s*)(?:\d{1,2}|one|two|three|four|five|six|eight|nine|ten|twelve)\s+(?:days?|weeks?|months?|years?|cycles?|courses?|doses?)\s+of\s+)"
    r"(?:treatment|therapy)(?=\s+with\s)(?![^.;]*\b(?:will|plan\w*|schedul\w*|to\s+be|intend\w*|expect\w*|anticipat\w*|candidates?|eligible|suitable|washout|wash-out)\b)",
    re.I,
)

# 'Hormones: none for metastatic disease', 'no chemotherapy or hormones for advanced disease'; of the same length
_HORMONES = gated(
    r"\bhormones\b(?=\s*:\s*none\b|(?:\s+or\s+[\w-]+)?\s+(?:given\s+)?(?:for|in)\s+(?:the\s+)?(?:metastatic|advanced|stage\s+IV)\b)",
    re.I,
)

_TOLD_PLAINLY: tuple[tuple[Pattern, Callable[[re.Match[str]], str]], ...] = (
    (_HORMONES, lambda _: "hormonal"),
    (_REGIMES, lambda m: "regimen" if m["several"] else "lines "),
    (_PREPARES_FOR_IT, lambda m: m["other"].ljust(len(m.group()))),
    (_BEFORE_THE_FIRST_DOSE, lambda m: "previously".ljust(len(m.group()))),
    (_LIST_INTRODUCED, _without_colon),
    (_TREATED_WITH, _without_colon),
    (_CONSERVING, lambda m: (m["what"] + "surgery").ljust(len(m.group()))),
    (_PROGRESSION_BY_WHAT, lambda m: m["what"].rjust(len(m.group()) - 1) + " "),
)


def _with_systemic_alone(text: str, *, shuts_out: bool) -> str:
    return _SYSTEMIC_OR_LOCAL.sub(
        lambda m: (m["no"] or "") + "systemic therapy".ljust(len(m["both"])) if m["no"] or shuts_out else m.group(),
        text,
    )


# 'No prior systemic or local treatment of the cancer': of the two only the first is a therapy here
_SYSTEMIC_OR_LOCAL = gated(
    r"(?P<no>\b(?:no|without|(?:never|not)\s+(?:had|received|undergone))\s+(?:(?:any|prior|previous|earlier|definitive)\s+){0,3})?"
    r"\b(?P<both>(?:systemic\s+(?:and/or|or|nor|and)\s+(?:local|loco-?regional|local-?regional)|(?:local|loco-?regional|local-?regional)\s+(?:and/or|or|nor|and)\s+systemic)"
    r"\s+(?:(?:anti-?cancer|cancer|cancer-directed|oncologic\w*)\s+)?(?:treatments?|therap(?:y|ies)|interventions?))\b",
    re.I,
)


# 'Any prior chemotherapy for metastatic disease before the start of the induction treatment': of all that came before
_OPENS_WITH_PRIOR = gated(r"^\W*(?:(?:any|no|has|have|had|received)\s+){0,3}(?:prior|previous|earlier)\b", re.I)

_BEFORE_IT_BEGINS = gated(
    r"(?<!\d )(?<!days )(?<!weeks )(?<!months )(?<!years )\b(?:prior to|before)\s+(?:the\s+)?(?:start|initiation|beginning|commencement)\s+of\s+"
    r"(?:the\s+|this\s+)?(?:study|trial|protocol|induction|investigational|maintenance)\s+(?:therapy|treatment|drug|chemotherapy)\b",
    re.I,
)
