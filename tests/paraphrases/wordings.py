"""Ways to write the same criteria in other words: each keeps what the text asks for, so that no verdict may change.

A paraphrase is rows of (what stands there, what may stand there as well); a row is applied wherever it fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

Paraphrase = Callable[[str], str]


@dataclass(frozen=True)
class Wording:
    """Rows of a pattern (case is ignored) and its replacement, which may refer to groups; the case of a first letter stays."""

    rows: Sequence[tuple[str, str]]

    def __call__(self, text: str) -> str:
        for pattern, replacement in self.rows:
            text = re.sub(pattern, partial(_in_its_case, replacement), text, flags=re.I)
        return text


def _in_its_case(replacement: str, found: re.Match[str]) -> str:
    words = found.expand(replacement)
    return words[:1].upper() + words[1:] if found.group()[:1].isupper() and words[:1].islower() else words


_NUMBERS = ("one", "two", "three", "four", "five", "six")
_ALONE = r"(?<!or )(?<!and )(?<!/)(?<!formerly )\b"  # no other site stands before it
_PEOPLE = r"\b(?:patient|subject|participant)(?=s\b)"

WORDINGS: dict[str, Paraphrase] = {
    "subjects": Wording([(_PEOPLE, "subject")]),
    "participants": Wording([(_PEOPLE, "participant")]),
    "individuals": Wording([(_PEOPLE, "individual")]),
    "previous": Wording([(r"\bprior (?!to\b)", "previous ")]),
    "prior": Wording([(r"\bprevious ", "prior ")]),
    "previously": Wording([(r"\b(patients|participants|subjects|women|who) (?:have|has) (received|had|been treated)\b", r"\1 previously \2")]),
    "her-2": Wording([(r"\bHER2\b(?!/)", "HER-2")]),
    "her2/neu": Wording([(r"\bHER-?2\b(?![/\w])", "HER2/neu")]),
    "oestrogen": Wording([(r"\bestrogen", "oestrogen"), (r"\btumor", "tumour")]),
    "estrogen": Wording([(r"\boestrogen", "estrogen"), (r"\btumour", "tumor")]),
    "carcinoma": Wording([(r"\bbreast cancer\b", "breast carcinoma")]),
    "carcinoma of the breast": Wording([(r"\bbreast cancer\b(?! (?:patient|subtype|surg|special|treat|clin|cent|screen|surviv|brain|suscept|recurr|metasta))", "carcinoma of the breast")]),
    "signs": Wording([(r"\b(?:greater|more) than or equal to\s*", ">= "), (r"\bless than or equal to\s*", "<= "), ("\u2265", ">="), ("\u2264", "<=")]),
    "signs of type": Wording([(r"\\?>=", "\u2265"), (r"\\?<=", "\u2264")]),
    "signs in words": Wording([(r"\\?>=\s*|\u2265\s*", "at least "), (r"\\?<=\s*|\u2264\s*", "no more than ")]),
    "number words": Wording([(rf"\b{n}(?= (?:or more |or fewer )?(?:prior|previous|lines?|regimens?|courses?)\b)", word) for n, word in enumerate(_NUMBERS, 1)]),
    "numbers": Wording([(rf"\b{word}(?= (?:or more |or fewer )?(?:prior|previous|lines?|regimens?)\b)", str(n)) for n, word in enumerate(_NUMBERS, 1)]),
    "receptor signs": Wording([(r"\b((?:ER|PR|HR|HER-?2)\b(?:/neu)?)[ -]?positive\b", r"\1+"), (r"\b((?:ER|PR|HR|HER-?2)\b(?:/neu)?)[ -]?negative\b", r"\1-")]),
    "receptor words": Wording([(r"\b((?:ER|PR|HR|HER-?2))\+(?!\+|\d)", r"\1-positive"), (r"\b((?:ER|PR|HR|HER-?2))[-\u2212](?=[\s,;.)/])", r"\1-negative")]),
    "hormone receptor": Wording([(r"\bHR(?=[ +-])", "hormone receptor")]),
    "metastases to the brain": Wording([(rf"{_ALONE}brain metastases\b(?! (?:group|from))", "metastases to the brain"), (rf"{_ALONE}CNS metastases\b", "metastases to the CNS")]),
    "cerebral": Wording([(r"\bbrain metasta", "cerebral metasta")]),
    "triple-negative": Wording([(r"\btriple[- ]negative breast cancer\b(?: \(TNBC\))?", "TNBC")]),
    "tnbc": Wording([(r"\bTNBC\b", "triple-negative breast cancer")]),
    "stage four": Wording([(r"\bstage IV\b", "stage 4"), (r"\bstage III\b", "stage 3"), (r"\bstage II\b", "stage 2"), (r"\bstage I\b", "stage 1")]),
    "setting": Wording([(r"\bfor (metastatic|advanced|recurrent) (?:disease|breast cancer)\b", r"in the \1 setting")]),
    "disease": Wording([(r"\bin the (metastatic|advanced) setting\b", r"for \1 disease")]),
    "must have": Wording([(r"\b(?:patients?|subjects?|participants?) must have\b", "eligible patients have")]),
    "should": Wording([(r"\bmust (have|be)\b", r"should \1")]),
    "history of": Wording([(r"(?m)^(\s*[*\-\d.]+\s+)history of\b", r"\1known history of"), (r"(?m)^(\s*[*\-\d.]+\s+)known\b", r"\1patients with known")]),
    "without": Wording([(r"\bwith no (?!more|less|fewer)", "without ")]),
    "with no": Wording([(r"(?<!/)\bwithout (?=(?:brain|CNS|visceral|distant|any|evidence|prior|previous|metasta))", "with no ")]),
    "treatment": Wording([(r"\bprior therapy with\b", "prior treatment with")]),
    "therapy": Wording([(r"\bprior treatment with\b", "prior therapy with")]),
    "exposure": Wording([(r"\bprior (?:therapy|treatment) with\b", "prior exposure to")]),
    "postmenopausal": Wording([(r"\bpost-?menopausal\b", "post-menopausal"), (r"\bpre-?menopausal\b", "pre-menopausal")]),
    "and/or": Wording([(r" or (?=metasta|recurrent|advanced)", " and/or ")]),
    "slash": Wording([(r"\b(advanced|recurrent|unresectable) or (?=metasta)", r"\1/"), (r"\b(locally advanced) or (?=metasta)", r"\1/")]),
}  # fmt: skip
