/** The search of the legal database, and the filters that are set, each to be taken off by itself. */
import { vietnameseDate } from '../../pipeline/deadlines/working-days.ts'
import type { Effect, PublicationFilter } from '../../storage/database/publications/find-publications.ts'
import type { Facets } from '../../storage/database/publications/list-facets.ts'
import { type Html, html } from '../html.ts'

/** Values of `hieu-luc` in the address. */
export const effects: Readonly<Record<string, { kind: Effect; name: string }>> = {
  da: { kind: 'in-effect', name: 'Đã có hiệu lực' },
  chua: { kind: 'not-yet', name: 'Chưa có hiệu lực' },
  'khong-ro': { kind: 'unknown', name: 'Chưa xác định ngày hiệu lực' },
}

/** @param facets `null` for the short form: words and days alone */
export function searchForm(filter: PublicationFilter, facets: Facets | null): Html {
  return html`<form class="search${facets ? ' full' : ''}" role="search" action="/tim-kiem">
  <label class="grow"><span>Từ khóa, số ký hiệu (có dấu hoặc không dấu)</span><input type="search" name="q" value="${filter.query ?? ''}" placeholder="ví dụ: 40/2024/QĐ-UBND hoặc dat dai"></label>
  ${facets ? '' : html`<button>Tìm kiếm</button>`}
  ${
    facets
      ? html`<label><span>Hình thức</span>${select('loai', facets.types, filter.documentType)}</label>
  <label><span>Hiệu lực</span><select name="hieu-luc"><option value="">Tất cả</option>${Object.entries(effects).map(([key, { kind, name }]) => html`<option value="${key}" ${kind === filter.effect?.kind ? html`selected` : ''}>${name}</option>`)}</select></label>
  <label class="issuer"><span>Cơ quan ban hành</span>${select('co-quan', facets.issuers, filter.issuer)}</label>
  <label><span>Ban hành từ ngày</span><input type="date" name="tu-ngay" value="${filter.issuedFrom ?? ''}"></label>
  <label><span>đến ngày</span><input type="date" name="den-ngay" value="${filter.issuedTo ?? ''}"></label>
  <button>Tìm kiếm</button>`
      : ''
  }
</form>`
}

/** A choice; one that came from an address and is no longer among them is shown all the same. */
function select(name: string, options: readonly string[], chosen: string | undefined): Html {
  const all = chosen && !options.includes(chosen) ? [chosen, ...options] : options
  return html`<select name="${name}"><option value="">Tất cả</option>${all.map((option) => html`<option ${option === chosen ? html`selected` : ''}>${option}</option>`)}</select>`
}

/** The filter as it stands in an address. */
export function queryOf(filter: PublicationFilter): URLSearchParams {
  const effect = Object.entries(effects).find(([, { kind }]) => kind === filter.effect?.kind)?.[0]
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['q', filter.query],
    ['loai', filter.documentType],
    ['co-quan', filter.issuer],
    ['hieu-luc', effect],
    ['tu-ngay', filter.issuedFrom],
    ['den-ngay', filter.issuedTo],
  ]
  return new URLSearchParams(
    parts
      .filter((part): part is readonly [string, string] => part[1] !== undefined)
      .map(([name, value]) => [name, value]),
  )
}

/** What is being filtered by, each with the way to do without it. */
export function chosenFilters(filter: PublicationFilter): Html | '' {
  const query = queryOf(filter)
  const names: Readonly<Record<string, (value: string) => string>> = {
    loai: (value) => value,
    'co-quan': (value) => value,
    'hieu-luc': (value) => effects[value]?.name ?? value,
    'tu-ngay': (value) => `từ ${vietnameseDate(value)}`,
    'den-ngay': (value) => `đến ${vietnameseDate(value)}`,
  }
  const chips = [...query].flatMap(([name, value]) => {
    const shown = names[name]?.(value)
    if (!shown) return []
    const without = new URLSearchParams(query)
    without.delete(name)
    return [
      html`<li><a href="/tim-kiem?${without}" aria-label="Bỏ điều kiện ${shown}">${shown} <span aria-hidden="true">✕</span></a></li>`,
    ]
  })
  return chips.length > 0 ? html`<ul class="chips" aria-label="Điều kiện đang lọc">${chips}</ul>` : ''
}
