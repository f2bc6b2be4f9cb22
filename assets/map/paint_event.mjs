// Tells whoever watches the page what has been painted: the gridwall:paint event, marks on the element, timings.

/**
 * `box` gets data-painted (code of the area whose ground and people stand there) and data-paints (how many paints).
 * @param {HTMLElement} box
 * @param {Scene} scene
 */
export function createPaintEvent(box, scene) {
  let paints = 0
  /** @type {number | null} */
  let snapshotOf = null // room of the last snapshot folded in

  /** @param {string} code */
  function arrived(code) {
    box.dataset.painted = code
    if (performance.getEntriesByName('gridwall:go').length === 0) return
    performance.clearMeasures('gridwall:drill')
    performance.measure('gridwall:drill', 'gridwall:go')
    performance.clearMarks('gridwall:go')
  }

  return {
    /** @param {Frame} frame */
    folded(frame) {
      if (frame.snapshot) snapshotOf = frame.room
    },
    painted() {
      const { area, people, marks } = scene
      box.dataset.paints = String(++paints)
      if (area && area.room === snapshotOf && box.dataset.painted !== area.code) arrived(area.code)
      const detail = {
        inspectors: people.count,
        cases: marks.count,
        newest: people.newest,
        at: performance.timeOrigin + performance.now(),
      }
      window.dispatchEvent(new CustomEvent('gridwall:paint', { detail }))
    },
  }
}
