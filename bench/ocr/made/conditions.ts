/** What offices' machines make of a clean page: one condition a kind of scan, each drawn anew from its own chance. */
import sharp, { type Sharp } from 'sharp'
import type { Raster } from '../../../validators/text/ocr/raster.ts'
import { bell, type Chance } from './chance.ts'
import { stampSeal } from './seal.ts'

/** A scanned page as it lies in a PDF. */
export interface Scan {
  bytes: Buffer
  kind: 'jpeg' | 'png'
  dots: number
}

export interface Condition {
  name: string
  /** Takes a page drawn black on white at {@link drawnDots}. */
  age(page: Raster, chance: Chance): Promise<Scan>
}

export const drawnDots = 300

interface Grey {
  width: number
  height: number
  pixels: Uint8Array
  dots: number
}

export const conditions: readonly Condition[] = [
  { name: 'clean 300', age: async (page, chance) => jpeg(grain(await blurred(greyOf(page), 0.5), 4, chance), 75) },
  {
    name: 'skewed 300',
    age: async (page, chance) => {
      const slant = (chance() < 0.5 ? -1 : 1) * (0.5 + 2.5 * chance())
      return jpeg(grain(await turned(await blurred(greyOf(page), 0.8), slant), 6, chance), 60)
    },
  },
  {
    name: 'grey 150, JPEG 35',
    age: async (page, chance) => jpeg(grain(await scaled(await blurred(greyOf(page), 0.6), 150), 4, chance), 35),
  },
  {
    name: 'copied twice',
    age: async (page, chance) => {
      const once = speckled(steep(await blurred(greyOf(page), 1.3), 130, 3), 0.0006, chance)
      return jpeg(grain(steep(await blurred(once, 1.2), 128, 2), 6, chance), 60)
    },
  },
  {
    name: 'thin copy, bilevel 300',
    age: async (page, chance) => bilevel(grain(await blurred(greyOf(page), 1.2), 22, chance), 92),
  },
  {
    name: 'dark copy, bilevel 200',
    age: async (page, chance) => bilevel(grain(await scaled(await blurred(greyOf(page), 1), 200), 18, chance), 196),
  },
  {
    name: 'fax 200, bilevel',
    age: async (page, chance) =>
      bilevel(speckled(grain(await scaled(await blurred(greyOf(page), 1), 200), 20, chance), 0.0012, chance), 132),
  },
  {
    name: 'uneven light',
    age: async (page, chance) => jpeg(grain(shaded(await blurred(greyOf(page), 0.9), chance), 7, chance), 50),
  },
  {
    name: 'dark paper',
    age: async (page, chance) => jpeg(grain(onDarkPaper(await blurred(greyOf(page), 0.8)), 12, chance), 55),
  },
  {
    name: 'faint toner',
    age: async (page, chance) => jpeg(grain(each(await blurred(greyOf(page), 0.8), faded), 5, chance), 60),
  },
  { name: 'red seal', age: async (page, chance) => colourJpeg(stampSeal(page, chance), 60) },
]

function greyOf({ width, height, rgb, dots }: Raster): Grey {
  const pixels = new Uint8Array(width * height)
  for (let at = 0; at < pixels.length; at++) pixels[at] = rgb[at * 3 + 1] as number
  return { width, height, pixels, dots }
}

function open({ width, height, pixels }: Grey): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 1 } })
}

async function drawn(image: Sharp, dots: number): Promise<Grey> {
  const { data, info } = await image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: new Uint8Array(data), dots }
}

function blurred(page: Grey, sigma: number): Promise<Grey> {
  return drawn(open(page).blur(sigma), page.dots)
}

function turned(page: Grey, degrees: number): Promise<Grey> {
  return drawn(open(page).rotate(degrees, { background: 'white' }), page.dots)
}

function scaled(page: Grey, dots: number): Promise<Grey> {
  return drawn(open(page).resize({ width: Math.round((page.width * dots) / page.dots) }), dots)
}

function each(page: Grey, change: (value: number, at: number) => number): Grey {
  return { ...page, pixels: page.pixels.map((value, at) => Math.max(0, Math.min(255, change(value, at)))) }
}

/** Noise of a scanner's cells. */
function grain(page: Grey, strength: number, chance: Chance): Grey {
  return each(page, (value) => value + strength * bell(chance))
}

/** The hard hand of a copier. */
function steep(page: Grey, middle: number, factor: number): Grey {
  return each(page, (value) => middle + (value - middle) * factor)
}

/** Dust and toner, mostly in spots of one dot, some of two or three. */
function speckled(page: Grey, share: number, chance: Chance): Grey {
  const pixels = page.pixels.slice()
  for (let count = Math.round(share * pixels.length); count > 0; count--) {
    const at = Math.floor(chance() * pixels.length)
    const tone = chance() < 0.8 ? 20 : 245
    const size = 1 + Math.floor(3 * chance() ** 3)
    for (let dy = 0; dy < size; dy++) for (let dx = 0; dx < size; dx++) pixels[at + dy * page.width + dx] = tone
  }
  return { ...page, pixels }
}

/** A page held before a camera: brighter here than there, darkest in one corner. */
function shaded(page: Grey, chance: Chance): Grey {
  const [x0, y0] = [chance() * page.width, chance() * page.height]
  const reach = Math.hypot(page.width, page.height)
  return each(page, (value, at) => {
    const distance = Math.hypot((at % page.width) - x0, Math.floor(at / page.width) - y0) / reach
    return (25 + value * 0.85) * (1 - 0.55 * distance)
  })
}

/** The last pages of a cartridge: nothing is darker than a light grey. */
function faded(value: number): number {
  return 150 + value * 0.41
}

/** Cheap paper of the 1990s under faded ink. */
function onDarkPaper(page: Grey): Grey {
  return each(page, (value) => 62 + value * 0.4)
}

async function jpeg(page: Grey, quality: number): Promise<Scan> {
  return { bytes: await open(page).jpeg({ quality }).toBuffer(), kind: 'jpeg', dots: page.dots }
}

async function bilevel(page: Grey, threshold: number): Promise<Scan> {
  const bytes = await open(page).threshold(threshold).png({ palette: true, colours: 2 }).toBuffer()
  return { bytes, kind: 'png', dots: page.dots }
}

async function colourJpeg({ width, height, rgb, dots }: Raster, quality: number): Promise<Scan> {
  const image = sharp(rgb, { raw: { width, height, channels: 3 } })
  return { bytes: await image.blur(0.6).jpeg({ quality }).toBuffer(), kind: 'jpeg', dots }
}
