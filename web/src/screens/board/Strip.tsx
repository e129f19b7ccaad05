/** What entered, left and moved by the newest change: nothing moves unseen. */
import type { Differences } from "../../plan/differences";
import { useMoving } from "../../plan/moving";
import { usePlan } from "../../plan/plan";
import { compare, subtract } from "../../shared/decimal";
import { signed } from "../../shared/format";
import { Icon } from "../../shared/icons";

const SHOWN = 12;

const HINT = "Change a limit, or press space on an initiative: what enters and leaves appears here.";

/** hint: what to do on a screen where nothing has been changed yet. */
export function Strip({ changes, hint = HINT }: { changes: Differences; hint?: string }) {
  const { live, before, draft, canUndo } = usePlan();
  const { entered, left, moved } = changes;
  const moving = useMoving();
  const [now, then] = [moving ? null : live.answer?.value, before?.value];
  const gain = now?.proven && then?.proven ? subtract(now.value, then.value) : null;
  const none = !entered.length && !left.length && !moved.length;
  return (
    <div className="strip" role="status" aria-label="What the newest change causes" data-testid="strip">
      {none ? (
        <span className="muted">{canUndo || draft.length ? "Nothing enters or leaves." : hint}</span>
      ) : (
        <>
          <Keys kind="entered" keys={entered.map((each) => each.initiativeKey)} />
          <Keys kind="left" keys={left.map((each) => each.initiativeKey)} />
          {moved.length > 0 && (
            <span className="change moved" title={moved.map(({ to }) => to.initiativeKey).join(", ")}>
              <Icon name="move" />
              {moved.length} moved
            </span>
          )}
        </>
      )}
      {gain !== null && !none && <span className={compare(gain, "0") < 0 ? "loss" : "gain"}>{signed(gain)} proven</span>}
    </div>
  );
}

function Keys({ kind, keys }: { kind: "entered" | "left"; keys: readonly string[] }) {
  if (!keys.length) return null;
  return (
    <span className={`change ${kind}`}>
      <Icon name={kind === "entered" ? "plus" : "minus"} />
      <span className="sr">{kind === "entered" ? "In:" : "Out:"}</span>
      <span className="keys">
        {keys.slice(0, SHOWN).join(", ")}
        {keys.length > SHOWN && ` and ${keys.length - SHOWN} more`}
      </span>
    </span>
  );
}
