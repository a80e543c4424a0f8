"""The facts of a draft → a description of the picture of a CV, for people who do not see it."""

from i4nlp.coach.check import Draft
from i4nlp.normalize import normalize

LIMIT = 1_000  # characters that X takes


def describe(draft: Draft) -> str | None:
    """Return a description to paste, or `None` where there is no picture, it has one already, or the draft names no trade."""
    found = draft.facts
    if draft.has_visual is False or draft.alt_text or found.metier is None:
        return None
    parts = [f"CV en image. Métier\u00a0: {normalize(found.metier.text).text}."]
    if found.experience:
        parts.append(f"{found.experience.text[:1].upper()}{found.experience.text[1:]}.")
    if found.contracts:
        parts.append(f"Contrat recherché\u00a0: {' ou '.join(contract.french for contract in found.contracts)}.")
    if found.lieu:
        parts.append(f"Lieu\u00a0: {', '.join(normalize(place.text).text for place in found.lieu)}.")
    if found.availability:
        parts.append(f"{found.availability.text[:1].upper()}{found.availability.text[1:]}.")
    return " ".join(parts)[:LIMIT]
