/**
 * Every setting of congbao, read once from the environment when a command starts. Nothing else reads the environment
 * but for whom the private PostgreSQL runs as. An empty value counts as none.
 * Each line says what it is for, its default and its unit; docs/operators-guide.md lists them for operators. Those of a
 * door stand in `config/`, one file each.
 */
import { resolve } from 'node:path'
import { z } from 'zod'
import vi from 'zod/v4/locales/vi.js'
import { type AxisConfig, axisConfig, axisSettings } from './config/axis.ts'
import { chatSettings, type FacebookConfig, facebookConfig, type ZaloConfig, zaloConfig } from './config/chat.ts'
import { type MailboxConfig, mailboxConfig, mailboxSettings } from './config/mailbox.ts'
import { type ScaledConfig, scaledConfig, scaledSettings } from './config/scaled.ts'
import { type OfficeHours, officeHours, type ScannerConfig, scannerConfig, scannerSettings } from './config/scanner.ts'
import { ConfigError, flag, listOf, withoutSlash } from './config/values.ts'

export type { AxisConfig, FacebookConfig, MailboxConfig, ScannerConfig, ZaloConfig }
export { ConfigError }

const megabytes = (text: number) => text * 1024 * 1024

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
   * Roots that count for what comes through a door, by SHA-256, like `axis=f7bc…+f04b…, mailbox=75e9…`. A door that is not
   * named relies on every accepted root.
   */
  CONGBAO_TRUST_CHANNELS: z.string().default(''),
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
  /** A session of the desk ends after this many hours. */
  CONGBAO_SESSION_HOURS: z.coerce.number().positive().default(12),
  /** The desk's cookie travels over TLS only; turn on behind a TLS proxy. */
  CONGBAO_SECURE_COOKIE: flag.default(false),
  /** Addresses of proxies whose `X-Forwarded-For` is believed, separated by commas: who knocks is told apart behind them. */
  CONGBAO_PROXIES: z.string().default('127.0.0.1,::1'),
  /** `debug`, `info`, `warn`, `error`, `silent`. */
  CONGBAO_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /**
   * Hours without a sign after which a door counts as silent, like `zalo=72,facebook=72`. Doors that look by themselves
   * (axis, mailbox) have a measure of their own, three looks; for those that wait to be called silence is none unless
   * named here.
   */
  CONGBAO_SILENT_AFTER_HOURS: z.string().default(''),
  ...axisSettings,
  ...mailboxSettings,
  ...scannerSettings,
  ...chatSettings,
  ...scaledSettings,
})

export interface Config extends ScaledConfig {
  zalo: ZaloConfig | null
  facebook: FacebookConfig | null
  mailbox: MailboxConfig | null
  scanner: ScannerConfig | null
  officeHours: OfficeHours
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
  /** SHA-256 of roots, by channel. */
  trustChannels: Readonly<Record<string, readonly string[]>>
  /** Empty: the signature check stays offline. */
  revocationHosts: readonly string[]
  gazetteKey: { file: string; passphrase: string } | null
  workers: number
  ocr: 'automatic' | 'tesseract' | 'tesseract.js' | 'off'
  autoAccept: boolean
  sessionHours: number
  secureCookie: boolean
  proxies: readonly string[]
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/**
 * Reads the settings. Relative paths are taken from `folder`, the folder the person stands in.
 * @throws ConfigError
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  processors: number,
): Config {
  // An empty value, as service files and containers write it, is none.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given, { error: vi().localeError })
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
    scanner: scannerConfig(settings, folder),
    officeHours: officeHours(settings.CONGBAO_OFFICE_HOURS),
    silentAfterHours: silentAfterHours(settings.CONGBAO_SILENT_AFTER_HOURS),
    dataFolder,
    host: settings.CONGBAO_HOST,
    port: settings.CONGBAO_PORT,
    publicUrl: settings.CONGBAO_URL ? withoutSlash(settings.CONGBAO_URL) : null,
    province: settings.CONGBAO_PROVINCE,
    maxFileBytes: megabytes(settings.CONGBAO_MAX_FILE_MB),
    trustFolder: resolve(folder, settings.CONGBAO_TRUST ?? resolve(dataFolder, 'trust')),
    trustChannels: trustChannels(settings.CONGBAO_TRUST_CHANNELS),
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
    proxies: listOf(settings.CONGBAO_PROXIES),
    logLevel: settings.CONGBAO_LOG,
    ...scaledConfig(settings),
  }
}

/** Read elsewhere: whom PostgreSQL runs as (storage/database/embedded/postgres-home.ts). */
const readElsewhere = ['CONGBAO_DATABASE_USER']

/** Every variable there is. */
export const settingNames: readonly string[] = [...Object.keys(environment.shape), ...readElsewhere]

/** Variables that bear our name and that nothing reads. */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env).filter((name) => name.startsWith('CONGBAO_') && !settingNames.includes(name))
}

function trustChannels(text: string): Record<string, readonly string[]> {
  return Object.fromEntries(
    listOf(text.toLowerCase()).map((pair) => {
      const [, channel, roots] =
        /^(desk|axis|mailbox|zalo|facebook|scanner)=([0-9a-f]{64}(?:\+[0-9a-f]{64})*)$/.exec(pair) ?? []
      if (!channel || !roots)
        throw new ConfigError(
          `CONGBAO_TRUST_CHANNELS: “${pair}” phải có dạng kênh=dấu vân tay SHA-256 (nhiều dấu nối bằng +).`,
        )
      return [channel, roots.split('+')]
    }),
  )
}

function silentAfterHours(text: string): Record<string, number> {
  return Object.fromEntries(
    listOf(text).map((pair) => {
      const [, channel, hours] = /^(axis|mailbox|zalo|facebook|scanner)=(\d+(?:\.\d+)?)$/.exec(pair) ?? []
      if (!channel)
        throw new ConfigError(`CONGBAO_SILENT_AFTER_HOURS: “${pair}” phải có dạng kênh=số giờ, vd. zalo=72.`)
      return [channel, Number(hours)]
    }),
  )
}
