/** What the connector needs of an axis, whichever it is: the national gateway or Lạng Sơn's own. */
import type { ByteStore, StoredBytes } from '../intake.ts'

export type AxisMessageType = 'edoc' | 'status'

/** One message waiting on the axis. `docId` is the axis's own id, unique there; not the edXML DocumentId. */
export interface QueuedMessage {
  docId: string
  /** OrganId of the sender, as the axis states it. */
  from: string | null
  to: string | null
  /** Queue state as the axis words it. */
  status: string | null
  /** As the axis writes it. */
  createdTime: string | null
}

export interface QueueList {
  items: readonly QueuedMessage[]
  /** Entries, or whole pages, that the axis counted but that could not be read: the list is not complete. */
  unreadable: number
}

export interface FetchedMessage {
  /** The edXML message, byte for byte, already stored. */
  raw: StoredBytes
  /** Files the axis handed over beside the message. Usually the same as inside it. */
  besides: readonly { fileName: string; stored: StoredBytes }[]
}

export interface OutgoingEdoc {
  messageType: AxisMessageType
  /** OrganId in whose name it is sent. */
  from: string
  /** OrganIds; some gateways want them beside the message. */
  to: readonly string[]
  fileName: string
  content: Uint8Array
}

/** `done` takes the message out of our queue on the axis; only after it rests safely here. */
export type QueueState = 'done' | 'fail'

export interface AxisGateway {
  /**
   * What waits for us. Days are Vietnam's; a gateway that keeps a queue ignores them.
   * An answer that cannot be read is a `GatewayFault`, never an empty list.
   */
  list(messageType: AxisMessageType, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<QueueList>
  /** Resolves once the whole message is in `store`; keeps nothing of one that broke off. */
  fetch(docId: string, store: ByteStore): Promise<FetchedMessage>
  /** @returns the axis's id for what was sent, where it gives one. */
  send(message: OutgoingEdoc): Promise<{ docId: string | null }>
  updateStatus(docId: string, state: QueueState): Promise<void>
}

export type FaultKind =
  /** No answer, or it broke off. */
  | 'network'
  | 'timeout'
  /** HTTP 5xx, or the axis's own error 20. */
  | 'server'
  /** Not what the interface promises: plain text, broken JSON, missing fields. */
  | 'unreadable'
  | 'credentials'
  /** The axis understood and said no. */
  | 'refused'
  /** More bytes than we take. */
  | 'too big'

/** Why a call to the axis gave nothing. `message` is Vietnamese, for the desk; it holds no secret. */
export class GatewayFault extends Error {
  readonly kind: FaultKind
  /** The axis's own error code, where it gave one. */
  readonly code: string | null
  constructor(kind: FaultKind, message: string, code: string | null = null) {
    super(message)
    this.kind = kind
    this.code = code
  }

  /** Whether the same call may succeed a moment later. All else is asked again only at the next round. */
  get retryable(): boolean {
    return this.kind === 'network' || this.kind === 'timeout' || this.kind === 'server'
  }
}
