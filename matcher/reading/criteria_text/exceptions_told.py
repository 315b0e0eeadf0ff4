"""An exclusion together with the exception that stands behind it, as one sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.layout.exceptions_behind import let_in, with_exceptions_below
from matcher.reading.sentences import Sentence, sentences_of, stance_of
from matcher.reading.stance import Stance

# '(Note: oligometastatic disease allowed)', '(allowed in Part B)'
_ASIDE = gated(
    r"\s*\((?!(?:[^()]*\b)?(?:not|no|must|only)\b)\s*(?:(?:please\s+)?notes?\s*[:,]\s*)?(?P<what>|[^()]{0,30}\b(?:oligo-?)?metasta[^()]{0,40}?)\s*\b(?:(?:may|can|will) be included|(?:(?:is|are|will be|may be|can be)\s+)?"
    r"(?:allowed|permitted|acceptable|eligible))(?P<where>\s+(?:in|for|on|to)\b[^()]{0,40})?[\s.]*\)",
    re.I,
)
_OF_THE_EXTENT = gated(
    r"^\W*(?:any |known |evidence of |presence of |patients with )*(?:distant |stage IV|metasta)", re.I
)


def with_the_exception_behind(sentence: Sentence) -> Sentence:
    """'Metastatic disease. Exception: oligometastatic disease' and the like as 'metastatic disease, except ...'."""
    if sentence.item is None:
        return sentence
    text = _FOLLOWING.sub(", except ", _ASIDE.sub(_as_an_exception, sentence.text))
    item = sentence.item
    sentences = sentences_of(item)
    at = bisect_left(sentences, sentence.end, key=lambda s: s.start)
    following = sentences[at] if at < len(sentences) else None
    if following is None and (below := with_exceptions_below(text, item.children)) is not None and _shuts_out(sentence):
        return replace(sentence, text=below, length=sentence.end - sentence.start)
    told = item.excepted if following is None else let_in(following.text, item.children)
    if following is not None and _OF_THE_EXTENT.match(text) and (noted := _NOTED_NEXT.match(following.text)):
        told = noted["what"]
    if told and let_in(sentence.text, ()) is None:
        text = f"{text.rstrip(' .;:')}, except {told}"
    if text == sentence.text or not _shuts_out(sentence):
        return sentence
    return replace(sentence, text=text, length=sentence.end - sentence.start)


# 'Prior PARP inhibitor, with the following exception: ...'
_FOLLOWING = gated(r"[\s,]*\bwith the following exceptions?\s*[:,]\s*(?=\w)", re.I)
# 'Metastatic disease. Note: patients with oligometastatic disease are allowed.'
_NOTED_NEXT = gated(
    r"^\W*(?:(?:please\s+)?notes?\W+|however\W+)?(?P<what>(?![^.;]*\b(?:not|no|only)\b)[^.;]{0,60}\b(?:oligo-?)?metasta[^.;]{0,60}?)\s+(?:is|are|will be|may be|can be)\s+"
    r"(?:allowed|permitted|eligible|acceptable|included)\b",
    re.I,
)
# 'No prior chemotherapy. Exception: ...' among inclusions
_OPENS_WITH_NO = gated(r"^\W*(?:[\w-]+\s+){0,4}?(?:no|not|without|never|none)\b", re.I)


def _shuts_out(sentence: Sentence) -> bool:
    stance = stance_of(sentence)
    return stance is Stance.FORBID or (stance is Stance.REQUIRE and _OPENS_WITH_NO.match(sentence.text) is not None)


def is_an_exception(sentence: Sentence) -> bool:
    """Whether the sentence only lets in: 'Exceptions include: ...'."""
    return let_in(sentence.text, ()) is not None


def _as_an_exception(aside: re.Match[str]) -> str:
    if not aside["what"]:
        return ", unless otherwise specified"
    return f", except {aside['what']}" if _OF_THE_EXTENT.match(aside.string) else aside.group()
