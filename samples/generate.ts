/** Writes the set of sample documents, each meant for a certain end, with a manifest that says which. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { certificateDer } from '../pipeline/gazette/signing/office-certificate.ts'
import { signPdf } from '../pipeline/gazette/signing/sign-pdf.ts'
import type { Draft } from './draft.ts'
import * as drafts from './drafts.ts'
import { makeSampleKeys, type SampleKeys, type SampleSigner } from './keys.ts'
import { layOut } from './lay-out.ts'
import { breakSignedBytes, changeAfterSigning, cutShort, drawing, encrypted, scan } from './spoil.ts'
import { wordFile } from './word-file.ts'

/** Where a sample is meant to end up after an honest editor has done the work. */
export type MeantEnd = 'published' | 'awaiting-review' | 'rejected' | 'quarantined'

export interface SampleFile {
  file: string
  end: MeantEnd
  /** The reason's code, for ends other than publication. */
  code: string | null
  /** What stands on the paper; `null` for files that are no readable document. */
  printed: { reference: string; issuedOn: string; summary: string; signer: string } | null
}

export interface SampleManifest {
  files: readonly SampleFile[]
}

const manifestName = 'manifest.json'

/**
 * Makes the samples in `folder/documents`, the authority's certificate in `folder/trust`, and `folder/manifest.json`.
 * Keys are made anew each time, so a folder that is complete is left as it is.
 */
export async function generateSamples(folder: string): Promise<SampleManifest> {
  const manifestFile = join(folder, manifestName)
  if (existsSync(manifestFile)) return JSON.parse(await readFile(manifestFile, 'utf8')) as SampleManifest
  const half = `${folder}.half`
  await rm(half, { recursive: true, force: true })
  await mkdir(join(half, 'documents'), { recursive: true })
  await mkdir(join(half, 'trust'))
  const keys = await makeSampleKeys()
  const samples = await makeSamples(keys)
  for (const { file, bytes } of samples) await writeFile(join(half, 'documents', file), bytes)
  await writeFile(join(half, 'trust', 'co-quan-chung-thuc-mau.crt'), certificateDer(keys.authority.certificate))
  const manifest: SampleManifest = { files: samples.map(({ bytes: _, ...rest }) => rest) }
  await writeFile(join(half, manifestName), JSON.stringify(manifest, null, 2))
  await rm(folder, { recursive: true, force: true })
  await rename(half, folder)
  return manifest
}

async function makeSamples(keys: SampleKeys): Promise<(SampleFile & { bytes: Uint8Array })[]> {
  const { committee, council, viceChairman, ministry, stranger } = keys
  const sound = async (file: string, draft: Draft, ...signers: SampleSigner[]) =>
    sample(file, draft, 'published', null, await signed(draft, ...signers))
  const altered = drafts.ordinaryDecision(1187, '2026-11-16', 'Về việc phân công trực bến bãi thuyền mẫu')
  const foreign = drafts.ordinaryDecision(1190, '2026-11-17', 'Về việc điều động nhân viên bến bãi thuyền mẫu')
  const broken = drafts.ordinaryDecision(1192, '2026-11-18', 'Về việc khen thưởng tổ lái thuyền mẫu')
  const cut = drafts.ordinaryDecision(1195, '2026-11-18', 'Về việc nghỉ phép của tổ lái thuyền mẫu')
  const wordDraft = drafts.ordinaryDecision(1200, '2026-11-20', 'Về việc kiểm kê thuyền mẫu cuối năm 2026')
  const unsigned = drafts.ordinaryDecision(1199, '2026-11-19', 'Về việc cấp vật tư cho bến bãi thuyền mẫu')
  return [
    await sound('01-quyet-dinh-quy-pham.pdf', drafts.feeDecision, committee),
    await sound('02-quyet-dinh-quy-dinh-bien-ten.pdf', drafts.signageDecision, viceChairman, committee),
    await sound('03-quyet-dinh-ca-biet.pdf', drafts.appointmentDecision, viceChairman, committee),
    await sound('04-nghi-quyet-hdnd.pdf', drafts.budgetResolution, council),
    await sound('05-cong-van.pdf', drafts.replyLetter, committee),
    await sound('06-thong-bao.pdf', drafts.notice, committee),
    await sound('07-ke-hoach.pdf', drafts.plan, viceChairman, committee),
    await sound('08-to-trinh.pdf', drafts.proposal, committee),
    await sound('09-thong-tu-lien-tich.pdf', drafts.jointCircular, ministry),
    sample(
      '10-sua-sau-khi-ky.pdf',
      altered,
      'rejected',
      'SIGNATURE_FAILED',
      await changeAfterSigning(await signed(altered, committee)),
    ),
    sample(
      '11-nguoi-ky-la.pdf',
      foreign,
      'awaiting-review',
      'SIGNATURE_INDETERMINATE',
      await signed(foreign, stranger),
    ),
    sample(
      '12-chu-ky-hong.pdf',
      broken,
      'rejected',
      'SIGNATURE_FAILED',
      breakSignedBytes(await signed(broken, committee)),
    ),
    sample('13-ban-quet.pdf', unsigned, 'awaiting-review', null, await scan(await layOut(unsigned))),
    sample(
      '14-van-ban-mat.pdf',
      drafts.secretLetter,
      'quarantined',
      'SECRET',
      await signed(drafts.secretLetter, committee),
    ),
    noDocument('15-dat-mat-khau.pdf', 'ENCRYPTED', encrypted('bi-mat')),
    noDocument('16-ban-ve.pdf', 'NOT_A_DOCUMENT', await drawing()),
    noDocument('17-bi-cat.pdf', null, cutShort(await layOut(cut))),
    sample('18-du-thao.docx', wordDraft, 'awaiting-review', 'UNSIGNED', wordFile(wordDraft)),
  ]
}

/** Signed by each in turn, on the morning of the day of issue; later ones sign on top of the earlier. */
async function signed(draft: Draft, ...signers: readonly SampleSigner[]): Promise<Uint8Array> {
  let bytes = await layOut(draft)
  let at = Temporal.PlainDateTime.from(`${draft.issuedOn}T09:15`).toZonedDateTime('Asia/Ho_Chi_Minh').toInstant()
  for (const signer of signers) {
    bytes = await signPdf(bytes, { ...signer, at })
    at = at.add({ minutes: 40 })
  }
  return bytes
}

function sample(
  file: string,
  draft: Draft,
  end: MeantEnd,
  code: string | null,
  bytes: Uint8Array,
): SampleFile & { bytes: Uint8Array } {
  const { reference, issuedOn, summary, signer } = draft
  return { file, end, code, printed: { reference, issuedOn, summary, signer: signer.name }, bytes }
}

function noDocument(file: string, code: string | null, bytes: Uint8Array): SampleFile & { bytes: Uint8Array } {
  return { file, end: 'rejected', code, printed: null, bytes }
}
