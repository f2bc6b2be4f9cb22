// What the wall's own parts hand each other.

/** A camera in a place of the wall. */
interface Panelled {
  camera: Camera
  cell: HTMLElement
  main: boolean
  pinned: boolean
  reason: string
  label: string
}

/** What there is for tiles: CSS pixels and whole rows; `side`: columns of a ranking, 0 for tiles below a map. */
interface Room {
  width: number
  least: number
  rows: number
  side: number
}
