"""Files of drafts: two who write the same one at once do not trip each other, and a reader meets the whole of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from documents import drafts
from documents.drafts import ASKED, Draft, Progress, folder, forget_old, make_draft


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_same_draft_asked_for_twice_at_once_is_written_whole():
    draft, whole = Draft("plan-1", "a" * 64), b"x" * 200_000

    def press(_time):
        for _again in range(20):
            draft.write(ASKED, whole)
            assert draft.path(ASKED).read_bytes() == whole

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(press, range(4)))
    assert [path.name for path in (folder() / "plan-1").iterdir()] == [f"{'a' * 64}.html"]


def test_what_a_write_left_behind_goes_with_the_old_drafts(monkeypatch):
    draft = Draft("plan-1", "a" * 64)
    draft.write(ASKED, b"x")
    (folder() / "plan-1" / ".new-lost").write_bytes(b"half")
    monkeypatch.setattr("documents.drafts.KEPT_SECONDS", -60)
    forget_old()
    assert not list((folder() / "plan-1").iterdir())


@pytest.mark.parametrize("key", ["../" + "a" * 61, "A" * 64, "a" * 64 + "\n", "a" * 63])
def test_a_key_that_is_no_hash_names_no_file(key):
    with pytest.raises(ValueError, match="not a key"):
        Draft("plan-1", key)


def test_nobody_waits_for_a_draft_that_failed_for_an_unknown_reason(monkeypatch):
    def fail(_html, **_how):
        raise OSError("no more processes")

    monkeypatch.setattr(drafts, "render_paper", fail)
    draft = Draft("plan-1", "a" * 64)
    draft.write(ASKED, b"<p>")
    make_draft.func("plan-1", draft.key, "x")
    assert draft.progress == Progress.FAILED
    assert draft.failure
