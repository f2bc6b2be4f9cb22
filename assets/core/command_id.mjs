// The id of a command: the same one again is the same command. `crypto.randomUUID` is there over https alone.

export const commandId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
