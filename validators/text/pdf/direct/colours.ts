import type { View } from '../../../pdf/structure/view.ts'
import { isName, PdfStream, type PdfValue } from '../../../pdf/syntax/objects.ts'

/** What a colour space is to somebody who only asks how light a colour is. */
export type ColourSpace = 'grey' | 'rgb' | 'cmyk' | 'pattern' | 'other'

/** 0xRRGGBB, `null` for a pattern, or a colour that is not worked out here. */
export type Colour = number | null | 'unknown'

export const black = 0

/** The kind of a colour space, by name or as the resources define it (ISO 32000-2 §8.6). */
export function colourSpace(view: View, value: PdfValue): ColourSpace {
  const space = view.resolve(value)
  if (isName(space)) return named[space.value] ?? 'other'
  if (!Array.isArray(space)) return 'other'
  const family = view.resolve(space[0])
  if (!isName(family)) return 'other'
  if (family.value === 'ICCBased') {
    const profile = view.resolve(space[1])
    const components = profile instanceof PdfStream ? view.get(profile, 'N') : null
    return components === 1 ? 'grey' : components === 3 ? 'rgb' : components === 4 ? 'cmyk' : 'other'
  }
  return named[family.value] ?? 'other'
}

const named: Readonly<Record<string, ColourSpace>> = {
  DeviceGray: 'grey',
  CalGray: 'grey',
  G: 'grey',
  DeviceRGB: 'rgb',
  CalRGB: 'rgb',
  RGB: 'rgb',
  DeviceCMYK: 'cmyk',
  CMYK: 'cmyk',
  Pattern: 'pattern',
}

/** The colour that an operator's numbers give in a space. */
export function colourOf(space: ColourSpace, components: readonly number[]): Colour {
  const [first = 0, second = 0, third = 0, fourth = 0] = components.map((part) => Math.min(1, Math.max(0, part)))
  switch (space) {
    case 'grey':
      return packed(first, first, first)
    case 'rgb':
      return packed(first, second, third)
    case 'cmyk':
      return packed((1 - first) * (1 - fourth), (1 - second) * (1 - fourth), (1 - third) * (1 - fourth))
    case 'pattern':
      return null
    case 'other':
      return 'unknown'
  }
}

/** The colour a space begins with (§8.6.5). */
export function firstColour(space: ColourSpace): Colour {
  return colourOf(space, space === 'cmyk' ? [0, 0, 0, 1] : [0, 0, 0])
}

function packed(red: number, green: number, blue: number): number {
  return (Math.round(red * 255) << 16) | (Math.round(green * 255) << 8) | Math.round(blue * 255)
}
