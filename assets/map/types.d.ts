// What the layers of the map hand each other.

type Context = CanvasRenderingContext2D

/** An outline in an area's local units (area.mjs), with the box around it. */
interface Shape {
  path: Path2D
  box: { west: number; east: number; north: number; south: number }
}

interface AreaChild extends Shape, Point, Named {
  leaf: boolean
  code: string
  km2: number
}

interface AreaGrid extends Shape {
  code: string
  position: number
}

/** An area's boundaries, ready to draw and to hit. */
interface PreparedArea {
  code: string
  room: number
  bounds: Bounds
  origin: Point
  outline: Shape
  children: AreaChild[]
  grids: AreaGrid[]
  borders: Path2D
  hairlines: Path2D
  gridAt: Map<number, number>
}

/** [[south, west], [north, east]] in degrees. */
type Bounds = [[number, number], [number, number]]

interface MapStyle {
  size: number
  family: string
  unit: number
  grain: number
  covered: Box[]
}

/** A case on the map. */
interface Mark extends Point {
  id: string
  kind: string
  lat: number
  lon: number
  /** In the middle of the area it names: nobody has told where. */
  vague: boolean
  filed: number
  acknowledged: boolean
  dim: boolean
  record: Case
}

/** What is selected and on the map. */
type ChosenCase = Omit<Mark, 'kind'> & { kind: 'case' }
type Chosen = ChosenCase | (Point & { kind: 'person' })

/** What is drawn; of its layers each knows its own part. */
interface Scene {
  people: import('./people.mjs').People
  dots: import('./dots.mjs').Dots
  marks: import('./case_marks.mjs').Marks
  cameras: import('./camera_marks.mjs').CameraMarks
  labels: import('./labels.mjs').Labels
  look: MapStyle
  area: PreparedArea | null
  view: View
  hovered: AreaChild | null
  /** Codes of areas that a warning means. */
  warned: Set<string>
  aimed: Point | null
  extras: MapExtra[]
  chosen: Chosen | null
}

/** A line of text beside a place. */
interface Plate {
  box: Box
  told: string
}

/** What another page draws over the map; `arrange` says which boxes it will cover, clear of `taken`. */
interface MapExtra {
  begin(scene: Scene, changed: () => void, viewpoint: import('./viewpoint.mjs').Viewpoint): void
  arrange?(context: Context, view: View, look: MapStyle, taken: Box[]): Box[]
  paint(context: Context, view: View, look: MapStyle): void
}

interface MapParts {
  box: HTMLElement
  scene: Scene
  ground: import('./grids.mjs').GridLayer
  painter: { take(frame: Frame): void; touch(...names: string[]): void }
  viewpoint: import('./viewpoint.mjs').Viewpoint
}

/** Which of the screens that show one map this is, from 1; `gap`: CSS pixels between two pictures. */
interface WallPart {
  rows: number
  columns: number
  row: number
  column: number
  gap: number
}

/** Colours as CSS writes them. */
interface Palette {
  ground: string
  text: string
  second: string
  land: string
  hairline: string
  hairlineNear: string
  boundary: string
  outline: string
  warned: string
  streets: { water: string; main: string; street: string; lane: string; green: string; building: string }
  shades: string[]
  marks: Record<string, string>
  plate: string
  cross: string
  cameras: Record<string, string>
  far: string
  people: Record<string, string>
}

/** What a person's sprite shows. */
interface PersonKind {
  state: string
  visiting: boolean
  sos: boolean
  ring: number
}
