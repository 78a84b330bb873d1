"""``manage.py add_operator USERNAME --name "..."``: who looks after the system; how real work begins."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from organizations.appointments import add_operator
from organizations.demonstration import REFUSAL, is_demonstration
from organizations.forms import USERNAME
from thai.text import normalise_line


class Command(BaseCommand):
    help = "Make the account of a system operator and print its first password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="small letters and digits, for example somchai.d")
        parser.add_argument("--name", required=True, help="full name, with the form of address")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_demonstration():
            raise CommandError(str(REFUSAL))
        username = options["username"].lower()
        try:
            USERNAME(username)
            added = add_operator(username=username, full_name=normalise_line(options["name"]))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(_("เพิ่มผู้ดูแลระบบ %(name)s แล้ว") % {"name": added.membership.user})
        self.stdout.write(_("ชื่อผู้ใช้: %(username)s") % {"username": added.membership.user.username})
        self.stdout.write(_("รหัสผ่านชั่วคราว: %(password)s") % {"password": added.password})
        self.stdout.write(_("รหัสนี้แสดงครั้งเดียว เมื่อเข้าสู่ระบบครั้งแรกต้องตั้งรหัสผ่านใหม่"))
