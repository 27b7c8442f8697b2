/** Puts a drawn page through a scanner: turned, softened, grained, in colour or grey or black and white, packed. */
import sharp from 'sharp'
import type { Raster } from '../../validators/text/ocr/raster.ts'
import type { HeadingCase } from './heading-cases.ts'
import { drawnDots } from './paper.ts'
import { between, gauss, seeded } from './random.ts'

/** @returns A JPEG, or a PNG where nothing is lost, with its density set. */
export async function scanHeading(paper: Raster, heading: HeadingCase): Promise<Buffer> {
  const random = seeded(heading.seed + 2)
  let picture = sharp(paper.rgb, { raw: { width: paper.width, height: paper.height, channels: 3 } })
  if (heading.skew !== 0) picture = sharp(await picture.rotate(heading.skew, { background: 'white' }).png().toBuffer())
  if (heading.blur >= 0.3) picture = picture.blur(heading.blur)
  if (heading.mode !== 'colour') picture = picture.greyscale()
  const width = Math.round((paper.width * heading.dots) / drawnDots)
  const { data, info } = await picture.resize({ width }).raw().toBuffer({ resolveWithObject: true })
  const white = between(random, 232, 255)
  const black = between(random, 0, 45)
  const level = between(random, 120, 190)
  for (let at = 0; at < data.length; at += info.channels) {
    const stray = gauss(random) * heading.grain
    for (let channel = 0; channel < info.channels; channel++) {
      const value = black + ((data[at + channel] as number) / 255) * (white - black) + stray
      data[at + channel] = heading.mode === 'bilevel' ? (value < level ? 0 : 255) : Math.max(0, Math.min(255, value))
    }
  }
  const scan = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  const packed = heading.quality === null ? scan.png({ compressionLevel: 2 }) : scan.jpeg({ quality: heading.quality })
  return packed.withMetadata({ density: heading.dots }).toBuffer()
}
