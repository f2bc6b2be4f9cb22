// The shapes that modules hand each other, as the server sends them or as they are told through the store. Known
// everywhere without an import. Fields as in docs/architecture.md; what is not listed here nobody relies on.

/** Chinese, and English where there is one. */
type Pair = [string, (string | null)?]

/** Who signed in: `places` are addresses with their names, as they may open them. */
interface AccountFact {
  name: string
  acts_as: string
  places: [string, string][]
}

interface Named {
  name: string
  name_en?: string | null
}

/** A reason from the server, in both languages. */
type Reason = { zh: string; en: string }

interface AcknowledgedRow {
  by: string
  at: number | null
}

/** A clock that stands still; `left` is the rest of the limit in ms of its own kind of time. */
interface Pause {
  since: number
  until: number | null
  left: number
}

/** A case as any state, queue or list tells it; times in epoch ms. */
interface Case {
  id: string
  item: string
  state: string
  place: Pair[]
  filed: number
  due: number | null
  /** Its limit runs day and night. */
  continuous?: boolean
  lat?: number | null
  lon?: number | null
  /** The middle of the area it names, of a case without a point. */
  about?: LatLon | null
  sos: boolean
  /** A call for help, and nobody is on the spot yet. */
  calling: boolean
  urgent: boolean
  acknowledged: AcknowledgedRow | boolean | null
  to_locate: boolean
  to_sort: boolean
  unverified?: boolean
  unfiled?: boolean
  /** Until when an order on it waits for an answer. */
  reply_by?: number | null
  owner?: string | null
  owned?: boolean
  paused?: Pause | boolean | null
}

/** A case as a room's state tells it. */
interface RoomCase extends Case {
  revision: number
  area: string
  inspector: string | null
  owned: boolean
  unanswered: boolean
  /** When it came to this page, or became urgent there. */
  news?: number
}

interface Camera extends Named {
  id: string
  lat: number
  lon: number
  state: string
  since: number
  detail: string
  still?: boolean
  [more: string]: any
}

/** With its distance from the place that was asked for. */
interface NearCamera extends Camera {
  metres: number
}

interface Child extends Named {
  code: string
  label: [number, number]
  rings: number[][]
  km2?: number
}

interface Grid {
  code: string
  position: number
  rings: number[][]
}

/** The payload of /api/areas/<code>/map. */
interface Area extends Named {
  code: string
  level: string
  edition: string
  position: number
  km2: number
  path: (Named & { code: string })[]
  counts: Record<string, number>
  bounds: [number, number, number, number]
  rings: number[][]
  children: Child[]
  grids: Grid[]
}

type Counters = Record<string, number>

/** What is told of an open call beside its case; null where it cannot be told. */
interface CallView {
  /** When its caller was last heard of. */
  contact: number | null
  /** Whether anybody was sent, and how far that person is. */
  sent: boolean
  minutes: number | null
}

interface RoomState {
  counters: Counters
  tiles: Record<string, Counters>
  direct: Counters | null
  hours: { today: number[]; yesterday: number[]; now: number } | null
  cases: RoomCase[]
  calls: Record<string, CallView>
  people_seen: number
  /** What numbers were at this time a `day` and a `week` ago, by counter; null or missing where it is not known. */
  before: Record<string, Record<string, number | null>>
  /** `category:<code>`: of today's cases; `department:<code>`: of open ones. */
  kinds: Record<string, number>
  cameras: Record<string, CameraNews>
  camera_list: string | null
}

/** State, since when, detail. */
type CameraNews = [string, number, string]

/** What a snapshot or a delta brings: the parts that changed, and the cases that left. */
type StateChange = Partial<Omit<RoomState, 'cameras'>> & {
  gone_cases?: string[]
  cameras?: Record<string, CameraNews | null>
}

/** People of a frame, a column each; `lat`, `lon` in millionths of a degree, `age` in ms before the frame's `at`. */
interface PeopleColumns {
  count: number
  index: Uint32Array
  lat: Int32Array
  lon: Int32Array
  age: Int32Array
  state: Uint8Array
  flags: Uint8Array
}

interface GridColumns {
  count: number
  position: Uint32Array
  open: Uint16Array
  covered: Uint8Array
}

interface Frame {
  snapshot: boolean
  epoch: number
  room: number
  sequence: number
  at: number
  newest: number
  redisAge: number | null
  gatewayAge: number | null
  heartbeat: boolean
  catchingUp: boolean
  trouble: 'amber' | 'red' | null
  people: PeopleColumns
  /** How far they moved, and how old that is. */
  moved: Pick<PeopleColumns, 'count' | 'index' | 'lat' | 'lon' | 'age'>
  looks: Pick<PeopleColumns, 'count' | 'index' | 'state' | 'flags'>
  names: [number, string][]
  gone: Uint32Array
  hidden: Uint32Array
  grids: GridColumns
  state: StateChange | null
}

interface Trouble {
  code: string
  since: number
  red_at: number | null
  told?: any
}

interface Truth {
  linked: boolean
  linkAge: number | null
  redisAge: number | null
  gatewayAge: number | null
  heartbeat: boolean
  catchingUp: boolean
  trouble: 'amber' | 'red' | null
  troubles: Trouble[]
  newest: number
}

/** What is selected on the page: a case or a person by `id`, a grid by `code`, or nothing. */
interface Selected {
  kind: 'case' | 'person' | 'grid' | null
  id?: string
  index?: number
  code?: string
  /** Nothing any more, because the page has moved to another area. */
  moved?: boolean
}

/** Of the whole city: why, by whom and since when. */
interface CityLevel {
  code: string
  why: string
  by: Pair | null
  at: number
  revision: number
}

/** An announcement for whoever works at this page. */
interface PersonNotice {
  id: string
  text: string
  by: Pair
  at: number
  until: number
}

/** A screen that follows them; `beyond`: they look at what it may not show. */
interface Followed {
  screen: string
  name: string
  push: string
  beyond: boolean
}

/** Their push that somebody else covered or ended on a screen. */
interface ReplacedPush {
  id: string
  screen: string
  how: 'covered' | 'ended'
  by: Pair
  until: number
}

interface Notices {
  level: CityLevel
  announcements: PersonNotice[]
  followed: Followed[]
  replaced: ReplacedPush[]
  late: LateHandover[]
}

/** A signed handover that nobody accepted in time. `own`: to be seen to by whoever looks, whatever the area; `opens`: they may open it. */
interface LateHandover {
  area: string
  name: Pair
  number: number
  at: number
  own: boolean
  opens: boolean
}

/** A warning of an emergency office. `grade` 4 (extreme) to 1, 0 not told; `areas` are those meant within the area looked at. */
interface PublicWarning {
  id: string
  grade: number
  exercise: boolean
  headline: Pair
  text: Pair
  sender: Pair
  areas: Pair[]
  more: number
  codes: string[]
  onset: number | null
  until: number
}

/** Those that concern an area, the gravest first, and how many more. */
interface Warned {
  area: string
  warnings: PublicWarning[]
  more: number
}

interface World {
  world: string
  notes: Pair[]
}

/** Cameras of the area shown, with their newest states; `rows` is empty while nobody pulls them. */
interface CameraListing {
  code: string
  edition: string | null
  running: boolean
  rows: Camera[]
  changed: 'list' | 'states'
}

/** What the address says about cameras. */
interface CameraView {
  layout: number
  one: string | null
  pins: string[]
}

/** Topic → what is told about it; the table stands in store.mjs. What only the console tells: console/types.d.ts. */
interface Topics {
  route: { code: string; from: string | null; how: 'load' | 'go' | 'back'; trouble?: string }
  area: Area
  frame: Frame
  fault: unknown
  state: { code: string | null; at: number; snapshot: boolean; changed: Set<string>; state: RoomState }
  truth: Truth
  select: Selected
  refit: Record<string, never>
  cameras: CameraListing
  camera: { id: string }
  world: World
  notices: Notices
  warnings: Warned
  city: string
  outdated: string
  pointed: Target | null
  aim: { lat: number; lon: number; asked: boolean } | null
  lit: string | null
  marks: { rows: Case[]; dim: Set<string> }
  legend: Record<string, never>
  placing: { take(lat: number, lon: number): void } | null
}

/** What of the map can be asked, at a pixel of its container; `id` is null for a person this viewer may not know. */
type Target = Point & { byKey?: boolean } & (
    | { kind: 'case'; id: string }
    | { kind: 'camera'; id: string }
    | { kind: 'person'; id: string | null; index: number; state: string; time: number; visiting: boolean }
  )

/** The answer of /api/people/<id>. */
interface PersonCard {
  id: string
  name: Pair | null
  state: string
  home: Pair[]
  age: number | null
  kind: string | null
  planned?: number | null
}

/** Where the map looks: container pixel = mercator × world − left/top, in CSS pixels; × ratio on the canvas. */
interface View {
  zoom: number
  world: number
  left: number
  top: number
  width: number
  height: number
  ratio: number
  part?: WallPart | null
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** Latitude and longitude in degrees. */
type LatLon = [number, number]

interface Point {
  x: number
  y: number
}
