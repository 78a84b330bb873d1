"""The rules of the plan, each in one function, with the clause it comes from."""

from plans.checks import (  # noqa: F401  (they register their rules)
    amendment,
    committee,
    coverage,
    methods,
    money,
    needs,
    people,
    period,
    printing,
    projects,
    proposed,
    provincial,
    reach,
    requirements,
    texts,
    thread,
    wording,
)
from plans.checks.registry import REGISTRY, Check, Finding, Grade, run_checks

__all__ = ["REGISTRY", "Check", "Finding", "Grade", "run_checks"]
