"""Exclusions of a receptor subtype that hold only of some who have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import AnyOf, Undecidable
from matcher.reading.composing.stated import Stated
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.subjects import RECEPTORS

_SIZE = r"(?:(?:[<>]=?|(?:less|smaller|larger|greater|more) than|up to|at least|at most|under|over)\s*\d+(?:[.,]\d+)?\s*(?:cm|mm)|\d+(?:[.,]\d+)?\s*(?:cm|mm)\s+or\s+(?:less|more|smaller|larger))"

_STAGE = r"(?:0|I{1,3}|IV|[1-4])[A-C]?"

_OF_A_KIND = (
    r"(?:inflammatory|metaplastic|lobular|mucinous|tubular|papillary|medullary|apocrine|adenoid|neuroendocrine|occult|bilateral|"
    r"multi-?(?:focal|centric)|small|(?:low|high|intermediate)[- ](?:grade|risk)|grade\s+(?:[1-3]|I{1,3})\b|node[- ](?:negative|positive)|pregnancy-associated|"
    r"(?:low|high|elevated|intermediate)\s+(?:Ki-?\s?67|proliferati\w+|recurrence\s+scores?|oncotype)(?:\s+(?:index|expression|score|labell?ing))*|well[- ]differentiated|male|"
    rf"stages?\s+{_STAGE}(?:\s?(?:-|to|or|and|/|,)\s?{_STAGE})*\b|[cp]?T[0-4](?:mi|[a-d](?:/[a-d])*)?(?:\s?(?:-|/)\s?[cp]?T?[0-4][a-d]?)?,?\s?[cp]?N[0-3][a-c]?(?:\s?M0)?\b)"
)

# 'Metaplastic triple-negative breast cancer', 'tumours < 1 cm that are HER2-positive'
_NARROWED_BEFORE = gated(
    rf"\b(?:{_OF_A_KIND}|(?:tumou?rs?|cancers?|carcinomas?|lesions?)\s+(?:(?:of|measuring|with a (?:size|diameter) of)\s+)?{_SIZE})"
    r"(?:\s*\([^()]*\))?(?:\s+(?:and|that|which|is|are|invasive|primary|breast|cancers?|carcinomas?|tumou?rs?|in diameter|in size))*\s+$"
    rf"|\b{_OF_A_KIND},\s+$",  # 'inflammatory, HER2-positive breast cancer'
    re.I,
)

# 'HER2-positive inflammatory breast cancer', 'ER-positive tumours amenable to endocrine therapy', 'TNBC < 1 cm'
_NARROWED_BEHIND = gated(
    r"(?:[\s)]*|,\s(?=[^,;]*$)(?!.*\bor\b))(?:(?:metastatic|invasive|advanced|early|primary|recurrent|breast|cancers?|carcinomas?|disease|tumou?rs?)\s+){0,4}"
    rf"(?:{_OF_A_KIND}|(?:amenable|responsive|sensitive)\s+to|(?:eligible|suitable)\s+(?:for|to)|(?:for|in)\s+(?:which|whom)\b|(?:elderly|frail|older|younger)\b|(?:that|which)\s+(?:can|could|may|might)\b|(?:of|measuring|with a (?:size|diameter) of)?\s*{_SIZE})",
    re.I,
)

# 'HER2-positive on concurrent pertuzumab', 'ER-positive tumours not taking endocrine therapy', 'HER2-positive and under 40'
_AND_TRUE_OF_HER = gated(
    r"\W*(?:(?:metastatic|invasive|advanced|early|primary|recurrent|breast|cancers?|carcinomas?|disease|tumou?rs?|patients?)\W+){0,4}"
    r"(?:(?:and\s+)?having\s+(?:refused|declined|received|completed|progressed|not\b)|(?:not\s+)?(?:(?:currently|concurrently)\s+)?(?:taking|receiving|using)\b"
    r"|on\s+(?:concurrent|concomitant|current|ongoing|active|maintenance|(?:neo-?)?adjuvant|treatment|therapy|endocrine|hormon\w+|chemotherapy|HER-?2|\w+(?:mab|nib|ciclib|parib|taxel)\b)"
    r"|(?:and|but)\s+(?:aged?|under|over|younger|older|below|above|less\s+than|more\s+than|on|[cp]?T[0-4]|[cp]?N[0-3]|nod(?:e|al)|grade|stage)\b)",
    re.I,
)

# 'HER2-positive patients with an LVEF below 50 %', 'TNBC that progressed within 6 months' below exclusions: only some
# of those are shut out. Not: what tells how the receptor was measured, or that they are out.
_NARROWED = gated(
    r"[\s)]*(?:(?:metastatic|invasive|advanced|early|primary|recurrent)\s+)?(?:breast\s+)?(?:cancers?|carcinomas?|disease|tumou?rs?|subtype|status)?\s*(?:patients?|participants?|subjects?|women)?\s+"
    r"(?:(?:with|who|whose|without|in whom|for whom|having|(?:and|that|which)\s+(?:ha[sd]|have|progress\w+|relaps\w+|recurr\w+|(?:is|are)\s+(?:eligible|suitable|(?:an?\s+)?candidates?)|is not|are not|was|were|require\w*)|progress(?:ed|ing)|relaps(?:ed|ing)|not\s+(?:previously|yet|eligible|suitable)|previously|requiring|eligible\s+for|suitable\s+for|candidates?\s+for|refractory|resistant|if)\b)"
    r"(?!\s+(?:an?\s+|the\s+)?(?:are|is|were|IHC|immuno(?:histo|stain|cyto)\w*|F?ISH|CISH|ratio|scor\w+|\w*expression|overexpress\w*|amplif\w+|stain\w*|breast|cancer|disease|tumou?r|HER|ER\b|PR\b|HR\b|estrogen|hormone|confirm\w*|determin\w*|assess\w*|evaluat\w*|by\b|positive|negative|known|\d|[<>]))",
    re.I,
)

# 'A BRCA mutation and is eligible for olaparib', 'A KRAS mutation and previously untreated with sotorasib' below exclusions, of a drug that the vocabulary does not know
_AND_A_HISTORY = gated(
    r"[^.;,()]{0,30}?(?:,\s+|\s)(?:and|but|who|that)\s+(?:(?:who|that|is|are|has|have|had|were|was|been)\s+){0,3}(?:previously\s+|so\s+far\s+|currently\s+)?(?:untreated|(?:eligible|suitable|(?:an?\s+)?candidates?)\s+for|eligible\s+to|not|never|no|without|na(?:i|\u00ef)ve|treated|received|responding|progress\w+)\b",
    re.I,
)

# 'Patients with a germline mutation who have not received a PARP inhibitor'
_SOME_WITHOUT = gated(
    r"^\W*(?:patients?|subjects?|participants?|women|those)\s+(?:with|whose|eligible|suitable)\b[^.;]{3,100}\b(?:who|that)\s+(?:have|has|had|did)\s+(?:not|never)\b",
    re.I,
)


def narrowed(stated: Stated, group: Sequence[Mention], text: str, all_of_it: Sequence[Mention]) -> Stated:
    """An exclusion of a receptor subtype with a clause that narrows it and that nobody understood; of those without a
    therapy, where it is said of some only."""
    if stated.statement.startswith("Excludes no prior") and len(all_of_it) == 1 and _SOME_WITHOUT.match(text):
        some = AnyOf((stated.requirement, Undecidable("whether it is said of her")))
        return replace(stated, requirement=some, statement=f"{stated.statement}, of some patients only")
    alone = stated.statement.startswith("Excludes") and len(all_of_it) == len(group)
    if alone and group[0].facet.startswith("biomarker:") and _AND_A_HISTORY.match(text, stated.end):
        return _under_a_condition(stated)
    if not stated.statement.startswith("Excludes") or any(m.facet not in RECEPTORS for m in group):
        return stated
    others = [m for m in all_of_it if m not in group]
    behind = any(pattern.match(text, stated.end) for pattern in (_NARROWED, _NARROWED_BEHIND, _AND_TRUE_OF_HER))
    before = _NARROWED_BEFORE.search(text, 0, stated.start)
    if not (behind and all(m.start < stated.end for m in others)) and not (
        before and all(m.end <= before.start() or m.start >= stated.start for m in others)
    ):
        return stated
    return _under_a_condition(stated)


def _under_a_condition(stated: Stated) -> Stated:
    either_way = AnyOf((stated.requirement, Undecidable("a condition")))
    return replace(
        stated, requirement=either_way, statement=f"{stated.statement}, under a condition that needs reading"
    )
