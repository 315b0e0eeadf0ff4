"""Words of whoever comes from another part of the trial: 'progression on Stage 1 treatment', 'completed Part A'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

_PART = r"(?:stage|part|phase|cohort|arm|period|module|step)\s+(?:\d{1,2}[A-Za-z]?|(?-i:[A-H]\d?|I{1,3}|IV))"
LEAVING = r"(?:(?:disease\s+)?progress(?:ion|ed|ing)|loss\s+of\s+(?:clinical\s+)?benefit|benefit(?:ed)?|respon(?:se|ded)|(?:unacceptable\s+)?toxicity|intoleran(?:ce|t))"
# 'Disease progression or loss of benefit on Stage 1 treatment', 'completed Part A', 'received the study drug in Part 1'
FROM_ANOTHER = gated(
    rf"\b(?:{LEAVING}(?:(?:\s*,\s*|\s+or\s+|\s+and\s+){LEAVING}){{0,3}}\s+(?:on|in|during|with|from|at|after|to)\s+(?:(?:the\s+)?(?:study\s+)?(?:treatment|therapy|drug)\s+(?:in|of|during)\s+)?"
    r"|complet(?:ed|ion\s+of)\s+(?:(?:(?:the\s+)?(?:study\s+)?(?:treatment|therapy)\s+(?:in|of|during)|all\s+of)\s+)?"
    r"|(?:previously\s+)?(?:participated|enrolled|treated|randomi[sz]ed|received\s+(?:the\s+)?(?:study\s+)?(?:treatment|therapy|drug))\s+(?:in|during)\s+)"
    rf"(?:the\s+)?(?P<part>{_PART})\b(?!\s+(?:trial|disease|cancer|breast|study\s+of))",
    re.I,
)
