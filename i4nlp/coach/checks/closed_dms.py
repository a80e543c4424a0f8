"""A draft that invites private messages to an account that takes none."""

import re

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, Profile, advice, good

_PRIVATE = re.compile(r"(?<!\w)(?:DM|DMs|MP)(?!\w)|(?i:messages? privée?s?|en privé)")


def judge(draft: Draft) -> Finding:
    """Flag 'DM' when the profile was told to take no messages from everybody."""
    found = _PRIVATE.search(draft.text)
    if found is None or draft.profile is None or draft.profile.dms_open is None:
        return NOT_APPLICABLE
    if draft.profile.dms_open:
        return good()
    message = "Vous proposez un message privé, mais seuls vos abonnés peuvent vous en envoyer. Ouvrez vos messages à tous."
    return advice(message, found.span())


CHECK = Check(
    title="Vos messages privés sont ouverts",
    why="Une personne qui a une piste ne vous suit pas forcément\u202f; elle abandonne si le message ne part pas.",
    source="décision du projet, à partir des conseils des bénévoles",
    rank=81,
    judge=judge,
    example_profile=Profile(dms_open=False),
    flags=("Comptable à Lille, mes DM sont ouverts", "Serveuse à Nantes, contactez-moi en privé"),
    passes=("Comptable à Lille, RT svp", "J’admire ta persévérance, comptable"),
)
