/** The doors as clerks know them. */
import type { Channel } from '../connectors/intake.ts'

export type { Channel } from '../connectors/intake.ts'

export const channelNames: Readonly<Record<Channel, string>> = {
  desk: 'Bàn làm việc',
  scanner: 'Máy quét',
  axis: 'Trục liên thông',
  mailbox: 'Thư điện tử',
  zalo: 'Zalo',
  facebook: 'Facebook',
}
