"""Endocrine treatment that may go on after everything else, and need not."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard

_RUNNING = frozenset({"adjuvant_running"})

OF_PHASES: tuple[Guard, ...] = (
    # '(hormone therapy may continue)', 'current endocrine therapy is no exclusion'
    Guard(
        "after",
        gated(
            r"(?:\s+(?:therapy|treatments?|use|agents?|drugs?|inhibitors?|alone|only))*\s+(?:(?:may|can|could)\s+(?:still\s+|also\s+)?(?:be\s+)?(?:continu|ongoing|includ|enrol|participat|taken|given|used)"
            r"|(?:is|are|was|were|will be|can be|may be)\s+(?:not\s+(?:an?\s+)?exclu\w+|no\s+(?:reason\s+for\s+)?exclu\w+))"
        ),
        of=_RUNNING,
    ),
    # 'Completed treatment (those on tamoxifen are included)'
    Guard(
        "sentence",
        gated(
            r"\b(?:complet\w*|finish\w*|ended|end of)\b[^.;]{0,120}\b(?:is|are|was|were|will be|can be|may be)\s+(?:still\s+|also\s+)?(?:included|eligible|accepted|admitted)\b"
        ),
        of=_RUNNING,
    ),
    # 'Finished active treatment (hormone therapy ...)', 'finished active treatment, regardless of hormone therapy'
    Guard(
        "words",
        gated(
            r"^(?:active|current|ongoing)\b[^()]*\b(?:treatments?|therap(?:y|ies))\s*[(,]|\b(?:regardless|irrespective|whatever|except\w*|excluding|other than|apart from|besides)\b"
        ),
        of=_RUNNING,
    ),
    # 'Finished treatment, and those who continue tamoxifen'
    Guard(
        "before",
        gated(
            r"\b(?:complet\w*|finish\w*|ended|end of)\b[^.;]{0,80}\b(?:and|or|also|including|as well as)\s+(?:those|patients|women|participants)\s+(?:who\s+|that\s+)?(?:are\s+|were\s+)?(?:still\s+|currently\s+)*$"
        ),
        of=_RUNNING,
        reach=150,
    ),
)
