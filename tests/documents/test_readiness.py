"""An installation that could make no paper says so before it starts, and what to do."""

import pytest
from django.conf import settings as installed
from django.core.management import CommandError, call_command

from config import prepare
from documents import readiness


def test_an_installation_with_typefaces_and_libraries_is_ready():
    assert readiness.check_papers() == []


def test_missing_typefaces_are_named_with_the_command_that_makes_them(settings, tmp_path):
    for name in list(readiness.fonts.PAPER_FACES)[1:]:
        (tmp_path / name).symlink_to(installed.FONT_DIR / name)
    settings.FONT_DIR = tmp_path
    (found,) = readiness.check_papers()
    assert found.id == "documents.W002"
    assert "SarabunOfficial-Regular.ttf" in found.msg
    assert "SarabunOfficial-Bold.ttf" not in found.msg
    assert "prepare_fonts" in found.msg


def test_a_library_that_does_not_load_is_named(monkeypatch):
    monkeypatch.setattr(readiness.sys, "platform", "linux")
    monkeypatch.setattr(readiness, "LIBRARIES", ("libnothing-of-the-kind.so.9",))
    (found,) = readiness.check_papers()
    assert found.id == "documents.W003"
    assert "libnothing-of-the-kind.so.9" in found.msg


def test_commands_run_without_typefaces_and_are_warned(settings, tmp_path, capsys):
    settings.FONT_DIR = tmp_path
    call_command("check")
    assert "documents.W002" in capsys.readouterr().err
    with pytest.raises(CommandError, match=r"documents\.W002"):
        call_command("check", fail_level="WARNING")


def test_the_service_does_not_start_without_typefaces(settings, tmp_path, monkeypatch, capsys):
    """Before it looks at the database's tables, in the words of the check."""
    settings.FONT_DIR = tmp_path
    monkeypatch.setattr(prepare.os, "umask", lambda mask: mask)
    monkeypatch.setattr(prepare.django, "setup", lambda: None)
    monkeypatch.setattr(prepare.connection, "ensure_connection", lambda: None)
    monkeypatch.setattr(prepare, "prepare_database", lambda: pytest.fail("went on"))
    assert prepare.main() == 1
    (warning,) = readiness.check_papers()
    assert capsys.readouterr().err.strip() == warning.msg


def test_what_is_ready_is_not_refused():
    readiness.demand()
