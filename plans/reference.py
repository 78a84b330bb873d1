"""A plan as commands name it: ORGANIZATION:FIRST-YEAR[:REVISION], for example SANGKHOM:2567:0."""

from plans.models import Revision
from thai.digits import to_arabic


class UnknownReference(ValueError):
    """No plan has this reference; the message is Thai."""


def revision_of(reference: str) -> Revision:
    """The revision of a reference; without a number the newest of the plan. Raises UnknownReference."""
    parts = to_arabic(reference).split(":")
    if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts[1:]):
        raise UnknownReference(f"“{reference}” ไม่ใช่รหัสแผน ต้องเป็น รหัสหน่วยงาน:ปีแรก[:ครั้งที่] เช่น SANGKHOM:2567:0")
    found = Revision.objects.with_plan().filter(
        plan__organization__code=parts[0], plan__first_year=int(parts[1])
    )
    if len(parts) == 3:
        found = found.filter(number=int(parts[2]))
    revision = found.order_by("-number").first()
    if revision is None:
        raise UnknownReference(f"ไม่พบแผน {reference}")
    return revision
