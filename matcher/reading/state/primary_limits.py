"""Limits of the primary tumour told without categories: its size, the skin and chest wall around it, the nodes that it reached.

A sentence tells such a limit where the words around it are all plain ones: any other word may make a condition of it, an
alternative, or a rule about something else.
"""

from __future__ import annotations

from data import axes
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import within
from matcher.reading.state.meanings import ALL, IN_SITU, INOPERABLE_STAGES, STAGE_III, STAGE_IIIB

_T4 = STAGE_IIIB  # AJCC 8: IIIB is T4, IIIC any T with N3
_WORD = gated(r"[a-z]\w*")


def _words(lower: str) -> frozenset[str]:
    return frozenset(_WORD.findall(lower))


_TUMOUR = _words("tumor tumors tumour tumours lesion lesions cancer cancers carcinoma carcinomas")
_PLAIN = _TUMOUR | _words(
    "a an the any of with has have having that which who is are be must should does do either or patients women subjects those "
    "breast primary index invasive infiltrating ductal lobular adenocarcinoma disease mass clinical clinically"
)

# 'Tumour involving the skin or chest wall', 'no skin or chest wall involvement', 'fixation to chest wall, ulceration of skin'
_OF_SKIN_OR_WALL = _PLAIN | _words(
    "skin dermis chest wall no not without absence evidence sign signs gross direct extensive locally advanced t4 t4a t4b t4c t4d by to into from its overlying underlying "
    "involve involves involved involving involvement invade invades invaded invading invasion infiltrate infiltrates infiltration extend extends extending extension "
    "attached attachment fixed fixation adherent ulcerated ulceration ulcerating tethering "
    "there prove proving proof imaging radiological radiologic radiographic mammographic nipple areola areolar complex nac muscle pectoral pectoralis major fascia"
)
_REACHES = gated(r"\b(?:involv|invad|invas|infiltrat(?!ing\b)|exten[ds]|attach|fix|adher|ulcer)")
_SKIN_OR_WALL = gated(r"\bskin\b[^.;]*\bchest[- ]wall|\bchest[- ]wall\b[^.;]*\bskin")
_EITHER = gated(r"\bor\b|[,/]")
_DENIES = gated(r"\b(?:no|not|without|absence of)\b")


def beyond_the_breast(sentence: Sentence) -> Mention | None:
    """'Tumour involving skin or chest wall' among exclusions, and 'no skin or chest wall involvement', shut out T4."""
    lower = sentence.lower
    told = _SKIN_OR_WALL.search(lower) if sentence.from_criteria else None
    if told is None or not _REACHES.search(lower) or not _EITHER.search(told.group()):
        return None
    if sentence.excludes == bool(_DENIES.search(lower)) or _words(lower) - _OF_SKIN_OR_WALL - {"and"}:
        return None
    requirement = within(ALL & ~INOPERABLE_STAGES, ALL & ~_T4)
    return Mention("stage", requirement, "no involvement of skin or chest wall", *told.span(), Stance.REQUIRE)


_SIZE = _PLAIN | _words(
    "unifocal unicentric multifocal solitary single size sized diameter dimension measure measures measuring measured maximum maximal greatest largest longest total overall "
    "histologically pathologic pathological pathologically radiologic radiological radiologically histologic confirmed proven t t1 t2 t1a t1b t1c ct1 ct2 pt1 pt2 and "
    "age in on by at its imaging ultrasound mammography mammogram mri examination pathology"
)
_OF_NODES = _words(
    "node nodes nodal lymph axillary axilla negative no n0 cn0 pn0 m0 palpable positive involvement involved"
)
_LENGTH = r"(?P<size>\d{1,2}(?:\.\d+)?)\s?(?P<unit>[cm])(?:m|entimet\w+|illimet\w+)\b"
_NUMBER = r"\d{1,2}(?:\.\d+)?"
# 'At least 1 cm and' before the other limit
_FROM = gated(
    rf"(?:>=?|\u2265|\\>=?|at least|more than|greater than|larger than)\s*{_NUMBER}\s?(?:cm|mm)?\W{{0,2}}(?:and|but)\s(?=<|\u2264|\\<|up to|at most|no|not|less|smaller)"
)
_AT_MOST = gated(
    rf"(?:(?:<=?|=\\?<|\u2264|\\<=?|up to|at most|(?:no|not) (?:more|larger|greater|bigger) than|(?:less|smaller) than(?: or equal to)?|not exceeding|maximum of)\s*"
    rf"|between\s{_NUMBER}\s?(?:(?:cm|mm)\s)?and\s|\b{_NUMBER}\s?(?:cm|mm)?\s?(?:-|\u2013|to)\s?){_LENGTH}"
    rf"|{_LENGTH.replace('size', 'other').replace('unit', 'its')}\s(?:or|and) (?:less|smaller)\b"
)
_OVER = gated(rf"(?:>=?|\\>=?|\u2265|(?:more|larger|greater|bigger) than|over|exceeding|above)\s*{_LENGTH}")
_NODES_CLEAR = gated(
    r"\b[cp]?n0\b|\b(?:node|nodal|nodes|axilla\w*)\W+(?:(?:is|are)\W+)?negative|\bno\W+(?:(?:palpable|axillary|positive|lymph)\W+)*nod\w+"
)
_LIMIT = 30.0  # millimetres: trials of local treatment and of low risk


def _millimetres(size: str, unit: str) -> float:
    """unit: 'c' or 'm', as the length begins."""
    return float(size) * (10 if unit == "c" else 1)


def small_primary(sentence: Sentence) -> Mention | None:
    """A limit of 3 cm or less leaves out T4 disease; where the nodes must be clear too, all of stage III (AJCC 8)."""
    if not sentence.from_criteria:
        return None
    lower = sentence.lower if sentence.excludes else _FROM.sub(" ", sentence.lower)
    told = (_OVER if sentence.excludes else _AT_MOST).search(lower)
    if told is None:
        return None
    size, unit = told["size"], told["unit"]
    if size is None:
        size, unit = told["other"], told["its"]
    rest = f"{lower[: told.start()]} {lower[told.end() :]}"
    around = _words(rest)
    plain = _SIZE - {"and"} if sentence.excludes else _SIZE
    of_nodes = around & _OF_NODES
    if around - plain - of_nodes or _COMPARED.search(rest):
        return None
    if not (around & _TUMOUR or ("size" in around and not of_nodes)):  # 'lymph nodes of at most 2 cm'
        return None
    if of_nodes and "or" in around and not sentence.excludes:  # 'at most 2 cm, or node-negative'
        return None
    if _millimetres(size, unit) > _LIMIT:
        return None
    clear = not sentence.excludes and bool(_NODES_CLEAR.search(rest))
    requirement = within(ALL & ~STAGE_III, ALL & ~(STAGE_III if clear else _T4))
    words = f"a tumour of at most {size} {unit}m"
    return Mention("stage", requirement, words, 0, len(sentence.text), Stance.REQUIRE)


_COMPARED = gated(r"[<>\u2264\u2265]|\d\s?(?:cm|mm)\b")


_LARGER = gated(rf"(?:>(?!\s?=)|\\>(?!=)|(?:more|larger|greater|bigger) than(?! or)|over|exceeding)\s*{_LENGTH}")
_T3 = 50.0  # millimetres (AJCC 8)
_BELOW_T3 = axes.states_where(lambda s: s.kind == "primary" and s.stage in ("I", "IIA"))
_T2 = 20.0
_BELOW_T2 = axes.states_where(lambda s: s.kind == "primary" and s.stage == "I")  # IIA may be T1 N1
_T2_OR_MORE = axes.states_where(lambda s: s.kind == "primary" and s.stage == "IIB")  # T2 N1 or T3 N0
_OF_LARGE = (_SIZE | _OF_SKIN_OR_WALL) - {"no", "not", "t", "t1", "t2", "t1a", "t1b", "t1c", "ct1", "ct2", "pt1", "pt2"}
# ', any N, without evidence of metastases' behind it
_ANY_NODES_M0 = gated(
    r",?\s(?:and\s)?(?:any n\b|(?:and\s|with\s)?(?:no|without)\s(?:evidence of\s|signs of\s)?(?:distant\s)?metasta\w+|m0\b)"
)
_OR_SKIN_OR_WALL = gated(
    r"\bor\W+(?:(?:with|an?y?|direct|extension|to|invasion|of|invading|involving|infiltrating|growing|into|ulceration|fixed|attached|the|involvement)\W+)*(?:skin|chest)\b(?:\W+(?:or\W+)?(?:the\W+)?(?:skin|chest|wall)\b)*"
)


def large_primary(sentence: Sentence) -> Mention | None:
    """A tumour of more than 5 cm is T3, or T4 where it involves the skin or chest wall: neither is in stage I or IIA; one of
    more than 2 cm is in no stage I (AJCC 8)."""
    if not sentence.demands:
        return None
    told = _LARGER.search(sentence.lower)
    if told is None or (size := _millimetres(told["size"], told["unit"])) < _T2:
        return None
    lower = blanked(_ANY_NODES_M0, sentence.lower)
    rest = f"{lower[: told.start()]} {lower[told.end() :]}"
    around = _words(rest)
    if not around & _TUMOUR or around - _OF_LARGE or _COMPARED.search(rest):
        return None
    if "or" in _words(_OR_SKIN_OR_WALL.sub(" ", rest)):
        return None
    t4 = _OR_SKIN_OR_WALL.search(lower, told.end())
    words = f"a tumour of more than {5 if size >= _T3 else 2} cm" + (", or of skin or chest wall" if t4 else "")
    requirement = within(0, ALL & ~_BELOW_T3) if size >= _T3 else within(_T2_OR_MORE, ALL & ~_BELOW_T2)
    return Mention("stage", requirement, words, told.start(), t4.end() if t4 else told.end(), Stance.REQUIRE)


# Carcinoma in situ reaches no lymph node (AJCC 8: Tis is N0).
_REACHED_NODES = gated(
    r"\bnod(?:e|al)[- ]positive|\b(?:positive|involved|affected|metastatic)\W+(?:[\w-]+\W+){0,3}?(?:nodes?|axilla)\b"
    r"|\b(?:nod(?:es?|al)|axillary)\W+(?:[\w-]+\W+){0,3}?(?:positive|involve\w*|metasta\w+)"
    r"|\b(?:involvement|\w*metasta\w+|disease|tumou?r)\W+(?:[\w-]+\W+){0,6}?(?:in|of|to)\W+(?:[\w-]+\W+){0,4}?(?:nodes?|axilla)\b"
)
_OF_REACHED_NODES = _PLAIN | _words(
    "axilla axillary lymph node nodes nodal regional ipsilateral sentinel positive involved involvement affected metastatic metastasis metastases macrometastasis macrometastases "
    "histologically cytologically pathologically histologic cytologic pathologic pathological confirmed proven documented demonstrated verified evidence time biopsy needle fine aspiration core on by at "
    "least more than between to one two three four five six nine ten minimum among in resected dissected removed examined presentation diagnosis initial stage operable early and exam examination "
    "her2 er hr hormone receptor triple unilateral locally advanced n1 n2 n3 pn1 pn2 pn3 cn1 cn2 cn3"
)
_OR = gated(r"\bor\b|/")
_NO_MORE_THAN = gated(
    r"\b(?:no|not) more than\b|(?<=\d )or more\b|(?<=one )or more\b|(?<=two )or more\b|(?<=three )or more\b|(?<=four )or more\b|(?<=\d )or (?=\d)"
)


# AJCC 8: four nodes or more are N2, which stage II has none of; stage I has no more than a micrometastasis.
_FOUR_NODES = gated(
    r"(?:(?:>=|\u2265|at least|minimum of)\s*(?:[4-9]|10|four|five|six|ten)|(?:>(?!=)|more than)\s*(?:[3-9]|three|four|five)|\b(?:[4-9]|10|four|five|six|ten)\s(?:or more|\+))"
    r"\s(?:(?:histologically|pathologically|proven|confirmed|axillary|regional|ipsilateral|lymph)\s){0,4}(?:(?:positive|involved|affected|metastatic)\b|nodes?\s(?:positive|involved|affected|with)\b)"
)
# No lower limit: none may be involved
_AT_MOST_SO_MANY = gated(
    r"\b(?:no|not) more\b|\bat most\b|\bup to\b|\bfewer\b|\bless\b|\bmaximum\b|[<\u2264]|\bexamined\b|\bremoved\b"
)
_STAGE_I = axes.states_where(lambda s: s.kind == "primary" and s.stage == "I")
_STAGE_II = axes.states_where(lambda s: s.kind == "primary" and s.stage in ("IIA", "IIB"))


def reached_nodes(sentence: Sentence) -> Mention | None:
    """'At least one positive axillary node' leaves out carcinoma in situ, and what of stage I is no micrometastasis."""
    if not sentence.demands:
        return None
    lower = _NO_MORE_THAN.sub(" ", sentence.lower)
    told = _REACHED_NODES.search(lower)
    if told is None or lower.rstrip().endswith(":") or _words(lower) - _OF_REACHED_NODES or _OR.search(lower):
        return None
    sure = wide = ALL & ~IN_SITU
    if not _AT_MOST_SO_MANY.search(sentence.lower):
        four = _FOUR_NODES.search(sentence.lower) is not None
        sure, wide = sure & ~_STAGE_I & ~(_STAGE_II if four else 0), wide & ~(_STAGE_I if four else 0)
    requirement = within(sure, wide)
    return Mention("stage", requirement, "involved lymph nodes", 0, len(sentence.text), Stance.REQUIRE)
