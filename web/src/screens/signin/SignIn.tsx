/** Signing in: a token is traded for a cookie; nothing secret stays in the page. */
import { useState, type SyntheticEvent } from "react";

import { signIn } from "../../app/client";
import { Brand } from "../../shared/icons";
import "./signin.css";

export function SignIn({ onDone }: { onDone: () => void }) {
  const [token, setToken] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const send = async (event: SyntheticEvent) => {
    event.preventDefault();
    const refused = await signIn(token.trim());
    if (refused === null) onDone();
    else setWrong(refused);
  };
  return (
    <main className="center">
      <form className="signin panel" onSubmit={(event) => void send(event)}>
        <Brand />
        <h1>Optimization Engine</h1>
        <label className="field">
          <span className="label">Your token</span>
          <input
            className="input"
            type="password"
            autoComplete="off"
            required
            value={token}
            aria-invalid={wrong !== null}
            aria-describedby="signin-help"
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        {wrong !== null && (
          <p className="error" role="alert">
            {wrong}
          </p>
        )}
        <button className="button primary" type="submit">
          Sign in
        </button>
        <p className="muted" id="signin-help">
          An administrator makes tokens, on the Admin screen or by <code>optengine token create</code>.
        </p>
      </form>
    </main>
  );
}
