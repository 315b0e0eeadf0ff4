"""Where the cancer has spread to: sites, visceral and bone-only disease, measurable disease, the brain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.axes import BONE_ONLY_AXIS, NO, VISCERAL_AXIS, YES
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within, every
from data.criteria import negated as not_so
from data.trial import Trial
from matcher.reading.brain.reader import read_brain
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.negation import negated
from matcher.reading.pattern import words_beginning
from matcher.reading.sentences import Sentence
from matcher.reading.sites.bone_only import effusion
from matcher.reading.sites.injected import to_be_injected
from matcher.reading.sites.measurable import read_measurable
from matcher.reading.sites.measurable_of_whom import beside_the_measurable
from matcher.reading.sites.organs import LISTED, ORGAN, ORGANS, axis_of, names_the_brain, sites_named
from matcher.reading.sites.sentences import Asked, confined, organ_wanted, sites_beside, without_site
from matcher.reading.stance import Stance

_KEYS = words_beginning(
    "effusion ascites brain csf cerebrospinal cns central meninges leptomeningeal lepto intracranial cranial cerebral bone bony osseous skeletal liver hepatic lung pulmonary pleural peritoneal visceral measurable unidimensionally bidimensionally nonmeasurable evaluable assessable lymphangitic carcinomatous skin cutaneous meningitis measured mening measure lmd target extraosseous nonosseous nonbone extrahepatic extraskeletal bones skeleton extra non pial head node nodal lymph soft lesion unmeasurable immeasurable spine spinal vertebral vertebra vertebrae injectable injected injection inject"
)
_TRIGGER = gated(
    r"effusion|ascites|brain|\blepto\b|CNS|central nerv|mening|\bCSF\b|cerebrospinal|crani|cerebral|bone|osseous|skelet|spin(?:e|al)\b|vertebra|liver|hepatic|lung|pulmonary|pleura|periton|viscer|hepat|pial|measur|evaluable|assess?able|lymphang|cutaneous|skin met|nod(?:e|al)[- ]only|(?:limited|confined|restricted) to|\bLMD\b|target lesion|\blesions?\b.*\d\s?[mc]m\b|\bhead (?:MR|CT|PET)|\binject",
    re.I,
)
_SPREAD = r"(?:metasta(?:sis|ses|tic disease|tic lesions?)|mets)\b"
# A sentence that names sites and says no more of them: 'no liver or lung metastases', 'metastases to the liver', 'metastatic
# bone disease'.
_LEAD = (
    r"^\W*(?:(?:hepatic|pulmonary|skeletal|other)\s*:\s*)?(?:(?:(?:patients?|subjects?|participants?|women|those)\s+)?(?:with|who have|(?:must|should) have|(?P<not>(?:must|should|may)\s?not have)|ha(?:s|ve))\s+)?(?P<lead>(?:known|any|confirmed|documented|suspected|or|at least (?:one|1|a)|"
    r"(?:the )?presence of|evidence of|(?:(?:prior|past|current or prior|prior or current) )?history of|prior|previous)\s+){0,3}(?P<absence>absence of\s+)?(?P<no>no\s+(?:evidence of\s+)?)?(?:known\s+|any\s+)?"
)
_TAIL = r"(?:\s+(?:by|on|at|in)\s+(?:CT|MRI|imaging|scans?|x-?rays?|ultrasound|radiograph\w*|staging)\b[^.;:()]{0,30})?(?:\s+(?:(?:is|are)\s+)?(?:required|mandatory))?\W*$"
# 'Brain, bone or liver metastases, or leptomeningeal disease': the meninges are read by themselves
_OR_MENINGES = r"(?:,?\s+(?:and/or|and|or)\s+(?:leptomeningeal|meningeal|carcinomatous)\s+(?:metasta\w+|disease|meningitis|carcinomatosis|involvement))?"
_NOTHING_ELSE = gated(
    rf"{_LEAD}(?:(?P<organs>{LISTED})\s+(?:{_SPREAD}|metastatic disease\b|carcinomatosis\b|involvement\b)(?:\s*\((?P<members>{LISTED})\))?"
    rf"|(?:distant\s+)?{_SPREAD}\s+(?:to|in|of)\s+(?:the\s+)?(?P<organs2>{LISTED})"
    rf"|metastatic\s+(?P<organs3>(?:{ORGAN})(?:\s*(?:/|\band/or\b|\bor\b)\s*(?:{ORGAN})){{0,3}})\s+(?:disease|lesions?|involvement)\b"
    rf"|(?P<viscera>visceral)\s+(?:disease|involvement)(?:\s*\((?P<members2>{LISTED})\))?){_OR_MENINGES}{_TAIL}",
    re.I,
)
# 'No bone metastases and at most one prior line'
_AND_MORE = gated(
    r"\s+and\s+(?=(?:\d|one|no|not|at (?:most|least)|up to|an?|measurable|adequate|ECOG|prior|previous)\b)", re.I
)
# 'Patients must have liver metastases', 'biopsy-proven lung metastases': how they are told does not matter.
_WANTED = gated(
    rf"^\W*(?:(?:patients?|subjects?|participants?|women|those)\s+)?(?:(?:must|should)\s+have\s+|(?:with|who have)\s+|(?:the\s+)?presence of\s+|evidence of\s+)?"
    rf"(?:(?:an?|at least (?:one|1)|unresectable|inoperable|known|confirmed|documented|measurable|(?:biopsy|histolog\w+|cytolog\w+|radiolog\w+|radiograph\w+)(?:[- ](?:proven|confirmed|evident|documented))?)\s+){{0,3}}"
    rf"(?P<organs>(?:{ORGAN})(?:\s*(?:/|\band/or\b|\bor\b)\s*(?:{ORGAN})){{0,3}})\s+{_SPREAD}"
    rf"(?:\s+(?:(?:histolog\w+|radiolog\w+|cytolog\w+)\s+)?(?:confirmed|proven|documented|diagnosed|detected|visible|seen|shown)\b(?![^.;]*\b(?:unless|if|may|or)\b)[^.;]{{0,80}}|\s+with or without\s+[^.;:]{{1,60}})?\W*$",
    re.I,
)
_BONE_ALONE = gated(
    r"^\W*(?:(?:patients?|subjects?|participants?|women)\s+(?:with|who have)\s+)?(?:(?:stable|controlled|non-?progressive|asymptomatic)\s+)?(?:bone|osseous|skeletal)[- ]only\s+(?:metastatic\s+)?(?:disease|metasta[st]\w+|breast cancer)(?:\s+(?:after|following|under)\s+(?:[\w-]+\s+){0,3}(?:therapy|treatment))?\W*$"
    r"|^\W*(?:(?:patients?|subjects?|participants?|women)\s+(?:with|who have)\s+)?(?:(?:bone|osseous|skeletal)\s+metasta\w+\s+(?:as|being)\s+(?:the\s+|their\s+)?(?:only|sole)\s+(?:site|manifestation|evidence)(?:\s+of\s+(?:metastatic\s+|distant\s+)?(?:disease|metasta\w+))?"
    r"|(?:only\s+)?(?:bone|osseous|skeletal)\s+(?:metasta\w+|disease|involvement)\s+(?:only|alone)|(?:metastatic disease|metasta\w+|disease|spread)\s+(?:in|to|of)\s+(?:the\s+)?(?:bones?|skeleton)\s+(?:only|alone)"
    r"|(?:metastatic disease|metasta\w+|disease|(?:(?:breast\s+)?(?:cancer|disease)\s+(?:(?:that\s+)?has\s+)?)?spread)\s+(?:only|solely|exclusively)\s+(?:in|to|of)\s+(?:the\s+)?(?:bones?|skeleton)"
    r"|(?:metastatic disease|metastatic breast cancer|metasta\w+|disease)\s+(?:limited|confined|restricted)\s+to\s+(?:the\s+)?(?:bones?|skeleton))\W*$",
    re.I,
)
_TITLE_SITE = gated(rf"\b(?P<organs>{LISTED})\s+metasta(?:sis|ses|tic)\b", re.I)
# 'Bone-only metastatic breast cancer', 'breast cancer spread only to the skeleton', 'metastases confined to the bones'
_TITLE_BONE_ALONE = gated(
    r"\b(?:bone|osseous|skeletal)[- ]only\s+(?:metasta\w+|disease|(?:metastatic\s+|advanced\s+)?breast\s+cancer)\b|\b(?:bone|osseous|skeletal)\s+metastas[ei]s\s+(?:only|alone)\b"
    r"|\b(?:spread|metasta\w+(?:\s+(?:disease|breast\s+cancer|cancer))?)\s+(?:(?:only|solely|exclusively|limited|confined|restricted)\s+(?:in|to)\s+(?:the\s+)?(?:bones?|skeleton)\b(?!\s*(?:marrow|and\b|or\b|,|/))"
    r"|(?:in|to|of)\s+(?:the\s+)?(?:bones?|skeleton)\s+(?:only|alone)\b)",
    re.I,
)
_BESIDE_BONE_ALONE = gated(
    r"\b(?:including|predominant|dominant|with or without|not|visceral|or|versus|vs)\b|\bnon-?\s?measurable\b", re.I
)
_NAMES_BONE_ALONE = gated(r"\b(?:bone|osseous|skeletal)[- ]only\b", re.I)
_NOT_OF_ALL = gated(
    r"\b(?:prevent\w*|risk|reduc\w+|delay\w*|develop\w*|without|predict\w*|detect\w*|screen\w*|occult|suspect\w*|diagnos\w+|and other|evaluat\w+|other cancers?|imaging|assess\w+|response|incidence|free)\b",
    re.I,
)
_REQUIRED = gated(
    rf"\b(?:(?:must have|presence of|with|at least (?:one|1)|has|have|documented|diagnos\w+ (?:with|of)|confirmed)\s+(?:(?!(?:no|not|without)\b)\w+\s+){{0,4}}?)(?P<organ>{ORGAN})[- ](?:dominant\s+)?{_SPREAD}"
    rf"|\b(?P<organ2>{ORGAN})[- ]dominant",
    re.I,
)
_CRISIS = gated(
    r"\bvisceral\s+crisis|\bvisceral\s+(?:disease|spread|metasta\w+|involvement)\b[^.;]{0,40}?\brisk\s+(?:of|for)\b[^.;]{0,30}?\blife-?\s?threatening\b(?:\s+complications?)?|lymphangi\w+(?:\s+\w+){0,2}\s+(?:spread|carcinomatosis)|(?:pulmonary|carcinomatous)\s+lymphangi\w+",
    re.I,
)
_OPEN = gated(
    r"\b(?:allowed|eligible|permitted|may|can|if|unless|except|including|with or without|ULN|upper limit|for patients|in patients|in case|in the presence)\b",
    re.I,
)


def read_sites(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions of sites of metastasis and of what goes with them."""
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text):
        return []
    of_organs = [
        *(m for m in (effusion(sentence), to_be_injected(sentence, context.trial)) if m is not None),
        *_organs(sentence, context.trial),
    ]
    return [
        *read_brain(sentence, context),
        *read_measurable(sentence, context),
        *(m for m in [*_crises(sentence), *of_organs] if not _an_example(sentence, m)),
    ]


# 'Threatened organs, for example a pleural effusion': where else they may be threatened is not told
_FOR_EXAMPLE = gated(
    r"\b(?:e\.g\b|eg\b|for\s+(?:example|instance)\b|such\s+as\b|examples?\s+(?:(?:of|for)\s+\w+\s+)?(?:are|is|include)\b)[^;]{0,150}$",
    re.I,
)


def _an_example(sentence: Sentence, mention: Mention) -> bool:
    if sentence.excludes or mention.statement.startswith("no "):
        return False
    return _FOR_EXAMPLE.search(sentence.text, max(0, mention.start - 180), mention.start) is not None


# A failing organ, with metastases in it (ESO-ESMO, ABC): whoever has none in an organ is in no such crisis.
_VISCERAL_CRISIS = every((Within(VISCERAL_AXIS, YES), Undecidable("visceral crisis")))


def _crises(sentence: Sentence) -> Iterator[Mention]:
    found = _CRISIS.search(sentence.text)
    if found is not None and sentence.from_criteria:
        denied = negated(sentence, found.start())
        words = f"no {found.group().lower()}" if denied else found.group().lower()
        stance = Stance.REQUIRE if denied else None
        requirement = not_so(_VISCERAL_CRISIS) if denied else _VISCERAL_CRISIS
        yield Mention("metastatic_sites", requirement, words, *found.span(), stance)


def _organs(sentence: Sentence, trial: Trial) -> Iterator[Mention]:
    """Sites that are required or excluded as such: not those that only move a laboratory limit."""
    if not sentence.from_criteria:
        yield from _from_title(sentence)
        return
    if len(sentence.text) > 400:
        return
    without = without_site(sentence)
    if without is not None:
        yield without[0]
        sentence = replace(sentence, text=without[1])
    told = next((told for way in _BY_THE_SENTENCE if (told := way(sentence)) is not None), None)
    yield from told if told is not None else [*confined(sentence), *_required(sentence, trial)]


def _bone_alone(sentence: Sentence) -> list[Mention] | None:
    alone = None if sentence.excludes else _BONE_ALONE.match(sentence.text)
    if alone is None:
        return None
    if beside_the_measurable(sentence):
        return []  # 'One measurable lesion; patients with bone disease only': how those are treated is not told
    only = Within(BONE_ONLY_AXIS, YES)
    return [Mention("metastatic_sites", only, "bone-only disease", *alone.span(), Stance.REQUIRE, settled=True)]


def _with_nothing_else(sentence: Sentence) -> list[Mention] | None:
    more = None if sentence.excludes else _AND_MORE.search(sentence.text)
    found = _NOTHING_ELSE.match(sentence.text[: more.start()] if more else sentence.text)
    return None if found is None else list(_named_alone(sentence, found))


def _excepting(sentence: Sentence) -> list[Mention] | None:
    excepted = _with_an_exception(sentence)
    return [excepted] if excepted else None


def _as_wanted(sentence: Sentence) -> list[Mention] | None:
    wanted = None if sentence.excludes else _WANTED.match(sentence.text)
    return None if wanted is None else list(_named_alone(sentence, wanted))


def _as_subject(sentence: Sentence) -> list[Mention] | None:
    return _asked(organ_wanted(sentence))


def _beside_others(sentence: Sentence) -> list[Mention] | None:
    return _asked(sites_beside(sentence))


def _asked(asked: Asked | None) -> list[Mention] | None:
    if asked is None:
        return None
    wanted = _wanted(asked.found, asked.sites)
    if asked.among_bones:
        there = AllOf((wanted.requirement, Undecidable("in which of the bones")))
        return [replace(wanted, requirement=there, statement=f"{wanted.statement} in certain bones")]
    return [wanted]


# Forms of a whole sentence; the first that fits (is not None) tells all of it.
_BY_THE_SENTENCE = (_bone_alone, _with_nothing_else, _excepting, _as_wanted, _as_subject, _beside_others)


def _required(sentence: Sentence, trial: Trial) -> list[Mention]:
    needed = _REQUIRED.search(sentence.text)
    if needed is None or sentence.excludes or _OPEN.search(sentence.text):
        return []
    organ = needed["organ"] or needed["organ2"]
    return [_organ_mention(needed, organ)] if _is_about(trial, organ) else []


def _named_alone(sentence: Sentence, found: re.Match[str]) -> Iterator[Mention]:
    """Sites that a sentence asks for or rules out, and nothing else: 'liver or lung metastases'."""
    told = found.groupdict()
    sites = sites_named(told["organs"] or told.get("organs2") or told.get("organs3") or told.get("viscera") or "")
    denied = bool(told.get("no") or told.get("absence") or told.get("not"))
    # 'No ...' below exclusions is shorthand for the exclusion itself, 'absence of ...' is not.
    unwanted = sentence.excludes != bool(told.get("absence")) if sentence.excludes else denied
    if not sites or (not unwanted and names_the_brain(found.group())):
        return
    words = f"{'no ' if unwanted else ''}{' or '.join(sites)} metastases"
    requirement = every(Within(axis_of(site), NO) for site in sites) if unwanted else _seen_in(sites)
    yield Mention("metastatic_sites", requirement, words, *found.span(), Stance.REQUIRE, settled=True)


# 'Liver metastases, unless treated and stable'
_UNLESS = gated(r"\s*[,(]?\s*\b(?:unless|except|other than)\b", re.I)


def _with_an_exception(sentence: Sentence) -> Mention | None:
    """Sites that are ruled out but for an exception: whoever has none is let in, for the others it must be read."""
    exception = _UNLESS.search(sentence.text)
    found = _NOTHING_ELSE.match(sentence.text[: exception.start()]) if exception else None
    if found is None or names_the_brain(found.group()):
        return None
    ruled_out = next(_named_alone(sentence, found), None)
    if ruled_out is None or not ruled_out.statement.startswith("no "):
        return None
    return replace(
        ruled_out,
        requirement=AnyOf((ruled_out.requirement, Undecidable("an exception"))),
        statement=f"{ruled_out.statement}, or an exception that needs reading",
    )


def _from_title(sentence: Sentence) -> Iterator[Mention]:
    """A title names sites of those whom the trial takes, unless it is about finding or preventing metastases."""
    alone = _TITLE_BONE_ALONE.search(sentence.text) if sentence.source.endswith("title") else None
    if alone is not None and not _NOT_OF_ALL.search(sentence.text) and not _BESIDE_BONE_ALONE.search(sentence.text):
        only = Within(BONE_ONLY_AXIS, YES)
        yield Mention("metastatic_sites", only, "bone-only disease", *alone.span(), Stance.REQUIRE, settled=True)
        return
    if _NAMES_BONE_ALONE.search(sentence.text):  # 'bone-only or visceral metastases', 'including bone-only disease'
        return
    found = _TITLE_SITE.search(sentence.text) if sentence.source in ("brief_title", "official_title") else None
    sites = sites_named(found["organs"]) if found is not None else []
    if found is None or not sites or names_the_brain(found["organs"]) or _NOT_OF_ALL.search(sentence.text):
        return
    yield _wanted(found, sites)


def _is_about(trial: Trial, organ: str) -> bool:
    """Whether the titles or conditions make this site the subject of the trial: only then is naming it a demand."""
    subject = f"{trial.brief_title} {trial.official_title or ''} {' '.join(trial.conditions)}"
    same = "|".join(word for word, site in ORGANS.items() if site == ORGANS[organ.lower()])
    return bool(re.search(rf"\b(?:{same})\b", subject, re.I))


def _organ_mention(found: re.Match[str], organ: str) -> Mention:
    requirement = _seen_in([ORGANS[organ.lower()]])
    words = f"{organ.lower()} metastases"
    return Mention("metastatic_sites", requirement, words, *found.span(), Stance.REQUIRE, settled=True)


def _wanted(found: re.Match[str], sites: Sequence[str]) -> Mention:
    words = f"{' or '.join(sites)} metastases"
    return Mention("metastatic_sites", _seen_in(sites), words, *found.span(), Stance.REQUIRE, settled=True)


def _seen_in(sites: Sequence[str]) -> Requirement:
    """Metastases in one of the sites. A list of known sites does not prove that another one is free; "bone only" does."""
    unseen = Undecidable("a site not yet imaged")
    doubt = unseen if "bone" in sites else AllOf((Within(BONE_ONLY_AXIS, NO), unseen))
    return AnyOf((*(Within(axis_of(site), YES) for site in sites), doubt))
