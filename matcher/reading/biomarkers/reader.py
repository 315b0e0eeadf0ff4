"""Genes and expressed markers that a trial asks for or excludes; germline and somatic kept apart."""

from __future__ import annotations

import re
from dataclasses import replace

from data.criteria import AllOf, Undecidable, either
from matcher.reading.biomarkers.findings import joined_findings
from matcher.reading.biomarkers.genes import genes_in
from matcher.reading.biomarkers.of_each_tumour import is_of_each_tumour, with_any_tumour_behind
from matcher.reading.biomarkers.pdl1 import pdl1_in
from matcher.reading.biomarkers.signatures import signatures_in
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blank, blanked, words_beginning
from matcher.reading.person.age_scope import other_ages
from matcher.reading.population import is_subject_of_rule, names_another_tumour, of_other_tumours
from matcher.reading.sentences import Sentence

_KEYS = words_beginning(
    "brca gbrca sbrca tbrca pik3ca akt pten esr1 palb2 atm chek2 pd pdl1 cps combined her2 her erbb2 tp53 p53 cdh1 fgfr ntrk ret kras msi "
    "mss dmmr pmmr mmr mismatch tmb mutational hrd hrp homologous microsatellite programmed ar androgen"
)


_TRIGGER = gated(
    r"BRCA|PIK3CA|AKT|PTEN|ESR1|PALB2|ATM|CHEK2|PD-?\s?L1|CPS|HER-?2[- ](?:activating )?muta|ERBB2|TP53|p53|CDH1|FGFR|NTRK|\bRET\b|KRAS|"
    r"MSI|MSS|MMR|[Mm]ismatch|TMB|mutational burden|HR[DP]|[Hh]omologous|[Mm]icrosatellite|[Pp]rogrammed (?:cell )?death|"
    r"[Aa]ndrogen|\bAR\b|[Cc]ombined positive"
)


_PERMITTED_ASIDE = gated(r"\([^()]*\b(?:allowed|eligible|permitted|acceptable)\b[^()]*\)", re.I)


# How a result was come by asks for nothing more.
_METHOD = gated(
    r"\b(?:by|with|using|via|through)\s(?:an?\s|the\s)?(?:[\w/-]+\s){0,5}?(?:tests?|testing)\b|\b(?:determined|assessed|tested) by\b"
    r"|\b(?:results?\sfrom\s)?(?:[\w/-]+\s){0,2}?testing\sof\s(?:the\s)?(?:[\w/-]+\s){0,2}?(?:tissue|samples?|blood|plasma)\s(?=(?:documenting|demonstrating|showing|confirming)\b)"
    r"|\b(?:found|identified|detected|seen|shown|discovered)\s(?:on|in|upon|at)\s(?:an?\s|the\s)?(?:[\w/-]+\s){0,4}?(?:tests?|testing)\b",
    re.I,
)


_TEST_ASIDE = gated(
    r"\((?=[^()]*\b(?:test\w*|assays?|laborator\w+|determin\w+|assess\w+)\b)(?![^()]*(?:positiv|negativ|muta|[<>=]|wild|PD-?L1))[^()]*\)",
    re.I,
)


_RESULT = gated(
    r"\b(?:positiv\w*|negativ\w*|mutations?|mutated|mutant|alterations?|variants?|wild[- ]?type)\b|[<>]=?\s?\d", re.I
)


# How a result was come by: '..., as determined by the central laboratory'
_HOW_TOLD = gated(
    r"\W(?:as\s)?(?:assessed|determined|measured|detected|evaluated|tested|documented|confirmed|identified)\s(?:by|in|using|with|per|via|on|at|through|from|locally|centrally)\b"
    # 'a PIK3CA mutation per local assessment'
    r"|\W(?:as\s)?(?:per|by|on|from|via|through|using|based\son|according\sto)\s(?:an?\s|the\s)?(?:(?:local|central|institutional|investigator(?:'?s)?|laboratory|pathology|molecular|genetic|genomic|standard|certified|validated|approved|CLIA|NGS|or|and|and/or)\s){1,4}(?:assessments?|determinations?|testing|tests?|assays?)\b(?!\s(?:must|should|is|are|has|have|will)\b)",
    re.I,
)


# 'Advanced solid tumours, including but not limited to tumours with a PIK3CA mutation': the others are taken too.
_THOSE_TOO = gated(
    r"\b(?<!not )including\b,?\s*(?:but\s+not\s+limited\s+to,?\s*)?(?:patients|participants|subjects|those|women|people|tumou?rs|cancers|breast cancers?)\s(?!who\b|that\b|which\b)[^.;]*",
    re.I,
)


# Where a result was found: 'a PIK3CA mutation in an archival tissue sample'
_FOUND_IN = gated(
    r"\s(?:on|in|from)\s(?:an?\s|the\s|their\s|her\s)?(?:(?:tumou?r|cancer|tissue|blood|plasma|archival|archived|fresh|primary|metastatic|biopsy|ctDNA|DNA|or|and|and/or)\s){0,5}(?:samples?|specimens?|tissue|blood|blocks?|biops(?:y|ies))\b"
    r"(?!\s(?:must|should|is|are|has|have|will|that|available|availab\w+|submi\w+|required)\b)",
    re.I,
)


_SAYS_NOTHING = gated(
    r"\b(?:regardless|irrespective|unknown|any (?:\w+ ){1,3}status|not (?:required|known)|(?!tested (?:positive|negative) for)test(?:ed|ing|s)?\b|known (?:\w+ ){0,3}status|"
    r"(?:documented|confirmed|established|defined) (?:(?!positive|negative|mutant|mutated|altered|deficient|wild)[\w/-]+ ){1,4}status(?!\W{1,3}(?:is |of )?(?:positive|negative|mutant|mutated|wild))|status\s+(?:must|should|is|will|known|available|at)|"
    r"determin\w+|assess\w+|availab\w+|agree|willing|consent(?:s|ing)? (?:to|for)|family (?:history|member)|relative|stratif\w+|either (?:positive|negative|mut|wild)|with(?:/| or | and |/ ?or | and/or )without|if known|will be|may be|"
    r"(?:mutated|mutant|mutations?|positive)(?:\s*\([^()]{1,40}\))?(?:,| and| or|/| and/or) (?:(?!(?-i:[A-Z0-9]{3,}))[\w-]+ ){0,2}(?:non-?mutated|unmutated|wild)|wild[- ]?type(?:\s*\([^()]{1,40}\))?(?:,| and| or|/| and/or) (?:(?!(?-i:[A-Z0-9]{3,}))[\w-]+ ){0,2}(?:mutated|mutant|mutations?)|"
    # 'at the beginning of ESR1m surveillance': a step of the study
    r"(?<!positive )(?<!detected by )(?:ESR1m?|PIK3CAm?|BRCAm?)(?: mutations?)? (?:surveillance|monitoring|screening)|"
    r"blood sample|tissue (?:sample|specimen|block|submi|must|for)|archiv\w+|risk)\b",
    re.I,
)


# 'The Combined Positive Score (CPS) refers to the percentage of PD-L1 positive cells'
_SCORE_EXPLAINED = gated(
    r"^\W*(?:note\W+)?(?:the\s+)?(?:PD-?L1\s+)?(?:combined\s+positive\s+score|tumou?r\s+proportion\s+score|CPS|TPS)\b[^.;]{0,30}?\s(?:refers?\s+to|means|(?:is|was|will\s+be)\s+(?:defined\s+as|calculated|the\b))",
    re.I,
)


# 'A PIK3CA inhibitor', 'treatment targeting a PIK3CA mutation': the marker tells which therapy
_THERAPY = gated(
    r"\b(?:inhibitor|(?<=PARP )inhibition|(?<=PARP\) )inhibition|targeted therap|directed|anti-?PD)\b"
    r"|\b(?:therap(?:y|ies)|treatments?|agents?|drugs?|compounds?|medications?|molecules?|vaccines?|antibod(?:y|ies)|degraders?)\s+(?:(?:that|which)\s+)?(?:(?:specifically|selectively|directly)\s+)?(?:target(?:s|ed|ing)?|aimed\s+at|against)\b",
    re.I,
)


_RULE_FOR_THEM = gated(r"\b(?:must|should|need to|unless)\b", re.I)


def read_biomarkers(sentence: Sentence, context: Context) -> list[Mention]:
    """One mention for the alterations of a sentence that are alternatives, one for PD-L1."""
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text) or of_other_tumours(sentence.text):
        return []
    if _SCORE_EXPLAINED.match(sentence.text):
        return []
    text = _part_that_asks(blanked(_RISK_BESIDE_IT, sentence.text) if sentence.excludes else sentence.text)
    of_some = bool(text) and len(text) < len(sentence.text) and not sentence.excludes
    if not text and not sentence.excludes:
        text = _before_the_therapy(sentence.text)
    if not text or (sentence.excludes and _is_harmless(text)):
        return []
    findings = sorted([*genes_in(sentence, text), *signatures_in(sentence, text)], key=lambda f: f.start)
    found = [*joined_findings(text, findings), pdl1_in(text)]
    mentions = [
        m
        for m in found
        if m is not None
        and (_MUST_BE_SO.match(sentence.text, m.end) or not is_subject_of_rule(sentence.text, m.start, m.end))
    ]
    if _OF_ONE_ARM.match(sentence.text):
        mentions = [replace(m, requirement=either([m.requirement, Undecidable("the arm")])) for m in mentions]
    if not sentence.excludes:
        mentions = [_of_a_listed_tumour(_of_another_way(m, sentence.text), sentence.text) for m in mentions]
        mentions = with_any_tumour_behind(sentence.text, mentions)
    else:
        mentions = [_narrowed(m, sentence.text) for m in mentions]
    return [replace(m, condition=True) for m in mentions] if of_some else mentions


# 'PD-L1 must be positive', 'PIK3CA must be mutated': of the result itself
_MUST_BE_SO = gated(
    r"(?:\s+(?:expression|status|gene))?\s+(?:must|should|has to|needs? to)\s+(?:be|have been)\s+(?:confirmed\s+|shown\s+to\s+be\s+)?(?:positive|mutated|mutant|altered|expressed|deficient|high)\b",
    re.I,
)


# Below exclusions: 'a BRCA mutation, or a strong family history', 'a germline mutation that brings an increased risk of cancer'
_RISK_BESIDE_IT = gated(
    r"\b(?:that|which)\s(?:predispos\w+|confer\w*|bring\w*|increas\w+|is|are)\b[^.;()]{0,60}?\brisk\s(?:of|for)\s(?:[\w/-]+\s){0,3}?cancers?\b"
    r"|\bhigh(?:er)?[- ]risk\s(?=(?:(?:breast|cancer|susceptibility|predisposition|germline|pathogenic)\s){0,3}(?:genes?|mutations?|variants?)\b)"
    r"|(?:,\s*(?:or|and/or)|\b(?:or|and/or))\s(?:(?:they|who|are|is|those|considered|at|an?|any|known|strong|significant|positive|high|elevated|increased|with|have|having)\s){0,7}(?:family\shistory|risk)\b[^.;]*$",
    re.I,
)


def _of_another_way(mention: Mention, text: str) -> Mention:
    """'Aged 40 or older, or 35-39 with a BRCA mutation': asked of those of the second way in alone."""
    first_way = other_ages(text, 0)
    if first_way is None or len(text) - len(first_way) > mention.start:
        return mention
    open_way = either([mention.requirement, Undecidable("another way in")])
    return replace(mention, requirement=open_way, statement=f"{mention.statement}, or what stands beside it")


_SEPARATOR = gated(r"[,;:]|\b(?:or|and|and/or)\b")
_BREAST_CANCER = gated(r"\bbreast\s+(?:cancers?|(?:adeno)?carcinomas?|tumou?rs?)\b|\bTNBC\b|\bm?BC\b", re.I)


def _of_a_listed_tumour(mention: Mention, text: str) -> Mention:
    """'Breast cancer, gastric cancer or NSCLC with HER2 mutation': whether it is asked of breast cancer, too, is open."""
    if is_of_each_tumour(text, mention.start, mention.end):
        return mention
    start = max((m.end() for m in _SEPARATOR.finditer(text, 0, mention.start)), default=0)
    behind = _SEPARATOR.search(text, mention.end)
    end = behind.start() if behind else len(text)
    if not names_another_tumour(text[start:end]) or not _BREAST_CANCER.search(f"{text[:start]} {text[end:]}"):
        return mention
    open_way = either([mention.requirement, Undecidable("whether it is asked of breast cancer")])
    return replace(mention, requirement=open_way, statement=f"{mention.statement}, of some tumours")


# Variants that do no harm, or of which nobody knows: 'variants of uncertain significance in BRCA1 or BRCA2 only'
_HARMLESS = gated(
    r"\b(?:variants?|mutations?) of (?:uncertain|unknown|undetermined)\b|\bVUS\b|\bnon-?\s?(?:detrimental|deleterious|pathogenic)\b|\bbenign\b|\bpolymorphisms?\b",
    re.I,
)
_HARMFUL = gated(r"(?<!non-)(?<!non )\b(?:deleterious|pathogenic|detrimental)\b|\bor VUS\b", re.I)


def _is_harmless(text: str) -> bool:
    return _HARMLESS.search(text) is not None and _HARMFUL.search(text) is None


# 'BRCA mutation carriers undergoing bilateral mastectomy', 'CPS of 10 or more eligible for pembrolizumab'
_NARROWING = gated(
    r"(?:[\s-]*\b(?:mutations?|mutated|mutant|altered|alterations?|variants?|carriers?|status|positive|expression|tumou?rs?|cancers?|disease|patients?|participants?|or|more|higher|greater)\b|\s?\([^()]*\))*[\s,]+"
    r"(?:(?:who|that|which)\s(?:are|is|have|has|had|were|will|can|did)\b(?! (?:be |been )?(?:excluded|ineligible|not (?:eligible|allowed)|predicted|considered|suspected|known|thought|believed|classified|likely|deleterious|pathogenic|confirmed|detected|found|identified|documented))|(?:eligible|suitable|indicated|scheduled|planned|planning) (?:for|to)\b|candidates?\b|undergoing\b|receiving\b|opting\b|"
    r"with\s(?!(?:an?\s)?(?:CPS|TPS|TC|IC|VAF|score|expression|allele|known|NGS|IHC|PCR|FISH))|having\b)",
    re.I,
)


def _narrowed(mention: Mention, text: str) -> Mention:
    """Below exclusions: a marker of which only some of those who have it are shut out."""
    if _NARROWING.match(text, mention.end) is None:
        return mention
    some = AllOf((mention.requirement, Undecidable("what is told beside the marker")))
    return replace(mention, requirement=some, statement=f"{mention.statement} with what is told beside it")


# 'For Arm D, ... CPS 1 to 9', 'Cohort 2 requires ...': the other arms may take her.
_OF_ONE_ARM = gated(
    r"^\W*(?:(?:for|in)\s)?(?:arm|cohort|part)s?\s(?:[A-Z]|\d+|I+)\b(?:[^:]{0,30}\b(?:must|requires?|only)\b|,)", re.I
)


# 'ESR1 mutation status (mutated or not) must be determined'
_STATUS_GLOSSED = gated(
    r"(?<=\bstatus)\s?\([^()]*\)(?=,?\s(?:that\s|which\s)?(?:must|should|shall|will|has to|needs? to|is|to be|as|by|determined|available|known)\b)",
    re.I,
)


# 'Archived tissue is there for PD-L1 testing, and the CPS is 10 or more': of the result, too
_TISSUE_BEFORE = gated(
    r"^[^.;:]{0,200}?\b(?:tissues?|samples?|specimens?|blocks?|slides?)\b[^.;:]{0,80}?\b(?:testing|detection|analysis|assessment|determination)\s*(?:,\s*(?:and|with)\s+|;\s+|\s+with\s+)(?=(?:an?\s+|the\s+)?(?:PD-?L1|CPS|TPS|combined positive)\b[^.;]{0,60}?(?:\d|positiv))",
    re.I,
)


def _part_that_asks(text: str) -> str:
    """The beginning of a sentence in which markers are asked for, what is said of others blanked; '' if nothing is asked."""
    therapy = _THERAPY.search(text)
    if therapy is not None:
        rule = _RULE_FOR_THEM.search(text, 0, therapy.start())
        text = text[: rule.start()] if rule else ""
    text = blanked(_METHOD if "status" not in text else _STATUS_GLOSSED, blanked(_TISSUE_BEFORE, text))
    text = blanked(_THOSE_TOO, text)
    text = blanked(_PERMITTED_ASIDE, text)
    text = blanked(_TEST_ASIDE, text)
    for told_of in list(_RESULT.finditer(text)):
        if place := _FOUND_IN.match(text, told_of.end()):
            text = blank(text, *place.span())
    result = _RESULT.search(text)
    if result is not None and (told := _HOW_TOLD.search(text, result.end())):
        text = blank(text, told.start())
    return "" if _SAYS_NOTHING.search(text) else text


# 'germline BRCA mutation, PARP inhibitor-naive': the marker is one point, the therapy the next.
_NEXT_POINT = gated(
    r"[,;]\s|\s(?:and|who|that|with)\s(?=(?:\w+\s){0,4}(?:prior|previous\w*|progress\w*|received|no|not|has|have|had|naive)\b)",
    re.I,
)


_OF_THEM_ONLY = gated(
    r"\b(?:if|when|where|must|should|unless|eligible|candidates?|except|allowed|permitted|either|or)\b", re.I
)


def _before_the_therapy(text: str) -> str:
    therapy = _THERAPY.search(text)
    if therapy is None or _OF_THEM_ONLY.search(text):
        return ""
    points = [m.start() for m in _NEXT_POINT.finditer(text, 0, therapy.start())]
    return _part_that_asks(text[: points[-1]]) if points else ""
