/** A whole system in a folder of its own, for one test file: private PostgreSQL, objects, workers, a clock to set. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type App, openApp } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import { takeDrop } from '../connectors/desk/drop.ts'
import { acceptIntake } from '../pipeline/accept-intake.ts'
import { advanceUntilResting } from '../pipeline/advance.ts'
import type { Document } from '../pipeline/document.ts'
import type { System } from '../pipeline/system.ts'
import { findDocument } from '../storage/database/documents/find-document.ts'
import { TooLarge } from '../storage/objects/objects.ts'

export interface TestSystem {
  app: App
  system: System
  config: Config
  folder: string
  /** Sets the clock. */
  setNow(instant: string): void
  /** Takes a file in as a drop on the desk, without running a stage. */
  drop(fileName: string, bytes: Uint8Array): ReturnType<typeof takeDrop>
  /** Takes a file in and runs its stages until it rests. */
  process(fileName: string, bytes: Uint8Array): Promise<Document>
  find(id: string): Promise<Document>
  close(): Promise<void>
}

/** A folder that the unprivileged PostgreSQL user can enter, unlike mkdtemp's own 0700. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'congbao-test-'))
  chmodSync(folder, 0o755)
  return folder
}

export async function openTestSystem(env: Record<string, string> = {}): Promise<TestSystem> {
  const folder = temporaryFolder()
  const config = readConfig(
    { CONGBAO_PORT: '0', CONGBAO_WORKERS: '1', CONGBAO_LOG: 'silent', CONGBAO_OCR: 'off', ...env },
    folder,
    2,
  )
  const app = await openApp(config, pino({ level: 'silent' }))
  let now: Temporal.Instant | null = null
  const system: System = { ...app.system, now: () => now ?? Temporal.Now.instant() }
  const drop: TestSystem['drop'] = (fileName, bytes) =>
    takeDrop(
      {
        channel: 'desk',
        fileName,
        declaredType: null,
        content: bytes,
        sender: { name: 'Văn thư', address: null },
        receivedAt: system.now(),
      },
      system.objects,
      { submit: (intake) => acceptIntake(system, intake, 'test') },
      { maxFileBytes: config.maxFileBytes, isTooLarge: (error) => error instanceof TooLarge },
    )
  const find = async (id: string) => {
    const document = await findDocument(system.db, id)
    if (!document) throw new Error(`No document ${id}`)
    return document
  }
  return {
    app,
    system,
    config,
    folder,
    drop,
    find,
    setNow(instant) {
      now = Temporal.Instant.from(instant)
    },
    async process(fileName, bytes) {
      const receipt = await drop(fileName, bytes)
      const id = receipt.documentIds[0]
      if (!id) throw new Error(`No document came of ${fileName}: ${receipt.declined}`)
      await advanceUntilResting(system, id)
      return find(id)
    },
    async close() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
