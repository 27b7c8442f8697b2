/** Errors of Facebook's Graph API and what they mean for a reply. */
import { z } from 'zod'
import type { ErrorMeaning } from '../chat/answers/send-outcome.ts'

export const graphError = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number(),
    error_subcode: z.number().nullish().catch(null),
    is_transient: z.boolean().nullish().catch(null),
  }),
})
export type GraphError = z.infer<typeof graphError>['error']

interface Rule {
  code: number
  subcode?: number
  meaning: ErrorMeaning
}

/** The first that fits. */
const rules: readonly Rule[] = [
  { code: 190, meaning: { kind: 'key' } },
  { code: 10, subcode: 2018278, meaning: { kind: 'final', code: 'WINDOW_CLOSED' } },
  { code: 10, meaning: { kind: 'final', code: 'NOT_PERMITTED', door: true } },
  { code: 551, meaning: { kind: 'final', code: 'RECIPIENT_UNREACHABLE' } },
  { code: 100, subcode: 2018001, meaning: { kind: 'final', code: 'RECIPIENT_UNREACHABLE' } },
  { code: 100, meaning: { kind: 'final', code: 'REFUSED_BY_PLATFORM' } },
  { code: 200, meaning: { kind: 'final', code: 'NOT_PERMITTED', door: true } },
  { code: 230, meaning: { kind: 'final', code: 'NOT_PERMITTED', door: true } },
  ...[613, 4, 17, 32, 80006].map(
    (code): Rule => ({ code, meaning: { kind: 'wait', minutes: 2, code: 'NOT_DELIVERED' } }),
  ),
  ...[1, 2, 1200].map((code): Rule => ({ code, meaning: { kind: 'wait', minutes: 1, code: 'NOT_DELIVERED' } })),
]

export function meaningOfGraphError(error: GraphError): ErrorMeaning {
  const rule = rules.find(
    ({ code, subcode }) => code === error.code && (subcode === undefined || subcode === error.error_subcode),
  )
  if (rule) return rule.meaning
  return { kind: 'wait', minutes: error.is_transient ? 1 : 10, code: 'REFUSED_BY_PLATFORM' }
}
