import { isPostgres, memoryOf, processTree, sumOf } from './processTree.ts'

/** The most memory that a server and all that it started held at a time, in MB; of Postgres only its own pages count apart. */
export function watchMemory(pid: number) {
  let [node, postgres] = [0, 0]
  const sample = () => {
    const tree = processTree(pid)
    const memory = (of: typeof tree) => sumOf(of, each => memoryOf(each.pid))
    node = Math.max(node, memory(tree.filter(each => !isPostgres(each))))
    postgres = Math.max(postgres, memory(tree.filter(isPostgres)))
  }
  const timer = setInterval(sample, 100)
  return {
    /** Since the last time it was asked for. */
    peak() {
      const seen = { node, postgres }
      node = 0
      postgres = 0
      return seen
    },
    stop: () => clearInterval(timer),
  }
}
