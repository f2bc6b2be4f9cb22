// How a screen is: frames a second, memory, how late its main thread is, and what went wrong last. Counts frames for one second of
// five: a page that asks for every frame all day would keep the machine busy with nothing.

const FRAMES_MS = 1000
const BEAT_MS = 5000
const TICK_MS = 500
const LONGEST = 200 // characters of an error
const MEGABYTE = 1024 * 1024
const BEATS = 24 // over which the heap was never smaller: garbage comes and goes

export class Health {
  /** @type {number | null} */
  #fps = null
  #lag = 0
  #error = ''
  /** @type {number[]} */
  #heaps = []
  video = '' // what keeps it from playing cameras
  #expected = performance.now() + TICK_MS

  constructor() {
    addEventListener('error', ({ message }) => this.note(message))
    addEventListener('unhandledrejection', ({ reason }) => this.note(String(reason?.message ?? reason)))
    setInterval(() => this.#tick(), TICK_MS)
    setInterval(() => this.#count(), BEAT_MS)
    this.#count()
  }

  /** @param {string} error */
  note(error) {
    this.#error = String(error).slice(0, LONGEST)
  }

  /** Since the last answer: `lag` the worst, ms; `heap` MB; what a browser does not tell is null. */
  answer() {
    const lag = Math.round(this.#lag)
    this.#lag = 0
    const heap = heapNow()
    if (heap !== null) this.#heaps = [...this.#heaps, heap].slice(-BEATS)
    return {
      fps: document.hidden ? 0 : this.#fps,
      heap,
      video: this.video,
      lag,
      error: this.#error || null,
      size: [innerWidth, innerHeight],
      hidden: document.hidden,
    }
  }

  /** MB that the page has needed for two minutes; null: not known. */
  get steady() {
    return this.#heaps.length < BEATS ? null : Math.min(...this.#heaps)
  }

  #tick() {
    const at = performance.now()
    this.#lag = Math.max(this.#lag, at - this.#expected)
    this.#expected = at + TICK_MS
  }

  #count() {
    if (document.hidden) return
    const began = performance.now()
    let frames = 0
    const frame = () => {
      frames += 1
      const past = performance.now() - began
      if (past < FRAMES_MS) requestAnimationFrame(frame)
      else this.#fps = Math.round((frames * 1000) / past)
    }
    requestAnimationFrame(frame)
  }
}

function heapNow() {
  const memory = /** @type {any} */ (performance).memory
  return memory ? Math.round((memory.usedJSHeapSize / MEGABYTE) * 10) / 10 : null
}
