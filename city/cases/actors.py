"""How those who act from a console are named, in events and as owners. Knows no cookie and no role."""

SEAT = "seat-"  # before a seat's number
DEMO_DESK = "demo-desk"  # the made-up officer of a demo world
