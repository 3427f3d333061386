import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import { admitSubscriptions } from './admitSubscriptions.ts'
import type { Context } from './context.ts'
import { formatError } from './formatError.ts'
import { limitOperations, operationLimits } from './limitOperations.ts'
import { reportErrors } from './reportErrors.ts'

/** The GraphQL server without HTTP; the caller starts and stops it. */
export const createApollo = ({ schema, introspection }: { schema: GraphQLSchema; introspection: boolean }) =>
  new ApolloServer<Context>({
    schema,
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    maxRecursiveSelections: 2000,
    parseOptions: { maxTokens: operationLimits.tokens },
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError,
    plugins: [ApolloServerPluginLandingPageDisabled(), limitOperations, admitSubscriptions, reportErrors],
  })
