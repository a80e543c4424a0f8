"""The checks of a data set: each fault is found with file, line and fix, and a sound set has none."""

import json

import pytest

from i4nlp.data import validate
from i4nlp.data.record import SPLITS, parse_record, write_records
from i4nlp.errors import InputError

TEXTS = {
    "train": ["Soudeur à Brest, un contrat me plairait", "Quel match hier soir, et sous la pluie encore"],
    "dev": ["Qui connaît une crèche où l’on embauche bientôt ?"],
    "calibration": ["Ma voisine vend des tartes le dimanche au marché"],
    "test": ["Notre garage a besoin d’un mécano dès lundi matin"],
}


def row(split, number, text, **changes):
    found = {
        "id": f"{split}-{number}", "text": text, "label": "noise", "writer": split, "contracts": [], "metier": None, "lieu": [],
        "call_to_action": False, "register": "courant", "hard": False, "group": None, "rule": None, "part": None,
    }  # fmt: skip
    return parse_record(found | changes, "f:1")


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, {split: [row(split, n, text) for n, text in enumerate(texts)] for split, texts in TEXTS.items()})
    return tmp_path


def write(folder, splits):
    for name in SPLITS:
        if name in splits:
            write_records(folder / f"{name}.jsonl", splits[name])
    files = {f"{name}.jsonl": {"sha256": validate.digest(folder / f"{name}.jsonl")} for name in SPLITS}
    (folder / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")


def test_a_sound_data_set_has_no_fault(folder):
    assert validate.check(folder) == []


FAULTS = {
    "an id twice": ({"id": "train-0"}, "l’identifiant train-0 est déjà à {train}:1. Donnez-lui un autre identifiant."),
    "a writer of another file": (
        {"writer": "train"}, "l’auteur train est déjà dans train. Un auteur et un groupe restent dans un seul fichier.",
    ),
    "a group of another file": ({"group": "g"}, "le groupe g est déjà dans train. Un auteur et un groupe restent dans un seul fichier."),
    "a phone of somebody": (
        {"text": "Mon numéro est le 06 12 34 56 78, appelez"},
        "le téléphone 06 12 34 56 78 n’est pas réservé à la fiction. Prenez par exemple 06 39 98 00 00.",
    ),
    "an e-mail of somebody": (
        {"text": "Mon adresse est marie@orange.fr, écrivez"},
        "l’adresse marie@orange.fr pourrait être vraie. Prenez le domaine example.org.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_with_its_line_and_its_fix(folder, changes, told):
    train = [row("train", 0, TEXTS["train"][0], group="g"), row("train", 1, TEXTS["train"][1])]
    dev = [row("dev", 0, TEXTS["dev"][0]), row("dev", 1, **({"text": "Encore un texte qui ne ressemble à aucun autre"} | changes))]
    write(folder, {"train": train, "dev": dev})
    assert [str(fault) for fault in validate.check(folder)] == [
        f"{folder / 'dev.jsonl'}:2\u00a0: {told.format(train=folder / 'train.jsonl')}"
    ]


def test_nearly_the_same_text_in_another_file_is_a_fault_of_the_first(folder):
    write(folder, {"dev": [row("dev", 0, TEXTS["dev"][0]), row("dev", 1, TEXTS["train"][0] + " !")]})
    assert [str(fault) for fault in validate.check(folder)] == [
        f"{folder / 'train.jsonl'}:1\u00a0: presque le même texte qu’à {folder / 'dev.jsonl'}:2. Récrivez ou retirez l’un des deux."
    ]


@pytest.mark.parametrize(
    "text", ["Mon numéro est le 06 39 98 56 78, appelez", "Mon adresse est marie@example.org, écrivez", "le 05 36 49 00 12"]
)
def test_numbers_and_addresses_kept_for_fiction_pass(folder, text):
    write(folder, {"dev": [row("dev", 0, text)]})
    assert validate.check(folder) == []


def test_a_changed_file_is_found_by_its_checksum(folder):
    write_records(folder / "dev.jsonl", [row("dev", 0, "Un tout autre texte que celui d’avant")])
    (fault,) = validate.check(folder)
    assert str(fault) == (
        f"{folder / 'dev.jsonl'}\u00a0: son empreinte n’est pas celle du manifeste. "
        "Relisez les changements, puis «\u00a0i4nlp data describe --write\u00a0»."
    )


def test_a_file_that_the_manifest_does_not_know_is_a_fault(folder):
    files = {f"{name}.jsonl": {"sha256": validate.digest(folder / f"{name}.jsonl")} for name in SPLITS if name != "test"}
    (folder / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    (fault,) = validate.check(folder)
    assert fault.where == str(folder / "test.jsonl")


def test_a_text_of_another_file_is_found(folder, tmp_path):
    other = tmp_path / "other.txt"
    lines = ['{"text": "le beau chêne du préau"}', "", '{"text": "quel match hier soir et sous la pluie encore"}']
    other.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (fault,) = validate.check(folder, [other])
    assert str(fault) == (
        f"{folder / 'train.jsonl'}:2\u00a0: presque le même texte qu’à {other}:3. Retirez-le\u00a0: il n’a pas été écrit pour ce jeu."
    )


def test_a_file_to_compare_with_that_is_none_is_named(folder, tmp_path):
    with pytest.raises(InputError, match="nulle-part") as found:
        validate.check(folder, [tmp_path / "nulle-part"])
    assert found.value.code == "unreadable_file"


def test_a_missing_manifest_says_how_to_write_it(folder):
    (folder / "manifest.json").unlink()
    with pytest.raises(InputError, match="describe --write") as found:
        validate.check(folder)
    assert found.value.code == "no_manifest"


@pytest.mark.parametrize("files", [[], None, {"train.jsonl": 5}, {"train.jsonl": {}}])
def test_an_odd_manifest_is_one_clear_sentence(folder, files):
    (folder / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    with pytest.raises(InputError, match="manifeste"):
        validate.check(folder)


def test_a_name_of_the_manifest_stays_in_the_folder(folder):
    write(folder, {})
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"] | {"../x": {"sha256": "0"}}
    (folder / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    (fault,) = validate.check(folder)
    assert "../x" in fault.where


def test_a_fault_names_the_line_of_the_file_blank_lines_counted(folder):
    file = folder / "dev.jsonl"
    file.write_text("\n\n" + file.read_text(encoding="utf-8") * 2, encoding="utf-8")
    write(folder, {})
    assert any("dev.jsonl:4" in fault.where for fault in validate.check(folder))
