"""Where the cancer has spread to: sites, visceral and bone-only disease, measurable disease, the brain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.axes import BONE_ONLY_AXIS, NO, VISCERAL_AXIS, YES
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from data.trial import Trial
from matcher.reading.brain import read_brain
from matcher.reading.measurable import read_measurable
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import words_beginning
from matcher.reading.sentences import Sentence, Stance

_KEYS = words_beginning(
    "brain cns central meninges leptomeningeal lepto intracranial cranial cerebral bone bony osseous skeletal liver hepatic lung pulmonary pleural peritoneal visceral measurable unidimensionally bidimensionally nonmeasurable evaluable lymphangitic carcinomatous meningitis measured mening measure lmd target"
)
_TRIGGER = re.compile(
    r"brain|CNS|central nervous|mening|crani|cerebral|bone|osseous|skelet|liver|hepatic|lung|pulmonary|pleura|periton|viscer|measur|evaluable|lymphang|\bLMD\b|target lesion",
    re.I,
)
_ORGANS = {
    "bone": "bone", "bony": "bone", "osseous": "bone", "skeletal": "bone", "liver": "liver", "hepatic": "liver",
    "lung": "lung", "pulmonary": "lung", "pleural": "pleura", "peritoneal": "peritoneum", "visceral": "visceral",
}  # fmt: skip
_ORGAN = "|".join(_ORGANS)
_SPREAD = r"(?:metasta(?:sis|ses|tic disease|tic lesions?)|mets)\b"
_EXCLUDED = re.compile(
    rf"^\W*(?:(?:patients?|subjects?|participants?|women|those)\s+(?:with|who have)\s+)?(?:known\s+|any\s+|presence of\s+|evidence of\s+|no\s+)?"
    rf"(?P<organ>{_ORGAN})\s+{_SPREAD}\W*$",
    re.I,
)
_REQUIRED = re.compile(
    rf"\b(?:(?:must have|presence of|with|at least (?:one|1)|has|have|documented|diagnos\w+ (?:with|of)|confirmed)\s+(?:\w+\s+){{0,4}}?)(?P<organ>{_ORGAN})[- ](?:dominant\s+)?{_SPREAD}"
    rf"|\b(?P<organ2>{_ORGAN})[- ]dominant",
    re.I,
)
_CRISIS = re.compile(
    r"\bvisceral\s+crisis|lymphangi\w+(?:\s+\w+){0,2}\s+(?:spread|carcinomatosis)|(?:pulmonary|carcinomatous)\s+lymphangi\w+",
    re.I,
)
_OPEN = re.compile(
    r"\b(?:allowed|eligible|permitted|may|can|if|unless|except|including|with or without|ULN|upper limit|for patients|in patients|in case|in the presence)\b",
    re.I,
)


def read_sites(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions of sites of metastasis and of what goes with them."""
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text):
        return []
    return [
        *read_brain(sentence, context),
        *read_measurable(sentence, context),
        *_crises(sentence),
        *_organs(sentence, context.trial),
    ]


def _crises(sentence: Sentence) -> Iterator[Mention]:
    found = _CRISIS.search(sentence.text)
    if found is not None and sentence.from_criteria:
        yield Mention("metastatic_sites", Undecidable("visceral crisis"), found.group().lower(), *found.span())


def _organs(sentence: Sentence, trial: Trial) -> Iterator[Mention]:
    """Sites that are required or excluded as such: not those that only move a laboratory limit."""
    if not sentence.from_criteria or len(sentence.text) > 400:
        return
    found = _EXCLUDED.match(sentence.text)
    if found is not None and (sentence.excludes or re.match(r"^\W*no\b", sentence.text, re.I)):
        yield _organ_mention(found, found["organ"], NO)
        return
    needed = _REQUIRED.search(sentence.text)
    if needed is None or sentence.excludes or _OPEN.search(sentence.text):
        return
    organ = needed["organ"] or needed["organ2"]
    if _is_about(trial, organ):
        yield _organ_mention(needed, organ, YES)


def _is_about(trial: Trial, organ: str) -> bool:
    """Whether the titles or conditions make this site the subject of the trial: only then is naming it a demand."""
    subject = f"{trial.brief_title} {trial.official_title or ''} {' '.join(trial.conditions)}"
    same = "|".join(word for word, site in _ORGANS.items() if site == _ORGANS[organ.lower()])
    return bool(re.search(rf"\b(?:{same})\b", subject, re.I))


def _organ_mention(found: re.Match[str], organ: str, allowed: int) -> Mention:
    site = _ORGANS[organ.lower()]
    axis = VISCERAL_AXIS if site == "visceral" else f"site:{site}"
    words = f"{'no ' if allowed == NO else ''}{organ.lower()} metastases"
    requirement: Requirement = Within(axis, allowed)
    if allowed == YES:
        # A list of known sites does not prove that another one is free; "bone only" does.
        unseen = Undecidable("a site not yet imaged")
        requirement = AnyOf((requirement, AllOf((Within(BONE_ONLY_AXIS, NO), unseen)) if site != "bone" else unseen))
    return Mention("metastatic_sites", requirement, words, *found.span(), Stance.REQUIRE, settled=True)
