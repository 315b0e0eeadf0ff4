"""Where drugs and classes are named in a sentence: a look-up by words, longest name first, one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from data.vocabulary.terms import Vocabulary

_WORD = re.compile(r"[A-Za-z0-9]+")
_MARKER_RESULT = re.compile(
    r"\W{0,2}(?:positiv|negativ|express|status|mutat|amplif|CPS|stain|overexpr|gene\b|receptor|contracep|replacement|antigen|-\s*high)",
    re.I,
)
# Names too short or too common to be trusted without their capitals (AI, AC, SG, RT) or without a word of treatment.
_SHORT = 4
_AMBIGUOUS = frozenset(
    {"endocrine", "cytotoxic", "biologics", "small molecule", "trop2", "ac", "ec", "rt", "cpi", "tc"}
)


class Named(NamedTuple):
    """A therapy named at `start:end` of a text; several concepts for a regimen of several drugs."""

    start: int
    end: int
    concepts: tuple[str, ...]


Index = dict[str, list[tuple[tuple[str, ...], tuple[str, ...], bool]]]


@lru_cache(maxsize=2)
def _index(vocabulary: Vocabulary) -> Index:
    """First word -> the names that begin with it (words, concepts, needs capitals), longest first."""
    index: Index = {}
    for name, concepts in vocabulary.therapy_names.items():
        words = tuple(_stem(w) for w in _WORD.findall(name.lower()))
        if words and name not in _AMBIGUOUS:
            capitals = len(name) < _SHORT and name.isalpha()
            index.setdefault(words[0], []).append((words, concepts, capitals))
    index.setdefault("hormonal", []).append((("hormonal",), ("endocrine therapy",), False))
    for names in index.values():
        names.sort(key=lambda entry: -len(entry[0]))
    return index


# 'oxaliplatin-based chemotherapy' is not any chemotherapy, an intrathecal drug not the drug as it is usually given.
_QUALIFIER = re.compile(
    r"(?:\b[\w-]+[- ](?:based|containing)\s|\bintra-?\w+\s|\btopical\s|\bvaginal\s|\bhigh[- ]dose\s|\blocal\s|\bnon-)$",
    re.I,
)


def _qualified(text: str, start: int) -> bool:
    return bool(_QUALIFIER.search(text[max(0, start - 40) : start]))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


# '[PI3K, AKT] or mTOR inhibitors', '[CDK4/6] or PARP inhibitors': the classes whose last word stands once, after the last
_HEAD = re.compile(r"\b(?:inhibitor|degrader|antagonist)s?$", re.I)
_BEFORE_IT = re.compile(
    r"(?P<word>[A-Za-z0-9-]+(?:/[A-Za-z0-9-]+)*)\s*(?:,\s*(?:(?:and/or|or|and)\s+)?|\s(?:and/or|or|and)\s+|/)$", re.I
)


def _cut_short(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Named]:
    """The classes before `text[start:end]` that share its last word, in order."""
    head = _HEAD.search(text[start:end])
    found: list[Named] = []
    while head is not None:
        begin = max(0, start - 40)
        before = _BEFORE_IT.search(text[begin:start])
        concepts = vocabulary.therapies_named(f"{before['word']} {head.group().rstrip('s')}") if before else ()
        if before is None or not concepts:
            break
        start = begin + before.start()
        found.insert(0, Named(start, begin + before.end("word"), concepts))
    return found


# 'agents targeting PD-1', 'PARP-targeted therapy': a class told by its target.
_TARGETS = (
    (re.compile(r"PD-?(?:L|\(L\)|1/L)?-?1\b(?:\s?/\s?(?:PD-?)?L?1)?"), "PD-1/PD-L1 inhibitor"),
    (re.compile(r"HER-?\s?2(?:/neu)?\b", re.I), "anti-HER2 therapy"),
    (re.compile(r"PARP\b"), "PARP inhibitor"),
    (re.compile(r"CDK\s?4/6\b"), "CDK4/6 inhibitor"),
    (re.compile(r"TROP-?2\b", re.I), "TROP2 ADC"),
)
_AIMED_AT = re.compile(
    r"\b(?:therap(?:y|ies)|treatments?|agents?|drugs?|inhibitors?|compounds?|(?:monoclonal )?antibod(?:y|ies)|medications?)\s"
    r"(?:that\s)?(?:specifically\s)?(?:targeting|target|targeted (?:to|against)|directed (?:against|at|to)|against)\s(?:the\s)?(?=[A-Z])"
)
_AIMED = re.compile(
    r"[\s-](?:targeted|directed|targeting|blockade|axis|pathway|based(?=\s(?:therap|treatment|regimen|agent|combination)))\b(?:\s(?:therap\w+|agents?|drugs?|treatments?|inhibitors?|antibod\w+))?",
    re.I,
)


_ANY_TARGET = frozenset({"targeted therapy", "biologic therapy", "systemic therapy"})


# 'TOPO-1 inhibitor payload ADC', 'an antibody-drug conjugate that carries a topoisomerase I inhibitor'
_TOPO = r"(?:TOPO?|topoisomerase)[\s-]?(?:I|1)?i?\b(?:[\s-](?:inhibitor|isomerase inhibitor|isomerase|poison)s?)?"
_ADC = r"(?:ADCs?|antibody[\s-](?:drug|conjugated)[\s-](?:conjugates?|drugs?))\b(?:\s\(ADCs?\))?"
_TOPO_ADC = re.compile(
    rf"\b{_TOPO}(?:[\s-](?:payload|based|containing|loaded|bearing|conjugated|cytotoxic))*[\s-]{_ADC}"
    rf"|\b{_ADC}(?:\stherapy)?\s(?:with|containing|carrying|bearing|(?:that|which) (?:contains?|carr(?:y|ies)|uses?|has|have)|consisting of|based on|comprising|whose payload is|utili[sz]ing|using)\s"
    rf"(?:an?\s|any\s|the\s|payload of\s)*{_TOPO}(?:[\s-](?:payload|based|warhead))?",
    re.I,
)


def _by_target(text: str) -> Iterator[Named]:
    for conjugate in _TOPO_ADC.finditer(text):
        yield Named(conjugate.start(), conjugate.end(), ("topoisomerase-I ADC",))
    for aimed in _AIMED_AT.finditer(text):
        if re.search(r"\b(?:cell|vaccine|gene)\s$", text[: aimed.start()], re.I):
            continue
        for target, concept in _TARGETS:
            if found := target.match(text, aimed.end()):
                yield Named(aimed.start(), found.end(), (concept,))
    for target, concept in _TARGETS:
        for found in target.finditer(text):
            if aimed_word := _AIMED.match(text, found.end()):
                yield Named(found.start(), aimed_word.end(), (concept,))


def therapies_in(text: str, vocabulary: Vocabulary) -> list[Named]:
    """The therapies named in `text`, in order, not overlapping; markers ('PD-L1 positive') are left out."""
    index = _index(vocabulary)
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    stems = [_stem(w.lower()) for w, _, _ in words]
    found: list[Named] = []
    i = 0
    while i < len(words):
        width = 1
        for names, concepts, capitals in index.get(stems[i], ()):
            size = len(names)
            if tuple(stems[i : i + size]) != names or (capitals and not words[i][0][:2].isupper()):
                continue
            end = words[i + size - 1][2]
            joined = found and concepts == ("systemic therapy",) and not text[found[-1].end : words[i][1]].strip()
            if not joined and not _MARKER_RESULT.match(text, end) and not _qualified(text, words[i][1]):
                known = found[-1].end if found else 0
                found += [one for one in _cut_short(text, words[i][1], end, vocabulary) if one.start >= known]
                found.append(Named(words[i][1], end, concepts))
            width = size
            break
        i += width
    more = [
        one
        for one in _by_target(text)
        if one.concepts == ("topoisomerase-I ADC",)
        or not any(one.start < f.end and f.start < one.end and f.concepts[0] not in _ANY_TARGET for f in found)
    ]
    found = [f for f in found if not any(one.start < f.end and f.start < one.end for one in more)]
    return _without_the_general(text, sorted([*found, *more]) if more else found, vocabulary)


_GENERAL = frozenset({"chemotherapy", "endocrine therapy", "targeted therapy", "immunotherapy"})
_NARROWS = re.compile(
    r"\s+(?:regimens? )?(?:with|containing|consisting of|using)\s+(?:(?:an?|the|either|at least one)\s+)?$", re.I
)


def _without_the_general(text: str, found: list[Named], vocabulary: Vocabulary) -> list[Named]:
    """'Platinum chemotherapy' and 'chemotherapy with an anthracycline' name the platinum and the anthracycline alone."""
    kept: list[Named] = []
    for i, one in enumerate(found):
        if len(one.concepts) == 1 and one.concepts[0] in _GENERAL:
            before = found[i - 1] if i else None
            after = found[i + 1] if i + 1 < len(found) else None
            if before and not text[before.end : one.start].strip() and _belongs(before, one, vocabulary):
                continue
            if after and _NARROWS.fullmatch(text, one.end, after.start) and _belongs(after, one, vocabulary):
                continue
        kept.append(one)
    return kept


def _belongs(one: Named, general: Named, vocabulary: Vocabulary) -> bool:
    return all(general.concepts[0] in vocabulary.ancestors(concept) for concept in one.concepts)
