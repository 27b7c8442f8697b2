/** The invented province whose documents the samples are: no such place, office or person exists. */
export const province = 'Lạng Mẫu'

export const bodies = {
  committee: `Ủy ban nhân dân tỉnh ${province}`,
  council: `Hội đồng nhân dân tỉnh ${province}`,
  homeAffairs: `Sở Nội vụ tỉnh ${province}`,
  officeOfCommittee: `Văn phòng Ủy ban nhân dân tỉnh ${province}`,
} as const

export const people = {
  chairwoman: 'Nông Thị Mẫu',
  viceChairman: 'Hoàng Văn Thử',
  councilChair: 'Lộc Minh Dụ',
  director: 'Vi Thanh Ví',
  chief: 'Đàm Quang Nháp',
} as const

/** Printed at the foot of every page. */
export const mark = 'VĂN BẢN MẪU – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ'
