import type { Ended } from './provinces.ts'

/** Departments of provinces (sở) of today and before, by their names after "Sở". */
export const departments: readonly string[] =
  'Công Thương|Công nghiệp|Thương mại|Du lịch|Dân tộc và Tôn giáo|Giao thông vận tải|Giao thông công chánh|Giao thông - Xây dựng|Giáo dục và Đào tạo|Kế hoạch và Đầu tư|Khoa học và Công nghệ|Lao động - Thương binh và Xã hội|Ngoại vụ|Nội vụ|Nông nghiệp và Môi trường|Nông nghiệp và Phát triển nông thôn|Quy hoạch - Kiến trúc|Tài chính|Tài nguyên và Môi trường|Thông tin và Truyền thông|Bưu chính, Viễn thông|Tư pháp|Văn hóa và Thể thao|Văn hóa, Thể thao và Du lịch|Văn hóa - Thông tin|Văn hóa|Xây dựng|Y tế|An toàn thực phẩm|Thủy sản'.split(
    '|',
  )

/**
 * Departments that Nghị định 45/2025/NĐ-CP (from 2025-03-01) no longer has. Each province set the day itself in the weeks
 * around it, so only documents of the month after and later are doubted.
 */
const reordered: Ended = { on: '2025-04-01', by: 'Nghị định 45/2025/NĐ-CP' }
const endedIn2025: readonly string[] = [
  'Kế hoạch và Đầu tư',
  'Giao thông vận tải',
  'Lao động - Thương binh và Xã hội',
  'Nông nghiệp và Phát triển nông thôn',
  'Tài nguyên và Môi trường',
  'Thông tin và Truyền thông',
]

/** When departments of that name ("Sở …") ended, or `null`. */
export function departmentEnded(body: string): Ended | null {
  return endedIn2025.some((name) => body.startsWith(`Sở ${name}`)) ? reordered : null
}
