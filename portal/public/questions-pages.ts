/** Questions and answers of general interest, as the public reads them (Điều 9.6.b). */
import type { PublishedQuestion } from '../../storage/database/questions/published-questions.ts'
import { type Html, html, momentOf, page } from '../html.ts'

export interface QuestionsList {
  province: string
  questions: readonly PublishedQuestion[]
  count: number
  offset: number
  pageLength: number
  /** Where questions may be sent; `null` where no mailbox is configured. */
  mailAddress: string | null
}

export function questionListPage({ province, questions, count, offset, pageLength, mailAddress }: QuestionsList): Html {
  return page({
    title: 'Hỏi – Đáp',
    province,
    area: 'public',
    current: '/hoi-dap',
    body: html`<h1>Hỏi – Đáp</h1>
<p class="lead">Câu hỏi được nhiều người quan tâm và nội dung trả lời.</p>
<p class="small">${mailAddress ? html`Gửi câu hỏi đến <a href="mailto:${mailAddress}">${mailAddress}</a>. ` : ''}Câu hỏi được trả lời hoặc thông báo tiến độ trong 15 ngày làm việc kể từ khi tiếp nhận. Cổng thông tin không tiếp nhận, giải quyết, trả lời đơn thư khiếu nại, tố cáo (Điều 9 khoản 6 Quyết định 40/2024/QĐ-UBND).</p>
${
  questions.length === 0
    ? html`<p class="empty">Chưa có câu hỏi nào được đăng.</p>`
    : html`<ol class="plain publications">${questions.map(
        (one) => html`<li><h2><a href="/hoi-dap/${one.id}">${one.title}</a></h2>
<p>${one.question.length > 300 ? `${one.question.slice(0, 300).replace(/\s\S*$/u, '')}…` : one.question}</p>
<p class="small">Trả lời ngày ${momentOf(one.publishedAt)}</p></li>`,
      )}</ol>`
}
<nav class="pager" aria-label="Trang">
${offset > 0 ? html`<a rel="prev" href="/hoi-dap?tu=${Math.max(0, offset - pageLength)}">← Mới hơn</a>` : ''}
${offset + questions.length < count ? html`<a rel="next" href="/hoi-dap?tu=${offset + pageLength}">Cũ hơn →</a>` : ''}
</nav>`,
  })
}

export function publishedQuestionPage(province: string, one: PublishedQuestion): Html {
  const words = (text: string) => text.split(/\n{2,}/).map((part) => html`<p class="words">${part}</p>`)
  return page({
    title: one.withdrawn ? 'Câu hỏi đã gỡ' : one.title,
    province,
    area: 'public',
    current: '/hoi-dap',
    body: one.withdrawn
      ? html`<h1>Câu hỏi đã được gỡ</h1><p><a href="/hoi-dap">Xem các câu hỏi khác</a></p>`
      : html`<p class="kicker"><a href="/hoi-dap">← Hỏi – Đáp</a></p>
<article><h1>${one.title}</h1>
<section aria-labelledby="hoi"><h2 id="hoi">Câu hỏi</h2>${words(one.question)}</section>
<section aria-labelledby="dap"><h2 id="dap">Trả lời</h2>${words(one.answer)}</section>
<p class="small">Đăng lúc ${momentOf(one.publishedAt)}. Văn phòng Ủy ban nhân dân tỉnh ${province}.</p></article>`,
  })
}
