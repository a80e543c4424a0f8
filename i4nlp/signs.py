"""What a text shows when it may hold contact details; looking for them takes patterns that cost 25 ms to compile."""

_FIGURES = "0123456789"
# without a figure there is neither phone, number nor date; what remains is an e-mail, of which these are signs, or a building
_HINTS = (
    "@", " at ", "_at_", "/at/", "-at-", " chez ", "roba", "[", "(", "{", "<", "bat", "bât", "zéro", "zero", " mille ", ".com", ".fr",
    ".org", ".net", ".be", ".eu",
)  # fmt: skip


def figures(text: str) -> int:
    """Count the figures of a normalised text."""
    return sum(map(text.count, _FIGURES))


def may_hold_details(text: str) -> bool:
    """Tell whether a normalised text is worth a search."""
    if figures(text):
        return True
    small = text.lower()
    return any(hint in small for hint in _HINTS)
