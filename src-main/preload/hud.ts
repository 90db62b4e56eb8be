import { hudCommandNames } from '@contract/ipc/command-names'
import { exposeCommands } from './expose-commands'

exposeCommands(hudCommandNames, { onSnapshotChanged: 'snapshot.changed' })
