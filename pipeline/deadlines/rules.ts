/**
 * The time limits of Quyết định 40/2024/QĐ-UBND, Điều 9, and of the law it stands under, as data. Code elsewhere only
 * interprets them. Counting rules: Bộ luật Dân sự 2015, Điều 147–148 (by analogy: QĐ 40/2024 has none of its own):
 * the day of the event is excluded, the last day ends at 24:00, a last day off moves to the next working day.
 */

export type RuleKey =
  | 'normative'
  | 'state-management'
  | 'shortened'
  | 'guidance'
  | 'other'
  | 'question'
  | 'gazette-sending'

export interface DeadlineRule {
  key: RuleKey
  /** Where it is written, as it is cited on pages. */
  article: string
  /** What must be done, in Vietnamese, for clerks. */
  duty: string
  /** `at once`: no number in the act ("đăng ngay"); due on the starting day itself. */
  length: { unit: 'working days' | 'calendar days'; days: number } | { unit: 'at once' }
  startsWith: 'promulgation' | 'receipt'
  /** ISO dates between which the rule holds; `until` null while it is in force. */
  inForce: { from: string; until: string | null }
}

const fromQd40 = { from: '2024-11-10', until: null }

export const deadlineRules: Readonly<Record<RuleKey, DeadlineRule>> = {
  normative: {
    key: 'normative',
    article: 'Điều 9 khoản 3 Quyết định 40/2024/QĐ-UBND',
    duty: 'Đăng văn bản quy phạm pháp luật trên Cổng thông tin điện tử',
    length: { unit: 'working days', days: 3 },
    startsWith: 'promulgation',
    inForce: fromQd40,
  },
  'state-management': {
    key: 'state-management',
    article: 'Điều 9 khoản 3 Quyết định 40/2024/QĐ-UBND',
    duty: 'Đăng văn bản quản lý nhà nước trên Cổng thông tin điện tử',
    length: { unit: 'working days', days: 3 },
    startsWith: 'promulgation',
    inForce: fromQd40,
  },
  shortened: {
    key: 'shortened',
    article: 'Điều 9 khoản 3 Quyết định 40/2024/QĐ-UBND',
    duty: 'Đăng ngay văn bản ban hành theo trình tự, thủ tục rút gọn',
    length: { unit: 'at once' },
    startsWith: 'promulgation',
    inForce: fromQd40,
  },
  guidance: {
    key: 'guidance',
    article: 'Điều 9 khoản 2 Quyết định 40/2024/QĐ-UBND',
    duty: 'Đăng thông tin tuyên truyền, phổ biến, hướng dẫn thực hiện pháp luật',
    length: { unit: 'working days', days: 7 },
    startsWith: 'promulgation',
    inForce: fromQd40,
  },
  other: {
    key: 'other',
    article: 'Điều 9 khoản 4 Quyết định 40/2024/QĐ-UBND',
    duty: 'Đăng các thông tin khác trên Cổng thông tin điện tử',
    length: { unit: 'working days', days: 10 },
    startsWith: 'promulgation',
    inForce: fromQd40,
  },
  question: {
    key: 'question',
    article: 'Điều 9 khoản 6 điểm b Quyết định 40/2024/QĐ-UBND',
    duty: 'Trả lời câu hỏi, hoặc thông báo tiến độ kèm thời hạn cụ thể',
    length: { unit: 'working days', days: 15 },
    startsWith: 'receipt',
    inForce: fromQd40,
  },
  'gazette-sending': {
    key: 'gazette-sending',
    article: 'Điều 9 khoản 1 Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15',
    duty: 'Gửi văn bản quy phạm pháp luật đăng Công báo điện tử và cơ sở dữ liệu quốc gia về pháp luật',
    length: { unit: 'calendar days', days: 3 },
    startsWith: 'promulgation',
    inForce: { from: '2025-04-01', until: null },
  },
}

export const ruleKeys = Object.keys(deadlineRules) as readonly RuleKey[]

export function isRuleKey(text: string): text is RuleKey {
  return text in deadlineRules
}
