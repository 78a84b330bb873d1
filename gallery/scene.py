"""What the gallery's papers are about: the demonstration on a fixed day, and the papers' records that it lacks.

Records of a meeting or a letter are written as rows here: the gallery shows what papers look like, not how work leads to them.
"""

from __future__ import annotations

import datetime
from functools import cached_property

from approvals.amendments import begin_amendment
from approvals.master_committee import committee_of, seats_of
from approvals.models import (
    AgendaBlock,
    AgendaItem,
    Announcement,
    AppointedMember,
    AppointmentOrder,
    Attendee,
    Decision,
    Letter,
    MasterCommittee,
    MasterSeat,
    Meeting,
    Outcome,
    ReturnReason,
    Vote,
)
from approvals.orders import appointed_from, begin_change, first_draft, members_of
from approvals.sittings.agenda import title_of as board_title_of
from approvals.sittings.letters import body_of
from organizations.models import Board, Membership, Organization
from organizations.roles import Role
from plans.edit import save_section
from plans.edit_rows import save_project
from plans.facts import PlanFacts
from plans.freeze import freeze
from plans.models import Project, Revision, Section, State
from thai.dates import BANGKOK, frozen_today
from thai.fiscal import ERA_OFFSET

TODAY = datetime.date(2026, 9, 14)
LAO = "SANGKHOM"
BOARD_MET_ON = datetime.date(2026, 9, 17)
COMMITTEE_MET_ON = datetime.date(2026, 8, 20)
FIRST_ANNOUNCED, SECOND = 2567, 2570
REASON = "มีการปรับปรุงโครงสร้างส่วนราชการและมีพนักงานส่วนตำบลบรรจุใหม่ จึงต้องเพิ่มเป้าหมายและงบประมาณของโครงการที่เกี่ยวข้อง"
CHANGE = "หัวหน้าสำนักปลัดโอนย้ายไปดำรงตำแหน่งที่องค์กรปกครองส่วนท้องถิ่นแห่งอื่น"
NAMES = (
    *("นายวิเชียร ศรีสุวรรณ", "นายประสิทธิ์ แก้วมณี", "นางสาวจันทร์เพ็ญ วงศ์ใหญ่", "นายสมพร บุญประเสริฐ"),
    *("นางอรทัย พรหมรักษ์", "นายธีรศักดิ์ จันทะวงศ์", "นางกาญจนา สิงห์คำ", "นายบุญเลิศ ทองดี"),
    *("นายสุรชัย อินทร์แปลง", "นางสาววิไลวรรณ ศรีบุญเรือง", "นายพิทักษ์ คำผาย", "นายเกรียงไกร ภูมิดี"),
)


REMARK = "เพิ่มตัวชี้วัดของโครงการที่ ๓ ให้วัดผลหลังการอบรม"
FOR_DECISION = AgendaItem.Heading.FOR_DECISION


def moment(day: datetime.date, hour: int = 10) -> datetime.datetime:
    """An hour of a day in Thailand."""
    return datetime.datetime.combine(day, datetime.time(hour), BANGKOK)


def _closed(meeting: Meeting) -> Meeting:
    meeting.stage = Meeting.Stage.CLOSED
    meeting.save()
    return meeting


class Scene:
    """The records behind the papers; each is made when the first paper asks for it."""

    @cached_property
    def announced(self) -> Revision:
        """The announced plan, with its resolution and its announcement."""
        return self._revision(LAO, FIRST_ANNOUNCED)

    @cached_property
    def drafted(self) -> Revision:
        """The plan of the next cycle, rich in tables."""
        return self._revision(LAO, SECOND)

    @cached_property
    def submitted(self) -> list[Revision]:
        """Plans of other LAOs before the same board."""
        return [self._revision(code, SECOND) for code in ("EXAMPLE-SAO1", "EXAMPLE-SAO2")]

    @property
    def lao(self) -> Organization:
        """Whose papers most of them are."""
        return self.announced.plan.organization

    @property
    def board(self) -> Board:
        """Who decides on its plans."""
        return Board.objects.select_related("province").get(pk=self.lao.board_id)

    def person(self, role: Role) -> Membership:
        """Who has a role in the LAO or on its board."""
        of_lao = Membership.objects.with_bodies().filter(role=role, organization=self.lao)
        of_board = Membership.objects.with_bodies().filter(role=role, board=self.board)
        found = of_lao.first() or of_board.first()
        assert found is not None, role
        return found

    @staticmethod
    def _revision(code: str, first_year: int) -> Revision:
        rows = Revision.objects.with_plan().select_related("snapshot")
        return rows.get(plan__organization__code=code, plan__first_year=first_year, number=0)

    # Orders ---------------------------------------------------------------------------------------

    @cached_property
    def order(self) -> tuple[AppointmentOrder, list[AppointedMember]]:
        """The first order of the plan that is being made."""
        order, members = first_draft(self.drafted)
        names = iter(NAMES)
        for member in members:
            member.person_name = member.person_name or next(names)
        order.number, order.dated_on, order.prints_names = "๙๘/๒๕๖๙", datetime.date(2026, 5, 15), True
        return order, members

    @cached_property
    def further_order(self) -> tuple[AppointmentOrder, list[AppointedMember]]:
        """One that puts another person in a seat."""
        with frozen_today(moment(TODAY)):
            officer = self.person(Role.HR_OFFICER)
            order = begin_change(revision=self.announced, reason=CHANGE, by=officer)
        members = appointed_from(members_of(order))
        changed = next(member for member in members if member.seat == "unit_head")
        changed.person_name = NAMES[1]
        head = self.person(Role.HEAD)
        order.number, order.dated_on = "๑๒๕/๒๕๖๗", datetime.date(2024, 2, 14)
        order.issued_at, order.issued_by = moment(order.dated_on), head
        order.signer_name, order.signer_position = str(head.user), self.lao.head_title
        order.revision = self.announced
        return order, members

    @cached_property
    def master_committee(self) -> tuple[MasterCommittee, list[MasterSeat]]:
        """The twelve of a board."""
        committee = committee_of(self.board, self.drafted.plan.cycle)
        seats = seats_of(committee)
        places = ("สังคม", "ตัวอย่างหนึ่ง", "ตัวอย่างสอง")
        for number, (seat, name) in enumerate(zip(seats, NAMES, strict=True)):
            seat.person_name = name
            if seat.kind in ("head", "clerk"):
                seat.position += places[number % 3]
            seat.position = seat.position or "ท้องถิ่นจังหวัดหนองคาย"
        committee.number, committee.dated_on = "๕/๒๕๖๙", datetime.date(2026, 3, 9)
        committee.signer_name, committee.signer_position = self._chair_of_board()
        return committee, seats

    def _chair_of_board(self) -> tuple[str, str]:
        return str(self.person(Role.BOARD_CHAIR).user), f"ประธาน{self.board.name}"

    # Meetings -------------------------------------------------------------------------------------

    @cached_property
    def committee_meeting(self) -> Meeting:
        """A meeting of the LAO's committee on the plan that is being made."""
        meeting = Meeting.objects.create(
            organization=self.lao,
            number=2,
            year=COMMITTEE_MET_ON.year + ERA_OFFSET,
            held_on=COMMITTEE_MET_ON,
            starts_at=datetime.time(9, 30),
            ends_at=datetime.time(11, 45),
            place=f"ห้องประชุม{self.lao.full_name}",
        )
        _order, members = self.order
        seats = [
            Attendee(
                meeting=meeting,
                order=place,
                name=member.person_name,
                position=member.position or "",
                duty=member.duty,
                has_vote=member.duty != Attendee.Duty.ASSISTANT,
                presence=Attendee.Presence.ABSENT if place == 4 else Attendee.Presence.PRESENT,
                absence_reason="ติดราชการประชุมที่อำเภอ" if place == 4 else "",
            )
            for place, member in enumerate(members, start=1)
        ]
        Attendee.objects.bulk_create(seats)
        self._on_the_agenda(meeting)
        return _closed(meeting)

    def _on_the_agenda(self, meeting: Meeting) -> None:
        cycle = self.drafted.plan.cycle
        rows = [
            (1, "การจัดทำแผนพัฒนาบุคลากร ๓ ปี ตามแผนแม่บทที่ ก.อบต. ประกาศใช้", Outcome.NOTED,
             "ประธานแจ้งว่าแผนฉบับปัจจุบันจะสิ้นสุดในวันที่ ๓๐ กันยายน ๒๕๖๙ จึงต้องจัดทำแผนฉบับใหม่ให้ประกาศใช้ทันวันที่ ๑ ตุลาคม ๒๕๖๙"),
            (2, "รับรองรายงานการประชุมครั้งที่ ๑/๒๕๖๙", Outcome.AGREED, ""),
            (4, f"ร่างแผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. {cycle.first} - {cycle.last}", Outcome.AGREED,
             "เลขานุการชี้แจงโครงการ เป้าหมาย และงบประมาณของแต่ละปี ที่ประชุมเห็นว่าครอบคลุมทุกกลุ่มเป้าหมายและสอดคล้องกับผลการสำรวจความต้องการ"),
        ]  # fmt: skip
        for heading, title, outcome, said in rows:
            item = AgendaItem.objects.create(
                meeting=meeting, heading=heading, order=1, title=title, discussion=said
            )
            self._conclude(item, outcome, voted=heading == FOR_DECISION)

    def _conclude(
        self, item: AgendaItem, outcome: str, *, voted: bool, against: int = 0, note: str = ""
    ) -> None:
        if voted:
            self._vote(item, against)
        item.outcome, item.outcome_note = outcome, note
        item.concluded_at = moment(item.meeting.held_on)
        item.concluded_by = self.person(Role.BOARD_SECRETARY)
        item.save()

    def _vote(self, item: AgendaItem, against: int) -> None:
        seats = [seat for seat in item.meeting.attendees.all() if seat.has_vote and seat.is_present]
        Vote.objects.bulk_create(
            Vote(
                item=item,
                attendee=seat,
                choice=Vote.Choice.AGAINST if place < against else Vote.Choice.FOR,
                cast_at=moment(item.meeting.held_on),
                cast_by=self.person(Role.BOARD_SECRETARY).user,
            )
            for place, seat in enumerate(seats)
        )
        item.explained = f"เห็นชอบ {len(seats) - against} จาก {len(seats)}"

    @cached_property
    def sitting(self) -> Meeting:
        """A meeting of the board on the plans of three LAOs, two of them in a block."""
        meeting = Meeting.objects.get(board=self.board, held_on=BOARD_MET_ON)
        meeting.place = f"{meeting.place}หนองคาย"
        meeting.ends_at = datetime.time(12, 15)
        duties = [Attendee.Duty.CHAIR, *[Attendee.Duty.MEMBER] * 7, Attendee.Duty.SECRETARY]
        positions = (
            *("ผู้ว่าราชการจังหวัดหนองคาย", "ท้องถิ่นจังหวัดหนองคาย", "คลังจังหวัดหนองคาย", "นายอำเภอสังคม"),
            *("นายกองค์การบริหารส่วนตำบลตัวอย่างสาม", "ปลัดองค์การบริหารส่วนตำบลตัวอย่างสี่"),
            *("ผู้ทรงคุณวุฒิ", "ผู้ทรงคุณวุฒิ", "ผู้อำนวยการกลุ่มงานมาตรฐานการบริหารงานบุคคลส่วนท้องถิ่น"),
        )
        Attendee.objects.bulk_create(
            Attendee(
                meeting=meeting,
                order=place,
                name=name,
                position=position,
                duty=duty,
                has_vote=duty != Attendee.Duty.SECRETARY,
                presence=Attendee.Presence.ABSENT if place == 3 else Attendee.Presence.PRESENT,
                absence_reason="ติดราชการ" if place == 3 else "",
            )
            for place, (name, position, duty) in enumerate(
                zip(NAMES, positions, duties, strict=False), start=1
            )
        )
        self._before_the_board(meeting)
        return _closed(meeting)

    def _before_the_board(self, meeting: Meeting) -> None:
        meeting.items.all().delete()
        block = AgendaBlock.objects.create(meeting=meeting, order=1, title="แผนที่ไม่มีข้อสังเกต")
        rows = [
            (2, 1, "รับรองรายงานการประชุมครั้งที่ ๘/๒๕๖๙", None, Outcome.AGREED),
            (4, 1, "", self.submitted[0], Outcome.AGREED),
            (4, 2, "", self.submitted[1], Outcome.AGREED),
            (4, 3, "", self.drafted, Outcome.AGREED_WITH_CORRECTIONS),
        ]
        for heading, order, title, revision, outcome in rows:
            item = AgendaItem.objects.create(
                meeting=meeting,
                heading=heading,
                order=order,
                title=board_title_of(revision) if revision else title,
                revision=revision,
                block=block if outcome == Outcome.AGREED and revision else None,
                recommendation=outcome if revision and outcome != Outcome.AGREED else "",
            )
            note = REMARK if outcome == Outcome.AGREED_WITH_CORRECTIONS else ""
            self._conclude(item, outcome, voted=heading == FOR_DECISION, against=bool(note), note=note)

    # Letters --------------------------------------------------------------------------------------

    def dated(self, letter: Letter, number: str, day: datetime.date) -> Letter:
        """A letter as it is when it goes out."""
        letter.number, letter.dated_on = number, day
        letter.contact = letter.contact.replace("." * 32, "๐ ๔๒๐๐ ๐๐๐๐")
        return letter

    def decision(self, action: str, revision: Revision, **more: object) -> Decision:
        """A row of what was decided, as the letters ask for it."""
        by = self.person(Role.BOARD_SECRETARY)
        return Decision.objects.create(
            revision=revision,
            organization=revision.plan.organization,
            action=action,
            from_state=revision.state,
            to_state=revision.state,
            actor=by.user,
            membership=by,
            role=by.role,
            decided_at=moment(BOARD_MET_ON),
            **more,
        )

    def returned(self) -> Decision:
        """A plan sent back for two reasons of the catalog and one more."""
        decision = self.decision("return", self.submitted[0], note="ตรวจยอดรวมงบประมาณของปีที่สองอีกครั้ง")
        decision.reasons.set(ReturnReason.objects.order_by("order", "code")[:2])
        return decision

    def resolution_letter(self) -> Letter:
        """What the board tells an LAO whose plan it agrees to with a correction."""
        item = self.sitting.items.get(revision=self.drafted)
        submission = self.decision(
            "submit", self.drafted, letter_number="นค ๗๑๒๐๑/๓๕๑", letter_on=datetime.date(2026, 8, 28)
        )
        decision = self.decision("approve_with_corrections", self.drafted, item=item)
        name, position = self.person(Role.BOARD_SECRETARY).user, f"เลขานุการ{self.board.name}"
        return Letter(
            kind=Letter.Kind.RESOLUTION,
            revision=self.drafted,
            board=self.board,
            decision=decision,
            addressee=self.lao.head_title,
            body=body_of(decision, self.sitting, submission),
            signer_name=str(name),
            signer_position=position,
        )

    # An amendment ---------------------------------------------------------------------------------

    @cached_property
    def amendment(self) -> Revision:
        """The announced plan with a heading, a project and an announcement of its own."""
        with frozen_today(moment(datetime.date(2025, 1, 20))):
            officer = self.person(Role.HR_OFFICER)
            revision = begin_amendment(plan=self.announced.plan, reason=REASON, by=officer)
            self._change(revision, officer)
        self.decision(
            "approve",
            revision,
            meeting_number="๒/๒๕๖๘",
            meeting_on=datetime.date(2025, 2, 20),
            agenda_item="๔.๒",
        )
        head = self.person(Role.HEAD)
        Announcement.objects.create(
            revision=revision,
            organization=self.lao,
            dated_on=datetime.date(2025, 2, 28),
            effective_on=datetime.date(2025, 3, 1),
            signer_name=str(head.user),
            signer_position=self.lao.head_title,
            code="GALLERY001",
        )
        Revision.objects.filter(pk=revision.pk).update(state=State.APPROVED, snapshot=freeze(revision))
        return Revision.objects.with_plan().get(pk=revision.pk)

    def _change(self, revision: Revision, officer: Membership) -> None:
        facts = PlanFacts(revision)
        outline = next(outline for outline in facts.outline if outline.code == "s6.1")
        section = Section.objects.get(revision=revision, code=outline.code)
        body = f"{facts.text(outline)}\n\nทั้งนี้ ให้รายงานผลการพัฒนาบุคลากรเป็นรายไตรมาสด้วย"
        save_section(section=section, body=body, expected_version=section.version, by=officer.user)
        project = Project.objects.filter(revision=revision).order_by("pk").first()
        assert project is not None
        years = {row.year: (row.people + 5, row.baht + 5000) for row in project.years.all()}
        save_project(
            revision=revision,
            values={"name": f"{project.name} และบุคลากรที่รับโอน"},
            years=years,
            by=officer.user,
            project=project,
            expected_version=project.version,
        )
