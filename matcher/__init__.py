"""Reads eligibility text, decides about patients, and shows the result."""
