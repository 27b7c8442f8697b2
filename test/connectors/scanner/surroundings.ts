/** What the scanner connector stands on, in memory: a register with its numbers, a clock, a reader of toy scans. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Intake, IntakeSink } from '../../../connectors/intake.ts'
import type { PageTools } from '../../../connectors/scanner/judge-scan.ts'
import type { Drop, Judgement, ScannerMemory } from '../../../connectors/scanner/memory.ts'
import { createScannerConnector, type ScannerSurroundings } from '../../../connectors/scanner/scanner-connector.ts'
import { type ScannerSettings, scannerDefaults } from '../../../connectors/scanner/settings.ts'
import { nextOpening } from '../../../pipeline/deadlines/office-hours.ts'
import { type MemoryStore, memoryStore } from '../axis/memory-store.ts'

/** A scan of toy pages: `P` a page, `b` a blank one, `S` a sheet; `!` breaks the reader, `$` is signed. */
export const toyScan = (pages: string) => Buffer.from(`%PDF-${pages}%%EOF`)

export const toyReader: PageTools = {
  async inspectPages(file) {
    const pages = /^%PDF-([PbS$!]*)%%EOF$/.exec(Buffer.from(file).toString())?.[1]
    if (pages === undefined) return { kind: 'unreadable', why: 'not a scan' }
    if (pages.includes('!')) throw new Error('the thread died')
    if (pages === '') return { kind: 'unreadable', why: 'no pages' }
    return {
      kind: 'pages',
      fileType: 'pdf',
      signed: pages.includes('$'),
      pages: [...pages.replace('$', '')].map((page) => ({
        blank: page === 'b',
        codes: page === 'S' ? ['congbao:tach:1:'] : [],
      })),
    }
  },
  async cutPages(file, _, pageLists) {
    const whole = Buffer.from(file).toString()
    return { kind: 'cut', documents: pageLists.map((pages) => Buffer.from(`${whole} pages ${pages.join(' ')}`)) }
  },
}

export interface Register extends IntakeSink {
  intakes: Intake[]
  repeats: string[]
}

function register(): Register {
  const intakes: Intake[] = []
  const repeats: string[] = []
  return {
    intakes,
    repeats,
    async submit(intake) {
      const at = intakes.findIndex(({ externalId }) => externalId === intake.externalId)
      if (at >= 0) repeats.push(intake.externalId)
      else intakes.push(intake)
      const number = at >= 0 ? at + 1 : intakes.length
      return {
        intakeId: String(number),
        registerNumber: number,
        registerYear: intake.receivedAt.toZonedDateTimeISO('Asia/Ho_Chi_Minh').year,
        repeat: at >= 0,
        documentIds: [],
      }
    },
  }
}

type Line = Drop & { judgement: Judgement | null; moved: string | null | undefined; done: boolean }

function scannerMemory(intakes: readonly Intake[]): ScannerMemory & { lines: Line[] } {
  const lines: Line[] = []
  const line = (id: number) => lines[id - 1] as Line
  return {
    lines,
    alone: (work) => work(),
    async remember(file, raw, firstSeenAt, judgement) {
      const same = (other: Line) =>
        other.moved === undefined &&
        other.fileName === file.fileName &&
        other.scanner === file.scanner &&
        other.bytes === file.bytes &&
        other.modifiedMs === file.modifiedMs
      if (lines.some(same)) return
      lines.push({
        ...file,
        id: lines.length + 1,
        raw,
        firstSeenAt,
        tries: 0,
        failures: 0,
        judgement,
        moved: undefined,
        done: false,
      })
    },
    unjudged: async () => lines.filter(({ judgement }) => judgement === null).map((drop) => ({ ...drop })),
    async begin(id) {
      line(id).tries++
    },
    async broke(id) {
      line(id).failures++
    },
    async judge(id, judgement) {
      line(id).judgement = judgement
    },
    unmoved: async () => lines.filter(({ moved }) => moved === undefined).map((drop) => ({ ...drop })),
    async moved(id, place) {
      line(id).moved = place
    },
    unregistered: async () =>
      lines.flatMap((drop) => (drop.judgement && !drop.done ? [{ ...drop, judgement: drop.judgement }] : [])),
    async registered(id) {
      line(id).done = true
    },
    async takenBy(externalIds) {
      const found = intakes.filter(({ externalId }) => externalIds.includes(externalId))
      return new Map(found.map(({ externalId, channelData }) => [externalId, channelData.drop as number]))
    },
    async lastArrival() {
      const arrivals = intakes.filter(({ content }) => content.kind !== 'declined').map(({ receivedAt }) => receivedAt)
      return arrivals.sort(Temporal.Instant.compare).at(-1) ?? null
    },
  }
}

export interface TestScanner {
  folder: string
  settings: ScannerSettings
  store: MemoryStore
  register: Register
  memory: ReturnType<typeof scannerMemory>
  around: ScannerSurroundings
  setNow(local: string): void
  /** A connector as after a start of the program: it remembers only what was stored. */
  restart(changes?: Partial<ScannerSurroundings>): ReturnType<typeof createScannerConnector>
  close(): void
}

export const officeHours = [
  { from: '07:30', to: '11:30' },
  { from: '13:30', to: '17:00' },
]

/** Opens on a Wednesday morning. */
export function openTestScanner(changes: Partial<ScannerSettings> = {}): TestScanner {
  const folder = mkdtempSync(join(tmpdir(), 'congbao-scan-'))
  const settings = { ...scannerDefaults, folder, maxFileBytes: 10_000, ...changes }
  let now = Temporal.Instant.from('2026-11-25T09:00:00+07:00')
  const book = register()
  const memory = scannerMemory(book.intakes)
  const store = memoryStore()
  const around: ScannerSurroundings = {
    ...toyReader,
    store,
    sink: book,
    memory,
    office: { nextOpening: (instant) => nextOpening(instant, officeHours) },
    now: () => now,
    async wait(milliseconds) {
      now = now.add({ milliseconds })
    },
    log: () => undefined,
  }
  return {
    folder,
    settings,
    store,
    register: book,
    memory,
    around,
    setNow(local) {
      now = Temporal.Instant.from(`${local}+07:00`)
    },
    restart: (other = {}) => createScannerConnector(settings, { ...around, ...other }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
