"""Labelled tweets in and out: nothing lost on the way, nothing half imported, each tool's own form understood."""

import json
import random
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from i4nlp.cli import main
from i4nlp.data import exchange
from i4nlp.data.formats.tables import neutralised, restored
from i4nlp.data.labelled import Labelled, label_named, read_labelled, write_labelled
from i4nlp.errors import InputError
from i4nlp.labels import Label

PARTS = [
    "=1+1", "+33", "-soudeur", "@i4Emploi", "'=déjà", "''", '"', ";", ",", "\t", "\n", "\r\n",
    "\r", "\u2028", "\u202f", "é", "e\u0301", "😀", "👩‍🔧",
    "_x0041_",
    "\x01", "\x0b", "漢", "œ", "|", "\\", "{", "}", "<b>", "&amp;", "NULL", "1590000000000000001",
    "=HYPERLINK(\"http://x.example\")", "Je cherche un poste", "  ", "#emploi",
]  # fmt: skip
META = [{}, {}, {"lot": "7"}, {"lot": "=1+1", "note": "a\nb"}]


def hostile(count):
    draw = random.Random(8)
    rows = []
    for number in range(count):
        text = "".join(draw.choice(PARTS) for _ in range(draw.randrange(1, 9))) + draw.choice(["", " x"])
        text = text if text.strip() else "vide"
        rows.append(
            Labelled(
                id=str(1590000000000000000 + number),
                text="a" * 25_000 if number == 0 else f"{text}{number}",
                label=draw.choice([None, *Label]),
                annotator=draw.choice([None, "léa@example.org", "=léa", "-"]),
                time=draw.choice([None, "2026-11-23T10:00:00+00:00"]),
                score=draw.choice([None, 0.0, 0.25, 0.123456789012345, 1.0]),
                version=draw.choice([None, "2026-11-23.6", "+1"]),
                meta=draw.choice(META),
            )
        )
    return rows


@pytest.mark.parametrize("kind", exchange.WRITABLE)
def test_a_round_trip_loses_nothing(tmp_path, kind):
    rows = hostile(1000)
    if kind == "argilla":  # a model's score belongs to a suggestion, which has a label
        rows = [row for row in rows if row.label]
    source, back = tmp_path / "source.jsonl", tmp_path / "back.jsonl"
    write_labelled(source, rows)
    suffix = {"csv": ".csv", "tsv": ".tsv", "xlsx": ".xlsx", "parquet": ".parquet", "hf": ""}.get(
        kind, ".json" if kind in ("label-studio", "argilla") else ".jsonl"
    )
    file = tmp_path / f"out{suffix}"
    exchange.export_file(source, file, kind)
    assert exchange.detect(file) in (kind, "hf")
    found = exchange.read_file(file, kind)
    assert [row for row in found if isinstance(row, str)] == []
    assert found == rows
    taken = exchange.import_file(file, back)
    assert not taken.faults
    assert read_labelled(back) == rows


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-x", "@i4Emploi", "'=x", "''@x", "\tx", "1590000000000000001"])
def test_no_cell_is_a_formula_or_a_rounded_number(cell):
    assert neutralised(cell)[0] == "'"
    assert restored(neutralised(cell)) == cell


@pytest.mark.parametrize("cell", ["Je cherche", "'bonjour'", "l'été", "44000", "", "# @x"])
def test_a_usual_cell_stays_as_it_is(cell):
    assert neutralised(cell) == restored(cell) == cell


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Demande de stage", Label.STAGE_REQUEST), ("DEMANDE D’EMPLOI", Label.SEEKER_REQUEST), ("offre", Label.OFFER),
        ("Bruit", Label.NOISE),
        ("seeker_request", Label.SEEKER_REQUEST), (" Autre message ", Label.NOISE), ("Alternance", Label.STAGE_REQUEST),
        ("peut-être", None), ("", None),
    ],
)  # fmt: skip
def test_label_names_are_recognised_in_french_and_english(written, label):
    assert label_named(written) is label


FILES = {  # what each tool writes, as it documents it
    "csv of Excel, Windows-1252": (
        "a.csv", "id;texte;étiquette\r\n7;Café à Nîmes;Offre\r\n".encode("cp1252"), "csv", "Café à Nîmes", "offer",
    ),
    "csv of Google Sheets": ("a.csv", b'text,label\n"a, ""b""\nc",noise\n', "csv", None, None),
    "Unicode text of Excel": ("a.txt", "id\ttexte\tlabel\r\n7\tCafé\tbruit\r\n".encode("utf-16"), "tsv", "Café", "noise"),
    "doccano of today": ("a.jsonl", '{"id": 7, "text": "Café", "label": ["offer"], "Comments": []}\n'.encode(), "doccano", "Café", "offer"),
    "doccano of before": (
        "a.jsonl", '{"id": 7, "data": "Café", "label": ["Demande de stage"]}\n'.encode(), "doccano", "Café", "stage_request",
    ),
    "Label Studio": (
        "a.json",
        json.dumps(
            [
                {
                    "id": 7, "data": {"text": "Café", "id": "42"}, "predictions": [3],
                    "annotations": [
                        {"id": 1, "was_cancelled": True, "result": []},
                        {
                            "id": 2, "completed_by": {"id": 1, "email": "lea@example.org"}, "created_at": "2026-11-23T10:00:00Z",
                            "result": [{"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": ["offer"]}}],
                        },
                    ],
                }
            ]
        ).encode(),
        "label-studio", "Café", "offer",
    ),
    "Label Studio, JSON-MIN": (
        "a.json",
        '[{"text": "Café", "id": 7, "label": "noise", "annotator": 1, "annotation_id": 2, "lead_time": 3.2}]'.encode(),
        "label-studio", "Café", "noise",
    ),
    "Argilla": (
        "a.json",
        (
            '[{"id": "7", "fields": {"text": "Café"}, "metadata": {}, "suggestions": {}, "vectors": {}, '
            '"responses": {"label": [{"value": "offer", "user_id": "u"}]}}]'
        ).encode(),
        "argilla", "Café", "offer",
    ),
    "Prodigy, choice": (
        "a.jsonl",
        '{"text": "Café", "options": [], "accept": ["offer"], "answer": "accept", "_input_hash": 1, "_timestamp": 1700000000}\n'.encode(),
        "prodigy", "Café", "offer",
    ),
    "Prodigy, textcat refused": (
        "a.jsonl", '{"text": "Café", "label": "offer", "answer": "reject", "_input_hash": 1}\n'.encode(), "prodigy", "Café", None,
    ),
    "the archive of a person": (
        "tweets.js",
        'window.YTD.tweets.part0 = [{"tweet": {"id_str": "7", "full_text": "Caf\u00e9 &amp; th\u00e9", "created_at": "x"}}]'.encode(),
        "x-archive", "Café & thé", None,
    ),
    "a page of the API": (
        "a.json", '{"data": [{"id": "7", "text": "Café &lt;3"}], "meta": {"result_count": 1}}'.encode(), "x-api", "Café <3", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "kind", "text", "label"), FILES.values(), ids=FILES)
def test_each_tool_is_understood_and_recognised(tmp_path, name, content, kind, text, label):
    file = tmp_path / name
    file.write_bytes(content)
    assert exchange.detect(file) == kind
    (row,) = exchange.read_file(file)
    if text is not None:
        assert (row.text, row.label) == (text, label)
    else:
        assert "id" in row, "a row without an id is told, not invented"


def test_what_argillas_own_client_wrote_is_read_whole():
    # both files were written by the client, argilla 2.x: its own records, and an export of ours that it read and wrote again
    cases = Path(__file__).resolve().parents[1] / "cases" / "exchange"
    (own,) = exchange.read_file(cases / "argilla-client.json")
    assert (own.id, own.text, own.label, own.score, own.version, own.meta) == (
        "7",
        "Café à Nîmes",
        Label.OFFER,
        0.9,
        "2026-11-23.6",
        {"lot": "1"},
    )
    assert exchange.read_file(cases / "argilla-client-of-ours.json") == [
        Labelled("1", "Un é", Label.OFFER, "léa", "2026", 0.5, "m", {"lot": "2"}),
        Labelled("2", "Deux"),
    ]


# an export of ours as it came out of the tools themselves, Label Studio 1.23.2 and doccano 1.8.4, where a user with the number 1 had
# corrected the first two tweets of one and the second of the other; a fifth was typed into Label Studio
_OURS = {
    "1": ("Je cherche un poste de tourneur-fraiseur à Thiers. RT svp 🙏", Label.SEEKER_REQUEST, "léa@example.org", 0.93, {"lot": "7"}),
    "2": ("=SOMME(A1)\nLe match de ce soir, « quelle fin » !", Label.OFFER, None, None, {}),
    "3": ("On recrute un pâtissier à Dole, CDI. cafe\u0301", None, None, 0.5, {}),
    "4": ("Merci à tous pour vos partages ❤️", Label.NOISE, "noé", None, {}),
}


@pytest.mark.parametrize(
    ("name", "kind", "corrected"),
    [
        ("label-studio.json", "label-studio", {"1": Label.STAGE_REQUEST, "2": Label.NOISE}),
        ("label-studio-min.json", "label-studio", {"1": Label.STAGE_REQUEST, "2": Label.NOISE}),
        ("label-studio.csv", "label-studio", {"1": Label.STAGE_REQUEST, "2": Label.NOISE}),
        ("label-studio.tsv", "label-studio", {"1": Label.STAGE_REQUEST, "2": Label.NOISE}),
        ("doccano.jsonl", "doccano", {"2": Label.NOISE}),
        ("doccano.json", "doccano", {"2": Label.NOISE}),
        ("doccano.csv", "csv", {"2": Label.NOISE}),
    ],
)
def test_our_export_comes_back_whole_from_the_real_tools(name, kind, corrected):
    file = Path(__file__).resolve().parents[1] / "cases" / "exchange" / name
    assert exchange.detect(file) == kind
    found = exchange.read_file(file)
    assert not any(isinstance(row, str) for row in found)
    ours = {row.id.removeprefix("159000000000000000"): row for row in found if not row.id.startswith("label-studio")}
    # JSON-MIN and the tables leave out what nobody labelled
    assert set(ours) in ({"1", "2", "3", "4"}, {"1", "2", "4"})
    for number, row in ours.items():
        text, label, annotator, score, meta = _OURS[number]
        assert (row.text, row.score, row.meta) == (text, score, meta)
        assert row.label == corrected.get(number, label)
        signed = "1" if kind == "label-studio" and number in corrected else annotator
        assert row.annotator == signed
    typed = [row for row in found if row.id.startswith("label-studio")]
    assert [row.label for row in typed] == ([Label.STAGE_REQUEST] if kind == "label-studio" else [])


def test_the_zip_of_an_archive_is_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "twitter.zip", "w") as archive:
        archive.writestr("data/tweets.js", 'window.YTD.tweets.part0 = [{"tweet": {"id_str": "7", "full_text": "Un"}}]')
        archive.writestr("data/tweets-part1.js", 'window.YTD.tweets.part1 = [{"tweet": {"id_str": "8", "full_text": "Deux"}}]')
    assert sorted(row.text for row in exchange.read_file(tmp_path / "twitter.zip")) == ["Deux", "Un"]


def run(*words):
    return CliRunner().invoke(main, ["data", *map(str, words)])


def test_a_fault_keeps_everything_out_until_it_is_skipped(tmp_path):
    file, into = tmp_path / "a.csv", tmp_path / "local"
    file.write_text("id,text,label\n1,Bonjour,offre\n2,Salut,peut-être\n3,Coucou,bruit\n", encoding="utf-8")
    refused = run("import", file, "--into", into)
    assert refused.exit_code == 1
    assert "a.csv:3" in refused.output
    assert "peut-être" in refused.output
    assert not into.exists()
    done = run("import", file, "--into", into, "--skip-bad")
    assert done.exit_code == 0
    assert [row.id for row in read_labelled(into / "imported.jsonl")] == ["1", "3"]
    again = run("import", file, "--into", into, "--skip-bad")
    assert "2 déjà là" in again.output


def test_a_text_that_is_there_with_another_label_is_refused(tmp_path):
    write_labelled(tmp_path / "local" / "a.jsonl", [Labelled("1", "Caf\u00e9", Label.OFFER)])
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "2", "text": "Cafe\u0301", "label": "noise"}), encoding="utf-8")
    found = exchange.import_file(tmp_path / "b.jsonl", tmp_path / "local")
    assert not found.new
    assert "déjà là sous 1" in found.faults[0]


def test_personal_data_and_near_duplicates_are_pointed_at(tmp_path):
    file = tmp_path / "a.jsonl"
    texts = [
        "Je cherche un poste de soudeur à Brest, appelez le 06 39 98 12 34",
        "Je cherche un poste de soudeur à Brest, appelez le 06 39 98 12 35 !",
    ]
    file.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8")
    warnings = " ".join(exchange.import_file(file, tmp_path / "local").warnings)
    assert "coordonnées" in warnings
    assert "presque le même texte" in warnings


def test_pseudonyms_are_stable_and_keep_the_collective(tmp_path):
    file = tmp_path / "a.jsonl"
    texts = ["Merci @lou_du_44 et @i4Emploi, 06 39 98 12 34", "Encore merci @Lou_du_44, marie@example.com"]
    file.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8")
    done = run("import", file, "--into", tmp_path / "local", "--pseudonymise")
    assert done.exit_code == 0, done.output
    one, other = read_labelled(tmp_path / "local" / "imported.jsonl")
    handle = one.text.split()[1]
    assert handle.startswith("@compte_")
    assert handle in other.text
    assert "@i4Emploi" in one.text
    assert "lou" not in (one.text + other.text).lower()
    assert "12 34" not in one.text
    assert "marie@" not in other.text


def test_a_text_is_forgotten_everywhere(tmp_path):
    for name in ("a", "b"):
        write_labelled(tmp_path / name / "x.jsonl", [Labelled("1", "Un"), Labelled("2", "Deux")])
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "new.html").write_text("Un", encoding="utf-8")
    done = run("forget", "1", "--from", tmp_path)
    assert not (tmp_path / "reports").exists(), "a report quotes texts"
    assert done.exit_code == 0
    assert [row.id for name in ("a", "b") for row in read_labelled(tmp_path / name / "x.jsonl")] == ["2", "2"]
    assert run("forget", "9", "--from", tmp_path).exit_code == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04 no book"),
        ("a.parquet", b"PAR1 no"),
        ("a.json", b"[{"),
        ("a.csv", b"nom;prenom\n1;2\n"),
        ("tweets.js", b"var x = 1"),
        ("a.jsonl", b"\xff{"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    done = run("import", tmp_path / name, "--into", tmp_path / "local")
    assert done.exit_code != 0
    assert str(tmp_path / name) in done.output + str(done.exception)
    assert not (tmp_path / "local").exists()


def test_a_number_that_the_spreadsheet_rounded_is_told(tmp_path):
    (tmp_path / "a.csv").write_text("id;text;label\n1,59E+18;Bonjour;offre\n", encoding="utf-8")
    (row,) = exchange.read_file(tmp_path / "a.csv")
    assert "arrondi" in row


def test_an_export_never_stands_half_written(tmp_path):
    write_labelled(tmp_path / "a.jsonl", [Labelled("1", "Un")])
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")
    with pytest.raises(InputError):
        exchange.export_file(tmp_path / "nothing.jsonl", out, "csv")
    assert out.read_text(encoding="utf-8") == "before"
    exchange.export_file(tmp_path / "a.jsonl", out, "csv")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.jsonl", "out.csv"]


def test_an_older_export_of_doccano_gives_its_labels_by_name_and_a_number_is_refused(tmp_path):
    file = tmp_path / "old.jsonl"
    rows = [
        {"id": 1, "data": "Je cherche un CDI", "annotations": [{"label": "seeker_request", "user": 3}]},
        {"id": 2, "data": "Il pleut", "annotations": ["noise"]},
        {"id": 3, "data": "Il neige", "annotations": []},
        {"id": 4, "text": "Il vente", "annotations": [{"label": 4, "user": 1}]},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert exchange.detect(file) == "doccano"
    *good, refused = exchange.read_file(file)
    assert [row.label for row in good] == [Label.SEEKER_REQUEST, Label.NOISE, None]
    assert "old.jsonl:4" in refused
    assert "numéro" in refused


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("doccano", {"id": 1, "text": "x", "annotations": 5}),
        ("label-studio", {"id": 1, "data": {"text": "x"}, "annotations": [{"result": [{"value": {"choices": 5}}]}]}),
        ("argilla", {"id": 1, "fields": "x"}),
        ("argilla", {"id": 1, "fields": {"text": "x"}, "metadata": "y"}),
        ("prodigy", {"text": "x", "meta": "y"}),
        ("prodigy", {"text": "x", "_timestamp": 1e300}),
        ("jsonl", ["x"]),
        ("doccano", "x"),
    ],
)
def test_a_row_of_no_tools_shape_is_refused_and_the_others_go_on(tmp_path, kind, row):
    file = tmp_path / "rows.json"
    file.write_text(
        json.dumps([row, {"id": "2", "text": "Il pleut", "fields": {"text": "Il pleut"}, "data": {"text": "Il pleut"}}]), encoding="utf-8"
    )
    refused, _ = exchange.read_file(file, kind)
    assert "rows.json:1" in refused


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "x-archive"])
def test_a_damaged_file_is_one_sentence(tmp_path, kind):
    if kind == "x-archive":
        file = tmp_path / "archive.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data/tweets.js", "window.YTD.tweets.part0 = [" + "0123456789" * 400 + "]")
    else:
        file = tmp_path / f"rows.{kind}"
        write_labelled(tmp_path / "good.jsonl", hostile(50))
        exchange.export_file(tmp_path / "good.jsonl", file, kind)
    content = file.read_bytes()
    told = []
    for place in range(60, len(content) - 60, max(1, len(content) // 40)):
        file.write_bytes(content[:place] + bytes(byte ^ 0xFF for byte in content[place : place + 20]) + content[place + 20 :])
        try:
            exchange.read_file(file, kind)
        except InputError as error:
            told.append(error.message)
    assert told
    assert all(str(file) in message for message in told)
