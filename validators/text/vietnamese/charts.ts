/**
 * The upper halves (bytes 0x80 to 0xFF) of the one-byte Vietnamese encodings, as strings of 128 characters; U+FFFD where
 * a place is empty. Sources: TCVN 5712:1993 VN1 (the superset of TCVN3, "ABC") and VISCII (RFC 1456) as glibc's iconv
 * holds them; VPS as GNU recode holds it. Compared byte by byte in test/validators/text/vietnamese.
 */
export const charts = {
  tcvn3: chart(
    'ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ',
    '\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ',
    'ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò',
    'ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ',
  ),
  viscii: chart(
    'ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ',
    'ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ',
    'ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư',
    'àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ',
  ),
  vps: chart(
    'ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ\ufffd\ufffdỀỂỄỐỒỔ\ufffdýỷỵỚỜỞ',
    '\ufffdắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự',
    'ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ\ufffd',
    'àáâãảạă\ufffdèéêẽìí\ufffdĩẴĐòóôõ\ufffdƠụùúủ\ufffdỶẼỳ',
  ),
} as const

function chart(...rows: readonly string[]): readonly string[] {
  return [...rows.join('')]
}
