/** What calls can be encoded with (RFC 3551 §4.5, RFC 7587), by their names in an SDP. */
export const voiceCodecs = ['PCMA', 'PCMU', 'opus', 'G722'] as const
export type VoiceCodec = (typeof voiceCodecs)[number]

/** G.711 first: nothing in a call centre's path has to transcode it. */
export const defaultVoiceCodecs: readonly VoiceCodec[] = [...voiceCodecs]

/** Every PBX speaks G.711, so without it a call may come to nothing. */
export function hasG711(codecs: readonly VoiceCodec[]): boolean {
  return codecs.includes('PCMA') || codecs.includes('PCMU')
}

export function isDefaultOrder(codecs: readonly VoiceCodec[]): boolean {
  return codecs.join() === defaultVoiceCodecs.join()
}
