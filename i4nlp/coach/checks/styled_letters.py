"""Letters that are mathematical, enclosed or full-width signs: '𝗖𝗗𝗜', '𝓅ℴ𝓈𝓉ℯ', 'Ⓒ', 'ＣＤＩ'."""

import re

from i4nlp.coach.check import Check, Draft, Finding, advice, good

# without the digits; the signs that are emojis (Ⓜ 🅰 🅱 🅾 🅿) and those of mathematics (ℝ ℂ ℓ…) only beside another one
_SURE = (
    "[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb\u249c-\u24c1\u24c3-\u24e9\U0001f110-\U0001f129\U0001f130-\U0001f149\U0001f150-\U0001f169"
    "\U0001f172-\U0001f17d\U0001f180-\U0001f189]"
)
_MAYBE = "[\u2102\u210a-\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134\u24c2\U0001f170\U0001f171\U0001f17e\U0001f17f]"
_LETTER = rf"(?:{_SURE}|{_MAYBE}(?!\ufe0f))"
RUN = re.compile(rf"{_LETTER}(?:[\u0300-\u036f]*+[ \u00a0]?{_LETTER})*+[\u0300-\u036f]*+")
_ONE = re.compile(_LETTER)
_SURE_ONE = re.compile(_SURE)


def judge(draft: Draft) -> Finding:
    """Flag two styled letters or more."""
    runs = [run for run in RUN.finditer(draft.text) if _SURE_ONE.search(run[0])]
    if sum(len(_ONE.findall(run[0])) for run in runs) < 2:
        return good()
    return advice(
        "Ces lettres décorées sont illisibles pour les lecteurs d’écran. Remettez-les en lettres simples.", *(run.span() for run in runs)
    )


CHECK = Check(
    title="Des lettres simples",
    why="Une personne aveugle entend chaque lettre décorée comme un symbole, et la recherche ne trouve pas ces mots.",
    source="business.scope.org.uk\u202f; highedwebtech.com, 2019",
    rank=83,
    penalty=5,
    judge=judge,
    flags=(
        "Comptable à Lille, 𝗖𝗗𝗜, RT svp @i4Emploi",
        "Je cherche un 𝓅ℴ𝓈𝓉ℯ de serveuse à Nantes",
        "Ⓒ Ⓓ Ⓘ de soudeur à Brest @i4Emploi",
        "🅒omptable à 🅛ille, CDI",
        "𝑰𝒏𝒇𝒊𝒓𝒎𝒊𝒆\u0300𝒓𝒆 à Quimper, CDI",
        "🄲🄳🄸 à Lyon, RT svp",
        "Ａｉｄｅ-ｓｏｉｇｎａｎｔｅ, je voudrais un ＣＤＩ à Mâcon",
    ),
    passes=(
        "Comptable à Lille, CDI ℹ️ DM ouverts, contrat № 2™",
        "Soudeur 🅿️ voiture, permis B, 🇫🇷 🆘 RT svp",
        "1️⃣ CDI ② CDD ③ intérim, comptable à Lille",
        "Prof de maths à Lyon, de ℕ à ℝ et de ℝ à ℂ",
        "Serveur à Paris Ⓜ️ ligne 4 ou Ⓜ️ ligne 13",
        "Groupe 🅰️🅱️, infirmière à Dax, CDI",
        "Comptable à Lille Ⓒ 2026, CDI",
        "Soudeuse à Besançon, 20 m², n° 1 de l’œuvre, ½ temps",
    ),
)
