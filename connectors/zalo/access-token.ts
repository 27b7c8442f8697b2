/** A usable access token: kept for 25 hours, renewed with a refresh token that is good once and lapses after 3 months. */
import { z } from 'zod'
import { callApi, type Fetch } from '../chat/answers/call-api.ts'
import type { ChatLog } from '../chat/log.ts'
import type { TokenVault, ZaloTokens } from './token-vault.ts'

export interface AccessTokenSettings {
  /** `https://oauth.zaloapp.com` */
  oauthUrl: string
  appId: string
  appSecret: string
}

export interface AccessTokens {
  /** @param unusable one Zalo just refused: renewed unless somebody did so meanwhile. */
  get(unusable?: string): Promise<{ token: string } | { problem: string }>
}

/** A refused renewal is asked for again after that: a wrong app secret may have been put right meanwhile. */
const askAgainMinutes = 30
/** Renewed so long before its end, so that a token in hand does not end under way. */
const marginMinutes = 60

const pair = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
})
const failure = z.object({ error: z.coerce.number(), error_name: z.string().nullish().catch(null) })

const consentAgain = 'Quản trị cần cấp quyền lại cho ứng dụng Zalo và đặt CONGBAO_ZALO_REFRESH_TOKEN mới.'

export function openAccessTokens(
  settings: AccessTokenSettings,
  parts: { vault: TokenVault; fetch: Fetch; now(): Temporal.Instant; log: ChatLog },
): AccessTokens {
  const { vault, now, log } = parts
  const fresh = (tokens: ZaloTokens, unusable?: string) =>
    tokens.accessToken !== null &&
    tokens.accessToken !== unusable &&
    tokens.accessExpiresAt !== null &&
    Temporal.Instant.compare(tokens.accessExpiresAt.subtract({ minutes: marginMinutes }), now()) > 0

  const justRefused = ({ lost }: ZaloTokens) =>
    lost !== null && Temporal.Instant.compare(lost.at.add({ minutes: askAgainMinutes }), now()) > 0

  async function renew(held: ZaloTokens): Promise<ZaloTokens> {
    const answer = await callApi(
      parts.fetch,
      `${settings.oauthUrl}/v4/oa/access_token`,
      {
        method: 'POST',
        headers: { secret_key: settings.appSecret, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          app_id: settings.appId,
          refresh_token: held.refreshToken,
          grant_type: 'refresh_token',
        }).toString(),
      },
      'Zalo',
    )
    // Nobody knows whether Zalo took the token back: it is tried again, and Zalo will say.
    if (answer.kind === 'down') throw new Unanswered(answer.why)
    const got = pair.safeParse(answer.json)
    if (got.success) {
      log({ event: 'zalo token renewed' })
      return {
        accessToken: got.data.access_token,
        accessExpiresAt: now().add({ seconds: Math.floor(got.data.expires_in) }),
        refreshToken: got.data.refresh_token,
        lost: null,
      }
    }
    const failed = failure.safeParse(answer.json)
    if (!failed.success || answer.status >= 500)
      throw new Unanswered(`Zalo trả lời HTTP ${answer.status}, không cấp mã.`)
    log({ event: 'zalo token lost', error: failed.data.error })
    const why = `Zalo không gia hạn mã truy cập (lỗi ${failed.data.error}). ${consentAgain}`
    return { ...held, accessToken: null, lost: { at: now(), why } }
  }

  return {
    async get(unusable) {
      const held = await vault.current()
      if (!held) return { problem: `Chưa có mã truy cập Zalo. ${consentAgain}` }
      if (held.lost && justRefused(held)) return { problem: held.lost.why }
      if (fresh(held, unusable) && held.accessToken) return { token: held.accessToken }
      try {
        // Whoever waited for the lock finds what the one before it brought.
        const renewed = await vault.replace(async (latest) =>
          justRefused(latest) || fresh(latest, unusable) ? latest : renew(latest),
        )
        if (renewed?.accessToken && !renewed.lost) return { token: renewed.accessToken }
        return { problem: renewed?.lost?.why ?? consentAgain }
      } catch (error) {
        if (error instanceof Unanswered) return { problem: error.message }
        throw error
      }
    },
  }
}

class Unanswered extends Error {}
