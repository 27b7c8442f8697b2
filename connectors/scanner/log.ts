/** Events with fields; no secrets, no personal data. */
export type ScannerLog = (event: { event: string } & Readonly<Record<string, unknown>>) => void
