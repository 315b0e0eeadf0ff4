"""Criteria x patient -> findings -> match. Pure: the patient, the date and the vocabulary are arguments."""
