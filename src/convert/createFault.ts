import { AppError } from '../errors.ts'

/** Makes the error of one file: what was expected and what was found; what to do about it. */
export type Fault = (problem: string, hint?: string) => AppError

/** Names out of a damaged file can be long and hold anything; a message stays one line. */
const longest = 600

/** Errors MODEL_INVALID about a file: one line that begins with its path. */
export const createFault =
  (path: string): Fault =>
  (problem, hint) => {
    const line = problem.replaceAll(/\p{Cc}+/gu, ' ')
    const text = line.length > longest ? `${line.slice(0, longest)}…` : line
    return new AppError('MODEL_INVALID', `${path}: ${text}`, { hint })
  }
