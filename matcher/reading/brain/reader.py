"""Brain metastases in four states and leptomeningeal disease, with the exceptions a sentence makes.

    words of the sentence                               states that may join
    "no brain metastases"                               none
    "no active / symptomatic / untreated ..."           none, treated and stable
    "... unless treated and stable", "are eligible if"  none, treated and stable
    "new or progressive brain metastases are eligible"  all: a permission
    brain-metastases trial, "brain metastases"          treated and stable, untreated, progressing

"CNS" covers leptomeningeal disease, "brain" alone does not. An exception may stand in another sentence of the criteria
than the exclusion: the whole text is asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from data import axes
from data.axes import BRAIN_AXIS
from data.trial import Trial
from matcher.reading.brain.exclusions import IRRADIATED, broken_off, leaves_the_stable, left_by, not_irradiated
from matcher.reading.brain.lepto import RULED_OUT, WITHOUT_THEM, covers_lepto, lepto_mentions, without_lepto
from matcher.reading.brain.permissions import TRIGGER, allowing, permitted
from matcher.reading.brain.phrases import BRAIN, CNS, NO_EXAMINATION, TREATED_THING, is_about_brain, spread_phrases
from matcher.reading.brain.requirements import AN_EXAMINATION, progressing, required
from matcher.reading.brain.stances import of_some, stance_towards
from matcher.reading.brain.states import NONE, States, brain_mention
from matcher.reading.brain.titles import from_title, of_brain_or_meninges
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blank, blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

# 'Active (untreated or progressing) brain metastases': the aside says again what the word before it says.
_ASIDE_WITHIN = gated(
    r"(?<=\w)\s?\([^()]{3,90}\)(?=\s+(?:brain|CNS|central nervous|cerebral|intra-?cranial|leptomening\w*)\b)", re.I
)
_SINGLED_OUT = gated(
    r"\b(?:active|symptomatic|untreated|uncontrolled|unstable|progressi\w+|stable|treated|controlled|inactive)$", re.I
)


def _says_it_again(aside: re.Match[str]) -> bool:
    return _SINGLED_OUT.search(aside.string, 0, aside.start()) is not None


def read_brain(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions on the axes of brain metastases and leptomeningeal disease."""
    text = blanked(_ASIDE_WITHIN, blanked(NO_EXAMINATION, sentence.text), where=_says_it_again)
    sentence = sentence if text == sentence.text else replace(sentence, text=text)
    if worse := progressing(sentence, context.trial):
        return [worse]
    if not TRIGGER.search(text) and not IRRADIATED.search(text):
        return []
    irradiated = not_irradiated(sentence, context.trial)
    if irradiated is not None:
        sentence = _without_the_piece(sentence, irradiated)
    told = [*_brain_mentions(sentence, context), *lepto_mentions(sentence, context)]
    return [irradiated, *told] if irradiated is not None else told


_BEGINS = gated(r"[,;]|\bor\b(?=\W+(?:any\W+)?(?:prior|previous\w*|history|earlier|received)\b)", re.I)
_ENDS = gated(r"[,;]")


def _without_the_piece(sentence: Sentence, mention: Mention) -> Sentence:
    """'Leptomeningeal disease, earlier irradiation of the brain': the other things of the list, at their places."""
    text = sentence.text
    start = max((m.end() for m in _BEGINS.finditer(text[: mention.start])), default=0)
    behind = _ENDS.search(text, mention.end)
    end = behind.start() if behind else len(text)
    return replace(sentence, text=blank(text, start, end))


# 'since the diagnosis of brain metastases' dates another condition.
_CIRCUMSTANCE = gated(
    r"\b(?:since|after|before|prior to|between|to treat|despite|(?<!the )following)\s+(?:(?:the|diagnosis|identification|detection|discovery|of|and|any|known|their)\s+){0,4}$|\bbetween\b[^.;,]{0,60}\band\s+$",
    re.I,
)


# 'no radiotherapy (except for brain metastases)': what is excepted there is another thing.
_EXCEPTED = gated(
    r"\b(?:except(?:ing|ion)?|excluding|other than|apart from|aside from|with the exception of)\W+(?:(?:for|of|in|to|the|treated|stable|asymptomatic)\W+){0,3}$"
    r"|\b(?:radio\w+|radiation|irradiation|surger\w+|(?:chemo)?therap\w+|treatments?|(?:cortico)?steroids?)\b(?:(?!\b(?:brain|CNS|metastas[ie]s)\b)[^.;]){0,120}"
    r"\b(?:except(?:ing|ion)?|excluding|other than|apart from|with the exception of)\b[^.;]{0,100}$",
    re.I,
)


# 'Metastatic breast cancer, excluding known brain metastases': of the disease wanted, that is left out.
_LEFT_OUT = gated(
    r"(?:(?!\b(?:no|without|absence|radio\w+|radiation|irradiation|surger\w+|\w*therap\w+|treatments?|steroids?|measurable|evaluable|lesions?|biops\w+)\b)[^.;])*"
    r"\b(?:metasta\w+|stage IV|advanced)\b[^.;]{0,60}\b(?:excluding|but not|with the exception of|other than)\W+(?:(?:for|those|patients|with|known|any|active|symptomatic|untreated|of|the)\W+){0,4}$",
    re.I,
)


# 'Distant metastases (excluding brain metastases) are allowed': the permission is of all others.
_REST_ALLOWED = gated(r"\W*(?:(?:is|are)\s+)?(?:also\s+)?(?:allowed|permitted|acceptable|accepted|eligible)\W*$", re.I)
_ONLY_SOME_OF_THEM = gated(r"\b(?:active|symptomatic|untreated|uncontrolled|unstable|progress\w+)\W+(?:\w+\W+)?$", re.I)


# 'Metastatic to any site except the CNS'; 'metastatic disease other than in the CNS' may be there beside it.
_SITE_LEFT_OUT = gated(
    rf"^(?:(?!\b(?:no|without|measurable|evaluable|lesions?|biops\w+)\b)[^.;])*\b(?:metasta\w+|stage IV)\b[^.;]{{0,40}}\b(?:(?P<out>except|excluding|but not)|other than|outside)\W+(?:(?:for|in|to|the|of)\W+){{0,3}}(?:{CNS}|{BRAIN})\W*$",
    re.I,
)


_SCAN = r"(?:(?:MRI|MR|CT|PET|imaging|scans?|tomography)(?:\s*(?:/|\bor\b|\band/or\b|\band\b)\s*|\s+)?)+"
# 'Unable to undergo contrast MRI for brain metastases'
_NOT_TO_SCAN = gated(
    r"\b(?:unable|inability|not able|cannot|contraindicat\w*|intoleran\w*|refus\w+|allerg\w+)\b[^.;]{0,60}\b(?:MRI|CT|imaging|scans?|contrast|gadolinium)\b[^.;,]{0,40}$",
    re.I,
)
_CLEAR_SCAN = gated(
    rf"\b(?:(?:brain|cranial|cerebral|CNS|head)\s+{_SCAN}|{_SCAN}of the (?:brain|head|skull|CNS)\b)[^.;,]{{0,50}}\b(?:negative for|free of|must not show|shows? no|showing no|without|ruling out|excluding|to exclude)\s+(?:\w+\s+){{0,3}}metasta\w+",
    re.I,
)


# 'At least one new or not previously irradiated brain lesion'
_NOT_TREATED_YET = gated(
    r"\bnot\s+(?:previously\s+|yet\s+)?(?:been\s+)?(?:irradiated|treated)\s+(?:\w+\s+){0,2}$", re.I
)


def _brain_mentions(sentence: Sentence, context: Context) -> Iterator[Mention]:
    at_once = (
        _clear_scan(sentence) or _site_left_out(sentence) or of_brain_or_meninges(sentence) or broken_off(sentence)
    )
    if at_once is not None:
        yield at_once
        return
    phrases = spread_phrases(sentence.text)
    if not phrases:
        return
    if not sentence.from_criteria:
        if told := from_title(sentence, phrases[0]):
            yield told
    elif not sentence.excludes and _LEFT_OUT.match(sentence.text[: phrases[0].start()]):
        yield _of_those_left_out(sentence, phrases, context.trial)
    elif not _of_another_matter(sentence, phrases[0]):
        yield from _by_stance(sentence, phrases, context.trial)


def _clear_scan(sentence: Sentence) -> Mention | None:
    """'An MRI of the brain must be free of metastases'"""
    clear = _CLEAR_SCAN.search(sentence.text) if sentence.from_criteria and not sentence.excludes else None
    if clear is None or "exclud" in clear.group().lower():
        return None
    return brain_mention(allowing(States(NONE, NONE)), clear, Stance.REQUIRE)


def _site_left_out(sentence: Sentence) -> Mention | None:
    left_out = _SITE_LEFT_OUT.match(sentence.text) if sentence.from_criteria and not sentence.excludes else None
    if left_out is None:
        return None
    wide = NONE if left_out["out"] else axes.full(BRAIN_AXIS)
    return brain_mention(allowing(States(NONE, wide)), left_out, Stance.REQUIRE)


def _of_those_left_out(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Mention:
    first = phrases[0]
    only_some = _ONLY_SOME_OF_THEM.search(sentence.text[: first.start()])
    rest_allowed = _REST_ALLOWED.match(sentence.text, first.end()) and not only_some
    left = States(NONE, NONE) if rest_allowed else left_by(sentence, phrases, trial)
    return brain_mention(allowing(left), first, Stance.REQUIRE)


def _of_another_matter(sentence: Sentence, first: re.Match[str]) -> bool:
    """Whether the metastases date, limit or explain what is told of another thing."""
    before = sentence.text[: first.start()]
    if _CIRCUMSTANCE.search(before) or _EXCEPTED.search(before):
        return True
    about_others = (TREATED_THING, _NOT_TO_SCAN, WITHOUT_THEM)
    if sentence.excludes and any(words.search(before) for words in about_others):
        return True
    return bool(AN_EXAMINATION.search(sentence.text) and RULED_OUT.search(sentence.text))


def _by_stance(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Iterator[Mention]:
    stance = stance_towards(sentence, phrases[0])
    if is_about_brain(trial):
        yield from _in_a_trial_about_them(sentence, phrases, trial, stance)
    elif stance is Stance.FORBID:
        yield _shut_out(sentence, phrases, trial)
        if covers_lepto(sentence, phrases) and not of_some(sentence, phrases[0], trial):
            yield without_lepto(phrases[0])
    elif stance is Stance.ALLOW:
        yield from permitted(sentence, phrases, trial)
    else:
        yield from required(sentence, phrases, trial)


def _in_a_trial_about_them(
    sentence: Sentence, phrases: list[re.Match[str]], trial: Trial, stance: Stance
) -> Iterator[Mention]:
    """It excludes some of them (too many, leptomeningeal): only its demands are read."""
    first = phrases[0]
    not_yet = not sentence.excludes and _NOT_TREATED_YET.search(sentence.text[: first.start()])
    if stance is Stance.REQUIRE or not_yet:
        yield from required(sentence, phrases, trial)
    elif sentence.excludes and stance is Stance.FORBID and leaves_the_stable(sentence, first):
        yield _shut_out(sentence, phrases, trial)


def _shut_out(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Mention:
    return brain_mention(allowing(left_by(sentence, phrases, trial)), phrases[0], Stance.REQUIRE)
