"""Words in parentheses that tell of whom the rest is asked, or let some of them in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from matcher.reading.composing.conditions import LATE_CONDITION
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention

# '... normal LVEF (patients who have received anthracyclines)': the words in parentheses say for whom.
_ASIDE_ABOUT_SOME = gated(
    r"\((?:only )?(?:for |in |if )?(?:patients?|subjects?|participants?|women|those) (?:who|with|whose)\b[^()]*$", re.I
)


def as_its_aside_has_it(text: str, mention: Mention) -> Mention | None:
    """'... (patients who have received anthracyclines)' tells of whom the rest is asked, a condition; None where the aside lets
    them in and asks nothing: '... (patients who had one line of endocrine therapy are eligible)'."""
    aside = _ASIDE_ABOUT_SOME.search(text, 0, mention.start)
    if aside is None:
        return mention
    end = text.find(")", mention.start)
    end = len(text) if end < 0 else end
    if LET_IN.search(text, mention.end, end) and not _ONLY_IF.search(text, aside.start(), end):
        return None
    return replace(mention, condition=True)


_ONLY_IF = gated(r"\b(?:only|if|unless|provided|must|not|no)\b", re.I)

# 'HER2-positive (3+, or 2+ only if amplified)', 'ER-positive (if below 10 %, PR must be positive)': a condition that has its
# consequence in the same parentheses says nothing of what stands before them.
_OWN_CONSEQUENCE = gated(r"[^();]*?(?:,|\bthen\b|\b(?:must|should|has to|have to)\s)", re.I)


def conditional_aside(text: str, mentions: Sequence[Mention]) -> tuple[int, int] | None:
    """Start and end of an aside with a condition and what depends on it; None where there is none behind a mention."""
    if "(" not in text:
        return None
    for late in LATE_CONDITION.finditer(text):
        start = text.rfind("(", 0, late.start())
        if start <= text.rfind(")", 0, late.start()):
            continue
        end = text.find(")", late.end())
        end = len(text) if end < 0 else end + 1
        before = _LITTLE.sub("", text[start + 1 : late.start()])
        own = before or _OWN_CONSEQUENCE.match(text, late.end(), end)
        if "%" in text[start:end] and not LET_IN.search(text, start, end):
            continue  # another cut-off on a condition is another rule
        if own and any(m.start < start for m in mentions):
            return start, end
    return None


LET_IN = gated(
    r"\b(?:may|can|will|are|is)\s+(?:also\s+)?(?:be\s+)?(?:enrol\w+|includ\w+|eligible|allowed|permitted|accepted|acceptable)\b",
    re.I,
)

_LITTLE = gated(r"\W|\b(?:only|and|but|or|also|even|e\.?g|i\.?e)\b", re.I)
