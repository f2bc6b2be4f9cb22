// What a screen is told by its server, as dashboard/screens/told.py has it, and what its modules hand each other. Times in
// epoch ms by the server's clock.

/** What somebody put there: a value from which the screen draws it. */
interface ScreenContent {
  kind: string
  area: string
  id: string
  lat: number | null
  lon: number | null
  /** Of a case: how far away its cameras may stand; 0: none by a rule, else the city's radius. */
  cameras_within_m: number
  /** Of one that follows somebody: they look at what this screen may not show. */
  beyond: boolean
}

/** A lease. `by`: who put it there, as people call them. */
interface ScreenPush {
  id: string
  content: ScreenContent
  by: Pair
  at: number
  until: number
  rank: string
  /** Of a rule's that stays until the case is taken up: for how many seconds longer; else 0. */
  claim_s: number
}

/** `seconds` it stays; `first`, `last`: minutes of the local day; `measure`: by which counter it is quiet; `stay`: seconds at most. */
interface ProgrammeStep {
  scene: string
  seconds: number
  first: number
  last: number
  measure: string
  stay: number
}

interface ScreenPanel {
  kind: string
  cameras: string[]
  text: string
}

interface ScreenScene {
  id: string
  name: string
  layout: string
  panels: ScreenPanel[]
  area: string
}

/** `distance` in metres, `panel` in inches; 0: not told. */
interface HungScreen {
  id: string
  name: string
  room: string
  area: string
  distance: number
  panel: number
  part?: HungPart | null
  programme?: string
}

/** Which screen of a wall it is, from 1; `gap`: mm between the pictures of two neighbours. */
interface HungPart {
  wall: string
  rows: number
  columns: number
  row: number
  column: number
  gap: number
}

interface ScreenAnnouncement {
  id: string
  text: string
  at: number
  until: number
}

/** All that a screen needs to go on by itself. */
interface ScreenTold {
  screen: HungScreen
  pushes: ScreenPush[]
  held: boolean
  turns: number
  reloads: number
  named_until: number
  programme: { id: string; name: string; steps: ProgrammeStep[] } | null
  scenes: Record<string, ScreenScene>
  announcements: ScreenAnnouncement[]
  level: CityLevel
}

/** Where a programme stands: the step shown, since when, and how often somebody had said *next* by then. */
interface Turning {
  about: string
  step: number | null
  since: number
  turns: number
}

/** What is shown, and why. */
type Showing =
  { kind: 'push'; push: ScreenPush } | { kind: 'programme'; scene: ScreenScene } | { kind: 'area' }

/** A region of the page, or what a module of assets/screen/panels draws. */
interface StagePanel {
  kind: string
  cameras?: string[]
  text?: string
  counter?: string
  case?: string
  metres?: number | null
}

/** What stands where: `key` is another one when anything of it is. `focus`: what the map looks at. */
interface Stage {
  key: string
  layout: string
  panels: StagePanel[]
  area: string
  focus: { kind: 'case'; id: string; area: string } | { kind: 'place'; lat: number; lon: number } | null
  part?: HungPart
}

/** What a panel's module answers: `close` gives everything back. */
interface OpenPanel {
  close(): void
}

/** What a screen's page is told besides a wall's: dashboard/pages/pages.py. */
interface ScreenFacts {
  own: boolean
  counters: Record<string, Pair>
}
