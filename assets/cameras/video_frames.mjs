// What a <video> really paints: told picture by picture, and now and then compared with what it painted before.
// Knows no protocol.

import { createFreeze, createSmall } from './freeze.mjs'

const SAMPLE_MS = 5000
const GAP_MS = 15_000 // a page in the background paints nothing: what it showed before says nothing then

/** A muted <video> that plays by itself. */
export function createVideo() {
  const video = document.createElement('video')
  video.className = 'camera-picture'
  video.muted = true
  video.autoplay = true
  video.playsInline = true
  video.disablePictureInPicture = true
  return video
}

/**
 * Watches `video` until the answered function is called.
 *
 * painted({now, metadata, dropped})  after each picture; `metadata` as requestVideoFrameCallback gives it, `now` on
 *                                    performance.now()'s clock
 * frozen(is)                         when that changes; never when `exempt`
 * seen(is)                           whether it is frozen, once pictures have shown it and whenever it changes; answers
 *                                    whether that was taken
 * @param {HTMLVideoElement} video
 * @param {{painted: (picture: any) => void, frozen: (is: boolean) => void, seen: (is: boolean) => boolean, exempt: boolean}} parts
 */
export function watchPainted(video, { painted, frozen, seen, exempt }) {
  const small = createSmall()
  let freeze = createFreeze()
  let was = false
  /** @type {boolean | null} */
  let told = null // what `seen` took last
  let sampled = -Infinity
  let presented = 0
  let handle = 0

  /** @param {number} now */
  function compare(now) {
    if (now - sampled < SAMPLE_MS) return
    if (now - sampled > GAP_MS) freeze = createFreeze()
    sampled = now
    const is = freeze.sample(small(video), now)
    if (is !== was) frozen((was = is))
    if (is !== told && (is || freeze.moved()) && seen(is)) told = is
  }

  /**
   * @param {number} now
   * @param {any} metadata
   */
  function onFrame(now, metadata) {
    handle = video.requestVideoFrameCallback(onFrame)
    const dropped = presented ? Math.max(0, metadata.presentedFrames - presented - 1) : 0
    presented = metadata.presentedFrames
    if (!exempt) compare(now)
    painted({ now, metadata, dropped })
  }

  handle = video.requestVideoFrameCallback(onFrame)
  return () => video.cancelVideoFrameCallback(handle)
}
