/** Events with fields; no secrets, no personal data. */
export type AxisLog = (event: { event: string } & Readonly<Record<string, unknown>>) => void
