import { invalidTorture } from '../support/torture/torture-invalid'
import { semanticTorture } from '../support/torture/torture-semantics'
import { validTorture } from '../support/torture/torture-valid'

export const sdpSeeds = [
  [
    'v=0',
    'o=- 1 2 IN IP4 192.0.2.1',
    's=-',
    'c=IN IP4 192.0.2.1',
    't=0 0',
    'm=audio 4000 RTP/AVP 8 0 9 97 101',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:97 opus/48000/2',
    'a=fmtp:97 useinbandfec=1',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    'a=sendrecv',
    'm=video 0 RTP/AVP 31',
    ''
  ],
  [
    'v=0',
    'o=- 1 2 IN IP6 2001:db8::1',
    's=-',
    'c=IN IP6 2001:db8::1',
    'k=base64:secret',
    'm=audio 4000/2 RTP/SAVP 8',
    'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:4',
    'a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj',
    'a=inactive',
    ''
  ],
  [
    'v=0',
    'o=- 1 2 IN IP4 0.0.0.0',
    's=-',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 101',
    'c=IN IP4 0.0.0.0',
    'a=ice-ufrag:abcd',
    'a=ice-pwd:0123456789012345678901',
    'a=fingerprint:sha-256 AB:CD',
    'a=setup:passive',
    'a=rtpmap:111 opus/48000/2',
    ''
  ]
].map((lines) => lines.join('\r\n'))

export const dialogInfoSeeds = [
  '<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="3" state="partial" entity="sip:744@pbx.example">\r\n<dialog id="a1" call-id="c" direction="recipient"><state>confirmed</state><remote><identity display="Helen &amp; Park">sip:+442079460321@pbx.example</identity></remote></dialog>\r\n<dialog id="a2"><state event="timeout">terminated</state></dialog></dialog-info>',
  '<d:dialog-info xmlns:d="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="sip:1@x"><d:dialog id="1"><d:state>early</d:state></d:dialog></d:dialog-info>',
  '<dialog-info version="0" state="full" entity="sip:1@x"/>'
]

export const resourceListSeeds = [
  [
    '--b',
    'Content-Type: application/rlmi+xml;charset="UTF-8"',
    'Content-ID: <list@pbx.example>',
    '',
    '<?xml version="1.0"?><list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:team@pbx.example" version="1" fullState="true"><resource uri="sip:744@pbx.example"><name>John</name><instance id="i1" state="active" cid="r1@pbx.example"/></resource><resource uri="sip:745@pbx.example"/></list>',
    '--b',
    'Content-Type: application/dialog-info+xml',
    'Content-ID: <r1@pbx.example>',
    '',
    dialogInfoSeeds[0] ?? '',
    '--b--',
    ''
  ].join('\r\n')
]

const message = (lines: readonly string[], body = '') =>
  [...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n')

const dialog = [
  'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKabc;rport=5060;received=192.0.2.9',
  'From: "Adam" <sip:adam@pbx.example>;tag=1',
  'To: <sip:*90744@pbx.example;user=phone>;tag=2',
  'Call-ID: a-b@192.0.2.1',
  'Contact: <sip:pbx@[2001:db8::1]:5061;transport=tcp;lr>;expires=300'
]

export const sipSeeds = [
  message([
    'SIP/2.0 401 Unauthorized',
    ...dialog,
    'CSeq: 1 REGISTER',
    'WWW-Authenticate: Digest realm="pbx", nonce="n1", algorithm=SHA-256, qop="auth,auth-int", opaque="o"',
    'Proxy-Authenticate: Digest realm="px", nonce="n2", algorithm=MD5, stale=true'
  ]),
  message(
    [
      'SIP/2.0 200 OK',
      ...dialog,
      'CSeq: 2 INVITE',
      'Record-Route: <sip:192.0.2.7;lr>, <sip:192.0.2.8;lr>',
      'Session-Expires: 1800;refresher=uac',
      'Content-Type: application/sdp'
    ],
    sdpSeeds[1]
  ),
  message(
    [
      'NOTIFY sip:adam@192.0.2.1:5060 SIP/2.0',
      ...dialog,
      'CSeq: 7 NOTIFY',
      'Event: dialog;id=1',
      'Subscription-State: active;expires=300;retry-after=5',
      'Content-Type: multipart/related;boundary=b;type="application/rlmi+xml"'
    ],
    resourceListSeeds[0]
  ),
  message(
    [
      'INFO sip:adam@192.0.2.1:5060 SIP/2.0',
      ...dialog,
      'CSeq: 8 INFO',
      'Authorization: Digest username="adam", realm="pbx", nonce="n", uri="sip:x", response="0f", cnonce="c", nc=00000001',
      'Content-Type: application/dtmf-relay'
    ],
    'Signal=5\r\nDuration=160\r\n'
  ),
  ...[...validTorture, ...invalidTorture, ...semanticTorture].map(({ octets }) => octets.toString())
]
