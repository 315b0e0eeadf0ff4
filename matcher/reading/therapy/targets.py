"""Therapies told by their target or their payload: 'agents targeting PD-1', 'ADCs with a topoisomerase I inhibitor'.

kind of drug                     with HER2            with TROP2    with any other target
kinase inhibitor, small molecule HER2 TKI             -             the target's class
antibody-drug conjugate          HER2 ADC             TROP2 ADC     none (HER3: HER3 ADC)
antibody                         anti-HER2 antibody   TROP2 ADC     the target's class
bispecific antibody              zanidatamab          none          none
cells, vaccine, radioligand      that kind of therapy, whatever the target
immunotoxin, degrader ...        none: not known here
any other word for a therapy     anti-HER2 therapy    TROP2 ADC     the target's class
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.gated import Pattern, gated

# The class of whatever is aimed at a target, and the narrower classes by kind of drug.
_TARGETS: tuple[tuple[Pattern, str, dict[str, str]], ...] = (
    (gated(r"PD-?(?:L|\(L\)|1/L)?-?1\b(?:\s?/\s?(?:PD-?)?L?1)?"), "PD-1/PD-L1 inhibitor", {}),
    (
        gated(r"HER-?\s?2(?:/neu)?\b|c?-?erb-?B-?2\b|erb-?B\b(?!-?\s?[134])", re.I),
        "anti-HER2 therapy",
        {"tki": "HER2 TKI", "adc": "HER2 ADC", "antibody": "anti-HER2 antibody"},
    ),
    (gated(r"(?:EGFR|HER-?1|epidermal growth factor receptor)\b(?!-?\s?(?:2|\(HER-?2))"), "EGFR inhibitor", {}),
    (gated(r"PARP\b"), "PARP inhibitor", {}),
    (gated(r"CDK\s?4(?:/6|(?:\s?/\s?|\s(?:and/or|and|or)\s)(?:CDK\s?)?6)\b"), "CDK4/6 inhibitor", {}),
    (gated(r"TROP-?2\b", re.I), "TROP2 ADC", {"adc": "TROP2 ADC"}),
    (gated(r"(?:HER-?\s?3|c?-?erb-?B-?3)\b", re.I), "", {"adc": "HER3 ADC"}),
)
# 'Inhibitors of PI3K, AKT and/or mTOR'; 'PI3K pathway' alone is told of tumours too.
_KINASE = r"(?:PI-?3K(?:\s?(?:alpha|\u03b1))?|PI3[\s-]kinase|AKT|mTOR)\b"
_SIGNALLING: tuple[tuple[Pattern, str, dict[str, str]], ...] = (
    (gated(rf"{_KINASE}(?:(?:,?\s(?:and/or|or|and)\s|,\s|\s?/\s?){_KINASE})+", re.I), "PI3K/AKT/mTOR inhibitor", {}),
    *(
        (gated(rf"{kinase}\b(?!\s?/|,|,?\s(?:and/or|or|and)\s{_KINASE})", re.I), f"{name} inhibitor", {})
        for kinase, name in (("PI-?3K", "PI3K"), ("AKT", "AKT"), ("mTOR", "mTOR"))
    ),
)
_KINDS = (
    r"(?P<tki>(?:small[\s-]molecules?\s)?(?:tyrosine[\s-])?kinase\sinhibitors?|small[\s-]molecules?(?:\s(?:inhibitor|drug|agent|TKI)s?)?|TKIs?)"
    r"|(?P<adc>ADCs?|antibody[\s-](?:drug\s|drug-)?conjugate[sd]?(?:\sdrugs?)?)"
    r"|(?P<antibody>(?:monoclonal\s|bispecific\s)*antibod(?:y|ies)|mAbs?)"
)
_ANY_KIND = r"therap(?:y|ies)|treatments?|agents?|drugs?|inhibitors?|compounds?|medications?|regimens?"
_SHORT_FORM = r"(?:\s\((?:TKI|ADC|mAb)s?\))?"
# 'therapy that targets', 'antibody against', 'kinase inhibitor of'
_AT = (
    r"(?:(?:that\s|which\s)?(?:(?:specifically|selectively)\s)?(?:targeting|targets?|targeted (?:to|against|at)|directed (?:against|at|to)|aimed at|against|inhibiting|(?<=that )inhibits?|(?<=which )inhibits?)"
    r"|(?<=inhibitors\s)of|(?<=inhibitor\s)of|(?<=\sto)(?=\s))"
)
_AIMED_AT = gated(
    rf"\b(?:{_KINDS}|(?:immuno)?(?:{_ANY_KIND}))\b{_SHORT_FORM}\s{_AT}\s(?:the\s)?(?:(?:EGFR|HER-?1)(?:\s?/\s?|\sand/or\s|\sor\s|\sand\s))?(?=[A-Zce])",
    re.I,
)
# 'PD-1 targeted therapy', 'HER2-directed monoclonal antibodies', 'HER2 blockade'
_AIMED = gated(
    r"[\s-](?:(?:targeted|directed|targeting|blocking|blockade|axis|pathway|based(?=\s(?:therap|treatment|regimen|agent|combination)))\b"
    r"(?:[\s-](?:targeted|directed|targeting|inhibiting|blocking)\b)?(?:\s(?:systemic|anti-?cancer)(?=\s(?:therap|treatment|agent|drug)))?"
    rf"(?:\s(?:(?:{_KINDS})\b{_SHORT_FORM}|(?:{_ANY_KIND})\b|antibod\w+))?)",
    re.I,
)
# 'anti-HER2 small-molecule TKI'
_OF_THAT_KIND = gated(rf"\s(?:{_KINDS})\b{_SHORT_FORM}", re.I)
_NEXT_KIND = gated(rf"(?:,?\s(?:or|and|and/or)\s|,\s|\s?/\s?)(?P<what>{_KINDS})\b{_SHORT_FORM}", re.I)
_ANTI = gated(r"\banti[\s-]?$", re.I)
# 'HER2-directed CAR-T cells', 'HER2 peptide vaccine', 'HER2-targeted radioligand': another kind than what is mostly aimed at it
_OF_ANOTHER_KIND = gated(
    r"(?:[\s/-](?:neu|targeted|directed|targeting|specific|based|derived|peptide|protein|DNA|mRNA|pulsed|loaded|primed|autologous|allogeneic|dendritic cells?|DC))*[\s-]"
    r"(?:(?P<cells>(?:chimeric antigen receptor|CAR\b|TCR\b|T[\s-]?cells?\b|NK[\s-]?cells?\b|(?:adoptive |engineered )?cell(?:ular)? therap)(?:[\s/-]*(?:CAR|T|NK|M|cells?|therap(?:y|ies)|receptor|modified|transduced)\b)*)"
    r"|(?P<vaccine>(?:cancer\s)?vaccin\w+(?:\s(?:therap(?:y|ies)|treatments?))?)"
    r"|(?P<radio>radio(?:ligand|immuno\w+|nuclide|pharmaceutical|label)\w*(?:\s(?:therap(?:y|ies)|treatments?))?)"
    r"|(?P<bispecific>(?:bi|tri)-?specific(?:\s(?:T[\s-]cell\s(?:engag\w+)|antibod(?:y|ies)|agents?|drugs?))?)"
    r"|(?P<other>immunotoxins?|immunocytokines?|fusion proteins?|gene therap(?:y|ies)|oncolytic\s\w+|PROTACs?|degraders?|probod(?:y|ies)))",
    re.I,
)
_OTHER_KINDS = {"cells": "cellular therapy", "vaccine": "cancer vaccine", "radio": "radioligand therapy"}
_HER2_BISPECIFIC = "zanidatamab"

# 'TOPO-1 inhibitor payload ADC', 'an antibody-drug conjugate that carries a topoisomerase I inhibitor'
_TOPO = (
    r"(?:(?:TOPO?|topoisomerase)[\s-]?(?:I|1)?i?\b(?:[\s-](?:inhibitor|isomerase inhibitor|isomerase|poison)s?)?"
    r"|(?:camptothecins?|SN-?38)\b(?:\s(?:derivative|analog(?:ue)?)s?)?)"
)
_ADC = r"(?:ADCs?|antibody[\s-](?:drug|conjugated)[\s-](?:conjugates?|drugs?))\b(?:\s\(ADCs?\))?"
_TOPO_ADC = gated(
    rf"\b{_TOPO}(?:[\s-](?:payload|based|containing|loaded|bearing|conjugated|cytotoxic))*[\s-]{_ADC}"
    rf"|\b{_ADC}(?:\s(?:therapy|drugs?))?\s(?:with|containing|carrying|bearing|(?:that|which) (?:contains?|carr(?:y|ies)|uses?|has|have)|consisting of|based on|comprising|(?:whose|of which the) (?:payload|toxin|warhead) is|utili[sz]ing|using)\s"
    rf"(?:an?\s|any\s|the\s|payload of\s)*{_TOPO}(?:[\s-](?:payload|based|warhead))?"
    # 'topoisomerase I inhibitor as ADC payload', 'a camptothecin as the payload of an antibody-drug conjugate'
    rf"|\b{_TOPO},?\s(?:(?:used|given|delivered|serving)\s)?(?:as|in|within)\s(?:an?\s|the\s)?(?:{_ADC}[\s-](?:payloads?|warheads?)|(?:payloads?|warheads?|toxins?|cytotoxic\sparts?)\s(?:of|in|on)\s(?:an?\s|the\s)?{_ADC}|(?:the\s)?form\sof\s(?:an?\s)?{_ADC})",
    re.I,
)
# 'ADC with an auristatin payload', 'antibody-drug conjugates carrying a tubulin inhibitor (MMAE, DM1)'
_WITH = r"(?:with|whose payload is|containing|carrying|bearing|having|conjugated to|(?:that|which) (?:contains?|carr(?:y|ies)|uses?|has|have|consists? of)|consisting of|based on|comprising)\s(?:an?\s|any\s|the\s|payloads? of\s)*"
_AURISTATIN = r"(?:auristatins?|MMA[EF]|monomethyl auristatin(?:\s[EF])?|vedotin)"
_MAYTANSINOID = r"(?:maytansin(?:e|oid)s?|DM[14]|emtansine)"
_TUBULIN = r"(?:(?:anti-?)?(?:tubulin|microtubule|mitotic)(?:[\s-](?:inhibit\w+|disrupt\w+|binding|targeting))*)"
_EXATECAN = r"(?:topoisomerase (?:I|1) inhibitor,?\s(?:(?:which is\s|that is\s)?(?:derived from|a derivative of|based on)\s)?)?(?:exatecan(?:\s(?:derivative|analog(?:ue)?)s?)?|deruxtecan)(?:,?\s(?:that|which) is an? topoisomerase (?:I|1) inhibitor)?"
_OF_EXATECAN = gated(r"[,\s]+exatecan\b", re.I)
_OTHER_LOAD = r"(?:(?:same|similar|identical|related)\s(?:\w+\s)?(?:payloads?|toxins?|warheads?|targets?)|pyrrolobenzodiazepines?|PBD|duocarmycins?|calicheamicins?)"
# 'an ADC whose target and payload are both the same as those of the study drug'
_LIKE_THE_TRIALS = gated(
    rf"\b{_ADC}(?:\s(?:therapy|drugs?))?\s(?:whose|with|having|of|that|which|sharing)\s[^.;:()]{{0,60}}?\b(?:same|similar|identical)\b"
    rf"(?:[^.;:()]{{0,40}}?\b(?:study|trial|investigational|test|experimental)\s(?:{_ADC}|drugs?|agents?|product))?",
    re.I,
)
_BY_LOAD = (
    (_LIKE_THE_TRIALS, "other antibody-drug conjugate"),
    *(
        (
            gated(
                rf"\b{_ADC}(?:\s(?:therapy|drugs?))?\s{_WITH}{load}\b|\b{load}[\s-](?:based|containing|payload|conjugated|derived|loaded)(?:[\s-](?:conjugated|based|containing))?(?:\s{_ADC})",
                re.I,
            ),
            concept,
        )
        for load, concept in (
            (_EXATECAN, "exatecan-derivative ADC"),
            (_AURISTATIN, "auristatin ADC"),
            (_MAYTANSINOID, "maytansinoid ADC"),
            (_TUBULIN, "tubulin-inhibitor ADC"),
            (_OTHER_LOAD, "other antibody-drug conjugate"),
        )
    ),
)
# 'B7-H4 targeted ADC', 'CLDN18.2 ADCs': of none of the targets known here
_OTHER_TARGET_ADC = gated(
    rf"(?<![\w-])(?!(?i:anti-?\s?)?(?:HER-?[23]|(?i:TROP)|ERBB))(?:(?i:anti)-)?(?:[A-Z][A-Za-z]*-?[A-Z]?\d[\w.-]*?|(?i:claudin|nectin|folate receptor|mesothelin|tissue factor|c-?MET|FR\s?alpha|FR\u03b1)[\w\s.-]{{0,8}}?)"
    rf"(?:[\s-](?i:targeted|directed|targeting|specific))?\s(?i:{_ADC})"
)
# 'any treatment (including ADC) containing a chemotherapeutic agent targeting topoisomerase I'
_TOPO_DRUG = gated(
    rf"(?:\(?(?:including|incl\.|e\.g\.,?)\s(?:an?\s)?(?P<adc>{_ADC})\)?\s(?:containing|with|based on)\s(?:an?\s|any\s|the\s)?)?"
    r"(?P<drug>(?:(?:chemotherap\w+|cytotoxic)\s)?(?:agents?|drugs?|compounds?|payloads?)\s(?:targeting|that targets?|directed against|inhibiting|that inhibits?)\s(?:topoisomerase|TOPO?)[\s-]?(?:I|1)\b)",
    re.I,
)
# 'topoisomerase I inhibitors, including antibody-drug conjugates': those with such a payload
_TOPO_INCLUDING = gated(
    rf"\b{_TOPO}(?:\s(?:{_ANY_KIND}|chemotherap\w+))?[,\s]*\(?(?:including|incl\.|inclusive of|such as|e\.g\.,?|or as part of|as well as in)\s(?:an?\s|those\s|any\s|payloads?\s(?:of|in)\s)*(?P<adc>{_ADC})",
    re.I,
)
# 'A topoisomerase I inhibitor (free, liposomal or conjugated)': the conjugates with such a payload as well
_TOPO_CONJUGATED = gated(
    rf"\b(?!SN){_TOPO}(?:\s(?:{_ANY_KIND}|chemotherap\w+))?[\s,]+(?P<adc>\(?(?:(?:whether|either|both|in|any|form|be|it|as|free|liposomal|pegylated|encapsulated|unconjugated|naked|small[\s-]molecules?|nano\w+|oral|or|and)[\s,/:]+){{1,8}}"
    r"(?:antibody[\s-])?conjugate[sd]?)\b",
    re.I,
)
_OF_CELLS = gated(r"\b(?:cell|vaccine|gene)s?\s$", re.I)


def _kind(found: re.Match[str]) -> str:
    return next((kind for kind in ("tki", "adc", "antibody") if found[kind]), "")


def _concept(kind: str, general: str, narrower: dict[str, str]) -> str:
    """The class for a kind of drug and a target; empty where the vocabulary has none."""
    if kind == "adc":
        return narrower.get(kind, "")
    return narrower.get(kind, general)


def told_by_target(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a class is told by target or payload, and its concept."""
    yield from _with_a_topoisomerase_inhibitor(text)
    yield from _other_conjugates(text)
    for aimed in _AIMED_AT.finditer(text):
        if not _OF_CELLS.search(text, 0, aimed.start()):
            yield from _aimed_at(text, aimed)
    for target, general, narrower in _TARGETS:
        for found in target.finditer(text):
            yield from _named_by(text, found, general, narrower)


def _with_a_topoisomerase_inhibitor(text: str) -> Iterator[tuple[int, int, str]]:
    for conjugate in _TOPO_ADC.finditer(text):
        if not _OF_EXATECAN.match(text, conjugate.end()):
            yield *conjugate.span(), "topoisomerase-I ADC"
    for with_conjugates in (_TOPO_INCLUDING, _TOPO_CONJUGATED):
        for conjugate in with_conjugates.finditer(text):
            yield *conjugate.span("adc"), "topoisomerase-I ADC"
    for drug in _TOPO_DRUG.finditer(text):
        yield *drug.span("drug"), "topoisomerase I inhibitor"
        if drug["adc"]:
            yield *drug.span("adc"), "topoisomerase-I ADC"


def _aimed_at(text: str, aimed: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """'Antibodies against HER2': the kind of drug stands before its target."""
    known = False
    for target, general, narrower in (*_TARGETS, *_SIGNALLING):
        found = target.match(text, aimed.end())
        if found is None:
            continue
        known = True
        if "specific" in aimed.group().lower():
            concept = _HER2_BISPECIFIC if general == "anti-HER2 therapy" else ""
        else:
            concept = _concept(_kind(aimed), general, narrower)
        if concept:
            yield aimed.start(), found.end(), concept
    if not known and _kind(aimed) == "adc":
        yield *aimed.span(), "other antibody-drug conjugate"


def _named_by(
    text: str, target: re.Match[str], general: str, narrower: dict[str, str]
) -> Iterator[tuple[int, int, str]]:
    """'HER2-directed ADC', 'anti-HER2 antibody': the target stands before the kind of drug."""
    anti = _ANTI.search(text, 0, target.start())
    start = anti.start() if anti else target.start()
    if other := _OF_ANOTHER_KIND.match(text, target.end()):
        if concept := _of_another_kind(other, general):
            yield start, other.end(), concept
        return
    after = _AIMED.match(text, target.end())
    if after is None and (anti or general == "anti-HER2 therapy"):
        after = _OF_THAT_KIND.match(text, target.end())
    if after is None or not (concept := _concept(_kind(after), general, narrower)):
        return
    yield start, after.end(), concept
    if _kind(after):
        yield from _further_kinds(text, after.end(), general, narrower)


def _further_kinds(text: str, at: int, general: str, narrower: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """'HER2-targeted TKI or ADC': the kinds that share the target."""
    while more := _NEXT_KIND.match(text, at):
        if concept := _concept(_kind(more), general, narrower):
            yield more.start("what"), more.end(), concept
        at = more.end()


def _of_another_kind(other: re.Match[str], general: str) -> str:
    """The class of cells, vaccines and the like aimed at a target; empty where the vocabulary has none."""
    if other["bispecific"]:
        return _HER2_BISPECIFIC if general == "anti-HER2 therapy" else ""
    return next((concept for kind, concept in _OTHER_KINDS.items() if other[kind]), "")


def _other_conjugates(text: str) -> Iterator[tuple[int, int, str]]:
    """Conjugates with a payload or a target of another kind than those that patients with breast cancer mostly had."""
    for pattern, concept in _BY_LOAD:
        for conjugate in pattern.finditer(text):
            if not gated(rf"[^.;]{{0,60}}\b{_TOPO}", re.I).match(text[conjugate.end() :]):
                yield conjugate.start(), conjugate.end(), concept
    for conjugate in _OTHER_TARGET_ADC.finditer(text):
        yield conjugate.start(), conjugate.end(), "other antibody-drug conjugate"
