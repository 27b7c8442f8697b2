/** The viewing copy of a document, with the arrival stamp: `/ban-lam-viec/van-ban/:id/ban-xem.pdf`. */
import { type Context, Hono } from 'hono'
import type { Document } from '../../pipeline/document.ts'
import type { ViewingOrder } from '../../pipeline/scans/viewing-copy.ts'
import type { System } from '../../pipeline/system.ts'
import { findDocument } from '../../storage/database/documents/find-document.ts'
import { type FoundArrival, findArrival } from '../../storage/database/intakes/find-arrival.ts'
import { isImageType } from '../../validators/safety/file-type.ts'
import { html, page } from '../html.ts'
import type { DeskEnv } from './access.ts'
import { personOf } from './person.ts'
import { dayOf } from './register-rows.ts'

const refusals = {
  quarantined: 'Tệp đang cách ly, không tạo bản xem.',
  unregistered: 'Văn bản này chưa có số đến, chưa đóng được dấu đến.',
  'not pages': 'Chỉ bản PDF và ảnh quét có bản xem đóng dấu đến; tệp này thuộc loại khác hoặc chưa kiểm tra xong.',
  encrypted: 'Bản gốc đặt mật khẩu mở tệp nên không tạo được bản xem. Đề nghị bên gửi gửi bản không đặt mật khẩu.',
  damaged: 'Cấu trúc bản gốc bị lỗi nên không tạo được bản xem. Hãy mở bản gốc.',
  'too many pages': 'Bản gốc có quá nhiều trang nên không tạo bản xem. Hãy mở bản gốc.',
  busy: 'Máy đang bận hoặc tệp quá nặng, chưa tạo được bản xem. Hãy thử lại sau.',
} as const

export function viewingCopyRoutes(system: System): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const { db, objects, workers, config, log } = system

  app.get('/van-ban/:id/ban-xem.pdf', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    if (!document) return c.notFound()
    if (document.state === 'quarantined') return refuse(c, document, 'quarantined')
    const fileType = document.inspection?.fileType
    if (!hasPages(fileType)) return refuse(c, document, 'not pages')
    const arrival = await findArrival(db, document.id)
    if (!arrival) return refuse(c, document, 'unregistered')
    const order = orderFor(document, fileType, arrival, config.province)
    const outcome = await workers.run('viewingCopy', await objects.get(document.sha256), order).catch((error) => {
      log.warn({ documentId: document.id, error: String(error) }, 'no viewing copy')
      return { kind: 'unmade', why: 'busy' } as const
    })
    if (outcome.kind === 'unmade') return refuse(c, document, outcome.why)
    return c.body(new Uint8Array(outcome.pdf), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="ban-xem-so-den-${arrival.number}-${arrival.year}.pdf"`,
    })
  })

  function refuse(c: Context<DeskEnv>, document: Document, why: keyof typeof refusals) {
    const path = `/ban-lam-viec/van-ban/${document.id}`
    return c.html(
      page({
        title: 'Không có bản xem',
        province: config.province,
        area: 'desk',
        person: personOf(c.get('session')),
        body: html`<h1>Không có bản xem đóng dấu đến</h1><p class="notice">${refusals[why]}</p>
<p><a href="${path}">← Về văn bản</a></p>`,
      }),
      why === 'busy' ? 503 : 422,
    )
  }
  return app
}

/** Whether a file of this type is made of pages that can be stamped. */
export function hasPages(fileType: string | undefined): fileType is ViewingOrder['fileType'] {
  return fileType === 'pdf' || isImageType(fileType)
}

function orderFor(
  document: Document,
  fileType: ViewingOrder['fileType'],
  arrival: FoundArrival,
  province: string,
): ViewingOrder {
  const { evidence } = document.description ?? {}
  const place = evidence?.reference ?? evidence?.number
  const box = place?.page === 1 ? place.box : null
  const day = dayOf(arrival.receivedAt.toString())
  return {
    fileType,
    arrival: {
      organization: `VP UBND TỈNH ${province.toLocaleUpperCase('vi')}`,
      number: String(arrival.number),
      day,
      handedTo: arrival.handedOn ? 'Ban biên tập' : '',
    },
    origin: `Số đến ${arrival.number}/${arrival.year}, ngày ${day} · SHA-256 bản gốc ${document.sha256.slice(0, 16)}…`,
    reference: box && { left: box[0], top: box[3] },
  }
}
