import { commandNames } from '@contract/ipc/command-names'
import { exposeCommands } from './expose-commands'

exposeCommands(commandNames, { onSnapshotChanged: 'snapshot.changed', onLevels: 'levels' })
