import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Manifest } from '../detector/manifest.ts'
import { readSignature } from '../detector/readSignature.ts'
import { signatureProblemOf } from '../detector/signatureProblemOf.ts'
import { AppError } from '../errors.ts'
import { checkOnnxFile } from './checkOnnxFile.ts'
import { checkPlace } from './checkPlace.ts'
import { installModel } from './installModel.ts'
import { makeManifest } from './makeManifest.ts'
import type { ModelAnswers } from './modelAnswers.ts'
import { type OnnxFacts, onnxFacts } from './onnxFacts.ts'
import { withPartialFile } from './withPartialFile.ts'

type Addition = {
  /** an ONNX file that holds all of its weights */
  source: string
  name: string
  /** of the models */
  folder: string
  description: string
  /** whether a model of that name may be replaced */
  replace: boolean
}

/** What a person decides; the licence is in no ONNX file. */
export type Decided = { answers: ModelAnswers; licence: string }

/** @returns SHA-256 of what was copied, lower-case hexadecimal */
async function copy(source: string, path: string): Promise<string> {
  const hash = createHash('sha256')
  async function* hashed(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(createReadStream(source), hashed, createWriteStream(path, { flags: 'wx' }))
  return hash.digest('hex')
}

/**
 * Copies an ONNX detector into the folder of models and writes its manifest.
 * @param decide what the file does not say; told what it says
 * @throws AppError BAD_USER_INPUT, MODEL_INVALID (the file, or what was decided contradicts it), STORAGE_UNAVAILABLE
 */
export async function addModel(
  { source, name, folder, description, replace }: Addition,
  decide: (facts: OnnxFacts) => Promise<Decided>,
): Promise<Manifest> {
  await checkOnnxFile(source)
  await checkPlace(folder, name, replace)
  return withPartialFile(folder, name, async path => {
    const sha256 = await copy(source, path)
    // The copy is read: weights in a file beside the source would be found there, and be missing here.
    const signature = await readSignature(path, source)
    const facts = onnxFacts(signature, source)
    const { answers, licence } = await decide(facts)
    const manifest = makeManifest(facts, answers, { name, licence, description })
    const problem = signatureProblemOf({ ...manifest, file: source, sha256 }, signature)
    if (problem) throw new AppError('MODEL_INVALID', `${source}: ${problem}.`)
    return installModel(folder, manifest, { path, sha256 }, { replace })
  })
}
