// The cameras around a case: those within the city's radius unless whoever put it there said how far, nearest first. Asked for
// once its place is known.
import { camerasNear } from '../../core/api.mjs'
import { page } from '../../core/page.mjs'
import { last, on } from '../../core/store.mjs'

const AGAIN_MS = 5000

/**
 * @param {HTMLElement} cell
 * @param {string} id of the case
 * @param {number | null} metres null: the city's radius
 * @param {import('./camera_cells.mjs').CameraCells} cells
 * @returns {OpenPanel}
 */
export function openNear(cell, id, metres, cells) {
  const group = cells.open(cell, { rows: [], waits: true })
  let place = ''
  let closed = false
  const look = async () => {
    const record = last('state')?.state.cases.find((one) => one.id === id)
    if (closed || !record || place === `${record.lat} ${record.lon}`) return
    if (!Number.isFinite(record.lat)) return group.among([], 'screen_cameras_no_place')
    const mine = (place = `${record.lat} ${record.lon}`)
    const asked = camerasNear(Number(record.lat), Number(record.lon), metres ?? page.cameras.radius_m)
    const answer = await asked.catch(() => null)
    if (closed || mine !== place) return
    if (answer) return group.among(answer.cameras)
    place = ''
    setTimeout(look, AGAIN_MS)
  }
  const off = on('state', ({ changed }) => changed.has('cases') && look())
  return {
    close() {
      closed = true
      off()
      group.close()
    },
  }
}
