/** Validation data kept in the document security store (ETSI EN 319 142-1 §5.4.2, ISO 32000-2 §12.8.4.3). */

import type { View } from '../../../pdf/structure/view.ts'
import { type PdfValue, Ref } from '../../../pdf/syntax/objects.ts'
import { PDF_LIMITS } from '../limits.ts'

export interface SecurityStore {
  certificates: Uint8Array[]
  crls: Uint8Array[]
  ocsps: Uint8Array[]
}

/** What the /DSS of a view holds, DER; unreadable items are left out, items beyond the limits too. */
export function securityStore(view: View): SecurityStore {
  const store: SecurityStore = { certificates: [], crls: [], ocsps: [] }
  const dss = view.get(view.get(view.trailer, 'Root'), 'DSS')
  if (!(dss instanceof Map)) return store
  const seen = new Set<number>()
  const take = (list: PdfValue, into: Uint8Array[]): void => {
    if (!Array.isArray(list)) return
    for (const item of list) {
      if (!(item instanceof Ref) || seen.has(item.num) || seen.size >= PDF_LIMITS.dssItems) continue
      seen.add(item.num)
      const object = view.object(item.num)
      if (object === null) continue
      const data = view.store.decode(object, view.resolve, PDF_LIMITS.dssItemBytes)
      if (data !== null) into.push(data)
    }
  }
  take(view.get(dss, 'Certs'), store.certificates)
  take(view.get(dss, 'CRLs'), store.crls)
  take(view.get(dss, 'OCSPs'), store.ocsps)
  const vri = view.get(dss, 'VRI')
  if (vri instanceof Map) {
    for (const entry of vri.values()) {
      const related = view.resolve(entry)
      take(view.get(related, 'Cert'), store.certificates)
      take(view.get(related, 'CRL'), store.crls)
      take(view.get(related, 'OCSP'), store.ocsps)
    }
  }
  return store
}
