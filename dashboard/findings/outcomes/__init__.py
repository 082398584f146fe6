"""Did an outcome change when peer learning came, by how much, and what may be claimed of it?"""

from dashboard.findings.outcomes.judged import outcomes
from dashboard.findings.outcomes.results import (
    Effect,
    Estimate,
    Interrupted,
    Outcome,
    Outcomes,
    Staggered,
)

__all__ = ["Effect", "Estimate", "Interrupted", "Outcome", "Outcomes", "Staggered", "outcomes"]
