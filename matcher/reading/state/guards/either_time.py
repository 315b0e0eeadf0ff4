"""Treatment that is done, under way or to come, with an 'or' between: none of them is asked of every patient."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard
from matcher.reading.state.meanings import CURATIVE_AIMS
from matcher.reading.to_have_or_had import TO_HAVE_OR_HAD

_EITHER_TIME = frozenset({"under_or_after_treatment"})

_RUNNING = frozenset(
    {"adjuvant_due", "adjuvant_running", "neo_or_adjuvant_due", "under_chemotherapy", "chemotherapy_due", "drug_due"}
)

_TREATMENT_DUE = frozenset({"adjuvant_due", "neoadjuvant_due", "neo_or_adjuvant_due", "chemotherapy_due", "drug_due"})

# What is done, under way and to come, on either side of an 'or'
_DONE = r"\b(?:undergone|underwent|had|performed|done|resected|operated|removed|completed|finished|received)\b"

_UNDER_WAY = r"\b(?:undergoing|receiving|currently (?:on|taking)|being treated)\b"

_TO_COME = r"\b(?:will|scheduled|planned|planning|plan to|to (?:undergo|receive|have)|about to|awaiting|candidates? for|intend\w*)\b"

_OR_ELSE = r"(?:\bor\b|\band/or\b|/)\W*(?:(?:who|are|is|be|being|have|has|having|been|were|was|those|patients?|women|currently|already|to)\W+){0,4}?"

OF_PHASES: tuple[Guard, ...] = (
    # 'Receiving chemotherapy or planned to receive it'
    Guard(
        "sentence",
        gated(
            r"\b(?:receiving|undergoing|(?:on|under) treatment|received|completed|completion of|planned|planning|have had|before|prior to)\b[^.;]{0,60}\bor\b[^.;]{0,30}\b(?:receiving|undergoing|received|completed|planned|planning|scheduled|about to|going to|due to (?:receive|undergo|start|begin)|expected to|eligible for|candidates? for|finished|after|following|on maintenance)\b"
            # 'Treatment-naive, or receiving first-line therapy'
            r"|\bnaive\b[^.;]{0,180}\bor (?:are |is |be |currently |already )*(?:receiving|undergoing|on|treated)\b"
        ),
        but=_EITHER_TIME | CURATIVE_AIMS,
    ),
    # 'Imaging before and during endocrine therapy', 'before, during or after chemotherapy'
    Guard(
        "around",
        gated(
            r"\b(?:before|prior to)(?:\W+(?:and|or)\W+|,\W+|\s?/\s?)(?:(?:again|also|then|and)\W+)?(?:during|while|whilst|on|under)\b[^.;:]{0,30}"
        ),
        but=_EITHER_TIME | CURATIVE_AIMS,
    ),
    # 'Planning, receiving, or through with chemotherapy'
    Guard("sentence", gated(_TO_COME), of=_EITHER_TIME),
    # 'Have undergone, or be scheduled for, mastectomy', 'surgery performed or planned', 'currently on or have completed'
    Guard(
        "around",
        gated(
            rf"(?:{_DONE}|{_UNDER_WAY})(?:(?!{_DONE})[^.;]){{0,60}}?{_OR_ELSE}{_TO_COME}|(?:{_TO_COME}|{_UNDER_WAY})[^.;]{{0,60}}?{_OR_ELSE}{_DONE}"
        ),
        but=_EITHER_TIME | CURATIVE_AIMS,
    ),
    # 'Candidates for, or previously treated with, neoadjuvant docetaxel'
    Guard("around", gated(TO_HAVE_OR_HAD), but=_EITHER_TIME | CURATIVE_AIMS),
    # 'Undergoing adjuvant radiotherapy, or in follow-up'
    Guard(
        "after",
        gated(
            r"[^.;:()]{0,60}\bor\s+(?:(?:are|is|be|being|currently|already|those|patients?|women|who|in|on|under|during|at|the|their|regular|routine|long-term)\s+)*(?:follow[- ]?up|surveillance|survivorship|survivors|off treatment)\b"
        ),
        of=_RUNNING,
    ),
    # 'Prior or planned treatment with anthracyclines', 'planned or previous chemotherapy'
    Guard(
        "before",
        gated(
            r"\b(?:prior|previous(?:ly)?|past|earlier|completed|received|treated|history of)\s*(?:,\s*(?:current|present|ongoing)\s*,?\s*)?(?:\bor|\band/or|/)\s*$"
        ),
        of=_TREATMENT_DUE,
        reach=60,
    ),
    # 'Previous, current or planned chemotherapy'
    Guard(
        "before",
        gated(r"\b(?:prior|previous|past|earlier)\s*(?:,|/|\bor|\band/or)\s*$"),
        of=frozenset({"under_chemotherapy", "adjuvant_running"}),
        reach=30,
    ),
    Guard(
        "words", gated(r"(?:\bor|\band/or|/)\s*(?:prior|previous|past|earlier|completed|received)\b"), of=_TREATMENT_DUE
    ),
    # 'Pre- and postoperative', 'before or after surgery'
    Guard("sentence", gated(r"\bpre-?(?:operative\w*)?\s*(?:and|/|&)\s*post|\bbefore (?:and|or|/) after\b")),
)
