"""The address to which a person's mail goes: changed only by opening a signed link that was sent to the new one."""

from __future__ import annotations

import datetime

from django.core import signing
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from approvals.models import Mail
from approvals.post.outbox import is_address, put
from approvals.post.words import THAI, ending, link, one_line
from organizations.models import User

SALT = "approvals.post.address"
VALID = datetime.timedelta(days=1)
A_DAY = 5  #: so many links a person is sent within a day


class AddressRefused(Exception):
    """Why no link was sent."""


def ask_for(user: User, address: str) -> None:
    """Send a link to the new address; AddressRefused when it is no address, or after too many."""
    if not is_address(address):
        raise AddressRefused(_("อีเมลไม่ถูกต้อง"))
    since = timezone.now() - VALID
    if user.mails.filter(kind=Mail.Kind.ADDRESS, created_at__gte=since).count() >= A_DAY:
        raise AddressRefused(_("ขอลิงก์ยืนยันได้ไม่เกินวันละ {count} ครั้ง โปรดลองใหม่พรุ่งนี้").format(count=A_DAY))
    token = signing.dumps({"user": user.pk, "address": address, "was": user.email}, salt=SALT)
    with translation.override(THAI):
        subject = _("[พัฒนา] ยืนยันอีเมลสำหรับรับการแจ้ง")
        lines = [
            _("เรียน {name}").format(name=one_line(str(user))),
            "",
            _("โปรดเปิดลิงก์นี้ภายใน 1 วันเพื่อยืนยันว่าจะรับการแจ้งทางอีเมลนี้"),
            link("approvals:notice_address_confirm", token),
            "",
            _("ถ้าท่านไม่ได้ขอ ไม่ต้องทำอะไร"),
            "",
            *ending(),
        ]
    with transaction.atomic():
        put(user, Mail.Kind.ADDRESS, address, subject, "\n".join(lines))


def asked_for(user: User, token: str) -> str | None:
    """The address of a link that this person asked for and has not used; None when it is stale, spoilt or another's."""
    try:
        asked = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    is_mine = asked["user"] == user.pk and asked["was"] == user.email
    return asked["address"] if is_mine else None


@transaction.atomic
def change_address(user: User, address: str) -> bool:
    """From now on mail goes to ``address``, or nowhere when it is empty; the old one hears of it.

    False when it was changed meanwhile.
    """
    old = user.email
    if User.objects.filter(pk=user.pk, email=old).update(email=address) != 1:
        return False
    user.email = address
    if old and is_address(old):
        with translation.override(THAI):
            text = _("บัญชีของท่านเปลี่ยนอีเมลสำหรับรับการแจ้งแล้ว ถ้าท่านไม่ได้เปลี่ยน โปรดแจ้งผู้ดูแลสมาชิกของหน่วยงาน")
            lines = [_("เรียน {name}").format(name=one_line(str(user))), "", text, "", *ending()]
            put(user, Mail.Kind.ADDRESS, old, _("[พัฒนา] อีเมลของท่านเปลี่ยนแล้ว"), "\n".join(lines))
    return True
