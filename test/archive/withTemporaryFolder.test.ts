import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withTemporaryFolder } from '../../src/archive/withTemporaryFolder.ts'

const gone = (folder: string) => expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' })

test('a folder is empty, and goes with what is in it', async () => {
  const folder = await withTemporaryFolder(async folder => {
    expect(await readdir(folder)).toEqual([])
    await writeFile(join(folder, 'a.txt'), 'text')
    return folder
  })
  await gone(folder)
})

test('a folder goes too when the work in it fails, whose error stays as it is', async () => {
  let made = ''
  const failing = withTemporaryFolder(async folder => {
    made = folder
    await writeFile(join(folder, 'a.txt'), 'text')
    throw new Error('as it is')
  })
  await expect(failing).rejects.toThrow('as it is')
  await gone(made)
})

test('what a process left that was killed goes with the next folder; what living ones use stays', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  await withTemporaryFolder(async mine => {
    const left = mine.replace(`-${process.pid}-`, `-${child.pid}-`)
    expect(left).not.toBe(mine)
    await mkdir(join(left, 'deep'), { recursive: true })
    await withTemporaryFolder(async () => undefined)
    await gone(left)
    expect(await readdir(mine)).toEqual([])
  })
})

test('a full disk is a failure of storage, which says what to do', async () => {
  const failing = withTemporaryFolder(async () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  })
  await expect(failing).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringContaining('disk for temporary files is full'),
    hint: expect.stringContaining('TMPDIR'),
  })
})
