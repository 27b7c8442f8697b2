/** Damaged copies of a file, for property tests: flipped, cut, repeated, inserted and moved bytes. */
import fc from 'fast-check'

type Stroke =
  | { kind: 'flip'; at: number; change: number }
  | { kind: 'cut'; at: number; length: number }
  | { kind: 'repeat'; at: number; length: number }
  | { kind: 'insert'; at: number; bytes: Uint8Array }
  | { kind: 'truncate'; at: number }

/** Up to four strokes on `original`; always differs from it. */
export function damage(original: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat({ max: original.length - 1 })
  const length = fc.integer({ min: 1, max: 200 })
  const stroke: fc.Arbitrary<Stroke> = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at, change: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('cut' as const), at, length }),
    fc.record({ kind: fc.constant('repeat' as const), at, length }),
    fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }) }),
    fc.record({ kind: fc.constant('truncate' as const), at }),
  )
  return fc
    .array(stroke, { minLength: 1, maxLength: 4 })
    .map((strokes) => strokes.reduce(apply, Buffer.from(original)))
    .filter((bytes) => !bytes.equals(original))
}

function apply(bytes: Buffer, stroke: Stroke): Buffer {
  const { at } = stroke
  switch (stroke.kind) {
    case 'flip': {
      const copy = Buffer.from(bytes)
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ stroke.change
      return copy
    }
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + stroke.length)])
    case 'repeat':
      return Buffer.concat([bytes.subarray(0, at + stroke.length), bytes.subarray(at)])
    case 'insert':
      return Buffer.concat([bytes.subarray(0, at), stroke.bytes, bytes.subarray(at)])
    case 'truncate':
      return bytes.subarray(0, at)
  }
}
