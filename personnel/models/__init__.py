"""Who works in an LAO, in which post and group, what is required of them, and what they lack."""

from competencies.items import ItemKind
from personnel.models.assessments import Assessment, Score
from personnel.models.frame import COUNTED, EmploymentKind, Holding, Person, Post, StaffingFrame
from personnel.models.groups import GroupOverride, PersonnelGroup, Unit
from personnel.models.imports import StaffImport, StaffImportRow
from personnel.models.needs import Need, SwotItem
from personnel.models.requirements import (
    LevelStandard,
    LineCompetency,
    LineItem,
    OfficialLineCompetency,
    PostRequirement,
)
from personnel.models.surveys import Survey, SurveyAnswer, SurveyInvitation, SurveyQuestion, SurveyResponse

__all__ = [
    "COUNTED",
    "Assessment",
    "EmploymentKind",
    "GroupOverride",
    "Holding",
    "ItemKind",
    "LevelStandard",
    "LineCompetency",
    "LineItem",
    "Need",
    "OfficialLineCompetency",
    "Person",
    "PersonnelGroup",
    "Post",
    "PostRequirement",
    "Score",
    "StaffImport",
    "StaffImportRow",
    "StaffingFrame",
    "Survey",
    "SurveyAnswer",
    "SurveyInvitation",
    "SurveyQuestion",
    "SurveyResponse",
    "SwotItem",
    "Unit",
]
