// One document on the desk, walked by keyboard: the page follows the field in hand, one key takes what the reader of ink
// proposes, others save, approve and lead along the line. Everything works without this script, only slower.
// @ts-check

const walking = 'congbao-walking'
const lastField = 'congbao-field'

const form = document.querySelector('#thong-tin')
const paper = document.querySelector('.paper')
const steps = {
  PageDown: document.querySelector('.queue a[rel=next]'),
  PageUp: document.querySelector('.queue a[rel=prev]'),
}
if (form instanceof HTMLFormElement) workOn(form)
if (paper instanceof HTMLElement) {
  prepareZoom(paper)
  for (const image of paper.querySelectorAll('.page img')) {
    if (image instanceof HTMLImageElement) image.addEventListener('error', () => sayBroken(image))
  }
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.shiftKey || event.metaKey) return
  if (event.altKey && !event.ctrlKey && (event.key === 'PageDown' || event.key === 'PageUp')) {
    const link = steps[event.key]
    if (!(link instanceof HTMLAnchorElement)) return
    event.preventDefault()
    sessionStorage.setItem(walking, '1')
    link.click()
  }
})

/** @param {HTMLFormElement} form */
function workOn(form) {
  const said = form.querySelector('[data-said]')
  /** @param {string} text */
  const say = (text) => {
    if (said) said.textContent = text
  }
  let leaving = false
  const before = contentOf(form)
  const changed = () => contentOf(form) !== before

  for (const field of form.querySelectorAll('.field')) {
    if (!(field instanceof HTMLElement)) continue
    const input = field.querySelector('input, textarea')
    if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) continue
    const button = field.querySelector('[data-accept]')
    field.addEventListener('focusin', () => showPlace(field.dataset.field ?? ''))
    input.addEventListener('input', () => field.classList.toggle('changed', input.value !== input.defaultValue))
    if (!(button instanceof HTMLButtonElement)) continue
    const accept = () => {
      input.value = button.dataset.accept ?? ''
      input.dispatchEvent(new Event('input'))
      field.classList.remove('missing')
      input.focus()
      say(`Đã nhận ${input.value}. Chưa lưu.`)
    }
    button.addEventListener('click', (event) => {
      event.preventDefault()
      accept()
    })
    input.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing) return
      if (event.ctrlKey || event.altKey || event.shiftKey) return
      // A key held down takes the proposal once and saves nothing: whoever accepts has time to look.
      if (event.repeat || input.value === '') event.preventDefault()
      if (!event.repeat && input.value === '') accept()
    })
  }

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return
    const key = event.key === 'Enter' ? 'approve' : event.key.toLowerCase() === 's' ? 'save' : null
    const button = key && form.querySelector(`[data-key=${key}]`)
    if (!(button instanceof HTMLButtonElement)) return
    event.preventDefault()
    if (!event.repeat && !leaving) form.requestSubmit(button)
  })
  form.addEventListener('submit', (event) => {
    leaving = true
    const approved = event.submitter instanceof HTMLElement && event.submitter.dataset.key === 'approve'
    if (approved) sessionStorage.setItem(walking, '1')
    else if (document.activeElement?.id)
      sessionStorage.setItem(lastField, `${location.pathname} ${document.activeElement.id}`)
  })
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && changed()) event.preventDefault()
  })
  restoreDraft(form, say)
  form.addEventListener('submit', () => sessionStorage.setItem(draftOf(pathOf(form)), typedIn(form)))
  placeFocus(form)
}

/** The document's own address, also on the answer to a form that was refused. @param {HTMLFormElement} form */
function pathOf(form) {
  return new URL(form.action).pathname.replace(/\/sua$/, '')
}

/** @param {string} path */
function draftOf(path) {
  return `congbao-draft ${path}`
}

/**
 * Puts back what was sent but not kept (a date that does not exist, a session that was over); what was kept is forgotten.
 * @param {HTMLFormElement} form @param {(text: string) => void} say
 */
function restoreDraft(form, say) {
  const query = new URLSearchParams(location.search)
  const approved = query.get('vua-duyet')
  if (approved) sessionStorage.removeItem(draftOf(`/ban-lam-viec/van-ban/${approved}`))
  const draft = sessionStorage.getItem(draftOf(pathOf(form)))
  sessionStorage.removeItem(draftOf(pathOf(form)))
  if (!draft || query.has('da-luu')) return
  let restored = false
  for (const [name, value] of JSON.parse(draft)) {
    const input = form.elements.namedItem(name)
    if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) continue
    if (input.type === 'checkbox' || input.value === value) continue
    input.value = value
    input.dispatchEvent(new Event('input'))
    restored = true
  }
  if (restored) say('Đã đặt lại phần đã gõ mà chưa lưu được.')
}

/** Back to the field that was saved; walking along the line, to the first field that wants something. @param {HTMLFormElement} form */
function placeFocus(form) {
  const [path, id] = (sessionStorage.getItem(lastField) ?? '').split(' ')
  const walked = sessionStorage.getItem(walking)
  sessionStorage.removeItem(lastField)
  sessionStorage.removeItem(walking)
  const wanted = path === location.pathname && id ? document.getElementById(id) : null
  const first = walked
    ? (form.querySelector('.field.missing :is(input, textarea)') ?? form.querySelector('.field :is(input, textarea)'))
    : null
  const target = wanted ?? first
  if (target instanceof HTMLElement) target.focus({ preventScroll: wanted === null })
}

/** Scrolls the paper, and only the paper, to where the field was read. @param {string} field */
function showPlace(field) {
  const mark = paper?.querySelector(`rect[data-field="${CSS.escape(field)}"]`)
  if (!(paper instanceof HTMLElement) || !mark) return
  const [place, frame] = [mark.getBoundingClientRect(), paper.getBoundingClientRect()]
  const inside = place.top >= frame.top + 20 && place.bottom <= frame.bottom - 20
  if (inside && place.left >= frame.left && place.right <= frame.right) return
  paper.scrollBy({
    top: place.top - frame.top - frame.height / 3,
    left: place.left - frame.left - 40,
    behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth',
  })
}

/** @param {HTMLElement} paper */
function prepareZoom(paper) {
  const button = document.querySelector('[data-zoom]')
  if (!(button instanceof HTMLButtonElement)) return
  button.hidden = false
  button.addEventListener('click', () => {
    const wide = paper.classList.toggle('wide')
    button.setAttribute('aria-pressed', String(wide))
  })
}

/** @param {HTMLImageElement} image */
function sayBroken(image) {
  const page = image.closest('.page')
  const caption = page?.querySelector('figcaption')
  page?.classList.add('broken')
  if (caption) caption.textContent = `${image.alt}: không vẽ được. Hãy tải bản gốc để xem.`
}

/** What the person typed themselves: fields left alone may have been corrected by a colleague since. @param {HTMLFormElement} form */
function typedIn(form) {
  const typed = [...form.elements].filter(
    (input) =>
      (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) &&
      input.type !== 'hidden' &&
      input.type !== 'checkbox' &&
      input.value !== input.defaultValue,
  )
  return JSON.stringify(typed.map((input) => 'value' in input && [input.name, input.value]))
}

/** @param {HTMLFormElement} form */
function contentOf(form) {
  return JSON.stringify([...new FormData(form)].filter(([name]) => name !== 'tiep' && name !== 'csrf'))
}
