/** People who may enter the desk, and their sessions. Passwords are kept as Argon2id hashes only. */
import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import { appendToJournal } from '../../audit.ts'
import type { Database } from '../schema.ts'

export type Role = 'clerk' | 'editor' | 'operator'

export interface Account {
  id: string
  username: string
  fullName: string
  role: Role
  mustChangePassword: boolean
}

export const roleNames: Readonly<Record<Role, string>> = {
  clerk: 'Văn thư',
  editor: 'Biên tập viên',
  operator: 'Quản trị',
}

/** OWASP's first choice for Argon2id: 19 MiB, two passes (the library's default algorithm is Argon2id). */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const shortestPassword = 10

/** Makes an account. Without a password a random one is made, to be changed at the first login. */
export async function createAccount(
  db: Kysely<Database>,
  now: Temporal.Instant,
  account: { username: string; fullName: string; role: Role; password?: string },
  actor: string,
): Promise<{ account: Account; password: string } | { error: 'USERNAME_TAKEN' }> {
  const password = account.password ?? randomBytes(12).toString('base64url')
  const passwordHash = await hash(password, argon2)
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('accounts')
      .values({
        username: account.username,
        full_name: account.fullName,
        role: account.role,
        password_hash: passwordHash,
        must_change_password: account.password === undefined,
        created_at: now.toString(),
      })
      .onConflict((conflict) => conflict.column('username').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) return { error: 'USERNAME_TAKEN' }
    await appendToJournal(trx, now, [
      {
        actor,
        action: 'account created',
        subject: { kind: 'account', id: account.username },
        details: { role: account.role },
      },
    ])
    const { username, fullName, role } = account
    return {
      account: { id: row.id, username, fullName, role, mustChangePassword: account.password === undefined },
      password,
    }
  })
}

export async function countAccounts(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('accounts')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function listAccounts(db: Kysely<Database>): Promise<(Account & { disabledAt: string | null })[]> {
  const rows = await db.selectFrom('accounts').selectAll().orderBy('username').execute()
  return rows.map((row) => ({ ...toAccount(row), disabledAt: row.disabled_at }))
}

/** A hash to compare with when the name is unknown, so that the answer takes as long. */
const nobodysHash = hash(randomBytes(16), argon2)

/** The account, when name and password are right and it is not disabled. */
export async function checkPassword(db: Kysely<Database>, username: string, password: string): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('username', '=', username).executeTakeFirst()
  const right = await verify(row?.password_hash ?? (await nobodysHash), password)
  return row && right && !row.disabled_at ? toAccount(row) : null
}

/** Sets a new password and ends every other session of the account. */
export async function changePassword(
  db: Kysely<Database>,
  now: Temporal.Instant,
  account: Pick<Account, 'id' | 'username'>,
  password: string,
  actor: string,
  options: { mustChange: boolean } = { mustChange: false },
): Promise<void> {
  const passwordHash = await hash(password, argon2)
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('accounts')
      .set({ password_hash: passwordHash, must_change_password: options.mustChange })
      .where('id', '=', account.id)
      .execute()
    await trx.deleteFrom('sessions').where('account_id', '=', account.id).execute()
    await appendToJournal(trx, now, [
      { actor, action: 'password changed', subject: { kind: 'account', id: account.username }, details: {} },
    ])
  })
}

/** Revokes an account (QĐ 40/2024, Điều 13.1.đ: of people who leave): no login, and its sessions end. */
export async function disableAccount(
  db: Kysely<Database>,
  now: Temporal.Instant,
  username: string,
  actor: string,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('accounts')
      .set({ disabled_at: now.toString() })
      .where('username', '=', username)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return false
    await trx.deleteFrom('sessions').where('account_id', '=', row.id).execute()
    await appendToJournal(trx, now, [
      { actor, action: 'account disabled', subject: { kind: 'account', id: username }, details: {} },
    ])
    return true
  })
}

export interface Session {
  account: Account
  csrfToken: string
}

/** Opens a session and returns the token for the cookie; only its hash is kept. */
export async function openSession(
  db: Kysely<Database>,
  now: Temporal.Instant,
  account: Account,
  hours: number,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.deleteFrom('sessions').where('expires_at', '<', now.toString()).execute()
  await db
    .insertInto('sessions')
    .values({
      token_hash: tokenHash(token),
      account_id: account.id,
      csrf_token: randomBytes(24).toString('base64url'),
      created_at: now.toString(),
      expires_at: now.add({ seconds: Math.round(hours * 3600) }).toString(),
    })
    .execute()
  return token
}

export async function findSession(db: Kysely<Database>, now: Temporal.Instant, token: string): Promise<Session | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(['accounts.id', 'username', 'full_name', 'role', 'must_change_password', 'csrf_token'])
    .where('token_hash', '=', tokenHash(token))
    .where('expires_at', '>', now.toString())
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row ? { account: toAccount(row), csrfToken: row.csrf_token } : null
}

export async function closeSession(db: Kysely<Database>, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', tokenHash(token)).execute()
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function toAccount(row: {
  id: string
  username: string
  full_name: string
  role: Role
  must_change_password: boolean
}): Account {
  return {
    id: row.id,
    username: row.username,
    fullName: row.full_name,
    role: row.role,
    mustChangePassword: row.must_change_password,
  }
}
