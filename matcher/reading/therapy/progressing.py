"""'Documented disease progression', said of no therapy: whoever progressed on one has it; of the others nothing is known."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Undecidable, Within, either
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import PRIOR_THERAPY

_PROGRESSION = gated(
    r"\W*(?:(?:patients?|subjects?|participants?|women|who|with|must|have|has|had|having|a|an|the|evidence|of|objective|documented|documentation|confirmed|proven|clear|clinical(?:ly)?|and/or|or|and|radiolog\w+|radiograph\w+|imaging)[\s,]+){0,10}"
    r"(?:(?:disease|tumou?r|cancer)\s+progression|progressive\s+disease|progression\s+of\s+(?:the\s+)?(?:disease|cancer|tumou?r))"
    r"(?:\s+(?:(?:is|must\s+be)\s+)?(?:documented|confirmed|shown|proven)?\s*(?:(?:by|on|per|according\s+to)\s+(?:(?:the|RECIST|CT|MRI|PET|PET-CT|imaging|scans?|radiolog\w+|radiograph\w+|bone|clinical|physical|exam\w*|criteria|version|v?\d(?:\.\d)?|and/or|or|and)[\s/]*){1,6})?)?\W*",
    re.I,
)


def progressing_disease(sentence: Sentence) -> Mention | None:
    found = None if sentence.excludes else _PROGRESSION.fullmatch(sentence.text)
    if found is None or stance_of(sentence) is not Stance.REQUIRE:
        return None
    progressed = either([Within("progressed_on:systemic therapy", YES), Undecidable("progression without a therapy")])
    return Mention(PRIOR_THERAPY, progressed, "disease progression", *found.span(), Stance.REQUIRE, settled=True)
