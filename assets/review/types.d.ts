// What the modules of the review hand each other, as docs/history.md tells it.

interface ReviewRow {
  id: string
  counts: Record<string, number>
  rates: Record<string, number | null>
  first_response_s: number | null
}

interface ReviewGrade {
  grade: string
  points: number
  parts: Record<string, number>
}

interface ReviewDays {
  first: string
  last: string
}

interface ReviewTable extends ReviewDays {
  code: string
  as_of: number
  behind: boolean
  began: string | null
  compared: { before: ReviewDays | null; weekdays: ReviewDays | null }
  whole: ReviewRow
  rows: Record<string, ReviewRow[]>
  grade: ReviewGrade | null
  grades: Record<string, Record<string, ReviewGrade>>
}

interface ReviewDay {
  day: string
  row: ReviewRow
}

type Against = '' | 'before' | 'weekdays'

/** What of the page is looked at, as its address says; `of` a row's id, `*` for the whole. */
interface ReviewView {
  by: string
  sort: string
  turned: boolean
  of: string
  number: string
  against: Against
  case: string
}

interface ReviewFacts extends ReviewDays {
  code: string
  below: string[]
  today: string
  names: Record<string, Record<string, Pair>>
  rules: Record<string, { weights: [string, number][]; bounds: number[]; least: number }>
  formulas: Record<string, [string, string]>
}

interface PastCase {
  case: string
  place: string[]
  item: string
  department: string
  channel: string
  state: string
  urgent: boolean
  sos: boolean
  returned: number
  reopened: number
  filed: number
  received: number
  first_response: number | null
  closed: number | null
  ended: number | null
  due: number | null
}

interface PastEvent {
  revision: number
  type: string
  time: number
}

/** What is known just now; null: not read yet. */
interface ReviewKnown {
  now: ReviewTable | null
  before: ReviewTable | null
  weekdays: ReviewTable | null
  days: ReviewDay[] | null
}
