// The shapes of the duty console: what the server tells of cases, desks and performance, named as its structs
// (dashboard/console/queue_rows.py, dashboard/api/case_card.py, dashboard/api/performance.py), and what the console's
// modules hand each other. Known everywhere without an import. Times in epoch ms.

/** What a console's page is told besides: dashboard/pages/pages.py. */
interface ConsoleFacts {
  viewer: { id: string; role: string; names: boolean }
  matters: Record<string, Matter>
  departments: Record<string, Pair>
  sendable: string[]
  /** From the city down. */
  levels: string[]
  /** Roles by the step of the ladder at which they hear. */
  ladder: string[]
  text_limit: number
  grid: GridComponent
}

interface Matter {
  category: Pair
  department: string
  level: string
  limit: string
  urgent: boolean
}

/** Dash's grid as the layout drew it, widths in rem. */
interface GridComponent {
  props: { columnDefs: GridColumn[]; dashGridOptions: { rowHeight: number } }
}

interface GridColumn {
  colId: string
  width?: number
  minWidth?: number
  hide?: boolean
  headerName?: string
}

/** What we use of ag-grid's own API. */
interface GridApi {
  addEventListener(name: string, heard: (event: { source: string }) => void): void
  applyTransaction(change: GridChange): unknown
  deselectAll(): void
  ensureNodeVisible(node: GridNode): void
  forEachNodeAfterFilterAndSort(each: (node: GridNode) => void): void
  getRowNode(id: string): GridNode | undefined
  getSelectedNodes(): GridNode[]
  refreshCells(what: { columns: string[]; force: boolean; suppressFlash: boolean }): void
  resetRowHeights(): void
  setGridOption(name: string, value: unknown): void
}

interface GridNode {
  id: string
  isSelected(): boolean
  setSelected(yes: boolean, alone: boolean): void
}

/** Lines that come, change and go. */
interface GridChange {
  add: Line[]
  update: Line[]
  remove: Line[]
}

/** The dispatch that stands; `inspector` is null for somebody whom this viewer may not know. */
interface AssignmentRow {
  id: string
  inspector: string | null
  pace: number | null
  department: string | null
  name: Pair
  at: number
  answer_by: number
  accepted_at: number | null
  arrived_at: number | null
  handling_at: number | null
  unanswered_at: number | null
}

/** A wish that waits for a second person. */
interface AskedRow {
  what: string
  by: string
}

/** What somebody who leads wants to be told, by when, and the answer once there is one. */
interface OrderRow {
  text: string
  by: string
  at: number
  answer_by: number
  answer: string | null
  answered_by: string | null
  answered_at: number | null
}

/** A case in a queue or a list; `place` names the areas below the one that was asked for. */
interface CaseRow extends Case {
  revision: number
  /** The name of whoever calls for help; null of any other case, and of somebody not to be known here. */
  caller: Pair | null
  level: string
  urgent: boolean
  sos: boolean
  unverified: boolean
  unfiled: boolean
  acknowledged: AcknowledgedRow | null
  area: string
  lat: number | null
  lon: number | null
  inspector: string | null
  received: number
  limit: string
  due_soon: number | null
  claim_by: number | null
  paused: Pause | null
  owner: string | null
  owned_at: number | null
  unowned_at: number | null
  assignment: AssignmentRow | null
  asked: AskedRow | null
  to_locate: boolean
  to_sort: boolean
  returned: number
  rung: number
  merged_into: string | null
  ended_at: number | null
  order: OrderRow | null
  reply_by: number | null
  urged: number
  urged_at: number | null
  urge_from: number
  inspection: AssignmentRow | null
  evidence: string | null
  mine_to_do: boolean
}

/** A case with what only a card has room for. */
interface CardCase extends CaseRow {
  text: string
  address: string | null
  channel: string | null
  photos: string[]
  outcome: string | null
  reported: number
  claimed_place: object | null
  first_response: number | null
  notes: number
  reopened: number
  escalated_at: number | null
}

/** A case that the search of texts found. */
interface FoundCase extends CaseRow {
  text: string
}

interface FoundCases {
  cases: FoundCase[]
  more: boolean
}

interface PlacedArea {
  code: string
  names: Pair[]
}

interface PlacedAddress {
  address: string
  lat: number
  lon: number
}

interface FoundPlaces {
  areas: PlacedArea[]
  addresses: PlacedAddress[]
}

interface CardStep {
  step: string
  at: number | null
  by: string | null
}

/** What people read of an event's data; docs/streams.md says which type has what. */
interface EventData {
  dispatch?: string
  inspector?: string
  department?: string
  level?: string
  into?: string
  /** Of the ladder, from 1 on. */
  step?: number
  what?: string
  /** What is asked for or granted: more hours, the deadline that follows, or until when it rests. */
  hours?: number
  due?: number
  until?: number
  reason?: string
  recorded?: number
  note?: string
  text?: string
  answer_by?: number
  /** How often somebody was urged. */
  count?: number
  evidence?: string
  photos?: string[]
  /** Of an inspection: whether it is put right. */
  ok?: boolean
  /** Who had it before it was taken over. */
  taken_from?: string
  /** Whose order it leaves unanswered. */
  order_ended?: string
}

interface CardEvent {
  time: number
  actor: string
  type: string
  data: EventData
}

/** Who can go: `metres` as the crow flies, `seconds` on the way, `age` of their position in ms, `busy`: an item. */
interface NearPerson {
  number: number
  inspector: string
  name: Pair
  metres: number
  seconds: number
  mode: string
  age: number
  accuracy: number | null
  load: number
  busy: string | null
  owner: boolean
  free: boolean
  lat: number
  lon: number
  kind: string
}

/** Somebody on call now; their number is asked for by `key`. */
interface CardOnCall {
  key: string
  name: Pair
  place: Pair
  department: Pair | null
  until: number
  number: boolean
}

interface PossibleDuplicate {
  id: string
  item: string
  metres: number
  minutes: number
  state: string
}

/** All there is to one case; `left` is ms of the limit's own kind of time. */
/** Who calls for help; `track`: time, latitude, longitude, the oldest first. */
interface CardCaller {
  inspector: string | null
  name: Pair
  mode: string | null
  lat: number
  lon: number
  heard: number
  placed: number
  accuracy: number | null
  battery: number | null
  track: [number, number, number][]
}

/** A person who was sent and is on the way. */
interface CardWay {
  inspector: string | null
  name: Pair
  mode: string
  metres: number
  seconds: number
  lat: number
  lon: number
  placed: number
}

interface CaseCard {
  case: CardCase
  caller: CardCaller | null
  way: CardWay | null
  steps: CardStep[]
  history: CardEvent[]
  clock: string
  left: number | null
  responders: NearPerson[]
  method: Reason
  duplicates: PossibleDuplicate[]
  merged: string[]
  /** The first of two, null when it is forgotten or elsewhere. */
  resend: { of: string | null } | null
  cameras: string[]
  on_call: CardOnCall[] | null
}

interface PhoneNumber {
  phone: string | null
  name: Pair | null
}

interface SeatTaken {
  id: string
  role: string
}

/** Who sits at a console, and of which area. */
interface Seat {
  id: string
  name: Pair
  role: string
  area: string
}

/** What of /readyz the footer shows. */
interface Readiness {
  rejected: number
  not_told: Record<string, number>
  sos_doubtful: DoubtfulSos | null
}

/** What a position says of an SOS and cannot mean: how often, of how many people, and what the last one said. */
interface DoubtfulSos {
  count: number
  people: number
  value: string
  inspector: string
}

/** One area, department or person today; rates between 0 and 1. */
interface PerformanceRow extends Named {
  id: string
  filed: number
  due: number
  closed: number
  on_time: number
  overdue: number
  returned: number
  first_response_s: number | null
  closing: number | null
  on_time_rate: number | null
}

type Rate = 'closing' | 'on_time_rate'
type PerformanceNumber = Exclude<keyof PerformanceRow, 'id' | 'name' | 'name_en'>
type PerformanceKind = 'areas' | 'departments' | 'people'

interface PerformanceTable {
  as_of: number
  code: string
  total: PerformanceRow
  areas: PerformanceRow[]
  departments: PerformanceRow[]
  people: PerformanceRow[]
}

interface PerformanceCase extends Case {
  owner: string | null
  paused: boolean
  acknowledged: boolean
  closed: number | null
  returned: number
  first_response_s: number | null
}

/** The cases behind one number: all are counted in `total`, not all are listed. */
interface PerformanceList {
  as_of: number
  kind: PerformanceKind
  id: string
  number: PerformanceNumber
  total: number
  rows: PerformanceCase[]
}

/** By which column, and whether the largest comes first. */
interface Sort {
  by: PerformanceNumber | 'name'
  down: boolean
}

/** What is looked at in the panel of performance; `of`: a row's id while the list behind its number is shown. */
interface PerformanceView {
  open: boolean
  kind: PerformanceKind
  sort: Sort
  of: string | null
  number: PerformanceNumber | null
}

/** What a queue's message brings; `sequence` of the desk. */
interface QueueMessage {
  area: string
  whole: boolean
  sequence: number
  rows: CaseRow[]
  gone: string[]
}

/** A row before, null for one never seen, and after. */
type RowChange = [CaseRow | null, CaseRow]

interface QueueChange {
  changed: RowChange[]
  gone: CaseRow[]
  whole: boolean
}

/** A line of the grid. */
interface Line {
  id: string
  order: number
  row: CaseRow
}

/** What the address says is looked at. */
interface DeskView {
  tab: string
  q: string
  filters: Filters
  case: string | null
}

/** What the list is narrowed by: kind (case/filters.mjs) → values. */
type Filters = Record<string, string[]>

/** Who sits here: their id and role, the city's levels, and the server's time. */
interface Who {
  now: number
  me: string
  role: string
  levels: string[]
}

/** The clock of a case that matters now: `ms` left or past, or `at` when it ends. */
interface Clock {
  kind: string
  tone: 'calm' | 'soon' | 'late'
  ms?: number
  at?: number | null
}

/** People near the case looked at, and whom it would be sent to. */
interface Near {
  id: string | null
  responders: NearPerson[]
  picked: number | null
  departments: boolean
  department: string | null
  inspector: string | null
}

/** What is known of the case looked at: nothing yet, or why there is nothing. */
interface Detail {
  id: string | null
  detail: CaseCard | null
  trouble: string | null
}

type PlaceChosen = { lat: number; lon: number } | { area: string }

/** What the server says to a command; `unconfirmed`: in the record, and not on its replicas yet. */
type CommandAnswer =
  | { ok: true; revision: number; unconfirmed?: boolean }
  | { ok: false; code: string; reason?: Reason; revision?: number }

/** What a command says besides: docs/case-commands.md. */
interface CommandData {
  into?: string
  what?: string
  ok?: boolean
  inspector?: string
  department?: string
  [field: string]: unknown
}

/** A command on its way; commander.mjs says what its states mean. */
interface CommandEntry {
  command: string
  case: string
  do: string
  data: CommandData
  /** Whoever gave it tells by itself what becomes of it. */
  listed: boolean
  /** The case's when it was given, and what our own queue shows. */
  revision: number
  shown: number
  /** That of the server's answer. */
  wanted?: number
  state: 'sending' | 'silent' | 'sent' | 'done' | 'refused' | 'given_up'
  reason: Reason | null
  code?: string
  unconfirmed?: boolean
  seen?: boolean
  tries: number
  begun: number
  until: number | null
}

/** What a key means: something of the page, or the key of a case command. */
type Meaning =
  | { name: 'number'; number: number }
  | { name: import('../core/contract.mjs').PageAction; number?: undefined }
  | { key: string; name?: undefined }

/** A choice in a dialog. */
interface Option {
  value: string
  text: string
}

interface FieldOf<Kind extends string> {
  name: string
  kind: Kind
  label: string
  required?: boolean
  /** Photos stand for what is required. */
  orPhotos?: boolean
}

/** A field of a dialog; what is asked for, by its kind. */
type FormField =
  | (FieldOf<'text'> & { max?: number; value?: string })
  | (FieldOf<'choice'> & { options: Option[] })
  | FieldOf<'line'>
  | (FieldOf<'hours'> & { max: number; value?: number })
  | (FieldOf<'until'> & { from: number })

/** What a dialog was told, by the fields' names. */
type FormValues = Record<string, string | number | string[] | null>

type AlarmKind = 'sos' | 'urgent' | 'ordered' | 'rung' | 'unanswered' | 'overdue' | 'returned'

/** Who hears: their id and role; `rings`: roles by the step of the ladder. */
interface Hearer {
  me: string
  role: string
  rings: string[]
}

interface Alarm {
  kind: AlarmKind
  id: string
  item: string
  sos: boolean
  town: Pair | null
  at: number
}

/** Alarms of one matter in one town. */
interface AlarmGroup extends Pick<Alarm, 'item' | 'sos' | 'town'> {
  count: number
}

/** A part of the card draws itself; `detail` is null until the server has answered, `at` is the server's time. */
type DrawPart = (host: HTMLElement, record: CaseRow, detail: CaseCard | null, at: number) => unknown

/** What the console's modules tell each other besides; the table stands in core/store.mjs. */
interface Topics {
  queue: QueueChange & { area: string | null; rows: Map<string, CaseRow> }
  view: DeskView
  listed: { rows: CaseRow[]; narrowed: boolean; key: string }
  detail: Detail
  near: Near
  command: CommandEntry
  seats: Seat[]
}
