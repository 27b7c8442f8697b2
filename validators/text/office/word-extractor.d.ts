declare module 'word-extractor' {
  /** `filterUnicode` (on by default) turns quotation marks and dashes into those of ASCII. */
  export interface TextOptions {
    filterUnicode?: boolean
  }
  export interface ExtractedWord {
    getBody(options?: TextOptions): string
    getHeaders(options?: TextOptions & { includeFooters?: boolean }): string
    getFooters(options?: TextOptions): string
    getTextboxes(options?: TextOptions): string
    getFootnotes(options?: TextOptions): string
  }
  export default class WordExtractor {
    extract(source: string | Buffer): Promise<ExtractedWord>
  }
}
