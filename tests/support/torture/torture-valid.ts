import { octetsOf, sdpFrom, type TortureMessage } from './torture-message'

const longBranch = `very${'long'.repeat(50)}branchvalue`

/** RFC 4475 §3.1.1: messages that are right, however they look. */
export const validTorture: readonly TortureMessage[] = [
  {
    name: 'wsinv',
    section: '3.1.1.1',
    octets: octetsOf(
      [
        'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
        'TO :',
        ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
        'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
        '  ;',
        '  tag = 98asjd8',
        'MaX-fOrWaRdS: 0068',
        'Call-ID: wsinv.ndaksdj@192.0.2.1',
        'Content-Length   : 150',
        'cseq: 0009',
        '  INVITE',
        'Via  : SIP  /   2.0',
        ' /UDP',
        '    192.0.2.2;branch=390skdjuw',
        's :',
        'NewFangledHeader:   newfangled value',
        ' continued newfangled value',
        'UnknownHeaderWithUnusualValue: ;;,,;;,;',
        'Content-Type: application/sdp',
        'Route:',
        ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
        'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
        '  branch  =   z9hG4bK9ikj8  ,',
        ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
        ' z9hG4bK30239',
        'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
        '      newvalue ;',
        '  secondparam ; q = 0.33'
      ],
      sdpFrom('192.0.2.3')
    ),
    read: {
      method: 'INVITE',
      callId: 'wsinv.ndaksdj@192.0.2.1',
      branch: '390skdjuw',
      fromTag: '98asjd8',
      toTag: '1918181833n'
    },
    // It names a dialog that there is not.
    answer: 481
  },
  {
    name: 'intmeth',
    section: '3.1.1.2',
    octets: octetsOf([
      "!interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0",
      "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~",
      'To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <sip:1_unusual.URI~(to-be!sure)&isn\'t+it$/crazy?,/;;*@example.com>',
      "From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"работающий\";tag=_token~1'+`*%!-.",
      'Call-ID: intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
      "CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~",
      'Max-Forwards: 255',
      "extensionHeader-!.%*+_`'~:\ufeff大停電",
      'Content-Length: 0'
    ]),
    read: {
      method: "!interesting-Method0123456789_*+`.%indeed'~",
      callId: 'intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
      branch: "z9hG4bK-.!%66*_+`'~",
      fromTag: "_token~1'+`*%!-."
    },
    answer: 405
  },
  {
    name: 'esc01',
    section: '3.1.1.3',
    octets: octetsOf(
      [
        'INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0',
        'To: sip:%75se%72@example.com',
        'From: <sip:I%20have%20spaces@example.net>;tag=938',
        'Max-Forwards: 87',
        'i: esc01.239409asdfakjkn23onasd0-3234',
        'CSeq: 234234 INVITE',
        'Via: SIP/2.0/UDP host5.example.net;branch=z9hG4bKkdjuw',
        'C: application/sdp',
        'Contact:',
        '  <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>',
        'Content-Length: 150'
      ],
      sdpFrom('192.0.2.1')
    ),
    read: {
      method: 'INVITE',
      callId: 'esc01.239409asdfakjkn23onasd0-3234',
      branch: 'z9hG4bKkdjuw',
      fromTag: '938'
    },
    answer: 486
  },
  {
    name: 'escnull',
    section: '3.1.1.4',
    octets: octetsOf([
      'REGISTER sip:example.com SIP/2.0',
      'To: sip:null-%00-null@example.com',
      'From: sip:null-%00-null@example.com;tag=839923423',
      'Max-Forwards: 70',
      'Call-ID: escnull.39203ndfvkjdasfkq3w4otrq0adsfdfnavd',
      'CSeq: 14398234 REGISTER',
      'Via: SIP/2.0/UDP host5.example.com;branch=z9hG4bKkdjuw1',
      'Contact: <sip:%00@host5.example.com>',
      'Contact: <sip:%00%00@host5.example.com>',
      'L:0'
    ]),
    read: {
      method: 'REGISTER',
      callId: 'escnull.39203ndfvkjdasfkq3w4otrq0adsfdfnavd',
      branch: 'z9hG4bKkdjuw1',
      fromTag: '839923423'
    },
    answer: 405
  },
  {
    name: 'esc02',
    section: '3.1.1.5',
    octets: octetsOf([
      'RE%47IST%45R sip:registrar.example.com SIP/2.0',
      'To: "%Z%45" <sip:resource@example.com>',
      'From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23',
      'Call-ID: esc02.asdfnqwo34rq23i34jrjasdcnl23nrlknsdf',
      'Via: SIP/2.0/TCP host.example.com;branch=z9hG4bK209%fzsnel234',
      'CSeq: 29344 RE%47IST%45R',
      'Max-Forwards: 70',
      'Contact: <sip:alias1@host1.example.com>',
      'C%6Fntact: <sip:alias2@host2.example.com>',
      'Contact: <sip:alias3@host3.example.com>',
      'l: 0'
    ]),
    read: {
      method: 'RE%47IST%45R',
      callId: 'esc02.asdfnqwo34rq23i34jrjasdcnl23nrlknsdf',
      branch: 'z9hG4bK209%fzsnel234',
      fromTag: 'f232jadfj23'
    },
    answer: 405
  },
  {
    name: 'lwsdisp',
    section: '3.1.1.6',
    octets: octetsOf([
      'OPTIONS sip:user@example.com SIP/2.0',
      'To: sip:user@example.com',
      'From: caller<sip:caller@example.com>;tag=323',
      'Max-Forwards: 70',
      'Call-ID: lwsdisp.1234abcd@funky.example.com',
      'CSeq: 60 OPTIONS',
      'Via: SIP/2.0/UDP funky.example.com;branch=z9hG4bKkdjuw2',
      'l: 0'
    ]),
    read: {
      method: 'OPTIONS',
      callId: 'lwsdisp.1234abcd@funky.example.com',
      branch: 'z9hG4bKkdjuw2',
      fromTag: '323'
    },
    answer: 200
  },
  {
    name: 'longreq',
    section: '3.1.1.7',
    octets: octetsOf(
      [
        'INVITE sip:user@example.com SIP/2.0',
        `To: "I have a user name of ${'extreme'.repeat(10)} proportion"<sip:user@example.com:6000;unknownparam1=very${'long'.repeat(20)}value;longparam${'name'.repeat(25)}=shortvalue;very${'long'.repeat(25)}ParameterNameWithNoValue>`,
        `F: sip:${'amazinglylongcallername'.repeat(5)}@example.net;tag=12${'982'.repeat(50)}424;unknownheaderparam${'name'.repeat(20)}=unknowheaderparam${'value'.repeat(15)};unknownValueless${'paramname'.repeat(10)}`,
        `Call-ID: longreq.one${'really'.repeat(20)}longcallid`,
        'CSeq: 3882340 INVITE',
        `Unknown-${'Long'.repeat(20)}-Name: unknown-${'long'.repeat(20)}-value; unknown-${'long'.repeat(20)}-parameter-name = unknown-${'long'.repeat(20)}-parameter-value`,
        ...[
          'Via',
          'v',
          'V',
          'ViA',
          'VIa',
          'VIA',
          'via',
          'viA',
          'vIa',
          'vIA',
          'V ',
          'v ',
          'Via  '
        ].map((name, index) => `${name}: SIP/2.0/TCP sip${String(33 - index)}.example.com`),
        `Via: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=${longBranch}`,
        'Max-Forwards: 70',
        `Contact: <sip:${'amazinglylongcallername'.repeat(5)}@host5.example.net>`,
        'Content-Type: application/sdp',
        'l: 150'
      ],
      sdpFrom('192.0.2.1')
    ),
    // Its topmost Via has no branch: RFC 2543 is not spoken here.
    read: null,
    answer: null
  },
  {
    name: 'dblreq',
    section: '3.1.1.8',
    octets: octetsOf(
      [
        'REGISTER sip:example.com SIP/2.0',
        'To: sip:j.user@example.com',
        'From: sip:j.user@example.com;tag=43251j3j324',
        'Max-Forwards: 8',
        'I: dblreq.0ha0isndaksdj99sdfafnl3lk233412',
        'Contact: sip:j.user@host.example.com',
        'CSeq: 8 REGISTER',
        'Via: SIP/2.0/UDP 192.0.2.125;branch=z9hG4bKkdjuw23492',
        'Content-Length: 0'
      ],
      octetsOf(
        [
          'INVITE sip:joe@example.com SIP/2.0',
          't: sip:joe@example.com',
          'From: sip:caller@example.net;tag=141334',
          'Max-Forwards: 8',
          'Call-ID: dblreq.0ha0isnda977644900765@192.0.2.15',
          'CSeq: 8 INVITE',
          'Via: SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKkdjuw380234',
          'Content-Type: application/sdp',
          'Content-Length: 152'
        ],
        sdpFrom('192.0.2.15')
      )
    ),
    // The request after it in the same datagram is not looked at.
    read: {
      method: 'REGISTER',
      callId: 'dblreq.0ha0isndaksdj99sdfafnl3lk233412',
      branch: 'z9hG4bKkdjuw23492',
      fromTag: '43251j3j324'
    },
    answer: 405
  },
  {
    name: 'semiuri',
    section: '3.1.1.9',
    octets: octetsOf([
      'OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0',
      'To: sip:j_user@example.com',
      'From: sip:caller@example.org;tag=33242',
      'Max-Forwards: 3',
      'Call-ID: semiuri.0ha0isndaksdj',
      'CSeq: 8 OPTIONS',
      'Accept: application/sdp, application/pkcs7-mime,',
      '        multipart/mixed, multipart/signed,',
      '        message/sip, message/sipfrag',
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKkdjuw3',
      'l: 0'
    ]),
    read: {
      method: 'OPTIONS',
      callId: 'semiuri.0ha0isndaksdj',
      branch: 'z9hG4bKkdjuw3',
      fromTag: '33242'
    },
    answer: 200
  },
  {
    name: 'transports',
    section: '3.1.1.10',
    octets: octetsOf([
      'OPTIONS sip:user@example.com SIP/2.0',
      'To: sip:user@example.com',
      'From: <sip:caller@example.com>;tag=323',
      'Max-Forwards: 70',
      'Call-ID:  transports.kijh4akdnaqjkwendsasfdj',
      'Accept: application/sdp',
      'CSeq: 60 OPTIONS',
      'Via: SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw4',
      'Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf',
      'Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj',
      'Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en',
      'Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee',
      'l: 0'
    ]),
    read: {
      method: 'OPTIONS',
      callId: 'transports.kijh4akdnaqjkwendsasfdj',
      branch: 'z9hG4bKkdjuw4',
      fromTag: '323'
    },
    answer: 200
  },
  {
    name: 'mpart01',
    section: '3.1.1.11',
    octets: octetsOf(
      [
        'MESSAGE sip:kumiko@example.org SIP/2.0',
        'Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-d87543-4dade06d0bdb11ee-1--d87543-',
        'Max-Forwards: 70',
        'Route: <sip:127.0.0.1:5080>',
        'Identity: r5mwreLuyDRYBi/0TiPwEsY3rEVsk/G2WxhgTV1PF7hHuL',
        'Identity-Info: <https://127.0.0.1/cert>;alg=rsa-sha1',
        'Contact: <sip:fluffy@127.0.0.1:5070>',
        'To: <sip:kumiko@example.org>',
        'From: <sip:fluffy@example.com>;tag=2fb0dcc9',
        'Call-ID: 3d9485ad0c49859b@Zmx1ZmZ5LW1hYy0xNi5sb2NhbA..',
        'CSeq: 1 MESSAGE',
        'Content-Transfer-Encoding: binary',
        'Content-Type: multipart/mixed;boundary=7a9cbec02ceef655',
        'Date: Sat, 15 Oct 2005 04:44:56 GMT',
        'User-Agent: SIPimp.org/0.2.5 (curses)',
        'Content-Length: 160'
      ],
      Buffer.concat([
        Buffer.from('--7a9cbec02ceef655\r\nContent-Type: text/plain\r\n\r\nHello\r\n'),
        Buffer.from('--7a9cbec02ceef655\r\nContent-Type: application/octet-stream\r\n\r\n'),
        Buffer.from('3082015206092a864886f70d010702a0820143', 'hex'),
        Buffer.from('\r\n--7a9cbec02ceef655--\r\n')
      ])
    ),
    read: {
      method: 'MESSAGE',
      callId: '3d9485ad0c49859b@Zmx1ZmZ5LW1hYy0xNi5sb2NhbA..',
      branch: 'z9hG4bK-d87543-4dade06d0bdb11ee-1--d87543-',
      fromTag: '2fb0dcc9'
    },
    answer: 405
  },
  {
    name: 'unreason',
    section: '3.1.1.12',
    octets: octetsOf(
      [
        'SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое',
        'Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
        'Call-ID: unreason.1234ksdfak3j2erwedfsASdf',
        'CSeq: 35 INVITE',
        'From: sip:user@example.com;tag=11141343',
        'To: sip:user@example.edu;tag=2229',
        'Content-Length: 154',
        'Content-Type: application/sdp',
        'Contact: <sip:user@host198.example.com>'
      ],
      sdpFrom('192.0.2.198')
    ),
    read: {
      method: 'INVITE',
      statusCode: 200,
      callId: 'unreason.1234ksdfak3j2erwedfsASdf',
      branch: 'z9hG4bK1324923',
      fromTag: '11141343',
      toTag: '2229'
    },
    answer: null
  },
  {
    name: 'noreason',
    section: '3.1.1.13',
    octets: octetsOf([
      'SIP/2.0 100 ',
      'Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe',
      'Call-ID: noreason.asndj203insdf99223ndf',
      'CSeq: 35 INVITE',
      'From: <sip:user@example.com>;tag=39ansfi3',
      'To: <sip:user@example.edu>;tag=902jndnke3',
      'Content-Length: 0',
      'Contact: <sip:user@host105.example.com>'
    ]),
    read: {
      method: 'INVITE',
      statusCode: 100,
      callId: 'noreason.asndj203insdf99223ndf',
      branch: 'z9hG4bK2398ndaoe',
      fromTag: '39ansfi3',
      toTag: '902jndnke3'
    },
    answer: null
  }
]
