"""How something is found: tests that must be done, imaging, biopsies, margins."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

_TEST = r"(?:analysis|test(?:s|ing)?|assays?|scans?|measurements?|imaging|mammogram|FISH|ISH|IHC|hybridization(?:\s*\([A-Z]{2,5}\))?|work-?up|staging|echocardiogram|response)"
HOW_FOUND = gated(
    rf"^(?!.*\b(?:positive disease|must be (?:positive|negative)|eligible|excluded)\b)\W*(?:(?:if|in\s+case)\s[^.;]{{3,120}}?,\s*(?:then\s+)?)?(?:(?!\bpatients?\b)[^.;]){{0,120}}?\b{_TEST}\b(?:(?!\bpatients?\b)[^.;]){{0,60}}?\b(?:must|should|will|may|can|is|are)\s+(?:also\s+|all\s+|only\s+|have\s+(?:all\s+)?)?(?:be(?:en)?\s+)?(?:performed|done|required|recommended|repeated|obtained|used|determined|assessed|confirmed)\b"
    r"|^\W*(?:however,?\s+)?(?:only\s+)?(?:an?\s+|one\s+)?positive\s+result\s+(?:from\s+only\s+one\s+of\s+the\s+above\s+)?is\s+(?:required|sufficient|enough)\b",
    re.I | re.S,
)
BY_CALLIPERS = gated(r"^\W*(?:physical|clinical)\s+exam\w*\s*\((?:using|by|with)\s+calipers", re.I)
TO_RULE_OUT = gated(r"\bbiops(?:y|ies)\s+of\s[^.;]{3,80}?\sto\s+rule\s+out\b", re.I)
GENES_TESTED = gated(r"^\W*prior\s+(?:\w+\s+){1,3}testing\W*$", re.I)
MARGINS = gated(r"^\W*(?:surgical\s+)?margins?\b", re.I)
