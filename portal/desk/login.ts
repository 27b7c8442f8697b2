/** Login, logout, new password. */
import { Hono } from 'hono'
import type { System } from '../../pipeline/system.ts'
import {
  changePassword,
  checkPassword,
  openSession,
  shortestPassword,
} from '../../storage/database/accounts/accounts.ts'
import { type Html, html, page } from '../html.ts'
import {
  addressOf,
  closeHeldSession,
  type DeskEnv,
  endSession,
  isSameOrigin,
  openPatience,
  setSessionCookie,
} from './access.ts'
import { personOf } from './person.ts'

/** Within a quarter of an hour. */
const triesOfOneName = 10
const tooOften = 'Sai mật khẩu quá nhiều lần. Hãy thử lại sau 15 phút.'

/** Open to everybody: the login page itself. */
export function loginRoutes(system: System): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const { province } = system.config
  const byName = openPatience(triesOfOneName)
  // One office may stand behind one address; a machine that tries many names is still stopped.
  const byAddress = openPatience(200)

  app.get('/dang-nhap', (c) => c.html(loginPage(province, safeNext(c.req.query('tiep')), null)))

  app.post('/dang-nhap', async (c) => {
    if (!isSameOrigin(c)) return c.text('Yêu cầu đến từ trang khác.', 403)
    const form = await c.req.parseBody()
    const username = String(form.username ?? '')
      .trim()
      .slice(0, 100)
    const next = safeNext(String(form.next ?? ''))
    const now = system.now()
    if (!byAddress.begin(addressOf(c, system.config.proxies), now) || !byName.begin(username, now)) {
      return c.html(loginPage(province, next, tooOften), 429)
    }
    const account = await checkPassword(system.db, username, String(form.password ?? ''))
    if (!account) return c.html(loginPage(province, next, 'Tên đăng nhập hoặc mật khẩu không đúng.'), 401)
    byName.forget(username)
    // A session that the browser already held ends here: nobody else may go on with it.
    await closeHeldSession(c, system)
    setSessionCookie(c, system, await openSession(system.db, now, account, system.config.sessionHours))
    return c.redirect(account.mustChangePassword ? '/ban-lam-viec/mat-khau' : next, 303)
  })
  return app
}

/** Behind the login: leaving, and setting a new password. */
export function accountRoutes(system: System): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  // Whoever sits at a desk that was left open does not get to guess its owner's password either.
  const byName = openPatience(triesOfOneName)

  app.post('/dang-xuat', async (c) => {
    await endSession(c, system)
    return c.redirect('/ban-lam-viec/dang-nhap', 303)
  })

  app.get('/mat-khau', (c) => c.html(passwordPage(system, c.get('session'), null)))

  app.post('/mat-khau', async (c) => {
    const session = c.get('session')
    const { username } = session.account
    if (!byName.begin(username, system.now())) return c.html(passwordPage(system, session, tooOften), 429)
    const form = await c.req.parseBody()
    const [old, wanted, again] = ['old', 'new', 'again'].map((name) => String(form[name] ?? ''))
    const problem = !(await checkPassword(system.db, username, old ?? ''))
      ? 'Mật khẩu hiện tại không đúng.'
      : (wanted ?? '').length < shortestPassword
        ? `Mật khẩu mới cần ít nhất ${shortestPassword} ký tự.`
        : wanted !== again
          ? 'Hai lần nhập mật khẩu mới không giống nhau.'
          : wanted === old
            ? 'Mật khẩu mới phải khác mật khẩu cũ.'
            : null
    if (problem) return c.html(passwordPage(system, session, problem), 400)
    byName.forget(username)
    const now = system.now()
    await changePassword(system.db, now, session.account, wanted ?? '', username)
    // Every session ended with the old password; this one goes on with a new token.
    setSessionCookie(c, system, await openSession(system.db, now, session.account, system.config.sessionHours))
    return c.redirect('/ban-lam-viec', 303)
  })
  return app
}

function loginPage(province: string, next: string, problem: string | null): Html {
  return page({
    title: 'Đăng nhập',
    province,
    area: 'public',
    body: html`<form class="card narrow" method="post" action="/ban-lam-viec/dang-nhap">
<h1>Đăng nhập bàn làm việc</h1>
${problem ? html`<p class="reason" role="alert">${problem}</p>` : ''}
<input type="hidden" name="next" value="${next}">
<label><span>Tên đăng nhập</span><input name="username" autocomplete="username" required autofocus></label>
<label><span>Mật khẩu</span><input type="password" name="password" autocomplete="current-password" required></label>
<button>Đăng nhập</button></form>`,
  })
}

function passwordPage(system: System, session: DeskEnv['Variables']['session'], problem: string | null): Html {
  return page({
    title: 'Đổi mật khẩu',
    province: system.config.province,
    area: 'desk',
    person: personOf(session),
    body: html`<form class="card narrow" method="post" action="/ban-lam-viec/mat-khau">
<h1>Đổi mật khẩu</h1>
${session.account.mustChangePassword ? html`<p>Đây là lần đăng nhập đầu tiên: hãy đặt mật khẩu của riêng mình.</p>` : ''}
${problem ? html`<p class="reason" role="alert">${problem}</p>` : ''}
<input type="hidden" name="csrf" value="${session.csrfToken}">
<label><span>Mật khẩu hiện tại</span><input type="password" name="old" autocomplete="current-password" required></label>
<label><span>Mật khẩu mới (ít nhất ${shortestPassword} ký tự)</span><input type="password" name="new" autocomplete="new-password" minlength="${shortestPassword}" required></label>
<label><span>Nhập lại mật khẩu mới</span><input type="password" name="again" autocomplete="new-password" required></label>
<button>Đổi mật khẩu</button></form>`,
  })
}

/** Only back to the desk, never to an address somebody put into a link. */
function safeNext(path: string | undefined): string {
  return path && /^\/ban-lam-viec(\/[a-z0-9/-]*)?$/.test(path) ? path : '/ban-lam-viec'
}
