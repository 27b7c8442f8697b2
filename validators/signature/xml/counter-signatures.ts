/** Counter-signatures (EN 319 132-1 §5.2.7): signatures over this signature's value, told as remarks. */
import type { ValidationContext } from '../context.ts'
import { LIMITS } from '../limits.ts'
import { type Finding, finding } from '../reasons.ts'
import { checkBytes } from './check-bytes.ts'
import { NS } from './names.ts'
import { xmlFinding } from './reason-list.ts'
import { readSignature, type SignatureElement } from './signature-element.ts'
import { childElements, type XmlElement } from './tree.ts'
import type { World } from './world.ts'
import { findQualifyingProperties, type QualifyingProperties, unsignedNamed } from './xades/qualifying-properties.ts'

/**
 * Anyone may add one, so none changes the verdict: each is checked as to its bytes and its tie to this signature, and
 * said. Its signer's trust is not judged.
 */
export function checkCounterSignatures(
  signature: SignatureElement,
  properties: QualifyingProperties,
  world: World,
  context: ValidationContext,
): Finding[] {
  const elements = unsignedNamed(properties, 'CounterSignature').flatMap((holder) =>
    childElements(holder, NS.dsig, 'Signature'),
  )
  const looked = elements.slice(0, LIMITS.counterSignatures)
  const findings = looked.map((element, index) => checkOne(element, index + 1, signature, world, context))
  const left = elements.length - looked.length
  return left > 0 ? [...findings, finding('COUNTER_SIGNATURES_LEFT_OUT', left)] : findings
}

function checkOne(
  element: XmlElement,
  position: number,
  over: SignatureElement,
  world: World,
  context: ValidationContext,
): Finding {
  const failed = (why: string): Finding => finding('COUNTER_SIGNATURE_FAILED', position, why)
  const read = readSignature(element)
  if (read.kind === 'fault') return failed(xmlFinding(read.fault.code, read.fault.detail).message)
  const found = findQualifyingProperties(read.signature)
  const properties = found.kind === 'found' ? found.properties : null
  const bytes = checkBytes(read.signature, properties, world, context)
  if (bytes.integrity === 'broken') return failed(bytes.findings[0]?.message ?? '')
  if (!bytes.targets.includes(over.value)) return failed('không gắn với giá trị của chữ ký này.')
  return finding('COUNTER_SIGNATURE_PASSED', position, bytes.certificate?.identity.commonName ?? '?')
}
