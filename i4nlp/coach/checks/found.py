"""A search that is over."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice


def judge(draft: Draft) -> Finding:
    """Congratulate a person who has found, and say what helps the next ones."""
    if not draft.facts.closed:
        return NOT_APPLICABLE
    return advice("Félicitations\u202f! Pensez à retirer #i4EmploiR de votre bio, à désépingler votre tweet et à prévenir @i4Emploi.")


CHECK = Check(
    title="Poste trouvé",
    why="Une bio à jour évite aux bénévoles de relayer une demande qui n’en est plus une.",
    source="albanjarry.com, 30 septembre 2019",
    rank=5,
    judge=judge,
    flags=(
        "J’ai trouvé un emploi de soudeur à Brest, merci à tous !",
        "CDI signé ce matin, merci pour vos partages",
        "Je ne cherche plus, je commence lundi",
        "C’est signé ! Merci @i4Emploi",
        "J’ai trouvé un CDI, merci à tous",
        "Ça y est, j’ai enfin décroché une alternance à Lille 🎉",
        "Après six mois, elle vient de signer son premier contrat",
    ),
    passes=(
        "Je n’ai pas encore trouvé, je cherche toujours un poste de soudeur",
        "Je n’ai pas trouvé de stage, une piste à Lille ?",
        "Quand j’aurai trouvé un poste, je vous inviterai : soudeur à Brest, dispo",
        "Je cherche un poste de soudeur à Brest, pourvu que ce soit de jour",
        "J’ai trouvé votre annonce et je cherche un poste à Lille",
        "Je suis à la recherche d’un CDI de comptable",
        "Soudeur à Brest, contrat fini, RT svp",
        "Disponible de suite, comptable à Lille",
        "J’ai trouvé un stage pour mai, je cherche maintenant un CDI de comptable à Lyon",
    ),
)
