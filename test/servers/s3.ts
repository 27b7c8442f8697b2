/**
 * A local S3 as far as our client speaks it: one folder of objects in memory, path style, requests signed with AWS
 * Signature Version 4 and refused when the signature does not fit.
 */
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface TestS3 {
  endpoint: string
  accessKey: string
  secretKey: string
  /** Objects by bucket and key. */
  objects: Map<string, Buffer>
  /** Answers that many requests with 503 first. */
  failNext(count: number): void
  close(): Promise<void>
}

export async function startS3(): Promise<TestS3> {
  const accessKey = 'congbao'
  const secretKey = 'khoa-bi-mat-cua-kho'
  const buckets = new Set<string>()
  const objects = new Map<string, Buffer>()
  let failing = 0

  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    if (failing > 0) {
      failing--
      return refuse(response, 503, 'SlowDown')
    }
    if (!isSigned(request, body, accessKey, secretKey)) return refuse(response, 403, 'SignatureDoesNotMatch')
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3')
    const [, bucket = '', ...rest] = decodeURIComponent(pathname).split('/')
    const key = rest.join('/')
    const place = `${bucket}/${key}`
    if (key === '') return answerBucket(request.method ?? '', bucket, searchParams, response)
    const object = objects.get(place)
    switch (request.method) {
      case 'PUT':
        if (!buckets.has(bucket)) return refuse(response, 404, 'NoSuchBucket')
        objects.set(place, body)
        return void response.writeHead(200, { ETag: etag(body) }).end()
      case 'HEAD':
      case 'GET':
        if (!object) return refuse(response, 404, 'NoSuchKey')
        return answerObject(request, object, response)
      default:
        return refuse(response, 405, 'MethodNotAllowed')
    }
  })

  function answerObject(request: IncomingMessage, object: Buffer, response: ServerResponse): void {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    const part = first ? object.subarray(Number(first), Number(last) + 1) : object
    response.writeHead(first ? 206 : 200, {
      ETag: etag(object),
      'Content-Length': part.length,
      'Last-Modified': new Date(0).toUTCString(),
    })
    response.end(request.method === 'GET' ? part : undefined)
  }

  function answerBucket(method: string, bucket: string, query: URLSearchParams, response: ServerResponse): void {
    if (method === 'PUT') {
      buckets.add(bucket)
      return void response.writeHead(200).end()
    }
    if (!buckets.has(bucket)) return void refuse(response, 404, 'NoSuchBucket')
    if (method === 'HEAD') return void response.writeHead(200).end()
    const prefix = `${bucket}/${query.get('prefix') ?? ''}`
    const entries = [...objects].filter(([name]) => name.startsWith(prefix))
    const contents = entries.map(
      ([name, content]) =>
        `<Contents><Key>${name.slice(bucket.length + 1)}</Key><Size>${content.length}</Size><ETag>${etag(content)}</ETag><LastModified>1970-01-01T00:00:00.000Z</LastModified></Contents>`,
    )
    response.writeHead(200, { 'Content-Type': 'application/xml' })
    response.end(
      `<?xml version="1.0"?><ListBucketResult><Name>${bucket}</Name><KeyCount>${entries.length}</KeyCount><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
    )
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    accessKey,
    secretKey,
    objects,
    failNext(count) {
      failing = count
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'Content-Type': 'application/xml' })
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

const etag = (content: Buffer) => `"${createHash('md5').update(content).digest('hex')}"`
const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

/** Signature Version 4, header form: the canonical request is built anew and must give the same signature. */
function isSigned(request: IncomingMessage, body: Buffer, accessKey: string, secretKey: string): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!match || match[1] !== accessKey) return false
  const [, , day = '', region = '', signedHeaders = '', signature] = match
  const payload = String(request.headers['x-amz-content-sha256'] ?? '')
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return false
  const url = new URL(request.url ?? '/', 'http://s3')
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const canonical = [request.method, url.pathname, query, headers.join(''), signedHeaders, payload].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secretKey}`, day), region))
  return createHmac('sha256', key).update(toSign).digest('hex') === signature
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}
