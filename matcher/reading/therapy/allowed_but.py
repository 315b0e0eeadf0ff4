"""'Any previous anti-HER2 therapy is allowed, other than T-DM1': what the permission leaves out is shut out."""

from __future__ import annotations

import re

from data.criteria import negated as opposite
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.names import run_of, therapies_in
from matcher.reading.therapy.requirements import having_had
from matcher.reading.therapy.settings import setting_of

_ALLOWED_BUT = gated(
    r"\b(?:is|are|was|were|will\s+be|may\s+be)\s+(?:allowed|permitted|acceptable)[\s,;(-]*"
    r"\b(?:other\s+than|except(?:ing)?(?:\s+for)?|with\s+the\s+exception\s+of|excluding|apart\s+from|but\s+not)\s+"
    r"(?:(?:any|prior|previous|earlier|the|an?|use\s+of|those\s+with|treatment\s+with|exposure\s+to)\s+)*",
    re.I,
)
_EARLIER = gated(r"\b(?:prior|previous\w*|earlier|past|received)\b", re.I)
_NOW = gated(r"\b(?:concurrent\w*|concomitant\w*|ongoing|current\w*|only|not|no|during|while|on[- ]study)\b", re.I)
_NOTHING_MORE = gated(r"(?:\s*\([^()]{1,30}\))?\W*")
_FOR_A_DISEASE = gated(r"\s+(?:in|for|as)\s+[^.,;:()]{3,60}\W*", re.I)


def left_out_of_what_is_allowed(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    """The drugs that a permission of an earlier class leaves out, where nothing else is said of them."""
    text = sentence.text
    opening = _ALLOWED_BUT.search(text)
    if opening is None or sentence.excludes:
        return None
    head = text[: opening.start()]
    if not _EARLIER.search(head) or _NOW.search(head) or phrases.WINDOW.search(text):
        return None
    named = therapies_in(text, vocabulary)
    allowed = {c for one in named if one.end <= opening.start() for c in one.concepts}
    left_out = run_of([one for one in named if one.start >= opening.end()], text)
    if not left_out or left_out[0].start != opening.end():
        return None
    rest = text[left_out[-1].end :]
    if not (_NOTHING_MORE.fullmatch(rest) or _FOR_A_DISEASE.fullmatch(rest)):
        return None
    of_them = all(allowed.intersection(vocabulary.ancestors(c)) for one in left_out for c in one.concepts)
    if not of_them:
        return None
    start, end = left_out[0].start, left_out[-1].end
    end += "(" in text[start:end] and rest.startswith(")")  # 'capecitabine (Xeloda)'
    had = having_had(text, left_out, setting_of(head, text[start:end], rest), progressed=False, any_of=True)
    statement = f"no prior {' '.join(text[start:end].split())}"
    return Mention(PRIOR_THERAPY, opposite(had), statement, start, end, Stance.REQUIRE, settled=True)
