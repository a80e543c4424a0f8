"""The HTTP API against its own description: schemathesis makes up requests, right and wrong, and reads every answer."""

import subprocess
import sys
from pathlib import Path

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")


def test_schemathesis_finds_no_failure(server, tmp_path):
    command = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]
    command += ["--config-file", str(CONFIGURATION), "run", f"{server.url}/openapi.json", "--continue-on-failure", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-6000:]
