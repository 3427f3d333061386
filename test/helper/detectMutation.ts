export const detectionFields = 'id category { name cocoId index } score box { x y width height }'

/** `detect` with its files as variables `images`; asks for what most tests look at. */
export const detectMutation = `mutation ($input: DetectInput!) {
  detect(input: $input) {
    userErrors { code message path hint }
    results {
      __typename
      ... on DetectionRun { id image { id sha256 width height fileName orientation } detections(minScore: 0) { ${detectionFields} } }
      ... on ImageError { code message hint index fileName }
    }
  }
}`

export type Run = {
  __typename: 'DetectionRun'
  id: string
  image: { id: string; sha256: string; width: number; height: number; fileName: string | null; orientation: number }
  detections: {
    id: string
    category: { name: string; cocoId: number; index: number }
    score: number
    box: { x: number; y: number; width: number; height: number }
  }[]
}
export type Refused = {
  __typename: 'ImageError'
  code: string
  message: string
  hint: string | null
  index: number
  fileName: string | null
}
export type DetectData = {
  detect: {
    userErrors: { code: string; message: string; path: string[]; hint: string | null }[]
    results: (Run | Refused)[]
  }
}
