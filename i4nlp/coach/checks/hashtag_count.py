"""A draft with four hashtags and more."""

import re

from i4nlp.coach.check import Check, Draft, Finding, Span, advice, good

_MOST = 3
# those that link nothing as written, and would once mended: glued ones, numbers, a space behind the sign
_MEANT = re.compile(r"[#＃](?<!&.)(?<!(?<![^\W_])[^\W_].)(?:[\w\u0300-\u036f·]++|[ \u00a0](?=[^\W\d_]))")


def judge(draft: Draft) -> Finding:
    """Flag four and more; what is only written in another form than it should counts as a hashtag."""
    if len(meant(draft)) > _MOST:
        return advice(
            "Deux ou trois mots-dièse suffisent\u00a0: gardez #i4Emploi et votre métier.", *(tag.span for tag in draft.facts.tweet.hashtags)
        )
    return good()


def meant(draft: Draft) -> set[int]:
    """Return where hashtags begin, those too that link nothing as written."""
    parsed = draft.facts.tweet
    unlinked = _unlinked(draft.text, [url.span for url in parsed.urls])
    return {start for start, _ in (*(tag.span for tag in parsed.hashtags), *unlinked)}


def _unlinked(text: str, links: list[Span]) -> list[Span]:
    found = [sign.span() for sign in _MEANT.finditer(text)]
    return [span for span in found if not any(start <= span[0] <= end for start, end in links)]


CHECK = Check(
    title="Trois mots-dièse au plus",
    why="À partir de quatre mots-dièse, vos mots se voient moins.",
    source="albanjarry.com, 30 septembre 2019\u202f; décision du projet",
    rank=90,
    penalty=4,
    judge=judge,
    flags=(
        "#CDI #Lyon #Comptable #i4Emploi #emploi je cherche un poste, RT svp @i4Emploi",
        "Soudeur à Brest #soudure #Brest #Finistère #i4Emploi @i4Emploi",
        "Cariste à Pau, CDI #cariste#Pau#CDI#emploi",
    ),
    passes=(
        "Comptable à Lille, CDI, un partage m’aiderait beaucoup @i4Emploi",
        "Dév C# et F# à Nantes, CDI, RT svp @i4Emploi",
        "Comptable à Lille, CDI @i4Emploi #i4Emploi",
        "Comptable à Lille, CDI @i4Emploi #i4Emploi #Comptable #Lille",
        "Comptable à Lille #CDI#Lille, RT svp @i4Emploi",
        "Comptable à Lille # comptable, RT svp @i4Emploi",
        "Dév C# à Nantes, CDI #DevBack #i4Emploi #Nantes",
        "Soudeur #Brest #i4Emploi #soudure, mon CV\u00a0: https://example.com/page#cv",
        "Cariste à Pau, CDI, d’#emploi en #emploi depuis dix ans, RT svp",
    ),
)
