// The little script that pages need: files dropped on the desk go up one by one, each with its own bar, and the list
// says what became of them. Everything else works without it.
// @ts-check

const states = {
  received: 'Đang kiểm tra…',
  inspected: 'Đang đọc nội dung…',
  read: 'Đang kiểm tra chữ ký…',
  verified: 'Đang trích xuất thông tin…',
  described: 'Đang phân loại…',
  'awaiting-review': 'Chờ duyệt',
  approved: 'Đã duyệt',
  published: 'Đã đăng',
  quarantined: 'Cách ly',
  rejected: 'Từ chối',
  withdrawn: 'Đã gỡ',
  failed: 'Lỗi xử lý',
}
const underway = ['received', 'inspected', 'read', 'verified', 'described', 'approved']

const drop = document.querySelector('.drop')
if (drop instanceof HTMLElement) prepare(drop)

/** @param {HTMLElement} zone */
function prepare(zone) {
  const list = /** @type {HTMLElement} */ (zone.querySelector('.uploads'))
  const input = /** @type {HTMLInputElement} */ (zone.querySelector('input[type=file]'))
  const csrf = zone.dataset.csrf ?? ''
  /** @type {(() => Promise<void>)[]} */
  const waiting = []
  let busy = 0

  for (const name of ['dragover', 'dragenter']) {
    document.addEventListener(name, (event) => {
      event.preventDefault()
      zone.classList.add('over')
    })
  }
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) zone.classList.remove('over')
  })
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    zone.classList.remove('over')
    take(event.dataTransfer?.files)
  })
  input.addEventListener('change', () => {
    take(input.files)
    input.value = ''
  })

  /** @param {FileList | null | undefined} files */
  function take(files) {
    for (const file of files ?? []) {
      const line = addLine(list, file.name)
      waiting.push(() => send(file, csrf, line))
    }
    pump()
  }

  // Two at a time: enough to fill the line, few enough to keep the bars moving.
  function pump() {
    while (busy < 2) {
      const next = waiting.shift()
      if (!next) return
      busy++
      next().finally(() => {
        busy--
        pump()
      })
    }
  }
}

/** @param {HTMLElement} list @param {string} name */
function addLine(list, name) {
  const item = document.createElement('li')
  const title = document.createElement('span')
  title.textContent = name
  const status = document.createElement('span')
  status.textContent = 'Chờ gửi'
  const bar = document.createElement('progress')
  bar.max = 1
  bar.value = 0
  bar.setAttribute('aria-label', `Tiến độ gửi ${name}`)
  item.append(title, status, bar)
  list.prepend(item)
  return { item, title, status, bar }
}

/**
 * @param {File} file
 * @param {string} csrf
 * @param {ReturnType<typeof addLine>} line
 * @returns {Promise<void>} resolves when the file is up; its processing is followed on its own
 */
function send(file, csrf, line) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/ban-lam-viec/tiep-nhan?ten=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('X-CSRF-Token', csrf)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) line.bar.value = event.loaded / event.total
      line.status.textContent = `Đang gửi ${Math.round(line.bar.value * 100)}%`
    }
    request.onerror = () => {
      line.status.textContent = 'Mất kết nối, tệp chưa được nhận. Hãy gửi lại.'
      resolve()
    }
    request.onload = () => {
      line.bar.remove()
      const answer = read(request.responseText)
      if (answer?.declined) line.status.textContent = answer.declined
      else if (request.status !== 200 || !answer?.documentId) {
        line.status.textContent =
          request.status === 401
            ? 'Phiên làm việc đã hết, hãy đăng nhập lại.'
            : 'Máy chủ không nhận được tệp. Hãy gửi lại.'
      } else follow(answer, line)
      resolve()
    }
    request.send(file)
  })
}

/** @param {{documentId: string, repeat: boolean, registerNumber: number, registerYear: number}} answer @param {ReturnType<typeof addLine>} line */
async function follow(answer, line) {
  const link = document.createElement('a')
  link.href = `/ban-lam-viec/van-ban/${answer.documentId}`
  link.textContent = line.title.textContent
  line.title.replaceChildren(link)
  const prefix = answer.repeat ? 'Đã có từ trước · ' : `Số đến ${answer.registerNumber}/${answer.registerYear} · `
  for (;;) {
    const response = await fetch(`/ban-lam-viec/van-ban/${answer.documentId}/tinh-trang`)
    if (!response.ok) return
    const { state, reason, reference } = await response.json()
    const name = states[/** @type {keyof typeof states} */ (state)] ?? state
    line.status.textContent = `${prefix}${reference ? `${reference} · ` : ''}${name}`
    if (!underway.includes(state)) {
      if (reason) line.item.title = reason.message
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 700))
  }
}

/** @param {string} text */
function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
