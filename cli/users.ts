/** `congbao users list|add|password|disable`: accounts of the desk. */

import { randomBytes } from 'node:crypto'
import {
  changePassword,
  createAccount,
  disableAccount,
  listAccounts,
  type Role,
  roleNames,
} from '../storage/database/accounts/accounts.ts'
import { readArguments } from './arguments.ts'
import { CallError, cliActor, exitCode, type Run, UsageError, withApp } from './command.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    options: {
      role: { type: 'string', default: 'clerk' },
      name: { type: 'string' },
    },
    words: 2,
  })
  const [verb = 'list', username] = positionals
  return withApp(io, async ({ system }) => {
    const { db } = system
    const actor = cliActor(io)
    if (verb === 'list') {
      for (const account of await listAccounts(db)) {
        if (values.json) io.out(JSON.stringify(account))
        else {
          const state = account.disabledAt ? 'đã khóa' : account.mustChangePassword ? 'chưa đổi mật khẩu' : ''
          io.out(`${account.username.padEnd(16)}${roleNames[account.role].padEnd(16)}${account.fullName}  ${state}`)
        }
      }
      return exitCode.success
    }
    if (!username) throw new CallError('Hãy nêu tên đăng nhập.')
    if (verb === 'add') {
      const wanted = { username, fullName: values.name ?? username, role: parseRole(values.role) }
      const made = await createAccount(db, system.now(), wanted, actor)
      if ('error' in made) {
        io.err(`Tên đăng nhập “${username}” đã có.`)
        return exitCode.negative
      }
      io.out(values.json ? JSON.stringify(made) : `Đã tạo ${username}. Mật khẩu dùng một lần: ${made.password}`)
      return exitCode.success
    }
    if (verb === 'password') {
      const account = (await listAccounts(db)).find((one) => one.username === username)
      if (!account) {
        io.err(`Không có tài khoản “${username}”.`)
        return exitCode.negative
      }
      const password = randomBytes(12).toString('base64url')
      await changePassword(db, system.now(), account, password, actor, { mustChange: true })
      io.out(
        values.json ? JSON.stringify({ username, password }) : `Mật khẩu dùng một lần của ${username}: ${password}`,
      )
      return exitCode.success
    }
    if (verb === 'disable') {
      const done = await disableAccount(db, system.now(), username, actor)
      if (done) io.out(`Đã khóa ${username}, mọi phiên làm việc đã kết thúc.`)
      else io.err(`Không có tài khoản đang dùng nào tên “${username}”.`)
      return done ? exitCode.success : exitCode.negative
    }
    throw new CallError(`Không có việc “${verb}”.`)
  })
}

function parseRole(text: string): Role {
  if (text === 'clerk' || text === 'editor' || text === 'operator') return text
  throw new UsageError('--role nhận clerk (văn thư), editor (biên tập viên) hoặc operator (quản trị).')
}
