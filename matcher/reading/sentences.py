"""Items cut into sentences, and what the words around a mention do to it: negation, permission, prohibition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from matcher.reading.gated import Pattern, gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE, Item
from matcher.reading.layout.shutting_out import SHUTS_OUT
from matcher.reading.pattern import blank, blanked, keys_of
from matcher.reading.text import PlainText
from matcher.reading.usual_words import in_usual_words

MAX_SENTENCE = 1500  # characters; longer ones are cut at a comma or space, so that reading stays linear


class Stance(Enum):
    """What a sentence does with the patients it describes."""

    REQUIRE = "require"
    FORBID = "forbid"
    ALLOW = "allow"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a source text: `text` is `plain[start : start + length]` with runs of space made one.

    polarity is that of its section; `item` is None for titles and other texts that are not criteria.
    """

    text: str
    start: int
    source: str
    polarity: str = INCLUDE
    item: Item | None = None
    length: int = 0

    @property
    def end(self) -> int:
        """Where it ends in the plain text."""
        return self.start + (self.length or len(self.text))

    @cached_property
    def lower(self) -> str:
        """The text in lower case, of the same length."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(c.lower()[:1] or c for c in self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The beginnings of its words, by which phrases are looked up."""
        return keys_of(self.lower)

    @cached_property
    def stance(self) -> Stance:
        """See `stance_of`."""
        return _stance_of(self)

    @cached_property
    def excludes(self) -> bool:
        return self.polarity == EXCLUDE

    @cached_property
    def from_criteria(self) -> bool:
        return self.source == "criteria"


# 'HER2: IHC 3+; IHC 2+ and FISH amplified; or 1+': the scores of one list
ANOTHER_SCORE = r"(?:or\s+)?(?:an?\s+)?(?:IHC\s+|score\s+|HER-?2\s+){0,2}(?:of\s+)?[0-3]\s?\+(?!\s*(?:\d|prior|previous|lines?|weeks|months))"


# A full stop, semicolon or line end that ends a sentence; not after common abbreviations or single initials.
# 'T1-3; N0-1; M0': one tumour, told by its categories; N0 is never an alternative to a T category
_NODES_BEHIND = r"[cp]{0,2}(?:N\s?0(?:\s?(?:-|/|to)\s?N?[1-3][a-c]?)?|M0)\s*(?:$|[;,.)\n]|[cp]?M0\b)"
_END = gated(
    rf"[.!?]+[)\"']?\s+(?=[A-Z([\"*\d<>=])|;\s+(?=\S)(?!unless\b|except\b|none\b|either\b|(?:but )?not (?:for|in)\b|{ANOTHER_SCORE}|{_NODES_BEHIND})|"
    r";(?=[A-Z]|\(?\d{1,2}[.)]\s?[A-Za-z])|\.\s*\n+|\.(?=[A-Z][a-z])|:\s+(?=\((?:a|i|1)\)|If\s[a-z])"
    r"|,\s+(?!other than\b|except\b|excluding\b|apart\b|besides\b|unless\b|including\b|such\b|with the exception\b)(?=(?:(?!or\b|and\b)[\w-]+\s+){1,5}is (?:excluded|not (?:permitted|allowed|eligible|acceptable))\W*$)"  # a clause of its own
    r"|,\s+(?=(?:(?!(?:or|and|not|is|are|was|were|be|been|will|who|which|that|patients?|subjects?|participants?|they|these|\w*therap(?:y|ies)|treatments?)\b)[\w-]+\s+){1,4}excluded\W*$)"  # 'stage I-III breast cancer, DCIS excluded'
    r"|,\s+(?=but\s(?:(?!\band\b)[^.;,()]){3,80}\b(?:are|is|will be)\s(?:excluded|ineligible|not (?:permitted|allowed|eligible|acceptable))\W*$)"
    # ', OR metastatic patients for whom ...': capitals set off another kind of patient, who is told apart
    r"|,\s+(?=OR\s+(?:\w+\s+){0,2}(?i:patients?|participants?|subjects?|wom[ae]n|those)\b)"
    # 'TNBC, ER-low excluded', 'ER-positive, HER2-positive allowed'
    r"|,\s+(?=(?![^.;,]*\bare\s)(?:HER-?2|ER|PR|HR|TNBC|(?i:triple|hormone|o?estrogen|luminal))\b"
    r"(?:(?!\b(?:and|or)\b)[^.;,()]){0,60}?\b(?:excluded|ineligible|(?:not\s)?(?:permitted|allowed|eligible|acceptable))\W*$)"
)
_GOES_ON = gated(r"\b(?:e\.g|i\.e|vs|approx|incl)$")
_ABBREVIATION = gated(r"(?:\b[A-Z]|\be\.g|\bi\.e|\betc|\bvs|\bca|\bapprox|\bincl|\b[Mm]ax|\bNo|\bDr|\bSt)$")


def _ends(text: str) -> Iterator[int]:
    for m in _END.finditer(text):
        if text[m.start()] == ";" and _in_parentheses(text, m.start()):
            continue
        if m.group() == ".":  # no space follows: only after a small letter or a parenthesis
            if m.start() and (text[m.start() - 1].islower() or text[m.start() - 1] == ")"):
                yield m.end()
        elif (
            text[m.start()] not in ".!?"
            or ("\n" in m.group() and not _GOES_ON.search(text[max(0, m.start() - 7) : m.start()]))
            or not _ABBREVIATION.search(text[max(0, m.start() - 7) : m.start()])
        ):
            yield m.end()


_FAR_ASIDE = 300  # characters on either side
_ASIDE_CLOSES = gated(rf"[^()\n]{{0,{_FAR_ASIDE}}}\)")


def _in_parentheses(text: str, at: int) -> bool:
    """'Chemotherapy for early disease (eBC; neoadjuvant or adjuvant) is permitted', '(positive ER: > 1 %; positive PR: ...)'"""
    reach = max(0, at - _FAR_ASIDE)
    opened = text.rfind("(", reach, at)
    return opened > text.rfind(")", reach, at) and _ASIDE_CLOSES.match(text, at + 1) is not None


def split(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of an item's text, ends included, outer space left out."""
    position = 0
    for end in [*_ends(text), len(text)]:
        yield from _bounded(text, position, end)
        position = end


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        window = text[start : start + MAX_SENTENCE]
        cut = max(window.rfind(", "), window.rfind("\n"))
        if cut < MAX_SENTENCE // 2:
            cut = max(window.rfind(" "), MAX_SENTENCE // 2)
        yield from _trimmed(text, start, start + cut + 1)
        start += cut + 1
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    body = text[start:end]
    stripped = body.strip()
    if stripped and any(c.isalnum() for c in stripped):
        offset = start + len(body) - len(body.lstrip())
        yield offset, offset + len(stripped)


# 'Eligible are women with ...', 'Patients can be included if they ...; if they ...': who is wanted is told behind it
_WHO = r"(?:the\s+|all\s+)?(?:adult\s+)?(?:patients?|participants?|subjects?|wom[ae]n|men|males?|females?|adults?|persons?|people|those)\b"
_WANTS = gated(
    rf"\W*(?:(?:{_WHO}\s+)?eligible\s+(?:for\s+(?:the|this)\s+(?:study|trial)\s+)?are\s+(?={_WHO})"
    rf"|(?:{_WHO}\s+)?(?:can|may)\s+be\s+(?:included|enrol\w+)\s*(?::|(?:,\s*)?(?P<if>if)\b,?)"
    rf"|(?:we|(?:the|this)\s+(?:study|trial))\s+(?:will\s+)?(?:includes?|enrol\w*|recruits?|takes?\s+in)\s+(?={_WHO}))",
    re.I,
)
_OR_IF = gated(r"\W*(?:(?:or|and)\s+)?if\b,?\s+", re.I)


def _opening(item: Item) -> Pattern | None:
    """What opens an item without restricting anybody: who is wanted, or in an exclusion shut out, is told behind it."""
    if item.polarity == EXCLUDE and ";" in item.text and SHUTS_OUT.match(item.text):
        return SHUTS_OUT
    return _WANTS if item.polarity == INCLUDE and _WANTS.match(item.text) else None


# 'B. Females of 18 years or older' behind the full stop of point A, where the points run on in one paragraph
_POINT_OF_A_RUN = gated(r"\(?[A-H][.)]\s+(?=[A-Z][a-z])")


def _without_opening(text: str, opening: Pattern | None, *, first: bool) -> str:
    """Positions hold."""
    found = (opening and (opening if first else _OR_IF).match(text)) or (None if first else _POINT_OF_A_RUN.match(text))
    return blank(text, 0, found.end()) if found else text


def sentences_of(item: Item) -> tuple[Sentence, ...]:
    """The sentences of an item of the criteria text, cut once."""
    if item.sentences is None:
        opening = _opening(item)
        item.sentences = tuple(
            Sentence(
                _without_opening(in_usual_words(" ".join(item.text[start:end].split())), opening, first=not i),
                item.start + start,
                "criteria",
                item.polarity,
                item,
                end - start,
            )
            for i, (start, end) in enumerate(split(item.text))
        )
    found: tuple[Sentence, ...] = item.sentences
    return found


def sentences_of_text(text: PlainText) -> Iterator[Sentence]:
    """The sentences of a title, summary, arm description or list of conditions (a line an entry)."""
    position = 0
    for line in text.plain.split("\n"):
        for start, end in split(line):
            words = in_usual_words(" ".join(line[start:end].split()))
            yield Sentence(words, position + start, text.source, length=end - start)
        position += len(line) + 1


# ---------------------------------------------------------------- stance of the whole sentence

# 'Not eligible for surgery' describes the disease; 'not eligible for the study', 'not eligible to enrol' rules somebody out.
_FOR_ANYTHING_BUT_THE_TRIAL = (
    r"(?:for|to)\b(?!\s+(?:(?:the|this|our|any|a|present|current|clinical|further)\s+)*(?:stud(?:y|ies)|trials?|protocols?|enrol\w*|inclusion|includ\w+|participat\w*"
    r"|entry|enter|join|take part|registration|register|randomi[sz]\w*|screening|be\b|cohorts?|arms?|parts?\b|phase|steps?\b|this\b))"
)
_FORBIDS = gated(
    rf"\b(?:(?:are|is|will be|must be|should be|were|be)\s+(?:also\s+)?(?:excluded|(?:ineligible|not\s+(?:be\s+)?(?:eligible|candidates))\b(?!\s+{_FOR_ANYTHING_BUT_THE_TRIAL})|not\s+(?:be\s+)?"
    r"(?:allowed|permitted|enrolled|included|acceptable|accepted))"
    rf"|(?:will|can|may|must|should)\s*not\s+(?:be\s+)?(?:eligible\b(?!\s+{_FOR_ANYTHING_BUT_THE_TRIAL})|enrolled|included|allowed|permitted|participate|take part|join|enter)"
    rf"|(?:is|are)\s+(?:strictly\s+)?(?:prohibited|disallowed|forbidden)|(?:is|are|constitutes?)\s+(?:an?\s+)?(?:reasons? for exclusion|exclusion(?: criteri(?:on|a))?\b(?!\s+(?:if|only|unless)))|not\s+(?:permitted|allowed|eligible\b(?!\s+{_FOR_ANYTHING_BUT_THE_TRIAL}))|ineligible(?! (?:for|to)\b)|excluded|(?:we|will) exclude|we (?:do not|don['\u2019]t|will not|cannot) (?:include|enrol\w*|accept|admit))\b|^\W*exclude\b",
    re.I,
)
# 'Patients do not need to have measurable disease': nobody is asked for it.
NOT_OBLIGED = (
    r"(?:need\s+not|do(?:es)?\s+not\s+(?:need|have)\s+to|do(?:es)?\s+not\s+(?:require|need)\s+(?:an?\s+|any\s+)?(?=prior|previous|earlier)"
    r"|(?:is|are)\s+not\s+(?:required|obliged|needed)\s+to|not\s+necessary\s+to)"
)
_ALLOWS = gated(
    r"\b(?:(?:are|is|will be|may be|can be|be|were|remain|still|considered|also)\s+(?:also\s+|still\s+|all\s+)?(?:eligible|allowed|"
    r"permitted|acceptable|allowable|permissible|enrolled|included|accepted)|allowed|permitted|acceptable|"
    r"permissible|(?<!not )(?<!not be )accepted(?=\W*$)|(?<!who )(?<!that )(?:is|are) admitted(?=\W*$)|(?:may|can) (?:also )?(?:be considered for (?:enrol\w+|inclusion|participation|the (?:study|trial))|enroll?|participate|take part|join|have (?:had|received)|enter|be (?:eligible|enrolled|included|recruited|accepted))"
    r"|(?<!who )(?<!that )(?<!which )(?:may|can) (?:also |still )?(?:continue|remain on|stay on|keep (?:on|taking|receiving)|be continued)"  # 'may remain on tamoxifen'
    r"|(?:may|can|could) be (?:omitted|skipped|waived|spared|forgone|dispensed with)"
    r"|(?:is|are) (?:fine|welcome|unproblematic|no (?:obstacle|hindrance|barrier|impediment)|not an? (?:obstacle|hindrance|barrier|impediment))"
    rf"|(?:not|no) (?:a )?(?:requirement|required|need(?:ed)?|necessary|mandatory)|not\s+(?:be\s+)?(?:an?\s+)?exclu\w+|(?:not?|not an?)\s+(?:reason|grounds?)\s+(?:for|to)\s+exclu\w+|{NOT_OBLIGED}|(?:do|does|shall|will)\s+not\s+(?:preclude|count\b|be counted)|(?:this|that|which)\s+(?:do|does|shall)\s+not\s+apply\s+to|(?:^\W*|;\s*)nor\s+(?:do|does)\b|(?:is|are|be)\s+(?:exempt(?:ed)?|disregarded)|eligible(?! (?:for|to|patients?|participants?|subjects?|individuals|women)\b))\b",
    re.I,
)
# 'Women with breast cancer are eligible for this study' states who is wanted, 'patients on tamoxifen are eligible' not.
_POPULATION = gated(
    r"^\W*(?:\w+\s+){0,3}(?:women|patients|men|females?|subjects|participants)\b(?P<whom>(?!\s+(?:who\s+(?:are|have been)\s+)?(?:currently|already|previously|also|still|on|taking|receiving)\b)[^.;]*)\b(?:are|is) eligible for (?:the|this|enrol\w+)",
    re.I,
)
_DISEASE = gated(r"cancer|carcinoma|tumou?r|malignan|neoplas|\b(?:disease|dcis|tnbc|m?bc)\b", re.I)
_PARENTHESES = gated(r"\([^()]*\)|\[[^][]*\]")
# 'women ... who are eligible for endocrine therapy' describes them, 'all therapies for which she is eligible' the therapies.
_WHO_ARE = gated(
    r"\b(?:who|that|which)\s(?:are|is|were|was)\s(?:not\s)?(?:in)?eligible\s(?:for|to)\b(?! (?:the|this|enrol))"
    r"|\b(?:for|to)\swhich\s(?:(?:the|a|an|each)\s)?(?:patients?|participants?|subjects?|individuals?|women|she|he|they)\s(?:are|is|were|was|may\sbe|would\sbe)\s(?:not\s)?(?:otherwise\s)?(?:in)?eligible\b"
    r"|\btherap(?:y|ies)\s(?:(?:the|a)\s)?(?:patients?|participants?|subjects?|she|he|they)\s(?:are|is|were|was)\s(?:in)?eligible\sfor\b",
    re.I,
)
# 'Earlier mTOR inhibitors, except everolimus, which is allowed': the rest is not.
_EXCEPT_WHAT_IS_ALLOWED = gated(
    r"\b(?:except(?:ing|ions?)?|other than|apart from|aside from)\s[^.;:]{2,90}?,?\s(?:that|which)\s(?:is|are|remains?)\s(?:also\s|still\s)?(?:allowed|permitted|acceptable|allowable|permissible)\W*$",
    re.I,
)
_TOO = gated(r"\b(?:eligible|allowed|permitted|included|accepted)\b[^.;]{0,10}\b(?:too|as well)\b|\balso\b", re.I)


# 'Tumour types eligible are: ...' tells the tumours that are wanted.
_TUMOURS_WANTED = gated(
    r"^\W*(?:the\s+)?(?:eligible\s+(?:tumou?rs?|cancers?|malignanc\w+|disease)(?:\s+types?)?(?:\s+(?:are|is)\b|\s*:)|(?:tumou?r|cancer)\s+types?\s+(?:that\s+are\s+)?eligible(?:\s+(?:are|is)\b|\s*:))",
    re.I,
)


_HOWEVER_MUST = gated(r"\W*(?:however|but|nevertheless)\b[^.;]{0,60}\bmust\b(?!\s+not\b)", re.I)
_HOWEVER = gated(r"\W+(?:however|but|though|although|provided)\b(?![^.;]*\bonly\b)", re.I)


def stance_of(sentence: Sentence) -> Stance:
    """What the sentence as a whole does: from its own words, else from its section."""
    return sentence.stance


# 'Prior chemotherapy is possible' is a permission; 'surgery is possible' is not.
_PAST_POSSIBLE = gated(
    r"^\W*(?:(?:an?|any|the|one|at most|up to|only)\W+){0,3}(?:prior|previous|earlier|former|preceding|concurrent|concomitant)\b[^.;]{0,120}\bpossible\W*$",
    re.I,
)


# 'Approximately 50 % of patients must have a mutation' is a quota of the trial, no demand on her.
_QUOTA = gated(
    r"^\W*(?:(?:approximately|about|around|roughly|at least|at most|up to|no more than|not more than|(?:an?\s+)?(?:minimum|maximum)\s+of)\s+|~\s*)?"
    r"\d{1,3}\s?%\s+of\s+(?:the\s+|all\s+)?(?:\w+\s+){0,2}?(?:patients|participants|subjects|women)\b",
    re.I,
)


def _stance_of(sentence: Sentence) -> Stance:
    if _PAST_POSSIBLE.match(sentence.text) or _QUOTA.match(sentence.text):
        return Stance.ALLOW
    population = None if sentence.excludes else _POPULATION.search(sentence.text)
    if population is not None and _DISEASE.search(population["whom"]):
        return Stance.REQUIRE
    if not sentence.excludes and _TUMOURS_WANTED.match(sentence.text):
        return Stance.REQUIRE
    text = blanked(_PARENTHESES, sentence.text)  # an aside rules nobody in or out
    if not text.strip(" .,;:"):  # a sentence that stands in parentheses as a whole is none
        text = sentence.text
    text = blanked(_EXCEPT_WHAT_IS_ALLOWED, blanked(_WHO_ARE, text))
    forbids = _FORBIDS.search(text)
    if forbids and not gated(r"\bnot\s+(?:be\s+)?excluded\b", re.I).search(text):
        return Stance.FORBID
    allows = _ALLOWS.search(text)
    if allows and (_TOO.search(text) or not gated(r"\b(?:must|only|have to)\b", re.I).search(text)):
        return Stance.ALLOW
    if sentence.excludes and _HOWEVER_MUST.match(text):
        return Stance.ALLOW  # of those whom the sentence before lets in
    told = allows and sentence.excludes and _DISEASE.search(text, 0, allows.start())
    if allows and told and _HOWEVER.match(text, allows.end()):
        return Stance.ALLOW  # below exclusions, 'prior breast cancer is allowed; however, the last biopsy must be ...'
    return Stance.FORBID if sentence.excludes else Stance.REQUIRE


# ---------------------------------------------------------------- negation before a mention

# 'Cannot', "don't", "hasn't": not, in one word with what it denies
NOT_JOINED = r"(?:cannot|(?:have|has|had|did|do|does|is|are|was|were|must|should|may|ca)n['\u2019]?t)"
_NEGATION = gated(
    rf"\b(?:{NOT_JOINED}|no|not|without|never|none|neither|nor|absence of|free (?:of|from)|lack(?:ing)? of|lack|denies|"
    r"failure to (?:have|receive|undergo)|negative for|exclusion of|excluding|ruled? out|rather than)\b",
    re.I,
)
# 'No brain metastases, refractory to trastuzumab': what follows is not denied
TREATED_OR_WORSE = (
    r"(?:previously treated|pre-?treated|(?:refractory|resistant) to|(?:progress|relaps)(?:ed|ing) (?:on|after|during))"
)
_BREAKS = gated(
    rf"(?<!\be)(?<!\be\.g)(?<!\bi)(?<!\bi\.e)\.|[;:]|\b(?:but|however|unless|except|although|who|which|that (?:is|are|has|have))\b|,\s+(?:and\s+)?(?:with|having)\s|(?:\s(?:and|or)|,)\s+(?=(?:(?:is|are|was|were|has|have|had|does|do|did)\s+)?(?:no|not|without|never)\b)|\s(?=nor\b)|,\s+or\s+(?=(?:is\s+|are\s+|in\s+|of\s+|with\s+){{0,2}}stage\b)|\s(?:or|and)\s+(?=(?:has|have|is|are)\s+(?:already\s+)?(?:metasta|spread|stage|locally|recur|relaps|come))|\n|\band (?=\d)|,\s+(?={TREATED_OR_WORSE}\b)|\b(?:must|should) have\b|\bs/p\b|\bstatus[- ]post\b",
    re.I,
)
_NOT_NEGATING = gated(
    r"\b(?:no (?:more|greater|less|fewer|later|longer|(?:upper |set |fixed )?limit|maximum|cap\b)|not (?:more|greater|less|fewer|only|limited|required|"
    r"necessarily|exceed\w*|(?:be\s+)?(?:an?\s+)?(?:amenable|suitable|candidates?|curable|feasible))|no (?:restriction|requirement)|(?<=we )(?:do not|don['\u2019]t|will not|cannot) (?:include|enrol\w*|accept|admit)\b|(?<=may or may )not|(?<=has or has )not|(?<=have or have )not)\b"
    # a treatment that failed was given, and progression beside it is not denied: 'lack of response to or progression on it'
    r"|(?:no|without|lack of|absence of)\s+(?:an?\s+)?(?:(?:objective|clinical|adequate|sufficient|significant|tumou?r|radiological|pathologic\w*|initial|any|partial|or|complete)\s+){0,4}(?:respon(?:se|ded|ding)|benefit|efficacy|effect)\b",
    re.I,
)


def negated(sentence: Sentence, start: int, reach: int = 90) -> bool:
    """Whether a negation in the same clause, at most `reach` characters before, denies what stands at `start`.

    A bullet that opens with 'No ...' below an exclusion heading is an exclusion in a sponsor's shorthand, not a double
    negative: its 'No' is not counted.
    """
    before = sentence.text[max(0, start - reach) : start]
    if ")" in before:  # 'immunosuppressants (not counting steroids) or biologics'
        before = blanked(_PARENTHESES, before)
    for stop in _BREAKS.finditer(before):
        before = blank(before, 0, stop.end())
    count = 0
    for cue in _NEGATION.finditer(before):
        if _NOT_NEGATING.match(before, cue.start()):
            continue
        opens_the_sentence = start <= reach and not sentence.text[: cue.start()].strip(" -*(")
        if opens_the_sentence and sentence.excludes and cue.group().lower() in ("no", "none", "without", "not"):
            continue
        count += 1
    return count % 2 == 1
