/** Admin: who may come in, who did what, and what the server allows. */
import { useQuery } from "urql";

import { AdminDocument } from "../../graphql/generated";
import { number } from "../../shared/format";
import { Notice, PageHead } from "../../shared/parts";
import { Audit } from "./Audit";
import { Tokens } from "./Tokens";

export default function Admin() {
  const [{ data, error }, again] = useQuery({ query: AdminDocument, requestPolicy: "cache-and-network" });
  if (error) return <Notice bad>{error.message}</Notice>;
  if (!data) return <div className="center">Loading…</div>;
  const { limits, workers, version } = data.server;
  const most = (value: string | number, of: string) => `${Number(value) === 0 ? "any number of" : number(String(value))} ${of}`;
  return (
    <div className="page stack">
      <PageHead title="Admin">Version {version}</PageHead>
      <Tokens tokens={data.tokens} onChange={() => again({ requestPolicy: "network-only" })} />
      <section className="panel panel-pad stack" aria-label="Workers and limits">
        <h2>Workers and limits</h2>
        {workers.length ? <p>{workers.map(({ name, host }) => `${name} on ${host}`).join(", ")}</p> : <Notice>No worker lives: runs and analyses wait.</Notice>}
        <p className="muted">
          A solve may take {most(limits.solveSeconds, "seconds")}, {most(limits.solveThreads, "threads")} and {limits.solveMemoryMb ? most(limits.solveMemoryMb, "MB") : "any memory"}. A person may have {most(limits.queued, "runs and analyses")} in the queue; a token may send{" "}
          {most(limits.requestsPerMinute, "requests")} a minute. Settings are in{" "}
          <code>optengine.toml</code>.
        </p>
      </section>
      <Audit />
    </div>
  );
}
