// Which cases a wall sounds for: a call for help that nobody has acknowledged, again every half minute, and an urgent case
// that has just come. Pure: the room's cases and the server's time come in. The console's rules, without an officer.
import { ended, unheard } from '../core/case_status.mjs'

const CALL_AGAIN_MS = 30_000
const MOST_KEPT = 5000

/** @param {RoomCase} one */
const isUrgent = (one) => one.urgent && !one.sos && one.state === 'new' && !one.acknowledged && !ended(one)

export class WallAlarms {
  /** @type {Set<string>} */
  #known = new Set() // sounded for, or there before
  #lastCall = -Infinity

  /**
   * What to play now, or null. `snapshot`: what was there already is no news, but a call for help is.
   * @param {RoomCase[]} cases
   * @param {{snapshot: boolean, now: number}} told
   * @returns {'sos' | 'urgent' | null}
   */
  take(cases, { snapshot, now }) {
    const calls = this.#news(cases.filter(unheard))
    const urgent = this.#news(cases.filter(isUrgent))
    if (calls) {
      this.#lastCall = now
      return 'sos'
    }
    return urgent && !snapshot ? 'urgent' : null
  }

  /**
   * 'sos' when one has waited long enough to be heard again.
   * @param {RoomCase[]} cases
   * @param {number} now
   * @returns {'sos' | null}
   */
  remind(cases, now) {
    if (now - this.#lastCall < CALL_AGAIN_MS || !cases.some(unheard)) return null
    this.#lastCall = now
    return 'sos'
  }

  /**
   * Whether any of these has not been here before.
   * @param {RoomCase[]} cases
   */
  #news(cases) {
    const news = cases.filter(({ id }) => !this.#known.has(id))
    for (const { id } of news) this.#known.add(id)
    while (this.#known.size > MOST_KEPT) this.#known.delete(this.#known.values().next().value ?? '')
    return news.length > 0
  }
}
