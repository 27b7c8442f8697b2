/** Objects in an S3 bucket: `objects/ab/cd/<sha256>`. Each is spooled to this disk first, for its name is its hash. */
import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'minio'
import { StorageUnreachable } from '../unreachable.ts'
import { type ByteRange, ObjectMissing, type Objects } from './objects.ts'
import { forgetAbandoned, writeDurably } from './spool.ts'

export interface S3Settings {
  /** `https://s3.example:9000`. */
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

const prefix = 'objects/'
const keyOf = (sha256: string) => `${prefix}${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`

/** Makes the bucket when it is not there. @param spoolFolder a folder of this machine for content on its way */
export async function openS3Objects(settings: S3Settings, spoolFolder: string): Promise<Objects> {
  const { protocol, hostname, port } = new URL(settings.endpoint)
  const useSSL = protocol === 'https:'
  const { bucket, region, accessKey, secretKey } = settings
  const client = new Client({
    endPoint: hostname,
    port: port ? Number(port) : useSSL ? 443 : 80,
    useSSL,
    region,
    accessKey,
    secretKey,
    pathStyle: true,
  })
  await mkdir(spoolFolder, { recursive: true })
  await forgetAbandoned(spoolFolder)
  try {
    if (!(await client.bucketExists(bucket))) await client.makeBucket(bucket, region)
  } catch (error) {
    throw new StorageUnreachable(`Không dùng được kho tệp “${bucket}” ở S3_ENDPOINT ${settings.endpoint}`, error)
  }

  const bytesOf = async (sha256: string) => {
    try {
      return (await client.statObject(bucket, keyOf(sha256))).size
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }
  const open = async (sha256: string, range?: ByteRange) => {
    try {
      if (!range) return await client.getObject(bucket, keyOf(sha256))
      return await client.getPartialObject(bucket, keyOf(sha256), range.first, range.last - range.first + 1)
    } catch (error) {
      throw isMissing(error) ? new ObjectMissing(`Object ${sha256} is missing`) : error
    }
  }

  return {
    async put(content, limitBytes = Number.POSITIVE_INFINITY) {
      const spooled = join(spoolFolder, randomBytes(12).toString('hex'))
      try {
        const stored = await writeDurably(spooled, content, limitBytes)
        if ((await bytesOf(stored.sha256)) === null) await client.fPutObject(bucket, keyOf(stored.sha256), spooled)
        return stored
      } finally {
        await rm(spooled, { force: true })
      }
    },
    async get(sha256) {
      return Buffer.concat(await Array.fromAsync((await open(sha256)) as AsyncIterable<Buffer>))
    },
    async *stream(sha256, range) {
      yield* (await open(sha256, range)) as AsyncIterable<Uint8Array>
    },
    bytesOf,
    async *list() {
      for await (const { name, size } of client.listObjectsV2(bucket, prefix, true)) {
        if (name) yield { sha256: name.slice(name.lastIndexOf('/') + 1), bytes: size ?? 0 }
      }
    },
  }
}

function isMissing(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === 'NotFound' || code === 'NoSuchKey'
}
