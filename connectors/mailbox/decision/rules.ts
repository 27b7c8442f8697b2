/** What mails are told apart by: data. Each line says where it comes from. */

/** JavaScript's `\b` knows ASCII letters only; here it stands at the edge of Vietnamese words too. */
function sign(pattern: RegExp): RegExp {
  const edge = '(?:(?<=[\\p{L}\\p{N}])(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])(?=[\\p{L}\\p{N}]))'
  return new RegExp(pattern.source.replaceAll('\\b', edge), 'u')
}

/**
 * QĐ 40, Điều 9.6.c: complaints and denunciations are not received. Matched against the subject, the names of the
 * files and the first lines, in Unicode NFC, lower case. The law knows them by their form, a signed `đơn` (Luật Khiếu
 * nại 2011 Điều 8; Luật Tố cáo 2018 Điều 22–23), so the words alone are not enough.
 */
export const complaintSigns: readonly RegExp[] = [
  /\b(đơn|thư|đơn thư)( (xin|kêu cứu|trình báo|đề nghị|phản ánh|kiến nghị|kiến nghị,)){0,2},? (khiếu nại|tố cáo|khiếu kiện|khiếu tố|tố giác)/u,
  /^((fwd?|re|chuyển tiếp)\s*:\s*)*(khiếu nại|tố cáo|tố giác|khiếu kiện)\b/u,
  /\b(tôi|chúng tôi|gia đình tôi)\b.{0,80}\b(làm đơn|viết đơn|xin|muốn|kính|gửi đơn)?.{0,20}\b(khiếu nại|tố cáo|tố giác)\b/u,
  /\bdon (khieu nai|to cao|khieu kien|to giac)/u,
  /^((fwd?|re)\s*:\s*)*(khieu nai|to cao)\b/u,
].map(sign)

/** The same words where they are no complaint: laws, procedures, reports and decisions about complaints. */
export const noComplaintSigns: readonly RegExp[] = [
  /\b(luật|nghị định|thông tư|quy chế|quy định|quy trình|thủ tục|thẩm quyền|thời hạn|thời hiệu)\b.{0,60}\b(khiếu nại|tố cáo)/u,
  /\b(giải quyết|tiếp công dân|xử lý|công tác|thanh tra|kết luận|quyết định|báo cáo|thông báo)\b.{0,60}\b(khiếu nại|tố cáo)/u,
  /\b(thu tuc|giai quyet|bao cao|quyet dinh|luat|cong tac)\b.{0,60}\b(khieu nai|to cao)/u,
].map(sign)

/** How people ask. Only a mark on the desk: a text without these words is still shown to a person. */
export const questionSigns: readonly RegExp[] = [
  /\?/u,
  /\b(xin hỏi|cho hỏi|cho (tôi|em|mình|chúng tôi) (hỏi|biết)|muốn hỏi|thắc mắc|hướng dẫn|giải đáp|bao giờ|khi nào|ở đâu|như thế nào|thế nào|ra sao|tại sao|vì sao|là gì|bao nhiêu|được không|hay không|có phải|đề nghị|kính mong|mong được|xin được)\b/u,
  /\b(xin hoi|cho hoi|cho toi hoi|muon hoi|bao gio|khi nao|o dau|the nao|tai sao|vi sao|la gi|bao nhieu|duoc khong|hay khong)\b/u,
].map(sign)

/** Characters of the text that are searched for signs of a complaint: what a letter says of itself comes first. */
export const letterHead = 400

/** Files that are never a document by themselves: the machine's part of a mail. */
export const machineFiles = /\.(ics|vcf|p7s|asc|sig)$|^winmail\.dat$/i
export const machineTypes =
  /^(text\/(calendar|vcard|x-vcard)|application\/(ics|(x-)?pkcs7-signature|pgp-signature|pgp-encrypted))$/

/** Local parts that no person reads (RFC 2142, RFC 5321 §4.5.1, and custom). */
export const machineSenders =
  /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|bounces?|.*-bounces|.*-request|owner-.*|listserv|majordomo)([+=-].*)?@/i
