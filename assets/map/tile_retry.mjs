// A tile that failed is asked for again as long as it is shown: a wall stands still for months, and nobody pans it.

const FIRST_MS = 1000
const FACTOR = 3
const LONGEST_MS = 300_000

/**
 * How long to wait after the nth failure in a row (from 0): growing, bounded, and no two pages in step.
 * @param {number} nth
 */
export const wait = (nth, random = Math.random) =>
  Math.min(FIRST_MS * FACTOR ** Math.min(nth, 9), LONGEST_MS) * (0.75 + random() / 2)

/**
 * Watches a Leaflet tile layer; what is set waits for one tile each, and goes with the tile or the layer.
 * @param {any} layer
 */
export function retryTiles(layer, later = setTimeout, forget = clearTimeout) {
  const failures = new WeakMap() // tile → times in a row
  const waiting = new Map() // tile → timer
  const drop = (/** @type {{tile: HTMLImageElement}} */ { tile }) => {
    forget(waiting.get(tile))
    waiting.delete(tile)
  }
  layer.on('tileerror', (/** @type {{tile: HTMLImageElement}} */ { tile }) => {
    const nth = failures.get(tile) ?? 0
    failures.set(tile, nth + 1)
    forget(waiting.get(tile))
    const url = tile.src // asked for its address now, the layer would answer for the map's zoom of now
    const ask = () => {
      waiting.delete(tile)
      tile.src = url
    }
    waiting.set(tile, later(ask, wait(nth)))
  })
  layer.on('tileload', (/** @type {{tile: HTMLImageElement}} */ { tile }) => failures.delete(tile))
  layer.on('tileload tileunload tileabort', drop)
  layer.on('remove', () => [...waiting.keys()].forEach((tile) => drop({ tile })))
}
