"""Many emojis, or one inside a word."""

import re

from i4nlp.coach.check import Check, Draft, Finding, Span, advice, good

_MOST = 6
_PERHAPS = re.compile("[\u203c\u2049\u20e3\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u2bff\u3030-\u3299\U0001f000-\U0001faff]")
_NO_EMOJIS = frozenset("©®™")
_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_]+\Z")
_AFTER = re.compile(r"[^\W\d_]++")
_WHOLE_WORD = 4  # letters: with as many on both sides, the emoji stands between two words


def judge(draft: Draft) -> Finding:
    """Flag more than six emojis, a sequence being one, or an emoji between the letters of a word."""
    text = draft.text
    if _PERHAPS.search(text) is None:
        return good()
    import emoji  # 60 ms, and most drafts have none

    found = [(one["match_start"], one["match_end"]) for one in emoji.emoji_list(text) if one["emoji"] not in _NO_EMOJIS]
    inside = [span for span in found if _is_inside(text, span)]
    if inside:
        return advice("Un lecteur d’écran coupe le mot là où est l’emoji\u00a0: placez-le après le mot.", *inside)
    if len(found) > _MOST:
        return advice(f"Gardez quelques emojis, {_MOST} au plus\u00a0: un lecteur d’écran les lit tous à voix haute.", *found[_MOST:])
    return good()


def _is_inside(text: str, span: Span) -> bool:
    before = _BEFORE.search(text[max(0, span[0] - _WHOLE_WORD) : span[0]])
    after = _AFTER.match(text, span[1], span[1] + _WHOLE_WORD)
    if before is None or after is None or not (before[0][-1].islower() and after[0][0].islower()):
        return False
    return len(before[0]) < _WHOLE_WORD or len(after[0]) < _WHOLE_WORD


CHECK = Check(
    title="Quelques emojis, hors des mots",
    why="Un lecteur d’écran dit le nom de chaque emoji, à chaque fois.",
    source="access42.net\u202f; décision du projet",
    rank=94,
    penalty=2,
    judge=judge,
    flags=(
        "Serveuse à Nantes 🔥🔥🔥🔥🔥🔥🔥 RT svp",
        "🙏 Comptable 📊 à Lille 📍 en CDI 📄 RT 🔁 svp 😊 merci ❤️ à tous 🎉",
        "Je suis dis🔥po lundi, soudeur à Brest",
        "Je cherche une emb🚀auche à Lyon, serveur",
        "👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻 développeuse à Lyon",
    ),
    passes=(
        "Serveuse 🍽️ à Nantes 📍 RT svp 🙏",
        "👩🏽‍💻 développeuse 👨‍👩‍👧‍👦 maman 🇫🇷 Lyon 1️⃣ CDI 2️⃣ CDD 🏳️‍🌈",
        "Comptable à Lille📍CDI✅dispo lundi",
        "Soudeur à Brest dispo🔥merci pour vos partages",
        "→ Comptable © 2026 ® ™ • Lille ✓ CDI – 35 h €€€ ½",
        "Serveur, Nantes❤️ DM ouverts :) ^^",
        "📍toulouse\n🧪contrôle qualité\n📅mars, RT svp",
        "J’ai 12 ans d’expérience #serveuse 🙏",
    ),
)
