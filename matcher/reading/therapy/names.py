"""Where drugs and classes are named in a sentence: a look-up by words, longest name first, one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy.alike import others_like
from matcher.reading.therapy.targets import told_by_target
from matcher.reading.therapy.that_contained import narrowed

_WORD = gated(r"[A-Za-z0-9]+")
_MARKER_RESULT = gated(
    r"\W{0,2}(?:positiv|negativ|express|status|mutat|amplif|CPS|stain|overexpr|gene\b|receptor|contracep|replacement|antigen|-\s*high|resistan(?:t|ce)[\s-](?:[\w/.-]+\s){0,3}?(?:mutat|varia|alterat))",
    re.I,
)
# 'anti-PD-1 bispecific antibody', 'PD-1/VEGF bispecifics': few of those who had the class had one of these
# or 'PD-1/PD-L1 and vascular endothelial growth factor (VEGF) bispecific antibody'
_BISPECIFIC = gated(
    r"(?:\s?[/x\u00d7]\s?[\w-]+){0,2}[\s-]{1,2}(?:bi|tri)-?specific"
    r"|(?:(?<=PD-1)|(?<=PD-L1)|(?<=PD1)|(?<=PDL1)|(?<=CTLA-4))(?:\s?[/x\u00d7]\s?|\s(?:and|plus)\s)"
    r"(?:(?!(?:or|and|with|an?|antibod\w+|inhibitors?|therap\w+|treatments?)\b)(?:[\w/-]+|\([\w-]{2,12}\))\s){1,6}(?:(?:dual|targeting)\s)?(?:bi|tri)-?specific",
    re.I,
)
# Names too short or too common to be trusted without their capitals (AI, AC, SG, RT) or without a word of treatment.
_SHORT = 4
_AMBIGUOUS = frozenset(
    {"endocrine", "cytotoxic", "biologics", "small molecule", "trop2", "ac", "ec", "rt", "cpi", "tc"}
)


_HER2 = gated(r"\bHER[- ]2\b", re.I)  # as the tables write it


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
_QUALIFIER = gated(
    r"(?:\b[\w-]+-(?:based|containing)\s|\b(?!(?:therap(?:y|ies)|treatments?|regimens?|lines?|combinations?|chemotherap(?:y|ies)|agents?|drugs?|disease|cancer|settings?|anything|and|or)\b)[\w-]+ (?:based|containing)\s|\bintra-?\w+\s|\btopical\s|\bvaginal\s|\bhigh[- ]dose\s|\blocal\s|\bnon-)$",
    re.I,
)


# 'Hepatic arterial infusion chemotherapy', 'liver-directed therapy, including chemotherapy or embolization': given to one place
_GIVEN_TO_A_PLACE = gated(
    r"\b(?:(?:hepatic|trans-?|intra-?)\s?arter(?:y|ial)\s+(?:(?:infusion(?:al)?|perfusion)\s+)?(?:\([A-Z]{2,5}\)\s+)?(?:(?:with|of)\s+)?"
    r"|(?:limb|liver|hepatic)\s+(?:infusion|perfusion)\s+(?:(?:with|of)\s+)?"
    r"|(?:liver|organ|lung|peritone(?:um|al))[- ]directed\s+(?:(?:(?:local|regional)\s+)?(?:therap(?:y|ies)|treatments?),?\s*\(?(?:including|such\s+as|e\.g\.?,?)\s+(?:[\w-]+,?\s+(?:or\s+|and\s+)?){0,4})?)$",
    re.I,
)


def _qualified(text: str, start: int) -> bool:
    return bool(
        _QUALIFIER.search(text[max(0, start - 40) : start])
        or _GIVEN_TO_A_PLACE.search(text[max(0, start - 110) : start])
    )


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


# '[PI3K, AKT] or mTOR inhibitors', '[endocrine] or cytotoxic therapy': the classes whose last word stands once, after the last
_HEAD = gated(r"(?:\b(?:inhibitor|degrader|antagonist|treatment)s?|therap(?:y|ies))$", re.I)
_BEFORE_IT = gated(
    r"(?P<word>[A-Za-z0-9-]+(?:/[A-Za-z0-9-]+)*)\s*(?:,\s*(?:(?:and/or|or|and)\s+)?|\s(?:and/or|or|and)\s+|/)$", re.I
)


def _cut_short(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Named]:
    """The classes before `text[start:end]` that share its last word, in order."""
    head = _HEAD.search(text[start:end])
    found: list[Named] = []
    while head is not None:
        begin = max(0, start - 40)
        before = _BEFORE_IT.search(text[begin:start])
        concepts = vocabulary.therapies_named(f"{before['word']} {_one_of(head.group())}") if before else ()
        if before is None or not concepts:
            break
        start = begin + before.start()
        found.insert(0, Named(start, begin + before.end("word"), concepts))
    return found


def _one_of(head: str) -> str:
    return "therapy" if head.lower().startswith("therap") else head.rstrip("s")


def therapies_in(text: str, vocabulary: Vocabulary) -> list[Named]:
    """The therapies named in `text`, in order, not overlapping; markers ('PD-L1 positive') are left out."""
    index = _index(vocabulary)
    text = _HER2.sub(lambda m: "HER2 " if len(m.group()) > len("HER2") else m.group(), text)
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
            of_another_kind = _MARKER_RESULT.match(text, end) or _BISPECIFIC.match(text, end)
            if not joined and not of_another_kind and not _qualified(text, words[i][1]):
                known = found[-1].end if found else 0
                found += [one for one in _cut_short(text, words[i][1], end, vocabulary) if one.start >= known]
                found.append(Named(words[i][1], end, concepts))
            width = size
            break
        i += width
    found = _with_all_like_them(text, _with_those_told_by_target(text, found), vocabulary)
    starts = {one.start for one in found}
    kept = [one for one in found if not _of_another_target(text, one) and not _with_a_drug_unknown(text, one, starts)]
    return _without_the_general(text, kept, vocabulary)


_OF_ANY_TARGET = frozenset({"antibody-drug conjugate", "targeted therapy", "biologic therapy"})
_AIMED_AT = gated(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:(?:,|and|or|and/or|/)\s*(?:[\w-]+\s+){0,3}?[\w-]+\s*){0,4}?"
    r"(?:targeting|(?:that\s+)?targets?|(?:that\s+(?:is|are)\s+)?(?:directed|aimed)\s+(?:against|at|to|towards?)|against|specific\s+(?:for|to)|binding)\s+"
    r"(?!(?:the\s+|their\s+|her\s+)?(?:breast|cancers?|tumou?rs?|malignan\w*|disease|carcinoma)\b)(?=(?:the\s+)?[A-Za-z-]*[A-Z0-9])"
)


# 'VEGFR-TKI', 'ALK tyrosine kinase inhibitors', 'BTK TKI': a target stands before the kind
_KINASE_NAMED = gated(r"(?:\b[A-Za-z]{0,3}-?[A-Z]{2}[\w/.-]*|\b(?:Bruton\W?s|multi-?|targete?d?))[\s-]$")
# 'Any anticancer therapy that targets immune receptors': not any therapy
_AIMED_AT_A_KIND = gated(
    r"\s*(?:(?:that|which)\s+)?(?:(?:specifically|selectively|directly)\s+)?(?:targeting|targets?|(?:(?:is|are)\s+)?(?:directed|aimed)\s+(?:against|at|to|towards?)|acting\s+(?:on|via|through))\s+"
    r"(?!(?:the\s+|their\s+|her\s+)?(?:breast|cancers?|tumou?rs?|malignan\w*|(?:metastatic\s+)?disease|carcinoma)\b)[\w-]",
    re.I,
)


def _of_another_target(text: str, named: Named) -> bool:
    """'Monoclonal antibodies targeting TIGIT', where that target names no class of its own here: other antibodies are not meant."""
    if named.concepts == ("tyrosine kinase inhibitor",):
        before = text[max(0, named.start - 24) : named.start]
        return bool(_KINASE_NAMED.search(before) or _AIMED_AT.match(text, named.end))
    if named.concepts[0] in ("systemic therapy", "immunotherapy"):
        return _AIMED_AT_A_KIND.match(text, named.end) is not None
    return named.concepts[0] in _OF_ANY_TARGET and _AIMED_AT.match(text, named.end) is not None


# 'Systemic treatment with lorimab', 'prior immunotherapy with XY-123': a name that no table holds, by its form
_WITH_A_DRUG = gated(
    r"\s+(?:with|using)\s+(?:the\s+(?:study\s+drug\s+)?)?(?P<drug>[A-Z]{2,6}-?\d{2,6}\w{0,3}\b"
    r"|(?:[a-z]{3,14}-)?[A-Za-z]{2,14}(?:mab|nib|lib|fusp|cept|leucel|stat|tide|degib|zomib|sertib|tecan|vedotin|limus|strant|relix|nant|lisib|rsen|metostat|clax|denoson)(?:-[a-z]{4})?\b)"
)


def _with_a_drug_unknown(text: str, named: Named, starts: set[int]) -> bool:
    """'No prior systemic treatment with lorimab' speaks of that drug and not of every treatment."""
    if named.concepts[0] not in GENERAL_KINDS | _OF_ANY_TARGET:
        return False
    drug = _WITH_A_DRUG.match(text, named.end)
    return drug is not None and drug.start("drug") not in starts


def _with_all_like_them(text: str, found: list[Named], vocabulary: Vocabulary) -> list[Named]:
    """'T-DM1 or a drug of the same class' names its class beside it."""
    all_of_them: list[Named] = []
    for one in found:
        if all_of_them and one.start < all_of_them[-1].end:
            continue
        all_of_them.append(one)
        if like := others_like(text, one.end, one.concepts, vocabulary):
            all_of_them.append(Named(one.end, like[0], (like[1],)))
    return all_of_them


_GIVING_WAY = _OF_ANY_TARGET | {"systemic therapy", "tyrosine kinase inhibitor"}
_BY_PAYLOAD = ("topoisomerase-I ADC",)


def _with_those_told_by_target(text: str, found: list[Named]) -> list[Named]:
    """The named therapies with those told by a target or payload: of two that overlap the longer is meant."""
    told = sorted(
        (Named(start, end, (concept,)) for start, end, concept in told_by_target(text)),
        key=lambda one: (one.concepts != _BY_PAYLOAD, one.start - one.end),
    )
    kept = list(found)
    for one in told:
        others = [other for other in kept if one.start < other.end and other.start < one.end]
        if one.concepts == _BY_PAYLOAD or all(_gives_way(other, one) for other in others):
            kept = [other for other in kept if other not in others] + [one]
        elif others[0].concepts == _BY_PAYLOAD and one.concepts[0].endswith(" ADC"):
            start, end = min(one.start, others[0].start), max(one.end, others[0].end)
            both = Named(start, end, (*one.concepts, *others[0].concepts))  # of that target and with that payload
            kept[kept.index(others[0])] = both
    return sorted(kept) if told else found


def _gives_way(named: Named, told: Named) -> bool:
    return named.concepts[0] in _GIVING_WAY or told.end - told.start > named.end - named.start


# Kinds of treatment, of which drugs are named beside them or under them
GENERAL_KINDS = frozenset(
    {"systemic therapy", "chemotherapy", "endocrine therapy", "targeted therapy", "immunotherapy"}
)
# 'Any of the following prior anticancer therapies: ...'
_HEADS, _OF_A_LIST = gated(r"\s*:"), gated(r"\bfollowing\b[^.;:]*$", re.I)


# 'CDK4/6 inhibitor-based adjuvant endocrine therapy', 'taxane-containing palliative chemotherapy'
_BASED_ON_IT = gated(
    r"[\s-]{1,3}(?:based|containing)\s+(?:(?:\(?neo-?\)?-?\s?adjuvant|adjuvant|palliative|systemic|standard|prior|previous)\s+){0,3}",
    re.I,
)


def _without_the_general(text: str, found: list[Named], vocabulary: Vocabulary) -> list[Named]:
    """'Platinum chemotherapy' and 'chemotherapy that contained an anthracycline' name the platinum and the anthracycline alone."""
    kept: list[Named] = []
    for i, one in enumerate(found):
        if len(one.concepts) == 1 and one.concepts[0] in GENERAL_KINDS:
            before = found[i - 1] if i else None
            after = found[i + 1] if i + 1 < len(found) else None
            if before and not text[before.end : one.start].strip() and _belongs(before, one, vocabulary):
                continue
            if before and _BASED_ON_IT.fullmatch(text, before.end, one.start):
                continue
            if after and _HEADS.match(text, one.end) and _OF_A_LIST.search(text, 0, one.start):
                continue
            if after and narrowed(text, one.end, after.start, of_its_kind=_belongs(after, one, vocabulary)):
                continue
        kept.append(one)
    return kept


def _belongs(one: Named, general: Named, vocabulary: Vocabulary) -> bool:
    return all(general.concepts[0] in vocabulary.ancestors(concept) for concept in one.concepts)


def run_of(named: Sequence[Named], text: str) -> Sequence[Named]:
    """The first of the named therapies with those that are listed with it: 'anthracyclines, taxanes and capecitabine'."""
    pairs = zip(named, named[1:], strict=False)
    listed = next((i for i, (a, b) in enumerate(pairs, 1) if not _LISTED.fullmatch(text[a.end : b.start])), len(named))
    return named[:listed]


_LISTED = gated(r"\W{1,3}(?:(?:and|or|and/or)\s+)?(?:an?\s+|the\s+)?", re.I)
