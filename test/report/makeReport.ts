import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { Category } from '../../eval/groundTruth.ts'
import type { CategoryResult, CocoSummary, PrecisionRecall } from '../../eval/result.ts'
import { settingsOf } from '../../eval/settings.ts'
import type { ReportData } from '../../src/report/reportData.ts'

/** The same numbers from 0 to 1 in every run: a linear congruential generator. */
function createRandom() {
  let state = 1
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

const summaryOf = (ap: number): CocoSummary => ({
  ap,
  ap50: Math.min(1, ap * 1.4),
  ap75: ap * 1.05,
  apSmall: null,
  apMedium: ap * 0.9,
  apLarge: ap * 1.1,
  ar1: ap * 0.7,
  ar10: ap,
  ar100: ap * 1.2,
  arSmall: null,
  arMedium: ap * 1.1,
  arLarge: ap * 1.2,
})

const reasons = {
  apSmall: 'no object has an area of 0 to 1024 square pixels',
  arSmall: 'no object has an area of 0 to 1024 square pixels',
}

/** Curves with a step at every recall point, as of categories with many objects: the longest there are. */
function curveOf(category: Category, random: () => number): PrecisionRecall {
  const precision = new Float64Array(1010)
  const scores = new Float64Array(1010).fill(NaN)
  for (let t = 0; t < 10; t++) {
    const reach = Math.floor(100 - t * 8 - random() * 20)
    let level = 1 - t * 0.06
    for (let i = 0; i <= reach; i++) {
      level -= random() * 0.018
      precision[t * 101 + i] = Math.max(level, 0.01)
      scores[t * 101 + i] = 1 - i / 101
    }
  }
  return { category, precision, scores }
}

function categoriesOf(number: number): Category[] {
  return Array.from({ length: number }, (_, i) => {
    const { name } = cocoCategories[i % 80]!
    return { id: i + 1, name: i < 80 ? name : `${name} of kind ${i}` }
  })
}

/** A report with every section filled; the last category has no objects. */
export function makeReport(categories: number | readonly Category[], changes: Partial<ReportData> = {}): ReportData {
  const random = createRandom()
  const list = typeof categories === 'number' ? categoriesOf(categories) : categories
  const perCategory = list.map((category, i): CategoryResult => {
    const isAbsent = i > 0 && i === list.length - 1
    const summary = summaryOf(random() * 0.8)
    const absent = Object.fromEntries(Object.keys(summary).map(metric => [metric, null])) as CocoSummary
    return {
      category,
      ...(isAbsent ? absent : summary),
      groundTruths: isAbsent ? 0 : Math.floor(1 + random() * 900),
      crowds: 2,
      detections: Math.floor(random() * 9000),
      reasons,
    }
  })
  const present = perCategory.filter(({ groundTruths }) => groundTruths > 0)
  const width = list.length + 1
  const counts = new Uint32Array(width * width)
  for (let row = 0; row < width; row++) {
    counts[row * width + row] = row < list.length ? 60 : 0
    for (let k = 0; k < 9; k++) counts[row * width + Math.floor(random() * width)]! += Math.floor(random() * 12)
  }
  counts[width * width - 1] = 0
  const errors = { count: 120, deltaAp: 0.0425 }

  return {
    title: 'Detector on photos',
    files: { groundTruth: 'instances.json', detections: 'results.json' },
    result: {
      summary: summaryOf(0.40209676),
      reasons,
      byArea: [],
      recallByCap: [
        { cap: 1, ar: 0.28 },
        { cap: 10, ar: 0.4 },
        { cap: 100, ar: 0.48 },
      ],
      perCategory,
      curves: present.map(({ category }) => curveOf(category, random)),
      protocol: {
        ...settingsOf(),
        evaluator: 'fovea-eval 1',
        images: 5000,
        groundTruths: 36_781,
        crowds: 446,
        detections: 412_345,
        leftOut: { unknownCategory: 0, belowFloor: 0 },
        hashes: { groundTruth: '0f'.repeat(32), detections: null },
      },
      warnings: [],
    },
    bestF1: {
      iou: 0.5,
      overall: { score: 0.413, f1: 0.607, precision: 0.711, recall: 0.529 },
      perCategory: list.map(category => ({ category, score: 0.5, f1: 0.65, precision: 0.72, recall: 0.6 })),
    },
    confusion: { minScore: 0.413, iou: 0.5, categories: list, counts, excused: 0 },
    errors: {
      foreground: 0.5,
      background: 0.1,
      ap: 0.5687,
      errors: {
        classification: errors,
        localisation: { count: 300, deltaAp: 0.0733 },
        both: errors,
        duplicate: { count: 0, deltaAp: 0 },
        background: errors,
        missed: { count: 77, deltaAp: 0.1214 },
      },
      falsePositives: errors,
      falseNegatives: { count: 500, deltaAp: 0.2207 },
    },
    images: {
      minScore: 0.413,
      iou: 0.5,
      total: 5000,
      worst: [{ imageId: 139, fileName: '000000000139.jpg', truePositives: 3, falsePositives: 12, misses: 9 }],
    },
    ...changes,
  }
}
