import type { ReasonDefinition } from './reasons.ts'

/** The reasons shared by all signature formats. */
export const SIGNATURE_REASONS = {
  CERTIFICATE_UNREADABLE: {
    weight: 'doubt',
    subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    sentence: 'Không đọc được chứng thư số của người ký.',
  },
} as const satisfies Record<string, ReasonDefinition>
