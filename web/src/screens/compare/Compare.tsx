/** Compare: two plans side by side, many roadmaps at once, and solvers over the same plan. */
import { Parts } from "../../app/Parts";
import { PageHead } from "../../shared/parts";
import { Roadmaps } from "./Roadmaps";
import { Solvers } from "./Solvers";
import { TwoPlans } from "./TwoPlans";
import "./compare.css";

export default function Compare() {
  return (
    <div className="page stack">
      <PageHead title="Compare">Only what differs, and why.</PageHead>
      <Parts
        of="Compare"
        parts={[
          { part: "plans", text: "Two plans", View: TwoPlans },
          { part: "roadmaps", text: "Roadmaps", View: Roadmaps },
          { part: "solvers", text: "Solvers", View: Solvers },
        ]}
      />
    </div>
  );
}
