/** `npm run quickstart`: the whole system on a bare machine, from sample documents to the signed gazette. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type App, openApp } from '../app.ts'
import type { Document, DocumentState } from '../pipeline/document.ts'
import { openGazetteKey } from '../pipeline/gazette/gazette-key.ts'
import { composeIssue, publishIssue, signIssue } from '../pipeline/gazette/issues.ts'
import { stateNames } from '../pipeline/review/decide.ts'
import { generateSamples, type SampleFile } from '../samples/generate.ts'
import { appendToJournal } from '../storage/audit.ts'
import { listDocuments } from '../storage/database/documents/find-document.ts'
import { parseCertificate } from '../validators/signature/certificate/certificate.ts'
import { knownAuthority } from '../validators/signature/trust/known-authorities.ts'
import { authoritiesIn } from '../validators/signature/trust/learn.ts'
import { decideCertificate, proposeCertificate, readTrustList } from '../validators/signature/trust/trust-list.ts'
import { readArguments } from './arguments.ts'
import { absolute, type CommandIo, configOf, exitCode, type Run, UsageError } from './command.ts'
import { approveHonestly, demoEditor } from './demo-editor.ts'
import { ingestFiles, listFiles, type Taken, waitUntilResting } from './ingest.ts'
import { makeFirstAccount, startServer, untilToldToStop } from './serve.ts'

export const run: Run = async (args, io) => {
  const { values } = readArguments(args, {
    options: { once: { type: 'boolean', default: false }, from: { type: 'string' }, port: { type: 'string' } },
    words: 0,
  })
  const started = performance.now()
  const env = {
    CONGBAO_LOG: 'error',
    // A run that ends by itself takes any free port; two of them may run side by side.
    ...(values.once ? { CONGBAO_PORT: '0' } : {}),
    ...io.env,
    ...(values.port ? { CONGBAO_PORT: values.port } : {}),
  }
  const here = configOf({ ...io, env })
  // The samples are of an invented province, and its gazette must not bear the name of a real one.
  const config = values.from || io.env.CONGBAO_PROVINCE ? here : { ...here, province: 'Lạng Mẫu' }
  io.err('Khởi động cơ sở dữ liệu…')
  const app = await openApp(config)
  try {
    const server = await startServer(app)
    await makeFirstAccount(app, io, values.json)
    const { files, samples } = values.from ? await realFiles(app, io, values.from) : await sampleFiles(app, io)
    io.err(`Tiếp nhận ${files.length} tệp…`)
    const taken = await ingestFiles(app, io, files, 'desk')
    const ids = [...new Set(taken.flatMap((one) => one.documentIds))]
    await waitUntilResting(app, io, ids)
    const approved = await approveHonestly(app.system, ids)
    await waitUntilResting(app, io, ids)
    const issue = await makeIssue(app)
    const documents = await listDocuments(app.system.db, { ids })
    if (values.json) for (const document of documents) io.out(JSON.stringify(lineOf(document)))
    else report(io, taken, documents, approved, (performance.now() - started) / 1000)
    const strayed = samples ? strayedSamples(samples, documents) : []
    for (const line of strayed) io.err(line)
    if (values.json) io.out(JSON.stringify({ url: server.portal.url, taken: taken.length, approved, issue }))
    else if (values.once) io.out('Xem trên trình duyệt: npm run -s congbao -- serve')
    else whereToLook(io, server.portal.url, issue)
    if (!values.once) {
      io.err('Nhấn Ctrl+C để dừng.')
      await untilToldToStop()
    }
    await server.stop()
    return strayed.length === 0 ? exitCode.success : exitCode.negative
  } finally {
    await app.close()
  }
}

/** Our own samples, and their authority accepted on record so that their signatures can be judged. */
async function sampleFiles(app: App, io: CommandIo): Promise<{ files: string[]; samples: readonly SampleFile[] }> {
  const folder = join(app.system.config.dataFolder, 'samples')
  io.err('Tạo văn bản mẫu…')
  const { files } = await generateSamples(folder)
  for (const name of await readdir(join(folder, 'trust'))) {
    const certificate = parseCertificate(await readFile(join(folder, 'trust', name)))
    if (certificate) await accept(app, certificate, name, 'cơ quan chứng thực của văn bản mẫu, chỉ để chạy thử')
  }
  return { files: files.map(({ file }) => join(folder, 'documents', file)), samples: files }
}

const documentExtensions = [
  '.pdf',
  '.doc',
  '.docx',
  '.rtf',
  '.txt',
  '.png',
  '.jpg',
  '.jpeg',
  '.tif',
  '.tiff',
  '.heic',
  '.heif',
  '.avif',
  '.webp',
  '.bmp',
  '.gif',
]

/** A folder of real files; authorities they carry count when their fingerprint is one the project knows. */
async function realFiles(app: App, io: CommandIo, path: string): Promise<{ files: string[]; samples: null }> {
  const all = await listFiles(io, [path])
  const files = all.filter((file) => documentExtensions.includes(extname(file).toLowerCase()))
  if (files.length === 0) throw new UsageError(`Không có văn bản nào trong ${absolute(io, path)}.`)
  if (files.length < all.length)
    io.err(`Bỏ qua ${all.length - files.length} tệp không phải văn bản (theo phần mở rộng).`)
  for (const file of files.filter((one) => extname(one).toLowerCase() === '.pdf')) {
    for (const certificate of authoritiesIn(await readFile(file))) {
      if (knownAuthority(certificate.sha256)) {
        await accept(app, certificate, file, 'dấu vân tay trùng danh sách đi kèm chương trình; chạy thử')
      }
    }
  }
  return { files, samples: null }
}

type Certificate = NonNullable<ReturnType<typeof parseCertificate>>

async function accept({ system }: App, certificate: Certificate, source: string, ground: string): Promise<void> {
  const folder = system.config.trustFolder
  const known = readTrustList(folder).certificates.find((record) => record.sha256 === certificate.sha256)
  if (known?.state === 'accepted') return
  proposeCertificate(folder, { certificate, source })
  const decision = { sha256: certificate.sha256, state: 'accepted', by: demoEditor.name, at: system.now() } as const
  decideCertificate(folder, { ...decision, ground, from: null, until: null })
  await system.db.transaction().execute((trx) =>
    appendToJournal(trx, system.now(), [
      {
        actor: demoEditor.name,
        action: 'trust accepted',
        subject: { kind: 'trust', id: certificate.sha256 },
        details: { source, ground },
      },
    ]),
  )
}

/** Composes, signs and publishes an issue when something new is published; otherwise leaves things as they are. */
async function makeIssue({ system }: App): Promise<{ year: number; number: number } | null> {
  const composed = await composeIssue(system, demoEditor)
  if (composed.kind === 'refused') return null
  const { year, number } = composed.issue
  const signed = await signIssue(system, demoEditor, year, number, await openGazetteKey(system))
  const published = signed.kind === 'done' ? await publishIssue(system, demoEditor, year, number) : signed
  if (published.kind === 'refused') throw new Error(published.message)
  return { year, number }
}

const ends: readonly { name: string; states: readonly DocumentState[] }[] = [
  { name: 'đã đăng', states: ['published'] },
  { name: 'chờ duyệt', states: ['awaiting-review'] },
  { name: 'từ chối', states: ['rejected'] },
  { name: 'cách ly', states: ['quarantined'] },
  { name: 'lỗi', states: ['failed'] },
]

/** One document for machines. */
function lineOf({ id, fileName, state, reason, description, signature }: Document) {
  const { reference = null, issuedOn = null } = description?.metadata ?? {}
  return { id, file: fileName, state, reason, reference, issuedOn, verdict: signature?.verdict ?? null }
}

function report(
  io: CommandIo,
  taken: readonly Taken[],
  documents: readonly Document[],
  approved: number,
  seconds: number,
): void {
  const sorted = [...documents].sort((one, other) => one.fileName.localeCompare(other.fileName))
  for (const document of sorted) {
    const metadata = document.description?.metadata
    const facts = [metadata?.reference, metadata?.issuedOn].filter(Boolean).join(' ')
    io.out(`${stateNames[document.state].padEnd(10)} ${document.fileName.padEnd(36)} ${facts}`)
    if (document.reason && document.state !== 'published') io.out(`           └ ${document.reason.message}`)
  }
  const count = (states: readonly DocumentState[]) => documents.filter(({ state }) => states.includes(state)).length
  const verdicts = (verdict: string) => documents.filter(({ signature }) => signature?.verdict === verdict).length
  const repeats = taken.filter((one) => one.repeat).length
  io.out('')
  io.out(`Tiếp nhận ${taken.length} tệp (${repeats} đã có từ trước), thành ${documents.length} văn bản.`)
  io.out(
    `Chữ ký số: ${verdicts('passed')} hợp lệ, ${verdicts('indeterminate')} chưa kết luận, ${verdicts('failed')} không hợp lệ, ${verdicts('unsigned')} không ký.`,
  )
  io.out(`Kết quả: ${ends.map(({ name, states }) => `${count(states)} ${name}`).join(', ')}.`)
  io.out(`Biên tập viên mẫu vừa duyệt ${approved} văn bản. Thời gian: ${seconds.toFixed(1).replace('.', ',')} giây.`)
}

/** Samples that did not end where they were meant to, or were misread: said, and the run fails. */
function strayedSamples(samples: readonly SampleFile[], documents: readonly Document[]): string[] {
  return samples.flatMap((sample) => {
    const document = documents.find(({ fileName }) => fileName === sample.file)
    if (!document) return [`✗ ${sample.file}: không thấy`]
    const { state, reason } = document
    const there = state === sample.end && (sample.code === null || reason?.code === sample.code)
    const wanted = `${stateNames[sample.end]}${sample.code ? ` (${sample.code})` : ''}`
    const end = there ? [] : [`✗ ${sample.file}: cần ${wanted}, nhưng ${stateNames[state]} (${reason?.code ?? '—'})`]
    return [...end, ...misread(sample, document)]
  })
}

/** What was read of a published sample, against what is printed on it. */
function misread({ file, end, printed }: SampleFile, { description }: Document): string[] {
  if (!printed || !description || end !== 'published') return []
  const { reference, issuedOn, summary, signers } = description.metadata
  // A joint act has several signers, in whatever order the page puts them.
  const signer = (signers.find(({ name }) => name === printed.signer) ?? signers[0])?.name ?? null
  const found = { reference, issuedOn, summary, signer }
  return (Object.keys(found) as (keyof typeof found)[])
    .filter((field) => found[field] !== printed[field])
    .map((field) => `✗ ${file}: ${field} in là “${printed[field]}”, đọc được “${found[field]}”`)
}

function whereToLook(io: CommandIo, url: string, issue: { year: number; number: number } | null): void {
  const issuePath = issue ? `/cong-bao/${issue.year}/${issue.number}` : '/cong-bao'
  for (const [name, path] of [
    ['Trang công khai', '/'],
    ['Công báo', issuePath],
    ['Bàn làm việc', '/ban-lam-viec'],
    ['Nguồn tin', '/feed.atom'],
    ['API', '/api/v1/documents'],
  ] as const) {
    io.out(`${`${name}:`.padEnd(17)}${url}${path}`)
  }
}
