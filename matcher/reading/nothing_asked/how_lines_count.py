"""How lines of treatment are counted, and that they are not limited."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked

_AS_A_LINE = (
    r"(?:(?:will|would|should|must|may|can|is|are|be|to be|been|do|does|shall)\s+)*(?:not\s+)?(?:be\s+)?(?:counts?|counted|considered|regarded|deemed|accepted|qualif(?:y|ies))\s+"
    r"(?:as\s+|to\s+be\s+|towards?\s+|(?=(?:an?|one|two|[12])\b))(?:having\s+(?:had|received)\s+)?(?:an?|one|two|[12])?\s*(?:(?!(?:for|to|after|on|in|candidates?)\b)\w+\s+){0,3}(?:lines?|regimens?)\b(?:\s+of\s+(?:\w+\s+){0,2}\w+)?"
)


# 'Relapse within 12 months of adjuvant chemotherapy counts as one prior line', as the whole of a sentence
_RULE = gated(
    r"^(?:\W*(?:of note|note|(?:with|in) regards? to|regarding|concerning|for the purposes? of)\b[^:;]{3,120}:\s+)?"  # 'Of note regarding the two lines: ...'
    rf"(?!.*(?:\b(?:(?:no|not) more than|at most|up to|max\w*|at least|or more|must|ha(?:ve|s|d))\b|[<>]=\s*\d\s*(?:lines|prior|previous)))[^;]*?{_AS_A_LINE}\W*$",
    re.I,
)


# 'Adjuvant treatment is not counted as a line unless relapse came within 6 months', as the whole of a sentence
_RULE_UNLESS = gated(
    rf"^(?!\W*(?:patients?|participants?|subjects?|women|those)\b)(?:(?!\b(?:(?:no|not) more than|at most|up to|max\w*|at least|or more|must|ha(?:ve|s|d)|but|and)\b)[^.;:]){{3,160}}?{_AS_A_LINE},?\s+(?:unless|except\s+(?:if|when|where)|if|when|provided)\b[^;]*$",
    re.I,
)


# 'Adjuvant regimens are also counted toward the maximum of two prior lines', as the whole of a sentence
_TOWARD_THE_LIMIT = gated(
    r"^(?:(?!\b(?:(?:no|not) more than|at most|up to|max\w*|at least|must)\b|[<>]=\s*\d)[^;])*?\b(?:counts?|counted|considered|included|regarded|contributes?)\s+(?:\w+\s+)?(?:towards?|against|as part of|within)\s+"
    r"(?:the|this|that)\s+(?:(?:above|allowed|permitted|allowable|stated|overall|total|maximum|maximal|upper)\s+){0,2}(?:maximum|limits?|total|number|cap|sum|count|lines?|(?:one|two|three|four|five|[1-6])\b)[^;]*$",
    re.I,
)


# '..., where relapse within 12 months of adjuvant treatment counts as one line'; not: '..., endocrine therapy is not counted as a line'
_RULE_BESIDE = gated(
    rf"[,;(]\s*(?:with|where|and|note that|whereby)?\b(?![^,;()]*\bnot\b)[^,;()]{{3,120}}?{_AS_A_LINE}\)?", re.I
)


# '..., if relapse came within 6 months of adjuvant chemotherapy, that is the first line for metastatic disease'
_RULE_IF = gated(
    r"[,;(]\s*(?:if|when|where)\s(?:there\s+is\s+|the\s+)?(?:disease\s+)?(?:progress|relaps|recurr)[^;()]{3,120}?\badjuvant\b[^;()]{0,60}?\b(?:as|is|be|been|was)\s+(?:considered\s+|counted\s+|regarded\s+)?(?:as\s+)?(?:the\s+)?(?:first|1st)[- ]line\b[^;()]*\)?$",
    re.I,
)


# 'There is no limit to the number of prior regimens', as the whole of a sentence
_NO_LIMIT = gated(
    r"^\W*(?:there\s+(?:is|are)\s+)?no\s+(?:upper\s+)?(?:limit(?:s|ations?)?|restrictions?|maximum)\s+(?:to|on|of|for|in|regarding|as\s+to)\b"
    r"(?:(?!\b(?:but|however|except\w*|only|unless|must|should|other than)\b)[^.;])*\W*$",
    re.I,
)


# 'This restriction does not include endocrine therapies', 'This limit does not apply to adjuvant treatment'
_NOT_LIMITED_BY_IT = gated(
    r"^\W*(?:note\W+)?(?:this|these|the\s+above|such)\s+(?:(?:above|line|numerical)\s+)?(?:restriction|limit|limitation|exclusion|criterion|criteria|requirement|rule|count|number|maximum)s?"
    r"\s+(?:(?:does|do|shall|will|should)\s+not\s+(?:include|apply|count|cover|extend|concern|pertain)|excludes?)\b(?:(?!\b(?:but|however|unless|must)\b)[^.;])*\W*$",
    re.I,
)


# 'Antibody-drug conjugates such as T-DM1 are considered chemotherapy', as the whole of a sentence
_COUNTS_AS_A_KIND = gated(
    r"^\W*(?:note\W+)?(?!(?:patients?|participants?|subjects?|women|those)\b)(?:(?!\b(?:must|may|should|no|not|if|who|planned|scheduled|required)\b)[^.;:]){3,120}?\s(?:are|is|will\s+be)\s+(?:to\s+be\s+)?(?:considered|regarded|counted|classified|treated)\s+(?:to\s+be\s+|as\s+)?"
    r"(?:an?\s+|one\s+|prior\s+|a\s+form\s+of\s+)*(?:cytotoxic\s+|systemic\s+)*(?:chemotherap(?:y|ies)|endocrine\s+therap(?:y|ies)|hormon\w+\s+therap(?:y|ies)|targeted\s+therap(?:y|ies)|immunotherap(?:y|ies)|biologic\w*\s+therap(?:y|ies))(?:\s+regimens?)?\W*$"
    r"|^\W*(?:note\W+)?(?:antibody[- ]drug\s+conjugates?|ADCs?)[^.;:]{0,60}?\s(?:counts?|will\s+count)\s+as\s+(?:a\s+)?(?:prior\s+|cytotoxic\s+)*chemotherapy\W*$",
    re.I,
)


# 'More than one line of systemic therapy (adjuvant treatment of a local relapse is not counted)', '... (except adjuvant)': the
# lines for metastatic disease, which alone are counted here, are limited all the same
_KIND = r"(?:systemic|endocrine|hormon\w+|cytotoxic|targeted|chemo)"
_OF_TREATMENT = rf"(?:an?|the|any|all|second|prior|previous|earlier|further|first|{_KIND}|lines?|regimens?|courses?|therap(?:y|ies)|treatments?|chemotherap(?:y|ies)|given|received|used|of|for|as|in|with|setting)"
_EARLY = r"(?:\(?neo-?\)?[\s/-]{0,2})?(?:\badjuvant|\b(?:pre|peri|post)-?operative|(?<=neo)adjuvant|\bearly(?:[\s-]stage)?|\bprimary|\bcurative|\blocali[sz]ed)"
_EARLY_TREATMENT = (
    rf"(?:{_OF_TREATMENT}\s+){{0,6}}{_EARLY}\b"
    rf"(?:[\s/,]+(?:{_EARLY}|(?:and/or|and|or|/)(?!\s*{_KIND})|{_OF_TREATMENT}|breast|cancers?|disease|tumou?rs?|stages?|intent|local\w*|loco-?regional|regional|recurrences?|relapses?|surgery)(?!\w)){{0,10}}"
)
_LEFT_OUT = (
    r"(?:(?:is|are|was|were|will|shall|should|must|do|does|to)\s+){0,2}(?:excluded|disregarded|ignored|omitted|left\s+(?:aside|out)|not\s+(?:to\s+)?(?:be\s+)?(?:count\w*|includ\w+|considered|taken\s+into\s+account))"
    r"(?:\s+as\s+(?:an?\s+)?(?:(?:prior|previous)\s+)?(?:lines?|regimens?))?\b"
)
_EARLY_NOT_COUNTED = gated(
    rf"[,(]\s*(?:but\s+|with\s+)?{_EARLY_TREATMENT}\s+{_LEFT_OUT}\)?"
    rf"|[\s,(]+\b(?:except(?:ing)?(?:\s+for)?|excluding|exclusive\s+of|not\s+(?:including|counting)|other\s+than|apart\s+from|aside\s+from|with\s+the\s+exception\s+of)\s+{_EARLY_TREATMENT}\s*(?:\)|(?=[.;]|$))",
    re.I,
)
_NUMBER_OF_LINES = gated(
    r"(?:\b(?:one|two|three|four|five|[1-6])\b|[<>\u2264\u2265])[^.;]{0,80}\b(?:lines?|regimens?|courses?|chemotherap(?:y|ies)|therap(?:y|ies)|treatments?)\b",
    re.I,
)


def tells_how_lines_count(text: str) -> bool:
    """Whether the whole sentence only tells how lines are counted, or that they are not limited."""
    return any(
        pattern.match(text)
        for pattern in (_RULE, _RULE_UNLESS, _TOWARD_THE_LIMIT, _NO_LIMIT, _NOT_LIMITED_BY_IT, _COUNTS_AS_A_KIND)
    )


def without_how_lines_count(text: str) -> str:
    """The text with what tells that beside a demand made blank; positions hold."""
    for pattern in (_RULE_IF, _RULE_BESIDE):
        text = blanked(pattern, text)
    return blanked(_EARLY_NOT_COUNTED, text, where=lambda found: _NUMBER_OF_LINES.search(text, 0, found.start()))
