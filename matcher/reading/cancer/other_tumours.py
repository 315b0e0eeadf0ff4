"""Of a record that names breast cancer nowhere: whether it asks for tumours of other organs, whatever a title or a keyword
says of 'solid tumours'. The diagnosis asked for tells more than the title: 'Solid tumours' heads many a trial of two or three
tumours that its criteria name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from data.criteria import Evidence
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading import whole_record
from matcher.reading.gated import Pattern, gated
from matcher.reading.layout.item import INCLUDE
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

_TUMOURS = r"(?:tumou?rs?|cancers?|malignanc(?:y|ies)|neoplasms?|carcinomas?|malignant diseases?)"
# 'Solid tumours', 'any histology', 'an advanced malignancy', 'patients with cancer': breast cancer is among them.
_ANY = gated(
    r"\b(?:solid|any|all|other|another|various|multiple|different|selected|advanced|metastatic|unresectable|refractory|relapsed|recurrent|malignant|incurable|active|invasive|primary|an?|of|with|have|has|their)\s+"
    rf"(?:(?:histolog\w+|cytolog\w+|patholog\w+|confirmed|proven|locally|or|and|solid|malignant|advanced|metastatic|underlying)\s+){{0,6}}(?:{_TUMOURS}|histolog(?:y|ies))(?!\s+(?:of\s+(?:the|unknown)|cells?|tissue|samples?|markers?|lesions?|biops\w+))\b"
    rf"|\b{_TUMOURS}\s+of\s+any\b|\btumou?r\s+types?\s+(?:for|in)\s+which\b|\bcancer\s+(?:patients|survivors|types?)\b|\bsolid\s+{_TUMOURS}",
    re.I,
)
# 'One of the following solid tumours: ...' is closed by what it lists; RECIST and other cancers of hers name none that is taken.
_CLOSED = gated(
    rf"\bfollowing\s+(?:[\w-]+\s+){{0,5}}?{_TUMOURS}(?:\s+types?)?\b|\b(?:the|their)\s+primary\s+tumou?rs?\b"
    rf"|\b(?:RECIST|criteria|standards?|evaluation|assessment|according\s+to|response)\b[^.;]{{0,60}}?\bsolid\s+{_TUMOURS}"
    rf"|\b(?:second|prior|previous|concurrent|concomitant|history\s+of|other\s+primary|additional|free\s+of|family)\b[^.;]{{0,40}}?\b{_TUMOURS}",
    re.I,
)
_DIAGNOSIS = gated(
    r"\b(?:histo|patho|cyto)\w*\b|\bdiagnos\w+|\bconfirmed\b|\bdocumented\b|\bproven\b|^\W*(?:adult\s+|all\s+|the\s+)?(?:patients?|participants?|subjects?|individuals)\s+(?:must\s+have|with|have|having|who\s+have)\b",
    re.I,
)
_FOR_EXAMPLE = gated(
    r"\b(?:e\.g\b|such\s+as|like|for\s+(?:example|instance)|includ(?:es|ing)|preferably|especially)[^();:]*", re.I
)
_OF_A_HISTORY = gated(
    r"\b(?:prior|previous|history|second|other|concurrent|except\w*|in\s+situ|adequately|treated|years)\b", re.I
)
# Of a child, or of no certain organ.
_NOT_ONE_ORGAN = frozenset({"childhood", "pediatric", "pediatric solid", "cutaneous", "thoracic tumor"})


_BREAST_NAMED = gated(r"breast|mammary", re.I)


def naming_one_of(phrases: Iterable[str]) -> Pattern:
    """One of the phrases of `tumours.tsv`, also as a plural or with hyphens."""
    words = "|".join(re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") + "s?" for p in phrases)
    return gated(rf"\b(?:{words})\b", re.I)


@lru_cache(maxsize=4)
def _organs(vocabulary: Vocabulary) -> Pattern:
    return naming_one_of(
        t.phrase for t in vocabulary.tumours if t.kind == "other_cancer" and t.phrase not in _NOT_ONE_ORGAN
    )


def asked_for(trial: Trial, vocabulary: Vocabulary) -> Evidence | None:
    """Where a record whose summary names no breast cancer says that tumours of other organs are asked for, and none else."""
    if _BREAST_NAMED.search(trial.brief_summary or ""):
        return None
    return (
        _diagnosis_of_others(trial, vocabulary)
        or _titled_for_others(trial, vocabulary)
        or _every_other_shut_out(trial, vocabulary)
    )


# 'A malignancy other than the study disease (biliary cancer, melanoma) within 5 years', 'any cancer besides HCC'
_OTHER_THAN = gated(
    rf"\b{_TUMOURS}\s+(?:other\s+than|besides|apart\s+from)\s+(?:(?:the|their)\s+)?"
    r"(?:(?:study|target|index|present|current|primary)\s+(?:disease|indication|tumou?rs?|cancers?|malignanc\w+)\s*\((?:i\.?e\.?,?\s*)?(?P<aside>[^()]{3,80})\)"
    r"|(?P<named>(?:(?!\b(?:within|in(?!\s+situ)|during|that|which|who|requir\w+|for|diagnosed|unless|if)\b)[^.;:,()]){3,60}))",
    re.I,
)
_IN_SITU_OR_OF_SKIN = gated(
    r"\b(?:in\s+situ|non-?\s?melan(?:oma\w*|otic|ocytic|omic)|basal|squamous|skin|cervi\w+|treated|localized|superficial)\b",
    re.I,
)


def _every_other_shut_out(trial: Trial, vocabulary: Vocabulary) -> Evidence | None:
    """Where every cancer but one of other organs is shut out, of a record all of whose conditions name one: the patient's own
    breast cancer is such another, whatever the titles say of 'solid tumours'."""
    organs = _organs(vocabulary)
    if not trial.conditions or not all(organs.search(c) for c in trial.conditions):
        return None
    for text, sentence, item in whole_record.sentences(trial):
        told = _OTHER_THAN.search(sentence.text)
        if told is None or not sentence.excludes or item.cohorts or item.of_others:
            continue
        own = told["aside"] or told["named"]
        if organs.search(own) and not _BREAST_NAMED.search(own) and not _IN_SITU_OR_OF_SKIN.search(own):
            return Evidence("criteria", *text.span(sentence.start, sentence.end))
    return None


def _diagnosis_of_others(trial: Trial, vocabulary: Vocabulary) -> Evidence | None:
    """The inclusion that names the tumours taken, where no inclusion takes in any other tumour."""
    told: Evidence | None = None
    asked = [s for s in whole_record.sentences(trial) if s[2].polarity == INCLUDE and not s[2].of_others]
    for i, (text, sentence, item) in enumerate(asked):
        if sentence.stance is Stance.FORBID:
            continue
        words = _CLOSED.sub(" ", sentence.text)
        if _ANY.search(words):
            return None
        if told is None and not item.cohorts and _asks_for(words, asked, i, vocabulary):
            told = Evidence("criteria", *text.span(sentence.start, sentence.end))
    return told


def _asks_for(words: str, asked: Sequence[tuple[object, Sentence, object]], i: int, vocabulary: Vocabulary) -> bool:
    if not _DIAGNOSIS.search(words) or _OF_A_HISTORY.search(words):
        return False
    named = _organs(vocabulary)
    if named.search(blanked(_FOR_EXAMPLE, words)):
        return True
    # '... one of the following:', and each tumour in a point of its own
    listed = asked[i + 1 : i + 3] if words.rstrip().endswith(":") else ()
    return bool(listed) and all(named.search(sentence.text) for _, sentence, _ in listed)


_GENERAL = gated(
    rf"\b(?:solid|any|all|various|multiple|pan|other)[\s-]+(?:\w+\s+)?{_TUMOURS}|\bpan-?cancer|\bbasket|\btumou?r-?agnostic|\bcancer\s+(?:patients|survivors)",
    re.I,
)


def _titled_for_others(trial: Trial, vocabulary: Vocabulary) -> Evidence | None:
    """The title that names the tumours, where every condition that says more than 'cancer' names one of another organ."""
    named = _organs(vocabulary)
    conditions = [c for c in trial.conditions if not _SAYS_ONLY_CANCER.fullmatch(c)]
    titles = f"{trial.brief_title}\n{trial.official_title or ''}"
    if not all(named.search(c) for c in conditions) or _GENERAL.search(titles):
        return None
    if any(_ANY.search(_CLOSED.sub(" ", s.text)) for _, s in whole_record.inclusions(trial)):
        return None
    return next(
        (
            e
            for _, line, e in whole_record.lines_of_sources(trial, "brief_title", "official_title")
            if named.search(line)
        ),
        None,
    )


_SAYS_ONLY_CANCER = gated(
    rf"\W*(?:(?:advanced|metastatic|recurrent|refractory)\W+)?(?:{_TUMOURS}|oncology|metastas[ei]s)\W*", re.I
)
