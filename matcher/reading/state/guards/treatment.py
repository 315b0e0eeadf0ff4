"""Treatment before and after surgery, running or ended, that is another's, an earlier one, or asked of nobody."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.guards.guard import Guard

_BY_AIM = frozenset({"neoadjuvant_title", "neoadjuvant_due", "adjuvant_title", "adjuvant_due", "neo_or_adjuvant_due"})

_ENDED = frozenset({"treatment_completed", "treated_curatively", "had_neoadjuvant"})

ANYWHERE: tuple[Guard, ...] = (
    # '(Neo)adjuvant chemotherapy' is given before surgery or after it.
    Guard(
        "words",
        gated(r"\bneo-?\)[\s-]?adjuvant|\bneo\s?/\s?adjuvant"),
        of=frozenset({"neoadjuvant_title", "neoadjuvant_due"}),
    ),
    # 'Received adjuvant/neo-adjuvant chemotherapy': which of them, it does not say.
    Guard(
        "around",
        gated(
            r"\badjuvant\s?/\s?neo-?\s?adjuvant\b|\bneo-?\s?adjuvant\s?/\s?adjuvant\b|\bneo\s?/\s?adjuvant\b|\bneo-?\)[\s-]?adjuvant\b"
        ),
        of=frozenset({"had_neoadjuvant", "had_neoadjuvant_title"}),
    ),
    # 'Tubal ligation or vasectomy) prior to study entry and for four months after treatment': what follows is the study's
    Guard(
        "sentence",
        gated(r"\b(?:contracep\w+|vasectom\w+|tubal ligation|birth control|abstinence|intrauterine)\b"),
        of=_ENDED,
    ),
    # 'In the neoadjuvant and the metastatic setting': neither is that of every patient.
    Guard(
        "after",
        gated(r"\w*\W+(?:and|or|and/or|/|as well as)\W+(?:(?:in|the|or)\W+){0,2}(?:metastatic|advanced)\b(?!\W+to\b)"),
        of=_BY_AIM,
    ),
    Guard(
        "before",
        gated(r"\b(?:metastatic|advanced)\W+(?:and|or|and/or|/)\W+(?:(?:in|the)\W+){0,2}$"),
        of=_BY_AIM,
        reach=40,
    ),
    Guard(
        "before",
        gated(r"\b(?:neo-?\s?)?adjuvant\W+(?:and|or|and/or|/|as well as)\W+(?:(?:in|the|or)\W+){0,2}$"),
        of=frozenset({"metastatic", "advanced"}),
        reach=50,
    ),
    Guard(
        "after",
        gated(r"\W+(?:and|or|and/or|/|as well as)\W+(?:(?:in|the)\W+){0,2}(?:neo-?\s?)?adjuvant\b"),
        of=frozenset({"metastatic", "advanced"}),
    ),
    # 'Based on the latest biopsy, regardless of hormonal status'
    Guard("after", gated(r"\W*(?:receptor|status)\b"), of=frozenset({"adjuvant_running"})),
    # 'Progressed during or after treatment with an aromatase inhibitor'
    Guard(
        "before",
        gated(r"\bprogress\w*\s+(?:of\s+(?:the\s+)?disease\s+)?(?:during|on|while|after|following)\b[^.;,]{0,70}$"),
        of=frozenset({"adjuvant_running"}),
    ),
)

IN_CRITERIA: tuple[Guard, ...] = (
    # 'More than two prior treatments for this cancer' counts them: one or two are no matter.
    Guard(
        "before",
        gated(
            r"(?:\b(?:more|greater|fewer|less)\s+than|\bat\s+(?:least|most)|\bup\s+to|\bover|\bexceed\w*|[<>\u2264\u2265]=?)\s*(?:\d+|one|two|three|four|five)\s+(?:[\w-]+\s+){0,3}$"
            r"|\b(?:\d+|one|two|three|four|five)\s+or\s+(?:more|fewer|less)\s+(?:[\w-]+\s+){0,3}$"
        ),
        of=frozenset({"treated_before"}),
    ),
    # 'An anthracycline in the adjuvant setting, followed by relapse': it is behind her.
    Guard(
        "after",
        gated(
            r"\W+(?:(?:treatment|therapy|chemotherapy)\W+)?(?:followed by|(?:with|and|but) (?:subsequent(?:ly)?|later|then))\W+(?:\w+\W+){0,3}?(?:relaps|recurr)"
        ),
        of=_BY_AIM,
    ),
    # 'Previously treated for metastatic disease' tells of nobody whose treatment is over.
    Guard(
        "words",
        gated(r"(?<!non-)(?<!non )(?<!non)metastatic\b|\bstage iv\b"),
        of=frozenset({"survivor"}),
    ),
    # 'Plans for radiation must be declared before randomization, for stratification' ask for none.
    Guard(
        "after",
        gated(r"[^.;:]{0,60}\bmust be (?:declared|specified|stated|indicated|determined|registered|recorded)\b"),
        of=frozenset({"chemotherapy_due"}),
    ),
    # 'Adverse events above grade 1 from prior antitumor treatment' shut out whoever still has them.
    Guard(
        "before",
        gated(
            r"\b(?:toxicit\w*|adverse\W+(?:\w+\W+)?(?:events?|effects?|reactions?)|aes?|side\W+effects?|recover\w*|sequelae|complications?|neuropath\w+|symptoms?)\b[^.;:]{0,80}?"
            r"\b(?:from|of|to|by|with|after|following)\W+(?:(?:the|any|all|their|her|or|and)\W+){0,4}$"
        ),
        of=frozenset({"treated_before", "radiated_before"}),
        reach=140,
    ),
    # 'Measurable disease that was not in a prior radiation area': where what is measured lies.
    Guard(
        "before",
        gated(
            r"\b(?:measur\w+|recist|lesions?|target)\b[^;:]{0,60}\b(?:in|within|outside|inside|outside of)\W+(?:(?:the|an?|any)\W+)?$"
        ),
        of=frozenset({"radiated_before"}),
        reach=120,
    ),
    # 'Willing to provide a post-treatment biopsy': in the course of the study
    Guard(
        "after",
        gated(
            r"\W+(?:(?:fresh|tumou?r|tissue|blood|paired|research|optional|core|surgical|plasma)\W+){0,3}(?:biops|samples?\b|specimens?\b|tissues?\b|blood\b|imaging|scans?\b|assessments?\b|visits?\b|surveys?\b|questionnaires?\b)"
        ),
        of=frozenset({"treatment_completed"}),
    ),
    # 'Trastuzumab in the adjuvant setting only is permitted' asks for none.
    Guard(
        "after",
        gated(r"[^.;:]{0,30}\bonly\b\W*(?:(?:is|are)\W+)?(?:permitted|allowed|acceptable)\b"),
        of=frozenset({"adjuvant_due"}),
    ),
)

OF_PHASES: tuple[Guard, ...] = (
    # 'Premenopausal before the start of chemotherapy', 'regular menses prior to chemotherapy': it may be long over.
    Guard(
        "around",
        gated(
            r"\b(?:\w*menopausal|menses|menstruat\w+|menstrual (?:cycles?|periods?))\s+(?:status\s+)?(?:before|prior to)\s+(?:the\s+)?(?:(?:start|initiation|beginning|onset|starting|initiating)\s+(?:of\s+)?)?(?:\w+\s+){0,2}(?:chemo\w*|treatment|therapy|radi\w+)"
        ),
        of=frozenset({"chemotherapy_due", "drug_due", "drug_running_or_due", "adjuvant_due", "neoadjuvant_due"}),
    ),
    # 'Recurred while on adjuvant endocrine treatment for two years': of a cancer that came back
    Guard(
        "before",
        gated(
            r"\b(?:recurr\w+|relaps\w+|progress\w*)\W+(?:(?:or|and|and/or)\W+(?:recurr\w+|relaps\w+|progress\w*)\W+)?(?:disease\W+)?(?:while|during|on|under|after|following)\b[^.;:,]{0,50}$"
        ),
        of=frozenset({"endocrine_for_years"}),
        reach=120,
    ),
    # 'The cancer for which she is receiving tamoxifen must have been ...' tells which cancer.
    Guard(
        "before",
        gated(
            r"\b(?:for|of) which (?:(?:the|this|patients?|participants?|subjects?|wom[ae]n|she|they|he|is|are|currently|still)\W+){0,5}$"
        ),
        of=frozenset({"adjuvant_running", "under_chemotherapy"}),
        reach=60,
    ),
    # '(patients may receive adjuvant chemotherapy)'
    Guard("before", gated(r"\([^()]*\b(?:should|may|can|could|would)\b[^()]*$"), of=frozenset({"adjuvant_due"})),
    # 'Candidates for treatment with chemotherapy' are not under it yet.
    Guard(
        "before",
        gated(r"\b(?:planned|scheduled|to receive|will receive|intended|candidates?)\b[^.;]{0,60}$"),
        of=frozenset({"under_chemotherapy"}),
    ),
    # 'Completed surgery, chemotherapy, and radiotherapy if indicated': it is over as well
    Guard(
        "around",
        gated(
            r"^\W*(?:(?:patients?|wom[ae]n|participants?|subjects?|who|must|have|has|had|having|all)\s+){0,6}(?:completed|finished|completion of)\b"
            r"(?:(?!\b(?:will|planned|scheduled|before|prior|await\w*|due|candidates?)\b)[^.;]){0,160}\b(?:if|when|where|as) (?:\w+ )?(?:indicated|applicable|needed|required|necessary)\b"
        ),
        of=frozenset({"chemotherapy_due", "drug_due", "adjuvant_due"}),
    ),
    # 'At least half of the planned chemotherapy'
    Guard(
        "before",
        gated(
            r"\b(?:received|completed|finished|had|cycles?|courses?|half|most|%)[^.;]{0,30}\bof (?:the |their |all )*$"
        ),
        of=frozenset({"chemotherapy_due"}),
    ),
    # '(with the exception of hormonal therapy)': it may run
    Guard(
        "before",
        gated(
            r"\b(?:except\w*(?: for)?|exception of|excluding|exclusive of|other than|apart from|aside from|besides|not including|but for)\W+(?:\w+\W+){0,4}$"
        ),
        of=frozenset({"adjuvant_running", "under_chemotherapy"}),
    ),
    # 'No bone metastases requiring radiotherapy or surgery'
    Guard(
        "before",
        gated(
            r"^\W*(?:no|without|absence of)\b[^.;]*\b(?:metasta\w+|lesions?|fractures?|compression)\W+(?:(?:that|which|currently|still|would|is|are)\W+){0,3}$"
        ),
        of=frozenset({"chemotherapy_due"}),
    ),
    # 'Chemotherapy is not clinically indicated'
    Guard(
        "words", gated(r"\b(?:not|never|no)\b"), of=frozenset({"chemotherapy_due", "adjuvant_due", "neoadjuvant_due"})
    ),
    # 'for which treatment with tamoxifen is planned'
    Guard(
        "after",
        gated(
            r"(?:\s(?:therapy|treatment|inhibitors?))?\s(?:planned|intended|foreseen|scheduled)\b|[^.;,]{0,50}\b(?:is|are|was|were|has been|have been)\s(?:being\s)?(?:retained|planned|indicated|proposed|intended|considered|recommended|decided|foreseen|scheduled|appropriate)\b"
        ),
        of=frozenset({"adjuvant_running"}),
    ),
    # 'Relapse with metastatic disease while receiving endocrine therapy': when it came back
    Guard(
        "before",
        gated(r"\b(?:relaps|recurr|progress)\w*\b[^.;,]{0,60}\b(?:while|whilst|when)\s+(?:still\s+|on\s+)?$"),
        of=frozenset({"adjuvant_running", "under_chemotherapy"}),
    ),
    Guard("after", gated(r"^\W*(?:progress|disease progress)")),
    # 'Treated with up to two lines of endocrine therapy' tells what is over.
    Guard("words", gated(r"\b(?:one|two|three|[1-4]) (?:prior |previous )?(?:lines?|regimens?)\b")),
    # 'May have residual disease' permits it; '... for patients who received neoadjuvant chemotherapy' is said of some.
    Guard(
        "before",
        gated(r"\b(?:may|might|can|could) (?:also )?have\b"),
        of=frozenset({"residual_after_neoadjuvant", "operated_after_neoadjuvant"}),
    ),
    Guard(
        "after",
        gated(
            r"[^.;:]{0,70}\b(?:in|for|among|if) (?:the |those |any )?(?:patients?|women|subjects?|participants?|those) (?:who|that|receiv\w+|treated|with)\b"
        ),
        of=frozenset({"residual_after_neoadjuvant", "operated_after_neoadjuvant"}),
    ),
    # 'Relapsed after completion of adjuvant chemotherapy', 'a scan after completion of chemotherapy'
    Guard("sentence", gated(r"\b(?:relaps\w*|recurred|recurrence|progress\w+|metasta\w+)\b"), of=_ENDED),
    Guard(
        "behind",
        gated(r"\b(?:for|in)\s+(?:the |those )?(?:patients?|women|those)\s+(?:with|who have) recurr"),
        of=_ENDED,
    ),
    Guard(
        "before",
        gated(r"\b(?:scans?|imaging|assessments?|questionnaires?|visits?|follow-?up|samples?|men should|agree)\b"),
        of=_ENDED,
    ),
    # 'Four weeks since the last chemotherapy' is a washout, 'two years since the last dose' none.
    Guard(
        "words",
        gated(r"\b(?:prior|previous)\b|^(?!.*\byears?\b.*\blast\b).*\blast\b"),
        of=frozenset({"treatment_completed"}),
    ),
    # 'Previous systemic treatment completed at least 3 weeks before enrolment': a washout
    Guard(
        "begins",
        gated(
            r"^\W*(?:(?:all|any)\W+)?(?:prior|previous|earlier)\W+(?:(?!\b(?:must|with)\b)[^.;:()]){3,80}?\b(?:completed|finished|ended)\W+(?:(?:at least|more than|a minimum of|(?:no|not) less than)\W+|[>=\u2265\s]+)?(?:\d+|two|three|four|six)\W{0,3}(?:weeks?|days?)\b"
        ),
        of=frozenset({"treatment_completed"}),
    ),
    # 'Chemotherapy, if given before, ended 6 months ago'
    Guard(
        "sentence",
        gated(
            r"\bif\s+(?:it\s+was\s+)?(?:(?:ever|previously)\s+(?:given|received)|(?:given|received)\s+(?:before|previously|earlier))\b"
        ),
        of=_ENDED,
    ),
    # 'Plans to complete chemotherapy within 6 months', 'expected to finish radiotherapy by the summer': still to come
    Guard(
        "before",
        gated(
            r"\b(?:plan\w*|expect\w*|intend\w*|intent(?:ion)?|schedul\w+|anticipat\w+|going|aim\w*|likely|about|agree\w*|hop(?:e|es|ing))\s+(?:on\s+|of\s+|to\s+)(?:(?:be|have|having|successfully|fully)\s+)*$"
        ),
        of=_ENDED,
        reach=50,
    ),
    # 'Chemotherapy, if given, completed 3 weeks before radiotherapy': of those who had it
    Guard(
        "words",
        gated(
            r"\b(?:if|when|where|as)\s+(?:\w+\s+)?(?:given|received|indicated|administered|applicable|needed|required|prescribed|used)\b.*\b(?:completed|finished|ended|concluded)\b"
        ),
        of=_ENDED,
    ),
    # 'May be enrolled prior to completion of radiation'
    Guard("before", gated(r"\b(?:prior to|before|until)\s+(?:(?:the|full|their)\s+)*$"), of=_ENDED, reach=30),
    # 'With the intention of giving radiotherapy after completion of chemotherapy'
    Guard(
        "before",
        gated(
            r"\b(?:will be|to be|intention (?:of|to)|intend\w* (?:to|for)|plan\w* (?:to|for)|scheduled (?:to|for))\s+(?:\w+\s+){0,2}?(?:giv\w+|administer\w*|receiv\w+|deliver\w*|perform\w*|undergo\w*|start\w*|irradiat\w+|radiat\w+)\b[^.;]{0,60}\b(?:after|following|upon|at)\s+(?:the\s+)?$"
        ),
        of=_ENDED,
    ),
)
