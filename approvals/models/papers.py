"""Numbers taken and letters written: what an office sends out around a plan, each with number and date first."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.models.decisions import Decision
from approvals.models.meetings import of_one_body
from documents.models import IssuedDocument
from organizations.models import Board, Membership, Organization
from personnel.models import Unit
from plans.models import CommitteeMember, Revision


class NumberTaken(models.Model):
    """A number of an office's register that a paper has taken: each once in its series and calendar year."""

    class Series(models.TextChoices):
        ORDER = "order", _("คำสั่ง")
        ANNOUNCEMENT = "announcement", _("ประกาศ")
        LETTER = "letter", _("หนังสือส่ง")
        RECEIPT = "receipt", _("หนังสือรับ")
        MEMORANDUM = "memorandum", _("บันทึกข้อความ")

    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="+")
    series = models.CharField(max_length=12, choices=Series.choices)
    year = models.PositiveSmallIntegerField(_("ปี พ.ศ. ตามปฏิทิน"))
    number = models.PositiveIntegerField(_("เลขที่"))
    used_for = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            of_one_body("number_of_one_body"),
            models.UniqueConstraint(
                fields=["organization", "series", "year", "number"], name="number_once_in_an_organization"
            ),
            models.UniqueConstraint(
                fields=["board", "series", "year", "number"], name="number_once_on_a_board"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class AppointmentOrder(models.Model):
    """An order of the head of the LAO on the committee: 0 appoints it, 1, 2, ... change its members.

    Each has the whole committee as it stands from its date on; the members on a day are those of the last
    order dated on or before it (``approvals.orders.committee_on``).
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="appointment_orders")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    seq = models.PositiveSmallIntegerField()
    number = models.CharField(_("คำสั่งที่"), max_length=40, blank=True)
    dated_on = models.DateField(_("สั่ง ณ วันที่"), null=True, blank=True)
    reason = models.CharField(_("เหตุที่เปลี่ยนแปลง"), max_length=500, blank=True)
    prints_names = models.BooleanField(_("พิมพ์ชื่อ - สกุล"), default=True)
    allows_circulation = models.BooleanField(_("ให้ขอมติเวียนได้"), default=False)
    signer_name = models.CharField(_("ผู้ลงนาม"), max_length=150, blank=True)
    signer_position = models.CharField(_("ตำแหน่งผู้ลงนาม"), max_length=200, blank=True)
    # Words of its own; empty where the order says what orders usually say (approvals.papers_orders).
    grounds = models.TextField(_("ข้อความก่อนรายชื่อ"), blank=True)
    duties = models.TextField(_("ข้อความหลังรายชื่อ"), blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="appointment_order"
    )
    scan = models.CharField(
        max_length=64, blank=True
    )  # sha256 of the signed paper, for an order given outside
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["revision", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "seq"], name="appointment_order_once"),
            models.CheckConstraint(
                condition=Q(issued_at=None) | (~Q(number="") & Q(dated_on__isnull=False)),
                name="issued_order_has_number_and_date",
            ),
            models.CheckConstraint(condition=Q(seq=0) | ~Q(reason=""), name="further_order_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"คำสั่งที่ {self.number}"


class AppointedMember(models.Model):
    """A seat of the committee as an order has it."""

    order = models.ForeignKey(AppointmentOrder, models.CASCADE, related_name="members")
    position_in_list = models.PositiveSmallIntegerField(_("ลำดับ"))
    seat = models.CharField(_("ที่นั่ง"), max_length=20, choices=CommitteeMember.Seat.choices)
    duty = models.CharField(_("หน้าที่"), max_length=10, choices=CommitteeMember.Duty.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ส่วนราชการ")
    )
    person_name = models.CharField(_("ชื่อ - สกุล"), max_length=150, blank=True)
    position = models.CharField(_("ตำแหน่ง"), max_length=200)
    is_acting = models.BooleanField(_("รักษาราชการแทน"), default=False)
    is_official = models.BooleanField(_("เป็นข้าราชการหรือพนักงานส่วนท้องถิ่น"), default=True)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position_in_list", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(duty="chair"), name="one_chair_in_an_order")
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.get_duty_display()}"


class Receipt(models.Model):
    """The board's office took a submission in: number of its register, and when."""

    submission = models.OneToOneField(Decision, models.PROTECT, related_name="receipt")  # action submit
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("เลขรับ"))
    year = models.PositiveSmallIntegerField(_("ปี พ.ศ. ตามปฏิทิน"))
    received_at = models.DateTimeField(_("รับเมื่อ"))
    received_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "year", "number"], name="receipt_number_once_on_a_board")
        ]

    def __str__(self) -> str:
        return f"เลขรับ {self.number}/{self.year}"


class ChecklistTick(models.Model):
    """The secretary's word on one of the thirty checks (domain: pains and checks, section 4) of one submission."""

    class Verdict(models.TextChoices):
        GOOD = "good", _("ถูกต้อง")
        FAULT = "fault", _("ต้องแก้ไข")
        NOT_APPLICABLE = "not_applicable", _("ไม่เกี่ยวข้อง")

    submission = models.ForeignKey(Decision, models.PROTECT, related_name="ticks")
    check_number = models.PositiveSmallIntegerField()  # 1-30
    verdict = models.CharField(max_length=15, choices=Verdict.choices)
    note = models.CharField(_("หมายเหตุ"), max_length=500, blank=True)
    ticked_at = models.DateTimeField()
    ticked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    carried_from = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+"
    )  # the earlier submission whose unchanged part it was ticked for

    class Meta:
        ordering = ["check_number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "check_number"], name="one_tick_of_a_check"),
            models.CheckConstraint(
                condition=Q(check_number__gte=1, check_number__lte=30), name="checks_are_thirty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_number} {self.verdict}"


class BoardNote(models.Model):
    """A note of the board's office on a plan: for itself, or for the LAO to read."""

    class Audience(models.TextChoices):
        INTERNAL = "internal", _("ภายในสำนักงานเลขานุการ")
        LAO = "lao", _("แจ้งองค์กรปกครองส่วนท้องถิ่น")

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="board_notes")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.INTERNAL)
    text = models.TextField(_("ข้อความ"))
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Letter(models.Model):
    """A letter about a revision: worded from the records, edited within its form, then issued once."""

    class Kind(models.TextChoices):
        COVER = "cover", _("หนังสือนำส่ง")  # LAO to board
        RETURN = "return", _("หนังสือส่งคืนให้แก้ไข")  # board to LAO
        RESOLUTION = "resolution", _("หนังสือแจ้งมติ")  # board to LAO

    kind = models.CharField(max_length=12, choices=Kind.choices)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="letters")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="letter")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="+")  # who writes
    number = models.CharField(_("ที่"), max_length=60, blank=True)
    dated_on = models.DateField(_("ลงวันที่"), null=True, blank=True)
    addressee = models.CharField(_("เรียน"), max_length=200, blank=True)
    subject = models.CharField(_("เรื่อง"), max_length=300, blank=True)
    office = models.TextField(_("ที่ทำการ"), blank=True)  # this and the next three: a line each
    refers_to = models.TextField(_("อ้างถึง"), blank=True)
    enclosures = models.TextField(_("สิ่งที่ส่งมาด้วย"), blank=True)
    contact = models.TextField(_("เจ้าของเรื่องและโทรศัพท์"), blank=True)
    body = models.TextField(_("ข้อความ"), blank=True)  # structured plain text
    signer_name = models.CharField(_("ผู้ลงนาม"), max_length=150, blank=True)
    signer_position = models.CharField(_("ตำแหน่งผู้ลงนาม"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            of_one_body("letter_of_one_writer"),
            models.CheckConstraint(
                condition=Q(issued_at=None) | (~Q(number="") & Q(dated_on__isnull=False)),
                name="issued_letter_has_number_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
