// Commands on their way: sent, waiting for our own queue to show them, done, refused, or without an answer. A command
// without an answer is sent again under the same id, so that it cannot happen twice. Pure of page and socket: how to
// ask, the steady time and timers come in.

import { commandId } from '../../core/command_id.mjs'

const DONE_MS = 4000
const REFUSED_MS = 12_000
const WAITS_MS = [1000, 2000, 4000]
const GIVE_UP_MS = 120_000

/**
 * @param {() => void} run
 * @param {number} ms
 */
const timeout = (run, ms) => setTimeout(run, ms) // as a method of another object browsers refuse it

const OVER = new Set(['done', 'refused', 'given_up'])
const WRONG = new Set(['refused', 'given_up'])

/**
 * The state of an entry: sending, silent (no answer yet, sent again), sent (accepted, our queue is behind;
 * `unconfirmed`: it is not on the replicas yet), done, refused (`reason`, `code`), given_up.
 */
export class Commander {
  /** @type {CommandEntry[]} */
  #entries = []
  #ask
  #changed
  #later
  #steady

  /**
   * `ask` rejects when there is no answer; `changed(entry)` after each step.
   * @param {{
   *   ask: (event: 'command', wish: object) => Promise<CommandAnswer>,
   *   changed: (entry: CommandEntry) => void,
   *   later?: (run: () => void, ms: number) => unknown,
   *   steady?: () => number,
   * }} tools
   */
  constructor({ ask, changed, later = timeout, steady = () => performance.now() }) {
    this.#ask = ask
    this.#changed = changed
    this.#later = later
    this.#steady = steady
  }

  /**
   * Begin; the same wish about the same case is not begun twice while the first is under way. `listed`: whoever gives it
   * tells by itself what becomes of it.
   * @param {CaseRow} row
   * @param {string} what
   * @param {CommandData} [data]
   */
  give(row, what, data = {}, listed = false) {
    const twin = this.#entries.find((one) => one.case === row.id && one.do === what && !OVER.has(one.state))
    if (twin) return twin
    const { id, revision } = row
    const wish = { command: commandId(), case: id, do: what, data, listed, revision, shown: revision }
    /** @type {CommandEntry} */
    const entry = { ...wish, state: 'sending', reason: null, tries: 0, begun: this.#steady(), until: null }
    this.#entries.push(entry)
    this.#changed(entry)
    this.#send(entry)
    return entry
  }

  /**
   * What was wished and cannot be: told as a refusal is, and never sent.
   * @param {CaseRow} row
   * @param {string} what
   * @param {Reason} reason
   */
  refuse({ id, revision }, what, reason) {
    const begun = this.#steady()
    const told = {
      command: commandId(),
      case: id,
      do: what,
      data: { ok: true },
      listed: true,
      revision,
      shown: revision,
    }
    /** @type {CommandEntry} */
    const entry = { ...told, state: 'refused', reason, tries: 0, begun, until: begun + REFUSED_MS }
    this.#entries.push(entry)
    this.#changed(entry)
  }

  /**
   * Our own queue shows this revision of the case now; null: it shows the case no more.
   * @param {string} id
   * @param {number | null} revision
   */
  reached(id, revision) {
    for (const entry of this.#entries) {
      if (entry.case !== id) continue
      entry.shown = revision ?? Infinity
      if (entry.state === 'sent' && entry.shown >= (entry.wanted ?? 0))
        this.#set(entry, { state: 'done', until: this.#steady() + DONE_MS })
    }
  }

  /**
   * The newest about a case that is looked at, or null; one that is over is forgotten after a moment.
   * @param {string} id
   */
  of(id) {
    this.#forget()
    const newest = this.#entries.findLast((one) => one.case === id) ?? null
    if (newest && WRONG.has(newest.state)) newest.seen = true
    return newest
  }

  /**
   * What went wrong with a command about another case than `id`, the newest, or null: who has left that case must hear
   * of it. It stays until it is seen there or `heard`; what was given from a list that tells by itself is left out.
   * @param {string | null} id
   */
  elsewhere(id) {
    this.#forget()
    return this.#entries.findLast((one) => one.case !== id && WRONG.has(one.state) && !one.listed) ?? null
  }

  /**
   * Somebody has seen it.
   * @param {CommandEntry} entry
   */
  heard(entry) {
    this.#entries = this.#entries.filter((one) => one !== entry)
    this.#changed(entry)
  }

  busy() {
    return this.#entries.some(({ state }) => !OVER.has(state))
  }

  #forget() {
    const now = this.#steady()
    const unseen = (/** @type {CommandEntry} */ one) => WRONG.has(one.state) && !one.seen && !one.listed
    this.#entries = this.#entries.filter((one) => one.until === null || one.until >= now || unseen(one))
  }

  /**
   * @param {CommandEntry} entry
   * @param {Partial<CommandEntry>} change
   */
  #set(entry, change) {
    Object.assign(entry, change)
    this.#changed(entry)
  }

  /** @param {CommandEntry} entry */
  async #send(entry) {
    const { command, revision, data } = entry
    const wish = { command, case: entry.case, revision, do: entry.do, data }
    const answer = await this.#ask('command', wish).catch(() => null)
    if (OVER.has(entry.state)) return
    if (answer?.ok) this.#accepted(entry, answer)
    else if (answer && answer.code !== 'away') this.#refused(entry, answer)
    else this.#again(entry, answer?.reason ?? null)
  }

  /**
   * @param {CommandEntry} entry
   * @param {CommandAnswer & {ok: true}} answer
   */
  #accepted(entry, { revision, unconfirmed = false }) {
    const there = entry.shown >= revision
    const until = there ? this.#steady() + DONE_MS : null
    this.#set(entry, { state: there ? 'done' : 'sent', wanted: revision, unconfirmed, until })
  }

  /**
   * @param {CommandEntry} entry
   * @param {CommandAnswer & {ok: false}} answer
   */
  #refused(entry, { code, reason }) {
    const until = this.#steady() + REFUSED_MS
    this.#set(entry, { state: 'refused', code, reason: reason ?? null, until })
  }

  /**
   * @param {CommandEntry} entry
   * @param {Reason | null} reason
   */
  #again(entry, reason) {
    if (this.#steady() - entry.begun > GIVE_UP_MS)
      return this.#set(entry, { state: 'given_up', reason, until: null })
    entry.tries += 1
    this.#set(entry, { state: 'silent', reason })
    const wait = WAITS_MS[Math.min(entry.tries, WAITS_MS.length) - 1]
    this.#later(() => entry.state === 'silent' && this.#send(entry), wait)
  }
}
