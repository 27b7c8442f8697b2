/** A whole connector on the test axis, with the memory of a database and a clock that only tests move. */

import { type AxisConnector, createAxisConnector } from '../../../connectors/axis/axis-connector.ts'
import type { AxisGateway } from '../../../connectors/axis/gateway.ts'
import { langSonDefaults, openLangSonGateway } from '../../../connectors/axis/gateways/lang-son.ts'
import {
  type NationalSettings,
  nationalDefaults,
  openNationalGateway,
} from '../../../connectors/axis/gateways/national.ts'
import { type AxisSettings, axisDefaults } from '../../../connectors/axis/settings.ts'
import type { AxisMemory, PlannedStatus, SentStatusLog } from '../../../connectors/axis/status-log.ts'
import type { StatusCode } from '../../../connectors/axis/status-plan.ts'
import type { Acknowledgement, Intake, Receipt } from '../../../connectors/intake.ts'
import { startAxis, type TestAxis } from '../../servers/axis-gateway.ts'
import { type MemoryStore, memoryStore } from './memory-store.ts'

export type Kind = 'national' | 'lang-son'

export interface Bench {
  axis: TestAxis
  gateway: AxisGateway
  connector: AxisConnector
  /** A new connector on the same database, as after a crash. */
  restart(): AxisConnector
  store: MemoryStore
  intakes: Intake[]
  repeats: string[]
  /** The next commits fail so many times. */
  failCommits(times: number): void
  statuses: Map<string, { planned: PlannedStatus; state: 'waiting' | 'sent' | 'refused' }>
  /** Milliseconds that the connector waited, one number a wait. */
  waits: number[]
  advance(duration: Temporal.DurationLike): void
  acknowledge(docId: string, event: Acknowledgement['event']): Promise<void>
  close(): Promise<void>
}

const systemId = 'H37'
/** Signed with, never sent, at the national gateway: any text. Lạng Sơn's travels in a header. */
const secrets: Readonly<Record<Kind, string>> = { national: 'bí mật của cơ quan', 'lang-son': 'k3y-of-H37' }

export interface BenchOptions {
  settings?: Partial<AxisSettings>
  national?: Partial<NationalSettings>
  password?: string
  idleMs?: number
}

export async function startBench(kind: Kind, options: BenchOptions = {}): Promise<Bench> {
  const secret = secrets[kind]
  let now = Temporal.Instant.from('2026-11-24T03:30:00Z')
  const fileHash = options.national?.fileHash ?? 'sdk'
  const axis = await startAxis({ systemId, secret, username: 'langson', password: 'mk', fileHash, now: () => now })
  const waits: number[] = []
  const around = {
    fetch: globalThis.fetch,
    now: () => now,
    random: () => 0.5,
    wait: async (milliseconds: number) => void waits.push(milliseconds),
  }
  const idleMs = options.idleMs ?? 20_000
  const limits = { http: { answerWithinMs: idleMs, idleMs } }
  const gateway =
    kind === 'national'
      ? openNationalGateway(
          { ...nationalDefaults, ...limits, endpoint: axis.url, systemId, secret, ...options.national },
          around,
        )
      : openLangSonGateway(
          {
            ...langSonDefaults,
            ...limits,
            endpoint: axis.url,
            systemId,
            secretKey: secret,
            username: 'langson',
            password: options.password ?? 'mk',
            applicationCode: 'QLVB',
          },
          around,
        )

  const store = memoryStore()
  const intakes: Intake[] = []
  const repeats: string[] = []
  const statuses: Bench['statuses'] = new Map()
  const complete = new Map<string, Temporal.PlainDate>()
  let failing = 0

  const submit = async (intake: Intake): Promise<Receipt> => {
    if (failing > 0) {
      failing--
      throw new Error('the database is away')
    }
    const earlier = intakes.findIndex((one) => one.externalId === intake.externalId)
    if (earlier >= 0) repeats.push(intake.externalId)
    else intakes.push(intake)
    return {
      intakeId: String(earlier >= 0 ? earlier : intakes.length - 1),
      registerNumber: 1,
      registerYear: 2026,
      repeat: earlier >= 0,
      documentIds: [],
    }
  }
  const memory: AxisMemory = {
    async taken(docIds) {
      const known = intakes.filter((one) => docIds.includes(one.externalId))
      return new Map(
        known.map(({ externalId, channelData, content }) => [
          externalId,
          { channelData, declined: content.kind === 'declined' ? content.reason : null },
        ]),
      )
    },
    completeUntil: async (list) => complete.get(list) ?? null,
    setCompleteUntil: async (list, day) => void complete.set(list, day),
  }
  const settings: AxisSettings = {
    ...axisDefaults,
    organization: {
      organId: 'H37',
      inCharge: null,
      name: 'UBND tỉnh Lạng Sơn',
      address: null,
      email: null,
      telephone: null,
      fax: null,
      website: null,
    },
    organIds: ['H37', '000.00.00.H37'],
    ...options.settings,
  }
  const restart = () =>
    createAxisConnector(settings, {
      gateway,
      store,
      sink: { submit },
      memory,
      statusLog: statusLogIn(statuses),
      now: () => now,
      wait: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
      log: () => {},
    })
  const connector = restart()
  return {
    axis,
    gateway,
    connector,
    restart,
    store,
    intakes,
    repeats,
    failCommits(times) {
      failing = times
    },
    statuses,
    waits,
    advance(duration) {
      now = now.add(duration)
    },
    acknowledge(docId, event) {
      const intake = intakes.find((one) => one.externalId === docId)
      if (!intake) throw new Error(`no intake ${docId}`)
      const { channel, externalId, channelData } = intake
      return connector.acknowledge({ intakeId: '0', channel, externalId, channelData, event })
    },
    close: () => axis.close(),
  }
}

function statusLogIn(statuses: Bench['statuses']): SentStatusLog {
  const key = (docId: string, code: StatusCode) => `${docId}/${code}`
  const set = (docId: string, code: StatusCode, state: 'sent' | 'refused') => {
    const record = statuses.get(key(docId, code))
    if (record) record.state = state
  }
  return {
    codesOf: async (docId) =>
      [...statuses.values()].filter(({ planned }) => planned.docId === docId).map(({ planned }) => planned.code),
    async plan(planned) {
      if (statuses.has(key(planned.docId, planned.code))) return false
      statuses.set(key(planned.docId, planned.code), { planned: structuredClone(planned), state: 'waiting' })
      return true
    },
    claimWaiting: async () =>
      [...statuses.values()].filter(({ state }) => state === 'waiting').map(({ planned }) => planned),
    markSent: async (docId, code) => set(docId, code, 'sent'),
    markRefused: async (docId, code) => set(docId, code, 'refused'),
    release: async () => {},
  }
}

/** What a sender was told about a document: the codes of the status messages, in order. */
export function told(axis: TestAxis): string[] {
  return axis.sent.map(({ content }) => /StatusCode>(\d\d)</.exec(content)?.[1] ?? '?')
}
