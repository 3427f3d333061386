/** Types of Postgres that copyOut and copyIn know; those with a question mark may be NULL. */
export type CopyType = 'int2' | 'int4' | 'int8' | 'float8' | 'bool' | 'text' | 'uuid' | 'text?' | 'uuid?'

type Columns = {
  int2: Float64Array<ArrayBuffer>
  int4: Float64Array<ArrayBuffer>
  /** exact: a value beyond ±(2^53 - 1) is refused */
  int8: Float64Array<ArrayBuffer>
  float8: Float64Array<ArrayBuffer>
  /** 0 or 1 */
  bool: Uint8Array<ArrayBuffer>
  text: string[]
  /** lower case, with hyphens */
  uuid: string[]
  'text?': (string | null)[]
  'uuid?': (string | null)[]
}

/** What copyOut makes of columns of these types, in their order. */
export type CopiedColumns<Types extends readonly CopyType[]> = { -readonly [Key in keyof Types]: Columns[Types[Key]] }

type Source<Type extends CopyType> = Columns[Type] extends Uint8Array | Float64Array
  ? ArrayLike<number>
  : ArrayLike<Columns[Type] extends (infer Item)[] ? Item : never>

/** What copyIn takes for columns of these types, in their order. */
export type SourceColumns<Types extends readonly CopyType[]> = { readonly [Key in keyof Types]: Source<Types[Key]> }

/** Bytes of a value of a type whose values are all of one length; undefined of text. */
export const widthOf: Record<CopyType, number | undefined> = {
  int2: 2,
  int4: 4,
  int8: 8,
  float8: 8,
  bool: 1,
  uuid: 16,
  'uuid?': 16,
  text: undefined,
  'text?': undefined,
}

/** How every binary copy begins: signature, no flags, no extension. */
export const copySignature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
