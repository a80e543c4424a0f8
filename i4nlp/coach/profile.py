"""A profile → the checks that a volunteer makes after reading the tweet. What was not told is asked, not judged."""

import re
from collections.abc import Callable
from dataclasses import fields

from i4nlp import contact, facts, situation, tweet
from i4nlp.coach.check import NOT_APPLICABLE, Check, Finding, Profile, advice, blocker, good
from i4nlp.coach.review import DO_NOT_POST, IMPROVE, NOT_A_REQUEST, READY, Review, result, score, suggestions
from i4nlp.errors import InputError
from i4nlp.normalize import normalize
from i4nlp.payload import check_text

BIO_LIMIT = 160
NAME_LIMIT = 50
_GOOD_ENOUGH = 60  # the score from which a pinned tweet is a request that a volunteer can relay
_YES_OR_NO = frozenset({"has_photo", "has_banner", "protected", "dms_open"})
_TAG = re.compile(r"#i4emploir(?!\w)", re.IGNORECASE)
_QUESTIONS = {
    "bio": "Que dit votre bio\u202f?",
    "has_photo": "Avez-vous une photo de profil\u202f?",
    "has_banner": "Avez-vous une bannière\u202f?",
    "url": "Votre profil a-t-il un lien vers votre CV ou LinkedIn\u202f?",
    "pinned_tweet": "Quel tweet est épinglé\u202f?",
    "protected": "Votre compte est-il ouvert à tous\u202f?",
    "dms_open": "Tout le monde peut-il vous écrire en message privé\u202f?",
}


def review_profile(profile: Profile, judged: Callable[[str], Review] | None = None) -> Review:
    """Review what was told of a profile; raise `InputError` for a field that is not what `Profile` says.

    `judged` reviews the pinned tweet as a draft.
    """
    check_profile(profile)
    rules = (*_RULES, _rule(6, *_PINNED, lambda told: _pinned(told, judged), 10))
    results = tuple(result(name, check, judge(profile)) for name, check, judge in sorted(rules, key=lambda rule: rule[1].rank))
    broken = suggestions(results)
    stop = any(one.verdict == "blocker" for one in results)
    asked = tuple(question for field, question in _QUESTIONS.items() if getattr(profile, field) is None)
    verdict = DO_NOT_POST if stop else IMPROVE if broken else READY
    return Review(score(results), verdict, results, broken, {"questions": asked})


def check_profile(profile: Profile) -> None:
    """Raise `InputError` unless every field that was told can be read."""
    if not isinstance(profile, Profile):
        raise InputError("not_a_profile", f"Un objet Profile est attendu\u202f; reçu\u00a0: {type(profile).__name__}.")
    for field in fields(Profile):
        value = getattr(profile, field.name)
        if field.name in _YES_OR_NO:
            if value is not None and not isinstance(value, bool):
                raise InputError("not_yes_or_no", f"«\u00a0{field.name}\u00a0» est vrai, faux ou absent\u202f; reçu\u00a0: {value!r:.40}.")
        elif value is not None and not (isinstance(value, str) and not value.strip()):
            check_text(value)


def _bio_details(profile: Profile) -> Finding:
    if profile.bio is None:
        return NOT_APPLICABLE
    found = contact.find(profile.bio)
    if not found:
        return good()
    return blocker("Votre bio montre des coordonnées à tous. Proposez plutôt un message privé.", *(one.span for one in found))


def _protected(profile: Profile) -> Finding:
    if profile.protected is None:
        return NOT_APPLICABLE
    return (
        advice("Votre compte est protégé\u00a0: personne ne peut relayer vos tweets. Ouvrez-le le temps de la recherche.")
        if profile.protected
        else good()
    )


def _bio_length(profile: Profile) -> Finding:
    if profile.bio is None:
        return NOT_APPLICABLE
    over = tweet.weighted_length(profile.bio) - BIO_LIMIT
    return advice(f"Votre bio a {over} caractères de trop\u00a0: X en garde {BIO_LIMIT}.") if over > 0 else good()


def _bio_tag(profile: Profile) -> Finding:
    if profile.bio is None or _found(profile) is not NOT_APPLICABLE:
        return NOT_APPLICABLE
    return (
        good()
        if _TAG.search(profile.bio)
        else advice("Ajoutez #i4EmploiR à votre bio le temps de la recherche\u00a0: les recruteurs le cherchent.")
    )


def _bio_metier(profile: Profile) -> Finding:
    if profile.bio is None:
        return NOT_APPLICABLE
    named = facts.metier(profile.bio, facts.read_words(profile.bio))
    return good() if named else advice("Dites votre métier dans votre bio.")


def _name(profile: Profile) -> Finding:
    if not profile.name:
        return NOT_APPLICABLE
    plain = normalize(profile.name).text
    if sum(character.isalpha() for character in plain) < 2 or sum(map(str.isalpha, plain)) > 2 * sum(map(_is_plain, profile.name)):
        return advice("Écrivez votre nom en lettres simples\u00a0: décoré, il ne se trouve ni ne se lit à voix haute.")
    over = len(profile.name) - NAME_LIMIT
    return advice(f"Votre nom a {over} caractères de trop\u00a0: X en garde {NAME_LIMIT}.") if over > 0 else good()


def _is_plain(character: str) -> bool:
    return character.isalpha() and ord(character) < 0x2000


def _found(profile: Profile) -> Finding:
    told = [text for text in (profile.bio, profile.pinned_tweet) if text]
    if not any(situation.is_closed(facts.read_words(text)) for text in told):
        return NOT_APPLICABLE
    if profile.bio is not None and _TAG.search(profile.bio):
        return advice("Félicitations\u202f! Retirez #i4EmploiR de votre bio, désépinglez votre demande et prévenez @i4Emploi.")
    return good("Votre recherche est finie, et votre bio le dit.")


def _pinned(profile: Profile, judged: Callable[[str], Review] | None) -> Finding:
    if profile.pinned_tweet is None:
        return NOT_APPLICABLE
    if not profile.pinned_tweet.strip():
        return advice("Épinglez votre demande en cours\u00a0: les passants la relaieront.")
    found = None if judged is None else judged(profile.pinned_tweet)
    if found is None or found.score >= _GOOD_ENOUGH:
        return good("Un tweet est épinglé.")
    if found.verdict == NOT_A_REQUEST:
        return advice("Le tweet épinglé n’est pas une demande d’emploi. Épinglez votre demande en cours.")
    return advice(f"Le tweet épinglé peut dire plus. Commencez par ceci\u00a0: {found.suggestions[0]}")


def _place(profile: Profile) -> Finding:
    if profile.bio is None and profile.location is None:
        return NOT_APPLICABLE
    named = (profile.location or "").strip() or (profile.bio and facts.lieu(profile.bio, facts.read_words(profile.bio)))
    return good() if named else advice("Indiquez votre ville, dans la bio ou dans le champ «\u00a0Localisation\u00a0».")


def _told(field: str, message: str) -> Callable[[Profile], Finding]:
    def judge(profile: Profile) -> Finding:
        value = getattr(profile, field)
        return NOT_APPLICABLE if value is None else good() if value else advice(message)

    return judge


def _rule(
    rank: int, name: str, title: str, why: str, source: str, judge: Callable[[Profile], Finding], points: int = 0, penalty: int = 0
) -> tuple[str, Check, Callable[[Profile], Finding]]:
    check = Check(title, why, source, rank, lambda _: NOT_APPLICABLE, (), (), points, penalty)
    return name, check, judge


_JESTIN = "marc-jestin.com, «\u00a0Quelques conseils…\u00a0»"
_JARRY = "albanjarry.com, 30 septembre 2019"
_PINNED = ("pinned_tweet", "Un tweet épinglé", "Les passants relaient le tweet épinglé.", _JESTIN)
_RULES = (
    _rule(0, "found", "Poste trouvé", "Une bio à jour évite aux bénévoles de relayer pour rien.", _JESTIN, _found),
    _rule(11, "name", "Un nom lisible", "On cherche et on appelle les gens par leur nom.", _JESTIN, _name, penalty=5),
    _rule(
        1,
        "bio_contact_details",
        "Vos coordonnées restent à l’abri",
        "Une bio est lue par tout le monde.",
        "CNIL, entretien de 2023",
        _bio_details,
        penalty=30,
    ),
    _rule(2, "protected", "Un compte ouvert", "Un tweet protégé ne se relaie pas.", "aide de X", _protected, 15),
    _rule(3, "bio_tag", "#i4EmploiR dans la bio", "Les recruteurs cherchent ce mot-dièse.", _JARRY, _bio_tag, 20),
    _rule(4, "bio_metier", "Le métier dans la bio", "C’est ce que l’on regarde après le tweet.", _JESTIN, _bio_metier, 20),
    _rule(5, "place", "Le lieu", "On vous transmet près de chez vous.", _JESTIN, _place, 15),
    _rule(
        7,
        "photo",
        "Une photo",
        "Un visage donne confiance.",
        _JESTIN,
        _told("has_photo", "Ajoutez une photo où l’on voit votre visage."),
        10,
    ),
    _rule(
        8,
        "banner",
        "Une bannière",
        "Elle peut dire votre métier en image.",
        _JESTIN,
        _told("has_banner", "Ajoutez une bannière en rapport avec votre métier."),
        5,
    ),
    _rule(
        9,
        "url",
        "Un lien",
        "Votre CV ou votre page LinkedIn en dit plus.",
        _JESTIN,
        _told("url", "Ajoutez un lien vers votre CV ou votre page LinkedIn."),
        5,
    ),
    _rule(10, "bio_length", "160 caractères", "X coupe une bio plus longue.", "riasmart.com, 2018", _bio_length, penalty=5),
)
