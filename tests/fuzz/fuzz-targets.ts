import { bodyTargets } from './body-targets'
import { demoPbxTargets } from './demo-pbx-targets'
import type { FuzzTarget } from './fuzz-target'
import { sipTargets } from './sip-targets'

/** Everything that reads what comes from the network. */
export const fuzzTargets: readonly FuzzTarget[] = [...sipTargets, ...bodyTargets, ...demoPbxTargets]
