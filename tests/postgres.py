"""A private PostgreSQL server for as long as a command runs.

``python -m tests.postgres -- COMMAND ...`` runs the command with ``DATABASE_URL`` set and ends with its exit status;
without a command it prints the address and waits. The server listens on a free port of this machine only, keeps its
files in a temporary directory, and is gone afterwards, also when the command failed or was interrupted.
It may lose data in a power cut (no fsync): never use it for anything but tests and development.
"""

import argparse
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from config.serve import die_with_parent, stop

NAME = "phatthana"
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "checkpoint_timeout": "1h",
}


class PostgresError(Exception):
    """PostgreSQL is missing or did not start."""


def programs() -> Path:
    """The folder of the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise PostgresError("PostgreSQL server programs not found: apt-get install postgresql")


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a server, hand out its ``postgres://`` address, and remove every trace of it."""
    folder = Path(tempfile.mkdtemp(prefix="phatthana-postgres-"))
    account = _account()
    try:
        if account:
            os.chown(folder, account["user"], account["group"])
        _initialise(folder, account)
        port, server = _start(folder, account)
        try:
            yield f"postgres://{NAME}@127.0.0.1:{port}/{NAME}"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> dict:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise PostgresError("Run as an ordinary user: there is neither a 'postgres' nor a 'nobody' account.")


def _initialise(folder: Path, account: dict) -> None:
    command = [
        str(programs() / "initdb"),
        f"--pgdata={folder / 'data'}",
        f"--username={NAME}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **account)
    if done.returncode:
        raise PostgresError(f"initdb failed: {done.stderr.strip()}")
    lines = [f"{name} = '{value}'" for name, value in OPTIONS.items()]
    lines.append(f"unix_socket_directories = '{folder}'")
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write("\n".join(lines) + "\n")


def _start(folder: Path, account: dict) -> tuple[int, subprocess.Popen]:
    """Start on a free port; somebody may take it in between, so try again with another."""
    for _attempt in range(5):
        port = _free_port()
        with (folder / "log").open("a") as log:
            server = subprocess.Popen(
                [str(programs() / "postgres"), "-D", str(folder / "data"), "-p", str(port)],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches the command first, the server by us
                preexec_fn=die_with_parent,
                **account,
            )
        if _answers(folder, port, server, account):
            _create_database(folder, port, account)
            return port, server
        _stop(server)
    raise PostgresError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(folder: Path, port: int, server: subprocess.Popen, account: dict) -> bool:
    """Wait until the server accepts connections; False when it ended or took a minute."""
    command = [str(programs() / "pg_isready"), "-q", "-h", str(folder), "-p", str(port)]
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        if subprocess.run(command, cwd=folder, **account).returncode == 0:
            return True
        time.sleep(0.05)
    return False


def _create_database(folder: Path, port: int, account: dict) -> None:
    command = [str(programs() / "createdb"), "-h", str(folder), "-p", str(port), "-U", NAME, NAME]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **account)
    if done.returncode:
        raise PostgresError(f"createdb failed: {done.stderr.strip()}")


def _stop(server: subprocess.Popen) -> None:
    """Disconnect everybody and stop; after ten seconds, kill."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _run(command: list[str], url: str) -> int:
    """Run the command; when we are interrupted, let it end in good order before its database goes."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    try:
        return child.wait()
    finally:
        stop(child)


def _interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Run a command beside a server, or wait for Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.postgres", description=__doc__.split("\n\n")[0])
    parser.add_argument("command", nargs="*", help="after --, the command to run with DATABASE_URL set")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        with cluster() as url:
            if arguments.command:
                return _run(arguments.command, url)
            print(f"DATABASE_URL={url}", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        return 130
    except (PostgresError, FileNotFoundError) as error:
        print(f"tests.postgres: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
