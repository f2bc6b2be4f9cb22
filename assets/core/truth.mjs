// How old what we show is: tells `truth` so that a light can judge the chain. Judges nothing itself.

import { emit } from './store.mjs'

const EVERY_MS = 500

/**
 * `linked()` of the argument: is the socket connected now.
 * @param {() => boolean} isLinked
 */
export function createTruth(isLinked) {
  /** @type {number | null} */
  let lastHeard = null // steady ms of the last sign of the server
  /** @type {Pick<Frame, 'redisAge' | 'gatewayAge' | 'heartbeat' | 'catchingUp' | 'trouble'>} */
  let told = { redisAge: null, gatewayAge: null, heartbeat: false, catchingUp: false, trouble: null }
  /** @type {Trouble[]} */
  let troubles = [] // as the server told them: {code, since, red_at, told}
  let newest = 0
  let silentFrom = 0

  function tell() {
    const linkAge = lastHeard === null ? null : performance.now() - lastHeard
    emit('truth', { linked: isLinked(), linkAge, ...told, troubles, newest })
  }

  return {
    alive() {
      lastHeard = performance.now()
    },
    heard(
      /** @type {Frame} */ { redisAge, gatewayAge, heartbeat, catchingUp, trouble, newest: time, snapshot },
    ) {
      told = { redisAge, gatewayAge, heartbeat, catchingUp, trouble }
      newest = snapshot ? time : Math.max(newest, time)
    },
    /**
     * What is wrong behind the server, whenever that is another list.
     * @param {Trouble[] | null} list
     */
    troubled(list) {
      troubles = list ?? []
      tell()
    },
    /** Connected: silence counts from now, the age shown still from the last frame. */
    linked() {
      silentFrom = performance.now()
      tell()
    },
    unlinked: tell,
    silence: () => performance.now() - Math.max(lastHeard ?? 0, silentFrom),
    start: () => setInterval(tell, EVERY_MS),
  }
}
