const bodyOpening =
  /^[-–+\s]*(?:C[ăĂ][nN][\s.]+(?:[cC][ứỨ]|Luật|Nghị|Quyết|Thông)|Chi[ếể]u\s|Theo\s+đề\s+nghị|K[íi]nh\s+g[ửu]i|KÍNH\s+GỬI|(?:Điều|ĐIỀU)\s+(?:\d|thứ|THỨ)|Chương\s+[IVX\d]|CHƯƠNG\s+[IVX\d])/u
/** These open bodies too, but also occur at the beginning of a title's second line. */
const weakOpening = /^[-–+\s]*(?:Xét|Thực\s+hiện|Thi\s+hành|Để|Phần\s+(?:thứ|[IVX\d]))(?=\s)/u

/** Whether a line surely opens a body, whatever stood before it. */
export function surelyBegins(text: string): boolean {
  return bodyOpening.test(text)
}

/** First words of a body: legal bases, an addressee, an article. */
export function bodyBegins(text: string): boolean {
  return bodyOpening.test(text) || weakOpening.test(text)
}
