import type { FoundWord } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import type { Box, HandwrittenSlot } from '../read-document.ts'

export interface SlotFinding {
  /** The words with doubtful digits taken out. */
  kept: FoundWord[]
  slots: HandwrittenSlot[]
}

export function findSlots(
  words: readonly FoundWord[],
  _raster: Raster,
  _toPoints: (box: FoundWord['box']) => Box,
): SlotFinding {
  return { kept: [...words], slots: [] }
}
