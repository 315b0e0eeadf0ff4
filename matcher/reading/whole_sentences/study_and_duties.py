"""What is told of the study, of other studies, and of what patients must be able and willing to do."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.whole_sentences.words import OPENS

COMPLIANCE = gated(
    rf"{OPENS}(?:(?:must|should|be|is|are|who|not)\s+)*(?:accessible\s+and\s+)?(?:willing|able|ability|willingness|inability|unable|unwilling)\b(?:\s+(?:and|or|and/or)\s+(?:willing|able|ability|willingness))?\s+to\s+(?:(?:comply|adhere)\b|(?:participate|take\s+part)\s+in\b(?![^.;]*\b(?:chemo|adjuvant|neoadjuvant)))"
    rf"|{OPENS}(?:(?:must|should|be|is|are|who)\s+)*accessible\s+for\s+(?:treatment|therapy)(?:,|\s+and)?\s+(?:and\s+)?follow[- ]?up\W*$"
    r"|^\W*(?:patients?\s+with\s+)?(?:an?\s+)?history\s+of\s+non-?\s?compliance\s+(?:to|with)\s+medical\s+(?:regimens?|treatments?)\b[^.;]{0,60}\W*$"
    rf"|{OPENS}(?:registered|enrolled)\s+(?:on|in)\s+this\s+(?:trial|study)\s+(?:must|should|will)\s+be\s+(?:treated|followed)\b",
    re.I,
)
OTHER_STUDY = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women|are|is|who|be|currently|simultaneously|concurrent(?:ly)?|active(?:ly)?|current|planned|concomitant|any)\s+)*(?:(?:participat\w+|enrol\w+|inclusion|involvement|registration)\s+(?:in|on|to|into)\b[^.;]{0,140}?\b(?:trials?|stud(?:y|ies)|protocol)\b|on\s+an?\s+(?:[\w-]+\s+){0,3}(?:trial|study)\b|receiving\s+an?\s+investigational\s+(?:drug|agent|treatment)\b)"
    r"|^\W*(?:(?:patients?|participants?|subjects?|women|who|can(?:'t|not)|must not|may not)\s+)+participate\s+in\s+another\b[^.;]{0,140}?\b(?:trials?|stud(?:y|ies))\b"
    r"|^\W*(?:(?:patients?|participants?|subjects?|women|who|are|have|has|had|currently|any|previously)\s+)*(?:receiv\w+|treat\w+|tak(?:en|ing)|used?)\b[^.;]{0,40}?\b(?:investigational|experimental|unapproved|that\s+has\s+not\s+received\s+(?:regulatory\s+)?approval)\b[^.;]{0,60}?\b(?:within|in|during)\s+(?:the\s+)?(?:last|past|previous|prior|preceding|\d)"
    r"|^\W*(?:(?:patients?|participants?|subjects?|who|have|has|received)\s+)+(?:treatment\s+)?within\s+the\s+(?:last|past)\s+\d+\s+(?:days|weeks)\s+with\s+a\s+drug\s+that\s+has\s+not\s+(?:yet\s+)?received\s+(?:regulatory\s+)?approval\b",
    re.I,
)
TELLS_OF_THE_STUDY = gated(
    r"^\W*(?:this|the\s+present)\s+(?:is\s+an?\s+)?(?:[\w-]+\s+){0,4}?(?:study|trial|protocol)\s+(?:will\s+(?:evaluate|test|determine|investigate|assess|compare)|to\s+(?:evaluate|determine|test|assess|investigate)|is\s+designed|aims)\b"
    r"|^\W*it\s+is\s+(?:anticipated|expected|hoped)\s+that\b",
    re.I,
)
OF_THE_CRITERIA = gated(
    r"\b(?:inclusion|exclusion)\s+criteri(?:on|a)\s*#?\s*\d{0,2}\s+will\s+be\b|^\W*sites\s+are\s+required\s+to\b|\bwill\s+require\s+prior\s+approval\b|\bwill\s+not\s+be\s+allowed\s+to\s+re-?enter\b",
    re.I,
)
MRI_OR_CONTRAST = gated(
    rf"{OPENS}(?:(?:who|must|be)\s+)*(?:ability|able|unable|inability|cannot|can\s*not|can't)\s+(?:to\s+)?(?:undergo|have|receive)\s+(?:an?\s+)?(?:(?:brain|breast|and|PET|CT|contrast-enhanced)\s+)*(?:MRI?|PET|gadolinium|contrast|imaging)\b[^.;]{{0,40}}\W*$",
    re.I,
)
