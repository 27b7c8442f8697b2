#!/usr/bin/env bash
# Types, lint, tests; prints what was run and a closing line with the counts.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"

failed=0
echo "== types"
tsc || failed=1
echo "== lint"
biome check --diagnostic-level=error . || failed=1
echo "== tests"
report="$(mktemp)"
vitest run --reporter=default --reporter=json --outputFile.json="$report" "$@" || failed=1
node -e '
const report = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))
const { numPassedTests: passed, numFailedTests: broken, numPendingTests: skipped, numFailedTestSuites } = report
console.log(`${passed} passed, ${broken} failed, ${skipped} skipped`)
if (passed === 0 || numFailedTestSuites > 0) process.exit(1)
' "$report" || failed=1
rm -f "$report"
exit "$failed"
