"""Archives: every form in and out, what is damaged told in its place, the same bytes from every engine, and nothing half-written."""

import csv
import gzip
import json
import operator
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from i4nlp import classify
from i4nlp.batch import engines, reading, run, work, writing
from i4nlp.cli import main
from i4nlp.errors import InputError

TEXTS = [
    "Je cherche un poste de soudeur à Brest, en CDI. Un partage m’aiderait, merci @i4Emploi !",
    "On recrute un boulanger à Dole, CDI, écrivez-nous",
    "=SOMME(A1) ; et « le match », quelle fin !\nDeuxième ligne",
    "Alternance BTS MUC recherchée à Metz dès septembre 🙏",
    "e\u0301te\u0301 sans fin",
]
ROWS = [{"id": str(1590000000000000000 + number), "text": text} for number, text in enumerate(TEXTS)]


def jsonl(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def table(rows, delimiter=";"):
    cells = [["id", "texte"], *([row["id"], row["text"]] for row in rows)]
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in cells).encode("utf-8-sig")


def as_parquet(path, rows):
    parquet.write_table(pa.Table.from_pylist(rows), path)


def archive(path, rows):
    tweets = [{"tweet": {"id_str": row["id"], "full_text": row["text"]}} for row in rows]
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("data/tweets.js", "window.YTD.tweets.part0 = " + json.dumps(tweets))


WRITERS = {
    "a.jsonl": lambda path, rows: path.write_bytes(jsonl(rows)),
    "a.jsonl.gz": lambda path, rows: path.write_bytes(gzip.compress(jsonl(rows))),
    "a.jsonl.zst": lambda path, rows: path.write_bytes(pa.Codec("zstd").compress(jsonl(rows), asbytes=True)),
    "a.csv": lambda path, rows: path.write_bytes(table(rows)),
    "a.tsv.gz": lambda path, rows: path.write_bytes(gzip.compress(table(rows, "\t"))),
    "a.parquet": as_parquet,
    "twitter.zip": archive,
}


def read_back(path):
    if ".parquet" in path.name:
        return parquet.read_table(path).to_pylist()
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    elif path.suffix == ".zst":
        content = pa.CompressedInputStream(pa.BufferReader(content), "zstd").read()
    text = content.decode()
    if ".csv" in path.name:
        return list(csv.DictReader(text.splitlines()))
    return [json.loads(line) for line in text.splitlines()]


def batch(*words, code=0):
    done = CliRunner().invoke(main, ["batch", *map(str, words)])
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("name", WRITERS)
def test_every_form_is_read(tmp_path, name):
    WRITERS[name](tmp_path / name, ROWS)
    said = batch(tmp_path / name, tmp_path / "out.jsonl")
    assert "5 lignes lues" in said
    rows = read_back(tmp_path / "out.jsonl")
    assert [row["id"] for row in rows] == [row["id"] for row in ROWS]
    for row, text in zip(rows, TEXTS, strict=True):
        found = classify(text)
        assert row["label"] == found.label
        assert row["probabilities"] == {str(label): round(value, 4) for label, value in found.probabilities.items()}
        assert row["contracts"] == list(found.contracts)
        assert (row["relay"], row["code"]) == (found.relay.action, found.relay.code)


@pytest.mark.parametrize("name", ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "o.csv", "o.csv.gz", "o.csv.zst", "o.parquet"])
def test_every_form_is_written_with_the_same_answers(tmp_path, name):
    (tmp_path / "a.jsonl").write_bytes(jsonl(ROWS) + b"{broken\n")
    batch(tmp_path / "a.jsonl", tmp_path / name, "--facts", code=1)
    *rows, bad = read_back(tmp_path / name)
    assert [(row["id"], row["label"]) for row in rows] == [(row["id"], classify(row["text"]).label) for row in ROWS]
    assert [float(row.get("offer", row.get("probabilities", {}).get("offer"))) for row in rows][1] > 0.9
    assert rows[0]["metier"] == "soudeur"
    assert rows[0]["lieu"] in (["Brest"], "Brest")
    assert int(bad["line"]) == 6
    assert "JSON" in bad["error"]
    assert not (tmp_path / f"{name}.parts").exists()


BAD = {
    "a.jsonl": b'{"text": "bonjour"}\n\n{"id": 3}\n[1]\n{"text": ""}\n{"text": "\\ud800"}\n\xff\xfe\n' + b"x" * 1_200_000 + b"\n12\n",
    "a.csv": b'id,text\n1,"bonjour"\n2\n3,\n4,"caf\xe9"\n5,"a\x00b"\n',
}


@pytest.mark.parametrize(("name", "lines"), [("a.jsonl", [3, 4, 5, 6, 7, 8, 9]), ("a.csv", [3, 4, 5, 6])])
def test_a_bad_row_becomes_an_error_in_its_place(tmp_path, name, lines):
    (tmp_path / name).write_bytes(BAD[name])
    said = batch(tmp_path / name, tmp_path / "out.jsonl", code=1)
    good, *bad = read_back(tmp_path / "out.jsonl")
    assert good["line"] == (1 if name == "a.jsonl" else 2)
    assert [row["line"] for row in bad] == lines
    assert all(row["error"] and "label" not in row for row in bad)
    assert f"{len(lines)} lignes illisibles" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing.jsonl", "out.jsonl"], "aucun fichier"),
        (["*.tsv", "out.jsonl"], "aucun fichier"),
        (["a.docx", "out.jsonl"], "format inconnu"),
        (["a.jsonl", "out.xlsx"], "format inconnu"),
        (["a.jsonl", "out.parquet.gz"], "format inconnu"),
        (["a.jsonl", "a.jsonl"], "aussi l’entrée"),
        (["cut.jsonl.gz", "out.jsonl"], "abîmé"),
        (["no.csv", "out.jsonl"], "aucune colonne"),
        (["no.parquet", "out.jsonl"], "Parquet"),
        (["a.jsonl", "out.jsonl", "--scheduler", "tcp://127.0.0.1:9"], "répartiteur"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_bytes(jsonl(ROWS))
    Path("a.docx").write_bytes(b"x")
    Path("cut.jsonl.gz").write_bytes(gzip.compress(jsonl(ROWS * 50))[:-20])
    Path("no.csv").write_bytes(b"a,b\n1,2\n")
    Path("no.parquet").write_bytes(b"PAR1x")
    said = batch(*words, code=3)
    assert told in said
    assert said.count("\n") == 1
    assert not Path("out.jsonl").exists()


def test_a_pattern_takes_all_its_files_and_names_them(tmp_path):
    for name in ("b.jsonl", "a.jsonl"):
        (tmp_path / name).write_bytes(jsonl(ROWS[:2]))
    batch(tmp_path / "?.jsonl", tmp_path / "out.csv")
    rows = read_back(tmp_path / "out.csv")
    assert [(Path(row["file"]).name, row["line"]) for row in rows] == [
        ("a.jsonl", "1"),
        ("a.jsonl", "2"),
        ("b.jsonl", "1"),
        ("b.jsonl", "2"),
    ]


@pytest.mark.parametrize("name", ["o.jsonl", "o.csv", "o.parquet"])
def test_an_empty_archive_gives_an_empty_output(tmp_path, name):
    (tmp_path / "a.jsonl").write_bytes(b"")
    batch(tmp_path / "a.jsonl", tmp_path / name)
    assert read_back(tmp_path / name) == []


def test_a_cell_of_a_csv_is_never_a_formula(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(jsonl([{"id": "=1+1", "text": "Bonjour"}]))
    batch(tmp_path / "a.jsonl", tmp_path / "o.csv")
    assert read_back(tmp_path / "o.csv")[0]["id"] == "'=1+1"


@pytest.mark.parametrize("size", [1, 2, 4096])
def test_a_tweets_numbers_never_depend_on_its_part(size):
    job = work.Job(None, writing.columns(facts=False, several=False), False, ".jsonl", "")
    rows = tuple((number, row) for number, row in enumerate(ROWS * 3, 1))
    parts = [reading.Part(place, "a", False, rows[start : start + size], 1.0) for place, start in enumerate(range(0, len(rows), size))]
    whole = work.answer(reading.Part(0, "a", False, rows, 1.0), job, "here").content
    assert b"".join(work.answer(part, job, "here").content for part in parts) == whole


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    path.write_bytes(jsonl([{"id": str(number), "text": f"{TEXTS[number % 5]} {number}"} for number in range(4_000)]))
    return path


def answered(many, output, **named):
    words = {"facts": False, "jobs": 1, "scheduler": None, "models": None, "rows": 250} | named
    return run.run(str(many), output, **words)


@pytest.fixture(scope="module")
def alone(many):
    output = many.with_name("alone.jsonl.gz")
    answered(many, output)
    return output.read_bytes()


def test_two_processes_give_the_same_bytes_and_load_the_model_once_each(many, alone, tmp_path):
    tally = answered(many, tmp_path / "o.jsonl.gz", jobs=2)
    assert (tmp_path / "o.jsonl.gz").read_bytes() == alone
    assert list(tally.loads.values()) == [1] * len(tally.loads)
    assert len(tally.loads) == 2


def test_a_process_that_dies_changes_nothing(many, alone, tmp_path):
    job = work.Job(None, writing.columns(facts=False, several=False), False, ".jsonl", ".gz")
    done, killed = {}, set()
    for part in engines.processes(reading.parts([many], 250), job, 2):
        pid = int(part.worker.partition(":")[2])
        if not killed:
            killed.add(pid)
            os.kill(pid, signal.SIGKILL)
        done[part.number] = part.content
    assert sorted(done) == list(range(16))
    assert b"".join(content for _, content in sorted(done.items())) == alone


def test_workers_that_die_again_and_again_are_told(monkeypatch):
    monkeypatch.setattr(engines, "_answered", operator.call)
    with pytest.raises(InputError, match="--jobs plus petit"):
        list(engines.processes([os._exit] * 3, 1, 2))


def test_a_cluster_gives_the_same_bytes_even_when_a_worker_is_killed(many, alone, tmp_path):
    from distributed import LocalCluster

    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as cluster:
        tally = answered(many, tmp_path / "o.jsonl.gz", scheduler=cluster.scheduler_address)
        assert (tmp_path / "o.jsonl.gz").read_bytes() == alone
        assert list(tally.loads.values()) == [1] * len(tally.loads)
        job = work.Job(None, writing.columns(facts=False, several=False), False, ".jsonl", ".gz")
        done, killed = {}, set()
        for part in engines.cluster(reading.parts([many], 250), job, cluster.scheduler_address):
            if not killed:
                killed.add(int(part.worker.partition(":")[2]))
                os.kill(*killed, signal.SIGKILL)
            done[part.number] = part.content
        assert b"".join(content for _, content in sorted(done.items())) == alone


def test_killed_half_way_only_what_is_unfinished_is_done_again(many, alone, tmp_path):
    output = tmp_path / "o.jsonl.gz"
    code = (
        "import sys; from pathlib import Path; from i4nlp.batch import run\n"
        "run.run(sys.argv[1], Path(sys.argv[2]), facts=False, jobs=1, scheduler=None, models=None, rows=250)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(many), str(output)])
    parts = tmp_path / "o.jsonl.gz.parts"
    while not (parts.is_dir() and len(list(parts.glob("*.part"))) >= 3):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not output.exists()
    (parts / "00000099.unfinished").write_bytes(b"half")
    kept = {file.name: file.stat().st_mtime_ns for file in parts.glob("*.part")}
    began = time.time_ns()
    tally = answered(many, output)
    assert tally.again >= 250 * len(kept)
    assert all(made < began for made in kept.values())
    assert output.read_bytes() == alone
    assert tally.rows == 4_000
    assert not parts.exists()


def test_another_input_begins_anew(many, tmp_path):
    output = tmp_path / "o.jsonl"
    kept = tmp_path / "o.jsonl.parts"
    kept.mkdir()
    (kept / "plan.json").write_text("{}", encoding="utf-8")
    (kept / '00000000.{"bad":7}.part').write_bytes(b"stale")
    tally = answered(many, output)
    assert (tally.bad, tally.again, tally.rows) == (0, 0, 4_000)
    assert b"stale" not in output.read_bytes()
