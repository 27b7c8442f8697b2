/** "Điều 2 Quyết định số …", "ĐIỀU 3 CỦA QUY ĐỊNH": an article cited in a title, not one of the act itself. */
const citedArticle =
  /^Điều\s+\d+[a-zđ]?(?:\s*[,;]|\s+(?:và|của|tại|trong|luật|bộ\s+luật|pháp\s+lệnh|nghị|quyết\s+định|thông\s+tư|quy\s+(?:định|chế)|điều\s+lệ)(?!\p{L}))/iu
const bodyOpening =
  /^[-–+\s]*(?:C[ăĂ][nN][\s.]+(?:[cC][ứỨ]|Luật|Nghị|Quyết|Thông)|Chi[ếể]u\s|Theo\s+đề\s+nghị|K[íi]nh\s+g[ửu]i|KÍNH\s+GỬI|(?:Điều|ĐIỀU)\s+(?:\d|thứ|THỨ)|Chương\s+[IVX\d]|CHƯƠNG\s+[IVX\d])/u
/** These open bodies too, but also occur at the beginning of a title's second line. */
const weakOpening = /^[-–+\s]*(?:Xét|Thực\s+hiện|Thi\s+hành|Để|Phần\s+(?:thứ|[IVX\d]))(?=\s)/u

/** How a resolution or notice on a meeting begins: "Trong hai ngày 04 và 05 tháng 01 năm 2010, Chính phủ họp …". */
const dayOpening =
  /^(?:Trong\s+(?:các\s+|hai\s+|ba\s+|\d+\s+)?ngày|(?:Vào|Sáng|Chiều|Tối)\s+ngày|Ngày)\s+\d{1,2}(?=\s|\/)/u

/** Whether a line surely opens a body, whatever stood before it. */
export function surelyBegins(text: string): boolean {
  return bodyOpening.test(text) && !citedArticle.test(text)
}

/** First words of a body: legal bases, an addressee, an article. */
export function bodyBegins(text: string): boolean {
  return surelyBegins(text) || weakOpening.test(text) || dayOpening.test(text)
}
