"""The same short plan for several organizations: people and money follow from how many work there."""

from __future__ import annotations

from typing import Any

from approvals.demonstration import files
from approvals.demonstration.accounts import accounts
from approvals.demonstration.bodies import row_of
from organizations.models import Organization
from thai.digits import to_thai
from thai.fiscal import CYCLE_LENGTH

GROUPS = ("g1", "g2", "g3", "g4")


def plans() -> list[dict[str, Any]]:
    """Which organization has the plan, how far it is, and who acts."""
    return files.read("short_2570")["plan"]


def spec_of(plan: dict[str, Any], organization: Organization) -> dict[str, Any]:
    """The file of one organization's plan, in the form of a full one."""
    common = files.read("short_2570")
    row = row_of(organization)
    staff = dict(zip(GROUPS, row["staff"], strict=True))
    names = {account.username: account.full_name for account in accounts()}
    return {
        **common,
        "until": plan["until"],
        "texts": "short",
        "headcount": {group: [people] * CYCLE_LENGTH for group, people in staff.items()},
        "order": {**common["order"], "signer_name": names[plan["cast"]["head"]]},
        "project": [_project(project, staff) for project in common["project"]],
        "sources": {"general": f"{organization.titles.annual_budget_law} งบดำเนินงาน หมวดค่าใช้สอย"},
        "words": {
            "lao": organization.full_name,
            "total": to_thai(sum(staff.values())),
            "units": "\n".join(
                to_thai(f"{number}) {unit['name']}") for number, unit in enumerate(row["units"], start=1)
            ),
        },
    }


def _project(project: dict[str, Any], staff: dict[str, int]) -> dict[str, Any]:
    people = max(1, int(sum(staff[group] for group in project["groups"]) * project["share"]))
    sized = project | {"people": [people] * CYCLE_LENGTH}
    if project["each"]:
        sized |= {"baht": [people * project["each"]] * CYCLE_LENGTH, "source": "general"}
    return sized
