"""What a text says of the person's situation."""

import time

import pytest

from i4nlp import facts, situation


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Comptable, dispo dès le 2 mai, Lille", "dispo dès le 2 mai"),
        ("Disponible immédiatement", "Disponible immédiatement"),
        ("serveuse, dispo tt de suite", "dispo tt de suite"),
        ("libre à partir de septembre", "libre à partir de septembre"),
        ("Je peux commencer lundi", "peux commencer lundi"),
        ("soudeur à Brest", None),
        ("j’admire l’indisponibilité", None),
    ],
)
def test_availability(text, words):
    span = situation.availability(text)
    assert (None if span is None else text[slice(*span)]) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("15 ans d’expérience en paie", "15 ans d’expérience"),
        ("BTS MUC, Lyon", "BTS MUC"),
        ("CAP et motivation", "CAP"),
        ("CACES 1, 3 et 5", "CACES 1, 3 et 5"),
        ("permis B, véhiculée", "permis B"),
        ("j’ai 22 ans", None),
        ("motivée et dynamique", None),
    ],
)
def test_experience(text, words):
    span = situation.experience(text)
    assert (None if span is None else text[slice(*span)]) == words


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("J’ai trouvé un emploi, merci à tous !", True),
        ("Poste pourvu, merci", True),
        ("Je ne cherche plus, CDI signé hier", True),
        ("Je n’ai pas encore trouvé, je cherche toujours un poste", False),
        ("Je cherche un poste de soudeur", False),
        ("j’ai signé la pétition, et je cherche un poste à Brest", False),
    ],
)
def test_closed(text, closed):
    assert situation.is_closed(facts.read_words(text)) is closed


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Ma sœur cherche un poste d’ATSEM", True),
        ("Pour mon fils, 16 ans, un patron boulanger ?", True),
        ("RT @lea_ : je cherche un poste", True),
        ("Je cherche un poste comme ma mère avant moi", False),
        ("Mon patron ferme, je cherche un poste", False),
        ("Mon frère est plaquiste, il a vingt ans de métier. Qui aurait une place ?", True),
        ("Ma fille fait son stage de troisième en juin, un garage ?", True),
        ("Je cherche pr mon mari, plombier", True),
        ("Mon épouse, kinésithérapeute, cherche un cabinet", True),
        ("Je ne cherche rien pour moi : un ancien élève attend une place", True),
        ("Mon voisin le pilote me souhaite bonne chance. Je cherche un poste d’agent d’escale", False),
        ("Ma mère dit qu’elle y croit, moi je cherche toujours", False),
        ("Mon patron ferme, il est triste", False),
    ],
)
def test_for_someone_else(text, other):
    assert situation.is_for_someone_else(text) is other


@pytest.mark.parametrize("nasty", ["mon amie ", "a.a.", "ma x y ", "06 ", "dispo ", "le 2 mai ", "15 ans "])
def test_no_text_takes_long(nasty):
    text = nasty * (10_000 // len(nasty))
    start = time.perf_counter()
    situation.availability(text)
    situation.experience(text)
    situation.is_for_someone_else(text)
    assert time.perf_counter() - start < 1
