import { defaultCodes, type SupervisionCodes } from '@contract/settings/dialing-rule'

/** One customer of conf/extensions.conf. Every password is `pw-` and the user name. */
export interface LabCustomer {
  readonly name: 'A' | 'B' | 'C'
  readonly codes: SupervisionCodes
  readonly manager: string
  /** has no "Supervision allowed" */
  readonly managerNotAllowed: string
  readonly agent: string
  /** for the digest, where it differs from the extension */
  readonly agentAuthUser?: string
  readonly client: string
}

const customerA: LabCustomer = {
  name: 'A',
  codes: defaultCodes,
  manager: 'adam',
  managerNotAllowed: 'eve',
  agent: '744',
  client: 'client1'
}

const customerB: LabCustomer = {
  name: 'B',
  codes: {
    prefixes: { spy: '*21', whisper: '*22', 'barge-in': '*23' },
    dtmfCodes: { spy: '1', whisper: '2', 'barge-in': '3' },
    switchMethod: 'dtmf'
  },
  manager: 'bella',
  managerNotAllowed: 'bob',
  agent: '2744',
  client: 'bclient'
}

/** Asterisk's own codes (ChanSpy option d). */
const customerC: LabCustomer = {
  name: 'C',
  codes: {
    prefixes: defaultCodes.prefixes,
    dtmfCodes: { spy: '4', whisper: '5', 'barge-in': '6' },
    switchMethod: 'dtmf'
  },
  manager: 'cleo',
  managerNotAllowed: 'carl',
  agent: '3744',
  client: 'cclient'
}

export const labCustomers = [customerA, customerB, customerC] as const
