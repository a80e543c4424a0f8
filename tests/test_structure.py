"""The shape of the tree: the direction of the imports, what `import i4nlp` loads, the size of modules."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "i4nlp"
MODULES = sorted(PACKAGE.rglob("*.py"))
# a module imports only from its own row and those above it
ROWS = (
    ("labels",), ("errors",), ("payload", "normalize", "lexicon", "phones", "signs"), ("tweet", "links", "weight"),
    ("contact", "french", "baseline", "situation", "thanks", "calls"),
    ("contracts", "elsewhere"), ("vocabulary",), ("features",), ("network",), ("reader",), ("places",), ("facts",),
    ("coach",), ("data",), ("artifact",), ("classifier",),
    ("relay",), ("classification",), ("assistant", "training"),
    ("sklearn", "pipe", "frame"), ("terminal",), ("report",), ("lines", "others", "door"),
    ("stream", "batch", "bot", "labelling"), ("web",), ("data_commands",), ("cli",), ("__main__", "__init__"),
)  # fmt: skip
RANK = {name: rank for rank, row in enumerate(ROWS) for name in row}
NEVER = {("coach", "classifier"), ("classifier", "coach"), ("web", "training"), ("batch", "training"), ("bot", "training")}
HEAVY = ("numpy", "spacy", "sklearn", "pandas", "starlette", "fastapi", "click", "scipy", "openpyxl", "pyarrow")


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.module != "i4nlp":
            names = [node.module]
        elif isinstance(node, ast.ImportFrom) and node.module == "i4nlp":
            names = [f"i4nlp.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("i4nlp.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_the_rows_above_its_own(path):
    here = room(path)
    assert here in RANK, f"{here} has no row in the table of imports"
    for other in imported_rooms(path) - {here}:
        assert RANK[other] <= RANK[here], f"{path.name} must not import {other}"
        assert (here, other) not in NEVER


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_longer_than_350_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def fresh(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout


def test_importing_the_package_loads_nothing_heavy():
    loaded = fresh("import sys, i4nlp; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)


def test_a_label_needs_neither_spacy_nor_scikit_learn():
    loaded = fresh("import sys, i4nlp; i4nlp.classify('Je cherche un poste de soudeur'); print(*sys.modules)").split()
    assert not {"spacy", "sklearn", "pandas", "scipy"} & set(loaded)


def test_the_door_has_at_most_eight_names():
    import i4nlp

    assert len(i4nlp.__all__) <= 8
    assert all(getattr(i4nlp, name) for name in i4nlp.__all__)


def test_no_module_loads_pickle():
    for path in MODULES:
        assert not {"pickle", "dill", "cloudpickle"} & {
            alias.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import)
            for alias in node.names
        }
