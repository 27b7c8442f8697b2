declare module 'word-extractor' {
  export interface ExtractedWord {
    getBody(): string
    getHeaders(options?: { includeFooters?: boolean }): string
    getFooters(): string
    getTextboxes(): string
    getFootnotes(): string
  }
  export default class WordExtractor {
    extract(source: string | Buffer): Promise<ExtractedWord>
  }
}
