"""A tweet that begins with the name of an account."""

from i4nlp.coach.check import Check, Draft, Finding, advice, good


def judge(draft: Draft) -> Finding:
    """Flag a mention at the very start, spaces or not; '.@x' and a word before it are no start."""
    name = draft.facts.tweet.reply_to
    if name is None:
        return good()
    start = len(draft.text) - len(draft.text.lstrip())
    return advice(
        f"Commencez par votre métier et placez @{name} à la fin\u00a0: "
        "certains lecteurs ne voient pas les tweets qui commencent par un nom de compte.",
        (start, start + 1 + len(name)),
    )


CHECK = Check(
    title="Le tweet commence par vos mots",
    why="Un tweet qui commence par un nom de compte peut n’être montré qu’aux personnes qui suivent ce compte.",
    source="github.com/twitter/the-algorithm, 2023",
    rank=82,
    penalty=4,
    judge=judge,
    flags=(
        "@i4Emploi Comptable à Lille, CDI, un partage m’aiderait beaucoup #i4Emploi",
        "  @i4emploi bonjour, je cherche un poste de serveuse à Nantes",
        "@i4Emploi @VilleDeBrest Soudeuse TIG, Brest, CDI ou CDD, RT svp",
        "\n@i4Emploi\nAide-soignant de nuit à Pau, CDI",
        "@i4Emploi, je suis cariste à Dunkerque et disponible lundi",
    ),
    passes=(
        ".@i4Emploi Comptable à Lille, CDI, RT svp",
        ". @i4Emploi Comptable à Lille, CDI, RT svp",
        "Bonjour @i4Emploi, je cherche un poste de serveuse à Nantes",
        "Comptable à Lille, CDI, RT svp @i4Emploi",
        "🙏 @i4Emploi Soudeuse TIG à Brest, CDI",
        "@ i4Emploi comptable à Lille, CDI, RT svp",
        "« @i4Emploi » m’a été conseillé\u00a0: cariste à Dunkerque, CDI",
    ),
)
