/** What the signatures of one file are checked against: the document, its Ids, content from outside, the purse. */
import type { IdIndex } from './ids.ts'
import type { XmlDocument, XmlElement } from './tree.ts'
import type { Work } from './work.ts'

export interface OutsideContent {
  bytes: Uint8Array
  /** The element of this document that holds it (an edXML attachment); `null`: it was handed in. */
  holder: XmlElement | null
  /** Handed in under this very name; else it is the one nameless content, which may belong to another reference. */
  named: boolean
}

export interface World {
  document: XmlDocument
  ids: IdIndex
  work: Work
  /** What a URI outside the document may stand for; empty: not at hand. Nothing is ever fetched. */
  outside: (uri: string | null) => readonly OutsideContent[]
}
