/** Milliseconds of this thread's processor: in all, and the most that came without a turn for anything else. */
export async function cpuOf(work: () => Promise<unknown>) {
  const spent = { total: 0, stretch: 0 }
  let before = process.threadCpuUsage()
  function count() {
    const { user, system } = process.threadCpuUsage(before)
    const ms = (user + system) / 1000
    spent.total += ms
    spent.stretch = Math.max(spent.stretch, ms)
    before = process.threadCpuUsage()
  }
  const turns = setInterval(count, 1)
  await work()
  clearInterval(turns)
  count()
  return spent
}
