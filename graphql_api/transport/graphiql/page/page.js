"use strict";
// Sends operations by POST; a subscription is answered as server-sent events and handed on one by one.
const place = document.getElementById("graphiql");

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const frames = (pending + value).split("\n\n");
      pending = frames.pop();
      for (const frame of frames) {
        const lines = frame.split("\n");
        if (lines.includes("event: complete")) return;
        const data = lines.find((line) => line.startsWith("data: "));
        if (lines.includes("event: next") && data) yield JSON.parse(data.slice(6));
      }
    }
  } finally {
    await reader.cancel();
  }
}

async function fetcher(params, options) {
  const response = await fetch(place.dataset.api, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream;q=0.9",
      ...(options && options.headers),
    },
    body: JSON.stringify(params),
  });
  const streams = (response.headers.get("Content-Type") || "").startsWith("text/event-stream");
  return streams ? events(response.body) : response.json();
}

const explorer = GraphiQLPluginExplorer.explorerPlugin();
ReactDOM.createRoot(place).render(
  React.createElement(GraphiQL, {
    fetcher,
    plugins: [explorer],
    defaultEditorToolsVisibility: true,
    shouldPersistHeaders: false,
  }),
);
