"""The same criteria in other words and other layouts, by which the reading is tried: no verdict may change."""

from collections.abc import Callable

from tests.paraphrases.layouts import LAYOUTS
from tests.paraphrases.wordings import WORDINGS

PARAPHRASES: dict[str, Callable[[str], str]] = {**WORDINGS, **LAYOUTS}
