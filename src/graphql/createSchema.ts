import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphQLSchema } from 'graphql'
import { mutations } from './mutations.ts'
import { objects } from './objects.ts'
import { queries } from './queries.ts'
import { scalars } from './scalars.ts'
import { subscriptions } from './subscriptions.ts'

const typeDefs = readFileSync(resolve(import.meta.dirname, '../../schema.graphql'), 'utf8')

/** schema.graphql with its resolvers; fails when a field has none and its row does not have it either. */
export const createSchema = (): GraphQLSchema =>
  makeExecutableSchema({
    typeDefs,
    resolvers: { ...scalars, ...objects, Query: queries, Mutation: mutations, Subscription: subscriptions },
  })
