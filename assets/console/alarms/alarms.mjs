// What of the changes in the queue is an alarm, how many there are, and which one may be heard. Pure: rows and the
// server's time come in. An alarm is something that needs a response; everything else is a status.

import { ended, unheard } from '../../core/case_status.mjs'

export const WINDOW_MS = 10 * 60_000
export const FLOOD_ABOVE = 10 // alarms in the window: more, and a person can no longer tell them apart
export const FLOOD_BELOW = 5
const CALL_AGAIN_MS = 30_000 // a call for help that nobody has acknowledged is heard again
const MOST_KEPT = 20_000

/** @type {AlarmKind[]} */
export const KINDS = ['sos', 'urgent', 'ordered', 'rung', 'unanswered', 'overdue', 'returned'] // the gravest first

/**
 * @param {CaseRow} row
 * @param {string} me
 */
const mine = (row, me) => (row.owner ? row.owner === me : row.mine_to_do)

/** When the order came that waits. */
const orderedAt = (/** @type {CaseRow} */ row) => (row.reply_by ? row.order?.at : 0)

/**
 * Kinds of alarm that a change of one row makes. `before`: null for a row never seen.
 * @param {CaseRow | null} before
 * @param {CaseRow} row
 * @param {Hearer} hearer
 */
function ofChange(before, row, { me, role, rings }) {
  if (ended(row)) return []
  const rose = (/** @type {(row: CaseRow) => number | null | undefined} */ value) =>
    (value(row) ?? 0) > (before ? (value(before) ?? 0) : 0)
  /** @type {AlarmKind[]} */
  const found = []
  if (unheard(row) && !(before && unheard(before))) found.push('sos')
  if (!before && row.urgent && !row.sos && row.state === 'new' && mine(row, me)) found.push('urgent')
  if (before?.owner === me && row.owner && row.owner !== me) found.push('ordered') // taken over
  if ((rose(orderedAt) || rose(({ urged_at: urged }) => urged)) && mine(row, me)) found.push('ordered')
  if (rose(({ rung }) => rung) && rings[row.rung - 1] === role && row.mine_to_do) found.push('rung')
  if (rose(({ assignment }) => assignment?.unanswered_at) && mine(row, me)) found.push('unanswered')
  if (before && rose(({ returned }) => returned) && mine(row, me)) found.push('returned')
  return found
}

export class Alarms {
  /** @type {Alarm[]} */
  #known = [] // oldest first
  #flood = false
  #lastCall = -Infinity
  /** @type {number | null} */
  #looked = null // until when deadlines have been looked at

  /**
   * `whole`: what was there already is no news, but a call for help is.
   * @param {RowChange[]} changes
   * @param {Hearer & {whole: boolean, now: number}} told
   */
  take(changes, { whole, now, me, role, rings }) {
    const found = changes.flatMap(([before, row]) =>
      ofChange(before, row, { me, role, rings })
        .filter((kind) => !whole || before || kind === 'sos')
        .map((kind) => alarm(kind, row, now)),
    )
    return this.#add(found, now)
  }

  /**
   * Time alone makes alarms too: who has become late since the last look.
   * @param {Iterable<CaseRow>} rows
   * @param {{now: number, me: string}} told
   */
  look(rows, { now, me }) {
    const since = this.#looked ?? now
    this.#looked = now
    const mineByOrder = (/** @type {CaseRow} */ row) => passed(row.reply_by) && row.mine_to_do
    const passed = (/** @type {number | null | undefined} */ at) =>
      typeof at === 'number' && at > since && at <= now
    const late = (/** @type {CaseRow} */ row) =>
      !ended(row) && ((passed(row.due) && !row.paused) || passed(row.reply_by))
    return this.#add(
      [...rows]
        .filter((row) => late(row) && (mine(row, me) || mineByOrder(row)))
        .map((row) => alarm('overdue', row, now)),
      now,
    )
  }

  /**
   * @param {Alarm[]} found
   * @param {number} now
   */
  #add(found, now) {
    this.#known = [...this.#known, ...found].filter(({ at }) => now - at < WINDOW_MS).slice(-MOST_KEPT)
    return found
  }

  /** @param {number} now */
  rate(now) {
    return this.#known.filter(({ at }) => now - at < WINDOW_MS).length
  }

  get flooding() {
    return this.#flood
  }

  /**
   * What to play for these alarms, 'flood' for the beginning of one, or null. Ask once a telling.
   * @param {Alarm[]} found
   * @param {number} now
   * @returns {AlarmKind | 'flood' | null}
   */
  sound(found, now) {
    const rate = this.rate(now)
    const began = !this.#flood && rate > FLOOD_ABOVE
    this.#flood = this.#flood ? rate >= FLOOD_BELOW : began
    if (found.some(({ kind }) => kind === 'sos')) return this.#call(now, began)
    if (began) return 'flood'
    if (this.#flood) return null
    return KINDS.find((kind) => found.some((one) => one.kind === kind)) ?? null
  }

  // In a flood one call for help stands for those that come with it.
  /**
   * @param {number} now
   * @param {boolean} began
   * @returns {'sos' | null}
   */
  #call(now, began) {
    if (this.#flood && !began && now - this.#lastCall < CALL_AGAIN_MS) return null
    this.#lastCall = now
    return 'sos'
  }

  /**
   * 'sos' when one has waited long enough to be heard again.
   * @param {Iterable<CaseRow>} rows
   * @param {number} now
   * @returns {'sos' | null}
   */
  remind(rows, now) {
    if (now - this.#lastCall < CALL_AGAIN_MS || ![...rows].some(unheard)) return null
    this.#lastCall = now
    return 'sos'
  }

  /**
   * The alarms of the window, by item and town, the largest first.
   * @param {number} now
   */
  groups(now) {
    /** @type {Map<string, AlarmGroup>} */
    const groups = new Map()
    for (const { item, sos, town, at } of this.#known) {
      if (now - at >= WINDOW_MS) continue
      const key = JSON.stringify([item, town])
      const group = groups.get(key) ?? { item, sos, town, count: 0 }
      group.count += 1
      groups.set(key, group)
    }
    return [...groups.values()].sort((a, b) => b.count - a.count)
  }
}

/**
 * @param {AlarmKind} kind
 * @param {CaseRow} row
 * @param {number} at
 * @returns {Alarm}
 */
const alarm = (kind, row, at) => ({
  kind,
  id: row.id,
  item: row.item,
  sos: row.sos,
  town: row.place[0] ?? null,
  at,
})
