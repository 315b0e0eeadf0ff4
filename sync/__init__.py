"""Keeps the local copy of the registry and its readings fresh."""
