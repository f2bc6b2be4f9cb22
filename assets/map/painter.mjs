// Many changes, one paint: gathers what changed and draws each layer at most once a frame.
// Frames are folded in right before the paint, so that what is asked about is what is on the screen.

const WAITING_AT_MOST = 40 // a hidden page gets no paints: fold without one

/**
 * `fold(frame)` answers the names of what it changes; `begin()` false puts the paint off to the next change;
 * `layers` is name → draw(changed: Set), in order; `after()` follows each paint.
 * @param {{fold: (frame: Frame) => string[], begin: () => boolean, layers: Record<string, (changed: Set<string>) => void>, after: () => void}} parts
 */
export function createPainter({ fold, begin, layers, after }) {
  const changed = new Set()
  /** @type {Frame[]} */
  let waiting = []
  let asked = 0

  function foldAll() {
    const frames = waiting
    waiting = []
    for (const frame of frames) for (const name of fold(frame)) changed.add(name)
  }

  function paint() {
    asked = 0
    foldAll()
    if (changed.size === 0 || !begin()) return
    const now = new Set(changed)
    changed.clear()
    for (const [name, draw] of Object.entries(layers)) if (now.has(name)) draw(now)
    after()
  }

  const soon = () => {
    asked ||= requestAnimationFrame(paint)
  }

  return {
    /** @param {Frame} frame */
    take(frame) {
      waiting.push(frame)
      if (waiting.length > WAITING_AT_MOST) foldAll()
      soon()
    },
    /** @param {...string} names */
    touch(...names) {
      for (const name of names) changed.add(name)
      soon()
    },
  }
}
