"""Each command of the READMEs is run, one after the other, as somebody would who follows them; none may stand there untried."""

import gzip
import importlib.util
import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from i4nlp.bot import settings
from i4nlp.data.exchange import rows_of
from i4nlp.data.labelled import read_labelled, write_labelled

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.fr.md")]
BLOCKS = [block for text in TEXTS for kind, block in re.findall(r"```(\w*)\n([\s\S]*?)```", text) if kind in ("", "sh")]
COMMANDS = [
    line.split("  #")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if re.match(r"i4nlp |python3 scripts/|podman |sudo ", line)
]
ELSEWHERE = {
    "python3 scripts/test.py": "is what runs this",
    "python3 scripts/retrain.py mes-tweets.xlsx": "tests/training/test_retrain.py and test_workbench.py run the chain",
    "podman build -t i4nlp -f - . <<'END'": "needs a container engine; scripts/wheel.py runs the same pip steps",
    "sudo tee /etc/systemd/system/i4nlp.service <<'END' && sudo systemctl enable --now i4nlp": "needs systemd and root",
}
SERVES = ("serve", "run")  # until it is stopped
SECRETS = dict.fromkeys(settings.SECRETS, "secret")

spec = importlib.util.spec_from_file_location("fake_x", ROOT / "tests" / "bot" / "fake_x.py")
fake_x = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fake_x)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder as a maintainer has it: the checkout's scripts and data set, tweets of their own, the bot's settings from the README."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "datasets" / "local").mkdir(parents=True)
    for name in ("scripts", "datasets/i4-tweets-fr"):
        (folder / name).symlink_to(ROOT / name)
    rows = rows_of(ROOT / "datasets" / "i4-tweets-fr" / "dev.jsonl")
    write_labelled(folder / "datasets" / "local" / "imported.jsonl", rows[:400])
    tweets = [{"id": row.id, "text": row.text} for row in rows[400:]]
    lines = "".join(json.dumps(tweet, ensure_ascii=False) + "\n" for tweet in tweets)
    (folder / "stream.jsonl").write_text(lines, encoding="utf-8")
    (folder / "tweets.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    for name in ("tweets.csv", "mes-tweets.csv"):
        table = "id;texte\n" + "".join(f'{one["id"]};"{one["text"].replace(chr(34), chr(34) * 2)}"\n' for one in tweets)
        (folder / name).write_text(table, encoding="utf-8")
    (told,) = re.findall(r"```toml\n([\s\S]*?)```", TEXTS[0])
    with fake_x.serving() as x:
        x.add(1, "Je cherche un CDI de soudeur à Brest, appelez-moi au 06 39 98 12 34, merci @i4Emploi !")
        (folder / "bot.toml").write_text(told + f'api = "{x.url}"\n', encoding="utf-8")
        yield folder


def press(command, folder):
    """Run a command in a terminal and press Q when it asks for a key."""
    master, inside = pty.openpty()
    with subprocess.Popen(command, cwd=folder, stdin=inside, stdout=inside, stderr=inside, env={**os.environ, **SECRETS}) as process:
        os.close(inside)
        said = b""
        while b"Q finir" not in said:
            said += os.read(master, 4096)
        time.sleep(0.3)
        os.write(master, b"q")
        status = process.wait(20)
    os.close(master)
    return status, said.decode("utf-8", "replace")


def run(folder, command):
    """Run a command; one that serves is stopped as soon as it says where. Return its status and what it said."""
    words = shlex.split(command)
    start = [sys.executable, "-m", "i4nlp"] if words[0] == "i4nlp" else [sys.executable, words[1]]
    rest = words[1:] if words[0] == "i4nlp" else words[2:]
    rest += ["--port", "0"] if "serve" in rest else []
    if {"label", "review"} & set(rest[:1]):
        return press([*start, *rest], folder)
    process = subprocess.Popen(
        [*start, *rest], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        env={**os.environ, **SECRETS}, start_new_session=True,
    )  # fmt: skip
    if not any(word in SERVES for word in rest):
        said, _ = process.communicate("", timeout=120)
        return process.returncode, said
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
    reader.start()
    for _ in range(600):
        if lines:
            break
        time.sleep(0.1)
    said = "".join(lines)
    address = re.search(r"http://[\d.:]+/", said)
    if address:
        assert httpx.get(address[0]).status_code == 200
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does
    process.wait(20)
    reader.join()
    process.stdin.close()
    process.stdout.close()
    return 0 if process.returncode in (0, 1, -signal.SIGINT, 130) else process.returncode, said


def test_every_command_of_the_readmes_runs_in_their_order(desk):
    assert len(COMMANDS) >= 15
    assert set(ELSEWHERE) <= set(COMMANDS)
    for command in COMMANDS:
        if command in ELSEWHERE:
            continue
        status, said = run(desk, command)
        # a drift is told by the status
        assert status in ((0, 1) if "drift" in command else (0,)), f"{command}\n{said}"
        assert said.strip(), command
    assert (desk / "answers.parquet").read_bytes()[:4] == b"PAR1"
    assert (desk / "drift.png").is_file()
    assert len(read_labelled(desk / "to-label.jsonl")) == 100


ROWS = [row for text in TEXTS for row in re.findall(r"^\| `(i4nlp [^|]*)` \|", text, re.MULTILINE)]


@pytest.mark.parametrize("row", ROWS)
def test_what_the_table_of_commands_names_is_there(row):
    words = row.split()[1:3]
    command = words if words[0] == "data" else words[:1]
    shown = subprocess.run([sys.executable, "-m", "i4nlp", *command, "--help"], capture_output=True, encoding="utf-8", check=True).stdout
    for option in re.findall(r"--[a-z-]+", row):
        assert option in shown, option


def test_every_command_stands_in_the_table():
    shown = subprocess.run([sys.executable, "-m", "i4nlp", "--help"], capture_output=True, encoding="utf-8", check=True).stdout
    there = set(re.findall(r"^  ([a-z]+) ", shown.split("Commands:")[1], re.MULTILINE))
    assert there == {row.split()[1] for row in ROWS}
