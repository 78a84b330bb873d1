"""The store of issued bytes: named by their hash, whole or absent, never overwritten."""

import hashlib
import os

import pytest

from documents import store

BYTES = b"%PDF-1.7 paper"
SHA256 = hashlib.sha256(BYTES).hexdigest()


def files():
    return [path for path in store.path_of(SHA256).parents[1].rglob("*") if path.is_file()]


def test_put_keeps_bytes_under_their_hash():
    assert store.put(BYTES) == SHA256
    with store.open_(SHA256) as kept:
        assert kept.read() == BYTES
    assert store.verify(SHA256)


def test_put_twice_keeps_one_read_only_file():
    store.put(BYTES)
    store.put(BYTES)
    assert [path.name for path in files()] == [SHA256]
    assert files()[0].stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_put_that_fails_leaves_nothing_behind(monkeypatch, failing):
    store._make_folder(store.path_of(SHA256).parent)

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="disk full"):
        store.put(BYTES)
    assert files() == []
    assert not store.verify(SHA256)


def test_put_syncs_the_bytes_before_the_name_and_the_folder_after(monkeypatch):
    store._make_folder(store.path_of(SHA256).parent)
    steps = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), fsync(handle)))
    monkeypatch.setattr(os, "replace", lambda *names: (steps.append("name"), replace(*names)))
    store.put(BYTES)
    assert steps == ["sync", "name", "sync"]


def test_put_mends_a_damaged_file():
    path = store.path_of(store.put(BYTES))
    path.chmod(0o644)
    path.write_bytes(b"changed")
    assert not store.verify(SHA256)
    store.put(BYTES)
    assert store.verify(SHA256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256 + "\n", SHA256[:-1]])
def test_a_name_that_is_no_hash_never_becomes_a_path(name):
    with pytest.raises(ValueError, match="not a sha256"):
        store.open_(name)


def test_verify_of_absent_bytes_is_false():
    assert not store.verify("0" * 64)
