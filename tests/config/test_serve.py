"""Web server and worker start together and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from config import serve

pytestmark = pytest.mark.slow
PROJECT = Path(serve.__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds=180):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except FileNotFoundError:
        return ""


def workers_of(pid):
    """The background worker; none while it is between fork and its own program."""
    return [child for child in children_of(pid) if "config.worker" in command_of(child)]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A migrated database of its own, as ``make run`` finds it on a second start."""
    place = tmp_path_factory.mktemp("serve")
    environment = {
        **os.environ,
        "VAR_DIR": str(place),
        "DATABASE_URL": f"sqlite:///{place}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WEB_CONCURRENCY": "2",
    }
    for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, env=environment, check=True)
    return environment


@pytest.fixture
def service(environment):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=PROJECT,
        env={**environment, "PORT": str(port), "SITE_URL": f"http://localhost:{port}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    process.port = port
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def wait_until_ready(service):
    lines = []
    while not lines or "is ready at" not in lines[-1]:
        line = service.stdout.readline()
        assert line, f"ended early: {lines}"
        lines.append(line)
    return "".join(lines)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_service_answers_and_a_signal_stops_web_and_worker(service, number):
    assert f"http://localhost:{service.port}" in wait_until_ready(service)
    wait_until(lambda: len(children_of(service.pid)) == 2)
    family = [*children_of(service.pid), *(g for c in children_of(service.pid) for g in children_of(c))]
    with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/healthz", timeout=20) as answer:
        assert answer.status == 200
    service.send_signal(number)
    assert service.wait(timeout=40) == 0
    assert [pid for pid in family if is_alive(pid)] == []


def test_killed_service_takes_its_children_along(service):
    wait_until_ready(service)
    wait_until(lambda: len(children_of(service.pid)) == 2)
    children = children_of(service.pid)
    service.kill()
    wait_until(lambda: not any(is_alive(pid) for pid in children))


def test_idle_connections_hold_no_worker(service):
    wait_until_ready(service)
    idle = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(8)]
    with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/healthz", timeout=10) as answer:
        assert answer.status == 200
    for connection in idle:
        connection.close()


def test_dead_worker_is_started_again(service):
    wait_until_ready(service)
    wait_until(lambda: len(children_of(service.pid)) == 2)
    wait_until(lambda: workers_of(service.pid))
    [worker] = workers_of(service.pid)
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: len(children_of(service.pid)) == 2 and worker not in children_of(service.pid))


def test_port_in_use_is_said_in_one_message(environment):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = subprocess.run(
            [sys.executable, "-m", "config.serve"],
            cwd=PROJECT,
            env={**environment, "PORT": str(other.getsockname()[1])},
            capture_output=True,
            text=True,
            timeout=20,
        )
    assert done.returncode == 1
    assert "มีโปรแกรมอื่นใช้อยู่" in done.stderr
    assert "Traceback" not in done.stderr
