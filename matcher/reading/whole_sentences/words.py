"""Whom a sentence speaks of, and how it begins."""

from __future__ import annotations

PEOPLE = r"(?:patients?|participants?|subjects?|wom[ae]n|individuals?|those)"
OPENS = rf"^\W*(?:note\W+)?(?:(?:all|the|each|adult|eligible)\s+)*(?:{PEOPLE}\s+)?"
