"""Who may take a plan along as a file, and who may bring one."""

from __future__ import annotations

from tests.access.answers import FORM, GO, Row, of_plan, reading, writing

TABLE: dict[str, Row] = {
    "plans:exchange": Row(of_plan("plans:exchange"), reading()),
    "plans:exchange_json": Row(of_plan("plans:exchange_json"), reading()),
    "plans:exchange_workbook": Row(of_plan("plans:exchange_workbook"), reading()),
    "plans:exchange_import": Row(of_plan("plans:exchange_import"), writing(GO), writing(FORM)),
    "plans:exchange_confirm": Row(of_plan("plans:exchange_confirm"), writing(GO), writing(FORM)),
    "plans:exchange_marked": Row(of_plan("plans:exchange_marked"), writing(GO), writing(FORM)),
}
