"""How far the numbered list of the whole trial has come, where the headings of cohorts interrupt it."""


class RunningNumber:
    """The numbers last reached in the lists of the whole trial, by how far they are set in, and whether a cohort's heading
    without number stood since."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self.interrupted = False

    def goes_on(self, number: str | None, indent: int, in_cohort: bool) -> bool:
        """Whether the number continues a list that a cohort's heading interrupted."""
        if number is None or not number.isdigit():
            return False
        if not in_cohort:
            self._reached(int(number), indent)
            self.interrupted = False
            return False
        goes_on = self.interrupted and self._last.get(indent) == int(number) - 1
        self.interrupted = False  # any other number begins, or continues, a list of the cohort's own
        if goes_on:
            self._reached(int(number), indent)
        return goes_on

    def _reached(self, number: int, indent: int) -> None:
        self._last = {**{i: n for i, n in self._last.items() if i < indent}, indent: number}
