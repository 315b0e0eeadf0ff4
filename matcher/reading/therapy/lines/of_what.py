"""Of what treatment the lines are that a sentence counts: 'two lines of chemotherapy', 'prior chemotherapy (more than 2 lines)'."""

from __future__ import annotations

import re

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases
from matcher.reading.therapy.names import therapies_in


def what_is_counted(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> tuple[str, str]:
    """The words before the count, or above it, that tell what bare 'lines' are of, and the whole of what is counted."""
    text = sentence.text
    head = _head_of(text, count) or _kind_above(sentence, count)
    bare = _ENDS_IN_LINES.fullmatch(count["what"])
    of_what = (OF_WHAT.match(text, count.end()) or _KIND_IN_ASIDE.match(text, count.end())) if bare else None
    if not head and vocabulary is not None and _BARE_LINES.fullmatch(count["what"]):
        head = _drug_just_told(text[: count.start()], vocabulary)
    return head, f"{head} {count['what']}{of_what.group() if of_what else ''}".strip()


_BARE_LINES = gated(r"lines?|regimens?", re.I)

_ENDS_IN_LINES = gated(r"(?:.*\s)?(?:lines?|regimens?|courses?)", re.I)


# 'one line of CDK4/6 inhibitor therapy', '2-line chemotherapy'
OF_WHAT = gated(
    r"\s+(?:(?:systemic|cytotoxic|palliative)\s+)?(?:chemotherap\w+|(?:endocrine|hormon\w+)(?:\s+therap\w+|\s+treatments?))"
    r"|,?\s+of\s+(?:(?!(?:for|in|at|with|as|or|and|prior|before|after|combination|the)\b)[\w/+-]+\s?){1,5}",
    re.I,
)


# '1 or 2 prior lines (chemotherapy and/or ADC)': a cytotoxic antibody-drug conjugate counts as chemotherapy
_KIND_IN_ASIDE = gated(
    r"(?:\s+of\s+(?:systemic\s+|prior\s+)*(?:therapy|treatment))?\s*\((?:cytotoxic\s+|systemic\s+|of\s+)*"
    r"(?:chemotherap\w+|(?:endocrine|hormon\w+)\s+(?:therap\w+|treatments?))(?:\s*(?:,|/|and/or|or|and)\s*(?:ADCs?|antibody[- ]drug conjugates?))?\s*\)",
    re.I,
)


def _head_of(text: str, count: re.Match[str]) -> str:
    """What is counted, where a bare 'lines' is not told which: 'Prior chemotherapy for metastatic disease (more than 2 lines)'."""
    bare = r"(?:prior |previous |earlier )?(?:lines?|regimens?|treatments?|therapies)(?: of (?:therapy|treatment))?"
    if not re.fullmatch(bare, count["what"], re.I):
        return ""
    if limited := _KIND_LIMITED.search(text[: count.start("n")][-200:]):
        return f"{limited['kind']} of"
    before = text[: count.start()]
    if head := _HEAD.search(before):
        told = (head["head"] or head["just"]).strip()
        return _TREATED_WITH.sub("of", told)
    if not gated(r"lines?", re.I).fullmatch(count["what"]) or OF_WHAT.match(text, count.end()):
        return ""
    kind = _KIND_JUST_TOLD.search(before[-120:])
    return kind["kind"] if kind else ""


def _kind_above(sentence: Sentence, count: re.Match[str]) -> str:
    """'At most two lines in the metastatic setting' below 'Prior endocrine therapy:' are lines of that."""
    above = sentence.item.parent if sentence.from_criteria and sentence.item is not None else None
    if above is None or not _BARE_COUNT.fullmatch(count["what"]) or OF_WHAT.match(sentence.text, count.end()):
        return ""
    kind = _KIND_HEADING.match(above.text)
    return f"{kind['kind']} of" if kind else ""


# 'Prior endocrine therapy:', 'Chemotherapy requirements:'
_KIND_HEADING = gated(
    r"\W*(?:\(?\w{1,2}[.)]\s*)?(?:(?:prior|previous|earlier|palliative|cytotoxic)\s+){0,2}(?P<kind>chemotherap(?:y|ies)|(?:endocrine|hormon(?:al|e))\s+(?:therap(?:y|ies)|treatments?)|(?:anti-?HER-?2|HER-?2-?\s?(?:directed|targeted))\s+(?:therap(?:y|ies)|treatments?))"
    r"(?:\s+(?:requirements?|criteria|history|in|for|the|metastatic|advanced|recurrent|disease|settings?|breast|cancer)){0,6}\s*:\s*$",
    re.I,
)
_BARE_COUNT = gated(r"(?:(?:prior|previous|earlier)\s+)?(?:lines?|regimens?)", re.I)


# 'Prior chemotherapy for metastatic disease (', 'prior palliative chemotherapy, ', 'prior chemotherapy must be '
_HEAD = gated(
    r"\b(?P<head>(?:prior|previous|earlier)\b[^.;:()]{0,80})[:(]\s*$"
    r"|\b(?P<just>(?:prior|previous|earlier)\b[^.;:(),]{0,60}?\b(?:chemotherap\w+|therap(?:y|ies)|treatments?)(?:\s+(?:for|in|of)\s(?:(?!\b(?:and|or|with)\b)[^.;:(),]){0,60})?),?\s+(?:\b(?:that|which|must|should|is|are|be)\s+)*$",
    re.I,
)

# 'Chemotherapy is limited to one prior line', 'cytotoxic therapy, which is restricted to at most two lines'
_KIND_LIMITED = gated(
    r"\b(?<!and )(?<!or )(?<!/)(?P<kind>(?:(?:neo-?)?adjuvant\s+)?(?:chemotherap(?:y|ies)|cytotoxic\s+(?:chemo)?(?:therap(?:y|ies)|agents|treatments?)|(?:endocrine|hormon(?:al|e))\s+(?:therap(?:y|ies)|treatments?)))"
    r"(?:\s+(?:for|in)\s(?:(?!\b(?:and|or|with)\b)[^.;:(),]){0,60})?,?\s+(?:(?:which|that|must|should|will|shall|is|are|be|being|further)\s+){0,4}(?:limited|restricted)\s+to\s+"
    r"(?:(?:an?|the)\s+)?(?:(?:maximum|total)(?:\s+of)?\s+|(?:no|not)\s+more\s+than\s+|at\s+most\s+|up\s+to\s+)?$",
    re.I,
)

_TREATED_WITH = gated(r"(?<=treatment )with\b|(?<=therapy )with\b", re.I)  # 'prior treatment with chemotherapy'


# 'Endocrine therapy as adjuvant treatment and up to one line for metastatic disease'
_KIND_JUST_TOLD = gated(
    r"\b(?P<kind>(?:endocrine|hormonal|hormone) (?:therap\w+|treatments?)|chemotherap\w+)\b(?:(?!therap|treatment|[.;:]).)*\b(?:and|but)\s*$",
    re.I,
)


def _drug_just_told(before: str, vocabulary: Vocabulary) -> str:
    """'CDK4/6 inhibitors are permitted but must not exceed one line': the drugs whose lines are counted."""
    told = gated(r"[^.;:]{3,80}?\b(?:must|should|is|are|be)\s*$", re.I).search(before)
    named = therapies_in(told.group(), vocabulary) if told else []
    return told.group()[named[-1].start : named[-1].end] if told and named else ""


# 'Taxane-resistant disease; two or more regimens for metastatic disease, including a taxane'
_BARE_REGIMENS = gated(r"(?:(?:prior|previous|earlier|different)\s+)*regimens?", re.I)
_CYTOTOXIC = r"(?:anthracyclines?|taxanes?|platinums?|docetaxel|paclitaxel|doxorubicin|epirubicin|cisplatin|carboplatin|capecitabine|chemotherap\w+|cytotoxic\w*)"
_CYTOTOXIC_FAILED = gated(
    rf"\b{_CYTOTOXIC}(?:[\s/-]+(?:(?:or|and|and/or)[\s-]+)?{_CYTOTOXIC})?[\s-]+(?:(?:treatment|therapy)[\s-]+)?(?:resistan\w+|refractory)"
    rf"|\b(?:resistan\w+|refractory)\s+to\s+(?:(?:prior|previous|earlier|an?|the)\s+)*{_CYTOTOXIC}",
    re.I,
)
_AMONG_THEM = gated(
    r"^[^.;]{0,100}?(?:\b(?:includ\w+|contain\w+|compris\w+|one\s+of\s+(?:which|them|these)|of\s+which)\b|\bamong\s+(?:them|these)\b)",
    re.I,
)
_OTHERS_COUNT = gated(
    r"\b(?:systemic|any|endocrine|hormon\w+|targeted|biologic\w*|immuno\w*|antibod\w+|conjugates?|HER-?2|settings?|adjuvant)\b|\bor\s+(?:(?:is|are|be|disease|has|have)\s+){0,2}(?:resistan|refractory|no\b|intoleran|progress|relaps|with\s+no)",
    re.I,
)


def are_cytotoxic_regimens(sentence: Sentence, count: re.Match[str], vocabulary: Vocabulary | None) -> bool:
    """Whether bare 'regimens' for metastatic disease are of chemotherapy: behind resistance to a cytotoxic drug, and with one
    named among them."""
    text, told = sentence.text, sentence.item.text if sentence.item is not None else sentence.text
    if vocabulary is None or sentence.excludes or not _BARE_REGIMENS.fullmatch(count["what"].strip()):
        return False
    behind = text[count.end() :]
    if not (_AMONG_THEM.match(behind) and phrases.METASTATIC.search(behind) and _CYTOTOXIC_FAILED.search(told)):
        return False
    named = [concept for one in therapies_in(behind, vocabulary) for concept in one.concepts]
    cytotoxic = all("chemotherapy" in (c, *vocabulary.ancestors(c)) for c in named)
    return bool(named) and cytotoxic and not _OTHERS_COUNT.search(told) and not phrases.EARLY.search(told)
