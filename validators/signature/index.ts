/** `verifyFile`: the one way into signature validation for the pipeline and the command line. */
import { verifyCmsFile } from './cades/verify-cms-file.ts'
import { type Fetcher, freshMemory, type MaterialCache, type ValidationContext } from './context.ts'
import { fingerprint } from './crypto/digest.ts'
import { type DetectedFile, detectFormat } from './detect-format.ts'
import type { FormatJudgement } from './file-verdict.ts'
import { verifyPdf } from './pdf/verify-pdf.ts'
import { DEFAULT_POLICY } from './policy/default-policy.ts'
import type { SignaturePolicy } from './policy/policy.ts'
import { finding } from './reasons.ts'
import { type FileReport, inContractOrder } from './report.ts'
import { verifyMail } from './smime/verify-mail.ts'
import { openTrustFolders } from './trust/trust-folder.ts'
import { narrowTrust, type TrustStore } from './trust/trust-store.ts'
import type { FormatVerifier, VerifyOptions } from './verify-options.ts'
import { verifyXml } from './xml/verify-xml.ts'

export interface VerifyFileOptions {
  /** Folders of trusted certificates, with a `list.json` or without (see `trust/trust-folder.ts`). */
  trustFolders: readonly string[]
  /** Opens an encrypted file. */
  password: string | null
  /** The detached content. */
  content: Uint8Array | null
  /** ISO 8601 instant to judge at; `null`: now. */
  at: string | null
  /** The network; absent: none. */
  fetcher?: Fetcher | null
  /** Where fetched revocation data rests; absent: nowhere. */
  cache?: MaterialCache | null
  policy?: SignaturePolicy
  /** The door the file came through, for `policy.rootsByChannel`; absent: every anchor counts. */
  channel?: string
}

/**
 * Judges the signatures of one file, whatever its kind. Bad input is an outcome, never a rejection.
 * @throws TrustListError when the office's trust list is damaged: no verdict is better than one without trust
 */
export async function verifyFile(bytes: Uint8Array, fileName: string, options: VerifyFileOptions): Promise<FileReport> {
  const { content, password } = options
  const judged = await judgeFile(bytes, fileName, { context: contextOf(options), content, password })
  const { verdict, signatures, error } = judged
  return { file: fileName, sha256: fingerprint(bytes), verdict, signatures: signatures.map(inContractOrder), error }
}

const VERIFIERS: Record<Exclude<DetectedFile['format'], 'unknown'>, FormatVerifier> = {
  pdf: verifyPdf,
  xml: verifyXml,
  mail: verifyMail,
  cms: verifyCmsFile,
}

/** The same with the context in hand, for benches and tests that bring their own trust. Never rejects for bad input. */
export async function judgeFile(bytes: Uint8Array, fileName: string, options: VerifyOptions): Promise<FormatJudgement> {
  const detected = detectFormat(bytes, fileName)
  if (detected.format === 'unknown') return { verdict: 'unsigned', signatures: [], error: reason('FILE_TYPE_UNKNOWN') }
  try {
    return await VERIFIERS[detected.format](detected.bytes, options)
  } catch (error) {
    // A fault of ours must not stop the other files; it is reported, and no signature passes by it.
    const detail = error instanceof Error ? error.message : String(error)
    return { verdict: 'indeterminate', signatures: [], error: reason('FILE_UNREADABLE', detail) }
  }
}

function reason(...[code, ...details]: Parameters<typeof finding>): { code: string; message: string } {
  const { message } = finding(code, ...details)
  return { code, message }
}

const memory = freshMemory()

function contextOf(options: VerifyFileOptions): ValidationContext {
  const policy = options.policy ?? DEFAULT_POLICY
  return {
    trust: narrowTrust(trustOf(options.trustFolders), policy.rootsByChannel[options.channel ?? '']),
    at: options.at === null ? Temporal.Now.instant() : Temporal.Instant.from(options.at),
    fetcher: options.fetcher ?? null,
    policy,
    cache: options.cache ?? null,
    memory,
  }
}

const TRUST_SECONDS = 5
let opened: { key: string; store: TrustStore; since: number } | null = null

/** The same folders serve file after file; they are read again after a few seconds, so that a decision takes effect. */
function trustOf(folders: readonly string[]): TrustStore {
  const key = folders.join('\n')
  const now = performance.now()
  if (opened === null || opened.key !== key || now - opened.since > TRUST_SECONDS * 1000) {
    opened = { key, store: openTrustFolders(folders), since: now }
  }
  return opened.store
}
