/**
 * The office's own trust list: `<data>/trust/list.json` beside the certificates it speaks of (`<sha256>.der`). A
 * certificate counts only with a record that an operator accepted; every record says who, when and on what ground.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isOwnIssuer } from '../certificate/build-path.ts'
import { type Certificate, parseCertificate } from '../certificate/certificate.ts'
import { freshMemory } from '../context.ts'
import { knownAuthority } from './known-authorities.ts'
import { type TrustAnchor, type TrustStore, trustStoreOf } from './trust-store.ts'

const instant = z.string().refine((text) => {
  try {
    Temporal.Instant.from(text)
    return true
  } catch {
    return false
  }
}, 'not an ISO 8601 instant')

const record = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  /** `pending`: seen, waiting for an operator; only `accepted` counts; `refused` stays on record. */
  state: z.enum(['pending', 'accepted', 'refused']),
  role: z.enum(['anchor', 'intermediate']),
  purposes: z.array(z.enum(['document-signing', 'time-stamping', 'mail'])),
  from: instant.nullable().default(null),
  until: instant.nullable().default(null),
  source: z.string(),
  decisions: z.array(z.object({ state: z.string(), by: z.string(), at: instant, ground: z.string() })),
})

const list = z.object({ version: z.literal(1), certificates: z.array(record) })

export type TrustRecord = z.infer<typeof record>
export type TrustList = z.infer<typeof list>

/** `list.json` is damaged; verification must stop rather than trust fewer or more than the operator said. */
export class TrustListError extends Error {}

const LIST = 'list.json'

/** The records; empty where the folder has no list. @throws TrustListError */
export function readTrustList(folder: string): TrustList {
  let text: string
  try {
    text = readFileSync(join(folder, LIST), 'utf8')
  } catch {
    return { version: 1, certificates: [] }
  }
  const parsed = list.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new TrustListError(
    `Danh sách tin cậy ${join(folder, LIST)} bị hỏng (${issue?.path.join('.')}: ${issue?.message}). Hãy khôi phục từ bản sao lưu.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Writes the records; readers see the old list or the new one, never half of it. */
export function writeTrustList(folder: string, content: TrustList): void {
  mkdirSync(folder, { recursive: true })
  const temporary = join(folder, `.${LIST}.${process.pid}`)
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(temporary, join(folder, LIST))
}

export interface Proposal {
  certificate: Certificate
  source: string
}

/**
 * Puts a certificate on record as pending, with what is known of it; one already on record is left as it is. A known
 * authority takes its purposes from the project's data, others are proposed for documents only.
 */
export function proposeCertificate(folder: string, { certificate, source }: Proposal): TrustRecord {
  const content = readTrustList(folder)
  const existing = content.certificates.find(({ sha256 }) => sha256 === certificate.sha256)
  mkdirSync(folder, { recursive: true })
  writeFileSync(certificateFile(folder, certificate.sha256), certificate.der)
  if (existing !== undefined) return existing
  const authority = knownAuthority(certificate.sha256)
  const selfSigned = isOwnIssuer(certificate, freshMemory())
  const added: TrustRecord = {
    sha256: certificate.sha256,
    name: certificate.identity.commonName ?? certificate.identity.organization ?? certificate.serial,
    state: 'pending',
    role: authority?.role ?? (selfSigned ? 'anchor' : 'intermediate'),
    purposes: [...(authority?.purposes ?? (selfSigned ? (['document-signing', 'time-stamping'] as const) : []))],
    from: null,
    until: null,
    source,
    decisions: [],
  }
  writeTrustList(folder, { ...content, certificates: [...content.certificates, added] })
  return added
}

export interface Decision {
  /** Fingerprint; for a known authority a prefix of eight digits will do, others need it whole. */
  sha256: string
  state: 'accepted' | 'refused'
  by: string
  at: Temporal.Instant
  /** What the operator compared the fingerprint with. */
  ground: string
  purposes?: TrustRecord['purposes']
  role?: TrustRecord['role']
  from?: string | null
  until?: string | null
}

/** Records what an operator decided. @throws TrustListError when no single record has that fingerprint */
export function decideCertificate(folder: string, decision: Decision): TrustRecord {
  const content = readTrustList(folder)
  const wanted = decision.sha256.replaceAll(':', '').toLowerCase()
  const matching = content.certificates.filter(({ sha256 }) => sha256.startsWith(wanted))
  const [found] = matching
  if (found === undefined) {
    throw new TrustListError(`Không có chứng thư ${decision.sha256} trong danh sách. Xem “congbao trust list”.`)
  }
  const needed = decision.state === 'accepted' && knownAuthority(found.sha256) === null ? 64 : 8
  if (matching.length > 1 || wanted.length < needed) {
    throw new TrustListError(`Dấu vân tay ${decision.sha256} chưa đủ; hãy ghi đủ ${needed} ký tự.`)
  }
  const { state, by, at, ground } = decision
  const updated: TrustRecord = {
    ...found,
    state,
    role: decision.role ?? found.role,
    purposes: decision.purposes ?? found.purposes,
    from: decision.from ?? found.from,
    until: decision.until ?? found.until,
    decisions: [...found.decisions, { state, by, at: at.toString(), ground }],
  }
  const certificates = content.certificates.map((one) => (one === found ? updated : one))
  writeTrustList(folder, { ...content, certificates })
  return updated
}

export function certificateFile(folder: string, sha256: string): string {
  return join(folder, `${sha256}.der`)
}

/** The trust store the list stands for: accepted records whose file still has the recorded fingerprint. @throws TrustListError */
export function openTrustList(folder: string): TrustStore {
  const memory = freshMemory()
  const anchors: TrustAnchor[] = []
  const intermediates: Certificate[] = []
  for (const entry of readTrustList(folder).certificates) {
    if (entry.state !== 'accepted') continue
    const certificate = readRecorded(folder, entry.sha256, memory)
    if (certificate === null) continue
    if (entry.role === 'intermediate') {
      intermediates.push(certificate)
      continue
    }
    const decision = entry.decisions.at(-1)
    anchors.push({
      certificate,
      purposes: entry.purposes,
      from: entry.from === null ? null : Temporal.Instant.from(entry.from),
      until: entry.until === null ? null : Temporal.Instant.from(entry.until),
      source: `${entry.source}; ${decision?.by ?? '?'} ${decision?.at ?? ''}`,
    })
  }
  return trustStoreOf(anchors, intermediates)
}

/** A file that was swapped does not count: the fingerprint is what the operator accepted. */
function readRecorded(folder: string, sha256: string, memory: ReturnType<typeof freshMemory>): Certificate | null {
  try {
    const certificate = parseCertificate(readFileSync(certificateFile(folder, sha256)), memory)
    return certificate?.sha256 === sha256 ? certificate : null
  } catch {
    return null
  }
}
