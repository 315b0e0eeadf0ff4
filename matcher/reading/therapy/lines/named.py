"""Lines that a sentence names: 'first-line', 'second-line or later', 'pretreated'."""

from __future__ import annotations

import re
from dataclasses import replace

from data.axes import YES
from data.criteria import Between, Negation, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, Stance, sentences_of
from matcher.reading.sentences import negated as is_negated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.alternatives import ANOTHER_WAY, EARLY_RELAPSE, early_relapse_is_enough
from matcher.reading.therapy.lines.had import HAD_LINES
from matcher.reading.therapy.lines.quantities import quantity_counted
from matcher.reading.therapy.lines.running import not_progressed_on
from matcher.reading.therapy.lines.titles import (
    AFTER,
    EARLIER_LINE,
    FACET,
    FIRST_LINE,
    FIRST_TO_LATER_LINE,
    LINES_BEFORE,
    lines_at_most,
    lines_before,
    none_yet,
)
from matcher.reading.therapy.names import therapies_in

_FOR_FIRST_LINE = gated(
    r"\bfirst[- ]line (?:\w+ )?(?:treatment|therapy|chemotherapy)\b[^.;]{0,50}\b(?:metasta\w+|advanced|MBC)\b|"
    r"\b(?:in|for|(?:treatment|therapy|management) of)\s+(?:the\s+|patients\s+with\s+)?(?:first|1st)[- ]line\s+(?:metastatic|advanced|setting|treatment|chemotherapy)\b",
    re.I,
)


# 'Will start palbociclib as first or second line therapy'
_PLANNED_LINE = gated(
    r"\b(?:will|planned|plans? to|planning|candidates?|eligible|suitable|scheduled|to (?:be )?(?:receive|start|initiate|treated)|may undergo|starting|initiating|indicated|indications? for)\b"
    r"(?:(?P<drugs>[^.;]{0,160}?)\b(?:as|in|for)\s+(?:part of\s+)?(?:the\s+|their\s+|a\s+)?(?:locally advanced or\s+)?|\s+)(?:first|1st)-?(?:[- ]?line)?(?P<second>(?:\s+or\s+|\s+and\s+|/)(?:second|2nd))?[- ]line\b"
    r"|\b(?:candidates?|eligible|suitable|indicated|to (?:receive|start))\b[^.;]{0,100}?\bas\s+(?:an?\s+|the\s+)?initial\s+(?:endocrine(?:[- ]based)?\s+|systemic\s+|hormonal\s+)?(?:therapy|treatment)\b",
    re.I,
)


# 'Eligible for treatment in the first line or later'
_OR_LATER = gated(r"[^.;,]{0,20}\b(?:or|and|/)\s?(?:later|beyond|above|further|subsequent|more|higher)\b", re.I)


# 'First-line therapy with letrozole is planned', 'planned first-line treatment with ...'
_FIRST_LINE_TO_COME = gated(
    r"\b(?:planned|scheduled|upcoming|intended)\s+(?:first|1st)[- ]line\s+(?:\w+\s+){0,2}?(?:treatment|therapy|chemotherapy)\b"
    r"|\b(?:initiating|starting|beginning|about to (?:start|begin|receive)|at (?:the )?(?:start|beginning|initiation|time) of)\s+(?:an?\s+|their\s+|the\s+)?(?:first|1st)[- ]line\s+(?:\w+\s+){0,2}?(?:treatment|therapy|chemotherapy)\b"
    r"|[,;(]\s*(?:first|1st)[- ]line(?:\s+(?:setting|treatment|therapy|patients?|only))?\W*$"
    # 'First treatment for metastatic disease', 'about to start their first systemic therapy for metastatic disease'
    r"|(?:^\W*|\b(?:initiating|starting|beginning|about to (?:start|begin|receive)|candidates? for|planned|scheduled for)\s+(?:an?\s+|their\s+|the\s+)?)(?:first|initial)\s+(?:systemic\s+|anti-?cancer\s+)?(?:treatment|therapy)\s+(?:for|of)\s+(?:(?:the|their)\s+)?(?:[\w-]+\s+or\s+)?(?:metastatic|advanced|stage IV|MBC)\b"
    r"|^\W*(?:patients?\s+(?:in|with)\s+)?(?:the\s+)?(?:first|1st)[- ]line\s+(?:(?:systemic|treatment|therapy|setting|metastatic|advanced|breast|cancer|disease|patients?|for|of|only|MBC|HER-?2|HR|positive|negative)\W*){1,8}$"
    r"|^\W*(?:first|1st)[- ]line\s+(?:\w+\s+){0,2}?(?:treatment|therapy|chemotherapy)\b[^.;:]{0,80}\b(?:is|are|to be)\s+(?:planned|scheduled|indicated|intended|started|initiated)\b",
    re.I,
)


_SINCE_ITS_START = gated(
    r"\b(?:within|after|since)\b[^.;:]{0,30}$", re.I
)  # 'within 4 weeks of starting first-line therapy'


# 'Currently receiving letrozole as first-line therapy': one line, which still runs
_FIRST_LINE_NOW = gated(
    r"\b(?:currently|presently|now|already|still)\s+(?:being\s+)?(?:on|receiv\w+|treated|tak\w+|under\w*|in)\b(?P<drugs>[^.;:]{0,80}?)\b(?:first|1st)[- ]line\b"
    r"|^\W*(?:(?:patients?|women|participants?|subjects?|who|are|is|be|must|with|metastatic|advanced|breast|cancer)\W+){0,8}(?:receiving|on|initiated on|started on|undergoing)\s(?P<more>[^.;:]{0,60}?)\b(?:first|1st)[- ]line\b",
    re.I,
)


# 'Second-line treatment of metastatic disease' as the whole of it
_SECOND_LINE = gated(
    r"^\W*(?:(?:patients?|women|participants?|for|in|the)\s+){0,3}(?:second|2nd)[- ]line\s+(?:treatment|therapy|chemotherapy|setting|metastatic|advanced)\b(?![^.;]*\b(?:first|later|beyond|third|and above|or more|no|not)\b)",
    re.I,
)


# 'Lung cancer (first line), triple-negative breast cancer (second line)'
_SECOND_LINE_OF_BREAST = gated(
    r"\b(?:breast\s+(?:cancers?|carcinomas?)|TNBC|MBC)\s*\(\s*(?:in\s+(?:the\s+)?)?(?:second|2nd)[- ]line\s*\)", re.I
)


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


# 'Completed four cycles of first-line chemotherapy', 'disease control after first-line treatment'
_FIRST_LINE_GIVEN = gated(
    r"\b(?:had|receiv(?:ed|ing)|complet\w+|finish\w+|undergone|underwent|treated|initiated|started|respon\w+|stable|benefit\w*|remission|during|recurr\w*|relaps\w*|progress\w*|begun|commenced|"
    r"already|currently|ongoing|on)\b[^.;:]{0,80}$",
    re.I,
)


_OTHER_CLAUSE = gated(r"[,;:]|\b(?:while|but|whereas|and who|and are)\b", re.I)


_YET_TO_COME = gated(
    r"\b(?:candidates?|eligible|plan\w*|no|not|never|declin\w+|refus\w+|to (?:receive|start|begin|be (?:treated|given))|will|may|either|or|willing)\b",
    re.I,
)


_GIVEN_BEFORE = gated(
    r"\b(?:have|has|having|had|who|patients|^\W*)\s*(?:completed|received|finished|undergone|responded|benefited|derived)\b|\b(?:respon\w+|stable disease|benefit|control|remission|recurr\w+|relaps\w+|progress\w+)\b[^.;:]{0,30}\b(?:after|to|from|following|on|with)\b"
    # 'Patients had first-line treatment for metastatic disease'
    r"|\b(?:patients?|participants?|subjects?|women|who)\s+(?:have\s+|has\s+)?had\s+(?:(?:an?|the|their|prior)\s+)?$"
    # 'Has started letrozole as first-line treatment'; whoever is 'started on' it may be about to be
    r"|\b(?:have|has|having|had|who)\s+(?:already\s+)?(?:initiated|started|begun|commenced)\b(?! on\b)"
    r"|^\W*(?:completed|received|completion of)\b",
    re.I,
)


# Whoever is without progression since has had no further line.
_STILL_IN_IT = gated(
    r"\b(?:without|no|not|free of|absence of)\s+(?:\w+\s+){0,3}?progress\w*|\bmaintenance\b|\bstable disease\b|\bstable (?:or|and/or) respond\w+|\brespond\w+ or stable\b|\bin (?:complete |partial )?remission\b|\bdisease control\b|\b(?:complete|partial|objective) response\b",
    re.I,
)


# 'Completed first- or second-line chemotherapy': no third one; whoever failed those may have gone on.
_COMPLETED = gated(r"\W*(?:(?:have|has|had)\s+)?(?:already\s+|previously\s+)?complet", re.I)


# Among exclusions: 'pretreated metastatic disease', 'previously treated metastatic breast cancer'
_TREATED_DISEASE = gated(
    r"\W*(?:(?:patients?|subjects?|participants?|those|women|with|any|have|has|having)\s+)*"
    r"(?P<had>(?:(?:heavily\s+)?pre-?\s?treated|(?:previously|already|prior)[ -]treated|treated)\s+(?:(?:metastatic|advanced|stage (?:IV|4)|recurrent|or|and)[\s/]+)+"
    r"(?:(?:breast\s+)?(?:disease|cancers?)|MBC)|(?:already|currently)\s+(?:on|receiving|treated with)\s+(?:(?:first|1st)[- ]line\s+)?(?:systemic\s+|anti-?cancer\s+)?"
    r"(?:treatment|therapy)\s+for\s+(?:(?:metastatic|advanced|stage (?:IV|4)|recurrent|or|and)[\s/]+)+(?:(?:breast\s+)?(?:disease|cancers?)|MBC)|metastatic (?:breast cancer|disease) (?:previously|already|pre-?)\s?treated)\W*",
    re.I,
)


# Among exclusions: 'candidates for first-line treatment', 'eligible for standard first-line therapy'
_BEFORE_THE_FIRST = gated(
    r"\W*(?:(?:patients?|subjects?|participants?|those|women|who|are|is|still|any)\s+)*(?P<first>(?:candidates?|eligible|suitable|planned|scheduled)\s+(?:for|to\s+receive)\s+(?:(?:an?|the|standard|systemic|palliative)\s+)*"
    r"(?:first|1st)[- ]line\s+(?:systemic\s+)?(?:treatment|therapy))(?:\s+(?:for|of|in)\s+(?:(?:the|their|metastatic|advanced|breast|cancer|disease|setting)\W*){1,6})?\W*",
    re.I,
)
# 'Third-line or later chemotherapy', 'patients beyond second-line treatment'
_LATE_LINES = gated(
    r"\W*(?:(?:patients?|subjects?|participants?|those|women|who|are|is|in|on|for|receiving|undergoing|any)\s+)*(?P<late>(?P<beyond>beyond\s+)?(?P<nth>second|2nd|third|3rd|fourth|4th)[- ]line"
    r"(?(beyond)|(?:\s+(?:chemotherapy|treatment|therapy))?\s+(?:or|and)\s+(?:later|beyond|above|further|higher|more))(?:\s+(?P<of>chemotherapy|treatment|therapy))?)"
    r"(?:\s+(?:for|of|in)\s+(?:(?:the|their|metastatic|advanced|breast|cancer|disease|setting)\W*){1,6})?\W*",
    re.I,
)


def _lines_shut_out(text: str) -> list[Mention]:
    """Of an exclusion: the lines that she must not have had, or must have."""
    if had := _TREATED_DISEASE.fullmatch(text):
        return [Mention(FACET, Between("lines_metastatic", 1, None), EARLIER_LINE, *had.span("had"))]
    if first := _BEFORE_THE_FIRST.fullmatch(text):
        none = Between("lines_metastatic", None, 0)
        return [Mention(FACET, none, "first-line treatment", *first.span("first"), Stance.FORBID)]
    if late := _LATE_LINES.fullmatch(text):
        before = _PLACE[late["nth"].lower()] + (1 if late["beyond"] else 0)
        quantity = quantity_counted(late["late"].split("line", 1)[1]) or "lines_metastatic"
        words = f"at least {before} earlier lines"
        return [Mention(FACET, Between(quantity, before, None), words, *late.span("late"), Stance.FORBID)]
    return []


# 'Metastatic breast cancer that responded to induction chemotherapy', '... which achieved a partial response by prior therapy'
_RESPONDED = gated(
    r"\b(?:metastatic|stage IV)\s+(?:breast\s+)?(?:cancer|disease|carcinoma)\s+(?:(?:that|which|who|with|has|have|had|is|in|an?|at least|achiev(?:ed|ing)|attain(?:ed|ing)|shown|showing)\s+){0,5}"
    r"(?:(?:tumou?r|complete|partial|objective|clinical|good|documented|or|and)\s+){0,4}(?:respon(?:ded|se|ding|sive)|remission)\b[^.;]{0,60}?\b(?:to|by|after|following)\s+"
    r"(?:(?:the|prior|previous|standard|conventional|induction|initial|pre-?transplant|systemic|cytotoxic)\s+){0,3}(?:chemotherapy|therapy|treatment)\b",
    re.I,
)


# 'Starting first-line or later chemotherapy': of any line
_FIRST_OR_LATER = gated(
    r"\b(?:first|1st)(?:[- ]line)?\s*(?:or|and|and/or|/)\s*(?:any\s+)?(?:later|beyond|subsequent|higher|above|greater|further|more)\b|\bany line\b",
    re.I,
)


def lines_named(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention]:
    """Lines that a sentence names: 'for first-line treatment', 'candidates for second-line therapy'."""
    text = sentence.text
    if of_other_tumours(text):
        return []
    if _FIRST_OR_LATER.search(text):
        return []
    if given_later := _later_lines_given(sentence):
        return given_later
    if sentence.excludes:
        return _lines_shut_out(text)
    if done := _first_line_done(text, vocabulary):
        return [done]
    if (responded := _RESPONDED.search(text)) and not phrases.PERMITS.search(text) and not ANOTHER_WAY.search(text):
        a_line = Between(quantity_counted(responded.group()) or "lines_metastatic", 1, None)
        return [Mention(FACET, a_line, EARLIER_LINE, *responded.span(), Stance.REQUIRE)]
    if one_of := _one_of_the_lines(sentence, vocabulary):
        return [one_of]
    first = _FOR_FIRST_LINE.search(text)
    own = _OTHER_CLAUSE.split(text[: first.start()])[-1] if first else ""
    given = first is not None and _FIRST_LINE_GIVEN.search(own) and not _YET_TO_COME.search(own)
    if first and not given and phrases.PERMITS.search(text):
        return _first_line_let_in(first, own)
    if first and not given and not AFTER.search(text):
        named = _FIRST.search(text, first.start())
        alone = named is not None and not _WITH_ANOTHER.match(text, named.end())
        requirement = none_yet(text, named.end() if named and alone else first.end(), vocabulary)
        return [Mention(FACET, requirement, "first-line treatment", *first.span(), Stance.REQUIRE)]
    if first and given and _GIVEN_BEFORE.search(own):
        kind = quantity_counted(first.group()) or "lines_metastatic"
        if not ANOTHER_WAY.search(text) and not phrases.PERMITS.search(text):
            words, most = "first-line treatment before", 1 if _STILL_IN_IT.search(text) else None
            asked = every((Between(kind, 1, most), *_drugs_about(text, first, vocabulary)))
            if early_relapse_is_enough(text):
                asked, words = either((asked, EARLY_RELAPSE)), f"{words}, or another way in"
            return [Mention(FACET, asked, words, *first.span(), Stance.REQUIRE)]
    if second := _SECOND_LINE.search(text) or _SECOND_LINE_OF_BREAST.search(text):
        one_line = Between("lines_metastatic", 1, 1)
        return [Mention(FACET, one_line, "one earlier line", *second.span(), Stance.REQUIRE)]
    if had := _later_line_of(sentence):
        least, words = lines_before(text, had)
        if (last := FIRST_TO_LATER_LINE.search(text, had.start())) and _COMPLETED.match(had.group()):
            most = LINES_BEFORE[last["last"].lower()] + 1
            kind = quantity_counted(text[last.end() : last.end() + 40]) or "lines_metastatic"
            least, words = every((least, Between(kind, 1, most))), f"1 to {most} earlier lines"
        if early_relapse_is_enough(text):
            least, words = either([least, EARLY_RELAPSE]), f"{words}, or another way in"
        return [Mention(FACET, least, words, *had.span(), Stance.REQUIRE)]
    coming = _FIRST_LINE_TO_COME.search(text)
    if coming and not AFTER.search(text):
        begun = _SINCE_ITS_START.search(text, 0, coming.start()) is not None
        requirement = lines_at_most(1 if begun else 0, text, coming.end(), vocabulary)
        return [Mention(FACET, requirement, "first-line treatment", *coming.span(), Stance.REQUIRE)]
    now = _FIRST_LINE_NOW.search(text)
    if (
        now
        and not AFTER.search(now.group())
        and not is_negated(sentence, now.start())
        and not phrases.PERMITS.search(text)
    ):
        return _running_first_line(sentence, now, vocabulary)
    planned = _PLANNED_LINE.search(text)
    goes_on = planned is not None and _OR_LATER.match(text, planned.end())
    if planned and not goes_on and not AFTER.search(text[: planned.start()] + (planned["drugs"] or "")):
        most = 1 if planned["second"] else 0
        requirement = lines_at_most(most, text, planned.end(), vocabulary)
        words = "at most one earlier line" if most else "first-line treatment"
        return [Mention(FACET, requirement, words, *planned.span(), Stance.REQUIRE)]
    return []


# 'Prior treatment with a second line of chemotherapy', 'received second-line chemotherapy', '... or a third hormone therapy line'
_NTH_GIVEN = gated(
    r"(?P<had>\b(?:prior|previous|earlier|current|ongoing|received|receiving|had|undergone|undergoing|completed|started|begun|given|treat(?:ment|ed) with|with)\s+)?(?P<joined>\bor\s+)?"
    r"(?:(?:an?|any|the)\s+)?\b(?P<nth>second|2nd|third|3rd|fourth|4th)"
    r"(?P<what>(?:[- ]lines?\s+(?:of\s+)?(?:(?:systemic|palliative|cytotoxic|salvage)\s+)?(?:chemotherap\w+|(?:hormon\w+|endocrine)\s+(?:therap\w+|treatments?)|treatments?|therap(?:y|ies))"
    r"|\s+(?:chemotherapy|(?:hormon\w+|endocrine)\s+therapy|treatment|therapy)\s+(?:lines?|regimens?)))\b",
    re.I,
)
_GOES_TO_WAYS = gated(r"\b(?:first|1st)\b|\b(?:not|never)\s+(?:yet\s+)?(?:completed|started)\b", re.I)


def _later_lines_given(sentence: Sentence) -> list[Mention]:
    """Second and later lines that shut out, or that must not have been given: fewer are no obstacle."""
    text = sentence.text
    if phrases.PERMITS.search(text) or phrases.EARLY.search(text) or _GOES_TO_WAYS.search(text):
        return []
    told: list[Mention] = []
    for given in _NTH_GIVEN.finditer(text):
        denied = is_negated(sentence, given.start())
        if not (given["had"] or (given["joined"] and told)) or sentence.excludes == denied:
            continue
        n = _PLACE[given["nth"].lower()] + 1
        quantity = quantity_counted(given["what"].replace("-", " ").strip()) or "lines_metastatic"
        words, kind = f"{given['nth']}{given['what']}", Stance.FORBID if sentence.excludes else Stance.REQUIRE
        lines = Between(quantity, n, None) if sentence.excludes else Between(quantity, None, n - 1)
        statement = words if sentence.excludes else f"no {words}"
        told.append(Mention(FACET, lines, statement, given.start("nth"), given.end(), kind))
    return told


# 'Second- or third-line treatment', '3rd, 4th or 5th line'
_ORDINAL = r"(?:second|2nd|third|3rd|fourth|4th|fifth|5th)"
_LATER_LINES = gated(
    rf"(?<!first )(?<!first or )(?<!first, )(?<!1st or )(?<!1st, )\b(?P<least>{_ORDINAL})(?:[- ]?line)?[\s,/-]*(?:{_ORDINAL}(?:[- ]?line)?[\s,/-]*){{0,2}}(?:\b(?:or|to|and)\b)[\s-]*(?P<most>{_ORDINAL})[- ]line\b(?!\s*(?:or|and)\b)",
    re.I,
)
_PLACE = {"second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4}
_ALREADY_GIVEN = gated(
    r"\b(?:receiv(?:ed|ing) (?:a |at least|prior)|have (?:had|received)|completed|failed|given|responded|who received|stratif\w+|any|regardless|no|not)\b",
    re.I,
)


def _one_of_the_lines(sentence: Sentence, vocabulary: Vocabulary | None) -> Mention | None:
    """'First, second or third line of therapy for metastatic disease', 'starting a second or third line': which line it is
    to be."""
    text = sentence.text
    late = phrases.METASTATIC.search(text) or _NOTHING_BUT_LINES.fullmatch(text)
    if not late or _AFTER_OTHERS.search(text) or _ALREADY_GIVEN.search(text):
        return None
    if told := FIRST_TO_LATER_LINE.search(text):
        most = LINES_BEFORE[told["last"].lower()]
        requirement = lines_at_most(most, text, told.end(), vocabulary)
        words = "at most one earlier line" if most == 1 else f"at most {most} earlier lines"
        return Mention(FACET, requirement, words, *told.span(), Stance.REQUIRE)
    if told := _LATER_LINES.search(text):
        least, most = _PLACE[told["least"].lower()], _PLACE[told["most"].lower()]
        quantity = quantity_counted(text[told.end() : told.end() + 40]) or "lines_metastatic"
        words = f"{least} to {most} earlier lines"
        return (
            Mention(FACET, Between(quantity, least, most), words, *told.span(), Stance.REQUIRE)
            if least < most
            else None
        )
    return None


# 'Patients in first- or second-line treatment', and no word of the disease
_NOTHING_BUT_LINES = gated(
    rf"\W*(?:(?:patients?|women|participants?|subjects?|who|are|is|in|on|for|with|to|receiving|receive|starting|start|undergoing|candidates?|eligible|indicated|indication|scheduled|planned|needs?|requir\w+|the|an?|their)\s+){{0,6}}"
    rf"(?:(?:first|1st|{_ORDINAL})(?:[- ]?line)?[\s,/-]*(?:(?:or|to|and)[\s-]+)?){{2,4}}(?:[- ]?lines?)?(?:\s+(?:of|systemic|anti-?cancer|palliative|treatments?|therap(?:y|ies)|chemotherap(?:y|ies)|endocrine|setting|patients?|only|breast|cancer)){{0,5}}\W*",
    re.I,
)
_AFTER_OTHERS = gated(
    r"\b(?:maintenance|after|following|progress\w+|fail\w+|beyond|prior|previous\w*|adjuvant|early|or later|stratif\w+)\b",
    re.I,
)


# 'At least one of which was for metastatic disease', below a point that counts earlier lines
_ONE_OF_THEM_LATE = gated(
    r"^\W*(?:(?:including|with|and|of which|of these)\s+)*(?:at least\s+|>=\s*)?(?P<n>one|two|1|2)\b(?:\s+or\s+more\b)?(?:\s+(?:of (?:which|these|them)|prior|previous|chemotherapy|systemic|regimens?|lines?|therap(?:y|ies)|treatments?)\b){0,4}"
    r"(?:\s+(?:must|should|has|have|had|was|were|be|been|is|given|administered|received|for|in|as|treatment of|the|treatment)\b){1,8}\s+(?:[\w-]+\s+(?:or\s+|and/or\s+)?){0,3}?(?:metasta\w+|advanced|recurrent)\b",
    re.I,
)
_COUNTS_EARLIER = gated(
    r"\b(?:prior|previous\w*|earlier|received|number of|pre-?treated)\b[^.;]*\b(?:lines?|regimens?|chemotherap\w+|therap(?:y|ies)|treatments?)\b",
    re.I,
)


_OPEN_ABOVE = gated(r"\bno\b(?! more)|\bnot\b(?! (?:more|less|fewer|greater))|\b(?:one|any|either) of\b", re.I)


def late_one_of_them(sentence: Sentence) -> Mention | None:
    """'Prior regimens: at least two' / 'one of them for metastatic disease': that line was one for metastatic disease."""
    told = None if sentence.excludes else _ONE_OF_THEM_LATE.match(sentence.text)
    if told is None or sentence.stance is not Stance.REQUIRE:
        return None
    above = _said_before(sentence)
    if not _COUNTS_EARLIER.search(above) or phrases.PERMITS.search(above) or _OPEN_ABOVE.search(above):
        return None
    least = 2 if told["n"].lower() in ("two", "2") else 1
    quantity = quantity_counted(above) or "lines_metastatic"
    return Mention(
        FACET,
        Between(quantity, least, None),
        f"at least {least} of them for metastatic disease",
        *told.span(),
        Stance.REQUIRE,
    )


def _said_before(sentence: Sentence) -> str:
    """The sentence before it in the same item, else the item above."""
    if sentence.item is None:
        return ""
    earlier = [s.text for s in sentences_of(sentence.item) if s.start < sentence.start]
    return earlier[-1] if earlier else sentence.item.parent.text if sentence.item.parent else ""


# 'Received 4-8 cycles of trastuzumab, pertuzumab and docetaxel as first-line therapy', 'completed six cycles of first-line THP'
_GIVEN_AS_FIRST = gated(
    r"\b(?:complet(?:ed|ion of)|received|undergone|finished|treated with)\b(?P<what>[^.;:]{0,160}?)\b(?:as|in|of|during|for)\s+(?:(?:their|the|a|an|standard|systemic|palliative|initial|induction)\s+){0,3}(?:first|1st)[- ]line\b",
    re.I,
)
# 'Maintenance trastuzumab after first-line chemotherapy', 'without progression following six months of first-line treatment'
_BEHIND_FIRST = gated(
    r"\b(?:after|following)(?P<what>\s+(?:(?:completion|completing|of|at least|a|an|the|their|to|\d+(?:-\d+)?(?:-(?:course|cycle)s?)?|\w+ (?:cycles|months|weeks)|cycles|months|weeks|standard|systemic|palliative|initial|induction|having|received)\s+){0,7})(?:first|1st)[- ]line\b",
    re.I,
)
_NOT_GIVEN = gated(
    r"\b(?:not|never|no (?:prior|previous)|nor|candidates?|eligible|plan\w*|will|may|can|either|if|unless|whether|naive)\b|\bfirst dose\b",
    re.I,
)
_KIND_OF_FIRST = gated(
    r"\s+(?:[\w-]+\s+)?(?P<kind>chemotherap\w+|(?:endocrine|hormon\w+)\s+(?:therap\w+|treatments?))", re.I
)
_OR_ANOTHER_LINE = gated(r"[\s,/-]*(?:\w+\s+){0,2}(?:or|and|to|/)\s", re.I)


def _first_line_done(text: str, vocabulary: Vocabulary | None) -> Mention | None:
    """The first line behind her, in an inclusion; how it went decides whether there may have been another."""
    done = _GIVEN_AS_FIRST.search(text) or _BEHIND_FIRST.search(text)
    if done is None or phrases.EARLY.search(text) or phrases.PERMITS.search(text):
        return None
    none_given = gated(r"\bno\b", re.I).search(done["what"])
    if none_given or _NOT_GIVEN.search(text, 0, done.end()) or ANOTHER_WAY.search(text):
        return None
    only_one = _STILL_IN_IT.search(text) and not _OR_ANOTHER_LINE.match(text, done.end())
    kind = _KIND_OF_FIRST.match(text, done.end())
    lines = Between((kind and quantity_counted(kind["kind"])) or "lines_metastatic", 1, 1 if only_one else None)
    asked = every((lines, *_drugs_of_it(done["what"], vocabulary), *_drugs_named_behind(text, done.end(), vocabulary)))
    return Mention(FACET, asked, "first-line treatment before", *done.span(), Stance.REQUIRE)


_AT_CHOICE = gated(r"(?:\bwith or without\b|\+/-|\u00b1|\boptional\w*|\(with).*$", re.I)


def _drugs_of_it(what: str, vocabulary: Vocabulary | None) -> list[Requirement]:
    """The drugs that the first line consisted of."""
    what = _AT_CHOICE.sub("", what)
    named = therapies_in(what, vocabulary) if vocabulary is not None else []
    drugs = [Within(f"received_metastatic:{c}", YES) for one in named for c in one.concepts if c not in _ANY_DRUG]
    if not drugs:
        return []
    between = " ".join(what[a.end : b.start] for a, b in zip(named, named[1:], strict=False))
    return [either(drugs)] if phrases.OR.search(between) else list(drugs)


# 'Progressed on an aromatase inhibitor and palbociclib in the first-line setting'
_ON_IT = gated(
    r"\b(?:on|after|following|during|under|with|to)\s+(?P<what>[^.;:]{3,100}?)\s+(?:in|as|for|during)\s+(?:(?:the|an?|their)\s+)?$",
    re.I,
)
_FIRST = gated(r"\b(?:first|1st)[- ]line\b", re.I)
# 'First-line endocrine therapy plus a CDK4/6 inhibitor' is the first treatment of all; before endocrine therapy alone there
# may have been chemotherapy.
_WITH_ANOTHER = gated(r"\s+(?:\w+\s+){1,2}?(?:\([^()]*\)\s*)?(?:plus|with|and|combined|\+|in combination)\s", re.I)
_JOINS = gated(
    r"\W*(?:\b(?:treatments?|therap(?:y|ies)|regimens?|systemic|palliative|standard|with|plus|and|or|an?|the|either|combined|in|combination|including|containing|consisting|of|using)\b\W*)*",
    re.I,
)


def _drugs_about(text: str, first: re.Match[str], vocabulary: Vocabulary | None) -> list[Requirement]:
    """The drugs named before the words 'first-line' or behind them."""
    named = _FIRST.search(text, first.start())
    at = named or first
    before = _ON_IT.search(text, max(0, at.start() - 140), at.start())
    if before is not None and not gated(r"\bor\b", re.I).search(before["what"]):
        return _drugs_of_it(before["what"], vocabulary)
    return _drugs_named_behind(text, at.end(), vocabulary)


def _drugs_named_behind(text: str, after: int, vocabulary: Vocabulary | None) -> list[Requirement]:
    """'First-line endocrine therapy plus a CDK4/6 inhibitor': the drugs that are given together, not those of a choice."""
    what = _AT_CHOICE.sub("", _END_OF_IT.split(text[after : after + 120])[0])
    listed: list[str] = []
    end = 0
    for one in therapies_in(what, vocabulary) if vocabulary is not None else []:
        if not _JOINS.fullmatch(what, end, one.start):
            break
        if phrases.OR.search(what, end, one.start) and listed:
            return []
        listed, end = [*listed, *one.concepts], one.end
    if _OR_NEXT.match(what, end):
        return []
    return [Within(f"received_metastatic:{c}", YES) for c in listed if c not in _ANY_DRUG]


_OR_NEXT = gated(r"\s*(?:\bor\b|/)", re.I)
_END_OF_IT = gated(r"[.;:,()]")


_ANY_DRUG = frozenset({"systemic therapy", "chemotherapy", "endocrine therapy", "targeted therapy", "immunotherapy"})


# 'May have received a first line of chemotherapy', 'prior first-line chemotherapy is allowed': one at most
_MAY_HAVE_HAD = gated(
    r"\b(?:may|might|can|could)\s+(?:also\s+)?have\b[^.;:]{0,60}$|\b(?:prior|previous|earlier)\s+$", re.I
)


def _first_line_let_in(first: re.Match[str], before: str) -> list[Mention]:
    if not _MAY_HAVE_HAD.search(before):
        return []
    at_most_one = Between(quantity_counted(first.group()) or "lines_metastatic", None, 1)
    return [Mention(FACET, at_most_one, "at most one earlier line", *first.span(), Stance.REQUIRE)]


def _running_first_line(sentence: Sentence, now: re.Match[str], vocabulary: Vocabulary | None) -> list[Mention]:
    """One line, of the kind that is given in it: where it is endocrine, there was no chemotherapy."""
    text = sentence.text
    begun = 0 if _BEGUN.search(now.group()) else 1
    # A patient may have had her first line and go without: that it runs still is no fact that a field holds.
    running = every((Between("lines_metastatic", begun or None, 1), Undecidable("whether it is under way")))
    mentions = [Mention(FACET, running, "first-line treatment under way", *now.span(), Stance.REQUIRE)]
    drugs = now["drugs"] or now["more"] or ""
    named = therapies_in(drugs, vocabulary) if vocabulary is not None else []
    if not named and begun and (behind := _drugs_named_behind(text, now.end(), vocabulary)):
        mentions = [replace(mentions[0], requirement=every((running, *behind)))]
    if not named and vocabulary is not None:
        named = therapies_in(_END_OF_IT.split(text[now.end() : now.end() + 60])[0], vocabulary)
    given = {c for one in named for c in one.concepts}
    if begun and (held := not_progressed_on(sentence, sorted(given), vocabulary)):
        mentions = [replace(mentions[0], requirement=every((mentions[0].requirement, *held)))]
    if others := _no_line_of_its_own(given, vocabulary):
        mentions = [replace(mentions[0], requirement=every((mentions[0].requirement, *others)))]
    endocrine = vocabulary is not None and any(
        c == "endocrine therapy" or "endocrine therapy" in vocabulary.ancestors(c) for c in given
    )
    if endocrine:
        none = Between("chemo_lines_metastatic", None, 0)
        mentions.append(Mention(FACET, none, "no earlier line of chemotherapy", *now.span(), Stance.REQUIRE))
    return mentions


# Given as lines of their own (labels, 2026): whoever had one of them has had another line than the first, which is of other drugs
_LINES_OF_THEIR_OWN = ("antibody-drug conjugate", "PARP inhibitor")


def _no_line_of_its_own(given: set[str], vocabulary: Vocabulary | None) -> list[Requirement]:
    if vocabulary is None or not given - _ANY_DRUG:
        return []
    classes = given.union(*(vocabulary.ancestors(concept) for concept in given))
    return [Negation(Within(f"received_metastatic:{own}", YES)) for own in _LINES_OF_THEIR_OWN if own not in classes]


_BEGUN = gated(r"\b(?:initiated|started) on\b", re.I)  # she may be about to


_OTHER_CLAUSE_DENIES = gated(r",?\s(?:and|but)\s(?:\w+\s){0,2}?(?:no|not|without|never)\b", re.I)


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
