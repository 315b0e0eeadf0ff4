"""The words for measurable disease, for disease that cannot be measured, and for disease that is there in either case."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

TRIGGER = gated(r"measur|target lesion|\blesions?\b.*\d\s?[mc]m\b|evaluable|assessable|bone|osseous|skelet", re.I)
THING = r"(?:disease|dz|lesions?|tumou?rs?|targets?|sites?|regions?|extent|metastas[ie]s|mass(?:es)?|focus|foci|cancer|malignan\w+|lymph node|node|breast)"
_EXTENT = (
    r"(?:(?:locally|loco-?regionally)\s+)?(?:metastatic|advanced|recurrent|relapsed|unresectable|inoperable|incurable)"
)
MEASURABLE = gated(
    rf"(?<!non-)(?<!non)(?<!non )(?<!not )\b(?:(?:uni|bi)-?dimensionally\s+|radiologically\s+|radiographically\s+|clinically\s+)?measure?able\b"
    rf"(?:[\s,(]+(?!or\b|and/or\b)[\w.-]+){{0,5}}?\s*{THING}\b"
    rf"|(?<!non-)(?<!non)(?<!non )(?<!not )\bmeasure?able,?\s+{_EXTENT}(?:(?:\s*,\s*|\s*/\s*|,?\s+(?:or|and/or)\s+){_EXTENT}){{1,2}}\s+(?:breast\s+)?{THING}\b"
    r"|\b(?:evidence|presence)\s+of\s+measure?able\W*$"  # '... of measurable 1) recurrent or 2) metastatic disease'
    rf"|\b{THING}\s*(?:\([^)]{{0,30}}\)\s*)?(?:that\s+(?:is|are|can be)|which\s+(?:is|are)|must be|is|are|should be)?\s*(?:accurately\s+|(?:uni|bi)-?dimensionally\s+|(?:radiologically|clinically)\s+)?measure?able\b"
    rf"|\bmeasure?able\s*(?:by|per|according|using|as\s+defined|\()[^.;]{{0,40}}RECIST"
    rf"|^\W*(?:disease\s+)?(?:RECIST(?:\s+(?:version\s+|v\.?\s?)?1\.[01])?|(?:(?:MRI|CT)-?\s*(?:or|and|/)\s*)?(?:CT|MRI))[\s-]+measure?able\b(?!\W+(?:or|and/or)\b)"
    rf"|(?<!non-)(?<!no )\btarget\s+lesions?\b[^.;]{{0,40}}\bRECIST"
    rf"|^\W*(?:(?:patients?|subjects?|participants?|with|must|have|has|presence|of)\s+){{0,4}}(?:at\s+least\s+|>=\s?)?(?:one|1|a)\s+(?:or\s+more\s+)?target\s+lesions?(?:\s+(?:to|for)\s+(?:the\s+)?(?:evaluat|assess|follow|measur)[^.;]{{0,40}})?\W*$"
    rf"|(?<!non-)(?<!no )\btarget\s+lesions?\s+(?:(?:is|are|that|which)\s+)*(?:measured|measuring|measurable)\b"
    # 'At least one lesion of 10 mm or more in longest diameter'
    rf"|^(?!.*\b(?:biops|inject|irradiat|radio|accessib|resect|PET\b|uptake|brain|CNS|intracranial))\W*(?:(?:patients?|subjects?|participants?|with|must|have|has|presence|of)\s+){{0,4}}(?:at\s+least\s+|>=\s?|\u2265\s?)(?:one|1)\s+(?:(?:target|tumou?r|soft[- ]tissue)\s+)?lesions?\s+(?:(?:that|which|is|are|of|with|measuring|measures|an?|the|longest|diameter|size|largest)\s+){{0,4}}(?:>\s?=?|\u2265|at\s+least|of|measuring)?\s*\d{{1,2}}(?:\.\d)?\s?[mc]m\b(?:\s+or\s+(?:more|greater|larger))?(?:\s+in\s+(?:the\s+|its\s+)?(?:\w+\s+){{0,2}}?(?:diameter|dimension|axis|size))?"
    rf"|\blesions?\s+(?:that|which)\s+can\s+be\s+(?:accurately\s+)?measured"
    rf"|\blesions?\b[^.;]{{0,70}}\bRECIST\s+(?:version\s+|v\.?\s?)?1\.[01]\s+(?:TL|target\s+lesion)\b"
    rf"|\b(?:at least (?:one|1)|>=\s?1)\s+(?:\w+\s+){{0,2}}?(?:lesions?|tumou?r)\b(?:[^.;]|\.\d){{0,90}}?\b(?:(?:that|which|and)\s+(?:can|could)\s+be\s+(?:accurately\s+|reliably\s+)?measured|(?<!not )measure?able\s+(?:by|on|with|via)\b|accurately\s+measure(?:d|able)\s+(?:(?:longest|long|short)\s+)?(?:diameter|axis))",
    re.I,
)
NOT_MEASURABLE = gated(r"\bnon-?\s?measure?able|\bnot\s+(?:be\s+)?measure?able|\b(?:un|im)-?measure?able", re.I)
NOT_ASKED = r"not\s+(?:be\s+)?(?:an?\s+)?(?:(?:strictly|absolutely)\s+)?(?:require|necessary|needed|mandatory|obligatory|essential|criterion|prerequisite|precondition|condition|obligation)"
NO_MEASURABLE = gated(
    r"\b(?:no|without(?:\s+any)?|absence\s+of|lack\s+of|lacking|not\s+have|does\s+not\s+have|do\s+not\s+have|neither)\s+(?:\w+\s+){0,3}?measure?able",
    re.I,
)
ONLY_NON = gated(
    r"\b(?:only|solely|exclusively)\s+(?:have\s+|has\s+|with\s+)?(?:\w+\s+)?(?:non-?\s?measure?able|unmeasur)|non-?\s?measure?able\s+(?:\w+\s+){0,3}(?:only|alone)|^\W*(?:patients\s+with\s+)?(?:non-?\s?|not\s+|un|im)measure?able\s+(?:disease|lesions?|tumou?rs?)\W*$",
    re.I,
)
EITHER_KIND = gated(
    r"\bmeasure?able\W+(?:(?:disease|lesions?|tumou?rs?)\W+)?(?:and/or|or|and)\W+(?:(?:non-?\s?|im|un)measure?able|evaluable|assess?able|not measure?able)"
    r"|\b(?:evaluable|assess?able|non-?\s?measure?able)\W+(?:(?:disease|lesions?|tumou?rs?)\W+)?(?:(?:and/or|or)\W+)?measure?able\b"
    # 'Disease that can be measured (RECIST) or evaluated by other means'
    r"|\b(?:measure?able|measured)\b(?:\s+(?:disease|lesions?|tumou?rs?))?(?:\s*\([^()]{0,40}\)|\s+(?:by|per|with|according\s+to|using)\s+(?:the\s+)?(?:RECIST|modified|version|v?\.?\s?1\.[01]|criteria|\s)+)?,?\s+or\s+(?:(?:that|which)\s+)?(?:(?:can|may|is|be)\s+)*(?:otherwise\s+|clinically\s+)?"
    r"(?:(?:evaluated|assessed|followed|evaluable|assess?able)(?:\s+(?:disease|lesions?))?(?=\W*$|\s+(?:by|with|using|on|through)\s+(?:an?\s+)?(?:other|another|alternative|established|clinical|physical|different)))",
    re.I,
)

# 'Evaluable disease', 'disease that can be assessed by imaging': there must be some.
EVALUABLE = gated(
    rf"^\W*(?:(?:the\s+|all\s+)?(?:patients?|subjects?|participants?|women|must|should|have|has|with|presence|of)\s+){{0,4}}(?:an?\s+|at\s+least\s+one\s+)?(?:(?:clinically|radiologically|radiographically)\s+(?:(?:or|and|and/or)\s+(?:clinically|radiologically|radiographically)\s+)?)?"
    rf"(?:(?:evaluable|assess?able)\s+{THING}|(?:the\s+)?(?:sites\s+of\s+)?{THING}\s+(?:is\s+)?(?:evaluable|assess?able)\s+(?:per|by|according\s+to)\s+(?:the\s+)?(?:RECIST|Response\s+Evaluation)|{THING}\s+(?:that|which)\s+(?:is|are|can be)\s+(?:evaluable|assess?able|evaluated|assessed))\b(?!\s+for\b)"
    r"(?!(?:[^.;]|\.\d){0,60}\b(?:that|which|and)\s+(?:can|could)\s+be\s+(?:accurately\s+|reliably\s+)?measured\b)",
    re.I,
)
