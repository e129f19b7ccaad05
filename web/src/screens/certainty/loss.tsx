/** How much a plan may lose and still count, as a part of the best value: one choice for the whole screen. */
import { setQuery, useRoute } from "../../app/route";
import { number } from "../../shared/format";
import { Choice } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";

const LOSSES = [
  { value: "0", text: "Nothing" },
  { value: "0.001", text: "0.1 %" },
  { value: "0.005", text: "0.5 %" },
  { value: "0.01", text: "1 %" },
  { value: "0.02", text: "2 %" },
  { value: "0.05", text: "5 %" },
] as const;
type Loss = (typeof LOSSES)[number]["value"];

export function useLoss(): Loss {
  const asked = useRoute().query.get("within");
  return LOSSES.find(({ value }) => value === asked)?.value ?? "0.01";
}

export function LossChoice() {
  return <Choice label="A plan may lose" value={useLoss()} options={LOSSES} onChange={(within) => setQuery({ within })} />;
}

interface Threshold {
  readonly best: { readonly value: string | null; readonly proven: boolean };
  readonly least: string;
}

/** What the figures of this part rest on. sentence: what it means where everything is decided. */
export function Rests({ on, complete, children }: { on: Threshold | null; complete: boolean; children: string }) {
  if (!on) return <p>There is no plan that keeps every rule.</p>;
  return (
    <div className="row">
      <GradeBadge grade={complete ? "proven" : "between"}>{complete ? "Proven" : "Not all decided"}</GradeBadge>
      <span>
        {children} The best is {on.best.value === null ? "unknown" : number(on.best.value)}
        {on.best.proven ? "" : ", not proven"}; {number(on.least)} is enough.
      </span>
    </div>
  );
}
