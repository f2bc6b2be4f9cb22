// What the pieces of a camera panel hand each other. player.mjs says what each means.

/** A binary message of the camera process, as picture_codec.mjs decodes it. */
interface Picture {
  type: number
  panel: number
  number: number
  at: number
  time: number
  bytes: Uint8Array<ArrayBuffer>
}

/** A JSON message of the camera process about one panel, or a picture. */
type PanelMessage = Picture & Record<string, any>

interface Painted {
  at: number
  number: number
  latency: number | null
  dropped: number
}

interface PlayerTools {
  painted(picture: Painted): void
  send(message: object): boolean
  now(): number
  troubled(detail: string): void
  failed(detail: string): void
  keep(): void
  readonly exempt: boolean
}

interface Player {
  take(message: PanelMessage): void
  newest(): number
  still(): HTMLVideoElement | HTMLCanvasElement | null
  close(): void
}

/** One try of a gateway's stream; see attempts.mjs. */
interface Attempt {
  video: HTMLVideoElement
  close(): void
}

interface AttemptCalls {
  painted(picture: Omit<Painted, 'number'>): void
  over(detail: string): void
}

/** What lets this screen see cameras for a minute. */
interface Pass {
  token: string
  url: string
  cameras: Set<string>
  renewAt: number
}

/** What picture_state.mjs judges by; it says what each means. */
interface Claims {
  told: { state: string; since: number; detail: string } | null
  linked: boolean
  refused: string
  failed: string
  trouble: string
  troubled: number
  relayed: boolean
  at: number
  silence: number
  now: number
}

interface Wish {
  camera: string
  main: boolean
  width: number
}

interface PanelListener {
  take(message: PanelMessage): void
  linked(yes: boolean, refusal: string): void
}
