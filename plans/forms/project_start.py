"""What a new project starts with when somebody comes from a hole of the plan: /projects/new/?need=7&group=g1..."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courses.models import Curriculum, KnowledgeArea, Method
from personnel.models import Need, PersonnelGroup
from plans.models import Revision

ONE = {"curriculum": Curriculum, "area": KnowledgeArea}
MANY = {"group": PersonnelGroup, "method": Method}
FIELDS = {"area": "knowledge_area", "group": "groups", "method": "methods"}
NAME_LIMIT = 300
#: A need that begins so says itself what is done.
VERBS = ("พัฒนา", "เสริมสร้าง", "ส่งเสริม", "ปฐมนิเทศ", "อบรม", "ฝึก", "การ")


def start_values(revision: Revision, asked: Mapping[str, str]) -> dict[str, Any]:
    """Initial values of the form; what the edition or the LAO does not have is left out."""
    year = revision.plan.edition.year
    found: dict[str, Any] = {}
    for name, model in {**ONE, **MANY}.items():
        entry = model.objects.for_edition(year).filter(code=asked.get(name, "")).first()
        if entry is not None:
            found[FIELDS.get(name, name)] = [entry.pk] if name in MANY else entry.pk
    if asked.get("digital"):
        found["is_digital"] = True
    return found | _of_need(revision, asked.get("need", ""))


def _of_need(revision: Revision, key: str) -> dict[str, Any]:
    """A need brings its groups, and its title as the first word of a name."""
    if not key.isdecimal() or len(key) > 18:
        return {}
    needs = Need.objects.filter(
        organization_id=revision.organization_id,
        first_year=revision.plan.first_year,
        state=Need.State.CONFIRMED,
    )
    need = needs.filter(pk=int(key)).first()
    if need is None:
        return {}
    groups = [group.pk for group in need.groups.all()]
    name = ("โครงการ" if need.title.startswith(VERBS) else "โครงการพัฒนา") + need.title
    return {"needs": [need.pk], "name": name[:NAME_LIMIT]} | ({"groups": groups} if groups else {})
