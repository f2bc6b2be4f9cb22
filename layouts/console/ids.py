"""The id of every region of the console, once. What it shares with the wall stands in layouts/ids.py."""

OUTDATED = "outdated"
SEAT = "seat"
ROLE = "role"
SOUND = "sound"
TABS = "tabs"
SEARCH = "search"
SEARCH_TEXT = "search-text"
QUEUE = "queue"
QUEUE_BAR = "queue-bar"
QUEUE_PLACE = "queue-place"
QUEUE_GRID = "queue-grid"
QUEUE_EMPTY = "queue-empty"
FILTER_BAR = "filter-bar"
FILTERS = "filters"
FILTER_OPEN = "filter-open"
PHONE_BAR = "phone-bar"
LEGEND_KEY = "legend-key"
STRIP = "strip"
LOCATING = "locating"
MUTE = "mute"
CARD = "card"
ACTIONS = "actions"
ANSWER = "answer"
FOOT = "foot"
FORM = "form"
PREVIEW = "preview"
HANDOVER = "handover"
REVIEW = "review"
PERFORMANCE = "performance"
PERFORMANCE_OPEN = "performance-open"

REGIONS = (
    OUTDATED,
    SEAT,
    ROLE,
    SOUND,
    TABS,
    SEARCH,
    QUEUE,
    QUEUE_BAR,
    QUEUE_PLACE,
    QUEUE_EMPTY,
    FILTER_BAR,
    FILTERS,
    FILTER_OPEN,
    PHONE_BAR,
    LEGEND_KEY,
    STRIP,
    LOCATING,
    MUTE,
    CARD,
    ACTIONS,
    ANSWER,
    FOOT,
    FORM,
    PREVIEW,
    HANDOVER,
    PERFORMANCE,
    PERFORMANCE_OPEN,
)
