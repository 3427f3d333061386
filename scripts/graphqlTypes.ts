import { readFileSync } from 'node:fs'
import { codegen } from '@graphql-codegen/core'
import * as typescript from '@graphql-codegen/typescript'
import * as resolvers from '@graphql-codegen/typescript-resolvers'
import { parse } from 'graphql'

/**
 * What a resolver returns for a GraphQL type where that differs from the type itself, as `file#Type` with the file
 * relative to src/graphql/generated.ts. The fields that the row lacks then need resolvers, and tsc says so.
 */
const mappers: Record<string, string> = {
  Image: '../store/prisma/client.ts#Image as ImageRow',
  Model: '../store/prisma/client.ts#Model as ModelRow',
  Category: '../store/prisma/client.ts#Category as CategoryRow',
  Detection: '../store/prisma/client.ts#Detection as DetectionRow',
  DetectionRun: './parents.ts#RunParent',
  Box: './parents.ts#BoxParent',
  ImageConnection: './parents.ts#ImageListing',
  DetectionRunConnection: './parents.ts#RunListing',
  DetectionConnection: './parents.ts#DetectionListing',
  DetectionCount: './parents.ts#CountParent',
  Dataset: '../store/datasets.ts#DatasetRow',
  DatasetImage: './parents.ts#DatasetImageParent',
  Annotation: './parents.ts#AnnotationParent',
  PhotoReport: '../runs/photoReport.ts#PhotoReport as Photos',
  Evaluation: '../store/evaluations.ts#EvaluationRow',
  EvaluationWarning: '../../eval/finding.ts#Finding',
  EvaluationResult: '../store/newEvaluation.ts#ResultHead',
  FailedImage: '../store/evaluations.ts#FailedImage as FailedImageRow',
  CategoryResult: '../../eval/result.ts#CategoryResult as CategoryNumbers',
  CocoSummary: './parents.ts#SummaryParent',
  DatasetConnection: './parents.ts#DatasetListing',
  DatasetImageConnection: './parents.ts#DatasetImageListing',
  AnnotationConnection: './parents.ts#AnnotationListing',
  FailedImageConnection: './parents.ts#FailedImageListing',
  DatasetCategory: '../../eval/groundTruth.ts#Category as CategoryOfFile',
  EvaluationConnection: './parents.ts#EvaluationListing',
  BestF1: '../../eval/explain/bestF1.ts#BestF1 as BestF1Numbers',
  CategoryF1: './insightParents.ts#CategoryF1Parent',
  ConfusionMatrix: '../../eval/explain/confusionMatrix.ts#ConfusionCells',
  EvaluatedImage: './insightParents.ts#EvaluatedImageParent',
  EvaluatedImageConnection: './insightParents.ts#EvaluatedImageListing',
  ErrorBreakdown: '../../eval/explain/errorBreakdown.ts#ErrorBreakdown as Breakdown',
  EvaluationComparison: './comparisonParents.ts#ComparisonParent',
  ChangedImage: './comparisonParents.ts#ChangedImageParent',
  ChangedImageConnection: './comparisonParents.ts#ChangedImageListing',
}

const scalars = {
  ID: 'string',
  DateTime: 'Date | string',
  Date: 'string',
  Upload: { input: "Promise<import('graphql-upload/processRequest.mjs').FileUpload>", output: 'never' }, // only ever an argument
}

const banner = '// Made from schema.graphql by `npm run generate`; edits are lost.\n'

/** TypeScript for src/graphql/generated.ts: the types of the schema in `schemaFile` and of its resolvers. */
export async function graphqlTypes(schemaFile: string): Promise<string> {
  const config = {
    scalars,
    mappers,
    contextType: './context.ts#Context',
    strictScalars: true,
    useTypeImports: true,
    enumsAsTypes: true,
    immutableTypes: true,
    maybeValue: 'T | null',
    inputMaybeValue: 'T | null | undefined',
  }
  const text = await codegen({
    filename: 'generated.ts',
    schema: parse(readFileSync(schemaFile, 'utf8')),
    documents: [],
    config,
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  })
  return banner + text
}
