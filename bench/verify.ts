/**
 * Verifying signed PDF files beside pdfsig (poppler), on the same files in one run.
 *
 *   taskset -c 0 npx node bench/verify.ts [--rounds N]     one core
 *   npx node bench/verify.ts --all-cores [--rounds N]      as many workers as cores, and as many pdfsig at a time
 *
 * Ours: in one process, in steady state (the first three rounds are not counted), reading the file, every signature judged with
 * trust, time and later changes. Told twice: with the memory of certificates that a running process keeps, and with
 * nothing remembered from one file to the next.
 * pdfsig: one process a file, `-nocert` (integrity only), as everybody runs it; also with the start of the process
 * (`pdfsig -v`) taken off. Needs poppler-utils.
 */
import { execFile, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { verifyOne } from './verify/verify-one.ts'

const samples = resolve(import.meta.dirname, '..', '..', 'shared', 'samples')
const flags = new Set(process.argv.slice(2))
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] ?? 5) || 5

if (spawnSync('pdfsig', ['-v']).status !== 0) throw new Error('pdfsig is missing: apt-get install poppler-utils')

/** Files with at least one signature that we find; encrypted ones are left out, pdfsig gives up on them at once. */
async function signedFiles(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const name of readdirSync(folder).filter((file) => /\.pdf$/i.test(file))) {
    const path = join(folder, name)
    if (readFileSync(path).includes('/Encrypt')) continue
    if ((await verifyOne(path, false)) > 0) found.push(path)
  }
  return found
}

const sets = [
  ['documents', await signedFiles(join(samples, 'documents'))],
  ['signatures/pdf', await signedFiles(join(samples, 'signatures', 'pdf'))],
] as const

for (const [name, files] of sets) {
  if (flags.has('--all-cores')) await benchAllCores(name, files)
  else await benchOneCore(name, files)
}
console.log(`peak memory of this process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)

async function benchOneCore(name: string, files: readonly string[]): Promise<void> {
  const start = median(Array.from({ length: 30 }, () => timed(() => spawnSync('pdfsig', ['-v']))))
  const ours: number[] = []
  const forgetful: number[] = []
  const theirs: number[] = []
  const round = (remember: boolean) =>
    timedAsync(async () => {
      for (const file of files) await verifyOne(file, remember)
    })
  for (let count = -3; count < rounds; count += 1) {
    const [our, cold] = [await round(true), await round(false)]
    const their = timed(() => {
      for (const file of files) spawnSync('pdfsig', ['-nocert', file])
    })
    if (count < 0) continue
    ours.push(our / files.length)
    forgetful.push(cold / files.length)
    theirs.push(their / files.length)
  }
  const [our, cold, their] = [median(ours), median(forgetful), median(theirs)]
  console.log(
    `${name}: ${files.length} files, pdfsig ${their.toFixed(2)} ms a file (${(their - start).toFixed(2)} without its start)\n` +
      `  ours ${our.toFixed(2)} ms a file: ${(our / their).toFixed(3)} of pdfsig's time\n` +
      `  ours without memory ${cold.toFixed(2)} ms a file: ${(cold / their).toFixed(3)} of pdfsig's time`,
  )
}

async function benchAllCores(name: string, files: readonly string[]): Promise<void> {
  const cores = availableParallelism()
  const workers = Array.from({ length: cores }, () => new Worker(new URL('./verify/worker.ts', import.meta.url)))
  const bySize = files.toSorted((a, b) => statSync(b).size - statSync(a).size)
  const shares = workers.map((_, index) => bySize.filter((_file, position) => position % cores === index))
  const ourRound = () =>
    Promise.all(
      workers.map(
        (worker, index) =>
          new Promise((done) => {
            worker.once('message', done)
            worker.postMessage({ files: shares[index], remember: true })
          }),
      ),
    )
  const run = promisify(execFile)
  const theirRound = () =>
    Promise.all(
      shares.map(async (share) => {
        for (const file of share) await run('pdfsig', ['-nocert', file]).catch(() => null)
      }),
    )
  for (let warm = 0; warm < 3; warm += 1) await ourRound()
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await timedAsync(ourRound))
    theirs.push(await timedAsync(theirRound))
  }
  await Promise.all(workers.map((worker) => worker.terminate()))
  const [our, their] = [median(ours), median(theirs)]
  console.log(
    `${name}, ${cores} cores: ours ${((files.length / our) * 1000).toFixed(0)} files a second, ` +
      `pdfsig ${((files.length / their) * 1000).toFixed(0)}: ours takes ${(our / their).toFixed(3)} of pdfsig's time`,
  )
}

function timed(work: () => unknown): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}
