"""``manage.py demo``: the demonstration with an account for every role. A second run changes nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from approvals.demonstration.accounts import accounts, password
from approvals.demonstration.make import Made, Refused, is_empty, make


class Command(BaseCommand):
    help = (
        "Make the demonstration: organizations, accounts and plans in every state. Refuses beside real data."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="only in a database that nobody uses yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            return
        try:
            made = make()
        except Refused as refusal:
            print(refusal, file=sys.stderr)
            raise SystemExit(1) from refusal
        if options["verbosity"]:
            self._report(made)

    def _report(self, made: Made) -> None:
        if made.is_nothing:
            self.stdout.write(_("มีข้อมูลตัวอย่างครบอยู่แล้ว ไม่มีสิ่งใดเปลี่ยนแปลง"))
        else:
            line = _(
                "สร้างข้อมูลตัวอย่างแล้ว: หน่วยงาน {organizations} แห่ง บัญชี {accounts} บัญชี บุคลากร {people} คน แผน {plans} แผน เอกสาร {documents} ฉบับ"
            )
            self.stdout.write(line.format(**vars(made)))
        width = max(len(account.username) for account in accounts())
        for account in accounts():
            self.stdout.write(f"  {account.username:<{width}}  {account.role_names}")
        self.stdout.write(_("รหัสผ่านของทุกบัญชี: {password}").format(password=password()))
