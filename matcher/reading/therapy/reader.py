"""Prior therapy: what a patient received, progressed on or must never have had, by drug and class and setting.

words                                        asks on
therapy, for metastatic disease              chemotherapy, endocrine or any lines for metastatic disease; else
                                             `received_metastatic:<concept>`
therapy, (neo)adjuvant                       `received_early:<concept>`
therapy, no setting or both                  `received:<concept>`
progressed on, refractory to                 `progressed_on:<concept>`
within N weeks, N cycles, cumulative dose    undecidable: no patient field holds times or doses
current, planned, allergy, toxicity          nothing: not her history
'such as', parentheses after a class         examples of the class, not conditions of their own
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.axes import NO
from data.criteria import Between, Negation, Undecidable, Within, atoms, either
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence, Stance, negated, sentences_of, stance_of
from matcher.reading.therapy import phrases
from matcher.reading.therapy.allowed_but import left_out_of_what_is_allowed
from matcher.reading.therapy.asides import (
    let_in_by,
    of_early_disease,
    of_lines,
    permitting_asides,
    with_what_the_next_lets_in,
    without,
    without_conditions_of_measures,
)
from matcher.reading.therapy.beside import beside_the_least, beside_the_lines, beside_the_standard, therapies_before
from matcher.reading.therapy.beside_the_brain import BRAIN, beside_the_brain
from matcher.reading.therapy.facets import LINES, PRIOR_THERAPY
from matcher.reading.therapy.kinds import of_one_kind
from matcher.reading.therapy.lines.reader import read_lines
from matcher.reading.therapy.lines.running import running_treatment
from matcher.reading.therapy.lines.spared import let_in_otherwise, lines_spared, without_lines_spared
from matcher.reading.therapy.lists import (
    lists_of,
    opening_of_its_list,
    parts_of,
    therapies_named,
    with_the_setting_of_its_list,
)
from matcher.reading.therapy.not_asked import asked_for
from matcher.reading.therapy.one_list import mention_of
from matcher.reading.therapy.resistance import resistant_disease
from matcher.reading.therapy.standard import standard_therapy
from matcher.reading.therapy.told import OPENS_WITH_NO, given_for_her_disease

# Side effects of a therapy, tests, and a therapy still to come: no history of one.
_NO_HISTORY = gated(
    r"\b(?:(?<!intolerable )(?<!unacceptable )(?<!excessive )toxicit\w+|adverse (?:events?|effects?)|cardiac function|side effects?|stratif\w+|CTCAE|QTc\w*|to be (?:treated|given)|of any grade|grade\s*(?:[<>=]+\s*)?\d)\b",
    re.I,
)


# 'Myocarditis during previous immunotherapy': the complaint is meant, not the therapy.
_COMPLAINT_OF_IT = gated(
    r"\b(?:(?:cardiomy|neur|retin|encephal)opath(?:y|ies)|\w{3,}itis|\w+penia)\b(?:(?!\b(?:or|and)\b)[^.;,]){0,40}?\b(?:during|while (?:on|receiving)|with|from|on|after|following|under)\s+(?:(?:an?|any|the|their)\s+)?(?:prior|previous|earlier)\b",
    re.I,
)


# 'Received < prior regimens', '4 prior lines for metastatic disease': the number or its sign was lost when the text was
# entered, and with it the limit.
_NUMBER_LOST = gated(
    r"^\W*[4-9] (?:prior|previous|earlier) (?:lines?|regimens?)\b|(?:^\W*|(?<=[a-z] ))(?<!least )(?<!than )(?<!most )(?<!to )(?<!or )(?<!only )(?<!exactly )(?<!of )(?<!equal )1 (?:prior|previous|earlier) (?:lines|regimens|treatments|therapies)\b|(?:[<>\u2264\u2265]\s?=?|=\s?[<>])\s*(?:prior|previous|earlier|lines?|regimens?|courses)\b",
    re.I,
)


# A number of lines that was not read tells of no line that she must have had.
_A_NUMBER_OF = gated(
    r"(?<!any )\bnumber of (?:[\w/-]+\s+){0,5}?(?:lines|regimens|chemotherap\w+|therapies|treatments)\b", re.I
)


# An exclusion that goes on 'Patients must have received ...' says what is asked for instead.
_ASKED_FOR_AFTER_ALL = gated(
    r"\W*(?:all\s+)?(?:patients|participants|subjects|women|individuals|they)\s+(?:(?:in|with|who|assigned|randomi[sz]ed)\s[^.;:]{2,60}?)?(?:must|should|need to|have to|are required to)\s+have\s+"
    r"(?!no\b|not\b|never\b)(?:\w+\s+)?(?:had|received|been|progressed|failed|completed|undergone)\b",
    re.I,
)


_OF_SOME = gated(r"\W*(?:all\s+)?(?:\w+)\s+(?:in|with|who|assigned|randomi[sz]ed)\s", re.I)


# 'Patients with visceral crisis may enrol without prior endocrine therapy'
_MAY_BE_WITHOUT = gated(
    r"\b(?:may|can)\s+(?:also\s+)?(?:be\s+)?(?:enrol\w*|includ\w*|participate|enter|join)\b[^.;]{0,25}\bwithout\s+(?:any\s+)?(?:prior|previous|having)\b",
    re.I,
)
# Among exclusions: 'no prior CDK4/6 inhibitor is allowed'
_NONE_ALLOWED = gated(r"^\W*no\s+(?:prior|previous)\s[^.;]{3,80}\b(?:is|are)\s+(?:allowed|permitted)\W*$", re.I)


# 'Any prior adjuvant chemotherapy or endocrine therapy', as an inclusion: whatever was given is well.
_ANY_IS_WELL = gated(r"^\W*any\s+(?:prior|previous|earlier|type of|kind of|number of)\b", re.I)
_BUT_MUST = gated(
    r"\b(?:must|should|need\w*|requir\w+|has|have|had|not|no|but|except|only|up to|at most|maximum|progress\w*|fail\w*|refractory|within|weeks?|days?|months?)\b",
    re.I,
)


# 'All prior endocrine therapy must have been stopped two weeks before': whoever had any
_MUST_BE_OVER = gated(
    r"\W*(?:(?:all|any)\s+)?(?:prior|previous|earlier|ongoing|other|concurrent)\s+(?:\([^()]{0,80}\)|(?!\b(?:must|should|has|have|had|no|not|with|for)\b)[^.;:(]){3,160}?\b(?:must|should|has to|have to|needs? to)\s+(?:have\s+)?(?:been\s+|be\s+)"
    r"(?:stopped|discontinued|withdrawn|terminated|ceased|halted)\b(?=[^.;]{0,60}\b(?:weeks?|days?|months?|half-li\w+|hours?|before|prior)\b)"
    # 'Previous systemic treatment completed at least 3 weeks before enrolment'
    r"|\W*(?:(?:all|any)\s+)?(?:prior|previous|earlier)\s+(?:(?!\b(?:must|with|for|one|two|three|lines?|progress\w*)\b)[^.;:()]){3,80}?\b(?:completed|finished|ended|stopped|discontinued)\s+"
    r"(?:>=?|\u2265|at\s+least|more\s+than|a\s+minimum\s+of|(?:no|not)\s+less\s+than)\s*(?:\d+|two|three|four|six)\s*(?:weeks?|days?)\b",
    re.I,
)


def _not_the_first(sentence: Sentence) -> bool:
    return sentence.item is not None and sentence.start > sentences_of(sentence.item)[0].start


def read_therapy(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions of prior therapy and of numbers of lines."""
    return asked_for(sentence, _read_with_its_list(sentence, context))


def _read_with_its_list(sentence: Sentence, context: Context) -> list[Mention]:
    """An entry of a list is read after the words that open the list."""
    if sentence.excludes and _ASKED_FOR_AFTER_ALL.match(sentence.text) and _not_the_first(sentence):
        if _OF_SOME.match(sentence.text):
            return []
        asked_for = _read(replace(sentence, polarity=INCLUDE), context)
        return [replace(m, stance=m.stance or Stance.REQUIRE) for m in asked_for]
    if _MAY_BE_WITHOUT.search(sentence.text):
        return []
    if sentence.excludes and _NONE_ALLOWED.match(sentence.text):
        return [replace(m, stance=Stance.REQUIRE) for m in _read(replace(sentence, polarity=INCLUDE), context)]
    if left_out := left_out_of_what_is_allowed(sentence, context.vocabulary):
        return [left_out]
    if not sentence.excludes and _ANY_IS_WELL.match(sentence.text) and not _BUT_MUST.search(sentence.text):
        return []
    if not sentence.excludes and _MUST_BE_OVER.match(sentence.text):
        return []
    sentence = with_what_the_next_lets_in(with_the_setting_of_its_list(sentence), context.vocabulary)
    opening = opening_of_its_list(sentence)
    if not opening:
        mentions = _with_the_new(sentence, _read(sentence, context))
        resistant = resistant_disease(sentence) if not mentions else None
        running = None if any(m.facet == LINES for m in mentions) else running_treatment(sentence, context.vocabulary)
        return [*mentions, *(m for m in (resistant, running) if m is not None)]
    shift = len(opening) + 1
    mentions = _read(replace(sentence, text=f"{opening} {sentence.text}"), context, shift)
    return [replace(m, start=max(0, m.start - shift), end=m.end - shift) for m in mentions if m.start >= shift - 1]


# 'Newly metastatic disease, or progressive disease while on tamoxifen': of the first nothing is asked.
_OR_WORSE_UNDER = gated(
    r"\b(?:newly(?:[- ]diagnosed)?|de novo|(?:previously )?untreated|treatment[- ]na(?:i|\u00ef)ve)\s(?:(?!\bor\b)[^.;,]){0,50}\b(?:metasta\w+|stage IV|advanced)\b(?:(?!\bor\b)[^.;,]){0,30},?"
    r"\s+or\s+(?:(?!\bor\b)[^.;,]){0,40}?\b(?:progress\w*|relaps\w*|recurr\w*|fail\w*|refractory|resistant)\b(?:(?!\bor\b)[^.;,]){0,40}?\b(?:on|after|during|while|to|following|under|despite)\b[^.;,]{0,60}",
    re.I,
)


def _with_the_new(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    ways = None if sentence.excludes or not mentions else _OR_WORSE_UNDER.search(sentence.text)
    if ways is None:
        return mentions
    return [
        replace(
            m,
            requirement=either([m.requirement, Undecidable("another way in")]),
            statement=f"{m.statement}, or another way in",
        )
        if m.start < ways.end() and ways.start() < m.end and m.stance in (None, Stance.REQUIRE)
        else m
        for m in mentions
    ]


def _read(sentence: Sentence, context: Context, begin: int = 0) -> list[Mention]:
    """The mentions in a sentence whose text is its own from `begin` on."""
    bare = sentence.excludes or OPENS_WITH_NO.match(sentence.text)
    keys = phrases.KEYS | phrases.THERAPY_KEYS if bare else phrases.KEYS
    if not sentence.from_criteria:
        return read_lines(sentence, context.vocabulary) if sentence.source.endswith("title") else []
    if keys.isdisjoint(sentence.keys) and not (bare and phrases.METASTATIC.search(sentence.text)):
        return []
    named = _NOT_OF_OTHERS.sub("", sentence.text)
    if phrases.OTHER_CANCER.search(named) and not phrases.BREAST.search(sentence.text):
        return []
    if _COMPLAINT_OF_IT.search(sentence.text):
        return []
    if _NO_HISTORY.search(sentence.text) or _NUMBER_LOST.search(sentence.text) or _NAMES_A_PART.match(sentence.text):
        return []
    of_one_arm = _ONE_ARM.search(sentence.text) and not (sentence.item and sentence.item.cohorts)
    if of_one_arm or gated(r"\bcontralateral\b", re.I).search(sentence.text):
        return []
    text = blanked(_OF_THE_IMMUNE_SYSTEM, sentence.text.replace("\n", " "))  # a wrapped line ends no clause
    text = _REGIMES.sub(lambda m: "regimen" if m["several"] else "lines ", text)
    text = blanked(_DEFINED_BEHIND, blanked(_ABOUT_TO_START, blanked(_NO_LIMIT, text)))
    text = _PREPARES_FOR_IT.sub(lambda m: m["other"].ljust(len(m.group())), _with_systemic_alone(text, sentence))
    if _OPENS_WITH_PRIOR.match(text):
        text = blanked(_BEFORE_IT_BEGINS, text)
    text = _BEFORE_THE_FIRST_DOSE.sub(lambda m: "previously".ljust(len(m.group())), text)
    text = _LIST_INTRODUCED.sub(lambda m: m.group().replace(":", " "), text)
    text = _TREATED_WITH.sub(lambda m: m.group().replace(":", " "), text)
    text = _PROGRESSION_BY_WHAT.sub(lambda m: m["what"].rjust(len(m.group()) - 1) + " ", text)
    text = without_conditions_of_measures(text)
    asides = let_in_otherwise(text, permitting_asides(text))
    spared = [*of_early_disease(asides), *of_lines(text, asides, context.vocabulary)]
    counted = without_lines_spared(without(text, spared))
    lines = read_lines(replace(sentence, text=counted), context.vocabulary)
    sentence = replace(sentence, text=without(text, asides))
    if standard := standard_therapy(sentence, context.vocabulary):
        return [
            *(m for m in lines if not isinstance(m.requirement, Negation)),
            standard,
            *(beside_the_standard(sentence, context) or beside_the_least(sentence, lines, context)),
        ]
    if lines:
        beside = beside_the_lines(sentence, lines, context, begin)
        beside = beside or therapies_before(sentence, lines, context) or beside_the_least(sentence, lines, context)
        return [*lines, *beside]
    if _A_NUMBER_OF.search(sentence.text):
        return []
    sentence = replace(sentence, text=_told_without_the_brain(sentence))
    if BRAIN.search(sentence.text):
        sentence = replace(sentence, text=beside_the_brain(sentence))
    untreated = phrases.UNTREATED.search(sentence.text)
    if untreated and not of_one_kind(sentence.text, untreated.start(), context.vocabulary):
        none = Between("lines_metastatic", None, 0)
        return [Mention(PRIOR_THERAPY, none, "no therapy for metastatic disease", untreated.start(), untreated.end())]
    if never := _never_treated(sentence):
        return [never]
    if not phrases.HISTORY.search(sentence.text) and not given_for_her_disease(sentence, context.vocabulary):
        return []
    return _of_each_list(sentence, context, begin, text, asides)


def _of_each_list(
    sentence: Sentence, context: Context, begin: int, text: str, asides: Sequence[re.Match[str]]
) -> list[Mention]:
    """What is said of each list of therapies. text: the sentence with its asides."""
    spared = lines_spared(sentence.text)
    listed = [
        one
        for one in therapies_named(sentence, context)
        if one.start >= begin and not (spared and spared.at.start() <= one.start < spared.at.end())
    ]
    groups = lists_of(sentence.text, listed, context.vocabulary)
    let_in = [let_in_by(text, group, asides, context.vocabulary) for group in groups]
    spans = parts_of(sentence.text, groups)
    found = [
        mention_of(sentence, *one, vocabulary=context.vocabulary) for one in zip(groups, let_in, spans, strict=True)
    ]
    for i in range(len(found) - 1):
        before, after = found[i], found[i + 1]
        if after is None or not _or_else(sentence, spans[i], spans[i + 1][0]):
            continue
        if before is None:
            either_way = either([after.requirement, Undecidable("another way in")])
            found[i + 1] = replace(
                after, requirement=either_way, statement=f"{after.statement}, or what stands beside it"
            )
        elif _is_left_open(before) and _is_left_open(after):
            either_way = either([before.requirement, after.requirement])
            words = " or ".join(dict.fromkeys((before.statement, after.statement)))
            found[i : i + 2] = [None, replace(before, requirement=either_way, statement=words, end=after.end)]
    return [mention for mention in found if mention is not None]


def _is_left_open(mention: Mention) -> bool:
    """'Relapse within 12 months of adjuvant letrozole': when, no patient field tells"""
    return any(isinstance(atom, Undecidable) for atom in atoms(mention.requirement))


# 'relapse a year after adjuvant trastuzumab, or progression on it': of the first way nothing was understood
_OR_FOLLOWS = gated(r"\W*(?:and/)?or\b", re.I)
_CAME_BACK_OR_GREW = gated(r"\b(?:relaps|recurr|progress|fail|refractor|resistan)\w*", re.I)


def _or_else(sentence: Sentence, first: tuple[int, int], second: int) -> bool:
    required = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE
    return required and bool(
        _OR_FOLLOWS.match(sentence.text, second) and _CAME_BACK_OR_GREW.search(sentence.text, *first)
    )


# 'Progression according to RECIST while taking fulvestrant': by what it was told is left out
_PROGRESSION_BY_WHAT = gated(
    r"\b(?P<what>progress(?:ion|ed))\s+(?:(?:as\s+)?(?:assessed|defined|determined|documented|confirmed|shown|seen|evaluated)\s+)?(?:based\s+on|by|per|according\s+to|using|on\s+the\s+basis\s+of)\s+"
    r"(?:(?:RECIST|criteria|version|v|v?\d\.\d|imaging|CT|MRI|PET|scans?|radiolog\w+|radiograph\w+|clinical\w*|exam\w*|assessments?|response|tumou?r|markers?|standard|investigators?|the|and|and/or|or)\b\W+){1,8}"
    r"(?=(?:while|whilst|during|on|after|under|following|despite|upon)\b)",
    re.I,
)


# 'CNS recurrence or progression (by imaging) during trastuzumab', 'new brain metastases while receiving lapatinib'
_BRAIN = r"(?:central nervous system|CNS|brain|intracranial|cerebral|leptomeningeal)(?:\s*\((?:CNS|BM|LM)\))?"
_WORSE = r"(?:recurrences?|relapses?|progressi(?:on|ve disease))(?:\s*(?:/|,|or|and/or)\s*(?:recurrences?|relapses?|progression))?"
_WORSE_IN_THE_BRAIN = gated(
    rf"\b(?:{_BRAIN}\s+(?:metasta\w+\s+|disease\s+|tumou?r\s+)?{_WORSE}|{_WORSE}\s+(?:in|of)\s+(?:the\s+|their\s+)?{_BRAIN}(?:\s+(?:metasta\w+|disease))?"
    rf"|(?:new|development of|appearance of|occurrence of)\s+(?:new\s+)?{_BRAIN}\s+metasta\w+)\s*(?:\([^()]{{1,30}}\)\s*)?(?=(?:on|during|while|under|despite|following|after)\b)",
    re.I,
)


def _told_without_the_brain(sentence: Sentence) -> str:
    """The text with what got worse in the brain under a treatment told as 'progression'; positions hold."""
    worse = _WORSE_IN_THE_BRAIN.search(sentence.text)
    if worse is None or sentence.excludes or negated(sentence, worse.start()):
        return sentence.text
    told = "progression".ljust(worse.end() - worse.start())[: worse.end() - worse.start()]
    return sentence.text[: worse.start()] + told + sentence.text[worse.end() :]


# 'Prior treatment with any of the following: ...'
_LIST_INTRODUCED = gated(
    r"\b(?:with|received|had|to)\s+(?:any|at least one|one|one or more|either)(?:\s+or more)?(?:\s+of)?(?:\s+the)?(?:\s+following)?"
    r"(?:\s+(?:agents?|drugs?|therap(?:y|ies)|treatments?|medications?))?\s*:"
    r"|\b(?:contained|included|comprised|received|had)\s+(?:all|each)\s+of(?:\s+the)?(?:\s+following)?\s*:",
    re.I,
)


# 'Prior treatment with: fulvestrant, elacestrant, PARP inhibitors'
_TREATED_WITH = gated(
    r"\b(?:prior|previous)\s+(?:[\w-]+\s+){0,2}?(?:treatment|therapy|use|exposure)\s+(?:with|of|to)\s*:(?=\s*\w)", re.I
)


# 'Two previous regimes', 'more than one chemotherapy scheme'; of the same length
_REGIMES = gated(r"\b(?:regime|scheme)(?P<several>s)?\b", re.I)


# 'Trastuzumab-resistant: relapse during adjuvant trastuzumab, or progression on it for metastatic disease'
_DEFINED_BEHIND = gated(
    r"^\W*(?:[\w/+-]+[\s-]+){1,4}(?:resistan(?:t|ce)|refractory)(?:\s+(?:disease|cancer)|\s+to\s+(?:(?!\band\b)[\w/ -]){2,70}?(?:\s*\([^()]{0,60}\))?)?\s*(?::|\(|,?\s*\(?(?:(?:which is\s+)?defined as:?|i\.e\.?,?|that is,?|meaning:?))\s*(?=(?:disease\s+|documented\s+)?(?:relaps|recurr|progress|disease)\w*\b[^.;]*\bor\b[^.;]*\b(?:relaps|recurr|progress)\w*)",
    re.I,
)


# 'Autoimmune disease that has required systemic treatment in the past two years'
_OF_THE_IMMUNE_SYSTEM = gated(
    r"\b(?:auto-?\s?immun\w+|immune[- ]mediated|rheumat\w+)\b(?:(?!\bcancer|\btumou?r|\bmalignan)[^.;]){0,120}?\b(?:requir\w+|need\w*|received|treated\s+with|necessitat\w+)\s+(?:\w+\s+){0,2}?"
    r"(?:systemic(?:ally)?|immuno-?suppressive)\s+(?:\w+\s+)?(?:treatments?|therap(?:y|ies))\b[^.;,()]{0,40}"
    # '... for those treated with avelumab'
    r"|\bauto-?immune\s+(?:disease|disorder|condition|illness)s?\s+(?:for|in)\s+(?:the\s+)?(?:patients?|subjects?|participants?|those)\s+treated\b[^.;()]*",
    re.I,
)


# 'No limit to endocrine therapies, but at most one line of chemotherapy'
_NO_LIMIT = gated(
    r"\bno (?:(?:upper|set|fixed|specific|particular)\s)?(?:limit(?:s|ations?)?|restrictions?|maxim(?:um|al number)|cap|ceiling)\b(?:(?!\bbut\b).)*(?:,? ?\bbut\b)?",
    re.I,
)


# 'Chemotherapy-naive and about to start doxorubicin'
_ABOUT_TO_START = gated(
    r"\babout to (?:start|begin|initiate|commence|receive|undergo)\b(?![^.;,]*\blines?\b)[^.;,]*", re.I
)


# 'No prior systemic or local treatment of the cancer': of the two only the first is a therapy here
_SYSTEMIC_OR_LOCAL = gated(
    r"(?P<no>\b(?:no|without|(?:never|not)\s+(?:had|received|undergone))\s+(?:(?:any|prior|previous|earlier|definitive)\s+){0,3})?"
    r"\b(?P<both>(?:systemic\s+(?:and/or|or|nor|and)\s+(?:local|loco-?regional|local-?regional)|(?:local|loco-?regional|local-?regional)\s+(?:and/or|or|nor|and)\s+systemic)"
    r"\s+(?:(?:anti-?cancer|cancer|cancer-directed|oncologic\w*)\s+)?(?:treatments?|therap(?:y|ies)|interventions?))\b",
    re.I,
)


def _with_systemic_alone(text: str, sentence: Sentence) -> str:
    return _SYSTEMIC_OR_LOCAL.sub(
        lambda m: (
            (m["no"] or "") + "systemic therapy".ljust(len(m["both"])) if m["no"] or sentence.excludes else m.group()
        ),
        text,
    )


# 'Cell therapy that included a lymphodepleting chemotherapy regimen': the chemotherapy is no treatment of the cancer
_PREPARES_FOR_IT = gated(
    r"\b(?P<other>transplant\w*|(?:cell|gene|adoptive)\s+(?:transfer|therap\w+)(?:\s+therap\w+)?|(?:stem[- ]cell|marrow)\s+(?:rescue|support)),?\s+"
    r"(?:(?:that|which)\s+(?:includ|involv|requir|contain|us|need)\w*|(?:includ|involv|requir)ing|preceded\s+by|with\s+preparatory)\s+"
    r"(?:[\w-]+\s+){0,6}?chemotherap\w+(?:\s+regimens?)?",
    re.I,
)


# 'Any patient with an untreated primary malignancy': had nothing yet. Not: 'an untreated primary tumour' beside metastases
_UNTREATED_CANCER = gated(
    r"\b(?:previously\s+|hitherto\s+|so far\s+|as yet\s+)?untreated,?\s+(?:(?:primary|invasive|solid|operable|resectable|unilateral|breast|early(?:-stage)?|locali[sz]ed|and|or)\s+){0,4}"
    r"(?:cancers?|carcinomas?|malignanc(?:y|ies)|neoplasms?|adenocarcinomas?|(?<=solid )tumou?rs?|(?<=breast )tumou?rs?)\b"
    r"(?!\s+(?:tissue|specimens?|samples?|blocks?|biops\w+|material|cells?)\b)",
    re.I,
)
_OF_ANOTHER = gated(
    r"\b(?:no|not|without|never|other|another|second|if|or|prior|previous|history|concurrent|concomitant|synchronous|contralateral|than|except)\b[^.;]{0,40}$",
    re.I,
)


_BUT_FOR = gated(r"\b(?:except\w*|other than|apart from|but for|unless)\b", re.I)


def _never_treated(sentence: Sentence) -> Mention | None:
    found = (
        None
        if sentence.excludes or phrases.METASTATIC.search(sentence.text)
        else _UNTREATED_CANCER.search(sentence.text)
    )
    if found is None or _OF_ANOTHER.search(sentence.text, 0, found.start()) or BRAIN.search(sentence.text):
        return None
    if _BUT_FOR.search(sentence.text, found.end()):
        return None
    none = Within("received:systemic therapy", NO)
    return Mention(PRIOR_THERAPY, none, "no earlier treatment of the cancer", *found.span(), Stance.REQUIRE)


# 'Any prior chemotherapy for metastatic disease before the start of the induction treatment': of all that came before
_OPENS_WITH_PRIOR = gated(r"^\W*(?:(?:any|no|has|have|had|received)\s+){0,3}(?:prior|previous|earlier)\b", re.I)
_BEFORE_IT_BEGINS = gated(
    r"(?<!\d )(?<!days )(?<!weeks )(?<!months )(?<!years )\b(?:prior to|before)\s+(?:the\s+)?(?:start|initiation|beginning|commencement)\s+of\s+"
    r"(?:the\s+|this\s+)?(?:study|trial|protocol|induction|investigational|maintenance)\s+(?:therapy|treatment|drug|chemotherapy)\b",
    re.I,
)


# 'Before the first dose of the study drug, the patient has received systemic therapy for advanced disease': whenever
_BEFORE_THE_FIRST_DOSE = gated(
    r"^\W*(?:at any time\s+)?(?:prior to|before)\s+(?:the\s+)?(?:first|1st|initial)\s+(?:doses?|administration)\s+of\s+(?:(?!\bha(?:s|ve|d)\b)[^.;]){2,70}?(?=\bha(?:s|ve|d)\s+(?:received|been\s+treated|undergone|had)\b)",
    re.I,
)


# 'Progressed on a PD-1 inhibitor, except for patients with pancreatic cancer' is asked of all others.
_NOT_OF_OTHERS = gated(
    r",?\s*\(?\bexcept(?:ing)?\s+(?:for|in)\s+(?:(?:patients|participants|subjects|those)\s+with\s+)?[^.;()]*\)?\W*$",
    re.I,
)


# '"Population C": subjects of phase II treated by avelumab and cyclophosphamide'
_NAMES_A_PART = gated(
    r"^\W*(?:cohort|arm|population|group|part|stratum)\s+\w{1,3}\b\W{1,4}(?:the\s+|all\s+)?(?:patients|participants|subjects|those|women)\s+(?:of|in|from)\s+(?:the\s+)?(?:phase|part|arm|cohort|stage)\b"
    r"|^\W*[\"\u201c](?:cohort|arm|population|group|part|stratum)\s+\w{1,3}[\"\u201d]\W{1,3}(?:patients|participants|subjects|those|women)\b",
    re.I,
)


_ONE_ARM = gated(
    r"\b(?:(?<!TNBC )(?<!HER2\+ )(?<!positive )(?<!negative )(?:arm|arms|cohort|cohorts|part)|expansion|escalation|phase \w+) only\b"
    # 'For the immunotherapy arm: previous anti-PD-1', 'If assigned to olaparib: prior PARP inhibitor', 'Arms with exemestane: ...'
    r"|^\W*(?!(?:all|both|each|either|any)\b)(?:the\s+)?(?:[\w/+-]+\s+){0,3}arms?\b[^.;:]{0,40}:(?=\s+\S)"
    r"|^\W*(?:for|in)\s+(?:the\s+)?(?:\w+[\s-]){1,3}?arms?\b\s*(?:only)?[:,]|^\W*if\s+(?:assigned|randomi[sz]ed|allocated)\s+to\b[^.;:]{0,60}[:,]",
    re.I,
)
