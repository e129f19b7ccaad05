/** Certainty: what is in every plan that loses little, in some, in none; what each initiative and each further token is worth. */
import { Parts } from "../../app/Parts";
import { AboutStored } from "../../plan/analyses/Asking";
import { PageHead } from "../../shared/parts";
import { Alternatives } from "./Alternatives";
import { Capacities } from "./Capacities";
import { Core } from "./Core";
import { Prices } from "./Prices";
import { Safe } from "./Safe";
import "./certainty.css";

export default function Certainty() {
  return (
    <div className="page stack">
      <PageHead title="Certainty">What you can promise today, and what hangs on a little.</PageHead>
      <AboutStored />
      <Parts
        of="Certainty"
        parts={[
          { part: "core", text: "In every plan", View: Core },
          { part: "prices", text: "Prices", View: Prices },
          { part: "capacities", text: "Capacities", View: Capacities },
          { part: "alternatives", text: "Alternatives", View: Alternatives },
          { part: "safe", text: "Safe plan", View: Safe },
        ]}
      />
    </div>
  );
}
