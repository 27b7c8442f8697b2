// Files dropped on the desk go up two at a time, each with its own bar; each line then says what became of its file, or
// why it was not taken, with a button to try again where trying again can help.
// @ts-check

const zone = document.querySelector('.drop')
if (zone instanceof HTMLElement) prepare(zone)

/** @typedef {{file: File, csrf: string, item: HTMLElement, name: HTMLElement, status: HTMLElement, turn: HTMLElement}} Line */

/** @param {HTMLElement} zone */
function prepare(zone) {
  const list = /** @type {HTMLElement} */ (zone.querySelector('.uploads'))
  const said = /** @type {HTMLElement} */ (zone.querySelector('[data-said]'))
  const input = /** @type {HTMLInputElement} */ (zone.querySelector('input[type=file]'))
  const csrf = zone.dataset.csrf ?? ''
  const most = Number(zone.dataset.most)
  /** @type {Line[]} */
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
    const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry?.())
    const folders = entries.filter((entry) => entry?.isDirectory)
    for (const folder of folders) refuse(folder?.name ?? '', 'Đây là thư mục: hãy mở ra và thả các tệp bên trong.')
    take([...(event.dataTransfer?.files ?? [])].filter(({ name }) => !folders.some((folder) => folder?.name === name)))
  })
  input.addEventListener('change', () => {
    take([...(input.files ?? [])])
    input.value = ''
  })
  // Leaving now would break off what is still going up.
  window.addEventListener('beforeunload', (event) => {
    if (busy > 0 || waiting.length > 0) event.preventDefault()
  })

  /** @param {File[]} files */
  function take(files) {
    for (const file of files) {
      const line = addLine(list, file, csrf)
      if (file.size === 0) fail(line, 'Tệp rỗng, không có gì để nhận.', null)
      else if (most > 0 && file.size > most) {
        fail(
          line,
          `Tệp quá lớn (${Math.ceil(file.size / 1048576)} MB, giới hạn ${Math.floor(most / 1048576)} MB).`,
          null,
        )
      } else waiting.push(line)
    }
    pump()
  }

  /** @param {string} name @param {string} why */
  function refuse(name, why) {
    fail(addLine(list, new File([], name), csrf), why, null)
  }

  function pump() {
    while (busy < 2) {
      const next = waiting.shift()
      if (!next) return
      busy++
      send(next).then((outcome) => {
        busy--
        if (outcome.kind === 'taken') follow(outcome.answer, next, said)
        else fail(next, outcome.why, outcome.again ? () => again(next) : null)
        said.textContent = `${next.file.name}: ${next.status.textContent}`
        pump()
      })
    }
  }

  /** @param {Line} line */
  function again(line) {
    line.item.className = ''
    line.turn.replaceChildren()
    line.status.textContent = 'Chờ gửi'
    waiting.push(line)
    pump()
  }
}

/** @param {HTMLElement} list @param {File} file @param {string} csrf @returns {Line} */
function addLine(list, file, csrf) {
  const item = document.createElement('li')
  const [name, status, turn] = ['name', 'status', 'turn'].map((kind) => {
    const part = document.createElement('span')
    part.className = kind
    return part
  })
  name.textContent = file.name
  status.textContent = 'Chờ gửi'
  item.append(name, status, turn)
  list.prepend(item)
  return { file, csrf, item, name, status, turn }
}

/** @param {Line} line @param {string} why @param {(() => void) | null} again */
function fail(line, why, again) {
  line.item.className = 'bad'
  line.status.textContent = why
  if (!again) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'quiet'
  button.textContent = 'Gửi lại'
  button.setAttribute('aria-label', `Gửi lại ${line.file.name}`)
  button.addEventListener('click', again)
  line.turn.replaceChildren(button)
}

/**
 * @param {Line} line
 * @returns {Promise<{kind: 'taken', answer: Answer} | {kind: 'refused', why: string, again: boolean}>}
 */
function send({ file, csrf, item, status }) {
  const bar = document.createElement('progress')
  bar.max = 1
  bar.value = 0
  bar.setAttribute('aria-label', `Tiến độ gửi ${file.name}`)
  item.append(bar)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    /** @param {string} why @param {boolean} again */
    const refuse = (why, again) => resolve({ kind: 'refused', why, again })
    request.open('POST', `/ban-lam-viec/tiep-nhan?ten=${encodeURIComponent(file.name.toWellFormed())}`)
    request.setRequestHeader('X-CSRF-Token', csrf)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total
      status.textContent = bar.value < 1 ? `Đang gửi ${Math.round(bar.value * 100)}%` : 'Đang lưu…'
    }
    request.onerror = () => refuse('Mất kết nối, tệp chưa được nhận. Khi có mạng hãy gửi lại.', true)
    request.onload = () => {
      const answer = read(request.responseText)
      if (answer?.declined) refuse(answer.declined, false)
      else if (request.status === 200 && answer?.documentId) resolve({ kind: 'taken', answer })
      else if (request.status === 401) refuse('Phiên làm việc đã hết: hãy đăng nhập lại rồi thả tệp lần nữa.', false)
      else if (request.status === 403) refuse('Yêu cầu bị từ chối: hãy tải lại trang rồi thả tệp lần nữa.', false)
      else refuse(`Máy chủ không nhận được tệp (lỗi ${request.status}). Hãy gửi lại.`, true)
    }
    request.onloadend = () => bar.remove()
    request.send(file)
  })
}

/** @typedef {{documentId: string, repeat: boolean, registerNumber: number | null, registerYear: number | null}} Answer */

/** Says how far the document is until it rests. @param {Answer} answer @param {Line} line @param {HTMLElement} said */
async function follow(answer, line, said) {
  const link = document.createElement('a')
  link.href = `/ban-lam-viec/van-ban/${answer.documentId}`
  link.textContent = line.file.name
  line.name.replaceChildren(link)
  const prefix = answer.repeat ? 'Đã có từ trước · ' : `Số đến ${answer.registerNumber}/${answer.registerYear} · `
  line.status.textContent = `${prefix}đang xử lý`
  for (let silent = 0; silent < 20; ) {
    const told = await ask(answer.documentId)
    if (told === 'gone') return
    silent = told ? 0 : silent + 1
    if (told) {
      const why = told.reason && told.state !== 'awaiting-review' ? ` · ${told.reason.message}` : ''
      line.status.textContent = `${prefix}${told.reference ? `${told.reference} · ` : ''}${told.stateName}${told.underway ? '…' : why}`
      if (!told.underway) {
        line.item.className = ['rejected', 'quarantined', 'failed'].includes(told.state) ? 'bad' : 'done'
        said.textContent = `${line.file.name}: ${line.status.textContent}`
        return
      }
    }
    await new Promise((resolve) => setTimeout(resolve, told ? 700 : 3000))
  }
  line.status.textContent = `${prefix}tệp đã được nhận; không hỏi được tiến độ, hãy mở văn bản để xem.`
}

/** @param {string} id */
async function ask(id) {
  try {
    const response = await fetch(`/ban-lam-viec/van-ban/${id}/tinh-trang`, { redirect: 'error' })
    if (response.status === 404) return 'gone'
    return response.ok ? await response.json() : null
  } catch {
    return null
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
