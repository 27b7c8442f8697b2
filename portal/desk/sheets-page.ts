/** Where separator sheets are printed, and how they are used. */
import { longestSheetSender } from '../../connectors/scanner/separator.ts'
import { type Html, html, page } from '../html.ts'

export function sheetsPage(province: string, person: { fullName: string; role: string; csrfToken: string }): Html {
  return page({
    title: 'Phiếu tách văn bản',
    province,
    area: 'desk',
    person,
    current: '/ban-lam-viec/so-den',
    head: html`<link rel="stylesheet" href="/tinh/register.css">`,
    body: html`<p class="kicker"><a href="/ban-lam-viec/so-den">← Sổ văn bản đến</a></p>
<h1>Phiếu tách văn bản</h1>
<ol class="steps">
<li>In phiếu, đặt <strong>một tờ trước mỗi văn bản</strong> trong tập giấy.</li>
<li>Quét cả tập một lần vào thư mục quét, hai mặt cũng được, 200–300 dpi, lưu PDF hoặc TIFF.</li>
<li>Máy tách từng văn bản, bỏ phiếu và trang trắng, cấp số đến trong giờ làm việc. Tệp quét gốc được giữ nguyên.</li>
</ol>
<form class="card sheets" method="get" action="/ban-lam-viec/phieu-tach.pdf" target="_blank">
<label for="gui"><span>Nơi gửi (không bắt buộc)</span></label>
<input id="gui" name="gui" maxlength="${longestSheetSender}" aria-describedby="gui-ro" autocomplete="off">
<p class="small" id="gui-ro">Ghi nơi gửi thì nơi gửi vào thẳng sổ cho văn bản đặt ngay sau phiếu. Để trống: phiếu dùng chung, dùng lại được nhiều lần.</p>
<button class="primary">Tạo phiếu (PDF, A4)</button>
</form>`,
  })
}
