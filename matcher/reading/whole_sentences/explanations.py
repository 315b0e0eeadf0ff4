"""What a word means, and what may be: nobody is asked for it."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

WHAT_A_WORD_MEANS = gated(
    r"^(?!.*\b(?:must|eligible|ineligible|excluded|allowed|required|who have had|diagnosis of)\b)\W*(?:note\W+)?(?:for\s+(?:the\s+purposes?\s+of\s+)?(?:this|the)\s+(?:study|trial|protocol)(?:\s+purposes)?,?\s+|for\s+study\s+purposes,?\s+|in\s+contrast,?\s+)?(?:(?!\bwho\b)[^.;:]){2,140}?\s"
    r"(?:(?:is|are|was|were|will\s+be|being)\s+(?:also\s+)?defined\s+(?:as|by)\b|(?:will|would|should|are|is)\s+(?:not\s+)?(?:be\s+)?(?:considered|regarded|counted)\s+(?!for\b)(?:as\s+|to\s+be\s+|to\s+have\s+|an?\s+)?\w)",
    re.I | re.S,
)
THESE_ARE = gated(r"^\W*these\s+(?:include|are)\b", re.I)
OF_ANOTHER_TUMOUR = gated(r"\b(?:PCWG\s?\d|CRPC|CSPC|HRPC|PROC|GIST|GEJ)\b")
# 'Prior therapies may include taxanes', 'any approved aromatase inhibitor may be used': nobody is asked for it
MAY_BE = gated(
    r"^(?!.*\b(?:must|only|not|no|if|provided|unless|but|cannot|eligible|excluded)\b)\W*(?!\b(?:known|history)\b)(?:(?!\b(?:who|that|which)\b)[^.;]){2,120}?\s"
    r"(?:(?:may|might|could)\s+(?:also\s+|all\s+)?(?:be(?!\s+(?:appropriate|suitable|an?\s+(?:option|candidate)|candidates))|have|include|contain|undergo|continue|receive)\b|can\s+(?:also\s+)?(?:include\b|be\s+(?:given|used|initiated|administered|continued|included|defined)\b))",
    re.I | re.S,
)
