/** Scaled mode: a database, a queue and a bucket of one's own. */
import { z } from 'zod'
import { ConfigError } from './values.ts'

export const scaledSettings = {
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
}
type Settings = z.infer<z.ZodObject<typeof scaledSettings>>

export interface S3Config {
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

export interface ScaledConfig {
  databaseUrl: string | null
  redisUrl: string | null
  s3: S3Config | null
}

export function scaledConfig(settings: Settings): ScaledConfig {
  const { DATABASE_URL, REDIS_URL, S3_ENDPOINT } = settings
  // A queue between machines makes sense only over a database they share.
  if (REDIS_URL && !DATABASE_URL) throw new ConfigError('REDIS_URL cần DATABASE_URL: hàng đợi chỉ mang mã văn bản.')
  return {
    databaseUrl: DATABASE_URL ?? null,
    redisUrl: REDIS_URL ?? null,
    s3: S3_ENDPOINT
      ? {
          endpoint: S3_ENDPOINT,
          bucket: settings.S3_BUCKET,
          region: settings.S3_REGION,
          accessKey: settings.S3_ACCESS_KEY,
          secretKey: settings.S3_SECRET_KEY,
        }
      : null,
  }
}
