import { voiceCodecs, type VoiceCodec } from '@contract/settings/voice-codecs'

type Codecs = readonly VoiceCodec[]

/** Every codec there is: those in use in their order, then the others. */
export function choiceOf(codecs: Codecs): readonly { codec: VoiceCodec; place: number | null }[] {
  return [
    ...codecs.map((codec, place) => ({ codec, place })),
    ...voiceCodecs
      .filter((codec) => !codecs.includes(codec))
      .map((codec) => ({ codec, place: null }))
  ]
}

/** Left out where it was in, and the other way round: what comes in comes last. */
export function switched(codecs: Codecs, codec: VoiceCodec): Codecs {
  return codecs.includes(codec) ? codecs.filter((each) => each !== codec) : [...codecs, codec]
}

/** @param by - places; one that would leave the list stays where it is */
export function moved(codecs: Codecs, codec: VoiceCodec, by: 1 | -1): Codecs {
  const from = codecs.indexOf(codec)
  const to = from + by
  if (from < 0 || to < 0 || to >= codecs.length) return codecs
  const others = codecs.filter((each) => each !== codec)
  return [...others.slice(0, to), codec, ...others.slice(to)]
}
