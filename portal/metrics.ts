/** Figures for Prometheus: documents by state, what is overdue, how long the oldest waits. */
import type { Context } from 'hono'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Channel, Connector } from '../connectors/intake.ts'
import { documentStates } from '../pipeline/document.ts'
import { doorStates } from '../pipeline/doors/door-states.ts'
import type { System } from '../pipeline/system.ts'
import { countUndelivered } from '../storage/database/acknowledgements/undelivered.ts'
import { countByState } from '../storage/database/documents/find-document.ts'
import { countQuestions } from '../storage/database/questions/find-questions.ts'

/** How the doors fare; whoever composes the server passes them. */
export interface DoorHealth {
  connectors: ReadonlyMap<Channel, Connector>
}

export function metricsRoute(system: System, doors: DoorHealth): (c: Context) => Promise<Response> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'congbao_' })
  const documents = new Gauge({
    name: 'congbao_documents',
    help: 'Documents by state',
    labelNames: ['state'],
    registers: [registry],
  })
  const overdue = new Gauge({
    name: 'congbao_documents_overdue',
    help: 'Documents awaiting review past their legal deadline',
    registers: [registry],
  })
  const lastSuccess = new Gauge({
    name: 'congbao_door_last_success_seconds',
    help: 'When a door last worked, seconds since 1970; an old value means a silent door',
    labelNames: ['channel'],
    registers: [registry],
  })
  const backlog = new Gauge({
    name: 'congbao_door_backlog',
    help: 'Items known to wait at the other side of a door',
    labelNames: ['channel'],
    registers: [registry],
  })
  const silent = new Gauge({
    name: 'congbao_door_silent',
    help: '1 for a door that gave no sign for longer than it should',
    labelNames: ['channel'],
    registers: [registry],
  })
  const undelivered = new Gauge({
    name: 'congbao_acknowledgements_given_up',
    help: 'What senders should have been told and could not be',
    registers: [registry],
  })
  const questions = new Gauge({
    name: 'congbao_questions',
    help: 'Questions that wait for an answer, and those of them whose limit has passed',
    labelNames: ['state'],
    registers: [registry],
  })
  return async (c) => {
    for (const { channel, lastSuccessAt, backlog: waiting, silentSince } of await doorStates(
      system,
      doors.connectors,
    )) {
      if (lastSuccessAt) lastSuccess.set({ channel }, lastSuccessAt.epochMilliseconds / 1000)
      backlog.set({ channel }, waiting)
      silent.set({ channel }, silentSince ? 1 : 0)
    }
    const asked = await countQuestions(system.db, system.now())
    questions.set({ state: 'open' }, asked.open)
    questions.set({ state: 'overdue' }, asked.overdue)
    undelivered.set(await countUndelivered(system.db))
    const counts = await countByState(system.db)
    for (const state of documentStates) documents.set({ state }, counts[state] ?? 0)
    const late = await system.db
      .selectFrom('documents')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('state', '=', 'awaiting-review')
      .where('due_at', '<=', system.now().toString())
      .executeTakeFirstOrThrow()
    overdue.set(late.count)
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  }
}
