"""The rules of the plan, each in one function, with the clause it comes from."""

from plans.checks import (  # noqa: F401  (they register their rules)
    committee,
    coverage,
    needs,
    people,
    period,
    projects,
    requirements,
    texts,
)
from plans.checks.registry import REGISTRY, Check, Finding, Grade, run_checks

__all__ = ["REGISTRY", "Check", "Finding", "Grade", "run_checks"]
