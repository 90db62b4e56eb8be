// Loaded before the built relay, which expects to be a utility process: the same port, over the channel of fork().
process.parentPort = {
  on: (_name, listener) => process.on('message', (data) => listener({ data })),
  postMessage: (message) => process.send(message)
}
process.on('message', (message) => {
  if (!message.usage) return
  globalThis.gc()
  const { rss, heapUsed } = process.memoryUsage()
  process.send({ usage: { cpu: process.cpuUsage(), rss, heapUsed } })
})
