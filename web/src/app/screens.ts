/** Every screen of the page, in the order of the rail. A screen is loaded when it is first shown. */
import type { ComponentType } from "react";

import type { IconName } from "../shared/icons";

export interface Screen {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
  readonly onlyAdmin?: boolean;
  readonly load: () => Promise<{ default: ComponentType }>;
}

export const SCREENS: readonly Screen[] = [
  { path: "board", title: "Board", icon: "board", load: () => import("../screens/board/Board") },
  { path: "roadmap", title: "Roadmap", icon: "roadmap", load: () => import("../screens/roadmap/Roadmap") },
  { path: "trade", title: "Trade", icon: "trade", load: () => import("../screens/trade/Trade") },
  { path: "frontier", title: "Frontier", icon: "frontier", load: () => import("../screens/frontier/Frontier") },
  { path: "certainty", title: "Certainty", icon: "certainty", load: () => import("../screens/certainty/Certainty") },
  { path: "compare", title: "Compare", icon: "compare", load: () => import("../screens/compare/Compare") },
  { path: "runs", title: "Runs", icon: "runs", load: () => import("../screens/runs/Runs") },
  { path: "rules", title: "Rules", icon: "rules", load: () => import("../screens/rules/Rules") },
  { path: "data", title: "Data", icon: "data", load: () => import("../screens/data/Data") },
  { path: "admin", title: "Admin", icon: "admin", onlyAdmin: true, load: () => import("../screens/admin/Admin") },
];
