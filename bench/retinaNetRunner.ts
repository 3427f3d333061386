import { createInterface } from 'node:readline'
import { findModel } from '../src/detector/findModel.ts'
import { loadModels } from '../src/detector/loadModels.ts'
import { openSession } from '../src/detector/openSession.ts'

// retinaNetRunner.ts FOLDER MODEL HEIGHT WIDTH THREADS: prints "ready" once the model is open as the detector opens it,
// and for every line that it reads the milliseconds of one run of an NHWC model.

const [folder, name, ...numbers] = process.argv.slice(2)
const [height, width, threads] = numbers.map(Number) as [number, number, number]

const image = new Float32Array(height * width * 3)
for (let y = 0, i = 0; y < height; y++)
  for (let x = 0; x < width; x++)
    for (let c = 0; c < 3; c++) image[i++] = ((Math.floor(x / 48) * 97 + Math.floor(y / 40) * 61 + c * 83) % 256) - 110

const session = await openSession(findModel(await loadModels(folder!), name!), threads)
console.log('ready')
for await (const _ of createInterface(process.stdin)) {
  const began = performance.now()
  await session.run({ data: image, dims: [1, height, width, 3] }, { width, height })
  console.log(performance.now() - began)
}
