import sharp, { type Metadata, type Sharp } from 'sharp'
import { type ImageType, isImageType, sniffFileType } from '../../safety/file-type.ts'
import { imageSize } from '../../safety/image-size.ts'
import { limits } from '../limits.ts'
import type { UnreadableCode } from '../remarks.ts'
import { decodeBmp } from './bmp.ts'
import { decodeHeic, heicProgram } from './heic.ts'

/** Dots an inch taken where an image does not say, or says nonsense: what Nghị định 30/2020, Điều 25 asks at least. */
export const usualDensity = 200

/** How many dots an inch an image is taken to have. */
export function densityOf(density: number | undefined): number {
  return density !== undefined && density >= 50 && density <= 1200 ? density : usualDensity
}

/**
 * Brings a picture into the one form that everything here reads: a format the image library decodes, upright, with the
 * dots an inch of the paper it shows. What is so already stays the same bytes; a TIFF of several pages always does.
 * @returns The picture, or why there is none.
 */
export async function prepareImage(file: Uint8Array): Promise<Uint8Array | UnreadableCode> {
  const type = sniffFileType(file)
  if (!isImageType(type)) return 'UNSUPPORTED_TYPE'
  const size = imageSize(file, type)
  if (!size) return 'DAMAGED_FILE'
  if (size.width * size.height > limits.imagePixels) return 'UNPACKS_TOO_LARGE'
  try {
    if (type === 'heic') return await prepareHeic(file)
    if (type === 'bmp') return await prepareBmp(file)
    return await prepareKnown(file, type)
  } catch {
    return 'DAMAGED_FILE'
  }
}

async function prepareHeic(file: Uint8Array): Promise<Uint8Array | UnreadableCode> {
  if (heicProgram() === null) return 'NO_HEIC_PROGRAM'
  const png = await decodeHeic(file)
  if (!png) return 'DAMAGED_FILE'
  // The decoder turned it; what the camera noted besides must not turn it again (ISO/IEC 23008-12, 6.5.10).
  return rewritten(sharp(png, { limitInputPixels: limits.imagePixels }), await sharp(png).metadata())
}

async function prepareBmp(file: Uint8Array): Promise<Uint8Array | UnreadableCode> {
  const bitmap = decodeBmp(file, limits.imagePixels)
  if (!bitmap) return 'UNSUPPORTED_IMAGE'
  const { width, height, rgb } = bitmap
  const density = bmpDensity(file)
  const raw = { width, height, channels: 3 } as const
  return rewritten(sharp(rgb, { raw, limitInputPixels: limits.imagePixels }), { width, height, density })
}

/** Pixels a metre of the header, where it has them. */
function bmpDensity(file: Uint8Array): number | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return view.getUint32(14, true) < 40 ? undefined : Math.round((view.getInt32(38, true) * 25.4) / 1000)
}

/** Formats whose first frame is the picture: moving ones are no pages. */
const firstFrameOnly: readonly ImageType[] = ['gif', 'webp', 'avif']

async function prepareKnown(file: Uint8Array, type: ImageType): Promise<Uint8Array | UnreadableCode> {
  const picture = sharp(file, { limitInputPixels: limits.imagePixels })
  const metadata = await picture.metadata()
  const { pages = 1, orientation = 1 } = metadata
  if (pages > 1 && !firstFrameOnly.includes(type)) return file
  const fit = orientation <= 1 && !firstFrameOnly.includes(type) && paperDots(metadata) === densityOf(metadata.density)
  return fit ? file : rewritten(picture.autoOrient(), metadata)
}

/** What software writes where it knows nothing: screens have 72 or 96 dots an inch. */
const screenDots: readonly (number | undefined)[] = [undefined, 72, 96]
/** The long side of A4 in inches, and between which proportions of its sides a photograph of such a sheet may be. */
const a4 = { long: 11.69, between: [1.2, 1.7] } as const
/** Smaller pictures are cut out of something. */
const leastLongSide = 700

/**
 * The dots an inch of the paper: what the file says, where that can be meant; for a picture in the proportions of a
 * page, as cameras and screens leave it, what makes it A4.
 */
function paperDots({ width, height, density }: Pick<Metadata, 'width' | 'height' | 'density'>): number {
  const told = density !== undefined && density >= 50 && density <= 1200 && !screenDots.includes(density)
  if (told) return density
  const [long, short] = [Math.max(width, height), Math.min(width, height)]
  const proportion = long / short
  const pageLike = proportion >= a4.between[0] && proportion <= a4.between[1] && long >= leastLongSide
  return pageLike ? long / a4.long : densityOf(density)
}

/** Uncompressed: it is only handed on within this process. */
async function rewritten(picture: Sharp, about: Pick<Metadata, 'width' | 'height' | 'density'>): Promise<Uint8Array> {
  const dots = paperDots(about)
  const { data } = await picture
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .tiff({ compression: 'none', resolutionUnit: 'inch', xres: dots / 25.4, yres: dots / 25.4 })
    .toBuffer({ resolveWithObject: true })
  return new Uint8Array(data)
}
