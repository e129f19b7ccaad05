// Fetches in a thread of its own, so that `fetchNow` can wait for the answer: Google's UrlFetchApp is synchronous.
import { isMainThread, MessageChannel, receiveMessageOnPort, Worker, workerData } from "node:worker_threads";

if (!isMainThread) {
  const { port, flag } = workerData;
  port.on("message", async ({ url, options }) => {
    let answer;
    try {
      const response = await fetch(url, options);
      answer = { status: response.status, text: await response.text() };
    } catch (error) {
      answer = { failed: String(error.cause ?? error) };
    }
    port.postMessage(answer);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
}

export function fetcher() {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(import.meta.url), { workerData: { port: port2, flag }, transferList: [port2] });
  worker.unref();
  return (url, options = {}) => {
    Atomics.store(flag, 0, 0);
    port1.postMessage({ url, options });
    if (Atomics.wait(flag, 0, 0, 30_000) === "timed-out") throw new Error("Timeout");
    return receiveMessageOnPort(port1).message;
  };
}
