"""What a word means, how something is found, what may be, and the names of parts of a text."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

WHAT_A_WORD_MEANS = gated(
    r"^(?!.*\b(?:must|eligible|ineligible|excluded|allowed|required|who have had|diagnosis of)\b)\W*(?:note\W+)?(?:for\s+(?:the\s+purposes?\s+of\s+)?(?:this|the)\s+(?:study|trial|protocol)(?:\s+purposes)?,?\s+|for\s+study\s+purposes,?\s+|in\s+contrast,?\s+)?(?:(?!\bwho\b)[^.;:]){2,140}?\s"
    r"(?:(?:is|are|was|were|will\s+be|being)\s+(?:also\s+)?defined\s+(?:as|by)\b|(?:will|would|should|are|is)\s+(?:not\s+)?(?:be\s+)?(?:considered|regarded|counted)\s+(?!for\b)(?:as\s+|to\s+be\s+|to\s+have\s+|an?\s+)?\w)",
    re.I | re.S,
)
THESE_ARE = gated(r"^\W*these\s+(?:include|are)\b", re.I)
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
OF_ANOTHER_TUMOUR = gated(r"\b(?:PCWG\s?\d|CRPC|CSPC|HRPC|PROC|GIST|GEJ)\b")
# 'Prior therapies may include taxanes', 'any approved aromatase inhibitor may be used': nobody is asked for it
MAY_BE = gated(
    r"^(?!.*\b(?:must|only|not|no|if|provided|unless|but|cannot|eligible|excluded)\b)\W*(?!\b(?:known|history)\b)(?:(?!\b(?:who|that|which)\b)[^.;]){2,120}?\s"
    r"(?:(?:may|might|could)\s+(?:also\s+|all\s+)?(?:be(?!\s+(?:appropriate|suitable|an?\s+(?:option|candidate)|candidates))|have|include|contain|undergo|continue|receive)\b|can\s+(?:also\s+)?(?:include\b|be\s+(?:given|used|initiated|administered|continued|included|defined)\b))",
    re.I | re.S,
)
_PARTS = (
    r"(?:(?:phase|part|stage)\s+\w{1,3}\s+selection|control\s+selection|primary\s+study\s+cohorts|exploratory\s+cohorts?|cohort-specific\s+criteria|hematology|haematology|chemistry|serology|hematopoietic|cardiovascular|pulmonary|hepatobiliary"
    r"|(?:bio(?:logic(?:al)?)?|chemo|endocrine|hormon(?:al|e)|radio?|immuno)[\s-]*therapy|surgery|(?:hormone\s+receptor|menopausal|performance)\s+status|(?:prior|previous|concurrent|prior\s+concurrent)\s+(?:therapy|treatment)s?|for\s+(?:phase|part)\s+\d\s+(?:part\s+\d)?|(?:additional|key)\s+inclusion\s+criteria(?:\s+(?:only\s+)?for\s+phase\s+\w+)?|main|nb)"
)
NAMES_A_PART = gated(rf"^\W*{_PARTS}\W*$", re.I)
NAMES_EXCLUSIONS = gated(
    r"^\W*(?:medical\s+history\s+and\s+concurrent\s+diseases|(?:prohibited|excluded|incompatible)\s+(?:treatments?|therap(?:y|ies)|medications?|drugs?)(?:\s+and(?:/or)?\s+(?:treatments?|therap(?:y|ies)))?)\W*$",
    re.I,
)
