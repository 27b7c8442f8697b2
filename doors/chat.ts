/** The chat doors composed: Zalo and Facebook with their storage, network and clock. Part of the composition root. */
import type { FacebookConfig, ZaloConfig } from '../config.ts'
import type { ChatConnector, ChatSurroundings } from '../connectors/chat/chat-connector.ts'
import { openFileFetcher, resolveByDns } from '../connectors/chat/files/fetch-file.ts'
import { fileLimits } from '../connectors/chat/limits.ts'
import {
  createFacebookConnector,
  facebookDefaults,
  facebookReplies,
} from '../connectors/facebook/facebook-connector.ts'
import { wait } from '../connectors/wait.ts'
import { createZaloConnector, zaloDefaults } from '../connectors/zalo/zalo-connector.ts'
import { acceptIntake } from '../pipeline/accept-intake.ts'
import { forgetPerson } from '../pipeline/forget-person.ts'
import type { System } from '../pipeline/system.ts'
import { openChatInbox } from '../storage/database/chat/inbox.ts'
import { openReplyLog } from '../storage/database/chat/replies.ts'
import { openChatThreads } from '../storage/database/chat/threads.ts'
import { openTokenVault } from '../storage/database/chat/zalo-tokens.ts'

/** Those the settings open. */
export function openChatDoors(system: System): readonly ChatConnector[] {
  const { zalo, facebook } = system.config
  return [...(zalo ? [openZalo(system, zalo)] : []), ...(facebook ? [openFacebook(system, facebook)] : [])]
}

function openZalo(system: System, zalo: ZaloConfig): ChatConnector {
  const { appId, appSecret, oaSecret } = zalo
  const settings = {
    ...zaloDefaults,
    ...chatSettings(system, zalo, zaloDefaults.maxAge),
    appId,
    appSecret,
    oaSecret,
    apiUrl: zalo.apiUrl ?? zaloDefaults.apiUrl,
    oauthUrl: zalo.oauthUrl ?? zaloDefaults.oauthUrl,
  }
  const vault = openTokenVault(system.db, appId, zalo.refreshToken)
  return createZaloConnector(settings, { ...aroundChat(system, 'zalo', zalo, true), vault, fetch: globalThis.fetch })
}

function openFacebook(system: System, facebook: FacebookConfig): ChatConnector {
  const { appSecret, verifyToken, pageToken, humanAgent } = facebook
  const settings = {
    ...chatSettings(system, facebook, facebookDefaults.maxAge),
    replies: facebookReplies(humanAgent),
    appSecret,
    verifyToken,
    pageToken,
    humanAgent,
    apiUrl: facebook.apiUrl ?? facebookDefaults.apiUrl,
  }
  const around = aroundChat(system, 'facebook', facebook, facebook.privateAddresses.length > 0)
  return createFacebookConnector(settings, { ...around, fetch: globalThis.fetch })
}

function chatSettings(system: System, chat: ZaloConfig | FacebookConfig, maxAge: Temporal.Duration) {
  return {
    accountIds: chat.accountIds,
    signature: `Văn phòng Ủy ban nhân dân tỉnh ${system.config.province}`,
    maxAge: chat.maxAgeHours ? Temporal.Duration.from({ minutes: Math.round(chat.maxAgeHours * 60) }) : maxAge,
  }
}

function aroundChat(
  system: System,
  channel: 'zalo' | 'facebook',
  { fileHosts: hosts, privateAddresses }: ZaloConfig | FacebookConfig,
  plainHttp: boolean,
): ChatSurroundings {
  const { db, objects, now, log, config } = system
  const rules = { hosts, plainHttp, privateAddresses }
  return {
    inbox: openChatInbox(db, channel),
    threads: openChatThreads(db, channel),
    replies: openReplyLog(db, channel),
    fetchFile: openFileFetcher({ rules, limits: fileLimits, maxBytes: config.maxFileBytes }, objects, resolveByDns),
    sink: { submit: (intake) => acceptIntake(system, intake, channel) },
    forgetPerson: async (personIds) => {
      const { threadIds, intakeIds } = await forgetPerson(system, channel, personIds)
      return { threads: threadIds.length, intakes: intakeIds.length }
    },
    now,
    wait,
    log: ({ event, ...fields }) => log.info({ channel, ...fields }, event),
  }
}
