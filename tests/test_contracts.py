"""The contracts that a text asks for: half of the cases are of those that it only speaks of."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from i4nlp import contracts
from i4nlp.lexicon import words
from i4nlp.normalize import normalize


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Je cherche un CDI depuis six mois", "cdi"),
        ("En recherche de CDD depuis mars", "cdd"),
        ("Dispo pour un CDI, libre depuis lundi", "cdi"),
        ("Toujours pas de stage pour juin", "stage"),
        ("Je n’ai pas trouvé d’alternance", "alternance"),
        ("Pas d’employeur pour mon BTS en alternance", "alternance"),
        ("Pas de CDD, un CDI", "cdi"),
        ("Je ne veux pas de stage mais une alternance", "alternance"),
        ("Pas difficile : CDI, CDD, intérim", "cdi cdd interim"),
        ("Je ne plaisante pas. CDI ou intérim", "cdi interim"),
        ("Graphiste freelance depuis cinq ans, j’ai de la place en mars", "freelance"),
        ("Il fait un VIE ou rien", "vie"),
        ("Un taf d’été à Royan", "saisonnier"),
        ("JobÉtudiant à Caen", "etudiant"),
        ("contrat d’apprenti(e) à Lens", "alternance"),
        ("On m’a proposé un CDD à Fos, j’ai dit non : je veux un CDI", "cdi"),
        ("Intérim à Cholet depuis 2019, je veux du stable", ""),
        ("Il a fait trois stages", ""),
        ("J’ai fini mon apprentissage en août", ""),
        ("11 toits refaits depuis mon apprentissage", ""),
        ("Deux CDD derrière moi", ""),
        ("Pas d’agence d’intérim, merci", ""),
        ("Pas intéressée par le freelance", ""),
        ("J’en ai marre des plateformes et du statut auto-entrepreneur", ""),
        ("Fini l’intérim, je respire", ""),
        ("L’apprentissage de la patience", ""),
        ("Je suis en CDD", ""),
        ("CDD finissant le 31", ""),
        ("C’est la vie", ""),
        ("envie de changer d’air, emploi ou mission", ""),
    ],
)
def test_the_contracts_that_a_text_asks_for(text, named):
    assert " ".join(contracts.named(text)) == named


PIECES = [
    *" .,(-·'_e", "CDI", "un ", "pas ", "job ", "d'été", "Étudiant", "étudiant(e)", "en ", "free", "V.I.E", "contrat ", "stage",
    "d'apprentissage", "mon ", "depuis ", "œ", "𝗖𝗗𝗗", "apprenti·e", "micro", "entrepreneur",
]  # fmt: skip


@example("eapprenti·eCDI")
@example("œuvre a\u0300 CDI")
@example("apprenti(e)sCDI")
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_quick_way_finds_what_reading_every_word_finds(text):
    plain = normalize(text).text
    assert contracts.named(text) == contracts.named(plain, words(plain))
