"""Demonstration and real data never stand in one database: the passwords of the demonstration are printed in the README.

In a demonstration everything that is added is demonstration, too, so that the screens can be tried; a command that
starts real work refuses there.
"""

from django.utils.translation import gettext_lazy as _

from organizations.models import Organization

REFUSAL = _(
    "ฐานข้อมูลนี้เป็นระบบตัวอย่าง ซึ่งรหัสผ่านของบัญชีเป็นที่เปิดเผย จึงใช้งานจริงไม่ได้ โปรดหยุดระบบ ย้ายโฟลเดอร์ var ออก แล้วเปิดใหม่ด้วย DEMO=no make run"
)


def is_demonstration() -> bool:
    """True while any organization of this database is a demonstration."""
    return Organization.objects.filter(is_demonstration=True).exists()
