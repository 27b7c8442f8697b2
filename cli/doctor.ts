/** `congbao doctor`: whether everything is in order: journal, publications, stored bytes, settings, backups, calendar, doors. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { unknownSettings } from '../config.ts'
import { openDoors } from '../doors.ts'
import { holidayYears } from '../pipeline/deadlines/holidays.ts'
import { doorStates } from '../pipeline/doors/door-states.ts'
import { stateNames } from '../pipeline/review/decide.ts'
import { channelNames } from '../portal/channel-names.ts'
import { shownMoment } from '../portal/html.ts'
import { verifyJournal } from '../storage/audit.ts'
import { countUndelivered } from '../storage/database/acknowledgements/undelivered.ts'
import { countByState } from '../storage/database/documents/find-document.ts'
import { listObjectsInUse } from '../storage/database/list-objects-in-use.ts'
import { type PublicationFault, verifyPublications } from '../storage/database/publications/verify-publications.ts'
import { ObjectMissing } from '../storage/objects/objects.ts'
import { heicProgram } from '../validators/text/image/heic.ts'
import { nativeTesseract } from '../validators/text/ocr/native-tesseract.ts'
import { libreOffice } from '../validators/text/office/convert-office.ts'
import { readArguments } from './arguments.ts'
import { type CommandIo, exitCode, type Run, withApp } from './command.ts'

interface Finding {
  check: string
  ok: boolean
  message: string
}

export const run: Run = async (args, io) => {
  const { values } = readArguments(args, { options: {}, words: 0 })
  return withApp(io, async (app) => {
    const findings = [
      await checkJournal(app),
      await checkPublications(app),
      await checkObjects(app, io),
      await checkStates(app),
      await checkBackups(app),
      checkCalendar(app),
      checkSettings(io),
      await checkPrograms(),
      ...(await checkDoors(app)),
      await checkAnswers(app),
    ]
    for (const finding of findings) {
      io.out(values.json ? JSON.stringify(finding) : `${finding.ok ? '✓' : '✗'} ${finding.message}`)
    }
    return findings.every((finding) => finding.ok) ? exitCode.success : exitCode.negative
  })
}

async function checkJournal({ system }: App): Promise<Finding> {
  const verdict = await verifyJournal(system.db)
  return verdict.sound
    ? { check: 'journal', ok: true, message: `Nhật ký nguyên vẹn, ${verdict.entries} dòng.` }
    : { check: 'journal', ok: false, message: `Nhật ký bị sửa ở dòng ${verdict.brokenAt}: ${verdict.why}.` }
}

/** What the public sees is what was published on record. */
async function checkPublications({ system }: App): Promise<Finding> {
  const { checked, faults } = await verifyPublications(system.db)
  const told = faults.map(({ documentId, version, why }) => `${documentId} bản ${version}: ${publicationFaults[why]}`)
  return faults.length === 0
    ? { check: 'publications', ok: true, message: `${checked} bản đã đăng đúng như nhật ký ghi.` }
    : { check: 'publications', ok: false, message: `Bản đã đăng khác với nhật ký: ${told.join('; ')}.` }
}

const publicationFaults: Readonly<Record<PublicationFault['why'], string>> = {
  'not on record': 'không có quyết định đăng trong nhật ký',
  changed: 'nội dung đã bị sửa sau khi đăng',
  'back without a decision': 'đã gỡ nhưng lại hiện công khai',
}

/** Every byte the rows point at is there and is still what its name says. */
async function checkObjects({ system }: App, io: CommandIo): Promise<Finding> {
  const objects = await listObjectsInUse(system.db)
  const damaged: string[] = []
  for (const [index, { sha256, name }] of objects.entries()) {
    if (index % 20 === 0) io.progress(`Kiểm tra tệp ${index + 1}/${objects.length}`)
    const why = await faultOf(system, sha256)
    if (why) damaged.push(`${name} (${sha256}): ${why}`)
  }
  io.progress(null)
  return damaged.length === 0
    ? { check: 'objects', ok: true, message: `${objects.length} tệp lưu trữ nguyên vẹn.` }
    : {
        check: 'objects',
        ok: false,
        message: `Tệp lưu trữ mất hoặc hỏng: ${damaged.join('; ')}. Hãy phục hồi từ bản sao lưu.`,
      }
}

/** A store that does not answer has lost nothing yet: that is said as it is. */
async function faultOf({ objects }: App['system'], sha256: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of objects.stream(sha256)) hash.update(piece)
  } catch (error) {
    return error instanceof ObjectMissing ? 'mất' : `không đọc được (${(error as Error).message})`
  }
  return hash.digest('hex') === sha256 ? null : 'hỏng'
}

/** A setting misspelt is a setting not made. */
function checkSettings({ env }: CommandIo): Finding {
  const unknown = unknownSettings(env)
  return unknown.length === 0
    ? { check: 'settings', ok: true, message: 'Không có biến CONGBAO_… nào lạ.' }
    : {
        check: 'settings',
        ok: false,
        message: `Biến không ai đọc, có thể gõ sai tên: ${unknown.join(', ')} (xem docs/operators-guide.md).`,
      }
}

async function checkStates({ system }: App): Promise<Finding> {
  const counts = await countByState(system.db)
  const shown = Object.entries(counts).map(([state, count]) => `${stateNames[state as keyof typeof counts]}: ${count}`)
  const failed = counts.failed ?? 0
  return {
    check: 'documents',
    ok: failed === 0,
    message: `Văn bản: ${shown.join(', ') || 'chưa có'}.${failed > 0 ? ' Xem lỗi: congbao documents list --state failed' : ''}`,
  }
}

/** What any process saw of the configured doors last. */
async function checkDoors({ system }: App): Promise<Finding[]> {
  const states = await doorStates(system, openDoors(system).connectors)
  return states.map(({ channel, lastSuccessAt, lastError, silentSince, backlog }) => {
    const last = lastSuccessAt ? `lần cuối thành công ${shownMoment(lastSuccessAt)}` : 'chưa lần nào thành công'
    const error = lastError ? ` Lỗi gần nhất: ${lastError}` : ''
    return {
      check: `door ${channel}`,
      ok: silentSince === null,
      message: `Kênh ${channelNames[channel]}${silentSince ? ' im lặng' : ''}: ${last}, đang chờ ${backlog}.${silentSince ? error : ''}`,
    }
  })
}

async function checkAnswers({ system }: App): Promise<Finding> {
  const count = await countUndelivered(system.db)
  return {
    check: 'acknowledgements',
    ok: count === 0,
    message:
      count === 0
        ? 'Không có phản hồi nào bị bỏ dở.'
        : `${count} phản hồi không gửi được cho nơi gửi: xem bàn làm việc, mục Kênh.`,
  }
}

/** QĐ 40/2024 Điều 13.1.d: at least three backups a week. */
const longestWithoutBackup = { hours: (7 * 24) / 3 }

async function checkBackups({ system }: App): Promise<Finding> {
  const { last, first } = await system.db
    .selectFrom('journal')
    .select(sql<string | null>`max(at) filter (where action = 'backup')`.as('last'))
    .select(sql<string | null>`min(at)`.as('first'))
    .executeTakeFirstOrThrow()
  const since = last ?? first
  const late =
    since && Temporal.Instant.compare(Temporal.Instant.from(since).add(longestWithoutBackup), system.now()) < 0
  const shown = last ? `Sao lưu gần nhất: ${shownMoment(Temporal.Instant.from(last))}.` : 'Chưa có bản sao lưu nào.'
  return {
    check: 'backup',
    ok: !late,
    message: late ? `${shown} Phải sao lưu ít nhất 3 lần mỗi tuần (Điều 13): congbao backup THƯ_MỤC` : shown,
  }
}

/** None is needed; an operator should know what each would bring. */
async function checkPrograms(): Promise<Finding> {
  const found = [
    [await nativeTesseract(), 'Tesseract (nhận dạng chữ nhanh hơn)', 'tesseract-ocr-vie'],
    [libreOffice(), 'LibreOffice (đọc DOC, RTF đủ số mục và bảng)', 'libreoffice-writer-nogui'],
    [heicProgram(), 'libheif (đọc ảnh HEIC)', 'libheif-examples'],
  ] as const
  const shown = found.map(([there, name, install]) => (there ? `${name}: có` : `${name}: không, gói ${install}`))
  return { check: 'programs', ok: true, message: `Chương trình của máy chủ: ${shown.join('; ')}.` }
}

function checkCalendar({ system }: App): Finding {
  const year = system.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').year
  const known = holidayYears.find((candidate) => candidate.year === year)
  return known?.announced
    ? { check: 'calendar', ok: true, message: `Lịch nghỉ lễ năm ${year}: ${known.source}.` }
    : { check: 'calendar', ok: false, message: `Chưa có lịch nghỉ lễ chính thức năm ${year}: thời hạn có thể sai.` }
}
