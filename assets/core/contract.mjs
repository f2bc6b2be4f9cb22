// What Python and JavaScript agree on. Written by `python -m dashboard.contract`: change it there.

/** @typedef {'join'|'resync'|'clock'|'acknowledge'|'cameras'|'command'|'desk'|'desk_left'|'touch'|'person'|'screen'|'beat'|'room'|'wall'|'seen'} Asked what a page asks the server or tells it */
/** @typedef {'hello'|'world'|'troubles'|'frame'|'queue'|'seats'|'shows'|'screens'|'notices'|'warnings'} Told what the server tells a page */
/** @typedef {'move'|'enter'|'up'|'refit'|'acknowledge'|'cameras'|'pin'|'order'|'turn'|'screen'|'full'|'lang'|'escape'|'help'} WallAction what a key of the wall does */
/** @typedef {'call'|'phone'|'next'|'previous'|'tab'|'go_on'|'more'|'filter'|'bulk'|'performance'|'screen'|'quiet'|'search'|'refit'|'back'|'help'} PageAction what a key of the console does, beside case commands */
/** @typedef {{states: string[], roles: string[], owner: string, when: string[]}} Rule */
/** @typedef {{name: string, command: string, key: string, when: string[]}} Act */

export const LANGUAGES = ["zh", "en"]

/** @type {string[]} */
export const STATES = ["new", "dispatched", "handling", "fed_back", "verified", "closed", "advised", "void", "merged"]

/** @type {string[]} */
export const ENDED = ["closed", "advised", "void", "merged"]

/** @type {string[]} */
export const ATTENTION = ["sos", "ordered", "overdue", "urgent", "unclaimed", "in_hand", "ended"]

/** @type {string[]} */
export const NOT_BEGUN = ["new", "dispatched"]

/** @type {string[]} */
export const STEPS = ["reported", "filed", "dispatched", "handling", "fed_back", "verified", "closed"]

/** @type {Record<string, number>} */
export const STEP_OF = {"new": 1, "dispatched": 2, "handling": 3, "fed_back": 4, "verified": 5, "closed": 6}

/** @type {string[]} */
export const ROLES = ["officer", "head", "leader", "operator", "field", "department", "clerk", "partner", "replay"]

/** @type {string[]} */
export const SEATED = ["officer", "head", "leader"]

/** @type {Record<string, Rule>} */
export const COMMANDS = {
  "acknowledge": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader", "operator"], "owner": "", "when": ["urgent", "unacknowledged"]},
  "approve": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["head", "leader"], "owner": "", "when": ["asked", "second_person", "grantable"]},
  "deny": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader"], "owner": "", "when": ["asked", "own_or_leading"]},
  "reply": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "own", "when": ["ordered"]},
  "claim": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "free", "when": ["not_mine"]},
  "take_over": {"states": ["new", "dispatched", "handling"], "roles": ["officer", "head"], "owner": "", "when": ["owned", "not_mine", "calling"]},
  "dispatch": {"states": ["new", "dispatched", "handling"], "roles": ["officer", "head"], "owner": "free", "when": []},
  "verify": {"states": ["fed_back"], "roles": ["officer", "head"], "owner": "free", "when": []},
  "inspect": {"states": ["fed_back"], "roles": ["officer", "head"], "owner": "free", "when": []},
  "close": {"states": ["verified", "new"], "roles": ["officer", "head", "replay"], "owner": "own", "when": ["checked", "heard"]},
  "advise": {"states": ["new"], "roles": ["officer", "head"], "owner": "free", "when": ["heard", "no_call"]},
  "resume": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "clerk"], "owner": "own", "when": ["paused"]},
  "ask": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "own", "when": ["not_asked"]},
  "urge": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["head", "leader"], "owner": "", "when": ["held", "urge_due"]},
  "supervise": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["head", "leader"], "owner": "", "when": ["no_order", "not_mine"]},
  "withdraw_order": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["head", "leader"], "owner": "", "when": ["ordered", "own_order"]},
  "escalate": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader", "clerk"], "owner": "free", "when": ["below_top"]},
  "release": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader", "clerk"], "owner": "led", "when": ["owned"]},
  "reopen": {"states": ["closed", "void", "advised"], "roles": ["officer", "head"], "owner": "", "when": []},
  "unmerge": {"states": ["merged"], "roles": ["officer", "head"], "owner": "", "when": []},
  "note": {"states": ["new", "dispatched", "handling", "fed_back", "verified", "closed", "advised", "void", "merged"], "roles": ["officer", "head", "leader", "clerk", "partner"], "owner": "", "when": []},
  "locate": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "", "when": []},
  "sort": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "", "when": ["no_call", "not_paused"]},
  "merge": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "free", "when": ["heard"]},
  "accept": {"states": ["dispatched", "fed_back"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "decline": {"states": ["dispatched", "fed_back"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "arrive": {"states": ["dispatched", "handling", "fed_back"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "handle": {"states": ["dispatched", "handling"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "feed_back": {"states": ["dispatched", "handling", "fed_back"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "hand_back": {"states": ["dispatched", "handling", "fed_back"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "unanswered": {"states": ["dispatched", "fed_back"], "roles": ["clerk"], "owner": "", "when": []},
  "ring": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["clerk"], "owner": "", "when": []},
  "target": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["replay"], "owner": "", "when": ["not_paused"]},
}

/** @type {Act[]} */
export const ACTS = [
  {"name": "acknowledge", "command": "acknowledge", "key": "A", "when": []},
  {"name": "approve", "command": "approve", "key": "P", "when": []},
  {"name": "withdraw", "command": "deny", "key": "", "when": ["own_wish"]},
  {"name": "deny", "command": "deny", "key": "Shift P", "when": ["second_person"]},
  {"name": "reply", "command": "reply", "key": "Y", "when": []},
  {"name": "claim", "command": "claim", "key": "A", "when": []},
  {"name": "take_over", "command": "take_over", "key": "A", "when": []},
  {"name": "send", "command": "dispatch", "key": "Enter", "when": []},
  {"name": "departments", "command": "dispatch", "key": "D", "when": []},
  {"name": "verify", "command": "verify", "key": "V", "when": []},
  {"name": "fail", "command": "verify", "key": "Shift V", "when": ["assigned"]},
  {"name": "inspect", "command": "inspect", "key": "I", "when": []},
  {"name": "close", "command": "close", "key": "X", "when": []},
  {"name": "advise", "command": "advise", "key": "", "when": []},
  {"name": "resume", "command": "resume", "key": "", "when": []},
  {"name": "return", "command": "ask", "key": "R", "when": []},
  {"name": "urge", "command": "urge", "key": "H", "when": []},
  {"name": "supervise", "command": "supervise", "key": "W", "when": []},
  {"name": "withdraw_order", "command": "withdraw_order", "key": "W", "when": []},
  {"name": "escalate", "command": "escalate", "key": "E", "when": []},
  {"name": "release", "command": "release", "key": "U", "when": []},
  {"name": "reopen", "command": "reopen", "key": "", "when": []},
  {"name": "unmerge", "command": "unmerge", "key": "M", "when": []},
  {"name": "note", "command": "note", "key": "N", "when": []},
  {"name": "locate", "command": "locate", "key": "L", "when": []},
  {"name": "sort", "command": "sort", "key": "S", "when": []},
  {"name": "merge", "command": "merge", "key": "M", "when": []},
]

/** @type {Record<string, string[]>} */
export const WISHES = {"return": [], "void": ["heard"], "extend": ["clock_runs"], "defer": ["clock_runs"]}

export const MOST_HOURS = 2160

export const MOST_CAMERAS = 16

export const PHOTOS = 20

export const CALL_ITEM = "sos"

/** @type {string[]} */
export const CONTINUOUS = ["natural_days", "urgent_hours"]

/** @type {Record<string, PageAction>} */
export const PAGE_KEYS = {"O": "call", "C": "phone", "J": "next", "K": "previous", "ArrowDown": "next", "ArrowUp": "previous", "G": "tab", "Z": "go_on", ".": "more", "F": "filter", "B": "bulk", "T": "performance", "Shift W": "screen", "Q": "quiet", "/": "search", "0": "refit", "Escape": "back", "?": "help"}

/** @type {string[]} */
export const TABS = ["todo", "mine", "overdue", "verify", "locate", "all"]

/** @type {string[]} */
export const PERFORMANCE_KINDS = ["areas", "departments", "people"]

export const SEAT = "seat-"

export const DEMO_DESK = "demo-desk"

export const NAMELESS = "(outsider)"

export const UNNAMED = "(person)"

/** @type {string[]} */
export const PRESENCE = ["unseen", "patrolling", "handling", "idle", "offline", "off_shift", "unlisted"]

/** @type {string[]} */
export const COUNTERS = ["posts", "people", "on_duty", "handling", "patrolling", "idle", "offline", "off_shift", "unlisted", "visiting", "outside", "grids", "grids_covered", "grids_uncovered", "reported", "advised", "dispatched", "resolved", "closed", "open", "overdue", "unlocated", "ordered", "ordered_late", "sos", "sos_waiting", "advised_hour", "closed_hour"]

/** @type {string[]} */
export const CAMERA_STATES = ["standby", "connecting", "live", "frozen", "lost", "refused"]

/** @type {string[]} */
export const CAMERA_HEALTHY = ["live", "standby"]

/** @type {string[]} */
export const CAMERA_DETAILS = ["not_probed", "unreachable", "timeout", "stalled", "ended", "key_frame", "garbage", "frozen", "wrong_password", "no_stream", "codec", "redirected", "not_allowed", "too_big", "gateway"]

/** @type {string[]} */
export const CAMERA_REFUSING = ["codec", "no_stream", "not_allowed", "redirected", "wrong_password"]

/** @type {Record<string, WallAction>} */
export const WALL_KEYS = {"ArrowLeft": "move", "ArrowUp": "move", "ArrowRight": "move", "ArrowDown": "move", "Enter": "enter", "Backspace": "up", "0": "refit", "Home": "refit", "A": "acknowledge", "C": "cameras", "P": "pin", "R": "order", "N": "turn", "W": "screen", "F": "full", "L": "lang", "Escape": "escape", "?": "help"}

/** @type {Record<string, string>} */
export const DIRECTOR_KEYS = {"1": "number", "2": "number", "3": "number", "4": "number", "5": "number", "6": "number", "7": "number", "8": "number", "9": "number", "W": "take", "E": "end", "X": "extend", "H": "hold", "N": "next", "P": "previous", "I": "identify", "T": "announce", "L": "level", "Escape": "drop"}

export const FRAME_VERSION = 2

export const FRAME_KINDS = {"delta": 0, "snapshot": 1}

export const FRAME_HEADER = {"version": 0, "kind": 1, "sections": 2, "flags": 3, "epoch": 4, "room": 8, "sequence": 12, "at": 16, "newest": 24, "redis_age": 32, "gateway_age": 34, "bytes": 36}

export const FRAME_FLAGS = {"beats": 1, "catching_up": 2, "amber": 4, "red": 8}

export const FRAME_SECTIONS = {"people": 1, "names": 2, "gone": 3, "hidden": 4, "grids": 5, "state": 6, "moved": 7, "looks": 8}

/** @type {Record<string, [number, number]>} */
export const FRAME_LIMITS = {"index": [0, 4294967295], "lat": [-90000000, 90000000], "lon": [-180000000, 180000000], "age": [-2147483648, 2147483647], "state": [0, 6], "flags": [0, 255], "position": [0, 4294967295], "open": [0, 65535], "covered": [0, 1]}

export const PERSON_FLAGS = {"visiting": 1, "sos": 2, "home": 4, "outside": 8}

export const STRANGER = 2147483648

export const NEVER = 65535

export const DATUM = {"axis": 6378245.0, "squash": 0.006693421622965943}
