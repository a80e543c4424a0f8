"""A bio that names another trade, place or contract than the tweet."""

from i4nlp import facts
from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, Profile, advice, good
from i4nlp.facts import Facts
from i4nlp.lexicon import words


def judge(draft: Draft) -> Finding:
    """Flag what the bio and the tweet both name, and name differently."""
    if draft.profile is None or not draft.profile.bio:
        return NOT_APPLICABLE
    bio, said = facts.read(draft.profile.bio), draft.facts
    other = [
        name
        for name, differs in (("métier", _trades(bio, said)), ("lieu", _places(bio, said)), ("contrat", _contracts(bio, said)))
        if differs
    ]
    if other:
        return advice(f"Votre bio et votre tweet ne disent pas le même {' ni le même '.join(other)}. Accordez-les.")
    return good()


def _trades(bio: Facts, said: Facts) -> bool:
    if bio.metier is None or said.metier is None:
        return False
    return {word.folded[:6] for word in words(bio.metier.text)}.isdisjoint(word.folded[:6] for word in words(said.metier.text))


def _places(bio: Facts, said: Facts) -> bool:
    one, other = ({word.folded for place in read.lieu for word in words(place.text)} for read in (bio, said))
    return bool(one and other) and one.isdisjoint(other)


def _contracts(bio: Facts, said: Facts) -> bool:
    return bool(bio.contracts and said.contracts) and set(bio.contracts).isdisjoint(said.contracts)


CHECK = Check(
    title="La bio et le tweet s’accordent",
    why="La personne qui veut vous aider ouvre votre profil juste après votre tweet\u202f; deux métiers différents la font hésiter.",
    source="marc-jestin.com, «\u00a0Quelques conseils…\u00a0»",
    rank=88,
    penalty=2,
    judge=judge,
    example_profile=Profile(bio="Comptable, Lille, cherche CDI #i4EmploiR"),
    flags=("Je cherche un poste de boulanger à Lille, CDI, RT svp @i4Emploi", "Comptable à Marseille, CDI, RT svp @i4Emploi"),
    passes=("Aide-comptable à Lille, CDI ou CDD, RT svp @i4Emploi", "Je cherche du travail, RT svp @i4Emploi"),
)
