// What the director's modules hand each other: a room as docs/protocol.md tells it.

interface DirectedPush {
  id: string
  content: { kind: string; area: string; id: string; lat: number | null; lon: number | null; beyond: boolean }
  by: Pair | null
  at: number
  until: number
  rank: string
  claim_s: number
  own: boolean
  /** What is needed to call the case that is shown; null: it is none, or nobody knows it any more. */
  case: { item: string; sos: boolean; unverified: boolean } | null
  /** What the camera is called; null: it is none, or none that may be seen there. */
  camera: Pair | null
}

interface DirectedBeat {
  at: number
  fps: number | null
  heap: number | null
  lag: number | null
  error: string | null
  shows: { kind?: string; scene?: string; area?: string; id?: string } | null
  until: number | null
  size: [number, number] | null
  hidden: boolean
  slowed: boolean
  video: string
}

interface DirectedScreen {
  id: string
  name: string
  room: string
  area: string
  row: number
  column: number
  programme: string
  distance: number
  panel: number
  clearance: string
  revision: number
  part: { wall: string; rows: number; columns: number; row: number; column: number; gap: number } | null
  may: boolean
  stack: { pushes: DirectedPush[]; held: boolean; turns: number }
  beat: DirectedBeat | null
  /** Whether signs of life were looked for: without that nobody knows whether it is offline. */
  looked: boolean
}

interface DirectedRoom {
  room: string | null
  rooms: string[]
  screens: DirectedScreen[]
  scenes: Record<string, ScreenScene>
  programmes: Record<string, { id: string; name: string }>
  announcements: DirectedAnnouncement[]
  level: CityLevel
}

/** `on`: screens it is on; `shown`: those of them that showed it; `people`: who had it on their page, or read it. */
interface DirectedAnnouncement {
  id: string
  text: string
  by: Pair | null
  at: number
  until: number
  area: string
  screens: string[]
  roles: string[]
  on: string[]
  /** Of `screens` as far as they hang in one's own area. */
  to: string[]
  shown: string[]
  people: { name: Pair; at: number; read: boolean }[]
}

/** Something that can be put on a screen, and what people call it. */
interface Thing {
  name: string
  content: Record<string, unknown> & { kind: string; area: string }
}
