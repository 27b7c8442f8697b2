/** The door to the inter-agency axis. */
import { z } from 'zod'
import { ConfigError, listOf, withoutSlash } from './values.ts'

export const axisSettings = {
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
}
type Settings = z.infer<z.ZodObject<typeof axisSettings>>

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

export function axisConfig(settings: Settings): AxisConfig | null {
  if (!settings.CONGBAO_AXIS) return null
  const url = settings.CONGBAO_AXIS_URL
  if (!url) throw new ConfigError('CONGBAO_AXIS cần CONGBAO_AXIS_URL: địa chỉ của trục liên thông.')
  return {
    kind: settings.CONGBAO_AXIS,
    url: withoutSlash(url),
    organIds: listOf(settings.CONGBAO_AXIS_ORGAN_IDS),
    organName: settings.CONGBAO_AXIS_ORGAN_NAME,
    systemId: settings.CONGBAO_AXIS_SYSTEM_ID,
    secret: settings.CONGBAO_AXIS_SECRET,
    username: settings.CONGBAO_AXIS_USERNAME,
    password: settings.CONGBAO_AXIS_PASSWORD,
    application: settings.CONGBAO_AXIS_APPLICATION,
    pollMinutes: settings.CONGBAO_AXIS_POLL_MINUTES,
  }
}
