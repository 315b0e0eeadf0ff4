"""Genes and expressed markers that a trial asks for or excludes; germline and somatic kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from data.axes import mask
from data.criteria import AllOf, AnyOf, Between, Requirement, Undecidable, Within, either, every
from data.criteria import negated as opposite
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import words_beginning
from matcher.reading.population import is_subject_of_rule, of_other_tumours
from matcher.reading.sentences import Sentence, negated

_KEYS = words_beginning(
    "brca gbrca sbrca tbrca pik3ca akt pten esr1 palb2 atm chek2 pd pdl1 cps combined her2 her erbb2 tp53 p53 cdh1 fgfr ntrk ret kras msi "
    "mss dmmr pmmr mmr mismatch tmb mutational hrd hrp homologous microsatellite programmed ar androgen"
)
_TRIGGER = re.compile(
    r"BRCA|PIK3CA|AKT|PTEN|ESR1|PALB2|ATM|CHEK2|PD-?\s?L1|CPS|HER-?2[- ](?:activating )?muta|ERBB2|TP53|p53|CDH1|FGFR|NTRK|\bRET\b|KRAS|"
    r"MSI|MSS|MMR|[Mm]ismatch|TMB|mutational burden|HR[DP]|[Hh]omologous|[Mm]icrosatellite|[Pp]rogrammed (?:cell )?death|"
    r"[Aa]ndrogen|\bAR\b|[Cc]ombined positive"
)
_GENE = re.compile(
    r"(?<![A-Za-z])(?P<origin>(?i:germ-?\s?line|hereditary|inherited|somatic)\s*-?\s*|[gs]-?(?=BRCA|PALB))?"
    r"(?P<gene>t?BRCA\s?-?\s?1\s*(?:/|,|and/or|and|or|&)\s*(?:BRCA\s?-?)?\s?2|t?BRCA\s?-?[12]|t?BRCA(?:ness)?|PIK3CA|AKT1?|PTEN|ESR1|"
    r"PALB2|ATM|CHEK2|ERBB2(?!\s*-?\s*(?:positive|negative|amplif|over|ratio|gene copy|copy)|\s*(?:/|to|:)\s*(?:CEP|CEN|centrom|chromosome|D17))|HER-?2(?=\s*-?\s*(?:activating )?mutat)|"
    r"TP53|p53(?=\s*-?\s*(?:mutat|mutant|wild|gene))|CDH1|FGFR[123]?|NTRK[123/]*|RET|KRAS(?:\s?G12C)?)(?P<mutant>m|mut)?(?![A-Za-z0-9])"
)
# Genes that no patient field holds: a list that names one stays open where none of the others is altered.
_OTHER_GENE = re.compile(
    r"\b(?:RAD5\d\w*|BRIP1|BARD1|CDK12|FANC\w|NBN|MRE11\w?|CHEK1|ATR|BRAF|EGFR|ALK|ROS1|NRAS|NF1|TSC[12]|AKT[23]|PIK3R1|ERBB3|HER3|CDKN2A|MTOR)\b"
)
_GERMLINE = re.compile(r"\b(?:germ-?\s?line|hereditary|inherited|carriers?|g(?=-?(?:BRCA|PALB)))", re.I)
_SOMATIC = re.compile(r"\b(?:somatic|s(?=-?BRCA))", re.I)
# 'PIK3CA H1047R', 'ESR1 exon 8': which mutation, no patient field tells.
_VARIANT = re.compile(r"[\s(-]{0,3}(?:(?:p\.)?[A-Z]\d{2,4}[A-Z]\b|exons?\s?\d)")
_ALTERED = re.compile(
    r"\b(?:mutat\w*|mutant|altered|alterations?|variants?|carriers?|deleterious|pathogenic|amplifi\w+|fusions?|rearrange\w+|"
    r"loss|deficien\w+|positive|activating|gene changes?|aberrations?|hotspot)\b",
    re.I,
)
_WILD = re.compile(
    r"\b(?:wild[- ]?type|(?-i:WT|wt)|without (?:a |any |known )?(?:\w+ ){0,3}mutat\w+|non-?carriers?|non-?mutated|unmutated|negative|"
    r"(?:not|never) (?:been )?(?:detected|found|mutated|altered)|undetect\w+)\b",
    re.I,
)
# The status of a receptor, which is not that of the gene beside it: 'HER2-negative, ERBB2-mutant'.
_STATUS_OF_RECEPTOR = re.compile(
    r"\b(?:HER-?\s?2(?:/neu)?|ER|PR|PgR|HR|(?:hormone|o?estrogen|progesterone)[- ]receptors?|triple|nodes?|PD-?L1)"
    r"(?:\s\([\w+-]{1,6}\))?(?:\sstatus)?[\s-]{1,3}(?:positive|negative)\b",
    re.I,
)
_PERMITTED_ASIDE = re.compile(r"\([^()]*\b(?:allowed|eligible|permitted|acceptable)\b[^()]*\)", re.I)
# How a result was come by asks for nothing more.
_METHOD = re.compile(
    r"\b(?:by|with|using|via|through)\s(?:an?\s|the\s)?(?:[\w/-]+\s){0,5}?(?:tests?|testing)\b|\b(?:determined|assessed|tested) by\b",
    re.I,
)
_TEST_ASIDE = re.compile(
    r"\((?=[^()]*\b(?:test\w*|assays?|laborator\w+|determin\w+|assess\w+)\b)(?![^()]*(?:positiv|negativ|muta|[<>=]|wild|PD-?L1))[^()]*\)",
    re.I,
)
_RESULT = re.compile(
    r"\b(?:positiv\w*|negativ\w*|mutations?|mutated|mutant|alterations?|variants?|wild[- ]?type)\b|[<>]=?\s?\d", re.I
)
# How a result was come by: '..., as determined by the central laboratory'
_HOW_TOLD = re.compile(
    r"\W(?:as\s)?(?:assessed|determined|measured|detected|evaluated|tested|documented|confirmed|identified)\s(?:by|in|using|with|per|via|on|at|through|from|locally|centrally)\b",
    re.I,
)
_SAYS_NOTHING = re.compile(
    r"\b(?:regardless|irrespective|unknown|any (?:\w+ ){1,3}status|not (?:required|known)|test(?:ed|ing|s)?\b|known (?:\w+ ){0,3}status|status (?:must|should|is|will|known|available|at)|"
    r"determin\w+|assess\w+|availab\w+|agree|willing|family (?:history|member)|relative|stratif\w+|either (?:positive|negative|mut|wild)|with or without|if known|will be|may be|"
    r"(?:mutated|mutant|mutations?|positive)(?:\s*\([^()]{1,40}\))?(?:,| and| or|/| and/or) (?:[\w-]+ ){0,2}(?:non-?mutated|unmutated|wild)|wild[- ]?type(?:\s*\([^()]{1,40}\))?(?:,| and| or|/| and/or) (?:[\w-]+ ){0,2}(?:mutated|mutant|mutations?)|"
    r"blood sample|tissue (?:sample|specimen|block|submi|must|for)|archiv\w+|risk)\b",
    re.I,
)
_THERAPY = re.compile(r"\b(?:inhibitor|targeted therap|directed|anti-?PD)\b", re.I)
_RULE_FOR_THEM = re.compile(r"\b(?:must|should|need to|unless)\b", re.I)
_CPS = re.compile(
    r"\b(?:CPS|combined positive score)\b(?:[\s:,=()]|\b(?:CPS|score|of|is|was|be|must|between|from)\b){0,8}"
    r"(?P<sign>>\s?/?\s?=|<\s?/?\s?=|>|<|at least|less than|below|greater than or equal to|greater than|more than|above)?\s?"
    r"(?P<low>\d{1,2})(?![\d%])(?:\s?(?:-|to|and(?= <)|(?<=1 )and)\s?(?P<under><?)\s?(?P<high>\d{1,2})(?![\d%]))?",
    re.I,
)
_OTHER_SCORE = re.compile(r"\bor\b[^.;]{0,40}\b(?:IC|TPS|TC|TAP|SP142|SP263|immune cells?)\b")
_PDL1 = re.compile(r"\bPD-?\s?L1\b(?!\s*(?:inhib|antibod|agent|block|therap|/|\)|or anti))", re.I)
_PDL1_POSITIVE = re.compile(r"\bpositiv\w*|>=?\s?1\s?%|\(\+\)|\bIC\s?(?:>=|>)\s?1|at least 1\s?%", re.I)
_STATUS_OF_ANOTHER = re.compile(r"\btriple[- ]negative\b|\b(?:HER-?2|ER|PR|HR|node)[- ](?:negative|positive)\b", re.I)
_PDL1_NEGATIVE = re.compile(r"\bnegativ\w*|<\s?1\s?%|less than 1\s?%|CPS\s?<", re.I)


class _Signature(NamedTuple):
    """How the presence and the absence of a marker that is no single gene are written."""

    marker: str
    present: re.Pattern[str]
    absent: re.Pattern[str]


_SIGNATURES = (
    _Signature(
        "MSI-H",
        re.compile(
            r"\bMSI-?\s?H\w*|\bmicrosatellite instab\w+|\bd-?MMR\b|\bMMR-?\s?d(?:eficien\w+)?\b|\bmismatch repair[- ]deficien\w+",
            re.I,
        ),
        re.compile(r"\bMSS\b|\bmicrosatellite[- ]stable\b|\bp-?MMR\b|\b(?:MMR|mismatch repair)[- ]proficien\w+", re.I),
    ),
    _Signature(
        "TMB-H",
        re.compile(r"\bTMB-?\s?(?:H|high)\w*|\b(?:high )?tumou?r mutational burden(?:[- ]high)?", re.I),
        re.compile(r"\bTMB-?\s?(?:L|low)\b|\blow (?:TMB|tumou?r mutational burden)", re.I),
    ),
    _Signature(
        "HRD",
        re.compile(r"\bHRD(?:-?positive)?\b(?![- ]neg)|\bhomologous recombination (?:repair )?deficien\w+", re.I),
        re.compile(
            r"\bHRD[- ]neg\w*|\bHRP\b|\bHR-proficient|\bhomologous recombination (?:repair )?proficien\w+", re.I
        ),
    ),
    _Signature(
        "AR",
        re.compile(
            r"\b(?:androgen[- ]receptors?(?:\s\(AR\))?|(?-i:AR))[\s-]{0,2}(?:is\s|expression\s)?(?:positiv\w*|\+)", re.I
        ),
        re.compile(
            r"\b(?:androgen[- ]receptors?(?:\s\(AR\))?|(?-i:AR))[\s-]{0,2}(?:is\s|expression\s)?(?:negativ\w*|-(?=[\s,/)]|$))",
            re.I,
        ),
    ),
)
_CONTEXT_CHARACTERS = 70


class _Finding(NamedTuple):
    """An alteration or signature that a sentence names. own_denial: by a word of its own ('wild-type')."""

    facet: str
    requirement: Requirement
    words: str
    start: int
    end: int
    denied: bool
    own_denial: bool = False


def read_biomarkers(sentence: Sentence, context: Context) -> list[Mention]:
    """One mention for the alterations of a sentence that are alternatives, one for PD-L1."""
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text) or of_other_tumours(sentence.text):
        return []
    text = _part_that_asks(sentence.text)
    of_some = bool(text) and len(text) < len(sentence.text) and not sentence.excludes
    if not text and not sentence.excludes:
        text = _before_the_therapy(sentence.text)
    if not text:
        return []
    findings = sorted([*_genes(sentence, text), *_signatures(sentence, text)], key=lambda f: f.start)
    found = [*_joined(text, findings), _pdl1(text)]
    mentions = [m for m in found if m is not None and not is_subject_of_rule(sentence.text, m.start, m.end)]
    if _OF_ONE_ARM.match(sentence.text):
        mentions = [replace(m, requirement=either([m.requirement, Undecidable("the arm")])) for m in mentions]
    return [replace(m, condition=True) for m in mentions] if of_some else mentions


# 'For Arm D, ... CPS 1 to 9', 'Cohort 2 requires ...': the other arms may take her.
_OF_ONE_ARM = re.compile(
    r"^\W*(?:(?:for|in)\s)?(?:arm|cohort|part)s?\s(?:[A-Z]|\d+|I+)\b(?:[^:]{0,30}\b(?:must|requires?|only)\b|,)", re.I
)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda m: " " * len(m.group()), text)


def _part_that_asks(text: str) -> str:
    """The beginning of a sentence in which markers are asked for, what is said of others blanked; '' if nothing is asked."""
    therapy = _THERAPY.search(text)
    if therapy is not None:
        rule = _RULE_FOR_THEM.search(text, 0, therapy.start())
        text = text[: rule.start()] if rule else ""
    if "status" not in text:
        text = _blanked(_METHOD, text)
    text = _blanked(_PERMITTED_ASIDE, text)
    text = _blanked(_TEST_ASIDE, text)
    result = _RESULT.search(text)
    if result is not None and (told := _HOW_TOLD.search(text, result.end())):
        text = text[: told.start()] + " " * (len(text) - told.start())
    return "" if _SAYS_NOTHING.search(text) else text


# 'germline BRCA mutation, PARP inhibitor-naive': the marker is one point, the therapy the next.
_NEXT_POINT = re.compile(
    r"[,;]\s|\s(?:and|who|that|with)\s(?=(?:\w+\s){0,4}(?:prior|previous\w*|progress\w*|received|no|not|has|have|had|naive)\b)",
    re.I,
)
_OF_THEM_ONLY = re.compile(
    r"\b(?:if|when|where|must|should|unless|eligible|candidates?|except|allowed|permitted|either|or)\b", re.I
)


def _before_the_therapy(text: str) -> str:
    therapy = _THERAPY.search(text)
    if therapy is None or _OF_THEM_ONLY.search(text):
        return ""
    points = [m.start() for m in _NEXT_POINT.finditer(text, 0, therapy.start())]
    return _part_that_asks(text[: points[-1]]) if points else ""


def _axis(marker: str) -> Within:
    return Within(f"biomarker:{marker}", mask("biomarker:", ["positive"]))


# ---------------------------------------------------------------- genes

_Origins = dict[int, list[str]]  # by the start of the gene


def _genes(sentence: Sentence, text: str) -> Iterator[_Finding]:
    """The genes named, a finding for each run of them that shares its 'mutation' or 'wild-type'."""
    plain = _blanked(_STATUS_OF_RECEPTOR, text)
    genes = [m for m in _GENE.finditer(plain) if _is_about_alteration(plain, m)]
    origins = _origins(plain, genes)
    runs: list[list[re.Match[str]]] = []
    for gene in genes:
        if runs and not _STATUS_BETWEEN.search(plain, runs[-1][-1].end(), gene.start()):
            runs[-1].append(gene)
        else:
            runs.append([gene])
    ends = [run[-1].end() for run in runs]
    for i, run in enumerate(runs):
        before = plain[max(ends[i - 1] if i else 0, run[0].start() - 30) : run[0].start()]
        if i + 1 < len(runs):
            after = _WILD_OF_THE_NEXT.sub("", plain[ends[i] : runs[i + 1][0].start()])[:_CONTEXT_CHARACTERS]
        else:
            after = plain[ends[i] : ends[i] + _CONTEXT_CHARACTERS]
        own_denial = bool(_WILD.search(before) or _WILD.search(after))
        markers = list(dict.fromkeys(m for gene in run for m in _markers_of(gene, origins)))
        requirement = _alteration(plain, run, origins)
        words = (" and " if isinstance(requirement, AllOf) else " or ").join(m.replace("_", " ") for m in markers)
        denied = own_denial or negated(sentence, run[0].start())
        yield _Finding(
            f"biomarker:{markers[0]}", requirement, words + " alteration", run[0].start(), ends[i], denied, own_denial
        )


# 'ERBB2-mutant, PIK3CA wild-type', 'BRCA2 mutation and no PALB2 mutation': what follows has its own status.
_STATUS_BETWEEN = re.compile(
    r"\b(?:mutated|mutant|altered|wild[- ]?type|WT|positive|negative|no|without|not|absence|lack)\b", re.I
)
_WILD_OF_THE_NEXT = re.compile(r"[,;]?\s(?:and\s|but\s)?(?:wild[- ]?type|WT)(?:\sfor)?\s?$", re.I)
_BOTH = re.compile(r"\bboth\s+(?:an?\s+)?$", re.I)


def _alteration(text: str, run: Sequence[re.Match[str]], origins: _Origins) -> Requirement:
    """What a run of genes asks for: any of them, or all where the text says 'both'."""
    each = [_of_gene(text, gene, origins) for gene in run]
    if len(run) == 2 and _BOTH.search(text[: run[0].start()]):
        return every(each)
    if _OTHER_GENE.search(text, max(0, run[0].start() - 40), run[-1].end() + 60):
        each.append(Undecidable("another gene"))
    return either(each)


def _of_gene(text: str, gene: re.Match[str], origins: _Origins) -> Requirement:
    altered = either(_axis(m) for m in _markers_of(gene, origins))
    if _VARIANT.match(text, gene.end()) and not gene["gene"].startswith("KRAS"):
        return AllOf((altered, Undecidable("which variant")))
    return altered


def _markers_of(match: re.Match[str], origins: _Origins) -> tuple[str, ...]:
    """The markers that a gene's name stands for; BRCA without its origin may be of either."""
    gene = re.sub(r"\s|-", "", match["gene"]).upper().removeprefix("T" if match["gene"].startswith("tB") else "")
    if not gene.startswith("BRCA"):
        return (_MARKERS.get(gene, gene.replace("G12C", "")),)
    numbers = [n for n in "12" if n in gene] or ["1", "2"]
    return tuple(f"{origin}_BRCA{n}" for origin in origins[match.start()] for n in numbers)


_MARKERS = {"PALB2": "germline_PALB2", "HER2": "ERBB2", "AKT": "AKT1", "P53": "TP53"}


def _origins(text: str, genes: Sequence[re.Match[str]]) -> _Origins:
    """Germline, somatic or both, by where the gene stands: as said before it, else after it, else of the gene before,
    else anywhere."""
    origins: _Origins = {}
    latest = _said_origins(text) or ["germline", "somatic"]
    for i, gene in enumerate(genes):
        before = text[genes[i - 1].end() if i else max(0, gene.start() - 90) : gene.end()]
        after = text[gene.end() : genes[i + 1].start() if i + 1 < len(genes) else gene.end() + 50]
        latest = _said_origins(before) or _said_origins(re.split(r"[.;]", after)[0]) or latest
        origins[gene.start()] = latest
    return origins


def _said_origins(text: str) -> list[str]:
    return [name for name, words in (("germline", _GERMLINE), ("somatic", _SOMATIC)) if words.search(text)]


def _is_about_alteration(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - _CONTEXT_CHARACTERS) : match.end() + _CONTEXT_CHARACTERS]
    if match["mutant"]:
        return True
    return bool(_ALTERED.search(around) or _WILD.search(around)) and not re.match(r"\s*-?\s*like", text[match.end() :])


# ---------------------------------------------------------------- signatures and expression


def _signatures(sentence: Sentence, text: str) -> Iterator[_Finding]:
    for signature in _SIGNATURES:
        present, absent = signature.present.search(text), signature.absent.search(text)
        if present and absent and not _PARENTHESES_BETWEEN.fullmatch(text, present.end(), absent.start()):
            continue  # 'MSI-H or MSS' asks for neither
        match = absent or present
        if match is not None:
            denied = bool(absent) != negated(sentence, match.start())
            yield _Finding(
                f"biomarker:{signature.marker}",
                _axis(signature.marker),
                signature.marker,
                match.start(),
                match.end(),
                denied,
                bool(absent),
            )


_PARENTHESES_BETWEEN = re.compile(r"\s?\(\s?")


# ---------------------------------------------------------------- what a sentence comes to

_OR = re.compile(r"\bor\b|[,/]", re.I)
_AND = re.compile(r"\band\b(?!/)|\bwith\b", re.I)


def _joined(text: str, findings: Sequence[_Finding]) -> list[Mention]:
    """Alternatives as one mention, the others each as its own."""
    groups: list[list[_Finding]] = []
    for finding in findings:
        if groups and _is_alternative(text, groups[-1][-1], finding):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return [_mention(group) for group in groups]


def _is_alternative(text: str, one: _Finding, other: _Finding) -> bool:
    between = text[one.end : other.start]
    if one.denied or other.denied:
        return one.own_denial and other.own_denial and bool(_OR.search(between)) and not _AND.search(between)
    genes = one.words.endswith("alteration") and other.words.endswith("alteration")
    return genes or (bool(_OR.search(between)) and not _AND.search(between))


def _mention(group: Sequence[_Finding]) -> Mention:
    requirement = either(opposite(f.requirement) if f.denied else f.requirement for f in group)
    words = " or ".join(f"no {f.words}" if f.denied else f.words for f in group)
    return Mention(group[0].facet, requirement, words, group[0].start, group[-1].end)


# ---------------------------------------------------------------- PD-L1


def _pdl1(text: str) -> Mention | None:
    score = _CPS.search(text)
    if score is not None:
        requirement, words = _score(score)
        if _OTHER_SCORE.search(text):
            requirement, words = AnyOf((requirement, Undecidable("another PD-L1 score"))), f"{words} or another score"
        return Mention("biomarker:PD-L1", requirement, words, score.start(), score.end())
    found = _PDL1.search(text)
    if found is None:
        return None
    around = _STATUS_OF_ANOTHER.sub(" ", text[max(0, found.start() - 30) : found.end() + 60])
    if _PDL1_NEGATIVE.search(around) and not _PDL1_POSITIVE.search(around):
        return Mention("biomarker:PD-L1", opposite(_axis("PD-L1")), "PD-L1 negative", found.start(), found.end())
    if _PDL1_POSITIVE.search(around) and not _PDL1_NEGATIVE.search(around):
        return Mention("biomarker:PD-L1", _axis("PD-L1"), "PD-L1 positive", found.start(), found.end())
    return None


_JUST_BESIDE = 0.01  # a CPS is a whole number, given with one decimal at most


def _score(match: re.Match[str]) -> tuple[Requirement, str]:
    """The range of combined positive scores asked for, and its words."""
    low, sign = float(match["low"]), re.sub(r"[\s/]", "", match["sign"] or "").lower()
    if sign in ("<", "lessthan", "below"):
        return Between("pdl1_cps", None, low - _JUST_BESIDE), f"PD-L1 CPS below {low:g}"
    if sign == "<=" or (low == 0 and not sign and not match["high"]):
        return Between("pdl1_cps", None, low), f"PD-L1 CPS at most {low:g}"
    above = sign in (">", "greaterthan", "morethan", "above")
    words = f"PD-L1 CPS {'above' if above else 'at least'} {low:g}"
    high = float(match["high"]) if match["high"] else None
    if high is not None:
        words += f" and {'below' if match['under'] else 'at most'} {high:g}"
        high -= _JUST_BESIDE if match["under"] else 0
    scored = Between("pdl1_cps", low + _JUST_BESIDE if above else low, high)
    # A tumour without PD-L1 expression has no such score, whatever the number.
    return (AllOf((_axis("PD-L1"), scored)) if low >= 1 else scored), words
