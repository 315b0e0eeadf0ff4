"""From what a sentence mentions to what it asks for."""
