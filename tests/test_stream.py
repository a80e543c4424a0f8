"""`i4nlp classify --input - --json` as a bot's side-car: whatever goes wrong around it, a line in is a line out, in order, whole."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "i4nlp", "classify", "--input", "-", "--json"]
TEXTS = [
    "Je cherche un poste de soudeur à Brest",
    "On recrute un boulanger, CDI",
    "Quel match hier soir !",
    "Alternance BTS cherchée à Metz",
]


def started(*words):
    return subprocess.Popen([*COMMAND, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def line(number):
    return json.dumps({"id": str(number), "text": f"{TEXTS[number % 4]} {number}"}, ensure_ascii=False).encode() + b"\n"


def test_lines_of_every_kind_are_answered_once_each_in_order_however_they_are_cut():
    draw = random.Random(9)
    bad = [b'{"text": \n', b"\xff\xfe\n", b"x" * 10_000_000 + b"\n", b"\n", b'{"id": 1}\n', b"a\x00b\n"]
    lines = [draw.choice(bad) if number % 13 == 5 else line(number) for number in range(400)]
    whole = b"".join(lines)
    process = started()

    def feed():
        place = 0
        while place < len(whole):
            size = draw.choice([1, 7, 300, 70_000, 3_000_000])
            process.stdin.write(whole[place : place + size])
            process.stdin.flush()
            place += size
        process.stdin.close()

    feeder = threading.Thread(target=feed)
    feeder.start()
    said = [json.loads(answer) for answer in process.stdout]
    feeder.join()
    assert process.wait(20) == 1
    process.stdout.close()
    process.stderr.close()
    assert len(said) == len(lines)
    for number, (given, answer) in enumerate(zip(lines, said, strict=True)):
        if given in bad:
            assert (answer["kind"], answer["line"]) == ("error", number + 1)
        else:
            assert (answer["kind"], answer["id"]) == ("classification", str(number))


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_between_two_lines_and_what_was_read_is_answered(stop):
    process = started()
    written = []

    def feed():
        try:
            for number in range(100_000):
                process.stdin.write(line(number))
                process.stdin.flush()
                written.append(number)
        except OSError:
            pass  # it has ended

    feeder = threading.Thread(target=feed)
    feeder.start()
    first = process.stdout.readline()
    time.sleep(0.3)
    process.send_signal(stop)
    rest = process.stdout.read()
    assert process.wait(20) == 0
    feeder.join()
    assert process.stderr.read() == b""
    for pipe in (process.stdin, process.stdout, process.stderr):
        with contextlib.suppress(OSError):  # what was still in the writer's buffer has no reader
            pipe.close()
    assert rest.endswith(b"\n")
    said = [json.loads(answer)["id"] for answer in [first, *rest.splitlines()]]
    assert said == [str(number) for number in range(len(said))]
    assert len(said) < 100_000


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_while_it_waits(stop):
    process = started()
    process.stdin.write(line(0))
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == "0"
    process.send_signal(stop)
    assert process.wait(20) == 0
    process.communicate()


def test_a_reader_that_goes_away_ends_it_quietly():
    process = started()
    feeder = threading.Thread(target=lambda: [process.stdin.write(line(number)) for number in range(50)])
    feeder.start()
    feeder.join()
    process.stdout.close()
    try:
        for number in range(5_000):
            process.stdin.write(line(number))
        process.stdin.close()
    except BrokenPipeError:
        pass
    assert process.wait(20) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()


def test_reasons_are_given_where_they_are_asked_for():
    for words, expected in (((), False), (("--reasons",), True)):
        process = started(*words)
        said, _ = process.communicate(line(0))
        assert bool(json.loads(said)["reasons"]) is expected


def many(count):
    """Return lines, bad ones among them, of which several processes may answer shares."""
    return [b"\xff\n" if number % 97 == 5 else b"\n" if number % 101 == 7 else line(number) for number in range(count)]


def children(process):
    """Return the processes that a process started (Linux)."""
    task = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(number) for number in task.read_text().split()] if task.exists() else []


def wait_for(what):
    until = time.monotonic() + 20
    while not (found := what()):
        assert time.monotonic() < until
        time.sleep(0.01)
    return found


def answered_alone(lines):
    return subprocess.run([*COMMAND, "--jobs", "1"], input=b"".join(lines), capture_output=True, check=False).stdout


def test_a_flood_shared_with_another_process_has_the_bytes_of_one_process():
    lines = many(9_000)
    process = started("--jobs", "3")
    said, errors = process.communicate(b"".join(lines))
    assert (process.returncode, errors) == (1, b"")
    assert said == answered_alone(lines)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for child processes in /proc")
def test_another_process_that_is_killed_costs_no_line():
    lines = many(9_000)
    process = started("--jobs", "2")
    said = []
    reader = threading.Thread(target=lambda: said.append(process.stdout.read()))
    reader.start()
    for place in range(0, len(lines), 100):
        process.stdin.write(b"".join(lines[place : place + 100]))
        process.stdin.flush()
        if place == 3_000:
            other = wait_for(lambda: children(process))[0]
            time.sleep(0.5)
        if place == 6_000:
            os.kill(other, signal.SIGKILL)
    process.stdin.close()
    reader.join()
    assert process.wait(20) == 1
    assert said[0] == answered_alone(lines)
    process.stdout.close()
    process.stderr.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for child processes in /proc")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM])
def test_no_other_process_outlives_the_command(stop):
    process = started("--jobs", "2")
    reader = threading.Thread(target=process.stdout.read)
    reader.start()
    for number in range(4_000):
        process.stdin.write(line(number))
    process.stdin.flush()
    other = wait_for(lambda: children(process))[0]
    process.send_signal(stop)
    process.wait(20)
    wait_for(lambda: not Path(f"/proc/{other}").exists() or "\nState:\tZ" in Path(f"/proc/{other}/status").read_text())
    reader.join()
    for pipe in (process.stdin, process.stdout, process.stderr):
        with contextlib.suppress(OSError):
            pipe.close()
