// The camera process's binary messages: 24 bytes of header, then the payload. Pure: knows no socket and no player.

export const VERSION = 1
export const HEADER = 24
export const INIT = 1
export const KEY = 2
export const DELTA = 3
export const JPEG = 4
export const GOT = 5

/**
 * `buffer`: an ArrayBuffer → {type, panel, number, at, time, bytes}. `at`: epoch ms on the camera process's clock;
 * `time`: s on the media's. `bytes` is a view, not a copy.
 * @param {ArrayBuffer} buffer
 */
export function decode(buffer) {
  if (buffer.byteLength < HEADER) throw new Error(`picture: ${HEADER} bytes wanted, got ${buffer.byteLength}`)
  const view = new DataView(buffer)
  const version = view.getUint8(0)
  if (version !== VERSION) throw new Error(`picture: version ${VERSION} wanted, got ${version}`)
  return {
    type: view.getUint8(1),
    panel: view.getUint16(2, true),
    number: view.getUint32(4, true),
    at: view.getFloat64(8, true),
    time: view.getFloat64(16, true),
    bytes: new Uint8Array(buffer, HEADER),
  }
}
