// The page's clock, made faster while it runs: Date, performance.now, timeouts and intervals. Frames come as they come.
;(() => {
  const realNow = performance.now.bind(performance)
  const realTimeout = window.setTimeout.bind(window)
  const realClear = window.clearTimeout.bind(window)
  const realFrame = window.requestAnimationFrame.bind(window)
  const RealDate = Date
  const apart = RealDate.now() - realNow()
  let [factor, since, told] = [1, realNow(), realNow()]
  const steady = () => told + (realNow() - since) * factor

  window.benchReal = realNow
  window.benchFaster = (/** @type {number} */ times) => {
    ;[told, since, factor] = [steady(), realNow(), times]
  }
  performance.now = steady
  window.Date = class extends RealDate {
    constructor(...parts) {
      parts.length ? super(...parts) : super(apart + steady())
    }
    static now() {
      return Math.floor(apart + steady())
    }
  }
  window.requestAnimationFrame = (then) => realFrame(() => then(steady()))

  const kept = new Map() // interval -> its timeout
  window.setTimeout = (then, ms = 0, ...told) => realTimeout(then, ms / factor, ...told)
  window.setInterval = (then, ms = 0, ...told) => {
    const again = () => {
      kept.set(id, realTimeout(again, ms / factor))
      then(...told)
    }
    const id = realTimeout(again, ms / factor)
    kept.set(id, id)
    return id
  }
  window.clearTimeout = window.clearInterval = (id) => {
    realClear(kept.get(id) ?? id)
    kept.delete(id)
  }
})()
