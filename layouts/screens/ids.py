"""The ids of what a screen's page has besides a wall's regions."""

PAGE = "screen-page"
PANELS = "stage-panels"
STRIP = "strip"
NOTICE = "screen-notice"
