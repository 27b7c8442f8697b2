/**
 * Trains the reader of written digits on drawn ones and writes its weights beside it.
 *
 *   node bench/slots/train-pen-digits.ts [samples]
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { digitImage } from '../../validators/text/slots/digit-image.ts'
import { featureCount, penFeatures } from '../../validators/text/slots/pen-features.ts'
import { noDigit, pennedDigit } from './penned-digits.ts'
import { seeded } from './random.ts'

const hidden = 64
const classes = 11
const samples = Number(process.argv[2] ?? 80_000)
const epochs = 14
const batch = 32

/** The same weights come out every time. */
const random = seeded(20091104)

const all = Array.from({ length: samples }, (_, index) => sample(index % (classes + 1)))
const [test, training] = [all.slice(0, samples / 10), all.slice(samples / 10)]

let steps = 0
const first = weights(featureCount, hidden)
const second = weights(hidden, classes)
for (let epoch = 0; epoch < epochs; epoch++) {
  shuffle(training)
  const rate = 0.002 * 0.5 ** Math.max(0, epoch - 5) + 0.00002
  for (let from = 0; from + batch <= training.length; from += batch) step(training.slice(from, from + batch), rate)
  console.log(`epoch ${epoch + 1}: ${(100 * wrongShare(test)).toFixed(2)} % wrong of ${test.length}`)
}
const whole = [first, second].flatMap((layer) => quantised(layer.values))
const scales = [first, second].map((layer) => scaleOf(layer.values))
writeFileSync(
  resolve(import.meta.dirname, '..', '..', 'validators', 'text', 'slots', 'pen-digits.data.ts'),
  `/** Made by bench/slots/train-pen-digits.ts from drawn digits: weights of two layers, each with a row of biases. */
export const penDigits = {
  hidden: ${hidden},
  classes: ${classes},
  scales: [${scales.map((scale) => scale.toPrecision(8)).join(', ')}] as const,
  weights:
    '${Buffer.from(Int16Array.from(whole).buffer).toString('base64')}',
}
`,
)
console.log(`${whole.length} weights`)

interface Sample {
  features: Float32Array
  label: number
}

interface Layer {
  inputs: number
  outputs: number
  /** Row by row of the inputs, the last row biases. */
  values: Float64Array
  slopes: Float64Array
  means: Float64Array
  squares: Float64Array
}

/** Digits, and twice as much that is none, for there are more ways to be none. */
function sample(kind: number): Sample {
  const label = Math.min(kind, 10)
  const points = label === 10 ? noDigit(random) : pennedDigit(label, random)
  return { features: penFeatures(digitImage(points)), label }
}

function weights(inputs: number, outputs: number): Layer {
  const count = (inputs + 1) * outputs
  const spread = Math.sqrt(2 / inputs)
  const values = Float64Array.from({ length: count }, (_, at) =>
    at < inputs * outputs ? (random() * 2 - 1) * spread : 0,
  )
  const zeros = () => new Float64Array(count)
  return { inputs, outputs, values, slopes: zeros(), means: zeros(), squares: zeros() }
}

function forward(layer: Layer, input: ArrayLike<number>): Float64Array {
  const { inputs, outputs, values } = layer
  const out = values.slice(inputs * outputs)
  for (let i = 0; i < inputs; i++) {
    const value = input[i] as number
    if (value !== 0)
      for (let o = 0; o < outputs; o++) out[o] = (out[o] as number) + value * (values[i * outputs + o] as number)
  }
  return out
}

function softmax(out: Float64Array): Float64Array {
  const most = Math.max(...out)
  const powers = out.map((value) => Math.exp(value - most))
  const sum = powers.reduce((total, value) => total + value, 0)
  return powers.map((value) => value / sum)
}

function step(batched: readonly Sample[], rate: number): void {
  for (const { features, label } of batched) {
    const middle = forward(first, features).map((value) => Math.max(0, value))
    const chances = softmax(forward(second, middle))
    const error = chances.map((chance, index) => chance - (index === label ? 0.97 : 0.03 / classes))
    const back = new Float64Array(hidden)
    for (let h = 0; h < hidden; h++) {
      for (let o = 0; o < classes; o++) {
        const at = h * classes + o
        second.slopes[at] = (second.slopes[at] as number) + (error[o] as number) * (middle[h] as number)
        if ((middle[h] as number) > 0)
          back[h] = (back[h] as number) + (error[o] as number) * (second.values[at] as number)
      }
    }
    for (let o = 0; o < classes; o++)
      second.slopes[hidden * classes + o] = (second.slopes[hidden * classes + o] as number) + (error[o] as number)
    for (let i = 0; i <= featureCount; i++) {
      const value = i < featureCount ? (features[i] as number) : 1
      if (value === 0) continue
      for (let h = 0; h < hidden; h++)
        first.slopes[i * hidden + h] = (first.slopes[i * hidden + h] as number) + (back[h] as number) * value
    }
  }
  steps++
  for (const layer of [first, second]) adapt(layer, rate)
}

/** Adam, with a pull towards small weights. */
function adapt({ values, slopes, means, squares }: Layer, rate: number): void {
  const [slow, slower] = [1 - 0.9 ** steps, 1 - 0.999 ** steps]
  for (let at = 0; at < values.length; at++) {
    const slope = (slopes[at] as number) / batch
    slopes[at] = 0
    means[at] = 0.9 * (means[at] as number) + 0.1 * slope
    squares[at] = 0.999 * (squares[at] as number) + 0.001 * slope * slope
    const move = (means[at] as number) / slow / (Math.sqrt((squares[at] as number) / slower) + 1e-8)
    values[at] = (values[at] as number) * (1 - rate * 0.01) - rate * move
  }
}

function wrongShare(of: readonly Sample[]): number {
  const wrong = of.filter(({ features, label }) => {
    const out = forward(
      second,
      forward(first, features).map((value) => Math.max(0, value)),
    )
    return out.indexOf(Math.max(...out)) !== label
  })
  return wrong.length / of.length
}

function scaleOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 32767
}

function quantised(values: Float64Array): number[] {
  const scale = scaleOf(values)
  return Array.from(values, (value) => Math.round(value / scale))
}

function shuffle(items: unknown[]): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[items[at], items[other]] = [items[other], items[at]]
  }
}
