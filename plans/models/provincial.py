"""What a province's board puts in place of the centre's text, or after it: the level between centre and LAO.

Section 14.2 of the master plan has each province's board draw up its own; the centre's edition stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.text import fill
from organizations.models import Board
from plans.models.editions import Edition, OutlineSection
from thai.dates import format_date

LONGEST = 50_000  #: characters; with the centre's text before it, it must still fit into a section of a plan


class ProvincialTextQuerySet(models.QuerySet["ProvincialText"]):
    """Which texts."""

    def of(self, board: Board, edition: Edition) -> ProvincialTextQuerySet:
        """Texts of a board for the headings of one edition."""
        return self.filter(board=board, section__edition=edition)

    def published(self) -> ProvincialTextQuerySet:
        """Texts with a number; the newest of each heading is the one in force."""
        return self.filter(published_at__isnull=False)

    def newest(self) -> ProvincialTextQuerySet:
        """Of each heading the one that was published last."""
        later = ProvincialText.objects.filter(
            board=OuterRef("board"), section=OuterRef("section"), number__gt=OuterRef("number")
        )
        return self.published().filter(~Exists(later))

    def drafts(self) -> ProvincialTextQuerySet:
        """Texts that only the board sees."""
        return self.filter(published_at=None)


class ProvincialText(models.Model):
    """A board's text for one heading of an edition: a draft, or published under a number and then never changed.

    Numbers of a heading run 1, 2, 3 ... without gaps (:func:`plans.provincial.publish`).
    """

    class Mode(models.TextChoices):
        REPLACES = "replaces", gettext_lazy("ใช้แทนข้อความของส่วนกลาง")
        AFTER = "after", gettext_lazy("ต่อท้ายข้อความของส่วนกลาง")
        NONE = "none", gettext_lazy("กลับไปใช้ข้อความของส่วนกลาง")

    board = models.ForeignKey(Board, models.PROTECT, related_name="provincial_texts")
    section = models.ForeignKey(OutlineSection, models.PROTECT, related_name="provincial_texts")
    number = models.PositiveIntegerField(gettext_lazy("ฉบับที่"), null=True, blank=True)
    mode = models.CharField(
        gettext_lazy("วิธีใช้ข้อความของจังหวัด"), max_length=10, choices=Mode.choices, default=Mode.REPLACES
    )
    body = models.TextField(gettext_lazy("ข้อความของจังหวัด"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    meeting_number = models.CharField(gettext_lazy("ประชุมครั้งที่"), max_length=20, blank=True)
    meeting_on = models.DateField(gettext_lazy("วันที่ประชุม"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = ProvincialTextQuerySet.as_manager()

    class Meta:
        ordering = ["section__order", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "section"],
                condition=Q(published_at=None),
                name="one_draft_of_a_provincial_text",
            ),
            models.UniqueConstraint(
                fields=["board", "section", "number"], name="provincial_text_number_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    published_at=None, number=None, published_by=None, meeting_number="", meeting_on=None
                )
                | Q(
                    ~Q(meeting_number=""),
                    published_at__isnull=False,
                    published_by__isnull=False,
                    number__isnull=False,
                    number__gte=1,
                    meeting_on__isnull=False,
                ),
                name="published_provincial_text_has_number_and_resolution",
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["replaces", "after", "none"]), name="provincial_text_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(mode="none", body="") | (~Q(mode="none") & ~Q(body="")),
                name="provincial_text_has_words_where_it_gives_some",
            ),
            models.CheckConstraint(
                condition=Q(body__length__lte=LONGEST), name="provincial_text_not_endless"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board.code} {self.section} {self.number or ''}".strip()

    @property
    def seen(self) -> str:
        """Names this state of a draft: a later one of the same heading has another name, even after a discard."""
        return f"{self.pk}.{self.version}"

    @property
    def stands(self) -> bool:
        """True where it gives words; false where the board went back to the centre's."""
        return self.mode != self.Mode.NONE

    @property
    def resolution(self) -> str:
        """The resolution on which it rests: "มติครั้งที่ 5/2569 วันที่ 12 พฤศจิกายน 2569"; empty for a draft."""
        if self.meeting_on is None:
            return ""
        return _("มติครั้งที่ {number} วันที่ {date}").format(
            number=self.meeting_number, date=format_date(self.meeting_on, "screen")
        )

    def over(self, centre: str, values: Mapping[str, str]) -> str:
        """What stands at its heading for an LAO whose placeholders are ``values`` and whose centre says ``centre``."""
        if not self.stands:
            return centre
        body = fill(self.body, values)
        return body if self.mode == self.Mode.REPLACES or not centre else f"{centre.rstrip()}\n\n{body}"
