/** The door for paper, composed. Part of the composition root. */
import type { ScannerConfig } from '../config.ts'
import { createScannerConnector, type ScannerConnector } from '../connectors/scanner/scanner-connector.ts'
import { scannerDefaults } from '../connectors/scanner/settings.ts'
import { wait } from '../connectors/wait.ts'
import { acceptIntake } from '../pipeline/accept-intake.ts'
import { nextOpening } from '../pipeline/deadlines/office-hours.ts'
import type { System } from '../pipeline/system.ts'
import { openScannerMemory } from '../storage/database/scanner/scanner-log.ts'

export function openScanner(system: System, scanner: ScannerConfig): ScannerConnector {
  const { config, workers } = system
  const settings = {
    ...scannerDefaults,
    ...scanner,
    pollEveryMs: scanner.pollSeconds * 1000,
    maxFileBytes: config.maxFileBytes,
  }
  return createScannerConnector(settings, {
    store: system.objects,
    sink: { submit: (intake) => acceptIntake(system, intake, 'scanner') },
    memory: openScannerMemory(system.db),
    inspectPages: (file) => workers.run('inspectPages', file),
    cutPages: (file, fileType, pageLists) => workers.run('cutPages', file, fileType, pageLists),
    office: { nextOpening: (instant) => nextOpening(instant, config.officeHours) },
    now: system.now,
    wait,
    log: ({ event, ...fields }) => system.log.info(fields, event),
  })
}
