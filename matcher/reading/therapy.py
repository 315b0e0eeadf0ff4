"""Prior therapy: which drugs and classes were had, must or must not have been had, and how many lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.axes import YES
from data.criteria import Requirement, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.lines import counted_spans, lines_in, none_for_advanced
from matcher.reading.mentions import Context, Mention
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, negated
from matcher.reading.therapy_names import Named, therapies_in

_TRIGGER = re.compile(
    r"prior|previous|receiv|treat|progress|refract|resist|fail|line|regimen|na[iï]ve|expos|history of|relaps|recurr|pretreat|had |without|no |chemotherap",
    re.I,
)
# A window of time makes a washout or an interval of it, which no patient field settles.
_WINDOW = re.compile(
    r"(?:\d+|one|two|three|four|six|twelve|several)\s*\(?\d*\)?[\s-]*(?:days?|weeks?|wks?|months?|mos?\b|years?|half|cycles?|hours?|x\b)|half-li|washout|concurrent|concomitant|during (?:the )?(?:study|trial|treatment)|"
    r"while on (?:study|trial)|planned|ongoing|currently (?:receiving|taking|using|on)|must be (?:discontinued|stopped|completed|off)|last dose|at the time of|since (?:the )?last|allerg|hypersens|contraindicat|recovered|recovery|toxicit|adverse|study (?:drug|treatment)|"
    r"grade\s*[<>=]*\s*\d|neuropathy|cumulative|mg/m|dose of|doses|stable dose|bone pain|discontinu\w+ (?:due|because)|eligible (?:for|to receive)|candidates? for|indicat\w+ for|scheduled|will (?:be|receive)|plan to|intend|willing|reaction|severe|immune-related|intra-?arterial|intrathecal|tolerat\w+|response to|responded|not (?:a )?candidate|defined as|unsuitable|not appropriate|ineligible for|maintenance|start\b|bone marrow",
    re.I,
)
_CUE = re.compile(
    r"\b(?:prior|previous(?:ly)?|receiv\w+|treated|pre-?treated|progress\w*|refractory|resistan\w+|fail\w*|na[iï]ve|expos\w+|history of|relapsed|recurr\w+|had|undergone|intoleran\w+|exhausted|given|administered|use of|treatment with|therapy with)\b",
    re.I,
)
_PROGRESSED = re.compile(r"\b(?:progress\w*|refractory|resistan\w+|fail\w*|relapsed)\b[^.;]{0,80}$", re.I)
_ADVANCED = re.compile(r"\b(?:for|in|of|the)\b[^.;,]{0,40}\b(?:metastatic|advanced|unresectable|MBC|ABC)\b|\bmetastatic setting|\badvanced setting", re.I)
_EARLY_BEFORE = re.compile(r"\b(?:neo-?)?adjuvant(?:\s*(?:/|or|and)\s*(?:neo-?)?adjuvant)?\s+(?:\w+[- ]){0,2}$", re.I)
_EARLY_AFTER = re.compile(r"^[^.;,]{0,50}\b(?:in|as|for)\b[^.;,]{0,25}\b(?:(?:neo-?)?adjuvant|early)\b(?![^.;,]{0,30}(?:metastatic|advanced))", re.I)
_EXAMPLES = re.compile(r"\b(?:e\.g\.|eg|such as|including|include|for example|i\.e\.|like)\b|\(", re.I)
_JOINED_BY_OR = re.compile(r"\bor\b|\band/or\b|/", re.I)
_SEPARATOR = re.compile(r",|/|\band\b|\bor\b|&|\+", re.I)
NOT_ANTICANCER = frozenset({"bone agent", "investigational agent", "radiotherapy", "stem cell transplant"})


def read_therapy(sentence: Sentence, context: Context) -> list[Mention]:
    """Numbers of lines, and therapies had or not had, that the sentence speaks of."""
    text = sentence.text
    if not _TRIGGER.search(text) or of_other_tumours(text):
        return []
    mentions: list[Mention] = []
    lines = lines_in(sentence)
    if lines is not None:
        mentions.append(Mention("lines_of_therapy", lines.requirement, lines.words, lines.start, lines.end))
    if sentence.from_criteria and not _WINDOW.search(text):
        mentions += _therapies(sentence, context.vocabulary, lines is not None)
    return mentions


def _therapies(sentence: Sentence, vocabulary: Vocabulary, lines_counted: bool) -> list[Mention]:
    named = [n for n in therapies_in(sentence.text, vocabulary) if not _is_no_history(sentence.text, n, vocabulary)]
    counted = counted_spans(sentence.text)
    named = [n for n in named if not any(a < n.end and n.start < b + 3 for a, b in counted)]
    named = _without_examples(sentence.text, named, vocabulary)
    if not named:
        return []
    mentions = []
    for group in _groups(sentence.text, named):
        mention = _mention(sentence, group, lines_counted)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _is_no_history(text: str, named: Named, vocabulary: Vocabulary) -> bool:
    """Bone agents, radiotherapy and names that are part of another word ('HER2 targeted', 'PD-L1 positive')."""
    if all(c in NOT_ANTICANCER or NOT_ANTICANCER & set(vocabulary.ancestors(c)) for c in named.concepts):
        return True
    after = text[named.end : named.end + 14].lower()
    return bool(re.match(r"\s*(?:expression|positiv|negativ|status|mutat|\+)", after))


def _without_examples(text: str, named: Sequence[Named], vocabulary: Vocabulary) -> list[Named]:
    """Drugs that only illustrate a class named before them say no more than the class."""
    kept: list[Named] = []
    for one in named:
        classes = {c for k in kept for c in k.concepts}
        example = any(set(vocabulary.ancestors(c)) & classes for c in one.concepts) and any(
            _EXAMPLES.search(text[k.end : one.start]) for k in kept if set(k.concepts) & classes
        )
        if not example:
            kept.append(one)
    return kept


def _groups(text: str, named: Sequence[Named]) -> list[list[Named]]:
    """Names joined in one list ('a taxane and/or an anthracycline')."""
    groups: list[list[Named]] = []
    for one in named:
        if groups and len(between := text[groups[-1][-1].end : one.start]) < 45 and not re.search(r"[.;:()]|\bbut\b|\bno\b", between):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _mention(sentence: Sentence, group: list[Named], lines_counted: bool) -> Mention | None:
    text = sentence.text
    first, last = group[0], group[-1]
    before, after = text[max(0, first.start - 90) : first.start], text[last.end : last.end + 90]
    if not (_CUE.search(before) or (_CUE.search(after[:60]) and not sentence.excludes) or re.match(r"[\s-]*na[iï]ve", after, re.I)):
        return None
    if len(group) == 1 and len(first.concepts) == 1:
        lines = none_for_advanced(sentence, first.concepts[0], first.start, first.end)
        if lines is not None:
            return None if lines_counted else Mention("lines_of_therapy", lines.requirement, lines.words, lines.start, lines.end)
    if lines_counted and all(c in ("chemotherapy", "endocrine therapy", "systemic therapy", "targeted therapy") for n in group for c in n.concepts):
        return None
    if first.concepts[0] in ("systemic therapy", "targeted therapy", "investigational agent"):
        return None
    axis = _axis(text, first, last, sentence)
    parts: list[Requirement] = [every(Within(f"{axis}:{c}", YES) for c in n.concepts) for n in group]
    words = _joined_words(text, group)
    listed = all(_SEPARATOR.search(text[a.end : b.start]) for a, b in zip(group, group[1:], strict=False))
    anyone = listed and len(group) > 1 and (sentence.excludes or _JOINED_BY_OR.search(text[group[0].end : last.start]) is not None)
    requirement = either(parts) if anyone else every(parts)
    verb = {"progressed_on": "progression on", "received_early": "early-setting", "received_metastatic": "prior"}.get(axis, "prior")
    said = f"{verb} {words}" + (" for advanced disease" if axis == "received_metastatic" else "")
    if _denied(sentence, first):
        # 'no prior A or B' denies both; 'no prior A and B' too, in the usual reading of a nurse.
        from data.criteria import negated as opposite

        return Mention("prior_therapy", opposite(either(parts)), f"no {said}", first.start, last.end)
    return Mention("prior_therapy", requirement, said, first.start, last.end)


def _denied(sentence: Sentence, first: Named) -> bool:
    naive = re.match(r"[\s-]*na[iï]ve", sentence.text[first.end : first.end + 8], re.I)
    return bool(naive) or negated(sentence, first.start)


def _axis(text: str, first: Named, last: Named, sentence: Sentence) -> str:
    before, after = text[max(0, first.start - 90) : first.start], text[last.end : last.end + 90]
    if _EARLY_BEFORE.search(before) or _EARLY_AFTER.match(after):
        return "received_early"
    if _PROGRESSED.search(before) and sentence.excludes:
        return "progressed_on"
    if _ADVANCED.search(re.split(r"[.;]", after)[0]) and not re.search(r"\badjuvant|\bearly", text, re.I):
        return "received_metastatic"
    return "received"


def _joined_words(text: str, group: Sequence[Named]) -> str:
    words = " ".join(text[group[0].start : group[-1].end].split())
    return words if len(words) < 120 else ", ".join(dict.fromkeys(c for n in group for c in n.concepts))
