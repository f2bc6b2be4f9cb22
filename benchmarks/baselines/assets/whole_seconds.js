// Another way to show the same fragments: a plain <video> a camera, handed a whole second of them at a time, as
// players of segments do. A function expression, called with {address, token, cameras, width}.
({ address, token, cameras, width }) => {
  const SEGMENT_MS = 1000, BEHIND_S = 3
  document.body.style.cssText = 'margin:0;display:grid;grid-template-columns:repeat(3,360px)'
  const panels = cameras.map(open)
  const wire = new WebSocket(address)
  wire.binaryType = 'arraybuffer'

  function open(camera) {
    const host = document.createElement('div')
    const video = Object.assign(document.createElement('video'), { muted: true, width: 360 })
    const source = new MediaSource()
    host.dataset.camera = camera
    host.append(video)
    document.body.append(host)
    video.src = URL.createObjectURL(source)
    return { video, source, buffer: null, waiting: [] }
  }

  async function describe(panel, codec) {
    if (panel.source.readyState !== 'open')
      await new Promise((done) => panel.source.addEventListener('sourceopen', done, { once: true }))
    panel.buffer = panel.source.addSourceBuffer(`video/mp4; codecs="${codec}"`)
    panel.buffer.addEventListener('updateend', () => keepUp(panel))
  }

  function keepUp({ video, buffer }) {
    if (!buffer.buffered.length) return
    const first = buffer.buffered.start(0), last = buffer.buffered.end(buffer.buffered.length - 1)
    if (video.paused) {
      video.currentTime = Math.max(first, last - 1)
      video.play()
    } else if (last - video.currentTime > BEHIND_S) video.currentTime = last - 1
    else if (!buffer.updating && video.currentTime - first > 10) buffer.remove(0, video.currentTime - 5)
  }

  wire.onopen = () => {
    wire.send(JSON.stringify({ token }))
    const show = cameras.map((camera, at) => ({ panel: at + 1, camera, main: false, width }))
    wire.send(JSON.stringify({ show }))
  }
  wire.onmessage = ({ data }) => {
    if (typeof data === 'string') {
      const told = JSON.parse(data)
      if (told.media) describe(panels[told.panel - 1], told.media.codec)
      return
    }
    const head = new DataView(data)
    if (head.getUint8(1) <= 3) panels[head.getUint16(2, true) - 1].waiting.push(new Uint8Array(data, 24))
  }
  setInterval(() => {
    for (const panel of panels) {
      if (!panel.buffer || panel.buffer.updating || !panel.waiting.length) continue
      panel.buffer.appendBuffer(joined(panel.waiting))
      panel.waiting = []
    }
  }, SEGMENT_MS)

  function joined(parts) {
    const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }
}
