"""One sentence read by every facet, under the conditions of the headings above it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from matcher.reading.composing.compose import compose
from matcher.reading.composing.stated import under
from matcher.reading.criteria_text.drafts import SentenceRead
from matcher.reading.criteria_text.exceptions_told import is_an_exception, with_the_exception_behind
from matcher.reading.criteria_text.subtypes_apart import read_apart
from matcher.reading.exceptions import without_exceptions_for_other_tumours
from matcher.reading.facets import READERS
from matcher.reading.gated import gated
from matcher.reading.irrelevances import kind_of
from matcher.reading.layout.item import EXCLUDE, PERMIT, Item
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blank, blanked
from matcher.reading.population import (
    BREAST,
    headed_by_another_tumour,
    names_another_tumour,
    of_other_tumours,
    tells_of_another_tumour,
)
from matcher.reading.restricts_nobody import (
    IF_KNOWN,
    restricts_nobody,
    with_what_is_provided,
    without_what_restricts_nobody,
)
from matcher.reading.sentences import Sentence, Stance, sentences_of, stance_of
from matcher.reading.whole_sentences.kinds import told_by_its_shape


def read_sentence(sentence: Sentence, context: Context, *, one_way: bool = False) -> SentenceRead:
    """`one_way`: the sentence is one of several ways into the trial."""
    sentence = replace(
        sentence, text=blanked(_QUOTA_ASIDE, sentence.text, where=lambda aside: _QUOTA.search(aside.group()))
    )
    if _QUOTA.search(sentence.text) or _BACKGROUND.match(sentence.text):
        return SentenceRead(sentence, [], [], "explanation")
    asking = with_the_exception_behind(sentence)
    asked = without_what_restricts_nobody(without_exceptions_for_other_tumours(_without_the_frame(asking)))
    asking = replace(asking, text=blanked(IF_KNOWN, asked) if sentence.excludes else with_what_is_provided(asked))
    mentions = _mentions(asking, context)
    if _of_another_tumour(sentence):
        return SentenceRead(sentence, [], mentions, "other_cancer")
    apart = read_apart(asking, mentions, context) if sentence.polarity != PERMIT else []
    stated = compose(asking, mentions, one_way=one_way) if apart is None else apart
    if stated and sentence.item is not None and sentence.item.parent is not None:
        conditions = _conditions_above(sentence.item, context)
        stated = [under(s, conditions) for s in stated] if conditions else stated
        if any(_LETS_SOME_IN_IF.match(above.text) for above in sentence.item.ancestors()):
            stated = [s if s.facet in _OF_THE_BRAIN else under(s, [None]) for s in stated]
    kind = None
    if not stated:
        kind = "permission" if mentions else _kind(sentence, context)
        kind = "explanation" if not mentions and restricts_nobody(sentence.text) else kind
    return SentenceRead(sentence, stated, mentions, kind)


def _kind(sentence: Sentence, context: Context) -> str | None:
    """What a sentence is about in which no reader found anything."""
    return kind_of(sentence, context.vocabulary) or _of_nobody_here(sentence) or told_by_its_shape(sentence)


# 'The drug has shown efficacy in BRCA carriers. It is plausible that it acts in others.': why the trial is done
_BACKGROUND = gated(
    r"\W*(?!(?:patients?|participants?|subjects?|wom[ae]n|those|tumou?rs?|disease|cancers?)\b)(?:[\w/-]+\s+){1,6}?(?:has|have)\s+(?:(?:been|recently|also|already|previously)\s+){0,2}(?:shown|demonstrated)\s+(?:\w+\s+){0,3}?(?:efficacy|activity|benefits?|responses?|survival)\b"
    r"|[^.;]{0,80}\bit is (?:plausible|conceivable|likely|hypothesi[sz]ed|thought|believed|therefore hypothesi[sz]ed) that\b"
    r"|\W*(?:we|the investigators|the researchers) (?:hypothesi[sz]e|believe|postulate|propose)\b",
    re.I,
)


# 'Participants of either sex may join if they have ...': the words around what is asked for
_MAY_JOIN_IF = gated(
    r"^\W*(?:(?:all|adult|an?|the)\s+)*(?:patients?|participants?|subjects?|wom[ae]n|m[ae]n|persons?|people|individuals?|volunteers?)\b"
    r"(?:\W+(?:male|female|or|and|of|either|sex|any|adult|men|women|who|has|have|reached|the|age|years?|aged|over|older|ECOG|score|performance|status|to|an?|\d{1,2}))*"
    r"(?P<frame>\W+(?:(?:may|can|will|shall)\s+(?:be\s+)?|(?:is|are)\s+)(?:join|take part|participate|enter|enrol(?:l|led)?|included|eligible|qualif(?:y|ies))(?:\s+(?:in|for)\s+(?:the|this)\s+(?:study|trial))?"
    r"\s+(?:only\s+)?(?:if|when|provided(?:\s+that)?)(?=\s+(?:they|she|he|her|his|their)\b))",
    re.I,
)
# '"Early stage" means stage I or II': the words explained ask for nothing themselves
_TERM_EXPLAINED = gated(
    r"^\W*(?:for\s+the\s+purposes?\s+of\s+(?:this|the)\s+(?:protocol|study|trial)\W+)?(?P<term>[\"\u201c'\u2018]?(?:locally\s+)?(?:early|advanced|operable|high[- ]risk)(?:[\s-]+(?:stage|breast|cancer|disease))*[\"\u201d'\u2019]?)"
    r"\s+(?:means|shall\s+mean|is\s+(?:hereby\s+)?(?:defined|understood)\s+(?:as|to\s+be)|refers\s+to)\b",
    re.I,
)


# 'Metastatic breast cancer includes unresectable, de novo stage IV and recurrent disease': each of them alone
_KINDS_OF_IT = gated(
    r"^\W*(?:the\s+term\s+)?(?:locally\s+)?(?:metastatic|advanced|recurrent|early)(?:[\s-]+(?:stage|breast|cancer|disease))*\s+(?:includes?|included|comprises?|encompass(?:es)?)\s+(?!(?:patients|women|those)\b)",
    re.I,
)


def _without_the_frame(sentence: Sentence) -> str:
    """The text without the words that only say that whoever it describes may join, or what a word means; places hold."""
    text = sentence.text
    if sentence.polarity in (EXCLUDE, PERMIT):
        return text
    for frame, name in ((_MAY_JOIN_IF, "frame"), (_TERM_EXPLAINED, "term")):
        if found := frame.match(text):
            text = blank(text, *found.span(name))
    if kinds := _KINDS_OF_IT.match(text):
        text = " " * kinds.end() + _AND.sub("or ", text[kinds.end() :])
    too = _TAKEN_TOO.search(text)
    if (
        too
        and BREAST.search(text, 0, too.start())
        and names_another_tumour(too["what"])
        and not BREAST.search(too["what"])
    ):
        text = blank(text, *too.span())
    return text


_AND = gated(r"\band\b", re.I)
# 'Advanced breast cancer or melanoma, resectable lung cancer will also be included'
_TAKEN_TOO = gated(
    r",\s+(?P<what>[^.;,:()]{3,70}?)\s(?:will|may|can|are|is)\s+also\s+(?:be\s+)?(?:included|enrolled|eligible|allowed|accepted|permitted)\W*$",
    re.I,
)


def _mentions(asking: Sentence, context: Context) -> list[Mention]:
    """What each facet finds in the sentence; where that is nothing, read on from the line above that breaks off."""
    own = [mention for reader in READERS for mention in reader(asking, context)]
    opening = "" if own else _line_above_that_breaks_off(asking)
    if not opening:
        return own
    shift = len(opening) + 1
    whole, above = (replace(asking, text=text) for text in (f"{opening} {asking.text}", opening))
    told_above = {(m.facet, m.requirement) for reader in READERS for m in reader(above, context)}
    found = [mention for reader in READERS for mention in reader(whole, context)]
    return [
        replace(m, start=max(0, m.start - shift), end=m.end - shift if m.end > shift else len(asking.text))
        for m in found
        if m.end > shift or (m.facet, m.requirement) not in told_above
    ]


# 'Women with breast cancer which', 'the participant has been given', '8. The participant's disease'
BREAKS_OFF = gated(
    r"(?:\b(?:who|which|that|whose|whom|in whom (?:the |her )?[\w ]{3,30}|is|are|was|were|be|been|being|has|have|had|given|received|receiving)|"
    r"\b(?:he|she|they|patients?|subjects?|participants?|women)|\b(?:disease|cancer|carcinoma|tumou?rs?))[\s:,]*$",
    re.I,
)
_A_PREDICATE = gated(
    r"^\W*(?:is|are|was|were|has|have|had|having|have|does|do|did|must|cannot|can|involves?|shows?|expresses|overexpresses|does not)\b"
)
_ENDS_IN_A_SUBJECT = gated(
    r"\b(?:disease|cancer|carcinoma|tumou?rs?|he|she|they|patients?|subjects?|participants?|women)$", re.I
)
_GOES_ON_IN_SMALL = gated(r"^\W*[a-z]")
_DENIES_OR_ALLOWS = gated(
    r"\b(?:no|not|never|without|none|nor|neither|cannot|exclud\w*|ineligible|unless|except|free|may|can|could|might|allowed|eligible)\b",
    re.I,
)


def _line_above_that_breaks_off(sentence: Sentence) -> str:
    """Words of which the sentence is the rest: 'Women with breast cancer which' above 'is invasive'."""
    item = sentence.item
    above = item.parent if item is not None else None
    if item is None or above is None or sentence.start > item.start or len(above.text) > 200:
        return ""
    if not BREAKS_OFF.search(above.text) or not _GOES_ON_IN_SMALL.match(sentence.text):
        return ""
    words = " ".join(sentences_of(above)[-1].text.split()).rstrip(" :,")
    if _DENIES_OR_ALLOWS.search(words):
        return ""
    predicate = _A_PREDICATE.match(sentence.text)
    return words if predicate or not _ENDS_IN_A_SUBJECT.search(words) else ""


# 'About half of the patients will have had a CDK4/6 inhibitor' asks it of none of them.
_QUOTA = gated(
    r"\b(?:\d+\s?(?:%|per ?cent) of|(?:half|(?:one|two)[- ]thirds?|a (?:third|quarter)|(?:a|the) (?:majority|minority|proportion)) of)\s+"
    r"(?:all\s+|the\s+|enrolled\s+|randomi[sz]ed\s+|eligible\s+|study\s+|included\s+)*(?:patients|participants|subjects|women|enrolled|population)\b[^.;]{0,40}\b(?:will|must|should|may|can|are|have|with)\b",
    re.I,
)


# 'ECOG 0 to 2 (at most 20% of the patients may have ECOG 2)'
_QUOTA_ASIDE = gated(r"\([^()]{0,60}(?:%|per ?cent|half|third|majority|minority)[^()]{3,120}\)", re.I)


NAMES_SOME = gated(
    r"^\W*(?:only )?for\s+(?:the |those |all )?(?:[\w+/()-]+\s+){1,5}(?:patients?|participants?|subjects?|women|cohorts?|group|arm)\s*:\s*$",
    re.I,
)


_NAMES_ALL = gated(
    r"\b(?:all|both|every|each|study|trial|eligible|enrolled|any|breast|cancer|potential|adult|screening|these|such)\b",
    re.I,
)


# 'For patients with HR-positive disease:', 'If HER2-positive:', 'Those who are HR-positive may only be included if:' say for
# whom the points below hold.
_FOR_SOME = gated(
    r"^\W*(?P<for>(?:(?:only )?(?:for|in)\s+(?:those |all )?(?:the\s+)?(?:patients?|participants?|subjects?|women|men|individuals|tumou?rs?|cases|those)\s+"
    r"(?:with|who|whose|that)\b)|(?:patients?|participants?|subjects?|women|those)\s+(?:with|whose|who have|who are)\b(?=[^:]{3,140}\b(?:(?:will|may|can) only be|only (?:eligible )?if)\b)"
    r"|(?:if|for|in case of)\b|(?=[^:]{3,60}\b(?:patients?|participants?|subjects?)\b))(?P<who>[^:]{2,160}):?\s*$",
    re.I,
)


# What is said of brain metastases is true of whoever has them, under whatever heading it stands.
_OF_THE_BRAIN = ("brain_metastases", "leptomeningeal_disease")

# 'Patients with a previous cancer may be eligible if all of the following hold:' asks the points below it of those alone
_LETS_SOME_IN_IF = gated(
    r"^\W*(?=[^:]{1,250}:\s*$)(?:patients?|participants?|subjects?|women|those)\s+(?:with|who\s+have(?:\s+had)?)\s+[^:]{0,30}?\b(?:previous|prior|second|another|other|synchronous|bilateral|contralateral|multi-?(?:focal|centric)|brain|CNS|leptomening\w+|HIV|hepatitis|HBV|HCV)\b[^:]{3,80}?"
    r"\b(?:(?:may|can|will)\s+be|are|is)\s+(?:also\s+)?(?:eligible|included|enrolled|allowed|permitted|considered)\b[^:]{0,40}\b(?:if|provided)\b[^:]{0,80}:\s*$",
    re.I,
)


_RULE_BEGINS = gated(
    r"\b(?:(?:patients?|participants?|subjects?)\s+)?(?:must|should|need|have to|are required|(?:will|may|can)\s+(?:only\s+)?be\b(?=[^:]*\b(?:only|if)\b)|(?:is|are)\s+(?:only\s+)?eligible\s+(?:only\s+)?if)\b.*$",
    re.I,
)


_TELLING = ("biomarker", "her2", "er", "pr", "receptor_subtype", "menopausal_status", "sex", "stage")


def _conditions_above(item: Item, context: Context) -> list[Mention | None]:
    """What the headings of the list say of the patients that it is for; [None] where they single out some by words not
    understood."""
    found: list[Mention | None] = []
    for above in item.ancestors():
        words = " ".join(above.text.split()) if len(above.text) < 300 else ""
        heading = _FOR_SOME.match(words) if len(words) < 170 else None
        if heading is None or (above.cohorts and not above.cohorts[-1].kind and above.heading):
            continue
        who = _RULE_BEGINS.sub("", heading["who"])
        sentence = Sentence(who, above.start, "criteria")
        told = [m for reader in READERS for m in reader(sentence, context) if m.facet.startswith(_TELLING)]
        if told:
            found += told
        elif gated(r"\W*(?:for|in)\s.*\b(?:with|who|whose)$", re.I).match(heading["for"]) or (
            NAMES_SOME.match(above.text) and not above.cohorts and not _NAMES_ALL.search(above.text)
        ):
            found.append(None)
    return found


_OWN_SUBJECT = gated(r"^\W*(?:for|in|if|all|patients?|participants?|subjects?|women|those|breast)\b", re.I)


def _of_another_tumour(sentence: Sentence) -> bool:
    """Whether it speaks of people with a tumour of another organ, by its own words, those that open its point, or a heading
    above it. What is said of a cohort is left to the cohort."""
    item = sentence.item
    if item is not None and _goes_on_about_another_tumour(sentence, item):
        return True
    if item is None or item.cohorts:
        return False
    if tells_of_another_tumour(sentence.text):
        return True
    at = sentence.start - item.start
    if ";" in item.text[max(0, at - 3) : max(0, at)] and not _OWN_SUBJECT.match(sentence.text):
        first = sentences_of(item)[0].text
        if ":" in first and tells_of_another_tumour(first):
            return True
    return below_another_tumour(item)


_OF_HER_DISEASE = gated(
    r"^\W*(?:patients?|participants?|subjects?|women|they|disease|prior|previous)\b[^.;]{0,60}\b(?:received|experienced|had|progressed|relapsed|responded|refractory|resistant|sensitive|lines?|regimens?|therap(?:y|ies))\b",
    re.I,
)


@lru_cache(maxsize=8)
def _names_breast(text: str) -> bool:
    """Asked anew of an item by each of its sentences."""
    return BREAST.search(text) is not None


def _goes_on_about_another_tumour(sentence: Sentence, item: Item) -> bool:
    """'Patients must have ovarian cancer. Patients must have had up to 5 lines': the history of those of the first sentence;
    'Ovarian cancer - ... Up to 5 lines': all that stands below that heading."""
    if item.polarity == EXCLUDE or sentence.start == item.start or _names_breast(item.text):
        return False
    first = sentences_of(item)[0].text
    if headed_by_another_tumour(first) and not _OWN_SUBJECT.match(sentence.text):
        return True
    named = _MUST_HAVE.match(first) is not None and names_another_tumour(first)
    return (named or tells_of_another_tumour(first)) and _OF_HER_DISEASE.match(sentence.text) is not None


_MUST_HAVE = gated(r"\W*(?:patients?|participants?|subjects?|women|those)\s+(?:must|should)\s+have\b", re.I)


BEGINS_WITH_OR = gated(r"^\W*O[Rr]\b")


def _behind_an_or(child: Item, above: Item) -> bool:
    for one in above.children:
        if BEGINS_WITH_OR.match(one.text):
            return True
        if one is child:
            break
    return False


def below_another_tumour(item: Item) -> bool:
    """Whether it stands below a line that names people with a tumour of another organ; what an 'OR' sets off from that
    tumour is another way in."""
    asked: list[Item] = []
    child, found = item, False
    while child.below_another_tumour is None and child.parent is not None:
        asked.append(child)
        above = child.parent
        named = above.text.endswith(":") or not gated(r"[.;]\s").search(above.text)
        if named and tells_of_another_tumour(above.text):
            found = not _behind_an_or(child, above)
            break
        child = above
    else:
        found = bool(child.below_another_tumour)
    for one in asked:  # no further line that names a tumour stands between them
        one.below_another_tumour = found
    return found


_NOTE = gated(r"^\W*(?:please )?notes?\b\W", re.I)


def _of_nobody_here(sentence: Sentence) -> str | None:
    """Sentences that shut out no patient with breast cancer, whatever they speak of; None for all others."""
    if of_other_tumours(sentence.text):
        return "other_cancer"
    if sentence.polarity == PERMIT or stance_of(sentence) is Stance.ALLOW or is_an_exception(sentence):
        return "permission"
    if _NOTE.match(sentence.text) and stance_of(sentence) is not Stance.FORBID:
        return "explanation"
    return None
