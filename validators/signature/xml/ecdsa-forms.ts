/**
 * The encodings an ECDSA SignatureValue is found in: r and s padded to the size of the field (XML-DSig §6.4.3), r and s
 * cut to a common shorter length (some Java signers; xmlsec's "java bug"), and the DER SEQUENCE of X.509.
 */
export interface EcdsaForm {
  encoding: 'der' | 'ieee-p1363'
  value: Uint8Array
}

/** How the value may be read for a field of that many bits; the first is what the standard wants. */
export function ecdsaForms(value: Uint8Array, fieldBits: number): EcdsaForm[] {
  const size = Math.ceil(fieldBits / 8)
  if (value.length === size * 2) return [{ encoding: 'ieee-p1363', value }]
  const forms: EcdsaForm[] = []
  if (value.length % 2 === 0 && value.length < size * 2) {
    const half = value.length / 2
    const padded = new Uint8Array(size * 2)
    padded.set(value.subarray(0, half), size - half)
    padded.set(value.subarray(half), size * 2 - half)
    forms.push({ encoding: 'ieee-p1363', value: padded })
  }
  if (value[0] === 0x30) forms.push({ encoding: 'der', value })
  return forms
}
