"""Treatment that is only to be completed, that some only had, or that is named for its aim."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard
from matcher.reading.state.meanings import CURATIVE_AIMS

_OVER = frozenset({"treatment_completed", "treated_curatively", "operated"})

_DUE = frozenset(
    {"chemotherapy_due", "drug_due", "adjuvant_due", "neoadjuvant_due", "neo_or_adjuvant_due", "surgery_due"}
)

OF_PHASES: tuple[Guard, ...] = (
    # 'Must complete chemotherapy and radiation within a year of entry': a duty to come
    Guard(
        "before",
        gated(r"\b(?:must|will|should|shall|can|may|able to|agree\w* to|ready to)\s+(?:(?:also|then|first)\s+)?$"),
        of=_OVER - {"operated"},
        reach=40,
    ),
    # 'Curative-intent treatment must be completed within a year of entry': before it or after it, who knows
    Guard(
        "around",
        gated(
            r"\b(?:must|should|has to|have to|will|is to|are to)\s+be\s+(?:completed|finished|concluded|over)\s+(?:within|by|in|before|during)\b"
        ),
        of=_OVER - {"operated"},
    ),
    # 'Surgery or radiation, if any, completed 3 weeks before the first dose': of those who had some
    Guard(
        "around",
        gated(
            r"(?:surg\w+|radi\w+|irradiation|chemo\w*|treatments?|therap(?:y|ies))\W{1,3}if any\b[^.;]{0,60}\b(?:completed|finished|ended|over|done)\b"
        ),
        of=_OVER,
    ),
    # 'Curative-intent therapy (surgery, chemotherapy)': the aim of a treatment, by itself, is no plan
    Guard(
        "words",
        gated(r"^intent\b(?!\W+(?:to|of|for|on)\b)"),
        of=_DUE,
    ),
    # 'Not on or planning acupuncture for fatigue or AI arthralgia': what she is not given, whether she has it or not
    Guard(
        "before",
        gated(
            r"\b(?:not|no|never|without)\s+(?:(?!but\b|with\b|who\b|and\b|has\b|have\b)[\w/-]+,?\s+){1,14}?(?:for|against)\s+(?:(?!but\b|with\b|who\b|has\b|have\b)[\w/-]+,?\s+){0,4}$"
        ),
        of=frozenset({"treated_already"}),
    ),
    # 'Completed the needed surgery and radiation of curative intent': that was needed once
    Guard(
        "before",
        gated(
            r"\b(?:completed|finished|completion of|end of|undergone|underwent|received|(?:done|through) with)\s+(?:(?:all|the|any|of|their|her)\s+){0,3}$"
        ),
        of=_DUE | CURATIVE_AIMS,
        reach=50,
    ),
)
