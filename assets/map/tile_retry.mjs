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
 * How to ask for a picture again: at the address of now, since the layer would answer for the map's zoom of then.
 * @param {any} tile
 */
function pictureAgain(tile) {
  const url = tile.src
  return () => (tile.src = url)
}

/**
 * Watches a Leaflet layer of tiles; what is set waits for one tile each, and goes with the tile or the layer.
 * @param {any} layer
 * @param {(tile: any) => () => void} again how to ask for a tile once more, taken when it fails
 */
export function retryTiles(layer, again = pictureAgain, later = setTimeout, forget = clearTimeout) {
  const failures = new WeakMap() // tile → times in a row
  const waiting = new Map() // tile → timer
  const drop = (/** @type {{tile: HTMLElement}} */ { tile }) => {
    forget(waiting.get(tile))
    waiting.delete(tile)
  }
  layer.on('tileerror', (/** @type {{tile: HTMLElement}} */ { tile }) => {
    const nth = failures.get(tile) ?? 0
    failures.set(tile, nth + 1)
    forget(waiting.get(tile))
    const asked = again(tile)
    const ask = () => {
      waiting.delete(tile)
      asked()
    }
    waiting.set(tile, later(ask, wait(nth)))
  })
  layer.on('tileload', (/** @type {{tile: HTMLElement}} */ { tile }) => failures.delete(tile))
  layer.on('tileload tileunload tileabort', drop)
  layer.on('remove', () => [...waiting.keys()].forEach((tile) => drop({ tile })))
}
