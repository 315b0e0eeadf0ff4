"""Sentences in the words that most sponsors would use, so that the other readers need to know only those.

Who writes English as a second language, or as a lawyer, says 'save those that are stable', 'letrozole excepted', 'metastases
at distance', 'chemotherapy given before', 'a length superior to 5 cm'. What is said stays the same; only a text of the same
meaning is put in its place. Where in the record a sentence stands is known apart from its words.
"""

from __future__ import annotations

import re

from matcher.reading.gated import gated

_PEOPLE = r"(?:patients|participants|subjects|women|men|persons|people|those)"
_GIVEN = r"(?:given|received|administered|undergone|taken|carried\s+out|performed)"
_BEFORE = r"(?:before|beforehand|previously|earlier|formerly|in\s+the\s+past)"
_NUMBER = r"\s*(?=\d)"
_NOT_TIMES = r"(?![^(),;.]*\b(?:seconds|minutes|hours|days?|weeks?|months?|years?|mm|cm)\s+(?:apart|aside)\b)"

_USUAL = tuple(
    (gated(pattern, re.I), usual)
    for pattern, usual in (
        # exceptions
        (r"(?<=[,(])\s*save(?:\s+for)?\s+(?=(?:those|that|the|in|if|when|where|after|an?|patients)\b)", " except "),
        (r"\bto\s+the\s+exception\s+of\b", "with the exception of"),
        (r",\s+([^,;.()]{3,60}?)\s+being\s+(?:the|an)\s+(?:only\s+|sole\s+)?exceptions?\b", r", except \1"),
        (rf"([(,]\s*){_NOT_TIMES}([^(),;.]{{3,90}}?)\s+(?:excepted|apart|aside)(?=\s*(?:[),.;]|$))", r"\1except \2"),
        (r"^(\W*)the\s+same\s+(?:holds|applies|is\s+true)\s+(?:where|when|if|for)\s+", r"\1"),
        (r",?\s+to\s+which\s+([^;.]{3,60}?)\s+belongs?(?:\s+(?:as\s+well|too|also))?(?=\W)", r", including \1"),
        (r"\(([^()]{0,40}\bin[- ]situ)\s+(?:being\s+|is\s+)?(?:sufficient|enough|suffices)\)", r"(including \1)"),
        # what is let in
        (r"\b(?:is|are|represents?)\s+(?:no|not\s+an?)\s+(?:obstacle|hindrance|impediment)\b", "is allowed"),
        (r"\bdo(?:es)?\s+not\s+(?:hinder|preclude|prevent)\s+(?:the\s+)?(?:inclusion|participation|enrolment|enrollment)\b", "is allowed"),
        (r"\b(?:is|are)\s+compatible\s+with\s+(?:the\s+)?(?:inclusion|participation)\b", "is allowed"),
        (rf"^(\W*)([^;.,]{{3,80}}?)\s+(?:may|can)\s+(?:also\s+)?have\s+been\s+{_GIVEN}(?:\s+{_BEFORE})?(?:\s+as\s+well)?", r"\1Prior \2 is allowed"),
        (r"^(\W*)([^;.]{3,80}?),?\s+may\s+have\s+preceded\b", r"\1Prior \2 is allowed"),
        # earlier treatment
        (rf"^(\W*)(?:an?y?\s+)?((?:(?!\b(?:no|not|never|may|must|who|if|is|are|was|were)\b)[^;.]){{3,140}}?)\s+{_GIVEN}\s+{_BEFORE}(?=\W*$)", r"\1Prior \2"),
        (rf"\b({_PEOPLE})\s+having\s+(had|received|undergone)\b", r"\1 who have \2"),
        (rf"\b({_PEOPLE})\s+who\s+(?:ever\s+)?took\b(?!\s+part)", r"\1 who received"),
        (r"\b(who|they)\s+(?:was|were|have\s+been|has\s+been)\s+(?:ever\s+|already\s+|previously\s+)?given\b", r"\1 received"),
        (r"\bnot\s+(?:yet\s+)?been\s+treated\s+(?:in\s+any\s+way|at\s+all)(?:\s+(?:up\s+to\s+now|so\s+far|until\s+now|yet))?", "never been treated"),
        (
            r"^(\W*)(?:(in\s+the\s+[^,;.()]{3,50}?\s+setting),\s+)?([^;.,()]{3,80}?),?\s+(?:must\s+)?(?:has|have)\s+failed(?:\s*\(progression\))?\s+or\s+(?:was|were|has|have|not)\s+(?:not\s+)?(?:have\s+)?(?:been\s+)?tolerated\b(?:\s+in\s+that\s+setting)?",
            r"\1progression on or intolerance to \3 \2",
        ),
        (r"\b(?:in|for)\s+the\s+first\s+metastatic\s+line\b", "in the first-line metastatic setting"),
        # the disease
        (r"\b(metastas[ie]s)\s+at\s+(?:a\s+)?distance\b", r"distant \1"),
        (r"\bnot\s+metastatic,?\s+or\s+(?:is\s+)?(?:at\s+(?:the\s+)?most\s+)?(?=oligo)", "non-metastatic or "),
        (r"\b(disease|lesions?|tumou?rs?)\s+(?:that|which)\s+(?:can|could)\s+be\s+measured\b", r"measurable \1"),
        (r"\b(disease|lesions?)\s+(?:may|can)\s+be\s+(?:either\s+)?measurable\s+or\s+not\b", r"measurable or non-measurable \1"),
        (r"\b(?:has|have)\s+(?:just|newly|recently)\s+been\s+diagnosed\b", "is newly diagnosed"),
        (r"\b(?<=or )of\s+(?:a\s+)?(?:new|recent)\s+diagnosis\b", "newly diagnosed"),
        (r"\b((?:cancers?|carcinomas?))\s+(?:of|in)\s+both\s+breasts\b", r"bilateral breast \1"),
        (r"\b((?:invasive\s+)?breast\s+(?:cancers?|carcinomas?))\s+on\s+both\s+sides\b", r"bilateral \1"),
        # operations
        (r"\b(to|will|shall)\s+be\s+operated(?:\s+(?:up)?on)?\s+the\s+breast\b", r"\1 undergo surgery of the breast"),
        (r"\b(to|will|shall)\s+be\s+operated(?:\s+(?:up)?on)?\b", r"\1 undergo surgery"),
        (r"\b(has|have|had)\s+(?:then\s+)?been\s+operated(?:\s+(?:up)?on)?\b", r"\1 undergone surgery"),
        (r"\b(?:was|were)\s+operated\s+(?:upon|on|first)\b", "underwent surgery"),
        (r"\b(is|are)\s+(?:foreseen|envisaged|envisioned)\b", r"\1 planned"),
        # bounds
        (rf"\b(?:equal\s+(?:to\s+)?or\s+superior\s+to|superior\s+or\s+equal\s+to|not\s+inferior\s+to){_NUMBER}", ">= "),
        (rf"\b(?:equal\s+(?:to\s+)?or\s+inferior\s+to|inferior\s+or\s+equal\s+to|not\s+superior\s+to){_NUMBER}", "<= "),
        (rf"\bsuperior\s+to{_NUMBER}", "> "),
        (rf"\binferior\s+to{_NUMBER}", "< "),
    )
)  # fmt: skip


def in_usual_words(text: str) -> str:
    for pattern, usual in _USUAL:
        text = pattern.sub(usual, text)
    return text
