"""Alterations of genes, germline and somatic kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.criteria import AllOf, Requirement, Undecidable, either, every
from data.criteria import negated as opposite
from matcher.reading.biomarkers.findings import MarkerFinding, has_marker
from matcher.reading.gated import gated
from matcher.reading.negation import negated
from matcher.reading.pattern import blank, blanked
from matcher.reading.sentences import Sentence

_GENE = gated(
    r"(?<![A-Za-z])(?P<origin>(?i:germ-?\s?line|hereditary|inherited|somatic)\s*-?\s*|[gs]-?(?=BRCA|PALB))?"
    r"(?P<gene>t?BRCA\s?-?\s?1\s*(?:/|,|and/or|and|or|&)\s*(?:BRCA\s?-?)?\s?2|t?BRCA\s?-?[12]|t?BRCA(?:ness)?|PIK3CA|AKT1?|PTEN|ESR1|"
    r"PALB2|ATM|CHEK2|ERBB2(?!\s*-?\s*(?:positive|negative|amplif|over|ratio|gene copy|copy)|\s*(?:/|to|:)\s*(?:CEP|CEN|centrom|chromosome|D17))|HER-?2(?=\s*-?\s*(?:activating )?mutat)|"
    r"TP53|p53(?=\s*-?\s*(?:mutat|mutant|wild|gene))|CDH1|FGFR[123]?|NTRK[123/]*|RET|KRAS(?:\s?G12C)?)(?P<mutant>m|mut)?(?![A-Za-z0-9])"
)


# Genes that no patient field holds: a list that names one stays open where none of the others is altered.
_OTHER_GENE = gated(
    r"\b(?:RAD5\d\w*|BRIP1|BARD1|CDK12|FANC\w|NBN|MRE11\w?|CHEK1|ATR|BRAF|EGFR|ALK|ROS1|NRAS|NF1|TSC[12]|AKT[23]|PIK3R1|ERBB3|HER3|CDKN2A|MTOR)\b"
)


_GERMLINE = gated(r"\b(?:germ-?\s?line|hereditary|inherited|carriers?|g(?=-?(?:BRCA|PALB)))", re.I)


_SOMATIC = gated(r"\b(?:somatic|s(?=-?BRCA))", re.I)


# 'PIK3CA H1047R', 'ESR1 exon 8': which mutation, no patient field tells.
_VARIANT = gated(r"[\s(-]{0,3}(?:(?:p\.)?[A-Z]\d{2,4}[A-Z]\b|exons?\s?\d)")


_ALTERED = gated(
    r"\b(?:mutat\w*|mutant|altered|alterations?|variants?|carriers?|deleterious|pathogenic|amplifi\w+|fusions?|rearrange\w+|"
    r"loss|deficien\w+|positive|activating|gene changes?|aberrations?|hotspot)\b",
    re.I,
)


_WILD = gated(
    r"\b(?:wild[- ]?type|(?-i:WT|wt)|without (?:a |any |known )?(?:\w+ ){0,3}mutat\w+|non-?carriers?|non-?(?:mutated|mutant)|unmutated|negative|"
    r"(?:not|never) (?:been )?(?:detected|found|mutated|altered)|undetect\w+)\b",
    re.I,
)


# The status of a receptor, which is not that of the gene beside it: 'HER2-negative, ERBB2-mutant'.
_STATUS_OF_RECEPTOR = gated(
    r"\b(?:HER-?\s?2(?:/neu)?|ER|PR|PgR|HR|(?:hormone|o?estrogen|progesterone)[- ]receptors?|triple|nodes?|PD-?L1)"
    r"(?:\s\([\w+-]{1,6}\))?(?:\sstatus)?[\s-]{1,3}(?:positive|negative)\b",
    re.I,
)


_CONTEXT_CHARACTERS = 70


_Origins = dict[int, list[str]]  # by the start of the gene


def genes_in(sentence: Sentence, text: str) -> Iterator[MarkerFinding]:
    """The genes named, a finding for each run of them that shares its 'mutation' or 'wild-type'."""
    plain = blanked(_STATUS_OF_RECEPTOR, text)
    other_origin = _without_an_origin(plain)
    if other_origin is not None:
        plain = blank(plain, *other_origin.span())
    genes = [m for m in _GENE.finditer(plain) if _is_about_alteration(plain, m) and not _left_out_of_a_list(plain, m)]
    origins = _origins(plain, genes)
    runs = _runs(plain, genes)
    ends = [run[-1].end() for run in runs]
    for i, run in enumerate(runs):
        start = run[0].start()
        before = plain[max(0, start - 30) : start] if not i else _PARTS.split(plain[ends[i - 1] : start])[-1]
        if i + 1 < len(runs):
            after = _WILD_OF_THE_NEXT.sub("", plain[ends[i] : runs[i + 1][0].start()])[:_CONTEXT_CHARACTERS]
        else:
            after = plain[ends[i] : ends[i] + _CONTEXT_CHARACTERS]
        own_denial = bool(_WILD.search(before) or _WILD.search(after))
        markers = list(dict.fromkeys(m for gene in run for m in _markers_of(gene, origins)))
        requirement = _alteration(plain, run, origins)
        words = (" and " if isinstance(requirement, AllOf) else " or ").join(m.replace("_", " ") for m in markers)
        if other_origin is not None and markers[0].endswith(("BRCA1", "BRCA2")):
            origin = _said_origins(other_origin["origin"])[0]
            absent = [opposite(has_marker(m)) for m in (f"{origin}_BRCA1", f"{origin}_BRCA2")]
            requirement, words = AllOf((requirement, *absent)), f"{words} without {origin}"
        denied = own_denial or _denied(sentence, start)
        if _OPENS_WITH_NO.match(sentence.text) and sentence.excludes and start < _NEAR_THE_BEGINNING:
            requirement, words = Undecidable("whether it may be there or must be"), f"or requires {words}"
        yield MarkerFinding(
            f"biomarker:{markers[0]}", requirement, words + " alteration", start, ends[i], denied, own_denial
        )


# 'Somatic BRCA mutation (without a germline mutation)': of the one gene the one origin, not the other.
_WITHOUT_AN_ORIGIN = gated(
    r"\(?\b(?:without|no|absence of)\s(?:an?\s|any\s|known\s|concurrent\s)*(?P<origin>germ-?\s?line|somatic)\s"
    r"(?:pathogenic\s|deleterious\s)?(?:mutations?|variants?|alterations?)\)?",
    re.I,
)


def _without_an_origin(text: str) -> re.Match[str] | None:
    found = _WITHOUT_AN_ORIGIN.search(text)
    return found if found is not None and _GENE.search(text, 0, found.start()) else None


# 'HRR gene alteration (excluding BRCA1/2)' asks for other genes, and says nothing of those with both.
_LEFT_OUT = gated(r"\b(?:excluding|other than|except(?:ing)?(?: for)?|apart from)\s(?:\w+\s)?$", re.I)


def _left_out_of_a_list(text: str, gene: re.Match[str]) -> bool:
    found = _LEFT_OUT.search(text, 0, gene.start())
    return found is not None and _ALTERED.search(text, 0, found.start()) is not None


# Below exclusions 'no mutation' may be meant as a demand or as the reason to shut out.
_OPENS_WITH_NO = gated(r"^\W*no\b(?! (?:more|other)\b)", re.I)
_NEAR_THE_BEGINNING = 45  # characters


# 'Without an ESR1 mutation', below exclusions: whoever has none is out.
_OPENS_WITH_WITHOUT = gated(r"^\W*(?:patients?\s)?without\b", re.I)


def _denied(sentence: Sentence, start: int) -> bool:
    """Whether a word before denies what stands at `start`, or the list in parentheses in which it stands."""
    if sentence.excludes and _OPENS_WITH_WITHOUT.match(sentence.text) and start < _NEAR_THE_BEGINNING:
        return True
    opened = sentence.text.rfind("(", 0, start)
    listed = opened > sentence.text.rfind(")", 0, start) and start - opened > _CONTEXT_CHARACTERS
    return negated(sentence, opened if listed else start)


_PARTS = gated(r"[,;)]|\bor\b|\band\b", re.I)


# 'ERBB2-mutant, PIK3CA wild-type', 'BRCA2 mutation and no PALB2 mutation': what follows has its own status.
_STATUS_BETWEEN = gated(
    r"\b(?:mutated|mutant|altered|wild[- ]?type|WT|positive|negative|loss|deficient|no|without|not|absence|lack)\b",
    re.I,
)
_OWN_WILD = gated(rf"[\s-]{{1,3}}(?:is\s|gene\s|status\s)?(?:{_WILD.pattern})", re.I)


def _runs(text: str, genes: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    runs: list[list[re.Match[str]]] = []
    for gene in genes:
        end = runs[-1][-1].end() if runs else 0
        of_its_own = _STATUS_BETWEEN.search(text, end, gene.start()) or (
            _ALTERED.search(text, end, gene.start()) and _OWN_WILD.match(text, gene.end())
        )
        if runs and not of_its_own:
            runs[-1].append(gene)
        else:
            runs.append([gene])
    return runs


_WILD_OF_THE_NEXT = gated(r"[,;]?\s(?:and\s|but\s|or\s)?(?:wild[- ]?type|WT)(?:\sfor)?\s?$", re.I)


_BOTH = gated(r"\bboth\s+(?:an?\s+)?$", re.I)


def _alteration(text: str, run: Sequence[re.Match[str]], origins: _Origins) -> Requirement:
    """What a run of genes asks for: any of them, or all where the text says 'both'."""
    each = [_of_gene(text, gene, origins) for gene in run]
    if len(run) == 2 and _BOTH.search(text[: run[0].start()]):
        return every(each)
    if _OTHER_GENE.search(text, max(0, run[0].start() - 40), run[-1].end() + 60):
        each.append(Undecidable("another gene"))
    return either(each)


def _of_gene(text: str, gene: re.Match[str], origins: _Origins) -> Requirement:
    altered = either(has_marker(m) for m in _markers_of(gene, origins))
    if _VARIANT.match(text, gene.end()) and not gene["gene"].startswith("KRAS"):
        return AllOf((altered, Undecidable("which variant")))
    return altered


def _markers_of(match: re.Match[str], origins: _Origins) -> tuple[str, ...]:
    """The markers that a gene's name stands for; BRCA without its origin may be of either."""
    gene = gated(r"\s|-").sub("", match["gene"]).upper().removeprefix("T" if match["gene"].startswith("tB") else "")
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
        latest = _said_origins(before) or _said_origins(gated(r"[.;]").split(after)[0]) or latest
        origins[gene.start()] = latest
    return origins


def _said_origins(text: str) -> list[str]:
    return [name for name, words in (("germline", _GERMLINE), ("somatic", _SOMATIC)) if words.search(text)]


def _is_about_alteration(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - _CONTEXT_CHARACTERS) : match.end() + _CONTEXT_CHARACTERS]
    if match["mutant"]:
        return True
    return bool(_ALTERED.search(around) or _WILD.search(around)) and not gated(r"\s*-?\s*like").match(
        text[match.end() :]
    )
