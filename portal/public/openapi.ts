/** The API described in OpenAPI 3.1, at `/api/openapi.json`. */
export function openApi(base: string) {
  const text = { type: 'string' }
  const date = { type: ['string', 'null'], format: 'date' }
  const nullable = { type: ['string', 'null'] }
  const parameter = (name: string, schema: object, description: string) => ({ name, in: 'query', schema, description })
  return {
    openapi: '3.1.0',
    info: { title: 'Công báo điện tử', version: '1', description: 'Published documents and gazette issues.' },
    servers: [{ url: base }],
    paths: {
      '/api/v1/documents': {
        get: {
          summary: 'Published documents, newest first',
          parameters: [
            parameter('q', text, 'Words to find, with or without diacritics'),
            parameter('type', text, 'Document type, e.g. Quyết định'),
            parameter('issuer', text, 'Issuer, as printed'),
            parameter('issuedFrom', { type: 'string', format: 'date' }, 'Issued on or after'),
            parameter('issuedTo', { type: 'string', format: 'date' }, 'Issued on or before'),
            parameter('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'Documents a page'),
            parameter('cursor', text, 'From `next` of the page before'),
          ],
          responses: {
            200: answer({
              type: 'object',
              required: ['documents', 'next'],
              properties: {
                documents: { type: 'array', items: { $ref: '#/components/schemas/Document' } },
                next: nullable,
              },
            }),
            400: { description: 'A parameter makes no sense (RFC 9457 problem details)' },
          },
        },
      },
      '/api/v1/gazettes': {
        get: {
          summary: 'Published gazette issues, newest first',
          responses: {
            200: answer({
              type: 'object',
              properties: { gazettes: { type: 'array', items: { $ref: '#/components/schemas/Gazette' } } },
            }),
          },
        },
      },
      '/api/v1/gazettes/{year}/{number}': {
        get: {
          summary: 'One issue with its entries',
          parameters: ['year', 'number'].map((name) => ({
            name,
            in: 'path',
            required: true,
            schema: { type: 'integer' },
          })),
          responses: {
            200: answer({ $ref: '#/components/schemas/Gazette' }),
            404: { description: 'No such issue, or not published' },
          },
        },
      },
    },
    components: {
      schemas: {
        Document: {
          type: 'object',
          required: ['id', 'url', 'status'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            url: { type: 'string', format: 'uri' },
            status: { enum: ['published', 'withdrawn'] },
            version: { type: 'integer' },
            publishedAt: { type: 'string', format: 'date-time' },
            updatedAt: { type: 'string', format: 'date-time' },
            documentType: nullable,
            reference: nullable,
            issuer: nullable,
            issuedOn: date,
            effectiveOn: date,
            summary: nullable,
            signers: {
              type: 'array',
              items: { type: 'object', properties: { name: text, title: nullable } },
            },
            normative: { type: ['boolean', 'null'] },
            signature: {
              type: 'object',
              properties: { verdict: { enum: ['passed', 'indeterminate', 'failed', 'unsigned'] }, report: text },
            },
            deadline: {
              type: ['object', 'null'],
              properties: {
                rule: text,
                article: text,
                from: { type: 'string', format: 'date' },
                due: { type: 'string', format: 'date' },
                met: { type: 'boolean' },
              },
            },
            files: {
              type: 'array',
              items: {
                type: 'object',
                properties: { url: text, mediaType: text, bytes: { type: 'integer' }, sha256: text },
              },
            },
          },
        },
        Gazette: {
          type: 'object',
          properties: {
            year: { type: 'integer' },
            number: { type: 'integer' },
            dated: { type: 'string', format: 'date' },
            url: text,
            pdf: text,
            sha256: nullable,
          },
        },
      },
    },
  }
}

function answer(schema: object) {
  return { description: 'OK', content: { 'application/json': { schema } } }
}
