/** The doors for Zalo and Facebook. */
import { z } from 'zod'
import { ConfigError, flag, listOf, withoutSlash } from './values.ts'

export const chatSettings = {
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
}
type Settings = z.infer<z.ZodObject<typeof chatSettings>>

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

function chatConfig(settings: Settings, accountIds: string): ChatConfig {
  return {
    accountIds: listOf(accountIds),
    fileHosts: listOf(settings.CONGBAO_CHAT_FILE_HOSTS.toLowerCase()),
    privateAddresses: listOf(settings.CONGBAO_CHAT_PRIVATE_ADDRESSES),
    maxAgeHours: settings.CONGBAO_HOOK_MAX_AGE_HOURS ?? null,
  }
}

export function zaloConfig(settings: Settings): ZaloConfig | null {
  if (!settings.CONGBAO_ZALO_OA_SECRET) return null
  if (!settings.CONGBAO_ZALO_APP_ID) throw new ConfigError('CONGBAO_ZALO_OA_SECRET cần CONGBAO_ZALO_APP_ID.')
  return {
    ...chatConfig(settings, settings.CONGBAO_ZALO_OA_IDS),
    oaSecret: settings.CONGBAO_ZALO_OA_SECRET,
    appId: settings.CONGBAO_ZALO_APP_ID,
    appSecret: settings.CONGBAO_ZALO_APP_SECRET,
    refreshToken: settings.CONGBAO_ZALO_REFRESH_TOKEN ?? null,
    apiUrl: settings.CONGBAO_ZALO_API_URL ? withoutSlash(settings.CONGBAO_ZALO_API_URL) : null,
    oauthUrl: settings.CONGBAO_ZALO_OAUTH_URL ? withoutSlash(settings.CONGBAO_ZALO_OAUTH_URL) : null,
  }
}

export function facebookConfig(settings: Settings): FacebookConfig | null {
  if (!settings.CONGBAO_FACEBOOK_APP_SECRET) return null
  if (!settings.CONGBAO_FACEBOOK_VERIFY_TOKEN) {
    throw new ConfigError('CONGBAO_FACEBOOK_APP_SECRET cần CONGBAO_FACEBOOK_VERIFY_TOKEN.')
  }
  return {
    ...chatConfig(settings, settings.CONGBAO_FACEBOOK_PAGE_IDS),
    appSecret: settings.CONGBAO_FACEBOOK_APP_SECRET,
    verifyToken: settings.CONGBAO_FACEBOOK_VERIFY_TOKEN,
    pageToken: settings.CONGBAO_FACEBOOK_PAGE_TOKEN,
    apiUrl: settings.CONGBAO_FACEBOOK_API_URL ? withoutSlash(settings.CONGBAO_FACEBOOK_API_URL) : null,
    humanAgent: settings.CONGBAO_FACEBOOK_HUMAN_AGENT,
  }
}
