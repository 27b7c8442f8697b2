/** How much one document may cost. Beyond this a task is ended and the document gets a reason, never the service. */
export const limits = {
  /** Milliseconds per task. Reading includes OCR of every page, which stops by itself after five minutes. */
  time: {
    inspect: 20_000,
    read: 600_000,
    searchable: 120_000,
    verify: 120_000,
    describe: 60_000,
    extract: 960_000,
    picture: 20_000,
    outline: 20_000,
    plainText: 20_000,
    inspectPages: 900_000,
    cutPages: 300_000,
    viewingCopy: 120_000,
  },
  /** Heap of one worker thread, in megabytes. */
  heapMegabytes: 2048,
} as const
