"""'Patients for whom a standard treatment is still available' among the exclusions: it must have been used up."""

from __future__ import annotations

import re

from data.criteria import Between, Undecidable, either
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.therapy.facets import PRIOR_THERAPY

_WHO = r"(?:(?:patients?|participants?|subjects?|women|those|anyone|disease|cancers?|tumou?rs?|when|where|if|as long as|for|whom|which|who|in|there|is|are|has|have|with|an?|any|the|other|another|still)\s+){0,7}"
_TREATMENT = (
    r"(?:(?:established|standard(?:[- ]of[- ]care)?|approved|licen[sc]ed|registered|effective|accepted|recogni[sz]ed|conventional|proven|systemic|anti-?cancer|medical|first-line|or|and)[\s,/]+){1,5}"
    r"(?<!systemic )(?<!medical )(?:therap(?:y|ies)|treatments?|options?|regimens?|drugs?)"
)
_IS_OPEN = (
    r"(?:(?:that|which|is|are|remains?|being|still|currently|yet|an)\s+){0,4}(?:available|open|possible|feasible|options?|left|appropriate|suitable|indicated|exists?)"
    r"(?:\s+(?:to|for|in)\s+(?:(?:the|this|these|her|them|their|his|individual)\s+)?(?:patients?|participants?|subjects?|women|her|them|disease|cancer|condition|tumou?rs?|setting)){0,2}"
)
# not 'curative treatment': of that those who may be cured are asked
_STILL_OPEN = gated(
    rf"\W*{_WHO}{_TREATMENT}\s+{_IS_OPEN}\W*"
    # whoever had a first line is a candidate for no other
    rf"|(?![^.;]*\bfirst-line\b)\W*{_WHO}(?:candidates?\s+for|eligible\s+for|amenable\s+to|suitable\s+for)\s+(?:an?\s+|any\s+|further\s+|other\s+)*{_TREATMENT}\W*",
    re.I,
)


def standard_still_open(sentence: Sentence) -> Mention | None:
    """Before any line for metastatic disease standard treatment is open; after some no field tells whether it is."""
    found = _STILL_OPEN.fullmatch(sentence.text) if sentence.excludes else None
    if found is None:
        return None
    is_open = either((Between("lines_metastatic", None, 0), Undecidable("whether standard treatment is exhausted")))
    return Mention(PRIOR_THERAPY, is_open, "standard treatment that is still open to her", *found.span())
