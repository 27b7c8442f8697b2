/** Runs many jobs with a few under way at a time and yields their results in the order of the jobs. */
export async function* inOrder<T>(jobs: readonly (() => Promise<T>)[], underWay: number): AsyncGenerator<T> {
  const started: Promise<T>[] = []
  for (let index = 0; index < jobs.length; index++) {
    while (started.length < Math.min(jobs.length, index + underWay)) {
      const promise = (jobs[started.length] as () => Promise<T>)()
      // A failure is met where the result is awaited, not before.
      promise.catch(() => {})
      started.push(promise)
    }
    yield await (started[index] as Promise<T>)
  }
}
