"""Who works in an LAO, in which post, in which group, and the staff lists they came in with."""

from personnel.models.frame import EmploymentKind, Holding, Person, Post, StaffingFrame
from personnel.models.groups import GroupOverride, PersonnelGroup, Unit
from personnel.models.imports import StaffImport, StaffImportRow

__all__ = [
    "EmploymentKind",
    "GroupOverride",
    "Holding",
    "Person",
    "PersonnelGroup",
    "Post",
    "StaffImport",
    "StaffImportRow",
    "StaffingFrame",
    "Unit",
]
