/** Whether a line of a title is left open, so that the next one must go on with it. */
const openEnded =
  /(?:,|-|(?:^|\s)(?:của|và|về|các|cho|với|tại|thuộc|số|tỉnh|huyện|Luật|định|tư|theo|trên|trong|năm|ngày|tháng|từ|đến|bổ|một|quy|văn|phòng|việc|để|được|do|bởi|bầu|phó|Phó))$/u

export function isOpenEnded(line: string): boolean {
  return openEnded.test(line)
}

/** Words at the end of a line in capitals that the next one goes on from, though it may look like an authority's. */
const runsOn =
  /(?:(?:^|\s)(?:CỦA|VÀ|VỚI|CHO|DO|TỪ|VỀ|TẠI|THUỘC|GIỮA|CÁC|LÀ|CƠ|PHÓ|BẦU|ÔNG|BÀ|ĐỒNG\s+CHÍ|THEO|(?<!CAO\s)BẰNG|BAN|VIÊN|(?<!HẢI\s)PHÒNG|THỦ\s+TƯỚNG|BỘ\s+TRƯỞNG|CHỦ\s+TỊCH|GIÁM\s+ĐỐC|THƯỜNG\s+(?:VỤ|TRỰC)|ĐẠI\s+BIỂU)|[,/-])$/u

export function runsOnInCapitals(line: string): boolean {
  return runsOn.test(line)
}
