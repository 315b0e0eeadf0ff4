"""Genes and expressed markers that a trial asks for or excludes; germline and somatic kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.axes import mask
from data.criteria import AllOf, Between, Requirement, Within, either
from data.criteria import negated as opposite
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import words_beginning
from matcher.reading.population import is_subject_of_rule, of_other_tumours
from matcher.reading.sentences import Sentence, negated

_KEYS = words_beginning(
    "brca gbrca sbrca tbrca pik3ca akt pten esr1 palb2 pd pdl1 cps her2 her erbb2 tp53 cdh1 fgfr ntrk ret kras msi dmmr "
    "mmr mismatch tmb mutational hrd homologous microsatellite programmed"
)
_TRIGGER = re.compile(
    r"BRCA|PIK3CA|AKT|PTEN|ESR1|PALB2|PD-?\s?L1|CPS|HER-?2[- ](?:activating )?muta|ERBB2|TP53|CDH1|FGFR|NTRK|\bRET\b|KRAS|"
    r"MSI|dMMR|mismatch|TMB|mutational burden|HRD|homologous|microsatellite|programmed (?:cell )?death"
)
_GENE = re.compile(
    r"(?<![A-Za-z])(?P<germline>(?:germ-?\s?line|g|hereditary|inherited)\s*-?\s*)?(?P<somatic>(?:somatic|tumou?r|s)\s*-?\s*)?"
    r"(?P<gene>BRCA\s?-?\s?1\s*(?:/|,|and/or|and|or|&)\s*(?:BRCA\s?-?)?\s?2|BRCA\s?-?[12]|BRCA(?:ness)?|PIK3CA|AKT1?|PTEN|ESR1|PALB2|ERBB2|HER-?2(?=\s*-?\s*(?:activating )?mutat)|"
    r"TP53|CDH1|FGFR[123]?|NTRK[123/]*|RET|KRAS(?:\s?G12C)?)(?![A-Za-z0-9])"
)
_ALTERED = re.compile(
    r"\b(?:mutat\w*|mutant|altered|alterations?|variants?|carriers?|deleterious|pathogenic|amplifi\w+|fusions?|rearrange\w+|"
    r"loss|deficien\w+|positive|activating|gene changes?|aberrations?|hotspot)\b",
    re.I,
)
_WILD = re.compile(
    r"\b(?:wild[- ]?type|without (?:a |any |known )?(?:\w+ ){0,3}mutat\w+|non-?carriers?|non-?mutated|unmutated|negative)\b",
    re.I,
)
_SAYS_NOTHING = re.compile(
    r"\b(?:regardless|irrespective|unknown|any (?:\w+ )?status|not (?:required|known)|test(?:ed|ing)?\b|known (?:\w+ ){0,3}status|status (?:must|should|is|will|known|available|at)|"
    r"determin\w+|assess\w+|availab\w+|agree|willing|family (?:history|member)|relative|stratif\w+|either|with or without|if known|will be|may be|"
    r"inhibitor|targeted therap|directed|anti-?PD|blood sample|tissue|risk)\b",
    re.I,
)
_CPS = re.compile(
    r"\b(?:CPS|combined positive score)\W{0,12}(?P<sign>>=|>|at least|of at least|<|less than)?\W{0,3}(?P<n>\d{1,2})(?![\d%])",
    re.I,
)
_PDL1 = re.compile(r"\bPD-?\s?L1\b(?!\s*(?:inhib|antibod|agent|block|therap|/|\)|or anti))", re.I)
_PDL1_POSITIVE = re.compile(r"\bpositiv\w*|>=?\s?1\s?%|\(\+\)|\bIC\s?(?:>=|>)\s?1|at least 1\s?%", re.I)
_PDL1_NEGATIVE = re.compile(r"\bnegativ\w*|<\s?1\s?%|less than 1\s?%|CPS\s?<", re.I)
_SIGNATURES = (
    (
        "MSI-H",
        re.compile(r"\bMSI-?\s?H\w*|\bmicrosatellite instab\w+|\bd-?MMR\b|\bmismatch repair[- ](?:deficien\w+)", re.I),
    ),
    ("TMB-H", re.compile(r"\bTMB-?\s?(?:H|high)\w*|\b(?:high )?tumou?r mutational burden(?:[- ]high)?", re.I)),
    ("HRD", re.compile(r"\bHRD(?:-?positive)?\b|\bhomologous recombination (?:repair )?deficien\w+", re.I)),
)
_CONTEXT_CHARACTERS = 70


def read_biomarkers(sentence: Sentence, context: Context) -> list[Mention]:
    """One mention for the genes of a sentence (any of them), one for PD-L1."""
    text = sentence.text
    if (
        _KEYS.isdisjoint(sentence.keys)
        or not _TRIGGER.search(text)
        or of_other_tumours(text)
        or _SAYS_NOTHING.search(text)
    ):
        return []
    found = [_genes(sentence), _pdl1(sentence), _signatures(sentence)]
    return [m for m in found if m is not None and not is_subject_of_rule(text, m.start, m.end)]


def _axis(marker: str) -> Within:
    return Within(f"biomarker:{marker}", mask("biomarker:", ["positive"]))


def _markers_of(match: re.Match[str]) -> tuple[str, ...]:
    """The markers that a gene's name stands for; BRCA without its origin may be of either."""
    gene = re.sub(r"\s|-", "", match["gene"]).upper()
    if not gene.startswith("BRCA"):
        if gene == "PALB2":
            return ("germline_PALB2",)
        return ("ERBB2" if gene in ("ERBB2", "HER2") else "AKT1" if gene == "AKT" else gene.replace("G12C", ""),)
    numbers = [n for n in "12" if n in gene] or ["1", "2"]
    origins = ["germline"] if match["germline"] else ["somatic"] if match["somatic"] else ["germline", "somatic"]
    return tuple(f"{origin}_BRCA{n}" for origin in origins for n in numbers)


def _genes(sentence: Sentence) -> Mention | None:
    text = sentence.text
    found = [m for m in _GENE.finditer(text) if _is_about_alteration(text, m)]
    if not found:
        return None
    if re.search(r"\bcarriers?\b|germ-?\s?line", text, re.I):
        markers = [
            m
            for g in found
            for m in _markers_of(g)
            if not m.startswith("somatic") or g["somatic"] or "somatic" in text.lower()
        ]
    else:
        markers = [m for g in found for m in _markers_of(g)]
    markers = list(dict.fromkeys(markers))
    if not markers:
        return None
    start, end = found[0].start(), found[-1].end()
    around = text[max(0, start - 30) : end + _CONTEXT_CHARACTERS]
    requirement: Requirement = either(_axis(m) for m in markers)
    words = " or ".join(m.replace("_", " ") for m in markers) + " alteration"
    if _WILD.search(around) or negated(sentence, start):
        return Mention(_facet(markers), opposite(requirement), f"no {words}", start, end)
    return Mention(_facet(markers), requirement, words, start, end)


def _facet(markers: Sequence[str]) -> str:
    return f"biomarker:{markers[0]}"


def _is_about_alteration(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - _CONTEXT_CHARACTERS) : match.end() + _CONTEXT_CHARACTERS]
    return bool(_ALTERED.search(around) or _WILD.search(around)) and not re.match(r"\s*-?\s*like", text[match.end() :])


def _pdl1(sentence: Sentence) -> Mention | None:
    text = sentence.text
    score = _CPS.search(text)
    if score is not None:
        number, sign = float(score["n"]), (score["sign"] or ">=").lower()
        requirement: Requirement
        if sign in ("<", "less than"):
            requirement, words = Between("pdl1_cps", None, number - 0.01), f"PD-L1 CPS below {number:g}"
        else:
            # A tumour without PD-L1 expression has no such score, whatever the number.
            requirement = AllOf((_axis("PD-L1"), Between("pdl1_cps", number, None)))
            words = f"PD-L1 CPS at least {number:g}"
        return Mention("biomarker:PD-L1", requirement, words, score.start(), score.end())
    found = _PDL1.search(text)
    if found is None:
        return None
    around = text[max(0, found.start() - 30) : found.end() + 60]
    if _PDL1_NEGATIVE.search(around) and not _PDL1_POSITIVE.search(around):
        return Mention("biomarker:PD-L1", opposite(_axis("PD-L1")), "PD-L1 negative", found.start(), found.end())
    if _PDL1_POSITIVE.search(around) and not _PDL1_NEGATIVE.search(around):
        return Mention("biomarker:PD-L1", _axis("PD-L1"), "PD-L1 positive", found.start(), found.end())
    return None


def _signatures(sentence: Sentence) -> Mention | None:
    found = [(marker, m) for marker, pattern in _SIGNATURES if (m := pattern.search(sentence.text))]
    if not found:
        return None
    markers = [marker for marker, _ in found]
    first = found[0][1]
    requirement: Requirement = either(_axis(m) for m in markers)
    if negated(sentence, first.start()):
        return Mention(
            _facet(markers), opposite(requirement), "no " + " or ".join(markers), first.start(), found[-1][1].end()
        )
    return Mention(_facet(markers), requirement, " or ".join(markers), first.start(), found[-1][1].end())
