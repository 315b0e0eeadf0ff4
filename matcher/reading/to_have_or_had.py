"""'Is to have a treatment, or has had it': readiness or plan on one side of an 'or', having had it on the other."""

from __future__ import annotations

_WHO = r"(?:(?:who|that|those|patients?|women|participants?|subjects?|are|is|be|being|was|were|have|has|having|had|been|either|to|previously|already|recently|currently|just)\s+){0,5}"
READY = (
    r"(?:accept(?:s|ed|ing|ance)?|agree(?:s|d|ing|able)?\s+(?:to|with)|agreement\s+(?:to|with)|willing(?:ness)?(?:\s+to)?|consent(?:s|ed|ing)?\s+to|ready\s+(?:to|for)|prepared\s+(?:to|for)"
    r"|fit\s+(?:to|for)|suitable\s+for|eligible\s+for|candidates?\s+for|scheduled\s+(?:to|for)|due\s+to|intend(?:s|ed|ing)?\s+to|intention\s+of|plan(?:s|ned|ning)?\s+(?:to|for|on)|about\s+to|awaiting"
    r"|(?:will|would|to)\s+(?:be\s+(?:given|treated)|receive|undergo|have|take|start|begin)|initiating|starting|beginning)"
    r"(?:\s+(?:to\s+)?(?:be\s+)?(?:treated|given|started)(?:\s+(?:with|on))?)?\b"
)
_OVER = r"(?:received|receipt|given|taken|took|treated|had|undergone|underwent|completed|finished|used|prior|previous(?:ly)?|earlier)"
_BEGUN = r"(?:receiving|taking|started|begun|initiated)"
# words of one side: not those of the other, nor what is asked for besides
_OF_ONE = (
    r"(?:(?!\b(?:received|had|given|taken|treated|undergone|completed|progress\w*|relaps\w*|prior|previous(?:ly)?|failed|not|no|unless|without)\b"
    r"|\band\s+(?:have|has|had|who|must|be|is|are|to|willing)\b)[^.;:])"
)
_OR = r"(?:\bor\b|\band/or\b)\W*"


def _to_have_or(had: str) -> str:
    return (
        rf"\b{READY}{_OF_ONE}{{0,80}}?{_OR}{_WHO}{had}\b"
        rf"|\b{_WHO}{had}\b(?:\s*,\s*|{_OF_ONE}{{1,80}}?){_OR}{_WHO}{READY}"
    )


TO_HAVE_OR_HAD = _to_have_or(_OVER)
TO_HAVE_OR_BEGUN = _to_have_or(rf"(?:{_OVER}|{_BEGUN}|on(?=\s+it\b))")
