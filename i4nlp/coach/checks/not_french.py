"""A tweet in another language."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice
from i4nlp.facts import read_words
from i4nlp.lexicon import rows

_LEAST_WORDS = 4


def judge(draft: Draft) -> Finding:
    """Flag a text whose little words are another language's, or whose letters are mostly of another script."""
    text = draft.text
    letters = [letter for letter in text if letter.isalpha()]
    # Latin letters, plain or styled, stand below U+0250 or beyond the scripts of the first plane
    foreign = sum(0x250 <= ord(letter) < 0x1D400 for letter in letters)
    if len(letters) >= 8 and foreign > len(letters) / 2:
        return advice(_MESSAGE)
    words = [word.folded for word in read_words(text)]
    languages = [language for word in words if (language := _LITTLE_WORDS.get(word))]
    french = languages.count("fr")
    if len(words) >= _LEAST_WORDS and len(languages) - french >= max(2, 2 * french + 1):
        return advice(_MESSAGE)
    return NOT_APPLICABLE


_MESSAGE = "Les bénévoles lisent le français\u00a0: ajoutez une version en français, même courte."
_LITTLE_WORDS = dict(rows("little-words"))

CHECK = Check(
    title="En français",
    why="Le collectif est français\u202f: ses bénévoles relaient ce qu’ils peuvent lire et trier.",
    source="albanjarry.com, 30 septembre 2019\u202f; décision du projet",
    rank=6,
    judge=judge,
    flags=(
        "Hello, I am looking for a job as a nurse in Paris, please share",
        "Looking for a new position, any help would be great, thanks to all",
        "Busco trabajo de camarera en Burdeos, gracias por compartir",
        "Ich suche eine Stelle als Koch in Straßburg, bitte teilen",
        "Cerco lavoro come cuoco a Nizza, grazie a tutti per l’aiuto",
        "Procuro emprego de pedreiro em Lyon, obrigado a todos",
        "أبحث عن عمل في باريس كسائق",
    ),
    passes=(
        "Je cherche un poste de data analyst à Paris, open to work",
        "Full stack developer, Nantes, CDI, RT svp",
        "Please RT, je cherche un poste de soudeur à Brest",
        "#cherche #emploi #vendeur #cdi please hire me",
        "Comptable à Lille, CDI",
        "𝗦𝗼𝘂𝗱𝗲𝘂𝗿 à Brest",
        "Serveuse, Nantes",
        "Account manager, Paris, CDI, thanks for sharing, je suis dispo et motivée",
    ),
)
