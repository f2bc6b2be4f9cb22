// Sizes and obstacles the stylesheet decides: the font of names, how large a unit is, where the legend stands.
// Reads the page, draws nothing.

const USUAL = 18 // CSS pixels of a name on a 1920 × 1080 page: there, one unit is one pixel

/** {size, family, unit, covered}: `covered` is the legend's box in the container's CSS pixels, or null. */
export function readLook(box) {
  const style = getComputedStyle(box)
  const size = Number.parseFloat(style.fontSize)
  return { size, family: style.fontFamily, unit: size / USUAL, covered: legendBox(box) }
}

function legendBox(box) {
  const legend = document.getElementById('legend')?.getBoundingClientRect()
  if (!legend || legend.width === 0) return null
  const ours = box.getBoundingClientRect()
  return {
    left: legend.left - ours.left,
    right: legend.right - ours.left,
    top: legend.top - ours.top,
    bottom: legend.bottom - ours.top,
  }
}

const SAMPLES = 8

/** Pixels to leave free at the left because the area, as it stands in `view`, would lie under the legend. */
export function roomForLegend(area, view, covered, tester) {
  if (!area || !covered) return 0
  for (let i = 0; i <= SAMPLES; i++) {
    for (let j = 0; j <= SAMPLES; j++) {
      const x = covered.left + ((covered.right - covered.left) * i) / SAMPLES
      const y = covered.top + ((covered.bottom - covered.top) * j) / SAMPLES
      const [lx, ly] = [area.localX((x + view.left) / view.world), area.localY((y + view.top) / view.world)]
      if (tester.isPointInPath(area.outline.path, lx, ly, 'evenodd')) return covered.right
    }
  }
  return 0
}
