"""Who works for the LAO today and holds which post: what names the seats of a committee."""

from __future__ import annotations

from functools import cached_property

from organizations.models import Membership, Organization
from organizations.roles import Role
from personnel.models import Holding, Person
from thai.dates import today


class StaffToday:
    """Who works for the LAO, and who holds which post."""

    def __init__(self, organization: Organization) -> None:
        people = Person.objects.filter(organization=organization).values_list("full_name", "left_on")
        self.present = {plain(name) for name, left_on in people if left_on is None or left_on >= today()}
        self.left = {plain(name) for name, left_on in people} - self.present
        self.organization = organization

    def __bool__(self) -> bool:
        return bool(self.present)

    @cached_property
    def _holdings(self) -> list[Holding]:
        rows = Holding.objects.filter(organization=self.organization, ended_on=None, post__abolished_on=None)
        rows = rows.filter(person__left_on=None).select_related("post__frame", "person")
        return sorted(rows, key=lambda row: (-row.post.frame.first_year, row.is_acting, row.post.order))

    def head_of(self, unit_id: int) -> Holding | None:
        """Who heads a department, acting where nobody holds the post."""
        return next((row for row in self._holdings if row.post.is_head and row.post.unit_id == unit_id), None)

    def holder_of(self, position: str) -> Holding | None:
        """Who holds the post outside the departments whose title begins a position of the committee."""
        posts = (row for row in self._holdings if row.post.unit_id is None)
        return next((row for row in posts if position.startswith(row.post.title)), None)


def plain(name: str) -> str:
    """A name without its spaces, which people type differently."""
    return "".join(name.split())


#: Words of a position that say already that somebody stands in.
STANDING_IN = ("แทน", "ปฏิบัติหน้าที่")


def stands_in(position: str) -> bool:
    """True for a position that names itself as of somebody who stands in for its holder."""
    return any(word in position for word in STANDING_IN)


def head_of_lao(organization: Organization) -> str:
    """The elected head, who is on no staff list: whoever announces plans as the head today; "" where nobody does."""
    heads = Membership.objects.filter(organization=organization, role=Role.HEAD).active_on(today())
    head = heads.select_related("user").order_by("-started_on").first()
    return head.user.full_name if head else ""
