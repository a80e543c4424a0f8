"""A volunteer's whole way: export, correct, import, merge, train, measure, read the report, promote; a bad file; back; forget."""

import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from i4nlp import artifact
from i4nlp.cli import main
from i4nlp.data import exchange
from i4nlp.data.labelled import Labelled, read_labelled, write_labelled
from i4nlp.data.merge import is_local, merge
from i4nlp.data.record import SPLITS, read_records, write_records
from i4nlp.labels import Label
from i4nlp.training import service, steadiness
from i4nlp.training.train import train

DATA = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr"
SERVED = artifact.model_path()


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    for name in SPLITS:
        write_records(folder / f"{name}.jsonl", random.Random(8).sample(read_records(DATA / f"{name}.jsonl"), 80))
    lines = (DATA / steadiness.FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / steadiness.FILE).write_text("".join(lines[:16]), encoding="utf-8")
    return folder


def run(*words, code=0):
    done = CliRunner().invoke(main, list(map(str, words)))
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("kind", ["csv", "xlsx", "doccano", "label-studio", "argilla", "prodigy"])
def test_a_volunteers_whole_way(base, tmp_path, kind):
    models, local, merged = tmp_path / "models", tmp_path / "local", tmp_path / "merged"
    shutil.copytree(SERVED, models / "old")
    service.put_in_service(models, "old")
    # export, correct 30 labels in the tool's own form, import
    source = tmp_path / "to-label.jsonl"
    texts = random.Random(9).sample(read_records(DATA / "train.jsonl"), 30)
    write_labelled(source, [Labelled(f"7{number}", row.text + " !", Label.NOISE) for number, row in enumerate(texts)])
    file = tmp_path / {"csv": "out.csv", "xlsx": "out.xlsx", "label-studio": "out.json", "argilla": "out.json"}.get(kind, "out.jsonl")
    run("data", "export", source, file, "--format", kind)
    corrected = [Labelled(row.id, row.text, texts[number].label) for number, row in enumerate(read_labelled(source))]
    write_labelled(source, corrected)
    exchange.export_file(source, file, kind)
    assert "30 tweets pris" in run("data", "import", file, "--into", local)
    # merge; later imports change the split of none
    run("data", "merge", "--base", base, "--local", local, "--into", merged)
    first = {name: [row.id for row in read_records(merged / f"{name}.jsonl") if is_local(row)] for name in SPLITS}
    assert sum(map(len, first.values())) == 30
    assert first["test"]
    if kind != "csv":
        return  # the rest of the way is the same
    more = tmp_path / "more.jsonl"
    write_labelled(more, [Labelled(f"8{number}", f"{row.text} encore", row.label) for number, row in enumerate(texts[:10])])
    run("data", "import", more, "--into", local)
    merge(base, local, merged)
    assert all(set(first[name]) <= {row.id for row in read_records(merged / f"{name}.jsonl")} for name in SPLITS)
    # train, measure, report, promote
    train(merged, models / "new", epochs=1)
    run("evaluate", models / "new", "--data", merged)
    assert "new.html" in run("report", "new", "--data", merged, "--models", models, "--into", tmp_path / "reports")
    page = (tmp_path / "reports" / "new.html").read_text(encoding="utf-8")
    assert "Sur 100 tweets qu’il relaierait" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "tweets importés" in page
    promoted = CliRunner().invoke(main, ["promote", "new", "--data", str(merged), "--models", str(models)])
    assert service.in_service(models)[0] == ("new" if promoted.exit_code == 0 else "old")
    service.put_in_service(models, "new")
    assert "old est en service" in run("models", "--rollback", "--models", models)
    # a bad file changes nothing
    before = {path: path.read_bytes() for path in local.iterdir()}
    (tmp_path / "bad.csv").write_text("id;text;label\n1;Bonjour;sûrement\n", encoding="utf-8")
    run("data", "import", tmp_path / "bad.csv", "--into", local, code=1)
    assert {path: path.read_bytes() for path in local.iterdir()} == before
    # forget
    run("data", "forget", "70", "--from", local)
    merge(base, local, merged)
    assert "local-70" not in {row.id for name in SPLITS for row in read_records(merged / f"{name}.jsonl")}


def test_near_duplicates_go_to_one_split(base, tmp_path):
    twin = read_records(base / "test.jsonl")[0]
    rows = [Labelled(str(number), f"{twin.text} {'!' * number}", twin.label) for number in range(1, 6)]
    write_labelled(tmp_path / "local" / "imported.jsonl", rows)
    merge(base, tmp_path / "local", tmp_path / "merged")
    assert sum(map(is_local, read_records(tmp_path / "merged" / "test.jsonl"))) == 5


def test_without_a_labelled_tweet_there_is_nothing_to_merge(base, tmp_path):
    write_labelled(tmp_path / "local" / "imported.jsonl", [Labelled("1", "Un tweet")])
    run("data", "merge", "--base", base, "--local", tmp_path / "local", "--into", tmp_path / "merged", code=3)
    assert not (tmp_path / "merged").exists()
