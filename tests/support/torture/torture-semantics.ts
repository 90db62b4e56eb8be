import { octetsOf, sdpFrom, type TortureMessage } from './torture-message'

const dropped = { read: null, answer: null } as const

/** RFC 4475 §3.2 to §3.4: messages of the transaction layer, of the application and of RFC 2543. */
export const semanticTorture: readonly TortureMessage[] = [
  {
    name: 'badbranch',
    section: '3.2.1',
    octets: octetsOf([
      'OPTIONS sip:user@example.com SIP/2.0',
      'To: sip:user@example.com',
      'From: sip:caller@example.org;tag=33242',
      'Max-Forwards: 3',
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK',
      'Accept: application/sdp',
      'Call-ID: badbranch.sadonfo23i420jv0as0derf3j3n',
      'CSeq: 8 OPTIONS',
      'l: 0'
    ]),
    read: {
      method: 'OPTIONS',
      callId: 'badbranch.sadonfo23i420jv0as0derf3j3n',
      branch: 'z9hG4bK',
      fromTag: '33242'
    },
    answer: 200
  },
  {
    name: 'insuf',
    section: '3.3.1',
    octets: octetsOf(
      [
        'INVITE sip:user@example.com SIP/2.0',
        'CSeq: 193942 INVITE',
        'Via: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf',
        'Content-Type: application/sdp',
        'l: 152'
      ],
      sdpFrom('192.0.2.95')
    ),
    ...dropped
  },
  {
    name: 'unkscm',
    section: '3.3.2',
    octets: octetsOf([
      'OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0',
      'To: sip:user@example.com',
      'From: sip:caller@example.net;tag=384',
      'Max-Forwards: 3',
      'Call-ID: unkscm.nasdfasser0q239nwsdfasdkl34',
      'CSeq: 3923423 OPTIONS',
      'Via: SIP/2.0/TCP host9.example.com;branch=z9hG4bKkdjuw39234a',
      'Content-Length: 0'
    ]),
    // What reaches this flow is for us, whatever its Request-URI says (RFC 3261 §8.2.2.1).
    read: {
      method: 'OPTIONS',
      callId: 'unkscm.nasdfasser0q239nwsdfasdkl34',
      branch: 'z9hG4bKkdjuw39234a',
      fromTag: '384'
    },
    answer: 200
  },
  {
    name: 'novelsc',
    section: '3.3.3',
    octets: octetsOf([
      'OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0',
      'To: sip:user@example.com',
      'From: sip:caller@example.net;tag=384',
      'Max-Forwards: 3',
      'Call-ID: novelsc.asdfasser0q239nwsdfasdkl34',
      'CSeq: 3923423 OPTIONS',
      'Via: SIP/2.0/TCP host9.example.com;branch=z9hG4bKkdjuw39234b',
      'Content-Length: 0'
    ]),
    read: {
      method: 'OPTIONS',
      callId: 'novelsc.asdfasser0q239nwsdfasdkl34',
      branch: 'z9hG4bKkdjuw39234b',
      fromTag: '384'
    },
    answer: 200
  },
  {
    name: 'unksm2',
    section: '3.3.4',
    octets: octetsOf([
      'REGISTER sip:example.com SIP/2.0',
      'To: isbn:2983792873',
      'From: <http://www.example.com>;tag=3234233',
      'Call-ID: unksm2.daksdj@hyphenated-host.example.com',
      'CSeq: 234902 REGISTER',
      'Max-Forwards: 70',
      'Via: SIP/2.0/UDP 192.0.2.21:5060;branch=z9hG4bKkdjuw13',
      'Contact: <name:John_Smith>',
      'l: 0'
    ]),
    read: {
      method: 'REGISTER',
      callId: 'unksm2.daksdj@hyphenated-host.example.com',
      branch: 'z9hG4bKkdjuw13',
      fromTag: '3234233'
    },
    answer: 405
  },
  {
    name: 'bext01',
    section: '3.3.5',
    octets: octetsOf([
      'OPTIONS sip:user@example.com SIP/2.0',
      'To: sip:j_user@example.com',
      'From: sip:caller@example.net;tag=242etr',
      'Max-Forwards: 6',
      'Call-ID: bext01.0ha0isndaksdj',
      'Require: nothingSupportsThis, nothingSupportsThisEither',
      'Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis',
      'CSeq: 8 OPTIONS',
      'Via: SIP/2.0/TLS fold-and-staple.example.com;branch=z9hG4bKkdjuw14',
      'Content-Length: 0'
    ]),
    read: {
      method: 'OPTIONS',
      callId: 'bext01.0ha0isndaksdj',
      branch: 'z9hG4bKkdjuw14',
      fromTag: '242etr'
    },
    answer: 420
  },
  {
    name: 'invut',
    section: '3.3.6',
    octets: octetsOf(
      [
        'INVITE sip:user@example.com SIP/2.0',
        'Contact: <sip:caller@host5.example.net>',
        'To: sip:j.user@example.com',
        'From: sip:caller@example.net;tag=8392034',
        'Max-Forwards: 70',
        'Call-ID: invut.0ha0isndaksdjadsfij34n23d',
        'CSeq: 235448 INVITE',
        'Via: SIP/2.0/UDP somehost.example.com;branch=z9hG4bKkdjuw15',
        'Content-Type: application/unknownformat',
        'Content-Length: 40'
      ],
      '<audio>\r\n <pcmu port="443"/>\r\n</audio>\r\n'
    ),
    read: {
      method: 'INVITE',
      callId: 'invut.0ha0isndaksdjadsfij34n23d',
      branch: 'z9hG4bKkdjuw15',
      fromTag: '8392034'
    },
    answer: 415
  },
  {
    name: 'regaut01',
    section: '3.3.7',
    octets: octetsOf([
      'REGISTER sip:example.com SIP/2.0',
      'To: sip:j.user@example.com',
      'From: sip:j.user@example.com;tag=87321hj23128',
      'Max-Forwards: 8',
      'Call-ID: regaut01.0ha0isndaksdj',
      'CSeq: 9338 REGISTER',
      'Via: SIP/2.0/TCP 192.0.2.253;branch=z9hG4bKkdjuw16',
      'Authorization: NoOneKnowsThisScheme opaque-data=here',
      'Content-Length:0'
    ]),
    read: {
      method: 'REGISTER',
      callId: 'regaut01.0ha0isndaksdj',
      branch: 'z9hG4bKkdjuw16',
      fromTag: '87321hj23128'
    },
    answer: 405
  },
  {
    name: 'multi01',
    section: '3.3.8',
    octets: octetsOf(
      [
        'INVITE sip:user@company.com SIP/2.0',
        'Contact: <sip:caller@host25.example.net>',
        'Via: SIP/2.0/UDP 192.0.2.25;branch=z9hG4bKkdjuw17',
        'Max-Forwards: 70',
        'CSeq: 5 INVITE',
        'Call-ID: multi01.98asdh@192.0.2.1',
        'CSeq: 59 INVITE',
        'Call-ID: multi01.98asdh@192.0.2.2',
        'From: sip:caller@example.com;tag=3413415',
        'To: sip:user@example.com',
        'To: sip:other@example.net',
        'From: sip:caller@example.net;tag=2923420123',
        'Content-Type: application/sdp',
        'l: 154',
        'Contact: <sip:caller@host36.example.net>',
        'Max-Forwards: 5'
      ],
      sdpFrom('192.0.2.25')
    ),
    // Which of them is meant nobody can say: no dialog begins with it.
    ...dropped
  },
  {
    name: 'mcl01',
    section: '3.3.9',
    octets: octetsOf(
      [
        'OPTIONS sip:user@example.com SIP/2.0',
        'Via: SIP/2.0/UDP host5.example.net;branch=z9hG4bK293423',
        'To: sip:user@example.com',
        'From: sip:other@example.net;tag=3923942',
        'Call-ID: mcl01.fhn2323orihawfdoa3o4r52o3irsdf',
        'CSeq: 15932 OPTIONS',
        'Content-Length: 13',
        'Max-Forwards: 60',
        'Content-Length: 5',
        'Content-Type: text/plain'
      ],
      "There's no way to know how many octets are supposed to be here.\r\n"
    ),
    ...dropped
  },
  {
    name: 'bcast',
    section: '3.3.10',
    octets: octetsOf(
      [
        'SIP/2.0 200 OK',
        'Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
        'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23',
        'Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf',
        'CSeq: 35 INVITE',
        'From: sip:user@example.com;tag=11141343',
        'To: sip:user@example.edu;tag=2229',
        'Content-Length: 154',
        'Content-Type: application/sdp',
        'Contact: <sip:user@host28.example.com>'
      ],
      sdpFrom('192.0.2.198')
    ),
    read: {
      method: 'INVITE',
      statusCode: 200,
      callId: 'bcast.0384840201234ksdfak3j2erwedfsASdf',
      branch: 'z9hG4bK1324923',
      fromTag: '11141343',
      toTag: '2229'
    },
    answer: null
  },
  {
    name: 'zeromf',
    section: '3.3.11',
    octets: octetsOf([
      'OPTIONS sip:user@example.com SIP/2.0',
      'To: sip:user@example.com',
      'From: sip:caller@example.net;tag=3ghsd41',
      'Call-ID: zeromf.jfasdlfnm2o2l43r5u0asdfas',
      'CSeq: 39234321 OPTIONS',
      'Via: SIP/2.0/UDP host1.example.com;branch=z9hG4bKkdjuw2349i',
      'Max-Forwards: 0',
      'Content-Length: 0'
    ]),
    read: {
      method: 'OPTIONS',
      callId: 'zeromf.jfasdlfnm2o2l43r5u0asdfas',
      branch: 'z9hG4bKkdjuw2349i',
      fromTag: '3ghsd41'
    },
    answer: 200
  },
  ...(['cparam01', 'cparam02'] as const).map((name, index): TortureMessage => {
    const uri = 'sip:+19725552222@gw1.example.net;unknownparam'
    return {
      name,
      section: `3.3.${String(12 + index)}`,
      octets: octetsOf([
        'REGISTER sip:example.com SIP/2.0',
        `Via: SIP/2.0/UDP saturn.example.com:5060;branch=z9hG4bKkdjuw18${name}`,
        'Max-Forwards: 70',
        'From: sip:watson@example.com;tag=DkfVgjkrtMwaerKKpe',
        'To: sip:watson@example.com',
        `Call-ID: ${name}.70710@saturn.example.com`,
        'CSeq: 2 REGISTER',
        `Contact: ${name === 'cparam01' ? uri : `<${uri}>`}`,
        'l: 0'
      ]),
      read: {
        method: 'REGISTER',
        callId: `${name}.70710@saturn.example.com`,
        branch: `z9hG4bKkdjuw18${name}`,
        fromTag: 'DkfVgjkrtMwaerKKpe'
      },
      answer: 405
    }
  }),
  {
    name: 'regescrt',
    section: '3.3.14',
    octets: octetsOf([
      'REGISTER sip:example.com SIP/2.0',
      'To: sip:user@example.com',
      'From: sip:user@example.com;tag=8',
      'Max-Forwards: 70',
      'Call-ID: regescrt.k345asrl3fdbv@192.0.2.1',
      'CSeq: 14398234 REGISTER',
      'Via: SIP/2.0/UDP host5.example.com;branch=z9hG4bKkdjuw19',
      'M: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>',
      'L:0'
    ]),
    read: {
      method: 'REGISTER',
      callId: 'regescrt.k345asrl3fdbv@192.0.2.1',
      branch: 'z9hG4bKkdjuw19',
      fromTag: '8'
    },
    answer: 405
  },
  {
    name: 'sdp01',
    section: '3.3.15',
    octets: octetsOf(
      [
        'INVITE sip:user@example.com SIP/2.0',
        'To: sip:j_user@example.com',
        'Contact: <sip:caller@host15.example.net>',
        'From: sip:caller@example.net;tag=234',
        'Max-Forwards: 5',
        'Call-ID: sdp01.ndaksdj9342dasdd',
        'Accept: text/nobodyKnowsThis',
        'CSeq: 8 INVITE',
        'Via: SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKkdjuw20',
        'Content-Length: 150',
        'Content-Type: application/sdp'
      ],
      sdpFrom('192.0.2.5')
    ),
    read: {
      method: 'INVITE',
      callId: 'sdp01.ndaksdj9342dasdd',
      branch: 'z9hG4bKkdjuw20',
      fromTag: '234'
    },
    answer: 486
  },
  {
    name: 'inv2543',
    section: '3.4.1',
    octets: octetsOf([
      'INVITE sip:UserB@example.com SIP/2.0',
      'Via: SIP/2.0/UDP iftgw.example.com',
      'From: <sip:+13035551111@ift.client.example.net;user=phone>',
      'Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>',
      'To: sip:+16505552222@ss1.example.net;user=phone',
      'Call-ID: inv2543.1717@ift.client.example.com',
      'CSeq: 56 INVITE',
      'Content-Type: application/sdp'
    ]),
    ...dropped
  }
]
