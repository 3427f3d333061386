import { compileCache } from '../compileCache.ts'

/** Environment of processes that open models, which read it as they start. What the operator has set goes first. */
export const childEnvironment = (): NodeJS.ProcessEnv => ({
  // What is freed while a session is opened, weights that were laid out anew, goes back to the system and is not kept
  // by glibc: 150 MB less a process for a RetinaNet, at the same speed. Other systems have no such variable.
  MALLOC_MMAP_THRESHOLD_: '1048576',
  NODE_COMPILE_CACHE: compileCache,
  ...process.env,
  // Without it ONNX Runtime reports its use to its maker, and keeps a number for this machine in the home folder.
  ORT_DISABLE_TELEMETRY: '1',
})
