/** RC4, which OpenSSL 3 no longer offers: needed to read old encrypted files (ISO 32000-2 §7.6.3). */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = new Uint8Array(256)
  for (let i = 0; i < 256; i += 1) state[i] = i
  let j = 0
  for (let i = 0; i < 256; i += 1) {
    const held = state[i] as number
    j = (j + held + (key[i % key.length] as number)) & 255
    state[i] = state[j] as number
    state[j] = held
  }
  const out = new Uint8Array(data.length)
  let a = 0
  let b = 0
  for (let n = 0; n < data.length; n += 1) {
    a = (a + 1) & 255
    const held = state[a] as number
    b = (b + held) & 255
    state[a] = state[b] as number
    state[b] = held
    out[n] = (data[n] as number) ^ (state[((state[a] as number) + held) & 255] as number)
  }
  return out
}
