"""Single descriptions of receptors in a sentence."""

from __future__ import annotations

import re
from functools import reduce

from matcher.reading.gated import gated
from matcher.reading.mentions import Context
from matcher.reading.receptors.cut_offs import cut_off_in, trial_cut_off
from matcher.reading.receptors.in_situ import told_in_situ
from matcher.reading.receptors.markers import Found, is_abbreviation, markers_from
from matcher.reading.receptors.masks import (
    Description,
    her2,
    her2_scores,
    hormone_receptors,
    low_staining,
    staining,
    staining_within,
    triple_negative,
)
from matcher.reading.receptors.scores import ISH_NEGATIVE, scored_levels, scored_part, signs_are_scores
from matcher.reading.receptors.silence import MARKER, says_nothing
from matcher.reading.receptors.statuses import Status, cut_off_by_allred, further_levels, range_of, status_after
from matcher.reading.sentences import NOT_JOINED, Sentence, negated


def descriptions_in(sentence: Sentence, context: Context) -> list[Found]:
    text = sentence.text
    nothing = list(says_nothing(text))
    markers = [
        m
        for m in MARKER.finditer(text)
        if not is_abbreviation(text, m) and not any(a <= m.start() < b for a, b in nothing)
    ]
    markers = [m for i, m in enumerate(markers) if not i or not _goes_on_scoring(text, markers[i - 1], m)]
    found: list[Found] = []
    i = 0
    while i < len(markers):
        group = markers_from(text, markers, i)
        if found and _spells_out(text, found[-1].end, group[0].start(), group[0], found[-1].description):
            i += len(group)
            continue
        one = _describe(sentence, context, markers, i, len(group))
        if one is not None:
            found.append(one._replace(description=_settled_behind(one.description, sentence)))
        i += len(group)
    if not any("HER2" in f.description.words or "triple" in f.description.words for f in found):
        found += [_polar(sentence, *counted) for counted in told_in_situ(text)]
        found.sort(key=lambda f: f.start)
    return found


# 'HER2 1+ or 2+. Tumours scored 2+ must be FISH-negative': what a 2+ comes to may be told in the next sentence.
_OPEN_TWO = gated(r"HER2 IHC (?:[013]\+?, )*2\+(?:, 3\+)?")
_TWO_BEHIND = gated(
    r"(?<![\d-])2\s?\+(?!\s?(?:or|and|,|/|to|-)\s?3)(?:(?![.;]\s)[^\n]){0,80}?"
    rf"(?:(?P<no>{ISH_NEGATIVE.pattern})|(?:F?ISH|in[- ]situ hybridi[sz]ation|amplif\w+)\W{{0,3}}(?:\w+\W+){{0,2}}(?:\+|positiv)|\bamplified|\b(?:FISH|gene)\s+amplification)[^.;\n]{{0,60}}",
    re.I,
)
_DEMANDED = gated(r"(?<!not )\b(?:must|should|shown|confirmed|requires?|required|need|have|has)\b", re.I)


def _settled_behind(description: Description, sentence: Sentence) -> Description:
    if sentence.item is None or not _OPEN_TWO.fullmatch(description.words):
        return description
    rule = _TWO_BEHIND.search(sentence.item.text, sentence.end - sentence.item.start)
    if rule is None or not (rule["no"] or _DEMANDED.search(rule.group())):
        return description
    result = "ISH negative" if rule["no"] else "ISH positive"
    return scored_levels(f"{description.words.removeprefix('HER2')} {result}") or description


_A_SCORE = r"(?:[0-3]\s?\+|\+{2,3}|\b[01]\b)"
_SCORED_OR = gated(
    rf"(?:(?!positiv|negativ|low|express)[^.;]){{0,40}}?{_A_SCORE}[^.;0-9+]{{0,30}}(?:\bor\s+(?:an?\s+)?|[,/]\s*)$",
    re.I,
)
_SCORED_NEXT = gated(
    rf"[\s:(]*(?:(?:is|are|of|by|with|score[sd]?|expression|IHC|immunohistochemistry)[\s:(]+){{0,4}}{_A_SCORE}", re.I
)


def _goes_on_scoring(text: str, before: re.Match[str], marker: re.Match[str]) -> bool:
    """'HER2 0 or 1+, or HER2 2+ and ISH-negative', 'HER2(0), HER2(1+)': the second name goes on with the scores of the first."""
    return (
        before.lastgroup == marker.lastgroup == "her2"
        and _SCORED_OR.match(text, before.end(), marker.start()) is not None
        and _SCORED_NEXT.match(text, marker.end()) is not None
    )


def _spells_out(text: str, end: int, start: int, marker: re.Match[str], described: Description) -> bool:
    """'HER2-negative (HER2 1+ or 2+ and FISH negative)': the parentheses define what was said before them."""
    return (
        marker.lastgroup == "her2"
        and "HER2" in described.words
        and bool(gated(r"\W*(?:\w+\W+){0,3}\([^()]*$").match(text[end:start]))
    )


# 'ER-positive with or without PR-positivity, Allred score 6 to 8'
_PR_EITHER_WAY = gated(
    r"[^\w.;]{0,4}(?:(?:positive|\+ve)\b[^\w.;]{0,3})?(?:with\s+or\s+without|with/without|regardless\s+of|irrespective\s+of)\s+(?:[\w-]+\s+){0,2}?(?:progesterone|Pg?R)\b[^.;]{0,50}?(?=\bAllred\b)",
    re.I,
)


def _allred_told(text: str, marker: re.Match[str], end: int, limit: int) -> tuple[int, int]:
    """Where the Allred score of a receptor may stand: behind it, also past a PR that may be of either status."""
    aside = _PR_EITHER_WAY.match(text, end) if marker.lastgroup == "er" else None
    return (aside.end(), len(text)) if aside else (end, limit)


def _describe(sentence: Sentence, context: Context, markers: list[re.Match[str]], i: int, count: int) -> Found | None:
    text = sentence.text
    first, last = markers[i], markers[i + count - 1]
    limit = markers[i + count].start() if i + count < len(markers) else len(text)
    kind = first.lastgroup
    cut_off = (
        cut_off_in(text[first.start() : min(limit, last.end() + 160)])
        or cut_off_by_allred(text, *_allred_told(text, first, last.end(), limit))
        or trial_cut_off(context.trial.criteria or "")
    )
    if kind == "tn":
        # Definitions of triple-negative that follow repeat its parts; the cut-off may stand anywhere after it.
        cut_off = cut_off_in(text[first.start() :]) or cut_off
        return _polar(sentence, triple_negative(cut_off), first.start(), first.end())
    if kind == "tp":
        all_three = hormone_receptors(True, cut_off).and_(her2("positive"))._replace(words="triple-positive")
        return _polar(sentence, all_three, first.start(), first.end())
    if kind == "sensitive":
        return _polar(sentence, hormone_receptors(True, cut_off), first.start(), first.end())
    if kind == "insensitive":
        return _polar(sentence, hormone_receptors(False, cut_off), first.start(), first.end())
    if kind == "luminal":
        description = _luminal(first, sentence, hormone_receptors(True, cut_off))
        both = _BOTH_LUMINAL.match(text, first.end(), limit)
        return _polar(sentence, description, first.start(), both.end() if both else first.end())
    if count == 1 and kind == "her2" and (scored := _SCORE_BEFORE.search(text, 0, first.start())):
        by_score = scored_levels(text[scored.start() : last.end() + 160])
        return _polar(sentence, by_score, scored.start(), last.end()) if by_score else None
    status = status_after(text, markers, i, count, limit)
    if status is None:
        return None
    grouped = _grouped(markers[i : i + count], status, text, limit, cut_off)
    stands_to = further_levels(text, status, limit)[-1:] if status.start >= last.end() else []
    status_end = stands_to[0].end() if stands_to else status.end
    end = max(last.end(), status_end if status_end <= limit else last.end())
    return _polar(sentence, grouped, min(first.start(), status.start), end) if grouped else None


_BOTH_LUMINAL = gated(r"\s*(?:,|/|or|and|and/or)\s*(?:luminal[- ]?)?[ab]\b", re.I)


def _luminal(marker: re.Match[str], sentence: Sentence, hormone_receptor: Description) -> Description:
    """Luminal tumours are HR-positive, luminal A also HER2-negative. Which of those without HER2 are luminal A and which
    B turns on proliferation, so that shutting out one of the two shuts out none of them for certain."""
    letter = marker.group().lower()[-1]
    both = _BOTH_LUMINAL.match(sentence.text, marker.end())
    if letter not in "ab" or (both and (sentence.excludes or "lum" not in both.group().lower())):
        return hormone_receptor._replace(words="luminal (HR-positive)")
    negative = hormone_receptor.and_(her2("negative"))._replace(words="luminal A (HR-positive, HER2-negative)")
    if not sentence.excludes:
        return negative if letter == "a" else hormone_receptor._replace(words="luminal (HR-positive)")
    if letter == "a":
        return negative._replace(sure=0, ruled=0)
    certain = hormone_receptor.and_(her2("positive"))
    return hormone_receptor._replace(sure=certain.sure, ruled=certain.by_rule, words="luminal B")


# 'a score of 0 or 1+ for HER2'
_SCORE_BEFORE = gated(
    r"\b(?:IHC|scor\w+)\b[^.;]{0,80}\b(?:for|of)\s(?:the\s)?$|(?<![\w.])[0-3]\s?\+[^.;]{0,30}\bstain\w*\s(?:for|of)\s(?:the\s)?$"
    # 'IHC 2+/FISH+ or IHC 3+ HER2 expression', '3+ HER-2 staining'
    r"|^\W*(?:with\s+)?(?:(?:a\s)?score\s(?:of\s)?)?(?:\bIHC[\s:]{0,2})?[0-3]\s?\+(?:[\s,/()+-]|\b(?:IHC|and|or|[CFS]?ISH|negative|positive|amplified|not|non|[0-3])\b)*$",
    re.I,
)


_DENIAL_REACH = 100  # characters


# 'not known to be', 'never previously reported as', 'no prior history of', 'does not display', 'must not show, in any biopsy,'
_DENIES = gated(
    rf"\b(?:{NOT_JOINED}|not|non|no|without|never|neither)(?:\s+(?:be|been|have|had|known|an?|any|to|as|prior|previous(?:ly)?|before|ever|documented|reported|diagnosed|classified|considered|found|tested|shown|evidence of|history of|"
    r"display|exhibit|show|demonstrate|harbou?r|carry|present(?: with)?|contain|possess)){0,5}(?:,\s[^,.;:]{3,60},)?[\s-]*$",
    re.I,
)


# 'No previous breast cancer known to overexpress HER2'
_NO_SUCH_TUMOUR = gated(
    r"^\W*(?:no|without)\s+(?:\w+\s+){0,3}(?:cancers?|carcinomas?|tumou?rs?)\s+(?:(?:known|shown|proven)\s+to\s+|that\s+|which\s+|with\s+)?(?:be\s+|was\s+|were\s+)?$",
    re.I,
)


# Under Exclusion 'Not HER2-positive' shuts out the others, while 'No HER2-positive disease' is shorthand.
_IS_NOT = gated(
    r"^\W*(?:(?:any\s+|all\s+)?(?:breast\s+)?(?:cancers?|carcinomas?|disease|tumou?rs?|patients?|subtypes?)\s+(?:that|which|who)\s+)?(?:is |are )?not\s+(?:be\s+|being\s+)?$",
    re.I,
)


def _polar(sentence: Sentence, description: Description, start: int, end: int) -> Found:
    before = sentence.text[max(0, start - 40) : start]
    denied = _DENIES.search(sentence.text, max(0, start - _DENIAL_REACH), start) and negated(
        sentence, start, _DENIAL_REACH
    )
    if sentence.excludes and _IS_NOT.match(sentence.text[:start]):
        return Found(description.negated(), start, end)
    denied = denied or bool(not sentence.excludes and _NO_SUCH_TUMOUR.match(sentence.text[:start]))
    return Found(
        description.negated() if denied or gated(r"\bnon-?\s?$", re.I).search(before) else description, start, end
    )


def _grouped(
    group: list[re.Match[str]], status: Status, text: str, limit: int, cut_off: str | None
) -> Description | None:
    """The markers of one status together. 'ER or PR negative' may mean one of them, or both: the latter is negative surely."""
    parts = [
        d
        for marker in group
        if (d := _one(str(marker.lastgroup), status, text, marker.end(), limit, cut_off)) is not None
    ]
    if not parts:
        return None
    between = text[group[0].end() : group[-1].start()].lower()
    either = status.level in ("positive", "expressing", "range") and (
        " or " in between
        or " nor " in between
        or "and/or" in between
        or ("/" in between and status.level == "positive")
    )
    result = parts[0]
    for part in parts[1:]:
        result = result.or_(part) if either else result.and_(part)
    if status.level == "negative" and status.start >= group[-1].end() and gated(r"\bor\b").search(between):
        any_of_them = reduce(Description.or_, parts)
        return result._replace(wide=any_of_them.wide, words=any_of_them.words, ruled=result.by_rule)
    return result


def _one(kind: str, status: Status, text: str, at: int, limit: int, cut_off: str | None) -> Description | None:
    result = _of_level(kind, status, text, at, limit, cut_off)
    joined = {status.level, *(str(m.lastgroup) for m in further_levels(text, status, limit))}
    if status.start >= at and {"positive", "negative"} <= joined:
        return None  # 'PR positive or negative'
    for level in further_levels(text, status, limit) if status.start >= at else ():
        more = _of_level(kind, status._replace(level=str(level.lastgroup)), text, at, limit, cut_off)
        result = more if result is None else result.or_(more) if more is not None else result
    return result


_NO_EXPRESSION = gated(r"(?:not|no|without|lack\w*|absence)\b.*express\w*", re.I)  # 'not expressing HER2 (IHC 0)'
_SCORED = gated(r"[^.;()]{0,25}?(?:\(|\bby\b|\bat\b|\bdefined\b|\blevels?\b|\bof\b)[^.;0-9]{0,40}[123]\s?\+", re.I)


# 'HER2-positive tumours (IHC 1+ to 3+ or ISH positive)': the trial's own word for any expression
_FROM_ONE_ON = gated(
    r"(?:[^.;()]|\(s\)){0,40}\(\s*(?:defined\s+as\s+|i\.e\.?,?\s+)?(?:HER-?2\s+)?IHC\s*(?:score\s*)?(?:of\s+)?(?:1\s?\+\s*(?:to|-|,|/|or|through)|(?:>\s?=|\u2265|at least)\s*1\s?\+)",
    re.I,
)


def _of_level(kind: str, status: Status, text: str, at: int, limit: int, cut_off: str | None) -> Description | None:
    level = status.level
    if kind == "her2":
        scores = scored_levels(scored_part(text, at, limit))
        if level == "scores":
            return scores
        if level in ("low", "ultralow", "null"):
            return _low_with_more(level, text, status.end)
        word = text[status.start : status.end].lower()
        if scores and signs_are_scores(text, status.start):
            return scores
        if scores and level in ("expressing", "positive") and word.startswith("express"):
            return scores
        scored_before = gated(r"[0-3]\s?\+\s\S+$").search(text[max(0, at - 20) : at])  # '3+ HER2 overexpression'
        with_ish = gated(r"\b[CFS]?ISH\b|hybridi[sz]ation|amplif", re.I).search(scored_part(text, at, limit))
        if (
            scores
            and word.startswith("over")
            and _SCORED.match(text, status.end)
            and not (scored_before or with_ish)  # 'overexpression (3+, or 2+ and FISH-positive)' is HER2-positive
        ):
            return scores  # 'overexpression (2+ or 3+)'
        if scores and _NO_EXPRESSION.match(word):
            return scores
        if scores and level == "positive" and _FROM_ONE_ON.match(text, status.end, limit):
            return scores.or_(her2("positive"))
        if level == "negative" and scores and (zero := _DEFINED_AS_ZERO.search(text, at, at + 100)):
            negative = her2("negative")
            return scores if zero["defined"] else negative._replace(sure=scores.sure, ruled=scores.by_rule)
        if level == "expressing":  # some expression: positive surely, low by some readers
            return her2_scores({"positive"}, {"positive", "low", "ultralow"}, "HER2-expressing")
        return her2(level if level in ("positive", "negative") else "negative")
    percent = range_of(text, status.end, limit) if level in ("range", "positive", "negative") else None
    if percent is not None:
        return staining_within(kind, percent)
    if level in ("low", "ultralow", "null", "scores"):
        below_ten = bool(_BELOW_TEN.search(text[max(0, at - 40) : at + 60]))
        if level != "low":
            return None
        low = low_staining(kind, below_ten)
        up_to = _UP_TO_TEN.match(text, status.end)
        return low._replace(wide=low.wide | hormone_receptors(False, "<=10").wide) if up_to else low
    positive = level in ("positive", "expressing")
    return hormone_receptors(positive, cut_off) if kind == "hr" else staining(kind, positive, cut_off)


# 'HER2-negative, defined as IHC 0' leaves out HER2-low; 'HER2-negative (IHC 0)' leaves open whether it does.
_DEFINED_AS_ZERO = gated(
    r"(?P<defined>\bdefined (?:as|by)\s+|,\s*i\.?e\.?,?\s+)?(?<![/\w])(?:(?:an?|the|HER-?2)\s+)*\bIHC(?:\s+(?:score|status))?(?:\s+(?:of|is))?[\s:=(]*0\b"
    r"(?!\s?(?:\+?\s?(?:,|-|/|to\b|or\b|and\b|through\b)[^.;]{0,20}[12]))",
    re.I,
)


# 'low hormone receptor expression (ER/PR <= 10 %)' may hold those without any
_UP_TO_TEN = gated(
    r"[^.;,0-9]{0,40}\(\s?(?:(?:ER|PR|PgR|and|or|HR)[\s/,]{0,3}){0,4}(?:<\s?/?\s?=?|\u2264|less than|up to)\s?(?:9|10)\s?%",
    re.I,
)
_BELOW_TEN = gated(r"\b1\s?%?\s?(?:-|to|and)\s?(?:9\s?%|<\s?10)", re.I)


def _low_with_more(level: str, text: str, at: int) -> Description:
    description = her2(level)
    following = text[at : at + 40].lower()
    if level != "ultralow" and gated(
        r"[\s,]*(?:(?:her-?2\s+)?(?:expression|tumou?rs?)[\s,]+)?(?:/|or|and|and/or)\s*(?:(?:may|can)\s+(?:also\s+)?be\s+)?(?:her2[- ]?)?ultra-?low"
    ).match(following):
        description = description.or_(her2("ultralow"))
    if level == "ultralow" and gated(r"[\s,]*(?:/|or|and|and/or|to)\s*(?:her-?2[- ]?)?low").match(following):
        description = description.or_(her2("low"))
    if gated(r"[\s,]*(?:/|or|and)\s*(?:her2[- ]?)?(?:zero|0\b|null)").match(following):
        description = description.or_(her2("zero"))
    return description
