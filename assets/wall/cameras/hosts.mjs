// The panels themselves: one host element a camera, moved from cell to cell, its player running on. Knows neither
// which cameras are chosen nor why.

import { make, setAttribute } from '../../core/dom.mjs'
import { named, word } from '../../core/page.mjs'
import { CameraPanel } from '../../cameras/panel.mjs'

// Moved by `append` a picture may stop and the focus is lost; browsers that can move an element whole do.
/**
 * @param {HTMLElement} host
 * @param {HTMLElement} cell
 */
function put(host, cell) {
  if (host.parentElement === cell) return
  if (cell.moveBefore && host.isConnected) cell.moveBefore(host, null)
  else {
    const focused = host.contains(document.activeElement)
    cell.append(host)
    if (focused) host.focus()
  }
}

function newHost() {
  const host = make('div', 'camera-panel')
  host.tabIndex = 0
  host.setAttribute('role', 'button')
  return host
}

const saying = (/** @type {Panelled} */ { label, reason, main }) => ({ label, reason, main })

export class Hosts {
  #link
  #shown = new Map() // camera id → {host, panel, said: what the panel was told}
  #sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) this.#find(/** @type {any} */ (target))?.panel.resized()
  })

  /**
   * `link`: the page's link to the camera process.
   * @param {any} link
   */
  constructor(link) {
    this.#link = link
  }

  /**
   * Show exactly these: [{camera, label, reason, main, pinned, cell}].
   * @param {any} list
   */
  place(list) {
    const ids = new Set(list.map((/** @type {{camera: Camera}} */ { camera }) => camera.id))
    const idle = [...this.#shown].filter(([id]) => !ids.has(id))
    for (const wanted of list) {
      const { id } = wanted.camera
      if (!this.#shown.has(id)) this.#shown.set(id, this.#take(wanted, idle))
    }
    for (const [id, one] of idle) {
      this.#shown.delete(id)
      this.#close(one)
    }
    for (const wanted of list) this.#fill(wanted)
  }

  hosts() {
    return [...this.#shown.values()].map(({ host }) => host)
  }

  /** @param {string} id */
  host(id) {
    return this.#shown.get(id)?.host ?? null
  }

  /** @param {HTMLElement} host */
  #find(host) {
    return [...this.#shown.values()].find((one) => one.host === host)
  }

  /** @param {Panelled} wanted */
  #open(wanted) {
    const host = newHost()
    wanted.cell.append(host)
    this.#sizes.observe(host)
    const said = saying(wanted)
    return { host, said, panel: new CameraPanel(host, { link: this.#link, camera: wanted.camera, ...said }) }
  }

  #close(/** @type {any} */ { host, panel }) {
    this.#sizes.unobserve(host)
    panel.close()
    host.remove()
  }

  // A panel whose camera leaves shows the next one: in the same cell, if it can.
  /**
   * @param {Panelled} wanted
   * @param {[string, any][]} idle
   */
  #take(wanted, idle) {
    const same = idle.findIndex(([, { host }]) => host.parentElement === wanted.cell)
    const [spare] = idle.splice(Math.max(0, same), 1)
    if (!spare) return this.#open(wanted)
    const [id, one] = spare
    this.#shown.delete(id)
    one.said = saying(wanted)
    one.panel.show({ camera: wanted.camera, ...one.said })
    return one
  }

  /** @param {Panelled} wanted */
  #fill(wanted) {
    const one = this.#shown.get(wanted.camera.id)
    put(one.host, wanted.cell)
    const said = saying(wanted)
    const { label, reason, main } = one.said
    if (said.label !== label || said.reason !== reason || said.main !== main) {
      one.said = said
      one.panel.show(said)
    }
    one.host.classList.toggle('pinned', wanted.pinned)
    const title = word('camera_title', { name: named(wanted.camera), why: wanted.reason })
    setAttribute(one.host, 'title', title)
  }
}
