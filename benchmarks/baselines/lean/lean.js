// Draws every dot on one canvas, one paint a frame; the same hooks as the wall's page, so that one probe measures both.
const canvas = document.getElementById('map')
const context = canvas.getContext('2d')
const south = 22.65,
  west = 113.5,
  scale = 1900
const people = new Map()
const names = new Map()
let painted = new Map()
let due = false

const paint = () => {
  due = false
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#2bbf94'
  for (const [, lat, lon] of people.values()) {
    context.fillRect((lon - west) * scale, canvas.height - (lat - south) * scale, 3, 3)
  }
  painted = new Map(people)
  window.dispatchEvent(new CustomEvent('gridwall:paint'))
}

window.gridwall = {
  inspector: (id) => {
    const row = painted.get(names.get(id))
    return row ? { lat: row[1], lon: row[2], time: row[3] } : null
  },
}

const socket = new WebSocket(`ws://${location.host}/ws${location.pathname}`)
socket.onmessage = (message) => {
  const told = JSON.parse(message.data)
  for (const [index, id] of told.names ?? []) names.set(id, index)
  for (const row of told.p ?? []) {
    row[3] = told.t - row[3]
    people.set(row[0], row)
  }
  if (told.p && !due) {
    due = true
    requestAnimationFrame(paint)
  }
}
