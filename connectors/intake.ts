/**
 * An intake is one delivery through one channel. Connectors turn what arrived on the wire into this shape and know
 * nothing of the pipeline or the database; whoever composes the system passes them an `IntakeSink`.
 */

export type Channel = 'desk' | 'scanner' | 'axis' | 'mailbox' | 'zalo' | 'facebook'

/** Bytes that already rest in the object store, named by their hash. */
export interface StoredBytes {
  /** Lower-case hexadecimal SHA-256. */
  sha256: string
  bytes: number
}

/** One file of a delivery. */
export interface IntakePart extends StoredBytes {
  /** As the sender named it, made safe to show and to offer for download. */
  fileName: string
  /** What the sender called it; the true type is found later from the bytes. */
  declaredType: string | null
}

/** Who sent it, as the channel states it; nothing here is proven. */
export interface IntakeSender {
  name: string | null
  /** E-mail address, OrganId, Zalo or Facebook user id, account name. */
  address: string | null
}

/** What the channel's envelope says of a document: compared with what the document itself says. */
export interface Envelope {
  reference: string | null
  documentType: string | null
  issuer: string | null
  /** ISO 8601 date. */
  issuedOn: string | null
  summary: string | null
}

/** Why a delivery, or a part of it, gives no document. */
export interface Declined {
  code: string
  /** A sentence in Vietnamese for the clerk and, where the channel answers, for the sender. */
  message: string
}

/** What a delivery turned out to be. */
export type IntakeContent =
  | { kind: 'documents' }
  | { kind: 'question'; text: string }
  | { kind: 'declined'; reason: Declined }

/** What a sender asks about something sent earlier; an editor agrees or refuses. */
export interface SenderRequest {
  /** Thu hồi or lấy lại; cập nhật; thay thế. */
  kind: 'take-back' | 'update' | 'replace'
  /** In the sender's own words. */
  reason: string | null
  /** The earlier deliveries, each by the id its sender gave it. */
  about: readonly string[]
}

export interface Intake {
  channel: Channel
  /** The channel's own id: edXML docId, Message-ID, msg_id, mid, or the file's hash for drops and scans. */
  externalId: string
  sender: IntakeSender
  receivedAt: Temporal.Instant
  /** The delivery exactly as received, stored before anything was acknowledged. */
  raw: StoredBytes
  parts: readonly IntakePart[]
  envelope: Envelope | null
  content: IntakeContent
  /** Only where the delivery asks something about an earlier one. */
  request?: SenderRequest
  /** Whatever the channel needs to answer later: thread ids, OrganId, message ids. Plain JSON. */
  channelData: Readonly<Record<string, unknown>>
}

/** What became of a delivery. */
export interface Receipt {
  intakeId: string
  /** Running number in the intake register of the year (số đến); `null` for a declined delivery. */
  registerNumber: number | null
  registerYear: number | null
  /** True when `(channel, externalId)` had come before: recorded, not processed again. */
  repeat: boolean
  documentIds: readonly string[]
}

/** Stores bytes durably; resolves only after they are safe on disk (fsync and rename) or in S3. */
export interface ByteStore {
  put(content: Uint8Array | AsyncIterable<Uint8Array>, limitBytes?: number): Promise<StoredBytes>
  get(sha256: string): Promise<Uint8Array>
  stream(sha256: string): AsyncIterable<Uint8Array>
}

/** Where connectors hand in what they received. Resolves only once the intake is committed. */
export interface IntakeSink {
  submit(intake: Intake): Promise<Receipt>
}

export interface DeliveryStanding {
  /** No file is on its way any more. */
  settled: boolean
  /** At least one file was published. */
  published: boolean
}

/** What the sender is told as the document walks its stages. */
export interface Acknowledgement {
  intakeId: string
  channel: Channel
  externalId: string
  channelData: Readonly<Record<string, unknown>>
  /** The file of the delivery that is meant; absent where all of it is. */
  document?: { id: string; fileName: string } | undefined
  /** How all files of the delivery stand by now; absent where the event is about all of it. */
  delivery?: DeliveryStanding | undefined
  event:
    | { kind: 'received'; registerNumber: number; registerYear: number }
    | { kind: 'accepted' }
    | { kind: 'refused'; reason: Declined }
    | { kind: 'processing' }
    | { kind: 'published'; url: string }
    | { kind: 'answered'; text: string }
}

/** Health of a door, shown on the desk and in metrics. */
export interface ConnectorHealth {
  channel: Channel
  lastSuccessAt: Temporal.Instant | null
  lastErrorAt: Temporal.Instant | null
  lastError: string | null
  /** Items known to wait at the other side. */
  backlog: number
}

/** A door in. `start` begins to listen or to poll; `stop` ends it and leaves nothing half done. */
export interface Connector {
  readonly channel: Channel
  /** Milliseconds between two looks of a door that looks by itself; absent for one that waits to be called. */
  readonly pollEveryMs?: number | undefined
  start(): Promise<void>
  stop(): Promise<void>
  health(): ConnectorHealth
  /** Tells the sender; must be safe to call twice for the same event. */
  acknowledge(acknowledgement: Acknowledgement): Promise<void>
}
