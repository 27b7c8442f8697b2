// Printing and sharing a published document; without a script the buttons stay away.
// @ts-check

for (const button of document.querySelectorAll('[data-do]')) {
  if (button instanceof HTMLButtonElement) prepare(button)
}
for (const image of document.querySelectorAll('.page img')) {
  if (image instanceof HTMLImageElement)
    image.addEventListener('error', () => image.closest('.page')?.classList.add('broken'))
}

/** @param {HTMLButtonElement} button */
function prepare(button) {
  button.hidden = false
  button.addEventListener('click', async () => {
    if (button.dataset.do === 'print') return print()
    const shared = { title: document.title, url: button.dataset.url ?? location.href }
    try {
      if (navigator.share) await navigator.share(shared)
      else {
        await navigator.clipboard.writeText(shared.url)
        button.textContent = 'Đã chép địa chỉ'
      }
    } catch {
      // The person thought better of it.
    }
  })
}
