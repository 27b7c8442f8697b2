/** The time-stamps of one XAdES signature, each rebuilt, judged, and told what it proves. */
import type { ProofOfExistence, ValidationContext, ValidationMaterial } from '../../context.ts'
import { contentOf } from '../../crypto/digest.ts'
import { LIMITS } from '../../limits.ts'
import type { TimestampJudgement } from '../../timestamp/judgement.ts'
import { verifyTimestamp } from '../../timestamp/verify-timestamp.ts'
import { decodeBase64 } from '../base64.ts'
import { childElements, textOf, type XmlElement } from '../tree.ts'
import { unsignedNamed } from './qualifying-properties.ts'
import {
  allDataImprint,
  archiveImprint,
  type Imprint,
  type ImprintQuestion,
  referencesImprint,
  signatureImprint,
} from './timestamp-imprint.ts'

export type StampKind = 'content' | 'signature' | 'references' | 'archive'

export interface JudgedStamp {
  kind: StampKind
  /** Element name, for the report. */
  name: string
  /** `null`: what it is over could not be rebuilt, or it holds no token. */
  judgement: TimestampJudgement | null
}

export interface JudgedStamps {
  /** Signature time-stamps in the order of the file. */
  stamps: readonly JudgedStamp[]
  proofs: readonly ProofOfExistence[]
  /** Beyond the limit and not looked at. */
  skipped: number
}

/** Later stamps first: each one that holds proves the earlier ones to be older than itself. */
export async function judgeTimestamps(
  question: ImprintQuestion,
  material: ValidationMaterial,
  context: ValidationContext,
): Promise<JudgedStamps> {
  const { properties } = question
  const named = (kind: StampKind, ...names: string[]): { kind: StampKind; element: XmlElement }[] =>
    names.flatMap((name) => unsignedNamed(properties, name)).map((element) => ({ kind, element }))
  const signed = properties.signedData === null ? [] : childElements(properties.signedData, properties.uri)
  const content = signed.filter(({ local }) => local === 'AllDataObjectsTimeStamp')
  const all = [
    ...content.map((element) => ({ kind: 'content' as const, element })),
    ...named('signature', 'SignatureTimeStamp'),
    ...named('references', 'SigAndRefsTimeStamp', 'SigAndRefsTimeStampV2', 'RefsOnlyTimeStamp', 'RefsOnlyTimeStampV2'),
    ...named('archive', 'ArchiveTimeStamp', 'ArchiveTimeStampV2'),
  ].sort((a, b) => a.element.order - b.element.order)
  const looked = all.slice(0, LIMITS.timestampsPerSignature)

  const proofs: ProofOfExistence[] = [...material.proofs]
  const stamps: JudgedStamp[] = []
  for (const { kind, element } of looked.toReversed()) {
    const token = tokenOf(element)
    const imprint = token === null ? null : imprintOf(kind, element, question)
    const judgement =
      token === null || imprint === null
        ? null
        : await verifyTimestamp(token, contentOf(...imprint), context, { ...material, proofs })
    stamps.unshift({ kind, name: element.local, judgement })
    if (judgement?.proves && judgement.time !== null && kind !== 'content' && !element.local.startsWith('RefsOnly')) {
      proofs.push({ time: judgement.time, kind: kind === 'archive' ? 'archive' : 'signature' })
    }
  }
  return { stamps, proofs, skipped: all.length - looked.length }
}

function imprintOf(kind: StampKind, element: XmlElement, question: ImprintQuestion): Imprint {
  if (kind === 'content') return allDataImprint(element, question)
  if (kind === 'signature') return signatureImprint(element, question)
  return kind === 'references' ? referencesImprint(element, question) : archiveImprint(element, question)
}

function tokenOf(stamp: XmlElement): Uint8Array | null {
  const [holder] = childElements(stamp).filter(({ local }) => local === 'EncapsulatedTimeStamp')
  const bytes = holder === undefined ? null : decodeBase64(textOf(holder))
  return bytes === null || bytes.length === 0 ? null : bytes
}
