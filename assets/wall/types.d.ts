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
