import { penDigits } from './pen-digits.data.ts'
import { featureCount, penFeatures } from './pen-features.ts'

/** Index of the chance that a piece of ink is no digit at all. */
export const noDigit = 10

const { hidden, classes, scales } = penDigits
/** Two bytes a weight, the lower first. */
const bytes = Buffer.from(penDigits.weights, 'base64')
const weights = Int16Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(2 * at))
const first = layer(0, featureCount, hidden, scales[0])
const second = layer((featureCount + 1) * hidden, hidden, classes, scales[1])

/** Chances of a piece of ink (as `digitImage` gives it) to be each digit, and last to be none; they add up to 1. */
export function penChances(image: Float32Array): Float64Array {
  const middle = pass(first, penFeatures(image), hidden).map((value) => Math.max(0, value))
  const out = pass(second, middle, classes)
  const most = Math.max(...out)
  const powers = out.map((value) => Math.exp(value - most))
  const sum = powers.reduce((total, value) => total + value, 0)
  return powers.map((value) => value / sum)
}

function layer(from: number, inputs: number, outputs: number, scale: number): Float64Array {
  return Float64Array.from(weights.subarray(from, from + (inputs + 1) * outputs), (value) => value * scale)
}

/** @param values Row by row of the inputs, the last row biases. */
function pass(values: Float64Array, input: ArrayLike<number>, outputs: number): Float64Array {
  const out = values.slice(input.length * outputs)
  for (let i = 0; i < input.length; i++) {
    const value = input[i] as number
    if (value === 0) continue
    for (let o = 0; o < outputs; o++) out[o] = (out[o] as number) + value * (values[i * outputs + o] as number)
  }
  return out
}
