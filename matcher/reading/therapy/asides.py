"""Asides that let in: '... (prior T-DM1 is allowed)', or the sentence after that says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.pattern import blank, blanked
from matcher.reading.sentences import Sentence, sentences_of, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.names import Named, therapies_in

# '... (prior T-DM1 is allowed)': what is let in beside what the sentence shuts out.
_ASIDE = gated(r"\((?:[^()]|\([^()]{0,20}\)){3,250}\)")


_LETS_IN = gated(
    r"\b(?:allowed|permitted|acceptable|eligible|ok|(?:may|can|will) (?:still )?(?:be (?:enrolled|included)|enrol|participate|enter))\b",
    re.I,
)


_DENIES = gated(rf"{phrases.DENIES_PERMISSION.pattern}|^\(no\b", re.I)


def permitting_asides(text: str) -> list[re.Match[str]]:
    return [
        aside for aside in _ASIDE.finditer(text) if _LETS_IN.search(aside.group()) and not _DENIES.search(aside.group())
    ]


def of_early_disease(asides: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    return [aside for aside in asides if DIRECTLY_EARLY.search(aside.group())]


def without(text: str, asides: Sequence[re.Match[str]]) -> str:
    """The text with the asides made blank; positions hold."""
    for aside in asides:
        text = blank(text, *aside.span())
    return text


def let_in_by(text: str, group: Sequence[Named], asides: Sequence[re.Match[str]], vocabulary: Vocabulary) -> str:
    """What the aside after a list lets in of it, in its words; empty where it lets in something else."""
    behind = (a for a in asides if a.start() >= group[-1].end)
    aside = next((a for a in behind if a.start() - group[-1].end <= 80 or a.end() == len(a.string)), None)
    if aside is None:
        return ""
    named = {c for one in therapies_in(aside.group(), vocabulary) for c in one.concepts}
    listed = {c for one in group for c in one.concepts}
    of_the_list = any(c in listed or not listed.isdisjoint(vocabulary.ancestors(c)) for c in named)
    of_the_knife = not named and _SURGERY.search(aside.group())
    return aside.group() if of_the_list or not (named or of_the_knife) else ""


_SURGERY = gated(r"\b(?:surger(?:y|ies)|surgical\w*|resections?)\b", re.I)


_SHUTS_OUT = gated(r"\b(?:no|not|never|without)\b", re.I)


def with_what_the_next_lets_in(sentence: Sentence, vocabulary: Vocabulary) -> Sentence:
    """'Prior T-DXd. Patients who had it more than a year ago are eligible.': the second as an aside of the first."""
    if sentence.item is None or not (sentence.excludes or _SHUTS_OUT.search(sentence.text)):
        return sentence
    all_of_them = sentences_of(sentence.item)
    at = bisect_left(all_of_them, sentence.end, key=lambda one: one.start)
    following = all_of_them[at] if at < len(all_of_them) else None
    if following is None or stance_of(following) is not Stance.ALLOW or _DENIES.search(following.text):
        return sentence
    lets_in = _LETS_IN.search(following.text)
    if lets_in is None or not _of_the_same(sentence.text, following.text[: lets_in.start()], vocabulary):
        return sentence
    own, more = sentence.text.rstrip(" .;"), following.text.rstrip(" .;")
    more = more.replace("(", ",").replace(")", ",")  # an aside within an aside would end it
    unclosed = own.count("(") > own.count(")")
    return replace(sentence, text=f"{own}; {more}" if unclosed else f"{own} ({more})")


def taken_in_by_the_one_before(sentence: Sentence, vocabulary: Vocabulary) -> Sentence | None:
    """The sentence before, where it takes in 'one line is allowed' as an aside of its own; None for other sentences."""
    if sentence.item is None or not _SO_MANY_LINES.match(sentence.text):
        return None
    before = next((s for s in reversed(sentences_of(sentence.item)) if s.end <= sentence.start), None)
    whole = with_what_the_next_lets_in(before, vocabulary) if before is not None else None
    return whole if whole is not None and whole is not before else None


def _of_the_same(text: str, following: str, vocabulary: Vocabulary) -> bool:
    """Whether what the following sentence names is, or is of a kind with, what the text names."""
    listed = {c for one in therapies_in(text, vocabulary) for c in one.concepts}
    if phrases.GENERIC.search(text):
        listed.add("systemic therapy")
    named = {c for one in therapies_in(following, vocabulary) for c in one.concepts}
    if listed and not named and _SO_MANY_LINES.match(following):
        return True
    return any(c in listed or not listed.isdisjoint(vocabulary.ancestors(c)) for c in named)


# 'Up to two lines are allowed', behind 'no chemotherapy for metastatic disease'
_SO_MANY_LINES = gated(
    r"^\W*(?:however,?\s+|but\s+)?(?:(?:only|prior|previous|up\s+to|at\s+most|a\s+maximum\s+of)\s+)*(?:one|two|three|[123])(?:\s*\(\w+\))?\s+(?:(?:prior|previous|earlier)\s+)*(?:lines?|regimens?|courses?)\b",
    re.I,
)


def of_lines(text: str, asides: Sequence[re.Match[str]], vocabulary: Vocabulary) -> list[re.Match[str]]:
    """The asides that let in lines of one kind, of a text that shuts out any systemic therapy: no limits by themselves."""
    found = [aside for aside in asides if LINES_LET_IN.search(aside.group())]
    named = {c for one in therapies_in(text[: found[0].start()], vocabulary) for c in one.concepts} if found else set()
    return found if named <= {"systemic therapy"} else []


# '(one line of hormonal therapy is allowed)'
LINES_LET_IN = gated(
    r"(?<!than )\b(?P<n>one|two|three|1|2|3)(?:\s*\(\w+\))?\s+(?:prior\s+|previous\s+|earlier\s+)*(?:lines?|regimens?|courses?)\s+of\s+"
    r"(?:[\w-]+\s+){0,2}?(?P<kind>chemo\w*|cytotoxic\w*|endocrine|hormon\w*)\b(?!\s+(?:therap\w+\s+)?(?:plus|with|and|or|in combination)\b)",
    re.I,
)


# Limits on the fitness of a patient, on pauses and samples: what is said of her treatment beside them is for whom they hold.
_MEASURE = (
    r"\b(?:ECOG|Karnofsky|KPS|performance (?:status|score)|platelets?|thrombocytes?|neutrophils?|ANC|leu[ck]ocytes?|WBC|ha?emoglobin|LVEF|ejection fraction|creatinine|GFR|bilirubin|"
    r"transaminases?|AST|ALT|albumin|life expectancy|wash-?\s?out|biops(?:y|ies)|neuropathy)\b"
)
_WHOSE = (
    r"(?:(?:if|when|where|unless|provided)\b|(?:for|in|among)\s+(?:(?:the|those|all|any)\s+)*(?:[\w-]+\s+)?(?:patients?|subjects?|participants?|women|individuals|those)\s+(?:with|who|having|previously|pre-?treated|treated|receiving)\b"
    r"|(?:for|in|among)\s+those\b)"
)
_CONDITION_OF_A_MEASURE = gated(
    rf"(?P<measure>{_MEASURE}[^.;]{{0,90}}?)\b(?P<whose>{_WHOSE}[^;)]*?)(?=[;)]|\.\s|\.?$)"
    # 'Neutrophils 1.5 (1.0 after more than two regimens)'
    rf"|(?P<before>{_MEASURE}[^.;()]{{0,40}}(?:\d\.\d[^.;()]{{0,20}})?\([^()\w]{{0,4}}\d[^()]{{0,20}}?)\b(?P<after>after\b[^()]*)(?=\))",
    re.I,
)
# 'For patients with three or more regimens: ECOG 0'
_RULE_OF_A_MEASURE = gated(
    rf"^\W*(?P<whose>(?:for|in|if)\b[^.;:,]{{3,100}}[:,])(?=\W*(?:[\w-]+\s+){{0,4}}?{_MEASURE})", re.I
)


_DIGITS = gated(r"\d+")
# 'ECOG 0-1 and at least one prior line': the numbers of the scale count no lines
_SCORE = gated(
    r"\b(?:ECOG|(?-i:WHO|PS)|Zubrod|performance (?:status|score)|Karnofsky|KPS)\b[^.;,\d]{0,40}\d{1,3}(?:\s*(?:-|to|,|or|and|/)\s*\d{1,3}\b(?!(?:\s*(?:-|to)\s*\d{1,2})?\s+(?:or\b|prior|previous|earlier|lines?|regimens?|chemo)))*",
    re.I,
)


def without_conditions_of_measures(text: str) -> str:
    """'ECOG 0-1 (2 if at most two prior lines)', 'platelets over 75 in those with prior chemotherapy' ask for no treatment;
    the conditions made blank, positions hold."""
    if rule := _RULE_OF_A_MEASURE.match(text):
        text = blank(text, 0, rule.end("whose"))
    text = blanked(_CONDITION_OF_A_MEASURE, text, "whose", "after")
    return _SCORE.sub(lambda score: blanked(_DIGITS, score.group()), text)


DIRECTLY_EARLY = gated(r"\b(?:neo-?)?\(?(?:neo-?)?\)?adjuvant\b|\bpre-?operative\b|\bperi-?operative\b", re.I)
