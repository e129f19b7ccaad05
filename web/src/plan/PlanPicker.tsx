/** Which scenario and which rules the page is about. */
import { setQuery } from "../app/route";
import { Choice } from "../shared/parts";
import { usePlan } from "./plan";

export function PlanPicker() {
  const { scenarios, ruleSets, scenario, rules } = usePlan();
  return (
    <div className="row picker">
      <Choice
        bare
        label="Scenario"
        value={scenario.id}
        options={scenarios.map(({ id, name }) => ({ value: id, text: name }))}
        onChange={(plan) => setQuery({ plan, edit: null }, false)}
      />
      <Choice
        bare
        label="Rules"
        value={rules?.id ?? "none"}
        options={[...ruleSets.map(({ id, name }) => ({ value: id, text: name })), { value: "none", text: "No rules" }]}
        onChange={(id) => setQuery({ rules: id, edit: null }, false)}
      />
    </div>
  );
}
