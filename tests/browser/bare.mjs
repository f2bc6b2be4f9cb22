// One player in an empty page, as the panel would make it; tells the test what it was told.
import { createPlayer } from '/assets/cameras/player.mjs'
import { decode } from '/assets/cameras/picture_codec.mjs'

const kind = location.hash.slice(1)
const host = document.getElementById('host')
const told = (window.told = {
  painted: 0,
  at: 0,
  latency: 0,
  dropped: 0,
  trouble: null,
  troubles: [],
  failed: '',
})
const wire = new WebSocket(`ws://${location.host}/socket`)
wire.binaryType = 'arraybuffer'
const tools = {
  exempt: false,
  now: () => Date.now(),
  keep: () => {},
  send(message) {
    if (wire.readyState !== WebSocket.OPEN) return false
    wire.send(JSON.stringify(message))
    return true
  },
  failed: (detail) => (told.failed = detail),
  troubled(detail) {
    told.trouble = detail
    told.troubles.push(detail)
  },
  painted({ at, number, latency, dropped }) {
    Object.assign(told, { at, latency, painted: number, dropped: told.dropped + dropped })
  },
}
wire.onopen = () => {
  const player = createPlayer(host, kind, tools)
  window.end = () => player.close()
  player.take({ media: { kind } })
  wire.onmessage = ({ data }) => player.take(typeof data === 'string' ? JSON.parse(data) : decode(data))
}
