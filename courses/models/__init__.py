"""How people are developed: the catalogs of the master plan, the library of courses, and what courses cost."""

from courses.models.catalog import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from courses.models.costs import CostRate, CourseCost
from courses.models.library import Course, CourseItem, CoursePart

__all__ = [
    "CostRate",
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
