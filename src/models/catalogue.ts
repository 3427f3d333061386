import { z } from 'zod'
import { accuracySchema, manifestSchema } from '../detector/manifest.ts'

const text = z.string().min(1)

const source = {
  /** whence it is downloaded, over http or https */
  url: z.url({ protocol: /^https?$/, error: 'expected an address that begins with https:// or http://' }),
  bytes: z.int().min(1).optional(),
  sha256: manifestSchema.shape.sha256.optional(),
  sha384: z
    .string()
    .regex(/^[0-9a-f]{96}$/, { error: 'expected 96 lower-case hexadecimal digits' })
    .optional(),
  note: text.optional(),
}

const common = {
  description: text,
  licence: text,
  accuracy: accuracySchema.optional(),
}

/** Tried in this order. */
const sourcesOf = <Format extends z.ZodType>(format: Format) => z.array(z.strictObject({ ...source, format })).min(1)

const entry = z.discriminatedUnion('kind', [
  /** a file of keras-retinanet, to be converted */
  z.strictObject({
    ...common,
    kind: z.literal('keras-retinanet'),
    layout: z.enum(['keras', 'omz']).default('keras'),
    labels: manifestSchema.shape.labels.default('COCO_80'),
    sources: sourcesOf(z.enum(['h5', 'pb'])),
  }),
  /** an ONNX file as it is, and its manifest but for what is known of it elsewhere */
  z.strictObject({
    ...common,
    kind: z.literal('onnx'),
    manifest: manifestSchema.omit({
      name: true,
      file: true,
      sha256: true,
      licence: true,
      description: true,
      accuracy: true,
    }),
    sources: sourcesOf(z.literal('onnx')),
  }),
])

/** What `models/catalogue.json` says: models by name, each with where its file is. */
export const catalogueSchema = z.record(manifestSchema.shape.name, entry)

export type Catalogue = z.output<typeof catalogueSchema>
export type CatalogueEntry = Catalogue[string]
export type Source = CatalogueEntry['sources'][number]
