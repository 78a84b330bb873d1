"""Mail about notices: what each person chose, and the outbox, written with the notices and sent after them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.models.decisions import Notice


class NoticeChoice(models.Model):
    """How a person wants to hear by mail of one kind of notice; without a row the usual way of the kind."""

    class Delivery(models.TextChoices):
        INSTANT = "instant", _("ทันที")
        DAILY = "daily", _("รวมวันละครั้ง")
        WEEKLY = "weekly", _("รวมสัปดาห์ละครั้ง")
        OFF = "off", _("ไม่ส่งอีเมล")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=10, choices=Notice.Kind.choices)
    delivery = models.CharField(max_length=10, choices=Delivery.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_choice_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.delivery}"


class Mail(models.Model):
    """One message to one person; ``due_at`` is also until when whoever sends it just now has it to himself."""

    class Kind(models.TextChoices):
        INSTANT = "instant", _("แจ้งทันที")
        DIGEST = "digest", _("สรุปรวม")
        ADDRESS = "address", _("ยืนยันอีเมล")

    class State(models.TextChoices):
        WAITING = "waiting", _("รอส่ง")
        SENT = "sent", _("ส่งแล้ว")
        SKIPPED = "skipped", _("ไม่ต้องส่งแล้ว")  # everything in it was read before it was sent
        GIVEN_UP = "given_up", _("ส่งไม่สำเร็จ")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    address = models.EmailField()  # as it was when this was written
    subject = models.CharField(max_length=200)
    body = models.TextField()
    notices = models.ManyToManyField(Notice, related_name="mails")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="mail_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="sent_mail_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return self.subject
