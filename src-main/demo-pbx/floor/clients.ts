/** Somebody who calls, or is called. The numbers are those reserved for fiction (+1 555 0100 to 0199). */
export interface Client {
  readonly name: string
  readonly number: string
}

export const clients: readonly Client[] = [
  { name: 'Emma Clarke', number: '+15550142' },
  { name: 'Oliver Brandt', number: '+15550117' },
  { name: 'Chloé Dubois', number: '+15550163' },
  { name: 'Mateo García', number: '+15550128' },
  { name: 'Hannah Weiss', number: '+15550185' },
  { name: 'Daniel Osei', number: '+15550104' },
  { name: 'Ingrid Larsen', number: '+15550171' },
  { name: 'Tom Becker', number: '+15550136' },
  { name: 'Yuki Tanaka', number: '+15550159' },
  { name: 'Grace O’Brien', number: '+15550193' },
  { name: 'Paolo Ricci', number: '+15550110' },
  { name: 'Nadia Petrova', number: '+15550148' }
]
