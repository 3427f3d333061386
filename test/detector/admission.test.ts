import { expect, test } from 'vitest'
import { createAdmission } from '../../src/detector/admission.ts'

const refused = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  return 'admitted'
}

test('refuses the image that passes the limit and takes it once there is room', () => {
  const { admit, load } = createAdmission({ images: 2, bytes: 1000 })
  const first = admit(1, 10)
  admit(1, 10)
  expect(refused(() => admit(1, 10))).toMatchObject({ code: 'OVERLOADED', status: 503 })
  expect(load()).toEqual({ images: 2, bytes: 20 })
  first.release()
  admit(1, 10)
  expect(load()).toEqual({ images: 2, bytes: 20 })
})

test('refuses bytes that pass the limit although there is room for images', () => {
  const { admit } = createAdmission({ images: 100, bytes: 1000 })
  admit(1, 600)
  expect(refused(() => admit(1, 401))).toMatchObject({ code: 'OVERLOADED' })
  expect(refused(() => admit(1, 400))).toBe('admitted')
})

test('a ticket that is released twice counts once', () => {
  const { admit, load } = createAdmission({ images: 2, bytes: 1000 })
  const ticket = admit(1, 10)
  admit(1, 10)
  ticket.release()
  ticket.release()
  expect(load()).toEqual({ images: 1, bytes: 10 })
})

test('a request larger than the whole queue is taken when nothing else is in it, and only then', () => {
  const { admit } = createAdmission({ images: 2, bytes: 1000 })
  const ticket = admit(5, 5000)
  expect(refused(() => admit(1, 1))).toMatchObject({ code: 'OVERLOADED' })
  ticket.release()
  admit(1, 1)
  expect(refused(() => admit(5, 5000))).toMatchObject({ code: 'OVERLOADED' })
})

test('tells to come back after the seconds that the recent rate needs', () => {
  let time = 0
  const { admit } = createAdmission({ images: 20, bytes: 1e9 }, () => time)
  const tickets = Array.from({ length: 20 }, () => admit(1, 10))
  for (const ticket of tickets.splice(0, 10)) {
    time += 900
    ticket.release()
  }
  for (let i = 0; i < 10; i++) admit(1, 10)
  expect(refused(() => admit(4, 40))).toMatchObject({ retryAfter: 4 })
})

test('tells at least 1 and at most 30 seconds, also when nothing was done lately', () => {
  let time = 0
  const { admit } = createAdmission({ images: 100, bytes: 1e9 }, () => time)
  const ticket = admit(1, 10)
  for (let i = 0; i < 99; i++) admit(1, 10)
  expect(refused(() => admit(1, 10))).toMatchObject({ retryAfter: 5 })
  time = 1000
  ticket.release()
  admit(1, 10)
  expect(refused(() => admit(90, 900))).toMatchObject({ retryAfter: 30 })
  const fast = createAdmission({ images: 1000, bytes: 1e9 }, () => time)
  fast.admit(1000, 10).release()
  fast.admit(1000, 10)
  expect(refused(() => fast.admit(1, 10))).toMatchObject({ retryAfter: 1 })
  time = 60_000
  expect(refused(() => admit(1, 10))).toMatchObject({ retryAfter: 5 })
})

test('what a call will bring has to fit when it begins, and counts only as it comes', () => {
  const { admit, load } = createAdmission({ images: 2, bytes: 1000 })
  const slow = admit(0, 0, { images: 2, bytes: 500 })
  expect(load()).toEqual({ images: 0, bytes: 0 })
  slow.add(0, 400)
  slow.add(1, 0)
  expect(load()).toEqual({ images: 1, bytes: 400 })
  expect(refused(() => admit(0, 0, { images: 2, bytes: 10 }))).toMatchObject({ code: 'OVERLOADED' })
  expect(refused(() => admit(0, 0, { images: 1, bytes: 601 }))).toMatchObject({ code: 'OVERLOADED' })
  const other = admit(1, 10)
  expect(refused(() => slow.add(1, 0))).toMatchObject({ code: 'OVERLOADED' })
  other.release()
  slow.add(1, 0)
  slow.detected()
  expect(load()).toEqual({ images: 1, bytes: 400 })
  slow.release()
  expect(load()).toEqual({ images: 0, bytes: 0 })
  expect(refused(() => slow.add(0, 1))).toMatchObject({ code: 'OVERLOADED' })
})
