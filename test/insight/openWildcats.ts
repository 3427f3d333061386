import { toNodeId } from '../../src/graphql/nodeId.ts'
import type { EvaluationRequest } from '../../src/runs/evaluationRequest.ts'
import { startServer } from '../helper/startServer.ts'
import { openLab, plainRequest } from '../runs/evaluationLab.ts'
import { wildcats } from './wildcats.ts'

/** A server without a worker, on a database whose evaluations are made here, in shards of two images. */
export async function openWildcats() {
  const lab = await openLab()
  const server = await startServer({ DATABASE_URL: lab.databaseUrl, FOVEA_WORKER: '0' })
  const datasetId = await lab.dataset(wildcats.groundTruth)

  /** Completed, unless it is said to stay as it is laid out. */
  async function evaluate(options: Partial<EvaluationRequest> & { isWorked?: boolean } = {}): Promise<string> {
    const { isWorked = true, ...rest } = options
    const file = { uploadId: await lab.upload(wildcats.detections) }
    const request = { ...plainRequest, datasetId, source: { kind: 'RESULTS' as const, file }, allowTruncated: true }
    const id = await lab.created({ ...request, ...rest }, { images: 2, detections: 1e9 })
    if (isWorked) await lab.work(id)
    return id
  }

  return {
    lab,
    server,
    datasetId,
    evaluate,

    /** Fields of an evaluation's `result`, which is null where it has none. */
    async result<Result>(id: string, fields: string): Promise<Result> {
      const query = `query ($id: ID!) { evaluation(id: $id) { result { ${fields} } } }`
      const { data, errors } = await server.graphql<{ evaluation: { result: Result } }>(query, {
        id: toNodeId('Evaluation', id),
      })
      if (errors.length > 0) throw new Error(errors[0]!.message)
      return data.evaluation.result
    },

    async close(): Promise<void> {
      await server.stop()
      await lab.close()
    },
  }
}
