"""How people are developed: the catalogs of the master plan, the library of courses, and what courses cost."""

from courses.models.catalog import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from courses.models.costs import CostKind, CostRate, CostUnit, CourseCost
from courses.models.library import Course, CourseItem, CoursePart

__all__ = [
    "CostKind",
    "CostRate",
    "CostUnit",
    "Course",
    "CourseCost",
    "CourseItem",
    "CoursePart",
    "Curriculum",
    "KnowledgeArea",
    "Method",
    "ProviderKind",
    "SubMethod",
]
