/** Reads and verifies one PDF as the pipeline does, without a network and without trusted roots. */
import { readFileSync } from 'node:fs'
import { freshMemory, type ValidationContext } from '../../validators/signature/context.ts'
import { verifyPdf } from '../../validators/signature/pdf/verify-pdf.ts'
import { DEFAULT_POLICY } from '../../validators/signature/policy/default-policy.ts'
import { trustStoreOf } from '../../validators/signature/trust/trust-store.ts'

const kept: ValidationContext = {
  trust: trustStoreOf([]),
  at: Temporal.Now.instant(),
  fetcher: null,
  policy: DEFAULT_POLICY,
  cache: null,
  memory: freshMemory(),
}

/** How many signatures were judged. With `remember`, certificates parsed for one file serve the next. */
export async function verifyOne(path: string, remember: boolean): Promise<number> {
  const context = remember ? kept : { ...kept, memory: freshMemory() }
  const { signatures } = await verifyPdf(readFileSync(path), { context, content: null, password: null })
  return signatures.length
}
