/**
 * What a connection is at when it is closed never settles (W3C WebRTC §4.4.1.2), and whoever asked would wait for ever: it
 * rejects here.
 */
export class UntilClosed {
  private readonly underWay = new Set<(error: Error) => void>()

  run<Value>(negotiate: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.underWay.add(reject)
      negotiate()
        .then(resolve, reject)
        .finally(() => this.underWay.delete(reject))
    })
  }

  close(): void {
    for (const reject of this.underWay) reject(new Error('closed'))
    this.underWay.clear()
  }
}
