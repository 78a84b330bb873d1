"""The committee of section 14.1 composed from the posts of the LAO: who sits by which post, and what is not known.

Head of the LAO (chair), chief official, deputies, the head of every department, the head of the department in charge
of personnel (secretary), and up to two officials who assist. Nothing is stored here: people read it and take it over.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from approvals.models import AppointedMember
from organizations.models import Membership
from organizations.roles import Role
from personnel.models import EmploymentKind, Holding, Person, Post, StaffingFrame, Unit
from plans.holders import plain, stands_in
from plans.models import CommitteeMember, Edition, Revision

Seat, Duty = CommitteeMember.Seat, CommitteeMember.Duty
#: Posts whose holders can be named assistants: officials and local staff, never hired employees.
OFFICIALS = frozenset({EmploymentKind.CIVIL, EmploymentKind.TEACHER})
#: Work that assistants of the secretary usually do, the nearest first.
ASSISTING = ("ทรัพยากรบุคคล", "ธุรการ")
#: A seat as the plan has it, or as an order has it.
SeatRow = CommitteeMember | AppointedMember


@dataclass
class Composition:
    """The seats in order, not stored, and what people should know or decide."""

    members: list[CommitteeMember] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compose(
    revision: Revision,
    day: datetime.date,
    *,
    current: Sequence[SeatRow] = (),
    head_is_vacant: bool = False,
) -> Composition:
    """The committee as the posts give it on ``day``; names of ``current`` stay where the posts do not say.

    With ``head_is_vacant`` the chief official performs the duties of the head, takes the chair and signs.
    """
    return _Composer(revision, day, current, head_is_vacant).compose()


class _Composer:
    """Composes one committee; every table is read once."""

    def __init__(
        self, revision: Revision, day: datetime.date, current: Sequence[SeatRow], head_is_vacant: bool
    ) -> None:
        self.revision, self.day, self.current = revision, day, current
        self.head_is_vacant = head_is_vacant
        self.organization = revision.plan.organization
        self.edition: Edition = revision.plan.edition
        self.notes: list[str] = []

    def compose(self) -> Composition:
        seats = [self._head(), self._clerk(), *self._deputies(), *self._unit_heads()]
        seats += self._kept_others(seats)
        seats += self._assistants(seats)
        for order, seat in enumerate(seats, start=1):
            seat.order = order
        self._note_people_seated_twice(seats)
        return Composition(seats, self.notes)

    # What is known ----------------------------------------------------------------------------

    @cached_property
    def posts(self) -> list[Post]:
        """Standing posts of the frame in force for the plan: its own years, else the last one before."""
        frames = StaffingFrame.objects.filter(organization=self.organization, posts__abolished_on=None)
        frame = frames.filter(first_year__lte=self.revision.plan.first_year).order_by("-first_year").first()
        return list(frame.posts.standing().select_related("unit", "level")) if frame else []

    @cached_property
    def holdings(self) -> dict[int, Holding]:
        """Who sits on each post: its holder, else who acts."""
        rows = Holding.objects.current_on(self.day).filter(post__in=self.posts, person__left_on=None)
        ranked = sorted(rows.select_related("person"), key=lambda row: not row.is_acting)
        return {row.post_id: row for row in ranked}

    @cached_property
    def present(self) -> set[str]:
        """Names on the staff list today."""
        people = Person.objects.filter(organization=self.organization, left_on=None)
        return {plain(name) for name in people.values_list("full_name", flat=True)}

    @cached_property
    def clerk_post(self) -> Post | None:
        """The chief official's post."""
        found = [post for post in self.posts if post.title.startswith("ปลัด")]
        return min(found, key=lambda post: post.unit_id is not None, default=None)

    # Seats ------------------------------------------------------------------------------------

    def _seat(
        self, seat: str, duty: str, position: str, holding: Holding | None = None, unit: Unit | None = None
    ) -> CommitteeMember:
        made = CommitteeMember(
            revision=self.revision,
            organization=self.organization,
            seat=seat,
            duty=duty,
            position=position,
            unit=unit,
            is_official=seat != Seat.HEAD,
        )
        if holding is not None:
            made.person_name, made.is_acting = holding.person.full_name, holding.is_acting
        elif before := self._before(made):
            made.person_name, made.is_acting = before.person_name, before.is_acting
        return made

    def _before(self, made: CommitteeMember) -> SeatRow | None:
        """The same seat as it stands now, where its name is not gone from the staff list."""
        if made.seat == Seat.HEAD:
            return None  # the elected head is found otherwise
        known = (row for row in self.current if (row.seat, row.unit_id) == (made.seat, made.unit_id))
        return next((row for row in known if row.person_name and self._may_stay(row)), None)

    def _may_stay(self, row: SeatRow) -> bool:
        return not self.posts or plain(row.person_name) in self.present

    def _head(self) -> CommitteeMember:
        """The elected head; whoever performs the duties while the post is vacant."""
        title = self.organization.head_title
        if self.head_is_vacant:
            return self._clerk_for_the_head(title)
        made = self._seat(Seat.HEAD, Duty.CHAIR, title)
        head = self._head_membership()
        if head is not None:
            made.person_name = head.user.full_name
            if stands_in(head.position):
                made.position, made.is_acting = head.position, True
            return made
        before = next((row for row in self.current if row.seat == Seat.HEAD and row.person_name), None)
        if before is not None and not before.is_acting:
            made.person_name = before.person_name
        else:
            message = _("ยังไม่มีบัญชีของผู้บริหารท้องถิ่นในระบบ กรุณากรอกชื่อ หรือระบุว่าตำแหน่งว่าง")
            self.notes.append(message)
        return made

    def _head_membership(self) -> Membership | None:
        heads = Membership.objects.filter(organization=self.organization, role=Role.HEAD)
        return heads.active_on(self.day).select_related("user").order_by("-started_on").first()

    def _clerk_for_the_head(self, title: str) -> CommitteeMember:
        clerk = self.organization.chief_official_title
        holding = self.holdings.get(self.clerk_post.pk) if self.clerk_post else None
        if holding is not None and holding.is_acting:
            clerk = f"ผู้รักษาราชการแทน{clerk}"
        made = self._seat(Seat.HEAD, Duty.CHAIR, f"{clerk} ปฏิบัติหน้าที่{title}", holding)
        if holding is None:
            before = next((row for row in self.current if row.seat == Seat.CLERK and row.person_name), None)
            made.person_name = before.person_name if before and self._may_stay(before) else ""
        made.is_acting = made.is_official = True
        self.notes.append(
            _(
                "ตำแหน่ง{title}ว่าง {clerk}เป็นประธานกรรมการและผู้ลงนาม กรุณาระบุผู้รักษาราชการแทน{clerk} ในลำดับที่ 2"
            ).format(title=title, clerk=self.organization.chief_official_title)
        )
        return made

    def _clerk(self) -> CommitteeMember:
        title = self.organization.chief_official_title
        if self.head_is_vacant:
            made = self._seat(Seat.CLERK, Duty.MEMBER, title)
            made.person_name, made.is_acting = "", True
            return made
        return self._of_post(Seat.CLERK, Duty.MEMBER, title, self.clerk_post)

    def _deputies(self) -> Iterator[CommitteeMember]:
        title = self.organization.titles.deputy_chief_of(self.organization.name)
        for post in self.posts:
            if not post.title.startswith("รองปลัด"):
                continue
            holding = self.holdings.get(post.pk)
            if holding is None:
                self.notes.append(_("ตำแหน่ง{title}ว่าง จึงไม่มีที่นั่งนี้ในคณะกรรมการ").format(title=title))
            else:
                yield self._seat(Seat.DEPUTY_CLERK, Duty.MEMBER, title, holding)

    def _unit_heads(self) -> Iterator[CommitteeMember]:
        units = list(Unit.objects.filter(organization=self.organization, closed_on=None))
        heads = {post.unit_id: post for post in reversed(self.posts) if post.is_head and post.unit_id}
        for unit in (unit for unit in units if not unit.is_hr):
            yield self._of_post(Seat.UNIT_HEAD, Duty.MEMBER, unit.head_title, heads.get(unit.pk), unit)
        for unit in (unit for unit in units if unit.is_hr):
            yield self._of_post(Seat.HR_HEAD, Duty.SECRETARY, unit.head_title, heads.get(unit.pk), unit)
        if not any(unit.is_hr for unit in units):
            self.notes.append(_("ยังไม่ได้กำหนดส่วนราชการที่รับผิดชอบการบริหารงานบุคคล จึงยังไม่มีกรรมการและเลขานุการ"))

    def _of_post(
        self, seat: str, duty: str, title: str, post: Post | None, unit: Unit | None = None
    ) -> CommitteeMember:
        """The seat of one post, with a word where nobody sits on it."""
        holding = self.holdings.get(post.pk) if post else None
        made = self._seat(seat, duty, title, holding, unit)
        if not made.person_name:
            text = (
                _("ตำแหน่ง{title}ว่าง และไม่มีผู้รักษาราชการแทนในบัญชีบุคลากร กรุณาระบุผู้รักษาราชการแทน")
                if post
                else _("ไม่พบตำแหน่ง{title}ในกรอบอัตรากำลัง กรุณากรอกชื่อ")
            )
            self.notes.append(text.format(title=title))
            made.is_acting = post is not None
        elif made.is_acting:
            self.notes.append(_("{name} เป็นผู้รักษาราชการแทน{title}").format(name=made.person_name, title=title))
        return made

    def _kept_others(self, seats: Sequence[CommitteeMember]) -> list[CommitteeMember]:
        """Deputies and others whom the posts do not bring, where they are still here."""
        seated = {plain(row.person_name) for row in seats if row.person_name}
        kept = [
            row
            for row in self.current
            if row.seat in (Seat.DEPUTY_CLERK, Seat.OFFICER)
            and row.duty == Duty.MEMBER
            and plain(row.person_name) not in seated
            and row.person_name
            and self._may_stay(row)
        ]
        return [self._copy(row) for row in kept]

    # Assistants -------------------------------------------------------------------------------

    def _assistants(self, seats: Sequence[CommitteeMember]) -> list[CommitteeMember]:
        """Those named before who are still here; else officials of the department in charge of personnel."""
        most = int(self.edition.number("committee_assistants_max"))
        before = [row for row in self.current if row.duty == Duty.ASSISTANT and row.person_name]
        named = [self._copy(row) for row in before if row.is_official and self._may_stay(row)]
        if named:
            return named[:most]
        seated = {plain(row.person_name) for row in seats if row.person_name}
        offered = [seat for seat in self._assisting() if plain(seat.person_name) not in seated][:most]
        if offered:
            names = " ".join(seat.person_name for seat in offered)
            self.notes.append(
                _("เสนอ {names} เป็นผู้ช่วยเลขานุการจากงานในส่วนราชการเดียวกัน ผู้บริหารมอบหมายผู้อื่นได้").format(
                    names=names
                )
            )
        return offered

    def _assisting(self) -> Iterator[CommitteeMember]:
        posts = [post for post in self.posts if post.unit and post.unit.is_hr and not post.is_head]
        posts = [post for post in posts if post.kind in OFFICIALS]
        for word in ASSISTING:
            for post in posts:
                holding = self.holdings.get(post.pk)
                if word in post.title and holding and not holding.is_acting:
                    title = f"{post.title}{post.level.name if post.level else ''}"
                    yield self._seat(Seat.OFFICER, Duty.ASSISTANT, title, holding)

    def _note_people_seated_twice(self, seats: Sequence[CommitteeMember]) -> None:
        names = Counter(row.person_name for row in seats if row.person_name)
        for name, count in names.items():
            if count > 1:
                self.notes.append(
                    _("{name} อยู่ {count} ที่นั่ง หนึ่งคนลงมติได้เสียงเดียว กรุณาตรวจว่าจะให้ผู้ใดรักษาราชการแทน").format(
                        name=name, count=count
                    )
                )

    def _copy(self, row: SeatRow) -> CommitteeMember:
        names = ("seat", "duty", "unit", "person_name", "position", "is_acting", "is_official")
        return CommitteeMember(
            revision=self.revision,
            organization=self.organization,
            **{name: getattr(row, name) for name in names},
        )
