// The panels themselves: one host element a camera, moved from cell to cell, its player running on. Knows neither
// which cameras are chosen nor why.

import { make, setAttribute } from '../../core/dom.mjs'
import { named, word } from '../../core/page.mjs'
import { createPanel } from '../../cameras/panel.mjs'

// Moved by `append` a picture may stop and the focus is lost; browsers that can move an element whole do.
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

/** `link`: the page's link to the camera process. */
export function createHosts(link) {
  const shown = new Map() // camera id → {host, panel, said: what the panel was told}
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) find(target)?.panel.resized()
  })
  const find = (host) => [...shown.values()].find((one) => one.host === host)

  const saying = ({ label, reason, main }) => ({ label, reason, main })

  function open(wanted) {
    const host = newHost()
    wanted.cell.append(host)
    sizes.observe(host)
    const said = saying(wanted)
    return { host, said, panel: createPanel(host, { link, camera: wanted.camera, ...said }) }
  }

  function close({ host, panel }) {
    sizes.unobserve(host)
    panel.close()
    host.remove()
  }

  // A panel whose camera leaves shows the next one: in the same cell, if it can.
  function take(wanted, idle) {
    const at = Math.max(
      0,
      idle.findIndex(([, { host }]) => host.parentElement === wanted.cell),
    )
    const [spare] = idle.splice(at, 1)
    if (!spare) return open(wanted)
    const [id, one] = spare
    shown.delete(id)
    one.said = saying(wanted)
    one.panel.show({ camera: wanted.camera, ...one.said })
    return one
  }

  function fill(wanted) {
    const one = shown.get(wanted.camera.id)
    put(one.host, wanted.cell)
    const said = saying(wanted)
    if (Object.keys(said).some((key) => said[key] !== one.said[key])) {
      one.said = said
      one.panel.show(said)
    }
    one.host.classList.toggle('pinned', wanted.pinned)
    setAttribute(
      one.host,
      'aria-label',
      word('camera_title', { name: named(wanted.camera), why: wanted.reason }),
    )
  }

  return {
    /** Show exactly these: [{camera, label, reason, main, pinned, cell}]. */
    place(list) {
      const ids = new Set(list.map(({ camera }) => camera.id))
      const idle = [...shown].filter(([id]) => !ids.has(id))
      for (const wanted of list)
        if (!shown.has(wanted.camera.id)) shown.set(wanted.camera.id, take(wanted, idle))
      for (const [id, one] of idle) {
        shown.delete(id)
        close(one)
      }
      list.forEach(fill)
    },
    hosts: () => [...shown.values()].map(({ host }) => host),
    host: (id) => shown.get(id)?.host ?? null,
  }
}
