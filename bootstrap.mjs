// The first step on a bare machine, in plain JavaScript that any Node from 20 on runs: installs the packages when they
// are missing or not the ones of the lock file, then hands over to congbao under the Node that came with them.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = import.meta.dirname
const node = join(root, 'node_modules', '.bin', 'node')
install()
const [script, ...args] = process.argv.slice(2)
if (script) handOver(script, args)

function install() {
  const stamp = join(root, 'node_modules', '.congbao-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  process.stderr.write('Cài đặt các gói cần thiết (chỉ lần đầu)…\n')
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', options, { cwd: root, stdio: ['ignore', 2, 2] })
  if (npm.status !== 0) {
    process.stderr.write('Không cài được các gói. Hãy kiểm tra kết nối tới kho gói npm rồi chạy lại.\n')
    process.exit(2)
  }
  writeFileSync(stamp, lock)
}

/** @param {string} script @param {string[]} args */
function handOver(script, args) {
  const child = spawn(node, [join(root, script), ...args], { stdio: 'inherit' })
  // The child decides when to end; whoever asks us asks it.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 2 : 0)))
}
