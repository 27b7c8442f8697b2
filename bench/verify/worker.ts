/** Verifies the files it is sent and answers when done. */
import { parentPort } from 'node:worker_threads'
import { verifyOne } from './verify-one.ts'

parentPort?.on('message', async ({ files, remember }: { files: string[]; remember: boolean }) => {
  for (const file of files) await verifyOne(file, remember)
  parentPort?.postMessage('done')
})
