/**
 * Pairs of words as common as an official phrase from which only marks part them ("trọng tài" beside "trọng tải"): they
 * stay as read. Written by hand.
 */
const pairs = new Set(
  `
trọng tài, cùng cấp, hằng năm, tổng cộng, thực vật, chữ nhật, chữ cái, địa chỉ, thù lao, xác nhận, ghi nhận, thu nhận,
công chúng, công đoạn, cộng tác, tác viên, học viên, thành niên, chủ thẻ, chủ quan, số lương, hội thao, thuộc tỉnh,
ngoại trú, dân cử, đương sự, lắp đặt, tập họp, đóng dấu, hội đóng, tự đóng, cổ động, bao gồm, bao quát, bao bì,
bắt buộc, thực tiễn, thực tế, mục tiêu, danh mục, định mục, viễn thông, bộ phận, đàm phán, phán quyết, gia hạn,
biên bản, bàn đầu, đúng nơi, mỗi người, mời người, sinh trường, chứng tử, báo tử, tài trợ, tàu bay, thanh viên,
thầu xây, mẫu số, phân số, phần tử, phân tử, cấp cao, cấp cứu, bản thân, bàn thân, quan trắc, kết hôn, hợp đồng
`
    .split(/[,\n]/u)
    .map((pair) => pair.trim().normalize('NFC'))
    .filter((pair) => pair !== ''),
)

export function isOrdinary(pair: string): boolean {
  return pairs.has(pair.toLowerCase())
}
