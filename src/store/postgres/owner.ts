/** The user that Postgres runs as; undefined: the one that this process runs as. */
export type Owner = { uid: number; gid: number } | undefined
