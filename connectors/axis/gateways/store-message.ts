/** An edXML message on its way from an answer into the store: plain, or base64 once more. */
import type { ByteStore, StoredBytes } from '../../intake.ts'
import { openBase64 } from '../edxml/base64.ts'
import { type Pour, pourInto } from '../edxml/pour.ts'
import { GatewayFault } from '../gateway.ts'
import type { TextSink } from './json-stream.ts'

export type TextEncoding = 'plain' | 'base64' | 'detect'

export interface StoringSink extends TextSink {
  /** Call after the whole answer proved good. */
  stored(): Promise<StoredBytes>
  /** Keeps nothing. */
  drop(): Promise<void>
}

/** A first tag, even behind stray characters, tells a plain message; base64 has no `<`. */
const detectionBytes = 64

export function storeText(store: ByteStore, limitBytes: number, encoding: TextEncoding): StoringSink {
  const base64 = openBase64()
  let known: 'plain' | 'base64' | null = encoding === 'detect' ? null : encoding
  let early = Buffer.alloc(0)
  let bytes = 0
  const pour: Pour<StoredBytes> = pourInto((content) => store.put(content))

  const pass = async (piece: Uint8Array) => {
    const decoded = known === 'base64' ? base64.write(piece) : piece
    if (!decoded) throw new GatewayFault('unreadable', 'Nội dung thông điệp trục trả về không phải base64.')
    bytes += decoded.byteLength
    if (bytes > limitBytes) throw tooBig()
    await pour.write(decoded)
  }
  const decide = async () => {
    known = early.includes('<') ? 'plain' : 'base64'
    await pass(early)
  }
  return {
    async write(piece) {
      if (known) return pass(piece)
      early = Buffer.concat([early, piece])
      if (early.length >= detectionBytes) await decide()
    },
    async end() {
      if (!known) await decide()
      if (known === 'base64' && !base64.complete()) {
        throw new GatewayFault('unreadable', 'Nội dung base64 trục trả về bị cắt cụt.')
      }
    },
    stored: () => pour.end(),
    drop: () => pour.fail(new Error('answer dropped')),
  }
}

/** A body that is the message itself. Whatever a store makes of it, a fault of the axis comes out as that fault. */
export async function storeBody(
  store: ByteStore,
  body: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<StoredBytes> {
  let fault: unknown = null
  async function* watched(): AsyncIterable<Uint8Array> {
    let bytes = 0
    try {
      for await (const chunk of body) {
        bytes += chunk.byteLength
        if (bytes > limitBytes) throw tooBig()
        yield chunk
      }
    } catch (error) {
      fault = error
      throw error
    }
  }
  try {
    return await store.put(watched())
  } catch (error) {
    throw fault ?? error
  }
}

function tooBig(): GatewayFault {
  return new GatewayFault('too big', 'Thông điệp lớn hơn dung lượng cho phép.')
}
