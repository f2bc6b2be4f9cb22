// Commands on their way: sent, waiting for our own queue to show them, done, refused, or without an answer. A command
// without an answer is sent again under the same id, so that it cannot happen twice. Pure of page and socket: how to
// ask, the steady time and timers come in.

const DONE_MS = 4000
const REFUSED_MS = 12_000
const WAITS_MS = [1000, 2000, 4000]
const GIVE_UP_MS = 120_000

const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

const OVER = new Set(['done', 'refused', 'given_up'])

/**
 * `ask(event, value)` → promise of the server's answer, which rejects without one; `changed(entry)` after each step.
 * An entry: {command, case, do, data, state, reason, revision}; state: sending, silent (no answer yet, sent again),
 * sent (accepted, our queue is behind; `unconfirmed`: it is not on the replicas yet), done, refused (`reason`: {zh, en}, `code`), given_up.
 */
export function createCommander({ ask, changed, later = setTimeout, steady = () => performance.now() }) {
  const entries = []

  function set(entry, change) {
    Object.assign(entry, change)
    changed(entry)
  }

  async function send(entry) {
    const { command, revision, data } = entry
    const told = { command, case: entry.case, revision, do: entry.do, data }
    const answer = await ask('command', told).catch(() => null)
    if (OVER.has(entry.state)) return
    if (answer?.ok) accepted(entry, answer)
    else if (answer && answer.code !== 'away') refused(entry, answer)
    else again(entry, answer?.reason ?? null)
  }

  function accepted(entry, { revision, unconfirmed = false }) {
    const there = entry.shown >= revision
    const until = there ? steady() + DONE_MS : null
    set(entry, { state: there ? 'done' : 'sent', wanted: revision, unconfirmed, until })
  }

  function refused(entry, { code, reason }) {
    set(entry, { state: 'refused', code, reason: reason ?? null, until: steady() + REFUSED_MS })
  }

  function again(entry, reason) {
    if (steady() - entry.begun > GIVE_UP_MS) return set(entry, { state: 'given_up', reason, until: null })
    entry.tries += 1
    set(entry, { state: 'silent', reason })
    later(() => entry.state === 'silent' && send(entry), WAITS_MS[Math.min(entry.tries, WAITS_MS.length) - 1])
  }

  return {
    /** Begin; the same wish about the same case is not begun twice while the first is under way. */
    give(row, what, data = {}) {
      const twin = entries.find((one) => one.case === row.id && one.do === what && !OVER.has(one.state))
      if (twin) return twin
      const common = {
        command: newId(),
        case: row.id,
        do: what,
        data,
        revision: row.revision,
        shown: row.revision,
      }
      const entry = { ...common, state: 'sending', reason: null, tries: 0, begun: steady(), until: null }
      entries.push(entry)
      changed(entry)
      send(entry)
      return entry
    },
    /** Our own queue shows this revision of the case now; null: it shows the case no more. */
    reached(id, revision) {
      for (const entry of entries) {
        if (entry.case !== id) continue
        entry.shown = revision ?? Infinity
        if (entry.state === 'sent' && entry.shown >= entry.wanted)
          set(entry, { state: 'done', until: steady() + DONE_MS })
      }
    },
    /** The newest about a case, or null; one that is over is forgotten after a moment. */
    of(id) {
      const now = steady()
      for (let at = entries.length - 1; at >= 0; at--)
        if (entries[at].until !== null && entries[at].until < now) entries.splice(at, 1)
      return entries.findLast((one) => one.case === id) ?? null
    },
    busy: () => entries.some(({ state }) => !OVER.has(state)),
  }
}
