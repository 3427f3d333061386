import type { Context } from './context.ts'

/** The whole address of a target on this server, signed where addresses are: see links.ts. */
export const link = ({ origin, links }: Context, target: string): string => origin + links.make(target)
