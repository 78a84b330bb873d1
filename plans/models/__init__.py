"""Editions of the master plan, plans, their revisions and the typed rows a revision is made of."""

from plans.models.content import (
    CommitteeMember,
    CommitteeOrder,
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
from plans.models.plan import Layout, Plan, Revision, Snapshot, State

__all__ = [
    "CommitteeMember",
    "CommitteeOrder",
    "Correction",
    "Edition",
    "EditionImport",
    "FindingReason",
    "ImportedText",
    "IndividualPlan",
    "IndividualPlanItem",
    "KeptText",
    "Layout",
    "MonitoringItem",
    "OutlineSection",
    "Parameter",
    "Plan",
    "Project",
    "ProjectYear",
    "Revision",
    "Seat",
    "Section",
    "Snapshot",
    "State",
    "Target",
]
