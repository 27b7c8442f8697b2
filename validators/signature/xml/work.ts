/** A purse of work for one file: what hostile input can make us do is paid from it, and when it is empty we stop. */
import { XML_LIMITS } from './limits.ts'

/** Thrown when the purse is empty; `verifyXml` turns it into a reason. */
export class WorkExhausted extends Error {}

export class Work {
  private characters: number
  private steps: number
  private references: number = XML_LIMITS.referencesPerFile
  private keys: number = XML_LIMITS.keyTriesPerFile

  constructor(fileBytes: number) {
    this.characters = XML_LIMITS.canonicalFloor + XML_LIMITS.canonicalTimesFile * fileBytes
    this.steps = XML_LIMITS.xpathSteps
  }

  /** Characters written by canonicalisation, or nodes walked on the way. */
  write(count: number): void {
    this.characters -= count
    if (this.characters < 0) throw new WorkExhausted('canonicalisation')
  }

  /** Nodes looked at by an XPath expression. */
  step(count: number): void {
    this.steps -= count
    if (this.steps < 0) throw new WorkExhausted('xpath')
  }

  /** A reference dereferenced and digested. */
  reference(): void {
    this.references -= 1
    if (this.references < 0) throw new WorkExhausted('references')
  }

  /** A public-key operation. */
  keyTry(): void {
    this.keys -= 1
    if (this.keys < 0) throw new WorkExhausted('keys')
  }
}
