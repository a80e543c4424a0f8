"""The command line, in real processes: answers, JSON, exit statuses, and one French line for every error."""

import json
import shutil
import signal
import subprocess
import sys
import time

import pytest

from i4nlp import artifact

REQUEST = "Je cherche un poste de soudeur à Brest, en CDI. RT svp"


def i4nlp(*words, given="", env=None):
    return subprocess.run([sys.executable, "-m", "i4nlp", *words], input=given, capture_output=True, encoding="utf-8", env=env, check=False)


def test_classify_answers_in_french():
    done = i4nlp("classify", REQUEST)
    assert done.returncode == 0
    assert "Demande d’emploi" in done.stdout
    assert "CDI" in done.stdout
    assert "\x1b" not in done.stdout, "colours are for terminals"


def test_classify_answers_each_text_in_json():
    done = i4nlp("classify", "--json", REQUEST, "Quel match !")
    labels = [json.loads(line)["label"] for line in done.stdout.splitlines()]
    assert labels == ["seeker_request", "noise"]


def test_a_file_gets_an_answer_a_line_and_an_error_in_its_place(tmp_path):
    file = tmp_path / "tweets.txt"
    file.write_bytes(b"Je cherche un poste\n\n" + b'{"id": "5", "text": "Quel match !"}\n{"text": \ncaf\xe9\n{"id": 1}\n')
    done = i4nlp("classify", "--input", str(file), "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["kind"] for answer in answers] == ["classification", "error", "classification", "error", "error", "error"]
    assert [answer["line"] for answer in answers if answer["kind"] == "error"] == [2, 4, 5, 6]
    assert answers[2]["id"] == "5"
    assert done.returncode == 1


def test_standard_input_is_answered_before_its_end():
    process = subprocess.Popen(
        [sys.executable, "-m", "i4nlp", "classify", "--input", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin
    assert process.stdout
    for _ in range(3):
        process.stdin.write(REQUEST + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["label"] == "seeker_request"
    process.stdin.close()
    assert process.wait(10) == 0
    process.stdout.close()


def test_a_reader_that_goes_away_ends_the_command_quietly():
    process = subprocess.Popen(
        [sys.executable, "-m", "i4nlp", "classify", "--input", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write((REQUEST + "\n").encode() * 100)
    process.stdin.close()
    assert process.wait(10) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this kind")
def test_an_interrupt_is_no_traceback():
    process = subprocess.Popen(
        [sys.executable, "-m", "i4nlp", "classify", "--input", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write("salut\n")
    process.stdin.flush()
    process.stdout.readline()
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=10)
    assert "Traceback" not in told


def test_coach_reviews_its_argument():
    done = i4nlp("coach", REQUEST)
    assert done.returncode == 0
    assert "Ajoutez @i4Emploi" in done.stdout
    assert "soudeur" in done.stdout


def test_coach_reviews_standard_input_in_json():
    review = json.loads(i4nlp("coach", "--json", "--no-visual", given=REQUEST).stdout)
    assert review["kind"] == "review"
    assert review["facts"]["has_visual"] is False


def test_coach_reviews_the_example():
    done = i4nlp("coach", "--example")
    assert done.returncode == 0
    assert "Maubeuge" in done.stdout


def test_coach_reviews_the_bio_too():
    assert "#i4EmploiR" in i4nlp("coach", REQUEST, "--bio", "Soudeur").stdout


def test_strict_says_no_to_a_blocker_only():
    assert i4nlp("coach", "--strict", REQUEST).returncode == 0
    assert i4nlp("coach", "--strict", REQUEST + " 06 39 98 12 34").returncode == 1


BAD = {
    "an empty text": (["classify", ""], 3),
    "a blank draft": (["coach", "  "], 3),
    "no draft at all": (["coach"], 3),
    "a text and a file": (["classify", "x", "--input", "y"], 2),
    "neither": (["classify"], 2),
    "a missing file": (["classify", "--input", "nulle-part.txt"], 3),
    "a folder for a file": (["classify", "--input", "."], 3),
    "an unknown option": (["classify", "--vite", "x"], 2),
    "an unknown command": (["retweeter"], 2),
    "no models there": (["classify", "x", "--models", "nulle-part"], 4),
}


@pytest.mark.parametrize(("words", "status"), BAD.values(), ids=BAD)
def test_an_error_is_one_french_line_and_a_status(words, status):
    done = i4nlp(*words)
    assert done.returncode == status
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("i4nlp\u00a0: ")


def test_a_damaged_model_is_one_line_and_status_4(tmp_path):
    folder = shutil.copytree(artifact.model_path(), tmp_path / "models" / "a")
    (tmp_path / "models" / "current.toml").write_text('version = "a"')
    (folder / "weights.npy").write_bytes(b"\x93NUMPY")
    done = i4nlp("classify", "x", "--models", str(tmp_path / "models"))
    assert done.returncode == 4
    assert "weights.npy" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_names_every_command_in_french():
    told = i4nlp("--help").stdout
    assert "classify" in told
    assert "Relit un brouillon" in told


def test_strict_says_no_to_a_blocker_of_the_bio():
    assert i4nlp("coach", "--strict", REQUEST, "--bio", "Soudeur, 06 39 98 12 34").returncode == 1


@pytest.mark.parametrize(
    "words", [["classify", "x", "--models", "a\nb"], ["data", "check", "a\nb"], ["--x\ny"], ["train", "--version", "../x"]]
)
def test_an_error_stays_one_line_whatever_the_names(words):
    done = i4nlp(*words)
    assert done.returncode in (2, 3, 4)
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="names are bytes on POSIX only")
@pytest.mark.parametrize("words", [["classify", "--input", b"/tmp/\xff"], ["data", "check", b"/tmp/\xff"], ["classify", b"caf\xe9"]])
def test_bytes_that_are_no_text_are_named_without_a_traceback(words):
    done = subprocess.run([sys.executable, "-m", "i4nlp", *words], capture_output=True, check=False)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize(
    ("typed", "expected"), [(b"Je cherche un poste de soudeur\n\xc3\xa0 Brest, en CDI\n\n", "Brest"), (b"\n", "Maubeuge")]
)
def test_in_a_terminal_the_whole_paste_is_the_draft_and_enter_gives_an_example(typed, expected):
    import os
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "i4nlp", "coach"], stdin=theirs, stdout=subprocess.PIPE, encoding="utf-8")
    os.close(theirs)
    os.write(ours, typed)
    told, _ = process.communicate(timeout=30)
    os.close(ours)
    assert process.returncode == 0
    assert f"Le lieu est dit\u00a0: {expected}" in told


def test_control_characters_of_a_tweet_do_not_reach_the_terminal():
    assert "\x1b" not in i4nlp("classify", "Je cherche \x1b]0;x\x07 un poste").stdout
