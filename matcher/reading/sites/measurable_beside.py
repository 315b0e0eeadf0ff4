"""Measurable disease asked for beside something else: of those with bone or brain metastases, of those so treated."""

from __future__ import annotations

import re

from data.axes import BONE_ONLY_AXIS, MEASURABLE_AXIS, NO, YES
from data.criteria import AnyOf, Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.stance import Stance

# 'Brain metastases allowed if other measurable disease exists' asks nothing of those who have none.
ALLOWED_BESIDE = gated(
    r"^\W*(?:(?:patients|subjects|participants|women|those)\s+with\s+)?(?:(?!measur)[\w-]+[\s,/]+){0,5}?(?:(?P<bone>(?:bones?|osseous|skeletal|lytic|blastic)\s+(?:metasta\w+|lesions?|disease|involvement))"
    r"|metasta\w+|effusions?|ascites|lesions?|involvement|lymphangi\w+)\s+(?:(?:is|are|may be|will be)\s+)?(?:allowed|eligible|permitted|acceptable|included)\s+(?:only\s+)?"
    r"(?:if|provided|providing|when|as long as|in the presence of)\b[^.;]{0,60}\bmeasure?able\b",
    re.I,
)

# 'Brain metastases without other measurable disease' as an exclusion: of those who have them.
WITHOUT_OTHER = gated(
    r"^\W*(?:(?:patients|subjects|participants|women|those)\s+with\s+)?(?:(?!measur|no\b|without|only)[\w-]+[\s,/]+){0,4}?(?:(?P<bone>(?:bones?|osseous|skeletal|lytic|blastic)\s+(?:metasta\w+|lesions?|disease|involvement))"
    r"|metasta\w+|effusions?|ascites|involvement|lymphangi\w+)\s+(?:without|with no|and no|in the absence of)\s+(?:an?\s+|any\s+)?(?:other|further|additional)\s+measure?able\b",
    re.I,
)

# 'Patients receiving bisphosphonates must have measurable disease outside the bones'
OF_THE_TREATED = gated(
    r"^\W*(?:patients|subjects|participants|women|those)\s+(?:who\s+(?:are|have been|were)\s+)?(?:receiving|taking|on|treated with|(?:previously )?irradiated)\b[^.;:]{3,60}\b(?:must|should|need to|are required to)\s+have\b",
    re.I,
)


def bone_beside(found: re.Match[str]) -> Mention:
    measured = AnyOf((Within(BONE_ONLY_AXIS, NO), Within(MEASURABLE_AXIS, YES)))
    words = "no bone-only disease without a measurable lesion"
    return Mention("metastatic_sites", measured, words, *found.span(), Stance.REQUIRE, settled=True)
