"""Which states the words beside a phrase describe: active, untreated, treated and stable."""

from __future__ import annotations

import re

from matcher.reading.brain.states import ACTIVE, STABLE, States
from matcher.reading.gated import gated

ACTIVE_WORD = (
    r"(?<!non-)(?<!non )(?:active|actively|life[\s-]?threatening|symptomatic|untreated|unco\w{1,2}rol{1,2}(?:ed|able)|unstable|progressive|progressing|progression|(?<!not )(?<!no )progress(?:es)?\b|(?<!not )grow(?:n|s)?\b|new(?:ly[- ](?:diagnosed|found|detected|discovered|developed))?|growing|"
    r"recurrent|evolving|enlarging|not\s+(?:been\s+)?(?:\w+\s+)?(?:controlled|treated|stable|irradiated)|not\s+(?:\w+\s+)?(?:under\s+control|received)|(?:out\s+of|without|beyond)\s+control|(?:poorly|inadequately|insufficiently)\s+controlled|non-?stable|inadequately\s+treated|(?:clinically\s+)?significant)"
)


STABLE_WORD = (
    r"(?:(?<!neurologically )stable|(?:radio\w+|clinically)\s+(?:and|or)\s+neurologically\s+stable|stability|stabili[sz]ed|controlled|non-?\s?(?:progressi(?:ve|ng)|active|growing)|not\s+changed|unchanged|not\s+progress(?:ed|ing)|(?:previously|prior|adequately|definitively|successfully|locally)?[- ]*treated|"
    r"resected|irradiated|inactive|in\s+(?:complete\s+)?remission|no\s+(?:evidence\s+of\s+)?progress\w+|(?:completed|undergone|received|(?:must|should)\s+have\s+had|definitive|prior|previous|after|following|since)\s+"
    r"(?:(?!no\b|not\b)\w+\s+){0,5}(?:therapy|treatment|(?:ir)?radi\w+|surgery|resection|SRS|WBRT)|"
    r"(?:therapy|treatment|radi\w+|surgery)\s+(?:\w+\s+){0,2}(?:completed?|finished|ended|done|(?:over|more\s+than|at\s+least)\s+\w+\s+(?:weeks|months)\s+(?:ago|earlier|before)))"
)


_FILLER = (
    r"(?:known|clinically|radiographically|radiologically|current|present|currently|or|and|and/or|primary|parenchymal|suspected|documented|any|"
    r"previously|the|presence|of|with|evidence|have|has|having|metastatic|malignant|neoplastic|cancerous|confirmed|asymptomatic|also|other)"
)


_BEFORE = gated(rf"(?:(?:{ACTIVE_WORD}|{STABLE_WORD}|{_FILLER})(?:\s*[,/(]\s*|\s+)){{1,12}}$", re.I)


# 'Brain metastasis patients who ...': the patients whom the metastases name
_OF_WHOM = r"(?:patients?|subjects?|participants?|women|cases)"
# 'and uncontrolled symptoms', 'and who have symptoms'; not 'and symptoms of another disease'
_SYMPTOMS = r"(?:(?:who\s+)?(?:have|has|having|with)\s+)?(?:(?:uncontrolled|unco\w{1,2}rol{1,2}able|neurological?|clinical|cerebral|progressive|active|related|associated)\s+){0,2}symptoms?\b(?!\s+(?:of|from|due|caused)\b)"


_AFTER = gated(
    rf"[\s)]*(?:,?\s*(?:now|current|present|past|previous|earlier|prior)(?:\s+or\s+(?:now|current|present|past|previous|earlier|prior))?(?=,))?(?:,?\s*with or without (?:\w+\s+)?symptoms,?\s*)?(?:\(|,?\s*(?:that|which|who|whose)\b|{_OF_WHOM}\s+(?:that|which|who|whose)\b|and\s+{_SYMPTOMS}|and\s+(?:has|have|is|are|was|were)\s+not\b|and\s+(?:who\s+)?(?:requir(?:e|es|ing)|need(?:s|ing)?)\b|(?:(?!not\b|no\b|without\b|or\b|and\b)\w+\s+(?:to\s+)?)?(?:requir(?:e|es|ing)|need(?:s|ing)?|in\s+need\s+of|dependent\s+(?:up)?on)\b|for\s+which\b|(?:{_OF_WHOM}\s+)?(?:with|experiencing|suffering\s+from|accompanied\s+by|associated\s+with|caus(?:ing|ed?|es)|produc(?:ing|ed?|es))\s+(?:\w+\s+){{0,2}}(?:symptom|(?<=neurologic )deficit|(?<=neurological )deficit|progress|evidence\s+of\s+progress)|not\s+(?:been\s+)?(?:controlled|treated|stable|under\s+control)|in\s+progress(?:ion)?\b|"
    r"as\s+(?:indicated|evidenced)|is\b|are\b|have\s+not\b|without\s+(?:(?:any|prior|previous)\s+){0,2}(?:treatment|local|therapy|radi|surg))",
    re.I,
)


# 'Brain metastases, untreated or progressing': the adjectives stand behind, and nothing else that they could belong to.
POSTPOSED = gated(
    rf"[\s,:-]*(?:(?:\w+ly|known|still)\s+)?{ACTIVE_WORD}(?:\s*(?:,|/|\band/or\b|\bor\b|\band\b)\s*(?:or\s+)?(?:\w+ly\s+)?{ACTIVE_WORD})*"
    r"(?:\s*(?:,|/|\band/or\b|\bor\b)\s*(?:or\s+)?(?:still\s+)?(?:requir|need|in need of|dependent|on steroid|under steroid|caus|with (?:\w+ )?symptom|without|of (?:less|shorter) )[^.;]{0,80}?)?"
    r"\s*(?:$|[.;()]|\b(?:by|with|on|as|for|within|in|at|after|since|during|despite|unless|except|requiring)\b)",
    re.I,
)


# 'Known or symptomatic brain metastases', 'stable or active brain metastases' are all of them.
_ALL_OF_THEM = gated(
    rf"\b(?:known|documented|asymptomatic)\s+(?:or|and/or)\s+(?:\w+ly\s+)?{ACTIVE_WORD}|\bsymptomatic\s+(?:or|and/or|and)\s+asymptomatic|\b(?:current(?:ly)?|present|active)\s+(?:or|and/or)\s+(?:previous(?:ly)?|prior|past)\s+(?:\w+\s+)?"
    rf"|\b(?:stable|controlled|inactive)\s+(?:or|and/or)\s+(?:\w+ly\s+)?{ACTIVE_WORD}|{ACTIVE_WORD}\s+(?:or|and/or)\s+(?:\w+ly\s+)?(?:stable|controlled|inactive)\b",
    re.I,
)


_ACTIVE_AFTER = gated(
    rf"{ACTIVE_WORD}|(?:with|by|and|have|has|having|experienc\w+|suffer\w*\s+from|caus\w+|produc\w+|giv(?:e|es|ing))\s+(?!no\b|never\b|without\b)(?:\w+\s+){{0,2}}(?:symptom|deficit)|without\s+(?:(?:any|prior|previous)\s+){{0,2}}(?:treatment|local|therapy|radi|surg)|on\s+steroids|under\s+control",
    re.I,
)


HAS_ACTIVE = gated(rf"\b{ACTIVE_WORD}\b", re.I)


HAS_STABLE = gated(rf"\b{STABLE_WORD}\b|\boff\s+(?:\w+\s+){{0,2}}(?:steroids|corticosteroids)", re.I)


ALLOWS = gated(
    r"(?<!not )(?<!not be )(?<!no longer )\b(?:eligible|allowed|allowable|permitted|permissible|acceptable|accepted|may\s+(?:be\s+)?(?:particip|enrol|includ|consider|enter|join|still|also|have|take\s+part)\w*"
    r"|(?:can|could)\s+(?:be\s+)?(?:particip|enrol|includ|enter|join|take\s+part)\w*|will\s+be\s+(?:included|enrolled|considered)|be\s+considered|can\s+have|not\s+(?:be\s+)?(?:an?\s+)?exclu\w+|not\s+required)",
    re.I,
)


REGARDLESS = gated(
    r"even\s+if|regardless|irrespective|treated\s+or\s+untreated|untreated\s+or\s+treated|past\s+or\s+present|whether|"
    r"symptomatic\s+or\s+asymptomatic|(?:symptomatic|(?<!not )treated)\s+or\s+not\b(?!\s+(?:\w+\s+){0,2}(?:un)?(?:control|stabl|stabil|irradiat|asympt|treated|resect|operat))|including\s+(?:stable|treated|previously)",
    re.I,
)


ANY = States(STABLE | ACTIVE, STABLE | ACTIVE)


# Words that single out some metastases: by number, size, place or effect.
_SOME_BEFORE = gated(
    r"(?:(?:more|greater|fewer|less) than|over|>=?|<=?|at least|multiple|numerous|extensive|bulky|large|diffuse|ha?emorrhagic|isolated|solitary|single|steroid[- ]dependent|\b\d+)\s+(?:or more\s+)?(?:\w+\s+){0,2}$|\b(?:limited|confined|restricted|only|solely|exclusively)\s+(?:in\s+)?(?:the\s+)?$",
    re.I,
)


_SOME_AFTER = gated(
    r"^[\s-]*stem\b|^[\s(,]*(?:(?:that|which)\s+(?:is|are|were|measure)\s+|is\s+|are\s+)?(?:[<>=]|(?:more|larger|greater) than|exceeding|measuring|with\s+(?:\w+\s+){0,3}(?:diameter|size|mass effect|o?edema|shift|ha?emorrhage|bleeding)|"
    r"located\b|in the (?:brain ?stem|midbrain|pons)|as (?:the |their |a )?(?:only|sole|first|target)\b|alone\b|only\b|causing\b(?!\s+(?:\w+\s+){0,2}(?:symptom|deficit))|(?:more|greater) than \d"
    r"|without\s+(?:an?\s+|any\s+)?(?:other|further|additional)\b|(?:with no|and no) other (?:site|lesion|measurable|evaluable|metasta)"
    r"|(?:currently\s+)?(?:dependent on|on|under|treated with|taking|with|for which)\s+(?:\w+\s+){0,3}(?:dexamethasone|(?:cortico)?steroids?|prednis\w+|glucocorticoids?)\b)",
    re.I,
)


# '... which can be removed', 'for which surgery is planned': some of them; not where it only tells how they are known.
_THOSE_WHICH = gated(
    rf"[\s,]*(?:{_OF_WHOM}\s+)?(?:that|which|whose|who|for which|where)\b(?!\s+(?:(?:is|are|was|were|has been|have been|will be|should be|must be)\s+)?(?:\w+ly\s+)?"
    r"(?:known|confirmed|documented|diagnosed|detected|detectable|proven|seen|found|present|visible|evident|excluded|ineligible|not\s+(?:be\s+)?(?:eligible|included|allowed)))",
    re.I,
)


# 'Symptoms of brain metastases', 'neurological signs of them'; 'signs of brain metastases', 'radiological or clinical signs' are evidence of them
_AT_THE_BEDSIDE = r"(?:clinical|neurologic(?:al)?|physical|focal)"
_SUSPICION = gated(
    rf"\b(?:symptoms?|suspicion|suspicious|suggestive|suggesting|indicative|risk|(?<!or )(?<!and )(?<!/){_AT_THE_BEDSIDE}(?:\s*(?:/|\band\b|\bor\b)\s*{_AT_THE_BEDSIDE})?\s+signs?)\b[^.;,]{{0,40}}"
    r"\b(?:of|for|from)\s+(?:(?:the|any|new|active|possible)\s+){0,2}$|\bsuggesting\s+(?:\w+\s+)?$",
    re.I,
)


# 'Seizures caused by brain metastases', 'haemorrhage in brain metastases'
_COMPLICATION = gated(
    r"\b(?:(?:due|related|attributable|attributed|secondary|owing) to|caused by|resulting from|as a (?:result|consequence) of|associated with|(?:ha?emorrhage|bleeding|o?edema) (?:in|into|from|of|within))\s+(?:(?:the|any|known|their|new|active)\s+){0,2}$",
    re.I,
)


_LATELY = gated(
    r"^[\s(,]*(?:that\s+were\s+)?(?:(?:diagnosed|documented|detected|found|discovered)\s+(?:(?:or|and/or)\s+(?:treated|irradiated|resected)\s+)?|(?P<treated>(?:treated|irradiated|resected)\s+(?:with\s+[^.;,]{3,40}\s)?))?(?:within|in|during|less\s+than)\s+(?:the\s+)?(?:last|past|previous|preceding)?\s*(?:\d|one|two|three|four|six|twelve)",
    re.I,
)


# 'stable for less than 4 weeks': what is left out is disease that is not stable.
_STABLE_TOO_SHORTLY = gated(
    r"[^.;]{0,80}\b(?:stable|stability|controlled|control|treated|completed)\b[^.;,]{0,30}(?:<|\b(?:less|fewer) than\b)",
    re.I,
)


NEEDS = gated(
    r"\b(?:requir\w*|need\w*)\s+(?:\w+\s+){0,3}?(?:steroids?|corticosteroids?|treatment|therapy|local|immediate|urgent|glucocorticoids?|intervention|surgery|radiation|radiotherapy|anti-?\w+)"
    r"|\b(?:treatment|therapy|radi\w+|surgery|steroids?|intervention)\s+(?:is|are|was|were)\s+(?:\w+\s+)?(?:needed|required|necessary|indicated)",
    re.I,
)


NEEDS_NOT = gated(
    r"\b(?:not|no longer|without|never|nor|no)\s+(?:\w+\s+){0,2}?(?:requir\w*|need\w*)(?:\s+\w+){0,4}", re.I
)


# 'Metastases confined to the brain', 'metastases located only in the CNS'
_LIMITED = gated(r"\b(?:limited|confined|restricted|only|solely|exclusively)\b", re.I)


def states_described(text: str, phrase: re.Match[str]) -> States:
    """The states that the words around the phrase describe: of metastases that are there."""
    if _STABLE_TOO_SHORTLY.match(text[phrase.end() :]):
        return States(ACTIVE, ACTIVE)
    states = by_adjectives(text, phrase)
    before, after = text[: phrase.start()], text[phrase.end() :]
    limited = _LIMITED.search(phrase.group())
    before = before[-80:]
    of_some = limited or _SOME_BEFORE.search(before[-60:]) or _SOME_AFTER.match(after)
    if states == ANY and of_some is None:
        of_some = _THOSE_WHICH.match(after)
    if of_some or _SUSPICION.search(before) or _COMPLICATION.search(before):
        return States(0, states.wide)
    if lately := _LATELY.match(after):  # 'treated within 4 weeks' shuts out none treated long ago, or never
        return States(0 if lately["treated"] else states.sure & ACTIVE, states.wide)
    return states


# How they were seen, and what else may be there, before 'that are not controlled', 'associated with symptoms'
_MEANWHILE = gated(
    r"[\s,]*(?:(?:shown|seen|detected|confirmed|diagnosed|documented|found|visible|proven|known|identified|evidenced|demonstrated|revealed)\s+(?:by|on|in|with|at|through)\s+(?:an?\s+|the\s+)?(?:(?:brain|cranial|contrast-enhanced|enhanced|head|routine|screening|and/or)\s+)*"
    r"(?:CT|MRI|imaging|scans?|radiolog\w+|magnetic resonance imaging|computed tomography|PET)(?:(?:\s*/\s*|\s+(?:or|and|and/or)\s+)(?:CT|MRI|imaging|PET))*(?:\s+scans?)?(?:\s*\([^()]{0,80}\))?"
    r"|(?:or|and/or)\s+(?:an?\s+)?(?:other\s+)?primary\s+(?:CNS|brain|central nervous system)\s+(?:tumou?rs?|malignanc(?:y|ies)|lesions?))"
    r"(?=[\s,]*(?:(?:that|which|who)\s+(?:is|are|was|were|has|have|remain)\b|associated\s+with\b|requir|not\s+(?:controlled|stable|treated)))",
    re.I,
)


# 'Brain metastases or leptomeningeal disease that is not controlled': what is told behind is told of both.
_OR_THE_MENINGES = gated(
    r"[\s,]*(?:or|and/or|and|/)\s+(?:\w+\s+)?(?:(?:lepto-?\s?)?mening\w+(?:\s+(?:disease|metastas[ie]s|carcinomatosis|spread|involvement|seeding))?|(?:carcinomatous|neoplastic)\s+meningitis|LMD)"
    r"(?=[\s,]*(?:(?:that|which)\s+(?:is|are|was|were|has|have|remains?|requires?|needs?|causes?)\b|associated\s+with\b|requiring\b|needing\b|not\s+(?:\w+ly\s+)?(?:controlled|stable|treated)))",
    re.I,
)


def by_adjectives(text: str, phrase: re.Match[str]) -> States:
    before = _BEFORE.search(text[max(0, phrase.start() - 140) : phrase.start()])
    words = before.group() if before else ""
    if _ALL_OF_THEM.search(words):
        return ANY
    if HAS_ACTIVE.search(words) or POSTPOSED.match(text, phrase.end()):
        return States(ACTIVE, ACTIVE)
    meanwhile = _MEANWHILE.match(text, phrase.end()) or _OR_THE_MENINGES.match(text, phrase.end())
    after = _AFTER.match(text, meanwhile.end() if meanwhile else phrase.end())
    if after is not None:
        rest = gated(r"[;]|\bunless\b|\bexcept|\bother than\b").split(text[after.start() : after.start() + 200])[0]
        rest = NEEDS_NOT.sub(" ", rest)
        if ALLOWS.search(rest):  # '... that are active (treated ones are allowed)'
            rest = rest.split("(")[0]
        if not ALLOWS.search(rest):
            if _ACTIVE_AFTER.search(rest):
                return States(ACTIVE, ACTIVE)
            if NEEDS.search(rest):
                return States(0, ACTIVE)
    if HAS_STABLE.search(words) or gated(r"\basymptomatic\b", re.I).search(words):
        return States(STABLE, STABLE)
    return ANY
