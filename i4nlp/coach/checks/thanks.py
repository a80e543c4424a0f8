"""A tweet that only says thank you."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice
from i4nlp.labels import Label
from i4nlp.thanks import only_thanks


def judge(draft: Draft) -> Finding:
    """Tell a person who thanks that the request itself is another tweet."""
    if not only_thanks(draft.text):
        return NOT_APPLICABLE
    return advice("Dire merci fait vivre l’entraide, publiez-le tel quel. Votre demande, elle, mérite un tweet à part.")


CHECK = Check(
    title="Un remerciement",
    why="Répondre et remercier entretient l’élan\u202f; la demande se relaie mieux seule, épinglée à votre profil.",
    source="marc-jestin.com, «\u00a0Quelques conseils…\u00a0»",
    rank=7,
    judge=judge,
    example_label=Label.NOISE,
    flags=("Merci @i4Emploi !", "Merci beaucoup à tous 🙏", "Encore merci à toutes et à tous pour vos partages", "merciii @lou_du_44_"),
    passes=(
        "Je cherche un poste de soudeur à Brest, merci à tous",
        "RT svp, merci",
        "Merci de faire tourner, comptable à Lille",
        "Comptable à Lille, CDI",
    ),
)
