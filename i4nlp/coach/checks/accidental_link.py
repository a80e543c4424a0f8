"""A dot without a space behind it that makes a link of two words."""

from i4nlp.coach.check import Check, Draft, Finding, advice, good

# names that hold a dot, and how they are no link
_NAMES = {"asp.net": "ASP .NET", "vb.net": "VB .NET", "ado.net": "ADO .NET", "m.sc": "MSc", "b.sc": "BSc"}
_DOMAINS = frozenset("com fr org net eu be ch io dev app".split())  # meant in capitals too: 'MonSite.Com'
_WORDS = frozenset("je il et ne va sa se si ma la au".split())  # that are countries' domains
_LIKELY_SITES = frozenset("ma la se au sa".split())  # where a firm may well have one: believed in small letters


def is_accidental(url: str) -> bool:
    """Tell whether what the platform links is two words of a sentence, or a name that holds a dot."""
    written = url.lower()
    if "/" in url or "?" in url or ":" in url or written.startswith("www."):
        return False
    if written in _NAMES:
        return True
    before, _, after = url.rpartition(".")
    known = after.lower()
    if not before.rpartition(".")[2].isalpha() or not after.isalpha() or known in _DOMAINS:
        return False
    if known in _WORDS and (known not in _LIKELY_SITES or after[0].isupper()):
        return True
    return after[0].isupper() and not before.isupper()


def judge(draft: Draft) -> Finding:
    """Flag a link that nobody meant."""
    found = [url for url in draft.facts.tweet.urls if is_accidental(url.text)]
    if not found:
        return good()
    spans = [url.span for url in found]
    first = found[0].text
    name = _NAMES.get(first.lower())
    if name is not None:
        return advice(f"X fait un lien de «\u00a0{first}\u00a0»\u00a0: écrivez «\u00a0{name}\u00a0».", *spans)
    return advice(f"Ajoutez une espace après le point\u00a0: X fait un lien de «\u00a0{first}\u00a0».", *spans)


CHECK = Check(
    title="Pas de lien par surprise",
    why="Ce lien mène à une page inconnue, et il compte pour 23 caractères.",
    source="github.com/twitter/twitter-text, version 3",
    rank=96,
    penalty=3,
    judge=judge,
    flags=(
        "Caisse, rayon, inventaire, etc.De plus je suis disponible à Lille",
        "Je cherche un emploi.Je suis serveuse à Nantes",
        "Développeur ASP.NET à Lyon, CDI, RT svp",
        "Je suis à Pau.Il me faut un CDI de cariste",
        "bonsoir à tous.je cherche un poste de vendeuse à Tours",
        "RT SVP, MAÇON À DAX.IL ME FAUT UN CDI",
    ),
    passes=(
        "Graphiste à Lille, portfolio sur monportfolio.fr",
        "Graphiste à Lille, www.Mon-Site.De",
        "Comptable à Lille, https://Example.Je et linkedin.com/in/x",
        "Développeuse Node.js et Vue.js à Lyon, M. Martin me connaît",
        "Mon CV est sur MonSite.Com ou MONSITE.PRO",
        "Je cherche un emploi. Je suis serveuse à Nantes...Merci",
        "Vu sur emploi.ma et jobb.se, comptable à Lille",
        "Chargé.e de projet à Tours, écrivez à Marie.Je@example.org",
    ),
)
