import { useSyncExternalStore } from 'react'
import { putFile } from '../api/putFile.ts'
import { createDetectQueue } from './createDetectQueue.ts'
import { detectPhoto } from './detectPhoto.ts'
import type { Photo } from './photo.ts'

const wait = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave)
      resolve()
    }, milliseconds)
    function leave() {
      clearTimeout(timer)
      reject(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
  })

/** The photos of this window, kept until it is reloaded. */
export const detectQueue = createDetectQueue({ upload: putFile, detect: detectPhoto, wait })

/** The photos as they are. */
export const usePhotos = (): readonly Photo[] => useSyncExternalStore(detectQueue.listen, detectQueue.read)
