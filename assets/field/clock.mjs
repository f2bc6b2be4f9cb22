// The server's time on a phone: by the steady clock, which may stand still while the phone sleeps.

const JUMP_MS = 1000

/**
 * How long a page has been kept on this phone, in ms; by its wall clock, the only one that a reload leaves.
 * @param {number | null} at epoch ms by the same clock; null: it comes from the server
 */
export const keptFor = (at, wall = Date.now()) => (at === null ? 0 : Math.max(0, wall - at))

const PUT_BACK_MS = 300_000 // a clock put back by more lets nothing live on

/**
 * How long what the server said may be shown while it says no more: by this phone's wall clock, and to the link's end.
 * @param {{until: number, offline_ms: number}} facts `until` in the server's epoch ms, 0 without a link
 * @param {number | null} kept when what is shown was heard, if it was kept
 */
export function createLimit({ until, offline_ms: lasts }, kept, wall = () => Date.now()) {
  let heard = kept ?? wall()
  return {
    /** @param {number} [at] of this phone's epoch ms */
    hear(at = wall()) {
      heard = at
      return at
    },
    /** @param {number} now of the server */
    over(now) {
      const silent = wall() - heard
      return silent > lasts || silent < -PUT_BACK_MS || (until > 0 && now >= until)
    },
  }
}

/**
 * `written`: what the server said the time was when it wrote the page. `steady` and `wall` are this phone's.
 * @param {number} written
 */
export function createClock(written, steady = () => performance.now(), wall = () => Date.now()) {
  let offset = written - steady()
  let apart = wall() - steady()

  return {
    /**
     * The server's answer: asked at `sent`, answered with `server` (epoch ms); both but `server` steady ms.
     * @param {number} sent
     * @param {number} server
     */
    measure(sent, server, received = steady()) {
      offset = server - (sent + received) / 2
      apart = wall() - steady()
    },
    /** Server's epoch ms. A wall clock that has gone ahead means sleep; one put back means nothing. */
    now() {
      const slept = wall() - steady() - apart
      return steady() + offset + (slept > JUMP_MS ? slept : 0)
    },
    steady,
  }
}
