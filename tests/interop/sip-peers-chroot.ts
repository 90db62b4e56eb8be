import { debianChroot } from './chroot/debian-chroot'

export const sipPeersName = 'sip-peers'

/**
 * Kamailio, baresip, sipp and coturn together.
 *
 * @throws LabUnavailable when this machine cannot hold them
 */
export function sipPeersChroot(): Promise<string> {
  return debianChroot({
    name: sipPeersName,
    suites: process.env['SIP_PEERS_SUITES'] ?? 'trixie bookworm',
    program: '/usr/bin/turnserver',
    packages: [
      'kamailio',
      'kamailio-tls-modules',
      'kamailio-websocket-modules',
      'baresip-core',
      'sip-tester',
      'coturn'
    ]
  })
}
