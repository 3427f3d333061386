import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Graph } from '../../src/convert/onnx/createGraph.ts'
import { writeOnnx } from '../../src/convert/onnx/writeOnnx.ts'

/** An array of float32 or int32 with its dimensions. */
export type NumericArray = { data: Float32Array | Int32Array; shape: readonly number[] }

export type RunOnnx = (feeds: Record<string, NumericArray>) => Promise<Record<string, NumericArray>>

/** Opens an ONNX file for `use`. Inputs are float32. */
export async function withOnnx<Result>(file: string, use: (run: RunOnnx) => Promise<Result>): Promise<Result> {
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 })
  try {
    return await use(async feeds => {
      const tensors = Object.entries(feeds).map(
        ([name, { data, shape }]) => [name, new Tensor('float32', data as Float32Array, shape)] as const,
      )
      const answer = await session.run(Object.fromEntries(tensors))
      return Object.fromEntries(
        Object.entries(answer).map(([name, { data, dims }]) => [name, { data: data as Float32Array, shape: dims }]),
      )
    })
  } finally {
    await session.release()
  }
}

/** Writes a graph into a file for as long as `use` takes, and opens it. */
export async function withGraph<Result>(graph: Graph, use: (run: RunOnnx) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-onnx-'))
  try {
    const file = join(folder, 'graph.onnx')
    await writeOnnx(file, graph, { name: 'test', description: '' })
    return await withOnnx(file, use)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
