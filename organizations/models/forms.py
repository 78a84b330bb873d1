"""A form counts once, however often its button is pressed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmittedForm(models.Model):
    """The outcome of a form that was already carried out, by the key printed into it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    key = models.UUIDField(_("กุญแจของแบบ"))
    digest = models.CharField(_("ลายนิ้วมือของสิ่งที่กรอก"), max_length=64)
    location = models.CharField(max_length=300)
    submitted_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key", "digest"], name="form_carried_out_once")
        ]

    def __str__(self) -> str:
        return self.location
