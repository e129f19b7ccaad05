/** The frame around every screen, and what stands in its place: signing in, the first run, a server out of reach. */
import { lazy, memo, Suspense, useCallback, useEffect, useRef, type ComponentProps, type ReactNode } from "react";
import { useQuery } from "urql";

import { ViewerDocument, type ViewerQuery } from "../graphql/generated";
import { aboutPlan } from "../plan/about";
import { PlanProvider, shownOf, useNewest, usePlan, usePlans } from "../plan/plan";
import { PlanPicker } from "../plan/PlanPicker";
import { AboutContext, aboutLine } from "../shared/about";
import { Action } from "../shared/parts";
import { SignIn } from "../screens/signin/SignIn";
import { Welcome } from "../screens/welcome/Welcome";
import { failureOf, signOut } from "./client";
import { Brand, Icon } from "../shared/icons";
import { hrefOf, useAsked, useRoutePart } from "./route";
import { SCREENS, type Screen } from "./screens";
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
  const asked = useAsked();
  const screen = useRoutePart((route) => route.screen);
  if (plans.error) return <main className="center">{plans.error.message}</main>;
  if (!plans.data) return <main className="center">Loading…</main>;
  if (!plans.data.scenarios.nodes.length || screen === "welcome") {
    return <Welcome canWrite={viewer.role !== "VIEWER"} onDone={() => plans.reload({ requestPolicy: "network-only" })} />;
  }
  const { missing } = shownOf(plans.data, asked);
  if (missing.length) return <Missing what={missing.join(" and ")} />;
  return (
    <PlanProvider key={`${asked.plan ?? ""} ${asked.rules ?? ""}`} plans={plans.data}>
      <AboutPlan version={version}>
        <Frame viewer={viewer} version={version} />
      </AboutPlan>
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
/** The others stand behind More there. */
const FIRST_ON_PHONES = 5;
const VIEWS = Object.fromEntries(SCREENS.map(({ path, load }) => [path, lazy(load)]));

/** What exports and printed pages say of the plan; always the same function, so that a change of the draft alone draws no frame anew. */
function AboutPlan({ version, children }: { version: string; children: ReactNode }) {
  const newest = useNewest(usePlan());
  const about = useCallback(() => aboutPlan(newest.current, version, new Date()), [newest, version]);
  return <AboutContext value={about}>{children}</AboutContext>;
}

function PrintedAbout({ version }: { version: string }) {
  const plan = usePlan();
  return (
    <p className="print-about" aria-hidden="true">
      {aboutLine(aboutPlan(plan, version, new Date()))}
    </p>
  );
}

const Frame = memo(FrameView);

function FrameView({ viewer, version }: { viewer: Viewer; version: string }) {
  const path = useRoutePart((route) => route.screen);
  const why = useRoutePart(({ query }) => query.get("why"));
  const main = useRef<HTMLElement>(null);
  const before = useRef<Screen | null>(null);
  const screens = SCREENS.filter(({ onlyAdmin }) => !onlyAdmin || viewer.role === "ADMIN");
  const shown = screens.find((each) => each.path === path) ?? screens[0];
  const View = shown && VIEWS[shown.path];
  const later = screens.slice(FIRST_ON_PHONES);
  const linkTo = (screen: Screen) => (
    <ScreenLink to={screen.path} aria-current={screen === shown ? "page" : undefined}>
      <Icon name={screen.icon} />
      {screen.title}
    </ScreenLink>
  );
  useEffect(() => {
    document.title = `${shown?.title ?? ""} · Optimization Engine`;
    main.current?.scrollTo(0, 0);
    // Who goes on by keyboard is in the new screen at once, and not behind all links to the others.
    if (before.current !== null && before.current !== shown) main.current?.focus({ preventScroll: true });
    before.current = shown ?? null;
    document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [shown]);
  return (
    <div className="frame">
      <nav className="rail" aria-label="Screens">
        <ScreenLink to="board" className="brand" aria-label="Optimization Engine: Board">
          <Brand />
          <span>Optimization</span>
        </ScreenLink>
        <ul>
          {screens.map((screen, index) => (
            <li key={screen.path} className={index < FIRST_ON_PHONES ? "" : "later"}>
              {linkTo(screen)}
            </li>
          ))}
        </ul>
        <button type="button" className={shown && later.includes(shown) ? "more has-shown" : "more"} popoverTarget="more-screens">
          <Icon name="more" />
          More
        </button>
        <ul id="more-screens" className="popover more-screens" popover="auto" key={shown?.path}>
          {later.map((screen) => (
            <li key={screen.path}>{linkTo(screen)}</li>
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
        <Suspense fallback={<div className="center">Loading…</div>}>{View && <View />}</Suspense>
        <Suspense>{why !== null && <WhyPanel key={why} about={why} />}</Suspense>
        <PrintedAbout version={version} />
      </main>
    </div>
  );
}

/** A link that takes the plan and its draft along. */
function ScreenLink({ to, ...rest }: { to: string } & ComponentProps<"a">) {
  return <a href={useRoutePart((route) => hrefOf(to, {}, route))} {...rest} />;
}

function ThemeButton() {
  const [theme, turn] = useTheme();
  const next = theme === "dark" ? "light" : "dark";
  return <Action kind="quiet" icon={theme === "dark" ? "sun" : "moon"} label={`Use the ${next} theme`} onPress={turn} />;
}
