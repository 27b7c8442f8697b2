/** The door to the inter-agency axis, composed. Part of the composition root. */
import type { AxisConfig } from '../config.ts'
import { type AxisConnector, createAxisConnector } from '../connectors/axis/axis-connector.ts'
import type { AxisGateway } from '../connectors/axis/gateway.ts'
import { langSonDefaults, openLangSonGateway } from '../connectors/axis/gateways/lang-son.ts'
import { nationalDefaults, openNationalGateway } from '../connectors/axis/gateways/national.ts'
import { axisDefaults } from '../connectors/axis/settings.ts'
import { wait } from '../connectors/wait.ts'
import { acceptIntake } from '../pipeline/accept-intake.ts'
import type { System } from '../pipeline/system.ts'
import { openAxisMemory, openSentStatusLog } from '../storage/database/axis/axis-log.ts'

export function openAxis(system: System, axis: AxisConfig): AxisConnector {
  const around = { fetch: globalThis.fetch, now: system.now, random: Math.random, wait }
  const organization = {
    organId: axis.organIds[0] ?? null,
    inCharge: null,
    name: axis.organName,
    address: null,
    email: null,
    telephone: null,
    fax: null,
    website: null,
  }
  const settings = {
    ...axisDefaults,
    organization,
    organIds: axis.organIds,
    pollEveryMs: axis.pollMinutes * 60_000,
  }
  return createAxisConnector(settings, {
    gateway: openGateway(axis, around),
    store: system.objects,
    sink: { submit: (intake) => acceptIntake(system, intake, 'axis') },
    memory: openAxisMemory(system.db),
    statusLog: openSentStatusLog(system.db),
    now: system.now,
    wait,
    log: ({ event, ...fields }) => system.log.info(fields, event),
  })
}

function openGateway(axis: AxisConfig, around: Parameters<typeof openLangSonGateway>[1]): AxisGateway {
  const { url: endpoint, systemId, secret } = axis
  if (axis.kind === 'national') return openNationalGateway({ ...nationalDefaults, endpoint, systemId, secret }, around)
  const { username, password, application: applicationCode } = axis
  return openLangSonGateway(
    { ...langSonDefaults, endpoint, username, password, applicationCode, systemId, secretKey: secret },
    around,
  )
}
