"""Words as tables, each row with its source. `load_vocabulary` reads and checks them; nothing is read at import."""

from data.vocabulary.tables import BadTable, load_vocabulary

__all__ = ["BadTable", "load_vocabulary"]
