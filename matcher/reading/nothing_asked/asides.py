"""Sentences and asides that restrict nobody: what the study does, who judges, where more is told, what is all one."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.nothing_asked.how_lines_count import tells_how_lines_count, without_how_lines_count
from matcher.reading.nothing_asked.treated_or_not import lets_in_untreated, without_treated_or_not
from matcher.reading.nothing_asked.whole_sentences import all_one
from matcher.reading.pattern import blank, blanked

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


# '... must include a taxane and may include trastuzumab'
_MAY_TOO = gated(
    r"(?:(?<=\bmust include )|(?<=\bmust have included )|(?<=\bmust have received )|(?<=\bmust contain ))(?P<asked>[^.;]{3,120}?)(?P<too>,?\s(?:and|but)\smay\s(?:also\s)?(?:include|have (?:included|received)|contain)\b[^.;]*)",
    re.I,
)


# 'No surgery other than biopsy and no chemotherapy', 'no surgery (except core biopsy), chemotherapy ...': it treats nothing
_BUT_FOR_A_BIOPSY = gated(
    r"[\s,(]*\b(?:other\s+than|except(?:ing)?(?:\s+for)?|apart\s+from|aside\s+from|with\s+the\s+exception\s+of)\s+"
    r"(?:(?:an?|the|any|prior|previous|initial|breast|diagnostic|core|needle|fine|aspiration|incisional|punch|tumou?r)[\s-]+){0,5}biops(?:y|ies)\b"
    r"(?:\s+(?:of|for)\s+(?:(?:the|diagnosis|diagnostic|purposes|primary|breast|tumou?r|cancer)\b\s*){1,3})?\)?",
    re.I,
)


# 'Metastatic disease or, if not metastatic, an unresectable recurrence': the second way is for those who don't meet the first
_IF_NOT_SPREAD = gated(
    r"\b(?:metasta\w+|stage\s+(?:IV|4))\b[^.;:()]{0,60}?\bor(?P<otherwise>,?\s+(?:if\s+(?:(?:the\s+)?(?:disease|cancer|it)\s+is\s+)?not\s+(?:yet\s+)?metastatic"
    r"|if\s+(?:there\s+(?:is|are)\s+)?no\s+(?:distant\s+)?metasta(?:s[ei]s|tic\s+disease)(?:\s+(?:is|are)\s+(?:present|found))?"
    r"|in\s+(?:the\s+)?absence\s+of\s+(?:distant\s+)?metastas[ei]s|failing\s+that),?)(?=\s)",
    re.I,
)


def restricts_nobody(text: str) -> bool:
    """Whether it only tells how lines are counted, or that they are not, that there need have been none, or what is all one."""
    return all_one(text) or tells_how_lines_count(text) or lets_in_untreated(text)


def without_what_restricts_nobody(text: str) -> str:
    """The text with such words made blank; positions hold."""
    if restricts_nobody(text) or _TELLS_THE_STUDY.search(text):
        return blank(text, 0)
    text = blanked(_MAY_TOO, text, "too")
    text = blanked(_IF_NOT_SPREAD, text, "otherwise")
    for pattern in (_TOLD_ELSEWHERE, _JUDGED_BEHIND, _THE_STUDY_OF, _BUT_FOR_A_BIOPSY):
        text = blanked(pattern, text)
    return without_treated_or_not(without_how_lines_count(text))
