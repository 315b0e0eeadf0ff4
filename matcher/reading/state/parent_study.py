"""Rollover, extension and follow-up studies take those who were treated in another study."""

from __future__ import annotations

from data.axes import YES
from data.criteria import Requirement, Within, either, every
from data.disease import NEVER_TREATED
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import within
from matcher.reading.state.meanings import ALL, UNTREATED
from matcher.reading.state.under_way import A_LINE_BEGUN
from matcher.reading.therapy.names import run_of, therapies_in

_STUDY = r"(?:stud(?:y|ies)|trials?|protocols?)"
_PARENT = rf"(?:(?:parent|feeder|antecedent|originating|(?<!months )(?<!weeks )(?<!days )(?<!years )(?<!year )(?<!month )preceding|qualifying|core|lead-in)\W+(?:[\w-]+\W+){{0,3}}?{_STUDY}|(?:another|prior|previous|any|an?)\W+(?:[\w/-]+\W+){{0,4}}?(?:sponsored|company)\W+(?:[\w/-]+\W+){{0,3}}?{_STUDY})"
# 'Roll-over study', 'open-label extension of ...', 'post-trial access', 'long-term follow-up of patients treated with'
_STILL_TREATED = gated(
    rf"\broll-?\s?over\b(?!\s+(?:phase|part|period|portion|stage)\b)|(?<!with )(?<!with an )(?<!with a )(?<!and )(?<!and an )(?<!by )(?<!by an )\b(?:open[- ]label|treatment)\W+extension\b(?! (?:phase|part|period))|\bextension {_STUDY}\b|\bcontinuation {_STUDY}\b|\bpost-?trial access\b|\b(?:continued|extended) access\b(?=[^.;:]{0, 60}\b(?:previously|already|who (?:have|had|were|are)|participants?|patients?)\b)"  # 'continued access' of a device takes others, too
)
_WAS_TREATED = gated(
    r"\blong-?\s?term\W+(?:\w+\W+)?follow-?\s?up\b[^.;:]{0,60}?\b(?:patients?|subjects?|participants?|women)\W+(?:with\b[^.;:]{3,90}?\b(?=who\b))?(?:previously\W+|already\W+|who (?:have |had |were |was )?(?:been )?)?(?:treated|received|completed|enrolled|participated|exposed|randomi[sz]ed)\b"
)
_IN_PARENT_STUDY = gated(
    rf"\b(?:treated|treatment|therapy|receiv\w+|benefit\w*|doses?|dosing|study drug|complet\w+)\b[^.;]{{0,80}}?\b(?:in|on|from|of|with|within|by|under|as part of)\b[^.;]{{0,30}}?\b{_PARENT}\b"
    rf"|\b{_PARENT}\b[^.;]{{0,60}}?\b(?:benefit\w*|continu\w+|on treatment|receiv\w+|treated|treatment with)\b"
)
_GOES_ON = gated(
    r"\b(?:currently|ongoing|still|benefit\w*|continu\w+|on (?:study )?treatment|receiving|not (?:had )?progress\w*)\b"
)
_NO_TREATMENT = gated(
    r"\b(?:exercis\w*|yoga|diet\w*|survey|questionnaires?|education\w*|screening|behavio\w+|cognitive|mindful\w*|lifestyle|imaging|vaccin\w*|prevention|placebo|healthy)\b"
)


# 'receiving treatment with [A or B] (alone or in combination) in a sponsored study': no further drug is named beside them
_OF_A_DRUG = gated(
    r"\b(?:treat(?:ment|ed)|therapy|receiv(?:ed?|ing)|taking|benefit\w*\s+from|doses?\s+of)\s+(?:(?:treatment|therapy|with|from|of|study|drug|either|single-?\s?agent)\s+){0,4}$"
)
_NO_OTHER_DRUG = gated(
    r"(?:(?!\bor\b(?!\s+(?:in\s+)?(?:the\s+)?combination\b))[^.;,]){0,70}?\b(?:within|in|on|from|under|during|as\s+part\s+of)\s+(?!(?:the\s+)?combination\b)"
)


def _drugs_given_there(sentence: Sentence, start: int, vocabulary: Vocabulary) -> list[Requirement]:
    """Her having had one of the drugs that the earlier study gave, where they are all named."""
    named = [one for one in therapies_in(sentence.text, vocabulary) if one.start >= start]
    if not named or not _OF_A_DRUG.search(sentence.lower, 0, named[0].start):
        return []
    group = run_of(named, sentence.text)
    if not _NO_OTHER_DRUG.match(sentence.lower, group[-1].end):
        return []
    return [either(Within(f"received:{concept}", YES) for one in group for concept in one.concepts)]


def from_parent_study(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    """Whoever was treated in another study is not untreated; who goes on with it has begun a line, if for metastatic disease."""
    lower = sentence.lower
    if _NO_TREATMENT.search(lower):
        return None
    if not sentence.from_criteria:
        told = _STILL_TREATED.search(lower)
        goes_on, told = told is not None, told or _WAS_TREATED.search(lower)
    else:
        if sentence.excludes or sentence.stance is not Stance.REQUIRE:
            return None
        told = _IN_PARENT_STUDY.search(lower)
        goes_on = told is not None and bool(_GOES_ON.search(lower))
    if told is None or (sentence.from_criteria and negated(sentence, told.start())):
        return None
    treated = within(0, ALL & ~UNTREATED if goes_on else ALL & ~NEVER_TREATED)
    drugs = _drugs_given_there(sentence, told.start(), vocabulary) if sentence.from_criteria else []
    requirement = every((treated, A_LINE_BEGUN, *drugs)) if goes_on else every((treated, *drugs))
    return Mention("setting", requirement, "treatment in an earlier study", *told.span())
