/** Events with fields; no secrets, no personal data: no person's id, no text, no address of a file. */
export type ChatLog = (event: { event: string } & Readonly<Record<string, unknown>>) => void
