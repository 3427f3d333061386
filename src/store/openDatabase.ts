import { resolve } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
