/** Who changed what of an initiative, out of the audit log. */
import { useQuery } from "urql";

import { InitiativeHistoryDocument } from "../../graphql/generated";
import { moment, words } from "../../shared/format";
import { Notice, Window } from "../../shared/parts";
import { Table } from "../../shared/Table";

const SAID_ELSEWHERE = new Set(["initiativeKey", "ifVersion"]);

/** What was asked for, field by field. */
function changes(input: unknown): string {
  const asked: unknown = input !== null && typeof input === "object" && "initiative" in input ? input.initiative : null;
  if (asked === null || typeof asked !== "object") return "";
  const fields = Object.entries(asked).filter(([name]) => !SAID_ELSEWHERE.has(name));
  return fields.map(([name, value]) => `${words(name.replace(/([A-Z])/g, " $1").toLowerCase())}: ${value === null ? "nothing" : typeof value === "object" ? JSON.stringify(value) : String(value)}`).join("; ");
}

export function History({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const [{ data, error }] = useQuery({ query: InitiativeHistoryDocument, variables: { id }, requestPolicy: "network-only" });
  return (
    <Window title={`History of ${name}`} wide onClose={onClose}>
      {error && <Notice bad>{error.message}</Notice>}
      {data && (
        <Table
          within
          columns={[{ head: "When" }, { head: "Who" }, { head: "What", wide: true }]}
          rows={data.auditLog.nodes
            .filter(({ succeeded }) => succeeded)
            .map((each) => ({ key: each.id, cells: [moment(each.occurredAt), each.actorEmail ?? "this machine", changes(each.input) || words(each.operation.replace(/([A-Z])/g, " $1").toLowerCase())] }))}
          empty="Nobody has changed it since it was brought."
        />
      )}
    </Window>
  );
}
