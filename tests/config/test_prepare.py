"""The service starts, whatever paper it still owes."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from approvals.management.commands import issue_pending
from config import prepare


def test_papers_that_could_not_be_made_are_told_and_the_service_starts(monkeypatch, capsys):
    called = []

    def call(name, **_how):
        called.append(name)
        if name == "issue_pending":
            raise CommandError("2 documents could not be made")

    monkeypatch.setattr(prepare, "call_command", call)
    prepare.prepare_database()
    assert called[-1] == "issue_pending"
    assert "2 documents" in capsys.readouterr().err


def test_one_paper_that_fails_keeps_no_other_waiting(monkeypatch):
    def fail():
        raise LookupError("nobody signs")

    waiting = [("first", fail), ("second", lambda: SimpleNamespace(pages=3, sha256="ab"))]
    monkeypatch.setattr(issue_pending, "_waiting", lambda: iter(waiting))
    out, errors = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="1 documents"):
        call_command("issue_pending", stdout=out, stderr=errors)
    assert "first: LookupError" in errors.getvalue()
    assert "second: 3 pages" in out.getvalue()
