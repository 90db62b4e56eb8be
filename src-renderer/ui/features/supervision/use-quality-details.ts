import { useTranslation } from 'react-i18next'
import type { CallQuality, StreamQuality } from '@contract/telephony/call-quality'
import { voiceCodecs } from '@contract/settings/voice-codecs'

/** What was measured, in words. */
export function useQualityDetails(quality: CallQuality | null): string {
  const { t, i18n } = useTranslation()
  if (!quality) return ''
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
  const stream = (where: 'received' | 'sent', { lossPercent, jitterMs, mos }: StreamQuality) =>
    t(`quality.${where}`, {
      loss: number(lossPercent),
      jitter: number(jitterMs),
      mos: number(mos)
    })
  const known = voiceCodecs.find((name) => name === quality.codec)
  const codec = known ? t(`account.codecNames.${known}`) : quality.codec
  return [
    `${codec}, ${t(`quality.encryption.${quality.encryption}`)}.`,
    ...(quality.received ? [stream('received', quality.received)] : []),
    ...(quality.sent ? [stream('sent', quality.sent)] : []),
    ...(quality.roundTripMs === null
      ? []
      : [t('quality.roundTrip', { delay: number(quality.roundTripMs) })])
  ].join(' ')
}
