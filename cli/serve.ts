/** `congbao serve`: the portal, the desk and the workers in one process. */
import { type App, openApp } from '../app.ts'
import { openDoors } from '../doors.ts'
import { type Portal, startPortal } from '../portal/server.ts'
import { countAccounts, createAccount } from '../storage/database/accounts/accounts.ts'
import { readArguments } from './arguments.ts'
import { type CommandIo, configOf, exitCode, type Run, UsageError } from './command.ts'

export const run: Run = async (args, io) => {
  const { values } = readArguments(args, { options: { port: { type: 'string' }, host: { type: 'string' } }, words: 0 })
  const env = {
    ...io.env,
    ...(values.port ? { CONGBAO_PORT: values.port } : {}),
    ...(values.host ? { CONGBAO_HOST: values.host } : {}),
  }
  const app = await openApp(configOf({ ...io, env }))
  try {
    const server = await startServer(app)
    await makeFirstAccount(app, io, values.json)
    const { url } = server.portal
    if (values.json) io.out(JSON.stringify({ url, desk: `${url}/ban-lam-viec` }))
    else {
      io.out(`Công báo đang chạy tại ${url}`)
      io.out(`Bàn làm việc: ${url}/ban-lam-viec`)
    }
    await untilToldToStop()
    io.err('Đang dừng…')
    await server.stop()
    return exitCode.success
  } finally {
    await app.close()
  }
}

export interface RunningServer {
  portal: Portal
  stop(): Promise<void>
}

/** Claims the data folder, opens the port, starts the workers. */
export async function startServer(app: App): Promise<RunningServer> {
  const { config } = app.system
  const claim = await app.claimServer()
  if (!claim) {
    throw new UsageError(`Một máy chủ congbao khác đang dùng thư mục ${config.dataFolder}. Hãy dừng nó trước.`)
  }
  const dispatcher = app.startDispatching()
  const doors = openDoors(app.system)
  let portal: Portal | null = null
  try {
    portal = await startPortal(app.system, dispatcher, doors)
    await doors.start()
  } catch (error) {
    // Whatever stayed open, the port or the claim's connection, would keep the process from ending.
    await portal?.close()
    await claim.release()
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new UsageError(`Cổng ${config.port} đang được dùng. Hãy chọn cổng khác: congbao serve --port SỐ`)
  }
  const opened = portal
  app.system.log.info({ url: opened.url }, 'listening')
  return {
    portal: opened,
    async stop() {
      await doors.stop()
      await opened.close()
      await claim.release()
    },
  }
}

/** The first start makes one operator's account; its password is shown this once and must be changed at login. */
export async function makeFirstAccount(app: App, io: CommandIo, json = false): Promise<void> {
  const { db, now } = app.system
  if ((await countAccounts(db)) > 0) return
  const made = await createAccount(db, now(), { username: 'quantri', fullName: 'Quản trị', role: 'operator' }, 'system')
  if ('error' in made) return
  const { username } = made.account
  if (json) return io.out(JSON.stringify({ account: { username, password: made.password } }))
  io.out('Tài khoản đầu tiên (chỉ hiện một lần, đổi mật khẩu khi đăng nhập):')
  io.out(`  tên đăng nhập: ${username}`)
  io.out(`  mật khẩu:      ${made.password}`)
}

export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
