import { GraphQLError, GraphQLScalarType } from 'graphql'
import GraphQLUpload from 'graphql-upload/GraphQLUpload.mjs'

const moment = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/
const day = /^\d{4}-\d\d-\d\d$/

const wrong = (expected: string, value: unknown) =>
  new GraphQLError(`Expected ${expected} but received ${JSON.stringify(value)}.`)

/** Date itself takes 31 February for 3 March; Postgres has no year 0. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && !text.startsWith('0000')
}

function parseMoment(value: unknown): Date {
  const date = typeof value === 'string' && moment.test(value) && isDay(value.slice(0, 10)) && new Date(value)
  if (!date || Number.isNaN(date.getTime()))
    throw wrong('a moment with a time zone such as 2026-11-20T22:31:04Z', value)
  return date
}

function parseDay(value: unknown): string {
  if (typeof value !== 'string' || !day.test(value) || !isDay(value)) throw wrong('a day such as 2026-11-20', value)
  return value
}

/** RFC 3339 moments; in the program they are Dates, so what is finer than a millisecond is dropped. */
const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: value => (value instanceof Date ? value : parseMoment(value)).toISOString(),
  parseValue: parseMoment,
})

const CalendarDate = new GraphQLScalarType<string, string>({ name: 'Date', serialize: parseDay, parseValue: parseDay })

export const scalars = { DateTime, Date: CalendarDate, Upload: GraphQLUpload }
