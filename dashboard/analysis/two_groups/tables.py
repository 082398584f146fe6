"""A two by two table of hits and trials, checked once."""

import math
from dataclasses import dataclass

from dashboard.analysis.errors import CannotCompute


@dataclass(frozen=True, slots=True)
class Table:
    """Hits x and trials n of two groups; the first group is compared with the second."""

    x1: int
    n1: int
    x2: int
    n2: int

    @property
    def p1(self) -> float:
        """Proportion of the first group."""
        return self.x1 / self.n1

    @property
    def p2(self) -> float:
        """Proportion of the second group."""
        return self.x2 / self.n2

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """Hits and misses of the first group, then of the second."""
        return self.x1, self.n1 - self.x1, self.x2, self.n2 - self.x2

    @property
    def all_alike(self) -> bool:
        """True when no row or every row of both groups is a hit."""
        return self.x1 + self.x2 in (0, self.n1 + self.n2)


def make_table(x1: float, n1: float, x2: float, n2: float) -> Table:
    """A checked table; raises CannotCompute naming the group whose counts are impossible."""
    for group, hits, trials in ((1, x1, n1), (2, x2, n2)):
        if not 0 <= hits <= trials < math.inf:
            raise CannotCompute(
                f"group {group} has {hits:g} hits of {trials:g}: "
                "hits must lie between 0 and the number of trials"
            )
        if trials == 0:
            raise CannotCompute(f"group {group} has no trials, so it has no proportion")
        if hits != int(hits) or trials != int(trials):
            raise CannotCompute(f"group {group} ({hits:g} of {trials:g}) must have whole counts")
    return Table(int(x1), int(n1), int(x2), int(n2))
