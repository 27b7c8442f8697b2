/** Figures for Prometheus: documents by state, what is overdue, how long the oldest waits. */
import type { Context } from 'hono'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { documentStates } from '../pipeline/document.ts'
import type { System } from '../pipeline/system.ts'
import { countByState } from '../storage/database/documents/find-document.ts'

export function metricsRoute(system: System): (c: Context) => Promise<Response> {
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
  return async (c) => {
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
