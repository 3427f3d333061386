import { z } from 'zod'
import { manifestSchema } from '../detector/manifest.ts'

const text = z.string().min(1)

const source = z.strictObject({
  /** whence it is downloaded, over http or https */
  url: z.url({ protocol: /^https?$/, error: 'expected an address that begins with https:// or http://' }),
  format: z.enum(['h5', 'pb', 'onnx']),
  bytes: z.int().min(1).optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'expected 64 lower-case hexadecimal digits' })
    .optional(),
  sha384: z
    .string()
    .regex(/^[0-9a-f]{96}$/, { error: 'expected 96 lower-case hexadecimal digits' })
    .optional(),
  note: text.optional(),
})

const common = {
  description: text,
  licence: text,
  /** what others have published of it, each number with the measure that it is of */
  accuracy: z.array(z.strictObject({ measure: text, value: text, note: text.optional() })).default([]),
  /** tried in this order */
  sources: z.array(source).min(1),
}

const entry = z.discriminatedUnion('kind', [
  /** a file of keras-retinanet, to be converted */
  z.strictObject({
    ...common,
    kind: z.literal('keras-retinanet'),
    layout: z.enum(['keras', 'omz']).default('keras'),
    labels: manifestSchema.shape.labels.default('COCO_80'),
  }),
  /** an ONNX file as it is, and its manifest but for what is known of it elsewhere */
  z.strictObject({
    ...common,
    kind: z.literal('onnx'),
    manifest: manifestSchema.omit({ name: true, file: true, sha256: true, licence: true, description: true }),
  }),
])

/** What `models/catalogue.json` says: models by name, each with where its file is. */
export const catalogueSchema = z.record(manifestSchema.shape.name, entry)

export type Catalogue = z.output<typeof catalogueSchema>
export type CatalogueEntry = Catalogue[string]
export type Source = CatalogueEntry['sources'][number]
