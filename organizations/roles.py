"""The roles a person can hold, and which kind of body each belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a membership entitles to; requirements G and research on roles."""

    HR_OFFICER = "hr_officer", _("เจ้าหน้าที่ผู้รับผิดชอบงานบุคคล")
    COMMITTEE_CHAIR = "committee_chair", _("ประธานกรรมการจัดทำแผน")
    COMMITTEE_MEMBER = "committee_member", _("กรรมการจัดทำแผน")
    COMMITTEE_SECRETARY = "committee_secretary", _("กรรมการและเลขานุการ")
    COMMITTEE_ASSISTANT = "committee_assistant", _("ผู้ช่วยเลขานุการ")
    HEAD = "head", _("ผู้บริหารท้องถิ่น")
    STAFF = "staff", _("บุคลากร")
    LAO_ADMIN = "lao_admin", _("ผู้ดูแลสมาชิกขององค์กรปกครองส่วนท้องถิ่น")
    BOARD_SECRETARY = "board_secretary", _("เลขานุการคณะกรรมการระดับจังหวัด")
    BOARD_MEMBER = "board_member", _("กรรมการระดับจังหวัด")
    BOARD_CHAIR = "board_chair", _("ประธานคณะกรรมการระดับจังหวัด")
    PROVINCE_VIEWER = "province_viewer", _("ผู้ติดตามระดับจังหวัด")
    CENTRAL_EDITOR = "central_editor", _("ผู้จัดทำแผนแม่บทส่วนกลาง")
    AUDITOR = "auditor", _("ผู้ตรวจสอบ")
    OPERATOR = "operator", _("ผู้ดูแลระบบ")


LAO_ROLES = frozenset(
    {
        Role.HR_OFFICER,
        Role.COMMITTEE_CHAIR,
        Role.COMMITTEE_MEMBER,
        Role.COMMITTEE_SECRETARY,
        Role.COMMITTEE_ASSISTANT,
        Role.HEAD,
        Role.STAFF,
        Role.LAO_ADMIN,
    }
)
COMMITTEE_ROLES = frozenset(
    {Role.COMMITTEE_CHAIR, Role.COMMITTEE_MEMBER, Role.COMMITTEE_SECRETARY, Role.COMMITTEE_ASSISTANT}
)
#: Those who write the plan: the officer and the committee's secretariat.
DRAFTING_ROLES = frozenset({Role.HR_OFFICER, Role.COMMITTEE_SECRETARY, Role.COMMITTEE_ASSISTANT})
#: Those inside an LAO who read its unfinished plan (staff read what is announced).
PLAN_READING_ROLES = frozenset({Role.HR_OFFICER, Role.HEAD}) | COMMITTEE_ROLES
BOARD_ROLES = frozenset({Role.BOARD_SECRETARY, Role.BOARD_MEMBER, Role.BOARD_CHAIR})
PROVINCE_ROLES = frozenset({Role.PROVINCE_VIEWER})
NATIONAL_ROLES = frozenset({Role.CENTRAL_EDITOR, Role.AUDITOR, Role.OPERATOR})
#: Those who look at a plan, decide upon it or bring it into force.
DECIDING_ROLES = frozenset({Role.HEAD}) | COMMITTEE_ROLES | BOARD_ROLES
#: Those of an LAO whose one word carries a plan on: nobody gives these to himself.
SOLE_DECIDING_ROLES = frozenset({Role.HEAD, Role.COMMITTEE_CHAIR})
