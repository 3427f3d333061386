import type { BootstrapOptions } from '../../eval/bootstrap/drawImages.ts'
import type { Comparison } from '../../eval/compare/comparison.ts'
import type { ProtocolEffects } from '../../eval/explain/protocolEffects.ts'
import type { Finding } from '../../eval/finding.ts'
import type { Format } from '../formats/detectFormat.ts'
import type { Pair } from '../runs/compareStoredMatches.ts'
import type { EvaluationRequest } from '../runs/evaluationRequest.ts'
import type { FileSource } from '../runs/fileSource.ts'
import type { ImageDifference } from '../runs/imageDifference.ts'
import type { PhotoReport } from '../runs/photoReport.ts'

/** Work that would hold up an event loop or fill a memory: done in processes of its own. Plain values in and out. */
export type Tasks = {
  createDataset(args: {
    source: FileSource
    /** without one, the file's */
    name: string | null
    /** without one, found out */
    format: Format | null
    orientation: 'UPRIGHT' | 'RAW'
  }): Promise<{ datasetId: string; created: boolean; photos: PhotoReport | null }>

  /** @param args.photos an `imageId` is the key of a stored image; a path may be a photo, an archive or a folder */
  addPhotos(args: {
    datasetId: string
    photos: readonly (FileSource | { readonly imageId: string })[]
  }): Promise<PhotoReport>

  /** All findings, overridden ones as warnings; nothing is stored. */
  checkDetections(args: EvaluationRequest): Promise<{ valid: boolean; findings: readonly Finding[] }>

  /** `problems`: findings that refuse the evaluation; nothing is stored then. */
  createEvaluation(args: EvaluationRequest): Promise<{ evaluationId: string } | { problems: readonly Finding[] }>

  /** Matches one shard, whose detections are all there, and stores it. LOST: another attempt has it, or it has ended. */
  matchShard(args: { evaluationId: string; shard: number; attempt: number }): Promise<'DONE' | 'LOST'>

  /** Turns all shards into numbers and stores them. */
  accumulate(args: { evaluationId: string; attempt: number }): Promise<'DONE' | 'LOST'>

  /** The report of a completed evaluation: one HTML document. */
  renderReport(args: { evaluationId: string }): Promise<string>

  /** The AP of a completed evaluation by other rules, its detections matched anew. */
  protocolEffects(args: { evaluationId: string }): Promise<ProtocolEffects>

  /** Differences of two completed evaluations of one protocol, with their intervals. */
  compare(args: Pair & Required<BootstrapOptions>): Promise<Comparison>

  /** Which images count in one of two completed evaluations alone; null where both count the same. */
  compareImages(args: Pair): Promise<ImageDifference | null>
}
