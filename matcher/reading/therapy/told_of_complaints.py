"""What is told of a complaint that a drug brought, and takes nothing of it back, so that no 'adverse', 'before' or 'without' in
it is read as a doubt.

    words                                                            tell
    'graded by the Common Terminology Criteria for Adverse Events'   a scale by its name
    'that arose within 3 weeks before enrolment'                     since when
    'without a fungal infection'                                     what else she does not have

What stands before the complaint ('without', 'at risk of') is left as it is."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked

_SCALE = gated(
    r"\b(?:(?:NCI|National\s+Cancer\s+Institute|WHO|World\s+Health\s+Organi[sz]ation|ECOG)(?:\W?s)?\W+){0,2}"
    r"(?:(?:common\s+)?(?:(?:terminology|toxicity)\s+criteria|toxicity\s+(?:scales?|scores?|grad(?:ing|es?)))(?:\s+(?:for|of)\s+(?:reporting\s+(?:of\s+)?)?adverse\s+(?:events?|reactions?|effects?))?"
    r"|(?:common\s+terminology|criteria)\s+(?:for|of)\s+adverse\s+events?)",
    re.I,
)
_STUDY = r"(?:the\s+|this\s+|of\s+(?:the\s+)?|with\s+(?:the\s+)?)?(?:study|trial|protocol|investigational|intervention)(?:\W?s)?\b(?:\s+(?:drugs?|treatments?|therap(?:y|ies)|medications?|products?|agents?|interventions?))?"
# 'before the first dose of study drug'; 'before their first infusion' is of the drug that is feared
_ENTRY = (
    rf"(?:enrol\w+|inclusion|regist(?:ration|ering|ered)|randomi[sz]ation|entry|screening|(?:signing\s+)?(?:informed\s+)?consent|{_STUDY}|(?:study\s+)?day\s+1|cycle\s+1|c1d1"
    rf"|(?:first|initial)\s+(?:dose|infusion|administration|injection|treatment|intake)\s+{_STUDY}|(?:first|initial)\s+(?:dose|administration)"
    rf"|(?:start(?:ing)?|initiati(?:on|ng)|beginning|receiving|joining|entering|entry\s+(?:in|into|to))\s+{_STUDY})"
)
_DATED = gated(
    rf"\b(?:(?:prior\s+to|before|preceding)\s+(?:the\s+|their\s+|her\s+)?(?:(?:date|time|day)\s+of\s+)?{_ENTRY}\b|(?<!back )(?:at|since|from|over|compared\s+(?:with|to))\s+(?:the\s+)?baseline\b)",
    re.I,
)
# 'not more than grade 1', 'without grade 3 pain' are left: how bad it is
_ABSENT = r"(?:(?:with\s+(?:or|and)\s+)?without|in\s+(?:the\s+)?absence\s+of|with\s+no|(?:and|but|who|that|which)\s+(?:have\s+|has\s+|show\w*\s+)?no|and\s+not|free\s+of|(?:(?:that|which)\s+(?:is|are|was|were)\s+)?not\s+(?:being\s+)?(?:explained|accounted|caused|due|attribut\w+|related|brought|induced|resulting|better\s+explained))\b(?!\s+(?:more|worse|higher|greater|exceeding)\b)"
_NOUN_BEHIND_OR = r"(?:infections?|diseases?|causes?|reasons?|explanations?|diabetes|disorders?|illness(?:es)?|conditions?|neuropath\w+|injur(?:y|ies)|metastas[ei]s)"
_COMES_ALONE = gated(
    rf"[\s,;(]{{1,3}}{_ABSENT}(?![^,;.]{{0,40}}\bgrade)(?:(?!\bor\b)[^,;.]){{1,80}}(?:\bor\s+(?:[\w-]+\s+){{0,2}}?{_NOUN_BEHIND_OR})?(?=\s*(?:[,;.]|$))",
    re.I,
)


# Nobody need have it: how any of it was dealt with, or must be told
_OF_THOSE_WHO_HAVE_IT = gated(
    r"^\W*any\b(?!\s+grade)[^.;]{0,120}\b(?:must|should|treated|managed)\b"
    r"|\b(?:must|should|needs?\s+to|ha(?:s|ve)\s+to)\s+(?!be\s+(?:at\s+least|of\b|grade|present|caused|due|ongoing)|have\s+(?:lasted|persisted|been\s+present|beg[au]n|started|arisen|occurred|had|at\s+least))\w+"
    r"|(?<!\bthat )(?<!\bwhich )\b(?:is|are)\s+(?:graded|scored|assessed|measured|rated|defined)\b",
    re.I,
)
_SPOKEN_OF = gated(
    r"\b(?:questionnaires?|assessments?|evaluations?|information|education|prophyla\w+|screen(?:ed|ing)|knowledge|interest\w*|concern\w*|fear\w*|about\s+to|start(?:ing)?|scheduled|follow(?:ed)?\s+for|monitor\w+)\b",
    re.I,
)


def as_asked(text: str, behind: int) -> str:
    """The text with such words made blank; the last of them only behind the place where the complaint and its drug end."""
    return blanked(_COMES_ALONE, blanked(_DATED, blanked(_SCALE, text)), where=lambda found: found.start() >= behind)


def only_spoken_of(text: str, begin: int, end: int) -> bool:
    """'Any pneumonitis due to everolimus must have been treated', 'completed a questionnaire on docetaxel-induced neuropathy'."""
    told_before = _SPOKEN_OF.search(text, 0, begin)
    asked_of_it = _OF_THOSE_WHO_HAVE_IT.match(text) or _OF_THOSE_WHO_HAVE_IT.search(text, end)
    return bool(told_before or asked_of_it)
