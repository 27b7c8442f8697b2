/** TIFF and PNG predictors of Flate and LZW data (ISO 32000-2 §7.4.4.4). */

/** The data before prediction; `null` for parameters no stream can have. */
export function undoPredictor(
  data: Uint8Array,
  predictor: number,
  colors: number,
  bits: number,
  columns: number,
): Uint8Array | null {
  if (predictor <= 1) return data
  if (colors < 1 || colors > 64 || columns < 1 || columns > 1_000_000 || ![1, 2, 4, 8, 16].includes(bits)) return null
  const pixel = Math.max(1, (colors * bits) >> 3)
  const row = (colors * bits * columns + 7) >> 3
  return predictor === 2 ? undoTiff(data, row, pixel, bits) : undoPng(data, row, pixel)
}

function undoTiff(data: Uint8Array, row: number, pixel: number, bits: number): Uint8Array | null {
  if (bits !== 8) return null
  const out = Uint8Array.from(data)
  for (let start = 0; start < out.length; start += row) {
    const end = Math.min(start + row, out.length)
    for (let i = start + pixel; i < end; i += 1) out[i] = (out[i] as number) + (out[i - pixel] as number)
  }
  return out
}

function undoPng(data: Uint8Array, row: number, pixel: number): Uint8Array {
  const rows = Math.ceil(data.length / (row + 1))
  const out = new Uint8Array(rows * row)
  let length = 0
  for (let r = 0; r < rows; r += 1) {
    const from = r * (row + 1)
    const kind = data[from]
    const to = r * row
    const count = Math.min(row, data.length - from - 1)
    for (let i = 0; i < count; i += 1) {
      const value = data[from + 1 + i] as number
      const left = i >= pixel ? (out[to + i - pixel] as number) : 0
      const up = r > 0 ? (out[to + i - row] as number) : 0
      const corner = r > 0 && i >= pixel ? (out[to + i - row - pixel] as number) : 0
      out[to + i] = value + predict(kind, left, up, corner)
    }
    length = to + count
  }
  return out.subarray(0, length)
}

function predict(kind: number | undefined, left: number, up: number, corner: number): number {
  switch (kind) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4: {
      const estimate = left + up - corner
      const a = Math.abs(estimate - left)
      const b = Math.abs(estimate - up)
      const c = Math.abs(estimate - corner)
      if (a <= b && a <= c) return left
      return b <= c ? up : corner
    }
    default:
      return 0
  }
}
