// What Python and JavaScript agree on. Written by `python -m dashboard.contract`: change it there.

/** @typedef {'join'|'resync'|'clock'|'acknowledge'|'cameras'|'command'|'desk'|'desk_left'|'touch'} Asked what a page asks the server or tells it */
/** @typedef {'hello'|'world'|'troubles'|'frame'|'queue'|'seats'} Told what the server tells a page */
/** @typedef {{states: string[], roles: string[], owner: string, when: string[]}} Rule */
/** @typedef {{name: string, command: string, key: string, when: string[]}} Act */

export const LANGUAGES = ["zh", "en"]

/** @type {string[]} */
export const STATES = ["new", "dispatched", "handling", "fed_back", "verified", "closed", "advised", "void", "merged"]

/** @type {string[]} */
export const ENDED = ["closed", "advised", "void", "merged"]

/** @type {string[]} */
export const STEPS = ["reported", "filed", "dispatched", "handling", "fed_back", "verified", "closed"]

/** @type {Record<string, number>} */
export const STEP_OF = {"new": 1, "dispatched": 2, "handling": 3, "fed_back": 4, "verified": 5, "closed": 6}

/** @type {string[]} */
export const ROLES = ["officer", "head", "leader", "operator", "field", "department", "clerk", "replay"]

/** @type {string[]} */
export const SEATED = ["officer", "head", "leader"]

/** @type {Record<string, Rule>} */
export const COMMANDS = {
  "acknowledge": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader", "operator"], "owner": "", "when": ["urgent", "unacknowledged"]},
  "deny": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader"], "owner": "", "when": ["asked"]},
  "approve": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader"], "owner": "", "when": ["asked", "second_person", "grantable"]},
  "claim": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "free", "when": ["not_mine"]},
  "dispatch": {"states": ["new", "dispatched", "handling"], "roles": ["officer", "head"], "owner": "free", "when": []},
  "verify": {"states": ["fed_back"], "roles": ["officer", "head"], "owner": "free", "when": []},
  "close": {"states": ["verified", "new"], "roles": ["officer", "head", "replay"], "owner": "own", "when": ["checked", "heard"]},
  "advise": {"states": ["new"], "roles": ["officer", "head"], "owner": "free", "when": ["heard"]},
  "resume": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "clerk"], "owner": "own", "when": ["paused"]},
  "ask": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "own", "when": ["not_asked"]},
  "escalate": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader", "clerk"], "owner": "free", "when": ["below_top"]},
  "release": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head", "leader", "clerk"], "owner": "led", "when": ["owned"]},
  "reopen": {"states": ["closed", "void", "advised"], "roles": ["officer", "head"], "owner": "", "when": []},
  "unmerge": {"states": ["merged"], "roles": ["officer", "head"], "owner": "", "when": []},
  "note": {"states": ["new", "dispatched", "handling", "fed_back", "verified", "closed", "advised", "void", "merged"], "roles": ["officer", "head", "leader", "clerk"], "owner": "", "when": []},
  "locate": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "", "when": []},
  "sort": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "", "when": ["no_call", "not_paused"]},
  "merge": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["officer", "head"], "owner": "free", "when": ["heard"]},
  "accept": {"states": ["dispatched"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "decline": {"states": ["dispatched"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "arrive": {"states": ["dispatched", "handling"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "handle": {"states": ["dispatched", "handling"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "feed_back": {"states": ["dispatched", "handling"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "hand_back": {"states": ["dispatched", "handling"], "roles": ["field", "department"], "owner": "sent", "when": []},
  "unanswered": {"states": ["dispatched"], "roles": ["clerk"], "owner": "", "when": []},
  "ring": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["clerk"], "owner": "", "when": []},
  "target": {"states": ["new", "dispatched", "handling", "fed_back", "verified"], "roles": ["replay"], "owner": "", "when": ["not_paused"]},
}

/** @type {Act[]} */
export const ACTS = [
  {"name": "acknowledge", "command": "acknowledge", "key": "A", "when": []},
  {"name": "withdraw", "command": "deny", "key": "", "when": ["own_wish"]},
  {"name": "deny", "command": "deny", "key": "", "when": ["second_person"]},
  {"name": "approve", "command": "approve", "key": "P", "when": []},
  {"name": "claim", "command": "claim", "key": "A", "when": []},
  {"name": "send", "command": "dispatch", "key": "Enter", "when": []},
  {"name": "departments", "command": "dispatch", "key": "D", "when": []},
  {"name": "verify", "command": "verify", "key": "V", "when": []},
  {"name": "fail", "command": "verify", "key": "Shift V", "when": ["assigned"]},
  {"name": "close", "command": "close", "key": "X", "when": []},
  {"name": "advise", "command": "advise", "key": "", "when": []},
  {"name": "resume", "command": "resume", "key": "", "when": []},
  {"name": "return", "command": "ask", "key": "R", "when": []},
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

export const PHOTOS = 20

/** @type {string[]} */
export const CONTINUOUS = ["natural_days", "urgent_hours"]

/** @type {Record<string, string>} */
export const PAGE_KEYS = {"J": "next", "ArrowDown": "next", "K": "previous", "ArrowUp": "previous", "G": "tab", "B": "bulk", "T": "performance", "Q": "quiet", "/": "search", "Escape": "back", "?": "help"}

/** @type {string[]} */
export const TABS = ["todo", "mine", "overdue", "verify", "locate", "all"]

/** @type {string[]} */
export const PERFORMANCE_KINDS = ["areas", "departments", "people"]

export const SEAT = "seat-"

export const DEMO_DESK = "demo-desk"

export const NAMELESS = "(outsider)"

/** @type {string[]} */
export const PRESENCE = ["unseen", "patrolling", "handling", "idle", "offline", "off_shift", "unlisted"]

/** @type {string[]} */
export const COUNTERS = ["posts", "people", "on_duty", "handling", "patrolling", "idle", "offline", "off_shift", "unlisted", "visiting", "outside", "grids", "grids_covered", "reported", "advised", "dispatched", "resolved", "closed", "open", "overdue", "unlocated", "sos"]

/** @type {string[]} */
export const CAMERA_STATES = ["standby", "connecting", "live", "frozen", "lost", "refused"]

/** @type {string[]} */
export const CAMERA_HEALTHY = ["live", "standby"]

/** @type {string[]} */
export const CAMERA_DETAILS = ["not_probed", "unreachable", "timeout", "stalled", "ended", "key_frame", "garbage", "frozen", "wrong_password", "no_stream", "codec", "redirected", "not_allowed", "too_big", "gateway"]

/** @type {string[]} */
export const CAMERA_REFUSING = ["codec", "no_stream", "not_allowed", "redirected", "wrong_password"]

export const DATUM = {"axis": 6378245.0, "squash": 0.006693421622965943}
