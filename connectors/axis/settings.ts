/** What the axis connector is told. Everything marked [U] is uncertain in what is known of the axes: hence a setting. */
import type { Organization, StaffInfo } from './edxml/message.ts'
import { type EdxmlLimits, edxmlLimits } from './limits.ts'
import { type EventStatuses, eventStatuses } from './status-plan.ts'

export interface AxisSettings {
  /** Who we are, as our status messages say it. */
  organization: Organization
  /** Every OrganId that means us, old form and new (`000.00.00.H37`, `H37`): QĐ 20/2020 lets a message name both. */
  organIds: readonly string[]
  /** Who speaks in status messages. */
  staff: StaffInfo | null
  pollEveryMs: number
  /** Days listed again at every round: lists are cut by whole days, and messages may turn up late. */
  overlapDays: number
  /** Days listed when nothing was ever received. */
  firstDays: number
  /** [U] Status messages that come to us; an axis without them answers the list with an error. */
  receiveStatuses: boolean
  /** [U] Which QĐ 28 codes each step of a document sends. */
  statuses: EventStatuses
  limits: EdxmlLimits
}

export const axisDefaults = {
  staff: null,
  pollEveryMs: 5 * 60 * 1000,
  overlapDays: 2,
  firstDays: 30,
  receiveStatuses: true,
  statuses: eventStatuses,
  limits: edxmlLimits,
} as const satisfies Partial<AxisSettings>
