"""Another cancer than hers, or another woman's: the phrase is said of that one."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard
from matcher.reading.state.meanings import RECURRENCES

# 'Tumours of the brain, primary or metastatic'
PRIMARY_OR_OF_THE_BRAIN = gated(
    r"\b(?:brain|cerebral|intra-?\s?cranial|cns|central nervous system|spine|spinal)\b[^.;]{0,40}[,(]\s*(?:(?:either|whether)\s+)?primary\s*(?:or|and/or|and|/)\s*$"
)

ANYWHERE: tuple[Guard, ...] = (
    # 'First-degree relatives with metastatic breast cancer'
    Guard(
        "before",
        gated(r"\b(?:family history|relatives?|mothers?|sisters?|daughters?|siblings?)\b[^.;:]{0,60}$"),
        reach=90,
    ),
    # 'Carcinoma in situ of the cervix'
    Guard(
        "sentence",
        gated(r"\b(?:cervi\w+|skin|bladder|melanoma|other (?:malignan|cancer)\w*|prior malignan\w*|basal|squamous)\b"),
        of=frozenset({"in_situ"}),
    ),
    # 'Recurrent basal cell carcinoma'
    Guard(
        "after",
        gated(
            r"\W+(?:\w+\W+)?(?:basal|squamous|skin|melanomas?|cervical|bladder|prostate|thyroid|ovarian|lung|colo\w+)\b"
        ),
        of=frozenset({"recurrent"}),
    ),
    # 'No disease or metastases of other cancers'
    Guard(
        "after",
        gated(
            r"\W*(?:(?:or|and)\W+(?:\w+\W+)?metasta\w+\W+(?:disease\W+)?)?(?:of|from)\W+(?:an?\W+)?(?:(?:any\W+|an)?other|second|different|non-?\s?breast)\W+(?:(?!breast\b)\w+\W+){0,2}?(?:cancers?|malignanc\w+|tumou?rs?|neoplasms?|carcinomas?|primar(?:y|ies))\b"
        ),
        of=RECURRENCES
        | {"metastatic", "nonmetastatic", "site_metastasis", "metastatic_or_recurrent", "no_evidence_of_disease"},
    ),
    # 'Recurrence of another cancer'
    Guard("words", gated(r"\b(?:of|from) (?:an)?other\b"), of=RECURRENCES),
    # 'Contralateral breast recurrence'
    Guard(
        "before",
        gated(r"(?<!ipsilateral or )(?<!ipsilateral and )(?<!/)\bcontralateral\W+(?:breast\W+)?$"),
        of=RECURRENCES,
    ),
)

IN_CRITERIA: tuple[Guard, ...] = (
    # 'Intracranial neoplasm, either primary or metastatic'
    Guard(
        "before",
        PRIMARY_OR_OF_THE_BRAIN,
        of=frozenset({"metastatic"}),
    ),
    # 'Earlier cancer, treated, with no recurrence' is another one.
    Guard(
        "before",
        gated(
            r"(?<!breast )(?<!ductal )(?<!lobular )\b(?:cancers?|carcinomas?|malignan\w+|tumou?rs?|neoplas\w+|lymphomas?|melanomas?)\b[^.;]{0,90}$"
        ),
        of=frozenset({"not_recurrent"}),
    ),
)

OF_EXTENTS: tuple[Guard, ...] = (
    # 'Other malignancy up to 3 years before the diagnosis of metastatic breast cancer': from when on no other one
    Guard(
        "before",
        gated(
            r"\b(?:other|another|second|different|non-?breast|additional|any)\s+(?:[\w-]+\s+){0,3}?(?:malignan\w+|cancers?|tumou?rs?|neoplas\w+|carcinomas?|primar(?:y|ies))\b[^;]{0,160}?"
            r"\b(?:before|prior to|preceding|until|since)\s+(?:[\w-]+\s+){0,3}?(?:diagnos\w+|onset|detection|development|occurrence)\s+(?:of\s+)?(?:[\w-]+\s+){0,4}$"
        ),
        reach=260,
    ),
    # 'Active second malignancy or metastatic non-breast cancer'
    Guard(
        "after",
        gated(
            r"\W*(?:non-?\s?breast\b|(?:cancers?|disease|malignanc\w+)\W+(?:other than|not) (?:of )?(?:the )?breast\b)"
        ),
    ),
)

OF_PHASES: tuple[Guard, ...] = (
    # 'Surgically treated carcinoma in situ of the cervix'
    Guard(
        "behind",
        gated(
            r"^[^.;,]{0,40}\b(?:of|in) the (?:uterine )?(?:cervix|skin|bladder|prostate|colon|thyroid)\b|^\W*(?:non-?melanoma|basal|squamous|cervical|skin)\b"
        ),
        of=frozenset({"operated", "removed"}),
    ),
)
