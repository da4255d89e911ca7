import {createServer, request as forward} from 'node:http'
import {type AddressInfo, connect} from 'node:net'
import {onTestFinished} from 'vitest'

export interface TestProxy {
  readonly url: string
  /** `CONNECT host:port`, or the method and address of a forwarded request; with the credentials that came. */
  readonly seen: {readonly line: string; readonly credentials?: string}[]
}

/** A proxy on loopback: forwards plain requests and opens tunnels. `refuseWith` answers tunnels with a status instead. */
export async function startProxy({refuseWith}: {readonly refuseWith?: number} = {}): Promise<TestProxy> {
  const seen: {line: string; credentials?: string}[] = []
  const server = createServer((request, response) => {
    seen.push({line: `${request.method} ${request.url}`, credentials: request.headers['proxy-authorization']})
    const {'proxy-authorization': _, ...headers} = request.headers
    const onward = forward(request.url!, {method: request.method, headers}, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.on('connect', (request, socket) => {
    seen.push({line: `CONNECT ${request.url}`, credentials: request.headers['proxy-authorization']})
    socket.on('error', () => {})
    if (refuseWith !== undefined) {
      socket.end(`HTTP/1.1 ${refuseWith} No\r\n\r\n`)
      return
    }
    const [host, port] = request.url!.split(':')
    const onward = connect(Number(port), host!, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen}
}
