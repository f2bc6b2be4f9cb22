// What the modules of the page that arranges screens hand each other: a room as docs/protocol.md tells it, and what is edited.

interface ArrangedScene extends ScreenScene {
  revision: number
}

interface ArrangedProgramme {
  id: string
  name: string
  steps: ProgrammeStep[]
  draft: ProgrammeStep[] | null
  edited_by: Pair | null
  area: string
  revision: number
}

interface ArrangedRule {
  id: string
  name: string
  area: string
  screen: string
  category: string
  items: string[]
  urgent: boolean
  sos: boolean
  cameras_within_m: number
  until: string
  seconds: number
  on: boolean
  revision: number
}

interface ArrangedRoom {
  screens: (DirectedScreen & { distance: number; panel: number })[]
  scenes: Record<string, ArrangedScene>
  programmes: Record<string, ArrangedProgramme>
  rules: Record<string, ArrangedRule>
  level: CityLevel
}

type Kind = 'scene' | 'programme' | 'rule'

interface SceneValue {
  name: string
  layout: string
  panels: ScreenPanel[]
  area: string
}

interface ProgrammeValue {
  name: string
  area: string
  steps: ProgrammeStep[]
}

type RuleValue = Omit<ArrangedRule, 'id' | 'revision'>
type Value = SceneValue | ProgrammeValue | RuleValue

/**
 * Something that is edited: `id` '' of one that is new; `base` the revision it began with, 0 of one that is new; `from`: what it was
 * then, as text; `value`: what it is on the page; `told`: the server has said that it has it.
 */
interface Work {
  kind: Kind
  id: string
  base: number
  from: string
  value: any
  told: boolean
}

/** What a form may offer: layouts/screens/arrange.py. */
interface Choices {
  layouts: Record<string, number>
  panels: string[]
  measures: string[]
  until: string[]
  seconds: [number, number]
  lease: number
  most_steps: number
  most_cameras: number
  most_items: number
  longest_text: number
  farthest: number
}

/** What the page is told besides a wall's. */
interface ArrangeFacts {
  viewer: { id: string; role: string }
  counters: Record<string, Pair>
  categories: Record<string, string>
  choices: Choices
}

/** How a draft's step stands beside what is published. */
interface StepChange {
  mark: 'same' | 'new' | 'gone' | 'changed' | 'moved'
  step: ProgrammeStep
  was: ProgrammeStep | null
}

/** A form: `draw` fills the place anew; the rest of it reads what is typed into the work itself. */
interface Desk {
  readonly work: Work | null
  readonly room: ArrangedRoom
  /** Something was typed: what depends on it is drawn anew. */
  changed(): void
  /** What the form consists of is another: all of it is drawn anew. */
  reshaped(): void
}
