"""Runs a RetinaNet with one of fovea's peers: retinanet.py onnxruntime|openvino FILE HEIGHT WIDTH THREADS.

Prints "ready" once the model is open, and for every line that it reads the milliseconds of one run.
"""

import sys
import time

import numpy

library, file, *numbers = sys.argv[1:]
height, width, threads = map(int, numbers)

y, x, c = numpy.mgrid[0:height, 0:width, 0:3]
image = (((x // 48) * 97 + (y // 40) * 61 + c * 83) % 256 - 110).astype(numpy.float32)[None]

if library == "onnxruntime":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    run = lambda: session.run(None, {name: image})
else:
    import openvino

    settings = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
    model = openvino.convert_model(file, input=[1, height, width, 3])
    compiled = openvino.Core().compile_model(model, "CPU", settings)
    run = lambda: compiled(image)

print("ready", flush=True)
for _ in sys.stdin:
    began = time.perf_counter()
    run()
    print((time.perf_counter() - began) * 1000, flush=True)
