/** The sample documents themselves: every kind the gazette meets, for the invented province of Lạng Mẫu. */
import type { Draft } from './draft.ts'
import { bodies, people, province } from './office.ts'

const committeeSigner = {
  capacity: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
  name: people.chairwoman,
}
const viceSigner = {
  capacity: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
  name: people.viceChairman,
}
const committeeBases = [
  'Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;',
  'Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;',
]

export const feeDecision: Draft = {
  issuer: { name: bodies.committee },
  reference: '05/2026/QĐ-UBND',
  place: province,
  issuedOn: '2026-11-16',
  title: 'Quyết định',
  summary: `Quy định mức thu tiền sử dụng bến bãi thuyền mẫu trên địa bàn tỉnh ${province}`,
  bases: [
    ...committeeBases,
    'Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV ngày 02 tháng 11 năm 2026;',
    `Ủy ban nhân dân ban hành Quyết định quy định mức thu tiền sử dụng bến bãi thuyền mẫu trên địa bàn tỉnh ${province}.`,
  ],
  body: [
    'Điều 1. Phạm vi điều chỉnh',
    `Quyết định này quy định mức thu tiền sử dụng bến bãi thuyền mẫu trên địa bàn tỉnh ${province}.`,
    'Điều 2. Đối tượng áp dụng',
    '1. Cơ quan, tổ chức quản lý bến bãi thuyền mẫu.',
    '2. Tổ chức, cá nhân sử dụng bến bãi thuyền mẫu để neo đậu, bốc dỡ hàng hóa hoặc đón trả khách.',
    'Điều 3. Mức thu',
    '1. Thuyền có trọng tải dưới 05 tấn: 10.000 đồng một lượt neo đậu.',
    '2. Thuyền có trọng tải từ 05 tấn đến dưới 15 tấn: 20.000 đồng một lượt neo đậu.',
    '3. Thuyền có trọng tải từ 15 tấn trở lên: 35.000 đồng một lượt neo đậu.',
    'Điều 4. Quản lý và sử dụng',
    'Tổ chức thu tiền niêm yết công khai mức thu tại bến bãi, cấp chứng từ cho người nộp và nộp vào ngân sách theo quy định của pháp luật.',
    'Điều 5. Hiệu lực thi hành',
    '1. Quyết định này có hiệu lực kể từ ngày 01 tháng 12 năm 2026.',
    '2. Quyết định số 11/2019/QĐ-UBND ngày 15 tháng 4 năm 2019 của Ủy ban nhân dân tỉnh hết hiệu lực kể từ ngày Quyết định này có hiệu lực.',
    'Điều 6. Tổ chức thực hiện',
    'Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở, Chủ tịch Ủy ban nhân dân các xã, phường và tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
  ],
  signer: committeeSigner,
  recipients: ['Như Điều 6', 'Thường trực Hội đồng nhân dân tỉnh', 'Công báo tỉnh', 'Lưu: VT, NC'],
}

export const signageDecision: Draft = {
  ...feeDecision,
  reference: '06/2026/QĐ-UBND',
  issuedOn: '2026-11-20',
  summary: `Ban hành Quy định về biển tên đường mẫu trên địa bàn tỉnh ${province}`,
  bases: [
    ...committeeBases,
    `Ủy ban nhân dân ban hành Quyết định ban hành Quy định về biển tên đường mẫu trên địa bàn tỉnh ${province}.`,
  ],
  body: [
    `Điều 1. Ban hành kèm theo Quyết định này Quy định về biển tên đường mẫu trên địa bàn tỉnh ${province}.`,
    'Điều 2. Quyết định này có hiệu lực kể từ ngày 05 tháng 12 năm 2026.',
    'Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở và Chủ tịch Ủy ban nhân dân các xã, phường chịu trách nhiệm thi hành Quyết định này./.',
  ],
  signer: { capacity: ['TM. ỦY BAN NHÂN DÂN', ...viceSigner.capacity], name: viceSigner.name },
  recipients: ['Như Điều 3', 'Công báo tỉnh', 'Lưu: VT, KT'],
}

export const appointmentDecision: Draft = {
  issuer: { name: bodies.committee },
  reference: '1204/QĐ-UBND',
  place: province,
  issuedOn: '2026-11-19',
  title: 'Quyết định',
  summary: 'Về việc thành lập Tổ công tác rà soát bến bãi thuyền mẫu',
  authority: `Chủ tịch ${bodies.committee}`,
  bases: [
    'Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;',
    'Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 15/TTr-SNV ngày 12 tháng 11 năm 2026.',
  ],
  verb: 'QUYẾT ĐỊNH:',
  body: [
    'Điều 1. Thành lập Tổ công tác rà soát bến bãi thuyền mẫu gồm các ông, bà có tên trong danh sách kèm theo.',
    'Điều 2. Tổ công tác có nhiệm vụ rà soát hiện trạng, báo cáo Chủ tịch Ủy ban nhân dân tỉnh trước ngày 31 tháng 12 năm 2026.',
    'Điều 3. Quyết định này có hiệu lực kể từ ngày ký.',
    'Điều 4. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.',
  ],
  signer: viceSigner,
  recipients: ['Như Điều 4', 'Chủ tịch, các Phó Chủ tịch UBND tỉnh', 'Lưu: VT, NC'],
}

export const budgetResolution: Draft = {
  issuer: { name: bodies.council },
  reference: '02/2026/NQ-HĐND',
  place: province,
  issuedOn: '2026-11-18',
  title: 'Nghị quyết',
  summary: `Quy định chính sách hỗ trợ học nghề đóng thuyền mẫu trên địa bàn tỉnh ${province}`,
  authority: bodies.council,
  bases: [
    'Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;',
    'Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;',
    'Xét Tờ trình số 88/TTr-UBND ngày 01 tháng 11 năm 2026 của Ủy ban nhân dân tỉnh.',
  ],
  verb: 'QUYẾT NGHỊ:',
  body: [
    'Điều 1. Mức hỗ trợ',
    'Người học nghề đóng thuyền mẫu được hỗ trợ 1.500.000 đồng một tháng, không quá 06 tháng một khóa học.',
    'Điều 2. Nguồn kinh phí',
    'Ngân sách tỉnh bảo đảm theo phân cấp hiện hành.',
    'Điều 3. Điều khoản thi hành',
    `Nghị quyết này đã được Hội đồng nhân dân tỉnh ${province} thông qua ngày 18 tháng 11 năm 2026 và có hiệu lực từ ngày 01 tháng 01 năm 2027./.`,
  ],
  signer: { capacity: ['CHỦ TỊCH'], name: people.councilChair },
  recipients: ['Ủy ban nhân dân tỉnh', 'Đại biểu Hội đồng nhân dân tỉnh', 'Công báo tỉnh', 'Lưu: VT'],
}

export const replyLetter: Draft = {
  issuer: { name: bodies.committee },
  reference: '312/UBND-NC',
  place: province,
  issuedOn: '2026-11-20',
  title: null,
  summary: 'tăng cường quản lý bến bãi thuyền mẫu dịp cuối năm',
  to: ['Các sở, ban, ngành thuộc tỉnh', 'Ủy ban nhân dân các xã, phường'],
  bases: [],
  body: [
    'Để bảo đảm trật tự, an toàn bến bãi thuyền mẫu dịp cuối năm 2026, Chủ tịch Ủy ban nhân dân tỉnh có ý kiến như sau:',
    '1. Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan kiểm tra việc niêm yết mức thu tại bến bãi.',
    '2. Ủy ban nhân dân các xã, phường tuyên truyền, vận động Nhân dân chấp hành quy định về an toàn đường thủy.',
    'Yêu cầu các cơ quan, đơn vị, địa phương triển khai thực hiện./.',
  ],
  signer: viceSigner,
  recipients: ['Như trên', 'Chủ tịch, các Phó Chủ tịch UBND tỉnh', 'Lưu: VT, NC'],
}

export const notice: Draft = {
  issuer: { name: bodies.committee },
  reference: '47/TB-UBND',
  place: province,
  issuedOn: '2026-11-12',
  title: 'Thông báo',
  summary: 'Lịch tiếp công dân định kỳ tháng 12 năm 2026',
  bases: [],
  body: [
    'Ủy ban nhân dân tỉnh thông báo lịch tiếp công dân định kỳ tháng 12 năm 2026 như sau:',
    '1. Thời gian: 08 giờ 00 phút ngày 10 tháng 12 năm 2026.',
    `2. Địa điểm: Trụ sở Tiếp công dân tỉnh ${province}.`,
    'Ủy ban nhân dân tỉnh thông báo để các cơ quan, tổ chức và công dân được biết./.',
  ],
  signer: { capacity: ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'], name: people.chief },
  recipients: ['Thường trực Tỉnh ủy', 'Các sở, ban, ngành', 'Lưu: VT'],
}

export const plan: Draft = {
  ...notice,
  reference: '215/KH-UBND',
  issuedOn: '2026-11-19',
  title: 'Kế hoạch',
  summary: `Kiểm tra an toàn bến bãi thuyền mẫu trên địa bàn tỉnh ${province} năm 2027`,
  body: [
    'I. MỤC ĐÍCH, YÊU CẦU',
    'Bảo đảm an toàn tính mạng, tài sản của Nhân dân tại các bến bãi thuyền mẫu.',
    'II. NỘI DUNG',
    '1. Kiểm tra định kỳ mỗi quý một lần tại tất cả các bến bãi.',
    '2. Tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 của tháng cuối quý.',
    'III. TỔ CHỨC THỰC HIỆN',
    'Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan triển khai Kế hoạch này./.',
  ],
  signer: { capacity: ['TM. ỦY BAN NHÂN DÂN', ...viceSigner.capacity], name: viceSigner.name },
}

export const proposal: Draft = {
  issuer: { superior: bodies.committee, name: 'Sở Nội vụ' },
  reference: '15/TTr-SNV',
  place: province,
  issuedOn: '2026-11-12',
  title: 'Tờ trình',
  summary: 'Về việc thành lập Tổ công tác rà soát bến bãi thuyền mẫu',
  bases: [],
  body: [
    `Kính gửi: ${bodies.committee}.`,
    'Sở Nội vụ kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định thành lập Tổ công tác rà soát bến bãi thuyền mẫu.',
    '(Gửi kèm theo dự thảo Quyết định và danh sách Tổ công tác)./.',
  ],
  signer: { capacity: ['GIÁM ĐỐC'], name: people.director },
  recipients: ['Như trên', 'Lưu: VT'],
}

export const jointCircular: Draft = {
  issuer: { name: 'Bộ Bến Bãi Mẫu - Bộ Thuyền Mẫu' },
  reference: '01/2026/TTLT-BBBM-BTM',
  place: 'Hà Mẫu',
  issuedOn: '2026-11-17',
  title: 'Thông tư liên tịch',
  summary: 'Quy định việc phối hợp quản lý bến bãi thuyền mẫu',
  bases: [
    'Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;',
    'Bộ trưởng Bộ Bến Bãi Mẫu và Bộ trưởng Bộ Thuyền Mẫu ban hành Thông tư liên tịch quy định việc phối hợp quản lý bến bãi thuyền mẫu.',
  ],
  body: [
    'Điều 1. Phạm vi điều chỉnh',
    'Thông tư liên tịch này quy định nguyên tắc, nội dung phối hợp quản lý bến bãi thuyền mẫu.',
    'Điều 2. Hiệu lực thi hành',
    'Thông tư liên tịch này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2027./.',
  ],
  signer: { capacity: ['BỘ TRƯỞNG', 'BỘ THUYỀN MẪU'], name: 'Chu Văn Lái' },
  coSigner: { capacity: ['BỘ TRƯỞNG', 'BỘ BẾN BÃI MẪU'], name: 'Mã Thị Neo' },
  recipients: ['Văn phòng Chính phủ', 'Công báo', 'Lưu: VT'],
}

export const secretLetter: Draft = {
  ...replyLetter,
  reference: '09/UBND-NC',
  issuedOn: '2026-11-17',
  summary: 'phương án bảo vệ bến bãi thuyền mẫu',
  secrecy: 'MẬT',
  to: ['Sở Nội vụ'],
  body: [
    'Ủy ban nhân dân tỉnh giao Sở Nội vụ triển khai phương án bảo vệ bến bãi thuyền mẫu (văn bản mẫu có dấu mật để thử hệ thống)./.',
  ],
}

/** Other numbers and subjects of ordinary decisions, for the files that are tampered with. */
export function ordinaryDecision(number: number, issuedOn: string, summary: string): Draft {
  return { ...appointmentDecision, reference: `${number}/QĐ-UBND`, issuedOn, summary }
}
