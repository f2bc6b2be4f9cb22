// Reads the time code back out of every picture that a panel really paints, inside the callback that tells of the
// painting. A function expression, called with `every`: of so many pictures one is read. READ_TIMECODE is replaced
// with the reader's text: the page's policy forbids to make functions of text in the page.
(every) => {
  const readTimecode = READ_TIMECODE
  const WIDE = 320, BLOCKS = 40 // two blocks of the foot, eight pixels each, are enough for the reader
  const strip = document.createElement('canvas')
  strip.width = WIDE
  strip.height = WIDE / BLOCKS * 2
  const pen = strip.getContext('2d', { willReadFrequently: true })
  const bench = { samples: [], unread: 0 }
  const seen = new WeakSet()
  window.bench_cameras = bench

  /** The epoch ms written into what `source` shows, or null. */
  function written(source, width, height, near) {
    const foot = width / BLOCKS * 2
    pen.drawImage(source, 0, height - foot, width, foot, 0, 0, WIDE, strip.height)
    return readTimecode(pen.getImageData(0, 0, WIDE, strip.height), near)
  }

  function keep(panel, source, width, height, painted, presented) {
    const at = written(source, width, height, Math.round(painted))
    if (at === null) bench.unread += 1
    else bench.samples.push([panel, at, painted, presented])
  }

  /** `shown` is when the picture is expected on the screen: later than the callback, never earlier. */
  function follow(video, panel) {
    let count = 0
    const onFrame = (now, meta) => {
      if (!video.isConnected) return
      video.requestVideoFrameCallback(onFrame)
      const shown = performance.timeOrigin + Math.max(now, meta.expectedDisplayTime)
      if (count++ % every === 0) keep(panel(), video, video.videoWidth, video.videoHeight, shown, meta.presentedFrames)
    }
    video.requestVideoFrameCallback(onFrame)
  }

  function look() {
    for (const video of document.querySelectorAll('video')) {
      if (seen.has(video)) continue
      seen.add(video)
      follow(video, () => video.closest('[data-camera]')?.dataset.camera ?? '')
    }
  }
  setInterval(look, 200)
  look()
}
