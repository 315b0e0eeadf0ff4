"""Therapies told by their target or their payload: 'agents targeting PD-1', 'ADCs with a topoisomerase I inhibitor'.

kind of drug                     with HER2            with TROP2    with any other target
kinase inhibitor, small molecule HER2 TKI             -             the target's class
antibody-drug conjugate          HER2 ADC             TROP2 ADC     none: not known here
antibody                         anti-HER2 antibody   TROP2 ADC     the target's class
any other word for a therapy     anti-HER2 therapy    TROP2 ADC     the target's class
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The class of whatever is aimed at a target, and the narrower classes by kind of drug.
_TARGETS: tuple[tuple[re.Pattern[str], str, dict[str, str]], ...] = (
    (re.compile(r"PD-?(?:L|\(L\)|1/L)?-?1\b(?:\s?/\s?(?:PD-?)?L?1)?"), "PD-1/PD-L1 inhibitor", {}),
    (
        re.compile(r"HER-?\s?2(?:/neu)?\b|c?-?erb-?B-?2\b", re.I),
        "anti-HER2 therapy",
        {"tki": "HER2 TKI", "adc": "HER2 ADC", "antibody": "anti-HER2 antibody"},
    ),
    (re.compile(r"PARP\b"), "PARP inhibitor", {}),
    (re.compile(r"CDK\s?4/6\b"), "CDK4/6 inhibitor", {}),
    (re.compile(r"TROP-?2\b", re.I), "TROP2 ADC", {"adc": "TROP2 ADC"}),
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
    r"(?:(?:that\s|which\s)?(?:(?:specifically|selectively)\s)?(?:targeting|targets?|targeted (?:to|against|at)|directed (?:against|at|to)|aimed at|against)"
    r"|(?<=inhibitors\s)of|(?<=inhibitor\s)of|(?<=\sto)(?=\s))"
)
_AIMED_AT = re.compile(
    rf"\b(?:{_KINDS}|(?:{_ANY_KIND}))\b{_SHORT_FORM}\s{_AT}\s(?:the\s)?(?:(?:EGFR|HER-?1)(?:\s?/\s?|\sand/or\s|\sor\s|\sand\s))?(?=[A-Zce])",
    re.I,
)
# 'PD-1 targeted therapy', 'HER2-directed monoclonal antibodies', 'HER2 blockade'
_AIMED = re.compile(
    r"[\s-](?:(?:targeted|directed|targeting|blocking|blockade|axis|pathway|based(?=\s(?:therap|treatment|regimen|agent|combination)))\b"
    rf"(?:\s(?:(?:{_KINDS})\b{_SHORT_FORM}|(?:{_ANY_KIND})\b|antibod\w+))?)",
    re.I,
)
# 'anti-HER2 small-molecule TKI'
_OF_THAT_KIND = re.compile(rf"\s(?:{_KINDS})\b{_SHORT_FORM}", re.I)
_ANTI = re.compile(r"\banti[\s-]?$", re.I)

# 'TOPO-1 inhibitor payload ADC', 'an antibody-drug conjugate that carries a topoisomerase I inhibitor'
_TOPO = (
    r"(?:(?:TOPO?|topoisomerase)[\s-]?(?:I|1)?i?\b(?:[\s-](?:inhibitor|isomerase inhibitor|isomerase|poison)s?)?"
    r"|(?:camptothecins?|SN-?38)\b(?:\s(?:derivative|analog(?:ue)?)s?)?)"
)
_ADC = r"(?:ADCs?|antibody[\s-](?:drug|conjugated)[\s-](?:conjugates?|drugs?))\b(?:\s\(ADCs?\))?"
_TOPO_ADC = re.compile(
    rf"\b{_TOPO}(?:[\s-](?:payload|based|containing|loaded|bearing|conjugated|cytotoxic))*[\s-]{_ADC}"
    rf"|\b{_ADC}(?:\s(?:therapy|drugs?))?\s(?:with|containing|carrying|bearing|(?:that|which) (?:contains?|carr(?:y|ies)|uses?|has|have)|consisting of|based on|comprising|(?:whose|of which the) (?:payload|toxin|warhead) is|utili[sz]ing|using)\s"
    rf"(?:an?\s|any\s|the\s|payload of\s)*{_TOPO}(?:[\s-](?:payload|based|warhead))?",
    re.I,
)
# 'an ADC with an auristatin payload': of a kind that no class is known for
_OTHER_PAYLOAD = re.compile(
    rf"\b{_ADC}(?:\s(?:therapy|drugs?))?\s(?:with|containing|carrying|bearing|comprising|(?:that|which) (?:contains?|carr(?:y|ies)|has|have))\s"
    r"(?!(?:an?\s|the\s)*(?:any|some|cytotoxic|other|same|similar)\b)(?:an?\s|the\s)*(?:[\w-]+\s){1,3}?(?:payloads?|warheads?|toxins?)\b",
    re.I,
)
_OF_CELLS = re.compile(r"\b(?:cell|vaccine|gene)s?\s$", re.I)


def _kind(found: re.Match[str]) -> str:
    return next((kind for kind in ("tki", "adc", "antibody") if found[kind]), "")


def _concept(kind: str, general: str, narrower: dict[str, str]) -> str:
    """The class for a kind of drug and a target; empty where the vocabulary has none."""
    if kind == "adc":
        return narrower.get(kind, "")
    return narrower.get(kind, general)


def conjugates_of_other_kinds(text: str) -> Iterator[tuple[int, int]]:
    """Where antibody-drug conjugates are told by a target or payload that no class is known for."""
    for conjugate in _OTHER_PAYLOAD.finditer(text):
        if not _TOPO_ADC.match(text, conjugate.start()):
            yield conjugate.span()
    for aimed in _AIMED_AT.finditer(text):
        if _kind(aimed) == "adc" and not any(target.match(text, aimed.end()) for target, _, _ in _TARGETS):
            yield aimed.span()


def told_by_target(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a class is told by target or payload, and its concept."""
    for conjugate in _TOPO_ADC.finditer(text):
        yield conjugate.start(), conjugate.end(), "topoisomerase-I ADC"
    for aimed in _AIMED_AT.finditer(text):
        if _OF_CELLS.search(text, 0, aimed.start()):
            continue
        for target, general, narrower in _TARGETS:
            found = target.match(text, aimed.end())
            if found and (concept := _concept(_kind(aimed), general, narrower)):
                yield aimed.start(), found.end(), concept
    for target, general, narrower in _TARGETS:
        for found in target.finditer(text):
            after = _AIMED.match(text, found.end())
            anti = _ANTI.search(text, 0, found.start())
            after = after or (
                _OF_THAT_KIND.match(text, found.end()) if anti or general == "anti-HER2 therapy" else None
            )
            if after and (concept := _concept(_kind(after), general, narrower)):
                yield anti.start() if anti else found.start(), after.end(), concept
