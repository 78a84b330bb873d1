"""The four groups of personnel as courses name them: personnel and courses do not know each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TargetGroup(models.TextChoices):
    """Codes of personnel.PersonnelGroup (section 4.2 of the master plan); a test holds both lists together."""

    NEW = "g1", _("แรกบรรจุ")
    EXPERIENCED = "g2", _("มีประสบการณ์")
    DIRECTING = "g3", _("อำนวยการท้องถิ่นและผู้บริหารสถานศึกษา")
    EXECUTIVE = "g4", _("บริหารท้องถิ่น")
