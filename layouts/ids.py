"""The id of every region of the page, once. Knows nothing of what fills them."""

WALL = "wall"
FRAME = "frame"
BAND = "band"
HEAD = "head"
PRODUCT = "product"
CRUMBS = "crumbs"
WORLD = "world"
LANG = "lang"
ACCOUNT = "account"
LIGHT = "light"
LIGHT_NOTE = "light-note"
DATE = "date"
CLOCK = "clock"
PEOPLE = "people"
NOW = "now"
TODAY = "today"
CHART = "chart"
CHART_PLACE = "chart-place"
CHART_GRAPH = "chart-graph"
COVERAGE = "coverage"
MAP_BOX = "map-box"
LEGEND = "legend"
MAP_CARD = "map-card"
MAP_LIST = "map-list"
MUTE = "mute"
QUIET = "quiet"
RANKING = "ranking"
TILES = "tiles"
CAMERAS = "cameras"
CAMERA_STAGE = "camera-stage"
FEED = "feed"
HELP = "help"
DETAILS = "details"
TO_SCREEN = "to-screen"

REGIONS = (
    HEAD,
    CRUMBS,
    LIGHT,
    LIGHT_NOTE,
    DATE,
    CLOCK,
    BAND,
    PEOPLE,
    NOW,
    TODAY,
    CHART,
    COVERAGE,
    MAP_BOX,
    LEGEND,
    MAP_CARD,
    MAP_LIST,
    RANKING,
    TILES,
    CAMERAS,
    CAMERA_STAGE,
    FEED,
    HELP,
)
