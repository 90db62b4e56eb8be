import type { MonitoredExtension } from '@contract/ipc/snapshot'

const firstNames = [
  'John',
  'Anna',
  'Ravi',
  'Sofía',
  'Lars',
  'Mei',
  'Olu',
  'Chloé',
  'Dmytro',
  'Fatima'
]
const lastNames = ['Miller', 'Weber', 'Shah', 'Núñez', 'Lindqvist', 'Chen', 'Adeyemi', 'Laurent']
const clients = [
  'Helen Park',
  'Contoso Ltd',
  '+44 20 7946 0321',
  'Tom Baker',
  'Fabrikam',
  '+1 212 555 0147'
]
const groupNames = ['Customer care', 'Technical support', 'Sales', 'Retention']

/** A floor of agents, the same every time. `now` is epoch ms. */
export function stageExtensions(count: number, now: number): MonitoredExtension[] {
  const groups = count > 100 ? 8 : 3
  return Array.from({ length: count }, (_, index): MonitoredExtension => {
    const group = Math.min(groups - 1, Math.floor((index / count) * groups))
    const status = statusOf(index)
    const client = clients[index % clients.length] ?? ''
    return {
      extension: String(744 + index),
      name: `${firstNames[(index * 7) % firstNames.length] ?? ''} ${lastNames[(index * 3) % lastNames.length] ?? ''}`,
      huntGroup: groups > 4 ? `Team ${String(group + 1)}` : (groupNames[group] ?? ''),
      supervisionAllowed: index % 11 !== 6,
      status,
      since: status === 'unknown' ? null : now - (((index + 3) * 137_413) % 1_900_000) - 4_000,
      beganUnseen: index % 5 === 0,
      remote:
        status === 'on-call' || status === 'ringing'
          ? client.startsWith('+')
            ? { uri: `sip:${client.replaceAll(' ', '')}@pbx.example.com` }
            : { displayName: client }
          : null,
      stale: false
    }
  })
}

function statusOf(index: number): MonitoredExtension['status'] {
  if (index % 13 === 5) return 'ringing'
  if (index % 17 === 9) return 'not-allowed'
  if (index % 19 === 11) return 'unknown'
  return index % 5 === 0 || index % 7 === 2 ? 'on-call' : 'idle'
}
