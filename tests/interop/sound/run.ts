import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ReportedCheckList } from '../network/reported-check-list'
import { checkFaults } from './fault-table'
import { networkInterface } from './faults'
import { checkMicrophoneInUse } from './microphone-in-use'
import { SoundDesk } from './sound-desk'

// In a network namespace of its own, whose one interface can be lost without anybody else losing theirs.
const ip = (...args: readonly string[]) => promisify(execFile)('ip', args)
const { name, address, gateway } = networkInterface
await ip('link', 'set', 'lo', 'up')
await ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'router')
await ip('addr', 'add', address, 'dev', name)
await ip('link', 'set', 'router', 'up')
await ip('link', 'set', name, 'up')
await ip('route', 'replace', 'default', 'via', gateway)

const checks = new ReportedCheckList()
const desk = await SoundDesk.open()
try {
  await checkMicrophoneInUse(desk, checks)
  await checkFaults(desk, checks)
} finally {
  await desk.close()
  process.disconnect()
}
