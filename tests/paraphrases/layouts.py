"""Ways to lay the same criteria out: bullets, numbers, headings, asides. None may change a verdict."""

from __future__ import annotations

import re
from collections.abc import Callable

_BULLET = re.compile(r"^(\s*)[*\u2022-]\s+", re.M)
_TOP = re.compile(r"^[*\u2022-]\s+", re.M)
_HEADING = re.compile(r"^(\s*)(?:(?:key|main|major)\s+)?(inclusion|exclusion)\s+criteria\s*:?\s*$", re.I | re.M)
_LAST = re.compile(r"(?m)(?<=[a-z)])\.?$")


def _bullets(sign: str) -> Callable[[str], str]:
    return lambda text: _BULLET.sub(lambda found: f"{found[1]}{sign} ", text)


def _headings(words: str) -> Callable[[str], str]:
    """`words` with {} for inclusion or exclusion."""
    return lambda text: _HEADING.sub(lambda found: found[1] + words.format(found[2].capitalize()), text)


def numbered(text: str) -> str:
    """Points at the margin numbered, anew below each heading."""
    lines, number = text.split("\n"), 0
    for i, line in enumerate(lines):
        if _HEADING.match(line):
            number = 0
        elif _TOP.match(line):
            number += 1
            lines[i] = _TOP.sub(f"{number}. ", line)
    return "\n".join(lines)


def _numbered_as(form: str) -> Callable[[str], str]:
    """`form` with {} for the number, in place of '1. '."""
    return lambda text: re.sub(r"(?m)^(\d{1,2})\. ", lambda found: form.format(found[1]), numbered(text))


def in_one_line(text: str) -> str:
    """Numbered points behind each other, where the text is made of headings and points at the margin only."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not all(_HEADING.match(line) or _TOP.match(line) for line in lines):
        return text
    lines = [
        line.strip().rstrip(":") + ":" if _HEADING.match(line) else line
        for line in numbered("\n".join(lines)).split("\n")
    ]
    return " ".join(lines)


def with_full_stops(text: str) -> str:
    return re.sub(r"(?m)^([*\u2022-] .*[a-z)\d])$", r"\1.", text)


def without_full_stops(text: str) -> str:
    return re.sub(r"(?m)\.$", "", text)


def without_blank_lines(text: str) -> str:
    return re.sub(r"\n\s*\n", "\n", text)


def in_capitals(text: str) -> str:
    return _HEADING.sub(lambda found: found[1] + f"{found[2]} CRITERIA:".upper(), text)


def indented(text: str) -> str:
    return re.sub(r"(?m)^(?=.)", "   ", text)


def with_an_aside(words: str) -> Callable[[str], str]:
    """`words` behind each point of one line that ends in a letter."""
    return lambda text: re.sub(r"(?m)^([*\u2022-] [^:;\n]{15,300}[a-z])(\.?)$", rf"\1 {words}\2", text)


def with_a_lead(words: str, of: str) -> Callable[[str], str]:
    """`words` before each point that begins with the pattern `of`."""
    return lambda text: re.sub(rf"(?im)^([*\u2022-] )(?={of})", rf"\1{words}", text)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "dashes": _bullets("-"),
    "stars": _bullets("*"),
    "dots": _bullets("\u2022"),
    "arrows": _bullets("\u27a2"),
    "check marks": _bullets("\u2713"),
    "dots without a space": lambda text: _BULLET.sub(lambda found: f"{found[1]}\u2022", text),
    "numbered": numbered,
    "numbers and dashes": _numbered_as("{}- "),
    "numbers of criteria": _numbered_as("IC{}: "),
    "in one line": in_one_line,
    "with full stops": with_full_stops,
    "without full stops": without_full_stops,
    "without blank lines": without_blank_lines,
    "capitals": in_capitals,
    "indented": indented,
    "key": _headings("Key {} Criteria:"),
    "criteria for": _headings("Criteria for {}:"),
    "all of": _headings("{} criteria (patients must meet all of the following):".replace("must meet all of the following", "all apply")),
    "cut short": _headings("{:.4}. criteria:"),
    "plain heading": _headings("{}:"),
    "per protocol": with_an_aside("(as per local standard)"),
    "investigator": with_an_aside(", in the opinion of the investigator"),
    "at screening": with_an_aside("at screening"),
    "see protocol": with_an_aside("(see section 5.2)"),
    "patients with": with_a_lead("Patients with a ", r"history of\b"),
    "subject has": with_a_lead("Subject has ", r"(?:histologically|cytologically|history|measurable|metastatic|an? (?:history|life|ECOG)|known|prior|previous|no |active|untreated)"),
}  # fmt: skip
