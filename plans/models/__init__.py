"""Editions of the master plan, plans, their revisions and the typed rows a revision is made of."""

from plans.models.amendment import ChangeReason
from plans.models.committee import CommitteeMember, CommitteeOrder
from plans.models.content import (
    FindingReason,
    KeptText,
    MonitoringItem,
    Project,
    ProjectYear,
    Section,
    Target,
)
from plans.models.editions import (
    Correction,
    Edition,
    EditionImport,
    ImportedText,
    OutlineSection,
    Parameter,
    Seat,
)
from plans.models.idp import IndividualPlan, IndividualPlanItem
from plans.models.money import ProjectCost, YearBudget
from plans.models.past import CarriedProject, OldPlan, OldPlanPart
from plans.models.plan import Layout, Plan, Revision, Snapshot, State
from plans.models.provincial import ProvincialText
from plans.models.review import CheckReport, Comment, DeclinedProposal, KeptVersion
from plans.models.suggestions import SuggestedEdit

__all__ = [
    "CarriedProject",
    "ChangeReason",
    "CheckReport",
    "Comment",
    "CommitteeMember",
    "CommitteeOrder",
    "Correction",
    "DeclinedProposal",
    "Edition",
    "EditionImport",
    "FindingReason",
    "ImportedText",
    "IndividualPlan",
    "IndividualPlanItem",
    "KeptText",
    "KeptVersion",
    "Layout",
    "MonitoringItem",
    "OldPlan",
    "OldPlanPart",
    "OutlineSection",
    "Parameter",
    "Plan",
    "Project",
    "ProjectCost",
    "ProjectYear",
    "ProvincialText",
    "Revision",
    "Seat",
    "Section",
    "Snapshot",
    "State",
    "SuggestedEdit",
    "Target",
    "YearBudget",
]
