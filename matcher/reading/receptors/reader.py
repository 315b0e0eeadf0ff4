"""ER, PR, HER2 and their combinations, on the joint axis of receptor states."""

from __future__ import annotations

import re
from dataclasses import replace

from data.criteria import AnyOf, Undecidable
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.population import OTHER_TUMOUR
from matcher.reading.receptors.any_tumour import among_genes, beside_any_tumour
from matcher.reading.receptors.combination import combination_of, facet_of, receptor_mention
from matcher.reading.receptors.descriptions import descriptions_in
from matcher.reading.receptors.markers import Found
from matcher.reading.receptors.masks import ALL, Description
from matcher.reading.receptors.rulings import Ruled, rulings_on
from matcher.reading.receptors.word_order import with_the_status_behind
from matcher.reading.sentences import Sentence, Stance

_KEYS = words_beginning(
    "her2 her erbb er pr pgr hr hor tnbc mtnbc etnbc atnbc latnbc tn triple tripple three luminal hormone estrogen oestrogen estradiol oestradiol epidermal receptor progest endocrine her3 hrpos erpos prpos erneg prneg hrneg fish cish dish sish ish herceptest hercep hormonosensitive hormonoresponsive hormonodependent rh erb cerb"
)


_TRIGGER = gated(
    r"\bTN\b|HER-?\s?-?2|HER2|[Ee][Rr][Bb][- ]?[Bb][- ]?2|\bER\b|\bP[Gg]?R\b|\bHo?R\b|\bHR[+-]|\bER[+-]|TNBC|[Rr]eceptor|[Tt]ripp?le|TRIPLE|[Tt]hree[- ]negative|[Ll]uminal|"
    r"[Hh]ormon|[Ee]strogen|[Ee]ndocrine[- ](?:[Ss]ens|[Rr]esp|[Ii]nsens)|[Ee]pidermal|[Hh]er[- ]?2|ISH\b.{0,30}ratio|Hercep"
)


_SUBJECT_OF_RULE = gated(
    r"^[^.;,]{0,90}?\b(?:patients|participants|subjects|tumou?rs?|disease|cases|women|cancers?|those|individuals)\b[^.;]{0,40}?"
    r"\b(?:must|should|shall|need|may|are (?:required|allowed|eligible to)|will (?:be|receive|have)|have to|can|(?<!, )(?<!having )receiv\w+|is required|are eligible if|are (?:then\s)?(?:treated|given|offered))\b",
    re.I,
)


# 'Patients whose tumours are HER2-positive will receive ...' rules for some; 'patients whose tumours are HER2-positive' wants them.
_WHOSE = gated(
    r"\b(?:patients|participants|subjects|women|cases|those|individuals)\s(?:whose|in whom)\b[^.;,]{0,60}$", re.I
)
_MODAL_NEXT = gated(
    r"[^.;,]{0,40}?\b(?:must|should|shall|need|may|will|have to|can|receive|are (?:treated|given|offered))\b", re.I
)


# 'patients who may undergo ...' describes them and rules nothing
_WHO_MAY = gated(r"\b(?:who|that)\b[^.;,]{0,20}\b(?:may|can|will (?:be|receive|have)|receiv\w+)$", re.I)


_WITH_A_TEST = gated(
    r"\bmust (?:have|undergo)(?: had)? (?:an? )?(?:\w+ )?(?:echo\w*|MUGA|LVEF|bone scan|CT|MRI|mammogra\w+)\b", re.I
)


# 'Prior PD-1 inhibitor (TNBC cohort only)'
_ONLY_FOR = gated(r"[^()]{0,25}\b(?:only|cohorts?|arms?|patients|participants|subjects)\b[^()]{0,15}\)", re.I)


def _names_its_cohort(sentence: Sentence, end: int) -> bool:
    """'HR+/HER2- breast cancer: must have had ...' below a cohort of that name: who is wanted, no condition."""
    item = sentence.item
    return bool(
        item
        and item.cohorts
        and not item.cohorts[-1].kind
        and sentence.start == item.start
        and gated(r"[^:]{0,60}:").match(sentence.text[end:])
        and item.cohorts[-1].name[:8].lower() in sentence.text[: end + 20].lower()
    )


_SHUT_OUT = gated(
    r"\W*(?:[\w-]+\W+){0,4}?(?:are|is|will be|must be|should be|were)\s(?:excluded|ineligible|not (?:eligible|allowed|permitted|included|enrolled))\b(?! (?:if|unless)\b)",
    re.I,
)


# 'Women with a history of ER-positive breast cancer who are receiving ...' describes the population by both.
_WHO_ARE = gated(
    r"\W*(?:breast\W+)?(?:cancers?|carcinomas?|disease|tumou?rs?)?\W*(?:and )?who (?:are|is|were|have|has|had|receive)\b",
    re.I,
)


_MODAL = gated(r"\b(?:must|should|need|may|can|will|required|eligible|allowed)\b", re.I)


_OTHER_TUMOUR = gated(
    r"\b(?:gastric|gastro-?esophageal|GEJ|colorectal|lung|NSCLC|bladder|urothelial|ovarian|endometrial|biliary|uterine|cervical|"
    r"pancrea\w+|prostate|salivary|stomach|esophag\w+)\b",
    re.I,
)


_BREAST = gated(r"\bbreast|mammary|\bm?BC\b|TNBC", re.I)


# A heading for some of the patients, and definitions of something else than the receptors.
_ASIDE = gated(r"^\W*for\b[^.;]*:\s*$|\b(?:sensitivity|resistance|refractoriness)\b[^.;]{0,30}\bdefined\b", re.I)


# 'TNBC is defined as ...' explains a word; a list of tumours 'including TNBC' asks for none of them.
_DEFINITION = gated(
    r"^\W*(?:note\W+)?(?:(?:according to|as per|per|in line with|based on)\s[^.;]{3,90}?,\s*)?(?:the\s+)?(?:TNBC|triple[- ]negative(?: breast cancer)?|HR|ER|PR|HER-?2(?:/neu)?|hormone receptor|estrogen receptor)[][\w+/() -]{0,90}?\s(?:status\s)?(?:is|are|was|were|will be|being)\s(?:(?:\w+\s)?(?:defined|determined by)|considered|regarded|deemed)\b"
    r"|^\W*(?:note\W+)?(?:(?:according to|as per|per|in line with|based on)\s[^.;]{3,90}?,\s*)?(?:the\s+)?(?:TNBC|triple[- ]negative(?: breast cancer)?|HR|ER|PR|HER-?2(?:/ne[uw])?|hormone receptor|estrogen receptor)"
    r"(?:[- ](?:positive|negative|low|positivity|negativity)|\s?[+-])?(?:\s(?:status|disease))?\s(?:(?:includes?|means|refers to|denotes|counts? as|is counted as)\b|definition\s*:)"
    # 'Definition of HER2 positivity: IHC 3+'
    r"|^\W*(?:the\s+)?definition\s+of\s+(?:an?\s+|the\s+)?(?:TNBC|triple[- ]negative|HR|ER|PR|HER-?2|hormone|o?estrogen|receptor)[^:.;]{0,60}:",
    re.I,
)


_TNBC = r"(?:\bTNBC\b|\btriple[- ]negative\s+breast\s+(?:cancers?|carcinomas?)\b)"
_AMONG_OTHERS = gated(
    rf"\b(?:NSCLC|CRC|SCLC|gastric|pancrea\w+|ovarian|melanoma)\b[^.;]*{_TNBC}[^.;]*\bbreast\b|{_TNBC}[^.;]*\bbreast\b[^.;]*\b(?:NSCLC|CRC|SCLC|gastric|pancrea\w+|ovarian|melanoma)\b|"
    r"\b(?:preferably|including|such as|e\.g|multiple tumou?r types)\b\.?[^.;]*\b(?:cancer|NSCLC|CRC|SCLC|carcinoma|melanoma|sarcoma)s?\b[^.;]*\b(?:TNBC|triple[- ]negative|HER2|HR\+?|hormone)|"
    r"\b(?:preferably|including|such as|e\.g|multiple tumou?r types)\b\.?[^.;]*\b(?:TNBC|triple[- ]negative|HER2|HR\+?|hormone[- ]receptor)[^.;]*(?:,|\band\b|\bor\b)[^.;]*\b(?:lung|gastric|colorectal|ovarian|NSCLC|CRC|SCLC|head and neck|melanoma|sarcoma|pancrea\w+|esophag\w+)\b",
    re.I,
)


# A title's 'Carboplatin (Plus Trastuzumab in HER2+ Patients)' speaks of some of the patients.
_IN_AN_ADDITION = gated(r"\(\s*(?:plus|with|and|adding|\+|if|for|in)\b[^()]*$", re.I)


# 'IHC 3+', 'FISH amplified' as points below 'HER2 status, one of:'
_HEADS_SCORES = gated(
    r"^(?![^:]*\b(?:ER|PR|PgR|HR|hormone|o?estrogen)\b)[^.;:]{0,80}\b(?:HER-?2(?:/neu)?|Erb-?B2)\b[^:]{0,80}\b(?:one|any|either)\b[^:]{0,40}:\s*$",
    re.I,
)
_SCORE_FIRST = gated(
    r"^\W*(?:or\W+)?(?:an?\s)?(?:IHC|immunohisto\w+|score|F?ISH|CISH|SISH|in[- ]situ hybridi[sz]ation|[0-3]\s?\+(?!\s*\d))(?:\W|$)(?!.*\b(?:HER-?2|ER|PR|PgR|HR)\b)",
    re.I,
)


def read_receptors(sentence: Sentence, context: Context) -> list[Mention]:
    """What the sentence says of ER, PR and HER2, as one mention: a union of the combinations that it names."""
    above = sentence.item.parent if sentence.item else None
    if above is None or not _SCORE_FIRST.match(sentence.text) or not _HEADS_SCORES.match(above.text):
        return _read(sentence, context)
    named = "HER2 "
    found = _read(replace(sentence, text=named + sentence.text), context)
    return [replace(m, start=max(0, m.start - len(named)), end=m.end - len(named)) for m in found]


def _read(sentence: Sentence, context: Context) -> list[Mention]:
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text):
        return []
    if (told := with_the_status_behind(sentence.text)) != sentence.text:
        sentence = replace(sentence, text=told)
    if "(" in sentence.text:
        sentence = replace(sentence, text=blanked(_EXPLAINED, sentence.text, "aside", "names"))
    if sentence.excludes:
        sentence = replace(sentence, text=blanked(_OR_UNKNOWN, sentence.text))
    text = sentence.text
    if _OTHER_TUMOUR.search(text) and not _BREAST.search(text):
        return []
    if _ASIDE.search(text) or _DEFINITION.match(text) or _AMONG_OTHERS.search(text):
        return []
    found = descriptions_in(sentence, context)
    if not sentence.from_criteria:
        found = [one for one in found if not _IN_AN_ADDITION.search(text, 0, one.start)]
    told_before = sentence.item.text[: sentence.start - sentence.item.start] if sentence.item else ""
    if not found or beside_any_tumour(text, found, told_before):
        return []
    if not sentence.excludes and _AS_AN_EXAMPLE.search(text, 0, found[0].start):
        return []
    if _ALL_BUT.match(text, 0, found[0].start) and sentence.excludes:
        # 'that are not' is said by the stance
        plain = [f._replace(description=_undenied(f.description)) for f in found]
        return [replace(receptor_mention(text, plain), stance=Stance.REQUIRE, settled=True)]
    if exception := _EXCEPTION.search(text, found[0].end, found[-1].start):
        return _with_exception(sentence, exception, found)
    if not sentence.excludes and (ruled := rulings_on(text, found)).differ:
        return _as_ruled(text, ruled)
    combined = combination_of(text, found)
    if combined.wide == ALL and combined.sure == ALL:
        return []
    if among_genes(text, combined.words) and not sentence.excludes:
        return []
    start, end = found[0].start, max(f.end for f in found)
    ends = {end, *(f.end for f in found[:1] if _is_said_again(f, found))}
    condition = sentence.from_criteria and any(
        not _names_its_cohort(sentence, at) and _is_condition(text, start, at) for at in ends
    )
    condition = condition or (sentence.excludes and _AND_MORE.match(text, end) is not None)
    if sentence.excludes and _TREATED_FOR.search(text[:start]):
        return []  # the disease that a forbidden therapy was given for
    requirement, words = combined.requirement(), combined.words
    beside = _OR_BEFORE.search(text, 0, start)
    if beside and (
        _ends_in_another_tumour(text[: beside.start() + 1]) or _SCORE_BEFORE.search(text, 0, beside.start() + 1)
    ):
        beside = None
    if not sentence.excludes and (beside or _OR_AFTER.match(text, end)):
        requirement, words = AnyOf((requirement, Undecidable("another way in"))), f"{words} or what stands beside it"
    return [Mention(facet_of(combined), requirement, words, start, end, None, condition)]


def _undenied(description: Description) -> Description:
    if not description.words.startswith("not "):
        return description
    return description.negated()._replace(words=description.words.removeprefix("not "))


_NAME_EXPLAINED = (
    r"(?:(?:positive|negative)\s+)?(?:expression\s+of\s+)?(?:ER|PR|PgR|HR|HER-?\s?2(?:/neu)?|o?estrogen\s+receptors?|progesterone\s+receptors?|hormone\s+receptors?)"
    r"(?:[\s-]+(?:positive|negative|positivity|negativity|status|expression)){0,2}\s*:\s"
)
# 'ER and/or PR positive (positive ER expression: > 1 %; positive PR expression: > 1 %)' explains the words before it.
_EXPLAINED = gated(
    rf"(?P<told>\b(?:ER|PR|PgR|HR|HER-?\s?2|receptors?)\b[^.;:()]{{0,40}}\b(?:positive|negative)\s*)(?P<aside>\(\s*{_NAME_EXPLAINED}[^()]*\)?)"
    # 'HR-positive (ER and/or PgR)'
    r"|(?P<kind>\b(?:HR|hormon(?:e|al)[- ]receptors?)[\s-]*(?:status\s+)?(?:positiv\w+|\+)\s*)(?P<names>\(\s*(?:ER|PR|PgR)\s*(?:and/or|or|/)\s*(?:ER|PR|PgR)\s*\))",
    re.I,
)


# Among exclusions, 'unknown or positive HER2 status' shuts out the positive as well.
_OR_UNKNOWN = gated(
    r"\b(?:unknown|undetermined|indeterminate|equivocal)(?:,?\s+or\s+|\s?/\s?)(?=(?:positive|negative)\b)"
    r"|(?<=positive|negative)(?:,?\s+or\s+|\s?/\s?)(?:unknown|undetermined|indeterminate|equivocal)\b",
    re.I,
)


# 'Advanced solid tumours, including but not limited to TNBC': a tumour that is named as one of many
_AS_AN_EXAMPLE = gated(
    r"\b(?:includ\w+|such as|e\.g\.?)[,\s]+(?:\w+\s+){0,2}?(?:but\s+)?(?:are\s+|is\s+)?not limited to\b[^.;]*$"
    # 'solid tumours, mainly but not limited to colorectal cancer, TNBC'
    r"|\b(?:tumou?rs?|cancers|malignanc\w+)\b[^.;]{0,40}\bbut not (?:limited|restricted|confined) to\b[^.;]*$",
    re.I,
)


# Among exclusions, 'patients who are HER2-positive and have not progressed on ...' shuts out those of whom both are true.
_AND_MORE = gated(
    # 'HER2-positive disease without prior trastuzumab'
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|patients?)\W+){0,3}(?:(?:and|but|with)\s+no|without)\s+(?:prior|previous|earlier)\b|"
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|patients?)\W+){0,3}(?:and|but|who|that)\s+(?:who\s+)?(?:(?:have|has|had|are|did|were)\s+){1,2}"
    r"(?:not|never|received|progressed|prior|previously|already|failed|eligible|candidates?|amenable|suitable)\b",
    re.I,
)


# 'Score 3+ by IHC, or HER2-positive by FISH': the score is HER2's as well.
_SCORE_BEFORE = gated(
    r"^\W*(?:\w+\s+){0,4}?(?:score\W*(?:of\W*)?|IHC\W*|immunohisto\w+\W*)?[23]\s?\+[^.;]{0,60}$", re.I
)


def _ends_in_another_tumour(text: str) -> bool:
    """'Ovarian cancer, or TNBC': of breast cancers only the latter."""
    last = gated(r"[.;:]").split(text)[-1]
    return bool(OTHER_TUMOUR.search(last[-45:])) and not _BREAST.search(last)


# 'Node-positive or triple-negative', 'HER2-positive or grade 3': what no receptor tells is a way in as well.
_OR_BEFORE = gated(r"[\w)][,;]?\s(?:and/)?or\s(?:with\s|have\s|has\s|an?\s|is\s){0,2}$", re.I)


_OR_AFTER = gated(
    r"\W*(?:\([^()]*\)\W*)?(?:disease|tumou?rs?|breast cancers?|cancers?)?,?\s(?:and/)?or\s(?:with\s|have\s|has\s|an?\s|is\s|of\s){0,2}"
    r"(?:lymph|nod(?:e|al)\b|grade|high[- ](?:grade|risk)|Ki-?\s?67|tumou?r size|g?BRCA|germline|[cp]?T[1-4]|[cp]?N[1-3+]|stage|inflammatory|those\b|patients\b)"
    # 'TNBC, head and neck cancer, microsatellite instability high or mismatch repair deficient': tumours, and what any tumour may have
    r"|\W*(?:\([^()]*\)\W*)?(?:breast cancers?)?\s*(?:,(?!\s*(?:with|and)\b)[^.;]{3,160}?|\s+or\s[^.;]{0,80}?)\b(?:microsatellite\s+instab\w+|MSI-?\s?H\w*|mismatch|[dp]?MMR|TMB|tumou?r mutation\w*)",
    re.I,
)


# Under Exclusion: 'any breast cancer other than HR+/HER2-' leaves HR+/HER2- alone.
_ALL_BUT = gated(
    r"^\W*(?:any |all |patients with |a )?(?:breast (?:cancers?|carcinomas?|tumou?rs?)(?: sub-?types?)?|(?:molecular |breast cancer )?sub-?types?) "
    r"(?:other than|except(?: for)?|that (?:is|are) not) (?:those with |an? )?$",
    re.I,
)


_EXCEPTION = gated(
    r"\b(?:(?P<less>excluding)|(?P<unless>unless)|except(?:ing)?(?: for)?|with the exception of|other than|apart from)\b",
    re.I,
)


def _with_exception(sentence: Sentence, exception: re.Match[str], found: list[Found]) -> list[Mention]:
    """'A unless B' and, under Exclusion, 'A except B': B saves her. 'A excluding B', 'A except B': without the B."""
    text = sentence.text
    before = [f for f in found if f.start < exception.start()]
    after = [f for f in found if f.start >= exception.start()]
    if exception["unless"] or (sentence.excludes and not exception["less"]):
        return [receptor_mention(text, before), receptor_mention(text, after)]
    without = combination_of(text, after).negated()
    return [receptor_mention(text, [*before, Found(without, after[0].start, after[-1].end)])]


def _as_ruled(text: str, ruled: Ruled) -> list[Mention]:
    """The sentence with what it rules in or out taken in, from the words on that do so."""
    combined = ruled.combined(text)
    if combined is None:
        return []
    stance = Stance.REQUIRE
    if not ruled.asked:
        combined, stance = combination_of(text, ruled.shut_out), Stance.FORBID
    words = _EXCEPTION.search(text)
    first, last = min(f.start for f in ruled.all), max(f.end for f in ruled.all)
    start = min(first, words.start()) if words else first
    return [Mention(facet_of(combined), combined.requirement(), combined.words, start, last, stance, settled=True)]


_TREATED_FOR = gated(
    r"\b(?:therap\w*|treat\w*|chemo\w*|regimens?|inhibitors?|agents?|(?:neo-?)?adjuvant|\w{3,}(?:mab|nib|clib|parib|taxel|rubicin|platin))\b[^.;,]{0,60}\b(?:for|of)\b[^.;,]{0,60}$",
    re.I,
)


# 'Taking an aromatase inhibitor for HR-positive breast cancer': the treatment that she is under tells her disease.
_TREATED_NOW = gated(
    r"^\W*(?:(?:patients?|women|participants?|subjects?|currently|must|should|be|are|is|have|been|who)\s+){0,5}(?:receiving|taking|on|prescribed|initiating|starting|beginning|undergoing|scheduled|planning|candidates?|about\s+to|to\s+(?:receive|start|begin)|will\s+(?:receive|start|begin))\b"
    r"(?:[^.;,:]|,(?=\s(?:or|and|and/or|for|to|chemo\w*|endocrine|systemic)\b)){0,110}\bfor\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}$",
    re.I,
)


# 'HR-positive breast cancer (must have progressed on ...)' asks for both.
_RULE_IN_ASIDE = gated(
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|metastatic|advanced)\W+){0,4}\(\s*(?:patients?\s+)?(?:must|should|has to|have to)\b",
    re.I,
)


# 'HER2-negative disease (if IHC is 2+, a negative ISH is required)': how the receptor is to be measured.
_TEST_IN_ASIDE = gated(
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|status|metastatic|advanced)\W+){0,4}[(,;.]\s*(?:(?:if|when|where|in (?:the )?case of|for)\b[^();]{0,60})?"
    r"[^();,]{0,60}\b(?:F?ISH|CISH|SISH|in[- ]situ hybridi[sz]ation|IHC|immunohisto\w+|amplification|central\w*|local\w*|test\w*)\b",
    re.I,
)


# 'HER2-positive disease is required' is the rule itself.
_WANTED = gated(
    r"\W*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|status|metastatic|advanced)\b\s*){0,4}(?:is|are)\s+(?:required|mandatory|needed|necessary|obligatory)\b(?!\s+(?:to|for|in|if|when)\b)",
    re.I,
)


# 'Normal LVEF in patients to receive trastuzumab (HER2-positive)'
_OF_WHOM_IN_ASIDE = gated(
    r"\b(?:in|for)\s+(?:those|patients|participants|subjects|women)\s+(?:to\s+receive|receiving|who\s+(?:will|are\s+to)|assigned|treated|to\s+be\s+treated|scheduled|planned)\b[^.;:()]{0,60}\(\W*(?:i\.?e\.?\W+)?$",
    re.I,
)


# 'For HR-positive tumours, progression on endocrine therapy is mandatory', 'in case of HER2-positive disease any line is accepted'
_OPENS_WITH_FOR = gated(
    r"\W*(?:for|in(?:\s+(?:the\s+)?case\s+of)?|among|as\s+for|regarding)\s+(?:the\s+|all\s+)?(?:(?:patients?|those|women|subjects|participants|cases|tumou?rs?)\s+(?:with\s+|having\s+|who\s+are\s+|that\s+are\s+|of\s+)?)?"
    r"(?:(?:metastatic|advanced|an?|the|early|breast|cancers?|tumou?rs?)\s+)*",
    re.I,
)
# 'For the HER2-positive cohort: LVEF of at least 50 %'
_COLON_BEHIND = gated(
    r"\W{0,2}(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|patients?|participants?|subjects?|women|cohort|arm|group|subtype|metastatic|advanced|only|\(HER2\+\)|mBC)\b\s*){0,4}:\s*(?![\d<>=~(\u2264\u2265]|(?:IHC|[FCS]?ISH|immuno\w*|defined|stain\w*|no\s+stain\w*|Allred|ER|PR|HER-?2)\b)\S",
    re.I,
)
_RULED_BEHIND = gated(
    r"[^.;:]{0,150}?\b(?:mandatory|necessary|needed|compulsory|essential|obligatory|required|requisite|allowed|accepted|acceptable|permitted|sufficient|enough|not\s+(?:a\s+)?(?:limit\w*|restrict\w*|requir\w*|need\w*|necessary|mandatory))\b",
    re.I,
)


# Behind a kind of tumour: what is asked of its patient
_OF_THAT_KIND = r"\W{0,2}(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|status|metastatic|advanced|patients?|participants?|subjects?|cases|women)\b\s*|\([^()]*\)\s*){0,4}"
_MUST_HAVE_HAD = gated(
    # 'HER2-overexpressing disease (3+ by IHC) must have received trastuzumab'
    rf"[^(),;:.]{{0,12}}\)?{_OF_THAT_KIND}(?:must|should|needs?\s+to|ha(?:ve|s)\s+to)\s+(?:previously\s+|also\s+)?(?:have\s+(?:previously\s+|already\s+|also\s+)?"
    r"(?:received|progressed|failed|relapsed|exhausted|been\s+(?:pre-?)?(?:previously\s+)?(?:treated|exposed)|had\s+(?:\w+\s+){0,3}?(?:prior|previous|progress\w*|disease\s+progress\w*|treatment|therapy))"
    r"|be\s+(?:resistant|refractory|intolerant|pre-?treated))\b",
    re.I,
)


_OPENS_THE_CLAUSE = gated(
    r"\W*(?:(?:and|but|for|if|all|any|the|those|patients?|participants?|subjects?|women|with|having|who|whose|are|have|metastatic|advanced|tumou?rs?|disease)\b\W*){0,6}",
    re.I,
)


def _is_said_again(first: Found, found: list[Found]) -> bool:
    """'Hormone receptor positive patients must ... (HR+)'"""
    return len(found) > 1 and all(
        (f.description.sure, f.description.wide) == (first.description.sure, first.description.wide) for f in found
    )


# Among exclusions: 'HER2-positive disease (IHC 3+), as they should receive HER2-directed therapy'
_REASON_BEHIND = gated(
    r"[\s,)]*(?:(?:breast|cancers?|carcinomas?|disease|tumou?rs?|patients?)[\s,]*|\([^()]*\)[\s,]*){0,4}(?:as|since|because|given that)\s+(?:they|these|such|there|this|it)\b",
    re.I,
)


def _is_condition(text: str, start: int, end: int) -> bool:
    """'Patients with HER2-positive disease must have had ...', 'trastuzumab for HER2-positive disease': said of some."""
    opening = max((m.end() for m in gated(r"[.;:]\s").finditer(text[:start])), default=0)
    if _WITH_A_TEST.search(text, end):
        return True
    if _OPENS_THE_CLAUSE.fullmatch(text[opening:start]) and _MUST_HAVE_HAD.match(text, end):
        return True
    if _SHUT_OUT.match(text, end) or _REASON_BEHIND.match(text, end):
        return False  # 'HER2-positive patients will be excluded' is the rule itself
    if _WHO_ARE.match(text, end) and not _MODAL.search(text, end):
        return False
    if _RULE_IN_ASIDE.match(text, end) or _TEST_IN_ASIDE.match(text, end) or _WANTED.match(text, end):
        return False
    rule = _SUBJECT_OF_RULE.search(text[end:])
    if rule and not _WHO_MAY.search(rule.group()) and len(text[opening:start].split()) <= 8:
        return not gated(r"\b(?:must|should|have|has)\b", re.I).search(text[opening:start])
    if gated(
        r"\W*(?:breast\W+)?(?:cancer|disease|tumou?rs?)?\W*(?:has|have) (?:progressed|failed|received)\b", re.I
    ).match(text[end:]):
        return True
    if _OF_WHOM_IN_ASIDE.search(text, opening, start):
        return True
    if _OPENS_WITH_FOR.fullmatch(text[opening:start]) and (
        _RULED_BEHIND.match(text, end) or _COLON_BEHIND.match(text, end)
    ):
        return True
    before = text[opening:start][-60:]
    if _WHOSE.search(text[opening:start]) and _MODAL_NEXT.match(text, end):
        return True
    if gated(r"(?:\b(?:positive|negative)|[0-3]\s?\+|\bAllred\b.*)\s+for\s+$", re.I).search(before):
        return False  # 'IHC 3+ for HER2', 'Allred score of at least 3 for ER'
    if _ONLY_FOR.match(text, end) and gated(r"\([^()]*$").search(text[:start]):
        return True
    if gated(
        r"\b(?:if|when(?:ever)?|in (?:the )?case of|provided|where(?:ver)?)\b(?!\s+(?:the )?IHC)[^,;]{0,40}$", re.I
    ).search(before):
        return True
    if gated(
        r"\b(?:required|must|should|recommended|allowed|needed|necessary|mandatory|administered|considered|(?:is|are|be) (?:given|offered|provided|added|prescribed))\b[^.;]{0,60}\b(?:for|in|to) (?:patients|those|subjects|women|participants|tumou?rs)\b[^.;,]{0,60}$",
        re.I,
    ).search(text[opening:start]):
        return True
    if _TREATED_NOW.match(text[opening:start]) and not gated(r"\b(?:no|not|if|may|allowed|permitted)\b").search(text):
        return False
    return bool(
        gated(r"\w+\W+(?:for|in)\s+(?:the\s+)?(?:patients with\s+|those with\s+)?$", re.I).search(before)
    ) and not gated(r"\b(?:patients|women|diagnosis|indicated|confirmed)\W+(?:for|in)\s+$", re.I).search(before)
