// A canvas small enough for a test: draws what the map's marks draw, without soft edges, into RGBA pixels.

const CURVE = 48 // corners of a full circle

export class Raster {
  fillStyle = '#000000'
  strokeStyle = '#000000'
  lineWidth = 1
  globalAlpha = 1
  #rings = []

  constructor(side) {
    this.side = side
    this.data = new Uint8ClampedArray(side * side * 4)
    this.setTransform(1, 0, 0, 1, 0, 0)
  }

  setTransform(scale, _b, _c, _d, x, y) {
    this.scale = scale
    this.move = [x, y]
  }

  translateTo(x, y) {
    this.move = [x, y]
  }

  beginPath() {
    this.#rings = []
  }

  moveTo(x, y) {
    this.#rings.push([[x, y]])
  }

  lineTo(x, y) {
    this.#rings.at(-1).push([x, y])
  }

  closePath() {}

  arc(x, y, r) {
    const turn = (2 * Math.PI) / CURVE
    const point = (_, at) => [x + r * Math.cos(at * turn), y + r * Math.sin(at * turn)]
    this.#rings.push(Array.from({ length: CURVE }, point))
  }

  fill(path) {
    const rings = path?.rings ?? this.#rings
    this.#paint(this.fillStyle, (x, y) => within(rings, x, y))
  }

  stroke(path) {
    const rings = path?.rings ?? this.#rings
    this.#paint(this.strokeStyle, (x, y) => along(rings, x, y) <= this.lineWidth / 2)
  }

  fillRect(x, y, wide, high) {
    this.#paint(this.fillStyle, (px, py) => px >= x && px < x + wide && py >= y && py < y + high)
  }

  getImageData() {
    return { data: this.data, width: this.side, height: this.side }
  }

  #paint(color, holds) {
    const rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
    for (let row = 0; row < this.side; row++)
      for (let column = 0; column < this.side; column++) {
        const x = (column + 0.5 - this.move[0]) / this.scale
        const y = (row + 0.5 - this.move[1]) / this.scale
        if (holds(x, y)) this.#mix(4 * (row * this.side + column), rgb)
      }
  }

  #mix(at, rgb) {
    const [alpha, before] = [this.globalAlpha, this.data[at + 3] / 255]
    const whole = alpha + before * (1 - alpha)
    rgb.forEach((value, i) => {
      this.data[at + i] = (value * alpha + this.data[at + i] * before * (1 - alpha)) / whole
    })
    this.data[at + 3] = 255 * whole
  }
}

/** Path2D of an SVG path of M, L, H, V, Z and half circles `a r r 0 1 0 dx 0`. */
export class Path {
  rings = []

  constructor(text) {
    let [x, y] = [0, 0]
    for (const [, letter, rest] of text.matchAll(/([MLHVZa])([^MLHVZa]*)/g)) {
      const n = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number)
      if (letter === 'M') this.rings.push([])
      if (letter === 'M' || letter === 'L') [x, y] = n
      if (letter === 'H') [x] = n
      if (letter === 'V') [y] = n
      if (letter === 'a') {
        const [r, dx] = [n[0], n.at(-2)]
        const way = Math.sign(dx)
        for (let at = 1; at <= CURVE / 2; at++) {
          const turn = (2 * Math.PI * at) / CURVE
          this.rings.at(-1).push([x + dx / 2 - way * r * Math.cos(turn), y + way * r * Math.sin(turn)])
        }
        x += dx
      } else if (letter !== 'Z') this.rings.at(-1).push([x, y])
    }
  }
}

const sides = (ring) => ring.map((point, at) => [point, ring[(at + 1) % ring.length]])

function within(rings, x, y) {
  let inside = false
  for (const ring of rings)
    for (const [[ax, ay], [bx, by]] of sides(ring))
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  return inside
}

function along(rings, x, y) {
  let least = Infinity
  for (const ring of rings)
    for (const [[ax, ay], [bx, by]] of sides(ring)) {
      const [dx, dy] = [bx - ax, by - ay]
      const part = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
      least = Math.min(least, Math.hypot(x - ax - part * dx, y - ay - part * dy))
    }
  return least
}
