/** A status as an edXML message: From, ResponseFor, StaffInfo, StatusCode, Description, Timestamp; no To, no body. */
import type { MessageHeader, Organization, StaffInfo } from './edxml/message.ts'
import { writeHead } from './edxml/write-edxml.ts'
import type { OutgoingEdoc } from './gateway.ts'
import type { PlannedStatus } from './status-log.ts'
import { edxmlMoment } from './vietnam-time.ts'

export function statusMessage(status: PlannedStatus, ours: Organization, staff: StaffInfo | null): OutgoingEdoc {
  const { reply, code } = status
  const header: MessageHeader = {
    from: { ...ours, organId: reply.from },
    to: [],
    documentId: null,
    code: null,
    promulgation: null,
    documentType: null,
    subject: null,
    content: null,
    signer: null,
    dueDate: null,
    toPlaces: [],
    otherInfo: null,
    responseFor: [{ organId: reply.to, code: reply.code, date: reply.date, documentId: reply.documentId }],
    steeringType: null,
    staffInfo: staff,
    statusCode: code,
    statusDescription: status.description,
    statusTimestamp: edxmlMoment(Temporal.Instant.from(status.plannedAt)),
  }
  return {
    messageType: 'status',
    from: reply.from,
    to: [reply.to],
    fileName: `status-${code}-${status.docId.replace(/[^\w.-]+/g, '_')}.edxml`,
    content: writeHead({ header, trace: [], business: null, signature: null, manifest: [] }),
  }
}
