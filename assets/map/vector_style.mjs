// How vector tiles of the Protomaps basemap look on a wall: water, green, buildings and roads by class, in the greys of a
// base map of lines. No names: those on the map are the city's own, and two sets of them would cover each other.

/** Kind of a road (`medium_road` is version 3's) → colour of the palette, width in CSS pixels at some zooms, first zoom. */
/** @type {[kinds: string[], colour: 'lane' | 'street' | 'main', widths: number[][], from: number][]} */
const ROADS = [
  [['other', 'path'], 'lane', [[15, 0.6], [18, 2.5]], 15], // prettier-ignore
  [['minor_road'], 'lane', [[13, 0.6], [16, 2], [19, 9]], 13], // prettier-ignore
  [['rail'], 'lane', [[10, 0.6], [16, 1.5]], 10], // prettier-ignore
  [['medium_road'], 'street', [[11, 0.7], [14, 1.6], [19, 12]], 11], // prettier-ignore
  [['major_road'], 'street', [[8, 0.6], [12, 1.2], [15, 2.6], [19, 15]], 8], // prettier-ignore
  [['highway'], 'main', [[6, 0.7], [12, 1.6], [15, 3.4], [19, 18]], 6], // prettier-ignore
]
const GREEN = new Set(
  'park forest wood grass grassland scrub nature_reserve national_park protected_area golf_course cemetery'
    .concat(' allotments village_green playground recreation_ground garden meadow orchard zoo wetland')
    .split(' '),
)
const RIVERS = [[9, 0.5], [13, 1.2], [17, 4]] // prettier-ignore
const [LINE, AREA] = [2, 3] // geometries of a vector tile
const NEAR = 15 // zoom from which single buildings can be told apart

/**
 * Between two stops as far as the zoom is.
 * @param {number[][]} stops `[zoom, value]`, the zooms growing
 * @param {number} zoom
 */
export function between(stops, zoom) {
  const after = stops.findIndex(([at]) => at > zoom)
  if (after === 0) return stops[0][1]
  if (after < 0) return stops[stops.length - 1][1]
  const [[low, from], [high, to]] = [stops[after - 1], stops[after]]
  return from + ((to - from) * (zoom - low)) / (high - low)
}

/** @param {string} colour `#rrggbb` */
const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))

/**
 * What to draw with so that each colour is seen as it is told once `land` lies over it, `cover` opaque.
 * @template {Record<string, string>} Colours
 * @param {Colours} colours
 * @param {string} land
 * @param {number} cover
 * @returns {Colours}
 */
export function beneath(colours, land, cover) {
  const above = channels(land)
  const lifted = (/** @type {string} */ colour) =>
    channels(colour)
      .map((seen, at) => Math.round((seen - cover * above[at]) / (1 - cover)))
      .map((value) => Math.max(0, Math.min(255, value)).toString(16).padStart(2, '0'))
  const entries = Object.entries(colours).map(([name, colour]) => [name, `#${lifted(colour).join('')}`])
  return Object.fromEntries(entries)
}

/** @param {{props: Record<string, unknown>}} feature */
export const kindOf = ({ props }) => String(props.kind ?? props['pmap:kind']) // version 4, version 3

/**
 * Paint rules of protomaps-leaflet, the lowest first.
 * @param {Pick<typeof import('../vendor/protomaps.mjs'), 'LineSymbolizer' | 'PolygonSymbolizer'>} library
 * @param {Palette['streets']} colours
 */
export function vectorRules({ LineSymbolizer, PolygonSymbolizer }, colours) {
  /** @param {number} type */
  const only = (type) => (/** @type {number} */ _, /** @type {any} */ feature) => feature.geomType === type
  /** @param {number} _ @param {any} feature */
  const green = (_, feature) => feature.geomType === AREA && GREEN.has(kindOf(feature))
  const areas = (/** @type {string} */ fill) => new PolygonSymbolizer({ fill })
  const lines = (/** @type {string} */ color, /** @type {number[][]} */ stops) =>
    new LineSymbolizer({ color, width: (/** @type {number} */ zoom) => between(stops, zoom) })
  return [
    { dataLayer: 'landuse', symbolizer: areas(colours.green), filter: green },
    { dataLayer: 'natural', symbolizer: areas(colours.green), filter: green }, // version 3
    { dataLayer: 'water', symbolizer: areas(colours.water), filter: only(AREA) },
    { dataLayer: 'water', symbolizer: lines(colours.water, RIVERS), filter: only(LINE) },
    { dataLayer: 'physical_line', symbolizer: lines(colours.water, RIVERS), filter: only(LINE) }, // version 3
    { dataLayer: 'buildings', symbolizer: areas(colours.building), filter: only(AREA), minzoom: NEAR },
    ...ROADS.map(([kinds, colour, widths, minzoom]) => ({
      dataLayer: 'roads',
      symbolizer: lines(colours[colour], widths),
      minzoom,
      filter: (/** @type {number} */ _, /** @type {any} */ feature) =>
        feature.geomType === LINE && kinds.includes(kindOf(feature)),
    })),
  ]
}
