"""The bill of materials names what is locked, no more and no less."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_bill_of_materials_has_the_locked_versions_with_their_hashes():
    locked = set(re.findall(r"^([\w.-]+)==([\w.+!-]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    bill = json.loads((ROOT / "requirements.cdx.json").read_text(encoding="utf-8"))
    assert {(one["name"], one["version"]) for one in bill["components"]} == locked
    assert all(one["externalReferences"][0]["hashes"] for one in bill["components"])
