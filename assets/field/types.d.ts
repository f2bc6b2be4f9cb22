// What the phone's and the department's page work with, as /api/field/work and the page's facts tell it.

interface FieldTask {
  case: string
  dispatch: string
  step: string
  item: Pair | null
  lat: number | null
  lon: number | null
  text: string
  due: number | null
  paused: boolean
  /** Whether its limit's time runs day and night. */
  continuous: boolean
  answer_by: number
  photos: string[]
  [more: string]: any
}

/** What was pressed and waits to be heard. */
interface Pressed {
  request: string
  kind: 'call' | 'event' | 'report'
  case?: string
  pressed: number
  photos: { blob: Blob; hash: string | null }[]
  body: any
}

/** A report that was heard, or refused. */
interface SentReport {
  request: string
  at: number
  item: string
  state: 'sent' | 'refused'
  case?: string | null
  reason?: { zh?: string; en?: string; code?: string } | null
}

/** `told` is the answer's JSON, or its bytes; status 0 when nothing answered, `wait` in seconds. */
interface FieldReply {
  status: number
  told: any
  wait: number
}

interface FieldApi {
  ask(address: string, options?: object): Promise<FieldReply>
  listen(
    address: string,
    signal: AbortSignal,
    heard: (text: string) => void,
  ): Promise<{ status: number; wait: number }>
  linked: boolean
  name: string
}

interface FieldOutbox {
  readonly durable: boolean
  all(): Pressed[]
  reports(): SentReport[]
  keep(report: SentReport): Promise<void>
  put(item: Pressed): Promise<void>
  remove(request: string): Promise<void>
}

interface FieldFacts {
  kind: 'field' | 'department'
  lang: 'zh' | 'en'
  words: Record<string, string>
  timezone: string
  [more: string]: any
}

type FieldWord = (key: string, places?: Record<string, unknown>) => string

type Press = (task: FieldTask, what: string, answer: any) => void
