"""A plan of one LAO for one cycle, and its revisions: 0 the original, 1, 2, ... the amendments."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership, Organization
from organizations.roles import BOARD_ROLES, DRAFTING_ROLES, PLAN_READING_ROLES, Role
from plans.models.editions import Edition, Layout
from thai.digits import to_thai
from thai.fiscal import Cycle

for text_column in (models.CharField, models.TextField):
    text_column.register_lookup(Length)  # the length of a text in constraints, on both databases


class State(models.TextChoices):
    """Where a revision stands; who may move it is in ``approvals.moves`` (design 3.3)."""

    DRAFTING = "drafting", _("กำลังจัดทำ")
    IN_COMMITTEE = "in_committee", _("คณะกรรมการจัดทำแผนกำลังพิจารณา")
    ENDORSED = "endorsed", _("คณะกรรมการจัดทำแผนเห็นชอบแล้ว")
    SUBMITTED = "submitted", _("ส่งคณะกรรมการระดับจังหวัดแล้ว")
    ON_AGENDA = "on_agenda", _("บรรจุวาระการประชุมแล้ว")
    APPROVED = "approved", _("คณะกรรมการระดับจังหวัดเห็นชอบแล้ว")
    APPROVED_WITH_CORRECTIONS = "approved_with_corrections", _("เห็นชอบโดยให้แก้ไข")
    ANNOUNCED = "announced", _("ประกาศใช้แล้ว")
    WITHDRAWN = "withdrawn", _("ยุติการจัดทำ")


#: The officer may change the content.
EDITABLE = frozenset({State.DRAFTING, State.APPROVED_WITH_CORRECTIONS})
#: The revision is still on its way: at most one of a plan.
OPEN = frozenset(State) - {State.ANNOUNCED, State.WITHDRAWN}
#: The board, the province and the centre see the content.
BEFORE_THE_BOARD = frozenset(
    {State.SUBMITTED, State.ON_AGENDA, State.APPROVED, State.APPROVED_WITH_CORRECTIONS, State.ANNOUNCED}
)


class PlanQuerySet(models.QuerySet["Plan"]):
    """Which plans."""

    def of_bodies_seen_by(self, acting: Membership) -> PlanQuerySet:
        """Plans whose existence and state ``acting`` may know (not yet their content)."""
        if acting.organization is not None:
            return (
                self.filter(organization=acting.organization)
                if acting.role in PLAN_READING_ROLES
                else self.none()
            )
        if acting.board is not None:
            return self.filter(organization__board=acting.board)
        if acting.role == Role.OPERATOR:
            return self.none()
        return self.filter(organization__province=acting.province) if acting.province else self.all()


class Plan(models.Model):
    """The three-year personnel development plan of one LAO; ``first_year`` is a fiscal year (B.E.)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="plans")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="plans")
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรก"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year", "organization"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "first_year"],
                name="one_plan_of_an_organization_for_a_cycle",
                violation_error_message=_("มีแผนของรอบปีงบประมาณนี้อยู่แล้ว กรุณาเปิดแผนเดิม"),
            ),
            models.CheckConstraint(
                condition=Q(first_year__gt=2500, first_year__lt=2700), name="plan_year_is_buddhist_era"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization.short_name} {self.cycle.label}"

    @property
    def cycle(self) -> Cycle:
        """The three fiscal years of the plan."""
        return Cycle(self.first_year)

    @property
    def reference(self) -> str:
        """SANGKHOM:2567, as commands take it."""
        return f"{self.organization.code}:{self.first_year}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Which revisions; views never spell states."""

    def visible_to(self, acting: Membership | None) -> RevisionQuerySet:
        """Revisions whose content ``acting`` may read: unfinished work never leaves the LAO."""
        if not acting:
            return self.none()
        if acting.organization is not None:
            own = self.filter(plan__organization=acting.organization)
            return own if acting.role in PLAN_READING_ROLES else own.announced()
        if acting.role == Role.OPERATOR:
            return self.none()
        seen = self.filter(state__in=BEFORE_THE_BOARD)
        if acting.board is not None:
            return seen.filter(plan__organization__board=acting.board)
        return seen.filter(plan__organization__province=acting.province) if acting.province else seen

    def announced(self) -> RevisionQuerySet:
        """Revisions that everybody may read."""
        return self.filter(state=State.ANNOUNCED)

    def open(self) -> RevisionQuerySet:
        """Revisions still on their way."""
        return self.filter(state__in=OPEN)

    def editable(self) -> RevisionQuerySet:
        """Revisions whose content the officer may change."""
        return self.filter(state__in=EDITABLE)

    def with_plan(self) -> RevisionQuerySet:
        """The plan, its LAO and its edition in the same query."""
        return self.select_related(
            "plan__organization__province", "plan__organization__board__province", "plan__edition"
        )


class Revision(models.Model):
    """One version of a plan on its way from draft to announcement."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("ครั้งที่ปรับปรุง"), default=0)
    state = models.CharField(_("สถานะ"), max_length=30, choices=State.choices, default=State.DRAFTING)
    layout = models.CharField(_("รูปแบบเล่ม"), max_length=10, choices=Layout.choices, default=Layout.SIX)
    staffing_first_year = models.PositiveSmallIntegerField(
        _("แผนอัตรากำลังเริ่มปีงบประมาณ"), null=True, blank=True
    )
    staffing_last_year = models.PositiveSmallIntegerField(
        _("แผนอัตรากำลังสิ้นสุดปีงบประมาณ"), null=True, blank=True
    )
    reason = models.TextField(_("เหตุผลความจำเป็นที่ปรับปรุง"), blank=True)
    takes_current_records = models.BooleanField(  # an amendment keeps those of the text in force until told
        _("ใช้ข้อมูลบุคลากรและความต้องการปัจจุบัน"), default=True
    )
    snapshot = models.ForeignKey("plans.Snapshot", models.PROTECT, null=True, blank=True, related_name="+")
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state_changed_at = models.DateTimeField(auto_now_add=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="revision_number_once_in_a_plan"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=OPEN),
                name="one_open_revision_of_a_plan",
                violation_error_message=_("แผนนี้มีฉบับที่กำลังดำเนินการอยู่แล้ว"),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="revision_state_known"),
            models.CheckConstraint(condition=Q(layout__in=Layout.values), name="revision_layout_known"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFTING, State.WITHDRAWN]) | Q(snapshot__isnull=False),
                name="what_is_decided_upon_is_frozen",
            ),
            models.CheckConstraint(condition=Q(number=0) | ~Q(reason=""), name="amendment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.label}".strip()

    @property
    def label(self) -> str:
        """Empty for the original, "ปรับปรุงครั้งที่ ๒" for an amendment."""
        return to_thai(f"ปรับปรุงครั้งที่ {self.number}") if self.number else ""

    @property
    def reference(self) -> str:
        """SANGKHOM:2567:0, as commands take it."""
        return f"{self.plan.reference}:{self.number}"

    @property
    def address(self) -> dict[str, str | int]:
        """Arguments of this revision's addresses."""
        return {
            "organization": self.plan.organization.code,
            "first_year": self.plan.first_year,
            "number": self.number,
        }

    @property
    def is_editable(self) -> bool:
        """True while the officer may change the content."""
        return self.state in EDITABLE

    @property
    def is_open(self) -> bool:
        """True until announced or withdrawn."""
        return self.state in OPEN

    @property
    def is_announced(self) -> bool:
        """True once the head of the LAO has announced it."""
        return self.state == State.ANNOUNCED

    def drafted_by_role_of(self, acting: Membership | None) -> bool:
        """True for the officer and the committee's secretariat of this LAO, whatever the state."""
        return bool(
            acting and acting.role in DRAFTING_ROLES and acting.organization_id == self.organization_id
        )

    def can_be_edited_by(self, acting: Membership | None) -> bool:
        """True for those who draft, while the content may change."""
        return self.is_editable and self.drafted_by_role_of(acting)

    def belongs_to_board_of(self, acting: Membership) -> bool:
        """True when ``acting`` serves the board that decides this plan."""
        return acting.role in BOARD_ROLES and acting.board_id == self.plan.organization.board_id


class Snapshot(models.Model):
    """The whole content of a revision at one moment, as canonical JSON; a decision names its hash."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="snapshots")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "sha256"], name="snapshot_once"),
            models.CheckConstraint(condition=Q(sha256__length=64), name="snapshot_hash_is_sha256"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
