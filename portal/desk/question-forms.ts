/** What an editor may decide of a question. What was written stays in its field when a try was refused. */
import { withoutPersonalData } from '../../pipeline/review/questions/personal-data.ts'
import { type Html, html } from '../html.ts'
import type { QuestionView } from './question-view.ts'
import { excerpt } from './question-words.ts'

export function questionForms({ question, session, written }: QuestionView): Html {
  if (question.state !== 'open') return html``
  if (session.account.role === 'clerk') return html`<p class="small">Chờ biên tập viên trả lời.</p>`
  const form = (
    name: string,
    fields: Html,
    button: Html,
  ) => html`<form method="post" action="/ban-lam-viec/hoi-dap/${question.id}/${name}">
<input type="hidden" name="csrf" value="${session.csrfToken}">${fields}${button}</form>`
  const folded = (
    name: string,
    label: string,
    style: string,
    fields: Html,
  ) => html`<details class="decision" ${written.form === name ? html`open` : ''}><summary class="button ${style}">${label}…</summary>
${form(name, fields, html`<button class="${style}">${label}</button>`)}</details>`
  const limit = html`<label><span>Thời hạn báo cho người hỏi</span><input name="han" required inputmode="numeric" placeholder="ngày/tháng/năm" value="${written.han ?? ''}"></label>`
  const more = (label: string) =>
    html`<label><span>${label}</span><textarea name="noi-dung" rows="3">${written['noi-dung'] ?? ''}</textarea></label>`
  return html`<section class="card" aria-labelledby="tra-loi"><h2 id="tra-loi">Trả lời</h2>
${form(
  'tra-loi',
  html`<label><span>Nội dung gửi người hỏi</span><textarea name="noi-dung" rows="8" required>${written.form === 'tra-loi' ? (written['noi-dung'] ?? '') : ''}</textarea></label>
<label class="check"><input type="checkbox" name="cong-khai" value="1"> Nhiều người quan tâm: soạn bản đăng công khai ngay sau khi trả lời</label>`,
  html`<button class="primary">Gửi trả lời</button>`,
)}</section>
<section class="decisions" aria-label="Quyết định khác">
${folded('tien-do', 'Thông báo tiến độ', 'quiet', html`${limit}${more('Thêm lời (không bắt buộc)')}`)}
${folded('chuyen', 'Chuyển cơ quan khác', 'quiet', html`<label><span>Cơ quan, đơn vị chuẩn bị trả lời</span><input name="co-quan" required value="${written['co-quan'] ?? ''}"></label>${limit}${more('Thêm lời (không bắt buộc)')}`)}
${folded('ngoai-pham-vi', 'Ngoài phạm vi', 'danger', more('Nên hỏi ở đâu (không bắt buộc)'))}
${folded('don-thu', 'Là đơn khiếu nại, tố cáo', 'danger', html`<p class="small">Người hỏi được báo: Cổng không tiếp nhận, giải quyết, trả lời đơn thư khiếu nại, tố cáo.</p>`)}
</section>`
}

export function publicationForms({ question, session, written }: QuestionView): Html {
  const { publication } = question
  const isPublic = publication !== null && publication.withdrawn_at === null
  if (question.state !== 'answered') return html``
  const link = isPublic ? html`<p><a href="/hoi-dap/${publication.id}">Xem trên trang công khai</a></p>` : ''
  if (session.account.role === 'clerk') return html`${link}`
  const path = `/ban-lam-viec/hoi-dap/${question.id}`
  const csrf = html`<input type="hidden" name="csrf" value="${session.csrfToken}">`
  const draft = draftOf(question)
  const value = (name: string, published: string | undefined, fallback: string) =>
    written[name] ?? published ?? fallback
  return html`<section class="card" aria-labelledby="dang"><h2 id="dang">Đăng công khai</h2>${link}
<p class="small">Chỉ đăng nội dung nhiều người quan tâm. Viết lại, bỏ mọi dữ liệu cá nhân của người hỏi và người khác.</p>
<form method="post" action="${path}/dang">${csrf}
<label><span>Tiêu đề</span><input name="tieu-de" required value="${value('tieu-de', publication?.title, draft.title)}"></label>
<label><span>Câu hỏi</span><textarea name="cau-hoi" rows="5" required>${value('cau-hoi', publication?.question, draft.question)}</textarea></label>
<label><span>Câu trả lời</span><textarea name="cau-tra-loi" rows="8" required>${value('cau-tra-loi', publication?.answer, draft.answer)}</textarea></label>
<button class="primary">${isPublic ? 'Đăng lại bản sửa' : 'Đăng'}</button></form>
${
  isPublic
    ? html`<details class="decision"><summary class="button danger">Gỡ khỏi trang công khai…</summary>
<form method="post" action="${path}/go">${csrf}<label><span>Lý do (lưu vào nhật ký)</span><textarea name="reason" rows="2" required></textarea></label>
<button class="danger">Gỡ</button></form></details>`
    : ''
}</section>`
}

/** A beginning for the editor: what was asked and answered, without the marks of a person that can be found. */
function draftOf({ messages, letters }: QuestionView['question']): { title: string; question: string; answer: string } {
  const [first] = messages
  const name = first?.sender.name ?? null
  const asked = messages.map((message) => message.question ?? '').join('\n\n')
  const answer = letters.findLast((letter) => letter.kind === 'answer')?.text ?? ''
  return {
    title: withoutPersonalData(first?.envelope?.summary || excerpt(asked, 90), name),
    question: withoutPersonalData(asked, name),
    answer: withoutPersonalData(answer, name),
  }
}
