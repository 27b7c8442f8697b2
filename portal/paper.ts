/** The document itself, as people see it: its pages as pictures, or its text in reading order. */
import type { Outline } from '../validators/text/pictures/outline.ts'
import type { Box } from '../validators/text/read-document.ts'
import { type Html, html } from './html.ts'
import { pictureWidths } from './page-pictures.ts'

/** A place on a page that belongs to a field. */
export interface Mark {
  field: string
  page: number
  box: Box
}

/** Room left around what was read, in points. */
const margin = 4

/** @param path address of the document, under which `trang/N.webp` is found */
export function pagesView(outline: Outline, path: string, name: string, marks: readonly Mark[]): Html {
  if (outline.pages.length === 0) {
    return html`<div class="text">${outline.lines.map((line) => html`<p>${line}</p>`)}</div>`
  }
  return html`<div class="pages">${outline.pages.map((page, index) => {
    const onPage = marks.filter((mark) => mark.page === page.number)
    return html`<figure class="page" id="trang-${page.number}">
<img src="${pictureAddress(path, page.number, pictureWidths[0])}" srcset="${pictureWidths.map((width) => `${pictureAddress(path, page.number, width)} ${width}w`).join(', ')}" sizes="(max-width: 60rem) 100vw, 45rem" width="${Math.round(page.width)}" height="${Math.round(page.height)}" alt="Trang ${page.number} của ${name}" ${index < 2 ? '' : html`loading="lazy"`} decoding="async">
${
  onPage.length > 0
    ? html`<svg viewBox="0 0 ${page.width} ${page.height}" preserveAspectRatio="none" aria-hidden="true">${onPage.map(
        ({ field, box }) =>
          html`<rect data-field="${field}" x="${box[0] - margin}" y="${box[1] - margin}" width="${box[2] - box[0] + 2 * margin}" height="${box[3] - box[1] + 2 * margin}" rx="2"/>`,
      )}</svg>`
    : ''
}
<figcaption>Trang ${page.number}/${outline.pageCount}</figcaption></figure>`
  })}</div>
${outline.pages.length < outline.pageCount ? html`<p class="small">Còn ${outline.pageCount - outline.pages.length} trang nữa trong tệp gốc.</p>` : ''}`
}

export function pictureAddress(path: string, page: number, width: number): string {
  return `${path}/trang/${page}.webp?rong=${width}`
}

/** Where a field stands on its page, cut out of the page's picture: wide enough to read what stands around it. */
export function cutOut(outline: Outline, path: string, mark: Mark, label: string): Html | '' {
  const page = outline.pages.find(({ number }) => number === mark.page)
  if (!page) return ''
  const [x0, y0, x1, y1] = mark.box
  const [tall, wide] = [Math.max(12, y1 - y0), Math.max(24, x1 - x0)]
  const left = Math.max(0, x0 - Math.max(40, wide * 0.6))
  const top = Math.max(0, y0 - tall * 0.6)
  const width = Math.min(page.width - left, wide + 2 * Math.max(40, wide * 0.6))
  const height = Math.min(page.height - top, tall * 2.2)
  return html`<svg viewBox="${[left, top, width, height].map((value) => Math.round(value)).join(' ')}" role="img" aria-label="${label}"><image href="${pictureAddress(path, page.number, pictureWidths[1])}" width="${page.width}" height="${page.height}" preserveAspectRatio="none"/></svg>`
}
