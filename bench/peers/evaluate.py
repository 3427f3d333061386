"""Evaluates COCO results with one of fovea's peers: evaluate.py LIBRARY GROUND_TRUTH DETECTIONS prints the AP in full."""

import contextlib
import importlib
import io
import sys

MODULES = {
    "pycocotools": ("pycocotools.coco", "pycocotools.cocoeval", "COCOeval"),
    "faster-coco-eval": ("faster_coco_eval", "faster_coco_eval", "COCOeval_faster"),
    "hotcoco": ("hotcoco", "hotcoco", "COCOeval"),
    "ultrafast-pycocotools": ("ultrafast_pycocotools", "ultrafast_pycocotools", "COCOeval"),
}

library, ground_truth, detections = sys.argv[1:]
coco, evaluator, name = MODULES[library]
with contextlib.redirect_stdout(io.StringIO()):
    truth = importlib.import_module(coco).COCO(ground_truth)
    evaluation = getattr(importlib.import_module(evaluator), name)(truth, truth.loadRes(detections), "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
print(float(evaluation.stats[0]))
