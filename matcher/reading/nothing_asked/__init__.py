"""Words that ask nothing of her: left out, or made blank, before a sentence is read."""
