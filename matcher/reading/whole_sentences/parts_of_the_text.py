"""Names of the parts of a text: 'chemotherapy', 'phase 2 selection', among exclusions 'prohibited treatments'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

_PARTS = (
    r"(?:(?:phase|part|stage)\s+\w{1,3}\s+selection|control\s+selection|primary\s+study\s+cohorts|exploratory\s+cohorts?|cohort-specific\s+criteria|hematology|haematology|chemistry|serology|hematopoietic|cardiovascular|pulmonary|hepatobiliary"
    r"|(?:bio(?:logic(?:al)?)?|chemo|endocrine|hormon(?:al|e)|radio?|immuno)[\s-]*therapy|surgery|(?:hormone\s+receptor|menopausal|performance)\s+status|(?:prior|previous|concurrent|prior\s+concurrent)\s+(?:therapy|treatment)s?|for\s+(?:phase|part)\s+\d\s+(?:part\s+\d)?|(?:additional|key)\s+inclusion\s+criteria(?:\s+(?:only\s+)?for\s+phase\s+\w+)?|main|nb)"
)
NAMES_A_PART = gated(rf"^\W*{_PARTS}\W*$", re.I)
NAMES_EXCLUSIONS = gated(
    r"^\W*(?:medical\s+history\s+and\s+concurrent\s+diseases|(?:prohibited|excluded|incompatible)\s+(?:treatments?|therap(?:y|ies)|medications?|drugs?)(?:\s+and(?:/or)?\s+(?:treatments?|therap(?:y|ies)))?)\W*$",
    re.I,
)
