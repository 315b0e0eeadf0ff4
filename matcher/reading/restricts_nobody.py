"""Words that restrict nobody: how lines are counted, 'treatment-naive or previously treated', who judges, where more is told."""

from __future__ import annotations

import re

from matcher.reading.asks_nothing import all_one
from matcher.reading.gated import gated
from matcher.reading.pattern import blank, blanked

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


_HAD = r"(?:(?:previously |pre-?|already )?treated|(?:previously )?exposed|(?:pre-?|treatment[- ])?experienced|(?:ha(?:s|ve)\s+(?:had|received)\s+|with\s+)?any\s+number\s+of\s+(?:prior|previous|earlier)\s+(?:lines?|therap\w+|treatments?|regimens?)(?:\s+of\s+(?:systemic\s+|prior\s+)*(?:therap\w+|treatments?))?|refractory)"
_BRAIN = r"brain|CNS|cerebral|leptomening\w*"
_NAIVE = r"(?:[\w-]+[- ]na(?:i|\u00ef)ve|(?:previously )?untreated|not (?:previously|yet) treated|newly[- ]diagnosed)"
NAIVE_OR_NOT = gated(
    rf"\b(?:both\s+)?(?:[\w-]+[- ]na(?:i|\u00ef)ve|(?:previously )?untreated|no\s+(?:prior|previous)\s+(?:systemic\s+)?(?:therap(?:y|ies)|treatments?))\s+(?:or|and|/|and/or|as well as)\s+(?:[\w-]+[- ])?{_HAD}\b"
    # not: 'untreated or previously treated brain metastases that progressed'
    rf"(?!\s+(?:with|by)\b|\s+(?:{_BRAIN})\s+(?:\w+\s+)?(?:that|which|with|requiring|and|but|not|progressing)\b)"
    # 'Previously treated or untreated metastatic disease', 'newly diagnosed or pretreated'; not of brain metastases
    rf"|\b(?:(?:previously |pre-?|already )?treated)\s+(?:or|and|and/or|as well as|/)\s+{_NAIVE}\b(?!\s+(?:{_BRAIN})\b)"
    rf"|\bnewly[- ]diagnosed\s+(?:or|and/or|as well as|/)\s+(?:(?:previously |pre-?|already )treated)\b(?!\s+(?:with|by|{_BRAIN})\b)",
    re.I,
)


# 'Treatment-naive or have received prior standard therapy': whatever it was, of treatment in general; not of one drug or one
# number of lines, and not where what became of it is told
_ANY_TREATMENT = (
    r"(?:(?:any|some|prior|previous|earlier|standard(?:[- ]of[- ]care)?|systemic|appropriate|approved|conventional|available|established|"
    r"anti-?cancer|oncologic)\s+){1,6}(?:therap(?:y|ies)|treatments?|care)\b"
)
_NO_TREATMENT = (
    r"(?:(?:treatment|therapy)[- ]na(?:i|\u00ef)ve|(?:previously )?untreated|no\s+(?:prior|previous)\s+(?:systemic\s+|anti-?cancer\s+)*(?:therap(?:y|ies)|treatments?)|"
    r"(?:have|has)\s+(?:not|never)\s+(?:been\s+(?:previously\s+)?treated|(?:had|received)\s+(?:any\s+)?(?:(?:prior|previous|systemic)\s+)*(?:therap(?:y|ies)|treatments?)))"
)
_WHO = r"(?:(?:patients?|participants?|subjects?|those|individuals|women)\s+)?(?:(?:who|that|which)\s+)?"
NAIVE_OR_GIVEN = gated(
    rf"\b(?:(?:both|either)\s+)?{_NO_TREATMENT}(?:\s+(?:patients?|participants?|subjects?|individuals|disease))?,?\s+(?:or|and(?=\s+(?:patients?|participants?|subjects?|those)\b)|and/or|as\s+well\s+as)\s+{_WHO}"
    r"(?:(?:have|has|had|were|was|been|are|be)\s+){0,2}(?:(?:previously|already)\s+)?(?:received|had|given|treated\s+with|undergone)\s+"
    rf"{_ANY_TREATMENT}(?:\s+(?:that\s+is\s+|as\s+)?appropriate\s+(?:for|to)\b[^.;:]{{0,60}})?"
    r"(?![^.;:]*\b(?:progress|relaps|fail|refractor|resistan|recurr|within|intoleran|exhaust|respon)\w*)",
    re.I,
)

_NAIVE_OR_GIVEN_ALONE = gated(
    rf"^\W*(?:(?:patients?|participants?|subjects?|individuals)\s+)?(?:who\s+)?(?:(?:may|can|must|should)\s+)?(?:(?:be|are|were)\s+)?(?:either\s+)?(?={_NO_TREATMENT}){NAIVE_OR_GIVEN.pattern}"
    r"(?:\s+(?:are\s+eligible|are\s+allowed|can\s+join|may\s+be\s+enrolled))?\W*$",
    re.I,
)

# 'Previously untreated, or progressed on standard therapy': two ways in, of which the reader of standard therapy tells both
UNTREATED_OR_EXHAUSTED = gated(
    rf"(?P<untreated>\b(?:(?:both|either)\s+)?{_NO_TREATMENT})(?:\s+(?:patients?|participants?|subjects?|individuals|disease))?,?\s+(?:or|as\s+well\s+as)\s+"
    rf"{_WHO}(?:[\w-]+\s+){{0,4}}?(?:progress(?:ed|ing)|relaps(?:ed|ing)|fail(?:ed|ing)|refractory|resistant|intolerant|exhausted)\b"
    r"(?![^.;:]*\b(?:lines?|regimens?|one|two|chemo\w*|endocrine|hormon\w*)\b)(?=[^.;:]{0,80}\b(?:standard|conventional|available|approved)\b)",
    re.I,
)


# 'Patients may be treatment-naive for metastatic disease', 'treatment-naive patients are eligible': those who are not, too
_MAY_BE_NAIVE = gated(
    r"^\W*(?:(?:an?|the|all|eligible)\s+)?(?:patients?|participants?|subjects?|women|they)\s+(?:(?:may|can|could|might)\s+(?:also\s+|either\s+)?(?:be|have\s+been)\s+(?:[\w-]+[- ]na(?:i|\u00ef)ve|(?:previously\s+)?untreated)"
    r"|(?:may|might|can)\s+(?:also\s+)?have\s+(?:had|received)\s+no\s+(?:prior|previous|earlier)\s+(?:\w+\s+){0,3}?(?:therap\w+|treatments?|chemotherap\w+))\b"
    r"(?:(?!\b(?:must|only|but|provided|unless|if|except|brain|CNS)\b)[^.;])*\W*$"
    r"|^\W*(?:(?:[\w-]+[- ]na(?:i|\u00ef)ve)\s+(?:patients?|participants?|subjects?|women)|(?:patients?|participants?|subjects?|women|those)\s+who\s+are\s+(?:[\w-]+[- ]na(?:i|\u00ef)ve)(?:\s+(?:for|in)\s+[^.;,]{3,40})?)"
    r"\s+(?:are\s+(?:also\s+)?(?:allowed|eligible|permitted|accepted)|(?:may|can)\s+(?:also\s+)?(?:be\s+(?:included|enrolled)|enrol\w*|participate))\W*$",
    re.I,
)


# 'Antibody-drug conjugates such as T-DM1 are considered chemotherapy', as the whole of a sentence
_COUNTS_AS_A_KIND = gated(
    r"^\W*(?:note\W+)?(?!(?:patients?|participants?|subjects?|women|those)\b)(?:(?!\b(?:must|may|should|no|not|if|who|planned|scheduled|required)\b)[^.;:]){3,120}?\s(?:are|is|will\s+be)\s+(?:to\s+be\s+)?(?:considered|regarded|counted|classified|treated)\s+(?:to\s+be\s+|as\s+)?"
    r"(?:an?\s+|one\s+|prior\s+|a\s+form\s+of\s+)*(?:cytotoxic\s+|systemic\s+)*(?:chemotherap(?:y|ies)|endocrine\s+therap(?:y|ies)|hormon\w+\s+therap(?:y|ies)|targeted\s+therap(?:y|ies)|immunotherap(?:y|ies)|biologic\w*\s+therap(?:y|ies))(?:\s+regimens?)?\W*$"
    r"|^\W*(?:note\W+)?(?:antibody[- ]drug\s+conjugates?|ADCs?)[^.;:]{0,60}?\s(?:counts?|will\s+count)\s+as\s+(?:a\s+)?(?:prior\s+|cytotoxic\s+)*chemotherapy\W*$",
    re.I,
)


# '... must include a taxane and may include trastuzumab'
_MAY_TOO = gated(
    r"(?:(?<=\bmust include )|(?<=\bmust have included )|(?<=\bmust have received )|(?<=\bmust contain ))(?P<asked>[^.;]{3,120}?)(?P<too>,?\s(?:and|but)\smay\s(?:also\s)?(?:include|have (?:included|received)|contain)\b[^.;]*)",
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


# 'In TNBC, we use eribulin with immunotherapy': what is done or looked at in the study
_TELLS_THE_STUDY = gated(
    r"\b[Ww]e\s+(?:(?:will|plan|aim|want|propose|intend|hope)\s+(?:to\s+)?)?(?:use|evaluat|investigat|assess|hypothesi[sz]|compar|explor|stud(?:y|ied|ies)|analy[sz]|report)\w*\b"
)
# 'This study evaluates a CAR T-cell therapy in patients with refractory disease': what is looked at in them
_THE_STUDY_OF = gated(
    r"^\W*(?:this|the\s+present|the\s+current)\s+(?:[\w-]+\s+){0,6}?(?:study|trial)\s+(?:will\s+|is\s+designed\s+to\s+|aims\s+to\s+)?(?:evaluat|assess|investigat|test|examin|compar|determin|explor)\w*\b[^.;]{0,300}?"
    r"\bin\s+(?=(?:adult\s+|adults?\b|patients|participants|subjects|women|people|individuals))",
    re.I,
)
# '(see section 5.2)', '(as per local standard)': where more is told
_TOLD_ELSEWHERE = gated(
    r"\(\s*(?:(?:please\s+)?(?:see|refer to|cf\.?)|as\s+(?:per|described|defined|specified|outlined|detailed|listed)(?:\s+(?:in|by))?|per|according to|in accordance with|defined in)\s+(?:also\s+|the\s+)?"
    r"(?:(?:study\s+)?protocol|sections?|append(?:ix|ices)|attachment|annex|table|(?:local|institutional|site|hospital|cent(?:er|re))(?:'s)?\s+(?:standards?|practice|guidelines?|polic(?:y|ies)))\b[^()]{0,50}\)",
    re.I,
)
# 'Visceral metastases, in the opinion of the investigator', '... at screening': who judges, and when
_JUDGED_BEHIND = gated(
    r"(?:,?\s*(?:in|by|per|as per|according to|based on|as (?:judged|determined|assessed|evaluated|deemed|considered)(?: by)?)\s+(?:the\s+)?"
    r"(?:(?:opinion|judge?ment|assessment|view|evaluation)\s+of\s+(?:the\s+)?(?:local\s+|treating\s+|study\s+|site\s+)?(?:investigator|physician|oncologist|clinician)s?"
    r"|(?:local\s+|treating\s+|study\s+|site\s+)?(?:investigator|physician|oncologist|clinician)(?:'?s?'?(?:\s+(?:opinion|judge?ment|assessment|view|evaluation))?))"
    r"|(?<!\bdetected)(?<!\bdiagnosed)(?<!\bfound)(?<!\bidentified)(?<!\bdiscovered)\s+at\s+(?:the\s+)?(?:time\s+of\s+)?(?:screening(?:\s+visit)?|baseline))\s*\.?$",
    re.I,
)


# 'Women with metastatic disease, provided that it is HER2-negative' asks for both. Not: '... or premenopausal women, provided
# that they ...', of those named last, and no duty: 'must have stopped it, provided that ...'
_PROVIDED_TOO = gated(
    r"(?P<before>\W*(?:(?:all|adult)\s+)?(?:patients?|participants?|subjects?|wom[ae]n|men|males?|females?|adults?|persons?|people|those|eligible)\b"
    r"(?:\([^()]*\)|(?!,\s+(?:or|and)\s|\b(?:must|should|required?|needs?|has to|have to|may|can|could|allowed|permitted|acceptable|accepted|also|if|unless|except)\b)[^.;(]){1,600}?,\s+(?:but\s+)?)"
    r"(?P<provided>(?:(?:always|only)\s+)?(?:provid(?:ed|ing)(?:\s+that)?|on\s+(?:the\s+)?condition\s+that|as\s+long\s+as)\b)",
    re.I,
)


# 'Breast cancer, if triple-negative', as one of the tumours wanted
_IF_OF_A_SUBTYPE = gated(
    r"(?P<before>(?:(?!\b(?:must|should)\s+have\b)[^.;]){0,300}?\bbreast\s+(?:cancer|carcinoma),?\s+(?:but\s+)?(?:only\s+)?)(?P<provided>if)"
    r"(?=\s+(?:it\s+is\s+)?(?:triple|TNBC|HER-?2|ER|HR|hormone)[\w +/-]{0,40}\W*$)",
    re.I,
)


def with_what_is_provided(text: str) -> str:
    """Of a text that describes the patients wanted: what they are wanted for, provided that it is so, without the condition;
    positions hold."""
    found = _PROVIDED_TOO.match(text) or _IF_OF_A_SUBTYPE.match(text)
    if found is None:
        return text
    return blank(text, *found.span("provided"))


# Among exclusions 'BRCA1 or BRCA2 positive (only if known)' shuts out whoever is known to be.
IF_KNOWN = gated(r"\(?\b(?:only\s+)?if\s+(?:already\s+)?known\b\)?", re.I)


# 'No surgery other than biopsy and no chemotherapy', 'no surgery (except core biopsy), chemotherapy ...': it treats nothing
_BUT_FOR_A_BIOPSY = gated(
    r"[\s,(]*\b(?:other\s+than|except(?:ing)?(?:\s+for)?|apart\s+from|aside\s+from|with\s+the\s+exception\s+of)\s+"
    r"(?:(?:an?|the|any|prior|previous|initial|breast|diagnostic|core|needle|fine|aspiration|incisional|punch|tumou?r)[\s-]+){0,5}biops(?:y|ies)\b"
    r"(?:\s+(?:of|for)\s+(?:(?:the|diagnosis|diagnostic|purposes|primary|breast|tumou?r|cancer)\b\s*){1,3})?\)?",
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


def restricts_nobody(text: str) -> bool:
    """Whether it only tells how lines are counted, or that they are not, that there need have been none, or what is all one."""
    return all_one(text) or any(
        pattern.match(text)
        for pattern in (
            _RULE,
            _RULE_UNLESS,
            _TOWARD_THE_LIMIT,
            _NO_LIMIT,
            _NOT_LIMITED_BY_IT,
            _COUNTS_AS_A_KIND,
            _MAY_BE_NAIVE,
            _NAIVE_OR_GIVEN_ALONE,
        )
    )


def without_what_restricts_nobody(text: str) -> str:
    """The text with such words made blank; positions hold."""
    if restricts_nobody(text) or _TELLS_THE_STUDY.search(text):
        return blank(text, 0)
    text = blanked(_MAY_TOO, text, "too")
    text = blanked(_IF_NOT_SPREAD, text, "otherwise")
    for pattern in (_RULE_IF, _RULE_BESIDE, _TOLD_ELSEWHERE, _JUDGED_BEHIND, _THE_STUDY_OF, _BUT_FOR_A_BIOPSY):
        text = blanked(pattern, text)
    text = blanked(_EARLY_NOT_COUNTED, text, where=lambda found: _NUMBER_OF_LINES.search(text, 0, found.start()))
    text = blanked(UNTREATED_OR_EXHAUSTED, blanked(NAIVE_OR_GIVEN, text), "untreated")
    return blanked(NAIVE_OR_NOT, text, where=lambda found: not _OF_THE_BRAIN.search(found.string, 0, found.start()))


# 'Metastatic disease or, if not metastatic, an unresectable recurrence': the second way is for those who don't meet the first
_IF_NOT_SPREAD = gated(
    r"\b(?:metasta\w+|stage\s+(?:IV|4))\b[^.;:()]{0,60}?\bor(?P<otherwise>,?\s+(?:if\s+(?:(?:the\s+)?(?:disease|cancer|it)\s+is\s+)?not\s+(?:yet\s+)?metastatic"
    r"|if\s+(?:there\s+(?:is|are)\s+)?no\s+(?:distant\s+)?metasta(?:s[ei]s|tic\s+disease)(?:\s+(?:is|are)\s+(?:present|found))?"
    r"|in\s+(?:the\s+)?absence\s+of\s+(?:distant\s+)?metastas[ei]s|failing\s+that),?)(?=\s)",
    re.I,
)
# 'Brain metastases may be treated or untreated' tells which of them are let in
_OF_THE_BRAIN = gated(rf"\b(?:{_BRAIN})\b[^.;:]{{0,60}}$", re.I)
