/**
 * Verifying signed PDF files beside pdfsig (poppler), on the same files in one run.
 *
 *   taskset -c 0 npx node bench/verify.ts [--rounds N]     one core
 *   npx node bench/verify.ts --all-cores [--rounds N]      as many workers as cores, and as many pdfsig at a time
 *
 * Ours: in one process, in steady state (the first three rounds are not counted), reading the file, every signature judged with
 * trust, time and later changes, nothing remembered from one file to the next (`--remember`: certificates are).
 * pdfsig: one process a file, `-nocert` (integrity only), as everybody runs it; also with the start of the process
 * (`pdfsig -v`) taken off. Needs poppler-utils.
 */
import { execFile, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { verifyOne } from './verify/verify-one.ts'

const samples = resolve(import.meta.dirname, '..', '..', 'shared', 'samples')
const flags = new Set(process.argv.slice(2))
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] ?? 5) || 5
const remember = flags.has('--remember')

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
  const theirs: number[] = []
  for (let round = -3; round < rounds; round += 1) {
    const before = performance.now()
    for (const file of files) await verifyOne(file, remember)
    const our = performance.now() - before
    const their = timed(() => {
      for (const file of files) spawnSync('pdfsig', ['-nocert', file])
    })
    if (round < 0) continue
    ours.push(our / files.length)
    theirs.push(their / files.length)
  }
  const our = median(ours)
  const their = median(theirs)
  console.log(
    `${name}: ${files.length} files, ours ${our.toFixed(2)} ms a file, pdfsig ${their.toFixed(2)} ms ` +
      `(${(their - start).toFixed(2)} without its start): ours takes ${(our / their).toFixed(3)} of pdfsig's time ` +
      `(${(our / (their - start)).toFixed(2)} of that without start)`,
  )
}

async function benchAllCores(name: string, files: readonly string[]): Promise<void> {
  const cores = availableParallelism()
  const workers = Array.from({ length: cores }, () => new Worker(new URL('./verify/worker.ts', import.meta.url)))
  const shares = workers.map((_, index) => files.filter((_file, position) => position % cores === index))
  const ourRound = () =>
    Promise.all(
      workers.map(
        (worker, index) =>
          new Promise((done) => {
            worker.once('message', done)
            worker.postMessage({ files: shares[index], remember })
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
  await ourRound()
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
