"""What the criteria on earlier treatment are filed under."""

from __future__ import annotations

PRIOR_THERAPY = "prior_therapy"
LINES = "lines_of_therapy"
