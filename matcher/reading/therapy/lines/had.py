"""Words that tell of an earlier line without counting: 'pretreated metastatic disease', 'after failure of first-line treatment'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

# 'Heavily pretreated metastatic breast cancer', 'refractory metastatic disease', 'oligoprogressive disease'
HAD_LINES = gated(
    r"\b(?:pre-?\s?|(?:previously|already)[ -])treated,?\s+(?!(?:with|by)\s)(?:\(?[\w/+-]+\)?,?\s+){0,3}?(?:metastatic|advanced|MBC|stage IV)\b|\b(?:heavily|maximally) (?:pre-?\s?)?treated\b"
    r"|(?<!or )(?<!and )(?<!or/)(?<![/-])\brefractory,?\s+(?:metastatic|advanced)\b"
    r"|(?<!or )(?<!and )(?<!/)\boligo-?\s?progress\w+\b(?!\W+(?:\w+\W+){0,2}?(?:or|and|/)\W*(?:\w+\W+)?oligo)"
    # 'Failed first-line treatment', 'progression under first-line systemic therapy'
    r"|\b(?:fail(?:ed|ing|ure of|ure to|ure after)?|(?:progress|relaps|recurr)\w*\s+(?:on|after|under|during|following|from)|refractory to|resistan\w+ to|(?<!\bor )(?:have|has|had)\s+(?:already\s+|previously\s+|at\s+least\s+)?(?:received|completed|undergone|initiated|started|begun|commenced)|^\W*(?:complet(?:ed|ion of)|received))\s+"
    r"(?:(?:the|an?|at least|standard|prior|previous|required|eligible|qualifying)\s+)*(?:first|1st)(?:-?\s?(?:or|to|and|/)\s?(?:second|2nd))?[- ]line\s+(?:systemic\s+|standard\s+|palliative\s+|metastatic\s+)?(?:treatment|therapy|chemo(?:therapy)?|regimen)\b"
    r"|\bbeyond\s+(?:the\s+)?(?:first|1st)[- ]line\b"
    r"|\b(?:disease control|respon\w+|stable disease|remission|clinical benefit)\s+(?:with|on|under|to|from|during)\s+(?:(?:the|their)\s+)?(?:first|1st)[- ]line\b"
    r"|\b(?:first|1st)[- ]line\s+(?:[\w-]+\s+){0,2}?(?:treatment|therapy|chemotherapy)\s+(?:(?:for|of)\s+(?:\w+\s+or\s+)?(?:metastatic|advanced)\s+(?:breast\s+)?(?:disease|cancer)\s+)?(?:failure|(?:(?:has|have|must\s+have)\s+)?failed)\b"
    # 'Previously treated for metastatic disease', 'treated for their advanced disease with at least one regimen'
    r"|\b(?:been|previously|already)\s+treated\s+(?:\w+\s+)?for\s+(?:(?:the|their|her)\s+)?(?:(?:inoperable|unresectable|recurrent|locally advanced)\s+or\s+)?(?:metastatic|advanced|stage IV|MBC)\b"
    # 'Metastatic breast cancer that has been previously treated', '..., refractory'
    r"|(?<!non-)(?<!brain )(?<!CNS )\b(?:metastatic|stage IV|advanced)\s+(?:[\w-]+\s+){0,2}?(?:cancers?|disease|carcinomas?|tumou?rs?)(?:\s+patients?)?,?\s+(?:(?:that|which|who)\s+)?(?:(?:has|have|is|are|was|were)\s+)?(?:(?:already|previously)\s+)?(?:been\s+)?"
    r"(?:(?:previously|already|pre-?)[- ]?treated|(?<=\balready been )treated|(?<=\bpreviously been )treated|refractory)(?=\W*$|\s*[,;.]\s)"
    # 'Refractory solid tumours', 'metastatic, refractory breast cancer'
    r"|(?<!or )(?<!and )(?<!and/or )(?<![/-])\brefractory\s+(?:solid\s+(?:tumou?rs?|cancers?|malignanc\w+)|malignanc\w+|stage IV\b)"
    r"|\b(?:metastatic|stage IV|advanced)[, ]\s?refractory\s+(?:[\w-]+\s+){0,2}?(?:cancers?|disease|carcinomas?|tumou?rs?|malignanc\w+|TNBC)\b"
    # 'Failed multiple lines of therapy', 'after multi-line treatment'
    r"|\b(?:fail\w*|progress\w*|received|after|following|treated with|refractory to|resistant to|undergone)\s+(?:\w+\s+)?(?:multiple|several|numerous|many)\s+(?:prior\s+|previous\s+)?lines\b|\b(?:multi|multiple)-?\s?line[- ](?:treat|therap|pre)\w*",
    re.I,
)
