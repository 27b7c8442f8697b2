/** The pool of worker threads: heavy work never runs on the event loop that serves pages. */
import { Worker } from 'node:worker_threads'
import { limits } from './limits.ts'
import type { TaskName, Tasks } from './tasks.ts'

/** A task took longer than its limit, or its thread died (out of memory, a bug): the thread was replaced. */
export class TaskEnded extends Error {
  readonly task: TaskName
  readonly how: 'timeout' | 'crash'
  constructor(task: TaskName, how: 'timeout' | 'crash', detail: string) {
    super(`Task ${task} ended by ${how}: ${detail}`)
    this.task = task
    this.how = how
  }
}

/** What a task did with its document ended in an error: the thread lives, the same bytes would break it again. */
export class TaskBroke extends Error {}

export interface Workers {
  run<T extends TaskName>(task: T, ...input: Parameters<Tasks[T]>): Promise<ReturnType<Tasks[T]>>
  /** Threads that work at the same time. */
  readonly size: number
  close(): Promise<void>
}

interface Job {
  task: TaskName
  input: readonly unknown[]
  resolve(value: unknown): void
  reject(error: Error): void
}

interface Thread {
  worker: Worker
  job: Job | null
  timer: NodeJS.Timeout | null
}

/** What a thread answers: the result, or the message of what was thrown. */
export type Answer = { ok: true; value: unknown } | { ok: false; message: string }

/** What a thread is told at its start. */
export interface ThreadSettings {
  /** Which engine reads scans; `off` leaves them unread. */
  ocr: 'automatic' | 'tesseract' | 'tesseract.js' | 'off'
}

/** Starts threads as they are needed, up to `size`; jobs beyond that wait in line. */
export function openWorkers(size: number, settings: ThreadSettings = { ocr: 'automatic' }): Workers {
  const threads = new Set<Thread>()
  const waiting: Job[] = []
  let closed = false

  function startThread(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: settings,
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
    })
    const thread: Thread = { worker, job: null, timer: null }
    worker.on('message', (answer: Answer) => finish(thread, answer))
    worker.on('error', (error) => lose(thread, 'crash', String(error)))
    worker.on('exit', (code) => lose(thread, 'crash', `exit code ${code}`))
    threads.add(thread)
    return thread
  }

  function finish(thread: Thread, answer: Answer): void {
    const job = release(thread)
    if (answer.ok) job?.resolve(answer.value)
    else job?.reject(new TaskBroke(answer.message))
    dispatch()
  }

  function lose(thread: Thread, how: 'timeout' | 'crash', detail: string): void {
    threads.delete(thread)
    const job = release(thread)
    // A pool that closes ends its threads itself: nothing is said of the file they were at.
    job?.reject(closed ? new Error('The worker pool is closed') : new TaskEnded(job.task, how, detail))
    void thread.worker.terminate()
    dispatch()
  }

  function release(thread: Thread): Job | null {
    if (thread.timer) clearTimeout(thread.timer)
    const job = thread.job
    thread.job = null
    thread.timer = null
    thread.worker.unref()
    return job
  }

  function dispatch(): void {
    while (waiting.length > 0 && !closed) {
      const idle = [...threads].find((thread) => !thread.job)
      if (!idle && threads.size >= size) return
      const thread = idle ?? startThread()
      const job = waiting.shift() as Job
      thread.job = job
      thread.worker.ref()
      thread.timer = setTimeout(() => lose(thread, 'timeout', `${limits.time[job.task]} ms`), limits.time[job.task])
      thread.worker.postMessage({ task: job.task, input: job.input })
    }
  }

  return {
    size,
    run<T extends TaskName>(task: T, ...input: Parameters<Tasks[T]>): Promise<ReturnType<Tasks[T]>> {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new Error('The worker pool is closed'))
        waiting.push({ task, input, resolve: resolve as (value: unknown) => void, reject })
        dispatch()
      })
    },
    async close() {
      closed = true
      for (const job of waiting.splice(0)) job.reject(new Error('The worker pool is closed'))
      await Promise.all([...threads].map((thread) => thread.worker.terminate()))
    },
  }
}
