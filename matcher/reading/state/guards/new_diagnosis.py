"""When a cancer was found, and whether it is the first: the words may date metastases, a recurrence or something else."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard

_NEW = frozenset({"newly_diagnosed"})

ANYWHERE: tuple[Guard, ...] = (
    # 'Newly diagnosed multiple bone metastases' dates the metastases, not the cancer.
    Guard(
        "after",
        gated(
            r"\W*(?:(?!non?\b|not\b|without\b|recurrent\b|relapsed\b)\w+\W+){0,4}?(?:metasta\w+|mets)\b(?!\W+(?:breast|cancer|disease))|\W*(?:with|of)\W+(?:\w+\W+){0,3}?(?:metasta\w+|recurr\w+|relaps\w+|stage iv)\b"
        ),
        of=_NEW,
    ),
    # 'Untreated leptomeningeal disease' is no new cancer.
    Guard("words", gated(r"\b(?:brain|cns|central nervous|leptomening\w*|meningeal|intracranial|cerebral)\b"), of=_NEW),
    # 'Newly diagnosed locoregional recurrence' dates the recurrence; so does a new cancer in a breast once irradiated.
    Guard("after", gated(r"[\s-]+(?:(?!or\b|and\b|non?\b|not\b|without\b)[\w-]+\s+){0,4}?(?:recurr|relaps)"), of=_NEW),
    Guard("before", gated(r"\b(?:prior|previous\w*)\s+(?:\w+\s+){0,2}(?:radi|irradi)\w+\W+[^.;,]{0,60}$"), of=_NEW),
    # 'Irrespective of stage, date of initial diagnosis or treatment'
    Guard("before", gated(r"\b(?:regardless|irrespective|independent(?:ly)?) of\b[^.;:]{0,80}$"), of=_NEW),
    Guard("after", gated(r"\W*(?:dates?|years?|time)\b"), of=_NEW),
    Guard("before", gated(r"\b(?:years?|months?|ages?|dates?) of (?:the |their |her )?$"), of=_NEW),
    # 'Controlled primary breast cancer' tells what became of it.
    Guard("before", gated(r"\bcontrolled\W+$"), of=frozenset({"primary_cancer", "first_cancer"}), reach=20),
    Guard(
        "after",
        gated(
            r"\W*(?:(?:or|and|and/or|loco-?regional|local|regional|relapses?|recurrences?|tumou?rs?|cancers?|disease|sites?|must|should|has|have|to|is|are|be|been|well)\W+){0,8}?(?:controlled|under (?:good |local )?control)\b"
        ),
        of=frozenset({"primary_cancer", "first_cancer", "newly_diagnosed"}),
    ),
    # 'First diagnosis of metastatic breast cancer' dates the metastases.
    Guard("words", gated(r"\bdiagnosis of \W*(?:\w+ )?(?:metasta|recurr|relaps)"), of=frozenset({"first_cancer"})),
    # 'Brain metastases in women with a history of a biopsy-confirmed primary breast cancer'
    Guard(
        "before",
        gated(r"\bhistory of (?:[\w.()-]+\s+){0,8}$"),
        of=frozenset({"primary_cancer", "first_cancer"}),
    ),
    # 'Lymph node metastasis at the time of diagnosis'
    Guard(
        "before",
        gated(r"\b(?:lymph[- ]?nod\w*|nod(?:al|es?)|axill\w+)\s(?:\w+\s)?$"),
        of=frozenset({"de_novo_metastatic"}),
    ),
    # 'Newly diagnosed or previously treated', 'newly diagnosed, in treatment, or survivors'
    Guard(
        "after",
        gated(
            r"[^.;:]{0,50}\b(?:or|and/or)\W+(?:(?:in|under|currently|women|patients?|breast|cancer|long-?\s?term)\W+){0,3}(?:previously treated|already treated|follow-?\s?up|survivors?|surveillance)\b"
        ),
        of=frozenset({"newly_diagnosed"}),
    ),
    # 'Cancer survivor (from diagnosis through the rest of life)'
    Guard(
        "behind",
        gated(r"\bfrom (?:the )?(?:time of |moment of |point of )?(?:\w+ )?diagnosis\b"),
        of=frozenset({"survivor"}),
    ),
)

IN_CRITERIA: tuple[Guard, ...] = (
    # 'No previous breast cancer known to overexpress HER2' tells the receptor, not the history.
    Guard(
        "after",
        gated(
            r"[\w\s]{0,15}?\b(?:known|shown|proven|documented|found|that|which|with)\b[^.;,]{0,30}\b(?:over-?express\w*|amplif\w*|her-?2|receptors?|er|pr|hr)\b"
        ),
        of=frozenset({"history_of_bc"}),
    ),
)
