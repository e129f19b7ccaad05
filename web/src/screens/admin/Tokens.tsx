/** Tokens: made, shown once, revoked. */
import { useState } from "react";
import { useMutation } from "urql";

import { TokenCreateDocument, TokenRevokeDocument, type AdminQuery } from "../../graphql/generated";
import { constant, moment } from "../../shared/format";
import { Action, Choice, Notice } from "../../shared/parts";
import { Table } from "../../shared/Table";

type Role = AdminQuery["tokens"][number]["role"];
const ROLES: readonly { value: Role; text: string }[] = [
  { value: "VIEWER", text: "Viewer: reads and tries" },
  { value: "PLANNER", text: "Planner: stores plans" },
  { value: "ADMIN", text: "Admin: tokens and audit" },
];

export function Tokens({ tokens, onChange }: { tokens: AdminQuery["tokens"]; onChange: () => void }) {
  const [, create] = useMutation(TokenCreateDocument);
  const [, revoke] = useMutation(TokenRevokeDocument);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("PLANNER");
  const [secret, setSecret] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const make = async () => {
    setFailed(null);
    const { data, error } = await create({ input: { name, email, role } });
    const made = data?.tokenCreate;
    if (made?.__typename === "TokenCreated") {
      setSecret(made.secret);
      setName("");
      onChange();
    } else setFailed(made ? made.errors.map((each) => each.message).join(" ") : (error?.message ?? "It failed."));
  };
  return (
    <section className="panel stack" aria-label="Tokens">
      <h2 className="panel-pad">Tokens</h2>
      <Table
        within
        columns={[{ head: "Name" }, { head: "Whose", wide: true }, { head: "Role" }, { head: "Last used" }, { head: "State" }, { head: "Actions", num: true, wide: true, quiet: true }]}
        rows={tokens.map((token) => ({
          key: token.id,
          cells: [
            token.name,
            token.email,
            constant(token.role),
            token.lastUsedAt === null ? "never" : moment(token.lastUsedAt),
            token.isValid ? (token.expiresAt === null ? "Valid" : `Until ${moment(token.expiresAt)}`) : "Revoked or run out",
            token.isValid && (
              <Action key="revoke" small label={`Revoke ${token.name}`} onPress={() => void revoke({ id: token.id }).then(onChange)}>
                Revoke
              </Action>
            ),
          ],
        }))}
        empty="There is no token: everybody on this machine may do everything, and nobody else."
      />
      <div className="panel-pad stack">
        {secret !== null && (
          <Notice>
            Copy it now, it is shown once: <code>{secret}</code>
          </Notice>
        )}
        {failed !== null && <Notice bad>{failed}</Notice>}
        <div className="form-row">
          <label className="field">
            <span className="label">Name</span>
            <input className="input" value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <label className="field">
            <span className="label">Email</span>
            <input className="input" type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
          </label>
          <Choice label="Role" value={role} options={ROLES} onChange={setRole} />
          <Action kind="primary" disabled={!name.trim() || !email.trim()} onPress={() => void make()}>
            Make a token
          </Action>
        </div>
      </div>
    </section>
  );
}
