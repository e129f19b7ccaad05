/** Roadmaps as columns, initiatives as rows, those first that not all roadmaps hold. */
import { useState } from "react";

import type { RoadmapsPartsFragment } from "../../graphql/generated";
import { WhyKey } from "../../plan/Named";
import { constant, count, number, words } from "../../shared/format";
import { Action, Csv, Notes } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";
import { Table } from "../../shared/Table";

type Roadmap = RoadmapsPartsFragment["comparison"]["roadmaps"][number];
const ORDER = { BORDERLINE: 0, CORE: 1, EXTERIOR: 2 };

function RoadmapGrade({ of }: { of: Roadmap }) {
  if (of.status === "INFEASIBLE") return <GradeBadge grade="impossible" />;
  return of.value === null ? <GradeBadge grade="open">{constant(of.status)}</GradeBadge> : <GradeBadge grade={of.proven ? "proven" : "between"} />;
}

export function Matrix({ of }: { of: RoadmapsPartsFragment }) {
  const { comparison, regret } = of;
  const [all, setAll] = useState(false);
  const { roadmaps, kpiKeys } = comparison;
  const worst = new Map(regret.worst.map((each) => [each.portfolio, each]));
  const beaten = new Map(comparison.dominated.map((each) => [each.roadmap, each.by]));
  const rows = comparison.matrix.toSorted((a, b) => ORDER[a.standing] - ORDER[b.standing]);
  const differing = rows.filter((row) => row.standing === "BORDERLINE");
  const held = (row: (typeof rows)[number]) => new Map(row.held.map((each) => [each.roadmap, [each.period, each.scope === "NONE" ? "" : each.scope === "MVP" ? "MVP" : constant(each.scope)].filter(Boolean).join(" ")]));
  const planned = roadmaps.filter((each) => each.value !== null).length;
  const measure = (name: string) => {
    const one = worst.get(name);
    if (one?.regret == null) return "";
    const short = Number(one.regret).toFixed(4);
    return Number(one.regret) && !Number(short) ? "under 0.0001" : number(String(Number(short)));
  };
  return (
    <>
      <p className="lead" data-testid="roadmaps">
        {count(differing.length, "initiative is", "initiatives are")} in some of {count(planned, "roadmap")} only; {rows.filter((row) => row.standing === "CORE").length} in all.
      </p>
      <Table
        label="Figures of each roadmap"
        className="many"
        columns={[
          { head: "Roadmap" },
          { head: "Grade" },
          { head: "Value", num: true },
          { head: "Initiatives", num: true },
          { head: "Tokens", num: true },
          ...kpiKeys.map((key) => ({ head: words(key), num: true })),
          { head: "Largest regret", wide: true },
        ]}
        rows={roadmaps.map((each) => ({
          key: each.name,
          cells: [
            <span key="name">
              {each.name}
              {beaten.has(each.name) && <span className="muted"> worse in everything than {beaten.get(each.name)?.join(", ")}</span>}
              {each.detail && !each.proven && <span className="muted"> {each.detail}</span>}
            </span>,
            <RoadmapGrade key="grade" of={each} />,
            each.value !== null && number(each.value),
            each.initiatives,
            number(each.tokens),
            ...kpiKeys.map((key) => {
              const total = each.kpis.find((kpi) => kpi.key === key);
              return total && number(total.value);
            }),
            <span key="regret">
              {measure(each.name)}
              {worst.get(each.name)?.allowed === false && <span className="muted"> breaks rules of others</span>}
            </span>,
          ],
        }))}
      />
      {regret.safe && regret.safe.placements.length > 0 && (
        <>
          <p>
            <strong>The regret-safe plan</strong>, whatever comes true: <span className="key-list">{regret.safe.placements.map((each) => each.initiativeKey).join(", ")}</span>.
          </p>
          <Notes of={[regret.safe.detail].filter(Boolean)} />
        </>
      )}
      <div className="row">
        <Action small onPress={() => setAll(!all)}>
          {all ? "Only what differs" : `All ${rows.length} initiatives`}
        </Action>
        <span className="grow" />
        <Csv
          name="roadmaps"
          rows={() => [
            ["key", "title", "in", ...roadmaps.map((each) => each.name)],
            ["", "value", "", ...roadmaps.map((each) => each.value ?? "")],
            ...rows.map((row) => [row.initiativeKey, row.title, String(row.count), ...roadmaps.map((each) => held(row).get(each.name) ?? "")]),
          ]}
        />
      </div>
      <section className="panel table-scroll" aria-label="Who is in which roadmap" tabIndex={0}>
        <table className="table matrix">
          <thead>
            <tr>
              <th>Initiative</th>
              <th className="num">In</th>
              {roadmaps.map((each) => (
                <th key={each.name}>{each.name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(all ? rows : differing).map((row) => {
              const places = held(row);
              return (
                <tr key={row.initiativeKey}>
                  <th scope="row">
                    <WhyKey name={row.initiativeKey} /> <span className="matrix-title">{row.title}</span>
                  </th>
                  <td className="num">
                    {row.count} of {planned}
                  </td>
                  {roadmaps.map((each) => (
                    <td key={each.name} className={places.has(each.name) ? "held" : ""}>
                      {places.get(each.name) ?? <span className="muted">—</span>}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
        {!all && !differing.length && <p className="empty">Every roadmap holds the same initiatives.</p>}
      </section>
    </>
  );
}
