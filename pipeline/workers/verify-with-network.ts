import { httpFetcher } from '../../network/http-fetcher.ts'
import { verifyFile } from '../../validators/signature/index.ts'
import { DEFAULT_POLICY } from '../../validators/signature/policy/default-policy.ts'
import type { FileReport } from '../../validators/signature/report.ts'
import { carefulFetcher } from '../../validators/signature/revocation/careful-fetcher.ts'
import { folderCache } from '../../validators/signature/revocation/folder-cache.ts'
import type { VerifyOptions } from './tasks.ts'

/** Hosts that lately did not answer, for as long as this thread lives. */
const hostsDown = new Map<string, number>()

/** Verifies a file, asking authorities where an office lets it. */
export function verifyWithNetwork(bytes: Uint8Array, fileName: string, options: VerifyOptions): Promise<FileReport> {
  const { trustFolders, password, content, at, channel, rootsByChannel, cacheFolder, online } = options
  const care = { hosts: online ?? [], now: () => performance.now(), down: hostsDown }
  return verifyFile(bytes, fileName, {
    trustFolders,
    password,
    content,
    at,
    ...(channel === null ? {} : { channel }),
    policy: { ...DEFAULT_POLICY, rootsByChannel },
    cache: cacheFolder === null ? null : folderCache(cacheFolder),
    fetcher: online === null ? null : carefulFetcher(httpFetcher(), care),
  })
}
