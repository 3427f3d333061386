import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import type { Context } from './context.ts'
import { createSchema } from './createSchema.ts'
import { formatError } from './formatError.ts'
import { limitOperations } from './limitOperations.ts'
import { reportErrors } from './reportErrors.ts'

/** The GraphQL server without HTTP; the caller starts and stops it. */
export const createApollo = ({ introspection }: { introspection: boolean }) =>
  new ApolloServer<Context>({
    schema: createSchema(),
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    maxRecursiveSelections: 2000,
    parseOptions: { maxTokens: 2000 },
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError,
    plugins: [ApolloServerPluginLandingPageDisabled(), limitOperations, reportErrors],
  })
