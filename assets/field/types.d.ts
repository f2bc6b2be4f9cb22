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
  answer_by: number
  photos: string[]
  [more: string]: any
}

/** What was pressed and waits to be heard. */
interface Pressed {
  request: string
  kind: 'call' | 'event'
  case?: string
  pressed: number
  photos: { blob: Blob; hash: string | null }[]
  body: any
}

/** `told` is the answer's JSON, or its bytes; status 0 when nothing answered, `wait` in seconds. */
interface FieldReply {
  status: number
  told: any
  wait: number
}

interface FieldApi {
  ask(address: string, options?: object): Promise<FieldReply>
  linked: boolean
  name: string
}

interface FieldOutbox {
  readonly durable: boolean
  all(): Pressed[]
  put(item: Pressed): Promise<void>
  remove(request: string): Promise<void>
}

interface FieldFacts {
  kind: 'field' | 'department'
  lang: 'zh' | 'en'
  words: Record<string, string>
  [more: string]: any
}

type FieldWord = (key: string, places?: Record<string, unknown>) => string

type Press = (task: FieldTask, what: string, answer: any) => void
