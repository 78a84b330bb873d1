"""Who may begin an amendment, read what it changes, and take a change back."""

from __future__ import annotations

from tests.access.answers import FORM, GO, OFFICER, OK, Row, always, of_cycle, of_plan, reading, writing

TABLE: dict[str, Row] = {
    # Whether the plan can be amended now is said on the page.
    "approvals:amend": Row(of_cycle("approvals:amend"), always({OK: OFFICER}), always({FORM: OFFICER})),
    # The homes have originals, which amend nothing: their tasks are shown instead.
    "plans:changes": Row(of_plan("plans:changes"), reading(GO)),
    "plans:change_undo": Row(of_plan("plans:change_undo"), writing(GO), writing(GO)),
    "plans:change_reason": Row(of_plan("plans:change_reason"), writing(GO), writing(GO)),
    "plans:current_records": Row(of_plan("plans:current_records"), writing(GO), writing(GO)),
    "plans:necessity": Row(of_plan("plans:necessity"), writing(GO), writing(GO)),
}
