"""An installation that could make no paper says so before it starts, and what to do."""

from django.conf import settings as installed

from documents import readiness


def test_an_installation_with_typefaces_and_libraries_is_ready():
    assert readiness.check_papers() == []


def test_missing_typefaces_are_named_with_the_command_that_makes_them(settings, tmp_path):
    for name in list(readiness.fonts.PAPER_FACES)[1:]:
        (tmp_path / name).symlink_to(installed.FONT_DIR / name)
    settings.FONT_DIR = tmp_path
    (found,) = readiness.check_papers()
    assert found.id == "documents.E002"
    assert "SarabunOfficial-Regular.ttf" in found.msg
    assert "SarabunOfficial-Bold.ttf" not in found.msg
    assert "prepare_fonts" in found.msg


def test_a_library_that_does_not_load_is_named(monkeypatch):
    monkeypatch.setattr(readiness.sys, "platform", "linux")
    monkeypatch.setattr(readiness, "LIBRARIES", ("libnothing-of-the-kind.so.9",))
    (found,) = readiness.check_papers()
    assert found.id == "documents.E003"
    assert "libnothing-of-the-kind.so.9" in found.msg
