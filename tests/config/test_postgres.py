"""The private PostgreSQL leaves nothing behind, whatever happens to the command."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgres import cluster

pytestmark = pytest.mark.slow


def test_cluster_answers_with_thai_trigrams_and_is_gone_afterwards():
    with cluster() as url, psycopg.connect(url) as connection:
        folder = Path(connection.execute("show data_directory").fetchone()[0])
        assert connection.execute("show lc_ctype").fetchone() == ("C.UTF-8",)
        assert connection.execute("select 'ก' ~ '[[:alpha:]]'").fetchone() == (True,)
    assert not folder.parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def fail_beside_a_cluster(folders):
    with cluster() as url, psycopg.connect(url) as connection:
        folders.append(Path(connection.execute("show data_directory").fetchone()[0]))
        raise ZeroDivisionError


def test_cluster_is_gone_after_an_error():
    folders = []
    with pytest.raises(ZeroDivisionError):
        fail_beside_a_cluster(folders)
    assert not folders[0].parent.exists()


def run(*command):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", *command], stdout=subprocess.PIPE, text=True
    )


def test_command_sees_the_address_and_its_exit_status_is_kept():
    with run("--", "sh", "-c", "echo $DATABASE_URL; exit 7") as process:
        address = process.stdout.read()
    assert address.startswith("postgres://phatthana@127.0.0.1:")
    assert process.returncode == 7


def test_interrupted_cluster_is_gone():
    with run() as process:
        url = process.stdout.readline().strip().removeprefix("DATABASE_URL=")
        with psycopg.connect(url) as connection:
            folder = Path(connection.execute("show data_directory").fetchone()[0])
        os.kill(process.pid, signal.SIGTERM)
    assert process.returncode == 130
    assert not folder.parent.exists()
