"""Second and later lines: to come, so that some are behind her, or one of several."""

from __future__ import annotations

import re

from data.criteria import Between, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated as is_negated
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.alternatives import way_beside_a_line
from matcher.reading.therapy.lines.before import FIRST_LINE, FIRST_TO_LATER_LINE, at_most_up_to, lines_before
from matcher.reading.therapy.lines.had import HAD_LINES
from matcher.reading.therapy.lines.ordinals import LATER_ORDINAL, nth
from matcher.reading.therapy.lines.quantities import quantity_counted


def second_line_alone(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    told = _SECOND_LINE.search(sentence.text) or _SECOND_LINE_OF_BREAST.search(sentence.text)
    one_line = Between("lines_metastatic", 1, 1)
    return [Mention(LINES, one_line, "one earlier line", *told.span(), Stance.REQUIRE)] if told else None


# 'Second-line treatment of metastatic disease' as the whole of it
_SECOND_LINE = gated(
    r"^\W*(?:(?:patients?|women|participants?|for|in|the)\s+){0,3}(?:second|2nd)[- ]line\s+(?:treatment|therapy|chemotherapy|setting|metastatic|advanced)\b(?![^.;]*\b(?:first|later|beyond|third|and above|or more|no|not)\b)",
    re.I,
)


# 'Lung cancer (first line), triple-negative breast cancer (second line)'
_SECOND_LINE_OF_BREAST = gated(
    r"\b(?:breast\s+(?:cancers?|carcinomas?)|TNBC|MBC)\s*\(\s*(?:in\s+(?:the\s+)?)?(?:second|2nd)[- ]line\s*\)", re.I
)


def later_line(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """'Pretreated metastatic disease', 'candidates for second-line therapy': the lines that came before."""
    text, had = sentence.text, _later_line_of(sentence)
    if had is None:
        return None
    least, words = lines_before(text, had)
    if (last := FIRST_TO_LATER_LINE.search(text, had.start())) and _COMPLETED.match(had.group()):
        most = nth(last["last"])
        kind = quantity_counted(text[last.end() : last.end() + 40]) or "lines_metastatic"
        least, words = every((least, Between(kind, 1, most))), f"1 to {most} earlier lines"
    if beside := way_beside_a_line(text, had.end()):
        least, words = either([least, beside]), f"{words}, or another way in"
    return [Mention(LINES, least, words, *had.span(), Stance.REQUIRE)]


# 'Completed first- or second-line chemotherapy': no third one; whoever failed those may have gone on.
_COMPLETED = gated(r"\W*(?:(?:have|has|had)\s+)?(?:already\s+|previously\s+)?complet", re.I)


def _later_line_of(sentence: Sentence) -> re.Match[str] | None:
    """Words of a sentence that tell of an earlier line without counting: 'pretreated metastatic disease'."""
    had = HAD_LINES.search(sentence.text)
    other = (
        _OTHER_CLAUSE_DENIES.search(sentence.text, had.end()) if had else None
    )  # '... maximally treated and not in remission'
    ends = (other.start() if other else len(sentence.text.rstrip(" .;:")), *(had.span() if had else ()))
    if any(is_negated(sentence, end) for end in ends) or phrases.PERMITS.search(sentence.text):
        return None
    later = _FOR_LATER_LINE.search(sentence.text)
    first = FIRST_LINE.search(sentence.text) or FIRST_TO_LATER_LINE.search(sentence.text)
    return had or (None if first else later)


_OTHER_CLAUSE_DENIES = gated(r",?\s(?:and|but)\s(?:\w+\s){0,2}?(?:no|not|without|never)\b", re.I)


# 'Will receive chemotherapy in the second line', 'candidates for second-line treatment'
_FOR_LATER_LINE = gated(
    r"\b(?:candidates?|eligible|suitable|planned|planning|intended|scheduled|indication|will (?:start|receive|be treated)|starting|start|starts|initiating|receiving|undergoing|currently on|(?:is|are) on|requir(?:e|es|ing)|need(?:s|ing)?|in need of|about to (?:start|begin|receive|undergo))\b(?:[^.;:]{0,60}?"
    r"\b(?:in|for|as|with|to (?:receive|start|begin|undergo)))?\s+(?:a\s+|the\s+|their\s+)?(?:second|2nd|third|3rd|later)[- ]line\b(?!\s+anti-?(?!cancer|tumou?r|neoplas|HER|\s))"
    # 'Metastatic breast cancer, second line', '(second-line or beyond)'; 'requiring salvage chemotherapy'
    r"|[,;(]\s*(?:in\s+)?(?:second|2nd|third|3rd)[- ]line(?:\s+(?:setting|treatment|therapy|or|and|beyond|later|above|further))*\W*$"
    r"|(?:^\W*|\b(?:requir\w+|need\w*|candidates? for|undergoing|receiving|eligible for)\s+)salvage\s+(?:systemic\s+|cytotoxic\s+)?(?:chemotherapy|therapy|treatment)\b"
    r"|\b(?:treated|treatment|therapy)\s+in\s+(?:the\s+)?(?:second|2nd|third|3rd)[- ]line\s(?:or|and)\s(?:later|beyond|above|further|higher)\b"
    r"|\bat least (?:a |in (?:the )?)?(?:second|2nd|third|3rd)[- ]line\b"
    # 'Scheduled for second- or third-line chemotherapy', 'for whom a second-line treatment is planned'
    r"|\b(?:candidates?|eligible|suitable|planned|intended|scheduled|will (?:start|receive))\b[^.;:]{0,30}?\b(?:second|2nd)-?\s?(?:or|to|/)\s?(?:third|3rd)[- ]line\b"
    r"|\b(?:second|2nd|third|3rd)[- ]line\s+(?:[\w-]+\s+){0,3}?(?:is|are|to be)\s+(?:planned|scheduled|indicated|intended|considered)\b"
    r"|(?<![\w-])[23]L\s?(?:\+|(?:and|or) (?:beyond|later|above|further))(?!\w)|(?:>=|\u2265|\bat least)\s?[23]L\b|(?<![\w-])[23]L?\s?(?:-|/|to)\s?[345]L\b"
    r"|^\W*(?:second|2nd|third|3rd)[- ]line\s(?:chemotherapy|treatment|therapy)\s(?:or|and)\s(?:later|beyond|above|further|higher)\b"
    r"|^\W*(?:(?:patients?|women|participants?|subjects?|those|for|on|with|who|are|in|as|the)\s){0,4}(?:second|2nd|third|3rd)[- ]\s?(?:line )?(?:or|and|/|and/or)\s?(?:later|beyond|above|further|higher|subsequent|more|greater|third|3rd)\b",
    re.I,
)


def one_of_the_lines(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """'First, second or third line of therapy for metastatic disease', 'starting a second or third line': which line it is
    to be."""
    text = sentence.text
    late = phrases.METASTATIC.search(text) or _NOTHING_BUT_LINES.fullmatch(text)
    if not late or _AFTER_OTHERS.search(text) or _ALREADY_GIVEN.search(text):
        return None
    if told := FIRST_TO_LATER_LINE.search(text):
        return [at_most_up_to(text, told, vocabulary)]
    told = _LATER_LINES.search(text)
    if told is None or nth(told["least"]) >= nth(told["most"]):
        return None
    least, most = nth(told["least"]) - 1, nth(told["most"]) - 1
    quantity = quantity_counted(text[told.end() : told.end() + 40]) or "lines_metastatic"
    words = f"{least} to {most} earlier lines"
    return [Mention(LINES, Between(quantity, least, most), words, *told.span(), Stance.REQUIRE)]


_LATER_LINES = gated(
    rf"(?<!first )(?<!first or )(?<!first, )(?<!1st or )(?<!1st, )\b(?P<least>{LATER_ORDINAL})(?:[- ]?line)?[\s,/-]*(?:{LATER_ORDINAL}(?:[- ]?line)?[\s,/-]*){{0,2}}(?:\b(?:or|to|and)\b)[\s-]*(?P<most>{LATER_ORDINAL})[- ]line\b(?!\s*(?:or|and)\b)",
    re.I,
)


# 'Patients in first- or second-line treatment', and no word of the disease
_NOTHING_BUT_LINES = gated(
    rf"\W*(?:(?:patients?|women|participants?|subjects?|who|are|is|in|on|for|with|to|receiving|receive|starting|start|undergoing|candidates?|eligible|indicated|indication|scheduled|planned|needs?|requir\w+|the|an?|their)\s+){{0,6}}"
    rf"(?:(?:first|1st|{LATER_ORDINAL})(?:[- ]?line)?[\s,/-]*(?:(?:or|to|and)[\s-]+)?){{2,4}}(?:[- ]?lines?)?(?:\s+(?:of|systemic|anti-?cancer|palliative|treatments?|therap(?:y|ies)|chemotherap(?:y|ies)|endocrine|setting|patients?|only|breast|cancer)){{0,5}}\W*",
    re.I,
)

_AFTER_OTHERS = gated(
    r"\b(?:maintenance|after|following|progress\w+|fail\w+|beyond|prior|previous\w*|adjuvant|early|or later|stratif\w+)\b",
    re.I,
)

_ALREADY_GIVEN = gated(
    r"\b(?:receiv(?:ed|ing) (?:a |at least|prior)|have (?:had|received)|completed|failed|given|responded|who received|stratif\w+|any|regardless|no|not)\b",
    re.I,
)
