/** A page as an engine sees it: one byte a pixel, 0 black, 255 white. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
  readonly dots: number
}

/** One word as recognised; box in pixels of the image, top left origin: [x0, y0, x1, y1]. */
export interface FoundWord {
  text: string
  /** 0 to 1. */
  confidence: number
  box: readonly [number, number, number, number]
  /** Words with the same key stand on one line as the engine sees it. */
  line: string
}

/** Something that reads words off an image. Whoever made it closes it. */
export interface OcrEngine {
  readonly name: 'tesseract' | 'tesseract.js'
  /** How many pages it may be given at once. */
  readonly parallel: number
  /**
   * @param layout A whole page (the default), or one line cut out of it.
   * @returns `null` when the engine failed, took too long or was called off; it never throws for a bad image.
   */
  recognise(image: GreyImage, signal?: AbortSignal, layout?: 'page' | 'line'): Promise<FoundWord[] | null>
  close(): Promise<void>
}
