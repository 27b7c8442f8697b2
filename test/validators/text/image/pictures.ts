/** Pictures in formats that the image library does not write, made byte by byte for tests. */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findProgram } from '../../../../validators/text/programs/find-program.ts'
import { inOwnFolder } from '../../../../validators/text/programs/run-bounded.ts'

/** The encoder of libheif-examples; missing under `CI=true` it is a failure, for a check must never pass by not running. */
export function heicEncoder(): string | null {
  const program = findProgram(['heif-enc'])
  if (program === null && process.env.CI === 'true') throw new Error('heif-enc is missing: bash test/setup.sh')
  if (program === null) console.warn('Skipped: no heif-enc on this machine (bash test/setup.sh installs it)')
  return program
}

/** @param picture a JPEG or PNG */
export function heicOf(picture: Uint8Array, options: readonly string[] = []): Promise<Uint8Array> {
  return inOwnFolder(async (folder) => {
    const source = join(folder, picture[0] === 0xff ? 'a.jpg' : 'a.png')
    await writeFile(source, picture)
    await promisify(execFile)(heicEncoder() ?? 'heif-enc', [...options, source, '-o', join(folder, 'a.heic')])
    return readFile(join(folder, 'a.heic'))
  })
}

export interface Pixels {
  width: number
  height: number
  /** 0xRRGGBB. */
  at(x: number, y: number): number
}

/** A Windows bitmap of that many bits a pixel; below 16 its palette runs from black to white. */
export function bmpOf({ width, height, at }: Pixels, bits: 1 | 4 | 8 | 16 | 24 | 32, downwards = false): Uint8Array {
  const colours = bits <= 8 ? 1 << bits : 0
  const stride = Math.ceil((width * bits) / 32) * 4
  const start = 54 + colours * 4
  const file = Buffer.alloc(start + stride * height)
  file.write('BM')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(start, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(downwards ? -height : height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(bits, 28)
  file.writeInt32LE(Math.round(200 / 0.0254), 38)
  for (let index = 0; index < colours; index++) {
    const grey = Math.round((index * 255) / (colours - 1))
    file.set([grey, grey, grey], 54 + index * 4)
  }
  for (let y = 0; y < height; y++) {
    const row = start + stride * (downwards ? y : height - 1 - y)
    for (let x = 0; x < width; x++) {
      const colour = at(x, y)
      const [r, g, b] = [colour >> 16, (colour >> 8) & 255, colour & 255]
      if (bits >= 24) file.set([b, g, r], row + (x * bits) / 8)
      else if (bits === 16) file.writeUInt16LE(((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3), row + x * 2)
      else {
        const value = Math.round((g * (colours - 1)) / 255)
        const byte = row + Math.floor((x * bits) / 8)
        file[byte] = (file[byte] ?? 0) | (value << (8 - bits - ((x * bits) % 8)))
      }
    }
  }
  return file
}

/** A TIFF of one strip a plane: the planes red, green, blue one after another (PlanarConfiguration 2). */
export function planarTiffOf(pixels: Pixels): Uint8Array {
  const { width, height, at } = pixels
  const size = width * height
  const planes = Buffer.alloc(3 * size)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (const [plane, shift] of [16, 8, 0].entries())
        planes[plane * size + y * width + x] = (at(x, y) >> shift) & 255
  return tiff(pixels, planes, { bits: [8, 8, 8], compression: 1, photometric: 2, planar: true })
}

/** Codes of ITU-T T.4, tables 2 and 3, as far as a test needs them: runs of 64 and more end with one below 64. */
const code = { white0: '00110101', white32: '00011011', white128: '10010', black0: '0000110111', black64: '0000001111' }

/** A bilevel TIFF in CCITT coding of one dimension: 128 pixels a row, the middle 64 black in the rows given. */
export function ccittTiffOf(height: number, blackFrom: number, blackTo: number): Uint8Array {
  const blank = code.white128 + code.white0
  const inked = code.white32 + code.black64 + code.black0 + code.white32
  const rows = Array.from({ length: height }, (_, y) => {
    const bits = y >= blackFrom && y < blackTo ? inked : blank
    return bits.padEnd(Math.ceil(bits.length / 8) * 8, '0')
  })
  const bytes = rows.join('').match(/.{8}/g) ?? []
  const data = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
  return tiff({ width: 128, height }, data, { bits: [1], compression: 2, photometric: 0, planar: false })
}

interface TiffKind {
  bits: readonly number[]
  compression: number
  photometric: number
  planar: boolean
}

function tiff({ width, height }: { width: number; height: number }, data: Buffer, kind: TiffKind): Uint8Array {
  const planes = kind.planar ? kind.bits.length : 1
  const fields: [tag: number, type: 3 | 4, values: readonly number[]][] = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, kind.bits],
    [259, 3, [kind.compression]],
    [262, 3, [kind.photometric]],
    [273, 4, Array.from({ length: planes }, (_, plane) => 8 + (plane * data.length) / planes)],
    [277, 3, [kind.bits.length]],
    [278, 4, [height]],
    [279, 4, Array.from({ length: planes }, () => data.length / planes)],
    [284, 3, [kind.planar ? 2 : 1]],
  ]
  const directory = 8 + data.length + (data.length % 2)
  const end = directory + 2 + fields.length * 12 + 4
  const file = Buffer.alloc(end + 200)
  file.write('II*\0')
  file.writeUInt32LE(directory, 4)
  data.copy(file, 8)
  file.writeUInt16LE(fields.length, directory)
  let spare = end
  for (const [index, [tag, type, values]] of fields.entries()) {
    const at = directory + 2 + index * 12
    file.writeUInt16LE(tag, at)
    file.writeUInt16LE(type, at + 2)
    file.writeUInt32LE(values.length, at + 4)
    const width = type === 3 ? 2 : 4
    let to = at + 8
    if (values.length * width > 4) {
      file.writeUInt32LE(spare, to)
      to = spare
      spare += values.length * width
    }
    for (const [position, value] of values.entries()) {
      if (type === 3) file.writeUInt16LE(value, to + position * 2)
      else file.writeUInt32LE(value, to + position * 4)
    }
  }
  return file.subarray(0, spare)
}
