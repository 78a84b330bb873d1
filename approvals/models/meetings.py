"""Meetings of the committee that makes a plan and of the provincial boards: who was there, what was decided how."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument
from organizations.models import Board, Membership, Organization
from plans.models import Revision, Snapshot
from thai.digits import to_thai


def of_one_body(name: str) -> models.CheckConstraint:
    """A row belongs to an LAO or to a board, never to both or to none."""
    return models.CheckConstraint(
        condition=Q(organization__isnull=False, board__isnull=True)
        | Q(organization__isnull=True, board__isnull=False),
        name=name,
    )


class Outcome(models.TextChoices):
    """What a meeting resolves on an item; ``approvals.meetings.conclude`` turns it into a move."""

    AGREED = "agreed", _("เห็นชอบ")
    AGREED_WITH_CORRECTIONS = "agreed_with_corrections", _("เห็นชอบโดยให้แก้ไขตามข้อสังเกต")
    RETURNED = "returned", _("ส่งกลับให้ปรับแก้แล้วเสนอใหม่")
    DEFERRED = "deferred", _("เลื่อนการพิจารณา")
    WITHDRAWN = "withdrawn", _("ถอนเรื่อง")
    REJECTED = "rejected", _("ไม่เห็นชอบ")
    NOTED = "noted", _("รับทราบ")


#: Outcomes that need votes for and against; the others are found by consent and written down.
VOTED_OUTCOMES = frozenset(
    {Outcome.AGREED, Outcome.AGREED_WITH_CORRECTIONS, Outcome.RETURNED, Outcome.REJECTED}
)


class Meeting(models.Model):
    """One meeting of an LAO's committee or of a board; numbered by calendar year (official papers 4.3)."""

    class Stage(models.TextChoices):
        PLANNED = "planned", _("กำหนดวันไว้")
        CALLED = "called", _("เรียกประชุมแล้ว")
        OPEN = "open", _("กำลังประชุม")
        CLOSED = "closed", _("ปิดการประชุมแล้ว")
        CANCELLED = "cancelled", _("ยกเลิก")

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("ครั้งที่"))
    year = models.PositiveSmallIntegerField(_("ปี พ.ศ. ตามปฏิทิน"))
    held_on = models.DateField(_("วันที่ประชุม"))
    starts_at = models.TimeField(_("เริ่มเวลา"), null=True, blank=True)
    ends_at = models.TimeField(_("เลิกเวลา"), null=True, blank=True)
    place = models.CharField(_("สถานที่"), max_length=200, blank=True)
    by_circulation = models.BooleanField(_("เวียนขอมติโดยไม่ประชุม"), default=False)
    cut_off_on = models.DateField(_("รับเรื่องถึงวันที่"), null=True, blank=True)  # boards only
    stage = models.CharField(_("สถานะ"), max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    cancelled_reason = models.CharField(_("เหตุที่ยกเลิก"), max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            of_one_body("meeting_of_one_body"),
            models.UniqueConstraint(
                fields=["organization", "year", "number"],
                name="meeting_number_once_in_an_organization",
                violation_error_message=_("มีการประชุมครั้งที่นี้ในปีเดียวกันแล้ว"),
            ),
            models.UniqueConstraint(
                fields=["board", "year", "number"],
                name="meeting_number_once_on_a_board",
                violation_error_message=_("มีการประชุมครั้งที่นี้ในปีเดียวกันแล้ว"),
            ),
            models.CheckConstraint(
                condition=Q(year__gt=2500, year__lt=2700), name="meeting_year_is_buddhist_era"
            ),
            models.CheckConstraint(
                condition=Q(cut_off_on=None) | Q(cut_off_on__lte=models.F("held_on")),
                name="cut_off_not_after_meeting",
                violation_error_message=_("วันสุดท้ายที่รับเรื่องต้องไม่หลังวันประชุม"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} ครั้งที่ {self.label}"

    @property
    def label(self) -> str:
        """ "3/2569", as screens and moves have it."""
        return f"{self.number}/{self.year}"

    @property
    def thai_label(self) -> str:
        """ "๓/๒๕๖๙", as papers have it."""
        return to_thai(self.label)

    @property
    def body(self) -> Organization | Board:
        """Whose meeting it is."""
        return self.organization or self.board  # type: ignore[return-value]

    @property
    def is_live(self) -> bool:
        """Attendance and votes may be recorded."""
        return self.stage == self.Stage.OPEN

    @property
    def is_over(self) -> bool:
        """Nothing changes any more but the wording of the minutes until they are signed off."""
        return self.stage in (self.Stage.CLOSED, self.Stage.CANCELLED)


class Attendee(models.Model):
    """A person called to a meeting: a seat with a vote, or a guest without; presence is for the whole meeting."""

    class Duty(models.TextChoices):
        CHAIR = "chair", _("ประธาน")
        MEMBER = "member", _("กรรมการ")
        SECRETARY = "secretary", _("กรรมการและเลขานุการ")
        ASSISTANT = "assistant", _("ผู้ช่วยเลขานุการ")
        GUEST = "guest", _("ผู้เข้าร่วมประชุม")

    class Presence(models.TextChoices):
        UNKNOWN = "unknown", _("ยังไม่บันทึก")
        PRESENT = "present", _("มาประชุม")
        ABSENT = "absent", _("ไม่มาประชุม")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    name = models.CharField(_("ชื่อ - สกุล"), max_length=150, blank=True)
    position = models.CharField(_("ตำแหน่ง"), max_length=200, blank=True)
    duty = models.CharField(_("หน้าที่"), max_length=10, choices=Duty.choices)
    has_vote = models.BooleanField(_("มีสิทธิออกเสียง"), default=True)
    acts_for = models.CharField(_("ปฏิบัติหน้าที่แทน"), max_length=200, blank=True)  # ผู้รักษาราชการแทน, ผู้แทน: of whom
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.UNKNOWN)
    absence_reason = models.CharField(_("เหตุที่ไม่มา"), max_length=200, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="called_once_to_a_meeting"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(duty="chair"), name="one_chair_of_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.position}".strip()

    @property
    def is_present(self) -> bool:
        """Recorded as present at the meeting."""
        return self.presence == self.Presence.PRESENT


class AgendaBlock(models.Model):
    """Items of one meeting put to one vote; each still gets its own resolution."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="blocks")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("ชื่อกลุ่มเรื่อง"), max_length=200)
    recommendation = models.CharField(
        _("ข้อเสนอของเลขานุการ"), max_length=30, choices=Outcome.choices, default=Outcome.AGREED
    )
    note = models.TextField(_("ข้อสังเกตร่วม"), blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One matter of a meeting: under one of the five headings of official papers 4.3, with its resolution."""

    class Heading(models.IntegerChoices):
        CHAIR_INFORMS = 1, _("เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ")
        LAST_MINUTES = 2, _("เรื่องรับรองรายงานการประชุม")
        FOR_INFORMATION = 3, _("เรื่องเพื่อทราบ")
        FOR_DECISION = 4, _("เรื่องเพื่อพิจารณา")
        OTHER = 5, _("เรื่องอื่น ๆ")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    heading = models.PositiveSmallIntegerField(
        _("ระเบียบวาระที่"), choices=Heading.choices, default=Heading.FOR_DECISION
    )
    order = models.PositiveSmallIntegerField(_("ลำดับ"))  # within the heading, from 1
    title = models.CharField(_("เรื่อง"), max_length=300)
    discussion = models.TextField(_("สาระและความเห็นของที่ประชุม"), blank=True)
    block = models.ForeignKey(AgendaBlock, models.SET_NULL, null=True, blank=True, related_name="items")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    recommendation = models.CharField(
        _("ข้อเสนอของเลขานุการ"), max_length=30, choices=Outcome.choices, blank=True
    )
    recommendation_note = models.TextField(_("ข้อสังเกต"), blank=True)
    pulled_by = models.ForeignKey(Attendee, models.SET_NULL, null=True, blank=True, related_name="pulled")
    pulled_reason = models.CharField(_("เหตุที่ขอแยกพิจารณา"), max_length=300, blank=True)
    outcome = models.CharField(_("มติ"), max_length=30, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField(_("รายละเอียดของมติ"), blank=True)
    reasons = models.ManyToManyField("approvals.ReturnReason", blank=True, related_name="+")
    explained = models.CharField(max_length=300, blank=True)  # "เห็นชอบ 7 จาก 9 องค์ประชุม 5"
    override_reason = models.CharField(_("เหตุที่บันทึกมติต่างจากผลที่คำนวณ"), max_length=500, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["heading", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "heading", "order"], name="agenda_number_once"),
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(outcome=""),
                name="revision_on_one_open_agenda",
                violation_error_message=_("แผนนี้บรรจุในวาระของการประชุมที่ยังไม่มีมติอยู่แล้ว"),
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(concluded_at__isnull=False), name="outcome_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """ "4.12", as screens and decisions have it."""
        return f"{self.heading}.{self.order}"

    @property
    def is_concluded(self) -> bool:
        """A resolution is recorded; nothing changes it."""
        return bool(self.outcome)


class Away(models.Model):
    """An attendee who is not counted at one item: left the room, or has an interest in it (recusal)."""

    class Why(models.TextChoices):
        ABSENT = "absent", _("ไม่อยู่ในที่ประชุม")
        RECUSED = "recused", _("มีส่วนได้เสีย ไม่ร่วมพิจารณา")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="away")
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices)
    note = models.CharField(_("รายละเอียด"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )  # empty: by office

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "attendee"], name="away_once_from_an_item")]

    def __str__(self) -> str:
        return f"{self.attendee} {self.why}"

    @property
    def is_own_word(self) -> bool:
        """The member himself declared an interest: nobody else lifts that."""
        own = self.written_by_id is not None and self.written_by_id == self.attendee.membership_id
        return own and self.why == self.Why.RECUSED


class Vote(models.Model):
    """The voice of one attendee on one item; a vote for a block is one row for each of its items."""

    class Choice(models.TextChoices):
        FOR = "for", _("เห็นชอบ")
        AGAINST = "against", _("ไม่เห็นชอบ")
        ABSTAIN = "abstain", _("งดออกเสียง")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="votes")
    choice = models.CharField(_("ออกเสียง"), max_length=10, choices=Choice.choices)
    note = models.CharField(_("ความเห็น"), max_length=500, blank=True)
    cast_at = models.DateTimeField()
    cast_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on_paper = models.BooleanField(default=False)  # recorded by the secretary

    class Meta:
        ordering = ["item", "attendee__order"]
        constraints = [models.UniqueConstraint(fields=["item", "attendee"], name="one_vote_on_an_item")]

    def __str__(self) -> str:
        return f"{self.attendee} {self.choice}"


class MeetingFile(models.Model):
    """What was brought to a meeting on paper: ballots, a signed attendance list; kept under its hash."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="files")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="files")
    name = models.CharField(_("ชื่อไฟล์"), max_length=200)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class MeetingPaper(models.Model):
    """The wording of a paper of a meeting: made from the records, edited, then signed off and issued once."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("หนังสือเชิญประชุม")
        AGENDA = "agenda", _("ระเบียบวาระการประชุม")
        MINUTES = "minutes", _("รายงานการประชุม")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField(_("ข้อความ"), blank=True)  # structured plain text
    version = models.PositiveIntegerField(default=1)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.CharField(_("ผู้จดรายงานการประชุม"), max_length=150, blank=True)
    document = models.OneToOneField(IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "kind"], name="one_paper_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.kind}"
