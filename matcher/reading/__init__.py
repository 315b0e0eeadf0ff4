"""Text -> criteria, deterministically, each with the span of the text it came from. Pure: no I/O."""
