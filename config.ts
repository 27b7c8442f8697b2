/**
 * Every setting of congbao, read once from the environment when a command starts. Nothing else reads the environment.
 * Each line says what it is for, its default and its unit; docs/operators-guide.md lists them for operators.
 */
import { resolve } from 'node:path'
import { z } from 'zod'

const megabytes = (text: number) => text * 1024 * 1024
const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true')

const environment = z.object({
  /** Where embedded mode keeps everything: database, objects, keys, trust list. */
  CONGBAO_DATA: z.string().default('data'),
  /** Address the server listens on. Loopback unless told otherwise: put a TLS proxy in front before opening it. */
  CONGBAO_HOST: z.string().default('127.0.0.1'),
  CONGBAO_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** Public address of the portal, used in feeds, sitemap and acknowledgements. Default: what the server listens on. */
  CONGBAO_URL: z.url().optional(),
  /** Whose gazette this is, as printed on pages and issues. */
  CONGBAO_PROVINCE: z.string().default('Lạng Sơn'),
  /** Largest file taken in, in megabytes. */
  CONGBAO_MAX_FILE_MB: z.coerce.number().positive().default(100),
  /** Folder of certificates the signature check trusts; default `<data>/trust`. */
  CONGBAO_TRUST: z.string().optional(),
  /**
   * Hosts that may be asked whether a signer's certificate was revoked, and for missing CA certificates, their subdomains
   * included; separated by commas: `ca.gov.vn`. Without any, signatures are judged offline and most stay undecided.
   */
  CONGBAO_REVOCATION_HOSTS: z.string().default(''),
  /** Key the gazette is signed with (PKCS#12); made by ourselves on first use where none is named. */
  CONGBAO_GAZETTE_KEY: z.string().optional(),
  /** Passphrase of that key. */
  CONGBAO_GAZETTE_PASSPHRASE: z.string().optional(),
  /** Threads that parse, verify and read documents. Default: the processors minus one, at least one. */
  CONGBAO_WORKERS: z.coerce.number().int().min(1).optional(),
  /** What reads scans: the best engine at hand, one by name, or none. */
  CONGBAO_OCR: z.enum(['automatic', 'tesseract', 'tesseract.js', 'off']).default('automatic'),
  /** Documents that pass every check go to the gazette without an editor (Điều 6.5 wants an editor: off). */
  CONGBAO_AUTO_ACCEPT: flag.default(false),
  /** Which inter-agency axis documents come from: Lạng Sơn's own or the national gateway; none unless named. */
  CONGBAO_AXIS: z.enum(['lang-son', 'national']).optional(),
  CONGBAO_AXIS_URL: z.url().optional(),
  /** OrganIds that mean us, the first the one we sign as; separated by commas. */
  CONGBAO_AXIS_ORGAN_IDS: z.string().default('H37'),
  CONGBAO_AXIS_ORGAN_NAME: z.string().default('Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn'),
  CONGBAO_AXIS_SYSTEM_ID: z.string().default(''),
  CONGBAO_AXIS_SECRET: z.string().default(''),
  /** Lạng Sơn's axis only: the login beside the keys. */
  CONGBAO_AXIS_USERNAME: z.string().default(''),
  CONGBAO_AXIS_PASSWORD: z.string().default(''),
  CONGBAO_AXIS_APPLICATION: z.string().default(''),
  /** Minutes between two looks at the axis. */
  CONGBAO_AXIS_POLL_MINUTES: z.coerce.number().positive().default(5),
  /** The mailbox documents and questions come to; none unless its server is named. */
  CONGBAO_IMAP_HOST: z.string().optional(),
  CONGBAO_IMAP_PORT: z.coerce.number().int().min(1).max(65535).default(993),
  /** TLS from the first byte; only a server on this machine should do without. */
  CONGBAO_IMAP_TLS: flag.default(true),
  CONGBAO_IMAP_USER: z.string().default(''),
  CONGBAO_IMAP_PASSWORD: z.string().default(''),
  /** Every address that means us, the first the one we answer from; separated by commas. */
  CONGBAO_MAIL_ADDRESSES: z.string().default('congthongtindientu@langson.gov.vn'),
  /** The authserv-id of our own mail server, whose SPF, DKIM and DMARC results count (RFC 8601). */
  CONGBAO_MAIL_AUTHSERV: z.string().optional(),
  /** Where answers are sent through; without it nobody is answered by mail. */
  CONGBAO_SMTP_URL: z.url().optional(),
  CONGBAO_MAIL_POLL_MINUTES: z.coerce.number().positive().default(5),
  /** The folder scanners write to, watched by `congbao serve`; none unless named. */
  CONGBAO_SCAN_FOLDER: z.string().optional(),
  /** Seconds between two looks; a file that did not change in between is whole. */
  CONGBAO_SCAN_POLL_SECONDS: z.coerce.number().positive().default(10),
  /** Blank pages of scans: left out of the copy, taken as separators, or kept. */
  CONGBAO_SCAN_BLANK: z.enum(['remove', 'separate', 'keep']).default('remove'),
  /** Codes on the office's own separator sheets, separated by commas; `ABC*` fits whatever begins with ABC. */
  CONGBAO_SCAN_SEPARATORS: z.string().default(''),
  /** When paper is taken in, on working days (Điều 8.2 names no hours). */
  CONGBAO_OFFICE_HOURS: z
    .string()
    .regex(
      /^\s*[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d(\s*,\s*[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d)*\s*$/,
      'viết như 07:30-11:30,13:30-17:00',
    )
    .default('07:30-11:30,13:30-17:00'),
  /** The Zalo Official Account; none unless the secret its webhooks are signed with is named. */
  CONGBAO_ZALO_OA_SECRET: z.string().min(1).optional(),
  CONGBAO_ZALO_APP_ID: z.string().default(''),
  CONGBAO_ZALO_APP_SECRET: z.string().default(''),
  /** Ids of our OAs, separated by commas; messages to others are declined. Empty: any. */
  CONGBAO_ZALO_OA_IDS: z.string().default(''),
  /** From an administrator's consent; used once, then kept renewed in the database. */
  CONGBAO_ZALO_REFRESH_TOKEN: z.string().min(1).optional(),
  CONGBAO_ZALO_API_URL: z.url().optional(),
  CONGBAO_ZALO_OAUTH_URL: z.url().optional(),
  /** The Facebook page; none unless the app secret its webhooks are signed with is named. */
  CONGBAO_FACEBOOK_APP_SECRET: z.string().min(1).optional(),
  CONGBAO_FACEBOOK_VERIFY_TOKEN: z.string().default(''),
  CONGBAO_FACEBOOK_PAGE_TOKEN: z.string().default(''),
  CONGBAO_FACEBOOK_PAGE_IDS: z.string().default(''),
  CONGBAO_FACEBOOK_API_URL: z.url().optional(),
  /** Answer up to 7 days with the tag HUMAN_AGENT; only after Facebook granted it to the app. */
  CONGBAO_FACEBOOK_HUMAN_AGENT: flag.default(false),
  /** Hosts, with all under them, whose files are fetched. */
  CONGBAO_CHAT_FILE_HOSTS: z
    .string()
    .default('zdn.vn,zadn.vn,zalo.me,zaloapp.com,zalo.cloud,fbcdn.net,fbsbx.com,cdninstagram.com'),
  /** Addresses inside the network that count as public: for tests, whose file host is on this machine. */
  CONGBAO_CHAT_PRIVATE_ADDRESSES: z.string().default(''),
  /** Webhooks older than so many hours are refused as replays; default 24 for Zalo, 48 for Facebook. */
  CONGBAO_HOOK_MAX_AGE_HOURS: z.coerce.number().positive().optional(),
  /**
   * Hours without a sign after which a door counts as silent, like `zalo=72,facebook=72`. Doors that look by themselves
   * (axis, mailbox) have a measure of their own, three looks; for those that wait to be called silence is none unless
   * named here.
   */
  CONGBAO_SILENT_AFTER_HOURS: z.string().default(''),
  /** A session of the desk ends after this many hours. */
  CONGBAO_SESSION_HOURS: z.coerce.number().positive().default(12),
  /** The desk's cookie travels over TLS only; turn on behind a TLS proxy. */
  CONGBAO_SECURE_COOKIE: flag.default(false),
  /** `debug`, `info`, `warn`, `error`, `silent`. */
  CONGBAO_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Scaled mode: a PostgreSQL server of your own, version 18 or newer. */
  DATABASE_URL: z.string().optional(),
  /** Scaled mode: documents are worked on by `congbao worker` processes that share this Redis. Needs DATABASE_URL. */
  REDIS_URL: z.string().optional(),
  /** Scaled mode: objects rest in this S3 bucket instead of the data folder. */
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().default('congbao'),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY: z.string().default(''),
  S3_SECRET_KEY: z.string().default(''),
})

export interface AxisConfig {
  kind: 'lang-son' | 'national'
  url: string
  organIds: readonly string[]
  organName: string
  systemId: string
  secret: string
  username: string
  password: string
  application: string
  pollMinutes: number
}

export interface MailboxConfig {
  host: string
  port: number
  tls: boolean
  user: string
  password: string
  addresses: readonly string[]
  authserv: string | null
  smtpUrl: string | null
  pollMinutes: number
}

export interface ScannerConfig {
  folder: string
  pollSeconds: number
  blankPages: 'remove' | 'separate' | 'keep'
  separators: readonly string[]
}

export interface S3Config {
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

/** What both chat doors share. */
interface ChatConfig {
  accountIds: readonly string[]
  fileHosts: readonly string[]
  privateAddresses: readonly string[]
  /** `null`: the platform's own default. */
  maxAgeHours: number | null
}

export interface ZaloConfig extends ChatConfig {
  oaSecret: string
  appId: string
  appSecret: string
  refreshToken: string | null
  apiUrl: string | null
  oauthUrl: string | null
}

export interface FacebookConfig extends ChatConfig {
  appSecret: string
  verifyToken: string
  pageToken: string
  apiUrl: string | null
  humanAgent: boolean
}

export interface Config {
  zalo: ZaloConfig | null
  facebook: FacebookConfig | null
  mailbox: MailboxConfig | null
  scanner: ScannerConfig | null
  /** Stretches of a working day, one after another, as `07:30`. */
  officeHours: readonly { from: string; to: string }[]
  axis: AxisConfig | null
  /** By channel. */
  silentAfterHours: Readonly<Partial<Record<string, number>>>
  dataFolder: string
  host: string
  port: number
  publicUrl: string | null
  province: string
  maxFileBytes: number
  trustFolder: string
  /** Empty: the signature check stays offline. */
  revocationHosts: readonly string[]
  gazetteKey: { file: string; passphrase: string } | null
  workers: number
  ocr: 'automatic' | 'tesseract' | 'tesseract.js' | 'off'
  autoAccept: boolean
  sessionHours: number
  secureCookie: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  databaseUrl: string | null
  redisUrl: string | null
  s3: S3Config | null
}

/** A setting that makes no sense; the message names it and says what is allowed. */
export class ConfigError extends Error {}

/**
 * Reads the settings. Relative paths are taken from `folder`, the folder the person stands in.
 * @throws ConfigError
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  processors: number,
): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`Cấu hình không hợp lệ: ${problems.join('; ')}`)
  }
  const settings = parsed.data
  const dataFolder = resolve(folder, settings.CONGBAO_DATA)
  return {
    zalo: zaloConfig(settings),
    facebook: facebookConfig(settings),
    axis: axisConfig(settings),
    mailbox: mailboxConfig(settings),
    scanner: settings.CONGBAO_SCAN_FOLDER
      ? {
          folder: resolve(folder, settings.CONGBAO_SCAN_FOLDER),
          pollSeconds: settings.CONGBAO_SCAN_POLL_SECONDS,
          blankPages: settings.CONGBAO_SCAN_BLANK,
          separators: settings.CONGBAO_SCAN_SEPARATORS.split(',')
            .map((code) => code.trim())
            .filter(Boolean),
        }
      : null,
    officeHours: officeHours(settings.CONGBAO_OFFICE_HOURS),
    silentAfterHours: silentAfterHours(settings.CONGBAO_SILENT_AFTER_HOURS),
    dataFolder,
    host: settings.CONGBAO_HOST,
    port: settings.CONGBAO_PORT,
    publicUrl: settings.CONGBAO_URL?.replace(/\/$/, '') ?? null,
    province: settings.CONGBAO_PROVINCE,
    maxFileBytes: megabytes(settings.CONGBAO_MAX_FILE_MB),
    trustFolder: resolve(folder, settings.CONGBAO_TRUST ?? resolve(dataFolder, 'trust')),
    revocationHosts: settings.CONGBAO_REVOCATION_HOSTS.toLowerCase()
      .split(/[\s,]+/)
      .filter((host) => host !== ''),
    gazetteKey: settings.CONGBAO_GAZETTE_KEY
      ? {
          file: resolve(folder, settings.CONGBAO_GAZETTE_KEY),
          passphrase: settings.CONGBAO_GAZETTE_PASSPHRASE ?? '',
        }
      : null,
    workers: settings.CONGBAO_WORKERS ?? Math.max(1, processors - 1),
    ocr: settings.CONGBAO_OCR,
    autoAccept: settings.CONGBAO_AUTO_ACCEPT,
    sessionHours: settings.CONGBAO_SESSION_HOURS,
    secureCookie: settings.CONGBAO_SECURE_COOKIE,
    logLevel: settings.CONGBAO_LOG,
    databaseUrl: settings.DATABASE_URL ?? null,
    redisUrl: redisUrl(settings),
    s3: settings.S3_ENDPOINT
      ? {
          endpoint: settings.S3_ENDPOINT,
          bucket: settings.S3_BUCKET,
          region: settings.S3_REGION,
          accessKey: settings.S3_ACCESS_KEY,
          secretKey: settings.S3_SECRET_KEY,
        }
      : null,
  }
}

/** A queue between machines makes sense only over a database they share. */
function redisUrl({ REDIS_URL, DATABASE_URL }: z.infer<typeof environment>): string | null {
  if (REDIS_URL && !DATABASE_URL) throw new ConfigError('REDIS_URL cần DATABASE_URL: hàng đợi chỉ mang mã văn bản.')
  return REDIS_URL ?? null
}

function silentAfterHours(text: string): Record<string, number> {
  const pairs = text.split(',').flatMap((pair) => (pair.trim() === '' ? [] : [pair.trim()]))
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, channel, hours] = /^(axis|mailbox|zalo|facebook|scanner)=(\d+(?:\.\d+)?)$/.exec(pair) ?? []
      if (!channel)
        throw new ConfigError(`CONGBAO_SILENT_AFTER_HOURS: “${pair}” phải có dạng kênh=số giờ, vd. zalo=72.`)
      return [channel, Number(hours)]
    }),
  )
}

function axisConfig(settings: z.infer<typeof environment>): AxisConfig | null {
  if (!settings.CONGBAO_AXIS) return null
  const url = settings.CONGBAO_AXIS_URL
  if (!url) throw new ConfigError('CONGBAO_AXIS cần CONGBAO_AXIS_URL: địa chỉ của trục liên thông.')
  return {
    kind: settings.CONGBAO_AXIS,
    url: url.replace(/\/$/, ''),
    organIds: settings.CONGBAO_AXIS_ORGAN_IDS.split(',').map((id) => id.trim()),
    organName: settings.CONGBAO_AXIS_ORGAN_NAME,
    systemId: settings.CONGBAO_AXIS_SYSTEM_ID,
    secret: settings.CONGBAO_AXIS_SECRET,
    username: settings.CONGBAO_AXIS_USERNAME,
    password: settings.CONGBAO_AXIS_PASSWORD,
    application: settings.CONGBAO_AXIS_APPLICATION,
    pollMinutes: settings.CONGBAO_AXIS_POLL_MINUTES,
  }
}

function mailboxConfig(settings: z.infer<typeof environment>): MailboxConfig | null {
  if (!settings.CONGBAO_IMAP_HOST) return null
  return {
    host: settings.CONGBAO_IMAP_HOST,
    port: settings.CONGBAO_IMAP_PORT,
    tls: settings.CONGBAO_IMAP_TLS,
    user: settings.CONGBAO_IMAP_USER,
    password: settings.CONGBAO_IMAP_PASSWORD,
    addresses: settings.CONGBAO_MAIL_ADDRESSES.split(',').map((address) => address.trim()),
    authserv: settings.CONGBAO_MAIL_AUTHSERV ?? null,
    smtpUrl: settings.CONGBAO_SMTP_URL ?? null,
    pollMinutes: settings.CONGBAO_MAIL_POLL_MINUTES,
  }
}

function officeHours(text: string): Config['officeHours'] {
  const times = text.split(/[,-]/).map((time) => time.trim())
  const order = times.every((time, index) => time < '24:00' && (index === 0 || time > (times[index - 1] ?? '')))
  if (!order)
    throw new ConfigError('CONGBAO_OFFICE_HOURS: các giờ phải tăng dần trong một ngày, như 07:30-11:30,13:30-17:00.')
  return times.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: times[index + 1] ?? '' }] : []))
}

type Settings = z.infer<typeof environment>

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function chatConfig(settings: Settings, accountIds: string): ChatConfig {
  return {
    accountIds: listOf(accountIds),
    fileHosts: listOf(settings.CONGBAO_CHAT_FILE_HOSTS.toLowerCase()),
    privateAddresses: listOf(settings.CONGBAO_CHAT_PRIVATE_ADDRESSES),
    maxAgeHours: settings.CONGBAO_HOOK_MAX_AGE_HOURS ?? null,
  }
}

function zaloConfig(settings: Settings): ZaloConfig | null {
  if (!settings.CONGBAO_ZALO_OA_SECRET) return null
  if (!settings.CONGBAO_ZALO_APP_ID) throw new ConfigError('CONGBAO_ZALO_OA_SECRET cần CONGBAO_ZALO_APP_ID.')
  return {
    ...chatConfig(settings, settings.CONGBAO_ZALO_OA_IDS),
    oaSecret: settings.CONGBAO_ZALO_OA_SECRET,
    appId: settings.CONGBAO_ZALO_APP_ID,
    appSecret: settings.CONGBAO_ZALO_APP_SECRET,
    refreshToken: settings.CONGBAO_ZALO_REFRESH_TOKEN ?? null,
    apiUrl: settings.CONGBAO_ZALO_API_URL?.replace(/\/$/, '') ?? null,
    oauthUrl: settings.CONGBAO_ZALO_OAUTH_URL?.replace(/\/$/, '') ?? null,
  }
}

function facebookConfig(settings: Settings): FacebookConfig | null {
  if (!settings.CONGBAO_FACEBOOK_APP_SECRET) return null
  if (!settings.CONGBAO_FACEBOOK_VERIFY_TOKEN) {
    throw new ConfigError('CONGBAO_FACEBOOK_APP_SECRET cần CONGBAO_FACEBOOK_VERIFY_TOKEN.')
  }
  return {
    ...chatConfig(settings, settings.CONGBAO_FACEBOOK_PAGE_IDS),
    appSecret: settings.CONGBAO_FACEBOOK_APP_SECRET,
    verifyToken: settings.CONGBAO_FACEBOOK_VERIFY_TOKEN,
    pageToken: settings.CONGBAO_FACEBOOK_PAGE_TOKEN,
    apiUrl: settings.CONGBAO_FACEBOOK_API_URL?.replace(/\/$/, '') ?? null,
    humanAgent: settings.CONGBAO_FACEBOOK_HUMAN_AGENT,
  }
}
