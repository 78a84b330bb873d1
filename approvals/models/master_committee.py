"""The committee of twelve that draws up a province's master plan (section 14.2), and the order that appoints it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument
from organizations.models import Board, Membership
from thai.fiscal import Cycle

SEATS_IN_ALL = 12


class MasterCommittee(models.Model):
    """The committee of one board for one cycle; it changes until its order is issued."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="master_committees")
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรกของรอบ"))
    number = models.CharField(_("คำสั่งที่"), max_length=40, blank=True)
    dated_on = models.DateField(_("สั่ง ณ วันที่"), null=True, blank=True)
    signer_name = models.CharField(_("ผู้ลงนาม"), max_length=150, blank=True)
    signer_position = models.CharField(_("ตำแหน่งผู้ลงนาม"), max_length=200, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["board", "-first_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "first_year"], name="one_master_committee_of_a_board_for_a_cycle"
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None) | (~Q(number="") & Q(dated_on__isnull=False)),
                name="issued_master_order_has_number_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.cycle}"

    @property
    def cycle(self) -> Cycle:
        """The three fiscal years of the master plan."""
        return Cycle(self.first_year)


class MasterSeat(models.Model):
    """One of the twelve; the place says which kind of seat it is."""

    class Kind(models.TextChoices):
        CHAIR = "chair", _("ผู้ทรงคุณวุฒิที่คณะกรรมการคัดเลือก เป็นประธานกรรมการ")
        HEAD = "head", _("ผู้แทนนายกองค์กรปกครองส่วนท้องถิ่น")
        CLERK = "clerk", _("ผู้แทนปลัดองค์กรปกครองส่วนท้องถิ่น")
        EXPERT = "expert", _("ผู้ทรงคุณวุฒิ")
        AGENCY = "agency", _("ผู้แทนส่วนราชการที่เกี่ยวข้อง")
        SECRETARY = "secretary", _("เลขานุการของคณะกรรมการ เป็นกรรมการและเลขานุการ")

    committee = models.ForeignKey(MasterCommittee, models.CASCADE, related_name="seats")
    place = models.PositiveSmallIntegerField(_("ลำดับ"))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    person_name = models.CharField(_("ชื่อ - สกุล"), max_length=150, blank=True)
    position = models.CharField(_("ตำแหน่ง"), max_length=200, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "place"], name="master_seat_once"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=SEATS_IN_ALL), name="master_seats_are_twelve"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.person_name}"
