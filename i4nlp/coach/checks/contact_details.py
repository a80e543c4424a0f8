"""Contact details that would go round the country."""

from i4nlp.coach.check import Check, Draft, Finding, blocker, good

NAMES = {
    "phone": "numéro de téléphone",
    "email": "adresse e-mail",
    "address": "adresse",
    "birth_date": "date de naissance",
    "social_security": "numéro de sécurité sociale",
}


def judge(draft: Draft) -> Finding:
    """Flag every phone number, e-mail, street address, birth date and social-security number."""
    details = draft.facts.contact_details
    if not details:
        return good()
    name = NAMES[details[0].kind]
    return blocker(
        f"Votre {name} serait visible de tous. Proposez plutôt de vous écrire en message privé.", *(detail.span for detail in details)
    )


CHECK = Check(
    title="Vos coordonnées restent à l’abri",
    why="Un tweet relayé est lu par des milliers d’inconnus, et les arnaques visent les personnes qui cherchent un emploi.",
    source="pandasecurity.com/fr\u202f; CNIL, entretien de 2023 (welcometothejungle.com)",
    rank=10,
    penalty=20,
    judge=judge,
    flags=(
        "Plombier à Niort cherche CDI, appelez le 06 39 98 12 34",
        "Comptable, Lille, écrivez à marie@example.org svp",
    ),
    passes=(
        "Plombier à Niort, dispo dans le 79 et le 86, 35 h, 1 800 € net, DM ouverts",
        "Je cherche un poste de comptable à Lille, CDI, 59000, depuis 2019 @i4Emploi",
    ),
)
