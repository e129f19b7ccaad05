/** The frame around every screen, and what stands in its place: signing in, the first run, a server out of reach. */
import { lazy, Suspense, useCallback, useEffect, useRef } from "react";
import { useQuery } from "urql";

import { ViewerDocument, type ViewerQuery } from "../graphql/generated";
import { aboutPlan } from "../plan/about";
import { PlanProvider, shownOf, usePlan, usePlans } from "../plan/plan";
import { PlanPicker } from "../plan/PlanPicker";
import { AboutContext, aboutLine } from "../shared/about";
import { Action } from "../shared/parts";
import { SignIn } from "../screens/signin/SignIn";
import { Welcome } from "../screens/welcome/Welcome";
import { failureOf, signOut } from "./client";
import { Icon } from "../shared/icons";
import { hrefOf, useRoute } from "./route";
import { SCREENS } from "./screens";
import { useTheme } from "./theme";

export type Viewer = ViewerQuery["viewer"];

export function App() {
  const [{ data, error }, again] = useQuery({ query: ViewerDocument });
  if (data) return <Signed viewer={data.viewer} version={data.server.version} />;
  if (!error) return <main className="center">Loading…</main>;
  if (failureOf(error) === "unauthenticated") return <SignIn onDone={() => location.reload()} />;
  return (
    <main className="center">
      <h1>The server cannot be reached</h1>
      <p className="muted">What you tried is in the address of this page and is not lost.</p>
      <Action kind="primary" onPress={() => again({ requestPolicy: "network-only" })}>
        Try again
      </Action>
    </main>
  );
}

function Signed({ viewer, version }: { viewer: Viewer; version: string }) {
  const plans = usePlans();
  const route = useRoute();
  if (plans.error) return <main className="center">{plans.error.message}</main>;
  if (!plans.data) return <main className="center">Loading…</main>;
  if (!plans.data.scenarios.nodes.length || route.screen === "welcome") {
    return <Welcome canWrite={viewer.role !== "VIEWER"} onDone={() => plans.reload({ requestPolicy: "network-only" })} />;
  }
  const { missing } = shownOf(plans.data, route.query);
  if (missing.length) return <Missing what={missing.join(" and ")} />;
  const key = `${route.query.get("plan") ?? ""} ${route.query.get("rules") ?? ""}`;
  return (
    <PlanProvider key={key} plans={plans.data}>
      <Frame viewer={viewer} version={version} />
    </PlanProvider>
  );
}

/** A link to what is archived, deleted, or of another server: shown is what is there, when it is asked for. */
function Missing({ what }: { what: string }) {
  return (
    <main className="center" data-testid="missing">
      <h1>This plan is not here</h1>
      <p className="muted">The link names a {what} that this server does not have, or has archived. Whoever sent it may know more.</p>
      <a className="button primary" href="#/board">
        Show the first plan instead
      </a>
    </main>
  );
}

const WhyPanel = lazy(() => import("../screens/why/Why").then(({ Why }) => ({ default: Why })));
const VIEWS = Object.fromEntries(SCREENS.map(({ path, load }) => [path, lazy(load)]));

function Frame({ viewer, version }: { viewer: Viewer; version: string }) {
  const route = useRoute();
  const why = route.query.get("why");
  const main = useRef<HTMLElement>(null);
  const plan = usePlan();
  const about = useCallback(() => aboutPlan(plan, version, new Date()), [plan, version]);
  const screens = SCREENS.filter(({ onlyAdmin }) => !onlyAdmin || viewer.role === "ADMIN");
  const shown = screens.find(({ path }) => path === route.screen) ?? screens[0];
  const View = shown && VIEWS[shown.path];
  useEffect(() => {
    document.title = `${shown?.title ?? ""} · Optimization Engine`;
    main.current?.scrollTo(0, 0);
    document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [shown]);
  return (
    <div className="frame">
      <nav className="rail" aria-label="Screens">
        <a className="brand" href={hrefOf("board")} aria-label="Optimization Engine: Board">
          <Brand />
          <span>Optimization</span>
        </a>
        <ul>
          {screens.map(({ path, title, icon }) => (
            <li key={path}>
              <a href={hrefOf(path, {}, route)} aria-current={path === shown?.path ? "page" : undefined}>
                <Icon name={icon} />
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <header className="bar">
        <PlanPicker />
        <div className="bar-end">
          <span className="who" title={`Version ${version}`}>
            {viewer.email ?? "This machine"}
          </span>
          <ThemeButton />
          {viewer.tokenName && (
            <Action kind="quiet" small onPress={() => void signOut()}>
              Sign out
            </Action>
          )}
        </div>
      </header>
      <main className="main" ref={main} tabIndex={-1}>
        <AboutContext value={about}>
          <Suspense fallback={<div className="center">Loading…</div>}>{View && <View />}</Suspense>
          <Suspense>{why !== null && <WhyPanel key={why} about={why} />}</Suspense>
        </AboutContext>
        <p className="print-about" aria-hidden="true">
          {aboutLine(about())}
        </p>
      </main>
    </div>
  );
}

function ThemeButton() {
  const [theme, turn] = useTheme();
  const next = theme === "dark" ? "light" : "dark";
  return <Action kind="quiet" icon={theme === "dark" ? "sun" : "moon"} label={`Use the ${next} theme`} onPress={turn} />;
}

export function Brand() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M7 22h5v-6h5v-5h8" fill="none" stroke="var(--accent-text)" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
