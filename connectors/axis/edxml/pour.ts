/** Lets a reader that pushes bytes feed a store that pulls them, with back-pressure and no buffer in between. */

export interface Pour<T> {
  /** Resolves once the taker asks for more, or no longer wants any. */
  write(chunk: Uint8Array): Promise<void>
  /** Ends the content; resolves with what the taker made of it. */
  end(): Promise<T>
  /** Ends the content with an error, so that the taker keeps nothing. Never rejects. */
  fail(error: Error): Promise<void>
}

export function pourInto<T>(take: (content: AsyncIterable<Uint8Array>) => Promise<T>): Pour<T> {
  let waitingReader: { resolve(result: IteratorResult<Uint8Array>): void; reject(error: Error): void } | null = null
  let offered: { chunk: Uint8Array; taken(): void } | null = null
  let ending: { error: Error | null } | null = null
  let abandoned = false

  const content: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next() {
        if (offered) {
          const { chunk, taken } = offered
          offered = null
          taken()
          return Promise.resolve({ done: false, value: chunk })
        }
        if (ending)
          return ending.error ? Promise.reject(ending.error) : Promise.resolve({ done: true, value: undefined })
        return new Promise((resolve, reject) => {
          waitingReader = { resolve, reject }
        })
      },
      return() {
        abandon()
        return Promise.resolve({ done: true, value: undefined })
      },
    }),
  }
  const abandon = () => {
    abandoned = true
    offered?.taken()
    offered = null
  }
  const taking = take(content)
  // A taker that fails must not leave the writer waiting; its error is met again in `end`.
  taking.catch(abandon)

  const finish = (error: Error | null) => {
    ending ??= { error }
    const reader = waitingReader
    waitingReader = null
    if (error) reader?.reject(error)
    else reader?.resolve({ done: true, value: undefined })
  }
  return {
    write(chunk) {
      if (abandoned || chunk.byteLength === 0) return Promise.resolve()
      if (waitingReader) {
        const reader = waitingReader
        waitingReader = null
        reader.resolve({ done: false, value: chunk })
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        offered = { chunk, taken: resolve }
      })
    },
    end() {
      finish(null)
      return taking
    },
    async fail(error) {
      finish(error)
      await taking.catch(() => undefined)
    },
  }
}
