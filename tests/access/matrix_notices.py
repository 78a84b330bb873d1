"""Who may ask for the home page, for notices, for how one hears of them, and for the mail about them."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from approvals.models import Mail
from organizations.roles import Role
from tests.access.answers import FORM, GO, OK, SIGNED_IN, WITH_ROLE, Row, once, plain, wherever
from tests.access.cast import Home, World

OPERATORS = wherever({"operator"})


def _mail(world: World, home: Home) -> str:
    now = timezone.now()
    user = home.member(Role.HR_OFFICER).user
    mail = Mail.objects.filter(user=user).first() or Mail.objects.create(
        user=user, kind=Mail.Kind.INSTANT, subject="ก", body="ข", created_at=now, due_at=now
    )
    return reverse("approvals:mail_again", args=[mail.pk])


TABLE: dict[str, Row] = {
    "approvals:home": Row(plain("approvals:home"), once({OK: WITH_ROLE})),
    "approvals:notice_choices": Row(
        plain("approvals:notice_choices"), once({OK: SIGNED_IN}), once({FORM: SIGNED_IN})
    ),
    "approvals:notice_address": Row(
        plain("approvals:notice_address"), once({GO: SIGNED_IN}), once({OK: SIGNED_IN})
    ),
    "approvals:notice_address_confirm": Row(
        plain("approvals:notice_address_confirm", "not-a-token"), once({GO: SIGNED_IN}), once({GO: SIGNED_IN})
    ),
    "approvals:mail_queue": Row(plain("approvals:mail_queue"), once({OK: OPERATORS})),
    "approvals:mail_again": Row(_mail, once({GO: OPERATORS}), once({GO: OPERATORS})),
}
