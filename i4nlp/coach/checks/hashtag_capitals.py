"""A hashtag of several words in small letters."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from i4nlp.coach.check import Check, Draft, Finding, advice, good
from i4nlp.lexicon import fold, rows

_LEAST, _MOST = 6, 60  # letters
# usual words of such tags, and those that join them; what begins a tag may be one of the openers
_CONTENT = frozenset(
    """accueil achat administratif administrative aide aidez alternance anglais animateur animatrice appel apprentissage assistant
    assistante audiovisuel auxiliaire avenir banque bibliotheque boulot bureau cadre candidat candidate candidature candidatures cdd
    cdi chaine chantier cherche chercheur chercheuse chomage chomeur client clientele clients commerce commercial commerciale
    communication competence competences compta comptable conseil conseiller conseillere contrat coup cuisine cv cyber demande
    demandeur demandeuse dentaire dev digital diplome directeur direction directrice dispo disponible droit embauche embauchez
    emploi emplois employeur enfance enfant enfants entreprise entreprises equipe etudiant etudiante experience finance formateur
    formation formatrice france freelance gestion handicap hotel hotellerie immediat inclusion industrie informatique ingenieur
    insertion interim jeune jeunes job jobs juridique juriste libre logistique mairie maison manager marketing medical medicale
    merci metier metiers mission mobilite moteur nuit numerique offre offres ouvert ouverte paie partage partagez partiel personne
    petite plein pme poste postes pouce premier premiere prof professeur professionnel professionnelle profil profils projet public
    publique qualite recherche reconversion recrute recrutement recruter recruteur recruteurs recrutez relation relations
    remplacement reponse reseau restauration rh saison saisonnier sante scolaire secretaire secretariat securite senior seniors
    service services social sociale solidarite stage technicien technicienne temps travail travailler tremplin urgent vendeur
    vendeuse vente web""".split()
)
_JOINING = frozenset("a au aux avec d dans de des du en et l la le les ou ma mon par pour sans sur un une".split())
_OPENERS = frozenset("je mon ma mes nous on un une".split())
# one word in use, however it is made
_ONE_WORD = frozenset(
    """airbag autoecole autoentrepreneur babysitter babysitting cybersecurite deformation demission demissions freelance jobdating
    microentreprise servicemanager teletravail teletravailler webdesign webdesigner webinaire webmarketing webmaster weekend
    workflow""".split()
)
_PREFIXES = frozenset(
    """agro anti audio auto baby bio cardio co cyber eco electro euro ex extra hydro hyper inter macro mega micro mini mono moto multi
    neo neuro non para photo poly post pre pro psycho radio re self semi socio sous sub super sur tele thermo top trans tri ultra
    vice video web""".split()
)
_SEPARATORS = re.compile(r"[\W_]+")


def judge(draft: Draft) -> Finding:
    """Flag a hashtag without inner capitals that is surely two words or more."""
    found = [(tag, parts) for tag in draft.facts.tweet.hashtags if (parts := parts_of(tag.text))]
    if not found:
        return good()
    tag, parts = found[0]
    better = "".join(part.capitalize() for part in parts)
    return advice(
        f"Avec une majuscule à chaque mot, «\u00a0{tag.text}\u00a0» se lit mieux\u00a0: «\u00a0#{better}\u00a0».",
        *(tag.span for tag, _ in found),
    )


@lru_cache(maxsize=256)
def parts_of(tag: str) -> tuple[str, ...]:
    """Return the words of a tag as written, or nothing where it may be one word."""
    written = unicodedata.normalize("NFC", tag)[1:]
    folded = fold(written)
    if not _LEAST <= len(folded) == len(written) <= _MOST or not written.isalpha() or not written[1:].islower():
        return ()
    if folded in _ONE_WORD or folded in _single_words() or folded in _CONTENT or folded.rstrip("s") in _single_words():
        return ()
    sizes = _joined_names().get(folded) or _cut(folded)
    ends = list(accumulate(sizes, initial=0))
    parts = tuple(written[start:end] for start, end in pairwise(ends))
    # 'je' and 'le' have no accent: 'jésuite' is one word
    return () if any(part.lower() != fold(part) != "a" for part in parts if fold(part) in _OPENERS | _JOINING) else parts


def _cut(folded: str) -> tuple[int, ...]:
    """Return the lengths of the fewest known words that make up a tag: it begins and ends with one that says something.

    A 'je' or 'mon' may open it before such a word of the list above: 'ma-rennes' and 'ma-la-droit' are one word.
    """
    known = _CONTENT | _single_words()
    best: dict[int, tuple[int, ...]] = {0: ()}
    for end in range(1, len(folded) + 1):
        for start in range(max(0, end - 20), end):
            word = folded[start:end]
            if start not in best or not _may_stand(word, start, end, folded, known):
                continue
            if len(best[start]) == 1 and folded[:start] in _OPENERS and (word not in _CONTENT or len(word) < 4):
                continue
            if end not in best or len(best[start]) + 1 < len(best[end]):
                best[end] = (*best[start], end - start)
    sizes = best.get(len(folded), ())
    return sizes if len(sizes) > 1 else ()


def _may_stand(word: str, start: int, end: int, folded: str, known: frozenset[str]) -> bool:
    return word in known or (word in _OPENERS if start == 0 else word in _JOINING and end < len(folded))


@cache
def _names() -> tuple[tuple[str, ...], ...]:
    """Return the words of the trades, and of the towns and areas that are no village."""
    trades = [name for lexicon in ("trades", "trades-more") for name, _ in rows(lexicon)]
    places = [name for lexicon in ("places", "places-more") for name, kind in rows(lexicon) if kind not in ("village", "foreign")]
    return tuple(tuple(part for part in _SEPARATORS.split(fold(name)) if part) for name in (*trades, *places))


@cache
def _single_words() -> frozenset[str]:
    return frozenset(name[0] for name in _names() if len(name) == 1 and len(name[0]) >= _LEAST)


@cache
def _joined_names() -> dict[str, tuple[int, ...]]:
    """Return the names of several words as a tag joins them, and the lengths of their words."""
    several = [name for name in _names() if len(name) > 1 and name[0] not in _PREFIXES and sum(map(len, name)) >= 8]
    return {"".join(name): tuple(map(len, name)) for name in several}


CHECK = Check(
    title="Une majuscule à chaque mot du mot-dièse",
    why="Les majuscules séparent les mots pour l’œil et pour la voix d’un lecteur d’écran.",
    source="access42.net\u202f; bionfree.com",
    rank=92,
    penalty=1,
    judge=judge,
    flags=(
        "Comptable à Lille, RT svp #jechercheunemploi",
        "#aidesoignante à Brest, CDI @i4Emploi",
        "Je cherche un poste à Nantes #secretairemedicale",
        "Serveuse à Tours #emploinantes #rechercheemploi",
        "Vendeuse à Dax #recherchedemploi #tempsplein",
        "Agent d’accueil #relationclient à Lyon",
        "Maçon #Jechercheuntravail à Pau",
    ),
    passes=(
        "Comptable à Lille #comptabilite #informatique",
        "Comptable à Lille #JeChercheUnEmploi #AideSoignante",
        "Serveuse #restauration #hôtellerie #i4emploi",
        "Soudeur à Brest #chaudronnerie #Finistère #emploi29",
        "#teletravail #webdesigner #cybersécurité à Lyon",
        "Vendeuse #CDI #LILLE #EMPLOI #demission",
        "Préparateur #aide_soignant #supermarché #portefeuille",
        "Éducatrice #déformation #transformation #Valenciennes",
    ),
)
