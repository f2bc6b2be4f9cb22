"""How those who act from a console are named, in events and as owners. Knows no cookie and no role."""

SEAT = "seat-"  # before a seat's number
SCREEN = "screen-"  # before a screen's letters
DEMO_DESK = "demo-desk"  # the made-up officer of a demo world

# who acts in the record beside people: an account of such a name would speak for them
HOUSE = frozenset({"clerk", "replay", "host", "nobody", "none", "demo", DEMO_DESK})


def of_the_house(id: str) -> bool:
    """Whether nobody else may be called so."""
    return id in HOUSE or id.startswith((SEAT, SCREEN))
