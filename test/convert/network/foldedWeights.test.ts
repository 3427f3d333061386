import { expect, test } from 'vitest'
import { foldedWeights } from '../../../src/convert/network/foldedWeights.ts'
import { convolution, weightShapes } from '../../../src/convert/network/layers.ts'

const common = { input: 'image', from: 1, to: 1 }
const normed = convolution({ ...common, output: 'bn', weights: 'conv', batchNorm: 'bn' })
const plain = convolution({ ...common, output: 'P6', weights: 'P6' })

const sound = {
  'conv/kernel': 3,
  'bn/gamma': -2,
  'bn/beta': 7,
  'bn/moving_mean': 5,
  'bn/moving_variance': 3,
  'P6/kernel': 1,
  'P6/bias': 1,
}

/** Kernel and bias of both convolutions, of one number each, with some weights changed; epsilon is 1. */
function fold(changes: Partial<typeof sound> = {}) {
  const numbers: Record<string, number> = { ...sound, ...changes }
  const tensors = new Map(
    [...weightShapes([normed, plain])].map(([name, shape]) => [
      name,
      { name, shape, read: () => Float32Array.of(numbers[name]!) },
    ]),
  )
  const network = { batchNormEpsilon: 1 }
  const weights = foldedWeights({ file: 'model.h5', network, tensors }, [normed, plain])
  return [normed, plain].flatMap(layer => [...weights.kernel(layer), ...weights.bias(layer)])
}

test('a batch norm is folded in with the sign of its gamma: kernel × gamma / sqrt(variance + epsilon)', () => {
  expect(fold()).toEqual([-3, 12, 1, 1])
})

test('a variance of 0, of a channel that never changed, is no fault', () => {
  expect(fold({ 'bn/moving_variance': 0 })).toEqual([-6, 17, 1, 1])
})

test('a variance below zero, which would make weights that are no numbers, is refused', () => {
  expect(() => fold({ 'bn/moving_variance': -0.5 })).toThrow(
    'model.h5: expected variances of at least 0 but bn/moving_variance has -0.5',
  )
})

test.each(Object.keys(sound).flatMap(name => [NaN, Infinity, -Infinity].map(value => [name, value] as const)))(
  '%s that is %s is refused with its place',
  (name, value) => {
    expect(() => fold({ [name]: value })).toThrow(
      `model.h5: expected finite weights but ${name} has ${value} at position 0 of 1`,
    )
  },
)

test('finite weights whose product is too large for float32 are refused', () => {
  expect(() => fold({ 'conv/kernel': 1e30, 'bn/gamma': 1e30 })).toThrow(
    'model.h5: expected finite weights but conv/kernel × bn has Infinity at position 0 of 1',
  )
  expect(() => fold({ 'bn/gamma': 1e30, 'bn/moving_mean': 1e30 })).toThrow(
    'model.h5: expected finite weights but the bias of bn has -Infinity at position 0 of 1',
  )
})
