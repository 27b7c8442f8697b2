import { foldTonePlacement } from '../../text/vietnamese/fold.ts'

/** A kind of document, the abbreviations that stand for it in a symbol, and where the law names it. */
export interface DocumentType {
  name: string
  symbols: readonly string[]
  /** Văn bản quy phạm pháp luật when its number carries the year (or the National Assembly's term). */
  canBeNormative: boolean
  cited: string
}

const law = 'Luật 64/2025/QH15, Điều 4; Luật 80/2015/QH13, Điều 4'
const decree = 'Nghị định 30/2020/NĐ-CP, Điều 7 và Phụ lục III'
const normative = (name: string, ...symbols: string[]): DocumentType => ({
  name,
  symbols,
  canBeNormative: true,
  cited: law,
})
const administrative = (name: string, ...symbols: string[]): DocumentType => ({
  name,
  symbols,
  canBeNormative: false,
  cited: decree,
})
const other = (name: string, cited: string, ...symbols: string[]): DocumentType => ({
  name,
  symbols,
  canBeNormative: false,
  cited,
})

/** All types; a longer name stands before one it begins with. */
export const documentTypes: readonly DocumentType[] = [
  normative('Hiến pháp'),
  normative('Bộ luật'),
  normative('Luật'),
  normative('Pháp lệnh', 'PL'),
  normative('Nghị quyết liên tịch', 'NQLT'),
  normative('Thông tư liên tịch', 'TTLT', 'TTLB', 'TT-LT', 'TT-LB'),
  other('Thông tư liên bộ', 'Luật 1996, trước khi có thông tư liên tịch'),
  normative('Nghị quyết', 'NQ'),
  normative('Nghị định', 'NĐ'),
  normative('Quyết định', 'QĐ'),
  normative('Thông tư', 'TT'),
  normative('Lệnh', 'L'),
  normative('Chỉ thị', 'CT'),
  other('Sắc lệnh', 'Sắc lệnh của Chủ tịch nước 1945–1957', 'SL'),
  other('Sắc luật', 'Sắc luật 1955–1957', 'SLT'),
  other('Văn bản hợp nhất', 'Pháp lệnh 01/2012/UBTVQH13, Điều 4', 'VBHN'),
  administrative('Quy chế', 'QC'),
  administrative('Quy định', 'QyĐ'),
  administrative('Thông cáo', 'TC'),
  administrative('Thông báo', 'TB'),
  administrative('Hướng dẫn', 'HD'),
  administrative('Chương trình', 'CTr'),
  administrative('Kế hoạch', 'KH'),
  administrative('Phương án', 'PA'),
  administrative('Đề án', 'ĐA'),
  administrative('Dự án', 'DA'),
  administrative('Báo cáo', 'BC'),
  administrative('Biên bản', 'BB'),
  administrative('Tờ trình', 'TTr'),
  administrative('Hợp đồng', 'HĐ'),
  administrative('Công điện', 'CĐ'),
  administrative('Bản ghi nhớ', 'BGN'),
  administrative('Bản thỏa thuận', 'BTT'),
  administrative('Giấy ủy quyền', 'GUQ'),
  administrative('Giấy mời', 'GM'),
  administrative('Giấy giới thiệu', 'GGT'),
  administrative('Giấy nghỉ phép', 'GNP'),
  administrative('Phiếu gửi', 'PG'),
  administrative('Phiếu chuyển', 'PC'),
  administrative('Phiếu báo', 'PB'),
  administrative('Công văn'),
  administrative('Thư công'),
  other('Giấy phép', 'theo luật chuyên ngành, thí dụ Luật Khoáng sản 60/2010/QH12, Điều 54', 'GP'),
  other('Giấy chứng nhận', 'theo luật chuyên ngành', 'GCN'),
  other('Kết luận thanh tra', 'Luật Thanh tra 11/2022/QH15, Điều 78', 'KLTT'),
  other('Phiếu trình', 'quy chế làm việc của Ủy ban nhân dân, thí dụ Nghị định 39/2022/NĐ-CP', 'PT', 'PTr'),
  other('Kết luận', 'Quy định 66-QĐ/TW', 'KL'),
  other('Điều lệ', 'Quy định 66-QĐ/TW', 'ĐL'),
]

const fold = (text: string) => foldTonePlacement(text).toLowerCase().replace(/\s+/gu, '')
const byName = new Map(documentTypes.map((type) => [fold(type.name), type]))
const bySymbol = new Map(documentTypes.flatMap((type) => type.symbols.map((symbol) => [symbol, type] as const)))
/** Abbreviations of two letters and more as offices vary their case: "Ctr", "TTR", "qđ". */
const byCapitals = new Map(
  [...bySymbol].filter(([symbol]) => symbol.length > 1).map(([symbol, type]) => [symbol.toUpperCase(), type] as const),
)

/** The type of that name, however it is spaced, cased and toned; `null` for anything else. */
export function typeNamed(text: string): DocumentType | null {
  return text.length > 60 ? null : (byName.get(fold(text)) ?? null)
}

/**
 * The type a symbol stands for: `QĐ-UBND`, `TTLT-BTC-BCA`, `NQ/TW`. Some symbols name no type: those of the National
 * Assembly and its Standing Committee (`QH13`) and of official letters (`VPCP-CN`).
 */
export function typeOfSymbol(symbol: string): DocumentType | null {
  const [head = '', second = ''] = symbol.split(/[-/]/u)
  return bySymbol.get(`${head}-${second}`) ?? bySymbol.get(head) ?? byCapitals.get(head.toUpperCase()) ?? null
}

/** Names of all types as one alternative of a regular expression, longest first. */
export const typeNames = documentTypes
  .map((type) => type.name)
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/\s/gu, '\\s+'))
  .join('|')
