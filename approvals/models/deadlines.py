"""What deadlines are reckoned with, who was reminded of which, and the feeds of people's calendar programs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.models.decisions import Notice
from organizations.models import Board, Membership, Organization
from plans.models import Revision


class MeetingRule(models.Model):
    """How a board usually meets: what a year of meetings is filled with, and how long before it takes papers in."""

    board = models.OneToOneField(Board, models.PROTECT, related_name="meeting_rule")
    cut_off_days = models.PositiveSmallIntegerField(_("รับเรื่องก่อนวันประชุม (วัน)"), default=15)
    week = models.PositiveSmallIntegerField(_("สัปดาห์ที่"), null=True, blank=True)  # 1 to 4, 5 is the last
    weekday = models.PositiveSmallIntegerField(_("วัน"), null=True, blank=True)  # 0 is Monday
    starts_at = models.TimeField(_("เวลา"), null=True, blank=True)
    place = models.CharField(_("สถานที่"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cut_off_days__lte=60),
                name="cut_off_within_sixty_days",
                violation_error_message=_("รับเรื่องก่อนวันประชุมได้ไม่เกิน 60 วัน"),
            ),
            models.CheckConstraint(
                condition=Q(week=None) | Q(week__gte=1, week__lte=5), name="week_of_a_month_known"
            ),
            models.CheckConstraint(condition=Q(weekday=None) | Q(weekday__lte=6), name="weekday_known"),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.cut_off_days}"


class OwnLeadTime(models.Model):
    """A time that this LAO takes for a step, where it differs from the edition's parameter of that key."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="lead_times")
    key = models.CharField(max_length=60)
    days = models.PositiveSmallIntegerField(_("วันทำการ"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="lead_time_once_in_an_lao")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.days}"


class KeptProgress(models.Model):
    """How far an open revision was when it was last counted; lists of many plans are forecast from it."""

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="kept_progress")
    counted_on = models.DateField()
    done = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    blocking = models.PositiveSmallIntegerField()  # findings that keep it from being sent on
    fingerprint = models.CharField(max_length=64, blank=True)  # of the content that was counted
    last_work_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="done_within_total")
        ]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"


class Reminder(models.Model):
    """A person was reminded of a step that was due on a day, so many days before (after: negative); never twice.

    The step is that of a cycle of an LAO: a plan that nobody has begun is waited for too.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    first_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()  # of the revision
    step = models.CharField(max_length=20)
    due_on = models.DateField()
    rung = models.SmallIntegerField()
    level = models.PositiveSmallIntegerField()  # 0: who must act; 1, 2, 3: told because it has not been done
    sent_on = models.DateField()
    notice = models.OneToOneField(Notice, models.CASCADE, related_name="reminder")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "first_year", "number", "step", "due_on", "rung"],
                name="reminded_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.due_on} {self.rung}"


class CalendarFeed(models.Model):
    """The secret address at which a calendar program reads what one membership has to do; only its hash is kept."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.membership)
